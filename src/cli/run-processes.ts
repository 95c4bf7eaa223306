import { declaredInside } from '../run.ts';
import { relativeTo } from '../settle/relative.ts';
import { escapeControls } from '../text/escape-controls.ts';
import type { ConfigFlags } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { knownConfig } from './known-config.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';
import { folderOf, noteLines } from './understood.ts';

/**
 * `sharenothing processes`: each process with the line that proves it, what manifests say of it and which files it reaches, those of
 * the configuration too; then what could not be understood.
 */
export async function runProcesses(
  dir: string,
  options: ConfigFlags & { readonly format: ListFormat; readonly files?: boolean },
  context: CommandContext,
): Promise<void> {
  const { terminal, stages } = context;
  const opened = await knownConfig(options, context, dir);
  const source = opened?.source ?? (await stages.openWorkTree(folderOf(dir, terminal.cwd)));
  const root = source.dir;
  const explained = await stages.explainProcesses(
    source,
    opened ? { processes: declaredInside(opened), libraries: opened.config.libraries.map(({ value }) => value) } : {},
  );
  const { notes } = explained;
  const local = <T extends { readonly file: string }>(item: T): T => ({ ...item, file: relativeTo(root, item.file) });
  const unread = explained.unread.map(local);
  const processes = explained.processes.map((one) => ({
    ...one,
    entry: relativeTo(root, one.entry),
    evidence: local(one.evidence),
    facts: one.facts.map(local),
    files: one.files.map((file) => relativeTo(root, file)),
  }));
  if (options.format === 'json') {
    await terminal.stdout.write(`${JSON.stringify({ root, processes, unread, notes }, null, 2)}\n`);
    return;
  }
  const heads = table(
    processes.map(({ name, kind, entry, replicas }) => [
      name,
      kind,
      entry,
      replicas === null ? '' : `${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
    ]),
  );
  const lines = [
    ...processes.flatMap(({ evidence, facts, files }, at) => [
      heads[at]!,
      `  ${escapeControls(`${evidence.file}:${evidence.line}: ${evidence.text}`)}`,
      ...facts.map(({ what, file, line, setting, unit }) =>
        escapeControls(`  ${file}:${line}: ${what}: ${setting} (${unit})`),
      ),
      `  reaches ${files.length === 1 ? '1 file' : `${files.length} files`}${options.files ? ':' : ''}`,
      ...(options.files ? files.map((file) => `    ${escapeControls(file)}`) : []),
    ]),
    ...(processes.length === 0
      ? ['no process found: every file that is no test, build or browser code counts as server code']
      : []),
    ...unread.map(({ file, detail }) => escapeControls(`not read: ${file}: ${detail}`)),
    ...noteLines(notes, root),
  ];
  await terminal.stdout.write(`${lines.join('\n')}\n`);
}
