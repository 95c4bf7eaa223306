import { NONE, type ValueId } from '../extract/facts.ts';
import type { Program } from './program.ts';
import { valueStatic } from './static.ts';

/** A decorator of a library: its package, its name, and its call (global to the file) or -1 where it is not called. */
export type Deco = { readonly pkg: string; readonly name: string; readonly call: number };

/** What a decorator's expression is, where it comes from a library. */
export function decoOf(p: Program, file: number, v: ValueId): Deco | null {
  const x = p.files[file]!.values[v]!;
  const callee = x.k === 'call' ? p.files[file]!.calls[x.c]!.callee : v;
  if (callee === NONE) return null;
  const s = valueStatic(p, file, callee);
  if (s?.k !== 'external') return null;
  return { pkg: s.pkg, name: s.steps.split('.').pop()!.replace('()', ''), call: x.k === 'call' ? x.c : -1 };
}
