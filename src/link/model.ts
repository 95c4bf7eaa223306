import type { Deployment } from '../discover/deployment.ts';
import type { Confidence, Consequence } from '../report/report.ts';
import type { Component } from './component-model.ts';
import type { FileWrite } from './file-model.ts';

export type {
  BuildFact,
  DatabaseFact,
  Deployment,
  DeploymentFact,
  EnvironmentFact,
  FunctionsFact,
  PackagerFact,
  ReplicaFact,
  RestartFact,
  SingleFact,
  StickyFact,
  VolumeFact,
} from '../discover/deployment.ts';

export type { Component } from './component-model.ts';

/** A span of the program: repository-relative file, UTF-16 offsets. */
export type ModelSpan = { readonly file: string; readonly start: number; readonly end: number };

/** What a piece of state is for. Rules select by category, so none is reported twice and none falls between two rules. */
export type Category =
  | 'init-only'
  | 'immutable'
  | 'lazy-singleton'
  | 'single-flight'
  | 'pure-memo'
  | 'request-scoped'
  | 'live-connections'
  | 'metrics'
  | 'process-upkeep'
  | 'backed'
  | 'unreachable'
  | 'dev-only'
  | 'cache'
  | 'session'
  | 'lock'
  | 'state';

export type StateWrite = {
  readonly span: ModelSpan;
  readonly kind: 'assign' | 'put' | 'remove' | 'update';
  /** Context names, most telling first. */
  readonly contexts: readonly string[];
  /** How the write is reached: from the entry or registration down to the function that writes. */
  readonly path: readonly PathStep[];
  readonly surely: boolean;
  /** Function that writes, for people. */
  readonly by: string;
};

export type PathStep = {
  readonly span: ModelSpan;
  readonly what: string;
  readonly kind: 'call' | 'registration' | 'entry';
};

/** One piece of state of the process, with everything that was concluded and why. */
export type State = {
  readonly symbol: string;
  readonly holder: string;
  readonly span: ModelSpan;
  readonly lifetime: 'process';
  readonly category: Category;
  readonly runnerUp: Category | null;
  /** Which shape of the category, for the choice of words. */
  readonly shape: string;
  /** Why, in words. */
  readonly why: string;
  readonly proof: ModelSpan | null;
  readonly confidence: Confidence;
  readonly consequences: readonly Consequence[];
  readonly writes: readonly StateWrite[];
  readonly reads: readonly { readonly span: ModelSpan; readonly how: string; readonly contexts: readonly string[] }[];
  readonly processes: readonly string[];
  /** True for collections that nothing removes from. */
  readonly unbounded: boolean;
  readonly severity: 'error' | 'warning';
};

/** Work that one process arms for later, or runs again and again, with what it does. */
export type Schedule = {
  /** Name of the work where it has one, else of what arms it. */
  readonly symbol: string;
  /** The arming call, or the decorator. */
  readonly span: ModelSpan;
  /** What arms it: `setInterval`, `schedule`, `@Cron`. */
  readonly callee: string;
  /** Message of the rule, or why it is silent. */
  readonly verdict:
    | { readonly kind: 'report'; readonly shape: ScheduleShape }
    | { readonly kind: 'silent'; readonly reason: Category | 'dev-only' };
  readonly why: string;
  readonly proof: ModelSpan | null;
  readonly confidence: Confidence;
  readonly consequences: readonly Consequence[];
  /** From the work down to the place where it acts outside the process. */
  readonly work: readonly WorkStep[];
  /** What that is, for people: `pg query`. */
  readonly act: string;
  /** Kinds of effects (`database`, `file`, ...), sorted. */
  readonly effects: readonly string[];
  /** Contexts in which it is armed, and how that place is reached. */
  readonly armed: readonly string[];
  readonly path: readonly PathStep[];
  readonly processes: readonly string[];
};

/** `recurring`, `delayed` (once, later), `debounced`; `pending`: what it stores is nowhere else until then; `unknown`: what it does is not seen. */
export type ScheduleShape = 'recurring' | 'delayed' | 'debounced' | 'pending' | 'unknown';

/** A call on the way to an effect: who calls what. `act` is the last one. */
export type WorkStep = {
  readonly span: ModelSpan;
  readonly by: string;
  readonly callee: string;
  readonly kind: 'call' | 'act';
};
export type { FileWrite, FileWriteCall } from './file-model.ts';

/** What the linker hands to rules: immutable, independent of file order. */
export type ProgramModel = {
  readonly states: readonly State[];
  /** Work that is armed for later, reported and silent. */
  readonly schedules?: readonly Schedule[];
  /** What libraries keep, and what looks like it and does not; absent where the catalogue was not asked. */
  readonly components?: readonly Component[];
  /** Stores of files on the local disk that the program fills, and those that are none after all, with their proofs; in order of place. */
  readonly fileWrites?: readonly FileWrite[];
  /** What manifests say of the processes; absent where nothing was read. */
  readonly deployment?: Deployment;
  /** Parts of the stage that failed: what they give is missing, and nothing may be taken for clean. */
  readonly failures?: readonly { readonly part: string; readonly error: unknown }[];
  readonly limits: readonly {
    readonly stage: string;
    readonly file: string | null;
    readonly symbol: string | null;
    readonly cap: string;
  }[];
};
