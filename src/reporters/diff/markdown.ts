import type { ReportFinding } from '../../report/report.ts';
import type { ReportDiff } from '../../report/report-diff.ts';
import { code, prose, text } from '../machine/markdown.ts';
import { diffSentence, warnings } from './pretty.ts';

/** GitHub-flavoured Markdown for a comment on a pull request: what is new, what is fixed. Paths start at the repository's root. */
export function markdownDiff(diff: ReportDiff, fromRoot: (file: string) => string): string {
  const section = (title: string, findings: readonly ReportFinding[]) =>
    findings.length === 0
      ? []
      : [
          `### ${title}`,
          [
            '|  | rule | where | what breaks |',
            '| --- | --- | --- | --- |',
            ...findings.map(
              (one) =>
                `| ${one.severity} | ${code(one.ruleId)} | ${code(`${fromRoot(one.file)}:${one.line}:${one.column}`)} | ${prose(one.message)} |`,
            ),
          ].join('\n'),
        ];
  return `${[
    '## sharenothing',
    text(`${diffSentence(diff)}.`),
    ...warnings(diff).map(text),
    ...section('New', diff.added),
    ...section('Fixed', diff.fixed),
  ].join('\n\n')}\n`;
}
