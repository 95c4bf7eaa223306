import { NONE, type Value, type ValueId } from '../extract/facts.ts';
import { once } from '../text/once.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { type Program, valueAt } from './program.ts';
import { valueStatic } from './static.ts';
import type { ValueSources } from './value-sources.ts';

/** What a program asks of the words that it is started with: a process that is started with one sub-command never runs the others. */
export type CommandWords = {
  /** A word that none of the processes is started with that load the file; false where those words are not known. */
  isOther(file: number, word: string): boolean;
  /** A word of the command line: `process.argv[2]`, `program.args[0]`, what an action is given, or what holds it. */
  isWord(file: number, v: ValueId): boolean;
  /** The arguments of the process as they come: `process.argv`, `process.argv.slice(2)`, or what holds them. */
  isArguments(file: number, v: ValueId): boolean;
  /** What a library that reads the command line gives. */
  isCommandLine(file: number, v: ValueId): boolean;
  /** Whether a call (global id) registers the action of a sub-command that no process is started with. */
  registersOther(call: number): boolean;
};

export type CommandInput = {
  readonly loaded: ReadonlySet<number>;
  /** The words that the processes are started with that load a file; undefined where they are not known of each. */
  readonly commands?: (file: number) => ReadonlySet<string> | undefined;
};

const MAX_WORD_DEPTH = 10;
/** Calls of a fluent chain back to the command that it describes. */
const MAX_CHAIN = 40;
/** Methods of a text that leave it what it says. */
export const SAME_TEXT: ReadonlySet<string> = new Set(['toLowerCase', 'toString', 'trim', 'valueOf']);
const COMMAND_LINES = new Set([
  'commander',
  'yargs',
  'yargs-parser',
  'minimist',
  'meow',
  'cac',
  'arg',
  'util',
  'mri',
  'command-line-args',
  'nopt',
  'getopts',
  'argparse',
]);

/** Whether a value is the module `process`. */
export function isProcess(p: Program, file: number, v: ValueId): boolean {
  const s = valueStatic(p, file, v);
  return s?.k === 'external' && s.steps === '' && /^(?:node:)?process$/.test(s.pkg);
}

/** The arguments of the process as they come: `process.argv`, `process.argv.slice(2)`, or what holds them. */
export function isArguments(p: Program, file: number, v: ValueId, depth = 0): boolean {
  if (depth > MAX_WORD_DEPTH) return false;
  const x = valueAt(p, file, v);
  if (x.k === 'prop' && x.p === 'argv') return valueAt(p, file, x.o).k === 'global' || isProcess(p, file, x.o);
  if (x.k === 'call') {
    const callee = valueAt(p, file, p.files[file]!.calls[x.c]!.callee);
    return callee.k === 'prop' && callee.p === 'slice' && isArguments(p, file, callee.o, depth + 1);
  }
  if (x.k !== 'bind') return false;
  const b = p.files[file]!.bindings[x.b]!;
  return b.defs.length === 1 && b.kind !== 'param' && isArguments(p, file, b.defs[0]!, depth + 1);
}

/** What a library that reads the command line gives. */
export function isCommandLine(pt: Points, file: number, v: ValueId): boolean {
  // `yargs/yargs`, `yargs/helpers`: a part of the package.
  const known = (pkg: string) => COMMAND_LINES.has(pkg.replace(/^node:/, '').split('/')[0]!);
  const s = valueStatic(pt.p, file, v);
  if (s?.k === 'external') return known(s.pkg) && (s.pkg !== 'node:util' || s.steps.startsWith('.parseArgs'));
  return setOf(pt.h, pt.valueNode(file, v)).some((o) => pt.h.objects[o]!.k === 'ext' && known(pt.h.objects[o]!.pkg));
}

