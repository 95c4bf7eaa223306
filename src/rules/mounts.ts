import type { Deployment, VolumeFact } from '../link/model.ts';

/** How code names a file or folder; what is not known is left out. */
export type DiskPath = {
  /** Absolute path in the container, as written: `/data/uploads`. */
  readonly absolute?: string;
  /** Repository-relative path, for what is written from the source file's folder or the working folder: `apps/api/uploads`. */
  readonly repository?: string;
  /** Name of the environment variable that the path starts with. */
  readonly variable?: string;
};

/**
 * The mount that holds a path, the innermost one where mounts nest; undefined where no manifest mounts anything there. Of several
 * containers, those of `processes` count, and those of which it is not known what they run. An empty list of processes is any.
 */
export function mountOf(
  deployment: Deployment | undefined,
  path: DiskPath,
  processes: readonly string[] = [],
): VolumeFact | undefined {
  const found = (deployment?.volumes ?? []).flatMap((volume) => {
    const known = volume.processes.length > 0 && processes.length > 0;
    if (known && !volume.processes.some((name) => processes.includes(name))) return [];
    const depth = depthIn(volume, path);
    // A mount of a process that is known to run the code says more than one of an unknown container.
    return depth === undefined ? [] : [{ volume, depth, known }];
  });
  found.sort((a, b) => Number(b.known) - Number(a.known) || b.depth - a.depth);
  return found[0]?.volume;
}

/** How deep the mount lies on the way to the path; undefined where it does not hold it. */
function depthIn(volume: VolumeFact, { absolute, repository, variable }: DiskPath): number | undefined {
  const depth = volume.path.split('/').length;
  if (absolute !== undefined && isWithin(absolute, volume.path)) return depth;
  if (variable !== undefined && volume.variables.some(([name]) => name === variable)) return depth;
  if (repository !== undefined && volume.folders.some((folder) => folder === '' || isWithin(repository, folder)))
    return depth;
  return undefined;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
