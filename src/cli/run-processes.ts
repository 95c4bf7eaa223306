import { withDeclared } from '../discover/declared.ts';
import { declaredInside } from '../run.ts';
import { relativeTo } from '../settle/relative.ts';
import { escapeControls } from '../text/escape-controls.ts';
import type { ConfigFlags } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { knownConfig } from './known-config.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';
import { noteLines, understand } from './understood.ts';

/** `sharenothing processes`: each process with the line that proves it, those of the configuration too. */
export async function runProcesses(
  dir: string,
  options: ConfigFlags & { readonly format: ListFormat },
  context: CommandContext,
): Promise<void> {
  const workspace = await understand(dir, context);
  const root = workspace.dir;
  const opened = await knownConfig(options, context, dir);
  const declared = opened ? declaredInside(opened) : [];
  const processes = withDeclared(workspace.processes, declared).map((one) => ({
    ...one,
    entry: relativeTo(root, one.entry),
    evidence: { ...one.evidence, file: relativeTo(root, one.evidence.file) },
  }));
  if (options.format === 'json') {
    const { notes } = workspace;
    await context.terminal.stdout.write(`${JSON.stringify({ root, processes, notes }, null, 2)}\n`);
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
    ...processes.flatMap(({ evidence }, at) => [
      heads[at]!,
      `  ${escapeControls(`${evidence.file}:${evidence.line}: ${evidence.text}`)}`,
    ]),
    ...(processes.length === 0
      ? ['no process found: every file that is no test, build or browser code counts as server code']
      : []),
    ...noteLines(workspace.notes, root),
  ];
  await context.terminal.stdout.write(`${lines.join('\n')}\n`);
}
