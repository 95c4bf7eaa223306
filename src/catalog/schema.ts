/**
 * The shape of `contexts.ts` at run time, for entries that no compiler has seen. Strict: an unknown key is a mistake.
 */

import * as v from 'valibot';
import type { LibraryContexts } from './contexts.ts';

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const texts = v.pipe(v.array(text), v.minLength(1, 'must not be empty'));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const context = v.picklist([
  'load',
  'boot',
  'request',
  'job',
  'timer',
  'event',
  'connection',
  'shutdown',
  'caller',
  'result',
  'never',
]);
const lifetime = v.picklist(['process', 'request', 'job', 'connection', 'call']);
const request = v.optional(v.nullable(index));
const parameters = v.optional(
  v.record(
    v.pipe(
      v.string(),
      v.regex(/^(?:\d+|-[12])$/, 'a parameter is named by its index, `this` by -1, that of generators by -2'),
    ),
    text,
  ),
);

const returned = v.strictObject({ context, at: v.optional(v.array(text)), request, parameters });
const returns = v.optional(returned);

const objectKind = v.strictObject({
  from: v.array(text),
  types: v.optional(v.array(text)),
  extends: v.optional(texts),
  fluent: v.optional(texts),
  ofProgram: v.optional(v.strictObject({ but: texts })),
  lifetime: v.optional(lifetime),
  drawsId: v.optional(v.literal(true)),
});

const registration = v.strictObject({
  on: v.string(),
  call: texts,
  callback: v.union([
    v.picklist(['functions', 'last']),
    index,
    v.strictObject({ option: texts, argument: v.optional(index) }),
  ]),
  events: v.optional(texts),
  arity: v.optional(index),
  inMemory: v.optional(v.literal(true)),
  given: v.optional(index),
  when: v.optional(v.strictObject({ option: text, is: v.union([v.string(), v.number(), v.boolean()]) })),
  context,
  request,
  parameters,
  returns,
  hands: v.optional(text),
  takes: v.optional(v.strictObject({ name: text, parameter: index, property: v.optional(text) })),
  unverified: v.optional(v.boolean()),
});

const assignment = v.strictObject({ on: text, properties: texts, context, request, parameters });

const decorator = v.strictObject({
  name: text,
  target: v.picklist(['method', 'class', 'property']),
  context,
  lifetime: v.optional(lifetime),
  request,
});

const classContext = v.strictObject({
  extends: texts,
  decoratedBy: v.optional(texts),
  methods: v.record(text, context),
  requests: v.optional(v.record(text, index)),
  returns: v.optional(v.record(text, v.union([context, returned]))),
  lifetime: v.optional(lifetime),
});

const file = v.strictObject({
  files: v.array(text),
  entry: v.optional(v.boolean()),
  directive: v.optional(text),
  exports: texts,
  context,
  request,
  parameters,
  returns,
  keptAt: v.optional(texts),
  unverified: v.optional(v.boolean()),
});

const functionType = v.strictObject({
  types: texts,
  members: v.optional(texts),
  context,
  request,
  parameters,
  unverified: v.optional(v.boolean()),
});

/** One entry. Its output type is that of `contexts.ts`, which the compiler checks here. */
export const libraryContextsSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'an id is lower-case letters, digits and hyphens')),
  packages: texts,
  source: text,
  unverified: v.optional(v.boolean()),
  objects: v.optional(v.record(text, objectKind)),
  registrations: v.optional(v.array(registration)),
  assignments: v.optional(v.array(assignment)),
  decorators: v.optional(v.array(decorator)),
  classes: v.optional(v.array(classContext)),
  files: v.optional(v.array(file)),
  functionTypes: v.optional(v.array(functionType)),
  requestDecorators: v.optional(texts),
  properties: v.optional(v.array(v.strictObject({ on: text, property: text, kind: text }))),
}) satisfies v.GenericSchema<unknown, LibraryContexts>;
