import type { Report, ReportFinding } from './report.ts';

/** Which run a side of a comparison was. */
export type DiffSide = Pick<Report, 'tool' | 'run'> & {
  /** How many failures of the analysis it has: what is missing there may not be fixed. */
  readonly errors: number;
};

/** What changed between two reports, version 1 (docs/report.md). Paths start from the folder of the new one. */
export type ReportDiff = {
  readonly version: 1;
  readonly old: DiffSide;
  readonly new: DiffSide;
  /** Not in the old report, or graver than there. */
  readonly added: readonly ReportFinding[];
  /** In the old report and not in the new one. */
  readonly fixed: readonly ReportFinding[];
  /** In both, as the new report tells them. */
  readonly existing: readonly ReportFinding[];
  readonly summary: { readonly added: number; readonly fixed: number; readonly existing: number };
};
