import { isCode } from '../../paths/code-extensions.ts';
import { baseOf, joinPath } from '../../paths/repo-path.ts';
import type { VolumeFact } from '../deployment.ts';
import { type Image, inContext } from '../manifests/dockerfile.ts';
import type { Tree } from '../tree.ts';

/** What a container tells of the paths in it. */
export type ContainerPaths = Pick<Image, 'copies' | 'workdir'> & {
  readonly context: string;
  /** The container's environment, that of the image below it. */
  readonly env: readonly (readonly [name: string, value: string])[];
};

/** Repository folders and variables that a mounted path stands for. */
export function meaningOf(
  path: string,
  { copies, workdir, context, env }: ContainerPaths,
  tree: Tree,
): Pick<VolumeFact, 'folders' | 'variables'> {
  const folders = new Set<string>();
  const inImage = inContext(path, copies);
  for (const inner of inImage) {
    const folder = joinPath(context, inner);
    if (folder !== undefined && !tree.has(folder)) folders.add(folder);
  }
  // What is written from the working folder.
  if (workdir !== '/' && path.startsWith(`${workdir}/`) && folders.size === 0) {
    const folder = joinPath(context, path.slice(workdir.length + 1));
    if (folder !== undefined) folders.add(folder);
  }
  const variables = env.filter(([, value]) => {
    const at = value.replace(/^(?:file|sqlite\d?):(?:\/\/)?(?=\/)/, '');
    return at === path || at.startsWith(`${path}/`);
  });
  return { folders: [...folders], variables: variables.slice(0, 20) };
}

/** Paths of a host that hold no data of an application: devices, sockets, clocks, certificates, logs of the node. */
export function isMachinery(path: string): boolean {
  return (
    /^\/(?:dev|proc|sys|run|etc\/(?:localtime|timezone|ssl|pki|hosts|resolv\.conf)|var\/run|var\/lib\/(?:docker|kubelet)|lib\/modules|usr\/share\/zoneinfo)(?:\/|$)/.test(
      path,
    ) || /\.(?:sock|pid)$/.test(path)
  );
}

/** A mounted file that configures, and is no place for data. */
export function isSettingsFile(path: string): boolean {
  return /(?:^|\/)\.env[\w.]*$|\.(?:conf|cfg|ini|ya?ml|toml|json|env|pem|crt|key|cer|template|sql|sh|js|ts|xml)$/i.test(
    path,
  );
}

/** A folder with code: it is mounted while people work on it. */
export function isSources(folder: string | undefined, tree: Tree): boolean {
  if (folder === undefined) return false;
  if (tree.has(folder)) return true;
  return (
    tree.isFolder(folder) &&
    (tree.children(folder).includes('package.json') || tree.below(folder).some((path) => isCode(path)))
  );
}

/** Whether a folder of the repository holds files of it, and not only a mark that keeps it there. */
export function isShipped(folder: string | undefined, tree: Tree): boolean {
  if (folder === undefined || !tree.isFolder(folder)) return false;
  return tree.below(folder).some((path) => !/^(?:\.git(?:keep|ignore)|\.keep|README(?:\.\w+)?)$/i.test(baseOf(path)));
}
