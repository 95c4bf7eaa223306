import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import type { Facts, JudgeInput } from './categories.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';

// Results that are kept with the time until which they count: `rows.set(key, { value: work(key), until: Date.now() + AGE })`.

/** Steps from a value to the record or the result that it is. */
const MAX_NAMES = 4;
/** What a time until which something counts is worked out of. */
const STAMP = From.time | From.constant | From.environment;

/**
 * A put of a record that holds one result and when it was made, as a put of the result alone; null where it is none. The time must do no
 * more than to say when the result is worked out anew: the function that puts it there gives the one that is there or the new one, and
 * nobody else looks.
 */
export function withoutStamp(
  { pt, ctx, origins }: JudgeInput,
  f: Facts,
  m: Mutation,
  file: FileFacts,
): Mutation | null {
  const record = named(file, m.v);
  const x = record === NONE ? null : file.values[record]!;
  if (m.kind !== 'put' || x?.k !== 'obj' || x.spreads.length + x.computed.length > 0) return null;
  const isStamp = (v: ValueId): boolean => {
    const o = origins.of(ctx.frames[m.frame]!, m.file, v);
    return (o & From.time) !== 0 && (o & ~STAMP) === 0;
  };
  const results = x.props.filter((q) => !isStamp(q[1]));
  const [result] = results;
  if (results.length !== 1 || !result || x.props.length < 2) return null;
  const own = ctx.frames[m.frame]!.fn;
  if (!f.reads.every((r) => ctx.frames[r.frame]!.fn === own)) return null;
  const given = pt.p.functions[own]!.f.events.flatMap((e) => (e.t === 'return' ? [e.v] : []));
  return isResult(file, f, given, m.file, [result[0], result[1]]) ? { ...m, v: result[1] } : null;
}

/** Whether all that is given is the result that a record is made of, or the one in the record that is there. */
function isResult(
  file: FileFacts,
  f: Facts,
  given: readonly ValueId[],
  at: number,
  [name, result]: readonly [string, ValueId],
): boolean {
  const isIt = (v: ValueId, depth: number): boolean => {
    if (v === NONE || depth > MAX_NAMES) return false;
    const x = file.values[v]!;
    if (v === result || isSameName(file, v, result)) return true;
    if (x.k === 'as' || x.k === 'narrow' || x.k === 'await') return isIt(x.v, depth + 1);
    if (x.k === 'alt') return x.of.every((y) => isIt(y, depth + 1));
    return x.k === 'prop' && x.p === name && f.isPlace(at, x.o);
  };
  const isKept = (v: ValueId): boolean => {
    const x = file.values[v]!;
    return x.k === 'prop' && x.p === name;
  };
  return given.some(isKept) && given.every((v) => isIt(v, 0));
}

/** Whether two values are the same variable, which nothing else is assigned to. */
function isSameName(file: FileFacts, a: ValueId, b: ValueId): boolean {
  const [x, y] = [file.values[a]!, file.values[b]!];
  return x.k === 'bind' && y.k === 'bind' && x.b === y.b && file.bindings[x.b]!.defs.length === 1;
}

/** The value that a variable is given once. */
function named(file: FileFacts, v: ValueId, depth = 0): ValueId {
  if (v === NONE || depth > MAX_NAMES) return NONE;
  const x = file.values[v]!;
  if (x.k === 'as') return named(file, x.v, depth + 1);
  if (x.k !== 'bind') return v;
  const { kind, defs } = file.bindings[x.b]!;
  return kind !== 'param' && defs.length === 1 ? named(file, defs[0]!, depth + 1) : NONE;
}
