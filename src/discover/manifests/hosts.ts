import { isCode, isDeclaration } from '../../paths/code-extensions.ts';
import { globTest } from '../../paths/globs.ts';
import { baseOf, dirOf, isBelow, withinFolder } from '../../paths/repo-path.ts';
import { interpret } from '../commands/interpret.ts';
import { kindOfName } from '../commands/kinds.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { placingFrameworks } from '../commands/runners.ts';
import { type Launch, type Site, type World, weights } from '../commands/site.ts';
import { asObject, asString, asStrings, lineAt, lineFinder, readJson } from '../json.ts';
import { evidenceAt, evidenceOf } from '../note.ts';
import type { PackageDraft } from '../packages.ts';
import { isTestPath } from '../test-path.ts';
import type { ProcessKind } from '../workspace.ts';
import { readYaml } from '../yaml.ts';

/**
 * What programs load that host code of others, and what tools for tasks start: function.json and the programming model 4 of Azure
 * Functions, functions of Supabase and of Cloudflare Pages, Functions Framework, moleculer-runner, Passenger, iisnode, plug-ins of
 * Homebridge and Node-RED, servers of MCP bundles and of Smithery, Makefile, justfile, Taskfile.yml, deno.json, crontabs. Sources: the
 * documentation of each.
 */
export function readHosts(world: World): readonly Launch[] {
  return [
    ...readAzure(world),
    ...readFolders(world),
    ...readPlugIns(world),
    ...readWebServers(world),
    ...readMcp(world),
    ...readTasks(world),
    ...readCrontabs(world),
  ];
}

function siteAt(
  name: string,
  file: string,
  line: number,
  world: World,
  kind: ProcessKind | null,
  more: Partial<Site> = {},
): Site {
  return {
    name,
    kind,
    weight: weights.manifest,
    evidence: evidenceAt(file, world.tree.text(file) ?? '', line),
    locate: (path, folders) => locateInPackage(dirOf(file), path, folders),
    ...more,
  };
}

function launchOf(site: Site, written: string, handlers?: readonly string[]): Launch {
  const target = { type: 'file', paths: site.locate(written, []), written } as const;
  return { site, kind: site.kind, target: handlers ? { ...target, handlers } : target };
}

const exported = ['default', 'handler', 'run', '*'];

/** function.json names the script of a function; in model 4 `main` (which may be a glob) registers all of them. */
function readAzure(world: World): readonly Launch[] {
  const { tree } = world;
  const named = tree.named('function.json').flatMap((path): readonly Launch[] => {
    const text = tree.shortText(path) ?? '';
    const config = object(text);
    if (!Array.isArray(config?.bindings)) return [];
    const script = asString(config?.scriptFile) ?? 'index.js';
    const timer = config.bindings.some((one: unknown) => /timer/i.test(asString(asObject(one)?.type) ?? ''));
    const line = lineFinder(text)(['scriptFile']);
    return [
      launchOf(siteAt(`azure:${baseOf(dirOf(path))}`, path, line, world, timer ? 'job' : 'server'), script, exported),
    ];
  });
  const registered = world.packages.flatMap((draft): readonly Launch[] => {
    const main = asString(draft.manifest.main);
    if (main === undefined || !draft.dependencies.has('@azure/functions') || !main.includes('*')) return [];
    return mainFiles(draft, main, world).map((path) =>
      launchOf(
        packageSite(`azure:${baseOf(path).replace(/\.\w+$/, '')}`, draft, ['main'], 'server', world),
        withinFolder(path, draft.dir),
      ),
    );
  });
  return [...named, ...registered];
}

