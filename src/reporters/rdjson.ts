import { inReportOrder } from '../report/order.ts';
import type { Report, ReportFinding, Severity } from '../report/report.ts';
import { escapeInJson } from '../text/escape-controls.ts';
import { openFindings } from './machine/findings.ts';
import { fromRoot } from './machine/paths.ts';
import { errorSentence } from './machine/sentences.ts';
import type { Reporter } from './reporter.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/** What settle writes at the end of a snippet line, and in place of lines, that it left out. */
const CUT = /… \(\+\d+ (?:characters?|lines?)\)$/;

/**
 * The Reviewdog Diagnostic Format (reviewdog/reviewdog, proto/rdf), for `reviewdog -f=rdjson` run at the root of the repository, where
 * the paths start. Its columns count bytes of UTF-8; where the line is too long to be in the report, a place has no column.
 */
const rdjson: Reporter = {
  name: 'rdjson',
  mediaType: 'application/json',
  defaultFile: 'sharenothing.rdjson.json',
  render(unordered) {
    const report = inReportOrder(unordered);
    const result = {
      source: { name: report.tool.name },
      severity: 'WARNING',
      diagnostics: [
        ...openFindings(report).map((finding) => diagnostic(finding, report)),
        // A diagnostic without a place is shown nowhere: what names no file is left to the exit code.
        ...report.errors.flatMap((error) =>
          error.file === null
            ? []
            : [
                {
                  message: errorSentence(error),
                  location: { path: fromRoot(report, error.file), range: { start: { line: 1 } } },
                  severity: 'ERROR',
                },
              ],
        ),
      ],
    };
    return `${escapeInJson(JSON.stringify(result, null, 2))}\n`;
  },
};

function diagnostic(finding: ReportFinding, report: Report): object {
  const { line, column, endLine, endColumn, snippet, help, message } = finding;
  const start = position(line, column, snippet, 0);
  const end = position(endLine, endColumn, snippet, endLine - line);
  return {
    message: help === '' ? message : `${message}\n\nWay out: ${help}`,
    location: {
      path: fromRoot(report, finding.file),
      // Columns at both ends or at none: with one alone the range would mean something else.
      range:
        start.column === undefined || end.column === undefined
          ? { start: { line }, end: { line: endLine } }
          : { start, end },
    },
    severity: SEVERITIES[finding.severity],
    code: { value: finding.ruleId },
    ...(finding.trace.length === 0
      ? {}
      : {
          related_locations: finding.trace.map((step) => ({
            message: step.message,
            location: {
              path: fromRoot(report, step.file),
              range: { start: position(step.line, step.column, step.snippet, 0) },
            },
          })),
        }),
  };
}

/** A place with its column in bytes, from the line of the snippet that it stands in. */
function position(line: number, column: number, snippet: string, index: number): { line: number; column?: number } {
  const text = snippet.split('\n')[index];
  if (text === undefined) return { line };
  const whole = text.replace(CUT, '');
  if (column - 1 > whole.length || (whole !== text && column - 1 === whole.length)) return { line };
  return { line, column: new TextEncoder().encode(whole.slice(0, column - 1)).length + 1 };
}

export default rdjson;
