import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import type { JudgeInput } from './categories.ts';
import { setOf } from './heap.ts';
import type { Mutation } from './holders.ts';
import { isSameRead } from './same-read.ts';

// What a write puts up, where something may be held by it: a mark, a count, what waits, or another entry than the one that is taken out.

/** `ids.add(id); if (order.push(id) > 500) ids.delete(order.shift())`: what the same run takes out is another entry, to make room. */
export function isOfAnother({ pt }: JudgeInput, put: Mutation, removal: Mutation): boolean {
  if (put.kind !== 'put' || removal.kind !== 'remove' || put.fn !== removal.fn) return false;
  const own = put.key === NONE ? put.v : put.key;
  if (own === NONE || removal.key === NONE) return false;
  const f = pt.p.files[put.file]!;
  return isNextOfList(f, removal.key, 0) && !isSameRead(f, own, removal.key);
}

/** Whether a value is what a list or an iterator gives next, whatever that is: `order.shift()`, `ids.values().next().value`. */
function isNextOfList(f: FileFacts, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > 4) return false;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'narrow') return isNextOfList(f, x.v, depth + 1);
  if (x.k === 'prop') return x.p === 'value' && isNextOfList(f, x.o, depth + 1);
  if (x.k === 'bind') {
    const { kind, defs } = f.bindings[x.b]!;
    return kind !== 'param' && defs.length === 1 && isNextOfList(f, defs[0]!, depth + 1);
  }
  const callee = x.k === 'call' ? f.values[f.calls[x.c]!.callee]! : null;
  return callee?.k === 'prop' && (callee.p === 'shift' || callee.p === 'pop' || callee.p === 'next');
}

/** A literal, or a number that is counted. */
export function isLiteral({ pt }: JudgeInput, m: Mutation): boolean {
  const x = m.v === NONE ? null : pt.p.files[m.file]!.values[m.v]!;
  return x?.k === 'lit' || m.kind === 'update';
}

/** A literal, or a literal that names what runs. */
export function isMark({ pt }: JudgeInput, m: Mutation): boolean {
  const x = m.v === NONE ? null : pt.p.files[m.file]!.values[m.v]!;
  return x?.k === 'lit' || x?.k === 'obj';
}

/** Whether what is put is a function. */
export const isFunction = ({ pt }: JudgeInput, m: Mutation): boolean =>
  m.v !== NONE && setOf(pt.h, pt.valueNode(m.file, m.v)).some((o) => pt.h.objects[o]!.k === 'fn');

/** Whether the holder is a store of a library. */
export const isLibraryStore = ({ pt, holder }: JudgeInput): boolean =>
  [...holder.objects].some((o) => pt.h.objects[o]!.k === 'ext' && pt.h.objects[o]!.pkg !== '(global)');
