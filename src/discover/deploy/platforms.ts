import { baseOf, dirOf, joinPath } from '../../paths/repo-path.ts';
import { interpret } from '../commands/interpret.ts';
import { kindOfService } from '../commands/kinds.ts';
import { locateInPackage } from '../commands/run-scripts.ts';
import { type Launch, type Site, type World, weights } from '../commands/site.ts';
import { asNumber, asObject, asObjects, asString, asText, lineFinder, readJson } from '../json.ts';
import { procfileUnit } from '../manifests/procfile.ts';
import { addNote, evidenceAt, type Notes } from '../note.ts';
import { readToml } from '../toml.ts';
import type { ProcessKind } from '../workspace.ts';
import { readYaml } from '../yaml.ts';
import { type FactDraft, lineSpan } from './facts.ts';
import { imageUnit } from './own-images.ts';
import { at } from './resources.ts';
import { meaningOf } from './volumes.ts';

type Key = string | number;

/** A manifest of a platform, parsed, with its own way of finding lines. */
type Manifest = { readonly file: string; readonly value: unknown; lineOf(path: readonly Key[]): number };

/**
 * What the manifests of application platforms start and say: fly.toml, render.yaml, app.json, railway.json and .toml, app.yaml of App
 * Engine, manifest.yml and manifest-*.yml of Cloud Foundry, .do/app.yaml. Sources: the configuration references of the platforms.
 */
export function readPlatforms(world: World, notes: Notes): readonly Launch[] {
  const { tree } = world;
  const launches: Launch[] = [];
  const cloudFoundry = tree.files.flatMap(({ path }) => (isNamedCloudFoundry(path, tree) ? [path] : []));
  const all = [
    ...readers.map(([name, read]) => [tree.named(name), read] as const),
    [cloudFoundry, readCloudFoundry] as const,
  ];
  for (const [files, read] of all) {
    for (const file of files) {
      if (!world.deploys(file)) continue;
      const text = tree.shortText(file);
      const manifest = text === undefined ? undefined : parse(file, text);
      if (!manifest) {
        addNote(notes, 'manifest-broken', file, 1, `${file} cannot be read; what it deploys is not known`);
        continue;
      }
      launches.push(...read(manifest, world));
    }
  }
  return launches;
}

const readers: readonly (readonly [name: string, read: (manifest: Manifest, world: World) => readonly Launch[]])[] = [
  ['fly.toml', readFly],
  ['render.yaml', readRender],
  ['render.yml', readRender],
  ['app.json', readAppJson],
  ['railway.json', readRailway],
  ['railway.toml', readRailway],
  ['app.yaml', readAppYaml],
  ['app.yml', readAppYaml],
  ['manifest.yml', readCloudFoundry],
  ['manifest.yaml', readCloudFoundry],
  ['heroku.yml', readHeroku],
  ['nixpacks.toml', readNixpacks],
  ['apprunner.yaml', readAppRunner],
  ['apphosting.yaml', readAppHosting],
  ['.platform.app.yaml', readPlatformSh],
  ['snapcraft.yaml', readSnap],
];

/** Manifests of Cloud Foundry beside the plain one, for one application or one place each: `manifest-staging.yml`, `manifest.worker.yml`. */
function isNamedCloudFoundry(path: string, tree: World['tree']): boolean {
  return /^manifest[-._][\w.-]+\.ya?ml$/.test(baseOf(path)) && /^applications\s*:/m.test(tree.shortText(path) ?? '');
}

function parse(file: string, text: string): Manifest | undefined {
  if (file.endsWith('.toml')) {
    const document = readToml(text);
    return document && { file, value: document.value, lineOf: (path) => document.lineOf(path) };
  }
  if (file.endsWith('.json')) {
    const result = readJson(text, { comments: true });
    const lineOf = lineFinder(text);
    return result.ok ? { file, value: result.value, lineOf: (path) => lineOf([...path]) } : undefined;
  }
  const document = readYaml(text)?.[0];
  return document && { file, value: document.value, lineOf: (path) => document.lineOf(path) };
}

function span(world: World, { file, lineOf }: Manifest, path: readonly Key[]) {
  return lineSpan(world.tree, file, lineOf(path));
}

