import { type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { isIterator, isOfLanguage } from './natives.ts';
import type { Program } from './program.ts';

/** Methods that make a list of what a function gives, or of plain data. */
const MAKES: ReadonlySet<string> = new Set(['map', 'flatMap', 'flat', 'reduce', 'then', 'lean', 'toObject', 'toJSON']);
const MAX_HOPS = 8;

/** Where a function that is written at a call gets its elements from. */
type Walked = { readonly list: ValueId; readonly index: number };

/**
 * The list whose elements a parameter is, where the function stands in a call that goes through that list:
 * `loans.map(async (loan) => loan.save())`, `Loan.find().then((loans) => …)`. The loop `for (const loan of loans)` says as much in the
 * definition of its variable.
 */
export function walkedLists(p: Program): (file: number, v: ValueId, method: string) => ValueId {
  const byFile = new Map<number, ReadonlyMap<FunctionId, Walked>>();
  return (file, v, method) => {
    const f = p.files[file]!;
    const x = f.values[v];
    // Elements that are text or lists have these methods, too: nothing is said of whose they are.
    if (x?.k !== 'bind' || isOfLanguage(method)) return NONE;
    const b = f.bindings[x.b]!;
    if (b.kind !== 'param' || b.index === undefined || b.defs.length > 0) return NONE;
    const walked = entryOf(byFile, file, () => walkedIn(f)).get(b.f);
    return walked?.index === b.index && !isOfParts(f, walked.list) ? walked.list : NONE;
  };
}

/** A list that was made of another one holds what its function gave, and no elements of the other: `loans.map((loan) => loan.tree)`. */
function isOfParts(f: FileFacts, list: ValueId): boolean {
  let x = f.values[list]!;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    if (x.k === 'as' || x.k === 'await' || x.k === 'narrow') x = f.values[x.v]!;
    else if (x.k === 'bind') {
      const { defs } = f.bindings[x.b]!;
      if (defs.length > 1) return true;
      if (defs.length === 0) return false;
      x = f.values[defs[0]!]!;
    } else if (x.k === 'call') {
      const callee = f.values[f.calls[x.c]!.callee]!;
      if (callee.k !== 'prop') return false;
      if (MAKES.has(callee.p)) return true;
      x = f.values[callee.o]!;
    } else return false;
  }
  return true;
}

function walkedIn(f: FileFacts): ReadonlyMap<FunctionId, Walked> {
  const out = new Map<FunctionId, Walked>();
  // The array has holes.
  for (const c of f.calls) {
    if (!c || c.recv === NONE || c.args[0] === undefined) continue;
    const [callee, given] = [f.values[c.callee], f.values[c.args[0]]];
    if (callee?.k !== 'prop' || given?.k !== 'fn') continue;
    if (callee.p !== 'then' && !isIterator(callee.p)) continue;
    out.set(given.f, { list: c.recv, index: /^reduce/.test(callee.p) ? 1 : 0 });
  }
  return out;
}
