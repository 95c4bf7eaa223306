import { entryOf } from '../../text/entry-of.ts';
import { asObject, asString, readJson } from '../json.ts';
import { isVersion, type LockFile, splitAtVersion } from './lock-file.ts';

/**
 * Reads bun.lock (the text format): `packages` maps a name, or `workspace/name` and `parent/name` for what is seen there alone, to a
 * list that starts with `name@version`. Undefined where it is broken.
 */
export function readBunLock(text: string): LockFile | undefined {
  const result = readJson(text, { comments: true });
  const lock = result.ok ? asObject(result.value) : undefined;
  if (!lock) return undefined;
  const folders = new Map<string, string>();
  const workspaces = asObject(lock.workspaces) ?? {};
  for (const folder of Object.keys(workspaces)) {
    const name = asString(asObject(workspaces[folder])?.name);
    if (name !== undefined && folder !== '') folders.set(name, folder);
  }
  const common = new Map<string, string>();
  const own = new Map<string, Map<string, string>>();
  const packages = asObject(lock.packages) ?? {};
  for (const key of Object.keys(packages)) {
    const entry = packages[key];
    const spec = Array.isArray(entry) ? asString(entry[0]) : undefined;
    const split = spec === undefined ? undefined : splitAtVersion(spec);
    if (!split || !isVersion(split[1])) continue;
    const [name, version] = split;
    if (key === name) common.set(name, version);
    else {
      const folder = folders.get(key.slice(0, Math.max(0, key.length - name.length - 1)));
      if (folder === undefined) {
        if (!key.includes('/') || /^@[^/]+\/[^/]+$/.test(key)) common.set(key, version); // an alias
        continue;
      }
      entryOf(own, folder, () => new Map<string, string>()).set(name, version);
    }
  }
  return { common, own, byRange: new Map() };
}
