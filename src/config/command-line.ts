import type { FailLevel } from '../report/exit-code.ts';
import type { Confidence } from '../report/report.ts';
import type { ConfigSeverity } from './config.ts';
import type { CommandLineRules } from './effective.ts';
import { assertKnownRule, type KnownRule } from './merge.ts';

/** What the command line says of the configuration. */
export type CommandLineSettings = {
  readonly preset?: string;
  readonly failOn?: FailLevel;
  readonly confidence?: Confidence;
  /** `--rule`, in the order given; the last of a rule counts. */
  readonly rules?: readonly { readonly id: string; readonly severity: ConfigSeverity }[];
  /** `--only`: all other rules are off. */
  readonly only?: readonly string[];
  /** `--skip`: these rules are off. */
  readonly skip?: readonly string[];
};

/** @throws ToolError `unknown-rule` */
export function commandLineRules(settings: CommandLineSettings, known: readonly KnownRule[]): CommandLineRules {
  for (const { id, severity } of settings.rules ?? []) assertKnownRule(id, known, `--rule ${id}=${severity}`);
  for (const id of settings.only ?? []) assertKnownRule(id, known, `--only ${id}`);
  for (const id of settings.skip ?? []) assertKnownRule(id, known, `--skip ${id}`);
  return {
    severities: new Map((settings.rules ?? []).map(({ id, severity }) => [id, severity])),
    only: settings.only && settings.only.length > 0 ? new Set(settings.only) : null,
    skip: new Set(settings.skip ?? []),
  };
}
