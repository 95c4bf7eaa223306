import { baseOf, joinPath } from '../../paths/repo-path.ts';
import { interpret, interpretWords } from '../commands/interpret.ts';
import { kindOfName } from '../commands/kinds.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { isNodeScript, isShellFile } from '../commands/shell-file.ts';
import { type Launch, type Site, type World, weights } from '../commands/site.ts';
import { asObject, asString, lineFinder } from '../json.ts';
import { evidenceAt } from '../note.ts';
import type { PackageDraft } from '../packages.ts';

/** What the scripts and the `bin` of a package start. */
export function packageLaunches(draft: PackageDraft, world: World): readonly Launch[] {
  const text = world.tree.text(draft.path) ?? '';
  const lineOf = lineFinder(text);
  const label = draft.dir === world.tree.dir ? '' : `${draft.name ?? baseOf(draft.dir)}:`;
  const site = (name: string, kind: Site['kind'], weight: number, line: number): Site => ({
    name: label + name,
    kind,
    weight,
    evidence: evidenceAt(draft.path, text, line),
    locate: (path, folders) => locateInPackage(draft.dir, path, folders),
  });
  const scripts = [...draft.scripts].flatMap(([name, command]) =>
    interpret(
      command,
      {
        ...site(name, kindOfName(name), weightOf(name), lineOf(['scripts', name])),
        script: `${draft.path}#${name}`,
      },
      world,
    ),
  );
  const bins = [...binPaths(draft.manifest.bin)].flatMap(([name, path]): readonly Launch[] => {
    const target = joinPath(draft.dir, path);
    const line = lineOf(name === '' ? ['bin'] : ['bin', name]);
    const own = site(name === '' ? baseOf(draft.name ?? path) : name, 'cli', weights.bin, line);
    if (target !== undefined && isShellFile(world.tree, target)) return interpretWords([`./${path}`], own, world);
    return target === undefined
      ? []
      : [{ site: own, kind: 'cli', target: { type: 'file', paths: [target], written: path } }];
  });
  return [...scripts, ...bins, ...unlistedBins(draft, world)];
}

/** Scripts with a JavaScript runtime in their first line, in the package's bin folder: commands that package.json does not list. */
function unlistedBins(draft: PackageDraft, { tree }: World): readonly Launch[] {
  const folder = joinPath(draft.dir, 'bin') ?? 'bin';
  return tree.children(folder).flatMap((name): readonly Launch[] => {
    const path = `${folder}/${name}`;
    if (!isNodeScript(tree, path)) return [];
    const evidence = evidenceAt(path, tree.text(path) ?? '', 1);
    const site: Site = { name: `bin:${name}`, kind: 'cli', weight: weights.bin - 5, evidence, locate: () => [path] };
    return [{ site, kind: 'cli', target: { type: 'file', paths: [path], written: path } }];
  });
}

function weightOf(script: string): number {
  if (/^(?:start(?:$|[:\-_](?:prod|production|server))|prod$)/.test(script)) return weights.start;
  if (/dev|watch|debug|local/.test(script)) return weights.dev;
  return /^(?:start|serve|server|prod)/.test(script) ? weights.serve : weights.script;
}

/** `bin` as name → path; a string stands for the package's own name (`''` here). */
function binPaths(bin: unknown): ReadonlyMap<string, string> {
  if (typeof bin === 'string') return new Map([['', bin]]);
  const table = asObject(bin) ?? {};
  return new Map(
    Object.keys(table).flatMap((name) =>
      typeof table[name] === 'string' ? [[name, asString(table[name])!] as const] : [],
    ),
  );
}
