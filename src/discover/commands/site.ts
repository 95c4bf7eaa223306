import type { Facts } from '../deploy/facts.ts';
import type { ImageFile } from '../manifests/dockerfile.ts';
import type { PackageDraft, WorkspaceRoot } from '../packages.ts';
import type { Tree } from '../tree.ts';
import type { Evidence, ProcessKind, Starts } from '../workspace.ts';
import type { Framework } from './runners.ts';

/** Where a command stands: which paths its words may mean, and what its place says of what it starts. */
export type Site = {
  /** Name that the process would get. */
  readonly name: string;
  /** What the place says that it is for; null where only the command can say. */
  readonly kind: ProcessKind | null;
  /** What it is for where neither place nor command nor file name says: an image runs a server. */
  readonly otherwise?: ProcessKind;
  /** How strongly the place proves that it is deployed (`weights`); the highest wins where several start one entry. */
  readonly weight: number;
  readonly evidence: Evidence;
  readonly replicas?: number | null;
  /** What facts of manifests know it by (a container, an image); its line where it is absent, see `unitOf`. */
  readonly unit?: string;
  /** The script of a package.json that holds the command, as `package.json#start`. */
  readonly script?: string;
  /** Repository-relative paths that a path in the command may stand for, best first; `folders` are those that `cd` led to. */
  locate(path: string, folders: readonly string[]): readonly string[];
};

/** The unit of a site: what it starts and what is said of it have it in common. */
export function unitOf({ unit, evidence }: Pick<Site, 'unit' | 'evidence'>): string {
  return unit ?? `${evidence.file}:${evidence.line}`;
}

/** How strongly a place proves that something is deployed. */
export const weights = { manifest: 90, start: 70, serve: 60, script: 50, dev: 40, bin: 30 } as const;

/** From this weight on a place deploys; below it people start something by hand. */
export const deployedWeight = 75;

/** What a command starts, before outputs are mapped to sources. */
export type Launch = {
  readonly site: Site;
  /** What the program says that it is for; null where it runs any code. */
  readonly kind: ProcessKind | null;
  readonly target: Target;
};

export type Target =
  /** `paths` are alternatives, best first; a folder means its `main` or index. `handlers` are exports that a platform calls. */
  | {
      readonly type: 'file';
      readonly paths: readonly string[];
      readonly written: string;
      readonly handlers?: readonly string[];
      /** Exports that what starts the file calls at start-up. */
      readonly starts?: Starts;
      /** The words behind the file, where all of them are known. */
      readonly words?: readonly string[];
    }
  | {
      readonly type: 'framework';
      readonly framework: Framework;
      readonly dirs: readonly string[];
      readonly argument: string | null;
    }
  | { readonly type: 'browser'; readonly program: string; readonly dirs: readonly string[] };

/** What commands are interpreted against. */
export type World = {
  readonly tree: Tree;
  readonly packages: readonly PackageDraft[];
  readonly workspaces: readonly WorkspaceRoot[];
  readonly images: readonly ImageFile[];
  /** Takes what manifests say beside what is started. */
  readonly facts: Facts;
  /** Whether a manifest is one that deploys what is analysed, by its place. */
  deploys(file: string): boolean;
  /** Commands that may still be read in the whole repository; `hit` once something was left out, here or in one line. */
  readonly budget: { left: number; hit: boolean };
};

/** The state of one interpretation: it is handed down, never changed, but for the budget. */
export type Reading = {
  readonly world: World;
  readonly site: Site;
  /** Whether the place that started the reading deploys. */
  readonly deployed: boolean;
  /** Folders that `cd` led to. */
  readonly folders: readonly string[];
  /** How many scripts, files and wrappers deep. */
  readonly depth: number;
  /** Scripts and files that are being read, against loops. */
  readonly open: ReadonlySet<string>;
  /** Commands that may still be read: a script may call another one a hundred times, and that one a third. */
  readonly budget: { left: number };
  /** The scripts and files that led here, for the way of a fact. */
  readonly trail: readonly TrailStep[];
  /** Conditions of the shell scripts above, joined. */
  readonly condition: string;
  /** Interprets shell text, or words, further down. */
  shell(text: string, reading: Reading): readonly Launch[];
  command(words: readonly string[], reading: Reading): readonly Launch[];
};

/** A script of a package.json, or a line of a shell script (absent until a command of it is read). */
export type TrailStep = { readonly file: string; readonly script?: string; readonly line?: number };

/** A launch of a file, as a path in a command names it, with the words behind it where they are known. */
export function fileLaunch(
  written: string,
  reading: Reading,
  kind: ProcessKind | null = null,
  words?: readonly string[],
): Launch {
  const paths = reading.site.locate(written, reading.folders);
  const isKnown = words !== undefined && !words.some((word) => /[$`]/.test(word));
  return { site: reading.site, kind, target: { type: 'file', paths, written, ...(isKnown ? { words } : {}) } };
}

/** The package whose folder a command runs in. */
export function packageAt({ world, site, folders }: Reading): PackageDraft | undefined {
  for (const path of site.locate('package.json', folders)) {
    const draft = world.tree.has(path) ? world.packages.find((p) => p.path === path) : undefined;
    if (draft) return draft;
  }
  return undefined;
}
