import type { Language } from '../../language/language.ts';
import type { FindingBrief, Service } from '../../model.ts';
import { phraseIn } from '../../phrases.ts';
import { ruleWords, wordOf } from '../../words.ts';
import { clauseSections, findingSections } from './findings.ts';
import { stateOf } from './front.ts';
import { code, facts, heading, items, place, prose, table, text } from './parts.ts';

/** Everything about one service. */
export function serviceSections(service: Service, language: Language): readonly string[] {
  const { headings } = language.words;
  return [
    ...heading(2, `${prose(headings.service)}: ${text(service.name)}`),
    ...evidence(service, language),
    ...clauseSections(service, language),
    ...findingSections(service, language),
    ...exceptions(service, language),
    ...backed(service, language),
    ...processes(service, language),
    ...map(service, language),
    ...change(service, language),
    ...trend(service, language),
    ...rules(service, language),
    ...skipped(service, language),
  ];
}

function evidence(service: Service, language: Language): readonly string[] {
  const { words } = language;
  const { labels, headings } = words;
  return [
    ...heading(3, prose(headings.evidence)),
    ...facts([
      [labels.folder, service.root === '' ? code('.') : code(service.root)],
      [labels.commit, service.commit === null ? prose(labels.unknown) : code(service.commit)],
      [labels.state, prose(stateOf(service, language))],
      [labels.analysedBy, service.by === null ? prose(words.notGiven) : text(service.by)],
      [labels.analysedOn, text(service.on)],
      [labels.tool, `${text(service.tool.name)} ${text(service.tool.version)}`],
      [labels.rulesDigest, code(service.tool.rulesDigest)],
      [labels.catalogueDigest, code(service.tool.catalogueDigest)],
      [labels.configDigest, code(service.configDigest)],
      [labels.configFiles, service.configFiles.map(code).join(', ') || prose(words.none)],
      [labels.policyDigest, code(service.policyDigest)],
      [labels.inputsDigest, code(service.inputsDigest)],
      [labels.filesAnalysed, String(service.files.analysed)],
      [labels.filesSkipped, String(service.files.skipped)],
    ]),
  ];
}

function exceptions({ exceptions, findings }: Service, language: Language): readonly string[] {
  const { words } = language;
  const { labels, headings } = words;
  const byKey = new Map(findings.map((finding) => [finding.key, finding]));
  const given = (value: string) => (value === '' ? prose(words.notGiven) : text(value));
  return [
    ...heading(3, prose(headings.exceptions)),
    ...orNone(
      language,
      table(
        [
          ...[labels.finding, labels.kind, labels.status, labels.reason, labels.owner],
          ...[labels.approvedBy, labels.until, labels.ticket, labels.where],
        ],
        exceptions.map((one) => {
          const finding = byKey.get(one.finding);
          const missing = one.missing.map((key) => prose(wordOf(language.evidence, key))).join(', ');
          return [
            finding ? `${code(finding.symbol)} ${place(finding)}` : code(one.finding),
            prose(language.exceptionKinds[one.kind]),
            `${prose(language.exceptionStates[one.state])}${missing === '' ? '' : `: ${missing}`}`,
            given(one.reason),
            given(one.owner),
            given(one.approvedBy),
            given(one.until),
            one.ticket === '' ? '' : text(one.ticket),
            one.where === '' ? '' : code(one.where),
          ];
        }),
      ),
    ),
  ];
}

function backed({ backed }: Service, language: Language): readonly string[] {
  const { labels, headings } = language.words;
  return [
    ...heading(3, prose(headings.backed)),
    ...orNone(
      language,
      table(
        [labels.component, labels.place, labels.package, labels.backingService, labels.proof],
        backed.map((one) => [
          code(one.symbol),
          place(one),
          code(one.package),
          text(phraseIn(language, one.service) ?? one.service),
          place(one.proof ?? one),
        ]),
      ),
    ),
  ];
}

function processes({ processes }: Service, language: Language): readonly string[] {
  const { labels, headings } = language.words;
  return [
    ...heading(3, prose(headings.processes)),
    ...orNone(
      language,
      table(
        [labels.process, labels.kind, labels.entry, labels.replicas, labels.startedBy],
        processes.map((one) => [
          text(one.name),
          prose(wordOf(language.processKinds, one.kind)),
          code(one.entry),
          one.replicas === null ? prose(labels.unknown) : String(one.replicas),
          `${place(one.evidence)} ${code(one.evidence.text)}`,
        ]),
      ),
    ),
  ];
}

