import { type DiskProgram, diskPrograms, starters } from '../../catalog/disk-programs.ts';
import { NONE, type ValueId } from '../../extract/facts.ts';
import type { Points } from '../points.ts';
import { callGid } from '../program.ts';
import { externalCallees } from './file-calls.ts';
import type { FileRows } from './file-rows.ts';
import type { PathValues } from './path-value.ts';
import type { Path, Place } from './place.ts';
import { outputsOf } from './program-outputs.ts';
import type { Part } from './shell-words.ts';
import type { Sites } from './sites.ts';

/** A program that leaves something on the disk, and the call that starts it. */
export type ProgramStart = {
  /** The call that names the command: the starter, or that of a function which is handed the command. */
  readonly call: number;
  readonly starter: number;
  /** Program and subcommand: `npm install`. */
  readonly command: string;
  readonly row: DiskProgram;
  /** Arguments and the working folder, one of which may be removed again. */
  readonly places: readonly Place[];
  /** The file that it is told to write, where an argument says it. */
  readonly output: Path | null;
};

/** Arguments of a program that are looked at. */
const MAX_ITEMS = 16;

/** A command that is started: its words as far as they are known, `*` for the rest. */
export type StartedCommand = Pick<ProgramStart, 'call' | 'starter'> & {
  readonly words: readonly string[];
  /** The line, or the program and its list of arguments. */
  readonly form: 'line' | 'list';
  readonly first: Place;
  readonly second: Place | null;
  /** The line of a template, whose values are words or parts of words. */
  readonly line?: readonly Part[];
  /** Arguments and the working folder. */
  readonly places: () => readonly Place[];
};

/** All starts of programs that leave something lasting. */
export function findProgramStarts(
  pt: Points,
  loaded: ReadonlySet<number>,
  rows: FileRows,
  paths: PathValues,
  sites: Sites,
): readonly ProgramStart[] {
  return findCommands(pt, loaded, rows, paths, sites).flatMap((start): ProgramStart[] => {
    const { call, starter, words, places } = start;
    const row = diskPrograms.find((x) => fits(x, words));
    if (row) return [{ call, starter, command: commandOf(row, words), row, places: places(), output: null }];
    return outputsOf(pt.p, paths, start).map(({ program, path, place }) => ({
      ...{ call, starter, command: program, output: path, places: place ? [place] : [] },
      row: { program: [program], leaves: 'a file', severity: 'error' },
    }));
  });
}

