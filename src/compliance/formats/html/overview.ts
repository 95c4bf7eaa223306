import { CLAUSES } from '../../../report/clauses.ts';
import type { ClauseId } from '../../../report/report.ts';
import type { ClauseStatus, Reason, Service } from '../../model.ts';
import { packWords, reasonWords, wordOf } from '../../words.ts';
import { statusBadge } from './icons.ts';
import { code, html, joined, type Markup, nothing, place, prose } from './markup.ts';
import { type Cell, list, said, sentence, serviceId, table, type View } from './view.ts';

/** The first page: the verdicts, what was looked at and what was not, and what such an analysis cannot tell. */
export function overview(view: View): Markup {
  const { words } = view.language;
  return html`<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">${words.headings.summary}</h2>
${verdicts(view)}
${meanings(view)}
<p class="aid">${words.disclaimer}</p>
<div class="block"><h3 id="scope">${words.headings.scope}</h3>${scope(view)}</div>
${gaps(view)}
<div class="block"><h3 id="limits">${words.headings.limits}</h3>${list(words.limits.map((one) => html`${one}`))}</div>
</section>`;
}

function verdicts({ assessment, language }: View): Markup {
  const cards = assessment.clauses.map(
    ({ id, status }) =>
      html`<li><a class="is-${status}" href="#${clauseAnchor(id)}">${statusBadge(status, language.statuses[status].label)}<span class="id">${id}</span><span class="what">${language.clauses[id].title}</span></a></li>`,
  );
  return html`<ul class="verdicts">${cards}</ul>`;
}

function scope({ assessment, language }: View): Markup {
  const { labels, headings } = language.words;
  const head = [
    labels.service,
    labels.commit,
    labels.state,
    labels.filesAnalysed,
    labels.filesSkipped,
    headings.processes,
    headings.rules,
  ];
  const rows = assessment.services.map((service): Cell[] => [
    html`<a href="#${serviceId(service)}">${service.name}</a>`,
    service.commit === null ? labels.unknown : code(service.commit.slice(0, 12)),
    service.dirty === null ? labels.unknown : service.dirty ? labels.dirty : labels.clean,
    service.files.analysed,
    service.files.skipped,
    service.processes.length,
    `${service.rules.filter(({ severity }) => severity !== 'off').length} / ${service.rules.length}`,
  ]);
  return table(headings.scope, head, rows);
}

/** What keeps clauses from being assessed. One gap of several services is told once, with their names. */
function gaps({ assessment, language, isPortfolio }: View): Markup {
  const { headings } = language.words;
  const told = assessment.services.flatMap((service) =>
    service.scope.gaps.map(
      (gap) => html`${isPortfolio ? html`<b>${service.name}</b>: ` : nothing}${reasonText(gap, language)}`,
    ),
  );
  const body = told.length === 0 ? html`<p>${language.page.allLooked}</p>` : list(told);
  return html`<div class="block"><h3 id="gaps">${headings.gaps}</h3>${body}</div>`;
}

/** A reason as a sentence, with its places. */
export function reasonText(reason: Reason, language: View['language']): Markup {
  const places =
    reason.places.length === 0
      ? nothing
      : html` <span class="places">${joined(
          reason.places.map(({ file, line }) => place(file, line)),
          ', ',
        )}</span>`;
  return html`${prose(sentence(reasonWords(reason, language)))}${places}`;
}

function reasonList(reasons: readonly Reason[], { language }: View): Markup {
  const texts = reasons.map((one) => reasonText(one, language));
  return list(texts, texts.length > 1 ? 'lines' : 'plain');
}

/** Where a clause stands on the page. */
export function clauseAnchor(id: ClauseId): string {
  return `clause-${id.replace('.', '-')}`;
}

/** What each status means, so that nobody takes "not assessed" for a pass. */
export function meanings({ language }: View): Markup {
  const entries = (Object.keys(language.statuses) as ClauseStatus[]).map((status) => {
    const { label, meaning } = language.statuses[status];
    return html`<dt>${statusBadge(status, label)}</dt><dd>${meaning}</dd>`;
  });
  return html`<dl class="details meanings" aria-label="${language.page.meaning}">${entries}</dl>`;
}

