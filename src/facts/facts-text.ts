import type { extract } from '../extract/extract.ts';

type Extracted = ReturnType<typeof extract>;

/** What stands for a number that JSON has no form for; no table of facts is keyed by names of the target. */
const odd = '$number';
const isOdd = (item: unknown): item is number =>
  typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0));

/** Facts as JSON, on one line. Numbers that JSON has no form for stand in code, and so in facts. */
export function encodeFacts(facts: Extracted): string {
  // Literals of the code alone can be such: asking each value of a tree that has none costs more than to look for one first.
  const hasOdd = 'values' in facts && facts.values.some((value) => value.k === 'lit' && isOdd(value.v));
  if (!hasOdd) return JSON.stringify(facts);
  return stringifyOdd(facts);
}

/** Any plain data as JSON, odd numbers among it. */
export function stringifyOdd(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    isOdd(item) ? { [odd]: Object.is(item, -0) ? '-0' : String(item) } : item,
  );
}

/** The facts of a text that `encodeFacts` made. @throws SyntaxError where it is no JSON */
export function decodeFacts(text: string): Extracted {
  // In a string of the code the quotes are escaped.
  return text.includes(`{"${odd}":`) ? JSON.parse(text, reviveOdd) : JSON.parse(text);
}

/** For `JSON.parse` of what `stringifyOdd` made. */
export function reviveOdd(_: string, item: unknown): unknown {
  const found = typeof item === 'object' && item !== null && Object.hasOwn(item, odd);
  return found ? Number((item as Record<string, string>)[odd]) : item;
}
