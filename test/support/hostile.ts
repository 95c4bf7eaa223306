import fc from 'fast-check';
import type { Report } from '../../src/report/report.ts';
import { goldenReport } from './golden-report.ts';

/** What acts somewhere: on a terminal, in a CI log, in markup, in a spreadsheet, in another format's escapes. */
const TRAPS = [
  '::error::',
  '::stop-commands::x',
  '##[add-mask]',
  '##vso[task.complete]',
  '##teamcity[buildStop]',
  '\u001b[2J',
  '\r\n',
  '\n',
  '\u2028',
  '\u202e',
  '\ud800',
  '\ufffe',
  ']]>',
  '<!--',
  '<script>',
  '</details>',
  '&amp;',
  '](javascript:x)',
  'http://example.com',
  'www.example.com',
  '|',
  '||',
  "'",
  '"',
  '`',
  '``',
  '%0A',
  '%25',
  '%AZP25',
  '\\',
  '\\|',
  ';',
  ']',
  '[',
  ',',
  ':',
  '=1+1',
  '@SUM(A1)',
  '{0}',
  '日本',
  '👩‍👩‍👧',
  '**b**',
  '~~s~~',
  '# h',
  '1. x',
  '- ',
  '\t',
  ' ',
  '__proto__',
];

/** Any text, rich in what some format has to escape. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...TRAPS), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 6 })
  .map((parts) => parts.join(''));

/** A path of the target: any text without an empty segment, as git can hold it. */
export const hostilePath = hostileText.map(
  (text) =>
    text
      .replaceAll('\0', '')
      .replace(/\/+/g, '/')
      .replace(/^\/|\/$|(?:^|\/)\.{1,2}(?=\/|$)/g, '') || 'a.ts',
);

/** The golden report with one finding, and notes, errors and the like, all of which say `text` of `file`. */
export function reportSaying(text: string, file: string): Report {
  const [finding] = goldenReport.findings;
  const [step] = finding!.trace;
  const place = { file, line: 2, column: 1 };
  return {
    ...goldenReport,
    findings: [
      {
        ...finding!,
        ...place,
        endLine: 2,
        message: text,
        data: { [text]: text },
        snippet: text,
        symbol: text,
        help: text,
        processes: [text],
        trace: [{ ...step!, ...place, message: text, snippet: text }],
        waiver: { reason: text, owner: text, approvedBy: text, ticket: text, until: '2026-01-31', where: text },
      },
    ],
    suppressed: [],
    projects: goldenReport.projects.map((project) => ({
      ...project,
      skipped: [{ file, reason: 'binary' as const, detail: text }],
    })),
    notes: [{ code: 'outside', file, line: 1, message: text }],
    errors: [
      { stage: 'extract', file, rule: null, message: text },
      { stage: 'judge', file: null, rule: text, message: text },
    ],
    limits: [{ stage: 'link', file, symbol: text, cap: text }],
  };
}
