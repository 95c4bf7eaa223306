import type { ProgramModel } from '../link/model.ts';
import type { ClauseId, Confidence, Consequence, Severity } from '../report/report.ts';

/** A place in the program: repository-relative file, UTF-16 offsets into its text. */
export type Span = { readonly file: string; readonly start: number; readonly end: number };

/** One numbered step of a trace; rendered from `messageId` and `data` by settle. */
export type TraceStep = {
  readonly span: Span;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
};

/** The words of one message of a rule. Placeholders are `{name}`; lower case, no final stop. */
export type MessageTemplate = {
  readonly severity: Severity;
  /** What is wrong, naming the symbol. */
  readonly what: string;
  /** What two processes, or a kill, would make of it. */
  readonly why: string;
  /** The same where a platform runs the processes as functions, whose instances it freezes and recycles. */
  readonly whyFunctions?: string;
  /** One concrete way out. */
  readonly fix: string;
};

/** What a rule says of one piece of state: no rendered text, no line, no final severity. */
export type Finding = {
  readonly ruleId: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly span: Span;
  readonly symbol: string;
  /** Kind of the holder, for instance `module-binding`. */
  readonly holder: string;
  readonly consequences: readonly Consequence[];
  readonly confidence: Confidence;
  readonly trace: readonly TraceStep[];
  /** Sorted set of `write kind:context`, the part of the fingerprint that is neither line nor path nor holder kind. */
  readonly writes: readonly string[];
  /** Names of the processes that reach it. */
  readonly processes: readonly string[];
};

/** Why a rule says nothing of a piece of state that looks like one. */
export type Silence = {
  readonly span: Span;
  readonly symbol: string;
  readonly reason: string;
  readonly proof: Span | null;
  readonly backing?: { readonly package: string; readonly service: string };
  /** Names of the processes that use it, where that is known. */
  readonly processes?: readonly string[];
};

/** What the configuration asks of all rules. */
export type RuleOptions = {
  /** Tell what is worth knowing and no violation by itself (`info`), as the strict preset does. */
  readonly strict: boolean;
};

export type RuleOutput = { finding(finding: Finding): void; silence(silence: Silence): void };

/** Code that a rule reports, or leaves alone: a file that starts a server, which a test analyses. */
export type Example = {
  readonly file: string;
  readonly text: string;
  /** What is reported is the line that ends in `// reported`; none: nothing is. */
  readonly reports: boolean;
};

/** A rule is one file that exports one of these by default. `check` is pure and synchronous: it asks the model and classifies. */
export type Rule = {
  readonly id: string;
  /** Names the finding, not the remedy. */
  readonly title: string;
  /** Markdown: what it reports, what stays silent and why, incorrect and correct code, when to switch it off. */
  readonly docs: string;
  readonly clauses: readonly ClauseId[];
  readonly since: string;
  readonly maturity: 'stable' | 'preview';
  readonly consequences: readonly Consequence[];
  readonly messages: Readonly<Record<string, MessageTemplate>>;
  /** False where it makes no difference how many processes run, and what restarts them. */
  readonly followsDeployment?: boolean;
  /** True: one process alone can hold its subject together, so that proof of several makes its warnings errors. */
  readonly raisedBySeveral?: boolean;
  /** Words of trace steps by message id, beside those that all rules share (src/report/trace-messages.ts). */
  readonly steps?: Readonly<Record<string, string>>;
  /**
   * A rule about comments to this tool, agreements and the like, not about state: settle finds what it reports, `check` nothing. It
   * can be configured as any other, and not be suppressed in the code.
   */
  readonly meta?: true;
  /** Code that is reported, then the same done rightly: for its page, and a test that finds what they say. */
  readonly examples?: readonly Example[];
  check(model: ProgramModel, out: RuleOutput, options?: RuleOptions): void;
};
