import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import type { BaselineOptions, UpdateOptions } from '../run-baseline.ts';
import { addConfigOptions, addNow, addPolicyOptions } from '../shared-options.ts';

/** `sharenothing baseline create|update|prune|check [dir]` */
export function baselineCommand(context: CommandContext): Command {
  const load = () => import('../run-baseline.ts');
  const create = subcommand('create', 'write down what is found now, so that only what is new fails the run', [
    'Analyses a folder and writes every finding that nothing else holds into sharenothing.baseline.jsonl there. From then on `check`',
    'shows and fails on what is new. Never writes over a baseline.',
  ]).action(async (dir: string, options: BaselineOptions) => (await load()).runBaselineCreate(dir, options, context));
  const update = subcommand('update', 'follow findings that moved, take out those that are gone', [
    'Writes the baseline anew for findings that moved, were renamed or became less grave, and takes out those that are gone. What is',
    'new is named and not added, unless --add says so.',
  ])
    .option('--add', 'add what is new, naming each')
    .action(async (dir: string, options: UpdateOptions) => (await load()).runBaselineUpdate(dir, options, context));
  const prune = subcommand('prune', 'take out findings that are gone', [
    'Takes entries out of the baseline whose finding is gone, and leaves all others as they are.',
  ]).action(async (dir: string, options: BaselineOptions) => (await load()).runBaselinePrune(dir, options, context));
  const check = subcommand('check', 'tell whether the baseline names findings that are gone', [
    'Names the entries of the baseline whose finding is gone. Exit code 1 where there are any.',
  ]).action(async (dir: string, options: BaselineOptions) => (await load()).runBaselineCheck(dir, options, context));
  const command = new Command('baseline')
    .summary('the findings that were there when the gate was put up')
    .description('Works on the baseline: the findings that are known and do not fail the run.')
    .usage('create | update | prune | check [options] [dir]');
  for (const one of [create, update, prune, check]) command.addCommand(one);
  return command;
}

function subcommand(name: string, summary: string, description: readonly string[]): Command {
  const command = new Command(name)
    .summary(summary)
    .description(description.join(' '))
    .argument('[dir]', 'folder to analyse', '.');
  addConfigOptions(command);
  command.optionsGroup('What was agreed on:');
  addPolicyOptions(command);
  command.optionsGroup('Date:');
  addNow(command);
  return command.optionsGroup('What to do:');
}
