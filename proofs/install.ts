import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Installs the packages of a folder as its lock file says, unless that was done already. Scripts of packages are not run. */
export function installPackages(folder: string): void {
  const lock = fs.readFileSync(path.join(folder, 'package-lock.json'));
  const mark = path.join(folder, 'node_modules/.lock-installed');
  if (fs.existsSync(mark) && fs.readFileSync(mark).equals(lock)) return;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 });
  fs.writeFileSync(mark, lock);
}
