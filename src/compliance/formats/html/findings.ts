import type { AssessedFinding, AssessedStep, Exception, Service } from '../../model.ts';
import { findingWords, ruleWords, stepWords, wordOf } from '../../words.ts';
import { standingBadge } from './icons.ts';
import { anchor, code, excerpt, html, joined, type Markup, nothing, place, prose } from './markup.ts';
import { clauseAnchor, severityWord } from './overview.ts';
import { STANDINGS } from './pictures/standings.ts';
import { definitions, filled, findingId, sentence, serviceId, type View } from './view.ts';

/** All findings, by service and by the clause that they break first, with a form to find some of them. */
export function findings(view: View): Markup {
  const { assessment, language, isPortfolio } = view;
  const total = assessment.services.reduce((sum, service) => sum + service.findings.length, 0);
  const groups = assessment.services.map((service) => {
    const own = groupsOf(service, view);
    if (!isPortfolio || service.findings.length === 0) return own;
    return html`<div class="group"><h3>${service.name}</h3>${own}</div>`;
  });
  return html`<section id="findings" class="sheet" aria-labelledby="findings-title"><h2 id="findings-title">${language.words.headings.findings}</h2>
${total === 0 ? html`<p>${language.page.noFindings}</p>` : html`${form(view)}<div class="findings">${groups}</div>`}</section>`;
}

function form({ assessment, language, isPortfolio }: View): Markup {
  const { page, words } = language;
  const select = (name: string, label: string, every: string, options: readonly (readonly [string, string])[]) =>
    html`<label>${label}<select name="${name}"><option value="">${every}</option>${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>`;
  const services = assessment.services.map((service) => [serviceId(service), service.name] as const);
  return html`<form class="filter" id="filter" role="search" aria-label="${page.filter}" hidden>
<div class="fields"><label class="wide">${page.search}<input type="search" name="search" placeholder="${page.searchHint}" autocomplete="off" spellcheck="false"></label>
${select(
  'clause',
  words.labels.clause,
  page.everyClause,
  assessment.clauses.map(({ id }) => [id, id]),
)}
${select(
  'standing',
  words.labels.standing,
  page.everyStanding,
  STANDINGS.map((one) => [one, words.labels[one]]),
)}
${select(
  'severity',
  words.labels.severity,
  page.everySeverity,
  (['error', 'warning', 'info'] as const).map((one) => [one, language.severities[one]]),
)}
${isPortfolio ? select('service', words.labels.service, page.everyService, services) : nothing}</div>
<div class="buttons"><output data-shown="${page.shown}" aria-live="polite"></output><button type="button" data-open>${page.openAll}</button><button type="button" data-close>${page.closeAll}</button><button type="reset">${page.clear}</button></div>
<p id="none-shown" hidden>${page.noneShown}</p></form>`;
}

/** The findings of a service under the first of their clauses; those of no clause last. */
function groupsOf(service: Service, view: View): Markup {
  const { language, isPortfolio } = view;
  const heading = (text: Markup) => (isPortfolio ? html`<h4>${text}</h4>` : html`<h3>${text}</h3>`);
  const ids = [...service.clauses.map(({ id }) => id), null];
  return html`${ids.map((id) => {
    const own = service.findings.filter(({ clauses }) => (clauses[0] ?? null) === id);
    if (own.length === 0) return nothing;
    const title = id === null ? html`${language.page.otherFindings}` : html`${id} · ${language.clauses[id].title}`;
    return html`<div class="group">${heading(title)}${own.map((one) => article(one, service, view))}</div>`;
  })}`;
}

