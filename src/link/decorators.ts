import { type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import type { Program } from './program.ts';
import { valueStatic } from './static.ts';

/** A decorator of a library: its package, its name, and its call in a file, or -1 where it is not called. */
export type Deco = { readonly pkg: string; readonly name: string; readonly file: number; readonly call: number };

/** What a decorator's expression is, where it comes from a library. */
export function decoOf(p: Program, file: number, v: ValueId): Deco | null {
  const x = p.files[file]!.values[v]!;
  const callee = x.k === 'call' ? p.files[file]!.calls[x.c]!.callee : v;
  if (callee === NONE) return null;
  const s = valueStatic(p, file, callee);
  if (s?.k !== 'external') return null;
  return { pkg: s.pkg, name: s.steps.split('.').pop()!.replace('()', ''), file, call: x.k === 'call' ? x.c : -1 };
}

/** Decorators that one of the program's own may be put together from; more are not followed. */
const MAX_COMPOSED = 12;

/**
 * Decorators of libraries that a decorator stands for: itself, or those that a function of the program calls to make it
 * (`applyDecorators(Injectable(), …)`, `return (target) => singleton()(target)`).
 */
export function decosOf(p: Program, file: number, v: ValueId): readonly Deco[] {
  const own = decoOf(p, file, v);
  if (own) return [own];
  const x = p.files[file]!.values[v]!;
  const callee = x.k === 'call' ? p.files[file]!.calls[x.c]!.callee : v;
  const s = callee === NONE ? null : valueStatic(p, file, callee);
  return s?.k === 'fn' ? composed(p, s.file, s.id) : [];
}

function composed(p: Program, file: number, fn: FunctionId): readonly Deco[] {
  const f = p.files[file]!;
  const isInside = (id: FunctionId): boolean => {
    for (let at = id, hops = 0; at >= 0 && hops < 4; hops++) {
      if (at === fn) return true;
      at = f.functions[at]!.parent;
    }
    return false;
  };
  const out: Deco[] = [];
  f.calls.forEach((c, call) => {
    if (!c || c.f === NONE || c.callee === NONE || out.length >= MAX_COMPOSED || !isInside(c.f)) return;
    const s = valueStatic(p, file, c.callee);
    if (s?.k === 'external') out.push({ pkg: s.pkg, name: s.steps.split('.').pop()!.replace('()', ''), file, call });
  });
  return out;
}
