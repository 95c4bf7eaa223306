import { joinPath } from '../../paths/repo-path.ts';
import type { World } from '../commands/site.ts';
import type { VolumeFact } from '../deployment.ts';
import { asObject, asObjects, asString, asStrings, type JsonObject } from '../json.ts';
import { lineSpan } from './facts.ts';
import { at, type Resource } from './resources.ts';
import { type ContainerPaths, isMachinery, isSettingsFile, isShipped, isSources, meaningOf } from './volumes.ts';

type Path = readonly (string | number)[];

type Source = Pick<VolumeFact, 'kind' | 'shared' | 'claim'>;

/** What a pod's volume is; undefined where it holds no data of the application. */
function sourceOf(volume: JsonObject, claims: ReadonlyMap<string, Resource>): Source | undefined {
  const claimed = asObject(volume.persistentVolumeClaim);
  if (claimed) {
    const claim = asString(claimed.claimName) ?? null;
    const modes = asStrings(at(claims.get(claim ?? '')?.value, 'spec', 'accessModes') ?? []);
    return { kind: 'claim', claim, shared: modes.length === 0 ? null : modes.includes('ReadWriteMany') };
  }
  const host = asObject(volume.hostPath);
  if (host)
    return isMachinery(asString(host.path) ?? '')
      ? undefined
      : { kind: 'host', shared: false, claim: asString(host.path) ?? null };
  if (volume.emptyDir !== undefined || volume.ephemeral !== undefined)
    return { kind: 'ephemeral', shared: false, claim: null };
  if (volume.nfs ?? volume.azureFile ?? volume.cephfs ?? volume.glusterfs)
    return { kind: 'network', shared: true, claim: asString(volume.name) ?? null };
  const driver = asString(asObject(volume.csi)?.driver);
  if (driver !== undefined)
    return /efs|filestore|file\.csi|nfs|fsx|cephfs/.test(driver)
      ? { kind: 'network', shared: true, claim: driver }
      : undefined;
  return undefined;
}

/** The folder of the repository that a part of a mounted checkout is. */
function partOf(subPath: unknown, { tree }: World): string | undefined {
  const part = asString(subPath);
  return part === undefined ? undefined : joinPath(tree.dir, part);
}

/** A container with what is around it. */
export type MountingContainer = {
  readonly resource: Resource;
  readonly pod: JsonObject;
  readonly container: JsonObject;
  /** Where the container stands in the resource. */
  readonly path: Path;
  readonly units: readonly string[];
  readonly paths: ContainerPaths;
  /** The claims of the repository by name. */
  readonly claims: ReadonlyMap<string, Resource>;
};

/** The volumes that a container of a pod mounts, as facts of the units that it runs as. */
export function readMounts(
  { resource, pod, container, path, units, paths, claims }: MountingContainer,
  world: World,
): void {
  const unit = `${resource.kind} ${resource.name}`;
  const volumes = new Map(asObjects(pod.volumes ?? []).map((volume) => [volume.name, volume]));
  const templates = new Set(
    asObjects(at(resource.value, 'spec', 'volumeClaimTemplates') ?? []).map((claim) => at(claim, 'metadata', 'name')),
  );
  const mounts = asObjects(container.volumeMounts ?? []);
  // A folder of the machine from which the sources are mounted is a checkout: its other parts are files of the repository.
  const checkouts = new Set(
    mounts.flatMap(({ name, subPath }) => {
      const folder = partOf(subPath, world);
      const isHost = asObject(volumes.get(name)?.hostPath) !== undefined;
      return isHost && folder !== undefined && !world.tree.has(folder) && isSources(folder, world.tree) ? [name] : [];
    }),
  );
  mounts.forEach((mount, index) => {
    const mountPath = asString(mount.mountPath);
    const volume = volumes.get(mount.name);
    if (mountPath === undefined || isSettingsFile(mountPath) || isMachinery(mountPath)) return;
    const source: Source | undefined = volume
      ? sourceOf(volume, claims)
      : templates.has(mount.name)
        ? { kind: 'claim-each', shared: false, claim: asString(mount.name) ?? null }
        : undefined;
    if (!source || (checkouts.has(mount.name) && isShipped(partOf(mount.subPath, world), world.tree))) return;
    const span = lineSpan(world.tree, resource.file, resource.lineOf([...path, 'volumeMounts', index, 'mountPath']));
    const trimmed = mountPath.length > 1 ? mountPath.replace(/(?<!\/)\/+$/, '') : mountPath;
    world.facts.add('volumes', units, {
      span,
      unit,
      setting: `mountPath: ${mountPath}`,
      path: trimmed,
      ...source,
      readOnly: mount.readOnly === true || at(volume, 'persistentVolumeClaim', 'readOnly') === true,
      ...meaningOf(trimmed, paths, world.tree),
    });
    if (source.kind === 'ephemeral')
      world.facts.add('restarts', units, { span, unit, setting: `emptyDir at ${trimmed}`, by: 'ephemeral-disk' });
  });
}
