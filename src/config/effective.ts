import type { LibraryDeclaration } from '../catalog/libraries.ts';
import type { Process } from '../discover/workspace.ts';
import type { FailLevel } from '../report/exit-code.ts';
import type { Confidence } from '../report/report.ts';
import type { ConfigSeverity } from './config.ts';

/** A value and where it was said: `default`, a preset, `file:line` or a command line option. */
export type Setting<T> = { readonly value: T; readonly from: string };

/** What holds for a rule. */
export type RuleState = {
  readonly severity: Setting<ConfigSeverity>;
  /** Option name → value. */
  readonly options: ReadonlyMap<string, Setting<unknown>>;
};

/** Settings of rules for the files that match. */
export type OverrideState = {
  readonly patterns: readonly string[];
  readonly from: string;
  readonly rules: ReadonlyMap<string, RuleState>;
  matches(file: string): boolean;
};

/** Globs of files that are not reported. */
export type IgnoreState = { readonly pattern: string; readonly from: string; matches(file: string): boolean };

/** What one configuration file says about the files that it governs. */
export type Scope = {
  /** The folder that it governs, repository-relative; files in a nested scope's folder belong to that. */
  readonly dir: string;
  /** The file, or null where there is none and the defaults hold. */
  readonly file: string | null;
  /** Files and presets that it builds on, weakest first. */
  readonly extends: readonly string[];
  readonly rules: ReadonlyMap<string, RuleState>;
  /** Weakest first. */
  readonly overrides: readonly OverrideState[];
  readonly ignore: readonly IgnoreState[];
};

/** What the command line says of rules: stronger than every file. */
export type CommandLineRules = {
  readonly severities: ReadonlyMap<string, ConfigSeverity>;
  /** Null: no `--only`. */
  readonly only: ReadonlySet<string> | null;
  readonly skip: ReadonlySet<string>;
};

/** Configuration, presets and command line, merged; every value knows its origin. All paths are repository-relative. */
export type EffectiveConfig = {
  /** Configuration files that were read, in the order of their paths. */
  readonly files: readonly string[];
  /** Configuration files that lie beside one that counts and do not count themselves. */
  readonly shadowed: readonly string[];
  readonly failOn: Setting<FailLevel>;
  readonly confidence: Setting<Confidence>;
  /** Days that a waiver may last at most. */
  readonly maxWaiverDays: Setting<number>;
  /** Processes that the configuration adds, with the line that names each. */
  readonly processes: readonly Process[];
  readonly libraries: readonly Setting<LibraryDeclaration>[];
  /** The scope of what is analysed first, then nested ones, by folder. */
  readonly scopes: readonly Scope[];
  /** Keys of nested configurations that only count in the one of what is analysed. */
  readonly idle: readonly Setting<string>[];
  /** The command line's own settings of rules, which are stronger than every file. */
  readonly commandLine: CommandLineRules;
  /** The strict preset is built on: rules may tell what they otherwise keep to themselves. */
  readonly strict: boolean;
  /** SHA-256 over the values, whatever their origin and the layout of the files. */
  readonly digest: string;
};
