import path from 'node:path';
import { workspaceMembers } from '../config/members.ts';
import { repositoryRoot } from '../config/root.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Shard } from '../facts/facts-file.ts';
import type { Source } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import { wantsProgress } from './appearance.ts';
import type { CommandContext } from './context.ts';
import { assertWritable, placeOutput, writeOutput } from './outputs.ts';
import { ownVersion } from './package-file.ts';
import { startProgress } from './progress.ts';

export type ShardOptions = { readonly shard: string; readonly output?: string; readonly progress: boolean };

/** `sharenothing --shard PACKAGE|i/n`: the facts of one part of the repository, without a verdict. */
export async function runShard(
  { shard, output, progress: wanted }: ShardOptions,
  { terminal, stages }: CommandContext,
  signal: AbortSignal,
): Promise<void> {
  const file = placeOutput(output, terminal.cwd);
  if (file !== null) assertWritable(file);
  const source = await stages.openWorkTree(terminal.cwd);
  const members = new Set([...workspaceMembers(source)].filter((dir) => dir !== '').sort(byCodeUnit));
  const chosen = shardOf(shard, source, members, terminal.cwd);
  const [{ makeFacts }, { writeFacts }] = await Promise.all([
    import('../facts/make-facts.ts'),
    import('../facts/facts-file.ts'),
  ]);
  const progress = startProgress(terminal, wanted && wantsProgress(terminal));
  try {
    const facts = await makeFacts(source, chosen, members, signal, (done, total) =>
      progress.report('extract', done, total),
    );
    const text = writeFacts(facts, ownVersion());
    if (file === null) await terminal.stdout.write(text);
    else writeOutput(file, text);
  } finally {
    await progress.stop();
  }
}

/** `i/n`, the name of a package, or its folder from the current one. @throws ToolError `bad-value` or `unknown-package` */
function shardOf(given: string, source: Source, members: ReadonlySet<string>, cwd: string): Shard {
  const part = /^(\d{1,4})\/(\d{1,4})$/.exec(given);
  if (part) {
    const [index, of] = [Number(part[1]), Number(part[2])];
    if (index >= 1 && index <= of) return { kind: 'part', index, of };
    throw new ToolError({
      code: 'bad-value',
      what: `--shard does not take "${given}"`,
      where: `--shard ${given}`,
      fix: 'count parts from 1: --shard 1/4 to --shard 4/4',
    });
  }
  const names = new Map(['', ...members].map((dir) => [nameOf(source, dir) ?? dir, dir]));
  const named = names.get(given);
  if (named !== undefined) return { kind: 'package', dir: named };
  const root = repositoryRoot(cwd, source);
  const dir = path.relative(root, path.resolve(cwd, given)).split(path.sep).join('/');
  if (dir === '' || members.has(dir)) return { kind: 'package', dir };
  throw new ToolError({
    code: 'unknown-package',
    what: `"${given}" is neither a package of the workspace nor its folder`,
    where: `--shard ${given}`,
    tried: [`${members.size} packages of the workspace, and the root (.)`],
    fix: `${didYouMean(given, [...names.keys(), ...members])}name a package or its folder, or a part such as 1/4`,
  });
}

function nameOf(source: Source, dir: string): string | undefined {
  try {
    const manifest = JSON.parse(
      new TextDecoder().decode(source.read(dir === '' ? 'package.json' : `${dir}/package.json`)),
    );
    return typeof manifest?.name === 'string' ? manifest.name : undefined;
  } catch {
    return undefined;
  }
}
