/**
 * Programs that tell how something is and change nothing, by program and subcommand: what a server starts to look at its machine, its
 * containers or a repository. Source: the manual pages of the programs.
 */
export type AskingProgram = {
  /** Names of the program, without folder and extension. */
  readonly program: readonly string[];
  /** Subcommands that only ask; absent: any use does. */
  readonly subcommand?: readonly string[];
  /** Words that make it act all the same. */
  readonly unless?: readonly string[];
};

export const askingPrograms: readonly AskingProgram[] = [
  {
    program:
      'df du free uptime uname whoami id nproc ps pgrep pstree lsof ss netstat vmstat iostat mpstat sar sensors findmnt lsblk blkid lscpu lsusb lspci getconf'.split(
        ' ',
      ),
  },
  { program: 'ls cat head tail wc stat file which whereis grep egrep zgrep awk cut readlink realpath'.split(' ') },
  { program: ['ping', 'dig', 'nslookup', 'host', 'traceroute', 'arp', 'iwgetid', 'getent'] },
  { program: ['ffprobe', 'identify', 'exiftool', 'pdfinfo', 'mediainfo'], unless: ['-overwrite_original'] },
  { program: ['nvidia-smi', 'vcgencmd', 'rocm-smi', 'upsc'] },
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
    unless: ['add', 'del', 'set', 'flush', 'replace'],
  },
];
