import { isClient, isConnectionAgent } from '../catalog/clients.ts';
import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import type { Facts, JudgeInput } from './categories.ts';
import { standsInMethod } from './class-methods.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, Ctx } from './contexts.ts';
import { ENDS } from './ended-handles.ts';
import { inside, testsAt } from './guards.ts';
import { type HeapObject, type ObjectId, setOf } from './heap.ts';
import { type Mutation, mutatorOf } from './holders.ts';
import { isWithin } from './nested-functions.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { rootedAtThis } from './program.ts';

// Objects of the program that a collection keeps by key, and that are more than handles: what they gather later is in this process alone.

/** Classes up from one that are looked at. */
const MAX_PARENTS = 8;

/** Methods of collections by which one more comes in. */
const PUTS: ReadonlySet<string> = new Set(['push', 'unshift', 'set', 'add']);

/** Whether the function that puts something under a key throws where the key is taken: it is created once and known, not made on first use. */
export function isRefusedTwice({ pt }: JudgeInput, f: Facts, m: Mutation): boolean {
  const file = pt.p.files[m.file]!;
  return pt.p.functions[m.fn]!.f.events.some(
    (e) =>
      e.t === 'throw' &&
      e.s < m.s &&
      testsAt(file, e.guard).some((t) => t.says === 'present' && f.isPlace(m.file, t.v)),
  );
}

/**
 * Whether what is put under a key of its own are objects of the program that gather entries in collections of theirs while the server
 * runs, and that stand for nothing outside of this process: who makes such an object anew has an empty one.
 */
export function gathersLater({ pt, ctx }: JudgeInput, f: Facts, m: Mutation): boolean {
  if (m.key === NONE || (f.keyOrigin(m) & ~From.constant) === 0) return false;
  const objects = setOf(pt.h, pt.valueNode(m.file, m.v));
  return (
    objects.length > 0 &&
    objects.every((o) => {
      const x = pt.h.objects[o]!;
      const runs = (fn: number) => ctx.maskOf(fn) & AFTER;
      if (x.k === 'obj') return x.allocator > 0 && gathersAround(pt, x, runs);
      return x.k === 'inst' && x.cls >= 0 && !reachesOut(pt, o) && gathers(pt, x.cls, runs);
    })
  );
}

/**
 * Whether somebody takes out what is there, leaves the place empty and goes on with it (`const other = waiting; waiting = null;
 * pair(other, mine)`): it waits there for the next one that comes, which a handle made on first use does not. What is only closed is none.
 */
export function isTakenOut({ pt }: JudgeInput, f: Facts): boolean {
  return f.removes.some((m) => {
    if ((m.mask & (Ctx.request | Ctx.connection)) === 0 || m.mask & Ctx.boot) return false;
    const file = pt.p.files[m.file]!;
    if (inside(file, m.guard, 'catch')) return false;
    const taken = f.reads.filter((r) => r.fn === m.fn && r.file === m.file && r.use === 'init' && r.s < m.s);
    // A local that nothing else is assigned to is read as itself or as the place: behind the line that empties the place either means it.
    const uses = consumersOf(file);
    const isLater = (call: CallId) => file.calls[call]!.f === pt.p.functions[m.fn]!.id && file.calls[call]!.s > m.s;
    return taken.some((r) => {
      const locals = file.bindings.flatMap((b, i) => (!b.top && b.defs.length === 1 && b.defs[0] === r.v ? [i] : []));
      return [r.v, ...locals.map((b) => uses.bindValue(b))]
        .flatMap((v) => uses.of(v))
        .some((u) => (u.k === 'arg' || (u.k === 'recv' && !endsIt(file, u.c))) && isLater(u.c));
    });
  });
}

function endsIt(f: FileFacts, call: CallId): boolean {
  const callee = f.values[f.calls[call]!.callee]!;
  return callee.k === 'prop' && (ENDS.test(callee.p) || /^(?:remove|off)/.test(callee.p));
}

/** Whether a field holds a connection, a client or another process: the object is there to speak to it. */
function reachesOut(pt: Points, o: ObjectId): boolean {
  const list = pt.h.fields[o] ?? [];
  return list.some((n, i) => i % 2 === 1 && setOf(pt.h, n).some((y) => isWayOut(pt, y)));
}

/** Whether an object is a connection, a client or another process. */
function isWayOut({ h, lib }: Points, o: ObjectId): boolean {
  const x = h.objects[o]!;
  if (x.k !== 'ext') return false;
  if (x.kinds.some((k) => lib.kinds[k]!.def.lifetime === 'connection')) return true;
  return (
    isClient(x.pkg) ||
    isConnectionAgent(x.pkg, x.steps) ||
    /^node:(?:net|tls|https?|http2|dgram|child_process|worker_threads|fs|sqlite)/.test(x.pkg)
  );
}

/** Steps from a value that is written to what it is made of. */
const MAX_MADE_OF = 4;

