import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { addCodeOptions, addListFormat } from '../shared-options.ts';

/** `sharenothing processes [dir]` */
export function processesCommand(context: CommandContext): Command {
  const command = new Command('processes')
    .summary('the processes that a deployment starts, and how that is known')
    .description(
      'Tells which processes a deployment starts, from which file, the line that says so, what manifests say of it (replicas, restarts, volumes) and how many files it reaches. Findings only count what a server, worker or job reaches.',
    )
    .argument('[dir]', 'folder to look at', '.');
  command.option('--files', 'list the files that each process reaches');
  addListFormat(command);
  addCodeOptions(command);
  return command.action(async (dir: string, _options, own: Command) => {
    const { runProcesses } = await import('../run-processes.ts');
    await runProcesses(dir, own.opts(), context);
  });
}
