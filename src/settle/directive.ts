/** What a comment to this tool asks for. */
export type DirectiveKind = 'next-line' | 'line' | 'start' | 'end' | 'file' | 'assert';

/** The first words that there are. */
export const DIRECTIVES: ReadonlyMap<string, DirectiveKind> = new Map([
  ['sharenothing-ignore-next-line', 'next-line'],
  ['sharenothing-ignore-line', 'line'],
  ['sharenothing-ignore-start', 'start'],
  ['sharenothing-ignore-end', 'end'],
  ['sharenothing-ignore-file', 'file'],
  ['sharenothing-assert', 'assert'],
]);

/** A comment taken apart. */
export type Directive = {
  /** Its first word as written. */
  readonly word: string;
  /** Null where there is no such word. */
  readonly kind: DirectiveKind | null;
  /** Rules, or what an assertion claims, as written, each once. */
  readonly names: readonly string[];
  /** What stands after `--`, without the clauses below; empty where nothing does. */
  readonly reason: string;
  /** The last day on which it holds, as written; null where it has none. */
  readonly until: string | null;
  readonly owner: string;
};

/** Takes apart `WORD NAME, NAME -- reason until 2027-01-31 owner @team`. The last two may stand in any order, and be left out. */
export function readDirective(text: string): Directive {
  const [word = '', ...rest] = wordsOf(text);
  const dashes = rest.indexOf('--');
  const names = (dashes < 0 ? rest : rest.slice(0, dashes))
    .flatMap((one) => one.split(','))
    .filter((one) => one !== '');
  const reason = dashes < 0 ? [] : rest.slice(dashes + 1);
  let until: string | null = null;
  let owner = '';
  for (let clause = reason.at(-2); reason.length > 1; clause = reason.at(-2)) {
    const value = reason.at(-1)!;
    if (clause === 'until' && until === null) until = value;
    else if (clause === 'owner' && owner === '' && value.startsWith('@')) owner = value;
    else break;
    reason.length -= 2;
  }
  return {
    word,
    kind: DIRECTIVES.get(word) ?? null,
    names: [...new Set(names)],
    reason: reason.join(' '),
    until,
    owner,
  };
}

/** The words of a text, split at white space by hand: comments of the target can be of any length. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const isSpace = at === text.length || text.charCodeAt(at) <= 0x20 || text.charCodeAt(at) === 0xa0;
    if (!isSpace && start < 0) start = at;
    if (isSpace && start >= 0) {
      words.push(text.slice(start, at));
      start = -1;
    }
  }
  return words;
}
