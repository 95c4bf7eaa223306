import type { Language } from '../../language/language.ts';
import type { Assessment, Service } from '../../model.ts';
import { phraseIn } from '../../phrases.ts';
import { anchor, free, html, type Markup, prose } from './markup.ts';

/** What every part of the page is made of. */
export type View = {
  readonly assessment: Assessment;
  readonly language: Language;
  /** Several services: what concerns one of them is told under its name. */
  readonly isPortfolio: boolean;
};

/** Where a service starts on the page. */
export function serviceId(service: Service): string {
  return anchor('service', service.id);
}

/** Where a finding of a service stands on the page. */
export function findingId(service: Service, key: string): string {
  return anchor('finding', service.id, key);
}

/** What the tool said in English, in the language of the page; where that has no words for it, marked as English. */
export function said(text: string, language: Language): Markup {
  if (language.code === 'en') return prose(text);
  const own = phraseIn(language, text);
  return own === null ? html`<span lang="en">${prose(text)}</span>` : prose(own);
}

/** First letter large, as a line of its own starts. */
export function sentence(text: string): string {
  const first = text.slice(0, 1);
  return /\p{Ll}/u.test(first) ? first.toUpperCase() + text.slice(1) : text;
}

/** A template of the page with its values. */
export function filled(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : whole,
  );
}

/** Terms with what they are; entries without a value are left out. */
export function definitions(
  entries: readonly (readonly [term: string, value: Markup | string | number | null])[],
): Markup {
  const given = entries.filter(([, value]) => value !== null);
  return html`<dl class="details">${given.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}

export type Cell = Markup | string | number;

/** A table whose first column names the row (of the kind `why`, the last one has the most to say); on a narrow page its rows become blocks, each cell with the head of its column. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  kind: '' | 'why' = '',
): Markup {
  const body = rows.map(
    ([first = '', ...others]) =>
      html`<tr><th scope="row">${typeof first === 'string' ? free(first) : first}</th>${others.map((cell, index) => html`<td data-label="${head[index + 1] ?? ''}">${typeof cell === 'string' ? free(cell) : cell}</td>`)}</tr>`,
  );
  return html`<table class="stack ${kind}"><caption>${caption}</caption><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${body}</tbody></table>`;
}

export function list(items: readonly Markup[], kind = 'lines'): Markup {
  return html`<ul class="${kind}">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
