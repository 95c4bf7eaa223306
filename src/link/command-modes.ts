import { type Event, type FunctionId, type Guard, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { once } from '../text/once.ts';
import { ledTo } from './callables.ts';
import { isArguments, isCommandLine, programOf, wordsOfCommand } from './command-words.ts';
import { guardChain } from './guards.ts';
import type { ObjectId } from './heap.ts';
import { type Points, registrationsOf } from './points.ts';
import { callGid, functionGid, valueAt } from './program.ts';

/**
 * Modes of a command that serve nobody: what stands under an option of the command line, in the file that a process starts from, where
 * serving begins on the other side alone (in the `else`, or behind the `return`). The process that takes the option never serves.
 */
export type CommandModes = {
  /** Whether an event happens in such a mode alone. */
  isIdle(file: number, e: Event): boolean;
  /** The same for a call, by its global id. */
  isIdleCall(call: number): boolean;
  /**
   * Whether what a call (global id) hands to a library of commands, by the name of its entry in the catalogue, is the work of a command
   * that ends: it serves nobody, where another command of the same file or program does, or where nothing but a command starts the program.
   */
  isIdleCommand(call: number, entry: string, at: readonly { readonly fn: number }[]): boolean;
};

const MAX_OPTION_DEPTH = 6;
/** Functions that delayed work may lead to, to see whether it puts itself off again. */
const MAX_DELAYED = 300;
/** What a call, or what it leads to, does for clients: it registers work for them, or begins to take it; or that it goes on by itself. */
const Serves = { registers: 1, listens: 2, hears: 4, ticks: 8 } as const;

const GOES_ON = Serves.registers | Serves.listens | Serves.hears | Serves.ticks;
/** Timers that may fire once. */
const DELAYS = /(?:^|\.)set(?:Timeout|Immediate)$/;
/** Entries of the catalogue for libraries that run one of several commands. */
const COMMANDS = new Set(['commander', 'yargs']);

/**
 * `starts`: files that processes start from; `isCommand`: whether a file is loaded by commands alone; `words`: those that its processes are
 * started with, undefined where they are not known, for then they say themselves what is never run.
 */
export function commandModes(
  pt: Points,
  loaded: ReadonlySet<number>,
  starts: readonly number[],
  isCommand: (file: number) => boolean = () => false,
  words: (file: number) => ReadonlySet<string> | undefined = () => undefined,
): CommandModes {
  const { p } = pt;
  const files = new Set(starts);
  const idle = new Map<number, ReadonlySet<Guard>>();
  let serving: ReadonlyMap<number, number> | undefined;

  const isUnderMode = (file: number, guard: GuardId): boolean => {
    if (guard === NONE || !files.has(file)) return false;
    let found = idle.get(file);
    if (!found) {
      found = modesOf(file);
      idle.set(file, found);
    }
    if (found.size === 0) return false;
    for (const g of guardChain(p.files[file]!, guard)) if (found.has(g)) return true;
    return false;
  };

  const modesOf = (file: number): ReadonlySet<Guard> => {
    const f = p.files[file]!;
    const out = new Set<Guard>();
    for (const g of f.guards) {
      if (
        g.kind === 'case'
          ? words(file) !== undefined || wordOf(file, g) === NONE
          : g.kind !== 'if' || !g.yes || !isOption(file, g.cond, 0)
      )
        continue;
      if (excludesServing(file, g)) out.add(g);
    }
    return out;
  };

  /** The word of the command line that a clause of a `switch` is chosen by (`switch (argv._[0])`); else NONE. */
  const wordOf = (file: number, g: Guard): ValueId => {
    const cond = g.kind !== 'case' || !g.yes ? null : valueAt(p, file, g.cond);
    const first = cond?.k === 'alt' ? valueAt(p, file, cond.of[0]!) : cond;
    const word = first?.k === 'op' && first.op === '===' ? first.of[0]! : NONE;
    return word !== NONE && isWord(file, word, 0) ? word : NONE;
  };
  const isWord = (file: number, v: ValueId, depth: number): boolean => {
    const x = depth > MAX_OPTION_DEPTH ? null : valueAt(p, file, v);
    if (x?.k === 'as' || x?.k === 'narrow') return isWord(file, x.v, depth + 1);
    if (x?.k === 'bind') {
      const b = p.files[file]!.bindings[x.b]!;
      return b.kind !== 'param' && !b.imp && b.defs.length === 1 && isWord(file, b.defs[0]!, depth + 1);
    }
    if (x?.k !== 'index' && !(x?.k === 'prop' && /^\d+$/.test(x.p))) return false;
    const words = valueAt(p, file, x.o);
    const named = words.k === 'prop' && (words.p === '_' || words.p === 'args');
    return isArguments(p, file, x.o) || (named && isCommandLine(pt, file, words.o));
  };

  /** Whether a condition holds only where an option of the command line was given. */
  const isOption = (file: number, v: ValueId, depth: number): boolean => {
    if (v === NONE || depth > MAX_OPTION_DEPTH) return false;
    const x = valueAt(p, file, v);
    switch (x.k) {
      case 'as':
      case 'narrow':
        return isOption(file, x.v, depth + 1);
      case 'alt':
        if (x.op === '&&') return x.of.some((y) => isOption(file, y, depth + 1));
        return x.op === '||' && x.of.every((y) => isOption(file, y, depth + 1));
      case 'prop':
        return isCommandLine(pt, file, x.o);
      case 'index':
        return isCommandLine(pt, file, x.o);
      case 'bind': {
        const b = p.files[file]!.bindings[x.b]!;
        return b.kind !== 'param' && !b.imp && b.defs.length === 1 && isOption(file, b.defs[0]!, depth + 1);
      }
      case 'call': {
        const c = p.files[file]!.calls[x.c]!;
        const callee = valueAt(p, file, c.callee);
        return callee.k === 'prop' && callee.p === 'includes' && isArguments(p, file, c.recv);
      }
      default:
        return false;
    }
  };

  const excludesServing = (file: number, g: Guard): boolean => {
    const f = p.files[file]!;
    const owner = functionAround(file, g.s);
    let behind = 0;
    let before = 0;
    let inside = 0;
    const word = wordOf(file, g);
    const fallsInto = (x: Guard): boolean => {
      const cond = x.cond === NONE ? null : valueAt(p, file, x.cond);
      return cond?.k === 'alt' && cond.of.includes(g.cond);
    };
    const isOfSwitch = (x: Guard): boolean => (x.yes ? wordOf(file, x) === word : x.cond === word);
    const note = (guard: GuardId, does: number): void => {
      if (does === 0) return;
      for (const x of guardChain(f, guard)) {
        if (word !== NONE && x !== g && x.kind === 'case' && x.up === g.up && isOfSwitch(x)) {
          if (fallsInto(x)) inside |= does;
          else behind |= does;
          return;
        }
        if (x.cond !== g.cond) continue;
        if (x.yes) inside |= does;
        else behind |= does;
        return;
      }
      before |= does;
    };
    for (const e of f.functions[owner]!.events)
      if (e.t === 'call') note(f.calls[e.c]!.guard, servesAt(callGid(p, file, e.c)));
    for (const i of f.imports) {
      const t = i.typeOnly ? null : p.target(file, i.spec);
      if (t?.kind === 'file' && (i.f ?? 0) === owner) note(i.guard ?? NONE, servedBy(functionGid(p, t.file, 0)));
    }
    const served = word === NONE ? Serves.listens | Serves.registers : GOES_ON;
    return behind !== 0 && (before & Serves.listens) === 0 && (inside & served) === 0;
  };

  const isAlways = (file: number, v: ValueId): boolean => {
    const x = v === NONE ? null : valueAt(p, file, v);
    return x === null || (x.k === 'lit' && (x.v === true || x.v === 1));
  };
  /** The innermost function that holds a place. */
  const functionAround = (file: number, s: number): FunctionId => {
    let best = 0;
    p.files[file]!.functions.forEach((fn, id) => {
      if (fn.s <= s && s < fn.e && fn.s >= p.files[file]!.functions[best]!.s) best = id;
    });
    return best;
  };

  const servedBy = (fn: number): number => {
    serving ??= servingFunctions();
    return serving.get(fn) ?? 0;
  };
  const servesAt = (call: number): number => {
    let does = servesItself(call);
    for (const fn of ledTo(pt, call)) does |= servedBy(fn);
    return does;
  };

  /** Whether what a delay puts off does not put itself off again. */
  const endsThere = (call: number): boolean => {
    const { file, c } = p.calls[call]!;
    const armed = functionGid(p, file, c.f);
    const runs = new Set(ledTo(pt, call));
    for (const fn of runs) {
      if (fn === armed || runs.size > MAX_DELAYED) return false;
      const { file: at, f } = p.functions[fn]!;
      for (const e of f.events) if (e.t === 'call') for (const next of ledTo(pt, callGid(p, at, e.c))) runs.add(next);
    }
    return true;
  };

  /** What a call does for clients by itself. */
  const servesItself = (call: number): number => {
    let does = 0;
    for (const o of pt.externals.get(call) ?? []) {
      const x = pt.h.objects[o]!;
      if (x.pkg !== '(global)' && /\.(?:listen|serve)$/.test(x.steps)) does |= Serves.listens;
      for (const { row } of registrationsOf(pt, call, o)) {
        if (row.context === 'job' || row.context === 'connection') does |= Serves.listens;
        else if (row.context === 'request') does |= Serves.registers;
        else if (row.context === 'event') does |= Serves.hears;
        else if (row.context === 'timer' && !(DELAYS.test(x.steps) && endsThere(call))) does |= Serves.ticks;
      }
    }
    return does;
  };

  /** Functions that lead to serving, with what they lead to: spread from the calls that do it to whoever calls. */
  const servingFunctions = (): ReadonlyMap<number, number> => {
    const does = new Map<number, number>();
    const callers = new Map<number, number[]>();
    const work: number[] = [];
    const add = (fn: number, bits: number): void => {
      const old = does.get(fn) ?? 0;
      if ((old | bits) === old) return;
      does.set(fn, old | bits);
      work.push(fn);
    };
    for (const file of loaded) {
      const f = p.files[file]!;
      f.calls.forEach((c, id) => {
        if (!c || c.f === NONE || c.kind === 'jsx') return;
        const gid = callGid(p, file, id);
        const by = functionGid(p, file, c.f);
        for (const fn of ledTo(pt, gid)) {
          const list = callers.get(fn);
          if (list) list.push(by);
          else callers.set(fn, [by]);
        }
        const own = servesItself(gid);
        if (own !== 0) add(by, own);
      });
      // `while (true)` goes on for ever.
      for (const g of f.guards)
        if (g.kind === 'loop' && g.yes && isAlways(file, g.cond))
          add(functionGid(p, file, functionAround(file, g.s)), Serves.ticks);
      for (const i of f.imports) {
        const t = i.typeOnly ? null : p.target(file, i.spec);
        if (t?.kind !== 'file') continue;
        const module = functionGid(p, t.file, 0);
        const list = callers.get(module);
        const by = functionGid(p, file, i.f ?? 0);
        if (list) list.push(by);
        else callers.set(module, [by]);
      }
    }
    for (let fn = work.pop(); fn !== undefined; fn = work.pop())
      for (const by of callers.get(fn) ?? []) add(by, does.get(fn)!);
    return does;
  };

  const isCommandCall = (call: number): boolean =>
    wordsOfCommand(pt, call) !== null &&
    (pt.externals.get(call) ?? []).some((o) => registrationsOf(pt, call, o).some((r) => COMMANDS.has(r.entry)));
  /** Files of which a command serves, and the programs that such commands are of. */
  const servingCommands = once(() => {
    const files = new Set<number>();
    const programs = new Set<ObjectId>();
    for (const call of pt.externals.keys()) {
      const { file } = p.calls[call]!;
      if (!loaded.has(file) || !isCommandCall(call)) continue;
      if (!ledTo(pt, call).some((fn) => (servedBy(fn) & (Serves.listens | Serves.registers)) !== 0)) continue;
      files.add(file);
      for (const o of programOf(pt, call)) programs.add(o);
    }
    return { files, programs };
  });

  return {
    isIdleCommand(call, entry, at) {
      const { file } = p.calls[call]!;
      if (!COMMANDS.has(entry) || words(file) !== undefined || !isCommandCall(call)) return false;
      if (at.some(({ fn }) => (servedBy(fn) & GOES_ON) !== 0)) return false;
      const serving = servingCommands();
      // Whatever files they stand in: a process runs one of the commands of a program.
      if (serving.files.has(file) || programOf(pt, call).some((o) => serving.programs.has(o))) return true;
      return isCommand(file) && at.every(({ fn }) => isCommand(p.functions[fn]!.file));
    },
    isIdle: (file, e) =>
      files.has(file) &&
      isUnderMode(file, e.t === 'call' ? p.files[file]!.calls[e.c]!.guard : 'guard' in e ? e.guard : NONE),
    isIdleCall: (call) => isUnderMode(p.calls[call]!.file, p.calls[call]!.c.guard),
  };
}
