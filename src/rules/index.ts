import inProcessLock from './in-process-lock.ts';
import memorySession from './memory-session.ts';
import moduleCache from './module-cache.ts';
import moduleState from './module-state.ts';
import type { Rule } from './rule.ts';

/** All rules, in the order in which reports list them. */
export const rules: readonly Rule[] = [moduleState, moduleCache, memorySession, inProcessLock];
