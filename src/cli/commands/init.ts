import { Command, Option } from 'commander';
import type { CommandContext } from '../context.ts';
import { addCodeOptions } from '../shared-options.ts';
import { listed, oneOf } from '../values.ts';

const ciChoices = ['github', 'gitlab', 'none'] as const;

/** `sharenothing init [dir]` */
export function initCommand(context: CommandContext): Command {
  const command = new Command('init')
    .summary('set a project up: configuration, CI job, baseline')
    .description(
      'Looks at package manager, frameworks, processes, CI and commit hooks of a project, tells what it understood, and writes a configuration, a CI job and, if asked to, a baseline. It asks before it writes, and never writes over a file.',
    )
    .argument('[dir]', 'folder of the project', '.')
    .optionsGroup('What to write:')
    .option('--baseline', 'also take what is found now into a baseline, so that only what is new fails')
    .addOption(
      new Option(
        '--ci <system>',
        `a job for ${listed(ciChoices, 'or')} (default: what the repository already uses)`,
      ).argParser(oneOf('--ci', ciChoices)),
    )
    .option('--yes', 'do not ask; for scripts');
  addCodeOptions(command);
  return command.action(async (dir: string, _options, own: Command) => {
    const { runInit } = await import('../run-init.ts');
    await runInit(dir, own.opts(), context);
  });
}
