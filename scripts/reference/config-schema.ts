import { toJsonSchema } from '@valibot/to-json-schema';
import { configSchema } from '../../src/config/schema.ts';

type Json = { [key: string]: unknown };

/** schema/config.schema.json: the JSON schema (draft 7, which every editor knows) of configuration files. */
export function configJsonSchema(rules: readonly { readonly id: string; readonly title: string }[]): Json {
  const schema = toJsonSchema(configSchema, { target: 'draft-07' }) as Json;
  const properties = schema.properties as Record<string, Json>;
  nameRules(properties.rules!, rules);
  const override = properties.overrides!.items as { properties: Record<string, Json> };
  nameRules(override.properties.rules!, rules);
  return {
    ...schema,
    title: 'Configuration of sharenothing',
    description: 'docs/configuration.md tells more of each key.',
  };
}

/** Rule ids are a closed set, so that editors complete them and mark others. */
function nameRules(schema: Json, rules: readonly { readonly id: string; readonly title: string }[]): void {
  if (rules.length === 0) return;
  const { additionalProperties: setting } = schema;
  schema.properties = Object.fromEntries(
    rules.map(({ id, title }) => [id, { description: title, ...(setting as Json) }]),
  );
  schema.additionalProperties = false;
}
