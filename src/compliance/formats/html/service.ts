import { CLAUSES } from '../../../report/clauses.ts';
import type { ClauseStatus, FindingBrief, Service } from '../../model.ts';
import { phraseIn } from '../../phrases.ts';
import { ruleWords, wordOf } from '../../words.ts';
import { statusBadge } from './icons.ts';
import { anchor, code, html, joined, type Markup, nothing, place, prose } from './markup.ts';
import { serviceClauses, severityWord } from './overview.ts';
import { clauseBars, countsText, patternKey } from './pictures/bars.ts';
import { leftOut, serviceMap } from './pictures/map.ts';
import { STANDINGS } from './pictures/standings.ts';
import { trendChart } from './pictures/trend.ts';
import {
  type Cell,
  definitions,
  filled,
  findingId,
  list,
  said,
  sentence,
  serviceId,
  table,
  type View,
} from './view.ts';

/** Everything about one service but its findings: what was analysed, its pictures, what changed, exceptions and what is in order. */
export function servicePart(service: Service, view: View): Markup {
  const { language, isPortfolio } = view;
  const { headings } = language.words;
  const id = serviceId(service);
  const parts: readonly (readonly [string, Markup])[] = [
    [headings.evidence, evidence(service, view)],
    ...(isPortfolio ? [[headings.clauses, serviceClauses(service, view)] as const] : []),
    [language.page.byClause, bars(service, view)],
    [headings.map, map(service, view)],
    [headings.change, change(service, view)],
    ...(service.trend.length > 1 ? [[headings.trend, trend(service, view)] as const] : []),
    [headings.exceptions, exceptions(service, view)],
    [headings.backed, backed(service, view)],
    [headings.processes, processes(service, view)],
    [headings.rules, rules(service, view)],
    [headings.skipped, skipped(service, view)],
  ];
  return html`<section id="${id}" class="sheet" aria-labelledby="${id}-title"><h2 id="${id}-title">${headings.service}: ${service.name}</h2>
<div class="service">${parts.map(
    ([title, body], index) =>
      html`<div class="block"><h3 id="${id}-${anchor('part', String(index + 1))}">${title}</h3>${body}</div>`,
  )}</div></section>`;
}

function evidence(service: Service, { language }: View): Markup {
  const { labels, notGiven } = language.words;
  const digest = (value: string) => html`<code class="digest">${value}</code>`;
  return definitions([
    [labels.folder, service.root === '' ? code('/') : code(service.root)],
    [labels.commit, service.commit === null ? labels.unknown : code(service.commit)],
    [labels.state, service.dirty === null ? labels.unknown : service.dirty ? labels.dirty : labels.clean],
    [labels.analysedOn, service.on],
    [labels.analysedBy, service.by ?? notGiven],
    [labels.filesAnalysed, service.files.analysed],
    [labels.filesSkipped, service.files.skipped],
    [labels.tool, `${service.tool.name} ${service.tool.version}`],
    [labels.configFiles, service.configFiles.length === 0 ? null : joined(service.configFiles.map(code), ', ')],
    [labels.rulesDigest, digest(service.tool.rulesDigest)],
    [labels.catalogueDigest, digest(service.tool.catalogueDigest)],
    [labels.configDigest, digest(service.configDigest)],
    [labels.policyDigest, digest(service.policyDigest)],
    [labels.inputsDigest, digest(service.inputsDigest)],
  ]);
}

function bars(service: Service, { language }: View): Markup {
  const { labels } = language.words;
  const rows = service.clauses.map(({ id, counts }): Cell[] => [id, ...STANDINGS.map((one) => counts[one])]);
  const head = [labels.clause, ...STANDINGS.map((one) => labels[one])];
  const picture = clauseBars(anchor('bars', service.id), service.clauses, language);
  return html`<figure class="scroll" role="region" tabindex="0" aria-label="${`${language.page.byClause}: ${service.name}`}">${picture}</figure>${patternKey(language)}
<details class="screen"><summary>${language.page.asTable}</summary>${table(language.page.byClause, head, rows)}</details>`;
}

