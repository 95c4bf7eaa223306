import type { Language } from './language/language.ts';

/** Data that names things of the target as they are written there: never looked up. */
const NAMES: ReadonlySet<string> = new Set(['symbol', 'setting', 'text', 'rule', 'file', 'state', 'line', 'directive']);

/** Data that mostly names things, and now and then says what has no name (`the module`): one word is a name. */
const MOSTLY_NAMES: ReadonlySet<string> = new Set([
  'name',
  'by',
  'callee',
  'reader',
  'process',
  'unit',
  'target',
  'act',
]);

type Pattern = {
  readonly before: string;
  readonly matcher: RegExp;
  readonly names: readonly string[];
  readonly to: string;
};

/** The phrases with placeholders of a language, made once: by the language, so that nothing outlives it. */
const compiled = new WeakMap<Language, readonly Pattern[]>();

/** An English phrase of a report in a language, or null where the language has no words for it. */
export function phraseIn(language: Language, text: string): string | null {
  if (Object.hasOwn(language.phrases, text)) return language.phrases[text]!;
  for (const { before, matcher, names, to } of patternsOf(language)) {
    if (!text.startsWith(before)) continue;
    const match = matcher.exec(text);
    if (!match) continue;
    const values = new Map(names.map((name, index) => [name, wordIn(language, match[index + 1] ?? '')]));
    return to.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole);
  }
  return null;
}

/** The data of a message, what is a phrase of ours in the language; names stay as they are. */
export function dataIn(language: Language, data: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(data).map(([name, value]) => [
    name,
    NAMES.has(name) || (MOSTLY_NAMES.has(name) && !value.includes(' ')) ? value : (phraseIn(language, value) ?? value),
  ]);
  return Object.fromEntries(entries);
}

/** What a placeholder stands for, where it is a word of ours: a severity, a confidence. */
function wordIn({ phrases }: Language, value: string): string {
  return Object.hasOwn(phrases, value) ? phrases[value]! : value;
}

const PLACEHOLDER = /\{([a-z]+)\}/g;

function patternsOf(language: Language): readonly Pattern[] {
  const known = compiled.get(language);
  if (known) return known;
  const patterns = Object.entries(language.phrases).flatMap(([from, to]): Pattern[] => {
    const names = Array.from(from.matchAll(PLACEHOLDER), (match) => match[1]!);
    if (names.length === 0) return [];
    const parts = from.split(/\{[a-z]+\}/);
    // Lazy up to the next fixed text, so that matching takes a time that the text bounds.
    const source = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('([\\s\\S]*?)');
    return [{ before: parts[0]!, matcher: new RegExp(`^${source}$`), names, to }];
  });
  compiled.set(language, patterns);
  return patterns;
}
