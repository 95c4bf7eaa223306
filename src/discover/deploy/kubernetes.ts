import { kindOfService } from '../commands/kinds.ts';
import { type Launch, type World, weights } from '../commands/site.ts';
import { asNumber, asObject, asObjects, asString, asStrings, asText, type JsonObject } from '../json.ts';
import type { Command } from '../manifests/dockerfile.ts';
import { containerLaunches } from '../manifests/images.ts';
import type { ProcessKind } from '../workspace.ts';
import { lineSpan } from './facts.ts';
import { imageUnit, ownImage } from './own-images.ts';
import { readMounts } from './pod-volumes.ts';
import { at, type Resource, type Resources } from './resources.ts';

type Path = readonly (string | number)[];

/** Where the pods of a workload are described, by kind. */
const podPaths: ReadonlyMap<string, Path> = new Map<string, Path>([
  ...[
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ReplicaSet',
    'ReplicationController',
    'Job',
    'Rollout',
    'DeploymentConfig',
    'Service',
  ].map((kind) => [kind, ['spec', 'template', 'spec']] as const),
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ['Pod', ['spec']],
]);

/** A workload with what it has in common with launches and facts. */
export type Workload = {
  readonly resource: Resource;
  /** Its own unit, and those of the images that it runs as they are. */
  readonly units: readonly string[];
  readonly labels: JsonObject;
  /** Whether all of its images are made by others. */
  readonly isForeign: boolean;
};

/** The unit of a workload by kind and name, under which autoscalers and overlays speak of it too. */
function workloadUnit(kind: string, name: string): string {
  return `k8s:${kind}/${name}`;
}

/** What the workloads of Kubernetes manifests start, and what they say of it. */
export function readWorkloads(
  { objects, values }: Resources,
  world: World,
): { readonly launches: readonly Launch[]; readonly workloads: readonly Workload[] } {
  const launches: Launch[] = [];
  const workloads: Workload[] = [];
  const claims = new Map(objects.filter(({ kind }) => kind === 'PersistentVolumeClaim').map((one) => [one.name, one]));
  for (const resource of objects) {
    const podPath = podPaths.get(resource.kind);
    if (!podPath || (resource.kind === 'Service' && !/knative|run\.googleapis/.test(asText(resource.value.apiVersion))))
      continue;
    const pod = asObject(at(resource.value, ...podPath));
    const own = workloadUnit(resource.kind, resource.name);
    const units = new Set([own]);
    let isForeign = pod !== undefined;
    for (const list of ['containers', 'initContainers'] as const) {
      asObjects(pod?.[list] ?? []).forEach((container, index) => {
        const read = readContainer(
          resource,
          pod ?? {},
          container,
          [...podPath, list, index],
          own,
          list === 'initContainers',
          claims,
          world,
        );
        launches.push(...read.launches);
        if (read.unit !== undefined) units.add(read.unit);
        if (list === 'containers' && !read.isForeign) isForeign = false;
      });
    }
    workloads.push({ resource, units: [...units], labels: labelsOf(resource), isForeign });
  }
  const merged = workloads.map((workload) => withSameName(workload, workloads));
  for (const workload of merged) {
    const podPath = podPaths.get(workload.resource.kind) ?? [];
    if (!workload.isForeign) readCounts(workload, asObject(at(workload.resource.value, ...podPath)), podPath, world);
  }
  for (const resource of objects) readScalers(resource, merged, world);
  readOverlays(objects, merged, world);
  readChartCounts(values, world);
  return { launches, workloads: merged };
}

/** An overlay repeats kind and name of what it changes. */
function withSameName(workload: Workload, all: readonly Workload[]): Workload {
  const { kind, name } = workload.resource;
  const same = all.filter(({ resource }) => resource.kind === kind && resource.name === name);
  if (same.length === 1) return workload;
  return {
    ...workload,
    units: [...new Set(same.flatMap(({ units }) => units))],
    labels: same.find(({ labels }) => Object.keys(labels).length > 0)?.labels ?? {},
    isForeign: same.some(({ isForeign }) => isForeign),
  };
}