/** All starts of programs in the loaded code. Commands are followed through constants, lists and parameters. */
export function findCommands(
  pt: Points,
  loaded: ReadonlySet<number>,
  rows: FileRows,
  paths: PathValues,
  sites: Sites,
): readonly StartedCommand[] {
  const { p } = pt;
  const forms = new Map<string, 'line' | 'list' | 'template'>();
  for (const x of starters)
    for (const pkg of x.packages)
      for (const callee of x.callee) forms.set(`${pkg}|${callee === '.default' ? '' : callee}`, x.form);
  const out: StartedCommand[] = [];
  for (const file of [...loaded].sort((a, b) => a - b)) {
    p.files[file]!.calls.forEach((c, id) => {
      if (!c || c.f === NONE || c.args.length === 0) return;
      const gid = callGid(p, file, id);
      let form: 'line' | 'list' | 'template' | undefined;
      if ((pt.externals.get(gid)?.length ?? 0) === 0) return;
      for (const e of externalCallees(pt, gid)) {
        const { pkg, steps } = rows.provenance(e);
        form ??= forms.get(`${pkg}|${steps.replace(/^\.default/, '')}`);
      }
      if (!form) return;
      if (form === 'template') {
        out.push(...ofTemplate(file, id));
        return;
      }
      const first: Place = { file, v: c.args[0]!, env: null };
      const list: Place | null = form === 'list' && c.args[1] !== undefined ? { file, v: c.args[1], env: null } : null;
      for (const { call, env } of handedIn(gid, first, list)) {
        const [program, second] = [{ ...first, env }, list && { ...list, env }];
        const words = [...wordsOf(paths.of(program)), ...(second ? listOf(second) : [])];
        const places = () => [
          ...(second ? itemsOf(second) : []),
          ...workingFolders({ file, v: c.args[c.args.length - 1]!, env }),
        ];
        out.push({ call, starter: gid, words, places, form, first: program, second });
      }
    });
  }
  return out;

  /** `$`cp ${from} ${to}``: the values stand where the text has a mark. */
  function ofTemplate(file: number, id: number): StartedCommand[] {
    const gid = callGid(p, file, id);
    const c = p.files[file]!.calls[id]!;
    const [text, ...values] = c.args;
    const lit = text === undefined ? undefined : p.files[file]!.values[text]!;
    if (c.kind !== 'tag' || lit?.k !== 'lit') return [];
    const pieces = String(lit.v).split('?');
    // A mark that the program wrote itself is not told from one of these.
    if (pieces.length !== values.length + 1) return [];
    const last: Place = { file, v: values.at(-1) ?? text!, env: null };
    return sites.all(gid, last).map((site) => {
      const at = (v: ValueId): Place => ({ file, v, env: site.path.env });
      const line = pieces.flatMap((piece, i): Part[] => (i > 0 ? [at(values[i - 1]!), piece] : [piece]));
      const words = line.flatMap((x) =>
        typeof x === 'string' ? x.split(/\s+/).filter((y) => y !== '') : wordsOf(paths.of(x)),
      );
      return {
        ...{ call: site.call, starter: gid, words, form: 'line', first: at(text!), second: null, line },
        places: () => line.flatMap((x) => (typeof x === 'string' ? [] : [x])),
      };
    });
  }
  /** Where the command is named: at the starter, or where a function is handed the program, or its list of arguments: `git(['clone', url])`. */
  function handedIn(
    gid: number,
    first: Place,
    list: Place | null,
  ): { readonly call: number; readonly env: Place['env'] }[] {
    let found = sites.all(gid, first);
    // Where the program alone says what it leaves, whoever gives it words says no more.
    const isOpen = (): boolean => !diskPrograms.some((row) => fits(row, wordsOf(paths.of(first))));
    if (list && found.length === 1 && found[0]!.call === gid && isOpen()) found = sites.all(gid, list);
    return found.map(({ call, path }) => ({ call, env: path.env }));
  }
  function itemsOf(at: Place): Place[] {
    const items: Place[] = [];
    for (let i = 0; i < MAX_ITEMS; i++) {
      const item = paths.member(at, String(i));
      if (!item) break;
      items.push(item);
    }
    return items;
  }
  function workingFolders(options: Place): Place[] {
    const cwd = paths.member(options, 'cwd');
    return cwd ? [cwd] : [];
  }
  /** The words of an argument list that are known. */
  function listOf(at: Place): string[] {
    const words = itemsOf(at).flatMap((item) => wordsOf(paths.of(item)).slice(0, 2));
    if (words.length > 0) return words;
    return paths.elements(at).flatMap((x) => wordsOf(x).slice(0, 1));
  }
}

/** Words of a text; what is not known is `*`. */
function wordsOf(path: Path): string[] {
  const text = path.pieces
    .map((x) =>
      typeof x === 'string'
        ? x
        : x.alternatives
          ? (x.alternatives.map((y) => wordsOf(y).join(' ')).find((t) => t !== '*') ?? '*')
          : '*',
    )
    .join('')
    .replace(/^cwd:\/?/, '');
  return text.split(/\s+/).filter((x) => x !== '');
}

const bare = (word: string): string =>
  word
    .replace(/^.*\//, '')
    .replace(/\.(cmd|exe|sh)$/, '')
    .replace(/^["']|["']$/g, '')
    // The script behind the command: `node npm-cli.js install`.
    .replace(/^(c?npm|pnpm|yarn)(?:-cli)?\.c?js$/, '$1');

/** Whether one of the commands of a line is that program with that subcommand. */
function fits(row: DiskProgram, words: readonly string[]): boolean {
  return words.some((word, i) => {
    if (!row.program.includes(bare(word)) || !startsCommand(words, i)) return false;
    if (!row.subcommand) return true;
    const next = words.slice(i + 1).find((x) => !x.startsWith('-') && x !== '*');
    return next !== undefined && row.subcommand.includes(next);
  });
}

/** First word of the line, or after what joins commands and what runs others. */
const startsCommand = (words: readonly string[], i: number): boolean =>
  i === 0 ||
  words.slice(Math.max(0, i - 4), i).some((x) => /^(&&|;|\|\||sudo|env|-c|nice|timeout)$/.test(x)) ||
  words[i - 1]!.includes('=') ||
  bare(words[i - 1]!) === 'node' ||
  words.slice(0, i).every((x) => x === '*' || x.endsWith(';'));

function commandOf(row: DiskProgram, words: readonly string[]): string {
  const i = words.findIndex((x) => row.program.includes(bare(x)));
  const sub = words.slice(i + 1).find((x) => row.subcommand?.includes(x));
  return sub === undefined ? bare(words[i]!) : `${bare(words[i]!)} ${sub}`;
}
