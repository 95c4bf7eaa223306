import path from 'node:path';
import type { WorkspaceNote } from '../discover/workspace.ts';
import type { Source } from '../source/source.ts';
import type { EffectiveConfig, Setting } from './effective.ts';

/**
 * What a user should know about the configuration beside its values: files that are not read because another one counts, keys that
 * do not count in a nested file, patterns that match no file and entries that do not exist (misspelt, most likely).
 */
export function configNotes(config: EffectiveConfig, source: Source): WorkspaceNote[] {
  const files = source.list().files.map((file) => file.path);
  const names = new Set(files);
  const matchesNone = (matches: (file: string) => boolean) => !files.some(matches);
  const notes: WorkspaceNote[] = [
    ...config.shadowed.map((file) => ({
      code: 'config-shadowed',
      file,
      line: null,
      message: 'this configuration is not read: another one of the same folder comes first',
    })),
    ...config.idle.map(({ value, from }) =>
      noteAt(from, 'config-idle', `${value} counts in the configuration of what is analysed, not in a nested one`),
    ),
  ];
  for (const { overrides, ignore } of config.scopes) {
    for (const { patterns, from, matches } of overrides) {
      if (matchesNone(matches)) notes.push(noteAt(from, 'config-matches-nothing', `no file matches ${told(patterns)}`));
    }
    for (const { pattern, from, matches } of ignore) {
      if (matchesNone(matches))
        notes.push(noteAt(from, 'config-matches-nothing', `no file matches ${told([pattern])}`));
    }
  }
  for (const { entry, evidence } of config.processes) {
    if (names.has(entry)) continue;
    const { file, line } = evidence;
    notes.push({
      code: 'config-no-entry',
      file,
      line,
      message: `there is no file \`${entry}\` to start a process from`,
    });
  }
  return notes;
}

function told(patterns: readonly string[]): string {
  return patterns.map((pattern) => `\`${pattern}\``).join(' or ');
}

/** Origins are `file:line` or a file alone; a file of the machine outside the repository is named without its folder. */
function noteAt(from: Setting<unknown>['from'], code: string, message: string): WorkspaceNote {
  const [, file = from, line] = /^(.*):(\d+)$/.exec(from) ?? [];
  return {
    code,
    file: path.isAbsolute(file) ? path.basename(file) : file,
    line: line === undefined ? null : Number(line),
    message,
  };
}