function labelsOf(resource: Resource): JsonObject {
  return (
    asObject(at(resource.value, 'spec', 'template', 'metadata', 'labels')) ??
    (resource.kind === 'Pod' ? asObject(resource.metadata.labels) : undefined) ??
    {}
  );
}

const unitName = ({ kind, name }: Resource) => `${kind} ${name}`;

function readContainer(
  resource: Resource,
  pod: JsonObject,
  container: JsonObject,
  path: Path,
  own: string,
  isInit: boolean,
  claims: ReadonlyMap<string, Resource>,
  world: World,
): { readonly launches: readonly Launch[]; readonly unit?: string; readonly isForeign: boolean } {
  const image = ownImage(asString(container.image), world);
  const command = asStrings(container.command ?? []);
  const args = asStrings(container.args ?? []);
  const isForeign = image.kind === 'foreign';
  const file = image.kind === 'own' ? image.file : undefined;
  const workdir = asString(container.workingDir) ?? file?.image.workdir ?? '/';
  const context = file?.context ?? world.tree.dir;
  const copies = file?.image.copies ?? [];
  const env = [
    ...(file?.image.env ?? []).map(({ name, value }) => [name, value] as const),
    ...asObjects(container.env ?? []).flatMap((entry) =>
      typeof entry.name === 'string' && entry.value !== undefined && entry.value !== null
        ? [[entry.name, asText(entry.value)] as const]
        : [],
    ),
  ];
  let launches: readonly Launch[] = [];
  if (!isForeign && (command.length > 0 || args.length > 0)) {
    const given = (words: readonly string[], key: string): Command | null =>
      words.length === 0 ? null : { words, text: words.join(' '), line: resource.lineOf([...path, key]) };
    const kind: ProcessKind | null =
      isInit || resource.kind === 'Job' || resource.kind === 'CronJob' ? 'job' : kindOfService(resource.name);
    launches = containerLaunches(
      {
        name: asString(container.name) ?? resource.name,
        kind,
        weight: weights.manifest,
        replicas: null,
        image: {
          entrypoint: command.length > 0 ? given(command, 'command') : (file?.image.entrypoint ?? null),
          command: given(args, 'args'),
          workdir,
          copies,
          env: [],
          volumes: [],
        },
        context,
        file: resource.file,
        unit: own,
      },
      world,
    );
  }
  const runsOwn = launches.length > 0;
  if (!isForeign && !isInit) {
    const units = runsOwn || !file ? [own] : [own, imageUnit(file.path)];
    readMounts({ resource, pod, container, path, units, paths: { copies, workdir, context, env }, claims }, world);
    asObjects(container.env ?? []).forEach((entry, index) => {
      const count = asNumber(entry.value);
      if (entry.name === 'NODE_ENV' && typeof entry.value === 'string')
        world.facts.add('environment', units, {
          span: lineSpan(world.tree, resource.file, resource.lineOf([...path, 'env', index, 'value'])),
          unit: unitName(resource),
          setting: `NODE_ENV: ${entry.value}`,
          name: entry.name,
          value: entry.value,
        });
      if (entry.name === 'WEB_CONCURRENCY' && Number.isInteger(count) && count > 1)
        world.facts.add('replicas', [own], {
          span: lineSpan(world.tree, resource.file, resource.lineOf([...path, 'env', index, 'value'])),
          unit: unitName(resource),
          setting: `WEB_CONCURRENCY: ${count}`,
          by: 'workers',
          most: count,
        });
    });
  }
  const runsImage = !isForeign && !isInit && command.length === 0 && launches.length === 0;
  return { launches, isForeign, ...(runsImage && file ? { unit: imageUnit(file.path) } : {}) };
}

