import { createRequire } from 'node:module';
import { ToolError } from '../diagnostics/tool-error.ts';
import { openFolder } from '../run.ts';
import { appearance } from './appearance.ts';
import { complain } from './complain.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { ownVersion } from './package-file.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';
import { folderOf } from './understood.ts';

/**
 * `sharenothing doctor`: what a bug report needs. No path of the machine and no value of the environment is in it, so that it
 * can be pasted as it is. Exit code 2 where the configuration cannot be used.
 */
export async function runDoctor(
  options: ConfigFlags & { readonly format: ListFormat },
  context: CommandContext,
): Promise<void> {
  const { terminal, stages } = context;
  const { color, columns, unicode } = appearance('auto', terminal, terminal.stdout);
  const facts: [string, string][] = [
    ['sharenothing', ownVersion()],
    ['Node.js', process.versions.node],
    ['platform', `${process.platform}-${process.arch}`],
    ['compiler', `ts-morph ${versionOf('ts-morph')}`],
    [
      'terminal',
      [
        terminal.stdout.isTTY ? `${columns} columns` : 'none',
        color ? 'colour' : 'no colour',
        unicode ? 'Unicode' : 'ASCII',
      ].join(', '),
    ],
    ['rules', String((await stages.rules()).length)],
  ];
  try {
    const { source, config } = await openFolder(
      folderOf('.', terminal.cwd),
      configChoice(options, terminal.cwd),
      stages,
    );
    const state = source.dirty === null ? '' : source.dirty ? ', changed since' : ', unchanged';
    facts.push(
      ['source', source.commit === null ? 'folder without git' : `git ${source.commit.slice(0, 12)}${state}`],
      ['folder', source.dir || 'the repository itself'],
      ['files', String(source.list().files.length)],
      ['configuration', config.files.join(', ') || 'none, the defaults hold'],
      ['configuration digest', config.digest],
      ...(source.notes ?? []).map(({ code, message }): [string, string] => [code, message]),
    );
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    facts.push(['configuration', `cannot be used: ${error.code}`]);
    await complain(error, terminal);
    context.exit(2);
  }
  facts.push(['cache', 'none: every run reads everything']);
  await terminal.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(Object.fromEntries(facts), null, 2)}\n`
      : `${table(facts).join('\n')}\n`,
  );
}

/** The version of a package of ours, read from its package.json: loading it would take longer than all the rest. */
function versionOf(name: string): string {
  const manifest: { version?: string } = createRequire(import.meta.url)(`${name}/package.json`);
  return manifest.version ?? 'unknown';
}
