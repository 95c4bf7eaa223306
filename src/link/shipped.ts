import { NONE, type ValueId } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { constantText, fixedPath } from './constants.ts';
import type { Points } from './points.ts';
import { functionGid, type Program, valueAt } from './program.ts';

/** Methods that put something into a file or a folder, of the language's own module and of the common libraries on top of it. */
const WRITES =
  /^(?:write|append|output|create(?:Write|File)|copy|cp$|rename|mv$|move|save|toFile|download|symlink|link|extract|open|truncate|update)/;
/** Files that people write and a program reads: texts of pages and messages, queries, styles, drawings, schemas. */
const TEXT_FILE =
  /^\.?(?:[\w-]+\.)*(?:json5?|ya?ml|html?|md|txt|hbs|handlebars|ejs|pug|mustache|njk|liquid|graphql|gql|sql|lua|css|svg|xsd|proto)$/i;
const MAX_DEPTH = 6;
/** Steps of that depth that a level of callers counts for. */
const CALLER_STEPS = 3;
/** Callers whose arguments a parameter is followed to; one that more give a path is not known. */
const MAX_PATH_CALLERS = 24;

export type Shipped = {
  /**
   * Whether a path names a file that comes with the program: it is always the same, lies below the file's folder or the one that the
   * server is started in, and nothing in the program that writes files mentions its name.
   */
  isShipped(file: number, path: ValueId): boolean;
  /** Whether code that writes files mentions the last part of a path, or of where it starts where its end is not known. */
  isMentioned(file: number, path: ValueId): boolean;
  /** Whether a path names one of the texts of a folder, whichever (`views/${name}.html`), that no code which writes files mentions. */
  isOneOf(file: number, path: ValueId): boolean;
};

/** What of the files that the program reads is part of the build. Looks through the program's writes and calls on the first question. */
export function makeShipped(pt: Points): Shipped {
  const { p } = pt;
  const callsOf = (fn: number): readonly number[] => callersOfFunctions(pt).get(fn) ?? [];
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
    isShipped: (file, path) =>
      places(p, callsOf, file, path).every((text) => text !== null && !mentioned().has(lastOf(text))),
    isMentioned,
    isOneOf: (file, path) => {
      const parts = [...textsIn(p, file, path, 0)].flatMap(partsOf);
      const folder = parts.slice(0, -1).findLast((one) => !one.startsWith('.'));
      return folder !== undefined && TEXT_FILE.test(parts.at(-1)!) && !mentioned().has(folder);
    },
  };
}

const partsOf = (text: string): string[] => text.split(/[/\\]/).filter((one) => /[\w]/.test(one));
const lastOf = (text: string): string => partsOf(text).at(-1) ?? '';

type CallsOf = (fn: number) => readonly number[];

/** The fixed paths that a value may be: itself, the element that is found in a list of such, or what callers give; null for one that is not fixed. */
function places(p: Program, callsOf: CallsOf, file: number, v: ValueId, depth = 0): readonly (string | null)[] {
  const own = fixedPath(p, file, v);
  if (own !== null || depth > MAX_DEPTH) return [own];
  const on = (y: ValueId): readonly (string | null)[] => places(p, callsOf, file, y, depth + 1);
  const x = valueAt(p, file, v);
  const f = p.files[file]!;
  if (x.k === 'as' || x.k === 'await') return on(x.v);
  if (x.k === 'arr' && x.items.length > 0 && x.spreads.length === 0) return x.items.flatMap(on);
  if (x.k === 'elem') return on(x.v);
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    if (b.kind === 'param' && b.defs.length === 0) return given(p, callsOf, file, x.b, depth);
    return !b.imp && b.kind !== 'param' && b.defs.length === 1 ? on(b.defs[0]!) : [null];
  }
  if (x.k === 'call') {
    const c = f.calls[x.c]!;
    const callee = valueAt(p, file, c.callee);
    return callee.k === 'prop' && callee.p === 'find' && c.recv !== NONE ? on(c.recv) : [null];
  }
  return [null];
}

/** What the callers of a function give for a parameter of it. */
function given(p: Program, callsOf: CallsOf, file: number, b: number, depth: number): readonly (string | null)[] {
  const param = p.files[file]!.bindings[b]!;
  const calls = callsOf(functionGid(p, file, param.f));
  if (param.index === undefined || calls.length === 0 || calls.length > MAX_PATH_CALLERS) return [null];
  const out: (string | null)[] = [];
  for (const call of calls) {
    const { file: from, c } = p.calls[call]!;
    const v = c.args[param.index];
    // Callers of callers multiply: few levels of them are looked at, and none after the first that is not fixed.
    const found = v === undefined || v === NONE ? [null] : places(p, callsOf, from, v, depth + CALLER_STEPS);
    if (found.includes(null)) return [null];
    out.push(...found);
  }
  return out;
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
