import type { ReportError, ReportFinding, ReportLimit, ReportProcess, ReportSilence } from '../report/report.ts';
import { byCodeUnit } from '../text/order.ts';
import { canonicalJson } from './digest.ts';

/** A comparison as `Array.prototype.sort` wants it. */
export type Compare<T> = (a: T, b: T) => number;

/**
 * Sorts by the keys given, then by the whole value's canonical JSON: a total order, so that equal content gives equal bytes whatever
 * the order in which it was found. Returns a new array.
 */
export function inOrder<T>(items: Iterable<T>, compare: Compare<T>): T[] {
  const decorated = Array.from(items, (item) => ({ item, json: '' }));
  decorated.sort((a, b) => {
    const byKeys = compare(a.item, b.item);
    if (byKeys !== 0) return byKeys;
    if (a.json === '') a.json = canonicalJson(a.item);
    if (b.json === '') b.json = canonicalJson(b.item);
    return byCodeUnit(a.json, b.json);
  });
  return decorated.map(({ item }) => item);
}

/** `inOrder` without repeats of equal items. */
export function inOrderOnce<T>(items: Iterable<T>, compare: Compare<T>): T[] {
  let last: string | undefined;
  return inOrder(items, compare).filter((item) => {
    const json = canonicalJson(item);
    const repeated = json === last;
    last = json;
    return !repeated;
  });
}

/** Nothing (the run as a whole) before files. */
function byFile(a: string | null, b: string | null): number {
  return byCodeUnit(a ?? '', b ?? '');
}

/** Findings by place, then rule and symbol. */
export const byFinding: Compare<ReportFinding> = (a, b) =>
  byCodeUnit(a.file, b.file) ||
  a.line - b.line ||
  a.column - b.column ||
  byCodeUnit(a.ruleId, b.ruleId) ||
  byCodeUnit(a.symbol, b.symbol) ||
  byCodeUnit(a.messageId, b.messageId);

export const bySilence: Compare<ReportSilence> = (a, b) =>
  byCodeUnit(a.file, b.file) || a.line - b.line || byCodeUnit(a.symbol, b.symbol) || byCodeUnit(a.reason, b.reason);

export const byProcess: Compare<ReportProcess> = (a, b) => byCodeUnit(a.name, b.name) || byCodeUnit(a.entry, b.entry);

export const bySkipped: Compare<{ readonly file: string; readonly reason: string }> = (a, b) =>
  byCodeUnit(a.file, b.file) || byCodeUnit(a.reason, b.reason);

export const byError: Compare<ReportError> = (a, b) =>
  byCodeUnit(a.stage, b.stage) || byFile(a.file, b.file) || byFile(a.rule, b.rule);

export const byLimit: Compare<ReportLimit> = (a, b) =>
  byCodeUnit(a.stage, b.stage) || byFile(a.file, b.file) || byFile(a.symbol, b.symbol);

export const byNote: Compare<{ readonly code: string; readonly file: string | null; readonly line: number | null }> = (
  a,
  b,
) => byCodeUnit(a.code, b.code) || byFile(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0);