/**
 * Whether the functions of an object keep data in the variables around them (`const counter = (id) => { let best = 0; return { offer(n) {
 * best = n; } }; }`): what they are told, or entries of a collection. What they count or time by themselves is no such data.
 */
function gathersAround(pt: Points, x: HeapObject, runs: (fn: number) => number): boolean {
  const { file, id: maker } = pt.p.functions[x.allocator]!;
  const f = pt.p.files[file]!;
  if (x.file !== file) return false;
  const isOurs = (v: ValueId): boolean => {
    const y = v === NONE ? undefined : f.values[v]!;
    return y?.k === 'bind' && f.bindings[y.b]!.f === maker && f.bindings[y.b]!.kind !== 'param';
  };
  const objects = (v: ValueId): readonly ObjectId[] => (v === NONE ? [] : setOf(pt.h, pt.valueNode(file, v)));
  if (
    f.bindings.some(
      (b, i) => b.f === maker && setOf(pt.h, pt.bindingNode(pt.p.bindingBase[file]! + i)).some((o) => isWayOut(pt, o)),
    )
  )
    return false;
  const isData = (v: ValueId): boolean => v !== NONE && !objects(v).some((o) => holdsFunctions(pt, o));
  /** Whether a value is, or holds, what the function was given that writes it. */
  const isTold = (v: ValueId, by: number, depth: number): boolean => {
    const y = v === NONE || depth > MAX_MADE_OF ? undefined : f.values[v]!;
    if (y?.k === 'bind') return f.bindings[y.b]!.f === by && f.bindings[y.b]!.kind === 'param';
    if (y?.k === 'obj') return y.props.some(([, z]) => isTold(z, by, depth + 1));
    if (y?.k === 'alt' || y?.k === 'op') return y.of.some((z) => isTold(z, by, depth + 1));
    return y?.k === 'as' && isTold(y.v, by, depth + 1);
  };
  return f.functions.some(
    (fn, id) =>
      id !== maker &&
      isWithin(f, id, maker) &&
      runs(pt.p.functionBase[file]! + id) !== 0 &&
      fn.events.some((e) => {
        if (e.t === 'write') {
          if ('b' in e.to) return f.bindings[e.to.b]!.f === maker && isData(e.v) && isTold(e.v, id, 0);
          return 'i' in e.to && e.op !== 'delete' && isOurs(e.to.o) && isData(e.v);
        }
        if (e.t !== 'call') return false;
        const c = f.calls[e.c]!;
        const callee = f.values[c.callee]!;
        if (callee.k !== 'prop' || !PUTS.has(callee.p) || !isOurs(c.recv) || !c.args.every(isData)) return false;
        return objects(c.recv).some((o) => mutatorOf(pt.h.objects[o]!, callee.p) !== null);
      }),
  );
}

/** Whether a method of a class, or of one that it extends, puts data into a collection that a field holds, and runs after start-up. */
function gathers(pt: Points, cls: number, runs: (fn: number) => number): boolean {
  for (let k = cls, hops = 0; k >= 0 && hops < MAX_PARENTS; k = pt.parentOf(k).cls, hops++) {
    const { file, c } = pt.p.classes[k]!;
    const f = pt.p.files[file]!;
    const own = f.classes.indexOf(c);
    const isData = (v: number): boolean =>
      v !== NONE && !setOf(pt.h, pt.valueNode(file, v)).some((o) => holdsFunctions(pt, o));
    const puts = f.functions.some(
      (fn, id) =>
        standsInMethod(f, own, id) &&
        runs(pt.p.functionBase[file]! + id) !== 0 &&
        fn.events.some((e) => {
          if (e.t === 'write')
            return 'i' in e.to && e.op !== 'delete' && rootedAtThis(pt.p, file, e.to.o) && isData(e.v);
          if (e.t !== 'call') return false;
          const call = f.calls[e.c]!;
          const callee = f.values[call.callee]!;
          if (callee.k !== 'prop' || !PUTS.has(callee.p) || call.recv === NONE) return false;
          if (!rootedAtThis(pt.p, file, call.recv) || !call.args.every(isData)) return false;
          return setOf(pt.h, pt.valueNode(file, call.recv)).some((o) => mutatorOf(pt.h.objects[o]!, callee.p) !== null);
        }),
    );
    if (puts) return true;
  }
  return false;
}

/** A function, or a record that holds one: a callback, or what settles a promise. */
function holdsFunctions({ h }: Points, o: ObjectId): boolean {
  const isFunction = (y: ObjectId) => {
    const x = h.objects[y]!;
    return x.k === 'fn' || (x.k === 'nat' && x.type === 'Promise');
  };
  if (isFunction(o)) return true;
  const fields = h.objects[o]!.k === 'obj' ? (h.fields[o] ?? []) : [];
  return fields.some((n, i) => i % 2 === 1 && setOf(h, n).some(isFunction));
}
