import { Command, Option } from 'commander';
import type { CommandContext } from '../context.ts';
import type { ExpiringOptions, WaiversOptions } from '../run-waivers.ts';
import { addCodeOptions, addListFormat, addNow } from '../shared-options.ts';
import { wholeNumber } from '../values.ts';

/** `sharenothing waivers lint|list|expiring [dir]` */
export function waiversCommand(context: CommandContext): Command {
  const load = () => import('../run-waivers.ts');
  const lint = subcommand('lint', 'tell what is wrong with each waiver', [
    'Tells which waivers of the file are malformed, last too long or have run out. Exit code 1 where there are any. The code is not',
    'analysed.',
  ]).action(async (dir: string, options: WaiversOptions) => (await load()).runWaiversLint(dir, options, context));
  const list = subcommand('list', 'all waivers, with the days that are left', [
    'Lists all waivers of the file with the days that are left of each. The code is not analysed.',
  ]);
  addListFormat(list);
  list.action(async (dir: string, options: WaiversOptions) => (await load()).runWaiversList(dir, options, context));
  const expiring = subcommand('expiring', 'waivers that run out soon', [
    'Lists the waivers that run out within a number of days, and those that have. Exit code 1 where there are any.',
  ]).addOption(new Option('--days <number>', 'days from today on').default(30, '30').argParser(wholeNumber('--days')));
  addListFormat(expiring);
  expiring.action(async (dir: string, options: ExpiringOptions) =>
    (await load()).runWaiversExpiring(dir, options, context),
  );
  const command = new Command('waivers')
    .summary('the exceptions of sharenothing.waivers.yaml')
    .description('Works on waivers: findings that somebody accepted for a time.')
    .usage('lint | list | expiring [options] [dir]');
  for (const one of [lint, list, expiring]) command.addCommand(one);
  return command;
}

function subcommand(name: string, summary: string, description: readonly string[]): Command {
  const command = new Command(name)
    .summary(summary)
    .description(description.join(' '))
    .argument('[dir]', 'folder whose waivers are meant', '.');
  addCodeOptions(command);
  command.option('--waivers <file>', 'use these waivers instead of sharenothing.waivers.yaml');
  addNow(command);
  return command;
}
