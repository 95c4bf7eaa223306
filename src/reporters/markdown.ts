import { CONSEQUENCES } from '../report/consequences.ts';
import { inReportOrder } from '../report/order.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { openFindings, worstFirst } from './machine/findings.ts';
import { code, htmlText, prose, text } from './machine/markdown.ts';
import { fromRoot } from './machine/paths.ts';
import { counted, errorSentence, headline, limitSentence, skipSentence, summarySentence } from './machine/sentences.ts';
import type { Reporter } from './reporter.ts';

/** GitHub refuses a job summary of more than 1 MiB: what is told in full, and rows of the tables. The rest is counted. */
const detailLimit = 100;
const rowLimit = 1000;

/**
 * GitHub-flavoured Markdown for a job summary, a comment on a pull request or a page: a table of what is open, each finding in full
 * below it, then what was not analysed. Paths start at the root of the repository.
 */
const markdown: Reporter = {
  name: 'markdown',
  mediaType: 'text/markdown',
  defaultFile: 'sharenothing.md',
  render(unordered) {
    const report = inReportOrder(unordered);
    const findings = worstFirst(openFindings(report));
    return `${[
      '## sharenothing',
      text(sentenceCase(summarySentence(report))),
      ...findingsTable(findings, report),
      ...findings.slice(0, detailLimit).map((finding, index) => details(finding, index + 1, report)),
      ...more(findings.length - detailLimit, 'told in the table only'),
      ...failures(report),
      ...leftOut(report),
    ].join('\n\n')}\n`;
  },
};

function findingsTable(findings: readonly ReportFinding[], report: Report): string[] {
  if (findings.length === 0) return [];
  const rows = findings
    .slice(0, rowLimit)
    .map((finding) => [
      finding.severity,
      code(finding.ruleId),
      code(`${fromRoot(report, finding.file)}:${finding.line}:${finding.column}`),
      prose(finding.message),
    ]);
  return [
    table(['', 'rule', 'where', 'what breaks'], rows),
    ...more(findings.length - rowLimit, 'left out of this page'),
  ];
}

function details(finding: ReportFinding, number: number, report: Report): string {
  const place = ({ file, line, column }: { file: string; line: number; column: number }) =>
    code(`${fromRoot(report, file)}:${line}:${column}`);
  const { trace, consequences, processes, waiver, help } = finding;
  const title = `${number}. ${headline(finding)} at ${fromRoot(report, finding.file)}:${finding.line}`;
  return [
    `<details><summary>${htmlText(title)}</summary>`,
    prose(finding.message),
    ...(trace.length === 0
      ? []
      : [
          '**How it comes to this**',
          trace.map((step, index) => `${index + 1}. ${place(step)} ${prose(step.message)}`).join('\n'),
        ]),
    ...(consequences.length === 0
      ? []
      : [`**Effect**: ${consequences.map((one) => text(CONSEQUENCES.get(one) ?? one)).join('; ')}`]),
    ...(processes.length === 0 ? [] : [`**Processes**: ${processes.map(code).join(', ')}`]),
    ...(waiver ? [`**Waiver** until ${text(waiver.until)}, owner ${text(waiver.owner)}: ${text(waiver.reason)}`] : []),
    `**Way out**: ${prose(help)}`,
    '</details>',
  ].join('\n\n');
}

function failures(report: Report): string[] {
  if (report.errors.length === 0) return [];
  const lines = report.errors.map((error) => {
    const at = error.file === null ? '' : ` (${code(fromRoot(report, error.file))})`;
    return `- **failed**: ${text(errorSentence(error))}${at}`;
  });
  return [
    '### What the analysis failed at',
    lines.slice(0, rowLimit).join('\n'),
    ...more(lines.length - rowLimit, 'left out'),
  ];
}

function leftOut(report: Report): string[] {
  const skipped = report.projects.flatMap((project) => project.skipped);
  const rows = [
    ...skipped.map((one) => [code(fromRoot(report, one.file)), text(skipSentence(one))]),
    ...report.limits.map((limit) => [
      limit.file === null ? '' : code(fromRoot(report, limit.file)),
      text(limitSentence(limit)),
    ]),
    ...report.notes.map(({ file, message }) => [file === null ? '' : code(fromRoot(report, file)), prose(message)]),
  ];
  if (rows.length === 0) return [];
  return [
    '### About the run',
    `<details><summary>${counted(rows.length, 'remark')}</summary>`,
    table(['where', 'what'], rows.slice(0, rowLimit)),
    ...more(rows.length - rowLimit, 'left out of this page'),
    '</details>',
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function more(count: number, words: string): string[] {
  return count > 0 ? [`${count} more ${words}: \`--format json\` has all of them.`] : [];
}

function sentenceCase(sentence: string): string {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.`;
}

export default markdown;
