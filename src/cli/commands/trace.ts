import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { addColorOption, addConfigOptions, addListFormat } from '../shared-options.ts';

/** `sharenothing trace <place>` */
export function traceCommand(context: CommandContext): Command {
  const command = new Command('trace')
    .summary('why something, or nothing, is said of the state on a line')
    .description(
      'Tells of each piece of state on a line how long it lives, who writes it and when, and why it is reported or not.',
    )
    .argument('<place>', 'FILE:LINE or FILE:LINE:COLUMN, counted from 1');
  addListFormat(command);
  addColorOption(command);
  addConfigOptions(command);
  return command.action(async (place: string, _options, own: Command) => {
    const { runTrace } = await import('../run-trace.ts');
    await runTrace(place, own.opts(), context);
  });
}
