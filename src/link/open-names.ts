import type { Program } from './program.ts';

/** Names that every function and object of the language has: reading one says nothing of what was stored. */
const BUILT_IN: ReadonlySet<string> = new Set(['constructor', 'length', 'name', 'prototype', '__proto__']);

/**
 * Whether a name is written nowhere in what is loaded, neither as a property (`x.name = …`) nor as a member of a class. What is read
 * under such a name was stored under a computed one (`for (const kind of kinds) this[kind] = make(kind)`), if at all.
 */
export function openNames(p: Program, loaded: ReadonlySet<number>): (name: string) => boolean {
  const written = new Set<string>();
  p.files.forEach((f, file) => {
    if (!loaded.has(file)) return;
    for (const { members } of f.classes) for (const { name } of members) written.add(name);
    for (const { events } of f.functions)
      for (const e of events) if (e.t === 'write' && 'p' in e.to) written.add(e.to.p);
  });
  return (name) => !written.has(name) && !BUILT_IN.has(name);
}
