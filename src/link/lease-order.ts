import type { Leaf, Work } from './effects.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

// Work that takes its rows or its lock in a shared store, and what it does besides.

/**
 * Whether some work takes a lease before one of the things that it does outside this process: in the function in which the ways to
 * both part, the call that leads to the lease stands first, or what acts is handed to it. What comes before a lease, or happens where
 * the way to it is not gone, every process does.
 */
export function comesFirst({ p }: Points, work: Work, lease: Leaf, act: Leaf): boolean {
  const wayTo = (leaf: Leaf): number[] => [...work.pathTo(leaf).map((x) => x.call), callGid(p, leaf.file, leaf.call)];
  const taken = wayTo(lease);
  const way = wayTo(act);
  const at = taken.findIndex((call, i) => way[i] !== call);
  const other = way[at];
  if (at < 0 || other === undefined) return true;
  const x = p.calls[taken[at]!]!;
  const y = p.calls[other]!;
  return x.file === y.file && x.c.f === y.c.f && x.c.s <= y.c.s;
}
