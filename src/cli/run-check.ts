import path from 'node:path';
import { repositoryRoot } from '../config/root.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { JoinedFacts } from '../facts/facts-source.ts';
import { exitOf, type FailLevel } from '../report/exit-code.ts';
import type { Report } from '../report/report.ts';
import { openFolder, runAnalysis } from '../run.ts';
import type { RunEvent } from '../run-events.ts';
import { filterByFiles, filterByQuiet } from '../settle/filter.ts';
import { joinReports } from '../settle/join.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { byCodeUnit } from '../text/order.ts';
import { wantsProgress } from './appearance.ts';
import { type ChangeFlags, stateChoice } from './change-flags.ts';
import { complain } from './complain.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { interruptible } from './interruptible.ts';
import { type Cache, type CacheFlags, openCache } from './open-cache.ts';
import { assertWritable, placeOutputs } from './outputs.ts';
import { startProgress } from './progress.ts';
import { runShard } from './run-shard.ts';
import { statsOf } from './stats.ts';
import { commonFolder, resolveTargets, type Target } from './targets.ts';
import { type ReportFlags, writeReports } from './write-reports.ts';

/** The options of `check` as the parser leaves them. */
export type CheckOptions = ConfigFlags &
  ReportFlags &
  ChangeFlags &
  CacheFlags & {
    readonly progress: boolean;
    readonly stats?: boolean;
    readonly concurrency?: number;
    readonly timeout?: number;
    readonly memoryLimit?: number;
    readonly quiet?: boolean;
    readonly silences?: boolean;
    readonly exitZero?: boolean;
    readonly maxWarnings?: number;
    readonly failOnIncomplete?: boolean;
    readonly failOnExpired?: boolean;
    readonly strictBaseline?: boolean;
    readonly now?: string;
    readonly shard?: string;
  };

/** What is judged in place of the folders of the command line: the facts of a repository, whose root is `dir` (absolute). */
export type GivenFacts = { readonly dir: string; readonly facts: JoinedFacts };

/** `sharenothing check`: targets → analysis → report → outputs → exit code. `commands` are the names of all, for hints. */
export async function runCheck(
  paths: readonly string[],
  options: CheckOptions,
  context: CommandContext,
  commands: readonly string[],
  given?: GivenFacts,
): Promise<void> {
  const { terminal } = context;
  const { shard } = options;
  if (shard !== undefined) return interruptible(context, (signal) => runShard({ ...options, shard }, context, signal));
  const outputs = placeOutputs(options.format ?? [], options.output, terminal.cwd);
  for (const { path: file } of outputs) if (file !== null) assertWritable(file);
  const targets = given ? [{ dir: given.dir, files: null }] : resolveTargets(paths, terminal.cwd, commands);
  const base = commonFolder(targets.map(({ dir }) => dir));
  await tellNarrowing(targets, context);

  const events: RunEvent[] = [];
  const caches: Cache[] = [];
  const progress = startProgress(terminal, options.progress && wantsProgress(terminal));
  const checked = await interruptible(context, async (signal) => {
    try {
      return await checkTargets(
        targets,
        base,
        options,
        context,
        signal,
        progress.report,
        (event) => events.push(event),
        caches,
        given?.facts,
      );
    } finally {
      await progress.stop();
    }
  });
  const { report, failOn } = checked;
  for (const warning of caches.flatMap((cache) => cache.warnings()))
    await terminal.stderr.write(`warning: ${escapeControls(warning)}\n`);
  await writeReports(options.quiet ? filterByQuiet(report) : report, outputs, { base, failOn }, options, terminal);
  await tellMissing(report, base, context);
  if (options.stats) await terminal.stderr.write(statsOf(report, events, caches, terminal.peakMemory()));
  if (options.debug === 'cache') {
    const lines = caches.flatMap((cache) => cache.details()).map((line) => `cache: ${escapeControls(line)}\n`);
    await terminal.stderr.write(lines.join(''));
  }
  const { exitZero, maxWarnings, failOnIncomplete, failOnExpired, strictBaseline } = options;
  const exit = exitOf(report, { failOn, exitZero, maxWarnings, failOnIncomplete, failOnExpired, strictBaseline });
  // Findings speak for themselves; what an option made of the run does not.
  const asked = exit.reasons.filter((reason) => reason.includes('(--'));
  if (exit.code > 0 && asked.length > 0) await terminal.stderr.write(`exit ${exit.code}: ${asked.join('; ')}\n`);
  context.exit(exit.code);
}

