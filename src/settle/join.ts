import { posix } from 'node:path';
import { orderFields } from '../report/fields.ts';
import type { Report, ReportFinding, ReportProject, ReportRule } from '../report/report.ts';
import { countFindings } from '../report/summary.ts';
import { byCodeUnit } from '../text/order.ts';
import { digestOf } from './digest.ts';
import { byError, byFinding, byLimit, byNote, bySilence, inOrderOnce } from './order.ts';

/** The report of one folder, and that folder's path from the common one. */
export type ReportPart = { readonly prefix: string; readonly report: Report };

/**
 * Joins the reports of several folders of one run into one, whose paths start from a folder that holds them all. `root` is that
 * folder's path from the repository's root. One part alone comes back as it is.
 */
export function joinReports(parts: readonly ReportPart[], root: string): Report {
  const [first] = parts;
  if (!first) throw new RangeError('there is no report to join');
  if (parts.length === 1 && first.prefix === '') return first.report;
  const placed = parts.map(({ prefix, report }) => withPrefix(report, prefix));
  const same = <T>(values: readonly T[]): T | null =>
    values.every((value) => value === values[0]) ? values[0]! : null;
  const digest = (key: 'configDigest' | 'policyDigest' | 'inputsDigest') =>
    same(placed.map(({ run }) => run[key])) ?? digestOf(placed.map(({ run }, at) => [parts[at]!.prefix, run[key]]));
  const dirty = placed.map(({ run }) => run.dirty);
  const all = <T>(list: (report: Report) => readonly T[]) => placed.flatMap(list);
  const sum = (count: (report: Report) => number) => placed.reduce((total, report) => total + count(report), 0);
  const { report } = first;
  // What names no file and is the same in two folders, such as a fault of a stage, is told once.
  const errors = inOrderOnce(
    all((one) => one.errors),
    byError,
  );
  const findings = inOrderOnce(
    all((one) => one.findings),
    byFinding,
  );
  const suppressed = inOrderOnce(
    all((one) => one.suppressed),
    byFinding,
  );
  return orderFields({
    version: report.version,
    tool: report.tool,
    run: {
      ...report.run,
      root,
      commit: same(placed.map(({ run }) => run.commit)),
      dirty: dirty.includes(null) ? null : dirty.includes(true),
      configDigest: digest('configDigest'),
      policyDigest: digest('policyDigest'),
      inputsDigest: digest('inputsDigest'),
      configFiles: [...new Set(all(({ run }) => run.configFiles))].sort(byCodeUnit),
    },
    rules: joinRules(placed),
    projects: all(({ projects }) => projects).sort((a, b) => byCodeUnit(a.root, b.root)),
    findings,
    silences: inOrderOnce(
      all(({ silences }) => silences),
      bySilence,
    ),
    suppressed,
    limits: inOrderOnce(
      all(({ limits }) => limits),
      byLimit,
    ),
    errors,
    notes: inOrderOnce(
      all(({ notes }) => notes),
      byNote,
    ),
    summary: {
      filesAnalysed: sum(({ summary }) => summary.filesAnalysed),
      filesSkipped: sum(({ summary }) => summary.filesSkipped),
      ...countFindings(findings, suppressed),
      silences: sum(({ summary }) => summary.silences),
      errors: errors.length,
    },
    timing: joinTimings(placed),
  });
}

/** Where folders configure a rule differently, the list of rules cannot name one severity: each finding has its own. */
function joinRules(reports: readonly Report[]): ReportRule[] {
  return reports[0]!.rules.map((rule) => {
    const others = reports.map(({ rules }) => rules.find(({ id }) => id === rule.id));
    const agree = others.every((other) => other?.severity === rule.severity);
    const partlyOff = [...new Set(others.flatMap((other) => other?.partlyOff ?? []))].sort(byCodeUnit);
    const joined: ReportRule = agree ? rule : { ...rule, severity: 'default', severityFrom: 'differs by folder' };
    return partlyOff.length === 0 ? joined : { ...joined, partlyOff };
  });
}

function joinTimings(reports: readonly Report[]): Record<string, number> {
  const total = new Map<string, number>();
  for (const { timing } of reports) {
    for (const [stage, time] of Object.entries(timing)) total.set(stage, (total.get(stage) ?? 0) + time);
  }
  return Object.fromEntries(total);
}

function withPrefix(report: Report, prefix: string): Report {
  const path = (file: string) => (file === '' ? prefix : posix.join(prefix, file));
  const placed = <T extends { file: string }>(item: T): T => ({ ...item, file: path(item.file) });
  const maybe = <T extends { file: string | null }>(item: T): T =>
    item.file === null ? item : { ...item, file: path(item.file) };
  const finding = (item: ReportFinding): ReportFinding => ({
    ...placed(item),
    trace: item.trace.map(placed),
    ...(item.waiver && { waiver: { ...item.waiver, where: path(item.waiver.where) } }),
  });
  const project = (item: ReportProject): ReportProject => ({
    ...item,
    root: path(item.root),
    processes: item.processes.map((process) => ({
      ...process,
      entry: path(process.entry),
      evidence: placed(process.evidence),
    })),
    skipped: item.skipped.map(placed),
  });
  return {
    ...report,
    run: { ...report.run, configFiles: report.run.configFiles.map(path) },
    projects: report.projects.map(project),
    findings: report.findings.map(finding),
    suppressed: report.suppressed.map(finding),
    silences: report.silences.map((silence) => ({ ...placed(silence), proof: silence.proof && placed(silence.proof) })),
    limits: report.limits.map(maybe),
    errors: report.errors.map(maybe),
    notes: report.notes.map(maybe),
  };
}
