import type { ConfigSeverity } from '../config/config.ts';
import { presetNames, presetPrefix } from '../config/presets.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { isCalendarDate } from '../text/calendar.ts';
import { MAX_CONCURRENCY } from '../workers/choose.ts';

/** A parser for an option that takes one of a few words. `written` is how the user wrote it, for the error. */
export function oneOf<const T extends string>(
  option: string,
  choices: readonly T[],
  written = (given: string) => `${option} ${given}`,
): (given: string) => T {
  return (given) => {
    const found = choices.find((choice) => choice === given);
    if (found !== undefined) return found;
    throw new ToolError({
      code: 'bad-value',
      what: `${option} does not take "${given}"`,
      where: written(given),
      fix: `${didYouMean(given, choices, 1)}${option} takes ${listed(choices, 'or')}`,
    });
  };
}

/** A parser for an option that takes a whole number from 0 on. */
export function wholeNumber(option: string): (given: string) => number {
  return (given) => {
    if (/^\d{1,9}$/.test(given)) return Number(given);
    throw new ToolError({
      code: 'bad-value',
      what: `${option} does not take "${given}"`,
      where: `${option} ${given}`,
      fix: `write a whole number, for instance ${option} 10`,
    });
  };
}

/** How many threads `--concurrency` asks for. */
export function threadCount(given: string): number {
  const count = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (count >= 1 && count <= MAX_CONCURRENCY) return count;
  throw new ToolError({
    code: 'bad-value',
    what: `--concurrency does not take "${given}"`,
    where: `--concurrency ${given}`,
    fix: `write a whole number from 1 to ${MAX_CONCURRENCY}, for instance --concurrency 2`,
  });
}

/** `YYYY-MM-DD` that is a day of the calendar. */
export function calendarDate(given: string): string {
  if (isCalendarDate(given)) return given;
  throw new ToolError({
    code: 'bad-date',
    what: `"${given}" is no date`,
    where: `--now ${given}`,
    fix: 'write a day as YYYY-MM-DD, for instance --now 2026-01-31',
  });
}

/** A report that is to be written: `path` is null for standard output. */
export type Output = { readonly format: string; readonly path: string | null };

/**
 * `NAME` or `NAME:PATH`, collected over the repetitions of `--format`. The first colon ends the name, so that Windows paths
 * may follow.
 */
export function formatOutput(names: readonly string[], aliases: ReadonlyMap<string, string>) {
  return (given: string, earlier: readonly Output[] = []): Output[] => {
    const colon = given.indexOf(':');
    const name = colon < 0 ? given : given.slice(0, colon);
    const path = colon < 0 ? null : given.slice(colon + 1);
    const format = aliases.get(name) ?? name;
    if (!names.includes(format)) {
      throw new ToolError({
        code: 'unknown-format',
        what: `there is no report format "${name}"`,
        where: `--format ${given}`,
        fix: `${didYouMean(name, names, 1)}formats are ${listed(names)}`,
      });
    }
    if (path === '') {
      throw new ToolError({
        code: 'bad-value',
        what: `--format ${given} names no file after the colon`,
        where: `--format ${given}`,
        fix: `write --format ${name} for standard output, or --format ${name}:FILE`,
      });
    }
    return [...earlier, { format, path }];
  };
}

export const pageFormats = ['pretty', 'markdown', 'json'] as const;
export const failLevels = ['error', 'warning', 'info', 'never'] as const;
export const confidences = ['low', 'medium', 'high'] as const;
const severities = ['error', 'warning', 'info', 'off', 'default'] as const;

/** `ID=SEVERITY`, collected over the repetitions of `--rule`. Whether the rule exists is told when the rules are loaded. */
export function ruleSetting(
  given: string,
  earlier: readonly { readonly id: string; readonly severity: ConfigSeverity }[] = [],
) {
  const [id = '', severity, ...rest] = given.split('=');
  if (id === '' || severity === undefined || rest.length > 0) {
    throw new ToolError({
      code: 'bad-value',
      what: `--rule does not take "${given}"`,
      where: `--rule ${given}`,
      fix: 'write a rule and a severity with = between them, for instance --rule module-state=warning',
    });
  }
  return [...earlier, { id, severity: oneOf(`--rule ${id}`, severities, () => `--rule ${given}`)(severity) }];
}

/** A name, or several with commas between them, collected over repetitions. */
export function eachOf(given: string, earlier: readonly string[] = []): string[] {
  return [...earlier, ...given.split(',').map((name) => name.trim())].filter((name) => name !== '');
}

/** The name of a preset, with or without its prefix. */
export function presetName(given: string): string {
  const name = given.startsWith(presetPrefix) ? given.slice(presetPrefix.length) : given;
  return oneOf('--preset', presetNames)(name);
}

/** `a, b and c`, or `a, b or c` */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
