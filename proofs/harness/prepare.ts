import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { type ServiceName, serviceKinds } from './services/index.ts';

const folder = path.join(import.meta.dirname, '..');

/** Installs missing services from Debian's packages where that is possible: as root, with apt-get. What is still missing is told later. */
export function installServices(names: readonly ServiceName[]): void {
  const wanted = names.flatMap((name) => {
    const { debian, find } = serviceKinds[name];
    return debian !== null && find() === null ? [debian] : [];
  });
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (wanted.length === 0 || process.getuid?.() !== 0 || !apt) return;
  console.log(`installing ${wanted.join(', ')}`);
  // The services are to be there, not to run: this run starts its own. Without a runlevel, Debian's scripts start none.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const options = { env, timeout: 120_000, stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[] };
  const wait = ['-o', 'DPkg::Lock::Timeout=60'];
  spawnSync('apt-get', [...wait, 'update'], options);
  const { status } = spawnSync('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...wanted], options);
  if (status !== 0) console.log('apt-get did not install them');
}

/** Builds those parts of packages that are written in C++. Throws with npm's words where that fails. */
export function buildNative(packages: readonly string[]): void {
  for (const name of packages) {
    const probe = spawnSync(process.execPath, ['-e', `new (require('${name}'))(':memory:')`], {
      cwd: folder,
      stdio: 'ignore',
    });
    if (probe.status === 0) continue;
    console.log(`building ${name}`);
    execFileSync('npm', ['rebuild', name, '--foreground-scripts'], { cwd: folder, stdio: 'pipe', timeout: 600_000 });
  }
}
