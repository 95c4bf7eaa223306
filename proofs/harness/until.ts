import { setTimeout as pause } from 'node:timers/promises';

/** How long a condition may take before the run fails, in milliseconds. */
export const PATIENCE = 60_000;

/**
 * Waits for a condition: what `probe` gives as soon as that is neither undefined nor false. Nothing here waits for a length of time.
 * Throws with `what` in its message when the condition does not come about within `patience` milliseconds; a probe that throws counts
 * as "not yet", and its last error is told.
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  patience = PATIENCE,
): Promise<Exclude<T, undefined | false>> {
  const end = Date.now() + patience;
  let last: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value as Exclude<T, undefined | false>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not within ${patience / 1000} s: ${what}`, { cause: last });
    await pause(15);
  }
}
