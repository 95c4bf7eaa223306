import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { addColorOption, addConfigOptions, addListFormat } from '../shared-options.ts';

/** `sharenothing rules` */
export function rulesCommand(context: CommandContext): Command {
  const command = new Command('rules')
    .summary('all rules, with their severity here')
    .description(
      'Lists the rules, with the severity that is configured in the current folder and where that was said.',
    );
  command.option(
    '--libraries',
    'list the library entries that the rules read, the built-in ones and those of the configuration',
  );
  addListFormat(command);
  addColorOption(command);
  addConfigOptions(command);
  return command.action(async (_options, own: Command) => {
    const { runRules } = await import('../run-rules.ts');
    await runRules(own.opts(), context);
  });
}
