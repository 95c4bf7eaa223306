import { Command, Option } from 'commander';
import type { CommandContext } from '../context.ts';
import { addColorOption } from '../shared-options.ts';
import { listed, oneOf, pageFormats } from '../values.ts';
import { addVerdict } from './report.ts';

/** `sharenothing diff <old> <new>` */
export function diffCommand(context: CommandContext): Command {
  const command = new Command('diff')
    .summary('what is new and what is fixed between two saved JSON reports')
    .description(
      'Compares two saved JSON reports by the identity of findings: what is new, what is fixed, what is in both. Code that moved or was renamed is no difference.',
    )
    .argument('<old>', 'the earlier report that --format json saved; - for standard input')
    .argument('<new>', 'the later one')
    .optionsGroup('Where to write:')
    .addOption(
      new Option('--format <name>', listed(pageFormats, 'or'))
        .default('pretty', 'pretty')
        .argParser(oneOf('--format', pageFormats)),
    )
    .option('--output <file>', 'write to a file instead of standard output (-)');
  addColorOption(command);
  addVerdict(command);
  return command.action(async (older: string, newer: string, _options, own: Command) => {
    const { runDiff } = await import('../run-diff.ts');
    await runDiff(older, newer, own.opts(), context);
  });
}
