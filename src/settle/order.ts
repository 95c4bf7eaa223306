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
  // Equal items have equal keys: only neighbours of the same keys are written out to be held against each other.
  let last: { readonly item: T; json?: string } | undefined;
  return inOrder(items, compare).filter((item) => {
    const one: typeof last = { item };
    const before = last;
    last = one;
    if (!before || compare(before.item, item) !== 0) return true;
    one.json = canonicalJson(item);
    return (before.json ?? canonicalJson(before.item)) !== one.json;
  });
}
