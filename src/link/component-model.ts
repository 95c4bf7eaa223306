import type { Confidence, Consequence, Severity } from '../report/report.ts';
import type { ModelSpan, PathStep } from './model.ts';

/** Something of a library that the program uses and that keeps data in the process or on its disk, or that looks like it. */
export type Component = {
  /** Rule that speaks of it, and the message of that rule; null: the rule's message for libraries. */
  readonly rule: string;
  readonly message: string | null;
  /** Id of the catalogue entry, or of the procedure that found it. */
  readonly entry: string;
  readonly package: string;
  /** Installed version or range in package.json, where known. */
  readonly version: string | null;
  /** `report`: it keeps data here; `silent`: it does not, `reason` says why; `unknown`: what decides cannot be followed. */
  readonly verdict: 'report' | 'silent' | 'unknown';
  readonly reason: string | null;
  /** The line that proves a silence: the safe option, the test for development, ... */
  readonly proof: ModelSpan | null;
  /** Who holds the data instead. */
  readonly backing: { readonly package: string; readonly service: string } | null;
  /** Where it stands for people: the call of the library, or the store that was made for it. */
  readonly span: ModelSpan;
  readonly symbol: string;
  /** The call of the library, where that is another place. */
  readonly use: ModelSpan;
  /** The value that decided, where one is written. */
  readonly option: { readonly name: string; readonly span: ModelSpan } | null;
  /** Where else the program looks into what is kept: the next places, by file and line. */
  readonly looks?: readonly { readonly name: string; readonly span: ModelSpan }[];
  /** What it keeps, and one way out, as the entry says. */
  readonly keeps: string;
  readonly wayOut: string;
  readonly severity: Severity;
  readonly consequences: readonly Consequence[];
  readonly confidence: Confidence;
  /** Context names in which it is made, and how that place is reached. */
  readonly contexts: readonly string[];
  readonly path: readonly PathStep[];
  readonly processes: readonly string[];
};