function map(service: Service, { language }: View): Markup {
  const keys = new Set(service.findings.map(({ key }) => key));
  const picture = serviceMap(anchor('map', service.id), service.map, language, (key) =>
    keys.has(key) ? findingId(service, key) : null,
  );
  if (picture.html === '') return html`<p class="note">${language.page.mapEmpty}</p>`;
  const left = leftOut(service.map);
  return html`<p class="note">${language.page.mapDesc}</p>
<div class="scroll" role="region" tabindex="0" aria-label="${`${language.words.headings.map}: ${service.name}`}">${picture}</div>
${left === 0 ? nothing : html`<p class="note">${filled(language.page.mapMore, { count: left })}.</p>`}`;
}

function change(service: Service, view: View): Markup {
  const { language } = view;
  const { labels } = language.words;
  const { change } = service;
  if (!change) return html`<p class="note">${labels.noChange}</p>`;
  const { since } = change;
  const kinds = ['new', 'reopened', 'fixed'] as const;
  const briefs = kinds.flatMap((kind) => change[kind].map((one) => briefRow(kind, one, service, view)));
  const statuses = change.clauses.map(
    ({ id, from, to }) =>
      html`${id}: ${statusBadge(from, language.statuses[from].label)} → ${statusBadge(to, language.statuses[to].label)}`,
  );
  return html`<p>${labels.since} ${since.on}${since.commit === null ? nothing : html` (${code(since.commit.slice(0, 12))})`}: ${kinds
    .map((kind) => `${change[kind].length} ${labels[kind].toLowerCase()}`)
    .join(', ')}, ${change.known} ${labels.known.toLowerCase()}.</p>
${change.sameTool ? nothing : html`<p class="note">${labels.otherTool}</p>`}${change.sameConfig ? nothing : html`<p class="note">${labels.otherConfig}</p>`}
${statuses.length === 0 ? html`<p>${language.page.unchanged}</p>` : list(statuses, 'plain')}
${briefs.length === 0 ? nothing : table(language.words.headings.change, [labels.finding, labels.change, labels.rule, labels.severity, labels.clause, labels.place], briefs)}`;
}

function briefRow(kind: 'new' | 'reopened' | 'fixed', brief: FindingBrief, service: Service, view: View): Cell[] {
  const name = code(brief.symbol === '' ? brief.ruleId : brief.symbol);
  return [
    brief.key === null ? name : html`<a href="#${findingId(service, brief.key)}">${name}</a>`,
    view.language.changes[kind],
    code(brief.ruleId),
    severityWord(brief.severity, view),
    brief.clauses.join(', '),
    place(brief.file, brief.line),
  ];
}

function trend(service: Service, { language }: View): Markup {
  const { labels } = language.words;
  const rows = service.trend.map((point): Cell[] => [
    point.on,
    point.commit === null ? labels.unknown : code(point.commit.slice(0, 12)),
    ...STANDINGS.map((one) => point.standings[one]),
    point.new,
    point.fixed,
    point.reopened,
    joined(
      CLAUSES.map(({ id }) => html`${id} ${statusWord(point.statuses[id], language)}`),
      '; ',
    ),
  ]);
  const head = [
    labels.analysedOn,
    labels.commit,
    ...STANDINGS.map((one) => labels[one]),
    labels.new,
    labels.fixed,
    labels.reopened,
    labels.status,
  ];
  return html`<figure class="scroll" role="region" tabindex="0" aria-label="${`${language.words.headings.trend}: ${service.name}`}">${trendChart(anchor('trend', service.id), service.trend, language)}</figure>
<details><summary>${language.page.asTable}</summary>${table(language.words.headings.trend, head, rows)}</details>`;
}

function statusWord(status: ClauseStatus, language: View['language']): string {
  return language.statuses[status].label;
}

function exceptions(service: Service, { language }: View): Markup {
  const { labels, notGiven } = language.words;
  if (service.exceptions.length === 0) return html`<p class="note">${language.page.noExceptions}</p>`;
  const given = (text: string) => (text === '' ? notGiven : text);
  const rows = service.exceptions.map((one): Cell[] => {
    const finding = service.findings.find(({ key }) => key === one.finding);
    const missing = one.missing.map((field) => wordOf(language.evidence, field)).join(', ');
    return [
      html`<a href="#${findingId(service, one.finding)}">${code(finding?.symbol || one.finding)}</a>`,
      `${language.exceptionStates[one.state]}${missing === '' ? '' : `: ${missing}`}`,
      given(one.until),
      given(one.owner),
      given(one.approvedBy),
      `${given(one.reason)}${one.ticket === '' ? '' : ` (${one.ticket})`}`,
      html`${language.exceptionKinds[one.kind]} ${code(one.where)}`,
    ];
  });
  const head = [
    labels.finding,
    labels.status,
    labels.until,
    labels.owner,
    labels.approvedBy,
    labels.reason,
    labels.where,
  ];
  return table(language.words.headings.exceptions, head, rows);
}

