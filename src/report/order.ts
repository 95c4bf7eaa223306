import { byCodeUnit } from '../text/order.ts';
import { orderFields } from './fields.ts';
import type { Report, ReportError, ReportFinding, ReportLimit, ReportProcess, ReportSilence } from './report.ts';

/** A comparison as `Array.prototype.sort` wants it. */
export type Compare<T> = (a: T, b: T) => number;

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

/**
 * The report with every list whose order says nothing in the one order of reports, and every object's fields too: formats give the
 * same bytes however the report was put together. Traces, rules and processes keep their order, which says something.
 */
export function inReportOrder(report: Report): Report {
  const ordered = orderFields(report);
  return {
    ...ordered,
    projects: sorted(
      ordered.projects.map((project) => ({ ...project, skipped: sorted(project.skipped, bySkipped) })),
      (a, b) => byCodeUnit(a.root, b.root),
    ),
    findings: sorted(ordered.findings, byFinding),
    silences: sorted(ordered.silences, bySilence),
    suppressed: sorted(ordered.suppressed, byFinding),
    limits: sorted(ordered.limits, byLimit),
    errors: sorted(ordered.errors, byError),
    notes: sorted(ordered.notes, byNote),
  };
}

/** By the keys given, then by content. */
function sorted<T>(items: readonly T[], compare: Compare<T>): T[] {
  return [...items].sort((a, b) => compare(a, b) || byCodeUnit(JSON.stringify(a), JSON.stringify(b)));
}
