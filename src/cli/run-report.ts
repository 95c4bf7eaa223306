import { ToolError } from '../diagnostics/tool-error.ts';
import { exitCode, type FailLevel } from '../report/exit-code.ts';
import type { Report } from '../report/report.ts';
import { mergeReports, mismatchOf } from '../settle/merge.ts';
import type { CommandContext } from './context.ts';
import { readInput } from './inputs.ts';
import { assertWritable, placeOutputs } from './outputs.ts';
import { savedReport } from './saved-report.ts';
import type { Terminal } from './terminal.ts';
import { type ReportFlags, writeReports } from './write-reports.ts';

export type SavedReportOptions = ReportFlags & { readonly failOn?: FailLevel };

/** `sharenothing report` and `merge`: saved reports → one report → outputs. `format` is what is written where none is asked for. */
export async function runReport(
  files: readonly string[],
  options: SavedReportOptions,
  context: CommandContext,
  format: 'pretty' | 'json',
): Promise<void> {
  const { terminal } = context;
  const asked = options.format ?? [{ format, path: null }];
  const outputs = placeOutputs(asked, options.output, terminal.cwd);
  for (const { path: file } of outputs) if (file !== null) assertWritable(file);
  const reports: Report[] = [];
  for (const file of files) reports.push(await readReport(file, terminal));
  const report = joined(reports, files);
  const { failOn } = options;
  await writeReports(report, outputs, { base: null, ...(failOn ? { failOn } : {}) }, options, terminal);
  if (failOn !== undefined) context.exit(exitCode(report, { failOn }));
}

/** A saved report, from a file or standard input. @throws ToolError */
export async function readReport(file: string, terminal: Terminal): Promise<Report> {
  return savedReport(await readInput(file, file, terminal), file);
}

function joined(reports: readonly Report[], files: readonly string[]): Report {
  if (reports.length === 1) return reports[0]!;
  const mismatch = mismatchOf(reports);
  if (mismatch === null) return mergeReports(reports);
  const [first, second] = [mismatch.first, mismatch.second].map((index) => reports[index]!.tool.version);
  const what =
    mismatch.what === 'tool'
      ? `the reports are of different versions of sharenothing, ${first} and ${second}`
      : 'the reports were made with different rules or catalogues';
  throw new ToolError({
    code: 'report-unusable',
    what: `the reports cannot be joined: ${what}`,
    where: `${files[mismatch.first]} and ${files[mismatch.second]}`,
    fix: 'make all of them with one version of sharenothing',
  });
}
