import type { LibraryContexts } from '../catalog/contexts.ts';
import type { Process } from '../discover/workspace.ts';
import { type Call, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { once } from '../text/once.ts';
import { filesReached } from './entries.ts';
import { isOwnMethod } from './own-methods.ts';
import { nameOf, probesOf } from './port-probes.ts';
import { joinProgram, type LinkInput, type Program, valueAt } from './program.ts';
import { valueStatic } from './static.ts';
import { DEBOUNCERS } from './timers.ts';

/**
 * Whether a file that is started ends by itself: the last thing that its start does is to leave the process, and without a failure.
 * What answers messages, listens or repeats itself goes on until others end it.
 */
export function endsByItself(p: Program, file: number): boolean {
  const f = p.files[file]!;
  const atStart = runAtStart(p, file);
  let leaves = false;
  for (const c of f.calls) {
    if (!c) continue;
    const name = nameOf(p, file, c);
    if (/^(?:listen|setInterval|on|addListener|addEventListener)$/.test(name) && isLasting(p, file, c, name))
      return false;
    if (name !== 'exit' || !atStart.has(c.f) || !isOwnProcess(p, file, c)) continue;
    const isLast = !f.calls.some((other) => other?.f === c.f && other.s > c.e);
    leaves ||= isLast && isSuccess(p, file, c.args[0]) && !isInCatch(p, file, c);
  }
  return leaves;
}

/** The functions that run as the file is loaded: its own code, those that it calls there, and what follows on their promises. */
function runAtStart(p: Program, file: number): ReadonlySet<FunctionId> {
  const f = p.files[file]!;
  const known = new Set<FunctionId>([0]);
  for (let size = 0; size !== known.size; ) {
    size = known.size;
    for (const c of f.calls) {
      if (c?.kind !== 'call' || !known.has(c.f)) continue;
      const callee = valueAt(p, file, c.callee);
      if (callee.k === 'fn') known.add(callee.f);
      const s = callee.k === 'bind' ? valueStatic(p, file, c.callee) : null;
      if (s?.k === 'fn' && s.file === file) known.add(s.id);
      const next = callee.k === 'prop' && /^(?:then|finally)$/.test(callee.p) ? c.args[0] : undefined;
      const follows = next === undefined || next === NONE ? null : valueAt(p, file, next);
      if (follows?.k === 'fn') known.add(follows.f);
    }
  }
  return known;
}

/** A listener keeps a process only where it is one for messages: those of signals, and of what is read to its end, do not. */
function isLasting(p: Program, file: number, c: Call, name: string): boolean {
  if (name === 'listen' || name === 'setInterval') return true;
  const event = c.args[0] === undefined || c.args[0] === NONE ? null : valueAt(p, file, c.args[0]);
  return event?.k === 'lit' && (event.v === 'message' || event.v === 'request' || event.v === 'connection');
}

function isOwnProcess(p: Program, file: number, c: Call): boolean {
  const s = valueStatic(p, file, c.callee);
  return s?.k === 'external' && /^(?:\(global\)|(?:node:)?process)$/.test(s.pkg) && /(?:^|\.)exit$/.test(s.steps);
}

function isSuccess(p: Program, file: number, v: ValueId | undefined): boolean {
  if (v === undefined || v === NONE) return true;
  const x = valueAt(p, file, v);
  return x.k === 'lit' && x.v === 0;
}

function isInCatch(p: Program, file: number, c: Call): boolean {
  const { guards } = p.files[file]!;
  for (let g = c.guard; g !== NONE; g = guards[g]!.up) if (guards[g]!.kind === 'catch') return true;
  return false;
}

/** What runs one command of those that the words behind the program name, by library: the export that does. */
const runners: readonly (readonly [pkg: string, name: string])[] = [
  ['nestjs-command', 'CommandService'],
  ['nest-commander', 'CommandFactory'],
];

/** Libraries that make commands of the words behind a program. A server may read its options with them too. */
const parsers = new Set([
  ...['commander', 'yargs', 'yargs/yargs', 'cac', 'sade', 'meow', 'clipanion', 'citty', 'cmd-ts', 'gluegun', 'vorpal'],
  ...['@oclif/core', '@oclif/command', '@caporal/core', 'caporal'],
]);

/** Calls by which a program goes on: it listens, or takes messages. */
const GOES_ON = /^(?:listen|createServer|createSecureServer|serve|consume|subscribe|startServer|launch)$/;

/**
 * The processes, where what a script of package.json starts as a server is a program of commands after all: its entry hands over to a
 * library that runs one command, and listens to nothing; or it reads commands, and nothing that it loads serves anybody.
 */
export function withCommandPrograms(input: LinkInput): readonly Process[] {
  const p = joinProgram(input);
  const serving = once(() => new Set(input.libraries.filter(serves).flatMap((library) => library.packages)));
  const uses = (entry: string): boolean => {
    const facts = p.files[p.fileOf.get(entry) ?? -1];
    return (
      facts?.bindings.some(({ imp }) => imp && runners.some(([pkg, name]) => imp.spec === pkg && imp.name === name)) ===
        true && !facts.values.some((value) => value.k === 'prop' && value.p === 'listen')
    );
  };
  const isOfCommands = (entry: string): boolean => {
    const start = p.fileOf.get(entry);
    if (start === undefined || !p.files[start]!.outline.specs.some((spec) => parsers.has(spec))) return false;
    return !goesOn(start);
  };
  const goesOn = (start: number): boolean =>
    [...filesReached(p, input, [start], () => true)].some((file) => {
      const f = p.files[file]!;
      const targets = f.outline.specs.map((spec) => p.target(file, spec));
      const probes = probesOf(p, file);
      const isServing = (name: string) => serving().has(name) && !(name === 'node:net' && probes.size > 0);
      if (targets.some((t) => t.kind === 'package' && isServing(t.name))) return true;
      return f.calls.some(
        (c) => c && c.kind !== 'deco' && !probes.has(c) && GOES_ON.test(nameOf(p, file, c)) && !isOwnMethod(p, file, c),
      );
    });
  return input.processes.map((process) =>
    process.kind === 'server' &&
    /(?:^|\/)package\.json$/.test(process.evidence.file) &&
    (uses(process.entry) || isOfCommands(process.entry))
      ? { ...process, kind: 'cli' }
      : process,
  );
}

const KEPT_UP: ReadonlySet<string> = new Set(['request', 'connection', 'job', 'timer']);
/** Whether a library runs code of the program for others, or again and again; to put a call off for a moment is neither. */
function serves({ packages, registrations, decorators, files }: LibraryContexts): boolean {
  if (packages.some((name) => DEBOUNCERS.test(name) || name.startsWith('node:timers'))) return false;
  return [registrations, decorators, files].some((rows) => rows?.some((row) => KEPT_UP.has(row.context)));
}
