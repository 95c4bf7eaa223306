import { fitsWildcards } from '../../paths/globs.ts';
import { baseOf, joinPath } from '../../paths/repo-path.ts';
import type { PackageDraft } from '../packages.ts';
import type { ScriptCall } from './follow.ts';
import { kindOfName } from './kinds.ts';
import { fileLaunch, type Launch, packageAt, type Reading, type Site, weights } from './site.ts';

/** Follows a call of scripts into the packages that it names. */
export function runScripts(call: ScriptCall, reading: Reading): readonly Launch[] {
  const drafts = packagesOf(call.where, reading);
  const launches: Launch[] = [];
  let ran = false;
  for (const draft of drafts) {
    const wanted = [...draft.scripts.keys()].filter((name) =>
      call.names.some((pattern) => fitsWildcards(name, pattern)),
    );
    ran ||= wanted.length > 0;
    for (const name of wanted) {
      // Package managers run `prestart` in front of `start`, each time.
      launches.push(...runScript(draft, `pre${name}`, [], reading));
      launches.push(...runScript(draft, name, call.args ?? [], reading));
    }
    // `npm start` without such a script runs server.js (docs.npmjs.com, npm start).
    if (wanted.length === 0 && call.names[0] === 'start' && reading.world.tree.has(inPackage(draft, 'server.js')))
      launches.push(fileLaunch('server.js', { ...reading, site: siteIn(draft, reading.site), folders: [] }));
  }
  if (!ran && call.orElse !== undefined) return reading.command(call.orElse, reading);
  return launches;
}

function inPackage({ dir }: PackageDraft, path: string): string {
  return joinPath(dir, path) ?? path;
}

function siteIn(draft: PackageDraft, site: Site): Site {
  return { ...site, locate: (path, folders) => locateInPackage(draft.dir, path, folders) };
}

function runScript(draft: PackageDraft, name: string, args: readonly string[], reading: Reading): readonly Launch[] {
  const key = `${draft.path}#${name}`;
  const text = draft.scripts.get(name);
  if (text === undefined || reading.open.has(key)) return [];
  const own = kindOfName(name);
  const { kind } = reading.site;
  // What a server's start calls for a build, a migration or a worker is one, and not the server: it goes by its own name.
  const differs = own !== null && own !== kind && (own !== 'server' || kind === null);
  const isAside = differs && own !== 'server';
  const weight = isAside && own !== 'worker' ? weights.script - 1 : reading.site.weight;
  const site = {
    ...siteIn(draft, reading.site),
    ...(differs ? { kind: own } : {}),
    ...(isAside ? { name, weight } : {}),
    script: key,
  };
  const whole = [text, ...args.map((word) => `'${word.replaceAll("'", '')}'`)].join(' ');
  return reading.shell(whole, {
    ...reading,
    site,
    folders: [],
    depth: reading.depth + 1,
    open: new Set([...reading.open, key]),
    trail: [...reading.trail, { file: draft.path, script: name }],
  });
}

function packagesOf(where: ScriptCall['where'], reading: Reading): readonly PackageDraft[] {
  const { world, site, folders } = reading;
  const at = packageAt(reading);
  if (where.type === 'here') return at ? [at] : [];
  if (where.type === 'folder') {
    for (const dir of site.locate(where.folder, folders)) {
      const draft = world.packages.find((p) => p.dir === dir);
      if (draft) return [draft];
    }
    return [];
  }
  const members = world.workspaces.find((w) => w.dir === at?.dir)?.members;
  const all = members === undefined ? world.packages : world.packages.filter(({ dir }) => members.includes(dir));
  if (where.type === 'all') return all;
  const isNamed = (draft: PackageDraft) => where.names.some((name) => isMeant(draft, name));
  return (all.some(isNamed) ? all : world.packages).filter(isNamed);
}

/** Whether a filter (`@shop/api`, `api`, `./apps/api`, `{apps/*}`, `api...`) means a package. */
function isMeant({ name, dir }: PackageDraft, filter: string): boolean {
  const bare = filter
    .replace(/^[^@\w./{*]+|\.\.\.$/g, '')
    .replace(/^\{|\}$/g, '')
    .replace(/^\.\//, '');
  const names = [dir, baseOf(dir), ...(name === null ? [] : [name, baseOf(name)])];
  return bare !== '' && (names.some((n) => n === bare || fitsWildcards(n, bare)) || dir.endsWith(`/${bare}`));
}

/** Where a path in a script of a package leads. */
export function locateInPackage(dir: string, path: string, folders: readonly string[]): readonly string[] {
  const tidy = (given: string) => given.replace(/^(?:\$PWD|\$\{PWD\}|\$INIT_CWD|\$\(pwd\))\/?/, './');
  const at = folders.reduce<string | undefined>(
    (here, folder) => (here === undefined ? undefined : joinPath(here, tidy(folder))),
    dir,
  );
  const found = at === undefined ? undefined : joinPath(at, tidy(path));
  return found === undefined ? [] : [found];
}
