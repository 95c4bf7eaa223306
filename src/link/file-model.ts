import type { Confidence, Consequence } from '../report/report.ts';
import type { ModelSpan, PathStep } from './model.ts';

/** One call that leaves content on the local disk, or one of several that fill the same store. */
export type FileWriteCall = {
  readonly span: ModelSpan;
  /** The callee as it is written. */
  readonly callee: string;
  /** Function that it stands in, for people. */
  readonly by: string;
  readonly contexts: readonly string[];
  /** How it is reached: from the write up to the entry or registration. */
  readonly path: readonly PathStep[];
};

/** What rules are told of one store of local files: the calls of one file that write to it, as one finding. */
export type FileWrite = {
  /** Callee of the primary call. */
  readonly symbol: string;
  /** The write that people should look at; findings stand here. */
  readonly span: ModelSpan;
  /** How the path reads, unknown parts in braces; empty where nothing is known of it. */
  readonly target: string;
  /** Where the path is made, if not in the call itself. */
  readonly made: ModelSpan | null;
  /** The path as the deployment knows it. */
  readonly disk: { readonly absolute?: string; readonly repository?: string; readonly variable?: string };
  /**
   * What is left there, for the choice of words: `upload` (nothing serves the folder), `served` (an upload that later requests get),
   * `log`, `cache` (fetched again on a miss), `answer` (made for one answer, and left behind), `kept` (generated once, kept if present),
   * `shared` (written by one activation and read by another), `boot` (each start, content that is not known), `program` (another
   * program writes it), `library` (a library does), `handed` (the path itself goes into a queue, row or address), `data`.
   */
  readonly shape:
    | 'upload'
    | 'served'
    | 'log'
    | 'cache'
    | 'answer'
    | 'kept'
    | 'one-name'
    | 'shared'
    | 'boot'
    | 'program'
    | 'library'
    | 'handed'
    | 'data';
  readonly severity: 'error' | 'warning';
  /** Null: it is to be reported. Else why it is none: `transaction-scoped-file`, `init-only`, `unreachable`, `dev-only`, `process-upkeep`. */
  readonly silence: string | null;
  readonly proof: ModelSpan | null;
  /** For a file that is removed on success: true where a failure leaves it behind. */
  readonly leaks: boolean;
  readonly confidence: Confidence;
  readonly consequences: readonly Consequence[];
  /** All its calls, the primary first. */
  readonly calls: readonly FileWriteCall[];
  /** Code that relies on the file in another activation. */
  readonly readers: readonly {
    readonly span: ModelSpan;
    readonly by: string;
    readonly how: 'read' | 'serve' | 'answer' | 'list';
    readonly contexts: readonly string[];
  }[];
  /** Calls that hand the path itself on, to a queue, a row, a message. */
  readonly handed: readonly { readonly span: ModelSpan; readonly callee: string }[];
  readonly processes: readonly string[];
  /** What the catalogue says of the library's call. */
  readonly library: { readonly keeps: string; readonly wayOut: string } | null;
};