/** How many, and what keeps it to one or ends it. */
function readCounts({ resource, units }: Workload, pod: JsonObject | undefined, podPath: Path, world: World): void {
  const { kind, file, value, lineOf } = resource;
  const unit = unitName(resource);
  const span = (path: Path) => lineSpan(world.tree, file, lineOf(path));
  const replicas = at(value, 'spec', 'replicas');
  if (typeof replicas === 'number' && replicas > 1)
    world.facts.add('replicas', units, {
      span: span(['spec', 'replicas']),
      unit,
      setting: `replicas: ${replicas}`,
      by: 'replicas',
      most: replicas,
    });
  else if (kind === 'StatefulSet')
    world.facts.add('single', units, { span: span(['kind']), unit, setting: 'kind: StatefulSet', by: 'stateful-set' });
  else if (replicas === 1 && kind !== 'Job')
    world.facts.add('single', units, {
      span: span(['spec', 'replicas']),
      unit,
      setting: 'replicas: 1',
      by: 'replicas',
    });
  if (at(value, 'spec', 'strategy', 'type') === 'Recreate')
    world.facts.add('single', units, {
      span: span(['spec', 'strategy', 'type']),
      unit,
      setting: 'strategy: Recreate',
      by: 'recreate',
    });
  if (kind === 'DaemonSet')
    world.facts.add('replicas', units, {
      span: span(['kind']),
      unit,
      setting: 'kind: DaemonSet',
      by: 'each-node',
      most: null,
    });
  if (kind === 'Service') readRevision(resource, units, world);
  const spot = spotSetting(pod, podPath);
  if (spot) world.facts.add('restarts', units, { span: span(spot.path), unit, setting: spot.setting, by: 'spot-node' });
}

/** Knative and Cloud Run: `autoscaling.knative.dev/maxScale` and its kin on the revision's template. */
function readRevision(resource: Resource, units: readonly string[], world: World): void {
  const path = ['spec', 'template', 'metadata', 'annotations'];
  const annotations = asObject(at(resource.value, ...path)) ?? {};
  const unit = unitName(resource);
  let least: number | undefined;
  for (const key of Object.keys(annotations)) {
    const name = /^autoscaling\.knative\.dev\/(max|min)-?[sS]cale$/.exec(key)?.[1];
    const count = asNumber(annotations[key]);
    if (name === undefined || !Number.isInteger(count)) continue;
    const span = lineSpan(world.tree, resource.file, resource.lineOf([...path, key]));
    const setting = `${key}: ${count}`;
    if (name === 'min') least = count;
    else if (count === 1) world.facts.add('single', units, { span, unit, setting, by: 'max-instances' });
    else if (count > 1) world.facts.add('replicas', units, { span, unit, setting, by: 'autoscaler', most: count });
    if (name === 'min' && count === 0) world.facts.add('restarts', units, { span, unit, setting, by: 'scale-to-zero' });
  }
  if (least === undefined) {
    const span = lineSpan(world.tree, resource.file, resource.lineOf(['kind']));
    world.facts.add('restarts', units, { span, unit, setting: 'no minimum of instances', by: 'scale-to-zero' });
  }
}

const spotKeys =
  /^(?:cloud\.google\.com\/gke-(?:spot|preemptible)|eks\.amazonaws\.com\/capacityType|karpenter\.sh\/capacity-type|kubernetes\.azure\.com\/scalesetpriority|node\.kubernetes\.io\/lifecycle)$/;

function spotSetting(
  pod: JsonObject | undefined,
  podPath: Path,
): { readonly path: Path; readonly setting: string } | undefined {
  const means = (key: unknown, value: unknown) =>
    typeof key === 'string' && spotKeys.test(key) && /^(?:true|spot|preemptible)$/i.test(asText(value));
  const selector = asObject(pod?.nodeSelector) ?? {};
  for (const key of Object.keys(selector))
    if (means(key, selector[key]))
      return { path: [...podPath, 'nodeSelector', key], setting: `${key}: ${asText(selector[key])}` };
  const list = asObjects(pod?.tolerations ?? []);
  const index = list.findIndex(({ key, value }) => means(key, value));
  return index < 0
    ? undefined
    : { path: [...podPath, 'tolerations', index, 'key'], setting: `toleration ${asText(list[index]!.key)}` };
}

