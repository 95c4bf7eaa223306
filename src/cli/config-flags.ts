import path from 'node:path';
import type { ConfigSeverity } from '../config/config.ts';
import type { FailLevel } from '../report/exit-code.ts';
import type { Confidence } from '../report/report.ts';
import type { ConfigChoice } from '../run.ts';

/** The options that decide about the configuration; several commands share them. */
export type ConfigFlags = {
  readonly config?: string;
  readonly configCode?: boolean;
  readonly preset?: string;
  readonly rule?: readonly { readonly id: string; readonly severity: ConfigSeverity }[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly failOn?: FailLevel;
  readonly confidence?: Confidence;
};

/** What the options say about configuration. */
export function configChoice(flags: ConfigFlags, cwd: string): ConfigChoice {
  const { preset, rule, only, skip, failOn, confidence } = flags;
  return {
    ...(flags.config === undefined ? {} : { file: path.resolve(cwd, flags.config) }),
    allowCode: flags.configCode !== false,
    commandLine: {
      ...(preset === undefined ? {} : { preset }),
      ...(rule ? { rules: rule } : {}),
      ...(only ? { only } : {}),
      ...(skip ? { skip } : {}),
      ...(failOn ? { failOn } : {}),
      ...(confidence ? { confidence } : {}),
    },
  };
}
