import { Command, Option } from 'commander';
import type { CommandContext } from '../context.ts';
import { addColorOption, addConfigOptions } from '../shared-options.ts';
import { listed, oneOf, pageFormats } from '../values.ts';

/** `sharenothing explain <rule>` */
export function explainCommand(context: CommandContext): Command {
  const command = new Command('explain')
    .summary('what a rule finds, why it matters, and the way out')
    .description('Tells what a rule finds and what stays silent, what it means for two processes, and the way out.')
    .argument('<rule>', 'id of a rule; `sharenothing rules` lists them')
    .addOption(
      new Option('--format <name>', listed(pageFormats, 'or'))
        .default('pretty', 'pretty')
        .argParser(oneOf('--format', pageFormats)),
    );
  addColorOption(command);
  addConfigOptions(command);
  return command.action(async (rule: string, _options, own: Command) => {
    const { runExplain } = await import('../run-explain.ts');
    await runExplain(rule, own.opts(), context);
  });
}
