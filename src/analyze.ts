import type { VerdictStore } from './cache/verdict-cache.ts';
import type { LibraryDeclaration } from './catalog/libraries.ts';
import type { Process } from './discover/workspace.ts';
import type { FactsStore } from './extraction.ts';
import { fromVerdict, toVerdict, type Verdict } from './judged.ts';
import type { Report, Severity } from './report/report.ts';
import { rules } from './rules/index.ts';
import type { RunEvent } from './run-events.ts';
import { settle } from './settle/settle.ts';
import type { Source } from './source/source.ts';
import { byCodeUnit } from './text/order.ts';
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
  /** Verdicts that are known already. */
  readonly verdicts?: VerdictStore<Verdict>;
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
  const clock = options.clock ?? (() => 0);
  const start = clock();
  const question = questionOf(options);
  const { verdict: known, before } = options.verdicts?.find(source, question) ?? {};
  const recording = known ? undefined : options.verdicts?.record(source, question);
  const looked: Readonly<Record<string, number>> = options.verdicts ? { cache: clock() - start } : {};
  const judged = known
    ? fromVerdict(known, source)
    : await (await import('./judge.ts')).judge(recording?.source ?? source, options, before);
  const { now, by, severities, severityAt, configFiles, configDigest, policyDigest } = options;
  const settling = clock();
  const report = settle({
    tool: { name: 'sharenothing', version },
    source,
    ...judged,
    rules,
    options: { now, by, severities, severityAt, configFiles, configDigest, policyDigest, silences: options.silences },
    timing: { ...looked, ...judged.timing },
  });
  // What met a fault may meet none the next time.
  const isWhole = report.errors.length === 0 && !judged.skipped.some(({ reason }) => reason === 'time-out');
  if (isWhole) recording?.save(toVerdict(judged));
  return { ...report, timing: { ...report.timing, settle: clock() - settling } };
}

/** All that decides what the stages before settle find, beside the source and this build. */
function questionOf({ processes, libraries, strict, severities, severityAt }: AnalyzeOptions): string {
  const off = severityAt
    ? []
    : [...(severities ?? [])].flatMap(([id, { severity }]) => (severity === 'off' ? [id] : []));
  return JSON.stringify([processes ?? [], libraries ?? [], strict === true, off.sort(byCodeUnit)]);
}
