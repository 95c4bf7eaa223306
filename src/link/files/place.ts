import type { ValueId } from '../../extract/facts.ts';

/** A value with what the parameters on its way are, where a call is known: the same text in two calls is two places. */
export type Place = { readonly file: number; readonly v: ValueId; readonly env: Env };

/** Arguments of the calls that lead to a place, by parameter (binding, global id); null: nothing is known of any call. */
export type Env = ReadonlyMap<number, Place> | null;

/**
 * What an inner call was given, seen from further out. Arguments of one call share what stands around them, and do so in the result:
 * each of them on its own would double what is kept with every caller.
 */
export function joined(inner: Env, outer: Env, done = new Map<Env, Env>()): Env {
  if (inner === null) return outer;
  if (outer === null) return inner;
  const known = done.get(inner);
  if (known !== undefined) return known;
  const out = new Map(outer);
  done.set(inner, out);
  for (const [b, place] of inner) out.set(b, { ...place, env: joined(place.env, outer, done) });
  return out;
}

/** One piece of a path: fixed text, or something that is known by name alone. */
export type Piece = string | Atom;

export type Atom = {
  /** What tells it from other atoms: equal keys, equal values within one activation. */
  readonly key: string;
  /** A name for people. */
  readonly name: string;
  /** For a parameter: its binding (global id). */
  readonly param?: number;
  /** For one of several: these. */
  readonly alternatives?: readonly Path[];
  /** For an element of a list that is known: all its elements. */
  readonly each?: readonly Path[];
};

/** A path as a value: equal keys, equal files. Segments are joined by `/`. */
export type Path = { readonly key: string; readonly pieces: readonly Piece[] };

export const keyOf = (pieces: readonly Piece[]): string =>
  pieces.map((x) => (typeof x === 'string' ? x : `<${x.key}>`)).join('');

export const pathOf = (pieces: readonly Piece[]): Path => ({ key: keyOf(pieces), pieces });

/** Whether a path is the other one or a folder above it. */
export const covers = (upper: Path, path: Path): boolean =>
  upper.key.length > 0 &&
  (path.key === upper.key || path.key.startsWith(upper.key.endsWith('/') ? upper.key : `${upper.key}/`));

/** The folder of a path, or null where it has no fixed last segment. */
export function folderOf(path: Path): string | null {
  const key = path.key;
  let depth = 0;
  for (let i = key.length - 1; i >= 0; i--) {
    const c = key[i];
    if (c === '>') depth++;
    else if (c === '<') depth--;
    else if (c === '/' && depth === 0) return i > 0 ? key.slice(0, i) : null;
  }
  return null;
}

/** A path for people: what is not known by text stands in braces. Empty where nothing is known at all. */
export function describePath(path: Path): string {
  const text = path.pieces
    .map((x) => (typeof x === 'string' ? x : x.alternatives ? describeFirst(x.alternatives) : `{${x.name}}`))
    .join('')
    .replace(/^cwd:\/?/, './')
    .replace(/^tmp:/, '{tmpdir}');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

const MAX_TEXT = 80;

const describeFirst = (list: readonly Path[]): string => {
  const known = list.find((x) => x.pieces.every((y) => typeof y === 'string')) ?? list[0];
  return known ? describePath(known) : '{…}';
};