type Checked = { readonly report: Report; readonly failOn: FailLevel };

async function checkTargets(
  targets: readonly Target[],
  base: string,
  options: CheckOptions,
  { terminal, stages }: CommandContext,
  signal: AbortSignal,
  onProgress: (stage: string, done: number, total: number) => void,
  onEvent: (event: RunEvent) => void,
  caches: Cache[],
  facts?: JoinedFacts,
): Promise<Checked> {
  const choice = configChoice(options, terminal.cwd);
  const state = await stateChoice(options, terminal);
  const parts: { prefix: string; report: Report }[] = [];
  const failLevels: FailLevel[] = [];
  let root = '';
  for (const { dir, files } of targets) {
    const opened = await openFolder(dir, choice, stages, facts ? { ...state, source: facts.source } : state);
    root = toSlashes(path.relative(repositoryRoot(dir, opened.source), base));
    const cache = facts ? undefined : await openCache(dir, opened.source, options, terminal);
    const report = await runAnalysis(
      opened,
      {
        now: options.now ?? terminal.today(),
        silences: options.silences === true,
        signal,
        onProgress,
        clock: terminal.clock,
        concurrency: {
          cores: terminal.cores,
          ...(options.concurrency && { asked: options.concurrency }),
          ...(options.timeout && { timeOut: options.timeout * 1000 }),
          ...(options.memoryLimit && { memory: options.memoryLimit }),
        },
        onEvent,
        ...(cache ? cache.options : facts && { facts: facts.store }),
      },
      stages,
    );
    await cache?.finish();
    if (cache) caches.push(cache);
    const named = files?.map((file) => toSlashes(path.relative(dir, file)));
    const narrowed = named ? filterByFiles(report, new Set(named)) : report;
    parts.push({ prefix: toSlashes(path.relative(base, dir)), report: narrowed });
    failLevels.push(opened.config.failOn.value);
  }
  // Folders outside one repository have no common root: paths start from the folder that holds them all.
  return { report: joinReports(parts, root.startsWith('..') ? '' : root), failOn: strictestLevel(failLevels) };
}

/** Several folders of one run may ask for different levels: the strictest holds. */
function strictestLevel(levels: readonly FailLevel[]): FailLevel {
  const order: readonly FailLevel[] = ['info', 'warning', 'error', 'never'];
  return order.find((level) => levels.includes(level)) ?? 'warning';
}

/** Files narrow the report, never the analysis: that is worth a line, since it costs the time of the whole project. */
async function tellNarrowing(targets: readonly Target[], { terminal }: CommandContext): Promise<void> {
  for (const { dir, files } of targets) {
    if (files === null) continue;
    const shown = path.relative(terminal.cwd, dir) || '.';
    const count = files.length === 1 ? '1 file' : `${files.length} files`;
    await terminal.stderr.write(`analysing the whole project ${shown}; the report is narrowed to ${count}\n`);
  }
}

/** A project without one analysed file is never "clean": say what was seen and why it was left out. */
async function tellMissing(report: Report, base: string, { terminal }: CommandContext): Promise<void> {
  for (const { root, files, skipped } of report.projects) {
    if (files > 0) continue;
    const reasons = new Map<string, number>();
    for (const { reason } of skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    const left = [...reasons].sort(([a], [b]) => byCodeUnit(a, b)).map(([reason, count]) => `${count} ${reason}`);
    await complain(
      new ToolError({
        code: 'no-files',
        what: 'there is no file to analyse',
        where: path.join(base, root),
        tried: [
          'code: .ts .tsx .mts .cts .js .jsx .mjs .cjs, without what .gitignore and node_modules leave out',
          skipped.length === 0 ? 'nothing else was seen there' : `seen and left out: ${left.join(', ')}`,
        ],
        fix: 'name the folder of the server; `sharenothing files` tells each file and why it is left out',
      }),
      terminal,
    );
  }
}

function toSlashes(file: string): string {
  return file.split(path.sep).join('/');
}
