import { entryOf } from '../../text/entry-of.ts';
import { asObject, asString, readJson } from '../json.ts';
import { isVersion, type LockFile } from './lock-file.ts';

/**
 * Reads package-lock.json or npm-shrinkwrap.json, versions 1 to 3 (docs.npmjs.com, package-lock.json). Undefined where it is broken.
 * What lies in `node_modules/x` of a folder is seen by the packages below it.
 */
export function readNpmLock(text: string): LockFile | undefined {
  const result = readJson(text);
  const lock = result.ok ? asObject(result.value) : undefined;
  if (!lock) return undefined;
  const common = new Map<string, string>();
  const own = new Map<string, Map<string, string>>();
  const packages = asObject(lock.packages);
  if (packages) {
    for (const path of Object.keys(packages)) {
      const entry = asObject(packages[path]);
      const version = asString(entry?.version);
      const at = path.lastIndexOf('node_modules/');
      if (at < 0 || version === undefined || entry?.link === true) continue;
      const folder = path.slice(0, Math.max(0, at - 1));
      if (folder.includes('node_modules')) continue; // seen by another dependency alone
      const name = path.slice(at + 'node_modules/'.length);
      if (folder === '') common.set(name, version);
      else {
        entryOf(own, folder, () => new Map<string, string>()).set(name, version);
      }
    }
  } else {
    const dependencies = asObject(lock.dependencies) ?? {};
    for (const name of Object.keys(dependencies)) {
      const version = asString(asObject(dependencies[name])?.version);
      if (version !== undefined && isVersion(version)) common.set(name, version);
    }
  }
  return { common, own, byRange: new Map() };
}
