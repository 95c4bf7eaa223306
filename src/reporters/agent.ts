import { inReportOrder } from '../report/order.ts';
import type { ReportFinding } from '../report/report.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { openFindings, worstFirst } from './machine/findings.ts';
import { fromUser } from './machine/paths.ts';
import { errorSentence, headline, summarySentence } from './machine/sentences.ts';
import type { Reporter } from './reporter.ts';

/**
 * For programs that read text and change code: short, without colour, in a fixed form. The run in one line, then of each finding the
 * place, what is wrong, the steps that prove it, one concrete change, and the command that tells more. Gravest first.
 */
const agent: Reporter = {
  name: 'agent',
  mediaType: 'text/plain',
  defaultFile: 'sharenothing.txt',
  render(unordered, options) {
    const report = inReportOrder(unordered);
    const path = (file: string) => escapeControls(fromUser(options.pathPrefix, file));
    return [
      summarySentence(report),
      ...report.errors.map(
        (error) => `failed: ${errorSentence(error)}${error.file === null ? '' : ` (${path(error.file)})`}`,
      ),
      ...worstFirst(openFindings(report)).flatMap((finding, index) => ['', ...entry(finding, index + 1, path)]),
      '',
    ].join('\n');
  },
};

function entry(finding: ReportFinding, number: number, path: (file: string) => string): string[] {
  const place = ({ file, line, column }: { file: string; line: number; column: number }) =>
    `${path(file)}:${line}:${column}`;
  return [
    `${number}. ${place(finding)} ${headline(finding)}`,
    `   problem: ${escapeControls(finding.message)}`,
    ...finding.trace.map((step) => `   step: ${place(step)} ${escapeControls(step.message)}`),
    `   fix: ${escapeControls(finding.help)}`,
    `   more: sharenothing explain ${escapeControls(finding.ruleId)}`,
  ];
}

export default agent;
