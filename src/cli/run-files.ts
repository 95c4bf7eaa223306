import { ignoredBy } from '../config/resolve.ts';
import { isTestPath } from '../discover/test-path.ts';
import { isBelow } from '../paths/repo-path.ts';
import { relativeTo } from '../settle/relative.ts';
import { byCodeUnit } from '../text/order.ts';
import type { ConfigFlags } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { knownConfig } from './known-config.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';
import { noteLines, understand } from './understood.ts';

type Row = {
  readonly file: string;
  readonly state: 'analysed' | 'outside' | 'skipped';
  /** Kinds of the processes that start from it, or what its path says by convention; null for other code. */
  readonly kind: string | null;
  readonly package: string | null;
  readonly reason: string | null;
};

/** `sharenothing files`: one line a file. */
export async function runFiles(
  dir: string,
  options: ConfigFlags & { readonly format: ListFormat },
  context: CommandContext,
): Promise<void> {
  const workspace = await understand(dir, context);
  const opened = await knownConfig(options, context, dir);
  const root = workspace.dir;
  const innermostFirst = [...workspace.packages].sort((a, b) => b.dir.length - a.dir.length);
  const packageOf = (file: string) => {
    const found = innermostFirst.find((one) => isBelow(file, one.dir));
    return found ? (found.name ?? (relativeTo(root, found.dir) || '.')) : null;
  };
  const kindOf = (file: string) => {
    const started = workspace.processes.filter(({ entry }) => entry === file).map(({ kind }) => `entry: ${kind}`);
    if (started.length > 0) return [...new Set(started)].sort(byCodeUnit).join(', ');
    return isTestPath(relativeTo(root, file)) ? 'test' : null;
  };
  const ignored = (file: string) => {
    const by = opened && ignoredBy(opened.config, file);
    return by ? `not reported: ignore, ${by.from}` : null;
  };
  const row = (file: string, state: Row['state'], reason: string | null): Row => ({
    file: relativeTo(root, file),
    state,
    kind: kindOf(file),
    package: packageOf(file),
    reason,
  });
  const rows = [
    ...workspace.files.map((file) => row(file, 'analysed', ignored(file))),
    ...workspace.outside.map((file) => row(file, 'outside', 'read only where an analysed file imports it')),
    ...workspace.skipped
      .filter(({ file }) => isBelow(file, root))
      .map(({ file, reason, detail }) => row(file, 'skipped', detail === undefined ? reason : `${reason}: ${detail}`)),
  ].sort((a, b) => byCodeUnit(a.file, b.file) || byCodeUnit(a.state, b.state));
  if (options.format === 'json') {
    const { notes } = workspace;
    await context.terminal.stdout.write(`${JSON.stringify({ root, files: rows, notes }, null, 2)}\n`);
    return;
  }
  // Files elsewhere in the repository are only counted: they are no part of what was asked about.
  const inside = rows.filter(({ state }) => state !== 'outside');
  const skipped = inside.filter(({ state }) => state === 'skipped').length;
  const lines = [
    ...table(inside.map((one) => [one.file, one.state, one.kind ?? '', one.package ?? '', one.reason ?? ''])),
    '',
    `${inside.length - skipped} to analyse, ${skipped} left out, ${rows.length - inside.length} elsewhere in the repository`,
    ...noteLines(workspace.notes, root),
  ];
  await context.terminal.stdout.write(`${lines.join('\n')}\n`);
}