/** A command that a platform runs in a folder. */
function start(
  manifest: Manifest,
  path: readonly Key[],
  command: string,
  name: string,
  kind: ProcessKind | null,
  dir: string,
  unit: string,
  world: World,
): readonly Launch[] {
  const site: Site = {
    name,
    kind,
    otherwise: 'server',
    weight: weights.manifest,
    unit,
    evidence: evidenceAt(manifest.file, world.tree.text(manifest.file) ?? '', manifest.lineOf(path)),
    locate: (given, folders) => locateInPackage(dir, given, folders),
  };
  return interpret(command, site, world);
}

/** The units of what a platform runs where its manifest names no command: the image of the folder, else the Procfile's `web`, else the start script. */
function defaultUnits(dir: string, dockerfile: string | undefined, type: string, world: World): readonly string[] {
  const path = joinPath(dir, (dockerfile ?? 'Dockerfile').replace(/^\/+/, ''));
  if (path !== undefined && world.images.some((image) => image.path === path)) return [imageUnit(path)];
  const procfile = joinPath(dir, 'Procfile');
  if (procfile !== undefined && world.tree.has(procfile)) return [procfileUnit(procfile, type)];
  const draft = world.packages.find((one) => one.dir === dir);
  const text = draft && world.tree.text(draft.path);
  return draft && text !== undefined && draft.scripts.has('start')
    ? [`${draft.path}:${lineFinder(text)(['scripts', 'start'])}`]
    : [];
}

function volumeDraft(
  path: string,
  claim: string | null,
  setting: string,
  units: readonly string[],
  dir: string,
  world: World,
) {
  const image = world.images.find((one) => units.includes(imageUnit(one.path)));
  const target = path.length > 1 ? path.replace(/(?<!\/)\/+$/, '') : path;
  const env = (image?.image.env ?? []).map(({ name, value }) => [name, value] as const);
  return {
    setting,
    path: target,
    kind: 'disk',
    shared: false,
    claim,
    readOnly: false,
    ...meaningOf(
      target,
      {
        copies: image?.image.copies ?? [],
        workdir: image?.image.workdir ?? '/app',
        context: image?.context ?? dir,
        env,
      },
      world.tree,
    ),
  } satisfies Omit<FactDraft<'volumes'>, 'span' | 'unit'>;
}

/** fly.io: `[processes]`, `[mounts]`, `min_machines_running`, `auto_stop_machines`, `[deploy] release_command`. */
function readFly(manifest: Manifest, world: World): readonly Launch[] {
  const config = asObject(manifest.value) ?? {};
  const dir = dirOf(manifest.file);
  const unit = 'fly.toml';
  const own = `fly:${manifest.file}`;
  const units = [own, ...defaultUnits(dir, asString(at(config, 'build', 'dockerfile')), 'web', world)];
  const launches: Launch[] = [];
  const processes = asObject(config.processes) ?? {};
  for (const name of Object.keys(processes)) {
    const command = asString(processes[name]);
    const kind = name === 'app' || name === 'web' ? 'server' : kindOfService(name);
    if (command !== undefined && command !== '')
      launches.push(...start(manifest, ['processes', name], command, name, kind, dir, own, world));
  }
  const release = asString(at(config, 'deploy', 'release_command'));
  if (release !== undefined)
    launches.push(
      ...start(manifest, ['deploy', 'release_command'], release, 'release', 'job', dir, `${own}#release`, world),
    );
  const mounts = Array.isArray(config.mounts) ? config.mounts : config.mounts === undefined ? [] : [config.mounts];
  mounts.forEach((mount: unknown, index) => {
    const path = asString(at(mount, 'destination'));
    if (path === undefined) return;
    const place = Array.isArray(config.mounts) ? ['mounts', index, 'destination'] : ['mounts', 'destination'];
    const setting = `destination = "${path}"`;
    world.facts.add('volumes', units, {
      span: span(world, manifest, place),
      unit,
      ...volumeDraft(path, asString(at(mount, 'source')) ?? null, setting, units, dir, world),
    });
  });
  const services = [
    ['http_service', config.http_service] as const,
    ...(Array.isArray(config.services) ? config.services : []).map(
      (one: unknown, index) => [`services`, one, index] as const,
    ),
  ];
  for (const [key, service, index] of services) {
    const path = (name: string) => (index === undefined ? [key, name] : [key, index, name]);
    const least = at(service, 'min_machines_running');
    const stop = at(service, 'auto_stop_machines');
    if (typeof least === 'number' && least > 1) {
      const draft = {
        span: span(world, manifest, path('min_machines_running')),
        unit,
        setting: `min_machines_running = ${least}`,
      };
      world.facts.add('replicas', units, { ...draft, by: 'replicas', most: least });
    }
    if ((stop === true || stop === 'stop' || stop === 'suspend') && !(typeof least === 'number' && least > 0))
      world.facts.add('restarts', units, {
        span: span(world, manifest, path('auto_stop_machines')),
        unit,
        setting: `auto_stop_machines = ${asText(stop)}`,
        by: 'scale-to-zero',
      });
  }
  return launches;
}

