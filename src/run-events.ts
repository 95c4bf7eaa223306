import type { WorkerChoice } from './workers/choose.ts';

/** What a run tells of itself beside its report, for `--stats` and `--debug`. */
export type RunEvent =
  /** Where files were reduced to facts, and why there. `files` counts those whose facts had to be made. */
  { readonly kind: 'workers'; readonly choice: WorkerChoice; readonly files: number };
