import leven from 'leven';
import { byCodeUnit } from '../text/order.ts';

/**
 * The candidates nearest to a misspelt word, best first: at most `count`, and only those within half of the word's length
 * (a far one would mislead). Case does not count as a difference, and what was left off at the end counts once.
 */
export function nearest(word: string, candidates: readonly string[], count = 2): string[] {
  const limit = Math.max(2, Math.floor(word.length / 2));
  return candidates
    .map((candidate) => ({ candidate, distance: distanceOf(word.toLowerCase(), candidate.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || byCodeUnit(a.candidate, b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** A prefix shorter than this says too little. */
const shortestPrefix = 3;

function distanceOf(word: string, candidate: string, limit: number): number {
  if (word.length >= shortestPrefix && candidate.startsWith(word)) return word === candidate ? 0 : 1;
  return leven(word, candidate, { maxDistance: limit + 1 });
}

/** `did you mean "a" or "b"? ` with a final space, or the empty string where nothing is near. */
export function didYouMean(word: string, candidates: readonly string[], count = 2): string {
  const near = nearest(word, candidates, count);
  return near.length === 0 ? '' : `did you mean ${near.map((candidate) => `"${candidate}"`).join(' or ')}? `;
}
