import { type Event, NONE, type Place, type Value, type ValueId } from '../extract/facts.ts';
import { guardChain } from './guards.ts';
import type { Mutation } from './holders.ts';
import type { Points } from './points.ts';

/** Properties within properties that are climbed out of: `config.email.smtp.password`. */
const MAX_PATH = 8;

/** A write, by its place: as a key. */
export const writeKey = ({ file, s }: { readonly file: number; readonly s: number }): string => `${file}|${s}`;

/**
 * Whether each of these writes of a field reaches it from a variable or field of the program that the same function filled anew before:
 * `settings = await read(); settings.mail.password = secret`. What is written then is a part of what fills that, where it is told: the
 * field has no life of its own. What fills it must run wherever the field is written. `fillings` are the writes of what is told, by their keys.
 */
export function isFilledWithRoot({ p }: Points, writes: readonly Mutation[], fillings: ReadonlySet<string>): boolean {
  return (
    writes.length > 0 &&
    writes.every((m) => {
      const facts = p.files[m.file]!;
      const { events } = p.functions[m.fn]!.f;
      const write = events.find((e) => e.t === 'write' && e.s === m.s && e.e === m.e && 'p' in e.to);
      if (m.kind !== 'assign' || write?.t !== 'write' || !('p' in write.to)) return false;
      const way = wayOf(facts.values, write.to.o);
      const under = new Set(guardChain(facts, m.guard));
      const fills = (e: Event): boolean =>
        e.t === 'write' &&
        e.op === '=' &&
        e.s < m.s &&
        fillings.has(writeKey({ file: m.file, s: e.s })) &&
        way.some((v) => isAt(facts.values, v, e.to)) &&
        [...guardChain(facts, e.guard)].every((g) => under.has(g));
      return events.some(fills);
    })
  );
}

/** The values that lead to one, from it outward: `config.email`, `config` of `config.email`. */
function wayOf(values: readonly Value[], v: ValueId): readonly ValueId[] {
  const way: ValueId[] = [];
  for (let at = v; way.length < MAX_PATH && at !== NONE; ) {
    way.push(at);
    const x = values[at]!;
    if (x.k === 'prop' || x.k === 'index') at = x.o;
    else if (x.k === 'as' || x.k === 'narrow') at = x.v;
    else break;
  }
  return way;
}

/** Whether a value reads what is written at a place. */
function isAt(values: readonly Value[], v: ValueId, to: Place): boolean {
  const x = values[v]!;
  if ('b' in to) return x.k === 'bind' && x.b === to.b;
  return 'p' in to && x.k === 'prop' && x.p === to.p && isSame(values, x.o, to.o);
}

function isSame(values: readonly Value[], a: ValueId, b: ValueId): boolean {
  const [x, y] = [values[a]!, values[b]!];
  if (x.k === 'bind') return y.k === 'bind' && x.b === y.b;
  return x.k === 'this' && y.k === 'this' && x.f === y.f;
}
