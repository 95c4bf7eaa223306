import {
  DATA_LAST_PACKAGES,
  FREEZING_PACKAGES,
  OBJECT_PACKAGES,
  objectFunctions,
} from '../catalog/object-functions.ts';
import type { ValueId } from '../extract/facts.ts';
import {
  addEdge,
  addObject,
  listen,
  type NodeId,
  nameId,
  newNode,
  newObject,
  type ObjectId,
  On,
  replay,
  setOf,
} from './heap.ts';
import { bindFirst, elementOf } from './natives.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

const JOINED: ReadonlySet<string> = new Set(objectFunctions.joined);
/** What of libraries that take the object last is followed as the others' is. */
const LISTS: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'reject',
  'forEach',
  'find',
  'sortBy',
  'groupBy',
  'partition',
]);
const MERGE: ReadonlySet<string> = new Set(objectFunctions.merge);
/** What is made anew of the same elements stands for a list of them, an object too. */
const SAME: ReadonlySet<string> = new Set([...objectFunctions.same, ...objectFunctions.sameObject]);
const GROUPS: ReadonlySet<string> = new Set(objectFunctions.groups);
const MAPS: ReadonlySet<string> = new Set(objectFunctions.maps);
const ONE: ReadonlySet<string> = new Set(objectFunctions.one);
const ITERATE: ReadonlySet<string> = new Set(objectFunctions.iterate);

/**
 * Flow of values through functions on objects and lists of utility libraries (lodash and the like). `ext` is the callee.
 * True where the result is known, so that it need not stand for a value of the library.
 * Source of facts: the documentation of lodash 4 and of ramda 0.30.
 */
export function objectLibraryCall(pt: Points, call: number, ext: ObjectId, result: NodeId): boolean {
  const { p, h } = pt;
  const x = h.objects[ext]!;
  if (FREEZING_PACKAGES.test(x.pkg)) {
    const [given] = p.calls[call]!.c.args;
    if (given === undefined) return false;
    addEdge(h, pt.valueNode(p.calls[call]!.file, given), result);
    return true;
  }
  const isLast = DATA_LAST_PACKAGES.test(x.pkg);
  if (!isLast && !OBJECT_PACKAGES.test(x.pkg)) return false;
  const name = nameOf(x.pkg, x.steps);
  if (name === null) return false;
  const { file, c } = p.calls[call]!;
  if (c.spreadFrom === 0) return false;
  // What takes the object last gives another function where that is missing.
  if (isLast && c.args.length < 2) return false;
  const args = isLast ? [...c.args].reverse() : c.args;
  const arg = (i: number): NodeId | null => (args[i] === undefined ? null : pt.valueNode(file, args[i]!));
  const target = arg(0);
  if (target === null) return false;
  if (isLast && JOINED.has(name)) {
    const o = newObject(h, {
      k: 'nat',
      type: 'Object',
      file,
      site: call,
      allocator: functionGid(p, file, c.f),
      s: c.s,
    });
    addObject(h, result, o);
    for (const a of args) {
      listen(h, pt.valueNode(file, a), On.Copy, o, 0);
      replay(pt.h, pt.valueNode(file, a));
    }
    return true;
  }
  if (isLast && !LISTS.has(name)) return false;
  if (name === 'bind') return bindFirst(pt, call, result);
  if (MERGE.has(name)) {
    const names = mergedNames(pt, call);
    for (let i = 1; i < c.args.length; i++) {
      if (c.spreadFrom >= 0 && i >= c.spreadFrom) break;
      const source = p.files[file]!.values[c.args[i]!]!;
      if (source.k === 'obj') {
        for (const [prop, v, kind] of source.props)
          if (kind === 'value') listen(h, target, On.Store, nameId(h, prop), pt.valueNode(file, v));
        replay(pt.h, target);
        if (source.spreads.length === 0) continue;
      }
      const from = arg(i)!;
      for (const prop of names) {
        const between = newNode(h);
        listen(h, from, On.Load, nameId(h, prop), between);
        listen(h, target, On.Store, nameId(h, prop), between);
        replay(pt.h, from);
      }
      if (names.size > 0) replay(pt.h, target);
      copyInto(pt, from, target);
    }
    addEdge(h, target, result);
    return true;
  }
  if (name === 'set' || name === 'setWith' || name === 'update') {
    const key = c.args[1] === undefined ? null : p.files[file]!.values[c.args[1]]!;
    const value = arg(2);
    if (value !== null) {
      const root = key?.k === 'lit' && typeof key.v === 'string' && /^[\w$]+$/.test(key.v) ? nameId(h, key.v) : null;
      if (root !== null) listen(h, target, On.Store, root, value);
      else listen(h, target, On.StoreAny, value, 0);
      replay(pt.h, target);
    }
    addEdge(h, target, result);
    return true;
  }
  if (name === 'get' || name === 'result') {
    const key = c.args[1] === undefined ? null : p.files[file]!.values[c.args[1]]!;
    if (key?.k === 'lit' && typeof key.v === 'string' && /^[\w$.]+$/.test(key.v)) {
      let node = target;
      for (const step of key.v.split('.')) {
        const next = newNode(h);
        listen(h, node, On.Load, nameId(h, step), next);
        replay(pt.h, node);
        node = next;
      }
      addEdge(h, node, result);
    } else {
      const any = newNode(h);
      listen(h, target, On.LoadAny, any, 0);
      replay(pt.h, target);
      addEdge(h, any, result);
      elementOf(pt, any, result);
    }
    const fallback = arg(2);
    if (fallback !== null) addEdge(h, fallback, result);
    return true;
  }
  if (ITERATE.has(name) && args[1] !== undefined) {
    const fn = p.files[file]!.values[args[1]]!;
    if (fn.k === 'fn') {
      const f = p.functions[functionGid(p, file, fn.f)]!.f;
      if (f.params[0] !== undefined) members(pt, target, pt.bindingNode(p.bindingBase[file]! + f.params[0]));
    }
  }
  if (MAPS.has(name) && args[1] !== undefined) {
    const fn = p.files[file]!.values[args[1]]!;
    if (fn.k !== 'fn') return false;
    const given = pt.returnNode(functionGid(p, file, fn.f));
    const items = newNode(h);
    if (name === 'flatMap') elementOf(pt, given, items);
    else addEdge(h, given, items);
    listOf(items);
    return true;
  }
  if (ONE.has(name)) {
    members(pt, target, result);
    return true;
  }
  if (SAME.has(name)) {
    const items = newNode(h);
    members(pt, target, items);
    listOf(items);
    return true;
  }
  if (GROUPS.has(name)) {
    const [items, groups] = [newNode(h), newNode(h)];
    for (let i = 0; i < (name === 'zip' ? c.args.length : 1); i++) members(pt, arg(i)!, items);
    listOf(items, groups);
    listOf(groups);
    return true;
  }
  return false;

  /** The call gives a new list of what is at a node, or has it stand at another one. */
  function listOf(items: NodeId, at = result): void {
    const list = newObject(h, {
      k: 'nat',
      type: 'Array',
      file,
      site: call,
      allocator: functionGid(p, file, c.f),
      s: c.s,
    });
    addObject(h, at, list);
    const into = newNode(h);
    addObject(h, into, list);
    listen(h, into, On.StoreAny, items, 0);
    replay(pt.h, into);
  }
}

