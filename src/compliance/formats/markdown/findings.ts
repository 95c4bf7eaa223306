import type { Language } from '../../language/language.ts';
import type { AssessedFinding, Exception, Service } from '../../model.ts';
import { findingWords, stepWords, wordOf } from '../../words.ts';
import { reasonText } from './front.ts';
import { block, code, facts, heading, items, place, prose, table, text } from './parts.ts';

/** Each clause with its verdict and its findings in short. */
export function clauseSections(service: Service, language: Language): readonly string[] {
  const { labels, headings } = language.words;
  const byKey = new Map(service.findings.map((finding) => [finding.key, finding]));
  return [
    ...heading(3, prose(headings.clauses)),
    ...service.clauses.flatMap(({ id, status, reasons, findings, rules }) => [
      ...heading(4, `${id} ${prose(language.clauses[id].title)}: ${prose(language.statuses[status].label)}`),
      prose(language.clauses[id].requirement),
      '',
      ...items(reasons.map((reason) => reasonText(reason, language))),
      `${prose(language.words.headings.rules)}: ${rules.map(code).join(', ')}`,
      '',
      ...findingTable(
        findings.map((key) => byKey.get(key)!),
        language,
      ),
    ]),
    ...unclaimed(service, labels.finding, language),
  ];
}

/** Findings about comments to the tool and the like, which break no clause. */
function unclaimed({ findings }: Service, label: string, language: Language): readonly string[] {
  const own = findings.filter(({ clauses }) => clauses.length === 0);
  return own.length === 0 ? [] : [...heading(4, prose(label)), ...findingTable(own, language)];
}

function findingTable(findings: readonly AssessedFinding[], language: Language): readonly string[] {
  const { labels } = language.words;
  return table(
    [labels.symbol, labels.rule, labels.place, labels.severity, labels.standing, labels.change],
    findings.map((finding) => [
      code(finding.symbol),
      code(finding.ruleId),
      place(finding),
      prose(language.severities[finding.severity]),
      prose(shortStanding(finding, language)),
      finding.change === null ? '' : prose(language.changes[finding.change]),
    ]),
  );
}

function shortStanding({ standing }: AssessedFinding, { words }: Language): string {
  return words.labels[standing];
}

/** Each finding in full: what and why, its code, its trace step by step, the way out, and the exception that was asked for. */
export function findingSections(service: Service, language: Language): readonly string[] {
  if (service.findings.length === 0) return [];
  const exceptions = new Map(service.exceptions.map((one) => [one.finding, one]));
  return [
    ...heading(3, prose(language.words.headings.findings)),
    ...service.findings.flatMap((finding) => one(finding, exceptions.get(finding.key), language)),
  ];
}

function one(finding: AssessedFinding, exception: Exception | undefined, language: Language): readonly string[] {
  const { labels, headings } = language.words;
  const { message, help } = findingWords(finding, language);
  return [
    ...heading(4, `${code(finding.symbol)} (${code(finding.ruleId)})`),
    prose(message),
    '',
    ...facts([
      [labels.place, place(finding)],
      [labels.holder, prose(wordOf(language.holders, finding.holder))],
      [labels.clause, finding.clauses.length === 0 ? prose(language.words.none) : finding.clauses.join(', ')],
      [labels.severity, prose(language.severities[finding.severity])],
      [labels.confidence, prose(language.confidences[finding.confidence])],
      [labels.standing, prose(language.standings[finding.standing])],
      [labels.status, prose(language.findingStatuses[finding.status])],
      [labels.consequences, finding.consequences.map((word) => prose(wordOf(language.consequences, word))).join('; ')],
      [labels.processes, finding.processes.map(text).join(', ')],
      [labels.fingerprint, code(finding.fingerprint)],
      ...(exception ? [[labels.exception, exceptionText(exception, language)] as const] : []),
    ]),
    ...block(finding.snippet),
    '',
    ...(finding.trace.length === 0
      ? []
      : [
          `**${prose(headings.trace)}**`,
          '',
          ...finding.trace.flatMap((step, at) => [
            `${at + 1}. ${place(step)} ${prose(stepWords(step, finding.ruleId, language))}`,
            '',
            ...block(step.snippet, '   '),
            '',
          ]),
        ]),
    ...(help === '' ? [] : [`**${prose(labels.wayOut)}**: ${prose(help)}`, '']),
  ];
}

function exceptionText(exception: Exception, language: Language): string {
  const { words, exceptionKinds, exceptionStates } = language;
  const { kind, state, reason, owner, approvedBy, until, where } = exception;
  const { labels } = words;
  const given = (value: string) => (value === '' ? prose(words.notGiven) : text(value));
  return [
    `${prose(exceptionKinds[kind])}, ${prose(exceptionStates[state])}: ${given(reason)}`,
    `${prose(labels.owner)}: ${given(owner)}`,
    `${prose(labels.approvedBy)}: ${given(approvedBy)}`,
    `${prose(labels.until)}: ${given(until)}`,
    ...(where === '' ? [] : [code(where)]),
  ].join('; ');
}
