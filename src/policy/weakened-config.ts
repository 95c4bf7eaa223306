import type { ConfigSeverity } from '../config/config.ts';
import type { EffectiveConfig, Setting } from '../config/effective.ts';
import { ignoredBy, severityOf } from '../config/resolve.ts';
import type { Process } from '../discover/workspace.ts';
import { SEVERITIES } from '../report/severities.ts';
import type { Rule } from '../rules/rule.ts';
import { digestOf } from '../settle/digest.ts';
import type { Weakening } from '../settle/policy-findings.ts';

/**
 * What a change takes from the configuration: for each of the files (repository-relative) that are analysed, what counts for less or is
 * not looked at any more; levels and settings of the whole run; processes and libraries. `before` and `now` are the effective
 * configurations of base and change, so that it does not matter how either is written.
 */
export function weakenedConfig(
  before: EffectiveConfig,
  now: EffectiveConfig,
  files: readonly string[],
  rules: readonly Rule[],
): Weakening[] {
  if (before.digest === now.digest && before.strict === now.strict) return [];
  return [
    ...weakenedRules(before, now, files, rules),
    ...newlyIgnored(before, now, files),
    ...weakenedSettings(before, now),
    ...weakenedProcesses(before.processes, now.processes, new Set(files)),
    ...alteredLibraries(before, now),
  ];
}

/** `file:line` of a setting, or of the one that was there before; undefined where neither is in a file. */
function placeOf(...settings: readonly string[]): { file: string; line: number } | undefined {
  for (const from of settings) {
    const [, file, line] = /^(.+):(\d+)$/.exec(from) ?? [];
    if (file !== undefined && !file.startsWith('sharenothing')) return { file, line: Number(line) };
    // Code has no lines.
    if (/\.[cm]?[jt]s$/.test(from)) return { file: from, line: 1 };
  }
  return undefined;
}

function weakenedRules(
  before: EffectiveConfig,
  now: EffectiveConfig,
  files: readonly string[],
  rules: readonly Rule[],
): Weakening[] {
  type Group = {
    readonly was: Setting<ConfigSeverity>;
    readonly is: Setting<ConfigSeverity>;
    readonly files: string[];
  };
  const groups = new Map<string, Group & { readonly id: string }>();
  for (const rule of rules) {
    for (const file of files) {
      const was = severityOf(before, rule.id, file);
      const is = severityOf(now, rule.id, file);
      if (was.value === is.value || ignoredBy(before, file) || !isWeaker(rule, was.value, is.value)) continue;
      const key = [rule.id, was.value, is.value, is.from].join('\0');
      const group = groups.get(key) ?? { id: rule.id, was, is, files: [] };
      groups.set(key, group);
      group.files.push(file);
    }
  }
  return [...groups.values()].flatMap(({ id, was, is, files: own }) => {
    const place = placeOf(is.from, was.from);
    const data = { before: severityWord(was.value), now: severityWord(is.value), files: someOf(own, files.length) };
    return place ? [{ messageId: 'severity', symbol: id, data, ...place }] : [];
  });
}

/** Whether any message of a rule counts for less. */
function isWeaker({ messages }: Rule, was: ConfigSeverity, is: ConfigSeverity): boolean {
  const rank = (setting: ConfigSeverity, own: (typeof SEVERITIES)[number]) => {
    if (setting === 'off') return SEVERITIES.length;
    return SEVERITIES.indexOf(setting === 'default' ? own : setting);
  };
  return Object.values(messages).some(({ severity }) => rank(is, severity) > rank(was, severity));
}

function severityWord(value: ConfigSeverity): string {
  return value === 'default' ? 'what its messages say' : value;
}

function newlyIgnored(before: EffectiveConfig, now: EffectiveConfig, files: readonly string[]): Weakening[] {
  const groups = new Map<string, { readonly pattern: string; readonly from: string; readonly files: string[] }>();
  for (const file of files) {
    const is = ignoredBy(now, file);
    if (!is || ignoredBy(before, file)) continue;
    const key = `${is.pattern}\0${is.from}`;
    const group = groups.get(key) ?? { pattern: is.pattern, from: is.from, files: [] };
    groups.set(key, group);
    group.files.push(file);
  }
  return [...groups.values()].flatMap(({ pattern, from, files: own }) => {
    const place = placeOf(from);
    const data = { files: someOf(own, files.length) };
    return place ? [{ messageId: 'ignored', symbol: pattern, data, ...place }] : [];
  });
}

