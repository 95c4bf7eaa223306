import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../config/root.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { isBelow, joinPath } from '../paths/repo-path.ts';
import { type BaselineLine, baselineName, baselineText } from '../policy/baseline-file.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { graver } from '../report/severities.ts';
import { gateOf, type Opened, openFolder, runThroughGate } from '../run.ts';
import { type BaselineEntry, type BaselineFile, type BaselineMatch, matchBaseline } from '../settle/baseline.ts';
import { filterByConfidence } from '../settle/filter.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { writeOutput } from './outputs.ts';
import { folderOf } from './understood.ts';

export type BaselineOptions = ConfigFlags & { readonly now?: string };
export type UpdateOptions = BaselineOptions & { readonly add?: boolean };

/** A folder with its report, on disk. */
type Analysed = {
  readonly opened: Opened;
  /** With findings of every confidence. */
  readonly whole: Report;
  /** With those alone that a run tells of. */
  readonly report: Report;
  readonly root: string;
};

/** `baseline create`: every finding that nothing holds becomes an entry of a new file. */
export async function runBaselineCreate(dir: string, options: BaselineOptions, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const folder = folderOf(dir, terminal.cwd);
  const named = typeof options.baseline === 'string' ? path.resolve(terminal.cwd, options.baseline) : null;
  const file = named ?? path.join(folder, baselineName);
  if (fs.existsSync(file)) {
    throw new ToolError({
      code: 'baseline-exists',
      what: 'there is a baseline already',
      where: file,
      fix: '`sharenothing baseline update --add` adds what is new to it; to start over, delete it first',
    });
  }
  // Of a file that is yet to be written nothing can be read.
  const { baseline: _own, ...others } = options;
  const { opened, report, root } = await analysed(folder, named ? others : options, context);
  const found = report.findings.filter(({ status }) => status === 'new');
  const base = toSlashes(path.relative(root, path.dirname(file)));
  const entries = found.map((finding) => lineOf(finding, opened.source.dir));
  writeOutput(file, baselineText(entries, base.startsWith('..') ? opened.source.dir : base));
  const expired = report.findings.filter(({ status }) => status === 'expired').length;
  await terminal.stdout.write(
    lines([
      `${shown(file, terminal.cwd)}: ${counted(found.length, 'finding')} (${bySeverity(found)}) ${found.length === 1 ? 'is' : 'are'} known from now on.`,
      ...(expired > 0
        ? [`Not in it: ${expired} with an expired waiver or suppression, which a baseline does not renew.`]
        : []),
      'Commit the file: from then on `sharenothing check` fails on what is new alone.',
    ]),
  );
}

/** `baseline prune`: entries whose finding is gone are taken out, nothing else changes. */
export async function runBaselinePrune(dir: string, options: BaselineOptions, context: CommandContext): Promise<void> {
  const known = await matched(dir, options, context);
  const gone = new Set(known.match.stale);
  for (const file of known.files)
    rewrite(
      file,
      file.entries.filter((entry) => !gone.has(entry)),
      known,
    );
  await context.terminal.stdout.write(
    lines([...known.match.stale.map((entry) => `gone: ${entryLine(entry)}`), summary(known, `${gone.size} taken out`)]),
  );
}

/** `baseline update`: entries follow their findings; new ones are added only where that was asked for. */
export async function runBaselineUpdate(dir: string, options: UpdateOptions, context: CommandContext): Promise<void> {
  const known = await matched(dir, options, context);
  const { match, files, report, dirOfReport } = known;
  const gone = new Set(match.stale);
  const current = new Map(
    match.matches.flatMap(({ current, previous }) => (previous ? [[previous, current] as const] : [])),
  );
  const followed = new Set<BaselineEntry>();
  const isNew = new Set(report.findings.filter(({ status }) => status === 'new'));
  // What is graver than it was has an entry already: its line is written anew, as any other that is added.
  const added = new Map<ReportFinding, BaselineFile>();
  for (const finding of options.add ? isNew : []) {
    const file = files.find(({ dir }) => isBelow(lineOf(finding, dirOfReport).file, dir));
    if (file) added.set(finding, file);
  }
  for (const file of files) {
    const kept = file.entries.flatMap((entry): BaselineLine[] => {
      if (gone.has(entry)) return [];
      const finding = current.get(entry);
      if (!finding) return [entry];
      if (added.has(finding)) return [];
      if (finding.status === 'new') return [entry];
      const next = lineOf(finding, dirOfReport);
      // Moved out of what this file speaks for: the entry still finds it.
      if (!isBelow(next.file, file.dir)) return [entry];
      const line = { ...next, severity: graver(next.severity, entry.severity) ? entry.severity : next.severity };
      if (baselineText([line], '') !== baselineText([entry], '')) followed.add(entry);
      return [line];
    });
    const more = [...added].filter(([, to]) => to === file).map(([finding]) => lineOf(finding, dirOfReport));
    rewrite(file, [...kept, ...more], known);
  }
  await context.terminal.stdout.write(
    lines([
      ...match.stale.map((entry) => `gone: ${entryLine(entry)}`),
      ...[...followed].map((entry) => `followed: ${entryLine(entry)} → ${findingLine(current.get(entry)!)}`),
      ...[...isNew].map((finding) => `${added.has(finding) ? 'added' : 'not added'}: ${findingLine(finding)}`),
      summary(known, `${gone.size} taken out, ${followed.size} followed, ${added.size} added`),
      ...(!options.add && isNew.size > 0 ? ['`sharenothing baseline update --add` adds what is new.'] : []),
    ]),
  );
}

