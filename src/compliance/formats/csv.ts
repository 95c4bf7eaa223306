import { cell } from '../../reporters/machine/csv-cell.ts';
import type { Language } from '../language/language.ts';
import type { AssessedFinding, Exception, Reason, Service } from '../model.ts';
import { findingWords, packWords, reasonWords } from '../words.ts';
import type { ComplianceFormat } from './format.ts';

const COLUMNS = [
  ...['record', 'service', 'commit', 'clause', 'title', 'status', 'reasons'],
  ...[
    'rule',
    'severity',
    'confidence',
    'standing',
    'change',
    'symbol',
    'file',
    'line',
    'message',
    'help',
    'fingerprint',
  ],
  ...['exception', 'exceptionState', 'reason', 'owner', 'approvedBy', 'ticket', 'until', 'where'],
] as const;

type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string | number>>>;

/**
 * A table for spreadsheets (RFC 4180 with line feeds): each clause of each service (`clause`), below it each finding that breaks it
 * (`finding`), findings of no clause, and the controls of the policy (`control`). Statuses are the words of the JSON form, sentences are
 * in the language. A text that a spreadsheet would run as a formula has a `'` before it.
 */
const csv: ComplianceFormat = {
  name: 'csv',
  mediaType: 'text/csv',
  defaultFile: 'compliance.csv',
  render({ services, controls }, language) {
    const rows: readonly Row[] = [
      ...services.flatMap((service) => serviceRows(service, language)),
      ...controls.flatMap((control) =>
        control.services.map(
          ({ service, status, reasons }): Row => ({
            record: 'control',
            service,
            clause: control.id,
            title: packWords(control.title, language),
            status,
            reasons: joined(reasons, language),
          }),
        ),
      ),
    ];
    const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cell(row[column] ?? '')).join(','))];
    return lines.map((line) => `${line}\n`).join('');
  },
};

function serviceRows(service: Service, language: Language): readonly Row[] {
  const byKey = new Map(service.findings.map((finding) => [finding.key, finding]));
  const exceptions = new Map(service.exceptions.map((one) => [one.finding, one]));
  const own = { service: service.id, commit: service.commit ?? '' };
  const findingRow = (finding: AssessedFinding, clause: string, status: string): Row => ({
    ...own,
    record: 'finding',
    clause,
    status,
    ...findingCells(finding, language),
    ...exceptionCells(exceptions.get(finding.key)),
  });
  return [
    ...service.clauses.flatMap(({ id, status, reasons, findings }): readonly Row[] => [
      {
        ...own,
        record: 'clause',
        clause: id,
        title: language.clauses[id].title,
        status,
        reasons: joined(reasons, language),
      },
      ...findings.map((key) => findingRow(byKey.get(key)!, id, status)),
    ]),
    ...service.findings.filter(({ clauses }) => clauses.length === 0).map((finding) => findingRow(finding, '', '')),
  ];
}

function findingCells(finding: AssessedFinding, language: Language): Row {
  const { message, help } = findingWords(finding, language);
  const { ruleId, severity, confidence, standing, change, symbol, file, line, fingerprint } = finding;
  return {
    rule: ruleId,
    severity,
    confidence,
    standing,
    change: change ?? '',
    symbol,
    file,
    line,
    message,
    help,
    fingerprint,
  };
}

function exceptionCells(exception: Exception | undefined): Row {
  if (!exception) return {};
  const { kind, state, reason, owner, approvedBy, ticket, until, where } = exception;
  return { exception: kind, exceptionState: state, reason, owner, approvedBy, ticket, until, where };
}

function joined(reasons: readonly Reason[], language: Language): string {
  return reasons.map((reason) => reasonWords(reason, language)).join('; ');
}

export default csv;
