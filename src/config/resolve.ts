import { isBelow } from '../paths/repo-path.ts';
import type { ConfigSeverity } from './config.ts';
import type { EffectiveConfig, IgnoreState, Scope, Setting } from './effective.ts';

/** The scope that governs a file: the innermost folder that has a configuration. */
export function scopeOf({ scopes }: EffectiveConfig, file: string): Scope {
  const [first, ...nested] = scopes;
  return nested.filter(({ dir }) => isBelow(file, dir)).sort((a, b) => b.dir.length - a.dir.length)[0] ?? first!;
}

/**
 * The severity of a rule for a file (repository-relative), or for what is analysed as a whole (`null`: overrides do not count):
 * file's scope, its overrides in order, `--rule`, then `--only` and `--skip`. `default` is what the rule's own message says.
 */
export function severityOf(config: EffectiveConfig, ruleId: string, file: string | null): Setting<ConfigSeverity> {
  const { severities, only, skip } = config.commandLine;
  if (skip.has(ruleId)) return { value: 'off', from: '--skip' };
  if (only && !only.has(ruleId)) return { value: 'off', from: '--only' };
  const named = severities.get(ruleId);
  const setting = named === undefined ? configured(config, ruleId, file) : { value: named, from: '--rule' };
  // Who asks for one rule alone wants to see it, also where the configuration has it off.
  return only && setting.value === 'off' ? { value: 'default', from: '--only' } : setting;
}

function configured(config: EffectiveConfig, ruleId: string, file: string | null): Setting<ConfigSeverity> {
  const scope = file === null ? config.scopes[0]! : scopeOf(config, file);
  let setting: Setting<ConfigSeverity> = scope.rules.get(ruleId)?.severity ?? { value: 'default', from: 'default' };
  if (file === null) return setting;
  for (const override of scope.overrides) {
    const state = override.rules.get(ruleId);
    if (state && state.severity.from !== 'default' && override.matches(file)) setting = state.severity;
  }
  return setting;
}

/** The option values of a rule for a file, as `severityOf` finds the severity. */
export function optionsOf(
  config: EffectiveConfig,
  ruleId: string,
  file: string | null,
): ReadonlyMap<string, Setting<unknown>> {
  const scope = file === null ? config.scopes[0]! : scopeOf(config, file);
  const options = new Map(scope.rules.get(ruleId)?.options ?? []);
  for (const override of file === null ? [] : scope.overrides) {
    if (!override.matches(file!)) continue;
    for (const [name, setting] of override.rules.get(ruleId)?.options ?? []) options.set(name, setting);
  }
  return options;
}

/** The pattern that keeps a file's findings out of the report, if one does. */
export function ignoredBy(config: EffectiveConfig, file: string): IgnoreState | undefined {
  return scopeOf(config, file).ignore.find((one) => one.matches(file));
}
