import type { Place, ReportError } from './report.ts';

/** One write or read of a piece of state. `file` is repository-relative. */
export type HolderAccess = Place & {
  /** `assign`, `put`, `remove`, `update`, ...; of a read what is done with the value. */
  readonly kind: string;
  /** When it runs: `load`, `boot`, `request`, `job`, `timer`, `event`, ... */
  readonly context: string;
  /** Functions from the place that starts it to the access, outermost first; empty where it stands there itself. */
  readonly via: readonly string[];
};

/** What there is to tell of a place in a file. */
export type Explanation = {
  /** The state that is declared or written there. */
  readonly holders: readonly HolderTrace[];
  /** Where there is none: the nearest lines of the same file that have some, nearest first. */
  readonly nearest: readonly { readonly line: number; readonly symbol: string }[];
  /** False where the file is no part of the analysis. */
  readonly analysed: boolean;
  /** Faults of the tool: with any, what is told may be incomplete, and that there is nothing proves nothing. */
  readonly errors: readonly ReportError[];
};

/** All that the tool knows of one piece of state, also where no rule speaks: the answer to "why nothing here?". */
export type HolderTrace = Place & {
  readonly symbol: string;
  /** Kind of the holder, for instance `module-binding`. */
  readonly holder: string;
  /** How long it lives: `process`, `request`, `job`, `connection`, `call`. */
  readonly lifetime: string;
  readonly writes: readonly HolderAccess[];
  readonly reads?: readonly HolderAccess[];
  /** What it is taken for, and what it would be next. */
  readonly category: string;
  readonly runnerUp: string | null;
  /** A rule's finding, or the silence. */
  readonly verdict:
    | { readonly kind: 'finding'; readonly ruleId: string; readonly severity: string; readonly confidence: string }
    | { readonly kind: 'silence'; readonly reason: string };
  /** The line that proves the verdict. */
  readonly proof: { readonly file: string; readonly line: number } | null;
  /** The verdict's reason in one sentence. */
  readonly why: string;
};
