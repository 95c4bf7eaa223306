import { dirOf, isBelow } from '../../paths/repo-path.ts';
import type { World } from '../commands/site.ts';
import { lineAt } from '../json.ts';
import { lineSpan } from './facts.ts';

/** The engine of Prisma's schemas (prisma.io, data sources): it is a literal, whatever the address is. */
export function readPrisma(world: World): void {
  const { tree, packages } = world;
  for (const { path } of tree.files) {
    if (!path.endsWith('.prisma') || !world.deploys(path)) continue;
    const used = packages.some(
      ({ dir, dependencies }) =>
        (isBelow(path, dir) || isBelow(dir, dirOf(dirOf(path)))) &&
        (dependencies.has('@prisma/client') || dependencies.has('prisma')),
    );
    const text = used ? (tree.shortText(path) ?? '') : '';
    const block = /^[ \t]*datasource\s+(\w+)\s*\{[^}]*?^[ \t]*provider\s*=\s*"(\w+)"/m.exec(text);
    if (block?.[2] !== 'sqlite') continue;
    const line = lineAt(text, block.index + block[0].length - 1);
    const span = lineSpan(tree, path, line);
    world.facts.add('databases', [], {
      span,
      unit: path,
      setting: text.slice(span.start, span.end),
      engine: 'sqlite',
    });
  }
}
