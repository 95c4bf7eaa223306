import type { Evidence, ProcessKind } from '../workspace.ts';
import type { Framework } from './runners.ts';

/** Where a command stands: which paths its words may mean, and what its place says of what it starts. */
export type Site = {
  /** Name that the process would get. */
  readonly name: string;
  /** What the place says that it is for; null where only the command can say. */
  readonly kind: ProcessKind | null;
  /** How strongly the place proves that it is deployed; the highest wins where several start one entry. */
  readonly weight: number;
  readonly evidence: Evidence;
  readonly replicas?: number | null;
  /** Repository-relative paths that a path in the command may stand for, best first; `folders` are those that `cd` led to. */
  locate(path: string, folders: readonly string[]): readonly string[];
};

/** What a command starts, before outputs are mapped to sources. */
export type Launch = {
  readonly site: Site;
  /** What the program says that it is for; null where it runs any code. */
  readonly kind: ProcessKind | null;
  readonly target:
    | {
        readonly type: 'file' /** Alternatives, best first; a folder means its `main` or index. */;
        readonly paths: readonly string[];
        readonly written: string;
      }
    | {
        readonly type: 'framework';
        readonly framework: Framework;
        readonly dirs: readonly string[];
        readonly argument: string | null;
      }
    | { readonly type: 'browser'; readonly program: string; readonly dirs: readonly string[] };
};
