import { baseOf, dirOf, isBelow } from '../../paths/repo-path.ts';
import { newReading } from '../commands/interpret.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import type { Launch, Site, World } from '../commands/site.ts';
import { readEcosystem } from './ecosystem.ts';

/** What the pm2 ecosystem files of the repository start, whether or not a script names them. */
export function readEcosystems(world: World): readonly Launch[] {
  return world.tree.files.flatMap(({ path }) => {
    if (
      !/^(?:ecosystem(?:\.[\w-]+)*\.config\.[cm]?js|(?:ecosystem|pm2|process(?:es)?)(?:\.config)?(?:\.[\w-]+)*\.(?:json|ya?ml|[cm]?js))$/.test(
        baseOf(path),
      )
    )
      return [];
    const site: Site = {
      name: 'pm2',
      kind: null,
      weight: 80,
      evidence: { file: path, line: 1, text: '' },
      locate: (given, folders) => locateInPackage(packageDirOf(path, world), given, folders),
    };
    return readEcosystem(path, newReading(site, world));
  });
}

/** The folder of the nearest package, or the file's own. */
function packageDirOf(path: string, { packages }: World): string {
  const above = packages.map(({ dir }) => dir).filter((dir) => isBelow(path, dir));
  return above.reduce((a, b) => (b.length > a.length ? b : a), above[0] ?? dirOf(path));
}
