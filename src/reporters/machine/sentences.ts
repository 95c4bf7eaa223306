import { isIncomplete } from '../../report/exit-code.ts';
import type { FindingStatus, Report, ReportError, ReportFinding, ReportLimit } from '../../report/report.ts';
import { SKIP_REASONS } from '../../report/skip-reasons.ts';
import { escapeControls } from '../../text/escape-controls.ts';
import { bySeverity, everyFinding, openFindings } from './findings.ts';

const HELD: readonly (readonly [FindingStatus, string])[] = [
  ['existing', 'known from before'],
  ['waived', 'waived'],
  ['suppressed', 'suppressed in the code'],
];

/** The run in one sentence: findings by severity, what is held and by what, what was analysed and what was not. */
export function summarySentence(report: Report): string {
  const { summary, errors, projects } = report;
  if (projects.every(({ files }) => files === 0)) return 'nothing was analysed';
  const open = openFindings(report);
  const held = HELD.map(
    ([status, words]) => [everyFinding(report).filter((one) => one.status === status).length, words] as const,
  ).filter(([count]) => count > 0);
  return [
    open.length === 0 && errors.length > 0
      ? 'no findings, but the analysis did not finish'
      : open.length === 0
        ? 'no findings'
        : `${counted(open.length, 'finding')} (${bySeverity(open)
            .map(([severity, count]) => counted(count, severity))
            .join(', ')})`,
    ...(held.length === 0 ? [] : [`not shown: ${held.map(([count, words]) => `${count} ${words}`).join(', ')}`]),
    `${counted(summary.filesAnalysed, 'file')} analysed${summary.filesSkipped > 0 ? `, ${summary.filesSkipped} skipped` : ''}`,
    ...(errors.length === 0 ? [] : [`${counted(errors.length, 'failure')} of the analysis`]),
    ...(isIncomplete(report) ? ['what was left out may hold findings of its own'] : []),
  ].join('; ');
}

/** `1 finding`, `2 findings`; `info` has no plural. */
export function counted(count: number, word: string): string {
  return `${count} ${count === 1 || word === 'info' ? word : `${word}s`}`;
}

/** A failure of the tool itself, as one line. */
export function errorSentence({ stage, rule, message }: ReportError): string {
  return escapeControls(`the analysis failed in stage ${stage}${rule === null ? '' : `, rule ${rule}`}: ${message}`);
}

/** A budget that was hit, as one line. */
export function limitSentence({ stage, symbol, cap }: ReportLimit): string {
  const of = symbol === null ? '' : ` of ${symbol}`;
  return escapeControls(`the limit of ${cap} was hit in stage ${stage}${of}: what lies beyond is unknown`);
}

/** Why a file was left out, as one line. */
export function skipSentence({ reason, detail }: Report['projects'][number]['skipped'][number]): string {
  const words = SKIP_REASONS.get(reason) ?? 'left out';
  return escapeControls(`not analysed (${reason}): ${words}${detail ? `, ${detail}` : ''}`);
}

/** What is wrong and the way out, as one line. */
export function problemAndHelp({ message, help }: ReportFinding): string {
  return escapeControls(help === '' ? message : `${message} Way out: ${help}`);
}

/** `error module-state hits`, with what a reader has to know of its certainty and status, as one line. */
export function headline({ severity, ruleId, symbol, confidence, status }: ReportFinding): string {
  const remarks = [
    ...(confidence === 'high' ? [] : [`${confidence} confidence`]),
    ...(status === 'new' ? [] : [status]),
  ];
  const name = symbol === '' ? '' : ` ${symbol}`;
  return escapeControls(`${severity} ${ruleId}${name}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`);
}
