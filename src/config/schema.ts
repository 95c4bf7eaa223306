import * as v from 'valibot';
import { libraryEntrySchema } from '../catalog/library-schema.ts';
import { libraryContextsSchema } from '../catalog/schema.ts';
import type { Config } from './config.ts';

/**
 * The one description of a configuration: it validates what users write, and the JSON schema (schema/config.schema.json) and
 * docs/configuration.md are generated from it.
 */

const severity = v.pipe(
  v.picklist(['error', 'warning', 'info', 'off', 'default']),
  v.description('`error`, `warning`, `info`, `off`, or `default` for what the rule itself says'),
);

const ruleSetting = v.union([
  severity,
  v.strictObject({
    severity: v.optional(severity),
    options: v.optional(v.pipe(v.record(v.string(), v.unknown()), v.description('Options of the rule, by name'))),
  }),
]);

const rules = v.record(v.string(), ruleSetting);

const globs = v.union([v.pipe(v.string(), v.minLength(1)), v.array(v.pipe(v.string(), v.minLength(1)))]);

const override = v.strictObject({
  files: v.pipe(globs, v.description("Globs, from the configuration file's folder")),
  rules: v.pipe(rules, v.description('Settings of rules for these files')),
});

const process = v.strictObject({
  entry: v.pipe(
    v.string(),
    v.minLength(1),
    v.description("Source file that the process starts from, from the configuration file's folder"),
  ),
  kind: v.pipe(
    v.picklist(['server', 'worker', 'job', 'cli', 'desktop', 'build', 'test', 'browser']),
    v.description('What the process is for; only `server`, `worker` and `job` hold state that is reported'),
  ),
  replicas: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.description('How many run at a time'))),
  name: v.optional(
    v.pipe(v.string(), v.minLength(1), v.description("Its name in reports (default: the entry's path)")),
  ),
});

export const configSchema = v.strictObject({
  $schema: v.optional(
    v.pipe(
      v.string(),
      v.description('JSON schema for editors: `./node_modules/sharenothing/schema/config.schema.json`'),
    ),
  ),
  extends: v.optional(
    v.pipe(
      globs,
      v.description(
        'Presets (`sharenothing:recommended`, `sharenothing:strict`) and relative paths of other configurations to build on. Later ones are stronger; the file itself is strongest',
      ),
    ),
  ),
  rules: v.optional(v.pipe(rules, v.description('Rule id → severity, or `{ severity, options }`'))),
  overrides: v.optional(
    v.pipe(v.array(override), v.description('Settings of rules for some files only; later entries are stronger')),
  ),
  ignore: v.optional(
    v.pipe(
      globs,
      v.description(
        "Globs, from the configuration file's folder, of files whose findings are not reported. They are analysed all the same, because the state of one file is written by others",
      ),
    ),
  ),
  failOn: v.optional(
    v.pipe(
      v.picklist(['error', 'warning', 'info', 'never']),
      v.description('Findings from this severity on make the exit code 1'),
    ),
  ),
  confidence: v.optional(
    v.pipe(v.picklist(['low', 'medium', 'high']), v.description('Findings below this confidence are left out')),
  ),
  maxWaiverDays: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.description('Days that a waiver may last at most, 365 by default; one that lasts longer counts as expired'),
    ),
  ),
  processes: v.optional(
    v.pipe(
      v.array(process),
      v.description('Processes that the deployment starts and that nothing in the repository shows'),
    ),
  ),
  libraries: v.optional(
    v.pipe(
      v.array(v.union([libraryContextsSchema, libraryEntrySchema])),
      v.description(
        'Library entries of your own, in the shape of the built-in ones: which callbacks of a package run when, or (with `use`) what it keeps',
      ),
    ),
  ),
});

/** What validation gives. It fails to compile where the schema misses a key of the type that users see, or has another. */
export function asConfig(valid: v.InferOutput<typeof configSchema>): Config {
  configSchema.entries satisfies Record<keyof Config, unknown>;
  return valid;
}
