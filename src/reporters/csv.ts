import { inReportOrder } from '../report/order.ts';
import type { ReportFinding } from '../report/report.ts';
import { cell } from './machine/csv-cell.ts';
import { everyFinding } from './machine/findings.ts';
import { fromRoot } from './machine/paths.ts';
import type { Reporter } from './reporter.ts';

/** The columns, in order, and what stands in them. */
const COLUMNS: readonly (readonly [string, (finding: ReportFinding) => string | number])[] = [
  ['status', ({ status }) => status],
  ['severity', ({ severity }) => severity],
  ['confidence', ({ confidence }) => confidence],
  ['rule', ({ ruleId }) => ruleId],
  ['file', ({ file }) => file],
  ['line', ({ line }) => line],
  ['column', ({ column }) => column],
  ['symbol', ({ symbol }) => symbol],
  ['holder', ({ holder }) => holder],
  ['message', ({ message }) => message],
  ['help', ({ help }) => help],
  ['clauses', ({ clauses }) => clauses.join(' ')],
  ['consequences', ({ consequences }) => consequences.join(' ')],
  ['processes', ({ processes }) => processes.join(', ')],
  ['fingerprint', ({ fingerprint }) => fingerprint],
  ['reason', ({ waiver }) => waiver?.reason ?? ''],
  ['owner', ({ waiver }) => waiver?.owner ?? ''],
  ['until', ({ waiver }) => waiver?.until ?? ''],
];

/**
 * A table of all findings, whatever their status, for spreadsheets (RFC 4180, but lines end in a line feed, which all readers take).
 * Text is on one line: line ends in it are written `\n`. Paths start at the root of the repository.
 */
const csv: Reporter = {
  name: 'csv',
  mediaType: 'text/csv',
  defaultFile: 'sharenothing.csv',
  render(unordered) {
    const report = inReportOrder(unordered);
    const rows = everyFinding(report).map((finding) => {
      const placed = { ...finding, file: fromRoot(report, finding.file) };
      return COLUMNS.map(([, pick]) => cell(pick(placed)));
    });
    return [COLUMNS.map(([name]) => name), ...rows].map((row) => `${row.join(',')}\n`).join('');
  },
};

export default csv;
