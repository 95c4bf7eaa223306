import type { OutputRoot } from '../paths/output-map.ts';
import type { Skipped, SourceLink } from '../source/source.ts';
import type { Deployment } from './deployment.ts';

/**
 * What a process is for. Only `server`, `worker` and `job` hold state that this tool reports. A `desktop` program (Electron) runs once for
 * the one user before the screen, whatever ports it opens.
 */
export type ProcessKind = 'server' | 'worker' | 'job' | 'cli' | 'desktop' | 'build' | 'test' | 'browser';

/** A place in a file that proves something. `line` is 1-based. */
export type Evidence = { readonly file: string; readonly line: number; readonly text: string };

/** Something that a deployment starts. */
/** Exported functions that a program calls once at start-up, and what it gives them first: an object kind of the catalogue, or nothing that is known. */
export type Starts = { readonly exports: readonly string[]; readonly gives?: string };

export type Process = {
  /** Script, service or bin name; unique in the workspace. */
  readonly name: string;
  readonly kind: ProcessKind;
  /** Repository-relative source file that the process starts from (outputs already mapped to sources). */
  readonly entry: string;
  /** How many run, where something states it. */
  readonly replicas: number | null;
  /** The line that starts it. */
  readonly evidence: Evidence;
  /** True where nothing starts it: what the package exports is taken for a server, and other programs may make one of what is in it. */
  readonly exported?: boolean;
  /** Of a conventional entry (a Next route, a Lambda handler): the exported names that the platform calls. */
  readonly handlers?: readonly string[];
  /** What starts the entry and calls an export of it once, at start-up (`fastify start app.js`, `service-runner`). */
  readonly starts?: Starts;
  /** True of a file that a pool or queue of the program starts, and whose default export it calls for each job. */
  readonly takesJobs?: boolean;
  /** Of a file that the program starts itself: where in the file of its evidence it does (offset of the call). */
  readonly startedAt?: number;
  /** Name of the command or framework whose one process also runs this entry (all routes of one `next start`); absent where the entry has a process of its own. */
  readonly group?: string;
  /**
   * The words that it is started with, a sub-command first, of all lines that start it; absent where one of them is not known or gives
   * none, so that it may be started as anything.
   */
  readonly commands?: readonly string[];
  /** Whether its deployment sets `NODE_ENV` to production; absent where no image or manifest of it is known. */
  readonly production?: boolean;
};

/** A package of the workspace (a folder with a package.json). */
export type Package = {
  /** Repository-relative folder, `''` for the root. */
  readonly dir: string;
  readonly name: string | null;
  /** ES module by default (`"type": "module"`). */
  readonly esm: boolean;
  /** `main`, `module`, `exports`, `bin`, `imports`, `scripts`, parsed but otherwise as written. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Every dependency of any kind with its range as written. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** Exact versions from the lock file, by package name, as this package sees them. */
  readonly versions: ReadonlyMap<string, string>;
};

/** A tsconfig.json or jsconfig.json, `extends` merged. Folders and patterns are repository-relative. */
export type TsConfig = {
  readonly path: string;
  readonly dir: string;
  readonly baseUrl: string | null;
  /** Pattern → repository-relative targets. */
  readonly paths: readonly (readonly [string, readonly string[]])[];
  readonly outDir: string | null;
  readonly rootDir: string | null;
  readonly files: readonly string[] | null;
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[] | null;
  /** Repository-relative paths of the configurations that it references. */
  readonly references?: readonly string[];
  /** Repository-relative paths of the configurations that it extends, directly or not. */
  readonly extends?: readonly string[];
  /** Conditions of `exports` maps beside the usual ones. */
  readonly customConditions?: readonly string[];
};

/** A folder, repository-relative, and the library that a tool writes there. */
export type GeneratedFolder = { readonly dir: string; readonly library: string };

/** What was understood of the project before any code was parsed. */
export type Workspace = {
  /** DIR from the repository's root. */
  readonly dir: string;
  readonly packages: readonly Package[];
  readonly tsconfigs: readonly TsConfig[];
  readonly processes: readonly Process[];
  /** What manifests say of the processes and of what surrounds them. */
  readonly deployment?: Deployment;
  /** Source files that `main`, `module` or `exports` of a package name and that no process starts from, sorted: what only other code imports. */
  readonly libraryEntries: readonly string[];
  /** Where compilers and bundlers write and from what, for what names built files. */
  readonly outputs: readonly OutputRoot[];
  /** Folders that a generator fills, with the library that stands there: what is imported from below is that library's. */
  readonly generated?: readonly GeneratedFolder[];
  /** Symbolic links inside the repository: an import through one leads to what it stands for. */
  readonly links?: readonly SourceLink[];
  /** Code files below DIR that are candidates for analysis, sorted. */
  readonly files: readonly string[];
  /** Code files elsewhere in the repository that the former may import, sorted. */
  readonly outside: readonly string[];
  readonly skipped: readonly Skipped[];
  /** Things the user should know about what was and was not understood (no entry found, unreadable tsconfig, ...). */
  readonly notes: readonly WorkspaceNote[];
  /** What reads one kind of manifest and crashed on it: a fault of this tool. */
  readonly failures?: readonly DiscoverFailure[];
};

/** `part` says which manifests; `file` is the one that was read last. */
export type DiscoverFailure = { readonly part: string; readonly file: string | null; readonly error: unknown };

/** A message about the run itself. `code` is stable and searchable. */
export type WorkspaceNote = {
  readonly code: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly message: string;
};
