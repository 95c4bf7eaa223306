import path from 'node:path';
import { assess, type GivenService } from '../compliance/assess.ts';
import type { Assessment, Service } from '../compliance/model.ts';
import type { PolicyPack } from '../compliance/policy/pack.ts';
import { parseAssessment } from '../compliance/schema.ts';
import { compareServices } from '../compliance/verify.ts';
import { repositoryRoot } from '../config/root.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Report } from '../report/report.ts';
import { openFolder, runAnalysis } from '../run.ts';
import type { Source } from '../source/source.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { madeNow, nameOfSaved } from './compliance-inputs.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { folderAt, readInput } from './inputs.ts';
import { interruptible } from './interruptible.ts';
import { loadPolicyPack } from './load-policy.ts';
import { ownVersion } from './package-file.ts';
import { savedReport } from './saved-report.ts';

export type VerifyOptions = ConfigFlags & { readonly policy?: string; readonly service?: readonly string[] };

/** Differences that are told; the rest is counted. */
const differenceLimit = 20;

/** `sharenothing report verify`: the commit that a report names, analysed again from git objects, and whether it says the same. */
export async function runVerify(
  file: string,
  dir: string,
  options: VerifyOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const { recorded, policy } = await readRecord(file, options, context);
  const services = chosen(recorded, options.service, file);
  const folder = existingFolder(dir, terminal.cwd);
  for (const service of services) {
    const { differences, remarks } = await verifyService(service, recorded, policy, folder, options, context);
    const name = escapeControls(service.name);
    const analysed = `commit ${service.commit}, analysed on ${service.on}`;
    const count = service.findings.length === 1 ? '1 finding' : `${service.findings.length} findings`;
    const lines =
      differences.length === 0
        ? [`${name}: the same (${count}; ${analysed})`]
        : [
            `${name}: NOT the same (${analysed})`,
            ...differences.slice(0, differenceLimit).map((one) => `  - ${escapeControls(one)}`),
            ...(differences.length > differenceLimit ? [`  - and ${differences.length - differenceLimit} more`] : []),
          ];
    const told = [...lines, ...remarks.map((one) => `  note: ${escapeControls(one)}`)];
    await terminal.stdout.write(`${told.join('\n')}\n`);
    if (differences.length > 0) context.exit(1);
  }
}

type RecordRead = { readonly recorded: Assessment; readonly policy: PolicyPack };

/** The compliance report or plain report of a file; a plain one is assessed first, so that both are held against the commit alike. */
async function readRecord(file: string, options: VerifyOptions, context: CommandContext): Promise<RecordRead> {
  const text = await readInput(file, file, context.terminal);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && 'services' in value) {
    const parsed = parseAssessment(value);
    if ('wrong' in parsed)
      throw new ToolError({
        code: 'report-unusable',
        what: `the report cannot be used: it is no compliance report of this tool, ${escapeControls(parsed.wrong)}`,
        where: file,
        fix: 'save one with `sharenothing report --compliance --format json:FILE`',
      });
    const { assessment } = parsed;
    const policy = await loadPolicyPack(options.policy ?? assessment.policy.id, context);
    if (policy.sha256 !== assessment.policy.sha256)
      throw new ToolError({
        code: 'not-verifiable',
        what: `the report was made under another state of the policy ${assessment.policy.id}`,
        where: file,
        tried: [`SHA-256 in the report: ${assessment.policy.sha256}`, `SHA-256 of the policy: ${policy.sha256}`],
        fix: 'name the policy that it was made under: --policy FILE',
      });
    return { recorded: assessment, policy };
  }
  const report = savedReport(text, file);
  const policy = await loadPolicyPack(options.policy, context);
  const given = madeNow(report, path.basename(file));
  return { recorded: assessed(given.report, nameOfSaved(given), report.run.now, policy), policy };
}

function assessed(report: Report, name: string, now: string, policy: PolicyPack): Assessment {
  const given: GivenService = { ...madeNow(report, name), service: name, previous: null, history: [] };
  const tool = { name: 'sharenothing', version: ownVersion() };
  return assess({ tool, now, by: null, policy, services: [given] });
}

function chosen({ services }: Assessment, names: readonly string[] | undefined, file: string): readonly Service[] {
  if (names === undefined) return services;
  return names.map((name) => {
    const found = services.find((one) => one.name === name);
    if (found) return found;
    throw new ToolError({
      code: 'bad-value',
      what: `the report has no service "${name}"`,
      where: `--service ${name}`,
      tried: [file],
      fix: `its services are ${services.map((one) => one.name).join(', ')}`,
    });
  });
}

function existingFolder(dir: string, cwd: string): string {
  const found = folderAt(dir, cwd);
  if (found !== null) return found;
  throw new ToolError({
    code: 'not-found',
    what: `there is no folder "${dir}"`,
    tried: [path.resolve(cwd, dir)],
    fix: 'name a folder of the repository that the report is of, or run it there without one',
  });
}

async function verifyService(
  service: Service,
  recorded: Assessment,
  policy: PolicyPack,
  folder: string,
  options: VerifyOptions,
  context: CommandContext,
) {
  const { commit, name, root } = service;
  const { stages } = context;
  if (commit === null)
    throw new ToolError({
      code: 'not-verifiable',
      what: `the report of "${name}" names no commit`,
      fix: 'analyse a folder of a git repository',
    });
  const current = await stages.openWorkTree(folder);
  const dir = path.join(repositoryRoot(folder, current), root);
  const base = dir === folder ? current : await stages.openWorkTree(dir);
  const source = await stages.openBase(dir, commit, base);
  // Without an option for it, the confidence is that of the report: `check` leaves uncertain findings out, this command does not.
  const levels = options.confidence === undefined ? [undefined, 'low' as const] : [options.confidence];
  let closest: ReturnType<typeof compareServices> | null = null;
  for (const confidence of levels) {
    const flags = confidence === undefined ? options : { ...options, confidence };
    const report = await analyseCommit(dir, source, flags, service, context);
    assertSameTool(service, report);
    const [fresh] = assessed(report, name, recorded.on, policy).services;
    const found = compareServices(service, fresh!);
    if (found.differences.length === 0) return found;
    if (closest === null || found.differences.length < closest.differences.length) closest = found;
  }
  return closest!;
}

function analyseCommit(
  dir: string,
  source: Source,
  flags: ConfigFlags,
  { on, by }: Service,
  context: CommandContext,
): Promise<Report> {
  const { terminal, stages } = context;
  return interruptible(context, async (signal) => {
    const opened = await openFolder(dir, configChoice(flags, terminal.cwd), stages, { source });
    return runAnalysis(opened, { now: on, signal, clock: terminal.clock, ...(by === null ? {} : { by }) }, stages);
  });
}

/** Another version may judge otherwise: what it says is no word on the report. */
function assertSameTool({ tool, name }: Service, report: Report): void {
  const { version, rulesDigest, catalogueDigest } = report.tool;
  if (tool.version === version && tool.rulesDigest === rulesDigest && tool.catalogueDigest === catalogueDigest) return;
  throw new ToolError({
    code: 'not-verifiable',
    what:
      tool.version === version
        ? `the report of "${name}" was made with other rules or another catalogue than this version has`
        : `the report of "${name}" was made by version ${tool.version}, and this is ${version}`,
    fix: `verify it with the version that made it: npx sharenothing@${tool.version} report verify FILE`,
  });
}
