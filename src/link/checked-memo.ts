import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { testsAt } from './guards.ts';
import type { Access, Mutation } from './holders.ts';
import { isOfItsKey } from './keyed-values.ts';
import { From } from './origins.ts';
import { functionGid } from './program.ts';

// One place for what was computed last, beside what it was computed of: `if (last && last.secret === secret) return last.key`. Whoever
// brings another secret computes anew.

/** What a computation gives whatever it is given, whoever computes. */
const COMPUTED = From.constant | From.environment | From.library | From.fresh | From.fn | From.shipped | From.self;
const MAX_STEPS = 4;

/** A record of a parameter and of what is computed of it alone; what is computed is only read where that parameter is the same. */
export function checkedMemo(input: JudgeInput, f: Facts): Verdict | null {
  const [first] = f.afterPuts;
  const name = first ? keyOf(input, first) : null;
  if (!first || name === null || !f.afterPuts.every((m) => keyOf(input, m) === name)) return null;
  const fills = fillers(input, f);
  if (f.reads.length === 0 || !f.reads.every((r) => fills(r.fn) && isChecked(input, f, r, name))) return null;
  return verdict('pure-memo', 'memo', 'used only for what it was computed from', first);
}

/**
 * Functions that compute anew what is not there: they put it there, or what they hand in or call does. Who only asks what another one
 * left there (`if (last?.user === user)` beside a log-in) is told otherwise by another process.
 */
function fillers({ pt, ctx }: JudgeInput, f: Facts): (fn: number) => boolean {
  const puts = new Set(f.afterPuts.map((m) => m.fn));
  const out = new Set(puts);
  for (const fn of puts) {
    const { file, f: body } = pt.p.functions[fn]!;
    if (body.parent > 0) out.add(functionGid(pt.p, file, body.parent));
    for (const fr of ctx.framesOf(fn)) for (const c of fr.callers) out.add(ctx.frames[c.frame]!.fn);
  }
  return (fn) => out.has(fn);
}

/** The property that keeps the parameter, where all others are computed of it; null for any other record. */
function keyOf({ pt, ctx, origins }: JudgeInput, m: Mutation): string | null {
  const file = pt.p.files[m.file]!;
  const x = m.kind === 'assign' && m.op === '=' && m.v !== NONE ? file.values[m.v]! : null;
  if (x?.k !== 'obj' || x.spreads.length + x.computed.length > 0 || x.props.length < 2) return null;
  for (const [name, key, kind] of x.props) {
    const k = file.values[key]!;
    if (
      kind !== 'value' ||
      k.k !== 'bind' ||
      file.bindings[k.b]!.kind !== 'param' ||
      file.bindings[k.b]!.defs.length > 0
    )
      continue;
    // Wherever the parameter itself comes from: it is compared.
    const isKey = (at: number, v: ValueId): boolean => at === m.file && v === key;
    const isComputed = (v: ValueId): boolean =>
      isOfItsKey(file, key, awaited(file, v)) === true &&
      (origins.of(ctx.frames[m.frame]!, m.file, v, isKey) & ~COMPUTED) === 0;
    if (x.props.every((q) => q[1] === key || (q[2] === 'value' && isComputed(q[1])))) return name;
  }
  return null;
}

/** What a variable was given, and what was waited for to have it. */
function awaited(f: FileFacts, v: ValueId, depth = 0): ValueId {
  const x = f.values[v]!;
  if (depth > MAX_STEPS) return v;
  if (x.k === 'await' || x.k === 'as') return awaited(f, x.v, depth + 1);
  const b = x.k === 'bind' ? f.bindings[x.b]! : null;
  return b && b.kind !== 'param' && !b.captured && b.defs.length === 1 ? awaited(f, b.defs[0]!, depth + 1) : v;
}

/** Whether a read only asks whether something is there, or for whom; or stands where it is there for the one that is asked for. */
function isChecked({ pt }: JudgeInput, f: Facts, r: Access, name: string): boolean {
  const file = pt.p.files[r.file]!;
  if (r.how !== 'value') return false;
  if (r.use === 'cond' || r.use === 'cmp') return true;
  const isKey = (v: ValueId): boolean => {
    const x = v === NONE ? undefined : file.values[v]!;
    return x?.k === 'prop' && x.p === name && f.isPlace(r.file, x.o);
  };
  if (pt.p.functions[r.fn]!.f.events.some((e) => e.t === 'read' && e.s === r.s && e.use === 'cmp' && isKey(e.v)))
    return true;
  return testsAt(file, r.guard).some((t) => t.says === 'equal' && isKey(t.v));
}