export function makeCommandWords(pt: Points, values: ValueSources, input: CommandInput): CommandWords {
  const { p } = pt;
  const isOther = (file: number, word: string): boolean => {
    const known = input.commands?.(file);
    return known !== undefined && /^[a-z]/i.test(word) && !known.has(word);
  };

  const isWord = (file: number, v: ValueId, depth: number): boolean => {
    if (depth > MAX_WORD_DEPTH) return false;
    const x = valueAt(p, file, v);
    switch (x.k) {
      case 'as':
      case 'await':
      case 'narrow':
        return isWord(file, x.v, depth + 1);
      case 'alt':
        return x.op !== '&&' && isWord(file, x.of[0]!, depth + 1);
      case 'elem':
        return areWords(file, x.v, depth + 1);
      case 'index':
        return areWords(file, x.o, depth + 1);
      case 'prop':
        return (/^\d+$/.test(x.p) && areWords(file, x.o, depth + 1)) || everySource(file, v, depth);
      case 'bind':
        return isGivenWord(file, x.b) || everySource(file, v, depth);
      case 'call': {
        const c = p.files[file]!.calls[x.c]!;
        const callee = valueAt(p, file, c.callee);
        if (callee.k !== 'prop') return false;
        if (callee.p === 'shift') return areWords(file, c.recv, depth + 1);
        return SAME_TEXT.has(callee.p) && isWord(file, c.recv, depth + 1);
      }
      default:
        return false;
    }
  };
  const everySource = (file: number, v: ValueId, depth: number): boolean => {
    const back = values.from(file, v);
    return !!back && !back.open && back.of.length > 0 && back.of.every((s) => isWord(s.file, s.v, depth + 1));
  };
  /** The arguments of the process, whoever took the options away: `process.argv.slice(2)`, `program.args`, `minimist(…)._`. */
  const areWords = (file: number, v: ValueId, depth: number): boolean => {
    if (isArguments(p, file, v, depth)) return true;
    const x = valueAt(p, file, v);
    return x.k === 'prop' && (x.p === 'args' || x.p === '_') && isCommandLine(pt, file, x.o);
  };
  /** The first parameter of an action of the command line's program itself, which is given its first word. */
  const isGivenWord = (file: number, b: number): boolean =>
    p.files[file]!.bindings[b]!.kind === 'param' && givenFirst().has(`${file}|${b}`);
  const givenFirst = once(() => {
    const out = new Set<string>();
    for (const file of input.loaded) {
      const f = p.files[file]!;
      for (const c of f.calls) {
        const callee = c?.args[0] === undefined ? null : valueAt(p, file, c.callee);
        if (callee?.k !== 'prop' || callee.p !== 'action' || !isCommandLine(pt, file, callee.o)) continue;
        if (commandOf(p, file, callee.o, 0) !== null) continue;
        const fn = valueAt(p, file, c!.args[0]!);
        const first = fn.k === 'fn' ? f.functions[fn.f]!.params[0] : undefined;
        if (first !== undefined) out.add(`${file}|${first}`);
      }
    }
    return out;
  });

  return {
    isOther,
    isWord: (file, v) => isWord(file, v, 0),
    isArguments: (file, v) => isArguments(p, file, v),
    isCommandLine: (file, v) => isCommandLine(pt, file, v),
    registersOther(call) {
      if (call < 0) return false;
      const { file } = p.calls[call]!;
      const words = input.commands?.(file) === undefined ? null : wordsOfCommand(pt, call);
      return words?.every((word) => isOther(file, word)) ?? false;
    },
  };
}

/** The word that a text of a command begins with: `add` of `add <name>`; null for `$0`, which runs where no word is given. */
const wordOfText = (x: Value | null): string | null =>
  x?.k === 'lit' && typeof x.v === 'string' ? (/^[a-z][\w:-]*/i.exec(x.v)?.[0] ?? null) : null;

/** The sub-command that a program's object stands for: `program.command('add <name>')`, `new Command('add')`, and what goes on from it. */
function commandOf(p: Program, file: number, v: ValueId, depth: number): string | null {
  if (depth > MAX_CHAIN || v === NONE) return null;
  const x = valueAt(p, file, v);
  if (x.k === 'bind') {
    const b = p.files[file]!.bindings[x.b]!;
    return b.defs.length === 1 && b.kind !== 'param' ? commandOf(p, file, b.defs[0]!, depth + 1) : null;
  }
  if (x.k !== 'call') return null;
  const c = p.files[file]!.calls[x.c]!;
  const callee = valueAt(p, file, c.callee);
  const word = wordOfText(c.args[0] === undefined ? null : valueAt(p, file, c.args[0]));
  if (c.kind === 'new') return word;
  if (callee.k !== 'prop') return null;
  return callee.p === 'command' ? word : commandOf(p, file, callee.o, depth + 1);
}

/** The program that a call (global id) describes a command of: what its chain of calls starts from. */
export function programOf(pt: Points, call: number): readonly ObjectId[] {
  const { p } = pt;
  const { file, c } = p.calls[call]!;
  let v = c.recv;
  for (let hops = 0; v !== NONE && hops < MAX_CHAIN; hops++) {
    const x = valueAt(p, file, v);
    const b = x.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
    // `const add = program.command('add')`
    const of = b && b.kind !== 'param' && b.defs.length === 1 ? valueAt(p, file, b.defs[0]!) : x;
    if (of.k !== 'call' || p.files[file]!.calls[of.c]!.kind === 'new' || p.files[file]!.calls[of.c]!.recv === NONE)
      break;
    v = p.files[file]!.calls[of.c]!.recv;
  }
  return v === NONE ? [] : setOf(pt.h, pt.valueNode(file, v));
}

/**
 * The words that make a program run what a call (global id) hands to a library of commands: `program.command('add').action(run)`,
 * `yargs.command('add', '…', {}, run)`, `yargs.command({ command: 'add', aliases: ['a'], handler })`. Null where not all are known, where
 * none is needed, and for calls that describe no command.
 */
export function wordsOfCommand(pt: Points, call: number): readonly string[] | null {
  const { p } = pt;
  const { file, c } = p.calls[call]!;
  const callee = valueAt(p, file, c.callee);
  if (callee.k !== 'prop' || !isCommandLine(pt, file, callee.o)) return null;
  if (callee.p === 'action') {
    const word = commandOf(p, file, callee.o, 0);
    return word === null ? null : [word];
  }
  const first = c.args[0] === undefined ? null : valueAt(p, file, c.args[0]);
  if (callee.p !== 'command' || first === null) return null;
  const isDescribed = first.k === 'obj';
  if (!isDescribed && c.args.length < 2) return null;
  const texts = isDescribed
    ? first.props.filter(([name]) => name === 'command' || name === 'aliases').map(([, v]) => valueAt(p, file, v))
    : [first];
  const words = texts
    .flatMap((x) => (x.k === 'arr' && x.spreads.length === 0 ? x.items.map((y) => valueAt(p, file, y)) : [x]))
    .map(wordOfText);
  return words.length > 0 && words.every((word) => word !== null) ? words : null;
}
