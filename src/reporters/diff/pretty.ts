import type { Report, ReportFinding } from '../../report/report.ts';
import type { ReportDiff } from '../../report/report-diff.ts';
import { counted, headline } from '../machine/sentences.ts';
import { findingText } from '../terminal/finding.ts';
import type { Style } from '../terminal/style.ts';

/** For people: what is new in full, what is gone in a line each, what is left as a number. */
export function prettyDiff(diff: ReportDiff, newer: Report, style: Style): string {
  const { paint } = style;
  const separator = paint.dim(style.glyphs.rule.repeat(style.width));
  const line = (finding: ReportFinding) => `  ${style.place(finding)}  ${style.show(headline(finding))}`;
  const list = (title: string, findings: readonly ReportFinding[], colour: (text: string) => string) =>
    findings.length === 0 ? [] : [colour(paint.bold(title)), ...findings.map(line), ''];
  return [
    ...diff.added.flatMap((finding) => [findingText(finding, newer, style), '', separator]),
    ...list('Fixed', diff.fixed, paint.green),
    ...warnings(diff).map((text) => style.wrap(text, '', '')),
    diffSentence(diff),
    '',
  ].join('\n');
}

/** The comparison in one sentence. */
export function diffSentence({ summary }: ReportDiff): string {
  return `${counted(summary.added, 'new finding')}, ${summary.fixed} fixed, ${summary.existing} in both`;
}

/** What makes the comparison less than it seems. */
export function warnings(diff: ReportDiff): string[] {
  const { old: before, new: after } = diff;
  return [
    ...(before.tool.version !== after.tool.version
      ? [
          `The reports are of sharenothing ${before.tool.version} and ${after.tool.version}: some differences are its own.`,
        ]
      : before.tool.rulesDigest !== after.tool.rulesDigest || before.tool.catalogueDigest !== after.tool.catalogueDigest
        ? ['The reports were made with different rules: some differences are theirs.']
        : []),
    ...(before.run.configDigest !== after.run.configDigest
      ? ['The configuration differs: some differences may be its own.']
      : []),
    ...(before.errors > 0
      ? ['The analysis of the old report failed in part: what counts as new may have been there.']
      : []),
    ...(after.errors > 0
      ? ['The analysis of the new report failed in part: what counts as fixed may still be there.']
      : []),
  ];
}
