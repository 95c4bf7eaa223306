import { collectionOf, keepsLast } from '../catalog/collections.ts';
import { type Binding, type BindingId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { constantText } from './constants.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import type { Entries } from './entries.ts';
import { givenFields } from './given-fields.ts';
import { fieldNodeIfAny, type HeapObject, nameId, type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { callGid, functionGid, type Program, rootedAtThis } from './program.ts';
import { isShared } from './shared-parts.ts';

/**
 * Who keeps an object: the one place that owns each allocation, and what is reached from what lives as long as the process.
 */

export type Owner =
  | {
      readonly kind: 'binding';
      readonly binding: number;
      readonly name: string;
      readonly file: number;
      readonly s: number;
      readonly e: number;
    }
  | {
      readonly kind: 'field';
      readonly cls: number;
      readonly name: string;
      readonly isStatic: boolean;
      readonly file: number;
      readonly s: number;
      readonly e: number;
    }
  | {
      readonly kind: 'property';
      readonly object: ObjectId;
      readonly name: string;
      readonly file: number;
      readonly s: number;
      readonly e: number;
    };

/** Objects by where they are made: `v` value of a literal, `c` call. */
export function allocationSites(pt: Points): Map<string, ObjectId[]> {
  const out = new Map<string, ObjectId[]>();
  const put = (key: string, o: ObjectId) => {
    const list = out.get(key);
    if (list) list.push(o);
    else out.set(key, [o]);
  };
  for (const x of pt.h.objects) {
    if (x.k === 'obj' || (x.k === 'arr' && x.site >= 0)) put(`v${pt.p.valueBase[x.file]! + x.site}`, x.id);
    else if (
      (x.k === 'inst' || x.k === 'nat' || (x.k === 'ext' && (x.type === 'new' || x.type === 'call'))) &&
      x.site >= 0
    )
      put(`c${x.site}`, x.id);
  }
  return out;
}

/** The one place that owns each object: where its allocation is first stored. */
export function ownersOf(pt: Points, sites: Map<string, ObjectId[]>, entries: Entries): Map<ObjectId, Owner> {
  const { p, h } = pt;
  const out = new Map<ObjectId, Owner>();
  const claim = (o: ObjectId, owner: Owner) => {
    if (!out.has(o)) out.set(o, owner);
  };
  const madeBy = (file: number, v: ValueId, depth = 0): ObjectId[] => {
    const x = p.files[file]!.values[v]!;
    if (depth > 6) return [];
    if (x.k === 'as' || x.k === 'await') return madeBy(file, x.v, depth + 1);
    if (x.k === 'alt') return x.of.flatMap((y) => madeBy(file, y, depth + 1));
    if (x.k === 'obj' || x.k === 'arr') return sites.get(`v${p.valueBase[file]! + v}`) ?? [];
    if (x.k === 'call') {
      const own = sites.get(`c${callGid(p, file, x.c)}`) ?? [];
      // Object.freeze(x), fluent setters: the object that comes back is an argument's or the receiver's.
      const c = p.files[file]!.calls[x.c]!;
      const callee = p.files[file]!.values[c.callee]!;
      if (
        callee.k === 'prop' &&
        (callee.p === 'freeze' || callee.p === 'seal' || callee.p === 'assign') &&
        c.args[0] !== undefined
      )
        return [...own, ...madeBy(file, c.args[0], depth + 1)];
      return own;
    }
    return [];
  };
  const order = [...entries.loaded].sort((a, b) => a - b);
  for (const file of order) {
    const f = p.files[file]!;
    f.bindings.forEach((b, id) => {
      if (!b.top && !b.captured) return;
      for (const d of b.defs)
        for (const o of madeBy(file, d))
          claim(o, { kind: 'binding', binding: p.bindingBase[file]! + id, name: b.name, file, s: b.s, e: b.e });
    });
    for (const fn of f.functions)
      for (const e of fn.events) {
        if (e.t !== 'write' || !('p' in e.to)) continue;
        const made = madeBy(file, e.v);
        if (made.length === 0) continue;
        for (const t of setOf(h, pt.valueNode(file, e.to.o)).slice(0, 8)) {
          const x = h.objects[t]!;
          if (x.k === 'inst' && x.cls >= 0)
            for (const o of made)
              claim(o, { kind: 'field', cls: x.cls, name: e.to.p, isStatic: false, file, s: e.s, e: e.e });
          else if (x.k === 'class')
            for (const o of made)
              claim(o, { kind: 'field', cls: x.site, name: e.to.p, isStatic: true, file, s: e.s, e: e.e });
          else for (const o of made) claim(o, { kind: 'property', object: t, name: e.to.p, file, s: e.s, e: e.e });
        }
      }
    // `Object.assign(this, { items: {} })`: what the literal brings is the object's from then on.
    for (const { to, name, v, s, e } of givenFields(pt, file)) {
      const all = setOf(h, pt.valueNode(file, to)).map((o) => h.objects[o]!);
      const first = all[0];
      if (!first || !all.every((x) => x.k === 'inst' && x.cls === first.cls && x.ctor === first.ctor)) continue;
      for (const o of madeBy(file, v))
        claim(
          o,
          first.cls >= 0
            ? { kind: 'field', cls: first.cls, name, isStatic: false, file, s, e }
            : { kind: 'property', object: first.id, name, file, s, e },
        );
    }
    f.values.forEach((v, id) => {
      if (v.k !== 'obj') return;
      for (const parent of sites.get(`v${p.valueBase[file]! + id}`) ?? [])
        for (const [name, pv, , s] of v.props)
          for (const o of madeBy(file, pv))
            claim(o, { kind: 'property', object: parent, name, file, s, e: s + name.length });
    });
  }
  // `app.decorate('jobs', {})`: the framework's object keeps it under that name.
  for (const file of order)
    p.files[file]!.calls.forEach((c, id) => {
      const callee = c && c.f !== NONE && c.recv !== NONE ? p.files[file]!.values[c.callee]! : null;
      if (callee?.k !== 'prop') return;
      const of = callee.p;
      for (const t of setOf(h, pt.valueNode(file, c.recv)).slice(0, 4)) {
        const row = firstOf(h.objects[t]!.kinds, (k) => pt.lib.settersOf(k, of));
        const name = row && c.args[row.name] !== undefined ? constantText(p, file, c.args[row.name]!) : null;
        if (!row || name === null || c.args[row.value] === undefined) continue;
        const { s, e } = p.files[file]!.calls[id]!;
        for (const o of madeBy(file, c.args[row.value]!)) claim(o, { kind: 'property', object: t, name, file, s, e });
      }
    });
  // What a factory of the program made and returned belongs to whoever keeps the result.
  const keep = (file: number, counts: (b: Binding) => boolean): void =>
    p.files[file]!.bindings.forEach((b, id) => {
      if (!counts(b)) return;
      for (const o of setOf(h, pt.bindingNode(p.bindingBase[file]! + id))) {
        // What is imported is another file's, but for what a package has made itself.
        if (b.imp ? isShared(h.objects[o]!) : isCollection(h.objects[o]!))
          claim(o, { kind: 'binding', binding: p.bindingBase[file]! + id, name: b.name, file, s: b.s, e: b.e });
      }
    });
  for (const file of order) {
    const f = p.files[file]!;
    keep(file, (b) => b.top);
    // `constructor(private readonly rows: Map<…>)`: a parameter that is a field.
    for (const c of f.classes)
      for (const m of c.ctor === NONE ? [] : c.members) {
        const b = m.param === NONE ? undefined : f.functions[c.ctor]!.params[m.param];
        if (b === undefined) continue;
        const keeper = setOf(h, pt.thisNode(functionGid(p, file, c.ctor))).find((t) => h.objects[t]!.cls >= 0);
        for (const o of setOf(h, pt.bindingNode(p.bindingBase[file]! + b)).slice(0, 4))
          if (keeper !== undefined && isCollection(h.objects[o]!))
            claim(o, {
              kind: 'field',
              cls: h.objects[keeper]!.cls,
              name: m.name,
              isStatic: false,
              file,
              s: m.s,
              e: m.e,
            });
      }
    for (const fn of f.functions)
      for (const e of fn.events) {
        if (e.t !== 'write' || !('p' in e.to)) continue;
        for (const o of setOf(h, pt.valueNode(file, e.v)).slice(0, 4)) {
          if (!isCollection(h.objects[o]!)) continue;
          for (const t of setOf(h, pt.valueNode(file, e.to.o)).slice(0, 4)) {
            const x = h.objects[t]!;
            if (x.k === 'inst' && x.cls >= 0)
              claim(o, { kind: 'field', cls: x.cls, name: e.to.p, isStatic: false, file, s: e.s, e: e.e });
            else if (x.k === 'class')
              claim(o, { kind: 'field', cls: x.site, name: e.to.p, isStatic: true, file, s: e.s, e: e.e });
            // What a constructor function makes has fields as what a class makes.
            else if (x.k === 'inst') claim(o, { kind: 'property', object: t, name: e.to.p, file, s: e.s, e: e.e });
          }
        }
      }
  }
  // A local is handed what a call gives; what it reads of another object stays that object's.
  for (const file of order)
    keep(file, (b) => !b.top && b.captured && b.kind === 'const' && b.defs.some((d) => isGiven(p.files[file]!, d)));
  // `export default { on: false }`, and `module.exports` of what is only loaded where it is used: the module keeps it, without a name.
  for (const file of order) {
    const f = p.files[file]!;
    const keepsAs = (name: string, v: ValueId, s: number, e: number) => {
      for (const o of madeBy(file, v)) claim(o, { kind: 'property', object: pt.exportsObject(file), name, file, s, e });
    };
    for (const e of f.exports) if ('v' in e && e.b === NONE && e.v !== NONE) keepsAs(e.name, e.v, e.s, e.s + 6);
    for (const e of f.functions[0]!.events)
      if (e.t === 'write' && 'p' in e.to && e.to.p === 'exports' && f.values[e.to.o]!.k === 'module')
        keepsAs('exports', e.v, e.s, e.e);
  }
  return out;
}

/** The first that a list gives. */
function firstOf<A, B>(list: readonly A[], give: (x: A) => B | undefined): B | undefined {
  for (const x of list) {
    const y = give(x);
    if (y !== undefined) return y;
  }
  return undefined;
}

/** Whether a value may be the result of a call. */
function isGiven(f: FileFacts, v: ValueId, depth = 0): boolean {
  const x = v === NONE || depth > 6 ? undefined : f.values[v]!;
  if (x?.k === 'as' || x?.k === 'await' || x?.k === 'narrow') return isGiven(f, x.v, depth + 1);
  if (x?.k === 'alt') return x.of.some((y) => isGiven(f, y, depth + 1));
  // `const [hub, close] = await createHub()`: several results of one call.
  if (x?.k === 'prop' && /^\d+$/.test(x.p)) return isGiven(f, x.o, depth + 1);
  return x?.k === 'call';
}

/** An object that a library made, or one of its own. */
const isOfLibrary = (x: HeapObject): boolean => x.k === 'ext' && x.pkg !== '(global)';

/** Collections and records: of the language, literals, and those of libraries. */
const isCollection = (x: HeapObject): boolean =>
  x.k === 'arr' ||
  x.k === 'nat' ||
  x.k === 'obj' ||
  isShared(x) ||
  (x.k === 'ext' &&
    (x.type === 'new' || x.type === 'call') &&
    (collectionOf(x.pkg) !== undefined || keepsLast(x.pkg, x.steps)));

/** Objects reached from what lives as long as the process: through named fields and captured variables alone, and through elements too. */
export function reachableObjects(
  pt: Points,
  ctx: Contexts,
  entries: Entries,
  isLazy: (o: ObjectId) => boolean,
): { readonly named: ReadonlySet<ObjectId>; readonly any: ReadonlySet<ObjectId> } {
  const { p, h } = pt;
  const roots: ObjectId[] = [];
  const take = (list: readonly ObjectId[]) => {
    for (const o of list) roots.push(o);
  };
  /** What a request or an event makes is one of many, wherever it is kept: what it names is one of many too. */
  const isOfAnActivation = (x: HeapObject): boolean => {
    if (x.allocator < 0 || x.k === 'fn' || x.k === 'class') return false;
    const mask = ctx.maskOf(x.allocator);
    return (mask & (Ctx.boot | AFTER)) !== 0 && (mask & Ctx.boot) === 0 && !isLazy(x.id);
  };
  const bootOnly = (fn: number) => (ctx.maskOf(fn) & (Ctx.boot | AFTER)) === Ctx.boot;
  // What only requests and events make is not there yet when start-up hands something over, whatever a call is said to give.
  const takeAtBoot = (list: readonly ObjectId[]) => take(list.filter((o) => !isOfAnActivation(h.objects[o]!)));
  for (const file of entries.loaded) {
    const f = p.files[file]!;
    f.bindings.forEach((b, id) => {
      if (b.top || b.f === 0 || (b.captured && bootOnly(p.functionBase[file]! + b.f))) {
        const held = setOf(h, pt.bindingNode(p.bindingBase[file]! + id));
        // A constant has its value from start-up on.
        if (b.kind === 'const' && !b.imp) takeAtBoot(held);
        else take(held);
      }
    });
    f.calls.forEach((c, id) => {
      // Whatever a library is given at boot it may keep: handlers, options, bound methods.
      if (!c || c.f === NONE || !bootOnly(functionGid(p, file, c.f))) return;
      if (!pt.externals.has(callGid(p, file, id))) return;
      for (const a of c.args) takeAtBoot(setOf(h, pt.valueNode(file, a)));
      if (c.recv !== NONE) takeAtBoot(setOf(h, pt.valueNode(file, c.recv)));
    });
    // `app.locals.store = new Store()`: what start-up puts on an object of a library is kept by that.
    f.functions.forEach((fn, id) => {
      if (!bootOnly(functionGid(p, file, id))) return;
      for (const e of fn.events)
        if (
          e.t === 'write' &&
          'p' in e.to &&
          setOf(h, pt.valueNode(file, e.to.o)).some((o) => isOfLibrary(h.objects[o]!))
        )
          takeAtBoot(setOf(h, pt.valueNode(file, e.v)));
    });
  }
  for (const x of h.objects) if (x.k === 'global' || x.k === 'class' || x.k === 'exp' || x.injected) roots.push(x.id);
  // An object whose method a library or timer calls is kept by it.
  for (const fr of ctx.frames)
    if (
      fr.self >= 0 &&
      fr.registered &&
      fr.mask & AFTER &&
      (h.objects[fr.self]!.allocator === -1 ||
        (h.objects[fr.self]!.allocator >= 0 && bootOnly(h.objects[fr.self]!.allocator)))
    )
      roots.push(fr.self);
  const outer = outerBindings(pt);
  const lexicalThis = lexicalThisOf(p);
  const spread = (elements: boolean): Set<ObjectId> => {
    const seen = new Set<ObjectId>(roots);
    const work = [...seen];
    const push = (o: ObjectId) => {
      if (!seen.has(o)) {
        seen.add(o);
        work.push(o);
      }
    };
    const star = nameId(h, '*');
    for (let o = work.pop(); o !== undefined; o = work.pop()) {
      const x = h.objects[o]!;
      if (!elements && isOfAnActivation(x)) continue;
      const fields = h.fields[o];
      if (fields)
        for (let i = 0; i < fields.length; i += 2)
          if (elements || fields[i] !== star) for (const y of setOf(h, fields[i + 1]!)) push(y);
      if (x.k !== 'fn') continue;
      // `const { put } = new Shelf()`: a function that is bound to its object, or written in it as an arrow, keeps the object.
      if (x.bound !== undefined) for (const y of setOf(h, x.bound)) push(y);
      const outerThis = lexicalThis(x.site);
      if (outerThis !== null && (elements || bootOnly(outerThis)))
        for (const y of setOf(h, pt.thisNode(outerThis))) push(y);
      for (const b of outer(x.site)) {
        const { file, id } = p.bindings[b]!;
        if (elements || bootOnly(p.functionBase[file]! + p.files[file]!.bindings[id]!.f))
          for (const y of setOf(h, pt.bindingNode(b))) push(y);
      }
    }
    return seen;
  };
  return { named: spread(false), any: spread(true) };
}

/** Objects that the left side of an assignment may be; with more of them it tells of none. */
const MAX_PLACES = 16;

/** Instances that are stored after start-up: the objects into whose named fields they go, -1 for a variable of a module. */
export function slotsWrittenLater(pt: Points, ctx: Contexts): ReadonlyMap<ObjectId, readonly ObjectId[]> {
  const { p, h } = pt;
  const out = new Map<ObjectId, ObjectId[]>();
  for (const frame of ctx.frames) {
    if ((frame.mask & AFTER) === 0) continue;
    const { file, f } = p.functions[frame.fn]!;
    for (const e of f.events) {
      if (e.t !== 'write' || 'i' in e.to) continue;
      // What may be more than is followed tells of no one object.
      if (h.wide.has(pt.valueNode(file, e.v))) continue;
      if (!('b' in e.to) && h.wide.has(pt.valueNode(file, e.to.o))) continue;
      const stored = setOf(h, pt.valueNode(file, e.v)).filter((o) => h.objects[o]!.k === 'inst');
      if (stored.length === 0) continue;
      const to = 'b' in e.to ? (isModuleVariable(pt, file, e.to.b) ? [-1] : []) : ctx.resolveIn(frame, file, e.to.o);
      if (to.length > MAX_PLACES) continue;
      for (const o of stored) {
        const list = out.get(o);
        if (!list) out.set(o, [...to]);
        else for (const x of to) if (!list.includes(x)) list.push(x);
      }
    }
  }
  return out;
}

/** Instances that collections hold, with the collections. */
export function elementsOf(pt: Points): ReadonlyMap<ObjectId, readonly ObjectId[]> {
  const { h } = pt;
  const star = nameId(h, '*');
  const out = new Map<ObjectId, ObjectId[]>();
  for (const x of h.objects) {
    if (x.k !== 'arr' && x.k !== 'nat' && x.k !== 'ext') continue;
    const node = fieldNodeIfAny(h, x.id, star);
    if (node === undefined) continue;
    for (const y of setOf(h, node)) {
      if (h.objects[y]!.k !== 'inst') continue;
      const list = out.get(y);
      if (list) list.push(x.id);
      else out.set(y, [x.id]);
    }
  }
  return out;
}

function isModuleVariable(pt: Points, file: number, b: BindingId): boolean {
  const x = pt.p.files[file]!.bindings[b]!;
  return x.top || x.f === 0;
}

/** The function whose `this` an arrow function uses, by function; null for none. */
function lexicalThisOf(p: Program): (fn: number) => number | null {
  const cache = new Map<number, number | null>();
  return (fn) =>
    entryOf(cache, fn, () => {
      const { file, id, f } = p.functions[fn]!;
      if (f.thisF === id || f.thisF <= 0) return null;
      const isUsed = f.events.some(
        (e) =>
          (e.t === 'read' && rootedAtThis(p, file, e.v)) ||
          (e.t === 'write' && 'o' in e.to && rootedAtThis(p, file, e.to.o)),
      );
      return isUsed ? functionGid(p, file, f.thisF) : null;
    });
}

/** Bindings of enclosing functions that a function, or one nested in it, uses. */
function outerBindings(pt: Points): (fn: number) => readonly number[] {
  const { p } = pt;
  const cache = new Map<number, readonly number[]>();
  const children = new Map<number, number[]>();
  p.functions.forEach(({ file, f }, gid) => {
    if (f.parent < 0) return;
    const parent = functionGid(p, file, f.parent);
    const list = children.get(parent);
    if (list) list.push(gid);
    else children.set(parent, [gid]);
  });
  const own = (fn: number): Set<BindingId> => {
    const { file, f } = p.functions[fn]!;
    const out = new Set<BindingId>();
    for (const e of f.events) {
      const v = e.t === 'read' ? p.files[file]!.values[e.v]! : null;
      if (v?.k === 'bind') out.add(v.b);
      if (e.t === 'write' && 'b' in e.to) out.add(e.to.b);
    }
    for (const c of children.get(fn) ?? []) for (const b of own(c)) out.add(b);
    return out;
  };
  /** Functions nested in a function, by their number in the file. */
  const within = (fn: number): Set<number> => {
    const out = new Set<number>();
    for (const c of children.get(fn) ?? []) {
      out.add(p.functions[c]!.id);
      for (const x of within(c)) out.add(x);
    }
    return out;
  };
  return (fn) => {
    const old = cache.get(fn);
    if (old) return old;
    const { file, id } = p.functions[fn]!;
    // What a nested function declares for itself is made anew by each of its activations.
    const inside = within(fn);
    const out = [...own(fn)].filter((b) => {
      const x = p.files[file]!.bindings[b]!;
      return !x.top && x.f !== 0 && x.f !== id && !inside.has(x.f);
    });
    const gids = out.map((b) => p.bindingBase[file]! + b);
    cache.set(fn, gids);
    return gids;
  };
}
