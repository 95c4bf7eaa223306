import { NONE, type ValueId } from '../extract/facts.ts';
import { constantText, fixedPath } from './constants.ts';
import { type Program, valueAt } from './program.ts';

/** Methods that put something into a file or a folder, of the language's own module and of the common libraries on top of it. */
const WRITES =
  /^(?:write|append|output|create(?:Write|File)|copy|cp$|rename|mv$|move|save|toFile|download|symlink|link|extract|open|truncate|update)/;
const MAX_DEPTH = 6;

export type Shipped = {
  /**
   * Whether a path names a file that comes with the program: it is always the same, lies below the file's folder or the one that the
   * server is started in, and nothing in the program that writes files mentions its name.
   */
  isShipped(file: number, path: ValueId): boolean;
  /** Whether code that writes files mentions the last part of a path, or of where it starts where its end is not known. */
  isMentioned(file: number, path: ValueId): boolean;
};

/** What of the files that the program reads is part of the build. Looks through the program's writes on the first question. */
export function makeShipped(p: Program): Shipped {
  let known: ReadonlySet<string> | undefined;
  const mentioned = (): ReadonlySet<string> => {
    if (known) return known;
    const out = new Set<string>();
    p.calls.forEach(({ file, c }) => {
      if (!c || c.f === NONE) return;
      const callee = valueAt(p, file, c.callee);
      const name = callee.k === 'prop' ? callee.p : callee.k === 'bind' ? p.files[file]!.bindings[callee.b]!.name : '';
      if (!WRITES.test(name)) return;
      for (const a of c.args) for (const text of textsIn(p, file, a, 0)) for (const one of partsOf(text)) out.add(one);
    });
    known = out;
    return out;
  };
  const isMentioned = (file: number, path: ValueId): boolean => {
    const texts = [...textsIn(p, file, path, 0)].flatMap(partsOf);
    const last = texts.at(-1);
    return last !== undefined && mentioned().has(last);
  };
  return {
    isShipped: (file, path) => places(p, file, path).every((text) => text !== null && !mentioned().has(lastOf(text))),
    isMentioned,
  };
}

const partsOf = (text: string): string[] => text.split(/[/\\]/).filter((one) => /[\w]/.test(one));
const lastOf = (text: string): string => partsOf(text).at(-1) ?? '';

/** The fixed paths that a value may be: itself, or the element that is found in a list of such; null for one that is not fixed. */
function places(p: Program, file: number, v: ValueId, depth = 0): readonly (string | null)[] {
  const own = fixedPath(p, file, v);
  if (own !== null || depth > MAX_DEPTH) return [own];
  const x = valueAt(p, file, v);
  const f = p.files[file]!;
  if (x.k === 'as' || x.k === 'await') return places(p, file, x.v, depth + 1);
  if (x.k === 'arr' && x.items.length > 0 && x.spreads.length === 0)
    return x.items.flatMap((one) => places(p, file, one, depth + 1));
  if (x.k === 'elem') return places(p, file, x.v, depth + 1);
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return !b.imp && b.kind !== 'param' && b.defs.length === 1 ? places(p, file, b.defs[0]!, depth + 1) : [null];
  }
  if (x.k === 'call') {
    const c = f.calls[x.c]!;
    const callee = valueAt(p, file, c.callee);
    return callee.k === 'prop' && callee.p === 'find' && c.recv !== NONE ? places(p, file, c.recv, depth + 1) : [null];
  }
  return [null];
}

/** The constant texts that stand in a value, in order. */
function* textsIn(p: Program, file: number, v: ValueId, depth: number): Generator<string> {
  if (v === NONE || depth > MAX_DEPTH) return;
  const text = constantText(p, file, v);
  if (text !== null) {
    yield text;
    return;
  }
  const x = valueAt(p, file, v);
  const f = p.files[file]!;
  switch (x.k) {
    case 'as':
    case 'await':
    case 'elem':
      yield* textsIn(p, file, x.v, depth + 1);
      return;
    case 'op':
    case 'alt':
      for (const one of x.of) yield* textsIn(p, file, one, depth + 1);
      return;
    case 'call':
      for (const one of f.calls[x.c]!.args) yield* textsIn(p, file, one, depth + 1);
      return;
    case 'prop':
      yield* textsIn(p, file, x.o, depth + 1);
      return;
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (!b.imp && b.kind !== 'param') for (const d of b.defs.slice(0, 4)) yield* textsIn(p, file, d, depth + 1);
      return;
    }
    default:
      return;
  }
}
