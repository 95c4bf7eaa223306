import type { AnalyzeOptions } from './analyze.ts';
import { type Base, type Before, changedTexts, comparisonWith, openBefore, rememberedFacts } from './change.ts';
import { policyOfChange, type Readers } from './change-policy.ts';
import type { CommandLineSettings } from './config/command-line.ts';
import type { Config } from './config/config.ts';
import type { EffectiveConfig } from './config/effective.ts';
import { loadConfig } from './config/load.ts';
import { configNotes } from './config/notes.ts';
import { partlyOff } from './config/partly-off.ts';
import { ignoredBy, severityOf } from './config/resolve.ts';
import { repositoryRoot } from './config/root.ts';
import type { Process } from './discover/workspace.ts';
import { isBelow } from './paths/repo-path.ts';
import { loadPolicy, type Policy, type PolicyFile } from './policy/policy.ts';
import type { Report } from './report/report.ts';
import { filterByConfidence, filterByFiles, withNotes } from './settle/filter.ts';
import { type Gate, throughGate } from './settle/gate.ts';
import { newSuppressions } from './settle/new-suppressions.ts';
import { type Weakening, withWeakenings } from './settle/policy-findings.ts';
import { relativeTo } from './settle/relative.ts';
import type { Source } from './source/source.ts';
import { realStages, type Stages } from './stages.ts';

/** Which configuration holds: a file or an object in place of the search, and what the command line adds. */
export type ConfigChoice = {
  /** Absolute. */
  readonly file?: string;
  readonly inline?: Config;
  readonly allowCode: boolean;
  readonly commandLine?: CommandLineSettings;
  readonly baseline?: PolicyFile;
  readonly waivers?: PolicyFile;
  /**
   * Where configuration, baseline and waivers are read; default: what is analysed. Another state of the same repository here
   * keeps a change from editing the gate that it has to pass.
   */
  readonly policySource?: Source;
};

/** What one run is told beside its configuration; see `AnalyzeOptions`. */
export type RunOptions = Pick<
  AnalyzeOptions,
  'now' | 'by' | 'silences' | 'signal' | 'onProgress' | 'clock' | 'facts' | 'verdicts' | 'concurrency' | 'onEvent'
>;

/** A source with the configuration, baseline and waivers that hold for it, and what its findings are compared with. */
export type Opened = {
  readonly source: Source;
  readonly config: EffectiveConfig;
  /** Read when it is first asked for. @throws ToolError where a file cannot be used */
  readonly policy: () => Policy;
  readonly change?: Change;
};

/** A change, as one source compared with an earlier state. */
export type Change = {
  readonly before: Before;
  /** What it takes from configuration, baseline and waivers. */
  readonly weakenings: readonly Weakening[];
  /** A reviewer has accepted that. */
  readonly accepted: boolean;
};

/** Which state of a folder is analysed, and what of it is new. */
export type StateChoice = {
  /** The git index in place of the work tree. */
  readonly staged?: boolean;
  /** Another source of the folder, in place of both. */
  readonly source?: Source;
  readonly base?: Base;
  /** The configuration, baseline and waivers of the change itself hold, not those of its base. */
  readonly allowPolicyChange?: boolean;
};

/** Opens a folder (absolute) and reads its configuration. @throws ToolError */
export async function openFolder(
  dir: string,
  choice: ConfigChoice,
  stages: Stages = realStages,
  { staged = false, source: given, base, allowPolicyChange = false }: StateChoice = {},
): Promise<Opened> {
  const source = given ?? (await (staged ? stages.openIndex(dir) : stages.openWorkTree(dir)));
  const before = base && (await openBefore(base, dir, source, stages));
  const { policySource, baseline, waivers, allowCode, ...configuration } = choice;
  const root = repositoryRoot(dir, source);
  const rules = await stages.rules();
  const ruleIds = rules.map(({ id }) => id);
  const readers: Readers = {
    config: (from, runsCode) =>
      loadConfig({ source: from, root, ...configuration, allowCode: allowCode && runsCode, rules }),
    policy: (from) => loadPolicy({ source: from, root, baseline, waivers, ruleIds }),
  };
  if (!before || !('source' in before) || policySource) {
    const from = policySource ?? source;
    let policy: Policy | undefined;
    return {
      source,
      config: await readers.config(from, true),
      policy() {
        policy ??= readers.policy(from);
        return policy;
      },
      ...(before && { change: { before, weakenings: [], accepted: allowPolicyChange } }),
    };
  }
  const judge = await policyOfChange(before.source, source, readers, rules, allowPolicyChange);
  const { config, policy, weakenings } = judge;
  return { source, config, policy: () => policy, change: { before, weakenings, accepted: allowPolicyChange } };
}

