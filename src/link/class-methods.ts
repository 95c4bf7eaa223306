import { type FileFacts, type FunctionId, NONE } from '../extract/facts.ts';
import type { Program } from './program.ts';

/** Functions around one in which the method is looked for that it stands in. */
const MAX_NESTED = 16;

/** Whether a function of a file is a method of one of its classes (by index), or stands in one: no constructor, and no part of the class itself. */
export function standsInMethod(f: FileFacts, cls: number, fn: FunctionId): boolean {
  const { ctor, fieldsF } = f.classes[cls]!;
  for (let at = fn, hops = 0; at > 0 && hops < MAX_NESTED; at = f.functions[at]!.parent, hops++) {
    const { cls: of, isStatic } = f.functions[at]!;
    if (of === cls && at !== ctor && at !== fieldsF && !isStatic) return true;
  }
  return false;
}

/** The class (global id) in whose code a function stands; NONE where there is none. */
export function classAround(p: Program, fn: number): number {
  const { file, id } = p.functions[fn]!;
  const f = p.files[file]!;
  for (let at = id, hops = 0; at > 0 && hops < MAX_NESTED; at = f.functions[at]!.parent, hops++)
    if (f.functions[at]!.cls !== NONE) return p.classBase[file]! + f.functions[at]!.cls;
  return NONE;
}
