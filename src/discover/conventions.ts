import { codeExtensions, isCode, isDeclaration } from '../paths/code-extensions.ts';
import { joinPath, withinFolder } from '../paths/repo-path.ts';
import type { Framework } from './commands/runners.ts';
import { asObject, asString, readJson } from './json.ts';
import { isTestPath } from './test-path.ts';
import type { Tree } from './tree.ts';

/** A file that a framework loads because of its place. `handlers` are the exports that it calls; `*` is any. */
export type ConventionalEntry = {
  readonly entry: string;
  readonly handlers?: readonly string[];
  /** It runs in a browser alone: nothing is rendered on a server. */
  readonly client?: boolean;
};

type Pattern = readonly [place: RegExp, handlers: readonly string[]];

const code = String.raw`\.[cm]?[jt]sx?$`;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const routeData = [
  'loader',
  'action',
  'default',
  'headers',
  'meta',
  'middleware',
  'handle',
  'links',
  'shouldRevalidate',
];

/**
 * Places by framework, relative to the application's folder. Sources: nextjs.org (file conventions), kit.svelte.dev (routing,
 * hooks), remix.run and reactrouter.com (file conventions), nuxt.com (directory structure), docs.astro.build (endpoints,
 * middleware), eggjs.org (directory structure), docs.strapi.io (project structure), nitro.build, midwayjs.org, sailsjs.com (anatomy of
 * an application), docs.medusajs.com (project structure), keystonejs.com, thinkjs.org, loopback.io (booting an application).
 */
const places: Readonly<Partial<Record<Framework, readonly Pattern[]>>> = {
  next: [
    [new RegExp(`^(?:src/)?pages/api/.+${code}`), ['default', 'config']],
    [new RegExp(`^(?:src/)?app/(?:.+/)?route${code}`), methods],
    [new RegExp(`^(?:src/)?(?:middleware|proxy)${code}`), ['middleware', 'proxy', 'default']],
    [new RegExp(`^(?:src/)?instrumentation${code}`), ['register', 'onRequestError']],
    [
      new RegExp(`^(?:src/)?pages/(?!api/).+${code}`),
      ['default', 'getServerSideProps', 'getStaticProps', 'getStaticPaths'],
    ],
    [
      new RegExp(
        `^(?:src/)?app/(?:.+/)?(?:page|layout|template|default|loading|not-found|sitemap|robots|manifest|opengraph-image|icon)${code}`,
      ),
      ['default', 'generateMetadata', 'generateStaticParams', 'generateViewport'],
    ],
  ],
  sveltekit: [
    [
      new RegExp(`^src/hooks(?:\\.server)?${code}`),
      ['handle', 'handleError', 'handleFetch', 'init', 'reroute', 'transport'],
    ],
    [new RegExp(`^src/instrumentation\\.server${code}`), ['*']],
    [new RegExp(`^src/routes/(?:.+/)?\\+server${code}`), [...methods, 'fallback']],
    [new RegExp(`^src/routes/(?:.+/)?\\+(?:page|layout)(?:\\.server)?${code}`), ['load', 'actions', 'entries']],
    [new RegExp(`^src/.+\\.remote${code}`), ['*']],
  ],
  remix: [
    [new RegExp(`^app/entry\\.server${code}`), ['default', 'handleDataRequest', 'handleError']],
    [new RegExp(`^app/root${code}`), routeData],
    [new RegExp(`^app/routes/.+${code}`), routeData],
  ],
  nuxt: [
    [new RegExp(`^(?:src/)?server/(?:api|routes|middleware|plugins|tasks)/.+${code}`), ['default']],
    [new RegExp(`^(?:src/|app/)?(?:plugins|middleware)/.+${code}`), ['default']],
  ],
  nitro: [[new RegExp(`^(?:src/|server/)?(?:api|routes|middleware|plugins|tasks)/.+${code}`), ['default']]],
  astro: [
    [/^src\/pages\/.+(?<!\.d)\.[cm]?[jt]s$/, [...methods, 'ALL', 'getStaticPaths']],
    [new RegExp(`^src/middleware(?:/index)?${code}`), ['onRequest']],
    [new RegExp(`^src/actions(?:/index)?${code}`), ['server']],
  ],
  egg: [
    [new RegExp(`^(?:app|agent)${code}`), ['default', '*']],
    [new RegExp(`^app/router${code}`), ['default', '*']],
    [
      new RegExp(
        `^app/(?:controller|service|schedule|middleware|extend|io|port|infra|common|core|repository)/.+${code}`,
      ),
      ['default', '*'],
    ],
    [new RegExp(`^config/config\\.[\\w.]+${code}`), ['default']],
  ],
  strapi: [
    [new RegExp(`^src/index${code}`), ['default', 'register', 'bootstrap']],
    [new RegExp(`^src/(?:api|extensions|plugins|policies|middlewares)/.+${code}`), ['default', '*']],
    [new RegExp(`^config/.+${code}`), ['default']],
  ],
  midway: [[new RegExp(`^src/(?!bootstrap\\.).+${code}`), ['*']]],
  adonis: [
    [new RegExp(`^start/.+${code}`), ['default', '*']],
    [
      new RegExp(`^app/(?:Controllers|Middleware|Models|Services|Listeners|Exceptions|Validators)/.+${code}`),
      ['default', '*'],
    ],
  ],
  sails: [
    [new RegExp(`^api/(?:controllers|policies|hooks|helpers|models|responses|services)/.+${code}`), ['default', '*']],
    [new RegExp(`^config/.+${code}`), ['default', '*']],
  ],
  medusa: [
    [new RegExp(`^src/api/(?:.+/)?route${code}`), methods],
    [
      new RegExp(`^src/(?:api|subscribers|jobs|loaders|services|modules|workflows|links|strategies)/.+${code}`),
      ['default', '*'],
    ],
    [new RegExp(`^(?:medusa-config|instrumentation)${code}`), ['default', '*']],
  ],
  keystone: [[new RegExp(`^(?:src/)?keystone${code}`), ['default']]],
  thinkjs: [
    [
      new RegExp(`^src/(?:\\w+/)?(?:controller|service|model|logic|middleware|extend|config|bootstrap)/.+${code}`),
      ['default', '*'],
    ],
  ],
  loopback: [
    [new RegExp(`^server/boot/.+${code}`), ['default', '*']],
    [new RegExp(`^common/models/.+${code}`), ['default', '*']],
    [new RegExp(`^src/(?:controllers|repositories|datasources|services|observers|interceptors)/.+${code}`), ['*']],
  ],
  'tanstack-start': [[new RegExp(`^(?:src|app)/(?:routes/.+|server|ssr|start|router)${code}`), ['*']]],
  'solid-start': [[new RegExp(`^src/(?:routes/.+|entry-server|middleware(?:/index)?|app)${code}`), ['*']]],
};