/**
 * Analyses an opened source as its configuration says: severities, ignored files, processes, libraries and confidence. Rejects
 * only on abort.
 */
export async function runAnalysis(opened: Opened, options: RunOptions, stages: Stages = realStages): Promise<Report> {
  const { change, source } = opened;
  if (!change) return narrowed(await runThroughGate(opened, options, stages), opened);
  const told = await analyzeOptions(opened, options, stages);
  const both = { ...told, facts: told.facts ?? rememberedFacts() };
  const report = await stages.analyze(source, both);
  const clock = options.clock ?? (() => 0);
  const start = clock();
  const base = await comparisonWith(change.before, source, both, stages);
  const timed = { ...report, timing: { ...report.timing, base: clock() - start } };
  const held = throughGate(timed, { ...gateOf(opened), base });
  const weakenings = [...change.weakenings, ...newSuppressions(held, base.findings)];
  const rules = new Map((await stages.rules()).map((rule) => [rule.id, rule]));
  const { severityAt } = told;
  const texts = changedTexts(source, change.before);
  return narrowed(withWeakenings(held, weakenings, { rules, severityAt, texts, accepted: change.accepted }), opened);
}

/** The report, narrowed as configured, with remarks on the configuration. */
function narrowed(report: Report, opened: Opened): Report {
  const shown = filterByConfidence(withPartlyOff(report, opened), opened.config.confidence.value);
  return withNotes(ofStaged(shown, opened.source), configNotes(opened.config, opened.source));
}

/** The report, saying of each rule that is on where it is off for some files: what it does not find there is not known. */
function withPartlyOff(report: Report, { config, source }: Opened): Report {
  const off = partlyOff(
    config,
    source,
    report.rules.map(({ id }) => id),
  );
  if (off.size === 0) return report;
  const rules = report.rules.map((rule) => {
    const origins = off.get(rule.id);
    return origins ? { ...rule, partlyOff: [...origins] } : rule;
  });
  return { ...report, rules };
}

/** Of the git index, what the staged files have part in. */
function ofStaged(report: Report, source: Source): Report {
  if (!source.staged) return report;
  const staged = source.staged();
  const count = staged.length === 1 ? 'the staged file' : `${staged.length} staged files`;
  return filterByFiles(report, new Set(staged.map((file) => relativeTo(source.dir, file))), count);
}

/** As `runAnalysis`, with findings of every confidence: what is not shown may be in a baseline all the same. */
export async function runThroughGate(
  opened: Opened,
  options: RunOptions,
  stages: Stages = realStages,
): Promise<Report> {
  const report = await stages.analyze(opened.source, await analyzeOptions(opened, options, stages));
  return throughGate(report, gateOf(opened));
}

/** What holds findings of an opened source. */
export function gateOf({ config, policy }: Opened): Gate {
  const { baseline, waivers } = policy();
  const isJudged = (ruleId: string, file: string) =>
    severityOf(config, ruleId, file).value !== 'off' && !ignoredBy(config, file);
  return { baseline, waivers, maxWaiverDays: config.maxWaiverDays.value, isJudged };
}

/** The declared processes of what is analysed: a configuration above it may speak of its neighbours too. */
export function declaredInside({ source, config }: Opened): readonly Process[] {
  return config.processes.filter(({ entry }) => isBelow(entry, source.dir));
}

/** What the stages are told, from the configuration and the run. */
export async function analyzeOptions(
  opened: Opened,
  options: RunOptions,
  stages: Stages,
): Promise<AnalyzeOptions & Required<Pick<AnalyzeOptions, 'severityAt'>>> {
  const { config } = opened;
  const rules = await stages.rules();
  const severityAt: NonNullable<AnalyzeOptions['severityAt']> = (id, file) => {
    const ignored = ignoredBy(config, file);
    return ignored ? { severity: 'off', from: ignored.from } : configured(id, file);
  };
  const configured = (id: string, file: string | null) => {
    const { value, from } = severityOf(config, id, file);
    return value === 'default' ? undefined : { severity: value, from };
  };
  return {
    ...options,
    severities: new Map(
      rules.flatMap(({ id }) => {
        const setting = configured(id, null);
        return setting ? [[id, setting] as const] : [];
      }),
    ),
    severityAt,
    processes: declaredInside(opened),
    libraries: config.libraries.map(({ value }) => value),
    strict: config.strict,
    configFiles: config.files,
    configDigest: config.digest,
    policyDigest: opened.policy().digest,
  };
}
