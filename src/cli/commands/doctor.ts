import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { addCodeOptions, addListFormat } from '../shared-options.ts';

/** `sharenothing doctor` */
export function doctorCommand(context: CommandContext): Command {
  const command = new Command('doctor')
    .summary('versions and configuration, for a bug report')
    .description(
      'Tells versions, platform and configuration of the current folder, for a bug report. It names no path of this machine.',
    );
  addListFormat(command);
  addCodeOptions(command);
  return command.action(async (_options, own: Command) => {
    const { runDoctor } = await import('../run-doctor.ts');
    await runDoctor(own.opts(), context);
  });
}
