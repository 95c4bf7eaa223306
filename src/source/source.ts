/** Why something that was seen is not analysed. Each reason has one documented meaning (docs/limits.md). */
export type SkipReason =
  | 'too-large' // more bytes than the limit
  | 'binary' // NUL bytes or not text
  | 'encoding' // UTF-16/32 or invalid UTF-8
  | 'minified' // white space and line lengths of minified or bundled output
  | 'generated' // carries a generated-file header, or is build output that a source maps to
  | 'nesting' // nests deeper than the parser or the extractor can follow
  | 'syntax' // the parser recovered from errors in it; what was understood is analysed
  | 'link-outside' // a symbolic link that leaves the repository
  | 'link-cycle' // a symbolic link to one of its own ancestors
  | 'link-broken' // a symbolic link to nothing
  | 'unreadable' // the operating system refuses to read it
  | 'submodule' // a gitlink
  | 'lfs-pointer' // Git LFS pointer in place of content
  | 'declaration' // .d.ts: types only, nothing runs
  | 'vendored' // a copy of a dependency that nothing of the project names
  | 'language' // server code in a language that is not parsed (.vue, .svelte, .astro)
  | 'manifest' // a manifest that could not be understood
  | 'crash' // a stage crashed on it (there is an `errors` entry too)
  | 'time-out';

/** Something seen and not analysed. `file` is repository-relative with `/`. */
export type Skipped = { readonly file: string; readonly reason: SkipReason; readonly detail?: string };

/** A regular file of a source. `path` is repository-relative with `/`; `size` in bytes. */
export type SourceFile = {
  readonly path: string;
  readonly size: number;
  /**
   * The file lies in a `node_modules` that git tracks: source only where a workspace, a relative import or `files` of a
   * package.json names it. Files of an untracked `node_modules` are never listed.
   */
  readonly trackedVendored?: boolean;
};

/**
 * A symbolic link that stays inside the repository. What it leads to is listed once, at its real path; `read` follows it.
 * `target` is that real path, `''` being the repository's root.
 */
export type SourceLink = { readonly path: string; readonly target: string; readonly directory: boolean };

/** What a source holds; each list is sorted by path. */
export type Listing = {
  readonly files: readonly SourceFile[];
  readonly skipped: readonly Skipped[];
  readonly links?: readonly SourceLink[];
};

/** Something about how the source was opened that the user should know. `code` is stable and searchable. */
export type SourceNote = { readonly code: 'git-missing' | 'git-refused'; readonly message: string };

/**
 * The only way to the target's bytes: the work tree, the git index or a git revision behind one interface, so that
 * `--staged` and `--new-from` are the same analysis of another source.
 *
 * Paths are repository-relative with `/`, never absolute, never with `..`.
 */
export interface Source {
  readonly kind: 'worktree' | 'index' | 'revision';
  /** DIR (what is analysed) from the repository's root; `''` where they are the same. */
  readonly dir: string;
  /** The commit that HEAD (or the revision) names; null outside git. */
  readonly commit: string | null;
  /** Whether the work tree or index differs from that commit; null where unknown. */
  readonly dirty: boolean | null;
  /** All files that count as source, ignore files applied, sorted by code unit; and what was seen but left out. */
  list(): Listing;
  /**
   * The bytes of a listed file, also through links inside the repository; undefined for everything that is not listed
   * (ignored files, an untracked `node_modules`, paths that leave the repository) or cannot be read. Never throws for
   * that. Bytes are as they are kept: a work tree has the line ends of its checkout and the content behind Git LFS
   * pointers, index and revision have what git stores.
   */
  read(path: string): Uint8Array | undefined;
  /** Of the git index: paths in which it differs from the commit, those that it no longer has too; sorted. Throws `git-failed`. */
  staged?(): readonly string[];
  /** How the source was opened, where that is worth knowing; empty or absent where all went as usual. */
  readonly notes?: readonly SourceNote[];
}
