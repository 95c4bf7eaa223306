import { codeExtensions, isCode } from '../../paths/code-extensions.ts';
import { globTest } from '../../paths/globs.ts';
import { baseOf, dirOf, joinPath, withinFolder } from '../../paths/repo-path.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { type Launch, type Site, unitOf, type World, weights } from '../commands/site.ts';
import { lineSpan } from '../deploy/facts.ts';
import { asObject, asObjects, asString, asStrings, lineAt, lineFinder, readJson } from '../json.ts';
import { readExportedLiteral } from '../literal-reader.ts';
import { addNote, evidenceAt, type Notes } from '../note.ts';
import { isTestPath } from '../test-path.ts';
import { readToml } from '../toml.ts';
import { readYaml } from '../yaml.ts';

/** Functions that a platform calls: serverless.yml, vercel.json, netlify.toml, wrangler.toml, firebase.json, skills of Alexa. */
export function readFunctions(world: World, notes: Notes): readonly Launch[] {
  return [
    ...readServerless(world, notes),
    ...readVercel(world),
    ...readNetlify(world),
    ...readWrangler(world),
    ...readFirebase(world),
    ...readSkills(world),
  ];
}

/**
 * The function behind a skill: `sourceDir` of skill.json's endpoints, `code.<region>.src` of ask-resources.json, each a folder whose
 * index exports `handler` (developer.amazon.com, ASK CLI project structure).
 */
function readSkills(world: World): readonly Launch[] {
  const { tree } = world;
  const launch = (path: string, keys: readonly string[], folder: unknown): readonly Launch[] => {
    const dir = asString(folder);
    if (dir === undefined) return [];
    const text = tree.shortText(path) ?? '';
    const site = siteAt('skill', path, text, lineFinder(text)([...keys]));
    return [handlerLaunch(site, `${dir.replace(/(?<!\/)\/+$/, '')}/index`, world, ['handler'])];
  };
  const parsed = (path: string) => {
    const result = readJson(tree.shortText(path) ?? '', { comments: true });
    return result.ok ? asObject(result.value) : undefined;
  };
  const skills = tree.named('skill.json').flatMap((path): readonly Launch[] => {
    const apis = asObject(asObject(parsed(path)?.manifest)?.apis) ?? {};
    return Object.keys(apis).flatMap((api) => {
      const folder = asObject(asObject(apis[api])?.endpoint)?.sourceDir;
      return launch(path, ['manifest', 'apis', api, 'endpoint', 'sourceDir'], folder);
    });
  });
  const resources = tree.named('ask-resources.json').flatMap((path): readonly Launch[] => {
    const profiles = asObject(parsed(path)?.profiles) ?? {};
    return Object.keys(profiles).flatMap((profile) => {
      const code = asObject(asObject(profiles[profile])?.code) ?? {};
      return Object.keys(code).flatMap((region) =>
        launch(path, ['profiles', profile, 'code', region, 'src'], asObject(code[region])?.src),
      );
    });
  });
  return [...skills, ...resources];
}

function siteAt(name: string, file: string, text: string, line: number): Site {
  const dir = dirOf(file);
  return {
    name,
    kind: 'server',
    weight: weights.manifest,
    evidence: evidenceAt(file, text, line),
    locate: (path, folders) => locateInPackage(dir, path, folders),
  };
}

/** A launch of a function; that its instances come and go is a fact of the deployment. */
function handlerLaunch(site: Site, written: string, world: World, handlers?: readonly string[]): Launch {
  const { file, line, text } = site.evidence;
  world.facts.add('functions', [unitOf(site)], {
    span: lineSpan(world.tree, file, line),
    unit: site.name,
    setting: /\w/.test(text) ? text : site.name,
  });
  return {
    site,
    kind: 'server',
    target: { type: 'file', paths: site.locate(written, []), written, ...(handlers ? { handlers } : {}) },
  };
}

/** `handler: src/orders.create` is the export `create` of src/orders (serverless.com, functions). */
function readServerless(world: World, notes: Notes): readonly Launch[] {
  const { tree } = world;
  const launches: Launch[] = [];
  for (const name of ['serverless.yml', 'serverless.yaml', 'serverless.ts', 'serverless.js', 'serverless.json']) {
    for (const path of tree.named(name)) {
      const text = tree.shortText(path) ?? '';
      let functions: unknown;
      let lineOf: (name: string) => number;
      if (/\.ya?ml$/.test(name)) {
        const document = readYaml(text)?.[0];
        if (!document) {
          addNote(notes, 'manifest-broken', path, 1, `${path} is not valid YAML; its functions are not known`);
          continue;
        }
        functions = asObject(document.value)?.functions;
        lineOf = (key) => document.lineOf(['functions', key, 'handler']);
      } else if (name === 'serverless.json') {
        const result = readJson(text, { comments: true });
        functions = result.ok ? asObject(result.value)?.functions : undefined;
        lineOf = (key) => lineFinder(text)(['functions', key, 'handler']);
      } else {
        const { value, offsetOf } = readExportedLiteral(text);
        functions = asObject(value)?.functions;
        lineOf = (key) => lineAt(text, offsetOf(asObject(functions)?.[key] as never, 'handler'));
      }
      for (const table of asObjects(functions)) {
        for (const key of Object.keys(table)) {
          const handler = asString(asObject(table[key])?.handler);
          const dot = handler?.lastIndexOf('.') ?? -1;
          if (handler === undefined || dot <= 0) continue;
          launches.push(
            handlerLaunch(siteAt(key, path, text, lineOf(key)), handler.slice(0, dot), world, [handler.slice(dot + 1)]),
          );
        }
      }
    }
  }
  return launches;
}

