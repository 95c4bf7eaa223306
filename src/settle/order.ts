import type { Compare } from '../report/order.ts';
import { byCodeUnit } from '../text/order.ts';
import { canonicalJson } from './digest.ts';

export { byError, byFinding, byLimit, byNote, byProcess, bySilence, bySkipped } from '../report/order.ts';

/**
 * Sorts by the keys given, then by the whole value's canonical JSON: a total order, so that equal content gives equal bytes whatever
 * the order in which it was found. Returns a new array.
 */
export function inOrder<T>(items: Iterable<T>, compare: Compare<T>): T[] {
  const decorated = Array.from(items, (item) => ({ item, json: '' }));
  decorated.sort((a, b) => {
    const byKeys = compare(a.item, b.item);
    if (byKeys !== 0) return byKeys;
    if (a.json === '') a.json = canonicalJson(a.item);
    if (b.json === '') b.json = canonicalJson(b.item);
    return byCodeUnit(a.json, b.json);
  });
  return decorated.map(({ item }) => item);
}

/** `inOrder` without repeats of equal items. */
export function inOrderOnce<T>(items: Iterable<T>, compare: Compare<T>): T[] {
  let last: string | undefined;
  return inOrder(items, compare).filter((item) => {
    const json = canonicalJson(item);
    const repeated = json === last;
    last = json;
    return !repeated;
  });
}
