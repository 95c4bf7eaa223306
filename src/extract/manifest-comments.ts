import { NONE, type ToolComment } from './facts.ts';

/** What every comment to this tool starts with. */
const MARK = 'sharenothing-';

/** `lines`: only a line of its own is a comment, and a here document holds none. */
export type ManifestSyntax = 'yaml' | 'lines';

const YAML = ['.yaml', '.yml', '.config'];
const LINES = ['.tf', '.hcl', '.toml', '.conf', '.cfg', '.nginx', '.sh', '.bash', '.py', '.rb', '.env'];

/** How comments are written in a file, by its name (repository-relative path); undefined where they do not start with `#`. */
export function manifestSyntaxOf(path: string): ManifestSyntax | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (YAML.some((ending) => name.endsWith(ending))) return 'yaml';
  const isCalled = (word: string) => name === word || name.startsWith(`${word}.`) || name.endsWith(`.${word}`);
  if (LINES.some((ending) => name.endsWith(ending))) return 'lines';
  return ['dockerfile', 'containerfile', 'procfile', 'caddyfile', 'gemfile'].some(isCalled) ? 'lines' : undefined;
}

type Line = { readonly text: string; readonly start: number };

/**
 * The comments of a manifest that speak to this tool. What stands in a quoted or block scalar of YAML, or in a here
 * document, is no comment. Read by hand, line by line: no parser keeps both comments and broken files.
 */
export function manifestComments(text: string, syntax: ManifestSyntax): ToolComment[] {
  if (!text.includes(MARK)) return [];
  const lines = linesOf(text);
  const hashes = syntax === 'yaml' ? yamlHashes(lines) : lineHashes(lines);
  const isCode = (line: Line, at: number) => {
    const start = indentOf(line.text);
    return start < line.text.length && hashes[at] !== start;
  };
  const firstCode = lines.findIndex(isCode);
  const out: ToolComment[] = [];
  // From the last line up, so that what follows each line is known without a search.
  let next = NONE;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]!;
    const hash = hashes[at]!;
    const words = hash < 0 ? '' : line.text.slice(hash + 1).trim();
    if (words.startsWith(MARK))
      out.push({
        text: words,
        s: line.start + hash,
        e: line.start + line.text.length,
        next,
        first: firstCode < 0 || at < firstCode,
      });
    if (isCode(line, at)) next = line.start + indentOf(line.text);
  }
  return out.reverse();
}

/** Column of the comment's `#` of each line, -1 without one. A comment is a line of its own. */
function lineHashes(lines: readonly Line[]): number[] {
  const ends: { word: string; tabs: boolean }[] = [];
  return lines.map(({ text }) => {
    const end = ends[0];
    if (end) {
      if ((end.tabs ? withoutTabs(text) : text) === end.word) ends.shift();
      return -1;
    }
    const start = indentOf(text);
    if (text[start] === '#') return start;
    ends.push(...hereDocuments(text));
    return -1;
  });
}

/** The words that end the here documents which a line opens: `<<EOF`, `<<-"EOF"`. */
function hereDocuments(line: string): { word: string; tabs: boolean }[] {
  const found: { word: string; tabs: boolean }[] = [];
  for (let at = line.indexOf('<<'); at >= 0; at = line.indexOf('<<', at + 2)) {
    let from = at + 2;
    const tabs = line[from] === '-';
    if (tabs) from++;
    const quote = line[from] === '"' || line[from] === "'" ? line[from] : '';
    if (quote) from++;
    let to = from;
    while (to < line.length && isWord(line.charCodeAt(to))) to++;
    if (to > from && (quote === '' || line[to] === quote)) found.push({ word: line.slice(from, to), tabs });
  }
  return found;
}

/** Column of the comment's `#` of each line of YAML, -1 without one. */
function yamlHashes(lines: readonly Line[]): number[] {
  /** The quote of a scalar that goes on over the line's end. */
  let quote = '';
  /** Lines indented deeper belong to a block scalar; -1 outside one. */
  let block = -1;
  return lines.map(({ text }) => {
    const indent = indentOf(text);
    if (block >= 0) {
      if (indent === text.length || indent > block) return -1;
      block = -1;
    }
    let before = ':';
    for (let at = quote ? 0 : indent; at < text.length; at++) {
      const sign = text[at]!;
      if (quote) {
        if (sign === '\\' && quote === '"') at++;
        else if (sign === quote) {
          if (quote === "'" && text[at + 1] === "'") at++;
          else quote = '';
        }
        before = sign;
        continue;
      }
      if (sign === '#' && (at === 0 || isBlank(text[at - 1]!))) {
        block = blockBelow(text.slice(0, at), indent);
        return at;
      }
      if ((sign === '"' || sign === "'") && ':-,[{?'.includes(before)) quote = sign;
      // A tag or an anchor stands before the value: what comes next still opens it.
      else if ((sign === '!' || sign === '&') && ':-,[{?'.includes(before)) {
        while (at + 1 < text.length && !isBlank(text[at + 1]!)) at++;
      } else if (!isBlank(sign)) before = sign;
    }
    if (!quote) block = blockBelow(text, indent);
    return -1;
  });
}

/** The indentation that lines of a block scalar which this line opens exceed (`key: |`, `- >-`); -1 where it opens none. */
function blockBelow(code: string, indent: number): number {
  let end = code.length;
  while (end > 0 && isBlank(code[end - 1]!)) end--;
  while (end > 0 && '+-0123456789'.includes(code[end - 1]!)) end--;
  if (end === 0 || (code[end - 1] !== '|' && code[end - 1] !== '>')) return -1;
  if (end > 1 && !isBlank(code[end - 2]!)) return -1;
  // A key in a list element stands deeper than its dash, and its lines deeper than the key.
  let column = indent;
  let dash = indent;
  while (code[column] === '-' && isBlank(code[column + 1] ?? '')) {
    dash = column++;
    while (column < code.length && isBlank(code[column]!)) column++;
  }
  return column === end - 1 ? dash : column;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const isReturn = end > start && text[end - 1] === '\r';
    lines.push({ text: text.slice(start, isReturn ? end - 1 : end), start });
    start = end + 1;
  }
  return lines;
}

function indentOf(line: string): number {
  let at = 0;
  while (at < line.length && isBlank(line[at]!)) at++;
  return at;
}

function withoutTabs(line: string): string {
  let at = 0;
  while (line[at] === '\t') at++;
  return line.slice(at);
}

function isBlank(sign: string): boolean {
  return sign === ' ' || sign === '\t';
}

function isWord(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95;
}
