import { dirOf, joinPath } from '../../paths/repo-path.ts';
import type { World } from '../commands/site.ts';
import type { VolumeFact } from '../deployment.ts';
import { asObject, asString, asStrings, asText, type JsonObject } from '../json.ts';
import type { Tree } from '../tree.ts';
import type { YamlDocument } from '../yaml.ts';
import { lineSpan } from './facts.ts';
import { at } from './resources.ts';
import { type ContainerPaths, isMachinery, isSettingsFile, isShipped, isSources, meaningOf } from './volumes.ts';

export type ComposeService = {
  readonly file: string;
  readonly name: string;
  readonly service: JsonObject;
  /** The whole file. */
  readonly project: JsonObject;
  readonly document: YamlDocument;
  readonly units: readonly string[];
  readonly paths: ContainerPaths;
};

/** What a service of Docker Compose says beside its command: how many, volumes, labels of Traefik. Files for development say nothing. */
export function readServiceFacts(one: ComposeService, world: World): void {
  const { file, name, service, document, units } = one;
  if (!world.deploys(file) || service.develop !== undefined) return;
  const unit = `service ${name}`;
  const span = (...path: readonly (string | number)[]) =>
    lineSpan(world.tree, file, document.lineOf(['services', name, ...path]));
  const replicas = at(service, 'deploy', 'replicas') ?? service.scale;
  const path = at(service, 'deploy', 'replicas') === undefined ? ['scale'] : ['deploy', 'replicas'];
  if (typeof replicas === 'number' && replicas > 1)
    world.facts.add('replicas', units, {
      span: span(...path),
      unit,
      setting: `${path.at(-1)}: ${replicas}`,
      by: 'replicas',
      most: replicas,
    });
  else if (replicas === 1)
    world.facts.add('single', units, { span: span(...path), unit, setting: `${path.at(-1)}: 1`, by: 'replicas' });
  if (at(service, 'deploy', 'mode') === 'global')
    world.facts.add('replicas', units, {
      span: span('deploy', 'mode'),
      unit,
      setting: 'mode: global',
      by: 'each-node',
      most: null,
    });
  const environment = one.paths.env.findLast(([name]) => name === 'NODE_ENV');
  if (environment && service.environment !== undefined)
    world.facts.add('environment', units, {
      span: span('environment'),
      unit,
      setting: `NODE_ENV: ${environment[1]}`,
      name: 'NODE_ENV',
      value: environment[1],
    });
  readLabels(one, unit, world);
  const volumes: readonly unknown[] = Array.isArray(service.volumes) ? service.volumes : [];
  // Who mounts the folder of the sources works on them: what else of the repository is mounted beside it is the same checkout.
  const isWorkedOn = volumes.some((written) => {
    const folder = folderOf(written, one);
    return folder !== undefined && !world.tree.has(folder) && isSources(folder, world.tree);
  });
  volumes.forEach((written, index) => {
    const mount = mountOf(written, one, world.tree);
    if (!mount || (isWorkedOn && isShipped(folderOf(written, one), world.tree))) return;
    const meaning = meaningOf(mount.path, one.paths, world.tree);
    world.facts.add('volumes', units, { span: span('volumes', index), unit, ...mount, ...meaning });
  });
  for (const written of asStrings(service.tmpfs ?? [])) {
    const target = written.split(':')[0]!;
    const meaning = meaningOf(target, one.paths, world.tree);
    const draft = { span: span('tmpfs'), unit, setting: `tmpfs: ${written}` };
    world.facts.add('volumes', units, {
      ...draft,
      path: target,
      kind: 'ephemeral',
      shared: false,
      claim: null,
      readOnly: false,
      ...meaning,
    });
  }
}

type Mount = Pick<VolumeFact, 'setting' | 'path' | 'kind' | 'shared' | 'claim' | 'readOnly'>;

