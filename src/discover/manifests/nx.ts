import type { OutputRoot } from '../../paths/output-map.ts';
import { baseOf, dirOf, joinPath } from '../../paths/repo-path.ts';
import { kindOfService } from '../commands/kinds.ts';
import type { Launch, Site, World } from '../commands/site.ts';
import { asObject, asString, lineFinder, readJson } from '../json.ts';
import { evidenceAt } from '../note.ts';
import { isTestPath } from '../test-path.ts';

/** What Nx's project.json files say: mains of applications, and where they are built to (nx.dev, project configuration). */
export function readNxProjects(world: World): {
  readonly launches: readonly Launch[];
  readonly outputs: readonly OutputRoot[];
} {
  const { tree } = world;
  const launches: Launch[] = [];
  const outputs: OutputRoot[] = [];
  const isNx = tree.named('nx.json').length > 0;
  for (const path of isNx ? tree.named('project.json') : []) {
    const text = tree.text(path) ?? '';
    const result = readJson(text, { comments: true });
    const project = result.ok ? asObject(result.value) : undefined;
    const targets = asObject(project?.targets ?? project?.architect);
    if (!project || !targets) continue;
    const dir = dirOf(path);
    const top =
      tree
        .named('nx.json')
        .map(dirOf)
        .find((at) => at === '' || dir.startsWith(`${at}/`)) ?? '';
    const name = asString(project.name) ?? baseOf(dir);
    for (const key of Object.keys(targets)) {
      const target = asObject(targets[key]);
      const options = asObject(target?.options);
      const executor = asString(target?.executor) ?? asString(target?.builder) ?? '';
      const written = asString(options?.main) ?? asString(options?.browser) ?? asString(options?.entryFile);
      const main = inRepository(written, dir, top);
      if (main === undefined) continue;
      const out = inRepository(asString(options?.outputPath), dir, top);
      const sourceRoot = inRepository(asString(project.sourceRoot), dir, top) ?? joinPath(dir, 'src') ?? dir;
      if (out !== undefined && out !== '') outputs.push({ dir: out, roots: [sourceRoot, dir], entries: [main] });
      if (project.projectType === 'library') continue;
      const isBrowser =
        /angular|@nx\/(?:web|vite|react|next|rspack)|@nrwl\/(?:web|react)/.test(executor) && options?.target !== 'node';
      const site: Site = {
        name: key === 'build' || key === 'serve' ? name : `${name}:${key}`,
        kind: isTestPath(dir) ? 'test' : kindOfService(name),
        otherwise: 'server',
        weight: 65,
        evidence: evidenceAt(path, text, lineFinder(text)(['targets', key, 'options', 'main'])),
        locate: () => [main],
      };
      launches.push({
        site,
        kind: isBrowser ? 'browser' : null,
        target: { type: 'file', paths: [main], written: written ?? main },
      });
    }
  }
  return { launches, outputs };
}

/** Nx writes paths from the workspace's root, or with `{projectRoot}` and `{workspaceRoot}`. */
function inRepository(written: string | undefined, dir: string, top: string): string | undefined {
  if (written === undefined) return undefined;
  if (written.includes('{projectRoot}')) return joinPath('', written.replaceAll('{projectRoot}', dir));
  return joinPath(top, written.replaceAll('{workspaceRoot}', '.'));
}
