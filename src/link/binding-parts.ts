import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';

/** Whether a value is what a binding holds, or a part of it: `list`, `answer.rows`, `groups.get(key)!`. */
export function isPartOf(f: FileFacts, v: ValueId, b: number): boolean {
  const x = v === NONE ? null : f.values[v]!;
  if (x?.k === 'as' || x?.k === 'narrow') return isPartOf(f, x.v, b);
  if (x?.k === 'call') {
    const c = f.calls[x.c]!;
    const callee = f.values[c.callee]!;
    return callee.k === 'prop' && callee.p === 'get' && isPartOf(f, c.recv, b);
  }
  if (x?.k === 'prop' || x?.k === 'index') return isPartOf(f, x.o, b);
  if (x?.k === 'alt') return x.of.some((y) => isPartOf(f, y, b));
  return x?.k === 'bind' && x.b === b;
}

/** What `for await (const row of rows())` goes through, where a value is an element of that; NONE for others. */
export function goneThrough(f: FileFacts, v: ValueId): ValueId {
  const x = f.values[v]!;
  return x.k === 'elem' ? x.v : NONE;
}
