import type { FileFacts, FunctionId, ValueId } from '../extract/facts.ts';

/** Whether a function is another, or stands in it; both of one file. */
export function isWithin({ functions }: Pick<FileFacts, 'functions'>, fn: FunctionId, outer: FunctionId): boolean {
  for (let at = fn; at >= 0; at = functions[at]!.parent) if (at === outer) return true;
  return false;
}

/** Whether a value is an asynchronous function, written there. */
export function isAsync(f: FileFacts, v: ValueId): boolean {
  const x = f.values[v]!;
  return x.k === 'fn' && f.functions[x.f]!.async;
}
