import { type Call, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { Program } from './program.ts';

/** A value that is pushed onto a list, and the call that does. */
export type Pushed = { readonly v: ValueId; readonly by: Call };

/** Values that are pushed onto one list; a list with more is gone through element by element at run time alone. */
const MAX_PUSHED = 24;
const known = new WeakMap<Program, Map<number, ReadonlyMap<ValueId, readonly Pushed[]>>>();

/**
 * What is pushed onto a list that stands in a variable of its file: `const streams = [console]; if (dir) streams.push(file)`. Empty where
 * the literal is in no variable, or in one that holds other lists too.
 */
export function pushedOnto(p: Program, file: number, list: ValueId): readonly Pushed[] {
  const files = entryOf(known, p, () => new Map<number, ReadonlyMap<ValueId, readonly Pushed[]>>());
  return entryOf(files, file, () => pushesOf(p, file)).get(list) ?? [];
}

function pushesOf(p: Program, file: number): ReadonlyMap<ValueId, readonly Pushed[]> {
  const { calls, values, bindings } = p.files[file]!;
  const out = new Map<ValueId, Pushed[]>();
  for (const c of calls) {
    if (!c || c.recv === NONE || c.spreadFrom !== NONE) continue;
    const callee = values[c.callee]!;
    const recv = values[c.recv]!;
    if (callee.k !== 'prop' || callee.p !== 'push' || recv.k !== 'bind') continue;
    const b = bindings[recv.b]!;
    let list = b.defs.length === 1 && !b.imp ? b.defs[0]! : NONE;
    // `const streams: Stream[] = []`.
    for (let x = values[list]; x?.k === 'as'; x = values[list]) list = x.v;
    if (list === NONE || values[list]!.k !== 'arr') continue;
    const pushed = entryOf(out, list, () => []);
    for (const v of c.args) if (pushed.length < MAX_PUSHED) pushed.push({ v, by: c });
  }
  return out;
}
