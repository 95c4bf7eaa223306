import assertionFailed from './assertion-failed.ts';
import embeddedDatabase from './embedded-database.ts';
import { examples } from './examples.ts';
import inProcessLock from './in-process-lock.ts';
import inProcessSchedule from './in-process-schedule.ts';
import localPersistence from './local-persistence.ts';
import memoryBackend from './memory-backend.ts';
import memorySession from './memory-session.ts';
import moduleCache from './module-cache.ts';
import moduleState from './module-state.ts';
import policyWeakened from './policy-weakened.ts';
import type { Rule } from './rule.ts';
import runtimeAssetCompilation from './runtime-asset-compilation.ts';
import stickySession from './sticky-session.ts';
import suppressionExpired from './suppression-expired.ts';
import suppressionNoReason from './suppression-no-reason.ts';
import suppressionUnknownRule from './suppression-unknown-rule.ts';
import suppressionUnused from './suppression-unused.ts';

/** Each with the examples of its page. */
const withExamples = (rule: Rule): Rule => {
  const own = examples.get(rule.id);
  return own ? { ...rule, examples: own } : rule;
};

/** All rules, in the order in which reports list them. */
export const rules: readonly Rule[] = [
  moduleState,
  moduleCache,
  memorySession,
  memoryBackend,
  embeddedDatabase,
  inProcessLock,
  inProcessSchedule,
  stickySession,
  runtimeAssetCompilation,
  localPersistence,
  suppressionNoReason,
  suppressionUnknownRule,
  suppressionUnused,
  suppressionExpired,
  assertionFailed,
  policyWeakened,
].map(withExamples);
