import { type Event, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import type { Contexts, Frame } from './contexts.ts';
import { firstGiven } from './given-fields.ts';
import { type ObjectId, setOf } from './heap.ts';
import { declares, type Holder, type Holders, type Mutation, mutatorOf, type WriteKind } from './holders.ts';
import { isWithin } from './nested-functions.ts';
import type { Points } from './points.ts';
import { rootedAtThis } from './program.ts';
import { type Receivers, Via } from './receivers.ts';
import { atEvent } from './worker-loops.ts';

/** One write of a field, with how the writer came to the object. */
export type Write = { readonly m: Mutation; readonly via: number; readonly nested: boolean };
export type Read = {
  readonly file: number;
  readonly v: ValueId;
  readonly s: number;
  readonly fn: number;
  readonly mask: number;
  readonly via: number;
};
/** A field of objects of which there are several. */
export type Field = {
  readonly holder: Holder;
  readonly writes: Write[];
  readonly reads: Read[];
  /** Instances of the classes that have it. */
  readonly objects: Set<ObjectId>;
  /** True for properties of plain records. */
  readonly plain: boolean;
};

/** Whether an expression is the field itself. */
export function isField({ holder }: Pick<Field, 'holder'>, p: Points['p'], file: number, v: ValueId): boolean {
  const x = p.files[file]!.values[v]!;
  return x.k === 'prop' && x.p === holder.name;
}

const PUTS = new Set(['push', 'unshift', 'splice', 'set', 'add', 'concat']);
const REMOVES = new Set(['pop', 'shift', 'delete', 'clear', 'remove']);
const MAX_WRITES = 200;
const MAX_READS = 400;

/** The functions that stand within a function, in the order of the file. */
function withinFunction(f: FileFacts, outer: number): number[] {
  return f.functions.flatMap((_, id) => (id !== outer && isWithin(f, id, outer) ? [id] : []));
}

// ---- what is written and read

/** Collects the fields of entities, and what writes and reads each. */
export function collectFields(
  pt: Points,
  ctx: Contexts,
  { lifeOf }: Pick<Holders, 'lifeOf'>,
  receivers: Receivers,
): readonly Field[] {
  const { p, h } = pt;
  const fields = new Map<string, Field>();
  const entity = (o: ObjectId): boolean => {
    const x = h.objects[o]!;
    return x.k === 'inst' && lifeOf(o) === 'entity';
  };
  const record = (o: ObjectId): boolean =>
    h.objects[o]!.k === 'obj' && h.objects[o]!.type !== 'rest' && lifeOf(o) === 'entity';

  const homes = new Map<string, Field | null>();
  const fieldOf = (o: ObjectId, name: string): Field | null => {
    const x = h.objects[o]!;
    const key = x.cls >= 0 ? `${x.cls}|${name}` : x.k === 'obj' ? `o${o}|${name}` : `f${x.ctor}|${name}`;
    const old = homes.get(key);
    if (old !== undefined) {
      old?.objects.add(o);
      return old;
    }
    const made = makeField(o, name);
    homes.set(key, made);
    made?.objects.add(o);
    return made;
  };
  const makeField = (o: ObjectId, name: string): Field | null => {
    const x = h.objects[o]!;
    if (x.k === 'obj') {
      const lit = p.files[x.file]!.values[x.site]!;
      const prop = lit.k === 'obj' ? lit.props.find((q) => q[0] === name && q[2] === 'value') : undefined;
      if (!prop) return null;
      return field(`p:${o}:${name}`, name, 'property', -1, x.file, prop[3], prop[3] + name.length, name, true);
    }
    if (x.cls < 0) {
      if (x.ctor < 0) return null;
      const at = firstWrite(p.functions[x.ctor]!.file, x.ctor, name);
      if (!at) return null;
      return field(
        `fo:${x.ctor}:${name}`,
        name,
        'field',
        -1,
        at.file,
        at.s,
        at.e,
        `${p.functions[x.ctor]!.f.name}.${name}`,
        false,
      );
    }
    let home = -1;
    let place: { file: number; s: number; e: number } | null = null;
    for (let k = x.cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
      const { file, c } = p.classes[k]!;
      const m = c.members.find((y) => y.name === name && !y.isStatic);
      if (m && (m.kind === 'method' || m.kind === 'get' || m.kind === 'set')) return null;
      if (m) {
        home = k;
        place = { file, s: m.s, e: m.e };
      } else if (!place && c.ctor !== NONE) {
        const at = firstWrite(file, p.functionBase[file]! + c.ctor, name);
        if (at) {
          home = k;
          place = at;
        }
      }
    }
    if (!place) return null;
    return field(
      `f:${home}:${name}`,
      name,
      'field',
      home,
      place.file,
      place.s,
      place.e,
      `${p.classes[home]!.c.name || 'class'}.${name}`,
      false,
    );
  };
  const firstWrite = (file: number, fn: number, name: string): { file: number; s: number; e: number } | null => {
    const values = p.files[file]!.values;
    // In a callback it is the object that is made where it is the constructor's `this`: by an arrow, or by a variable that holds it.
    const isThis = (v: ValueId, own: number): boolean => {
      const x = values[v]!;
      if (x.k === 'this') return x.f === own;
      if (x.k !== 'bind') return false;
      const b = p.files[file]!.bindings[x.b]!;
      const made = b.defs.length === 1 && b.f === own ? values[b.defs[0]!]! : null;
      return made?.k === 'this' && made.f === own;
    };
    const own = p.functions[fn]!.id;
    const inOrder = [own, ...withinFunction(p.files[file]!, own)];
    for (const id of inOrder)
      for (const e of p.files[file]!.functions[id]!.events)
        if (e.t === 'write' && 'p' in e.to && e.to.p === name && isThis(e.to.o, own)) return { file, s: e.s, e: e.e };
    const given = firstGiven(pt, file, own, name);
    return given && { file, s: given.s, e: given.e };
  };
  const field = (
    key: string,
    name: string,
    kind: Holder['kind'],
    cls: number,
    file: number,
    s: number,
    e: number,
    symbol: string,
    plain: boolean,
  ): Field => {
    const old = fields.get(key);
    if (old) return old;
    const made: Field = {
      holder: { key, kind, symbol, file, s, e, binding: -1, cls, name, objects: new Set(), mutations: [], reads: [] },
      writes: [],
      reads: [],
      objects: new Set(),
      plain,
    };
    fields.set(key, made);
    return made;
  };

  // Containers that a field of an entity owns: what is written into them is written into the field.
  const contents = new Map<ObjectId, Field | null>();
  const own = (f: Field, o: ObjectId, depth: number): void => {
    const x = h.objects[o]!;
    if (x.k !== 'arr' && x.k !== 'nat' && x.k !== 'obj' && !(x.k === 'ext' && x.type === 'new' && x.from >= 0)) return;
    if (lifeOf(o) === 'process' || x.type === 'rest') return;
    const before = contents.get(o);
    if (before === f || before === null) return;
    contents.set(o, before === undefined ? f : null);
    f.holder.objects.add(o);
    if (depth > 2 || x.k === 'ext') return;
    const list = h.fields[o];
    if (list) for (let i = 1; i < list.length; i += 2) for (const y of setOf(h, list[i]!)) own(f, y, depth + 1);
  };
  const names = new Set<string>();
  for (const x of h.objects) {
    if (!entity(x.id)) continue;
    const list = h.fields[x.id];
    if (!list) continue;
    for (let i = 0; i < list.length; i += 2) {
      const name = h.nameList[list[i]!]!;
      if (name === '*') continue;
      const f = fieldOf(x.id, name);
      if (!f) continue;
      names.add(name);
      for (const y of setOf(h, list[i + 1]!)) own(f, y, 0);
    }
  }

  /** The object at the bottom of a path of containers, and whether anything stands between: `this` of `this.state.queue`. */
  const bottom = (file: number, v: ValueId, f: Field): { v: ValueId; at: ValueId } | null => {
    const values = p.files[file]!.values;
    let at = v;
    for (let hops = 0; hops < 10; hops++) {
      const x = values[at]!;
      if (x.k === 'prop' && x.p === f.holder.name && setOf(h, pt.valueNode(file, x.o)).some((o) => f.objects.has(o)))
        return { v: x.o, at };
      if (x.k === 'prop' || x.k === 'index') at = x.o;
      else if (x.k === 'as' || x.k === 'await' || x.k === 'elem') at = x.v;
      else if (x.k === 'bind') {
        const b = p.files[file]!.bindings[x.b]!;
        if (b.kind === 'param' || b.defs.length === 0) return null;
        at = b.defs[0]!;
      } else if (x.k === 'alt') at = x.of[0]!;
      else if (x.k === 'call') {
        const c = p.files[file]!.calls[x.c]!;
        if (c.recv === NONE) return null;
        at = c.recv;
      } else return null;
    }
    return null;
  };

  const put = (
    f: Field,
    frame: Frame,
    via: number,
    nested: boolean,
    m: Omit<Mutation, 'mask' | 'frame' | 'fn'>,
  ): void => {
    if (f.writes.length >= MAX_WRITES) return;
    const full: Mutation = { ...m, mask: frame.mask, frame: frame.id, fn: frame.fn };
    f.writes.push({ m: full, via, nested });
    f.holder.mutations.push(full);
  };
  const read = (f: Field, frame: Frame, file: number, e: Event & { readonly t: 'read' }, via: number): void => {
    if (f.reads.length >= MAX_READS) return;
    f.reads.push({ file, v: e.v, s: e.s, fn: frame.fn, mask: frame.mask, via });
    f.holder.reads.push({
      how: 'value',
      use: e.use,
      ua: e.ua,
      fn: frame.fn,
      frame: frame.id,
      mask: frame.mask,
      file,
      s: e.s,
      guard: e.guard,
      v: e.v,
      call: -1,
    });
  };
  const targetsAt = (frame: Frame, file: number, v: ValueId, name: string): Field[] => {
    const all = setOf(h, pt.valueNode(file, v));
    if (!all.some((o) => entity(o) || record(o))) return [];
    const out = new Set<Field>();
    // More objects than are told apart: what stands for all of them proves nothing of one.
    if (frame.self < 0 && rootedAtThis(p, file, v)) return [];
    const value = p.files[file]!.values[v]!;
    const method = value.k === 'this' ? p.functionBase[file]! + value.f : -1;
    const ofClass = method >= 0 && p.functions[method]!.f.cls !== NONE;
    for (const o of ctx.resolveIn(frame, file, v)) {
      if ((!entity(o) && !record(o)) || (ofClass && !pt.fitsMethod(method, o))) continue;
      if (contents.get(o) !== undefined) continue;
      const x = h.objects[o]!;
      if (x.k === 'inst' && x.cls >= 0 && all.length > 1 && !declares(pt, x.cls, name)) continue;
      const f = fieldOf(o, name);
      if (f) out.add(f);
    }
    return [...out];
  };

  const visit = (frame: Frame, file: number, e: Event): void => {
    const facts = p.files[file]!;
    if (e.t === 'write') {
      if ('b' in e.to) return;
      const kind: WriteKind =
        e.op === 'delete' ? 'remove' : e.op === '++' || e.op === 'op=' ? 'update' : 'i' in e.to ? 'put' : 'assign';
      const base = {
        kind,
        file,
        s: e.s,
        e: e.e,
        v: e.v,
        key: 'i' in e.to ? e.to.i : NONE,
        guard: e.guard,
        method: '',
        op: e.op,
      };
      if ('p' in e.to) {
        const targets = targetsAt(frame, file, e.to.o, e.to.p);
        for (const f of targets)
          put(f, frame, receivers.of(frame, file, e.to.o, e.guard), false, { ...base, surely: targets.length === 1 });
        if (targets.length > 0) return;
      }
      content(frame, file, e.to.o, base);
      return;
    }
    if (e.t === 'read') {
      const x = facts.values[e.v]!;
      if (x.k === 'prop')
        for (const f of targetsAt(frame, file, x.o, x.p))
          read(f, frame, file, e, receivers.of(frame, file, x.o, e.guard));
      return;
    }
    if (e.t !== 'call') return;
    const c = facts.calls[e.c]!;
    const callee = facts.values[c.callee]!;
    if (c.f === NONE || c.recv === NONE || callee.k !== 'prop') return;
    const method = callee.p;
    const removes = REMOVES.has(method);
    if (!removes && !PUTS.has(method)) {
      if (!setOf(h, pt.valueNode(file, c.recv)).some((o) => contents.get(o) && mutatorOf(h.objects[o]!, method)))
        return;
    }
    const keyed = c.args.length > 1 && method !== 'push' && method !== 'unshift';
    content(
      frame,
      file,
      c.recv,
      {
        kind: removes || (method === 'splice' && c.args.length < 3) ? 'remove' : 'put',
        file,
        s: c.s,
        e: c.e,
        v: removes ? NONE : (c.args[method === 'splice' ? 2 : keyed ? 1 : 0] ?? NONE),
        key: keyed || removes || method === 'add' ? (c.args[0] ?? NONE) : NONE,
        guard: c.guard,
        method,
        op: '',
      },
      method,
    );
  };
  /** A write into what a field holds. */
  const content = (
    frame: Frame,
    file: number,
    v: ValueId,
    base: Omit<Mutation, 'mask' | 'frame' | 'fn' | 'surely'>,
    method: string | null = null,
  ): void => {
    const facts = p.files[file]!;
    const found = new Map<Field, ValueId>();
    const set = setOf(h, pt.valueNode(file, v));
    for (const o of set) {
      const f = contents.get(o);
      if (!f || (method !== null && mutatorOf(h.objects[o]!, method) === null)) continue;
      const low = bottom(file, v, f);
      // Containers of a singleton of the same class are no entity's.
      if (low && frame.self < 0 && rootedAtThis(p, file, low.v)) continue;
      if (low && !ctx.resolveIn(frame, file, low.v).some((y) => f.objects.has(y))) continue;
      if (low) found.set(f, low.v);
      else if (!found.has(f)) found.set(f, NONE);
    }
    // What a field holds is not always seen: the path itself tells.
    const unseen = set.every((o) => {
      const x = h.objects[o]!;
      return x.k === 'ext' && (x.pkg === '(global)' || /^(lodash|underscore)/.test(x.pkg));
    });
    if (found.size === 0 && unseen && (method !== null || base.kind === 'put' || base.kind === 'remove')) {
      let x = facts.values[v]!;
      while (x.k === 'index') x = facts.values[x.o]!;
      if (x.k === 'prop') for (const f of targetsAt(frame, file, x.o, x.p)) found.set(f, x.o);
    }
    for (const [f, low] of found)
      put(f, frame, low === NONE ? Via.unknown : receivers.of(frame, file, low, base.guard), true, {
        ...base,
        surely: found.size === 1,
      });
  };
  for (const frame of ctx.frames) {
    if (frame.mask === 0) continue;
    const { file, id, f } = p.functions[frame.fn]!;
    // A frame whose `this` is no object of the method's class stands for nothing that happens.
    const owner = p.functionBase[file]! + f.thisF;
    if (frame.self >= 0 && p.functions[owner]!.f.cls !== NONE && !pt.fitsMethod(owner, frame.self)) continue;
    for (const e of f.events) visit(atEvent(ctx.loops, frame, file, id, e), file, e);
  }
  return [...fields.values()];
}
