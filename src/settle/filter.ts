import type { Confidence, Report, ReportFinding } from '../report/report.ts';
import { withFindings } from '../report/summary.ts';
import { byNote, inOrderOnce } from './order.ts';
import { relativeTo } from './relative.ts';

/** Weakest first. */
const confidences: readonly Confidence[] = ['low', 'medium', 'high'];

/** Leaves out findings below a confidence. The report says how many, so that nothing is dropped in silence. */
export function filterByConfidence(report: Report, least: Confidence): Report {
  const rank = confidences.indexOf(least);
  return keep(
    report,
    ({ confidence }) => confidences.indexOf(confidence) >= rank,
    (left) => ({ code: 'below-confidence', message: `${counted(left)} below confidence ${least} left out` }),
  );
}

/**
 * Keeps what some files have part in (paths as the report has them): the declaration or a step of the trace lies in one. Who writes
 * state that another file declares has made the finding too.
 */
export function filterByFiles(report: Report, files: ReadonlySet<string>, name = told(files)): Report {
  const kept = keep(
    report,
    ({ file, trace }) => files.has(file) || trace.some((step) => files.has(step.file)),
    (left) => ({
      code: 'outside-files',
      message: `${counted(left)} that other files make left out: the report was narrowed to ${name}`,
    }),
  );
  return { ...kept, silences: kept.silences.filter(({ file }) => files.has(file)) };
}

/** Keeps errors alone. */
export function filterByQuiet(report: Report): Report {
  return keep(
    report,
    ({ severity }) => severity === 'error',
    (left) => ({ code: 'quiet', message: `${counted(left)} below severity error left out (--quiet)` }),
  );
}

/** Adds notes about the run; their files are repository-relative. */
export function withNotes(report: Report, notes: Report['notes']): Report {
  if (notes.length === 0) return report;
  const own = notes.map((note) => ({
    ...note,
    file: note.file === null ? null : relativeTo(report.run.root, note.file),
  }));
  return { ...report, notes: inOrderOnce([...report.notes, ...own], byNote) };
}

function keep(
  report: Report,
  wanted: (finding: ReportFinding) => boolean,
  note: (left: number) => { readonly code: string; readonly message: string },
): Report {
  const findings = report.findings.filter(wanted);
  const suppressed = report.suppressed.filter(wanted);
  const left = report.findings.length - findings.length;
  const kept = withFindings(report, findings, suppressed);
  if (left === 0) return kept;
  return { ...kept, notes: inOrderOnce([...report.notes, { ...note(left), file: null, line: null }], byNote) };
}

function counted(findings: number): string {
  return findings === 1 ? '1 finding' : `${findings} findings`;
}

function told(files: ReadonlySet<string>): string {
  return files.size === 1 ? '1 file' : `${files.size} files`;
}
