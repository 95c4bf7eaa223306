import { dirOf, joinPath } from '../../paths/repo-path.ts';
import { kindOfService } from '../commands/kinds.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { fileLaunch, type Launch, type Reading, type Site, unitOf } from '../commands/site.ts';
import { lineSpan } from '../deploy/facts.ts';
import { asNumber, asObject, asObjects, asString, asStrings, asText, lineAt, lineFinder, readJson } from '../json.ts';
import { readExportedLiteral } from '../literal-reader.ts';
import { evidenceAt } from '../note.ts';
import type { ProcessKind } from '../workspace.ts';
import { readYaml } from '../yaml.ts';

type App = {
  readonly app: Readonly<Record<string, unknown>>;
  /** 1-based line of a key of it. */
  lineOf(key: string): number;
};

/** What a pm2 ecosystem file starts: `apps` with `script`, `cwd`, `args`, `interpreter`, `instances` (pm2.keymetrics.io, ecosystem file). */
export function readEcosystem(path: string, reading: Reading): readonly Launch[] {
  const text = reading.world.tree.shortText(path) ?? '';
  const dir = dirOf(path);
  return appsOf(path, text).flatMap(({ app, lineOf }) => {
    const script = asString(app.script);
    if (script === undefined) return [];
    const cwd = asString(app.cwd);
    const name = asString(app.name) ?? script;
    const site: Site = {
      name,
      kind: ecosystemKind(name, app, reading.site.kind),
      otherwise: 'server',
      weight: Math.max(reading.site.weight, 80),
      unit: `pm2:${path}#${name}`,
      evidence: evidenceAt(path, text, lineOf('script')),
      replicas: replicasOf(app),
      // pm2 takes `script` from `cwd`, else from where it is called: the file's own folder, or that of the package.
      locate: (given, folders) =>
        [
          ...(cwd === undefined ? [] : locateIn(dir, cwd, given, folders)),
          // An absolute folder is one of the image or the host: the package stands there, where the file of pm2 is copied to.
          ...(cwd?.startsWith('/') ? reading.site.locate(`.${cwd}/${given}`, folders) : []),
          ...locateInPackage(dir, given, folders),
          ...reading.site.locate(given, folders),
        ].filter((found, index, all) => all.indexOf(found) === index),
    };
    readFacts(app, lineOf, path, site, reading);
    const inner: Reading = { ...reading, site, folders: [] };
    const args = Array.isArray(app.args)
      ? asStrings(app.args)
      : (asString(app.args) ?? '').split(/\s+/).filter((word) => word !== '');
    const interpreter = asString(app.interpreter ?? app.exec_interpreter);
    if (/\s/.test(script)) return reading.shell(script, inner);
    if (!/[./]/.test(script)) return reading.command([script, ...args], inner);
    if (interpreter !== undefined && /(?:^|\/)(?:ba|da|z)?sh$/.test(interpreter))
      return reading.command([interpreter, script], inner);
    if (script.includes('node_modules/') || /\.sh$/.test(script)) return reading.command([script, ...args], inner);
    return [fileLaunch(script, inner)];
  });
}

function locateIn(dir: string, cwd: string, given: string, folders: readonly string[]): readonly string[] {
  const at = joinPath(dir, cwd.replace(/^\/+/, './'));
  return at === undefined ? [] : locateInPackage(at, given, folders);
}

function ecosystemKind(
  name: string,
  app: Readonly<Record<string, unknown>>,
  outer: ProcessKind | null,
): ProcessKind | null {
  if (typeof app.cron_restart === 'string' && app.autorestart === false) return 'job';
  return outer === 'test' ? outer : kindOfService(name);
}

function replicasOf(app: Readonly<Record<string, unknown>>): number | null {
  const count = asNumber(app.instances);
  return Number.isInteger(count) && count > 0 ? count : null;
}

/** How many pm2 runs, and what makes it restart them. */
function readFacts(app: App['app'], lineOf: App['lineOf'], file: string, site: Site, { world }: Reading): void {
  if (!world.deploys(file)) return;
  const units = [unitOf(site)];
  const draft = (key: string) => ({
    span: lineSpan(world.tree, file, lineOf(key)),
    unit: `pm2 ${site.name}`,
    setting: `${key}: ${asText(app[key])}`,
  });
  const { instances } = app;
  // 0, -1 and 'max' stand for the processors of the host.
  const count = instances === 'max' || instances === '0' ? 0 : asNumber(instances ?? Number.NaN);
  if (count > 1 || count <= 0)
    world.facts.add('replicas', units, { ...draft('instances'), by: 'workers', most: count > 1 ? count : null });
  else if (count === 1) world.facts.add('single', units, { ...draft('instances'), by: 'replicas' });
  if (app.max_memory_restart !== undefined)
    world.facts.add('restarts', units, { ...draft('max_memory_restart'), by: 'memory-limit' });
  if (app.cron_restart !== undefined && app.autorestart !== false)
    world.facts.add('restarts', units, { ...draft('cron_restart'), by: 'schedule' });
  for (const key of ['env', 'env_production']) {
    const value = asObject(app[key])?.NODE_ENV;
    if (typeof value === 'string')
      world.facts.add('environment', units, { ...draft(key), setting: `NODE_ENV: ${value}`, name: 'NODE_ENV', value });
  }
}

function appsOf(path: string, text: string): readonly App[] {
  /** `{ apps: [...] }`, a list, or one app alone. */
  const found = (value: unknown, lineOf: (path: (string | number)[]) => number): readonly App[] => {
    const apps = asObject(value)?.apps;
    const prefix = apps === undefined ? [] : ['apps'];
    const list = apps ?? value;
    return asObjects(list).map((app, index) => ({
      app,
      lineOf: (key) => lineOf([...prefix, ...(Array.isArray(list) ? [index] : []), key]),
    }));
  };
  if (/\.ya?ml$/.test(path)) {
    const document = readYaml(text)?.[0];
    return document ? found(document.value, (place) => document.lineOf(place)) : [];
  }
  if (/\.json5?$/.test(path)) {
    const result = readJson(text, { comments: true });
    return result.ok ? found(result.value, lineFinder(text)) : [];
  }
  const whole = readExportedLiteral(text);
  const { value, offsetOf } = whole.value === undefined ? readExportedLiteral(text, 'apps') : whole;
  const exported = asObject(value)?.apps ?? value;
  return asObjects(exported).map((app) => ({
    app,
    lineOf: (key) => lineAt(text, offsetOf(app as never, key)),
  }));
}
