import { NONE, type ValueId } from '../extract/facts.ts';
import { constantText } from './constants.ts';
import { addEdge, listen, type NodeId, nameId, newNode, type ObjectId, On, setOf } from './heap.ts';
import { assignPairs, passCallback, replay } from './natives.ts';
import type { Points } from './points.ts';
import { propertyOf } from './settling.ts';

// Properties that code describes in place of writing them: `Object.defineProperty` and the like, and the traps of a proxy.

/**
 * What a descriptor (with a key: `Object.defineProperty`; without: an object of descriptors) puts on the objects at a node: its `value`,
 * or what its `get` gives.
 */
export function definedBy(
  pt: Points,
  target: NodeId,
  descriptor: NodeId,
  key: { file: number; v: ValueId } | null,
): void {
  const { h } = pt;
  const value = newNode(h);
  const getter = newNode(h);
  const described = key === null ? newNode(h) : descriptor;
  if (key === null) {
    listen(h, descriptor, On.LoadAny, described, 0);
    replay(pt, descriptor);
  }
  propertyOf(pt, described, 'value', value);
  propertyOf(pt, described, 'get', getter);
  passCallback(pt, getter, (fn) => addEdge(h, pt.returnNode(fn), value));
  const name = key === null ? null : constantText(pt.p, key.file, key.v);
  if (name === null) listen(h, target, On.StoreAny, value, 0);
  else listen(h, target, On.Store, nameId(h, name), value);
  replay(pt, target);
}

/**
 * `new Proxy(target, { get(target, name) { … } })`: what the trap reads that name of (`current()[name]`, `Reflect.get(current(), name)`)
 * is what the proxy stands for.
 */
export function trapped(pt: Points, handler: NodeId, target: NodeId | null, result: NodeId): void {
  const { p, h } = pt;
  const trap = newNode(h);
  propertyOf(pt, handler, 'get', trap);
  passCallback(pt, trap, (fn) => {
    const { file, f } = p.functions[fn]!;
    const facts = p.files[file]!;
    const [of, name] = f.params;
    if (of !== undefined && target !== null) addEdge(h, target, pt.bindingNode(p.bindingBase[file]! + of));
    if (name === undefined) return;
    const isName = (v: ValueId | undefined): boolean => {
      const x = v === undefined ? undefined : facts.values[v];
      return x?.k === 'as' ? isName(x.v) : x?.k === 'bind' && x.b === name;
    };
    facts.values.forEach((x) => {
      if (x.k === 'index' && isName(x.i)) addEdge(h, pt.valueNode(file, x.o), result);
    });
    for (const c of facts.calls) {
      const callee = c ? facts.values[c.callee] : undefined;
      const on = callee?.k === 'prop' && callee.p === 'get' ? facts.values[callee.o] : undefined;
      if (on?.k === 'global' && on.name === 'Reflect' && isName(c.args[1]))
        addEdge(h, pt.valueNode(file, c.args[0]!), result);
    }
  });
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
  assignPairs(pt).push([prototypeOf(sub), prototypeOf(base)]);
}