/** `data:/data`, `./uploads:/app/uploads:ro`, or the long form; undefined for what holds no data of the application. */
function mountOf(written: unknown, { file, project }: ComposeService, tree: Tree): Mount | undefined {
  const long = asObject(written);
  const [from, to, options = ''] = partsOf(written);
  if (to === undefined || !to.startsWith('/')) return undefined;
  const path = to.length > 1 ? to.replace(/(?<!\/)\/+$/, '') : to;
  if (isMachinery(path) || isSettingsFile(path) || path.includes('node_modules')) return undefined;
  const setting = long ? `target: ${to}` : asText(written);
  const readOnly = long?.read_only === true || options.split(',').includes('ro');
  if (long?.type === 'tmpfs') return { setting, path, kind: 'ephemeral', shared: false, claim: null, readOnly };
  if (from === '') return { setting, path, kind: 'named', shared: false, claim: null, readOnly };
  if (/^[./~$]/.test(from)) {
    if (isMachinery(from) || isSources(joinPath(dirOf(file), from), tree)) return undefined;
    return { setting, path, kind: 'host', shared: false, claim: from, readOnly };
  }
  const options_ = asObject(at(project, 'volumes', from, 'driver_opts'));
  const isNetwork = /nfs|cifs|efs/.test(`${asText(options_?.type)} ${asText(at(project, 'volumes', from, 'driver'))}`);
  return { setting, path, kind: isNetwork ? 'network' : 'named', shared: isNetwork, claim: from, readOnly };
}

/** The folder of the repository that a mount comes from. */
function folderOf(written: unknown, { file }: ComposeService): string | undefined {
  const [from] = partsOf(written);
  return /^[./]/.test(from) ? joinPath(dirOf(file), from) : undefined;
}

/** Where a mount comes from, where it goes to, and its options: of the text, or of the long form. */
function partsOf(written: unknown): readonly [string, string | undefined, string?] {
  const long = asObject(written);
  return long ? [asString(long.source) ?? '', asString(long.target)] : splitMount(asText(written));
}

function splitMount(written: string): readonly [string, string | undefined, string?] {
  // Variables (`${DATA:-./data}`) may hold colons.
  const parts = written
    .replace(/\$\{(\w+)(?!\w):?-?([^{}]*)\}/g, (_, name: string, other: string) => (other === '' ? `$${name}` : other))
    .split(':');
  if (parts.length === 1) return ['', parts[0]];
  return [parts[0]!, parts[1], parts[2]];
}

/** Sticky cookies of Traefik in `labels` or `deploy.labels`, as a list or a mapping. */
function readLabels({ file, name, service, document, units }: ComposeService, unit: string, world: World): void {
  for (const path of [['labels'], ['deploy', 'labels']]) {
    const written = at(service, ...path);
    const labels: readonly (readonly [string | number, string, string])[] = Array.isArray(written)
      ? asStrings(written).map(
          (entry, index) => [index, entry.split('=')[0]!, entry.slice(entry.indexOf('=') + 1)] as const,
        )
      : Object.keys(asObject(written) ?? {}).map((key) => [key, key, asText(asObject(written)![key])] as const);
    const sticky = labels.find(([, key, value]) => isStickyLabel(key, value));
    if (!sticky) continue;
    const [place, key, value] = sticky;
    world.facts.add('sticky', units, {
      span: lineSpan(world.tree, file, document.lineOf(['services', name, ...path, place])),
      unit,
      setting: `${key}=${value}`,
      key,
      by: /strategy$/i.test(key) ? 'address' : 'cookie',
      byDefault: false,
    });
  }
}

/** Any label below `sticky.cookie` switches it on (doc.traefik.io, docker provider); `hrw` hashes the client's address. */
export function isStickyLabel(key: string, value: string): boolean {
  if (/^traefik\.http\.services\.[^.]+\.loadbalancer\.sticky(?:\.cookie(?:\..+)?)?$/i.test(key))
    return value !== 'false';
  if (/^traefik\.(?:backend|[\w-]+)\.loadbalancer\.stick(?:iness|y)(?:\..+)?$/i.test(key)) return value !== 'false';
  return /^traefik\.http\.services\.[^.]+\.loadbalancer\.strategy$/i.test(key) && value === 'hrw';
}
