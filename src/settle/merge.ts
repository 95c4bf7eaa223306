import { counts } from '../report/exit-code.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { graver } from '../report/severities.ts';
import { withFindings } from '../report/summary.ts';
import { byCodeUnit } from '../text/order.ts';
import { canonicalJson } from './digest.ts';
import { joinReports } from './join.ts';
import { byFinding, byNote, inOrderOnce } from './order.ts';

/** Why reports cannot be one: what differs, and in which two of them (by index). */
export type Mismatch = { readonly what: 'tool' | 'rules'; readonly first: number; readonly second: number };

/** Whether reports were made by the same tool with the same rules and catalogue: else their findings mean different things. */
export function mismatchOf(reports: readonly Report[]): Mismatch | null {
  const [first] = reports;
  for (const [second, report] of reports.entries()) {
    if (report.tool.version !== first!.tool.version) return { what: 'tool', first: 0, second };
    const same =
      report.tool.rulesDigest === first!.tool.rulesDigest &&
      report.tool.catalogueDigest === first!.tool.catalogueDigest;
    if (!same) return { what: 'rules', first: 0, second };
  }
  return null;
}

/**
 * Joins saved reports of one repository into one, as one run over all of their folders gives it (times aside). The order of the
 * reports plays no part. A report that is there twice counts once; a finding that two reports have (folders inside each other) counts
 * once too, and if one of them lets it fail the run, it does.
 */
export function mergeReports(reports: readonly Report[]): Report {
  const unlike = new Map(
    reports.map((report) => [canonicalJson([report.run.root, { ...report, timing: {} }]), report] as const),
  );
  const parts = [...unlike].sort(([a], [b]) => byCodeUnit(a, b)).map(([, report]) => report);
  const root = commonRoot(parts.map(({ run }) => run.root));
  const joined = joinReports(
    parts.map((report) => ({ prefix: within(report.run.root, root), report })),
    root,
  );
  const once = withFindings(joined, unrepeated(joined.findings), unrepeated(joined.suppressed));
  const commits = new Set(parts.map(({ run }) => run.commit)).size;
  const folders = new Set(parts.map(({ run, projects }) => canonicalJson([run.root, projects.map((one) => one.root)])))
    .size;
  const note = (code: string, message: string) => ({ code, file: null, line: null, message });
  const notes = [
    ...(commits > 1 ? [note('commits-differ', `the reports are of ${commits} different commits`)] : []),
    ...(folders < parts.length ? [note('same-folder', 'different reports of the same folder were joined')] : []),
  ];
  return notes.length === 0 ? once : { ...once, notes: inOrderOnce([...once.notes, ...notes], byNote) };
}

/** Findings of one place, rule and fingerprint are one: the one that fails a run, or the graver, stands for both. */
function unrepeated(findings: readonly ReportFinding[]): ReportFinding[] {
  const kept = new Map<string, ReportFinding>();
  for (const finding of findings) {
    const { ruleId, file, line, column, symbol, fingerprint } = finding;
    const key = canonicalJson([ruleId, file, line, column, symbol, fingerprint.replace(/-\d+$/, '')]);
    const other = kept.get(key);
    kept.set(key, other ? stronger(other, finding) : finding);
  }
  return inOrderOnce(kept.values(), byFinding);
}

function stronger(a: ReportFinding, b: ReportFinding): ReportFinding {
  if (counts(a) !== counts(b)) return counts(a) ? a : b;
  const first = graver(b.severity, a.severity) ? b : a;
  return { ...first, processes: [...new Set([...a.processes, ...b.processes])].sort(byCodeUnit) };
}

/** The folder that holds all folders, `''` the root of the repository. */
function commonRoot(roots: readonly string[]): string {
  const [first = [], ...others] = roots.map((root) => (root === '' ? [] : root.split('/')));
  const differs = first.findIndex((segment, at) => others.some((other) => other[at] !== segment));
  return (differs < 0 ? first : first.slice(0, differs)).join('/');
}

/** The path of a folder from one that holds it. */
function within(folder: string, root: string): string {
  return root === '' ? folder : folder.slice(root.length + 1);
}
