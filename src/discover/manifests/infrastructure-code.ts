import { isCode, isDeclaration } from '../../paths/code-extensions.ts';
import { baseOf, dirOf, isBelow, joinPath } from '../../paths/repo-path.ts';
import { type Launch, type Site, unitOf, type World, weights } from '../commands/site.ts';
import { lineSpan } from '../deploy/facts.ts';
import { lineAt } from '../json.ts';
import { evidenceAt } from '../note.ts';
import type { PackageDraft } from '../packages.ts';
import { isTestPath } from '../test-path.ts';

/** Packages by which programs describe what is deployed. */
const kits = [
  'aws-cdk-lib',
  '@aws-cdk/core',
  '@aws-cdk/aws-lambda-nodejs',
  'sst',
  '@serverless-stack/resources',
  '@pulumi/aws',
  '@pulumi/pulumi',
  'cdktf',
  'alchemy',
];
/** Files that are searched; a package with more describes little of it. */
const fileLimit = 2_000;

/**
 * Functions that infrastructure code deploys: `entry` of NodejsFunction (docs.aws.amazon.com, aws-lambda-nodejs), `handler:
 * 'packages/api/src/orders.create'` of SST (sst.dev, Function) and of plain lambda functions where that file is there. The code is
 * searched, not run: what it computes is not known.
 */
export function readInfrastructureCode(world: World): readonly Launch[] {
  const { tree } = world;
  const using = world.packages.filter((draft) => kits.some((kit) => draft.dependencies.has(kit)));
  if (using.length === 0) return [];
  const files = tree.files
    .map(({ path }) => path)
    .filter(
      (path) =>
        isCode(path) &&
        !isDeclaration(path) &&
        !isTestPath(path) &&
        !/(?:^|\/)node_modules\//.test(path) &&
        using.some(({ dir }) => isBelow(path, dir)),
    )
    .slice(0, fileLimit);
  return files.flatMap((file) => {
    const text = tree.shortText(file);
    if (text === undefined || !describes.test(text)) return [];
    return [...entriesIn(text), ...handlersIn(text)].flatMap(({ offset, written, handler }): readonly Launch[] => {
      const paths = places(file, written, using).filter(
        (path) => tree.has(path) || ['.ts', '.js', '.mjs', '.mts', '.cjs', '.tsx'].some((end) => tree.has(path + end)),
      );
      if (paths.length === 0) return [];
      const line = lineAt(text, offset);
      const site: Site = {
        name: `function:${baseOf(written)}`,
        kind: 'server',
        weight: weights.manifest,
        evidence: evidenceAt(file, text, line),
        locate: () => paths,
      };
      world.facts.add('functions', [unitOf(site)], {
        span: lineSpan(tree, file, line),
        unit: site.name,
        setting: (text.split('\n')[line - 1] ?? '').trim(),
      });
      return [{ site, kind: 'server', target: { type: 'file', paths, written, handlers: [handler] } }];
    });
  });
}

const describes =
  /\b(?:NodejsFunction|lambda\.Function|aws\.Function|sst\.|\bFunction\s*\(|addRoutes|Api\s*\(|Cron\s*\(|Queue\s*\(|\.route\s*\()/;

type Found = { readonly offset: number; readonly written: string; readonly handler: string };

/** `entry: path.join(__dirname, '../src/orders.ts')`, with the `handler` beside it. */
function* entriesIn(text: string): Generator<Found> {
  for (const hit of text.matchAll(/\bentry\s*:\s*((?:[\w.]+\s*\()?[^\n;{}]{2,300})/g)) {
    const parts = [...hit[1]!.split(/[)\n]/)[0]!.matchAll(/['"`]([^'"`$]+)['"`]/g)].map(([, part]) => part!);
    const written = parts.join('/');
    if (!/\.[cm]?[jt]sx?$/.test(written)) continue;
    const handler = /\bhandler\s*:\s*['"]([\w$]+)['"]/.exec(text.slice(hit.index, hit.index + 600))?.[1] ?? 'handler';
    yield { offset: hit.index, written, handler };
  }
}

/** `handler: 'packages/functions/src/orders.create'`, also as the value of a route. */
function* handlersIn(text: string): Generator<Found> {
  for (const hit of text.matchAll(/['"]([\w@./-]{3,200})['"]/g)) {
    const before = text.slice(Math.max(0, hit.index - 80), hit.index).trimEnd();
    const dot = hit[1]!.lastIndexOf('.');
    const written = hit[1]!.slice(0, dot);
    const handler = hit[1]!.slice(dot + 1);
    const isValue = before.endsWith(':') || before.endsWith(',');
    if (isValue && dot > 0 && written.includes('/') && /^\w+$/.test(handler))
      yield { offset: hit.index, written, handler };
  }
}

/** What a path in such code may mean: seen from the file, from the package around it, and from the top of the repository. */
function places(file: string, written: string, packages: readonly PackageDraft[]): readonly string[] {
  const around = packages.filter(({ dir }) => isBelow(file, dir)).map(({ dir }) => dir);
  return [...new Set([dirOf(file), ...around, ''])].flatMap((dir) => joinPath(dir, written) ?? []);
}
