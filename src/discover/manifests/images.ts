import { baseOf, dirOf, foldersUpward, joinPath } from '../../paths/repo-path.ts';
import { interpret, interpretWords } from '../commands/interpret.ts';
import { kindOfName, kindOfService } from '../commands/kinds.ts';
import { isShellFile } from '../commands/shell-file.ts';
import { type Launch, type Site, unitOf, type World, weights } from '../commands/site.ts';
import { lineSpan } from '../deploy/facts.ts';
import { imageUnit } from '../deploy/own-images.ts';
import { evidenceAt } from '../note.ts';
import { isTestPath } from '../test-path.ts';
import type { Tree } from '../tree.ts';
import type { ProcessKind } from '../workspace.ts';
import {
  absolute,
  type Command,
  type Copy,
  type Dockerfile,
  type Image,
  type ImageFile,
  inContext,
  readTargets,
} from './dockerfile.ts';

/** A container as something deploys it: an image and what overrides its command. */
export type Container = {
  readonly name: string;
  readonly kind: ProcessKind | null;
  readonly weight: number;
  readonly replicas: number | null;
  readonly image: Image;
  /** Repository-relative build context. */
  readonly context: string;
  /** File that the commands' lines are of. */
  readonly file: string;
  /** See `Site`. */
  readonly unit?: string;
};

/** Whether a file name is that of a Dockerfile. */
function isDockerfile(path: string): boolean {
  return (
    /^(?:dockerfile|containerfile)(?:[.-][\w.-]+)?$|\.(?:dockerfile|containerfile)$/i.test(baseOf(path)) &&
    !/\.dockerignore$/i.test(path)
  );
}

/** The Dockerfiles of the repository. */
export function readImageFiles(tree: Tree): readonly ImageFile[] {
  return tree.files.flatMap(({ path }) => {
    const read = isDockerfile(path) ? readTargets(tree.text(path) ?? '') : undefined;
    return read ? [{ path, ...read, context: contextOf(tree, path, read) }] : [];
  });
}

/** What the images of the repository start. */
export function imageLaunches(world: World): readonly Launch[] {
  return world.images.flatMap(({ path, image, targets, context }) => {
    const launches = (image: Image, name: string, unit: string) => {
      const isDev = devName.test(path) || devName.test(name);
      const kind = isTestPath(path) ? 'test' : kindOfImage(name);
      const weight = isDev ? weights.dev : weights.manifest;
      return containerLaunches({ name, kind, weight, replicas: null, image, context, file: path, unit }, world);
    };
    return [
      ...launches(image, imageName(path), imageUnit(path)),
      ...targets.flatMap((target) => launches(target.image, target.name, imageUnit(path, target.name))),
    ];
  });
}

/** What an image is for by its name: one for a command, or for a step of the build, runs no server. */
function kindOfImage(name: string): ProcessKind | null {
  if (/(?:^|[-_.])(?:cli|tools?|shell)$/i.test(name)) return 'cli';
  return kindOfName(name) === 'build' ? 'build' : kindOfService(name);
}

const devName = /(?:^|[./_-])(?:dev(?:el|elopment|container)?|tilt|skaffold)(?:$|[./_-])/i;

/** `worker` of `Dockerfile.worker`, `api` of `apps/api/Dockerfile`, else `image`. */
function imageName(path: string): string {
  const own =
    /^(?:dockerfile|containerfile)[.-]([\w.-]+)$/i.exec(baseOf(path))?.[1] ??
    /^([\w.-]+)\.(?:dockerfile|containerfile)$/i.exec(baseOf(path))?.[1];
  if (own !== undefined) return own;
  const folder = baseOf(dirOf(path));
  return folder === '' || /^\.?(?:docker|build|deploy|deployment|other|container|containers|ci)$/i.test(folder)
    ? 'image'
    : folder;
}

/** The folder from which most of what is copied exists: the Dockerfile's own, or one above it. */
function contextOf(tree: Tree, dockerfile: string, { image, sources }: Dockerfile): string {
  let best = dirOf(dockerfile);
  let most = -1;
  const copied = new Set([...image.copies.map(({ from }) => from), ...sources]);
  for (const dir of foldersUpward(dirOf(dockerfile))) {
    const there = [...copied].filter((from) => {
      const path = joinPath(dir, from === '' ? '.' : from.replace(/\/?\*.*/s, ''));
      if (path === undefined) return false;
      // Of what a build makes (`apps/api/dist`) the folder is there that holds it.
      const holder = dirOf(path);
      const isMadeThere = from.includes('/') && holder !== '' && holder !== dir && tree.isFolder(holder);
      return tree.has(path) || (path !== '' && from !== '.' && tree.isFolder(path)) || isMadeThere;
    }).length;
    if (there > most) {
      best = dir;
      most = there;
    }
  }
  return best;
}

