import { NONE, type ValueId } from '../extract/facts.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';
import { valueStatic } from './static.ts';

/** The number that an expression always is: literals, arithmetic and constants; null where unknown. */
export function constantNumber(pt: Points, file: number, v: ValueId, depth = 0): number | null {
  const { p } = pt;
  if (v === NONE || depth > 8) return null;
  const x = p.files[file]!.values[v]!;
  if (x.k === 'lit') return typeof x.v === 'number' ? x.v : null;
  if (x.k === 'as') return constantNumber(pt, file, x.v, depth + 1);
  if (x.k === 'op' && x.of.length === 2) {
    const [a, b] = x.of.map((y) => constantNumber(pt, file, y, depth + 1)) as [number | null, number | null];
    if (a === null || b === null) return null;
    return x.op === '*' ? a * b : x.op === '+' ? a + b : x.op === '-' ? a - b : x.op === '/' && b !== 0 ? a / b : null;
  }
  if (x.k === 'bind' || x.k === 'prop') {
    const s = valueStaticNumber(pt, file, v);
    if (s) return constantNumber(pt, s.file, s.v, depth + 1);
  }
  return null;
}

/** The expression that a constant binding or a property of a constant object holds. */
function valueStaticNumber(pt: Points, file: number, v: ValueId): { file: number; v: ValueId } | null {
  const { p } = pt;
  const x = p.files[file]!.values[v]!;
  if (x.k === 'bind') {
    const b = p.files[file]!.bindings[x.b]!;
    if (b.imp) {
      const t = p.target(file, b.imp.spec);
      if (t.kind !== 'file') return null;
      const far = p.files[t.file]!.bindings.findIndex((y) => y.top && y.name === b.imp!.name);
      const d = far < 0 ? undefined : p.files[t.file]!.bindings[far]!;
      return d && d.defs.length === 1 ? { file: t.file, v: d.defs[0]! } : null;
    }
    return b.defs.length === 1 && b.kind !== 'param' ? { file, v: b.defs[0]! } : null;
  }
  if (x.k !== 'prop') return null;
  const s = valueStatic(p, file, x.o);
  if (s?.k === 'value') {
    const o = p.files[s.file]!.values[s.v]!;
    const q = o.k === 'obj' ? o.props.find((y) => y[0] === x.p) : undefined;
    return q ? { file: s.file, v: q[1] } : null;
  }
  const self = p.files[file]!.values[x.o]!;
  if (self.k === 'this' || s?.k === 'class') {
    for (const o of setOf(pt.h, pt.valueNode(file, x.o))) {
      const ob = pt.h.objects[o]!;
      const cls = ob.k === 'inst' ? ob.cls : ob.k === 'class' ? ob.site : -1;
      for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
        const m = p.classes[k]!.c.members.find((y) => y.name === x.p && y.kind === 'field' && y.init !== NONE);
        if (m) return { file: p.classes[k]!.file, v: m.init };
      }
    }
  }
  return null;
}
