import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { packageOf as packageOfObject } from './alternatives.ts';
import { constantText } from './constants.ts';
import { isUsedAsText, resultUsed } from './consumers.ts';
import { type HeapObject, setOf } from './heap.ts';
import type { CallWords } from './library-effects.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import { typeStatics, valueStatic } from './static.ts';

/** Methods of classes of a written type that one call may run. */
const MAX_METHODS = 24;

/** What is written at a call, for the tables of effects: whose it is, its texts, verbs and commands. */
export type Wording = ReturnType<typeof makeWording>;

/** Reads packages, types and texts where the heap alone does not tell. */
export function makeWording(pt: Points) {
  const { p, h } = pt;
  const lastName = (x: HeapObject): string => {
    const parts = x.steps.replace(/\(\)/g, '').match(/(?<![^.@ ])[^.@ ]+$/);
    return parts ? parts[0]! : '';
  };
  /** Names of the calls that a receiver comes from, the last first. */
  const chainOf = (x: HeapObject): string[] => {
    const out: string[] = [];
    for (let at: HeapObject | undefined = x, hops = 0; at && hops < 24; hops++) {
      const name = lastName(at);
      if (name && out[out.length - 1] !== name) out.push(name);
      at = at.from >= 0 ? h.objects[at.from] : undefined;
    }
    return out;
  };
  const rootOf = (x: HeapObject): HeapObject => {
    let at = x;
    for (let hops = 0; at.from >= 0 && hops < 64; hops++) at = h.objects[at.from]!;
    return at;
  };
  const lifetimeOf = (x: HeapObject): string | undefined => {
    for (let at = x, hops = 0; hops < 64; hops++) {
      for (const k of at.kinds) {
        const life = pt.lib.kinds[k]!.def.lifetime;
        if (life) return life;
      }
      if (at.from < 0) return undefined;
      at = h.objects[at.from]!;
    }
    return undefined;
  };

  /** Package that a value belongs to, by what is written where the heap does not know: types, classes, calls. */
  const packageOf = (file: number, v: ValueId, depth = 0): string | null => {
    if (v === NONE || depth > 8) return null;
    const f = p.files[file]!;
    const x = f.values[v]!;
    const byType = (at: number, type: number): string | null => {
      if (type === NONE) return null;
      for (const s of typeStatics(p, at, type)) {
        if (s.k === 'external') return s.pkg;
        if (s.k === 'class') {
          const ext = externalBase(s.gid);
          if (ext) return ext;
        }
      }
      return null;
    };
    switch (x.k) {
      case 'as':
        return byType(file, x.t) ?? packageOf(file, x.v, depth + 1);
      case 'await':
      case 'elem':
      case 'narrow':
      case 'rest':
        return packageOf(file, x.v, depth + 1);
      case 'index':
        return packageOf(file, x.o, depth + 1);
      case 'alt': {
        for (const y of x.of) {
          const hit = packageOf(file, y, depth + 1);
          if (hit) return hit;
        }
        return null;
      }
      case 'prop': {
        for (const o of setOf(h, p.valueBase[file]! + x.o)) {
          const ob = h.objects[o]!;
          if (ob.k === 'ext' && ob.pkg !== '(global)') return packageOfObject(pt, o);
          const cls = ob.k === 'inst' ? ob.cls : ob.k === 'class' ? ob.site : -1;
          for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
            const at = p.classes[k]!;
            const m = at.c.members.find((y) => y.name === x.p && y.kind === 'field');
            if (!m) continue;
            const own = byType(at.file, m.type);
            if (own) return own;
            if (m.param !== NONE && at.c.ctor !== NONE) {
              const b = p.files[at.file]!.functions[at.c.ctor]!.params[m.param];
              const hit = b === undefined ? null : byType(at.file, p.files[at.file]!.bindings[b]!.type);
              if (hit) return hit;
            }
          }
        }
        return packageOf(file, x.o, depth + 1);
      }
      case 'bind': {
        const b = f.bindings[x.b]!;
        const hit = byType(file, b.type);
        if (hit) return hit;
        if (b.imp) {
          const s = valueStatic(p, file, v);
          return s?.k === 'external' ? s.pkg : s?.k === 'class' ? externalBase(s.gid) : null;
        }
        for (const d of b.defs.slice(0, 3)) {
          const y = packageOf(file, d, depth + 1);
          if (y) return y;
        }
        return null;
      }
      case 'class':
        return externalBase(p.classBase[file]! + x.c);
      case 'call': {
        const gid = callGid(p, file, x.c);
        for (const e of pt.externals.get(gid) ?? [])
          if (h.objects[e]!.pkg !== '(global)') return packageOfObject(pt, e);
        for (const fn of [...(pt.targets.get(gid) ?? [])].slice(0, 4)) {
          const t = p.functions[fn]!;
          const hit = byType(t.file, t.f.ret);
          if (hit) return hit;
          for (const e of t.f.events)
            if (e.t === 'return') {
              const y = packageOf(t.file, e.v, depth + 2);
              if (y) return y;
            }
        }
        const c = f.calls[x.c]!;
        if (c.recv !== NONE) {
          const on = packageOf(file, c.recv, depth + 1);
          if (on) return on;
          for (const o of setOf(h, p.valueBase[file]! + c.recv)) {
            const ob = h.objects[o]!;
            const base = ob.k === 'class' ? externalBase(ob.site) : null;
            if (base) return base;
          }
        }
        return null;
      }
      default:
        return null;
    }
  };
  const externalBase = (cls: number): string | null => {
    for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
      const ext = pt.parentOf(k).ext;
      if (ext) return ext.pkg === '(global)' ? null : ext.pkg;
    }
    return null;
  };

  /** Beginning of the text that an expression is. */
  const textOf = (file: number, v: ValueId | undefined, depth = 0): string | null => {
    if (v === undefined || depth > 4) return null;
    const whole = constantText(p, file, v);
    if (whole !== null) return whole;
    const x = p.files[file]!.values[v]!;
    if (x.k === 'op' && (x.op === 'template' || x.op === '+'))
      return x.of.length === 0 ? null : textOf(file, x.of[0], depth + 1);
    // A statement that is a tagged template: sql`delete from …`, handed to what runs it.
    if (x.k === 'call') {
      const c = p.files[file]!.calls[x.c]!;
      return c.kind === 'tag' ? textOf(file, c.args[0], depth + 1) : null;
    }
    if (x.k === 'obj') {
      const q = x.props.find((y) => ['text', 'sql', 'query', 'name'].includes(y[0]));
      return q ? textOf(file, q[1], depth + 1) : null;
    }
    if (x.k === 'bind') {
      const b = p.files[file]!.bindings[x.b]!;
      // What is added to a text does not change how it begins.
      return b.kind !== 'param' && !b.imp ? textOf(file, b.defs[0], depth + 1) : null;
    }
    return null;
  };
  const verbOf = (file: number, args: readonly ValueId[]): string | null => {
    let verb: string | null = null;
    for (const a of args) {
      let at = p.files[file]!.values[a]!;
      if (at.k === 'bind') {
        const b = p.files[file]!.bindings[at.b]!;
        if (b.kind === 'param') verb ??= '?';
        if (!b.imp && b.kind !== 'param' && b.defs.length === 1) at = p.files[file]!.values[b.defs[0]!]!;
      }
      if (at.k !== 'obj') continue;
      const q = at.props.find((y) => y[0] === 'method');
      if (q) return constantText(p, file, q[1]) ?? '?';
      if (at.spreads.length > 0) verb = '?';
      if (at.props.some((y) => y[0] === 'body' || y[0] === 'data')) verb = 'POST';
    }
    return verb;
  };
  /** A pipeline that ends in `$merge` or `$out` writes what it gathers. */
  const storesAnswer = (file: number, args: readonly ValueId[]): boolean => {
    const look = (v: ValueId, depth: number): boolean => {
      const y = v === NONE || depth > 5 ? null : p.files[file]!.values[v]!;
      if (y?.k === 'obj') return y.props.some((q) => q[0] === '$merge' || q[0] === '$out');
      if (y?.k === 'arr') return y.items.some((z) => look(z, depth + 1));
      if (y?.k === 'bind') return p.files[file]!.bindings[y.b]!.defs.slice(0, 2).some((d) => look(d, depth + 1));
      return y?.k === 'as' && look(y.v, depth + 1);
    };
    return args.some((a) => look(a, 0));
  };
  const isOnText = (file: number, [what, by]: readonly ValueId[]): boolean => {
    const kindOf = (v: ValueId | undefined) => (v === undefined ? undefined : p.files[file]!.values[v]!);
    const isText = (v: ValueId | undefined): boolean => {
      const x = kindOf(v);
      return x?.k === 'lit' && typeof x.v === 'string';
    };
    return kindOf(what)?.k === 'regexp' || (isText(what) && (isText(by) || kindOf(by)?.k === 'fn'));
  };

  const wordsOf = (file: number, id: CallId, x: HeapObject | null): CallWords => {
    const c = p.files[file]!.calls[id]!;
    let command: string | null = null;
    const first = c.args[0];
    if (first !== undefined)
      for (const o of setOf(h, p.valueBase[file]! + first)) {
        const y = h.objects[o]!;
        if (y.k === 'ext' && y.steps.startsWith('new .')) command = y.steps.slice(5);
      }
    return {
      text: textOf(file, first),
      verb: verbOf(file, c.args),
      command,
      onText: isOnText(file, c.args) || (c.args.length === 2 && c.recv !== NONE && isUsedAsText(p.files[file]!, id)),
      stores: storesAnswer(file, c.args),
      chain: x ? chainOf(x).slice(1) : [],
      resultUsed: resultUsed(p.files[file]!, id),
    };
  };

  /** Methods that the written type of a receiver has, where the heap does not know what it is. */
  const methodsOfType = (file: number, v: ValueId, method: string): number[] => {
    const type = writtenType(file, v, 0);
    if (type === null) return [];
    const out = new Set<number>();
    for (const s of typeStatics(p, type.file, type.type)) {
      if (s.k !== 'class') continue;
      const take = (cls: number, depth: number): void => {
        const m = pt.member(cls, method, false);
        if (m?.kind === 'method' && m.fn >= 0 && out.size < MAX_METHODS) out.add(m.fn);
        if (depth < 3) for (const child of pt.childrenOf(cls) ?? []) take(child, depth + 1);
      };
      take(s.gid, 0);
    }
    return [...out];
  };
  const writtenType = (file: number, v: ValueId, depth: number): { file: number; type: number } | null => {
    const f = p.files[file]!;
    const x = f.values[v]!;
    if (depth > 4) return null;
    if (x.k === 'as') return { file, type: x.t };
    if (x.k === 'await' || x.k === 'narrow') return writtenType(file, x.v, depth + 1);
    if (x.k === 'bind') {
      const b = f.bindings[x.b]!;
      if (b.type !== NONE) return { file, type: b.type };
      return !b.imp && b.kind !== 'param' && b.defs.length === 1 ? writtenType(file, b.defs[0]!, depth + 1) : null;
    }
    return null;
  };
  return { lastName, rootOf, lifetimeOf, packageOf, externalBase, verbOf, wordsOf, methodsOfType };
}