/** The clauses in our words, each with its status and why. */
export function clauses(view: View): Markup {
  const { assessment, language, isPortfolio } = view;
  const { labels, headings } = language.words;
  const [only] = assessment.services;
  const rows = CLAUSES.map(({ id }): Cell[] => {
    const overall = assessment.clauses.find((one) => one.id === id)!;
    const reasons = only?.clauses.find((one) => one.id === id)?.reasons ?? [];
    return [
      html`<span id="${clauseAnchor(id)}">${id}</span>`,
      html`<b>${language.clauses[id].title}.</b> ${language.clauses[id].requirement}`,
      statusBadge(overall.status, language.statuses[overall.status].label),
      // Of several services the table above says which, and each one's part why.
      ...(isPortfolio ? [] : [reasonList(reasons, view)]),
    ];
  });
  const head = [labels.clause, labels.requirement, labels.status, ...(isPortfolio ? [] : [labels.reasons])];
  return html`<section id="clauses" class="${isPortfolio ? '' : 'sheet'}" aria-labelledby="clauses-title"><h2 id="clauses-title">${headings.clauses}</h2>
${table(headings.clauses, head, rows, isPortfolio ? '' : 'why')}</section>`;
}

/** Services against clauses, at one glance. */
export function portfolio(view: View): Markup {
  const { assessment, language, isPortfolio } = view;
  if (!isPortfolio) return nothing;
  const { headings, labels } = language.words;
  const rows = assessment.services.map((service): Cell[] => [
    html`<a href="#${serviceId(service)}">${service.name}</a>`,
    ...CLAUSES.map(({ id }) => {
      const status = service.clauses.find((one) => one.id === id)?.status ?? 'not-assessed';
      return statusBadge(status, language.statuses[status].label);
    }),
  ]);
  return html`<section id="portfolio" class="sheet" aria-labelledby="portfolio-title"><h2 id="portfolio-title">${headings.portfolio}</h2>
${table(headings.clauses, [labels.service, ...CLAUSES.map(({ id }) => id)], rows)}</section>`;
}

/** The controls of the policy pack. A mapping that nobody confirmed says so. */
export function controls(view: View): Markup {
  const { assessment, language, isPortfolio } = view;
  const { headings, labels } = language.words;
  if (assessment.controls.length === 0) return nothing;
  const reasons = (control: (typeof assessment.controls)[number]) =>
    list(
      control.services.flatMap(({ service, status, reasons }) => {
        const name = assessment.services.find(({ id }) => id === service)?.name ?? service;
        if (isPortfolio && status === 'satisfied') return [];
        return reasons.map(
          (one) => html`${isPortfolio ? html`<b>${name}</b>: ` : nothing}${reasonText(one, language)}`,
        );
      }),
    );
  const rows = assessment.controls.map((control): Cell[] => [
    html`${code(control.id)}`,
    html`<b>${packText(control.title, language)}.</b> ${packText(control.description, language)}`,
    joined(
      [...control.clauses, ...control.rules].map((one) => html`${one}`),
      ', ',
    ),
    statusBadge(control.status, language.statuses[control.status].label),
    reasons(control),
  ]);
  const head = [labels.control, labels.requirement, labels.clause, labels.status, labels.reasons];
  const { policy } = assessment;
  return html`<section id="controls" aria-labelledby="controls-title"><h2 id="controls-title">${headings.controls}</h2>
<p class="note">${labels.policy}: ${said(policy.title, language)} ${policy.version} (${code(policy.id)}) ${policy.toBeConfirmed ? html`<span class="tag">${language.words.toBeConfirmed}</span>` : nothing}</p>
${table(headings.controls, head, rows, 'why')}</section>`;
}

/** A text of a policy pack, marked as English where the pack has no other. */
function packText(texts: Readonly<Record<string, string>>, language: View['language']): Markup {
  const text = packWords(texts, language);
  return language.code === 'en' || Object.hasOwn(texts, language.code) || text === ''
    ? prose(text)
    : html`<span lang="en">${prose(text)}</span>`;
}

/** The status of a clause for one service, with why: for the service's own part of a portfolio. */
export function serviceClauses(service: Service, view: View): Markup {
  const { language } = view;
  const { labels, headings } = language.words;
  const rows = service.clauses.map(({ id, status, reasons }): Cell[] => [
    id,
    statusBadge(status, language.statuses[status].label),
    reasonList(reasons, view),
  ]);
  return table(headings.clauses, [labels.clause, labels.status, labels.reasons], rows);
}

/** Severity in words. */
export function severityWord(severity: string, { language }: View): string {
  return wordOf(language.severities, severity);
}
