import { posix } from 'node:path';
import type { Report, ReportFinding } from '../report/report.ts';

/** The report with paths from the repository's root, whatever folder was analysed. */
export function fromRepositoryRoot(report: Report): Report {
  const { root } = report.run;
  const path = (file: string) => (file === '' ? root : posix.join(root, file));
  const placed = <T extends { readonly file: string }>(item: T): T => ({ ...item, file: path(item.file) });
  const maybe = <T extends { readonly file: string | null }>(item: T): T =>
    item.file === null ? item : { ...item, file: path(item.file) };
  const finding = (item: ReportFinding): ReportFinding => ({
    ...placed(item),
    trace: item.trace.map(placed),
    ...(item.waiver && { waiver: { ...item.waiver, where: path(item.waiver.where) } }),
  });
  return {
    ...report,
    run: { ...report.run, configFiles: report.run.configFiles.map(path) },
    rules: report.rules.map((rule) => ({
      ...rule,
      severityFrom: portable(rule.severityFrom),
      ...(rule.partlyOff && { partlyOff: rule.partlyOff.map(portable) }),
    })),
    projects: report.projects.map((project) => ({
      ...project,
      root: path(project.root),
      processes: project.processes.map((process) => ({
        ...process,
        entry: path(process.entry),
        evidence: placed(process.evidence),
      })),
      skipped: project.skipped.map(placed),
    })),
    findings: report.findings.map(finding),
    suppressed: report.suppressed.map(finding),
    silences: report.silences.map((silence) => ({ ...placed(silence), proof: silence.proof && placed(silence.proof) })),
    limits: report.limits.map(maybe),
    errors: report.errors.map(maybe),
    notes: report.notes.map(maybe),
  };
}

/** Where something was configured, without the folders of the machine: a file that lies elsewhere is named by its name alone. */
function portable(from: string): string {
  return /^(?:\/|[A-Za-z]:[\\/])/.test(from) ? from.replace(/^.*[\\/]/, '') : from;
}
