/**
 * The shape of `libraries.ts` at run time, for entries that no compiler has seen. Strict: an unknown key is a mistake.
 */

import * as v from 'valibot';
import type { LibraryEntry } from './libraries.ts';

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const texts = v.pipe(v.array(text), v.minLength(1, 'must not be empty'));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Rules that an entry may speak for. */
export const libraryRuleIds = [
  'module-state',
  'module-cache',
  'memory-session',
  'sticky-session',
  'memory-backend',
  'local-persistence',
  'embedded-database',
  'runtime-asset-compilation',
  'in-process-schedule',
  'in-process-lock',
] as const;

const use = v.variant('form', [
  v.strictObject({ form: v.literal('call'), callee: texts }),
  v.strictObject({ form: v.literal('given'), value: texts, to: texts }),
  v.strictObject({ form: v.literal('decorator'), name: texts }),
  v.strictObject({ form: v.literal('extends'), base: texts }),
  v.strictObject({ form: v.literal('import') }),
  v.strictObject({
    ...{ form: v.literal('property'), on: text, but: v.optional(text), property: text },
    sends: v.optional(v.boolean()),
  }),
]);

const deciding = v.strictObject({
  argument: v.union([index, v.picklist(['last', 'options'])]),
  option: v.optional(v.pipe(text, v.regex(/^[^.]+(?:\.[^.]+)*$/, 'a path is names with dots between them'))),
  later: v.optional(texts),
  unsafe: texts,
  safe: v.array(text),
  otherwise: v.optional(v.picklist(['unsafe', 'safe'])),
});

/** One entry. Its output type is that of `libraries.ts`, which the compiler checks here. */
export const libraryEntrySchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'an id is lower-case letters, digits and hyphens')),
  packages: texts,
  versions: v.optional(text),
  source: text,
  unverified: v.optional(v.boolean()),
  use,
  verdict: v.picklist(['report', 'silent']),
  lifetime: v.optional(v.literal('any')),
  standIn: v.optional(texts),
  joined: v.optional(v.strictObject({ by: text, calls: text, packages: texts })),
  within: v.optional(v.string()),
  provided: v.optional(text),
  decide: v.optional(v.pipe(v.array(deciding), v.minLength(1, 'must not be empty'))),
  rule: v.picklist(libraryRuleIds),
  message: v.optional(text),
  severity: v.optional(v.picklist(['error', 'warning', 'info'])),
  consequences: v.optional(
    v.array(v.picklist(['lost-on-restart', 'not-shared', 'stale', 'duplicated', 'race', 'unbounded', 'fills-disk'])),
  ),
  keeps: text,
  wayOut: text,
  promises: v.optional(texts),
  wrappers: v.optional(texts),
  memoizes: v.optional(index),
  reason: v.optional(text),
  service: v.optional(text),
  path: v.optional(
    v.strictObject({
      argument: v.union([index, v.picklist(['last', 'result'])]),
      option: v.optional(text),
      does: v.picklist(['write', 'append', 'move', 'remove']),
      kind: v.optional(v.picklist(['log', 'upload', 'cache', 'data', 'temporary'])),
    }),
  ),
  folder: v.optional(v.strictObject({ argument: index, option: v.optional(text) })),
  work: v.optional(
    v.strictObject({
      argument: v.union([index, v.picklist(['last', 'decorated', 'rest', 'chain'])]),
      option: v.optional(text),
      delay: v.optional(index),
      period: v.optional(index),
      runs: v.picklist(['recurring', 'delayed', 'guarded']),
    }),
  ),
}) satisfies v.GenericSchema<unknown, LibraryEntry>;
