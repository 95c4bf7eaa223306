import type { Place } from './place.ts';

/** Text of a command line, or a value that stands in it. */
export type Part = string | Place;

/** A word of a command line, without its quotes; or what joins, ends and redirects commands. */
export type Word = { readonly parts: readonly Part[]; readonly mark: '' | '|' | '>' | '<' };

/** Splits a line as a shell does: at blanks outside quotes. Values are taken to be one word, or a part of one. */
export function shellWords(line: readonly Part[]): readonly Word[] {
  const out: Word[] = [];
  let parts: Part[] = [];
  let text = '';
  let quote = '';
  let open = false;
  const flush = () => {
    if (text !== '') parts.push(text);
    if (parts.length > 0 || open) out.push({ parts, mark: '' });
    parts = [];
    text = '';
    open = false;
  };
  const mark = (x: '|' | '>' | '<') => {
    flush();
    out.push({ parts: [], mark: x });
  };
  for (const part of line) {
    if (typeof part !== 'string') {
      if (text !== '') parts.push(text);
      text = '';
      parts.push(part);
      continue;
    }
    for (let i = 0; i < part.length; i++) {
      const c = part[i]!;
      if (quote !== '') {
        if (c === quote) quote = '';
        else if (c === '\\' && quote === '"' && /["\\$`]/.test(part[i + 1] ?? '')) text += part[++i]!;
        else text += c;
      } else if (c === '"' || c === "'") {
        quote = c;
        open = true;
      } else if (c === '\\' && i + 1 < part.length) text += part[++i]!;
      else if (c === '\n' || c === ';' || c === '|' || c === '(' || c === ')') mark('|');
      else if (c === '&') {
        // `2>&1`, `&>file`: where errors go too.
        if (out[out.length - 1]?.mark === '>' && text === '' && parts.length === 0) text += c;
        else if (part[i + 1] === '>') flush();
        else mark('|');
      } else if (c === '>') {
        // A number before it is what is sent there: 1 is what the program says, 2 its complaints.
        const descriptor = parts.length === 0 && /^\d$/.test(text) ? text : '';
        if (descriptor !== '') text = '';
        mark('>');
        if (descriptor === '2') text = '&';
        if (part[i + 1] === '>') i++;
      } else if (c === '<') mark('<');
      else if (c === ' ' || c === '\t' || c === '\r') {
        if (text === '&' && out[out.length - 1]?.mark === '>') continue;
        flush();
      } else text += c;
    }
  }
  flush();
  return out;
}

/** The text of a word, values as `*`. */
export const wordText = (word: Word): string => word.parts.map((x) => (typeof x === 'string' ? x : '*')).join('');
