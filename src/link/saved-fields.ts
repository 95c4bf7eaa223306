import { type BindingId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { callersOfFunctions } from './callers.ts';
import { consumersOf } from './consumers.ts';
import { Does, type Effects } from './effects.ts';
import type { Mutation } from './holders.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

/** Expressions deep in which the restored value of a field is looked for: `new Set(saved.players.map(String))`. */
const MAX_RESTORED_DEPTH = 4;
/** Calls up from the function that makes the record to the one that stores it. */
const MAX_STORED_HOPS = 4;

/** What has to be known of a field of objects to see whether it is stored with them. */
export type SavedField = {
  readonly name: string;
  readonly writes: readonly Mutation[];
  readonly reads: readonly { readonly file: number; readonly v: ValueId; readonly fn: number }[];
};

/**
 * The write that restores a field from what was stored of it, or null. Two things have to be seen: the object is made anew from a record
 * that has the field under its own name (`game.round = saved.round`), and a function makes such a record of it (`{ round: this.round }`)
 * for one that writes to a database or a file. Then the process keeps a copy of what is stored; whoever keeps the object is told for that.
 */
export function restoredBy(pt: Points, effects: Effects, field: SavedField): Mutation | null {
  const restores = field.writes.find((m) => m.kind === 'assign' && isOfRecord(pt, m.file, m.v, field.name, 0));
  if (!restores) return null;
  const saves = field.reads.some((r) => intoRecord(pt, r, field.name) && isStored(pt, effects, r.fn));
  return saves ? restores : null;
}

/** Whether an expression is made of what another object has under a name. */
function isOfRecord(pt: Points, file: number, v: ValueId, name: string, depth: number): boolean {
  if (v === NONE || depth > MAX_RESTORED_DEPTH) return false;
  const f = pt.p.files[file]!;
  const inner = (y: ValueId) => isOfRecord(pt, file, y, name, depth + 1);
  const x = f.values[v]!;
  switch (x.k) {
    case 'prop':
      return x.p === name ? f.values[x.o]!.k !== 'this' : inner(x.o);
    case 'as':
    case 'await':
    case 'narrow':
      return inner(x.v);
    case 'alt':
    case 'op':
      return x.of.some(inner);
    case 'call':
      return inner(f.calls[x.c]!.recv) || f.calls[x.c]!.args.some(inner);
    case 'bind':
      return isGivenRecord(pt, file, x.b, name, depth);
    default:
      return false;
  }
}

/** Whether a local, or what some caller hands over as a parameter, is made of what another object has under a name. */
function isGivenRecord(pt: Points, file: number, id: BindingId, name: string, depth: number): boolean {
  const { p } = pt;
  const b = p.files[file]!.bindings[id]!;
  if (b.top || b.imp) return false;
  if (b.kind !== 'param') return b.defs.some((d) => isOfRecord(pt, file, d, name, depth + 1));
  const index = b.index ?? NONE;
  return (callersOfFunctions(pt).get(functionGid(p, file, b.f)) ?? []).some((call) => {
    const { file: by, c } = p.calls[call]!;
    return isOfRecord(pt, by, c.args[index] ?? NONE, name, depth + 1);
  });
}

/** Whether what is read becomes, as it is or as text or list, what a record has under a name. */
function intoRecord(pt: Points, { file, v }: SavedField['reads'][number], name: string): boolean {
  const f = pt.p.files[file]!;
  const uses = consumersOf(f);
  let made: readonly ValueId[] = [v];
  for (let hop = 0; hop <= MAX_RESTORED_DEPTH && made.length > 0; hop++) {
    const next: ValueId[] = [];
    for (const w of made)
      for (const c of uses.of(w)) {
        if (c.k === 'arg' || c.k === 'recv') next.push(uses.callValue(c.c));
        if (c.k !== 'value') continue;
        const x = f.values[c.v]!;
        if (x.k === 'obj' && x.props.some((q) => q[0] === name && q[1] === w)) return true;
        if (x.k !== 'obj') next.push(c.v);
      }
    made = next;
  }
  return false;
}

const storers = new WeakMap<Effects, Map<number, boolean>>();
/** Whether a function, or one that calls it, writes to a database or a file. Asked for each field that it reads: remembered. */
function isStored(pt: Points, effects: Effects, fn: number): boolean {
  return entryOf(
    entryOf(storers, effects, () => new Map<number, boolean>()),
    fn,
    () => leadsToStore(pt, effects, fn),
  );
}

function leadsToStore(pt: Points, effects: Effects, fn: number): boolean {
  const { p } = pt;
  const callers = callersOfFunctions(pt);
  const seen = new Set([fn]);
  let level = [fn];
  for (let hop = 0; hop <= MAX_STORED_HOPS && level.length > 0; hop++) {
    if (level.some((g) => effects.directly(g).leaves.some((x) => (x.does & (Does.database | Does.file)) !== 0)))
      return true;
    const above = new Set<number>();
    for (const call of level.flatMap((g) => callers.get(g) ?? [])) {
      const { file, c } = p.calls[call]!;
      if (c.f !== NONE) above.add(functionGid(p, file, c.f));
    }
    // What is handed to `map` runs where it is written.
    for (const g of level) {
      const { file, f } = p.functions[g]!;
      if (f.parent > 0) above.add(functionGid(p, file, f.parent));
    }
    level = [...above].filter((g) => !seen.has(g));
    for (const g of level) seen.add(g);
  }
  return false;
}
