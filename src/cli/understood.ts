import fs from 'node:fs';
import path from 'node:path';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Workspace, WorkspaceNote } from '../discover/workspace.ts';
import { relativeTo } from '../settle/relative.ts';
import { escapeControls } from '../text/escape-controls.ts';
import type { CommandContext } from './context.ts';

/** What discover understood of a folder that the user named. */
export async function understand(dir: string, { terminal, stages }: CommandContext): Promise<Workspace> {
  return stages.discover(await stages.openWorkTree(folderOf(dir, terminal.cwd)));
}

/** The absolute folder that a command was given, links resolved. @throws ToolError `not-found` */
export function folderOf(dir: string, cwd: string): string {
  const absolute = path.resolve(cwd, dir);
  try {
    const real = fs.realpathSync(absolute);
    if (fs.statSync(real).isDirectory()) return real;
  } catch {
    // Told below: for the user a folder that cannot be reached is none.
  }
  throw new ToolError({
    code: 'not-found',
    what: `there is no folder "${dir}"`,
    tried: [absolute],
    fix: 'name the folder of a project, or run it there without one',
  });
}

/** Notes about the workspace as lines, with an empty line before them. */
export function noteLines(notes: readonly WorkspaceNote[], dir: string): string[] {
  const lines = notes.map(({ code, file, line, message }) => {
    const place = file === null ? '' : `${relativeTo(dir, file)}${line === null ? '' : `:${line}`} `;
    return `note: ${escapeControls(`${place}${message}`)} [${code}]`;
  });
  return lines.length === 0 ? [] : ['', ...lines];
}