/** The sources that a glob of built files means: `dist/src/functions/*.js` is src/functions/*.ts. */
function mainFiles(draft: PackageDraft, main: string, { tree }: World): readonly string[] {
  const tail = main.replace(/^\.?\//, '').split('/');
  for (let skip = 0; skip < tail.length; skip++) {
    const pattern = tail
      .slice(skip)
      .join('/')
      .replace(/\.[cm]?js$/, '.*');
    const fits = globTest([pattern]);
    const found = tree.below(draft.dir).filter((path) => isSource(path) && fits(withinFolder(path, draft.dir)));
    if (found.length > 0) return found;
  }
  return [];
}

const isSource = (path: string): boolean =>
  isCode(path) && !isDeclaration(path) && !isTestPath(path) && !/(?:^|\/)node_modules\//.test(path);

/** Folders whose files a platform calls without a manifest that names them. */
const folders: readonly {
  readonly place: RegExp;
  readonly name: string;
  readonly handlers: readonly string[];
  /** The package around it depends on one of these; absent: the place alone says it. */
  readonly needs?: readonly string[];
  readonly text?: RegExp;
}[] = [
  {
    place: /(?:^|\/)supabase\/functions\/[^/_][^/]*\/index\.[cm]?[jt]s$/,
    name: 'supabase',
    handlers: ['default', '*'],
  },
  {
    place: /(?:^|\/)netlify\/functions\/(?:[^/]+|([^/]+)\/(?:index|\1))\.[cm]?[jt]s$/,
    name: 'netlify',
    handlers: ['handler', 'default'],
  },
  {
    place: /(?:^|\/)functions\/(?:.+\/)?[^/]+\.[cm]?[jt]sx?$/,
    name: 'pages',
    handlers: ['onRequest', 'onRequestGet', 'onRequestPost', 'onRequestPut', 'onRequestPatch', 'onRequestDelete'],
    text: /\bexport\s+(?:const|let|async\s+function|function)\s+onRequest(?:Get|Post|Put|Patch|Delete|Head|Options)?\b/,
  },
  {
    place: /^api\/(?:.+\/)?[^/_][^/]*\.[cm]?[jt]s$/,
    name: 'vercel',
    handlers: ['default', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'handler'],
    needs: ['@vercel/node', 'vercel', '@vercel/functions', '@vercel/edge'],
  },
  {
    place: /^api\/src\/functions\/(?:.+\/)?[^/]+\.[cm]?[jt]s$/,
    name: 'redwood',
    handlers: ['handler'],
    needs: ['@redwoodjs/core', '@redwoodjs/api'],
  },
];

function readFolders(world: World): readonly Launch[] {
  const { tree } = world;
  const files = tree.files.map(({ path }) => path).filter(isSource);
  return folders.flatMap(({ place, name, handlers, needs, text }) => {
    // A place that a package must speak for may also lie so in the folder of a package.
    const speaking = needs && world.packages.filter((p) => needs.some((one) => p.dependencies.has(one)));
    const lies = (path: string, dir: string): boolean => isBelow(path, dir) && place.test(withinFolder(path, dir));
    const wanted = files.filter((path) =>
      speaking
        ? speaking.some((p) => isBelow(path, p.dir)) &&
          (place.test(path) || world.packages.some((p) => lies(path, p.dir)))
        : place.test(path),
    );
    return wanted.flatMap((path): readonly Launch[] => {
      if (text && !text.test(tree.text(path) ?? '')) return [];
      const own = siteAt(`${name}:${baseOf(path).replace(/\.\w+$/, '')}`, path, 1, world, 'server', {
        weight: weights.start,
        locate: () => [path],
      });
      return [launchOf(own, path, handlers)];
    });
  });
}

function packageSite(
  name: string,
  draft: PackageDraft,
  at: readonly string[],
  kind: ProcessKind | null,
  world: World,
): Site {
  const line = lineFinder(world.tree.text(draft.path) ?? '')([...at]);
  return siteAt(name, draft.path, line, world, kind, {
    weight: weights.serve,
    locate: (path, folders) => locateInPackage(draft.dir, path, folders),
  });
}

/**
 * Packages that another server loads: plug-ins of Homebridge, nodes of Node-RED, the server of a Meteor application, services of
 * Moleculer; and what frameworks load by its place.
 */
function readPlugIns(world: World): readonly Launch[] {
  const { tree } = world;
  return world.packages.flatMap((draft): readonly Launch[] => {
    const { manifest } = draft;
    const launches: Launch[] = [];
    const main = asString(manifest.main);
    const keywords = asStrings(manifest.keywords ?? []);
    if (main !== undefined && keywords.includes('homebridge-plugin'))
      launches.push(launchOf(packageSite('homebridge', draft, ['main'], 'server', world), main, ['default', '*']));
    const nodes = asObject(asObject(manifest['node-red'])?.nodes) ?? {};
    for (const name of Object.keys(nodes)) {
      const path = asString(nodes[name]);
      const site = packageSite(`node-red:${name}`, draft, ['node-red', 'nodes', name], 'server', world);
      if (path !== undefined) launches.push(launchOf(site, path, ['default', '*']));
    }
    const server = asString(asObject(asObject(manifest.meteor)?.mainModule)?.server);
    if (server !== undefined)
      launches.push(
        launchOf(packageSite('meteor', draft, ['meteor', 'mainModule', 'server'], 'server', world), server),
      );
    for (const [framework, names] of placingFrameworks) {
      const name = names.find((one) => draft.dependencies.has(one));
      if (name === undefined) continue;
      const holder = ['dependencies', 'devDependencies', 'peerDependencies'].find(
        (key) => asObject(manifest[key])?.[name],
      );
      const site = packageSite(framework, draft, [holder ?? 'dependencies', name], 'server', world);
      launches.push({ site, kind: null, target: { type: 'framework', framework, dirs: [draft.dir], argument: null } });
    }
    for (const [name, command] of draft.scripts) {
      if (!/(?:^|\s)(?:moleculer-runner|moleculer-cli|functions-framework)(?=\s|$)/.test(command)) continue;
      const weight = /dev|watch|debug/.test(name) ? weights.dev : weights.serve;
      const site = { ...packageSite(name, draft, ['scripts', name], kindOfName(name) ?? 'server', world), weight };
      if (command.includes('functions-framework')) {
        const handler = /--target[= ]([\w.-]+)/.exec(command)?.[1];
        const source = /--source[= ](\S+)/.exec(command)?.[1] ?? main ?? 'index.js';
        launches.push(launchOf(site, source, handler === undefined ? ['*'] : [handler]));
        continue;
      }
      const services = tree.below(draft.dir).filter((path) => isSource(path) && /\.service\.[cm]?[jt]s$/.test(path));
      for (const path of services)
        launches.push({
          site,
          kind: site.kind,
          target: { type: 'file', paths: [path], written: path, handlers: ['*'] },
        });
    }
    return launches;
  });
}

/** Application servers: `startup_file` of Passengerfile.json, `path` of the iisnode handler in web.config. */
function readWebServers(world: World): readonly Launch[] {
  const { tree } = world;
  const passenger = tree.named('Passengerfile.json').flatMap((path): readonly Launch[] => {
    const text = tree.shortText(path) ?? '';
    const config = object(text);
    const file = asString(config?.startup_file);
    if (file === undefined || (config?.app_type !== undefined && config.app_type !== 'node')) return [];
    return [launchOf(siteAt('passenger', path, lineFinder(text)(['startup_file']), world, 'server'), file)];
  });
  const iis = tree.named('web.config').flatMap((path): readonly Launch[] => {
    const text = tree.shortText(path) ?? '';
    const hit = /<add\b[^>]*\bpath\s*=\s*["']([^"'*]+\.[cm]?js)["'][^>]*\bmodules\s*=\s*["']iisnode["']/i.exec(text);
    return hit ? [launchOf(siteAt('iisnode', path, lineAt(text, hit.index), world, 'server'), hit[1]!)] : [];
  });
  return [...passenger, ...iis];
}

/** Servers of the Model Context Protocol: bundles (manifest.json with `server.entry_point`) and smithery.yaml. */
function readMcp(world: World): readonly Launch[] {
  const { tree } = world;
  const bundles = tree.named('manifest.json').flatMap((path): readonly Launch[] => {
    const text = tree.shortText(path) ?? '';
    const config = text.includes('entry_point') ? object(text) : undefined;
    const server = asObject(config?.server);
    const file = asString(server?.entry_point);
    if (file === undefined || (config?.dxt_version ?? config?.manifest_version) === undefined) return [];
    const site = siteAt('mcp-bundle', path, lineFinder(text)(['server', 'entry_point']), world, 'server');
    return [launchOf({ ...site, weight: weights.serve }, file)];
  });
  const smithery = tree.named('smithery.yaml').flatMap((path): readonly Launch[] => {
    const text = tree.shortText(path) ?? '';
    const hit = /command\s*:\s*['"]?(\w+)['"]?\s*,\s*['"]?args['"]?\s*:\s*\[([^\]]*)\]/.exec(text);
    if (!hit) return [];
    const words = [...hit[2]!.matchAll(/['"]([^'"]+)['"]/g)].map(([, word]) => word!);
    const site = siteAt('smithery', path, lineAt(text, hit.index), world, null, {
      otherwise: 'server',
      weight: weights.serve,
    });
    return interpret([hit[1]!, ...words].join(' '), site, world);
  });
  return [...bundles, ...smithery];
}

const starting = /^(?:start|serve|server|run|up|prod|production|web|api|app|worker|dev)(?:$|[-_:.])/;
const weightOf = (name: string): number =>
  /dev|watch|debug|local/.test(name)
    ? weights.dev
    : /^(?:start|serve|prod)/.test(name)
      ? weights.serve
      : weights.script;

/** The target that a line of a Makefile or justfile begins, parameters and what it needs left out; undefined for other lines. */
function targetOf(text: string): string | undefined {
  const at = text.indexOf(':');
  if (at < 0 || text[at + 1] === '=') return undefined;
  const before = text.slice(0, at);
  const name = before.split(' ')[0]!.split('\t')[0]!;
  const isSetting = before.includes('=') && !before.includes(' ');
  return !isSetting && /^[\w.-]+$/.test(name) ? name : undefined;
}

/** Targets of Makefile and justfile, tasks of Taskfile.yml and deno.json whose names say that something is started. */
function readTasks(world: World): readonly Launch[] {
  const { tree } = world;
  const run = (name: string, command: string, file: string, line: number): readonly Launch[] =>
    interpret(
      command,
      siteAt(name, file, line, world, kindOfName(name) ?? 'server', {
        weight: weightOf(name),
        evidence: evidenceOf(file, line, command),
      }),
      world,
    );
  const recipes = ['Makefile', 'makefile', 'GNUmakefile', 'justfile', 'Justfile', '.justfile'].flatMap((base) =>
    tree.named(base).flatMap((file) => {
      let target = '';
      return (tree.shortText(file) ?? '').split('\n').flatMap((text, at): readonly Launch[] => {
        const head = targetOf(text);
        if (head !== undefined) target = head;
        else if (/^\S/.test(text)) target = '';
        if (head !== undefined || !/^\s+\S/.test(text) || !starting.test(target)) return [];
        return run(
          target,
          text
            .trim()
            .replace(/^[@-]+/, '')
            .replaceAll('$$', '$'),
          file,
          at + 1,
        );
      });
    }),
  );
  const tasks = ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml'].flatMap((base) =>
    tree.named(base).flatMap((file) => {
      const document = readYaml(tree.shortText(file) ?? '')?.[0];
      const table = asObject(asObject(document?.value)?.tasks) ?? {};
      return Object.keys(table).flatMap((name) => {
        const task = table[name];
        const list = Array.isArray(task) ? task : (asObject(task)?.cmds ?? asObject(task)?.cmd ?? task);
        const commands = (Array.isArray(list) ? list : [list]).flatMap(
          (one) => asString(one) ?? asString(asObject(one)?.cmd) ?? [],
        );
        return starting.test(name)
          ? commands.flatMap((one) => run(name, one, file, document?.lineOf(['tasks', name]) ?? 1))
          : [];
      });
    }),
  );
  const deno = ['deno.json', 'deno.jsonc'].flatMap((base) =>
    tree.named(base).flatMap((file) => {
      const text = tree.shortText(file) ?? '';
      const table = asObject(object(text)?.tasks) ?? {};
      return Object.keys(table).flatMap((name) => {
        const command = asString(table[name]) ?? asString(asObject(table[name])?.command);
        return command !== undefined && starting.test(name)
          ? run(name, command, file, lineFinder(text)(['tasks', name]))
          : [];
      });
    }),
  );
  return [...recipes, ...tasks, ...deno];
}

/** Lines of crontabs: five fields, sometimes a user, then the command. */
function readCrontabs(world: World): readonly Launch[] {
  const { tree } = world;
  return tree.files.flatMap(({ path }) => {
    if (
      !/(?:^|\/)(?:crontab|cron\.d\/[\w-]+|[\w.-]*\.crontab|root\.cron)$/.test(path) &&
      !/(?:^|\/)crontabs\/\w+$/.test(path)
    )
      return [];
    return (tree.shortText(path) ?? '').split('\n').flatMap((line, at): readonly Launch[] => {
      const hit = /^\s*(?:[\d*/,-]+\s+){4}[\w*/,-]+\s+(?:root\s+|node\s+(?=[\w/]*\/?(?:node|npm)\b))?(\S.*)$/.exec(
        line,
      );
      if (!hit) return [];
      return interpret(hit[1]!, siteAt('cron', path, at + 1, world, 'job'), world);
    });
  });
}

function object(text: string): Readonly<Record<string, unknown>> | undefined {
  const result = readJson(text, { comments: true });
  return result.ok ? asObject(result.value) : undefined;
}
