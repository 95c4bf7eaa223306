import { escapeControls } from '../../../text/escape-controls.ts';

/** Text that is HTML already. Everything else that goes into a template is escaped. */
export type Markup = { readonly html: string };

type Part = Markup | string | number | null | readonly Markup[];

/** A template of HTML: what is filled in is escaped, in texts and in quoted attributes alike, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: strings.reduce((all, text, index) => all + partText(parts[index - 1] ?? null) + text) };
}

function partText(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(part);
  if ('html' in part) return part.html;
  return part.map((one) => one.html).join('');
}

export const nothing: Markup = { html: '' };

export function joined(parts: readonly Markup[], between: string): Markup {
  return { html: parts.map((part) => part.html).join(escaped(between)) };
}

/** What acts in HTML or on how text is shown (bidirectional marks, invisible characters) becomes harmless and visible. */
export function escaped(text: string): string {
  return escapeControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Our own sentences: what stands in back-ticks is code. */
export function prose(sentence: string): Markup {
  const parts = sentence.split(/(`[^`]+`)/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : free(part)))}`;
}

/** Text whose words stay whole, but for those that are longer than a column of a table. */
export function free(text: string): Markup {
  const parts = text.split(/(\S{24,})/u);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<span class="free">${part}</span>` : html`${part}`))}`;
}

/** Names, paths and the like. Their letters are read in their own direction and do not turn around what follows. */
export function code(text: string): Markup {
  return { html: `<code>${escaped(text)}</code>` };
}

/** `file:line`, or the file alone. */
export function place(file: string, line: number | null): Markup {
  return code(line === null ? file : `${file}:${line}`);
}

/** Lines of code with their numbers. Tabs are two spaces wide: an escape in their place would hide the code. */
export function excerpt(snippet: string, firstLine: number): Markup {
  if (snippet === '') return nothing;
  const lines = snippet.split(/\r\n|[\n\r\u2028\u2029]/).map((line, index) => {
    const text = line.replaceAll('\t', '  ');
    return html`<span class="line" data-line="${firstLine + index}">${text === '' ? ' ' : text}</span>`;
  });
  return html`<pre class="excerpt" translate="no"><code>${lines}</code></pre>`;
}

/** An id of a page made of any texts: different texts, different ids. */
export function anchor(...parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(/[^A-Za-z0-9]/gu, (sign) => `_${sign.codePointAt(0)!.toString(16)}_`))
    .join('-');
}

/** Text inside a quoted CSS string. */
export function cssText(text: string): string {
  return escapeControls(text).replace(/[^A-Za-z0-9 ]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `);
}
