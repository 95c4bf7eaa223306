import type { Workspace } from '../../discover/workspace.ts';
import { relativeTo } from '../../settle/relative.ts';
import { escapeControls } from '../../text/escape-controls.ts';

/** Processes that are named in the file; a repository of many has a command that lists them. */
const listedProcesses = 12;

/** The text of `.sharenothingrc.yaml`: what holds, what was understood of the project, and what can be said, as comments. */
export function configText({ dir, processes }: Pick<Workspace, 'dir' | 'processes'>): string {
  const rows = processes
    .filter(({ kind }) => kind === 'server' || kind === 'worker' || kind === 'job')
    .map(({ name, kind, entry, evidence }) =>
      [name, kind, relativeTo(dir, entry), `${relativeTo(dir, evidence.file)}:${evidence.line}`]
        .map(escapeControls)
        .join('  '),
    );
  const more = rows.length - listedProcesses;
  const lines = [
    '# Configuration of sharenothing. What holds here: `sharenothing print-config`; what can be said: docs/configuration.md of sharenothing.',
    'extends: sharenothing:recommended',
    '',
    ...(rows.length === 0
      ? ['# No process was found that starts a server, worker or job. Say which file starts one:']
      : [
          '# These processes were found; `sharenothing processes` tells how.',
          ...rows.slice(0, listedProcesses).map((row) => `#   ${row}`),
          ...(more > 0 ? [`#   and ${more} more`] : []),
          '# One that is not among them:',
        ]),
    '# processes:',
    '#   - entry: src/worker.ts',
    '#     kind: worker',
    '#     replicas: 2',
    '',
    '# Severities: error, warning, info, off or default. `sharenothing rules` lists the rules.',
    '# rules:',
    '#   module-cache: info',
    '',
    '# Files that are not reported.',
    '# ignore:',
    "#   - 'tools/**'",
    '',
    '# From which severity on a run fails.',
    '# failOn: warning',
    '',
  ];
  return lines.join('\n');
}
