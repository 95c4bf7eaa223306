import { type Follow, makeFollow } from './alternatives.ts';
import type { CommandModes } from './command-modes.ts';
import type { Contexts } from './contexts.ts';
import { type DevGuards, type DevInput, makeDevGuards } from './dev-guards.ts';
import type { Entries } from './entries.ts';
import type { Points } from './points.ts';
import type { LinkInput, Program } from './program.ts';
import { indexValues, type ValueSources } from './value-sources.ts';

/** A solved program with what the finders of single kinds of things ask of it. */
export type Linked = {
  readonly p: Program;
  readonly pt: Points;
  readonly ctx: Contexts;
  readonly entries: Entries;
  readonly input: LinkInput;
  readonly values: ValueSources;
  readonly dev: DevGuards;
  readonly modes: CommandModes;
  readonly follow: Follow;
};

/** Puts the questions of values, development guards and alternatives over a solved program. */
export function linkedProgram(
  pt: Points,
  ctx: Contexts,
  entries: Entries,
  input: LinkInput,
  modes: CommandModes,
): Linked {
  // Guards are read from values, and values leave out what is guarded.
  const values: ValueSources = indexValues(pt, entries.loaded, (s) => dev.guard(s.file, s.guard) !== null);
  const dev: DevGuards = makeDevGuards(pt, ctx, values, {
    entries: entries.starts,
    loaded: entries.loaded,
    libraries: new Set(input.libraryEntries.flatMap((entry) => pt.p.fileOf.get(entry) ?? [])),
    ...(input.production ? { production: input.production } : {}),
    commands: commandsQuestion(entries, input),
  });
  return { p: pt.p, pt, ctx, entries, input, values, dev, modes, follow: makeFollow(pt, values, dev) };
}

/** The words that the processes which load a file are started with, where they are known of each. */
export function commandsQuestion(
  { processesOf }: Entries,
  { processes }: LinkInput,
): NonNullable<DevInput['commands']> {
  const known = new Map(processes.map(({ name, commands }) => [name, commands]));
  const memo = new Map<number, ReadonlySet<string> | undefined>();
  return (file) => {
    if (!memo.has(file)) {
      const lists = processesOf(file).map((name) => known.get(name));
      const words = lists.flatMap((list) => list ?? []);
      memo.set(file, lists.length > 0 && lists.every((list) => list) ? new Set(words) : undefined);
    }
    return memo.get(file);
  };
}
