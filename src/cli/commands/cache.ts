import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import type { CacheCommandOptions } from '../run-cache.ts';
import { addListFormat } from '../shared-options.ts';

/** `sharenothing cache info|clean [dir]` */
export function cacheCommand(context: CommandContext): Command {
  const load = () => import('../run-cache.ts');
  const info = subcommand('info', 'where the cache of a folder is, and what it holds', [
    'Tells where the cache of a folder is, why there, and which files it has. Nothing is analysed.',
  ]);
  addListFormat(info);
  info.action(async (dir: string, options: CacheCommandOptions) => (await load()).runCacheInfo(dir, options, context));
  const clean = subcommand('clean', 'remove the cache of a folder', [
    'Removes the cache of a folder: its own files alone. The next run makes it anew.',
  ]).action(async (dir: string, options: CacheCommandOptions) => (await load()).runCacheClean(dir, options, context));
  return new Command('cache')
    .summary('the cache of what was read and found')
    .description('Works on the cache. Without it a run takes longer and says the same.')
    .usage('info | clean [options] [dir]')
    .addCommand(info)
    .addCommand(clean);
}

function subcommand(name: string, summary: string, description: readonly string[]): Command {
  return new Command(name)
    .summary(summary)
    .description(description.join(' '))
    .argument('[dir]', 'folder that is analysed', '.')
    .option('--cache-location <folder>', 'the folder that was given to check');
}
