import { escapeControls } from '../../text/escape-controls.ts';

/** Any text as GitHub-flavoured Markdown that shows it as it is, also in a cell of a table: no emphasis, link, tag or mention. */
export function text(plain: string): string {
  return escapeControls(plain)
    .replace(/[\\`*_[\]<>|~&$@#!^]/g, (sign) => `\\${sign}`)
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/www\./gi, (start) => `${start.slice(0, -1)}\\.`);
}

/** Our own sentences: as `text`, with what stands in back-ticks as code. */
export function prose(sentence: string): string {
  return escapeControls(sentence)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : text(part)))
    .join('');
}

/**
 * Text as code, which neither its own back-ticks nor a cell of a table end. A bar ends a cell even inside a code span, and behind a
 * back-slash it cannot be escaped: such text is an HTML element.
 */
export function code(plain: string): string {
  const shown = escapeControls(plain);
  if (shown.includes('|')) return `<code>${htmlText(shown)}</code>`;
  if (shown.trim() === '') return text(plain);
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Any text inside an HTML tag of Markdown. */
export function htmlText(plain: string): string {
  return escapeControls(plain)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]~@:.|]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
