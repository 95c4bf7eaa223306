import { ToolError } from '../diagnostics/tool-error.ts';
import { digestOf } from '../settle/digest.ts';
import type { EffectiveConfig, RuleState } from './effective.ts';

/** SHA-256 over the values of a configuration, without their origins. @throws ToolError where an entry is no plain data */
export function configDigest(
  config: Pick<
    EffectiveConfig,
    'failOn' | 'confidence' | 'maxWaiverDays' | 'processes' | 'libraries' | 'scopes' | 'commandLine'
  >,
): string {
  const { failOn, confidence, maxWaiverDays, processes, libraries, scopes, commandLine } = config;
  try {
    return digestOf({
      failOn: failOn.value,
      confidence: confidence.value,
      maxWaiverDays: maxWaiverDays.value,
      processes: processes.map(({ name, kind, entry, replicas }) => ({ name, kind, entry, replicas })),
      libraries: libraries.map(({ value }) => value),
      scopes: scopes.map(({ dir, rules, overrides, ignore }) => ({
        dir,
        rules: values(rules),
        overrides: overrides.map((override) => ({ files: override.patterns, rules: values(override.rules) })),
        ignore: ignore.map(({ pattern }) => pattern),
      })),
      commandLine,
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ToolError(
      {
        code: 'config-invalid',
        what: `the configuration holds what is no plain data: ${error.message}`,
        where: libraries[0]?.from ?? null,
        fix: 'write texts, numbers, lists and objects alone in `libraries` and in rule options',
      },
      { cause: error },
    );
  }
}

function values(rules: ReadonlyMap<string, RuleState>) {
  return new Map(
    [...rules].map(([id, { severity, options }]) => [
      id,
      { severity: severity.value, options: new Map([...options].map(([name, { value }]) => [name, value])) },
    ]),
  );
}
