import type { Deployment } from '../discover/deployment.ts';
import type { Confidence, Consequence } from '../report/report.ts';

export type {
  BuildFact,
  Deployment,
  DeploymentFact,
  FunctionsFact,
  PackagerFact,
  ReplicaFact,
  RestartFact,
  SingleFact,
  StickyFact,
  VolumeFact,
} from '../discover/deployment.ts';

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

/** What the linker hands to rules: immutable, independent of file order. */
export type ProgramModel = {
  readonly states: readonly State[];
  /** What manifests say of the processes; absent where nothing was read. */
  readonly deployment?: Deployment;
  readonly limits: readonly {
    readonly stage: string;
    readonly file: string | null;
    readonly symbol: string | null;
    readonly cap: string;
  }[];
};