function backed(service: Service, { language }: View): Markup {
  const { labels } = language.words;
  if (service.backed.length === 0) return html`<p class="note">${language.page.noBacked}</p>`;
  const rows = service.backed.map((one): Cell[] => [
    code(one.symbol),
    code(one.package),
    phraseIn(language, one.service) ?? one.service,
    place(one.file, one.line),
    one.proof === null ? place(one.file, one.line) : place(one.proof.file, one.proof.line),
  ]);
  return table(
    language.words.headings.backed,
    [labels.component, labels.package, labels.backingService, labels.place, labels.proof],
    rows,
  );
}

function processes(service: Service, { language }: View): Markup {
  const { labels } = language.words;
  if (service.processes.length === 0) return html`<p class="note">${language.page.noProcesses}</p>`;
  const rows = service.processes.map((one): Cell[] => [
    code(one.name),
    language.processKinds[one.kind],
    code(one.entry),
    one.replicas ?? labels.unknown,
    html`${place(one.evidence.file, one.evidence.line)} ${code(one.evidence.text)}`,
  ]);
  return table(
    language.words.headings.processes,
    [labels.process, labels.kind, labels.entry, labels.replicas, labels.startedBy],
    rows,
  );
}

function rules(service: Service, view: View): Markup {
  const { language } = view;
  const { labels } = language.words;
  const rows = service.rules.map((rule): Cell[] => {
    const { title, what, why, wayOut } = ruleWords(rule, language);
    const count = service.findings.filter(({ ruleId }) => ruleId === rule.id);
    const counts = { open: 0, accepted: 0, undecided: 0, noted: 0 };
    for (const { standing } of count) counts[standing]++;
    const texts = [what, why].filter((text) => text !== '').join(' ');
    return [
      html`${code(rule.id)}`,
      html`<b>${title}.</b> ${prose(texts)}${wayOut === '' ? nothing : html` <b>${labels.wayOut}:</b> ${prose(wayOut)}`}`,
      rule.clauses.join(', '),
      html`${severityWord(rule.severity, view)}${rule.severityFrom === 'default' ? nothing : html` (${said(rule.severityFrom, language)})`}`,
      countsText(counts, language),
    ];
  });
  return table(
    language.words.headings.rules,
    [labels.rule, labels.what, labels.clause, labels.severity, language.words.headings.findings],
    rows,
  );
}

function skipped(service: Service, { language }: View): Markup {
  const { labels, headings } = language.words;
  const { scope } = service;
  const detail = (text: string) => (text === '' ? nothing : html` (${said(text, language)})`);
  const rows = [
    ...scope.skipped
      .filter(({ gap }) => gap)
      .map((one): Cell[] => [
        code(one.file),
        html`${sentence(wordOf(language.skipReasons, one.reason))}${detail(one.detail)}`,
      ]),
    ...scope.limits.map((one): Cell[] => [
      one.file === null ? code(one.stage) : code(one.file),
      html`${said(one.cap, language)}${one.symbol === null ? nothing : html` (${code(one.symbol)})`}`,
    ]),
    ...scope.errors.map((one): Cell[] => [
      one.file === null ? code(one.stage) : code(one.file),
      said(one.message, language),
    ]),
    ...scope.skipped
      .filter(({ gap }) => !gap)
      .map((one): Cell[] => [
        code(one.file),
        html`${sentence(wordOf(language.skipReasons, one.reason))}${detail(one.detail)}`,
      ]),
  ];
  const notes = scope.notes.map(
    ({ file, line, message }) =>
      html`${file === null ? nothing : html`${place(file, line)}: `}${said(message, language)}`,
  );
  const files =
    rows.length === 0
      ? html`<p class="note">${language.words.none}</p>`
      : table(headings.skipped, [labels.file, labels.reasons], rows);
  return html`${files}${notes.length === 0 ? nothing : html`<h4>${language.page.toolSays}</h4>${list(notes)}`}`;
}
