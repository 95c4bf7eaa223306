import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Chalk } from 'chalk';
import type { FailLevel } from '../report/exit-code.ts';
import type { Report } from '../report/report.ts';
import { loadReporter } from '../reporters/index.ts';
import type { RenderOptions } from '../reporters/reporter.ts';
import { appearance } from './appearance.ts';
import type { ColorChoice } from './color-choices.ts';
import { showsLinks } from './links.ts';
import { writeOutput } from './outputs.ts';
import { repositoryAddress } from './repository-address.ts';
import type { Terminal } from './terminal.ts';
import type { Output } from './values.ts';

/** The options of commands that write reports, as the parser leaves them. */
export type ReportFlags = {
  readonly format?: readonly Output[];
  readonly output?: string;
  readonly color: ColorChoice;
  readonly sarifCategory?: string;
  readonly sarifIncludeSuppressed?: boolean;
};

/** What the paths of the report start from, and what fails the run. */
export type ReportPlace = {
  /** Folder (absolute) that paths of the report start from; null where that is not known: they are shown as they are. */
  readonly base: string | null;
  readonly failOn?: FailLevel;
};

/** Renders the report in each format that was asked for and writes it where it belongs. */
export async function writeReports(
  report: Report,
  outputs: readonly Output[],
  place: ReportPlace,
  flags: ReportFlags,
  terminal: Terminal,
): Promise<void> {
  for (const { format, path: file } of outputs) {
    const reporter = await loadReporter(format);
    const text = reporter.render(report, renderOptions(file, place, flags, terminal));
    if (file === null) await terminal.stdout.write(text);
    else writeOutput(file, text);
  }
}

function renderOptions(
  file: string | null,
  { base, failOn }: ReportPlace,
  flags: ReportFlags,
  terminal: Terminal,
): RenderOptions {
  const sink = file === null ? terminal.stdout : null;
  const { color, columns, unicode } = appearance(flags.color, terminal, sink);
  const prefix = base === null ? '' : path.relative(terminal.cwd, base).split(path.sep).join('/');
  const repository = repositoryAddress(terminal.env);
  return {
    ...(color ? { paint: new Chalk({ level: 1 }) } : {}),
    width: columns,
    ascii: sink !== null && !unicode,
    ...(prefix === '' ? {} : { pathPrefix: prefix }),
    ...(sink && base !== null && showsLinks(terminal)
      ? { link: (shown) => pathToFileURL(path.join(base, shown.file)).href }
      : {}),
    ...(failOn === undefined ? {} : { failOn }),
    ...(flags.sarifCategory === undefined ? {} : { sarifCategory: flags.sarifCategory }),
    sarifIncludeSuppressed: flags.sarifIncludeSuppressed === true,
    ...(repository === undefined ? {} : { repository }),
  };
}
