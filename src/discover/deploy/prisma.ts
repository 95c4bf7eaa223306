import { dirOf, isBelow, joinPath } from '../../paths/repo-path.ts';
import { byCodeUnit } from '../../text/order.ts';
import type { World } from '../commands/site.ts';
import { lineAt } from '../json.ts';
import type { GeneratedFolder } from '../workspace.ts';
import { lineSpan } from './facts.ts';

/** The engine of Prisma's schemas (prisma.io, data sources): it is a literal, whatever the address is. */
export function readPrisma(world: World): void {
  const { tree, packages } = world;
  for (const { path } of tree.files) {
    if (!path.endsWith('.prisma') || !world.deploys(path)) continue;
    const text = isUsed(packages, path) ? (tree.shortText(path) ?? '') : '';
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

/**
 * Where the generators of schemas write the client (Prisma docs: orm/prisma-schema/overview/generators; `output` is relative to the schema,
 * and `prisma-client` has to have one). Such folders are seldom in the repository.
 */
export function readPrismaClients({ tree, packages }: World): readonly GeneratedFolder[] {
  const found = new Map<string, GeneratedFolder>();
  for (const { path } of tree.files) {
    if (!path.endsWith('.prisma') || !isUsed(packages, path)) continue;
    const text = tree.shortText(path) ?? '';
    for (const [, body = ''] of text.matchAll(/^[ \t]*generator\s+\w+\s*\{([^}]*)\}/gm)) {
      const provider = /^[ \t]*provider\s*=\s*"([\w-]+)"/m.exec(body)?.[1];
      const output = /^[ \t]*output\s*=\s*"([^"\n]+)"/m.exec(body)?.[1];
      if (output === undefined || (provider !== 'prisma-client' && provider !== 'prisma-client-js')) continue;
      const dir = joinPath(dirOf(path), output);
      // What lies among the installed packages is found by its name.
      if (dir !== undefined && dir !== '' && !/(?:^|\/)node_modules(?:\/|$)/.test(dir))
        found.set(dir, { dir, library: '@prisma/client' });
    }
  }
  return [...found.values()].sort((a, b) => byCodeUnit(a.dir, b.dir));
}

/** Whether a schema is of a package that works with Prisma. */
function isUsed(packages: World['packages'], path: string): boolean {
  return packages.some(
    ({ dir, dependencies }) =>
      (isBelow(path, dir) || isBelow(dir, dirOf(dirOf(path)))) &&
      (dependencies.has('@prisma/client') || dependencies.has('prisma')),
  );
}