/** What a container starts: its entry point with the command as arguments, and the command itself, which entry points run in the end. */
export function containerLaunches(container: Container, world: World): readonly Launch[] {
  const { entrypoint, command } = container.image;
  const launches: Launch[] = [];
  const read = (by: Command, words: readonly string[] | null) => {
    const site = containerSite(container, by, world);
    launches.push(...(words === null ? interpret(by.text, site, world) : interpretWords(words, site, world)));
  };
  // The line of the command says more than that of an entry point which only runs it.
  if (entrypoint)
    read(
      entrypoint.words === null ? entrypoint : { ...entrypoint, line: command?.line ?? entrypoint.line },
      entrypoint.words === null
        ? null
        : [...entrypoint.words, ...(command?.words ?? (command ? ['sh', '-c', command.text] : []))],
    );
  if (command && (launches.length === 0 || (entrypoint && isScript(entrypoint, container, world))))
    read(command, command.words);
  const words = [...(entrypoint?.words ?? []), ...(command?.words ?? [])];
  if (launches.length === 0) launches.push(...functionLaunches(container, words, command ?? entrypoint, world));
  return launches;
}

/** `CMD ["app.handler"]`: the image of a function names an export of a file (docs.aws.amazon.com, Lambda container images). */
function functionLaunches(
  container: Container,
  words: readonly string[],
  by: Command | null,
  world: World,
): readonly Launch[] {
  const [, written, handler] = /^([\w@./-]{1,200})\.(\w{0,80}[hH]andler)$/.exec(words.at(-1) ?? '') ?? [];
  if (written === undefined || handler === undefined || by === null) return [];
  const site = containerSite(container, by, world);
  const { file, line } = site.evidence;
  world.facts.add('functions', [unitOf(site)], {
    span: lineSpan(world.tree, file, line),
    unit: site.name,
    setting: `${written}.${handler}`,
  });
  const paths = site.locate(`${written}.js`, []);
  return [{ site, kind: 'server', target: { type: 'file', paths, written, handlers: [handler] } }];
}

function isScript(entrypoint: Command, container: Container, world: World): boolean {
  const word = entrypoint.words?.at(-1) ?? '';
  return containerSite(container, entrypoint, world)
    .locate(word, [])
    .some((path) => isShellFile(world.tree, path));
}

function containerSite(
  { name, kind, weight, replicas, image, context, file, unit }: Container,
  { line }: Command,
  { tree }: World,
): Site {
  return {
    name,
    kind,
    otherwise: 'server',
    weight,
    replicas,
    ...(unit === undefined ? {} : { unit }),
    evidence: evidenceAt(file, tree.text(file) ?? '', line),
    locate: (path, folders) => [
      ...locateInImage(path, folders.reduce(absolute, image.workdir), image.copies, context, tree),
      ...builtBeside(path, file, tree),
    ],
  };
}

/** What an image starts that was put together elsewhere is most likely the build of the package around its Dockerfile. */
function builtBeside(path: string, file: string, tree: Tree): readonly string[] {
  const base = baseOf(path);
  if (!/^(?!index\.)[\w-]+\.[cm]?js$/.test(base)) return [];
  const holder = foldersUpward(dirOf(file)).find((dir) =>
    tree.has(dir === '' ? 'package.json' : `${dir}/package.json`),
  );
  return holder === undefined ? [] : [joinPath(holder, `dist/${base}`) ?? base];
}

/**
 * Repository paths that a path of an image may stand for: by what was copied, else by the ends of the path, the longest first (an
 * image's folder is named like the repository's, or is any name: `/opt/app/backend/dist/main.js`).
 */
export function locateInImage(
  path: string,
  workdir: string,
  copies: readonly Copy[],
  context: string,
  tree: Tree,
): readonly string[] {
  if (path.length > 1000) return [];
  const target = absolute(workdir, path);
  const found = inContext(target, copies).flatMap((inner) => joinPath(context, inner) ?? []);
  const segments = target.split('/').filter((segment) => segment !== '');
  for (let from = 0; from < segments.length; from++) {
    const inner = segments.slice(from).join('/');
    for (const dir of new Set([context, tree.dir])) found.push(joinPath(dir, inner) ?? inner);
  }
  if (path === '.' || target === '/') found.push(context);
  // An entry point named by its base name is on the image's PATH: the script of that name.
  if (!path.includes('/')) found.push(...tree.named(path).filter((p) => isShellFile(tree, p)));
  return [...new Set(found)];
}
