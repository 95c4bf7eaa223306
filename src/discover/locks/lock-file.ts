/**
 * What a lock file says. `own` holds versions that only the packages of one workspace folder (relative to the lock file, `''` for
 * its own) see; `byRange` those of `name@range` as written; `common` those that all see, unless one of the former says otherwise.
 */
export type LockFile = {
  readonly common: ReadonlyMap<string, string>;
  readonly own: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly byRange: ReadonlyMap<string, string>;
};

/** Gathers versions of names; a name with two versions is common to nobody. */
export function gatherVersions(): { add(name: string, version: string): void; toMap(): ReadonlyMap<string, string> } {
  const versions = new Map<string, string | null>();
  return {
    add(name, version) {
      const known = versions.get(name);
      if (known === undefined) versions.set(name, version);
      else if (known !== version) versions.set(name, null);
    },
    toMap() {
      const map = new Map<string, string>();
      for (const [name, version] of versions) if (version !== null) map.set(name, version);
      return map;
    },
  };
}

/** Whether a string starts like a version number, as opposed to a path, a URL or a tag. */
export function isVersion(value: string): boolean {
  return /^\d+\.\d+\.\d+/.test(value);
}

/** Splits `name@rest` at the `@` that ends the name (scoped names start with one); undefined where there is none. */
export function splitAtVersion(spec: string): readonly [name: string, rest: string] | undefined {
  const at = spec.indexOf('@', 1);
  return at < 0 ? undefined : [spec.slice(0, at), spec.slice(at + 1)];
}
