import { baseOf, dirOf, foldersUpward, isBelow, joinPath } from '../../paths/repo-path.ts';
import type { World } from '../commands/site.ts';
import type { FactStep, ManifestSpan } from '../deployment.ts';
import { parseShell } from '../shell.ts';
import type { Tree } from '../tree.ts';
import { lineSpan } from './facts.ts';

/**
 * Asset packagers of other runtimes in the same repository, which factor VI names: Jammit of Rails (github.com/documentcloud/jammit),
 * django-compressor (django-compressor.readthedocs.io), and the asset pipeline of Rails when it compiles live
 * (guides.rubyonrails.org, asset_pipeline). Silent where a build step packages beforehand.
 */
export function readPackagers(world: World): void {
  readJammit(world);
  readCompressor(world);
  readPipeline(world);
}

type Found = { readonly file: string; readonly line: number };

function stepOf(tree: Tree, { file, line }: Found): FactStep {
  const span = lineSpan(tree, file, line);
  return { span, text: (tree.text(file) ?? '').slice(span.start, span.end).slice(0, 200) };
}

/** The first line of a file that a pattern holds for, comments taken off. */
function findLine(tree: Tree, file: string, pattern: RegExp): Found | undefined {
  const lines = (tree.shortText(file) ?? '').split('\n');
  const index = lines.findIndex((line) => pattern.test(line.replace(/^\s*#.*/s, '').replace(/\s#\s.*/s, '')));
  return index < 0 ? undefined : { file, line: index + 1 };
}

/** Jammit packages on request, unless `package_assets: off` or the build runs `jammit`. */
function readJammit(world: World): void {
  const { tree } = world;
  for (const gemfile of tree.named('Gemfile')) {
    if (!world.deploys(gemfile)) continue;
    const gem = findLine(tree, gemfile, /^\s*gem\s*(?:\(\s*)?['"]jammit['"]/);
    const config = joinPath(dirOf(gemfile), 'config/assets.yml');
    if (!gem || config === undefined || !tree.has(config)) continue;
    if (findLine(tree, config, /^\s*package_assets\s*:\s*['"]?(?:off|false)/)) continue;
    if (isBuilt(world, dirOf(gemfile), /(?:^|\s)(?:bundle\s+exec\s+)?jammit(?:\s|$)|Jammit\.package!|jammit:package/))
      continue;
    const home = findLine(tree, config, /^\s*(?:package_assets|javascripts|stylesheets)\s*:/) ?? {
      file: config,
      line: 1,
    };
    add(world, home, 'jammit', 'config/assets.yml', [gem]);
  }
}

/** django-compressor compresses on request unless `COMPRESS_OFFLINE` is true and the build runs `manage.py compress`. */
function readCompressor(world: World): void {
  const { tree } = world;
  for (const { path } of tree.files) {
    if (!/(?:^|\/)settings(?:\/[\w-]+)?\.py$|(?:^|\/)\w*settings\w*\.py$/.test(path) || !world.deploys(path)) continue;
    const installed = findLine(tree, path, /^\s*(?:INSTALLED_APPS.*)?['"]compressor['"]/);
    if (!installed) continue;
    const enabled = findSetting(tree, path, 'COMPRESS_ENABLED');
    if (enabled?.value === 'False') continue;
    const offline = findSetting(tree, path, 'COMPRESS_OFFLINE');
    // A value that is not written out (an environment variable) proves nothing.
    if (offline && offline.value !== 'True' && offline.value !== 'False') continue;
    if (
      offline?.value === 'True' &&
      isBuilt(
        world,
        siteOf(tree, path),
        /manage\.py\s+compress(?:\s|$)|django-admin\s+compress(?:\s|$)|call_command\(\s*['"]compress['"]/,
      )
    )
      continue;
    const home = offline ?? installed;
    add(world, home, 'django-compressor', 'INSTALLED_APPS', offline && home !== installed ? [installed] : []);
  }
}

/** The folder of the manage.py that settings belong to. */
function siteOf(tree: Tree, settings: string): string {
  return (
    foldersUpward(dirOf(settings)).find((dir) => tree.has(dir === '' ? 'manage.py' : `${dir}/manage.py`)) ??
    dirOf(settings)
  );
}

function findSetting(tree: Tree, file: string, name: string): (Found & { readonly value: string }) | undefined {
  const pattern = new RegExp(`^${name}\\s*=\\s*(\\S.*)$`);
  // Settings files of production override those that they import.
  const files = [
    file,
    ...tree
      .children(dirOf(file))
      .filter((one) => /^(?:prod|production|live)\w*\.py$/.test(one))
      .map((one) => joinPath(dirOf(file), one) ?? file),
  ];
  let found: (Found & { readonly value: string }) | undefined;
  for (const one of files) {
    const line = findLine(tree, one, pattern);
    if (!line) continue;
    const text = (tree.shortText(one) ?? '').split('\n')[line.line - 1]!.replace(/(?<!\s)\s+#.*/s, '');
    found = { ...line, value: pattern.exec(text.trim())?.[1] ?? '' };
  }
  return found;
}

/** `config.assets.compile = true` in production compiles what was not compiled before; a build that precompiles everything leaves nothing. */
function readPipeline(world: World): void {
  const { tree } = world;
  for (const path of tree.named('production.rb')) {
    if (!/(?:^|\/)config\/environments\/production\.rb$/.test(path) || !world.deploys(path)) continue;
    const live = findLine(tree, path, /^\s*config\.assets\.compile\s*=\s*true\b/);
    if (!live || isBuilt(world, dirOf(dirOf(dirOf(path))), /assets:precompile/)) continue;
    add(world, live, 'rails-assets', baseOf(path), []);
  }
}

function add(
  world: World,
  home: Found,
  packager: 'jammit' | 'django-compressor' | 'rails-assets',
  unit: string,
  others: readonly Found[],
): void {
  const { tree } = world;
  const own = stepOf(tree, home);
  const span: ManifestSpan = own.span;
  world.facts.add('packagers', [], {
    span,
    unit,
    setting: own.text,
    packager,
    steps: [own, ...others.map((one) => stepOf(tree, one))],
  });
}

/** Files that say what a build does, by their names. */
const buildFile =
  /^(?:(?:Docker|Container)file[\w.-]*|[\w.-]+\.dockerfile|Makefile|Rakefile|Capfile|Procfile|app\.json|post_compile|pre_compile|[\w.-]*(?:build|deploy|release|compile)[\w.-]*\.(?:sh|rb|rake|ya?ml)|\.gitlab-ci\.yml|render\.ya?ml|package\.json|\.travis\.yml)$/i;
const buildFolder = /(?:^|\/)(?:\.github\/workflows|\.circleci|config\/deploy|lib\/capistrano)\//;

/** Whether a build step of the repository runs a command: a RUN of an image, a script, a pipeline; not what starts the server. */
function isBuilt(world: World, dir: string, command: RegExp): boolean {
  const { tree } = world;
  return tree.files.some(({ path }) => {
    if (!buildFile.test(baseOf(path)) && !buildFolder.test(path)) return false;
    // Around the application, or at the top of the repository.
    if (!isBelow(path, dir) && !foldersUpward(dir).includes(dirOf(path)) && !/^\.(?:github|circleci)\//.test(path))
      return false;
    const text = tree.shortText(path) ?? '';
    if (!command.test(text)) return false;
    if (!/(?:^|\/)(?:docker|container)file|\.dockerfile$/i.test(path)) {
      // A Procfile's release phase runs before the server, its other types are the server.
      return /(?:^|\/)Procfile$/.test(path)
        ? /^release\s*:.*$/m.test(text) && command.test(/^release\s*:.*$/m.exec(text)![0])
        : true;
    }
    return text
      .replace(/\\\r?\n/g, ' ')
      .split('\n')
      .some(
        (line) =>
          /^\s*RUN\b/i.test(line) &&
          (command.test(line) || parseShell(line).some(({ words }) => command.test(words.join(' ')))),
      );
  });
}
