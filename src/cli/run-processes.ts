import { relativeTo } from '../settle/relative.ts';
import { escapeControls } from '../text/escape-controls.ts';
import type { CommandContext } from './context.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';
import { noteLines, understand } from './understood.ts';

/** `sharenothing processes`: each process with the line that proves it. */
export async function runProcesses(
  dir: string,
  { format }: { readonly format: ListFormat },
  context: CommandContext,
): Promise<void> {
  const workspace = await understand(dir, context);
  const root = workspace.dir;
  const processes = workspace.processes.map((one) => ({
    ...one,
    entry: relativeTo(root, one.entry),
    evidence: { ...one.evidence, file: relativeTo(root, one.evidence.file) },
  }));
  if (format === 'json') {
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
