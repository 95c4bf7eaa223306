import fs from 'node:fs';
import path from 'node:path';

/** The first folder of PATH (and of `more`) that has the program, with the program; null where none has. */
export function findProgram(name: string, more: readonly string[] = []): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', ...more];
  return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file)) ?? null;
}
