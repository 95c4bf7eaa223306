import { NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { AFTER } from './contexts.ts';
import { guardChain, testsAt } from './guards.ts';
import { type Access, homeIn, type Mutation } from './holders.ts';
import { From } from './origins.ts';
import { type Program, valueAt } from './program.ts';
import { exportOf, valueStatic } from './static.ts';

// A place that is only ever given one value: whoever writes it, and whenever, what is read there is the same.

/** Parts of an expression that are looked at. */
const MAX_PARTS = 40;
const MAX_HOPS = 6;

/** Every write of the place stores the same constant or the same setting of start-up, and what was there before is that, too, or read by nobody. */
export function oneValue(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, holder } = input;
  const [first] = f.after;
  if (!first || !f.all.every((m) => m.kind === 'assign' && (m.op === '=' || m.op === 'init'))) return null;
  // A list or record is no value that two expressions share.
  if (holder.objects.size > 0) return null;
  const written = f.all.filter((m) => m.op !== 'init' || !isNothing(pt.p, m.file, m.v));
  const before = initially(input);
  const keys = new Set([...written.map((m) => keyOfWrite(input, f, m)), ...(before === null ? [] : [before])]);
  const [key] = keys;
  if (keys.size !== 1 || key === null || key === undefined) return null;
  const isThereAtFirst = before !== null || written.some((m) => m.op === 'init');
  // `if (enabled()) flag = true`: before that, the answer is missing.
  if (!isThereAtFirst && !key.startsWith('lit ') && written.some((m) => isBoolean(pt.p, m))) return null;
  if (!isThereAtFirst && !f.reads.every((r) => (r.mask & AFTER) === 0 || isAlike(input, f, r, key))) return null;
  return verdict('immutable', 'one-value', 'only ever given one value, which stands fast at start-up', first);
}

const isBoolean = (p: Program, m: Mutation): boolean => {
  const x = p.files[m.file]!.values[m.v]!;
  return x.k === 'lit' && typeof x.v === 'boolean';
};

const isNothing = (p: Program, file: number, v: ValueId): boolean => {
  const x = v === NONE ? undefined : p.files[file]!.values[v]!;
  return x === undefined || x.k === 'undef' || (x.k === 'lit' && x.v === null);
};

/** What stands at a property in the literal, or after the constructor, that its object was made with; null where there is no such. */
function initially({ pt, holder }: JudgeInput): string | null {
  if (holder.cls >= 0 && holder.kind === 'field') {
    const { file, c } = pt.p.classes[holder.cls]!;
    const f = pt.p.files[file]!;
    for (const e of c.ctor === NONE ? [] : f.functions[c.ctor]!.events) {
      const isOwn = e.t === 'write' && 'p' in e.to && e.to.p === holder.name && f.values[e.to.o]!.k === 'this';
      if (isOwn && e.t === 'write' && e.guard === NONE)
        return isNothing(pt.p, file, e.v) ? null : (keyOf(pt.p, file, e.v) ?? '');
    }
    return null;
  }
  const { object } = homeIn(holder);
  const x = object < 0 ? null : pt.h.objects[object]!;
  const made = x?.k === 'obj' && x.site >= 0 ? pt.p.files[x.file]!.values[x.site]! : null;
  const given = made?.k === 'obj' ? made.props.find((q) => q[0] === holder.name) : undefined;
  return given && !isNothing(pt.p, x!.file, given[1]) ? (keyOf(pt.p, x!.file, given[1]) ?? '') : null;
}

/** What a write stores, as a text that is the same for the same value; null where it may be another one each time. */
function keyOfWrite({ pt, ctx, origins }: JudgeInput, f: Facts, m: Mutation): string | null {
  const file = pt.p.files[m.file]!;
  const steady = From.constant | From.environment;
  const x = file.values[m.v]!;
  // `if (enabled()) flag = true`: the answer itself.
  if (x.k === 'lit' && typeof x.v === 'boolean')
    for (const g of guardChain(file, m.guard)) {
      if (g.cond === NONE || g.kind !== 'if' || g.yes !== x.v) continue;
      if ((origins.of(ctx.frames[m.frame]!, m.file, g.cond) & ~steady) !== 0) continue;
      const asked = keyOf(pt.p, m.file, g.cond);
      if (asked !== null) return asked;
    }
  return m.op !== 'init' && (f.originOf(m) & ~steady) !== 0 ? null : keyOf(pt.p, m.file, m.v);
}

