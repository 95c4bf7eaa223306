// Compiles src/ to dist/. The new dist/ is made beside the old one and takes its place in the end: a deleted module cannot
// linger in what is published, and a process that is running from dist/ does not lose its files for seconds.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { buildIdentity } from './build-identity.mjs';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const made = path.join(root, `dist.${process.pid}.new`);
const old = path.join(root, `dist.${process.pid}.old`);
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json'), '--outDir', made], {
  stdio: 'inherit',
});
if (fs.existsSync(made)) {
  fs.writeFileSync(path.join(made, 'build-identity.json'), `${JSON.stringify(buildIdentity(made))}\n`);
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(made, dist);
  fs.rmSync(old, { recursive: true, force: true });
}
process.exitCode = status ?? 1;
