import { baseOf, joinPath } from '../../paths/repo-path.ts';
import { asObject, asString } from '../json.ts';
import type { PackageDraft } from '../packages.ts';
import type { ScriptCall } from './follow.ts';
import { fileLaunch, type Launch, packageAt, type Reading, type Site, weights } from './site.ts';
import { kindOfName } from './words.ts';

/** Follows a call of scripts into the packages that it names. */
export function runScripts(call: ScriptCall, reading: Reading): readonly Launch[] {
  const drafts = packagesOf(call.where, reading);
  const launches: Launch[] = [];
  let ran = false;
  for (const draft of drafts) {
    const wanted = Object.keys(asObject(draft.manifest.scripts) ?? {}).filter((name) =>
      call.names.some((pattern) => matchesPattern(name, pattern)),
    );
    ran ||= wanted.length > 0;
    for (const name of wanted) launches.push(...runScript(draft, name, call.args ?? [], reading));
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
  const text = scriptText(draft, name);
  if (text === undefined || reading.open.has(key)) return [];
  const own = kindOfName(name);
  const { kind } = reading.site;
  // What a server's start calls for a build, a migration or a test is one, and not the server: it goes by its own name.
  const differs = own !== null && own !== kind && (own !== 'server' || kind === null);
  const inner = siteIn(draft, reading.site);
  const site = differs
    ? { ...inner, kind: own, ...(kind === null ? {} : { name, weight: weights.script - 1 }) }
    : inner;
  const whole = [text, ...args.map((word) => `'${word.replaceAll("'", '')}'`)].join(' ');
  return reading.shell(whole, {
    ...reading,
    site,
    folders: [],
    depth: reading.depth + 1,
    open: new Set([...reading.open, key]),
  });
}

/** The text of a script; wireit's scripts stand elsewhere in the same file. */
export function scriptText(draft: PackageDraft, name: string): string | undefined {
  const text = asString(asObject(draft.manifest.scripts)?.[name]);
  return text === 'wireit' ? asString(asObject(asObject(draft.manifest.wireit)?.[name])?.command) : text;
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
  return bare !== '' && (names.some((n) => n === bare || matchesPattern(n, bare)) || dir.endsWith(`/${bare}`));
}

/** Whether a name fits a pattern in which `*` stands for anything. */
function matchesPattern(name: string, pattern: string): boolean {
  if (name === pattern) return true;
  if (!pattern.includes('*')) return false;
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return parts.length < 8 && new RegExp(`^${parts.join('.*')}$`).test(name);
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
