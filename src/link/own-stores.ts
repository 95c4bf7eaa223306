import { isClient } from '../catalog/clients.ts';
import { collectionOf } from '../catalog/collections.ts';
import { type FunctionId, NONE } from '../extract/facts.ts';
import { packageOf, stepsOf } from './alternatives.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Linked } from './linked.ts';
import { functionGid } from './program.ts';

/** Where something of a file stands. */
export type Spot = { readonly file: number; readonly s: number; readonly e: number };

/** What a store that the program wrote itself does with what it is given. */
export type StoreVerdict =
  /** It keeps everything in a collection of its own: `home` is that field. */
  | { readonly kind: 'memory'; readonly home: Spot; readonly symbol: string }
  /** It writes files. */
  | { readonly kind: 'disk'; readonly home: Spot; readonly symbol: string }
  /** It asks a client of another process, or the client's own cookie. */
  | { readonly kind: 'backed'; readonly proof: Spot; readonly pkg: string }
  | { readonly kind: 'unknown' };

/** Functions of a store and of what it calls that are looked into. */
const MAX_STORE_FUNCTIONS = 80;
const MAX_STORE_DEPTH = 4;
const NATIVE_COLLECTIONS = new Set(['Map', 'Set', 'WeakMap', 'Array', 'Object']);
/** Packages that hand what they are given to the client of the request. */
const REQUEST_PACKAGES = new Set(['express', 'koa', 'fastify', '@hapi/hapi', 'hono', 'h3', 'cookies', 'cookie']);
const DISK = new Set(['fs', 'fs/promises', 'fs-extra', 'graceful-fs', 'write-file-atomic', 'jsonfile']);

/**
 * Judges an own class (or object literal) that is handed to a library as its store by what its methods do: one that asks a client of a
 * database or cache is backed; one that only has collections of its own is memory. A store that does both is backed: the collection
 * is a cache in front, and judged as such.
 */
export function judgeOwnStore(linked: Linked, cls: number, object: ObjectId | undefined): StoreVerdict {
  const { p, pt } = linked;
  const { h } = pt;
  const start: number[] = [];
  for (let at = cls, hops = 0; at >= 0 && hops < 16; at = pt.parentOf(at).cls, hops++) {
    const { file, c } = p.classes[at]!;
    const take = (f: FunctionId) => {
      if (f !== NONE) start.push(functionGid(p, file, f));
    };
    for (const m of c.members) if (m.kind === 'method' || m.kind === 'get') take(m.f);
    for (const m of c.members) if (m.kind === 'field' && m.f !== NONE) take(m.f);
    take(c.fieldsF);
    take(c.ctor);
  }
  if (cls < 0 && object !== undefined)
    for (const node of fieldNodes(linked, object))
      for (const o of setOf(h, node)) if (h.objects[o]!.k === 'fn') start.push(h.objects[o]!.site);
  const backed = clientIn(linked, start);
  if (backed) return backed;
  const objects = object !== undefined ? [object] : cls >= 0 ? (pt.instances.get(cls) ?? []) : [];
  for (const o of objects) {
    const own = collectionOfObject(linked, o);
    if (own) return { kind: 'memory', ...own };
  }
  return diskIn(linked, start) ?? { kind: 'unknown' };
}

function fieldNodes(linked: Linked, o: ObjectId): number[] {
  const fields = linked.pt.h.fields[o] ?? [];
  return fields.filter((_, i) => i % 2 === 1);
}

/** Functions that these run, themselves first. */
function reachedFrom(linked: Linked, start: readonly number[]): readonly number[] {
  const { p, pt } = linked;
  const seen = new Map<number, number>(start.map((fn) => [fn, 0]));
  const work = [...start];
  for (let i = 0; i < work.length && work.length < MAX_STORE_FUNCTIONS; i++) {
    const fn = work[i]!;
    const depth = seen.get(fn)!;
    if (depth >= MAX_STORE_DEPTH) continue;
    const { file, f } = p.functions[fn]!;
    for (const e of f.events) {
      if (e.t !== 'call') continue;
      for (const to of pt.targets.get(p.callBase[file]! + e.c) ?? []) {
        if (seen.has(to)) continue;
        seen.set(to, depth + 1);
        work.push(to);
      }
    }
    // What is written inside runs when it runs, or later.
    p.files[file]!.functions.forEach((g, id) => {
      const gid = functionGid(p, file, id);
      if (g.parent !== p.functions[fn]!.id || seen.has(gid)) return;
      seen.set(gid, depth);
      work.push(gid);
    });
  }
  return work;
}

