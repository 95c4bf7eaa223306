import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { addCodeOptions, addListFormat } from '../shared-options.ts';

/** `sharenothing files [dir]` */
export function filesCommand(context: CommandContext): Command {
  const command = new Command('files')
    .summary('each file, and why it is analysed or left out')
    .description(
      'Tells of each code file whether it is analysed, its package, and why it is left out, before any code is parsed.',
    )
    .argument('[dir]', 'folder to look at', '.');
  addListFormat(command);
  addCodeOptions(command);
  return command.action(async (dir: string, _options, own: Command) => {
    const { runFiles } = await import('../run-files.ts');
    await runFiles(dir, own.opts(), context);
  });
}
