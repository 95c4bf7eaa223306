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
  /** `--baseline FILE`; false for `--no-baseline`. */
  readonly baseline?: string | false;
  readonly waivers?: string;
};

/** What the options say about configuration. */
export function configChoice(flags: ConfigFlags, cwd: string): ConfigChoice {
  const { preset, rule, only, skip, failOn, confidence, baseline, waivers } = flags;
  return {
    ...(flags.config === undefined ? {} : { file: path.resolve(cwd, flags.config) }),
    ...(baseline === undefined ? {} : { baseline: baseline === false ? null : path.resolve(cwd, baseline) }),
    ...(waivers === undefined ? {} : { waivers: path.resolve(cwd, waivers) }),
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
