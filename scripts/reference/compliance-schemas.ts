import { toJsonSchema } from '@valibot/to-json-schema';
import { packSchema } from '../../src/compliance/policy/schema.ts';
import { assessmentSchema } from '../../src/compliance/schema.ts';

type Json = { [key: string]: unknown };

/** schema/compliance-v1.schema.json: the JSON form of the compliance report. */
export function complianceJsonSchema(): Json {
  return {
    ...(toJsonSchema(assessmentSchema, { target: 'draft-2020-12' }) as Json),
    title: 'Compliance report of sharenothing, version 1',
    description: 'docs/compliance.md tells more. Paths start at the root of the repository.',
  };
}

/** schema/policy-v1.schema.json: policy packs, for editors. What it cannot say (a text in English is always there) the tool checks. */
export function policyJsonSchema(): Json {
  return {
    ...(toJsonSchema(packSchema, { target: 'draft-07', errorMode: 'ignore' }) as Json),
    title: 'Policy of the compliance report of sharenothing, version 1',
    description: 'docs/compliance.md tells more of each key.',
  };
}
