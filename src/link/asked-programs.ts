import { askingPrograms } from '../catalog/asking-programs.ts';
import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { constantText } from './constants.ts';
import { consumersOf } from './consumers.ts';
import type { Program } from './program.ts';

/** Values that stand for each other before a text or list is come to. */
const MAX_HOPS = 6;
/** Words of a list that are looked at. */
const MAX_WORDS = 24;
/** What a value of a template is in a line. */
const VALUE = '?';

/** Whether a call starts programs that only tell how something is: the work that asks them does nothing that others see. */
export function asksOnly(p: Program, file: number, id: CallId): boolean {
  const { args } = p.files[file]!.calls[id]!;
  const line = args[0] === undefined ? null : textOf(p, file, args[0], 0);
  if (line === null || line.startsWith(VALUE)) return false;
  const list = args[1] === undefined ? null : wordsOf(p, file, args[1], 0);
  // What is sent into a file, put in by another command, or run beside it, is more than a question.
  const parts = list
    ? [[line, ...list]]
    : line
        .replace(/\d>&\d|\d?>\s*\/dev\/null|\\\r?\n/g, ' ')
        .split(/[|\n]/)
        .map(wordsIn)
        .filter((words) => words.length > 0);
  return parts.length > 0 && parts.every((words) => !words.some((x) => /[<>;&`]|\$\(/.test(x)) && isQuestion(words));
}

const wordsIn = (line: string): string[] => line.split(/\s+/).filter((x) => x !== '');

function isQuestion(words: readonly string[]): boolean {
  const from = words[0] === 'sudo' ? 1 : 0;
  const name = (words[from] ?? '').replace(/^.*\//, '').replace(/\.exe$/, '');
  const rest = words.slice(from + 1);
  const row = askingPrograms.find((x) => x.program.includes(name));
  if (!row || row.unless?.some((x) => rest.some((y) => y === x || y.startsWith(`${x}=`)))) return false;
  return !row.subcommand || row.subcommand.includes(rest.find((x) => !x.startsWith('-')) ?? '');
}

/** A text, with a mark for each value in it; null where nothing of it is known. */
function textOf(p: Program, file: number, v: ValueId, hops: number): string | null {
  if (v === NONE || hops > MAX_HOPS) return null;
  const whole = constantText(p, file, v);
  if (whole !== null) return whole;
  const f = p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'as') return textOf(p, file, x.v, hops + 1);
  if (x.k === 'op' && (x.op === 'template' || x.op === '+'))
    return x.of.map((y) => textOf(p, file, y, hops + 1) ?? VALUE).join('');
  if (x.k !== 'bind') return null;
  const b = f.bindings[x.b]!;
  return b.imp || b.kind === 'param' || b.defs.length !== 1 ? null : textOf(p, file, b.defs[0]!, hops + 1);
}

/** The words of a list that is written out; null for all else that a call may be handed there (options, a callback). */
function wordsOf(p: Program, file: number, v: ValueId, hops: number): readonly string[] | null {
  if (v === NONE || hops > MAX_HOPS) return null;
  const f = p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'as') return wordsOf(p, file, x.v, hops + 1);
  if (x.k === 'arr') return x.items.slice(0, MAX_WORDS).map((y) => textOf(p, file, y, hops + 1) ?? VALUE);
  if (x.k !== 'bind') return null;
  const b = f.bindings[x.b]!;
  if (b.imp || b.kind === 'param' || b.defs.length !== 1 || mayChange(f, v)) return null;
  return wordsOf(p, file, b.defs[0]!, hops + 1);
}

/** Whether a method of a list is called, or an item of it written: its words may be others by then. */
function mayChange(f: FileFacts, v: ValueId): boolean {
  if (
    consumersOf(f)
      .of(v)
      .some((use) => use.k === 'recv')
  )
    return true;
  return f.functions.some((fn) => fn.events.some((e) => e.t === 'write' && !('b' in e.to) && e.to.o === v));
}
