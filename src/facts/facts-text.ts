import type { extract } from '../extract/extract.ts';
import { FACTS_BODY, type FileFacts } from '../extract/facts.ts';

type Extracted = ReturnType<typeof extract>;

/** What is asked of every file. */
const HEAD = [
  'version',
  'file',
  'length',
  'outline',
  'directives',
  'comments',
  'jsx',
  'esm',
  'syntaxErrors',
  'firstError',
] as const satisfies readonly (keyof FileFacts)[];

/** The part of facts that is read at once. */
export type FactsHead = Pick<FileFacts, (typeof HEAD)[number]>;

/** What stands for a number that JSON has no form for; no table of facts is keyed by names of the target. */
const odd = '$number';
const isOdd = (item: unknown): item is number =>
  typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0));

/** Facts as JSON in two parts, the body as bytes: most are written down, or handed to another thread, and never read. */
export type PackedFacts = {
  readonly head: string;
  /** Null where there are no facts: the head tells why. */
  readonly body: Uint8Array | null;
};

/** Numbers that JSON has no form for stand in code, and so in facts. */
export function packFacts(facts: Extracted): PackedFacts {
  if (!('outline' in facts)) return { head: JSON.stringify(facts), body: null };
  const body = Object.fromEntries(FACTS_BODY.map((key) => [key, facts[key]]));
  // Literals of the code alone can be such: asking each value of a tree that has none costs more than to look for one first.
  const hasOdd = facts.values.some((value) => value.k === 'lit' && isOdd(value.v));
  const text = hasOdd ? stringifyOdd(body) : JSON.stringify(body);
  return { head: JSON.stringify(headOf(facts)), body: new TextEncoder().encode(text) };
}

/** The facts that were packed; their body is read when something of it is asked for. @throws SyntaxError where it is no JSON */
export function unpackFacts({ head, body }: PackedFacts): Extracted {
  return body ? factsOf(JSON.parse(head), () => new TextDecoder().decode(body)) : JSON.parse(head);
}

/** Whether two files say the same but for comments and white space at their ends. */
export function sameBody(a: FileFacts, b: FileFacts): boolean {
  return FACTS_BODY.every((key) => stringifyOdd(a[key]) === stringifyOdd(b[key]));
}

/** What of facts is read at once. */
export function headOf(facts: FileFacts): FactsHead {
  return Object.fromEntries(HEAD.map((key) => [key, facts[key]])) as FactsHead;
}

/** Any plain data as JSON, odd numbers among it. */
export function stringifyOdd(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    isOdd(item) ? { [odd]: Object.is(item, -0) ? '-0' : String(item) } : item,
  );
}

/** Facts whose body is read when something of it is asked for. */
export function factsOf(head: FactsHead, body: () => string): FileFacts {
  return new ReadLater(head, body) as unknown as FileFacts;
}

class ReadLater {
  #body: (() => string) | undefined;

  constructor(head: FactsHead, body: () => string) {
    Object.assign(this, head);
    this.#body = body;
  }

  #read(): void {
    const text = this.#body!();
    // In a string of the code the quotes are escaped.
    const body = text.includes(`{"${odd}":`) ? JSON.parse(text, reviveOdd) : JSON.parse(text);
    this.#body = undefined;
    for (const key of FACTS_BODY) Object.defineProperty(this, key, { ...own, value: body[key] });
  }

  static {
    for (const key of FACTS_BODY)
      Object.defineProperty(ReadLater.prototype, key, {
        get(this: ReadLater & FileFacts) {
          this.#read();
          return this[key];
        },
      });
  }
}

const own = { enumerable: true, configurable: true, writable: true };

/** For `JSON.parse` of what `stringifyOdd` made. */
export function reviveOdd(_: string, item: unknown): unknown {
  const found = typeof item === 'object' && item !== null && Object.hasOwn(item, odd);
  return found ? Number((item as Record<string, string>)[odd]) : item;
}
