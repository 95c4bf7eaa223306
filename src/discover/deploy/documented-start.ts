import { baseOf, dirOf, foldersUpward } from '../../paths/repo-path.ts';
import { interpret } from '../commands/interpret.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { deployedWeight, type World } from '../commands/site.ts';
import { lineFinder } from '../json.ts';
import { evidenceAt } from '../note.ts';
import { collectFacts } from './facts.ts';

/** A command of a page that starts the server as people deploy it: not `dev`, not `watch`. */
const documented =
  /(?:^|[\s`$>])(?:npm|yarn|pnpm)\s+(?:run\s+)?(start(?:[:\-_](?:prod|production|server))?|serve|prod)(?=$|[\s`)."',;&|])/;

/**
 * Where no image or manifest starts anything, the start that the README documents is what is deployed: if its script builds first,
 * that is a fact. What compiles while it runs is left out, as such a start is mostly meant for development.
 */
export function readDocumentedStarts(world: World): void {
  const { tree } = world;
  for (const draft of world.packages) {
    if (!world.deploys(draft.path)) continue;
    const page = foldersUpward(draft.dir)
      .slice(0, draft.dir === tree.dir ? 2 : 1)
      .flatMap((dir) =>
        tree
          .children(dir)
          .filter((name) => /^readme(?:\.md|\.markdown)?$/i.test(name))
          .map((name) => (dir === '' ? name : `${dir}/${name}`)),
      )[0];
    if (page === undefined || baseOf(dirOf(page)) === 'node_modules') continue;
    const lines = (tree.text(page) ?? '').split('\n');
    const names = new Set(lines.flatMap((line) => documented.exec(line.slice(0, 400))?.[1] ?? []));
    const text = tree.text(draft.path) ?? '';
    for (const name of names) {
      if (!draft.scripts.has(name)) continue;
      const line = lineFinder(text)(['scripts', name]);
      const facts = collectFacts();
      interpret(
        `npm run ${name}`,
        {
          name,
          kind: 'server',
          weight: deployedWeight,
          unit: `${draft.path}:${line}`,
          evidence: evidenceAt(
            page,
            tree.text(page) ?? '',
            lines.findIndex((one) => documented.exec(one.slice(0, 400))?.[1] === name) + 1,
          ),
          locate: (path, folders) => locateInPackage(draft.dir, path, folders),
        },
        { ...world, facts },
      );
      for (const { list, units, draft: found } of facts.drafts)
        if (list === 'builds' && 'by' in found && found.by === 'first')
          world.facts.add('builds', units, found as never);
    }
  }
}
