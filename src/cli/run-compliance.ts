import path from 'node:path';
import { assess } from '../compliance/assess.ts';
import { complianceFormatNames } from '../compliance/formats/names.ts';
import { loadLanguage } from '../compliance/language/index.ts';
import type { LanguageCode } from '../compliance/language/names.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { exitCode, type FailLevel } from '../report/exit-code.ts';
import type { Report } from '../report/report.ts';
import { openFolder, runAnalysis } from '../run.ts';
import { wantsProgress } from './appearance.ts';
import {
  type FoundService,
  joinServices,
  madeNow,
  namedPath,
  nameOfSaved,
  readGiven,
  type ServiceSource,
  serviceSources,
} from './compliance-inputs.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { interruptible } from './interruptible.ts';
import { loadPolicyPack } from './load-policy.ts';
import { assertWritable, placeOutputs } from './outputs.ts';
import { ownVersion } from './package-file.ts';
import { findChromium } from './print-pdf.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { listed, type Output } from './values.ts';
import { writeCompliance } from './write-compliance.ts';

/** The options of `report --compliance` as the parser leaves them. */
export type ComplianceOptions = ConfigFlags & {
  readonly format?: readonly Output[];
  readonly output?: string;
  readonly lang?: LanguageCode;
  readonly chromium?: string;
  readonly by?: string;
  readonly previous?: readonly string[];
  readonly history?: readonly string[];
  readonly policy?: string;
  readonly now?: string;
  readonly failOn?: FailLevel;
  readonly progress?: boolean;
};

/** `sharenothing report --compliance`: folders and saved reports → one assessment → outputs. */
export async function runCompliance(
  given: readonly string[],
  options: ComplianceOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const { cwd } = terminal;
  const asked = options.format ?? [{ format: 'markdown', path: null }];
  for (const { format } of asked) assertCompliance(format);
  const outputs = placeOutputs(asked, options.output, cwd);
  for (const { path: file } of outputs) if (file !== null) assertWritable(file);
  const chromium = chromiumFor(outputs, options.chromium, terminal);
  const now = options.now ?? terminal.today();
  const language = await loadLanguage(options.lang ?? 'en');
  const policy = await loadPolicyPack(options.policy, context);
  const earlier = async (files: readonly string[] | undefined, option: string) => {
    const read = [];
    for (const file of files ?? []) {
      const named = namedPath(file, cwd);
      read.push({ ...(await readGiven(named, `${option} ${file}`, terminal)), named });
    }
    return read;
  };
  const previous = await earlier(options.previous, '--previous');
  const history = await earlier(options.history, '--history');
  const { found, fresh } = await readServices(serviceSources(given, cwd), options, now, context);
  const services = joinServices(found, previous, history);
  const tool = { name: 'sharenothing', version: ownVersion() };
  const assessment = assess({ tool, now, by: options.by ?? null, policy, services });
  await writeCompliance(assessment, language, outputs, terminal, chromium);
  for (const report of fresh) if (exitCode(report, { failOn: 'never' }) === 2) context.exit(2);
  const { failOn } = options;
  if (failOn !== undefined) for (const { report } of services) context.exit(exitCode(report, { failOn }));
}

function assertCompliance(format: string): void {
  if ((complianceFormatNames as readonly string[]).includes(format)) return;
  throw new ToolError({
    code: 'unknown-format',
    what: `a compliance report has no format "${format}"`,
    where: `--format ${format}`,
    fix: `its formats are ${listed(complianceFormatNames)}`,
  });
}

/** What prints a PDF, found before minutes of analysis; null where none was asked for. */
function chromiumFor(outputs: readonly Output[], named: string | undefined, terminal: Terminal): string | null {
  const pdf = outputs.find(({ format }) => format === 'pdf');
  if (!pdf) return null;
  if (pdf.path === null)
    throw new ToolError({
      code: 'bad-option',
      what: 'a PDF is no text for standard output',
      where: '--format pdf',
      fix: 'name a file: --format pdf:report.pdf',
    });
  return findChromium(named, terminal);
}

type Read = {
  readonly found: readonly FoundService[];
  /** Of those that were analysed now: what they could not do fails this run. */
  readonly fresh: readonly Report[];
};

async function readServices(
  sources: readonly ServiceSource[],
  options: ComplianceOptions,
  now: string,
  context: CommandContext,
): Promise<Read> {
  const found: FoundService[] = [];
  const fresh: Report[] = [];
  for (const source of sources) {
    const { named } = source;
    if (source.kind === 'saved') {
      const saved = await readGiven(named, named.given, context.terminal);
      found.push({ ...saved, named, fallback: nameOfSaved(saved) });
    } else {
      const report = await analyseFolder(source.dir, options, now, context);
      fresh.push(report);
      const { root } = report.run;
      const name = root === '' ? path.basename(source.dir) : root;
      found.push({ ...madeNow(report, name), named, fallback: name });
    }
  }
  return { found, fresh };
}

/** Analyses a folder as `check` does, with findings of every confidence: a report that leaves some out could not say that nothing is there. */
export function analyseFolder(
  dir: string,
  options: Omit<ComplianceOptions, 'format'>,
  now: string,
  context: CommandContext,
): Promise<Report> {
  const { terminal, stages } = context;
  const progress = startProgress(terminal, options.progress !== false && wantsProgress(terminal));
  return interruptible(context, async (signal) => {
    try {
      const { by } = options;
      const choice = configChoice({ ...options, confidence: options.confidence ?? 'low' }, terminal.cwd);
      const opened = await openFolder(dir, choice, stages);
      const run = {
        now,
        signal,
        onProgress: progress.report,
        clock: terminal.clock,
        ...(by === undefined ? {} : { by }),
      };
      return await runAnalysis(opened, run, stages);
    } finally {
      await progress.stop();
    }
  });
}
