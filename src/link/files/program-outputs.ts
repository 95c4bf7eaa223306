import { outputPrograms, shells } from '../../catalog/disk-programs.ts';
import { NONE } from '../../extract/facts.ts';
import { bindingGid, type Program } from '../program.ts';
import type { StartedCommand } from './child-programs.ts';
import { tidy } from './path-text.ts';
import type { PathValues } from './path-value.ts';
import { type Path, type Place, pathOf } from './place.ts';
import { type Part, shellWords, type Word, wordText } from './shell-words.ts';

/** A file that a started program is told to write. */
export type ProgramOutput = {
  readonly program: string;
  readonly path: Path;
  /** Where the path stands, if it is a value of its own. */
  readonly place: Place | null;
};

const MAX_DEPTH = 12;
const BY_NAME = new Map(outputPrograms.flatMap((row) => row.program.map((name) => [name, row] as const)));
const SHELLS = new Set(shells);
const GROWS = new Set(['push', 'unshift', 'splice']);
/** What runs the program that follows. */
const BEFORE = new Set(['sudo', 'env', 'nice', 'exec', 'time', 'command']);

/** The name of a program, without its folder. */
const bare = (word: string): string => word.replace(/^.*[/\\*]/, '').replace(/\.(cmd|exe|sh)$/, '');