/** The map as a table: a picture is for the formats that have pictures. */
function map({ map }: Service, language: Language): readonly string[] {
  const { headings, labels } = language.words;
  const byId = new Map(map.nodes.map((node) => [node.id, node]));
  const backing = new Map(map.edges.filter(({ kind }) => kind === 'backed-by').map(({ from, to }) => [from, to]));
  const rows = map.edges
    .filter(({ kind }) => kind !== 'backed-by')
    .map(({ from, to }) => {
      const target = byId.get(to)!;
      const service = byId.get(backing.get(to) ?? '');
      return [
        text(byId.get(from)!.label),
        `${code(target.label)}${target.place ? ` ${place(target.place)}` : ''}`,
        target.standing === null ? '' : prose(labels[target.standing]),
        service ? text(service.label) : '',
      ];
    });
  const table_ = table([labels.process, labels.holder, labels.standing, labels.backingService], rows);
  return rows.length === 0 ? [] : [...heading(3, prose(headings.map)), ...table_];
}

function change({ change }: Service, language: Language): readonly string[] {
  const { labels, headings } = language.words;
  if (change === null) return [...heading(3, prose(headings.change)), prose(labels.noChange), ''];
  const { since } = change;
  const list = (label: string, findings: readonly FindingBrief[]) =>
    findings.map((one) => [prose(label), code(one.symbol), code(one.ruleId), place(one), one.clauses.join(', ')]);
  return [
    ...heading(3, prose(headings.change)),
    `${prose(labels.since)} ${text(since.on)}${since.commit === null ? '' : ` (${code(since.commit)})`}`,
    '',
    ...items([
      `${prose(labels.new)}: ${change.new.length}`,
      `${prose(labels.reopened)}: ${change.reopened.length}`,
      `${prose(labels.fixed)}: ${change.fixed.length}`,
      `${prose(labels.known)}: ${change.known}`,
      ...change.clauses.map(
        ({ id, from, to }) => `${id}: ${prose(language.statuses[from].label)} → ${prose(language.statuses[to].label)}`,
      ),
      ...(change.sameTool ? [] : [prose(labels.otherTool)]),
      ...(change.sameConfig ? [] : [prose(labels.otherConfig)]),
    ]),
    ...table(
      [labels.change, labels.symbol, labels.rule, labels.place, labels.clause],
      [
        ...list(language.changes.new, change.new),
        ...list(language.changes.reopened, change.reopened),
        ...list(language.changes.fixed, change.fixed),
      ],
    ),
  ];
}

function trend({ trend }: Service, language: Language): readonly string[] {
  const { labels, headings } = language.words;
  return [
    ...heading(3, prose(headings.trend)),
    ...table(
      [
        ...[labels.analysedOn, labels.commit, labels.open, labels.undecided, labels.accepted, labels.noted],
        ...[labels.new, labels.reopened, labels.fixed],
      ],
      trend.map(({ on, commit, standings, new: added, reopened, fixed }) => [
        text(on),
        commit === null ? '' : code(commit.slice(0, 12)),
        ...[standings.open, standings.undecided, standings.accepted, standings.noted, added, reopened, fixed].map(
          String,
        ),
      ]),
    ),
  ];
}

function rules({ rules }: Service, language: Language): readonly string[] {
  const { labels, headings } = language.words;
  return [
    ...heading(3, prose(headings.rules)),
    ...table(
      [labels.rule, labels.clause, labels.severity, labels.what, labels.why, labels.wayOut],
      rules.map((rule) => {
        const { title, what, why, wayOut } = ruleWords(rule, language);
        const from = rule.severityFrom === 'default' ? '' : ` (${text(rule.severityFrom)})`;
        return [
          `${code(rule.id)} ${prose(title)}`,
          rule.clauses.join(', '),
          `${prose(language.severities[rule.severity])}${from}`,
          prose(what),
          prose(why),
          prose(wayOut),
        ];
      }),
    ),
  ];
}

function skipped({ scope }: Service, language: Language): readonly string[] {
  const { labels, headings } = language.words;
  return [
    ...heading(3, prose(headings.skipped)),
    ...orNone(
      language,
      table(
        [labels.file, labels.reason, labels.detail],
        scope.skipped.map(({ file, reason, detail }) => [
          code(file),
          prose(wordOf(language.skipReasons, reason)),
          text(phraseIn(language, detail) ?? detail),
        ]),
      ),
    ),
    ...items(
      scope.notes.map(
        ({ file, line, message }) =>
          `${file === null ? '' : `${place({ file, line })}: `}${prose(phraseIn(language, message) ?? message)}`,
      ),
    ),
  ];
}

function orNone({ words }: Language, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [prose(words.none), ''] : lines;
}
