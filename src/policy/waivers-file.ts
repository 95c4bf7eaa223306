import { createRequire } from 'node:module';
import type { Node } from 'yaml';
import { nearest } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { joinPath } from '../paths/repo-path.ts';
import type { Waiver, WaiverTarget } from '../settle/waive.ts';
import { isCalendarDate } from '../text/calendar.ts';

const require = createRequire(import.meta.url);

/** The waivers of a folder and all below it. */
export const waiversNames = ['sharenothing.waivers.yaml', 'sharenothing.waivers.yml'] as const;

const required = ['reason', 'owner', 'approvedBy', 'created', 'expires'] as const;
const keys = ['fingerprint', 'rule', 'path', 'symbol', ...required, 'ticket'];

/**
 * Reads a waivers file: `waivers:` and a list. Each entry is judged by itself: what is wrong with one is said in its `problems`. `name`
 * is what errors call the file; paths in it start from the folder `dir`.
 * @throws ToolError `waivers-invalid` where the text is no such list at all
 */
export function readWaivers(text: string, name: string, dir: string, ruleIds: readonly string[]): Waiver[] {
  const { value, lineOf, lines } = parsed(text, name);
  if (value === null || value === '') return [];
  if (!isRecord(value)) throw invalid('it is no map with the key "waivers"', name);
  const other = Object.keys(value).find((key) => key !== 'waivers');
  if (other !== undefined) throw invalid(`there is no key "${other}"`, `${name}:${lineOf(other)}`);
  const list = value.waivers ?? [];
  if (list === '') return [];
  if (!Array.isArray(list)) throw invalid('"waivers" is no list', `${name}:${lineOf('waivers')}`);
  return list.map((entry: unknown, at) => ({ line: lines[at] ?? 1, ...readEntry(entry, dir, ruleIds) }));
}

type Parsed = {
  /** Maps, lists and texts: dates and numbers stay as they were written. */
  readonly value: unknown;
  /** 1-based line of a key of the top. */
  lineOf(key: string): number;
  /** 1-based lines of the elements of `waivers`. */
  readonly lines: readonly number[];
};

function parsed(text: string, name: string): Parsed {
  // Loaded where there are waivers, since most projects have none.
  const { isMap, isSeq, LineCounter, parseDocument }: typeof import('yaml') = require('yaml');
  const counter = new LineCounter();
  const at = (offset: number) => counter.linePos(offset).line;
  try {
    const document = parseDocument(text, {
      schema: 'failsafe',
      lineCounter: counter,
      prettyErrors: false,
      logLevel: 'silent',
    });
    const [first] = document.errors;
    if (first) throw invalid(`it is no YAML: ${first.message.split('\n')[0]}`, `${name}:${at(first.pos[0])}`);
    const top = isMap(document.contents) ? document.contents.items : [];
    const keyOf = (key: string) => top.find((pair) => String(pair.key) === key);
    const list = keyOf('waivers')?.value;
    return {
      // Aliases that multiply are refused.
      value: document.toJS({ maxAliasCount: 100 }),
      lineOf: (key) => at((keyOf(key)?.key as Node | undefined)?.range?.[0] ?? 0),
      lines: isSeq(list) ? list.items.map((item) => at((item as Node | null)?.range?.[0] ?? 0)) : [],
    };
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw invalid(error instanceof RangeError ? 'it nests too deeply' : (error as Error).message, name, error);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readEntry(entry: unknown, dir: string, ruleIds: readonly string[]): Omit<Waiver, 'line'> {
  const problems: string[] = [];
  const given = isRecord(entry) ? entry : {};
  for (const key of Object.keys(given))
    if (!keys.includes(key)) problems.push(`there is no key "${key}"${hint(key, keys)}`);
  const textOf = (key: string): string => {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (typeof value === 'string') return value.trim();
    if (value !== undefined && value !== null) problems.push(`"${key}" is no text`);
    return '';
  };
  const target = readTarget(textOf, dir, ruleIds, problems);
  const texts = Object.fromEntries([...required, 'ticket'].map((key) => [key, textOf(key)]));
  for (const key of required) if (texts[key] === '') problems.push(`it has no "${key}"`);
  for (const key of ['created', 'expires'])
    if (texts[key] !== '' && !isCalendarDate(texts[key]!))
      problems.push(`"${key}" is no day (${texts[key]}): write YYYY-MM-DD`);
  const { reason = '', owner = '', approvedBy = '', ticket = '', created = '', expires = '' } = texts;
  const wrong = isRecord(entry) ? problems : ['it is no map of keys and texts'];
  return { target, reason, owner, approvedBy, ticket, created, expires, problems: wrong };
}

function readTarget(
  textOf: (key: string) => string,
  dir: string,
  ruleIds: readonly string[],
  problems: string[],
): WaiverTarget | null {
  const [fingerprint, rule, path, symbol] = ['fingerprint', 'rule', 'path', 'symbol'].map(textOf) as [
    string,
    string,
    string,
    string,
  ];
  if (fingerprint !== '') {
    if (rule !== '' || path !== '' || symbol !== '') problems.push('it names a fingerprint and a place: one is enough');
    return { fingerprint };
  }
  const inside = joinPath(dir, path);
  if (rule === '' || path === '' || symbol === '')
    problems.push('it names neither a fingerprint nor rule, path and symbol');
  else if (inside === undefined) problems.push(`"path" leaves the repository (${path})`);
  else {
    if (!ruleIds.includes(rule)) problems.push(`there is no rule "${rule}"${hint(rule, ruleIds)}`);
    return { rule, path: inside, symbol };
  }
  return null;
}

function hint(word: string, known: readonly string[]): string {
  const [best] = word.length > 60 ? [] : nearest(word, known, 1);
  return best === undefined ? '' : ` (did you mean "${best}"?)`;
}

function invalid(what: string, where: string, cause?: unknown): ToolError {
  return new ToolError(
    {
      code: 'waivers-invalid',
      what: `the waivers cannot be used: ${what}`,
      where,
      fix: 'write a list of waivers below `waivers:`; `sharenothing waivers lint` checks it',
    },
    { cause },
  );
}
