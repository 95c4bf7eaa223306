import { posix } from 'node:path';
import { exitCode, type FailLevel } from '../report/exit-code.ts';
import { markdownDiff } from '../reporters/diff/markdown.ts';
import { prettyDiff } from '../reporters/diff/pretty.ts';
import { createStyle } from '../reporters/terminal/style.ts';
import { diffReports } from '../settle/diff.ts';
import { escapeInJson } from '../text/escape-controls.ts';
import { styleOptions } from './appearance.ts';
import type { ColorChoice } from './color-choices.ts';
import type { CommandContext } from './context.ts';
import { assertWritable, placeOutputs, writeOutput } from './outputs.ts';
import { readReport } from './run-report.ts';
import type { pageFormats } from './values.ts';

type DiffOptions = {
  readonly format: (typeof pageFormats)[number];
  readonly output?: string;
  readonly color: ColorChoice;
  readonly failOn?: FailLevel;
};

/** `sharenothing diff`: two saved reports → what is new, fixed and in both. */
export async function runDiff(
  older: string,
  newer: string,
  options: DiffOptions,
  { terminal, exit }: CommandContext,
): Promise<void> {
  const [output] = placeOutputs([], options.output, terminal.cwd);
  const file = output?.path ?? null;
  if (file !== null) assertWritable(file);
  const before = await readReport(older, terminal);
  const after = await readReport(newer, terminal);
  const diff = diffReports(before, after);
  const style = createStyle(file === null ? styleOptions(options.color, terminal) : {});
  const text = {
    pretty: () => prettyDiff(diff, after, style),
    markdown: () => markdownDiff(diff, (path) => posix.join(after.run.root, path)),
    json: () => `${escapeInJson(JSON.stringify(diff, null, 2))}\n`,
  }[options.format]();
  if (file === null) await terminal.stdout.write(text);
  else writeOutput(file, text);
  const { failOn } = options;
  // What the new report has beside, the old one had too: it fails nothing here.
  if (failOn !== undefined) exit(exitCode({ ...after, findings: [...diff.added] }, { failOn }));
}
