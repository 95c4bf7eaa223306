import { ts } from 'ts-morph';
import { NONE, type ToolComment } from './facts.ts';
import { startOf as tokenStartOf } from './positions.ts';

/** What every comment to this tool starts with. */
const MARK = 'sharenothing-';

/** More of what may be comments in one file is not looked at: those beyond suppress nothing. */
const MAX_COMMENTS = 1000;

/**
 * The comments that speak to this tool: whole comments whose first word is the mark, wherever the grammar takes a comment (JSX too).
 * What looks like one inside a string, a template, a regular expression, JSX text or another comment is none.
 */
export function commentsOf(sf: ts.SourceFile, text: string): ToolComment[] {
  const out: ToolComment[] = [];
  const firstCode = skipTrivia(text, afterShebang(text));
  const seen: Seen = { from: -1, at: 0, starts: new Map() };
  let next = -1;
  let looked = 0;
  for (let at = text.indexOf(MARK); at >= 0 && looked < MAX_COMMENTS; at = text.indexOf(MARK, at + 1)) {
    const start = openerBefore(text, at);
    if (start < 0) continue;
    looked++;
    const after = placeOfComment(sf, text, start, seen);
    if (after < 0) continue;
    const end = endOfComment(text, start);
    // Of several in a row, each is followed by the same code.
    if (Math.max(after, end) > next) next = skipTrivia(text, Math.max(after, end));
    out.push({
      text: wordsOf(text, at, start, end),
      s: start,
      e: end,
      next: next < text.length ? next : NONE,
      first: start < firstCode,
    });
  }
  return out;
}

/** How far the white space from an offset on has been read, and where tokens start, so that many comments in a row are read once. */
type Seen = { from: number; at: number; readonly starts: Map<ts.Node, number> };

/** Where the comment starts whose first word stands at `at`; -1 where no comment opens directly before it. */
function openerBefore(text: string, at: number): number {
  let before = at;
  while (before > 0 && isSpaceOrStar(text.charCodeAt(before - 1))) before--;
  // The stars of an opening `/*` or `/**` were skipped with the rest.
  if (text[before - 1] !== '/') return -1;
  if (text[before] === '*' && before < at) return before - 1;
  const lineComment =
    text[before - 2] === '/' && !hasLineEnd(text, before, at) && !text.slice(before, at).includes('*');
  return lineComment ? before - 2 : -1;
}

/**
 * Whether a comment starts at an offset, told by the syntax tree: the way down ends in the white space before a token, or between the
 * punctuation of a node. Returns the offset from which what follows the comment is looked for, -1 where there is no comment.
 */
function placeOfComment(sf: ts.SourceFile, text: string, start: number, seen: Seen): number {
  let node: ts.Node = sf;
  for (;;) {
    const parent: ts.Node = node;
    let gap = startOf(parent, sf, seen);
    const child: ts.Node | undefined = ts.forEachChild(parent, (one) => {
      if (one.pos <= start && start < one.end) return one;
      if (one.end <= start) gap = Math.max(gap, one.end);
      return undefined;
    });
    if (child) {
      if (child.kind === ts.SyntaxKind.JsxText) return -1;
      if (start < startOf(child, sf, seen)) return opensAt(text, child.pos, start, seen) ? start : -1;
      node = child;
      continue;
    }
    if (parent !== sf && ts.isTokenKind(parent.kind)) return -1;
    if (start < gap) return -1;
    if (!opensAt(text, gap, start, seen)) return -1;
    // A comment of its own between JSX elements speaks of what follows its braces.
    return ts.isJsxExpression(parent) && !parent.expression ? parent.end : start;
  }
}

function startOf(node: ts.Node, sf: ts.SourceFile, { starts }: Seen): number {
  const known = starts.get(node);
  if (known !== undefined) return known;
  const start = tokenStartOf(node, sf);
  starts.set(node, start);
  return start;
}

/** Whether a comment opens at `start`, read from `from` on over text that has no tokens but punctuation and keywords. */
function opensAt(text: string, from: number, start: number, seen: Seen): boolean {
  let at = seen.from === from && seen.at <= start ? seen.at : from === 0 ? afterShebang(text) : from;
  while (at < start) {
    const isComment = text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*');
    at = isComment ? endOfComment(text, at) : at + 1;
  }
  seen.from = from;
  seen.at = at;
  return at === start;
}

/** The offset after a comment that starts at `start`; a line comment ends before its line end. */
function endOfComment(text: string, start: number): number {
  if (text[start + 1] === '*') {
    const close = text.indexOf('*/', start + 2);
    return close < 0 ? text.length : close + 2;
  }
  let at = start;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** The offset of the next token: white space and comments are passed over. */
function skipTrivia(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) at++;
    else if (text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) at = endOfComment(text, at);
    else break;
  }
  return at;
}

/** What a comment says from the mark on, on one line. */
function wordsOf(text: string, at: number, start: number, end: number): string {
  if (text[start + 1] === '/') return text.slice(at, end).trim();
  const closed = text.startsWith('*/', end - 2) && end - 2 > at;
  const lines = text.slice(at, closed ? end - 2 : end).split('\n');
  return lines
    .map(withoutStars)
    .filter((line) => line !== '')
    .join(' ');
}

function withoutStars(line: string): string {
  const trimmed = line.trim();
  let from = 0;
  while (trimmed[from] === '*') from++;
  return trimmed.slice(from).trim();
}

function afterShebang(text: string): number {
  if (!text.startsWith('#!')) return 0;
  const end = text.indexOf('\n');
  return end < 0 ? text.length : end;
}

function hasLineEnd(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isLineEnd(text.charCodeAt(at))) return true;
  return false;
}

function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d || unit === 0x2028 || unit === 0x2029;
}

function isSpace(unit: number): boolean {
  return unit <= 0x20 || unit === 0xa0 || unit === 0xfeff || isLineEnd(unit);
}

function isSpaceOrStar(unit: number): boolean {
  return isSpace(unit) || unit === 0x2a;
}
