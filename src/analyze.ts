import { libraryContexts } from './catalog/index.ts';
import type { LibraryDeclaration } from './catalog/libraries.ts';
import type { Process } from './discover/workspace.ts';
import type { FactsStore } from './extraction.ts';
import { runPipeline } from './pipeline.ts';
import type { Report, ReportError, Severity } from './report/report.ts';
import { rules } from './rules/index.ts';
import type { Finding, Silence } from './rules/rule.ts';
import type { RunEvent } from './run-events.ts';
import { settle } from './settle/settle.ts';
import type { Source } from './source/source.ts';
import { version } from './version.ts';
import type { Concurrency } from './workers/choose.ts';

/** What a run can be told. Everything that depends on the machine (clock, terminal) comes in here. */
export type AnalyzeOptions = {
  /** UTC date `YYYY-MM-DD` that the report carries and expiry dates are held against. */
  readonly now: string;
  readonly by?: string | null;
  /** Rule id → configured severity and where that was configured. */
  readonly severities?: ReadonlyMap<string, { readonly severity: Severity | 'off'; readonly from: string }>;
  /**
   * The severity of a rule for one file (repository-relative): where given it decides alone, undefined being what the rule's
   * message says, and `severities` only tells what holds for the whole. `off` also keeps findings of ignored files out.
   */
  readonly severityAt?: (
    ruleId: string,
    file: string,
  ) => { readonly severity: Severity | 'off'; readonly from: string } | undefined;
  /** Processes that the configuration adds to those that discover finds. */
  readonly processes?: readonly Process[];
  /** Library entries of the user, beside the built-in catalogue. */
  readonly libraries?: readonly LibraryDeclaration[];
  /** Rules tell what they otherwise keep to themselves (the strict preset). */
  readonly strict?: boolean;
  /** Report every silence; without it only those with reason `backed`. */
  readonly silences?: boolean;
  readonly configFiles?: readonly string[];
  readonly configDigest?: string;
  /** Digest of baseline and waivers. */
  readonly policyDigest?: string;
  /** Facts that are known already. */
  readonly facts?: FactsStore;
  /** Worker threads that extract; absent: none. */
  readonly concurrency?: Concurrency;
  /** Told of what the run did, for those who ask how it went. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Called as stages go on; `total` is 0 where unknown. */
  readonly onProgress?: (stage: string, done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds, monotonic; used for `timing` alone. */
  readonly clock?: () => number;
};

/** Runs every stage on a source and returns the report. Rejects only on abort: a crash inside is an entry of `errors`. */
export async function analyze(source: Source, options: AnalyzeOptions): Promise<Report> {
  const found = await runPipeline(source, options);
  const errors: ReportError[] = [...found.errors];
  const findings: Finding[] = [];
  const silences: Silence[] = [];
  for (const rule of rules) {
    const configured = options.severities?.get(rule.id);
    if (configured?.severity === 'off' && !options.severityAt) continue;
    // A rule that throws loses its own findings alone.
    const own: Finding[] = [];
    try {
      rule.check(
        found.model,
        { finding: (f) => own.push(f), silence: (s) => silences.push(s) },
        { strict: options.strict === true },
      );
      findings.push(...own);
    } catch (e) {
      errors.push({ stage: 'judge', file: null, rule: rule.id, message: e instanceof Error ? e.message : String(e) });
    }
  }
  const { now, by, severities, severityAt, configFiles, configDigest, policyDigest } = options;
  return settle({
    tool: { name: 'sharenothing', version },
    source,
    workspace: found.workspace,
    analysed: found.analysed,
    skipped: found.skipped,
    inputs: found.inputs,
    rules,
    catalogue: libraryContexts,
    findings,
    silences,
    limits: found.model.limits,
    errors,
    texts: found.texts,
    comments: found.comments,
    declared: found.declared,
    options: { now, by, severities, severityAt, configFiles, configDigest, policyDigest, silences: options.silences },
    timing: found.timing,
  });
}
