import type { ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { copyFields, type NodeId, newObject, type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';

/** `Object.assign(to, from)`: what the fields of the one hold, those of the other hold too. */
type Pair = {
  readonly to: NodeId;
  readonly from: NodeId;
  readonly file: number;
  readonly site: ValueId;
  bag?: ObjectId;
};

/** Copies of one pair that are made each by itself; of more, all sources are gathered first. */
const MAX_COPIES = 256;

const known = new WeakMap<Points, Pair[]>();

/** Notes a copy. Both sides grow while solving, so that the pairs are gone through again by a late pass. */
export function addPair(pt: Points, pair: Omit<Pair, 'bag'>): void {
  entryOf(known, pt, () => []).push(pair);
}

/**
 * Copies of `Object.assign(target, source)`, for the objects known by now. Where each side may be many objects, one that stands for
 * all sources is between them: every target takes what every source has in either case, in as many steps as there are objects, and
 * not in their product.
 */
export function settleAssignments(pt: Points): void {
  const { h } = pt;
  for (const pair of known.get(pt) ?? []) {
    const to = setOf(h, pair.to).slice();
    const from = setOf(h, pair.from).slice();
    if (pair.bag === undefined && to.length * from.length <= MAX_COPIES) {
      for (const t of to) for (const f of from) copyFields(h, f, t);
      continue;
    }
    const { file, site } = pair;
    pair.bag ??= newObject(h, { k: 'obj', file, site, allocator: -2, s: 0, type: 'rest' });
    for (const f of from) copyFields(h, f, pair.bag);
    for (const t of to) copyFields(h, pair.bag, t);
  }
}
