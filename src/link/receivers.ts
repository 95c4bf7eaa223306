import { collectionOf } from '../catalog/collections.ts';
import { DATA_LAST_PACKAGES, OBJECT_PACKAGES } from '../catalog/object-functions.ts';
import { type Call, type FunctionId, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { type Contexts, Ctx, type Frame } from './contexts.ts';
import { guardChain } from './guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import { isContinuation } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid, valueAt } from './program.ts';
import { valueStatic } from './static.ts';
import { isConnection, isWalked } from './under-connections.ts';

/** How code came to the object that it writes or reads, as a set of bits. */
export const Via = {
  /** An element of a collection that outlives the activation, or a component of one. */
  lookup: 1,
  /** The activation itself made it (or is its construction). */
  fresh: 2,
  /** Closed over since it was made, or its own callback: its connection, link or timer. */
  own: 4,
  /** A named slot of the process. */
  slot: 8,
  unknown: 16,
} as const;

/** Methods that yield elements of a collection. */
const ELEMENTS = new Set([
  'get',
  'find',
  'findLast',
  'pop',
  'shift',
  'at',
  'peek',
  'values',
  'entries',
  'filter',
  'slice',
  'concat',
  'toSorted',
  'reverse',
  'sort',
  'splice',
  'next',
]);
const OF_OBJECTS = new RegExp(`${OBJECT_PACKAGES.source}|${DATA_LAST_PACKAGES.source}`);
const MAX_DEPTH = 12;
const MAX_FRAMES = 8;
/** Parts of a request on the way to a property: `ctx.state.user`. */
const MAX_PARTS = 3;

export type Receivers = {
  /** How a frame came to the object behind a value. */
  of(frame: Frame, file: number, v: ValueId, guard?: GuardId): number;
  /** How a frame came to its `this`. */
  self(frame: Frame): number;
};

/** Traces receivers back to where they were looked up or made. Unknown is a bit of its own; nothing may rest on its absence alone. */
export function makeReceivers(
  pt: Points,
  ctx: Contexts,
  lifeOf: (o: ObjectId) => 'process' | 'entity' | 'transient',
): Receivers {
  const { p, h } = pt;
  const selves = new Map<number, number>();
  const values = new Map<string, number>();

  /** Whether a value is a collection that outlives the activation, or is taken from one. */
  const kept = (file: number, v: ValueId, depth = 0): boolean => {
    const x = p.files[file]!.values[v]!;
    if (depth > 6 || x.k === 'arr' || x.k === 'obj' || x.k === 'lit' || x.k === 'fn') return false;
    if (x.k === 'bind') {
      const b = p.files[file]!.bindings[x.b]!;
      if (!b.imp && !b.top && b.f !== 0 && b.kind !== 'param' && b.defs.length > 0)
        return b.defs.some((d) => kept(file, d, depth + 1));
    } else if (x.k === 'call') {
      const c = p.files[file]!.calls[x.c]!;
      if ((pt.targets.get(callGid(p, file, x.c))?.size ?? 0) === 0)
        return (c.recv !== NONE && kept(file, c.recv, depth + 1)) || c.args.some((a) => kept(file, a, depth + 1));
    } else if (x.k === 'as' || x.k === 'await' || x.k === 'elem' || x.k === 'rest') return kept(file, x.v, depth + 1);
    const set = setOf(h, pt.valueNode(file, v));
    return set.some((o) => {
      const x = h.objects[o]!;
      if (x.k === 'fn' || x.k === 'class' || lifeOf(o) === 'transient') return false;
      // A library's value is a collection where the catalogue says so, or where it is cut from one.
      return (
        x.k !== 'ext' ||
        collectionOf(x.pkg) !== undefined ||
        (x.type !== 'callback' && x.pkg === '(global)' && x.steps.includes('('))
      );
    });
  };

  const self = (frame: Frame): number => {
    const old = selves.get(frame.id);
    if (old !== undefined) return old;
    selves.set(frame.id, 0);
    const out = selfOf(frame) || Via.unknown;
    selves.set(frame.id, out);
    return out;
  };
  const selfOf = (frame: Frame): number => {
    const { file, f } = p.functions[frame.fn]!;
    if (f.kind === 'constructor' || f.kind === 'fields') return Via.fresh;
    if (frame.self >= 0 && h.objects[frame.self]!.ctor === frame.fn) return Via.fresh;
    if (frame.self >= 0 && lifeOf(frame.self) === 'process') return Via.slot;
    if (f.kind === 'arrow') {
      const at = laterRegistration(frame);
      if (at) return Via.own;
      const owner = functionGid(p, file, f.thisF);
      let m = 0;
      for (const fr of ctx.framesOf(owner)) if (fr.self === frame.self) m |= self(fr);
      // An arrow made in a constructor and called later is a method of the object, or its own.
      if (m !== Via.fresh) return m;
      const later = (frame.callers.length > 0 ? callersOf(frame) || Via.own : 0) | continued(frame);
      return later || m;
    }
    return callersOf(frame) | (laterRegistration(frame) ? Via.own : 0);
  };
  /** Whether a library or a timer calls the frame later. */
  const laterRegistration = (frame: Frame): boolean => {
    if (!frame.registered) return false;
    for (const r of frame.why.values()) if (r.call >= 0 && r.what !== '') return true;
    return false;
  };
  /** As whoever waits for a promise, or walks a collection, came to the object whose function goes on there: `work().then(this.done)`. */
  const continued = (frame: Frame): number => {
    let m = 0;
    for (const r of frame.why.values()) {
      const from = r.call >= 0 && r.from >= 0 && r.what === '' ? ctx.frames[r.from]! : null;
      if (from && from.self === frame.self) m |= self(from);
    }
    return m;
  };
  const callersOf = (frame: Frame): number => {
    let m = 0;
    for (const c of frame.callers.slice(0, 24)) {
      const caller = ctx.frames[c.frame]!;
      if (c.call < 0) {
        m |= caller.self === frame.self ? self(caller) : Via.lookup;
        continue;
      }
      const { file, c: call } = p.calls[c.call]!;
      if (call.kind === 'super') m |= self(caller);
      else if (call.recv !== NONE)
        m |= applied(frame, caller, file, call.callee, call.args) ?? at(caller, file, call.recv, call.guard);
      else m |= Via.unknown;
    }
    return m;
  };
  /** `f.call(x)`, `f.apply(x)`: the receiver is the first argument. A method of the program may have such a name, too. */
  const applied = (
    frame: Frame,
    caller: Frame,
    file: number,
    callee: ValueId,
    args: readonly ValueId[],
  ): number | null => {
    const x = p.files[file]!.values[callee]!;
    if (x.k !== 'prop' || (x.p !== 'call' && x.p !== 'apply') || args[0] === undefined) return null;
    return isNamed(frame, x.p) ? null : of(caller, file, args[0]);
  };
  const isNamed = (frame: Frame, name: string): boolean => p.functions[frame.fn]!.f.name === name;

  /** As `of`, where the place may have been filled with a new object just before, in the same activation and on the same branch. */
  const at = (frame: Frame, file: number, v: ValueId, guard: GuardId): number => {
    const x = p.files[file]!.values[v]!;
    if (x.k === 'index' || x.k === 'prop')
      for (const e of p.functions[frame.fn]!.f.events) {
        if (e.t !== 'write' || 'b' in e.to || e.to.o !== x.o) continue;
        const same = x.k === 'index' ? 'i' in e.to && e.to.i === x.i : 'p' in e.to && e.to.p === x.p;
        if (!same || !isNew(file, e.v)) continue;
        const inner =
          e.guard === NONE || [...guardChain(p.files[file]!, guard)].includes(p.files[file]!.guards[e.guard]!);
        return inner ? Via.fresh : Via.fresh | of(frame, file, v);
      }
    return of(frame, file, v);
  };
  const isNew = (file: number, v: ValueId): boolean => {
    const x = p.files[file]!.values[v]!;
    return x.k === 'call' && p.files[file]!.calls[x.c]!.kind === 'new';
  };

  const of = (frame: Frame, file: number, v: ValueId, depth = 0): number => {
    if (depth > MAX_DEPTH) return Via.unknown;
    const key = `${frame.id}|${file}|${v}`;
    const old = values.get(key);
    if (old !== undefined) return old;
    values.set(key, 0);
    const out = walk(frame, file, v, depth);
    values.set(key, out);
    return out;
  };
  const union = (frame: Frame, file: number, list: readonly ValueId[], depth: number): number =>
    list.reduce((m, v) => m | of(frame, file, v, depth + 1), 0);

  const walk = (frame: Frame, file: number, v: ValueId, depth: number): number => {
    const f = p.files[file]!;
    const x = f.values[v]!;
    switch (x.k) {
      case 'this':
        return self(frame);
      case 'as':
      case 'await':
      case 'narrow':
        return of(frame, file, x.v, depth + 1);
      case 'alt':
        return union(frame, file, x.op === '&&' ? x.of.slice(-1) : x.of, depth);
      case 'undef':
      case 'lit':
        return 0;
      case 'obj':
      case 'arr':
        return Via.fresh;
      case 'index':
        if (ownKey(file, x.i)) return Via.own;
        return kept(file, x.o) ? Via.lookup : of(frame, file, x.o, depth + 1);
      case 'elem':
      case 'rest':
        return kept(file, x.v) ? Via.lookup : of(frame, file, x.v, depth + 1);
      case 'prop': {
        const laid = laidOn(file, x.o, x.p, depth);
        if (laid !== 0) return laid;
        const base = of(frame, file, x.o, depth + 1);
        if (base & (Via.slot | Via.unknown) && (base & Via.lookup) === 0) {
          const put = carriedBy(frame, file, x.o, x.p, depth);
          if (put !== 0) return (base & ~(Via.slot | Via.unknown)) | put;
        }
        if (base & Via.slot) return base;
        const holdersAt = ctx.resolveIn(frame, file, x.o).filter((o) => h.objects[o]!.k !== 'ext');
        if (holdersAt.length > 0 && holdersAt.every((o) => lifeOf(o) === 'process')) return Via.slot;
        if ((base & Via.fresh) === 0) return base;
        // A new object's component is new with it, if it was made there; else it was handed in.
        const given = setOf(h, pt.valueNode(file, v)).some((o) => {
          const y = h.objects[o]!;
          if ((y.k !== 'inst' && y.k !== 'obj') || y.allocator === frame.fn) return false;
          const kind = y.allocator >= 0 ? p.functions[y.allocator]!.f.kind : '';
          return kind !== 'constructor' && kind !== 'fields' && lifeOf(o) === 'entity';
        });
        return given ? (base & ~Via.fresh) | handedIn(frame, file, x.o, x.p, depth) : base;
      }
      case 'bind':
        return binding(frame, file, x.b, depth);
      case 'call':
        return call(frame, file, x.c, depth);
      default:
        return Via.unknown;
    }
  };

  /**
   * What an earlier handler laid on a request or a connection for the later ones, as that handler came to it: `req.room = rooms.get(id)`.
   * What it made for its connection is that connection's own.
   */
  const laidOn = (file: number, v: ValueId, name: string, depth: number): number => {
    const life = lifeOfClient(file, v);
    if (life === null) return 0;
    let m = 0;
    for (const w of writesOf(name).slice(0, MAX_FRAMES)) {
      if (lifeOfClient(w.file, w.o) !== life) continue;
      for (const fr of ctx.framesOf(w.fn).slice(0, MAX_FRAMES)) m |= of(fr, w.file, w.v, depth + 1);
    }
    return m & Via.fresh && life === 'connection' ? (m & ~Via.fresh) | Via.own : m;
  };
  /** Whether a value is a request or a connection that a library handed over, or a part of one (`ctx.state`, `res.locals`). */
  const lifeOfClient = (file: number, v: ValueId): 'request' | 'connection' | null => {
    const f = p.files[file]!;
    let at = v;
    for (let hops = 0; hops < MAX_PARTS && f.values[at]!.k === 'prop'; hops++) at = (f.values[at] as { o: ValueId }).o;
    for (const o of setOf(h, pt.valueNode(file, at))) {
      const x = h.objects[o]!;
      if (x.k !== 'ext' || x.type !== 'callback') continue;
      for (const k of x.kinds) {
        const life = pt.lib.kinds[k]!.def.lifetime;
        if (life === 'request' || life === 'connection') return life;
      }
    }
    return null;
  };

  /** What a new object was given as a component: as whoever made the object came to it, where its constructor alone stores it. */
  const handedIn = (frame: Frame, file: number, v: ValueId, name: string, depth: number): number => {
    const all = ctx.resolveIn(frame, file, v);
    const owners = all.filter((o) => h.objects[o]!.k === 'inst');
    const literal = owners.length === 0 ? putInto(all, name, depth) : 0;
    if (literal !== 0) return literal;
    if (owners.length === 0 || owners.length > MAX_FRAMES || h.wide.has(pt.valueNode(file, v))) return Via.unknown;
    let m = 0;
    for (const o of owners) {
      const stores = writesOf(name).filter((w) => setOf(h, pt.valueNode(w.file, w.o)).includes(o));
      const makers = ctx.framesOf(makerOf(o)).filter((fr) => fr.self === o);
      if (makers.length === 0 || stores.length === 0) return Via.unknown;
      for (const w of stores) {
        if (w.fn !== makerOf(o)) return Via.unknown;
        for (const fr of makers) m |= of(fr, w.file, w.v, depth + 1);
      }
    }
    return m || Via.unknown;
  };
  /**
   * What a literal that a library carries from one function of an activation to the next was made with, as its maker came to it: the
   * context of a resolver, a store of `AsyncLocalStorage`. 0 where it is no such literal, or was filled with what is new.
   */
  const carriedBy = (frame: Frame, file: number, v: ValueId, name: string, depth: number): number => {
    const all = ctx.resolveIn(frame, file, v).filter((o) => h.objects[o]!.k !== 'ext');
    if (all.length === 0 || !all.every((o) => h.objects[o]!.k === 'obj' && lifeOf(o) === 'transient')) return 0;
    const m = putInto(all, name, depth);
    return m & Via.fresh ? 0 : m;
  };
  /** What literals were made with: `return { room, seat }` of a look-up gives what was looked up. */
  const putInto = (literals: readonly ObjectId[], name: string, depth: number): number => {
    let m = 0;
    for (const o of literals.slice(0, MAX_FRAMES)) {
      const { k, file, site, allocator } = h.objects[o]!;
      const x = (k === 'obj' || k === 'arr') && site >= 0 && allocator >= 0 ? valueAt(p, file, site) : null;
      const v =
        x?.k === 'obj' ? x.props.find((q) => q[0] === name)?.[1] : x?.k === 'arr' ? x.items[Number(name)] : null;
      if (v === undefined || v === null) continue;
      for (const fr of ctx.framesOf(allocator).slice(0, MAX_FRAMES)) m |= of(fr, file, v, depth + 1);
    }
    return m;
  };
  /** The constructor of an object. */
  const makerOf = (o: ObjectId): number => {
    const x = h.objects[o]!;
    if (x.cls < 0) return x.ctor;
    const { file, c } = p.classes[x.cls]!;
    return c.ctor === NONE ? -1 : functionGid(p, file, c.ctor);
  };
  let written: Map<string, { file: number; fn: number; o: ValueId; v: ValueId }[]> | null = null;
  /** All writes of properties of a name in what is loaded. */
  const writesOf = (name: string): readonly { file: number; fn: number; o: ValueId; v: ValueId }[] => {
    if (!written) {
      written = new Map();
      for (const file of ctx.loaded)
        p.files[file]!.functions.forEach((fn, id) => {
          for (const e of fn.events)
            if (e.t === 'write' && 'p' in e.to)
              entryOf(written!, e.to.p, () => []).push({ file, fn: functionGid(p, file, id), o: e.to.o, v: e.v });
        });
    }
    return written.get(name) ?? [];
  };

  const binding = (frame: Frame, file: number, b: number, depth: number): number => {
    const x = p.files[file]!.bindings[b]!;
    if (x.imp || x.top || x.f === 0) return Via.slot;
    const owner = p.functionBase[file]! + x.f;
    if (owner === frame.fn) return local(frame, file, b, depth);
    // Captured: as the enclosing activation had it.
    let m = 0;
    for (const fr of ctx.framesOf(owner).slice(0, MAX_FRAMES)) m |= local(fr, file, b, depth);
    if (ctx.maskOf(owner) === Ctx.boot) return (m & ~Via.fresh) | Via.slot;
    return m & Via.fresh ? (m & ~Via.fresh) | Via.own : m;
  };
  const local = (frame: Frame, file: number, b: number, depth: number): number => {
    const x = p.files[file]!.bindings[b]!;
    if (x.kind === 'param') return parameter(frame, file, b, depth);
    return union(frame, file, x.defs, depth);
  };
  const parameter = (frame: Frame, file: number, b: number, depth: number): number => {
    const x = p.files[file]!.bindings[b]!;
    if (x.index === undefined) return Via.unknown;
    let m = 0;
    for (const c of frame.callers.slice(0, 24)) {
      if (c.call < 0) continue;
      const { file: cf, c: at } = p.calls[c.call]!;
      const caller = ctx.frames[c.frame]!;
      const callee = p.files[cf]!.values[at.callee]!;
      const ahead = pt.ahead(c.call, frame.fn);
      const by = callee.k === 'prop' && !isNamed(frame, callee.p) ? callee.p : '';
      const shift = ahead > 0 ? -ahead : by === 'call' && at.recv !== NONE ? 1 : 0;
      if (by === 'apply') {
        const list = at.args[1] === undefined ? undefined : p.files[cf]!.values[at.args[1]];
        const item = list?.k === 'arr' ? list.items[x.index] : undefined;
        m |= item === undefined ? Via.unknown : of(caller, cf, item, depth + 1);
        continue;
      }
      const arg = at.args[x.index + shift];
      if (arg === undefined || (at.spreadFrom !== NONE && x.index + shift >= at.spreadFrom)) m |= Via.unknown;
      else m |= of(caller, cf, arg, depth + 1);
    }
    if (frame.registered)
      for (const r of frame.why.values()) {
        if (r.call < 0 || r.from < 0 || r.what !== '') continue;
        // An iterator or a continuation, in the caller's activation.
        const { file: cf, c: at } = p.calls[r.call]!;
        const caller = ctx.frames[r.from]!;
        const callee = p.files[cf]!.values[at.callee]!;
        if (at.recv === NONE || callee.k !== 'prop') continue;
        if (isContinuation(callee.p)) m |= of(caller, cf, at.recv, depth + 1);
        else if ([at.recv, ...at.args].some((a) => kept(cf, a))) m |= Via.lookup;
        else m |= of(caller, cf, at.recv, depth + 1);
      }
    return m || Via.unknown;
  };

  /** A key that is kept on the connection itself: what is looked up by it is that connection's own. */
  const ownKey = (file: number, v: ValueId): boolean => {
    const x = p.files[file]!.values[v]!;
    // The connection itself: `clients.get(ws)`, where no walk gives it.
    if (x.k === 'bind') return isConnection(pt, file, v) && !isWalked(pt, file, v);
    if (x.k !== 'prop') return false;
    return setOf(h, pt.valueNode(file, x.o)).some((o) => {
      const y = h.objects[o]!;
      return y.k === 'ext' && y.kinds.some((k) => pt.lib.kinds[k]!.def.lifetime === 'connection');
    });
  };

  const call = (frame: Frame, file: number, id: FunctionId, depth: number): number => {
    const f = p.files[file]!;
    const c = f.calls[id]!;
    const gid = callGid(p, file, id);
    if (c.kind === 'new') return Via.fresh;
    const callee = f.values[c.callee]!;
    const targets = pt.targets.get(gid);
    if (targets && targets.size > 0) {
      let m = 0;
      for (const fn of [...targets].slice(0, 4)) {
        const t = p.functions[fn]!;
        const frames = ctx.framesOf(fn).filter((fr) => fr.callers.some((x) => x.call === gid));
        for (const fr of frames.slice(0, 4))
          for (const e of t.f.events) if (e.t === 'return') m |= of(fr, t.file, e.v, depth + 1);
      }
      return m || Via.unknown;
    }
    if (callee.k === 'prop' && c.recv !== NONE) {
      const told = settled(frame, file, callee.p, c, depth);
      if (told !== null) return told;
      if (ELEMENTS.has(callee.p) && kept(file, c.recv))
        return c.args[0] !== undefined && ownKey(file, c.args[0]) ? Via.own : Via.lookup;
      if (takesOut(file, c.callee) && c.args.some((a) => kept(file, a))) return Via.lookup;
      return of(frame, file, c.recv, depth + 1);
    }
    return takesOut(file, c.callee) && c.args.some((a) => kept(file, a)) ? Via.lookup : Via.unknown;
  };

  /** What a promise is settled with: `Promise.resolve(boat)`, and what the callback of `then` gives. */
  const settled = (frame: Frame, file: number, method: string, c: Call, depth: number): number | null => {
    const named = method === 'resolve' ? valueStatic(p, file, c.callee) : null;
    if (named?.k === 'external' && named.steps === '.Promise.resolve')
      return c.args[0] === undefined ? 0 : of(frame, file, c.args[0], depth + 1);
    const then = method === 'then' && c.args[0] !== undefined ? valueAt(p, file, c.args[0]) : null;
    if (then?.k !== 'fn') return null;
    const fn = functionGid(p, file, then.f);
    let m = 0;
    for (const fr of ctx.framesOf(fn).slice(0, MAX_FRAMES))
      for (const e of p.functions[fn]!.f.events) if (e.t === 'return') m |= of(fr, file, e.v, depth + 1);
    return m || Via.unknown;
  };

  /** Functions that give what stands in what they are handed: `Object.values(rooms)`, `_.find(rooms, isOpen)`. */
  const takesOut = (file: number, callee: ValueId): boolean => {
    const s = valueStatic(p, file, callee);
    if (s?.k !== 'external') return false;
    return s.pkg === '(global)' ? /^\.(?:Object|Array|Reflect)\./.test(s.steps) : OF_OBJECTS.test(s.pkg);
  };

  return { of: (frame, file, v, guard = NONE) => at(frame, file, v, guard), self };
}
