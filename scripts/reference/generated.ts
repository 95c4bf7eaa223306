import { rulePage } from '../../src/cli/pages.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { cliReference } from './cli.ts';
import { complianceJsonSchema, policyJsonSchema } from './compliance-schemas.ts';
import { configJsonSchema } from './config-schema.ts';
import { configurationReference } from './configuration.ts';

/** Every generated file of the repository: path → text. */
export function generatedFiles(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const schema = configJsonSchema(rules);
  return new Map([
    ['docs/cli.md', cliReference()],
    ['docs/configuration.md', configurationReference(schema)],
    ['schema/config.schema.json', jsonText(schema)],
    ['schema/compliance-v1.schema.json', jsonText(complianceJsonSchema())],
    ['schema/policy-v1.schema.json', jsonText(policyJsonSchema())],
    ...rules.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule)] as const),
  ]);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