/** Autoscalers name their target. */
function readScalers(resource: Resource, workloads: readonly Workload[], world: World): void {
  const { kind, value, file, lineOf } = resource;
  if (kind !== 'HorizontalPodAutoscaler' && kind !== 'ScaledObject') return;
  const target = asObject(at(value, 'spec', 'scaleTargetRef'));
  const units = unitsNamed(asString(target?.kind) ?? 'Deployment', asString(target?.name), workloads);
  const key = kind === 'ScaledObject' ? 'maxReplicaCount' : 'maxReplicas';
  const most = at(value, 'spec', key);
  const unit = unitName(resource);
  const span = lineSpan(world.tree, file, lineOf(['spec', key]));
  if (typeof most === 'number' && most > 1)
    world.facts.add('replicas', units, { span, unit, setting: `${key}: ${most}`, by: 'autoscaler', most });
  const least = at(value, 'spec', 'minReplicaCount');
  if (kind === 'ScaledObject' && (least === undefined || least === 0))
    world.facts.add('restarts', units, {
      span: lineSpan(world.tree, file, lineOf(least === 0 ? ['spec', 'minReplicaCount'] : ['kind'])),
      unit,
      setting: 'minReplicaCount: 0',
      by: 'scale-to-zero',
    });
}

/** Units of workloads by name; of a foreign one there are none. */
function unitsNamed(kind: string, name: string | undefined, workloads: readonly Workload[]): readonly string[] {
  const meant = workloads.filter(({ resource }) => resource.name === name && resource.kind === kind);
  return meant.length > 0 ? [...new Set(meant.flatMap(({ units }) => units))] : [workloadUnit(kind, name ?? '')];
}

/** `replicas:` of kustomization files. */
function readOverlays(objects: readonly Resource[], workloads: readonly Workload[], world: World): void {
  for (const { kind, value, file, lineOf } of objects) {
    if (kind !== 'Kustomization') continue;
    asObjects(value.replicas ?? []).forEach(({ name, count }, index) => {
      const meant = workloads.filter(({ resource }) => resource.name === name);
      if (typeof count !== 'number' || count < 2 || meant.length === 0) return;
      world.facts.add('replicas', [...new Set(meant.flatMap(({ units }) => units))], {
        span: lineSpan(world.tree, file, lineOf(['replicas', index, 'count'])),
        unit: `${meant[0]!.resource.kind} ${asText(name)}`,
        setting: `count: ${count}`,
        by: 'replicas',
        most: count,
      });
    });
  }
}

/** `replicaCount` and `autoscaling` of a chart's values, where the repository has one image that the chart can mean. */
function readChartCounts(values: Resources['values'], world: World): void {
  for (const { file, chart, document } of values) {
    const value = asObject(document.value) ?? {};
    const repository = asString(at(value, 'image', 'repository')) ?? asString(at(value, 'image', 'name')) ?? chart;
    const image = ownImage(repository, world);
    if (image.kind !== 'own') continue;
    const add = (path: Path, most: unknown, by: 'replicas' | 'autoscaler') => {
      if (typeof most !== 'number') return;
      const draft = {
        span: lineSpan(world.tree, file, document.lineOf(path)),
        unit: `chart ${chart}`,
        setting: `${path.at(-1)}: ${most}`,
      };
      if (most > 1) world.facts.add('replicas', [imageUnit(image.file.path)], { ...draft, by, most });
      else if (most === 1 && by === 'replicas')
        world.facts.add('single', [imageUnit(image.file.path)], { ...draft, by: 'replicas' });
    };
    for (const key of ['replicaCount', 'replicas']) add([key], value[key], 'replicas');
    if (at(value, 'autoscaling', 'enabled') === true)
      add(['autoscaling', 'maxReplicas'], at(value, 'autoscaling', 'maxReplicas'), 'autoscaler');
  }
}
