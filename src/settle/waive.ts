import type { Report } from '../report/report.ts';

/** What a waiver speaks of: one finding by its fingerprint, or a rule, file (repository-relative) and symbol. */
export type WaiverTarget =
  | { readonly fingerprint: string }
  | { readonly rule: string; readonly path: string; readonly symbol: string };

/** One entry of a waivers file. An entry that is not as it should be has `problems` and holds nothing. */
export type Waiver = {
  /** 1-based line in the file. */
  readonly line: number;
  /** Null where it cannot be told what it speaks of. */
  readonly target: WaiverTarget | null;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string;
  /** ISO dates as written. */
  readonly created: string;
  /** Last day on which it holds, UTC. */
  readonly expires: string;
  readonly problems: readonly string[];
};

/** A waivers file; `file` is repository-relative. */
export type Waivers = { readonly file: string; readonly entries: readonly Waiver[] };

/** Findings that a waiver in force holds become `waived`, those whose waiver has run out `expired`. */
export function waive(report: Report, waivers: Waivers | null): Report {
  if (waivers === null) return report;
  return report;
}