function weakenedSettings(before: EffectiveConfig, now: EffectiveConfig): Weakening[] {
  const levels = ['info', 'warning', 'error', 'never'];
  const confidences = ['low', 'medium', 'high'];
  const settings = [
    { symbol: 'failOn', was: before.failOn, is: now.failOn, order: levels },
    { symbol: 'confidence', was: before.confidence, is: now.confidence, order: confidences },
  ];
  const found: Weakening[] = settings.flatMap(({ symbol, was, is, order }): Weakening[] => {
    const place = placeOf(is.from, was.from);
    if (!place || order.indexOf(is.value) <= order.indexOf(was.value)) return [];
    return [{ messageId: 'setting', symbol, data: { before: was.value, now: is.value }, ...place }];
  });
  const longer = placeOf(now.maxWaiverDays.from, before.maxWaiverDays.from);
  if (longer && now.maxWaiverDays.value > before.maxWaiverDays.value) {
    const data = { before: String(before.maxWaiverDays.value), now: String(now.maxWaiverDays.value) };
    found.push({ messageId: 'setting', symbol: 'maxWaiverDays', data, ...longer });
  }
  const days = [before.maxWaiverDays, now.maxWaiverDays] as const;
  const place = placeOf(days[1].from, days[0].from);
  if (place && days[1].value > days[0].value) {
    const data = { before: String(days[0].value), now: String(days[1].value) };
    found.push({ messageId: 'setting', symbol: 'maxWaiverDays', data, ...place });
  }
  const file = now.scopes[0]?.file ?? before.scopes[0]?.file ?? null;
  if (!before.strict || now.strict || file === null) return found;
  const data = { before: 'sharenothing:strict', now: 'sharenothing:recommended' };
  return [...found, { messageId: 'setting', symbol: 'extends', data, file, line: 1 }];
}

const lasting: ReadonlySet<string> = new Set(['server', 'worker']);

/** Servers and workers that are there but no longer declared, or are declared as something that is judged more mildly. */
function weakenedProcesses(
  before: readonly Process[],
  now: readonly Process[],
  files: ReadonlySet<string>,
): Weakening[] {
  const kindOf = (list: readonly Process[], entry: string) => list.find((one) => one.entry === entry)?.kind;
  const gone = before
    .filter(({ entry, kind }) => lasting.has(kind) && files.has(entry) && kindOf(now, entry) === undefined)
    .map(({ entry, kind, evidence }) => ({ entry, was: `a ${kind}`, is: 'not declared', evidence }));
  const milder = now
    .filter(({ entry, kind }) => !lasting.has(kind) && kindOf(before, entry) !== kind)
    .map(({ entry, kind, evidence }) => {
      const was = kindOf(before, entry);
      return { entry, was: was === undefined ? 'not declared' : `a ${was}`, is: `a ${kind}`, evidence };
    });
  return [...gone, ...milder].map(({ entry, was, is, evidence }) => ({
    messageId: 'process',
    symbol: entry,
    data: { before: was, now: is },
    file: evidence.file,
    line: evidence.line,
  }));
}

function alteredLibraries(before: EffectiveConfig, now: EffectiveConfig): Weakening[] {
  const key = ({ value }: EffectiveConfig['libraries'][number]) => digestOf(value);
  const known = new Set(before.libraries.map(key));
  const kept = new Set(now.libraries.map(key));
  const altered = [
    ...now.libraries.filter((one) => !known.has(key(one))),
    ...before.libraries.filter(
      (one) => !kept.has(key(one)) && !now.libraries.some(({ value }) => value.id === one.value.id),
    ),
  ];
  return altered.flatMap(({ value, from }) => {
    const place = placeOf(from);
    return place ? [{ messageId: 'library', symbol: value.id, data: {}, ...place }] : [];
  });
}

function someOf(files: readonly string[], all: number): string {
  if (files.length === all) return 'every file';
  return files.length === 1 ? `\`${files[0]}\`` : `${files.length} files, such as \`${files[0]}\``;
}
