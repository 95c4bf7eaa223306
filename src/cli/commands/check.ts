import { Command, Option } from 'commander';
import { addChangeOptions, addStagedOption } from '../change-flags.ts';
import type { CommandContext } from '../context.ts';
import {
  addCacheOptions,
  addConfigOptions,
  addFailOn,
  addNow,
  addPolicyOptions,
  addReportOutputs,
} from '../shared-options.ts';
import { threadCount, wholeNumber } from '../values.ts';

/** `sharenothing [check] [paths...]` */
export function checkCommand(context: CommandContext): Command {
  const command = new Command('check')
    .summary('analyse projects and report what breaks (default)')
    .description(
      'Analyses projects and reports the state that breaks when the server runs as two or more processes, or when one of them is killed.',
    )
    .usage('[options] [paths...]')
    .argument('[paths...]', 'folders to analyse (default: the current one); files narrow the report of their project');
  addCheckOptions(command);
  addStagedOption(command);
  addCacheOptions(command);
  return command
    .optionsGroup('Beyond one machine:')
    .option(
      '--shard <package>',
      'write the facts of a package (name or folder; . is the root) or of a part (1/4) for merge, and judge nothing',
    )
    .action(async (paths: string[], _options, own: Command) => {
      const { runCheck } = await import('../run-check.ts');
      const commands = (own.parent?.commands ?? []).map((other) => other.name());
      await runCheck(paths, own.opts(), context, commands);
    });
}

/** Adds what decides of the verdict and of what is written; `merge` of facts has it too. */
export function addCheckOptions(command: Command): void {
  addConfigOptions(command);
  addChangeOptions(command);
  command
    .optionsGroup('What to report:')
    .option('--quiet', 'errors only; the exit code stays the same')
    .option('--silences', 'list the state that is no problem too, with the reason (json)');
  addReportOutputs(command);
  command
    .option('--no-progress', 'no progress line (there is none outside a terminal)')
    .option('--stats', 'tell on standard error how the run went: times, threads, cache, memory')
    .addOption(
      new Option(
        '--concurrency <number>',
        'read code in so many threads; 1: in none but the main one (default: by the amount of code and the processors)',
      ).argParser(threadCount),
    )
    .addOption(
      new Option(
        '--timeout <seconds>',
        'give a file up that takes longer to read: an error, exit 2; 0: never (default: never)',
      ).argParser(wholeNumber('--timeout')),
    )
    .addOption(
      new Option(
        '--memory-limit <MiB>',
        'so few threads that the run fits into so much memory; 0: no limit (default: no limit)',
      ).argParser(wholeNumber('--memory-limit')),
    )
    .optionsGroup('What was agreed on:');
  addPolicyOptions(command)
    .option('--no-baseline', 'show everything once more: no baseline holds anything')
    .option('--strict-baseline', 'exit 1 where the baseline names a finding that is gone')
    .option('--fail-on-expired', 'exit 1 where a waiver or suppression has run out, whatever it held')
    .optionsGroup('Exit code and date:');
  addFailOn(command);
  command
    .addOption(
      new Option(
        '--max-warnings <number>',
        'let so many warnings pass, whatever the level; exit 1 from one more on',
      ).argParser(wholeNumber('--max-warnings')),
    )
    .option('--fail-on-incomplete', 'exit 2 where part of the code was not analysed')
    .option('--exit-zero', 'exit 0 where it would be 1');
  addNow(command);
}
