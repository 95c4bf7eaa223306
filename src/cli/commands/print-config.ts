import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { addConfigOptions, addFailOn, addListFormat } from '../shared-options.ts';

/** `sharenothing print-config [file]` */
export function printConfigCommand(context: CommandContext): Command {
  const command = new Command('print-config')
    .summary('the configuration that holds, and where each value is from')
    .description('Prints every value of the configuration that holds for a folder or a file, and where it was said.')
    .argument('[file]', 'file or folder', '.');
  addListFormat(command);
  addConfigOptions(command);
  addFailOn(command);
  return command.action(async (file: string, _options, own: Command) => {
    const { runPrintConfig } = await import('../run-print-config.ts');
    await runPrintConfig(file, own.opts(), context);
  });
}
