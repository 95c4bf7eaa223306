/**
 * Programs that tell how something is and change nothing, by program and subcommand: what a server starts to look at its machine, its
 * containers or a repository. Source: the manual pages of the programs.
 */
export type AskingProgram = {
  /** Names of the program, without folder and extension. */
  readonly program: readonly string[];
  /** Subcommands that only ask; absent: any use does. */
  readonly subcommand?: readonly string[];
  /** Words that make it act all the same, also with a value behind `=`. */
  readonly unless?: readonly string[];
};

export const askingPrograms: readonly AskingProgram[] = [
  {
    program:
      'df du free uptime sw_vers vm_stat tasklist uname whoami id nproc ps pgrep pstree lsof netstat vmstat iostat mpstat sar findmnt lsblk blkid lscpu lsusb lspci getconf'.split(
        ' ',
      ),
  },
  { program: 'ls cat head tail wc stat file which whereis grep egrep zgrep cut readlink realpath'.split(' ') },
  { program: ['ping', 'dig', 'nslookup', 'host', 'traceroute', 'iwgetid', 'getent'] },
  { program: ['ffprobe', 'identify', 'pdfinfo', 'mediainfo', 'upsc'] },
  { program: ['ss'], unless: ['-K', '--kill'] },
  { program: ['wmic'], unless: ['call', 'create', 'delete', 'set'] },
  { program: ['sensors'], unless: ['-s', '--set'] },
  {
    program: ['nvidia-smi'],
    unless: (
      '-pm --persistence-mode -e --ecc-config -p --reset-ecc-errors -c --compute-mode --gom -r --gpu-reset -vm --virt-mode ' +
      '-dm --driver-model -fdm --force-driver-model -ac --applications-clocks -rac --reset-applications-clocks ' +
      '-acp --applications-clocks-permission -pl --power-limit -sc --scope -cc --cuda-clocks -am --accounting-mode ' +
      '-caa --clear-accounted-apps --auto-boost-default --auto-boost-permission -mig --multi-instance-gpu ' +
      '-lgc --lock-gpu-clocks -rgc --reset-gpu-clocks -lmc --lock-memory-clocks -rmc --reset-memory-clocks ' +
      '-gtt --gpu-target-temp -f --filename mig drain nvlink clocks boost-slider power-hint compute-policy conf-compute'
    ).split(' '),
  },
  {
    program: ['git'],
    subcommand: ['status', 'log', 'rev-parse', 'rev-list', 'describe', 'diff', 'show', 'ls-remote', 'ls-files'],
  },
  {
    program: ['docker', 'podman'],
    subcommand: ['ps', 'inspect', 'images', 'logs', 'stats', 'info', 'version', 'top', 'port'],
  },
  { program: ['kubectl'], subcommand: ['get', 'describe', 'logs', 'top', 'version'] },
  { program: ['systemctl'], subcommand: ['status', 'is-active', 'is-enabled', 'is-failed', 'show', 'list-units'] },
  { program: ['pm2'], subcommand: ['jlist', 'list', 'ls', 'show', 'describe', 'prettylist'] },
  { program: ['zpool', 'zfs'], subcommand: ['status', 'list', 'get', 'iostat'] },
  {
    program: ['wg', 'ip', 'nmcli'],
    subcommand: ['show', 'addr', 'route', 'link', 'neigh'],
    unless: 'add append prepend del delete set change chg replace flush restore up down'.split(' '),
  },
];