function article(finding: AssessedFinding, service: Service, view: View): Markup {
  const { language, isPortfolio } = view;
  const { labels } = language.words;
  const id = findingId(service, finding.key);
  const { message, help } = findingWords(finding, language);
  const rule = service.rules.find((one) => one.id === finding.ruleId);
  const title = rule ? ruleWords(rule, language).title : finding.ruleId;
  const heading = html`${code(finding.symbol === '' ? finding.ruleId : finding.symbol)} – ${title}`;
  const exception = service.exceptions.find((one) => one.finding === finding.key);
  const lang = inEnglish(finding, view);
  const change =
    finding.change === null || finding.change === 'known'
      ? nothing
      : html`<span class="tag">${language.changes[finding.change]}</span>`;
  return html`<article class="finding is-${finding.standing}" id="${id}" tabindex="-1" aria-labelledby="${id}-title" data-clauses="${finding.clauses.join(' ')}" data-standing="${finding.standing}" data-severity="${finding.severity}" data-service="${serviceId(service)}">
<header><div class="title">${standingBadge(finding.standing, labels[finding.standing])}${change}${isPortfolio ? html`<h5 id="${id}-title">${heading}</h5>` : html`<h4 id="${id}-title">${heading}</h4>`}</div>
<p class="where">${place(finding.file, finding.line)}<span>${labels.severity}: ${severityWord(finding.severity, view)}</span><span>${labels.confidence}: ${language.confidences[finding.confidence]}</span><span>${joined(
    finding.clauses.map((one) => html`<a href="#${clauseAnchor(one)}">${one}</a>`),
    ', ',
  )}</span></p></header>
<p class="says"${lang}>${prose(message)}</p>
${excerpt(finding.snippet, finding.line)}
${help === '' ? nothing : html`<p class="wayout"${lang}><b>${labels.wayOut}:</b> ${prose(help)}</p>`}
${exception ? exceptionBlock(exception, view) : nothing}
<details><summary>${language.words.headings.trace} · ${language.words.headings.evidence}</summary>${steps(finding, id, view)}
${evidence(finding, view)}</details></article>`;
}

/** A finding whose message the language does not have is told in English, and says so to those who read it aloud. */
function inEnglish({ ruleId, messageId }: AssessedFinding, { language }: View): Markup {
  const has =
    language.code === 'en' ||
    (Object.hasOwn(language.messages, ruleId) && Object.hasOwn(language.messages[ruleId]!, messageId));
  return has ? nothing : html` lang="en"`;
}

function steps({ trace, ruleId }: AssessedFinding, id: string, { language }: View): Markup {
  if (trace.length === 0) return nothing;
  const idOf = (index: number) => `${id}-${anchor('step', String(index + 1))}`;
  const one = (step: AssessedStep, index: number) => {
    const isLast = index === trace.length - 1;
    const next = isLast ? idOf(0) : idOf(index + 1);
    const go =
      trace.length === 1
        ? nothing
        : html`<a class="go" href="#${next}">${isLast ? language.page.firstStep : language.page.nextStep}</a>`;
    return html`<li id="${idOf(index)}" tabindex="-1" aria-label="${filled(language.page.step, { number: index + 1, total: trace.length })}"><p>${prose(sentence(stepWords(step, ruleId, language)))} <span class="where">${place(step.file, step.line)}</span></p>${excerpt(step.snippet, step.line)}${go}</li>`;
  };
  return html`<ol class="steps">${trace.map(one)}</ol>`;
}

function evidence(finding: AssessedFinding, { language }: View): Markup {
  const { labels } = language.words;
  const { consequences, processes } = finding;
  return definitions([
    [labels.rule, code(finding.ruleId)],
    [labels.status, wordOf(language.findingStatuses, finding.status)],
    [labels.holder, wordOf(language.holders, finding.holder)],
    [
      labels.consequences,
      consequences.length === 0 ? null : consequences.map((one) => wordOf(language.consequences, one)).join('; '),
    ],
    [labels.processes, processes.length === 0 ? null : joined(processes.map(code), ', ')],
    [labels.fingerprint, html`<code class="digest">${finding.fingerprint}</code>`],
  ]);
}

/** What was decided on a finding, by whom and until when. What is missing is said. */
function exceptionBlock(exception: Exception, { language }: View): Markup {
  const { labels, notGiven } = language.words;
  const given = (text: string) => (text === '' ? notGiven : text);
  const missing = exception.missing.map((one) => wordOf(language.evidence, one)).join(', ');
  return html`<div class="exception">${definitions([
    [
      labels.exception,
      `${language.exceptionKinds[exception.kind]}, ${language.exceptionStates[exception.state]}${missing === '' ? '' : `: ${missing}`}`,
    ],
    [labels.reason, given(exception.reason)],
    [labels.owner, given(exception.owner)],
    [labels.approvedBy, given(exception.approvedBy)],
    [labels.ticket, exception.ticket === '' ? null : exception.ticket],
    [labels.until, given(exception.until)],
    [labels.where, code(exception.where)],
  ])}</div>`;
}
