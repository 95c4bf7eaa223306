import type { FileFacts, FunctionId } from '../extract/facts.ts';

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
