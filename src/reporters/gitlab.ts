import { inReportOrder } from '../report/order.ts';
import type { Report, ReportFinding, Severity } from '../report/report.ts';
import { escapeInJson } from '../text/escape-controls.ts';
import { uniqueFingerprints } from './machine/findings.ts';
import { fromRoot } from './machine/paths.ts';
import type { Reporter } from './reporter.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

/**
 * The Code Quality report of GitLab (docs.gitlab.com, "Code Quality report format"), a subset of Code Climate's issues
 * (codeclimate/platform, spec/analyzers/SPEC.md). GitLab compares the reports of two branches itself, so what a baseline holds is in
 * it too; what is waived or suppressed is not. Equal fingerprints would be dropped: each is unique. Paths start at the root of the
 * repository. The format has no place for what the analysis failed at: the exit code tells.
 */
const gitlab: Reporter = {
  name: 'gitlab',
  mediaType: 'application/json',
  defaultFile: 'sharenothing.gitlab.json',
  render(unordered) {
    const report = inReportOrder(unordered);
    const told = report.findings.filter(({ status }) => status !== 'waived');
    const fingerprints = uniqueFingerprints(told);
    const issues = told.map((finding, index) => issueOf(finding, fingerprints[index]!, report));
    return `${escapeInJson(JSON.stringify(issues, null, 2))}\n`;
  },
};

function issueOf(finding: ReportFinding, fingerprint: string, report: Report): object {
  const { trace, file, line, endLine, message, help, ruleId, severity } = finding;
  return {
    type: 'issue',
    description: message,
    check_name: ruleId,
    fingerprint,
    severity: SEVERITIES[severity],
    categories: ['Bug Risk'],
    location: { path: fromRoot(report, file), lines: { begin: line, end: Math.max(line, endLine) } },
    ...(help === '' ? {} : { content: { body: help } }),
    ...(trace.length === 0
      ? {}
      : {
          other_locations: trace.map((step) => ({
            path: fromRoot(report, step.file),
            lines: { begin: step.line, end: step.line },
          })),
        }),
  };
}

export default gitlab;
