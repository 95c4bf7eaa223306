import { askingPrograms } from '../catalog/asking-programs.ts';
import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { callersOfFunctions } from './callers.ts';
import { constantText } from './constants.ts';
import { consumersOf } from './consumers.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';
import { functionGid, type Program } from './program.ts';

/** Values that stand for each other before a text or list is come to. */
const MAX_HOPS = 6;
/** Words of a list that are looked at. */
const MAX_WORDS = 24;
/** What a value of a template is in a line. */
const VALUE = '?';

/** Calls of a function that is handed the program which it starts. */
const MAX_ASKERS = 12;

/**
 * Whether a call starts programs that only tell how something is: the work that asks them does nothing that others see. Where a function
 * starts what it is handed, each call of it has to ask.
 */
export function asksOnly(pt: Points, file: number, id: CallId): boolean {
  const { p } = pt;
  const [line, list] = p.files[file]!.calls[id]!.args;
  if (line === undefined) return false;
  const at = (v: ValueId | undefined) => (v === undefined ? null : { file, v });
  if (isAsked(p, at(line)!, at(list))) return true;
  const owner = handedTo(p, file, line);
  const callers = owner < 0 || handedOn(pt).has(owner) ? [] : (callersOfFunctions(pt).get(owner) ?? []);
  return (
    callers.length > 0 &&
    callers.length <= MAX_ASKERS &&
    callers.every((call) => {
      const { file: from, c } = p.calls[call]!;
      /** What the call hands in for a parameter; what stands in the function itself is the same for all. */
      const given = (v: ValueId | undefined): At | null => {
        if (v === undefined || handedTo(p, file, v) !== owner) return at(v);
        const x = p.files[file]!.values[v]!;
        const { index } = p.files[file]!.bindings[x.k === 'bind' ? x.b : 0]!;
        const arg = index === undefined || c.spreadFrom !== NONE ? undefined : c.args[index];
        return arg === undefined ? null : { file: from, v: arg };
      };
      const program = given(line);
      const rest = given(list);
      return program !== null && (rest === null || isWritten(p, rest)) && isAsked(p, program, rest);
    })
  );
}

const handedOnTables = new WeakMap<Points, ReadonlySet<number>>();

/** Functions that stand among the arguments of calls which run nothing of the program: `jobs.forEach(run)`, `queue.process(run)`. Made once, on first use. */
function handedOn(pt: Points): ReadonlySet<number> {
  return entryOf(handedOnTables, pt, () => {
    const { h, p } = pt;
    const out = new Set<number>();
    p.calls.forEach(({ file, c }, call) => {
      if ((pt.externals.get(call) ?? []).length === 0 && (pt.targets.get(call)?.size ?? 0) > 0 && c.kind !== 'new') {
        // A function of the program runs what it is handed by calls of its own; what else is among the targets is no such function.
        const own = c.recv === NONE ? [] : setOf(h, pt.valueNode(file, c.recv));
        if (own.every((o) => h.objects[o]!.k === 'inst' || h.objects[o]!.k === 'fn')) return;
      }
      for (const a of c.args)
        for (const o of setOf(h, pt.valueNode(file, a))) if (h.objects[o]!.k === 'fn') out.add(h.objects[o]!.site);
    });
    return out;
  });
}

/** Whether the words of a program are written out, or the place is that of options or a callback. */
function isWritten(p: Program, at: At): boolean {
  return ['obj', 'fn'].includes(p.files[at.file]!.values[at.v]!.k) || wordsOf(p, at.file, at.v, 0) !== null;
}

type At = { readonly file: number; readonly v: ValueId };

/** The function (global id) whose parameter a value is; -1 for all others. */
function handedTo(p: Program, file: number, v: ValueId): number {
  const x = p.files[file]!.values[v]!;
  const b = x.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
  return b?.kind === 'param' && b.index !== undefined ? functionGid(p, file, b.f) : -1;
}

function isAsked(p: Program, at: At, words: At | null): boolean {
  const line = textOf(p, at.file, at.v, 0);
  if (line === null || line.startsWith(VALUE)) return false;
  const list = words === null ? null : wordsOf(p, words.file, words.v, 0);
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
