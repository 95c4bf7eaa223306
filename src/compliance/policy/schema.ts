import * as v from 'valibot';
import { evidenceKinds, exceptionFields, exceptionKinds } from './pack.ts';

/**
 * The one description of a policy pack: it validates what users write, and the JSON schema (schema/policy-v1.schema.json) is generated
 * from it.
 */

const filled = v.pipe(v.string(), v.minLength(1));

const texts = v.union([
  filled,
  v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/, 'write a language code such as en')), filled),
    v.check((given) => Object.hasOwn(given, 'en'), 'there is always an English text (en)'),
  ),
]);

const clause = v.picklist(['VI.1', 'VI.2', 'VI.3', 'VI.4', 'VI.5']);

const evidence = v.array(v.picklist(evidenceKinds));

const control = v.pipe(
  v.strictObject({
    id: v.pipe(filled, v.description('As the framework calls it: `A.8.14`')),
    title: v.pipe(texts, v.description('In your own words: a text, or texts by language (`en`, `vi`)')),
    description: v.optional(v.pipe(texts, v.description('What of it the clauses speak of'))),
    clauses: v.optional(v.pipe(v.array(clause), v.description('Clauses of factor VI that speak of it'))),
    rules: v.optional(v.pipe(v.array(filled), v.description('Rules that speak of it, whatever their clauses'))),
    evidence: v.optional(
      v.pipe(evidence, v.description('What has to be known for it, beside what the policy asks for')),
    ),
  }),
  v.check(
    ({ clauses, rules }) => (clauses?.length ?? 0) + (rules?.length ?? 0) > 0,
    'name clauses or rules that speak of it',
  ),
);

export const packSchema = v.strictObject({
  policy: v.pipe(v.literal(1), v.description('Version of this format')),
  id: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'write small letters, digits, dots and dashes'),
    v.description('Name of the policy'),
  ),
  title: filled,
  version: v.pipe(filled, v.description('Of the policy itself; in quotes, since 1.0 would be a number')),
  toBeConfirmed: v.optional(
    v.pipe(v.boolean(), v.description('The mapping is a proposal that an assessor has not confirmed (default: true)')),
  ),
  thresholds: v.optional(
    v.strictObject({
      severity: v.optional(
        v.pipe(
          v.picklist(['error', 'warning', 'info']),
          v.description('Less grave findings are noted (default: warning)'),
        ),
      ),
      confidence: v.optional(
        v.pipe(
          v.picklist(['low', 'medium', 'high']),
          v.description('Less certain findings are undecided: their clauses are not assessed (default: medium)'),
        ),
      ),
      skipped: v.optional(
        v.pipe(
          v.array(filled),
          v.description('Reasons for leaving a file out that are no gap, such as `vendored` (default: none)'),
        ),
      ),
    }),
  ),
  exceptions: v.optional(
    v.strictObject({
      accept: v.optional(
        v.pipe(v.array(v.picklist(exceptionKinds)), v.description('Where exceptions may come from (default: waiver)')),
      ),
      require: v.optional(
        v.pipe(
          v.array(v.picklist(exceptionFields)),
          v.description(
            'What an exception has to state, or it holds nothing (default: reason, owner, approvedBy, until)',
          ),
        ),
      ),
    }),
  ),
  evidence: v.optional(
    v.pipe(evidence, v.description('What has to be known of each analysis, or nothing is assessed (default: none)')),
  ),
  controls: v.optional(v.array(control)),
});
