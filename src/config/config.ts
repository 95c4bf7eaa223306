import type { LibraryDeclaration } from '../catalog/libraries.ts';
import type { ProcessKind } from '../discover/workspace.ts';
import type { FailLevel } from '../report/exit-code.ts';
import type { Confidence, Severity } from '../report/report.ts';

/** What a rule's findings count as: a severity, `off`, or `default` for what the rule's own messages say. */
export type ConfigSeverity = Severity | 'off' | 'default';

/** The setting of one rule: its severity, or severity and options. */
export type RuleSetting =
  | ConfigSeverity
  | { readonly severity?: ConfigSeverity; readonly options?: Readonly<Record<string, unknown>> };

/** Rule id → setting. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** Rules for some files only. */
export type ConfigOverride = {
  /** Globs from the folder of the configuration file. */
  readonly files: string | readonly string[];
  readonly rules: RuleSettings;
};

/** A process that the deployment starts and that nothing in the repository shows. */
export type ConfigProcess = {
  /** Source file that it starts from, from the folder of the configuration file. */
  readonly entry: string;
  readonly kind: ProcessKind;
  /** How many of it run at a time. */
  readonly replicas?: number;
  /** Default: the entry's path. */
  readonly name?: string;
};

/** A configuration as users write it. docs/configuration.md describes every key. */
export type Config = {
  readonly $schema?: string;
  /** Presets (`sharenothing:recommended`, `sharenothing:strict`) and relative paths of configurations to build on, weakest first. */
  readonly extends?: string | readonly string[];
  readonly rules?: RuleSettings;
  readonly overrides?: readonly ConfigOverride[];
  /** Globs of files whose findings are not reported. They are analysed all the same. */
  readonly ignore?: string | readonly string[];
  /** Findings from this severity on make the exit code 1. */
  readonly failOn?: FailLevel;
  /** Findings below this confidence are left out. */
  readonly confidence?: Confidence;
  /** Days that a waiver may last at most; longer ones count as expired. */
  readonly maxWaiverDays?: number;
  readonly processes?: readonly ConfigProcess[];
  /** Library entries of your own, in the shape of the built-in ones: when callbacks of a package run, or (with `use`) what it keeps. */
  readonly libraries?: readonly LibraryDeclaration[];
};
