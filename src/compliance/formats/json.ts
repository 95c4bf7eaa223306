import { escapeInJson } from '../../text/escape-controls.ts';
import type { ComplianceFormat } from './format.ts';

/** The assessment itself, for programs (schema/compliance-v1.schema.json). The language plays no part. */
const json: ComplianceFormat = {
  name: 'json',
  mediaType: 'application/json',
  defaultFile: 'compliance.json',
  render: (assessment) => `${escapeInJson(JSON.stringify(assessment, null, 2))}\n`,
};

export default json;
