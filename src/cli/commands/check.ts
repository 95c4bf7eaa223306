import { Command, Option } from 'commander';
import { addChangeOptions } from '../change-flags.ts';
import type { CommandContext } from '../context.ts';
import { addConfigOptions, addFailOn, addReportOutputs } from '../shared-options.ts';
import { calendarDate } from '../values.ts';

/** `sharenothing [check] [paths...]` */
export function checkCommand(context: CommandContext): Command {
  const command = new Command('check')
    .summary('analyse projects and report what breaks (default)')
    .description(
      'Analyses projects and reports the state that breaks when the server runs as two or more processes, or when one of them is killed.',
    )
    .usage('[options] [paths...]')
    .argument('[paths...]', 'folders to analyse (default: the current one); files narrow the report of their project');
  addConfigOptions(command);
  addChangeOptions(command);
  command
    .optionsGroup('What to report:')
    .option('--quiet', 'errors only; the exit code stays the same')
    .option('--silences', 'list the state that is no problem too, with the reason (json)');
  addReportOutputs(command);
  command
    .option('--no-progress', 'no progress line (there is none outside a terminal)')
    .option('--stats', 'tell the time of each stage on standard error')
    .optionsGroup('Exit code and date:');
  addFailOn(command);
  return command
    .option('--exit-zero', 'exit 0 where it would be 1')
    .addOption(
      new Option('--now <date>', 'day of the report, YYYY-MM-DD, that dates are judged by (default: today)').argParser(
        calendarDate,
      ),
    )
    .action(async (paths: string[], _options, own: Command) => {
      const { runCheck } = await import('../run-check.ts');
      const commands = (own.parent?.commands ?? []).map((other) => other.name());
      await runCheck(paths, own.opts(), context, commands);
    });
}
