import type { Workspace } from '../discover/workspace.ts';
import type { ReportError, ReportLimit } from '../report/report.ts';
import type { Finding, Rule, Silence } from '../rules/rule.ts';
import type { Skipped, Source } from '../source/source.ts';
import type { ConfiguredSeverity } from './severity.ts';
import type { Comment } from './suppress.ts';

/** What of the run's options reaches the report. */
export type SettleOptions = {
  /** UTC date `YYYY-MM-DD`. */
  readonly now: string;
  readonly by?: string | null;
  /** Rule id → what is configured for the whole; the report's list of rules tells it. */
  readonly severities?: ReadonlyMap<string, ConfiguredSeverity>;
  /** What is configured for one file (repository-relative): where given it decides alone. */
  readonly severityAt?: (ruleId: string, file: string) => ConfiguredSeverity | undefined;
  /** Repository-relative. */
  readonly configFiles?: readonly string[];
  /** SHA-256 hex; absent: the digest of an empty configuration. */
  readonly configDigest?: string;
  readonly policyDigest?: string;
  /** Report every silence; without it only those with reason `backed`, which say what a reader must trust. */
  readonly silences?: boolean;
};

/** Everything that the stages before settle found, all paths repository-relative. */
export type SettleInput = {
  readonly tool: { readonly name: string; readonly version: string };
  readonly source: Pick<Source, 'dir' | 'commit' | 'dirty'>;
  readonly workspace: Pick<Workspace, 'processes' | 'deployment' | 'skipped' | 'notes'>;
  /** Code files whose facts went into the model, inside and outside DIR. */
  readonly analysed: readonly string[];
  /** Remarks of later stages, beside `workspace.notes`. */
  readonly notes?: Workspace['notes'];
  /** What source and extract left out, beside `workspace.skipped`. Repeats are harmless. */
  readonly skipped: readonly Skipped[];
  /** Path → SHA-256 hex of every file read. */
  readonly inputs: ReadonlyMap<string, string>;
  /** The registry: every rule of the tool, those that were off too. */
  readonly rules: readonly Rule[];
  /** The catalogue's entries: plain data, for its digest. */
  readonly catalogue?: unknown;
  /** That digest, where it is known. */
  readonly catalogueDigest?: string;
  readonly findings: readonly Finding[];
  readonly silences: readonly Silence[];
  readonly limits: readonly ReportLimit[];
  readonly errors: readonly ReportError[];
  /** The text of a file as it was analysed (offsets of spans count in it); undefined where there is none. */
  readonly texts: (file: string) => string | undefined;
  /** The comments that speak to this tool, by file. */
  readonly comments?: ReadonlyMap<string, readonly Comment[]>;
  /** Offsets of the names that a file declares; asked for where a comment claims something of one. */
  readonly declared?: (file: string) => readonly number[];
  readonly options: SettleOptions;
  /** Milliseconds by stage. */
  readonly timing?: Readonly<Record<string, number>>;
};