/** An expression of constants, settings and calls with these, written in one way. */
function keyOf(p: Program, at: number, v: ValueId): string | null {
  let parts = 0;
  const list = (file: number, of: readonly ValueId[], hops: number): string | null => {
    const out = of.map((y) => look(file, y, hops));
    return out.includes(null) ? null : out.join(',');
  };
  const look = (file: number, y: ValueId, hops: number): string | null => {
    if (y === NONE || ++parts > MAX_PARTS || hops > MAX_HOPS) return null;
    const { values, bindings, calls } = p.files[file]!;
    const x = values[y]!;
    switch (x.k) {
      case 'lit':
        return `lit ${JSON.stringify(x.v)}`;
      case 'undef':
        return 'lit undefined';
      case 'as':
        return look(file, x.v, hops);
      case 'op': {
        const of = x.op === '++' ? null : list(file, x.of, hops);
        return of === null ? null : `${x.op}(${of})`;
      }
      case 'alt': {
        const of = list(file, x.cond === NONE ? x.of : [...x.of, x.cond], hops);
        return of === null ? null : `${x.op}(${of})`;
      }
      case 'bind': {
        const b = bindings[x.b]!;
        if (!b.imp) return b.kind === 'const' && b.top && b.defs.length === 1 ? look(file, b.defs[0]!, hops + 1) : null;
        const t = p.target(file, b.imp.spec);
        const e = t.kind === 'file' ? exportOf(p, t.file, b.imp.name) : null;
        if (!e || 'pkg' in e) return null;
        if (e.b === NONE) return look(e.file, e.v, hops + 1);
        const far = p.files[e.file]!.bindings[e.b]!;
        return far.kind === 'const' && far.defs.length === 1 ? look(e.file, far.defs[0]!, hops + 1) : null;
      }
      case 'prop': {
        const s = valueStatic(p, file, y);
        if (s?.k === 'external')
          return /(?:^|\.)process\.env\.\w+$|^\.env\.\w+$/.test(s.steps) ? `env${s.steps}` : null;
        const of = valueStatic(p, file, x.o);
        const made = of?.k === 'value' ? valueAt(p, of.file, of.v) : null;
        const q = made?.k === 'obj' ? made.props.find((z) => z[0] === x.p && z[2] === 'value') : undefined;
        return q && of?.k === 'value' ? look(of.file, q[1], hops + 1) : null;
      }
      case 'call': {
        const c = calls[x.c]!;
        const s = c.kind === 'call' ? valueStatic(p, file, c.callee) : null;
        const of = list(file, c.args, hops);
        if (of === null || c.spreadFrom !== NONE) return null;
        if (s?.k === 'external') return `${s.pkg}${s.steps}(${of})`;
        return s?.k === 'fn' ? `${s.file}:${s.id}(${of})` : null;
      }
      default:
        return null;
    }
  };
  return look(at, v, 0);
}

/** Whether a read gives the same before anything was written: it comes after a write of its own function, or only asks what is absent all the same. */
function isAlike({ pt }: JudgeInput, f: Facts, r: Access, key: string): boolean {
  const file = pt.p.files[r.file]!;
  const around = [...guardChain(file, r.guard)];
  const isBefore = (m: Mutation): boolean =>
    m.fn === r.fn &&
    m.s < r.s &&
    (m.guard === NONE || around.includes(file.guards[m.guard]!)) &&
    ![...guardChain(file, m.guard)].some((g) => g.kind === 'loop');
  if (f.after.some(isBefore)) return true;
  if (r.how !== 'value') return false;
  // `60 * 1000` is as much a constant as `60000`.
  const isLiteral = !/[A-Za-z:]/.test(key.replace(/lit (?:"(?:[^"\\]|\\.)*"|[\w.+-]+)/g, ''));
  // Of a setting: nobody asks whether it was written yet.
  if (!isLiteral) return !['cond', 'cmp', 'return', 'init'].includes(r.use);
  const isAbsent = /^lit (?:""|0|false|null|undefined)$/.test(key);
  if (!isAbsent) return false;
  return r.use === 'cond' || testsAt(file, r.guard).some((t) => t.says === 'present' && f.isPlace(r.file, t.v));
}