function clientIn(linked: Linked, start: readonly number[]): StoreVerdict | null {
  const { p, pt } = linked;
  let cookie: StoreVerdict | null = null;
  for (const fn of reachedFrom(linked, start)) {
    const { file, f } = p.functions[fn]!;
    for (const e of f.events) {
      if (e.t !== 'call') continue;
      const c = p.files[file]!.calls[e.c]!;
      for (const o of pt.externals.get(p.callBase[file]! + e.c) ?? []) {
        const pkg = packageOf(pt, o);
        const proof = { file, s: c.s, e: c.e };
        // Of the language itself, `fetch` alone asks another process.
        if (pkg === '(global)' && stepsOf(pt, o) !== '.fetch') continue;
        if (isClient(pkg) && !isLocalClient(pkg)) return { kind: 'backed', proof, pkg };
        if (REQUEST_PACKAGES.has(pkg) && /cookie/i.test(stepsOf(pt, o))) cookie ??= { kind: 'backed', proof, pkg };
      }
    }
  }
  return cookie;
}

/** Databases that live in the process or on its disk: no proof that the data is elsewhere. */
const LOCAL_CLIENTS = new Set([
  'nedb',
  '@seald-io/nedb',
  'nedb-promises',
  'lowdb',
  'level',
  'better-sqlite3',
  'sqlite3',
  'sqlite',
]);
const isLocalClient = (pkg: string): boolean => LOCAL_CLIENTS.has(pkg);

function diskIn(linked: Linked, start: readonly number[]): StoreVerdict | null {
  const { p, pt } = linked;
  for (const fn of reachedFrom(linked, start)) {
    const { file, f } = p.functions[fn]!;
    for (const e of f.events) {
      if (e.t !== 'call') continue;
      const c = p.files[file]!.calls[e.c]!;
      for (const o of pt.externals.get(p.callBase[file]! + e.c) ?? []) {
        const pkg = packageOf(pt, o).replace(/^node:/, '');
        if (!DISK.has(pkg) && !isLocalClient(pkg)) continue;
        return { kind: 'disk', home: { file, s: c.s, e: c.e }, symbol: stepsOf(pt, o).split('.').pop() ?? pkg };
      }
    }
  }
  return null;
}

/** The field of a store that holds a collection, where there is one. */
function collectionOfObject(linked: Linked, o: ObjectId): { readonly home: Spot; readonly symbol: string } | null {
  const { p, pt } = linked;
  const { h } = pt;
  const x = h.objects[o]!;
  const fields = h.fields[o] ?? [];
  for (let i = 0; i < fields.length; i += 2) {
    const name = h.nameList[fields[i]!]!;
    if (name === '*' || !setOf(h, fields[i + 1]!).some((y) => isCollection(linked, y))) continue;
    const home = memberPlace(linked, x.cls, name) ?? firstWrite(linked, o, name);
    if (home) return { home, symbol: x.cls >= 0 ? `${p.classes[x.cls]!.c.name}.${name}` : name };
  }
  return null;
}

function isCollection(linked: Linked, o: ObjectId): boolean {
  const x = linked.pt.h.objects[o]!;
  if (x.k === 'nat') return NATIVE_COLLECTIONS.has(x.type);
  if (x.k === 'arr') return x.type === 'Array';
  if (x.k === 'obj') {
    // An empty literal is a dictionary.
    const lit = linked.p.files[x.file]!.values[x.site];
    return lit?.k === 'obj' && lit.props.length === 0 && lit.spreads.length === 0;
  }
  return x.k === 'ext' && collectionOf(packageOf(linked.pt, o)) !== undefined;
}

function memberPlace(linked: Linked, cls: number, name: string): Spot | null {
  const { p, pt } = linked;
  for (let at = cls, hops = 0; at >= 0 && hops < 16; at = pt.parentOf(at).cls, hops++) {
    const { file, c } = p.classes[at]!;
    const m = c.members.find((y) => y.name === name && y.kind === 'field');
    if (m) return { file, s: m.s, e: m.e };
  }
  return null;
}

function firstWrite(linked: Linked, o: ObjectId, name: string): Spot | null {
  const { pt, p } = linked;
  for (const { file, w } of linked.values.writesTo(name))
    if ('p' in w.to && setOf(pt.h, pt.valueNode(file, w.to.o)).includes(o)) return { file, s: w.s, e: w.e };
  const x = pt.h.objects[o]!;
  const lit = x.k === 'obj' ? p.files[x.file]!.values[x.site] : undefined;
  const prop = lit?.k === 'obj' ? lit.props.find((q) => q[0] === name) : undefined;
  return prop ? { file: x.file, s: prop[3], e: prop[3] + name.length } : null;
}
