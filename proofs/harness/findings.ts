import { execFile } from 'node:child_process';
import path from 'node:path';

export type Found = { readonly ruleId: string; readonly file: string; readonly line: number; readonly message: string };

const repository = path.join(import.meta.dirname, '../..');
const program = path.join(repository, 'bin/sharenothing.js');

/**
 * What sharenothing finds in each of the folders, as its command line prints it: one report of all of them. Throws where the command
 * could not do its job.
 */
export async function findingsOf(folders: readonly string[]): Promise<ReadonlyMap<string, readonly Found[]>> {
  const shown = await new Promise<string>((resolve, reject) => {
    const args = [program, 'check', ...folders, '--format', 'json'];
    execFile(
      process.execPath,
      args,
      { cwd: repository, maxBuffer: 1 << 26, timeout: 240_000 },
      (error, stdout, stderr) => {
        // 1 says that there are findings.
        if (error && error.code !== 1) reject(new Error(`sharenothing check: ${stderr || error.message}`));
        else resolve(stdout);
      },
    );
  });
  const { run, findings }: { run: { root: string }; findings: readonly Found[] } = JSON.parse(shown);
  const root = path.join(repository, run.root);
  return new Map(
    folders.map((folder) => {
      const inside = `${path.relative(root, folder)}${path.sep}`;
      const own = findings.filter(({ file }) => folders.length === 1 || path.normalize(file).startsWith(inside));
      return [folder, own];
    }),
  );
}
