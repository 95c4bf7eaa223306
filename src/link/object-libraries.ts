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
  setOf,
} from './heap.ts';
import { elementOf, passCallback, valuesOfPairs } from './natives.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';
import { handOver } from './settling.ts';

const PACKAGES =
  /^(lodash|lodash-es|underscore|object-assign|extend|deep-extend|just-extend|defaults|merge-deep|deepmerge)(\/|$)|^lodash\./;
/** `f(target, ...sources)`: the sources' properties go into the target, which is what comes back. */
const MERGE = new Set([
  'assign',
  'assignIn',
  'assignWith',
  'defaults',
  'defaultsDeep',
  'defaultsdeep',
  'extend',
  'merge',
  'mergeWith',
  'object-assign',
  'deep-extend',
  'just-extend',
]);
const SAME = new Set([
  'without',
  'filter',
  'reject',
  'uniq',
  'uniqBy',
  'sortBy',
  'orderBy',
  'shuffle',
  'difference',
  'differenceBy',
  'compact',
  'concat',
  'union',
  'take',
  'drop',
  'takeRight',
  'slice',
  'values',
  'toArray',
  'pull',
  'pullAll',
  'remove',
  'reverse',
  'flatten',
]);
/** What gives a new list, or a new object, of what the callback gives. */
const MAPS = new Set(['map', 'flatMap', 'mapValues', 'times']);
/** What gives a table of what stands in a list or another table, under other keys; and one of lists of it. */
const TABLES = new Set(['keyBy', 'indexBy', 'mapKeys', 'invertBy']);
const GROUPS = new Set(['groupBy', 'partition', 'chunk']);
/** What gives a new object with some of the properties of another, or all. */
const COPIES = new Set(['pick', 'omit', 'pickBy', 'omitBy', 'clone']);
/** What gives its first argument, and what gives that which the function gives that it calls with it. */
const GIVES_IT = new Set(['identity', 'tap']);
const GIVES_RETURNED = new Set(['thru', 'attempt']);
const FOLDS = new Set(['reduce', 'reduceRight', 'transform']);
const ONE = new Set(['find', 'findLast', 'head', 'first', 'last', 'sample', 'nth', 'maxBy', 'minBy']);
const ITERATE = new Set([
  'forEach',
  'each',
  'map',
  'filter',
  'reject',
  'find',
  'findLast',
  'some',
  'every',
  'sortBy',
  'findIndex',
  'remove',
  'mapValues',
  'forOwn',
  'flatMap',
  'sumBy',
  'maxBy',
  'minBy',
  'uniqBy',
  'groupBy',
  'keyBy',
  'any',
  'all',
]);

/**
 * Flow of values through functions on objects and lists of utility libraries (lodash and the like). `ext` is the callee.
 * True where the result is known, so that it need not stand for a value of the library.
 * Source of facts: the documentation of lodash 4.
 */
