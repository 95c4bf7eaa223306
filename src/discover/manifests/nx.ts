import type { OutputRoot } from '../../paths/output-map.ts';
import { baseOf, dirOf, joinPath } from '../../paths/repo-path.ts';
import { interpret } from '../commands/interpret.ts';
import { kindOfName, kindOfService } from '../commands/kinds.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { type Launch, type Site, type World, weights } from '../commands/site.ts';
import { asObject, asString, lineFinder, readJson } from '../json.ts';
import { evidenceAt } from '../note.ts';
import { isTestPath } from '../test-path.ts';

/** One project: where it says what it is, and its targets. */
type NxProject = {
  readonly path: string;
  readonly text: string;
  readonly name: string;
  readonly dir: string;
  /** The nearest workspace's root above it. */
  readonly top: string;
  readonly isLibrary: boolean;
  readonly sourceRoot: string | undefined;
  readonly targets: Readonly<Record<string, unknown>>;
  /** Where the targets stand in the file. */
  readonly at: readonly string[];
};

/**
 * What the projects of an Nx workspace say, in project.json or under `nx` in package.json: mains of applications and where they are
 * built to, and commands that targets run (nx.dev, project configuration; nx:run-commands).
 */
export function readNxProjects(world: World): {
  readonly launches: readonly Launch[];
  readonly outputs: readonly OutputRoot[];
} {
  const launches: Launch[] = [];
  const outputs: OutputRoot[] = [];
  for (const project of projectsOf(world)) {
    const { path, text, name, dir, top, targets } = project;
    for (const key of Object.keys(targets)) {
      const target = asObject(targets[key]);
      const options = asObject(target?.options);
      const executor = asString(target?.executor) ?? asString(target?.builder) ?? '';
      const siteOf = (weight: number, ...field: readonly string[]): Omit<Site, 'kind' | 'locate'> => ({
        name: key === 'build' || key === 'serve' ? name : `${name}:${key}`,
        weight,
        evidence: evidenceAt(path, text, lineFinder(text)([...project.at, key, ...field])),
      });
      launches.push(...commandLaunches(project, key, siteOf(weightOf(key)), world));
      const written = asString(options?.main) ?? asString(options?.browser) ?? asString(options?.entryFile);
      const main = inRepository(written, dir, top);
      if (main === undefined) continue;
      const out = inRepository(asString(options?.outputPath), dir, top);
      const sourceRoot = inRepository(project.sourceRoot, dir, top) ?? joinPath(dir, 'src') ?? dir;
      if (out !== undefined && out !== '') outputs.push({ dir: out, roots: [sourceRoot, dir], entries: [main] });
      if (project.isLibrary) continue;
      const isBrowser =
        /angular|@nx\/(?:web|vite|react|next|rspack)|@nrwl\/(?:web|react)/.test(executor) && options?.target !== 'node';
      const site: Site = {
        ...siteOf(65, 'options', 'main'),
        kind: isTestPath(dir) ? 'test' : kindOfService(name),
        otherwise: 'server',
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

function projectsOf({ tree }: World): readonly NxProject[] {
  const tops = tree
    .named('nx.json')
    .map(dirOf)
    .sort((a, b) => b.length - a.length);
  if (tops.length === 0) return [];
  const read = (path: string, isPackage: boolean): readonly NxProject[] => {
    const text = tree.text(path) ?? '';
    const result = readJson(text, { comments: true });
    const file = result.ok ? asObject(result.value) : undefined;
    const project = isPackage ? asObject(file?.nx) : file;
    const field = isPackage || project?.targets !== undefined ? 'targets' : 'architect';
    const targets = asObject(project?.[field]);
    if (!project || !targets) return [];
    const dir = dirOf(path);
    return [
      {
        ...{ path, text, dir, targets },
        name: asString(project.name) ?? asString(file?.name) ?? baseOf(dir),
        top: tops.find((at) => at === '' || dir.startsWith(`${at}/`)) ?? '',
        isLibrary: project.projectType === 'library',
        sourceRoot: asString(project.sourceRoot),
        at: isPackage ? ['nx', field] : [field],
      },
    ];
  };
  return [
    ...tree.named('project.json').flatMap((path) => read(path, false)),
    ...tree.named('package.json').flatMap((path) => read(path, true)),
  ];
}

const weightOf = (target: string): number =>
  /^(?:start|serve)$/.test(target) ? weights.serve : /dev|watch/.test(target) ? weights.dev : weights.script;

/** What a target runs as a command: in the workspace's root, but for `cwd`. */
function commandLaunches(
  { dir, top, name, targets }: NxProject,
  key: string,
  site: Omit<Site, 'kind' | 'locate'>,
  world: World,
): readonly Launch[] {
  const target = asObject(targets[key]);
  const executor = asString(target?.executor) ?? asString(target?.builder);
  if (executor !== undefined && !/:run-commands$/.test(executor)) return [];
  const options = asObject(target?.options);
  const listed = Array.isArray(options?.commands) ? options.commands : [];
  const commands = [target?.command, options?.command, ...listed].flatMap(
    (one: unknown) => asString(one) ?? asString(asObject(one)?.command) ?? [],
  );
  const at = inRepository(asString(options?.cwd), dir, top) ?? top;
  const kind = isTestPath(dir) ? 'test' : kindOfName(key);
  // In a command the placeholders stand for paths from the workspace's root (nx.dev, tokens of target options).
  const fromTop = top === '' ? dir : dir.slice(top.length + 1);
  const filled = (command: string) =>
    command
      .replaceAll('{projectRoot}', fromTop === '' ? '.' : fromTop)
      .replaceAll('{workspaceRoot}/', '')
      .replaceAll('{projectName}', name);
  return commands.flatMap((command) =>
    interpret(filled(command), { ...site, kind, locate: (path, folders) => locateInPackage(at, path, folders) }, world),
  );
}

/** Nx writes paths from the workspace's root, or with `{projectRoot}` and `{workspaceRoot}`. */
function inRepository(written: string | undefined, dir: string, top: string): string | undefined {
  if (written === undefined) return undefined;
  if (written.includes('{projectRoot}')) return joinPath('', written.replaceAll('{projectRoot}', dir));
  return joinPath(top, written.replaceAll('{workspaceRoot}', '.'));
}
