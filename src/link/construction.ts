import { type FileFacts, type FunctionId, NONE } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { callersOfFunctions } from './callers.ts';
import type { Contexts } from './contexts.ts';
import type { Points } from './points.ts';

/** Methods that call one another between a constructor and what it has them do. */
const MAX_CALLED = 6;
/** Functions around one in which the method is looked for that it stands in. */
const MAX_NESTED = 16;

const known = new WeakMap<Contexts, Map<number, boolean>>();

/**
 * Whether a function stands in a method that only the constructor of its class runs, or methods that only that runs
 * (`constructor(verb) { this.register(tables[verb]); }`): what it writes, it writes while the object is made.
 */
export function isConstruction(pt: Points, ctx: Contexts, file: number, fn: FunctionId): boolean {
  const f = pt.p.files[file]!;
  const method = methodAround(f, fn);
  if (method === NONE) return false;
  const memo = entryOf(known, ctx, () => new Map<number, boolean>());
  return ofConstructor(pt, ctx, memo, pt.p.functionBase[file]! + method, 0);
}

function ofConstructor(pt: Points, ctx: Contexts, memo: Map<number, boolean>, gid: number, depth: number): boolean {
  const old = memo.get(gid);
  if (old !== undefined) return old;
  if (depth > MAX_CALLED) return false;
  // Methods that call one another are no construction unless something else makes them one.
  memo.set(gid, false);
  const { file, f: method } = pt.p.functions[gid]!;
  const { classes, functions } = pt.p.files[file]!;
  const { ctor, fieldsF } = classes[method.cls]!;
  const callers = callersOfFunctions(pt).get(gid) ?? [];
  const frames = ctx.framesOf(gid);
  const isOf =
    callers.length > 0 &&
    !method.isStatic &&
    frames.every((fr) => !fr.registered && !fr.rooted && fr.callers.length > 0) &&
    callers.every((call) => {
      const at = pt.p.calls[call]!;
      if (at.file !== file || at.c.f === NONE) return false;
      if (at.c.f === ctor || at.c.f === fieldsF) return true;
      if (functions[at.c.f]!.cls !== method.cls) return false;
      return ofConstructor(pt, ctx, memo, pt.p.functionBase[file]! + at.c.f, depth + 1);
    });
  memo.set(gid, isOf);
  return isOf;
}

/** The method of a class that a function is or stands in; NONE for constructors and functions of no class. */
function methodAround(f: FileFacts, fn: FunctionId): FunctionId {
  for (let at = fn, hops = 0; at > 0 && hops < MAX_NESTED; at = f.functions[at]!.parent, hops++) {
    const { cls } = f.functions[at]!;
    if (cls === NONE) continue;
    const { ctor, fieldsF } = f.classes[cls]!;
    return at === ctor || at === fieldsF ? NONE : at;
  }
  return NONE;
}
