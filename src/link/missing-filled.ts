import { NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { type HeapObject, type ObjectId, setOf } from './heap.ts';
import { globalWriter } from './holders.ts';
import type { Points } from './points.ts';

// Functions of libraries that only fill in what is missing.

/** Functions of libraries that leave alone what is there. Source: the documentation of lodash 4 and of underscore. */
const FILLS_MISSING = /^(?:default\.)?(?:defaults|defaultsDeep)$/;
/** Literals in literals that are looked into. */
const MAX_NESTED = 4;

/**
 * `_.defaults(rules[name], PLAIN)`: what is missing is filled with constants that nothing changes, so that it is the same after the
 * first time, whoever comes first. What requests bring, or constants that somebody overwrites, are something else.
 */
export function missingFilled({ pt, holder }: JudgeInput, f: Facts): Verdict | null {
  if (f.after.length === 0) return null;
  for (const m of f.after) {
    if (m.kind !== 'update' || !FILLS_MISSING.test(m.method)) return null;
    const c = pt.p.files[m.file]!.calls.find((x) => x && x.f !== NONE && x.s === m.s && x.e === m.e);
    if (!c || c.args.length < 2 || c.spreadFrom >= 0) return null;
    if (!c.args.slice(1).every((a) => isSettled(pt, m.file, a, holder.objects))) return null;
  }
  return verdict('init-only', 'default', 'a missing setting is filled with a constant', f.after[0]!);
}

/** Whether a value is always a literal of constants that nothing writes to, or what is filled itself. */
function isSettled(pt: Points, file: number, v: ValueId, own: ReadonlySet<ObjectId>): boolean {
  const objects = literalsAt(pt, file, v);
  return objects.length > 0 && objects.every((x) => own.has(x.id) || !isWritten(pt, x));
}

/** The literals of constants that a value may be; none where it may be anything else. */
function literalsAt(pt: Points, file: number, v: ValueId): readonly HeapObject[] {
  const objects = v === NONE ? [] : setOf(pt.h, pt.valueNode(file, v)).map((o) => pt.h.objects[o]!);
  return objects.every((x) => x.k === 'obj' && isOfConstants(pt, x.file, x.site, 0)) ? objects : [];
}

function isOfConstants(pt: Points, file: number, v: ValueId, depth: number): boolean {
  const x = v < 0 ? null : pt.p.files[file]!.values[v];
  if (!x || depth > MAX_NESTED) return false;
  const isPart = (y: ValueId): boolean => isOfConstants(pt, file, y, depth + 1);
  if (x.k === 'lit' || x.k === 'undef' || x.k === 'regexp' || x.k === 'fn') return true;
  if (x.k === 'as') return isPart(x.v);
  if (x.k === 'obj') return x.spreads.length + x.computed.length === 0 && x.props.every((q) => isPart(q[1]));
  return x.k === 'arr' && x.spreads.length === 0 && x.items.every(isPart);
}

/** Whether code of the program writes to an object, or hands it to a function that does. */
function isWritten(pt: Points, x: HeapObject): boolean {
  const { p, h } = pt;
  const isIt = (file: number, v: ValueId) => v !== NONE && setOf(h, pt.valueNode(file, v)).includes(x.id);
  const writes = p.functions.some(({ file, f }) =>
    f.events.some((e) => e.t === 'write' && !('b' in e.to) && isIt(file, e.to.o)),
  );
  if (writes) return true;
  return p.calls.some(({ file, c }, gid) => {
    if (!c || c.f === NONE) return false;
    return (pt.externals.get(gid) ?? []).some((o) => {
      const by = h.objects[o]!;
      const writes = globalWriter(by);
      const to = writes === null ? undefined : c.args[writes];
      if (to === undefined || !isIt(file, to)) return false;
      // What fills it with constants as well leaves it the same.
      const fills = FILLS_MISSING.test(by.steps.replace(/^@?\./, ''));
      return !fills || !c.args.slice(1).every((a) => literalsAt(pt, file, a).length > 0);
    });
  });
}
