import { type FileFacts, NONE, type ValueId } from '../../extract/facts.ts';
import { isIterator } from '../natives.ts';
import type { Program } from '../program.ts';

const tables = new WeakMap<FileFacts, ReadonlyMap<number, ValueId>>();

/** The list whose elements a callback's first parameter is (`list.forEach((x) => ...)`), or NONE. */
export function iteratedBy(p: Program, file: number, b: number): ValueId {
  const f = p.files[file]!;
  let table = tables.get(f);
  if (!table) {
    table = tableOf(f);
    tables.set(f, table);
  }
  return table.get(b) ?? NONE;
}

function tableOf(f: FileFacts): ReadonlyMap<number, ValueId> {
  const table = new Map<number, ValueId>();
  for (const c of f.calls) {
    if (!c || c.recv === NONE || c.args.length === 0) continue;
    const callee = f.values[c.callee]!;
    const fn = f.values[c.args[0]!]!;
    if (callee.k !== 'prop' || !isIterator(callee.p) || callee.p === 'reduce' || fn.k !== 'fn') continue;
    const first = f.functions[fn.f]!.params[0];
    if (first !== undefined) table.set(first, c.recv);
  }
  return table;
}