/** Calls within each other whose literals tell the names of properties. */
const MAX_WITHIN = 3;

/** Property names that a merge is known to write: those of its literals and, where the target is `this`, the fields of the class. */
function mergedNames(pt: Points, call: number): ReadonlySet<string> {
  const { file, c } = pt.p.calls[call]!;
  const f = pt.p.files[file]!;
  const out = new Set<string>();
  const add = (v: ValueId, depth: number): void => {
    const x = f.values[v]!;
    if (x.k === 'obj') for (const q of x.props) if (q[2] === 'value') out.add(q[0]);
    // `merge(this, extend({ … }, options))`
    if (x.k === 'call' && depth < MAX_WITHIN) for (const a of f.calls[x.c]!.args) add(a, depth + 1);
  };
  for (const a of c.args.slice(1)) add(a, 0);
  const target = f.values[c.args[0]!]!;
  const cls = target.k === 'this' ? f.functions[target.f]!.cls : -1;
  if (cls >= 0) for (const m of f.classes[cls]!.members) if (m.kind === 'field' && !m.isStatic) out.add(m.name);
  return out;
}

/** Elements of a list, or values of an object. */
function members(pt: Points, from: NodeId, to: NodeId): void {
  listen(pt.h, from, On.LoadAny, to, 0);
  replay(pt.h, from);
}

/** Properties of whatever is at `from` go to whatever is at `to`. */
function copyInto(pt: Points, from: NodeId, to: NodeId): void {
  const { h } = pt;
  // A copy between two sets that both still grow: through each object that stands at the target now or later.
  const seen = new Set<ObjectId>();
  const link = (o: ObjectId) => {
    if (seen.has(o)) return;
    seen.add(o);
    const k = h.objects[o]!.k;
    if (k === 'ext' || k === 'fn' || k === 'global') return;
    listen(h, from, On.Copy, o, 0);
    replay(pt.h, from);
  };
  for (const o of setOf(h, to).slice()) link(o);
}

/** Whether an export of such a library puts the properties of its further arguments into its first. */
export function isMergeCall(pkg: string, steps: string): boolean {
  const name = OBJECT_PACKAGES.test(pkg) ? nameOf(pkg, steps) : null;
  return name !== null && MERGE.has(name);
}

function nameOf(pkg: string, steps: string): string | null {
  const path = pkg.includes('/')
    ? pkg.slice(pkg.lastIndexOf('/') + 1).replace(/\.js$/, '')
    : pkg.startsWith('lodash.')
      ? pkg.slice(7)
      : null;
  const last = steps
    .split('.')
    .filter((s) => s !== '' && s !== 'default')
    .pop();
  if (steps.includes('(')) return null;
  return last ?? path ?? (pkg === 'lodash' || pkg === 'underscore' || pkg === 'lodash-es' ? null : pkg);
}