/** Render: `services[]` with `type`, `startCommand`, `dockerfilePath`, `disk`, `numInstances`, `scaling`. */
function readRender(manifest: Manifest, world: World): readonly Launch[] {
  const services = at(manifest.value, 'services');
  const launches: Launch[] = [];
  (Array.isArray(services) ? services : []).forEach((service: unknown, index) => {
    const one = asObject(service) ?? {};
    const type = asString(one.type) ?? 'web';
    const name = asString(one.name) ?? type;
    if (
      one.image !== undefined ||
      one.runtime === 'static' ||
      one.env === 'static' ||
      /^(?:redis|keyvalue)$/.test(type)
    )
      return;
    const dir = joinPath(dirOf(manifest.file), asString(one.rootDir) ?? '.') ?? dirOf(manifest.file);
    const own = `render:${manifest.file}#${index}`;
    const command = asString(one.startCommand) ?? asString(one.dockerCommand);
    const key = one.startCommand === undefined ? 'dockerCommand' : 'startCommand';
    const kind: ProcessKind = type === 'worker' ? 'worker' : type === 'cron' ? 'job' : 'server';
    const units =
      command === undefined ? [own, ...defaultUnits(dir, asString(one.dockerfilePath), 'web', world)] : [own];
    if (command !== undefined)
      launches.push(...start(manifest, ['services', index, key], command, name, kind, dir, own, world));
    const unit = `service ${name}`;
    const place = (...path: readonly Key[]) => span(world, manifest, ['services', index, ...path]);
    const count = one.numInstances ?? at(one, 'scaling', 'maxInstances');
    const path = one.numInstances === undefined ? ['scaling', 'maxInstances'] : ['numInstances'];
    if (typeof count === 'number' && count > 1)
      world.facts.add('replicas', units, {
        span: place(...path),
        unit,
        setting: `${path.at(-1)}: ${count}`,
        by: path.length > 1 ? 'autoscaler' : 'replicas',
        most: count,
      });
    else if (count === 1)
      world.facts.add('single', units, {
        span: place(...path),
        unit,
        setting: `${path.at(-1)}: 1`,
        by: 'max-instances',
      });
    const mountPath = asString(at(one, 'disk', 'mountPath'));
    if (mountPath !== undefined) {
      const setting = `mountPath: ${mountPath}`;
      const claim = asString(at(one, 'disk', 'name')) ?? null;
      world.facts.add('volumes', units, {
        span: place('disk', 'mountPath'),
        unit,
        ...volumeDraft(mountPath, claim, setting, units, dir, world),
      });
      world.facts.add('single', units, { span: place('disk', 'mountPath'), unit, setting: 'disk', by: 'disk' });
    }
    if (one.plan === 'free')
      world.facts.add('restarts', units, { span: place('plan'), unit, setting: 'plan: free', by: 'scale-to-zero' });
  });
  return launches;
}

/** Heroku's app.json: `formation.web.quantity`, `scripts.postdeploy`. */
function readAppJson(manifest: Manifest, world: World): readonly Launch[] {
  const dir = dirOf(manifest.file);
  const formation = asObject(at(manifest.value, 'formation')) ?? {};
  for (const type of Object.keys(formation)) {
    const quantity = at(formation, type, 'quantity');
    if (typeof quantity !== 'number') continue;
    const units = defaultUnits(dir, undefined, type, world);
    const draft = {
      span: span(world, manifest, ['formation', type, 'quantity']),
      unit: `formation ${type}`,
      setting: `quantity: ${quantity}`,
    };
    if (quantity > 1) world.facts.add('replicas', units, { ...draft, by: 'replicas', most: quantity });
  }
  const postdeploy = asString(at(manifest.value, 'scripts', 'postdeploy'));
  if (postdeploy === undefined) return [];
  const own = `app.json:${manifest.file}`;
  return start(manifest, ['scripts', 'postdeploy'], postdeploy, 'postdeploy', 'job', dir, own, world);
}