/** `baseline check`: exit code 1 where an entry's finding is gone. */
export async function runBaselineCheck(dir: string, options: BaselineOptions, context: CommandContext): Promise<void> {
  const known = await matched(dir, options, context);
  const { stale } = known.match;
  await context.terminal.stdout.write(
    lines([
      ...stale.map((entry) => `gone: ${entryLine(entry)}`),
      summary(known, stale.length === 0 ? 'each finds its finding' : `${stale.length} without a finding`),
      ...(stale.length === 0 ? [] : ['`sharenothing baseline prune` takes them out.']),
    ]),
  );
  if (stale.length > 0) context.exit(1);
}

type Known = {
  readonly report: Report;
  readonly dirOfReport: string;
  readonly files: readonly BaselineFile[];
  /** Where a file lies on disk. */
  readonly placeOf: (file: BaselineFile) => string;
  readonly match: BaselineMatch;
};

async function matched(dir: string, options: BaselineOptions, context: CommandContext): Promise<Known> {
  const { cwd } = context.terminal;
  const { opened, whole, report, root } = await analysed(folderOf(dir, cwd), options, context);
  const { baseline } = opened.policy();
  if (baseline === null) {
    throw new ToolError({
      code: 'baseline-missing',
      what: 'there is no baseline',
      where: path.join(root, opened.source.dir),
      tried: [`${baselineName} there, in the folders above it up to the root of the repository, and in those below`],
      fix: '`sharenothing baseline create` writes one',
    });
  }
  const match = matchBaseline(whole, baseline, gateOf(opened).isJudged);
  const placeOf = ({ file }: BaselineFile) =>
    typeof options.baseline === 'string' ? path.resolve(cwd, options.baseline) : path.join(root, file);
  return { report, dirOfReport: opened.source.dir, files: baseline, placeOf, match };
}

/** Analyses a folder; what the analysis could not do is no ground to write a baseline on. */
async function analysed(folder: string, options: BaselineOptions, context: CommandContext): Promise<Analysed> {
  const { terminal, stages } = context;
  const opened = await openFolder(folder, configChoice(options, terminal.cwd), stages);
  const whole = await runThroughGate(opened, { now: options.now ?? terminal.today(), clock: terminal.clock }, stages);
  const nothing = whole.projects.every(({ files }) => files === 0);
  if (whole.errors.length > 0 || nothing) {
    throw new ToolError({
      code: 'baseline-unknown',
      what: nothing ? 'there is no file to analyse' : `the analysis did not finish: ${whole.errors[0]!.message}`,
      where: folder,
      fix: nothing ? 'name the folder of the server' : '`sharenothing check` tells what failed',
    });
  }
  const report = filterByConfidence(whole, opened.config.confidence.value);
  return { opened, whole, report, root: repositoryRoot(folder, opened.source) };
}

function rewrite(file: BaselineFile, entries: readonly BaselineLine[], { placeOf }: Known): void {
  const text = baselineText(entries, file.dir);
  if (text !== baselineText(file.entries, file.dir)) writeOutput(placeOf(file), text);
}

function lineOf(finding: ReportFinding, dir: string): BaselineLine {
  const { file, ruleId, symbol, severity, writes, fingerprint } = finding;
  return { file: joinPath(dir, file) ?? file, ruleId, symbol, severity, writes, fingerprint };
}

function entryLine({ file, ruleId, symbol, from, line }: BaselineEntry): string {
  return `${symbol} (${ruleId}, ${file}), ${from}:${line}`;
}

function findingLine({ file, line, ruleId, symbol }: ReportFinding): string {
  return `${symbol} (${ruleId}, ${file}:${line})`;
}

function summary({ files }: Known, what: string): string {
  const entries = files.reduce((sum, file) => sum + file.entries.length, 0);
  return `${files.map(({ file }) => file).join(', ')}: ${counted(entries, 'entry', 'entries')}, ${what}.`;
}

function bySeverity(findings: readonly ReportFinding[]): string {
  const count = (severity: string) => findings.filter((one) => one.severity === severity).length;
  return `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${count('info')} info`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${escapeControls(line)}\n`).join('');
}

function shown(file: string, cwd: string): string {
  return toSlashes(path.relative(cwd, file)) || file;
}

function toSlashes(file: string): string {
  return file.split(path.sep).join('/');
}
