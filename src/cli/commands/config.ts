import { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { addCodeOptions } from '../shared-options.ts';

/** `sharenothing config schema` and `sharenothing config verify [dir]` */
export function configCommand(context: CommandContext): Command {
  const schema = new Command('schema')
    .summary('print the JSON schema of configuration files')
    .description('Prints the JSON schema of configuration files.')
    .action(async () => {
      const { runConfigSchema } = await import('../run-config.ts');
      await runConfigSchema(context);
    });
  const verify = new Command('verify')
    .summary('read all configuration of a folder and tell what is wrong')
    .description(
      'Reads all configuration of a folder, also of its packages, and tells what is wrong or without effect. Exit code 2 where it cannot be used.',
    )
    .argument('[dir]', 'folder', '.');
  addCodeOptions(verify);
  verify.action(async (dir: string, _options, own: Command) => {
    const { runConfigVerify } = await import('../run-config.ts');
    await runConfigVerify(dir, own.opts(), context);
  });
  return new Command('config')
    .summary('schema and verification of configuration files')
    .description('Works on configuration files.')
    .usage('schema | verify [dir]')
    .addCommand(schema)
    .addCommand(verify);
}
