import { names } from './effects/names.ts';

/**
 * Packages whose recurring work begins at times of the clock, at the same moment in every process, and not so long after each was
 * started. Read in node-cron 4.2, cron 4.3, node-schedule 2.1, croner 9.1, cronosjs 1.7, later 1.2.
 */
export const clockSchedulers: ReadonlySet<string> = new Set(
  names('node-cron cron node-schedule croner cronosjs later @breejs/later'),
);
