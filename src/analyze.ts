import type { LibraryContexts } from './catalog/contexts.ts';
import type { Process } from './discover/workspace.ts';
import type { Report, Severity } from './report/report.ts';
import type { Source } from './source/source.ts';

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
  readonly libraries?: readonly LibraryContexts[];
  /** Rules tell what they otherwise keep to themselves (the strict preset). */
  readonly strict?: boolean;
  /** Report every silence; without it only those with reason `backed`. */
  readonly silences?: boolean;
  readonly configFiles?: readonly string[];
  readonly configDigest?: string;
  /** Called as stages go on; `total` is 0 where unknown. */
  readonly onProgress?: (stage: string, done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds, monotonic; used for `timing` alone. */
  readonly clock?: () => number;
};

/** Runs every stage on a source and returns the report. Rejects only on abort: a crash inside is an entry of `errors`. */
export async function analyze(_source: Source, _options: AnalyzeOptions): Promise<Report> {
  throw new Error('the stages are joined in the commit after this one');
}
