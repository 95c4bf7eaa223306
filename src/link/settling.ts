import { entryOf } from '../text/entry-of.ts';
import { addEdge, addObject, fieldNode, listen, type NodeId, nameId, type ObjectId, On } from './heap.ts';
import { elementOf, passCallback, replay } from './natives.ts';
import type { Points, PointsInternal } from './points.ts';

// Functions that the language or a library makes, and hands to code so that it tells of a value: what they are called with goes on.

/** What such a function does with what it is called with: the argument of an index goes to a node. */
type Settles = { readonly index: number; readonly to: NodeId };
const tables = new WeakMap<Points, Map<ObjectId, Settles>>();
const settlesOf = (pt: Points): Map<ObjectId, Settles> => entryOf(tables, pt, () => new Map());

function made(pt: Points, key: string, call: number, index: number, to: NodeId): ObjectId {
  const o = (pt as PointsInternal).internal.fresh(key, {
    k: 'nat',
    type: 'resolve',
    file: pt.p.calls[call]!.file,
    site: call,
    allocator: -1,
  });
  settlesOf(pt).set(o, { index, to });
  return o;
}

/** The `resolve` of a promise that a call makes: the promise is transparent, so what it is called with is what the promise gives. */
export const resolver = (pt: Points, call: number, promise: NodeId): ObjectId =>
  made(pt, `resolve|${call}`, call, 0, promise);

/** A callback of Node's shape, `(error, value) => ...`, that is handed to what a call runs: its second argument goes to a node. */
export const nodeCallback = (pt: Points, call: number, to: NodeId): ObjectId => made(pt, `done|${call}`, call, 1, to);

/** A call of such a function. */
export function settlesHere(pt: Points, call: number, o: ObjectId): void {
  const { file, c } = pt.p.calls[call]!;
  const at = settlesOf(pt).get(o);
  const given = at && c.args[at.index];
  if (given !== undefined) addEdge(pt.h, pt.valueNode(file, given), at!.to);
  const made = madeBy(pt).get(o);
  if (made) callMade(pt, call, made);
}

/** Such a function is called by something else, with what is at a node as the argument of an index. */
export function settle(pt: Points, o: ObjectId, index: number, from: NodeId): void {
  const at = settlesOf(pt).get(o);
  if (at?.index === index) addEdge(pt.h, from, at.to);
}

/** What is at a node is handed to the functions at another, as the argument of an index. */
export function handOver(pt: Points, callback: NodeId, index: number, from: NodeId): void {
  const { p, h } = pt;
  passCallback(
    pt,
    callback,
    (fn) => {
      const { file, f } = p.functions[fn]!;
      const b = f.params[index];
      if (b !== undefined) addEdge(h, from, pt.bindingNode(p.bindingBase[file]! + b));
    },
    (o) => settle(pt, o, index, from),
  );
}

/** `Promise.withResolvers()`: the promise and what settles it. */
export function withResolvers(pt: Points, call: number, result: NodeId): void {
  const { h } = pt;
  const o = (pt as PointsInternal).internal.freshAt(call, 'Object');
  addObject(h, result, o);
  const promise = fieldNode(h, o, nameId(h, 'promise'));
  addObject(h, fieldNode(h, o, nameId(h, 'resolve')), resolver(pt, call, promise));
}

/** Functions that a library makes of a value: what their calls give. */
type Made = { readonly how: 'promisified' | 'coroutine' | 'constant'; readonly from: NodeId };
const madeTables = new WeakMap<Points, Map<ObjectId, Made>>();
const madeBy = (pt: Points): Map<ObjectId, Made> => entryOf(madeTables, pt, () => new Map());

/**
 * `promisify(load)`: a function whose promise gives what `load` tells its last argument; `coroutine(function* () { … })`: what the generator
 * ends with; `constant(x)`: x.
 */
export function madeOf(pt: Points, call: number, how: Made['how'], from: NodeId, result: NodeId): void {
  const o = (pt as PointsInternal).internal.freshAt(call, 'Function');
  madeBy(pt).set(o, { how, from });
  addObject(pt.h, result, o);
}
function callMade(pt: Points, call: number, { how, from }: Made): void {
  const { p, h } = pt;
  const { file, c, id } = p.calls[call]!;
  const result = pt.valueNode(file, (pt as PointsInternal).internal.callValue(file, id));
  if (how === 'constant') addEdge(h, from, result);
  else
    passCallback(pt, from, (fn) => {
      const { file: at, f } = p.functions[fn]!;
      const b = f.params[c.args.length];
      if (how === 'coroutine') elementOf(pt, pt.returnNode(fn), result);
      else if (b !== undefined) addObject(h, pt.bindingNode(p.bindingBase[at]! + b), nodeCallback(pt, call, result));
    });
}

/** What stands at a property of whatever is at a node, now and later. */
export function propertyOf(pt: Points, of: NodeId, name: string, to: NodeId): void {
  listen(pt.h, of, On.Load, nameId(pt.h, name), to);
  replay(pt, of);
}
