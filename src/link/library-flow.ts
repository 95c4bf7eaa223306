import { type ValueFlow, valueFlows } from '../catalog/value-flows.ts';
import { NONE } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import {
  addEdge,
  addObject,
  fieldNode,
  type HeapObject,
  listen,
  type NodeId,
  nameId,
  newNode,
  type ObjectId,
  On,
} from './heap.ts';
import { elementOf, passCallback, replay } from './natives.ts';
import type { Points, PointsInternal } from './points.ts';
import { handOver, madeOf, nodeCallback } from './settling.ts';

/** Rows by package and name of what is called. */
const rows: ReadonlyMap<string, readonly ValueFlow[]> = (() => {
  const out = new Map<string, ValueFlow[]>();
  for (const row of valueFlows)
    for (const pkg of row.packages) for (const name of row.calls) entryOf(out, `${pkg} ${name}`, () => []).push(row);
  return out;
})();

/**
 * What a call of a library hands on, by the rows of the catalogue (src/catalog/value-flows.ts). `ext` is the callee, `made` what the call
 * gives as a value of the library.
 */
export function libraryFlow(pt: Points, call: number, ext: ObjectId, made: ObjectId, result: NodeId): void {
  const x = pt.h.objects[ext]!;
  const name = calledName(x);
  for (const row of rows.get(`${x.pkg} ${name}`) ?? []) flow(pt, call, row, made, result);
}

/** The last step of a library's value: `default` of the package itself, `()` of what a call gave. */
function calledName(x: HeapObject): string {
  if (x.steps === '') return 'default';
  return x.steps.endsWith('()') ? '()' : x.steps.slice(x.steps.lastIndexOf('.') + 1);
}

function flow(pt: Points, call: number, row: ValueFlow, made: ObjectId, result: NodeId): void {
  const { p, h } = pt;
  const { file, c } = p.calls[call]!;
  const internal = (pt as PointsInternal).internal;
  if (c.spreadFrom !== NONE) return;
  const args = c.args.map((a) => pt.valueNode(file, a));
  const given = args[row.from ?? 0];
  const recv = c.recv < 0 ? null : pt.valueNode(file, c.recv);
  const held = (o: ObjectId): NodeId => fieldNode(h, o, nameId(h, row.as ?? 'value'));
  /** What the receiver stands for: what it is itself, and what it holds as a value. */
  const standsFor = (to: NodeId): void => {
    if (recv === null) return;
    addEdge(h, recv, to);
    listen(h, recv, On.Load, nameId(h, 'value'), to);
    replay(pt, recv);
  };
  /** What the functions among some nodes give, by return or by callback. */
  const returned = (functions: readonly NodeId[], to: NodeId): void => {
    for (const node of functions)
      passCallback(pt, node, (fn) => {
        const { f } = p.functions[fn]!;
        if (f.generator) elementOf(pt, pt.returnNode(fn), to);
        else addEdge(h, pt.returnNode(fn), to);
        const last = f.params[f.params.length - 1];
        if (row.node && !f.async && last !== undefined)
          addObject(h, pt.bindingNode(p.bindingBase[p.functions[fn]!.file]! + last), nodeCallback(pt, call, to));
      });
  };
  /** `async.map(list, each, done)`: the last function is told of the result. */
  const done = (of: NodeId): void => {
    if (row.node && args.length > 1) handOver(pt, args[args.length - 1]!, 1, of);
    addEdge(h, of, result);
  };
  switch (row.gives) {
    case 'argument':
      if (given !== undefined) addEdge(h, given, result);
      return;
    case 'arguments':
      for (const a of args) addEdge(h, a, result);
      return;
    case 'element':
      if (given !== undefined) elementOf(pt, given, result);
      return;
    case 'receiver':
      standsFor(result);
      return;
    case 'heard': {
      const heard = newNode(h);
      standsFor(heard);
      for (const a of args) handOver(pt, a, 0, heard);
      return;
    }
    case 'told':
      if (given === undefined || recv === null) return;
      listen(h, recv, On.Store, nameId(h, 'value'), given);
      replay(pt, recv);
      return;
    case 'boxed':
      if (given === undefined) return;
      addEdge(h, given, held(made));
      return;
    case 'returned': {
      const each = newNode(h);
      returned(args.slice(0, row.node ? Math.max(1, args.length - 1) : undefined), each);
      if (row.node && given !== undefined) {
        const tasks = newNode(h);
        elementOf(pt, given, tasks);
        returned([tasks], each);
        handOver(pt, tasks, 0, each);
      }
      done(each);
      return;
    }
    case 'list':
    case 'tasks': {
      const o = internal.freshAt(call, 'Array');
      const list = newNode(h);
      addObject(h, list, o);
      const each = fieldNode(h, o, internal.star);
      const callbacks = row.node && args.length > 2 ? args.slice(0, -1) : args;
      if (row.gives === 'list') {
        returned(callbacks, each);
        const items = newNode(h);
        for (const a of args) elementOf(pt, a, items);
        for (const a of callbacks) handOver(pt, a, 0, items);
      } else if (given !== undefined) {
        const tasks = newNode(h);
        listen(h, given, On.LoadAny, tasks, 0);
        replay(pt, given);
        returned([tasks], each);
      }
      done(list);
      return;
    }
    case 'promisified':
    case 'coroutine':
    case 'constant':
      if (given !== undefined) madeOf(pt, call, row.gives, given, result);
      return;
  }
}
