/**
 * Programs that a server starts and that leave something lasting on the local disk, by program and subcommand: installers, version
 * control, certificate clients. What one of them writes to a path among its arguments is not followed.
 * Source: the manual pages of the programs.
 */
export type DiskProgram = {
  /** Names of the program, without folder and extension. */
  readonly program: readonly string[];
  /** Subcommands that write; absent: any use does. */
  readonly subcommand?: readonly string[];
  /** What it leaves there, to be read after `writes`. */
  readonly leaves: string;
  readonly severity: 'error' | 'warning';
};

export const diskPrograms: readonly DiskProgram[] = [
  {
    program: ['npm', 'pnpm', 'yarn', 'bun', 'cnpm'],
    subcommand: ['install', 'i', 'ci', 'add', 'update', 'upgrade', 'link', 'isntall'],
    leaves: 'packages into a local node_modules',
    severity: 'error',
  },
  {
    program: ['pip', 'pip3', 'pipx', 'uv', 'gem', 'composer', 'cargo', 'go'],
    subcommand: ['install', 'update', 'require', 'add'],
    leaves: 'packages into the local environment',
    severity: 'warning',
  },
  {
    program: ['apt', 'apt-get', 'apk', 'yum', 'dnf', 'brew'],
    subcommand: ['install', 'add', 'upgrade'],
    leaves: 'packages into the local system',
    severity: 'warning',
  },
  {
    program: ['git'],
    subcommand: ['clone', 'init', 'commit'],
    leaves: 'a repository',
    severity: 'error',
  },
  {
    program: ['git'],
    subcommand: ['pull', 'checkout', 'merge', 'rebase'],
    leaves: 'the files of another revision',
    severity: 'warning',
  },
  { program: ['certbot', 'acme.sh', 'dehydrated'], leaves: 'certificates with their private keys', severity: 'error' },
  { program: ['ssh-keygen'], leaves: 'a key pair', severity: 'error' },
];

/** Calls that start programs: where the program (or the whole command line) and the list of arguments stand. */
export const starters: readonly {
  readonly packages: readonly string[];
  readonly callee: readonly string[];
  readonly form: 'line' | 'list';
}[] = [
  { packages: ['node:child_process'], callee: ['.exec', '.execSync'], form: 'line' },
  { packages: ['node:child_process'], callee: ['.spawn', '.spawnSync', '.execFile', '.execFileSync'], form: 'list' },
  { packages: ['cross-spawn', 'cross-spawn-promise'], callee: ['.default', '.sync', '.spawn'], form: 'list' },
  { packages: ['execa'], callee: ['.default', '.execa', '.execaSync', '.sync'], form: 'list' },
  { packages: ['execa'], callee: ['.command', '.execaCommand', '.commandSync', '.execaCommandSync'], form: 'line' },
  { packages: ['shelljs'], callee: ['.exec'], form: 'line' },
  {
    packages: ['node-pty', '@homebridge/node-pty-prebuilt-multiarch', '@lydell/node-pty'],
    callee: ['.spawn'],
    form: 'list',
  },
  { packages: ['child-process-promise', 'node:child_process/promises'], callee: ['.exec'], form: 'line' },
  { packages: ['child-process-promise'], callee: ['.spawn', '.execFile'], form: 'list' },
];
