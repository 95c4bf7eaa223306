import type { FileFacts, ValueId } from '../extract/facts.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';

// What is asked of calls where it is followed where values come from.

/** The function of a package that a call (global id) is of, where all that is known of the callee are such; a method of what a call gave is none. */
export function libraryFunction({ h, targets, externals }: Points, call: number): ObjectId | undefined {
  const all = (targets.get(call)?.size ?? 0) > 0 ? [] : (externals.get(call) ?? []);
  return all.every((o) => h.objects[o]!.pkg !== '(global)' && !/[(@]/.test(h.objects[o]!.steps)) ? all[0] : undefined;
}

/** The class of a library that a value is an instance of: `new PutObjectCommand(…)`. */
export function libraryClass({ h, valueNode }: Points, file: number, v: ValueId): string | null {
  const made = setOf(h, valueNode(file, v)).map((o) => h.objects[o]!);
  return made.find((y) => y.k === 'ext' && y.steps.startsWith('new .'))?.steps.slice(5) ?? null;
}

/** `new JSDOM().window`: a part of what is made in the same breath, and that nobody else has. */
export function isMadeHere(f: FileFacts, v: ValueId): boolean {
  let at = f.values[v]!;
  while (at.k === 'prop') at = f.values[at.o]!;
  return at.k === 'call' && f.calls[at.c]!.kind === 'new';
}
