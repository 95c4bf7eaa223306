import { configNotes } from '../config/notes.ts';
import { openFolder } from '../run.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { readPackageFile } from './package-file.ts';
import { folderOf, noteLines } from './understood.ts';

/** `sharenothing config schema`: the JSON schema of configuration files, as shipped. */
export async function runConfigSchema({ terminal }: CommandContext): Promise<void> {
  await terminal.stdout.write(readPackageFile('schema/config.schema.json'));
}

/** `sharenothing config verify [dir]`: reads every configuration of a folder; whatever is wrong ends in exit code 2. */
export async function runConfigVerify(
  dir: string,
  flags: ConfigFlags,
  { terminal, stages }: CommandContext,
): Promise<void> {
  const { source, config } = await openFolder(folderOf(dir, terminal.cwd), configChoice(flags, terminal.cwd), stages);
  const files = config.files.map((file) => `valid: ${escapeControls(file)}`);
  const lines = [
    ...(files.length === 0 ? ['no configuration found, the defaults hold'] : files),
    ...noteLines(configNotes(config, source), ''),
  ];
  await terminal.stdout.write(`${lines.join('\n')}\n`);
}