/** Railway: `deploy.startCommand`, `deploy.numReplicas`, `deploy.cronSchedule`. */
function readRailway(manifest: Manifest, world: World): readonly Launch[] {
  const dir = dirOf(manifest.file);
  const deploy = asObject(at(manifest.value, 'deploy')) ?? {};
  const own = `railway:${manifest.file}`;
  const command = asString(deploy.startCommand);
  const units =
    command === undefined
      ? [own, ...defaultUnits(dir, asString(at(manifest.value, 'build', 'dockerfilePath')), 'web', world)]
      : [own];
  const count = deploy.numReplicas;
  if (typeof count === 'number' && count > 1)
    world.facts.add('replicas', units, {
      span: span(world, manifest, ['deploy', 'numReplicas']),
      unit: 'railway',
      setting: `numReplicas: ${count}`,
      by: 'replicas',
      most: count,
    });
  const kind: ProcessKind | null = deploy.cronSchedule === undefined ? null : 'job';
  return command === undefined
    ? []
    : start(manifest, ['deploy', 'startCommand'], command, 'railway', kind, dir, own, world);
}

/** `app.yaml`: of App Engine where it names a runtime, of DigitalOcean's App Platform where it has services. */
function readAppYaml(manifest: Manifest, world: World): readonly Launch[] {
  const config = asObject(manifest.value) ?? {};
  if (Array.isArray(config.services)) return readDigitalOcean(manifest, world);
  if (typeof config.runtime !== 'string') return [];
  const dir = dirOf(manifest.file);
  const own = `gae:${manifest.file}`;
  const unit = 'app.yaml';
  const command = asString(config.entrypoint) ?? asString(at(config, 'entrypoint', 'shell'));
  const units = command === undefined ? [own, ...defaultUnits(dir, undefined, 'web', world)] : [own];
  if (asText(at(config, 'network', 'session_affinity')) === 'true')
    world.facts.add('sticky', units, {
      span: span(world, manifest, ['network', 'session_affinity']),
      unit,
      setting: 'session_affinity: true',
      key: 'session_affinity',
      by: 'cookie',
      byDefault: false,
    });
  for (const path of [
    ['manual_scaling', 'instances'],
    ['automatic_scaling', 'max_instances'],
    ['automatic_scaling', 'max_num_instances'],
    ['basic_scaling', 'max_instances'],
  ]) {
    const count = asNumber(at(config, ...path) ?? Number.NaN);
    const draft = { span: span(world, manifest, path), unit, setting: `${path[1]}: ${count}` };
    const by = path[0] === 'manual_scaling' ? 'replicas' : 'autoscaler';
    if (count > 1) world.facts.add('replicas', units, { ...draft, by, most: count });
    else if (count === 1) world.facts.add('single', units, { ...draft, by: 'max-instances' });
  }
  return command === undefined ? [] : start(manifest, ['entrypoint'], command, 'app-engine', 'server', dir, own, world);
}

function readDigitalOcean(manifest: Manifest, world: World): readonly Launch[] {
  const launches: Launch[] = [];
  for (const list of ['services', 'workers', 'jobs'] as const) {
    const components = at(manifest.value, list);
    (Array.isArray(components) ? components : []).forEach((written: unknown, index) => {
      const one = asObject(written) ?? {};
      const name = asString(one.name) ?? list;
      // The specification lies in .do/, and names folders from the repository's root.
      const top = /(?:^|\/)\.do$/.test(dirOf(manifest.file)) ? dirOf(dirOf(manifest.file)) : dirOf(manifest.file);
      const dir = joinPath(top, (asString(one.source_dir) ?? '.').replace(/^\/+/, '') || '.') ?? top;
      const own = `do:${manifest.file}#${list}${index}`;
      const command = asString(one.run_command);
      const units =
        command === undefined ? [own, ...defaultUnits(dir, asString(one.dockerfile_path), 'web', world)] : [own];
      const kind: ProcessKind = list === 'services' ? 'server' : list === 'workers' ? 'worker' : 'job';
      if (command !== undefined)
        launches.push(...start(manifest, [list, index, 'run_command'], command, name, kind, dir, own, world));
      const count = one.instance_count;
      if (typeof count === 'number' && count > 1)
        world.facts.add('replicas', units, {
          span: span(world, manifest, [list, index, 'instance_count']),
          unit: `${list.slice(0, -1)} ${name}`,
          setting: `instance_count: ${count}`,
          by: 'replicas',
          most: count,
        });
    });
  }
  return launches;
}

