import { createRequire } from 'node:module';
import { didYouMean } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { isBoundedGlob } from '../paths/bounded-glob.ts';
import type { RuleSetting, RuleSettings } from './config.ts';
import type { IgnoreState, OverrideState, RuleState, Scope, Setting } from './effective.ts';
import type { Layer } from './layers.ts';
import type { ConfigPath } from './parse.ts';

const require = createRequire(import.meta.url);

/** What the configuration needs to know of a rule. */
export type KnownRule = {
  readonly id: string;
  /** Option name → what it is; absent where the rule has none. */
  readonly options?: Readonly<Record<string, unknown>>;
};

/** Merges layers, weakest first, into what one file governs. @throws ToolError for an unknown rule or option, or a wild glob */
export function mergeScope(
  dir: string,
  file: string | null,
  layers: readonly Layer[],
  known: readonly KnownRule[],
): Scope {
  const rules = new Map<string, RuleState>();
  const overrides: OverrideState[] = [];
  const ignore: IgnoreState[] = [];
  for (const layer of layers) {
    const { config, placeOf, base } = layer;
    mergeRules(rules, config.rules ?? {}, ['rules'], placeOf, known);
    for (const [at, override] of (config.overrides ?? []).entries()) {
      const own = new Map<string, RuleState>();
      mergeRules(own, override.rules, ['overrides', at, 'rules'], placeOf, known);
      const patterns = listOf(override.files);
      const from = placeOf(['overrides', at]);
      const matchers = patterns.map((pattern) => globMatcher(pattern, base, from));
      overrides.push({ patterns, from, rules: own, matches: (path) => matchers.some((matches) => matches(path)) });
    }
    for (const [at, pattern] of listOf(config.ignore ?? []).entries()) {
      const from = placeOf(typeof config.ignore === 'string' ? ['ignore'] : ['ignore', at]);
      ignore.push({ pattern, from, matches: globMatcher(pattern, base, from) });
    }
  }
  const built = layers.map(({ origin }) => origin).filter((origin) => origin !== file);
  return { dir, file, extends: built, rules, overrides, ignore };
}

/** The value of a key in the strongest layer that has it. */
export function strongest<T>(
  layers: readonly Layer[],
  key: 'failOn' | 'confidence' | 'maxWaiverDays',
  fallback: Setting<T>,
): Setting<T> {
  const layer = layers.findLast(({ config }) => config[key] !== undefined);
  return layer ? { value: layer.config[key] as T, from: layer.placeOf([key]) } : fallback;
}

/** Throws the error for a rule id that does not exist, with the two nearest. */
export function assertKnownRule(id: string, known: readonly KnownRule[], where: string): KnownRule {
  const rule = known.find((one) => one.id === id);
  if (rule) return rule;
  throw new ToolError({
    code: 'unknown-rule',
    what: `there is no rule "${id}"`,
    where,
    fix: `${didYouMean(
      id,
      known.map((one) => one.id),
    )}\`sharenothing rules\` lists all`,
  });
}

function mergeRules(
  into: Map<string, RuleState>,
  settings: RuleSettings,
  at: ConfigPath,
  placeOf: (path: ConfigPath) => string,
  known: readonly KnownRule[],
): void {
  for (const [id, setting] of Object.entries(settings)) {
    const from = placeOf([...at, id]);
    const rule = assertKnownRule(id, known, from);
    const { severity, options } = parts(setting);
    const state = into.get(id) ?? unsetRule;
    const merged = new Map(state.options);
    for (const [name, value] of Object.entries(options)) {
      const place = placeOf([...at, id, 'options', name]);
      assertKnownOption(name, rule, place);
      merged.set(name, { value, from: place });
    }
    into.set(id, { severity: severity === undefined ? state.severity : { value: severity, from }, options: merged });
  }
}

/** A rule that nothing was said about. */
export const unsetRule: RuleState = { severity: { value: 'default', from: 'default' }, options: new Map() };

function assertKnownOption(name: string, rule: KnownRule, where: string): void {
  const names = Object.keys(rule.options ?? {});
  if (names.includes(name)) return;
  throw new ToolError({
    code: 'config-invalid',
    what: `the rule ${rule.id} has no option "${name}"`,
    where,
    fix:
      names.length === 0
        ? 'take it out: the rule has no options'
        : `${didYouMean(name, names, 1)}options are ${names.join(', ')}`,
  });
}

function parts(setting: RuleSetting) {
  return typeof setting === 'string'
    ? { severity: setting, options: {} }
    : { severity: setting.severity, options: setting.options ?? {} };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/**
 * A matcher of repository-relative paths for a glob that starts from `base`. A pattern that names a folder matches all that lies
 * in it. `./` at the start is allowed, `../` is not: a configuration does not speak of files outside its folder.
 */
function globMatcher(pattern: string, base: string, where: string): (path: string) => boolean {
  const clean = pattern.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, '');
  if (
    clean === '' ||
    clean.startsWith('../') ||
    clean.startsWith('/') ||
    clean.startsWith('!') ||
    !isBoundedGlob(clean)
  ) {
    throw new ToolError({
      code: 'config-invalid',
      what: `"${pattern}" is no usable pattern`,
      where,
      fix: 'write a glob from the configuration\'s folder, such as "src/legacy/**" or "**/*.generated.ts", without !, ../ or a leading /',
    });
  }
  // Folder names such as `(shop)` are literal; as operators of the matcher they could also make it run for hours.
  const literal = clean.replace(/(?<!\\)[()+|]/g, '\\$&');
  // Loaded where a configuration speaks of some files alone.
  const picomatch: typeof import('picomatch') = require('picomatch');
  const isMatch = picomatch([literal, `${literal}/**`], { dot: true, noextglob: true });
  const prefix = base === '' ? '' : `${base}/`;
  return (path) => path.startsWith(prefix) && isMatch(path.slice(prefix.length));
}