/** The files of an application in `dir` that the framework loads. `argument` names a project where the program takes one. */
export function conventionalEntries(
  tree: Tree,
  framework: Framework,
  dir: string,
  argument: string | null,
): readonly ConventionalEntry[] {
  if (framework === 'nest') return nestEntries(tree, dir, argument);
  const mains = framework === 'adonis' ? existing(tree, dir, ['bin/server', 'server']).slice(0, 1) : [];
  const patterns = places[framework === 'react-router' ? 'remix' : framework] ?? [];
  const found: ConventionalEntry[] = [...mains];
  const isSpa = isStatic(tree, framework, dir);
  for (const entry of tree.below(dir)) {
    if (!isCode(entry) || isDeclaration(entry)) continue;
    const inner = withinFolder(entry, dir);
    if (isTestPath(inner)) continue;
    const hit = patterns.find(([place]) => place.test(inner));
    const client = (isSpa && !/(?:^|\/)server\//.test(inner)) || /\.client\.\w+$/.test(inner);
    if (hit) found.push({ entry, handlers: hit[1], client });
    else if (framework === 'next' && isServerAction(tree, entry)) found.push({ entry, handlers: ['*'] });
    else if ((framework === 'react-router' || framework === 'remix') && isRouteModule(tree, dir, entry))
      found.push({ entry, handlers: routeData });
  }
  return found;
}

/**
 * Whether an application is built to static files, so that no server runs its code: `ssr: false`, `output: 'export'`, adapter-static; what
 * Astro does unless it is given an adapter.
 */
function isStatic(tree: Tree, framework: Framework, dir: string): boolean {
  const sign = staticSigns[framework];
  if (!sign) return false;
  return codeExtensions.some((extension) => {
    const text = tree.text(joinPath(dir, sign[0] + extension) ?? '') ?? '';
    return text !== '' && sign[1].test(text);
  });
}

const staticSigns: Readonly<Partial<Record<Framework, readonly [config: string, sign: RegExp]>>> = {
  nuxt: ['nuxt.config', /\bssr\s*:\s*false|\bmode\s*:\s*['"]spa['"]|\btarget\s*:\s*['"]static['"]/],
  // One that is also built to run (`standalone`) is so on some condition, and the server counts.
  next: ['next.config', /^(?=[\s\S]*\boutput\s*:\s*['"]export['"])(?![\s\S]*\boutput\s*:\s*['"]standalone['"])/],
  sveltekit: ['svelte.config', /@sveltejs\/adapter-static/],
  'react-router': ['react-router.config', /\bssr\s*:\s*false/],
  remix: ['vite.config', /\bssr\s*:\s*false/],
  astro: ['astro.config', /^(?![\s\S]*\b(?:adapter|output\s*:\s*['"](?:server|hybrid)['"]))/],
};

/** A module that starts with "use server": each of its exports is an endpoint (nextjs.org, use server). */
function isServerAction(tree: Tree, path: string): boolean {
  return /^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*['"]use server['"]/.test(
    (tree.text(path) ?? '').slice(0, 4000),
  );
}

/** Route modules that app/routes.ts names by a literal path (reactrouter.com, routing). */
function isRouteModule(tree: Tree, dir: string, path: string): boolean {
  const config = codeExtensions
    .map((extension) => joinPath(dir, `app/routes${extension}`))
    .find((p) => p !== undefined && tree.has(p));
  if (config === undefined || path === config) return false;
  const inner = withinFolder(path, joinPath(dir, 'app') ?? dir);
  const text = tree.text(config) ?? '';
  return (
    text.includes(`'${inner}'`) ||
    text.includes(`"${inner}"`) ||
    text.includes(`'./${inner}'`) ||
    text.includes(`"./${inner}"`)
  );
}

/** nest-cli.json: `sourceRoot` and `entryFile`, of each project in a monorepo (docs.nestjs.com, workspaces). */
function nestEntries(tree: Tree, dir: string, argument: string | null): readonly ConventionalEntry[] {
  const result = readJson(
    tree.text(joinPath(dir, 'nest-cli.json') ?? '') ?? tree.text(joinPath(dir, '.nestcli.json') ?? '') ?? '{}',
    { comments: true },
  );
  const config = (result.ok ? asObject(result.value) : undefined) ?? {};
  const entry = (part: Readonly<Record<string, unknown>>) =>
    `${asString(part.sourceRoot) ?? asString(config.sourceRoot) ?? 'src'}/${(asString(part.entryFile) ?? asString(config.entryFile) ?? 'main').replace(/\.[jt]s$/, '')}`;
  const projects = asObject(config.projects) ?? {};
  const names = Object.keys(projects).filter((name) => asObject(projects[name])?.type !== 'library');
  const named = argument !== null && names.includes(argument) ? [argument] : [];
  const wanted = named.length > 0 ? named : config.monorepo === true && names.length > 0 && argument === null ? [] : [];
  const main = wanted.length > 0 ? wanted.map((name) => entry(asObject(projects[name]) ?? {})) : [entry(config)];
  return existing(tree, dir, main);
}

function existing(tree: Tree, dir: string, stems: readonly string[]): readonly ConventionalEntry[] {
  return stems.flatMap((stem) => {
    const found = codeExtensions
      .map((extension) => joinPath(dir, stem + extension))
      .find((path) => path !== undefined && tree.has(path));
    return found === undefined ? [] : [{ entry: found }];
  });
}

const browserMains = ['src/main', 'src/index', 'main', 'index', 'src/app', 'app/main', 'client/index'];

/** Where code for a browser starts: the module script of index.html, or the usual names. */
export function browserEntries(tree: Tree, dir: string, program: string): readonly string[] {
  if (program === 'ng') return angularEntries(tree, dir);
  const page = joinPath(dir, 'index.html');
  const html = page === undefined ? undefined : tree.text(page);
  if (html !== undefined) {
    const scripts = [...html.matchAll(/<script\b[^>]{0,500}?\bsrc\s{0,20}=\s{0,20}["']?([^"'\s>]+)/gi)].flatMap(
      ([, src]) => joinPath(dir, src!.replace(/^\/+/, '')) ?? [],
    );
    const found = scripts.filter((path) => isCode(path) && tree.has(path));
    if (found.length > 0) return found;
  }
  if (program === 'vite' || program === 'parcel') return [];
  return existing(tree, dir, browserMains)
    .slice(0, 1)
    .map(({ entry }) => entry);
}

function angularEntries(tree: Tree, dir: string): readonly string[] {
  const result = readJson(tree.text(joinPath(dir, 'angular.json') ?? '') ?? '{}', { comments: true });
  const projects = asObject((result.ok ? asObject(result.value) : undefined)?.projects) ?? {};
  const found = Object.keys(projects).flatMap((name) => {
    const project = asObject(projects[name]);
    const build = asObject(asObject(project?.architect ?? project?.targets)?.build);
    const options = asObject(build?.options);
    const main = asString(options?.browser) ?? asString(options?.main);
    const path = main === undefined ? undefined : joinPath(dir, main);
    return path !== undefined && tree.has(path) ? [path] : [];
  });
  return found.length > 0 ? found : existing(tree, dir, ['src/main']).map(({ entry }) => entry);
}

/** Files with the usual names of a server's main file, the likeliest first. */
export function conventionalMains(tree: Tree, dir: string): readonly string[] {
  const names = ['index', 'server', 'main', 'app'];
  const below = (folder: string) => names.map((name) => `${folder}/${name}`);
  const stems = [
    ...['main', 'index', 'server', 'app'].map((name) => `src/${name}`),
    ...['server', 'index', 'app', 'main'],
    ...['server', 'server/src', 'src/server', 'backend', 'backend/src', 'src/backend', 'api', 'api/src'].flatMap(below),
    'bin/www',
  ];
  return existing(tree, dir, stems).map(({ entry }) => entry);
}
