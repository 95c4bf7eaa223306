import * as v from 'valibot';
import { byCodeUnit } from '../text/order.ts';
import type { LibraryContexts } from './contexts.ts';
import type { LibraryEntry, OptionValue } from './libraries.ts';
import { libraryEntrySchema } from './library-schema.ts';
import { describeIssue, idOf, type Problem } from './problems.ts';
import { parseKind, parseProvenance } from './provenance.ts';

const WORDS: ReadonlySet<string> = new Set(['absent', 'empty', 'function', 'class', 'object', 'other', 'unknown']);

/**
 * Judges library entries, ours when the package is built and a user's when they are read: shape, provenances, option values and
 * version ranges that parse, kinds that exist, ids that are free, and the parts that a verdict needs. `contexts` own the kinds;
 * `known` are entries whose ids the judged ones may not take. Never throws; the problems are ordered by entry, then key.
 */
export function validateLibraries(
  entries: readonly unknown[],
  contexts: readonly LibraryContexts[],
  known: readonly LibraryEntry[] = [],
): readonly Problem[] {
  const problems: Problem[] = [];
  const kinds = new Map(contexts.map((entry) => [entry.id, new Set(Object.keys(entry.objects ?? {}))]));
  const ids = new Set(known.map((entry) => entry.id));
  for (const [place, entry] of entries.entries()) {
    const id = idOf(entry, place);
    const parsed = v.safeParse(libraryEntrySchema, entry);
    if (!parsed.success) {
      for (const issue of parsed.issues)
        problems.push({ entry: id, key: v.getDotPath(issue) ?? '', what: describeIssue(issue) });
      continue;
    }
    if (ids.has(id)) problems.push({ entry: id, key: 'id', what: 'this id is taken' });
    ids.add(id);
    problems.push(...judge(parsed.output, kinds));
  }
  return problems.sort(
    (a, b) => byCodeUnit(a.entry, b.entry) || byCodeUnit(a.key, b.key) || byCodeUnit(a.what, b.what),
  );
}

/** Everything beyond the shape. */
function judge(entry: LibraryEntry, kinds: ReadonlyMap<string, ReadonlySet<string>>): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (key: string, what: string) => problems.push({ entry: entry.id, key, what });
  const needsKind = (key: string, text: string) => {
    const parsed = parseKind(text);
    if (parsed === null || parsed.entry === null) return report(key, `\`${text}\` is no kind: write \`entry-id/name\``);
    if (kinds.get(parsed.entry)?.has(parsed.kind) !== true) report(key, `there is no object kind \`${text}\``);
  };
  const provenances = (key: string, list: readonly string[]) => {
    const seen = new Map<string, number>();
    for (const [index, text] of list.entries()) {
      const parsed = parseProvenance(text);
      if (parsed === null) {
        report(`${key}.${index}`, `\`${text}\` is no provenance: write \`[new ][@kind]\` and steps \`.name\`, \`()\``);
        continue;
      }
      if (parsed.start !== null)
        needsKind(
          `${key}.${index}`,
          parsed.start.entry === null ? parsed.start.kind : `${parsed.start.entry}/${parsed.start.kind}`,
        );
      const canonical = JSON.stringify(parsed);
      const first = seen.get(canonical);
      if (first !== undefined) report(`${key}.${index}`, `says the same as ${key}.${first}`);
      seen.set(canonical, index);
    }
  };

  const { use } = entry;
  if (use.form === 'call') provenances('use.callee', use.callee);
  if (use.form === 'given') provenances('use.value', use.value);
  if (entry.wrappers !== undefined) provenances('wrappers', entry.wrappers);
  if (use.form === 'property') {
    needsKind('use.on', use.on);
    if (use.but !== undefined) needsKind('use.but', use.but);
  }
  for (const [index, name] of entry.packages.entries()) {
    if (entry.packages.indexOf(name) !== index) report(`packages.${index}`, `\`${name}\` stands twice`);
  }
  if (entry.versions !== undefined && !isRange(entry.versions))
    report('versions', `\`${entry.versions}\` is no range: write \`<5\`, \`>=4 <6\`, \`^2.1\` or \`4 || 5\``);
  for (const [index, deciding] of (entry.decide ?? []).entries()) {
    const where = new Map<string, string>();
    for (const side of ['unsafe', 'safe'] as const) {
      for (const [at, value] of deciding[side].entries()) {
        const key = `decide.${index}.${side}.${at}`;
        const wrong = wrongValue(value);
        if (wrong !== null) report(key, wrong);
        const first = where.get(value);
        if (first !== undefined) report(key, `says the same as ${first}`);
        where.set(value, key);
      }
    }
  }
  if (entry.verdict === 'silent' && entry.reason === undefined) report('reason', 'a silent entry says why');
  if (entry.verdict === 'report' && entry.reason !== undefined && entry.decide === undefined)
    report('reason', 'an entry that always reports has no reason to be silent');
  if (entry.reason === 'backed' && entry.service === undefined) report('service', '`backed` names the service');
  return problems;
}

/** What is wrong with an option's value, or null. */
function wrongValue(value: OptionValue): string | null {
  if (value.startsWith('=')) return value === '=' ? '`=` needs the literal after it' : null;
  if (WORDS.has(value)) return null;
  const match = /^from (\(global\)|(?:node:|bun:)?@?[\w./*:-]+)(?: (.+))?$/.exec(value);
  if (match === null)
    return `\`${value}\` is no option value: write \`=text\`, \`from PACKAGE STEPS\` or one of ${[...WORDS].join(', ')}`;
  return match[2] === undefined || parseProvenance(match[2]) !== null ? null : `\`${match[2]}\` is no provenance`;
}

/** Ranges of versions as entries write them: comparisons and carets of one to three numbers, with spaces for and, `||` for or. */
function isRange(text: string): boolean {
  return text.split('||').every(
    (part) =>
      part.trim() !== '' &&
      part
        .trim()
        .split(/\s+/)
        .every((one) => /^(?:[<>]=?|\^|~)?\d+(?:\.\d+){0,2}$/.test(one)),
  );
}
