import { type FileRole, fileRoles } from '../../catalog/file-roles.ts';
import type { LibraryEntry } from '../../catalog/libraries.ts';
import { parseProvenance, withoutDefault } from '../../catalog/provenance.ts';
import { entryOf } from '../../text/entry-of.ts';
import { isKnownByKind } from '../alternatives.ts';
import type { HeapObject, ObjectId } from '../heap.ts';
import type { Points } from '../points.ts';
import type { LinkInput } from '../program.ts';
import { mayBeIn } from '../versions.ts';

/** Rows that speak of files, by the package and the callee that they name. */
export type FileRows = {
  /** Entries of a call of a library's value in a file, constructed or not, as far as they are of the version that the file sees. */
  entriesOf(callee: ObjectId, constructed: boolean, file: number): readonly LibraryEntry[];
  rolesOf(callee: ObjectId): readonly FileRole[];
  /** Package and callee of a library's value, from its package on: `node:fs`, `.promises.writeFile`. */
  provenance(callee: ObjectId): { readonly pkg: string; readonly steps: string };
};

/** Arranges the catalogue's file entries (those with a path, and the silent ones beside them) and roles. */
export function indexFileRows(
  pt: Points,
  { keeps: entries = [], versionOf }: Pick<LinkInput, 'keeps' | 'versionOf'>,
): FileRows {
  const { h, lib, p } = pt;
  const byCallee = new Map<string, LibraryEntry[]>();
  const byKind = new Map<string, LibraryEntry[]>();
  const roles = new Map<string, FileRole[]>();
  const add = <T>(m: Map<string, T[]>, key: string, x: T) => {
    const list = m.get(key);
    if (list) list.push(x);
    else m.set(key, [x]);
  };
  for (const entry of entries) {
    if (entry.rule !== 'local-persistence' || entry.use.form !== 'call') continue;
    for (const text of entry.use.callee) {
      const at = /^(new )?@([a-z0-9-]+)\/([A-Za-z_$][\w$]*)\.([\w$]+)$/.exec(text);
      if (at) {
        const kind = lib.kindNamed(at[2]!, at[3]!);
        if (kind !== undefined) add(byKind, `${kind}|${at[4]}`, entry);
        continue;
      }
      const key = normal(text);
      for (const pkg of entry.packages) add(byCallee, `${pkg}|${key}`, entry);
    }
  }
  for (const role of fileRoles)
    for (const text of role.callee) for (const pkg of role.packages) add(roles, `${pkg}|${normal(text)}`, role);

  /** Steps from the package on, also where a kind of the catalogue stands in between. */
  const fullSteps = (o: ObjectId, depth = 0): { readonly pkg: string; readonly steps: string } => {
    const x = h.objects[o]!;
    if (x.from < 0 || depth > 8) return { pkg: x.pkg, steps: x.steps.replace(/^@/, '') };
    const from = fullSteps(x.from, depth + 1);
    if (x.type === 'new') return { pkg: from.pkg, steps: `new ${from.steps}` };
    if (x.type === 'call') return { pkg: from.pkg, steps: `${from.steps}()` };
    return { pkg: from.pkg, steps: from.steps + x.steps.slice(x.steps.lastIndexOf('.')) };
  };

  const lookUp = <T>(m: Map<string, T[]>, o: HeapObject, constructed: boolean): readonly T[] => {
    const { pkg, steps } = fullSteps(o.id);
    const key = normal(constructed ? `new ${steps}` : steps.replace(/(?:\.bind\(\))+$/, ''));
    for (const name of packages(pkg)) {
      const hit = m.get(`${name}|${key}`);
      if (hit) return hit;
      // `fs.promises.x` and `fs/promises` are x; bluebird's `promisifyAll` adds `Async`.
      const plain = key.replace(/(^|new )\.promises\./, '$1.').replace(/Async$/, '');
      const other = plain === key ? undefined : m.get(`${name}|${plain}`);
      if (other) return other;
    }
    return [];
  };
  // Most calls are of packages that no row names.
  const named = new Set([...byCallee.keys(), ...roles.keys()].map((key) => key.slice(0, key.indexOf('|'))));
  const speaks = (o: ObjectId): boolean =>
    packages(h.objects[o]!.pkg).some((name) => named.has(name)) && !isKnownByKind(pt, o);
  const found = new Map<string, readonly LibraryEntry[]>();
  return {
    provenance: fullSteps,
    entriesOf(callee, constructed, file) {
      const all = entryOf(found, `${callee}|${constructed}`, () => search(callee, constructed));
      if (all.every((entry) => entry.versions === undefined)) return all;
      const names = packages(fullSteps(callee).pkg);
      const version = (entry: LibraryEntry) => {
        const name = names.find((one) => entry.packages.includes(one)) ?? entry.packages[0]!;
        return versionOf?.(p.files[file]!.file, name) ?? null;
      };
      return all.filter((entry) => mayBeIn(version(entry), entry.versions));
    },
    rolesOf: (callee) => (speaks(callee) ? lookUp(roles, h.objects[callee]!, false) : []),
  };

  function search(callee: ObjectId, constructed: boolean): readonly LibraryEntry[] {
    const x = h.objects[callee]!;
    const direct = speaks(callee) ? lookUp(byCallee, x, constructed) : [];
    if (direct.length > 0 || x.from < 0) return direct;
    const method = x.steps.slice(x.steps.lastIndexOf('.') + 1);
    return h.objects[x.from]!.kinds.flatMap((k) => lib.closure(k).flatMap((kk) => byKind.get(`${kk}|${method}`) ?? []));
  }
}

/** The sub-path, then the package; both spellings of built-ins. */
function packages(pkg: string): string[] {
  const parts = pkg.split('/');
  const out = [pkg];
  for (let n = parts.length - 1; n >= (pkg.startsWith('@') ? 2 : 1); n--) out.push(parts.slice(0, n).join('/'));
  return out;
}

/** A callee without leading `.default`; the export called is `.default`. */
function normal(text: string): string {
  const constructed = text.startsWith('new ');
  const plain = constructed ? text.slice(4) : text;
  const steps = parseProvenance(text)?.steps ?? plain.match(/\.[^.()]+|\(\)/g) ?? [];
  return `${constructed ? 'new ' : ''}${withoutDefault(steps).join('')}`;
}