/** heroku.yml: `run` names the command of each process type (devcenter.heroku.com, heroku.yml). */
function readHeroku(manifest: Manifest, world: World): readonly Launch[] {
  const table = asObject(at(manifest.value, 'run')) ?? {};
  return Object.keys(table).flatMap((type) => {
    const written = asObject(table[type])?.command ?? table[type];
    const command = Array.isArray(written) ? written.map(String).join(' && ') : asString(written);
    if (command === undefined) return [];
    const unit = `heroku:${manifest.file}#${type}`;
    const kind = type === 'web' ? 'server' : 'worker';
    return start(manifest, ['run', type], command, type, kind, dirOf(manifest.file), unit, world);
  });
}

/** A manifest that names one command at a path. */
const oneCommand =
  (name: string, ...path: readonly Key[]) =>
  (manifest: Manifest, world: World): readonly Launch[] => {
    const command = asString(at(manifest.value, ...path.map(String)));
    const dir = dirOf(manifest.file);
    return command === undefined
      ? []
      : start(manifest, path, command, name, 'server', dir, `${name}:${manifest.file}`, world);
  };

/** nixpacks.toml (nixpacks.com, file), apprunner.yaml (AWS App Runner), apphosting.yaml (Firebase App Hosting), Platform.sh. */
function readNixpacks(manifest: Manifest, world: World): readonly Launch[] {
  return oneCommand('nixpacks', 'start', 'cmd')(manifest, world);
}
function readAppRunner(manifest: Manifest, world: World): readonly Launch[] {
  return oneCommand('apprunner', 'run', 'command')(manifest, world);
}
function readAppHosting(manifest: Manifest, world: World): readonly Launch[] {
  return oneCommand('apphosting', 'scripts', 'runCommand')(manifest, world);
}
function readPlatformSh(manifest: Manifest, world: World): readonly Launch[] {
  const workers = Object.keys(asObject(at(manifest.value, 'workers')) ?? {});
  return [
    ...oneCommand('platform', 'web', 'commands', 'start')(manifest, world),
    ...workers.flatMap((name) => oneCommand(name, 'workers', name, 'commands', 'start')(manifest, world)),
  ];
}
/** snapcraft.yaml: the command of each application (snapcraft.io, apps). */
function readSnap(manifest: Manifest, world: World): readonly Launch[] {
  const names = Object.keys(asObject(at(manifest.value, 'apps')) ?? {});
  return names.flatMap((name) => oneCommand(name, 'apps', name, 'command')(manifest, world));
}

/**
 * Cloud Foundry: `applications[]` and the `processes[]` of each, with `command` and `instances` (docs.cloudfoundry.org, manifest
 * attributes).
 */
function readCloudFoundry(manifest: Manifest, world: World): readonly Launch[] {
  const launches: Launch[] = [];
  asObjects(at(manifest.value, 'applications') ?? []).forEach((one, index) => {
    const name = asString(one.name) ?? 'app';
    const dir = pushedFolder(manifest.file, asString(one.path), world);
    const read = (part: Readonly<Record<string, unknown>>, path: readonly Key[], type: string): void => {
      const own = `cf:${manifest.file}#${index}${type === 'web' ? '' : `#${type}`}`;
      const command = asString(part.command);
      const units =
        command === undefined && type === 'web' ? [own, ...defaultUnits(dir, undefined, 'web', world)] : [own];
      if (command !== undefined) {
        const kind = type === 'web' ? null : (kindOfService(type) ?? 'worker');
        const known = type === 'web' ? name : type;
        launches.push(...start(manifest, [...path, 'command'], command, known, kind, dir, own, world));
      }
      const count = part.instances;
      if (typeof count === 'number' && count > 1)
        world.facts.add('replicas', units, {
          span: span(world, manifest, [...path, 'instances']),
          unit: `application ${name}`,
          setting: `instances: ${count}`,
          by: 'replicas',
          most: count,
        });
    };
    read(one, ['applications', index], 'web');
    asObjects(one.processes ?? []).forEach((part, nth) => {
      read(part, ['applications', index, 'processes', nth], asString(part.type) ?? 'web');
    });
  });
  return launches;
}

/** The folder that is pushed: what `path` names. `cf push -f` runs above a manifest that stands in a folder of its own, so the nearest package upwards counts. */
function pushedFolder(file: string, path: string | undefined, world: World): string {
  const own = dirOf(file);
  const named = joinPath(own, path ?? '.') ?? own;
  const isPackage = (dir: string): boolean => world.packages.some((one) => one.dir === dir);
  for (let dir = named; ; dir = dirOf(dir)) {
    if (isPackage(dir)) return dir;
    if (dir === '') return named;
  }
}
