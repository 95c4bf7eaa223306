import { type FileFacts, type FunctionId, NONE, type Value, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { isMergeCall } from './object-libraries.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

/** A property that a literal gives an object by a call, as if it were assigned there: `Object.assign(this, { items: [] })`. */
export type GivenField = {
  /** The object that it is given to. */
  readonly to: ValueId;
  readonly name: string;
  readonly v: ValueId;
  /** The function that the call stands in, and where the literal names the property. */
  readonly f: FunctionId;
  readonly s: number;
  readonly e: number;
};

type Literal = Extract<Value, { readonly k: 'obj' }>;

const known = new WeakMap<Points, Map<number, readonly GivenField[]>>();
/** Calls within each other that a literal is looked for in: `merge(this, extend({ … }, options))`. */
const MAX_WITHIN = 3;

/** The properties that the literals of a file give to objects by calls, asked of a solved program. */
export function givenFields(pt: Points, file: number): readonly GivenField[] {
  return entryOf(
    entryOf(known, pt, () => new Map<number, readonly GivenField[]>()),
    file,
    () => findGiven(pt, file),
  );
}

function findGiven(pt: Points, file: number): readonly GivenField[] {
  const f = pt.p.files[file]!;
  const out: GivenField[] = [];
  f.calls.forEach((c, id) => {
    if (!c || c.f === NONE || c.kind === 'new' || c.args.length < 2 || c.spreadFrom === 0) return;
    if (!merges(pt, file, id)) return;
    for (const a of c.args.slice(1))
      for (const x of literalsOf(f, a, 0)) {
        for (const [name, v, kind, s] of x.props)
          if (kind === 'value') out.push({ to: c.args[0]!, name, v, f: c.f, s, e: s + name.length });
      }
  });
  return out;

  /** The literals whose properties an argument brings: itself, or what it was merged of just there. */
  function literalsOf(of: FileFacts, v: ValueId, depth: number): Literal[] {
    const x = of.values[v]!;
    if (x.k === 'obj') return [x];
    if (x.k !== 'call' || depth >= MAX_WITHIN || !merges(pt, file, x.c)) return [];
    return of.calls[x.c]!.args.flatMap((a) => literalsOf(of, a, depth + 1));
  }
}

/** Whether a call puts the properties of its further arguments into its first. */
function merges(pt: Points, file: number, call: number): boolean {
  const externals = pt.externals.get(callGid(pt.p, file, call)) ?? [];
  return (
    externals.length > 0 &&
    externals.every((o) => {
      const x = pt.h.objects[o]!;
      return x.pkg === '(global)' ? x.steps === '.Object.assign' : isMergeCall(x.pkg, x.steps);
    })
  );
}

/** Where a function first gives its own `this` a property by such a call; null where it does not. */
export function firstGiven(pt: Points, file: number, fn: FunctionId, name: string): { s: number; e: number } | null {
  const { values } = pt.p.files[file]!;
  const isOwn = (g: GivenField): boolean => {
    const x = values[g.to]!;
    return g.name === name && x.k === 'this' && x.f === fn;
  };
  return givenFields(pt, file).find(isOwn) ?? null;
}
