import fs from 'node:fs';
import path from 'node:path';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Terminal } from './terminal.ts';

/** The text of a file that the user named, `-` being standard input. `where` is the option as written. @throws ToolError `not-found` */
export async function readInput(given: string, where: string, terminal: Terminal): Promise<string> {
  if (given === '-') return terminal.readStdin();
  const file = path.resolve(terminal.cwd, given);
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === 'ENOENT' || code === 'ENOTDIR' ? `there is no file "${given}"` : `"${given}" cannot be read (${code})`;
    throw new ToolError(
      { code: 'not-found', what, where, tried: [file], fix: 'name a file that exists, or - for standard input' },
      { cause: error },
    );
  }
}

/** Whether a path that the user named leads to something. */
export function isThere(given: string, cwd: string): boolean {
  return fs.existsSync(path.resolve(cwd, given));
}

/** The folder that the user named, absolute with links resolved; null where there is none. */
export function folderAt(given: string, cwd: string): string | null {
  const absolute = path.resolve(cwd, given);
  return fs.existsSync(absolute) && fs.statSync(absolute).isDirectory() ? fs.realpathSync(absolute) : null;
}
