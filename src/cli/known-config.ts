import { ToolError } from '../diagnostics/tool-error.ts';
import { type Opened, openFolder } from '../run.ts';
import { complain } from './complain.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { folderOf } from './understood.ts';

/**
 * The configuration of a folder, the current one by default, for commands that only show it beside something else: a broken one is told on stderr
 * and does not keep them from their work. Undefined then.
 */
export async function knownConfig(flags: ConfigFlags, context: CommandContext, dir = '.'): Promise<Opened | undefined> {
  const { terminal, stages } = context;
  const folder = folderOf(dir, terminal.cwd);
  try {
    return await openFolder(folder, configChoice(flags, terminal.cwd), stages);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    await complain(error, terminal);
    return undefined;
  }
}
