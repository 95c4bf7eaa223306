/** How far into a file its header is looked for, in UTF-16 code units. */
const headerReach = 8192;

/**
 * What generators write. A phrase must say that *this* file (or code) was generated, or tell the reader to keep off it,
 * so that a hand-written generator that only talks about generated files does not match.
 */
const phrases: readonly RegExp[] = [
  /^@generated\b/i,
  /^(?:this )?(?:is )?code (?:is |was )?(?:auto-?|automatically )?generated\b.{0,400}\bdo not edit\b/i,
  /\bthis (?:file|code|module|document) (?:is|was|has been) (?:(?:auto[- ]?|automatically )(?:re)?generated|generated automatically)\b/i,
  /\bthis (?:file|code|module) (?:is|was|has been) generated (?:by|from|with|via|using)\b.{0,400}\b(?:do not|don't|should not|must not|never)\b/i,
  /^(?:warning[:!]? )?(?:auto-?|automatically )generated (?:file|code|by|from|with)\b.{0,400}\b(?:do not|don't|should not|must not|never)\b/i,
  /^generated (?:by|from|with|using)\b.{0,400}\b(?:do not|don't) (?:edit|modify|change|touch)\b/i,
  /^<auto-?generated\b/i,
];

/**
 * The line that says that a file was generated; undefined where none does. Looks at the comments before the first
 * statement only (directives such as 'use strict' do not count as one), at most 8,192 code units.
 */
export function generatedBy(text: string): string | undefined {
  const lines = headerLines(text.slice(0, headerReach));
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (!/generated/i.test(line)) continue;
    // "DO NOT EDIT" often stands on the line after.
    const passage = lines.slice(i, i + 4).join(' ');
    if (phrases.some((phrase) => phrase.test(passage))) return shorten(line);
  }
  return undefined;
}

/** The words of the leading comments, line by line, without comment marks and rulers. */
function headerLines(head: string): string[] {
  const found: string[] = [];
  let at = head.startsWith('#!') ? lineEnd(head, 0) : 0;
  for (;;) {
    while (at < head.length && head.charCodeAt(at) <= 32) at++;
    if (head.startsWith('//', at)) {
      const end = lineEnd(head, at);
      found.push(words(head.slice(at + 2, end)));
      at = end;
    } else if (head.startsWith('/*', at)) {
      const close = head.indexOf('*/', at + 2);
      const end = close < 0 ? head.length : close;
      for (const line of head.slice(at + 2, end).split('\n')) found.push(words(line));
      at = end + 2;
    } else {
      const directive = /^(?:'use [a-z]+'|"use [a-z]+");?/.exec(head.slice(at, at + 40));
      if (!directive) return found.filter((line) => line !== '');
      at += directive[0].length;
    }
  }
}

/** A comment line without the marks around its words. */
function words(line: string): string {
  let start = 0;
  while (start < line.length && ' \t*/#!=-_~+|'.includes(line[start]!)) start++;
  let end = line.length;
  while (end > start && ' \t\r*/#=-_~+|'.includes(line[end - 1]!)) end--;
  return line.slice(start, end);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function shorten(line: string): string {
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}
