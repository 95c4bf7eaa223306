/**
 * The analyser as a library: `analyze` gives the report that the command line prints as JSON, typed. Everything exported here is
 * public and follows semantic versioning; what else lies in the package does not.
 */
import path from 'node:path';
import type { Config } from './config/config.ts';
import type { Report } from './report/report.ts';

export type { LibraryContexts } from './catalog/contexts.ts';
export type { LibraryDeclaration, LibraryEntry } from './catalog/libraries.ts';
export type {
  Config,
  ConfigOverride,
  ConfigProcess,
  ConfigSeverity,
  RuleSetting,
  RuleSettings,
} from './config/config.ts';
export { defineConfig } from './config/define-config.ts';
export type { ToolErrorCode } from './diagnostics/codes.ts';
export { ToolError } from './diagnostics/tool-error.ts';
export type { ProcessKind } from './discover/workspace.ts';
export { type Exit, type ExitOptions, exitCode, exitOf, type FailLevel } from './report/exit-code.ts';
export type {
  ClauseId,
  Confidence,
  Consequence,
  FindingStatus,
  Place,
  Report,
  ReportError,
  ReportFinding,
  ReportLimit,
  ReportProcess,
  ReportProject,
  ReportRule,
  ReportSilence,
  ReportSummary,
  ReportTraceStep,
  Severity,
} from './report/report.ts';

/** What `analyze` is told. */
export type AnalyzeFolderOptions = {
  /** The folder to analyse; a relative one starts from the process's current folder. */
  readonly dir: string;
  /** A configuration, or the path of a configuration file (from `dir`), in place of the search that the command line does. */
  readonly config?: Config | string;
  /** Refuses configuration files that are code. Default: they are run. */
  readonly noConfigCode?: boolean;
  /** Ends the analysis: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** UTC date `YYYY-MM-DD` that the report carries and dates are judged by. Default: today. */
  readonly now?: string;
  /** A baseline (a path from `dir`) in place of those that are found; `false`: none. */
  readonly baseline?: string | false;
  /** A waivers file (a path from `dir`) in place of the one that is found; `false`: none. */
  readonly waivers?: string | false;
  /** Lists all silences in the report; by default those alone that rest on a backing service. */
  readonly silences?: boolean;
  /** Told as stages go on; `total` is 0 where it is not known. */
  readonly onProgress?: (stage: string, done: number, total: number) => void;
};

/**
 * Analyses a folder and returns the report, as `sharenothing check DIR --format json` prints it. Code of the folder is never run;
 * a configuration file that is code is, unless `noConfigCode` says otherwise.
 *
 * A fault inside a stage or rule is an entry of the report's `errors`, and the rest goes on; `exitCode(report)` is then 2.
 *
 * @throws ToolError where the folder or its configuration cannot be used; `code` tells which
 */
export async function analyze(options: AnalyzeFolderOptions): Promise<Report> {
  const { dir, config, noConfigCode, baseline, waivers, signal, now, silences, onProgress } = options;
  signal?.throwIfAborted();
  const { openFolder, runAnalysis } = await import('./run.ts');
  const folder = path.resolve(dir);
  const opened = await openFolder(folder, {
    ...(typeof config === 'string' ? { file: path.resolve(folder, config) } : config ? { inline: config } : {}),
    allowCode: noConfigCode !== true,
    ...(baseline === undefined ? {} : { baseline: baseline === false ? null : path.resolve(folder, baseline) }),
    ...(waivers === undefined ? {} : { waivers: waivers === false ? null : path.resolve(folder, waivers) }),
  });
  const report = await runAnalysis(opened, {
    now: now ?? new Date().toISOString().slice(0, 10),
    ...(silences === undefined ? {} : { silences }),
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  signal?.throwIfAborted();
  return report;
}
