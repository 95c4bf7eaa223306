import { createHash } from 'node:crypto';
import type { Language } from '../../language/language.ts';
import type { Assessment } from '../../model.ts';
import { findings } from './findings.ts';
import { sprite } from './icons.ts';
import { code, html, type Markup } from './markup.ts';
import { clauses, controls, overview, portfolio } from './overview.ts';
import { script } from './script.ts';
import { servicePart } from './service.ts';
import { styleSheet } from './style.ts';
import { type Cell, said, serviceId, table, type View } from './view.ts';

/** The whole page: one file that asks for nothing, and whose policy lets nothing run but the script and the style that are in it. */
export function page(assessment: Assessment, language: Language): string {
  const view: View = { assessment, language, isPortfolio: assessment.services.length > 1 };
  const { words } = language;
  const names = assessment.services.map(({ name }) => name).join(', ');
  const title = `${words.title} – ${names} – ${assessment.on}`;
  const style = styleSheet(`${words.title} – ${shortened(names)}`, assessment.on);
  const policy = [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const body = html`<a class="skip" href="#report">${language.page.skipLink}</a>${sprite}
<div class="page">
${masthead(view)}
<div class="columns">${contents(view)}
<main id="report" tabindex="-1">
${overview(view)}
${portfolio(view)}
${clauses(view)}
${controls(view)}
${assessment.services.map((service) => servicePart(service, view))}
${findings(view)}
${closing(view)}
</main></div>
<footer class="colophon">${assessment.tool.name} ${assessment.tool.version} · ${words.disclaimer}</footer>
</div>`;
  return `<!doctype html>
<html lang="${language.code}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${html`${assessment.tool.name} ${assessment.tool.version}`.html}">
<title>${html`${title}`.html}</title>
<style>${style}</style>
</head>
<body>
${body.html}
<script>${script}</script>
</body>
</html>
`;
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** For the line on top of printed pages. */
function shortened(names: string): string {
  const letters = [...names];
  return letters.length <= 60 ? names : `${letters.slice(0, 59).join('')}…`;
}

function masthead({ assessment, language, isPortfolio }: View): Markup {
  const { labels, notGiven } = language.words;
  const [first] = assessment.services;
  const facts: readonly (readonly [string, Markup | string])[] = [
    [
      isPortfolio ? language.words.headings.portfolio : labels.service,
      assessment.services.map(({ name }) => name).join(', '),
    ],
    ...(!isPortfolio && first?.commit ? [[labels.commit, code(first.commit.slice(0, 12))] as const] : []),
    [labels.on, html`<time datetime="${assessment.on}">${assessment.on}</time>`],
    [labels.by, assessment.by ?? notGiven],
    [labels.policy, html`${said(assessment.policy.title, language)} ${assessment.policy.version}`],
    [labels.tool, `${assessment.tool.name} ${assessment.tool.version}`],
  ];
  return html`<header class="masthead"><h1>${language.words.title}</h1><p class="subtitle">${language.words.subtitle}</p>
<dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl></header>`;
}

function contents({ assessment, language, isPortfolio }: View): Markup {
  const { headings } = language.words;
  const entries: readonly (readonly [string, string])[] = [
    ['summary', headings.summary],
    ...(isPortfolio ? [['portfolio', headings.portfolio] as const] : []),
    ['clauses', headings.clauses],
    ...(assessment.controls.length > 0 ? [['controls', headings.controls] as const] : []),
    ...assessment.services.map((service) => [serviceId(service), `${headings.service}: ${service.name}`] as const),
    ['findings', headings.findings],
    ['inputs', headings.inputs],
    ['verify', headings.verify],
  ];
  return html`<nav class="contents" aria-labelledby="contents-title"><h2 id="contents-title">${language.page.contents}</h2>
<ol>${entries.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}</ol></nav>`;
}

/** What the report was made from, and how to make sure of it. */
function closing({ assessment, language }: View): Markup {
  const { headings, labels } = language.words;
  const rows = assessment.inputs.map(({ role, name, sha256, service }): Cell[] => [
    code(name),
    language.roles[role],
    service === null ? '' : (assessment.services.find(({ id }) => id === service)?.name ?? service),
    html`<code class="digest">${sha256}</code>`,
  ]);
  const reports = assessment.inputs.filter(({ role }) => role === 'report');
  return html`<section id="inputs" class="sheet" aria-labelledby="inputs-title"><h2 id="inputs-title">${headings.inputs}</h2>
${table(headings.inputs, [labels.file, labels.role, labels.service, labels.sha256], rows)}</section>
<section id="verify" aria-labelledby="verify-title"><h2 id="verify-title">${headings.verify}</h2>
<p>${labels.verifyWith}:</p>
<ul class="plain">${reports.map(({ name }) => html`<li>${code(`sharenothing report verify ${name}`)}</li>`)}</ul></section>`;
}
