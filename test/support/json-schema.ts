import { readFileSync } from 'node:fs';
import ajvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

/** A check of values against a JSON schema of test/schemas; what it has against one, empty where it is valid. */
export function schemaCheck(file: string): (value: unknown) => readonly object[] {
  const ajv = new ajvDraft4.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const schema = JSON.parse(readFileSync(new URL(`../schemas/${file}`, import.meta.url), 'utf8'));
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}
