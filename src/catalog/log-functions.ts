import { ownEntry } from '../text/own-entry.ts';

/** Functions of libraries that give a function which writes a line into a log, by package, with the names that they are imported by. */
const LOG_MAKERS: Readonly<Record<string, RegExp>> = {
  debug: /^(?:\.default|\.debug)?\(\)(?:\.extend\(\))*$/,
  obug: /^(?:\.default|\.createDebug)?\(\)(?:\.extend\(\))*$/,
  diagnostics: /^(?:\.default)?\(\)$/,
  'node:util': /^(?:\.default)?\.(?:debuglog|debug)\(\)$/,
};

/** Whether what a library gives by these steps is a function that writes a line into a log and does nothing else. */
export const isLogFunctionOf = (pkg: string, steps: string): boolean => ownEntry(LOG_MAKERS, pkg)?.test(steps) ?? false;
