import { NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { constantText } from './constants.ts';
import { addPair } from './copied-pairs.ts';
import { defineProperty } from './defined-properties.ts';
import {
  addEdge,
  addObject,
  copyFields,
  fieldNode,
  listen,
  type NodeId,
  nameId,
  newNode,
  type ObjectId,
  On,
  setOf,
} from './heap.ts';
import type { Points, PointsInternal } from './points.ts';
import { proxyCall } from './proxies.ts';
import { isPromiseOf } from './same-as-global.ts';

/** Methods of collections that call back with an element, at once. */
const ITERATORS = new Set([
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'sort',
  'toSorted',
  'reduce',
  'reduceRight',
]);
/** Methods that return a new collection with the same elements. */
const SAME_ELEMENTS = new Set([
  'filter',
  'slice',
  'concat',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'splice',
  'toSpliced',
  'values',
  'entries',
  'flat',
]);
/** Methods that return an element. */
const ELEMENT = new Set(['find', 'findLast', 'pop', 'shift', 'at', 'get']);
const CONTINUATIONS = new Set(['then', 'catch', 'finally']);
/** Names of methods that lists have (ECMA-262, Array.prototype). */
const LIST = new Set(
  (
    'at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf join keys ' +
    'lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toReversed toSorted toSpliced unshift values with'
  ).split(' '),
);
/** Names of methods that values of the language have: collections, texts, dates, promises, functions, iterators (ECMA-262). */
const LANGUAGE = new Set([
  ...LIST,
  ...(
    'get set has delete clear add size then catch finally call apply bind toString toLocaleString valueOf hasOwnProperty ' +
    'isPrototypeOf next return throw charAt charCodeAt codePointAt endsWith localeCompare match matchAll normalize padEnd padStart ' +
    'repeat replace replaceAll search split startsWith substr substring toLowerCase toUpperCase trim trimEnd trimStart ' +
    'test exec compile getTime toISOString toJSON toFixed getDate'
  ).split(' '),
]);

/** Collections and built-ins of the language that are objects of their own when constructed or made. */
const NATIVE_TYPES = new Set([
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Array',
  'Date',
  'URLSearchParams',
  'Uint8Array',
  'Uint16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Object',
  'WeakRef',
  'URL',
  'Headers',
  'FormData',
  'AbortController',
  'TextDecoder',
  'TextEncoder',
  'Error',
  'RegExp',
  'Proxy',
  'Function',
  'Buffer',
  'Set',
]);

const internalOf = (pt: Points) => (pt as PointsInternal).internal;

/** Lets the elements of an iterable flow to a node. */
export function elementOf(pt: Points, from: NodeId, to: NodeId): void {
  listen(pt.h, from, On.Element, to, 0);
  const star = nameId(pt.h, '*');
  for (const o of setOf(pt.h, from).slice()) addEdge(pt.h, fieldNode(pt.h, o, star), to);
}

/** Lets what stands second in the pairs of an iterable flow to a node: `new Map([[key, value]])`, `new Map(other)`. */
function valuesOfPairs(pt: Points, from: NodeId, to: NodeId): void {
  const pairs = newNode(pt.h);
  elementOf(pt, from, pairs);
  listen(pt.h, pairs, On.Pair, to, 0);
}

/** Calls and constructions of globals: `new Map()`, `Array.from(x)`, `Object.assign(a, b)`, ... True where the result is known. */
export function nativeConstruct(pt: Points, call: number, steps: string, isNew: boolean): boolean {
  const { h, p } = pt;
  const { file, c, id } = p.calls[call]!;
  const internal = internalOf(pt);
  const result = pt.valueNode(file, internal.callValue(file, id));
  const arg = (i: number): NodeId | null => (c.args[i] === undefined ? null : pt.valueNode(file, c.args[i]!));
  const name = steps.slice(1);
  const star = internal.star;
  if (isNew && name === 'Promise') {
    // A promise is transparent: what resolve is called with is what the promise gives.
    const cb = arg(0);
    if (cb !== null)
      passCallback(pt, cb, (fn) => {
        const f = p.functions[fn]!;
        const b = f.f.params[0];
        if (b === undefined) return;
        const resolver = internal.fresh(`resolve|${call}`, {
          k: 'nat',
          type: 'resolve',
          file,
          site: call,
          allocator: -1,
        });
        addObject(h, pt.bindingNode(p.bindingBase[f.file]! + b), resolver);
      });
    return true;
  }
  if (isNew && name === 'Proxy') {
    const [t, handler] = [arg(0), arg(1)];
    if (t !== null) addEdge(h, t, result);
    if (t !== null && handler !== null) proxyCall(pt, t, handler, result, (node, body) => passCallback(pt, node, body));
    return true;
  }
  if (isNew && NATIVE_TYPES.has(name)) {
    const o = internal.freshAt(call, name);
    addObject(h, result, o);
    const from = arg(0);
    if (from !== null && name === 'Map') valuesOfPairs(pt, from, fieldNode(h, o, star));
    else if (from !== null && (name === 'Set' || name === 'Array')) elementOf(pt, from, fieldNode(h, o, star));
    return true;
  }
  if (!isNew && (name === 'Array' || name === 'Object')) {
    addObject(h, result, internal.freshAt(call, name));
    return true;
  }
  return (
    !isNew &&
    (name === 'String' ||
      name === 'Number' ||
      name === 'Boolean' ||
      name === 'parseInt' ||
      name === 'parseFloat' ||
      name === 'BigInt' ||
      name === 'Symbol' ||
      name === 'isNaN' ||
      name === 'encodeURIComponent' ||
      name === 'decodeURIComponent')
  );
}

/** Runs `body` for each function that arrives at a node, now and later; through bound functions, which are the functions themselves. */
function passCallback(pt: Points, node: NodeId, body: (fn: number) => void): void {
  const seen = new Set<ObjectId>();
  const probe = (o: ObjectId) => {
    if (seen.has(o)) return;
    seen.add(o);
    if (pt.h.objects[o]!.k === 'fn') body(pt.h.objects[o]!.site);
  };
  for (const o of setOf(pt.h, node).slice()) probe(o);
  const late = lateCallbacks(pt);
  late.push({ node, probe });
}

const lateTable = new WeakMap<Points, { node: NodeId; probe: (o: ObjectId) => void }[]>();
function lateCallbacks(pt: Points) {
  let t = lateTable.get(pt);
  if (!t) {
    t = [];
    lateTable.set(pt, t);
  }
  return t;
}

/** Hands functions that arrived since to the callbacks of the language's own methods; true if there was anything new. */
export function settleCallbacks(pt: Points): void {
  for (const { node, probe } of lateCallbacks(pt)) for (const o of setOf(pt.h, node).slice()) probe(o);
}

/** The function that `bind` makes of a function at a call: it has its `this` and its first parameters from there. */
export function boundBy(
  pt: Points,
  call: number,
  o: ObjectId,
  args: readonly ValueId[] = pt.p.calls[call]!.c.args,
): ObjectId {
  const { h, p } = pt;
  const { file, c } = p.calls[call]!;
  const internal = internalOf(pt);
  const { site, bound, given } = h.objects[o]!;
  const [self, ...rest] = args;
  const isArrow = p.functions[site]!.f.kind === 'arrow';
  const t = self === undefined || isArrow ? null : pt.valueNode(file, self);
  if (t !== null && bound === undefined) addEdge(h, t, pt.thisNode(site));
  // What stands behind a spread may come anywhere.
  const isSpread = c.spreadFrom !== NONE;
  rest.forEach((a, i) => {
    const to = internal.parameterNode(site, i + (given ?? 0));
    if (to !== null) addEdge(h, pt.valueNode(file, a), to);
  });
  const ahead = (given ?? 0) + (isSpread ? 0 : rest.length);
  if (bound !== undefined && rest.length === 0) return o;
  if (t === null && ahead === 0) return o;
  return internal.boundFunction(`${call}|${site}|${given ?? 0}`, site, bound ?? t ?? undefined, ahead);
}

/** `_.bind(fn, self, …first)` of a utility library does what the function's own `bind` does; false while no function is known there. */
export function bindFirst(pt: Points, call: number, result: NodeId): boolean {
  const { p, h } = pt;
  const { file, c } = p.calls[call]!;
  const [fn] = c.args;
  if (fn === undefined || c.spreadFrom !== NONE) return false;
  const node = pt.valueNode(file, fn);
  const seen = new Set<ObjectId>();
  const probe = (o: ObjectId) => {
    if (seen.has(o)) return;
    seen.add(o);
    if (h.objects[o]!.k === 'fn') addObject(h, result, boundBy(pt, call, o, c.args.slice(1)));
  };
  const known = setOf(h, node).slice();
  for (const o of known) probe(o);
  lateCallbacks(pt).push({ node, probe });
  return known.some((o) => h.objects[o]!.k === 'fn');
}

/**
 * Methods of the language's own objects, by name and receiver. Called once for each call with `o` -1 (what holds for any
 * receiver: promise continuations, `call`/`apply`/`bind`), and for each receiver object.
 */
export function nativeCall(pt: Points, call: number, o: ObjectId): void {
  const { h, p } = pt;
  const { file, c, id } = p.calls[call]!;
  const callee = p.files[file]!.values[c.callee]!;
  if (callee.k !== 'prop') return;
  const internal = internalOf(pt);
  const name = callee.p;
  const recv = pt.valueNode(file, c.recv);
  const result = pt.valueNode(file, internal.callValue(file, id));
  const arg = (i: number): NodeId | null => (c.args[i] === undefined ? null : pt.valueNode(file, c.args[i]!));
  const param = internal.parameterNode;
  const star = internal.star;
  /** `config.chains.map((chain) => new Monitor(chain))`: a list of what the callback gives, whatever is known of the list that it goes through. */
  const mapped = (): void => {
    const r = internal.freshAt(call, 'Array');
    addObject(h, result, r);
    const cb = arg(0);
    if (cb === null) return;
    const elements = fieldNode(h, r, star);
    passCallback(pt, cb, (fn) => {
      if (name === 'map') addEdge(h, pt.returnNode(fn), elements);
      else elementOf(pt, pt.returnNode(fn), elements);
    });
  };
  if (o < 0) {
    if (CONTINUATIONS.has(name)) {
      if (name !== 'then') addEdge(h, recv, result);
      for (const i of name === 'then' ? [0, 1] : [0]) {
        const cb = arg(i);
        if (cb === null) continue;
        passCallback(pt, cb, (fn) => {
          const to = param(fn, 0);
          if (to !== null && name === 'then' && i === 0) addEdge(h, recv, to);
          if (name !== 'finally') addEdge(h, pt.returnNode(fn), result);
        });
      }
    } else if (name === 'map' || name === 'flatMap') mapped();
    return;
  }
  const x = h.objects[o]!;
  if (x.k === 'fn') {
    if (name === 'bind') {
      addObject(h, result, boundBy(pt, call, o));
    } else if (name === 'call' || name === 'apply') {
      const s = pt.targets.get(call) ?? new Set();
      s.add(x.site);
      pt.targets.set(call, s);
      const t = arg(0);
      if (t !== null && p.functions[x.site]!.f.kind !== 'arrow') addEdge(h, t, pt.thisNode(x.site));
      const all = internal.argumentList(x.site);
      if (name === 'call')
        c.args.slice(1).forEach((a, i) => {
          const to = param(x.site, i);
          if (to !== null) addEdge(h, pt.valueNode(file, a), to);
          if (all !== undefined) addEdge(h, pt.valueNode(file, a), fieldNode(h, all, star));
        });
      else {
        const list = arg(1);
        if (list !== null && all !== undefined) elementOf(pt, list, fieldNode(h, all, star));
        if (list !== null)
          p.functions[x.site]!.f.params.forEach((_, i) => {
            const to = param(x.site, i);
            if (to !== null) elementOf(pt, list, to);
          });
      }
      addEdge(h, pt.returnNode(x.site), result);
    }
    return;
  }
  if (x.k === 'ext' && x.pkg === '(global)' && x.from < 0) {
    staticNative(pt, call, x.steps.slice(1), name, arg, result);
    return;
  }
  if (x.k === 'ext' && isPromiseOf(x.pkg, x.steps)) {
    staticNative(pt, call, 'Promise', name, arg, result);
    return;
  }
  if (x.k === 'nat' && x.type === 'resolve') return;
  if (x.k === 'ext' && /^(?:node:)?async_hooks$/.test(x.pkg) && x.steps.endsWith('.AsyncLocalStorage')) {
    // What runs in there is given it back, whoever asks: it is no field of the storage, which outlives each run.
    const given = arg(0);
    if ((name === 'run' || name === 'enterWith') && given !== null) addEdge(h, given, ambientNode(pt, o));
    else if (name === 'getStore') addEdge(h, ambientNode(pt, o), result);
    return;
  }
  const collection = x.k === 'arr' || x.k === 'nat' || x.k === 'obj';
  if (!collection && x.k !== 'ext') return;
  const elements = fieldNode(h, o, star);
  if (collection) {
    switch (name) {
      case 'push':
      case 'unshift':
      case 'add':
        for (const a of c.args) addEdge(h, pt.valueNode(file, a), elements);
        if (name === 'add') addObject(h, result, o);
        return;
      case 'set': {
        const v = arg(1);
        if (v !== null) addEdge(h, v, elements);
        addObject(h, result, o);
        return;
      }
      case 'fill':
      case 'with': {
        const v = arg(name === 'fill' ? 0 : 1);
        if (v !== null) addEdge(h, v, elements);
        addObject(h, result, o);
        return;
      }
      case 'splice':
        for (const a of c.args.slice(2)) addEdge(h, pt.valueNode(file, a), elements);
    }
  }
  if (ELEMENT.has(name) && collection) addEdge(h, elements, result);
  if (SAME_ELEMENTS.has(name) && collection) {
    const r = name === 'sort' || name === 'reverse' ? o : internal.freshAt(call, 'Array');
    addObject(h, result, r);
    if (r !== o) addEdge(h, elements, fieldNode(h, r, star));
    if (name === 'concat') for (const a of c.args) elementOf(pt, pt.valueNode(file, a), fieldNode(h, r, star));
  }
  if (!collection && (name === 'map' || name === 'flatMap')) return;
  if (ITERATORS.has(name)) {
    const cb = arg(0);
    if (cb !== null)
      passCallback(pt, cb, (fn) => {
        const at = name.startsWith('reduce') ? 1 : 0;
        const to = param(fn, at);
        if (to !== null) addEdge(h, elements, to);
        if (name === 'sort' || name === 'toSorted') {
          const second = param(fn, 1);
          if (second !== null) addEdge(h, elements, second);
        }
        if (at === 1) {
          const acc = param(fn, 0);
          const init = arg(1);
          if (init !== null) addEdge(h, init, result);
          if (init !== null && acc !== null) addEdge(h, init, acc);
          if (acc !== null) addEdge(h, pt.returnNode(fn), acc);
          addEdge(h, pt.returnNode(fn), result);
        }
      });
  }
}

const ambients = new WeakMap<Points, Map<ObjectId, NodeId>>();
/** The node that holds what code is run with in a storage of `AsyncLocalStorage` (nodejs.org/api/async_context.html). */
function ambientNode(pt: Points, o: ObjectId): NodeId {
  const own = entryOf(ambients, pt, () => new Map<ObjectId, NodeId>());
  return entryOf(own, o, () => newNode(pt.h));
}

/** `Object.assign`, `Array.from`, `Promise.all`, `Reflect.*` and the like. */
function staticNative(
  pt: Points,
  call: number,
  type: string,
  name: string,
  arg: (i: number) => NodeId | null,
  result: NodeId,
): void {
  const { h, p } = pt;
  const { file, c } = p.calls[call]!;
  const internal = internalOf(pt);
  const star = internal.star;
  const first = arg(0);
  if (first === null) return;
  switch (`${type}.${name}`) {
    case 'Object.assign':
      addEdge(h, first, result);
      c.args.slice(1).forEach((a) => {
        const from = pt.valueNode(file, a);
        addPair(pt, { to: first, from, file, site: a });
      });
      return;
    case 'Object.defineProperty':
    case 'Reflect.defineProperty': {
      const [, key, descriptor] = c.args;
      if (descriptor !== undefined) defineProperty(pt, file, first, constantText(p, file, key!), descriptor);
      return;
    }
    case 'Object.defineProperties': {
      const rows = c.args[1] === undefined ? null : p.files[file]!.values[c.args[1]]!;
      if (rows?.k === 'obj')
        for (const [key, v, kind] of rows.props) if (kind === 'value') defineProperty(pt, file, first, key, v);
      return;
    }
    case 'Reflect.apply': {
      passCallback(pt, first, (fn) => {
        entryOf(pt.targets, call, () => new Set<number>()).add(fn);
        const self = arg(1);
        const list = arg(2);
        const all = internal.argumentList(fn);
        if (list !== null && all !== undefined) elementOf(pt, list, fieldNode(h, all, star));
        if (self !== null && p.functions[fn]!.f.kind !== 'arrow') addEdge(h, self, pt.thisNode(fn));
        if (list !== null)
          p.functions[fn]!.f.params.forEach((_, i) => {
            const to = internal.parameterNode(fn, i);
            if (to !== null) elementOf(pt, list, to);
          });
        addEdge(h, pt.returnNode(fn), result);
      });
      return;
    }
    case 'Buffer.alloc':
    case 'Buffer.allocUnsafe':
      addObject(h, result, internal.freshAt(call, 'Buffer'));
      return;
    case 'Object.freeze':
    case 'Object.seal':
    case 'Object.preventExtensions':
    case 'Object.setPrototypeOf':
    case 'Promise.resolve':
    case 'Object.create':
      if (name === 'create') {
        const o = internal.freshAt(call, 'Object');
        addObject(h, result, o);
        listen(h, first, On.Copy, o, 0);
        for (const x of setOf(h, first).slice()) copyFields(h, x, o);
      } else addEdge(h, first, result);
      // `Object.setPrototypeOf(Sub.prototype, Base.prototype)`: what stands on the one is found on the other.
      if (name === 'setPrototypeOf' && arg(1) !== null)
        addPair(pt, { to: first, from: arg(1)!, file, site: c.args[1]! });
      return;
    case 'Object.values':
    case 'Array.from':
    case 'Object.entries':
    case 'Promise.all':
    case 'Promise.allSettled':
    case 'Promise.race':
    case 'Promise.any':
    case 'Array.of':
    case 'Object.fromEntries': {
      const o = internal.freshAt(call, 'Array');
      const cb = name === 'from' ? arg(1) : null;
      if (name === 'race' || name === 'any') {
        elementOf(pt, first, result);
        return;
      }
      addObject(h, result, o);
      if (name === 'values' || name === 'entries') {
        listen(h, first, On.LoadAny, fieldNode(h, o, star), 0);
        h.queue.push(...setOf(h, first).flatMap((x) => [first, x]));
      } else if (cb !== null) {
        passCallback(pt, cb, (fn) => {
          addEdge(h, pt.returnNode(fn), fieldNode(h, o, star));
          const b = p.functions[fn]!.f.params[0];
          if (b !== undefined) elementOf(pt, first, pt.bindingNode(p.bindingBase[p.functions[fn]!.file]! + b));
        });
      } else {
        if (name === 'fromEntries') valuesOfPairs(pt, first, fieldNode(h, o, star));
        else elementOf(pt, first, fieldNode(h, o, star));
      }
      return;
    }
    case 'Reflect.get':
      listen(h, first, On.LoadAny, result, 0);
      return;
    // What promise libraries have beside the language's: `Promise.map(rooms, (room) => room.open())`, `Promise.try(work)`.
    case 'Promise.try':
    case 'Promise.attempt':
      passCallback(pt, first, (fn) => addEdge(h, pt.returnNode(fn), result));
      return;
    case 'Promise.map':
    case 'Promise.mapSeries':
    case 'Promise.each':
    case 'Promise.filter': {
      const o = internal.freshAt(call, 'Array');
      addObject(h, result, o);
      const elements = fieldNode(h, o, star);
      const cb = arg(1);
      if (!name.startsWith('map')) elementOf(pt, first, elements);
      if (cb !== null)
        passCallback(pt, cb, (fn) => {
          const to = internal.parameterNode(fn, 0);
          if (to !== null) elementOf(pt, first, to);
          if (name.startsWith('map')) addEdge(h, pt.returnNode(fn), elements);
        });
      return;
    }
  }
}

/**
 * `util.inherits(Sub, Base)`: what stands on the prototype of the one is found on that of the other
 * (nodejs.org/api/util.html, utilinheritsconstructor-superconstructor; the package inherits does the same).
 */
export function inheritsCall(pt: Points, call: number, ext: ObjectId): void {
  const { h, p } = pt;
  const x = h.objects[ext]!;
  const isIt = /^(?:node:)?util$/.test(x.pkg) ? x.steps === '.inherits' : x.pkg === 'inherits' && x.from < 0;
  const { file, c } = p.calls[call]!;
  const [sub, base] = c.args;
  if (!isIt || sub === undefined || base === undefined || c.spreadFrom !== NONE) return;
  const prototypeOf = (v: ValueId): NodeId => {
    const of = pt.valueNode(file, v);
    const to = newNode(h);
    listen(h, of, On.Load, nameId(h, 'prototype'), to);
    h.queue.push(...setOf(h, of).flatMap((o) => [of, o]));
    return to;
  };
  addPair(pt, { to: prototypeOf(sub), from: prototypeOf(base), file, site: sub });
}

export const isIterator = (name: string): boolean => ITERATORS.has(name);
export const isContinuation = (name: string): boolean => CONTINUATIONS.has(name);
/** Whether every list has a property of that name: its length or a method, and none of the elements. */
export const isOfList = (name: string): boolean => name === 'length' || LIST.has(name);
/** Whether values of the language have a method of that name: then it may be data that it is called on. */
export const isOfLanguage = (name: string): boolean => LANGUAGE.has(name);
