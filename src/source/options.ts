import type { Environment } from './git.ts';

/** What a source may be told about its surroundings; all of it has the machine's own values where absent. */
export type SourceOptions = {
  /** Environment variables: PATH to find git, and those of git itself. */
  readonly env?: Environment;
  /** Folder at which the search for a workspace ends (not included). */
  readonly home?: string;
};

/** Largest file that is read, in bytes: far above every manifest and limit, below what memory would not bear. */
export const readLimit = 256 * 1024 * 1024;
