import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The schema as shipped. */
export const reportSchema: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../../schema/report-v1.schema.json', import.meta.url), 'utf8'),
);

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv, ['date']);
const validate = ajv.compile(reportSchema);

/** What the schema has against a value; empty where it is a valid report. */
export function schemaErrors(value: unknown): readonly ErrorObject[] {
  return validate(value) ? [] : (validate.errors ?? []);
}
