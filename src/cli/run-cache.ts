import { cacheFiles, cleanCache } from '../cache/folder.ts';
import { escapeControls } from '../text/escape-controls.ts';
import type { CommandContext } from './context.ts';
import { type CacheFlags, placeOf } from './open-cache.ts';
import type { ListFormat } from './shared-options.ts';
import { folderOf } from './understood.ts';

export type CacheCommandOptions = CacheFlags & { readonly format?: ListFormat };

/** `sharenothing cache info [dir]` */
export async function runCacheInfo(dir: string, options: CacheCommandOptions, context: CommandContext): Promise<void> {
  const { terminal, stages } = context;
  const folder = folderOf(dir, terminal.cwd);
  const place = placeOf(folder, await stages.openWorkTree(folder), options, terminal);
  const files = cacheFiles(place.folder).map(({ name, bytes }) => ({ name, bytes }));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (options.format === 'json') {
    await terminal.stdout.write(`${JSON.stringify({ ...place, bytes: total, files }, null, 2)}\n`);
    return;
  }
  const lines = [
    `${escapeControls(place.folder)} (${place.why})`,
    ...files.map(({ name, bytes }) => `${sizeText(bytes)}  ${name}`),
    files.length === 0 ? 'nothing is kept there' : `${sizeText(total)}  in ${count(files.length)}`,
  ];
  await terminal.stdout.write(`${lines.join('\n')}\n`);
}

/** `sharenothing cache clean [dir]` */
export async function runCacheClean(dir: string, options: CacheCommandOptions, context: CommandContext): Promise<void> {
  const { terminal, stages } = context;
  const folder = folderOf(dir, terminal.cwd);
  const place = placeOf(folder, await stages.openWorkTree(folder), options, terminal);
  const files = cleanCache(place.folder);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const what =
    files.length === 0 ? 'nothing was kept there' : `removed ${count(files.length)}, ${sizeText(bytes).trim()}`;
  await terminal.stdout.write(`${escapeControls(place.folder)}: ${what}\n`);
}

const count = (files: number) => (files === 1 ? '1 file' : `${files} files`);
const sizeText = (bytes: number) => `${(bytes / 1024).toFixed(0).padStart(8)} KiB`;
