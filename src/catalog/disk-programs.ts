/**
 * Programs that a server starts and that leave something lasting on the local disk, by program and subcommand: installers, version
 * control, certificate clients, and those that write to a path among their arguments.
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
    subcommand: ['init', 'commit'],
    leaves: 'a repository',
    severity: 'error',
  },
  {
    // It can be cloned again from where it came.
    program: ['git'],
    subcommand: ['clone'],
    leaves: 'a copy of a repository',
    severity: 'warning',
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

/**
 * Programs that write to a path among their arguments, and which of these it is.
 * Source: the manual pages of the programs.
 */
export type OutputProgram = {
  readonly program: readonly string[];
  /** Options whose value is the path, as the next word or behind `=`. */
  readonly option?: readonly string[];
  /** The path is the last word, or the first that is no option. */
  readonly word?: 'first' | 'last';
  /** It only reads what the option names unless one of these words is there too. */
  readonly with?: readonly string[];
  /** Letter of a bundle of options that makes it write; the path is the next word where the bundle ends with `f` (`-czf`). */
  readonly bundle?: string;
  /** The path stands in a command of its own language that is handed over: `\copy … to 'file'` of psql. */
  readonly copies?: boolean;
  /** Where the path may be `host:path`, of another machine. */
  readonly remote?: boolean;
};

export const outputPrograms: readonly OutputProgram[] = [
  { program: ['mongodump', 'mongoexport'], option: ['-o', '--out', '--archive'] },
  { program: ['pg_dump', 'pg_dumpall'], option: ['-f', '--file'] },
  { program: ['mysqldump', 'mariadb-dump'], option: ['-r', '--result-file'] },
  { program: ['ffmpeg', 'avconv'], word: 'last' },
  { program: ['convert', 'magick'], word: 'last' },
  { program: ['wkhtmltopdf', 'wkhtmltoimage', 'pdftoppm', 'pdftocairo'], word: 'last' },
  { program: ['cp', 'mv', 'install'], word: 'last' },
  { program: ['rsync'], word: 'last', remote: true },
  { program: ['curl', 'yt-dlp', 'youtube-dl', 'pandoc'], option: ['-o', '--output'] },
  { program: ['wget'], option: ['-O', '--output-document', '-P', '--directory-prefix'] },
  { program: ['scanimage'], option: ['-o', '--output-file'] },
  { program: ['inkscape'], option: ['-o', '--export-filename'] },
  { program: ['soffice', 'libreoffice'], option: ['--outdir'] },
  { program: ['gs'], option: ['-o', '-sOutputFile'] },
  { program: ['openssl'], option: ['-out', '-keyout'] },
  { program: ['unzip'], option: ['-d'] },
  {
    program: ['keytool'],
    option: ['-keystore', '-destkeystore'],
    with: ['-genkey', '-genkeypair', '-genseckey', '-import', '-importcert', '-importkeystore'],
  },
  { program: ['psql'], option: ['-o', '--output', '-L', '--log-file'], copies: true },
  { program: ['tar', 'bsdtar', 'gtar'], option: ['-f', '--file'], with: ['-c', '--create'], bundle: 'c' },
  { program: ['gpg', 'gpg2'], option: ['-o', '--output'] },
  { program: ['pngquant', 'cwebp', 'dot'], option: ['-o', '--output'] },
  { program: ['qpdf'], word: 'last' },
  { program: ['zip'], word: 'first' },
];

/** Shells, whose option `-c` is followed by a command line. */
export const shells: readonly string[] = ['sh', 'bash', 'ash', 'dash', 'zsh'];

/** Calls that start programs: where the program (or the whole command line) and the list of arguments stand. */
export const starters: readonly {
  readonly packages: readonly string[];
  readonly callee: readonly string[];
  /** `template`: a tag of a template, whose text is the line. */
  readonly form: 'line' | 'list' | 'template';
}[] = [
  { packages: ['node:child_process'], callee: ['.exec', '.execSync'], form: 'line' },
  { packages: ['node:child_process'], callee: ['.spawn', '.spawnSync', '.execFile', '.execFileSync'], form: 'list' },
  { packages: ['cross-spawn', 'cross-spawn-promise'], callee: ['.default', '.sync', '.spawn'], form: 'list' },
  { packages: ['execa'], callee: ['.default', '.execa', '.execaSync', '.sync'], form: 'list' },
  { packages: ['execa'], callee: ['.command', '.execaCommand', '.commandSync', '.execaCommandSync'], form: 'line' },
  { packages: ['execa'], callee: ['.$', '.$()', '.$.sync', '.$.sync()'], form: 'template' },
  { packages: ['zx', 'zx/core'], callee: ['.$', '.$()', '.$.sync', '.$.sync()'], form: 'template' },
  { packages: ['bun'], callee: ['.$'], form: 'template' },
  { packages: ['(global)'], callee: ['.Bun.$'], form: 'template' },
  { packages: ['shelljs'], callee: ['.exec'], form: 'line' },
  {
    packages: ['node-pty', '@homebridge/node-pty-prebuilt-multiarch', '@lydell/node-pty'],
    callee: ['.spawn'],
    form: 'list',
  },
  { packages: ['child-process-promise', 'node:child_process/promises'], callee: ['.exec'], form: 'line' },
  { packages: ['child-process-promise'], callee: ['.spawn', '.execFile'], form: 'list' },
];
