import { dirOf } from '../../paths/repo-path.ts';
import { interpret } from '../commands/interpret.ts';
import { kindOfName } from '../commands/kinds.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { type Launch, type World, weights } from '../commands/site.ts';
import { evidenceOf } from '../note.ts';
import type { ProcessKind } from '../workspace.ts';

/** What Procfiles start: a line is `type: command` (devcenter.heroku.com, Procfile). Only `web` gets traffic; `release` ends. */
export function readProcfiles(world: World): readonly Launch[] {
  const paths = ['Procfile', 'Procfile.dev', 'Procfile.prod', 'Procfile.production'].flatMap((name) =>
    world.tree.named(name),
  );
  return paths.flatMap((path) => {
    const text = world.tree.shortText(path) ?? '';
    return text.split('\n').flatMap((line, index) => {
      const [, type, command] = /^\s*([\w-]+)\s*:\s*(\S.*)$/.exec(line) ?? [];
      if (type === undefined || command === undefined) return [];
      const site = {
        name: type,
        kind: kindOfType(type),
        unit: procfileUnit(path, type),
        weight: path.endsWith('.dev') ? weights.dev : weights.manifest,
        evidence: evidenceOf(path, index + 1, line),
        locate: (given: string, folders: readonly string[]) => locateInPackage(dirOf(path), given, folders),
      };
      return interpret(command, site, world);
    });
  });
}

/** The unit of a process type. */
export function procfileUnit(path: string, type: string): string {
  return `procfile:${path}#${type}`;
}

function kindOfType(type: string): ProcessKind {
  if (type === 'web') return 'server';
  if (type === 'release') return 'job';
  const kind = kindOfName(type);
  return kind === 'build' || kind === 'test' ? kind : kind === 'server' ? 'server' : 'worker';
}
