import type { FileFacts, FunctionId } from '../extract/facts.ts';

/** Whether a function is another, or stands in it; both of one file. */
export function isWithin({ functions }: Pick<FileFacts, 'functions'>, fn: FunctionId, outer: FunctionId): boolean {
  for (let at = fn; at >= 0; at = functions[at]!.parent) if (at === outer) return true;
  return false;
}