/** Files that the command which is started is told to write: by an option, as its last word, by the shell that sends its output there. */
export function outputsOf(p: Program, paths: PathValues, start: StartedCommand): readonly ProgramOutput[] {
  const line = start.line ?? partsOf(start.first, 0);
  if (start.form === 'line' || start.second === null) return ofLine(shellWords(line));
  const list = listAt(start.second, 0);
  // `spawn(line, { shell: true })`
  if (!list) return p.files[start.second.file]!.values[start.second.v]!.k === 'obj' ? ofLine(shellWords(line)) : [];
  const items = list.items.map((parts): Word => ({ parts, mark: '' }));
  // `spawn(line, [], { shell: true })`
  if (items.length === 0) return list.whole ? ofLine(shellWords(line)) : [];
  const program = bare(line.map((x) => (typeof x === 'string' ? x : '*')).join(''));
  if (SHELLS.has(program)) {
    const at = items.findIndex((x) => /^-[a-z]*c$/.test(wordText(x)));
    return at < 0 || !items[at + 1] ? [] : ofLine(shellWords(items[at + 1]!.parts));
  }
  return ofProgram(program, items, list.whole);

  function ofLine(words: readonly Word[]): ProgramOutput[] {
    const out: ProgramOutput[] = [];
    let own: Word[] = [];
    let target: Word | null = null;
    const end = () => {
      let i = 0;
      for (let runs = false; i < own.length; i++) {
        const text = wordText(own[i]!);
        if (BEFORE.has(text)) runs = true;
        else if (!/^[A-Z_]+=/.test(text) && !(runs && text.startsWith('-'))) break;
      }
      const first = own[i];
      if (first) {
        const program = bare(wordText(first));
        if (target) add(out, program, target.parts);
        else out.push(...ofProgram(program, own.slice(i + 1), true));
      }
      own = [];
      target = null;
    };
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      if (word.mark === '|') end();
      else if (word.mark === '') own.push(word);
      else {
        const next = words[i + 1];
        if (next && next.mark === '') {
          i++;
          if (word.mark === '>' && !wordText(next).startsWith('&')) target = next;
        }
      }
    }
    end();
    return out;
  }

  function ofProgram(program: string, args: readonly Word[], whole: boolean): ProgramOutput[] {
    const row = BY_NAME.get(program);
    if (!row) return [];
    const out: ProgramOutput[] = [];
    if (row.copies) for (const word of args) add(out, program, copiedTo(word.parts));
    const writes = !row.with || args.some((word) => row.with!.includes(wordText(word)));
    args.forEach((word, i) => {
      const text = wordText(word);
      if (row.bundle !== undefined && i === 0 && isBundle(text, row.bundle) && args[1])
        add(out, program, args[1].parts);
      if (!writes) return;
      const named = row.option?.find((x) => text === x || text.startsWith(`${x}=`));
      if (named === undefined) return;
      if (text !== named) add(out, program, behind(word.parts, named.length + 1));
      else if (args[i + 1]) add(out, program, args[i + 1]!.parts);
    });
    const words = args.filter((word) => !wordText(word).startsWith('-'));
    // Of one word alone, it is what is read.
    if (row.word === 'last' && whole && words.length > 1 && words.at(-1) === args.at(-1))
      add(out, program, args.at(-1)!.parts);
    if (row.word === 'first' && whole && words.length > 0) add(out, program, words[0]!.parts);
    return out;
  }

  function add(out: ProgramOutput[], program: string, parts: readonly Part[]): void {
    const text = parts.map((x) => (typeof x === 'string' ? x : '*')).join('');
    // Devices, and what is sent on.
    if (text === '' || text.startsWith('-') || /^\/dev\/|^pipe:|:\/\/|^[A-Za-z]\w*:[^/]|:-$|[?%]/.test(text)) return;
    // What another machine is given.
    if (BY_NAME.get(program)?.remote && /^(?:[\w.*-]+@)?[\w.*-]{2,}:/.test(text)) return;
    const only = parts.length === 1 && typeof parts[0] !== 'string' ? parts[0]! : null;
    const path = only
      ? paths.of(only)
      : pathOf(
          tidy(
            parts.flatMap((x, i) => {
              if (typeof x === 'string') return [x];
              const { pieces } = paths.of(x);
              const [first] = pieces;
              return i > 0 && typeof first === 'string' ? [first.replace(/^cwd:\/?/, ''), ...pieces.slice(1)] : pieces;
            }),
          ),
        );
    if (/^pipe:|:\/\/|^cwd:\/(-|pipe:)/.test(path.key) || path.key === '') return;
    out.push({ program, path, place: only });
  }

  /** What a text is made of, through variables, templates, sums and joined lists. */
  function partsOf(at: Place, depth: number): Part[] {
    if (at.v === NONE || depth > MAX_DEPTH) return [at];
    const x = p.files[at.file]!.values[at.v]!;
    if (x.k === 'lit') return x.v === null ? [at] : [String(x.v)];
    if (x.k === 'as' || x.k === 'await' || x.k === 'narrow') return partsOf({ ...at, v: x.v }, depth + 1);
    if (x.k === 'op' && (x.op === 'template' || x.op === '+'))
      return x.of.flatMap((v) => partsOf({ ...at, v }, depth + 1));
    if (x.k === 'bind') {
      const next = behindName(at, x.b);
      if (next) {
        const y = p.files[next.file]!.values[next.v]!;
        if (['lit', 'op', 'bind', 'as', 'call'].includes(y.k)) {
          const parts = partsOf(next, depth + 1);
          // A value that is known no better keeps the name under which it is removed.
          if (parts.length !== 1 || typeof parts[0] === 'string') return parts;
        }
      }
    }
    if (x.k === 'call') {
      const c = p.files[at.file]!.calls[x.c]!;
      const callee = p.files[at.file]!.values[c.callee]!;
      const by = c.args[0] === undefined ? null : p.files[at.file]!.values[c.args[0]]!;
      if (callee.k === 'prop' && callee.p === 'join' && c.recv !== NONE && by?.k === 'lit' && by.v === ' ') {
        const list = listAt({ ...at, v: c.recv }, depth + 1);
        if (list?.whole) return list.items.flatMap((parts, i) => (i > 0 ? [' ', ...parts] : parts));
      }
    }
    const { pieces } = paths.of(at);
    return pieces.length > 0 && pieces.every((y) => typeof y === 'string')
      ? [pieces.join('').replace(/^cwd:\/?/, '')]
      : [at];
  }

  function behindName(at: Place, b: number): Place | null {
    const given = at.env?.get(bindingGid(p, at.file, b));
    if (given) return given;
    const binding = p.files[at.file]!.bindings[b]!;
    return binding.imp || binding.kind === 'param' || binding.defs.length !== 1 || binding.defs[0] === NONE
      ? null
      : { ...at, v: binding.defs[0]! };
  }

  /** The items of a list that is written out; `whole`: nothing is spread into it or pushed onto it. */
  function listAt(at: Place, depth: number): { readonly items: readonly Part[][]; readonly whole: boolean } | null {
    if (at.v === NONE || depth > MAX_DEPTH) return null;
    const f = p.files[at.file]!;
    const x = f.values[at.v]!;
    if (x.k === 'as' || x.k === 'narrow') return listAt({ ...at, v: x.v }, depth + 1);
    if (x.k === 'bind') {
      const next = behindName(at, x.b);
      const list = next && listAt(next, depth + 1);
      if (!list) return null;
      const grows = f.calls.some((c) => {
        if (!c || c.recv === NONE) return false;
        const recv = f.values[c.recv]!;
        const callee = f.values[c.callee]!;
        return recv.k === 'bind' && recv.b === x.b && callee.k === 'prop' && GROWS.has(callee.p);
      });
      return { ...list, whole: list.whole && !grows };
    }
    if (x.k !== 'arr') return null;
    return { items: x.items.map((v) => partsOf({ ...at, v }, depth + 1)), whole: x.spreads.length === 0 };
  }
}

/** Letters in one word, the last of which takes the next word: `-czf`, `czf`. */
const isBundle = (text: string, letter: string): boolean => /^-?[A-Za-z]+f$/.test(text) && text.includes(letter);

/** The file to which `\copy` of psql sends rows: what follows the last `to` in quotes. */
function copiedTo(parts: readonly Part[]): readonly Part[] {
  const out: Part[] = [];
  let before = '';
  let quote = '';
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (quote !== '') out.push(part);
      before += '*';
      continue;
    }
    let text = '';
    for (const c of part) {
      if (quote !== '') {
        if (c === quote) return text === '' ? out : [...out, text];
        text += c;
      } else if ((c === "'" || c === '"') && /\\copy\b/i.test(before) && /\bto\s$/i.test(before.slice(-4))) quote = c;
      else before += c;
    }
    if (text !== '') out.push(text);
  }
  return [];
}

/** What follows the first `n` characters of a word that starts with as many of text. */
function behind(parts: readonly Part[], n: number): readonly Part[] {
  const [first, ...rest] = parts;
  if (typeof first !== 'string') return parts;
  return first.length > n ? [first.slice(n), ...rest] : rest;
}