export function objectLibraryCall(pt: Points, call: number, ext: ObjectId, result: NodeId): boolean {
  const { p, h } = pt;
  const x = h.objects[ext]!;
  if (!PACKAGES.test(x.pkg)) return false;
  const name = nameOf(x.pkg, x.steps);
  if (name === null) return false;
  const { file, c } = p.calls[call]!;
  if (c.spreadFrom === 0) return false;
  const arg = (i: number): NodeId | null => (c.args[i] === undefined ? null : pt.valueNode(file, c.args[i]!));
  const target = arg(0);
  if (target === null) return false;
  if (MERGE.has(name)) {
    const names = mergedNames(pt, call);
    for (let i = 1; i < c.args.length; i++) {
      if (c.spreadFrom >= 0 && i >= c.spreadFrom) break;
      const source = p.files[file]!.values[c.args[i]!]!;
      if (source.k === 'obj') {
        for (const [prop, v, kind] of source.props)
          if (kind === 'value') listen(h, target, On.Store, nameId(h, prop), pt.valueNode(file, v));
        replay(pt, target);
        if (source.spreads.length === 0) continue;
      }
      const from = arg(i)!;
      for (const prop of names) {
        const between = newNode(h);
        listen(h, from, On.Load, nameId(h, prop), between);
        listen(h, target, On.Store, nameId(h, prop), between);
        replay(pt, from);
      }
      if (names.size > 0) replay(pt, target);
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
      replay(pt, target);
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
        replay(pt, node);
        node = next;
      }
      addEdge(h, node, result);
    } else {
      const any = newNode(h);
      listen(h, target, On.LoadAny, any, 0);
      replay(pt, target);
      addEdge(h, any, result);
      elementOf(pt, any, result);
    }
    const fallback = arg(2);
    if (fallback !== null) addEdge(h, fallback, result);
    return true;
  }
  if (ITERATE.has(name) && c.args[1] !== undefined) {
    const items = newNode(h);
    members(pt, target, items);
    handOver(pt, arg(1)!, 0, items);
  }
  if (MAPS.has(name) && c.args[1] !== undefined) {
    // `map(users, 'name')`: a property of each, which is not followed.
    if (['lit', 'obj', 'arr'].includes(p.files[file]!.values[c.args[1]]!.k)) return false;
    const items = newNode(h);
    passCallback(pt, arg(1)!, (fn) => {
      if (name === 'flatMap') elementOf(pt, pt.returnNode(fn), items);
      else addEdge(h, pt.returnNode(fn), items);
    });
    listOf(items);
    return true;
  }
  if (FOLDS.has(name) && c.args[1] !== undefined) {
    const items = newNode(h);
    const so = newNode(h);
    const start = arg(2);
    members(pt, target, items);
    if (start !== null) addEdge(h, start, so);
    if (name !== 'transform') passCallback(pt, arg(1)!, (fn) => addEdge(h, pt.returnNode(fn), so));
    handOver(pt, arg(1)!, 0, so);
    handOver(pt, arg(1)!, 1, items);
    addEdge(h, so, result);
    return true;
  }
  if (TABLES.has(name) || GROUPS.has(name) || name === 'zipObject' || name === 'fromPairs') {
    const items = newNode(h);
    if (name === 'fromPairs') valuesOfPairs(pt, target, items);
    else if (name !== 'zipObject') members(pt, target, items);
    else if (c.args[1] !== undefined) members(pt, arg(1)!, items);
    if (GROUPS.has(name)) listOf(items, listOf);
    else listOf(items);
    return true;
  }
  if (COPIES.has(name)) {
    const copy = newObject(h, {
      k: 'nat',
      type: 'Object',
      file,
      site: call,
      allocator: functionGid(p, file, c.f),
      s: c.s,
    });
    listen(h, target, On.Copy, copy, 0);
    replay(pt, target);
    addObject(h, result, copy);
    return true;
  }
  if (GIVES_IT.has(name)) {
    addEdge(h, target, result);
    if (c.args[1] !== undefined) handOver(pt, arg(1)!, 0, target);
    return true;
  }
  if (GIVES_RETURNED.has(name)) {
    const by = name === 'attempt' ? target : arg(1);
    if (by !== null) passCallback(pt, by, (fn) => addEdge(h, pt.returnNode(fn), result));
    if (by !== null && name === 'thru') handOver(pt, by, 0, target);
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
  return false;

  /** The call gives a new list of what is at a node. */
  function listOf(items: NodeId, outer?: (items: NodeId) => void): void {
    const list = newObject(h, {
      k: 'nat',
      type: 'Array',
      file,
      site: call,
      allocator: functionGid(p, file, c.f),
      s: c.s,
    });
    const lists = newNode(h);
    addObject(h, lists, list);
    if (outer) outer(lists);
    else addEdge(h, lists, result);
    const into = newNode(h);
    addObject(h, into, list);
    listen(h, into, On.StoreAny, items, 0);
    replay(pt, into);
  }
}

/** Property names that a merge is known to write: those of its literals and, where the target is `this`, the fields of the class. */
function mergedNames(pt: Points, call: number): ReadonlySet<string> {
  const { file, c } = pt.p.calls[call]!;
  const f = pt.p.files[file]!;
  const out = new Set<string>();
  for (const a of c.args.slice(1)) {
    const x = f.values[a]!;
    if (x.k === 'obj') for (const q of x.props) if (q[2] === 'value') out.add(q[0]);
  }
  const target = f.values[c.args[0]!]!;
  const cls = target.k === 'this' ? f.functions[target.f]!.cls : -1;
  if (cls >= 0) for (const m of f.classes[cls]!.members) if (m.kind === 'field' && !m.isStatic) out.add(m.name);
  return out;
}

/** Elements of a list, or values of an object. */
function members(pt: Points, from: NodeId, to: NodeId): void {
  elementOf(pt, from, to);
  listen(pt.h, from, On.LoadAny, to, 0);
  replay(pt, from);
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
    replay(pt, from);
  };
  for (const o of setOf(h, to).slice()) link(o);
}

/** Objects that stand at a node already are handed to what listens there now. */
function replay(pt: Points, node: NodeId): void {
  for (const o of setOf(pt.h, node).slice()) pt.h.queue.push(node, o);
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
