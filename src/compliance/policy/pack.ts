import type { ClauseId, Confidence, Severity } from '../../report/report.ts';

/** What a policy can ask to be known of each analysis: the commit, that its files were those of the commit, who ran it, processes. */
export const evidenceKinds = ['commit', 'clean', 'by', 'processes'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Where exceptions may come from. */
export const exceptionKinds = ['waiver', 'suppression'] as const;

/** What an exception can be asked to state. */
export const exceptionFields = ['reason', 'owner', 'approvedBy', 'until', 'ticket'] as const;
export type ExceptionField = (typeof exceptionFields)[number];

/** Texts by language code; `en` is always there. */
export type Texts = Readonly<Record<string, string>>;

/** One control: the clauses and rules that speak of it, and what more has to be known for it. */
export type Control = {
  readonly id: string;
  readonly title: Texts;
  readonly description: Texts;
  readonly clauses: readonly ClauseId[];
  readonly rules: readonly string[];
  readonly evidence: readonly EvidenceKind[];
};

/** A policy pack: what counts as a violation, what counts as an exception, what has to be known, and whose controls it answers. */
export type PolicyPack = {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** The mapping of controls is a proposal, to be confirmed by an assessor. */
  readonly toBeConfirmed: boolean;
  readonly thresholds: {
    /** Less grave findings are noted. */
    readonly severity: Severity;
    /** Less certain findings are undecided: they leave their clauses unassessed. */
    readonly confidence: Confidence;
    /** Reasons for leaving a file out that are accepted as no gap. */
    readonly skipped: readonly string[];
  };
  readonly exceptions: {
    readonly accept: readonly (typeof exceptionKinds)[number][];
    readonly require: readonly ExceptionField[];
  };
  readonly evidence: readonly EvidenceKind[];
  readonly controls: readonly Control[];
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
};
