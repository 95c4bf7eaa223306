import { entryOf } from '../text/entry-of.ts';
import type { Program } from './program.ts';

/** Names that every function and object of the language has: reading one says nothing of what was stored. */
const BUILT_IN: ReadonlySet<string> = new Set(['constructor', 'length', 'name', 'prototype', '__proto__']);

/** Which names are stored under computed keys alone. */
export type OpenNames = {
  /** Whether a name is written nowhere in what is loaded, neither as a property (`x.name = …`) nor as a member of a class. */
  readonly anywhere: (name: string) => boolean;
  /** Whether a file does not write it: what another module reads under that name of its exports came there under a computed one. */
  readonly inFile: (file: number, name: string) => boolean;
};

/**
 * Names that nobody writes. What is read under such a name was stored under a computed one
 * (`for (const kind of kinds) this[kind] = make(kind)`), if at all.
 */
export function openNames(p: Program, loaded: ReadonlySet<number>): OpenNames {
  const written = new Set<string>();
  const byFile = new Map<number, ReadonlySet<string>>();
  const writtenIn = (file: number): Set<string> => {
    const names = new Set<string>();
    for (const { members } of p.files[file]!.classes) for (const { name } of members) names.add(name);
    for (const { events } of p.files[file]!.functions)
      for (const e of events) if (e.t === 'write' && 'p' in e.to) names.add(e.to.p);
    return names;
  };
  p.files.forEach((_, file) => {
    if (loaded.has(file)) for (const name of writtenIn(file)) written.add(name);
  });
  return {
    anywhere: (name) => !written.has(name) && !BUILT_IN.has(name),
    inFile: (file, name) => !BUILT_IN.has(name) && !entryOf(byFile, file, () => writtenIn(file)).has(name),
  };
}
