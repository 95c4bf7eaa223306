import fs from 'node:fs';
import path from 'node:path';
import { ToolError } from '../diagnostics/tool-error.ts';
import { dirOf, joinPath } from '../paths/repo-path.ts';
import type { Source } from '../source/source.ts';
import { inTemporaryCopy } from './temporary-copy.ts';

/**
 * Where configuration files are read from. An id is a repository-relative path, or an absolute one for a file on disk that is
 * no part of the source (`--config ../policy.json`).
 */
export type ConfigFiles = {
  /** Bytes of a file; undefined where there is none. */
  read(id: string): Uint8Array | undefined;
  /** The id of a path as it is written in the file `from`; undefined where that leaves what can be read. */
  resolve(from: string, written: string): string | undefined;
  /** The folder that a file's globs and entries start from, repository-relative. */
  base(id: string): string;
  /** Hands over the place of a file on disk, for code: itself, or a copy that is gone afterwards. */
  withCode<T>(id: string, use: (file: string) => Promise<T>): Promise<T>;
};

/** Configuration of the source itself. `root` is the absolute folder of the repository, where there is one. */
export function sourceFiles(source: Source, root: string | undefined): ConfigFiles {
  return {
    read: (id) => source.read(id),
    resolve: (from, written) => joinPath(dirOf(from), written),
    base: dirOf,
    withCode: (id, use) =>
      root !== undefined && source.kind === 'worktree'
        ? use(path.join(root, id))
        : inTemporaryCopy(source, id, root, use),
  };
}

/** Configuration on disk outside the source, named by the user. Its globs start from `dir`, what is analysed. */
export function diskFiles(dir: string): ConfigFiles {
  return {
    read(id) {
      try {
        return fs.readFileSync(id);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
        throw new ToolError(
          {
            code: 'config-unreadable',
            what: `the configuration cannot be read (${code === 'EISDIR' ? 'it is a folder' : code})`,
            where: id,
            fix: 'name a configuration file that can be read',
          },
          { cause: error },
        );
      }
    },
    resolve: (from, written) => path.resolve(path.dirname(from), written),
    base: () => dir,
    withCode: (id, use) => use(id),
  };
}