/** vercel.json: files in api/ are functions, so are those of `builds` and the globs of `functions` (vercel.com, project configuration). */
function readVercel(world: World): readonly Launch[] {
  const { tree } = world;
  return ['vercel.json', 'now.json']
    .flatMap((name) => tree.named(name))
    .flatMap((path) => {
      const text = tree.shortText(path) ?? '';
      const result = readJson(text, { comments: true });
      const config = result.ok ? asObject(result.value) : undefined;
      if (!config) return [];
      const dir = dirOf(path);
      const builds = (Array.isArray(config.builds) ? config.builds : []).flatMap((build) =>
        /node/.test(asString(asObject(build)?.use) ?? '') ? (asString(asObject(build)?.src) ?? []) : [],
      );
      const globs = [...builds, ...Object.keys(asObject(config.functions) ?? {}), 'api/**'];
      const isMeant = globTest(globs.map((glob) => glob.replace(/^\.?\//, '')));
      const files = tree
        .below(dir)
        .filter(
          (file) =>
            isCode(file) &&
            !/(?:^|\/)[_.]/.test(withinFolder(file, dir)) &&
            isMeant(withinFolder(file, dir)) &&
            !isTestPath(file) &&
            !file.includes('node_modules/'),
        );
      return files.map((file) =>
        handlerLaunch(siteAt(`vercel:${withinFolder(file, dir)}`, path, text, 1), withinFolder(file, dir), world, [
          'default',
          'GET',
          'POST',
          'PUT',
          'PATCH',
          'DELETE',
          'HEAD',
          'OPTIONS',
          'handler',
        ]),
      );
    });
}

/** netlify.toml: `functions` (or netlify/functions): each file or folder is a function (docs.netlify.com, functions). */
function readNetlify(world: World): readonly Launch[] {
  const { tree } = world;
  return tree.named('netlify.toml').flatMap((path) => {
    const text = tree.shortText(path) ?? '';
    const dir = dirOf(path);
    const document = readToml(text);
    const config = asObject(document?.value);
    const base = asString(asObject(config?.build)?.base);
    const own = asString(asObject(config?.build)?.functions) ?? asString(config?.functions);
    const written = own ?? asString(asObject(config?.functions)?.directory);
    const line =
      written === undefined
        ? 1
        : (document?.lineOf(own === undefined ? ['functions', 'directory'] : ['build', 'functions']) ?? 1);
    const bases = [dir, ...(base === undefined ? [] : [joinPath(dir, base) ?? dir])];
    const folders = bases.flatMap((at) =>
      [written ?? 'netlify/functions', 'netlify/edge-functions'].flatMap(
        (folder) => joinPath(at, folder.replace(/^\/+/, '')) ?? [],
      ),
    );
    return [...new Set(folders)].flatMap((folder) =>
      tree.children(folder).flatMap((name) => {
        const file = isCode(`${folder}/${name}`)
          ? `${folder}/${name}`
          : codeExtensions
              .flatMap((extension) => [`${folder}/${name}/index${extension}`, `${folder}/${name}/${name}${extension}`])
              .find((p) => tree.has(p));
        if (file === undefined || isTestPath(file)) return [];
        return [
          handlerLaunch(
            siteAt(`netlify:${name.replace(/\.\w+$/, '')}`, path, text, line),
            withinFolder(file, dir),
            world,
            ['handler', 'default'],
          ),
        ];
      }),
    );
  });
}

/** wrangler: `main` is the worker's module, whose default export is called (developers.cloudflare.com, configuration). */
function readWrangler(world: World): readonly Launch[] {
  const { tree } = world;
  return ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc']
    .flatMap((name) => tree.named(name))
    .flatMap((path) => {
      const text = tree.shortText(path) ?? '';
      const document = path.endsWith('.toml') ? readToml(text) : undefined;
      const result = path.endsWith('.toml') ? undefined : readJson(text, { comments: true });
      const main = asString(asObject(document ? document.value : result?.ok ? result.value : undefined)?.main);
      if (main === undefined) return [];
      const line = document ? document.lineOf(['main']) : lineFinder(text)(['main']);
      return [handlerLaunch(siteAt('cloudflare-worker', path, text, line), main, world, ['default'])];
    });
}

/** firebase.json: `functions.source` is a package whose main exports the functions (firebase.google.com, functions). */
function readFirebase(world: World): readonly Launch[] {
  const { tree } = world;
  return tree.named('firebase.json').flatMap((path) => {
    const text = tree.shortText(path) ?? '';
    const result = readJson(text, { comments: true });
    const functions = result.ok ? asObject(result.value)?.functions : undefined;
    return asObjects(functions).flatMap((entry) =>
      asStrings(entry.source ?? 'functions').map((source) =>
        handlerLaunch(
          siteAt(`firebase:${baseOf(source)}`, path, text, lineFinder(text)(['functions'])),
          source,
          world,
          ['*'],
        ),
      ),
    );
  });
}
