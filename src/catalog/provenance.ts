/**
 * How the catalogue writes where a value comes from, and when two of these are the same: the grammar of `ObjectKind.from` and
 * of `Registration.call` on `''`.
 *
 *     provenance := ['new '] ['@' kind] step*      kind := name | entry-id '/' name
 *     step       := '.' name | '.*' | '()'         `.*` only as the last name
 *
 * `new ` says that the last thing named is constructed; what is made of a constructed object is written with a kind
 * (`@server.of()`).
 */

/** A parsed provenance. `start` is null for a package, else the kind at which the steps start. */
export type Provenance = {
  readonly start: { readonly entry: string | null; readonly kind: string } | null;
  /** Names with a leading dot, or `()`; a leading `.default` is dropped. */
  readonly steps: readonly string[];
  readonly constructed: boolean;
};

const NAME = '[A-Za-z_$][\\w$]*';
const KIND = new RegExp(`^(?:([a-z0-9][a-z0-9-]*)/)?(${NAME})$`);
const WHOLE = new RegExp(
  `^(new )?(?:@((?:[a-z0-9][a-z0-9-]*/)?${NAME}))?((?:\\.${NAME}|\\(\\))*(?:\\.\\*(?:\\(\\))*)?)$`,
);
const STEP = new RegExp(`\\.${NAME}|\\.\\*|\\(\\)`, 'g');

/** Reads `kind` or `entry-id/kind`; null where it is neither. */
export function parseKind(text: string): { readonly entry: string | null; readonly kind: string } | null {
  const match = KIND.exec(text);
  return match === null ? null : { entry: match[1] ?? null, kind: match[2]! };
}

/** Reads one provenance; null where it breaks the grammar or names nothing at all. */
export function parseProvenance(text: string): Provenance | null {
  const match = WHOLE.exec(text);
  if (match === null || text === '' || text === 'new ') return null;
  const start = match[2] === undefined ? null : parseKind(match[2]);
  const steps = match[3]!.match(STEP) ?? [];
  if (start === null && steps.length === 0) return null;
  if (start !== null && steps.length === 0 && match[1] === undefined) return null;
  return { start, steps: start === null ? withoutDefault(steps) : steps, constructed: match[1] !== undefined };
}

/** Drops leading `.default` steps: what a package is, what it exports by default and what `require` gives are one thing here. */
export function withoutDefault(steps: readonly string[]): readonly string[] {
  let first = 0;
  while (steps[first] === '.default') first += 1;
  return steps.slice(first);
}
