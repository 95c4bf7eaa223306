import { isClient } from '../catalog/clients.ts';
import { argumentWriters, collectionOf, keepsLast } from '../catalog/collections.ts';
import {
  type BindingId,
  type Call,
  type Event,
  type FileFacts,
  type Func,
  type GuardId,
  NONE,
  type Place,
  type Use,
  type Value,
  type ValueId,
} from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { reducedInto, runsWithin } from './activations.ts';
import { dataPath } from './data-roots.ts';
import { isAlike } from './doubtful.ts';
import { callValueOf, type Entries } from './entries.ts';
import { AFTER, type Contexts, Ctx, FOR_ONE, type Frame } from './frames.ts';
import { maskAt } from './given-counts.ts';
import { firstGiven, givenFields } from './given-fields.ts';
import { filledWith, inside, type LazyCalls, lazyCalls, lazyLiterals } from './guards.ts';
import { usesOfHandedOut } from './handed-out.ts';
import { fieldNodeIfAny, type Heap, type HeapObject, nameId, type ObjectId, setOf, stepsOf } from './heap.ts';
import { isErrorClass, isSubclass } from './hierarchy.ts';
import { isOfAll, mayKeepForAll, type SlotView } from './lazy-slots.ts';
import { withNamedSlots } from './named-slots.ts';
import { allocationSites, elementsOf, type Owner, ownersOf, reachableObjects, slotsWrittenLater } from './ownership.ts';
import { placesAmong } from './places.ts';
import type { Points } from './points.ts';
import { bindingAt, bindingGid, callGid, functionGid, type Program, valueGid } from './program.ts';
import { settingsAt } from './settings.ts';
import { sharedParts } from './shared-parts.ts';
import { isShelf } from './shelves.ts';
import { exportOf, valueStatic } from './static.ts';
import { tableParts } from './table-parts.ts';
import { atEvent } from './worker-loops.ts';

export type WriteKind = 'assign' | 'put' | 'remove' | 'update';

/** One write of a holder, with the contexts that it runs in. */
export type Mutation = {
  readonly kind: WriteKind;
  readonly mask: number;
  readonly frame: number;
  readonly fn: number;
  readonly file: number;
  readonly s: number;
  readonly e: number;
  /** What is written (of a put: the value, not the key); NONE for removals. */
  readonly v: ValueId;
  readonly key: ValueId;
  readonly guard: GuardId;
  /** False where the receiver could be several holders: maybe this one. */
  readonly surely: boolean;
  readonly method: string;
  readonly op: string;
};

/** One use of a holder's value. */
export type Access = {
  readonly how: string;
  readonly use: Use;
  readonly ua: number;
  readonly fn: number;
  readonly frame: number;
  readonly mask: number;
  readonly file: number;
  readonly s: number;
  readonly guard: GuardId;
  readonly v: ValueId;
  readonly call: number;
};

export type HolderKind = 'module-binding' | 'static-field' | 'field' | 'closure-variable' | 'property' | 'global';

/** One piece of state that lives as long as the process. */
export type Holder = {
  readonly key: string;
  readonly kind: HolderKind;
  readonly symbol: string;
  readonly file: number;
  readonly s: number;
  readonly e: number;
  /** Binding global id, or -1. */
  readonly binding: number;
  readonly cls: number;
  readonly name: string;
  /** Objects whose contents are this holder's. */
  readonly objects: Set<ObjectId>;
  readonly mutations: Mutation[];
  readonly reads: Access[];
};

const ARRAY_PUTS = new Set(['push', 'unshift', 'splice', 'fill', 'copyWithin', 'sort', 'reverse']);
const ARRAY_REMOVES = new Set(['pop', 'shift']);
const MAP_PUTS = new Set(['set', 'add', 'append', 'push']);
const MAP_REMOVES = new Set(['delete', 'clear']);
const TYPED = /Array$|^Buffer$|^ArrayBuffer$/;

/** Kind of write that a method is, on an object of the language or of a collection library; null for none. */
export function mutatorOf(x: HeapObject, method: string, plain?: ReadonlySet<ObjectId>): WriteKind | null {
  if (x.k === 'arr' || (x.k === 'nat' && x.type === 'Array'))
    return ARRAY_PUTS.has(method) ? 'put' : ARRAY_REMOVES.has(method) ? 'remove' : null;
  if (x.k === 'nat') {
    if (
      x.type === 'WeakMap' ||
      x.type === 'WeakSet' ||
      x.type === 'Map' ||
      x.type === 'Set' ||
      x.type === 'URLSearchParams' ||
      x.type === 'Headers' ||
      x.type === 'FormData'
    )
      return MAP_PUTS.has(method) ? 'put' : MAP_REMOVES.has(method) ? 'remove' : null;
    if (x.type === 'Date') return /^set[A-Z]/.test(method) ? 'update' : null;
    if (TYPED.test(x.type)) return method === 'set' || method === 'fill' || /^write/.test(method) ? 'put' : null;
    return null;
  }
  if (x.k === 'ext') {
    if (method === 'next' && keepsLast(x.pkg, x.steps)) return 'put';
    const lib = collectionOf(x.pkg);
    if (!lib) {
      if (!plain?.has(x.id)) return null;
      return /^(set|put|add|push)$/.test(method) ? 'put' : /^(delete|del|remove|clear)$/.test(method) ? 'remove' : null;
    }
    return lib.puts.includes(method) ? 'put' : lib.removes.includes(method) ? 'remove' : null;
  }
  return null;
}

/**
 * A part of what a package exports (`require('config').fees`), which all that load it share: no call gave it. What Node has may be another
 * one for each request (`require('domain').active`).
 */
const isPartOfModule = (x: HeapObject): boolean =>
  x.allocator === -1 &&
  x.type !== 'call' &&
  x.pkg !== '(global)' &&
  !x.pkg.startsWith('node:') &&
  /^(?:\.[\w$]+)+$/.test(x.steps);

/** Kind of write that a method of lists is on a part of data that a call gave; null for none. */
function listMutator(h: Heap, o: ObjectId, method: string): WriteKind | null {
  const kind = ARRAY_PUTS.has(method) ? 'put' : ARRAY_REMOVES.has(method) ? 'remove' : null;
  return kind !== null && dataPath(h, o).length > 0 ? kind : null;
}

export type Holders = {
  readonly all: readonly Holder[];
  readonly lifeOf: (o: ObjectId) => 'process' | 'entity' | 'transient';
  /** The place that owns an object, if one does. */
  readonly ownerOf: (o: ObjectId) => Owner | undefined;
  /** Fills in what reads some more holders (those that change after start-up are filled in already). */
  readonly readInto: (holders: readonly Holder[]) => void;
};

/** `maybe`: the write reaches the holder through a record that it keeps, and nothing shows that it was taken from there just now. */
type Target = { readonly holder: Holder; readonly mask: number; readonly maybe?: boolean };

/** What receivers may be, by value and contexts. */
type ResolvedAt = Map<number, ReadonlyMap<ObjectId, number>>;
/** More than all contexts together. */
const MASKS = 256;

const MAX_CLIMB = 3;
/** Objects made apart, from which on what is written to one of them is no sure write to those few that live on. */
const MAX_APART = 4;

const NO_OBJECTS: readonly ObjectId[] = [];

/** Objects by the constructor function that makes them. */
function byConstructor(objects: readonly HeapObject[]): ReadonlyMap<number, readonly ObjectId[]> {
  const out = new Map<number, ObjectId[]>();
  for (const x of objects) if (x.k === 'inst' && x.ctor >= 0) entryOf(out, x.ctor, () => []).push(x.id);
  return out;
}

/** Finds the state of the process: what is written, where, in which contexts, and what reads it. */
export function findHolders(pt: Points, ctx: Contexts, entries: Entries): Holders {
  const { p, h } = pt;
  const holders = new Map<string, Holder>();
  const sites = allocationSites(pt);
  const owners = ownersOf(pt, sites, entries);
  const plain = plainCollections(pt);
  const lazy = new Map<number, LazyCalls>();
  const lazyIn = (file: number) => {
    let s = lazy.get(file);
    if (!s) {
      s = withNamedSlots(pt, file, lazyCalls(p.files[file]!));
      lazy.set(file, s);
    }
    return s;
  };
  const builders = new Map<number, boolean>();
  const view: SlotView = {
    atBoot: (fn) => (ctx.maskOf(fn) & Ctx.boot) !== 0,
    forOne: (fn) => (ctx.maskOf(fn) & FOR_ONE) !== 0,
    resolveIn: ctx.resolveIn,
    buildsForAll: (call) => buildsForAll(call),
  };
  /** Whether a call runs only while a place that may live as long as the process is empty. */
  const buildsForAll = (call: number): boolean => {
    const old = builders.get(call);
    if (old !== undefined) return old;
    builders.set(call, false);
    const { file, id, c } = p.calls[call]!;
    const places = lazyIn(file).get(id);
    const frames = places ? ctx.framesOf(functionGid(p, file, c.f)).filter((fr) => fr.mask !== 0) : [];
    const out =
      places !== undefined && (frames.length === 0 || frames.some((fr) => mayKeepForAll(pt, view, fr, file, places)));
    builders.set(call, out);
    return out;
  };
  const literals = new Map<number, ReadonlyMap<ValueId, readonly Place[]>>();
  /** Whether a literal fills a place that lives as long as the process, while that is empty; what a library makes is no such place. */
  const fillsForAll = (x: HeapObject): boolean => {
    const places = entryOf(literals, x.file, () => lazyLiterals(p.files[x.file]!)).get(x.site);
    if (places === undefined || x.allocator < 0) return false;
    return ctx.framesOf(x.allocator).some((fr) => {
      if (fr.mask === 0 || !mayKeepForAll(pt, view, fr, x.file, places)) return false;
      const holding = places.flatMap((place) => ('b' in place ? [] : ctx.resolveIn(fr, x.file, place.o)));
      if (holding.length === 0) return places.some((place) => 'b' in place);
      return holding.every((o) => {
        const holder = h.objects[o]!;
        return isOfAll(pt, view, holder) && !holder.injected;
      });
    });
  };
  const madeLazily = (x: HeapObject): boolean => {
    if (x.site < 0) return false;
    if (x.k === 'inst' || x.k === 'nat' || x.k === 'ext') return buildsForAll(x.site);
    return (x.k === 'obj' || x.k === 'arr') && x.type !== 'rest' && fillsForAll(x);
  };
  const { named, any } = reachableObjects(pt, ctx, entries, (o) => madeLazily(h.objects[o]!));
  /** Whether a class extends one of a database's client: its instances are rows, but for one whose methods the library calls. */
  const isRow = (cls: number): boolean => {
    for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
      const ext = pt.parentOf(k).ext;
      if (!ext) continue;
      const name = ext.steps.slice(ext.steps.lastIndexOf('.') + 1);
      return isClient(ext.pkg) && !pt.lib.classesOf(ext.pkg).some(({ row }) => row.extends.includes(name));
    }
    return false;
  };
  /** An error that is made as something fails: not one that a module makes to compare with, or that a place of the process keeps. */
  const isOneFailure = (x: HeapObject): boolean =>
    x.k === 'inst' &&
    x.cls >= 0 &&
    x.allocator >= 0 &&
    p.functions[x.allocator]!.f.kind !== 'module' &&
    (ctx.maskOf(x.allocator) & AFTER) !== 0 &&
    isErrorClass(pt, x.cls) &&
    !madeLazily(x) &&
    !(owners.has(x.id) && keptByProcess(owners.get(x.id)!, x.id));
  const lives = new Map<ObjectId, 'process' | 'entity' | 'transient'>();
  const lifeOf = (o: ObjectId): 'process' | 'entity' | 'transient' => {
    const old = lives.get(o);
    if (old) return old;
    lives.set(o, 'transient');
    const x = h.objects[o]!;
    let out: 'process' | 'entity' | 'transient' = 'transient';
    // Rows of a database are objects of their own, however they are made.
    if (x.injected && x.cls >= 0 && isRow(x.cls)) out = 'transient';
    // So are errors that are made after start-up: each tells of one failure, and goes with it.
    else if (isOneFailure(x)) out = 'transient';
    else if (
      x.k === 'ext' &&
      x.kinds.some((k) => ['request', 'job', 'connection', 'call'].includes(pt.lib.kinds[k]!.def.lifetime ?? ''))
    )
      out = 'transient';
    else if (x.k === 'ext' && x.type === 'callback') out = 'transient';
    // What is known by its type alone stands for all objects of that type; an application, of which there is one, keeps properties.
    else if (x.k === 'ext' && x.type === 'typed' && !x.kinds.some((k) => pt.lib.keepsOf(k).size > 0)) out = 'transient';
    else if (x.k === 'global' || x.k === 'mod' || x.k === 'exp' || x.k === 'class' || x.injected) out = 'process';
    // A container makes it anew for each that asks; what puts it into a collection keeps it.
    else if (x.allocator === -2) out = any.has(o) ? 'entity' : 'transient';
    else if (x.allocator === -1) out = x.k === 'ext' && x.from >= 0 ? lifeOf(x.from) : 'process';
    else if (x.allocator >= 0) {
      const mask = ctx.maskOf(x.allocator);
      const isLazy = madeLazily(x);
      const parent = x.k === 'ext' && x.from >= 0 && x.site === h.objects[x.from]!.site ? lifeOf(x.from) : null;
      if (parent) out = parent;
      // A collection of a library that a field of an object of the process keeps is there as long as that one.
      else if (
        x.k === 'ext' &&
        x.type === 'new' &&
        collectionOf(x.pkg) !== undefined &&
        (isLazy || (mask & Ctx.boot) !== 0) &&
        owners.get(o)?.kind === 'field' &&
        keptByProcess(owners.get(o)!, o)
      )
        out = 'process';
      // A literal or collection is its owner's: a local of an activation that is over has gone with it.
      else if ((x.k === 'obj' || x.k === 'arr' || x.k === 'nat') && owners.has(o)) {
        // A module runs once, also where a handler is the first to load it.
        const once = isLazy || (mask & Ctx.boot) !== 0 || mask === 0 || p.functions[x.allocator]!.f.kind === 'module';
        if (once && keptByProcess(owners.get(o)!, o)) out = 'process';
        else if (any.has(o)) out = 'entity';
      }
      // Made at boot, and reached by name: the one object of its kind. What only a collection reaches is one of several.
      else if (x.k === 'obj' || x.k === 'arr' || x.k === 'nat') out = any.has(o) ? 'entity' : 'transient';
      else if (x.k === 'inst' && mask & Ctx.boot && mask & AFTER && !isLazy)
        out =
          (owners.has(o) && keptByProcess(owners.get(o)!, o)) ||
          (named.has(o) && isPutBack(o) && !isOneOfSeveral(o)) ||
          (any.has(o) && isComponent(x))
            ? 'process'
            : any.has(o)
              ? 'entity'
              : 'transient';
      // What a call gives anew each time, also after start-up, is no one object.
      else if (x.k === 'ext' && x.type === 'call' && mask & AFTER && !isLazy)
        out = owners.has(o) && keptByProcess(owners.get(o)!, o) ? 'process' : any.has(o) ? 'entity' : 'transient';
      else if ((isLazy || mask & Ctx.boot) && named.has(o)) out = 'process';
      // Made once, though a collection keeps it among others: one of its kind all the same.
      else if (x.k === 'inst' && any.has(o) && (isMadeOnce(x) || isComponent(x))) out = 'process';
      else if (isLazy) out = 'process';
      else if (any.has(o)) out = 'entity';
    }
    lives.set(o, out);
    return out;
  };

  /** Whether the place that owns an object lives as long as the process. */
  const keptByProcess = (owner: Owner, o: ObjectId): boolean => {
    if (owner.kind === 'binding') {
      const b = bindingAt(p, owner.binding);
      return b.top || b.f === 0 || bootOnly(p.functionBase[owner.file]! + b.f);
    }
    if (owner.kind === 'field' && owner.isStatic) return true;
    return instancesWith(owner).some((i) => i !== o && lifeOf(i) === 'process');
  };
  /** Objects that have their fields in common with the one that owns something: all of a class, all that a constructor function makes. */
  const instancesWith = (owner: Owner): readonly ObjectId[] => {
    if (owner.kind === 'binding') return NO_OBJECTS;
    if (owner.kind === 'field') return owner.isStatic ? NO_OBJECTS : (pt.instances.get(owner.cls) ?? NO_OBJECTS);
    const x = h.objects[owner.object]!;
    if (x.k !== 'inst' || x.ctor < 0) return [x.id];
    constructed ??= byConstructor(h.objects);
    return constructed.get(x.ctor)!;
  };
  let constructed: ReadonlyMap<number, readonly ObjectId[]> | null = null;
  /** Whether what runs after start-up puts an object of this kind into a slot of the process: the new one takes the old one's place. */
  const isPutBack = (o: ObjectId): boolean => {
    slots ??= slotsWrittenLater(pt, ctx);
    return (slots.get(o) ?? []).some((to) => to < 0 || lifeOf(to) === 'process');
  };
  let slots: ReadonlyMap<ObjectId, readonly ObjectId[]> | null = null;
  /** Whether a collection of the process holds it too: a slot that such an object is in tells which of them is at hand. */
  const isOneOfSeveral = (o: ObjectId): boolean => {
    elements ??= elementsOf(pt);
    return (elements.get(o) ?? []).some((c) => lifeOf(c) === 'process');
  };
  let elements: ReadonlyMap<ObjectId, readonly ObjectId[]> | null = null;
  /** Functions that run once, at boot: one call leads to each, outside of loops and callbacks. */
  const runsOnce = (fn: number, depth = 0): boolean => {
    const { f } = p.functions[fn]!;
    if (f.kind === 'module') return true;
    if (depth > 6 || !bootOnly(fn)) return false;
    const calls = new Set<number>();
    const from = new Set<number>();
    for (const fr of ctx.framesOf(fn)) {
      if (fr.mask === 0) continue;
      if (fr.registered && [...fr.why.values()].some((r) => r.from >= 0)) return false;
      for (const c of fr.callers) {
        calls.add(c.call);
        // What the first who asks builds for all is built once, whoever asks.
        if (c.call < 0 || !buildsForAll(c.call)) from.add(ctx.frames[c.frame]!.fn);
      }
    }
    if (calls.size > 1 || from.size > 1) return false;
    for (const call of calls) if (call >= 0 && isInLoop(call)) return false;
    return [...from].every((x) => runsOnce(x, depth + 1));
  };
  const isInLoop = (call: number): boolean => {
    const { file, c } = p.calls[call]!;
    return inside(p.files[file]!, c.guard, 'loop');
  };
  /** Whether the constructor of an object of the process makes it, outside of loops: there is one for each such object. */
  const isComponent = (x: HeapObject): boolean => {
    if (x.site < 0 || isInLoop(x.site)) return false;
    const { file, f } = p.functions[x.allocator]!;
    if ((f.kind !== 'constructor' && f.kind !== 'fields') || f.cls === NONE) return false;
    return (pt.instances.get(p.classBase[file]! + f.cls) ?? []).some((i) => lifeOf(i) === 'process');
  };
  const isMadeOnce = (x: HeapObject): boolean => x.site >= 0 && !isInLoop(x.site) && runsOnce(x.allocator);
  /** Functions whose activation at boot is the only one: what closures keep of it lives as long as the process. */
  const bootOnly = (fn: number): boolean => (ctx.maskOf(fn) & (Ctx.boot | AFTER)) === Ctx.boot;

  const shelves = sharedParts(pt);
  const parts = tableParts(pt, { owners, lifeOf, bootOnly });

  const add = (key: string, make: () => Omit<Holder, 'key' | 'objects' | 'mutations' | 'reads'>): Holder => {
    let x = holders.get(key);
    if (!x) {
      x = { key, ...make(), objects: new Set(), mutations: [], reads: [] };
      holders.set(key, x);
    }
    return x;
  };
  const bindingHolder = (gid: number): Holder => {
    const b = bindingAt(p, gid);
    return add(`b:${gid}`, () => ({
      kind: b.top || b.f === 0 ? 'module-binding' : 'closure-variable',
      symbol: b.name,
      file: p.bindings[gid]!.file,
      s: b.s,
      e: b.e,
      binding: gid,
      cls: -1,
      name: b.name,
    }));
  };
  const fieldHolder = (
    cls: number,
    name: string,
    isStatic: boolean,
    at: { readonly file: number; readonly s: number; readonly e: number },
  ): Holder => {
    // A field belongs to the class that declares it.
    let home = cls;
    let declared = false;
    let writer = -1;
    for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
      if (p.classes[k]!.c.members.some((m) => m.name === name && m.isStatic === isStatic && m.kind !== 'method')) {
        home = k;
        declared = true;
      } else if (!isStatic && writtenBy(k).has(name)) writer = k;
    }
    // One that none declares is of the class whose methods write it: its heirs share it.
    if (!declared && writer >= 0) home = writer;
    const m = p.classes[home]!.c.members.find(
      (x) => x.name === name && x.isStatic === isStatic && (x.kind === 'field' || x.kind === 'auto-accessor'),
    );
    const first = m ? null : firstFieldWrite(home, name);
    return add(`f:${home}:${isStatic ? 's' : ''}${name}`, () => ({
      kind: isStatic ? 'static-field' : 'field',
      symbol: `${p.classes[home]!.c.name || 'class'}.${name}`,
      file: m ? p.classes[home]!.file : (first?.file ?? at.file),
      s: m ? m.s : (first?.s ?? at.s),
      e: m ? m.e : (first?.e ?? at.e),
      binding: -1,
      cls: home,
      name,
    }));
  };
  const ownWrites = new Map<number, ReadonlySet<string>>();
  /** The fields of `this` that the functions of a class write, whatever is declared. */
  const writtenBy = (cls: number): ReadonlySet<string> => {
    const { file, id } = p.classes[cls]!;
    const f = p.files[file]!;
    return entryOf(ownWrites, cls, () => {
      const own = f.functions.filter((fn) => f.functions[fn.thisF]?.cls === id);
      return new Set(
        own.flatMap(({ events }) =>
          events.flatMap((e) => (e.t === 'write' && 'p' in e.to && f.values[e.to.o]!.k === 'this' ? [e.to.p] : [])),
        ),
      );
    });
  };
  /** Where an undeclared field is first assigned: in its class's constructor. */
  const firstFieldWrite = (cls: number, name: string): { file: number; s: number; e: number } | null => {
    const { file, c } = p.classes[cls]!;
    if (c.ctor === NONE) return null;
    const f = p.files[file]!;
    for (const e of f.functions[c.ctor]!.events)
      if (e.t === 'write' && 'p' in e.to && e.to.p === name && f.values[e.to.o]!.k === 'this')
        return { file, s: e.s, e: e.e };
    const given = firstGiven(pt, file, c.ctor, name);
    return given && { file, s: given.s, e: given.e };
  };
  const propertyHolder = (
    o: ObjectId,
    name: string,
    at: { readonly file: number; readonly s: number; readonly e: number },
  ): Holder => {
    const x = h.objects[o]!;
    const lit = x.k === 'obj' ? p.files[x.file]!.values[x.site]! : null;
    const prop = lit?.k === 'obj' ? lit.props.find((q) => q[0] === name) : undefined;
    return add(`p:${o}:${name}`, () => ({
      kind: x.k === 'global' ? 'global' : 'property',
      symbol: `${ownerName(o)}${name}`,
      file: prop ? x.file : at.file,
      s: prop ? prop[3] : at.s,
      e: prop ? prop[3] + name.length : at.e,
      binding: -1,
      cls: -1,
      name,
    }));
  };
  /** `const app = new Koa()` at the top: what the program puts on it is found by the name of the variable. */
  const madeAtTop = (o: ObjectId): string => {
    const owner = owners.get(o);
    if (owner?.kind !== 'binding') return '';
    return bindingAt(p, owner.binding).top ? `${owner.name}.` : '';
  };
  const ownerName = (o: ObjectId): string => {
    const x = h.objects[o]!;
    if (x.k === 'global') return 'globalThis.';
    if (x.k === 'exp') return 'exports.';
    if (x.k === 'fn') return `${p.functions[x.site]!.f.name}.`;
    if (x.k === 'ext')
      return x.pkg === '(global)'
        ? `${stepsOf(h, x).slice(1)}.`
        : isPartOfModule(x)
          ? `${x.pkg}${x.steps}.`
          : x.steps.startsWith('@.')
            ? `${x.steps.slice(2)}.`
            : x.kinds.some((k) => pt.lib.keepsNamed(k))
              ? `${x.pkg}.`
              : madeAtTop(o);
    const owner = owners.get(o);
    return owner ? `${owner.name}.` : '';
  };
  /** Whether a literal is a record of data: several properties and no method, given later either, so that none is a place of its own. */
  const isRecord = (x: HeapObject): boolean => {
    const { values } = p.files[x.file]!;
    const lit = values[x.site]!;
    return (
      lit.k === 'obj' &&
      lit.props.length > 1 &&
      lit.props.every((q) => q[2] === 'value' && values[q[1]]!.k !== 'fn') &&
      !hasMethods(x)
    );
  };
  const hasMethods = ({ id }: HeapObject): boolean =>
    (h.fields[id] ?? []).some((node, i) => i % 2 === 1 && setOf(h, node).some((o) => h.objects[o]!.k === 'fn'));
  /** The holder that a property is part of: its own, or that of the record, field or variable which the literal stands in. */
  const homeHolder = (
    o: ObjectId,
    name: string,
    at: { readonly file: number; readonly s: number; readonly e: number },
    hops = 0,
  ): Holder => {
    const owner = owners.get(o);
    const x = h.objects[o]!;
    if (x.k === 'inst' && x.ctor >= 0) return constructedField(x.ctor, name, at);
    if (!owner || x.k !== 'obj' || hops > 6 || isShelf(pt, x, name)) return propertyHolder(o, name, at);
    if (owner.kind === 'field') return fieldHolder(owner.cls, owner.name, owner.isStatic, owner);
    if (owner.kind === 'property' && owner.object !== o && h.objects[owner.object]!.k === 'obj')
      return homeHolder(owner.object, owner.name, owner, hops + 1);
    // What another file imports is the exporting file's. What is written deep within a literal changes all that stands in the variable.
    if (owner.kind === 'binding' && owner.file === x.file && (hops > 0 || isRecord(x)))
      return bindingHolder(owner.binding);
    return propertyHolder(o, name, at);
  };
  /** A field of what a constructor function makes. */
  const constructedField = (ctor: number, name: string, at: { file: number; s: number; e: number }): Holder =>
    add(`fo:${ctor}:${name}`, () => ({
      kind: 'field',
      symbol: `${p.functions[ctor]!.f.name}.${name}`,
      ...firstWriteOf(ctor, name, at),
      binding: -1,
      cls: -1,
      name,
    }));
  /** The holder whose content an object is: the place that owns it. */
  const contentHolder = (o: ObjectId): Holder | null => {
    const owner = owners.get(o);
    if (!owner) return null;
    let holder: Holder | null = null;
    if (owner.kind === 'binding') holder = bindingHolder(owner.binding);
    else if (owner.kind === 'field') holder = fieldHolder(owner.cls, owner.name, owner.isStatic, owner);
    else {
      const keeper = owner.object === o ? o : instancesWith(owner).find((x) => lifeOf(x) === 'process');
      if (keeper !== undefined) holder = homeHolder(keeper, owner.name, owner);
    }
    holder?.objects.add(o);
    return holder;
  };

  // ---- which objects a value may be, in a frame, with parameters followed to the arguments of each call
  /** Variables whose one value is being followed: `row = row ?? next` leads back to itself. */
  const following = new Set<number>();
  // The same receivers are asked for by writes, by reads and again by reads of other holders; where neither `this` nor who calls has a part
  // in the answer, it is that of all frames of the function.
  const resolved = { byFrame: new Map<number, ResolvedAt>(), byFunction: new Map<number, ResolvedAt>() };
  let isOfFrame = false;
  const resolve = (frame: Frame, file: number, v: ValueId, mask: number): ReadonlyMap<ObjectId, number> => {
    const key = valueGid(p, file, v) * MASKS + mask;
    const known = resolved.byFunction.get(frame.fn)?.get(key) ?? resolved.byFrame.get(frame.id)?.get(key);
    if (known) return known;
    isOfFrame = false;
    const out = resolveAnew(frame, file, v, mask, 0);
    const [table, id] = isOfFrame ? [resolved.byFrame, frame.id] : [resolved.byFunction, frame.fn];
    entryOf(table, id, () => new Map()).set(key, out);
    return out;
  };
  const resolveAnew = (
    frame: Frame,
    file: number,
    v: ValueId,
    mask: number,
    depth: number,
  ): ReadonlyMap<ObjectId, number> => {
    const out = new Map<ObjectId, number>();
    const put = (o: ObjectId, m: number) => out.set(o, (out.get(o) ?? 0) | m);
    const x = p.files[file]!.values[v]!;
    if (x.k === 'bind' && depth < MAX_CLIMB) {
      const b = p.files[file]!.bindings[x.b]!;
      const here = p.functionBase[file]! + b.f === frame.fn;
      if (here && b.kind === 'param') isOfFrame = true;
      if (
        here &&
        b.kind === 'param' &&
        frame.callers.length > 0 &&
        frame.callers.length < 24 &&
        b.index !== undefined
      ) {
        for (const c of frame.callers) {
          const caller = ctx.frames[c.frame]!;
          if (c.call < 0) continue;
          const { file: cf, c: call } = p.calls[c.call]!;
          const ahead = pt.ahead(c.call, frame.fn);
          const index = b.index - ahead;
          const arg = call.args[index];
          if (index >= 0 && (arg === undefined || (call.spreadFrom !== NONE && index >= call.spreadFrom))) continue;
          if (
            arg === undefined ||
            (p.files[cf]!.values[call.callee]!.k === 'prop' &&
              ['call', 'apply', 'bind'].includes((p.files[cf]!.values[call.callee] as { p: string }).p))
          ) {
            for (const o of setOf(h, pt.valueNode(file, v))) put(o, mask);
            continue;
          }
          for (const [o, m] of resolveAnew(caller, cf, arg, caller.mask, depth + 1)) put(o, m);
        }
        if (frame.registered)
          for (const o of setOf(h, pt.valueNode(file, v))) if (!out.has(o) && h.objects[o]!.k === 'ext') put(o, mask);
        return out;
      }
      const gid = bindingGid(p, file, x.b);
      if (
        here &&
        !b.captured &&
        (b.kind === 'const' || b.kind === 'let' || b.kind === 'var') &&
        b.defs.length === 1 &&
        !following.has(gid)
      ) {
        following.add(gid);
        const of = resolveAnew(frame, file, b.defs[0]!, mask, depth);
        following.delete(gid);
        return of;
      }
    }
    if (x.k === 'prop' && depth < MAX_CLIMB + 3) {
      const name = nameId(h, x.p);
      const all = setOf(h, pt.valueNode(file, v));
      if (all.length <= 1 && !all.some(isOfSomeAlone)) {
        for (const o of all) put(o, mask);
        return out;
      }
      const of = resolveAnew(frame, file, x.o, mask, depth + 1);
      const turn = ++turns;
      for (const o of all) allowedIn[o] = turn;
      let isOthers = false;
      for (const [o, m] of of) {
        const n = fieldNodeIfAny(h, o, name);
        if (n === undefined) continue;
        for (const y of setOf(h, n)) {
          if (allowedIn[y] !== turn) continue;
          // What an object of one connection keeps goes with it, though the same line makes it for one of the process too.
          const left = isOfSomeAlone(y) ? ofTheProcess(of, o, m) : m;
          if (left === 0 && m !== 0) isOthers = true;
          else put(y, left);
        }
      }
      if (out.size > 0 || isOthers) return out;
      for (const o of all) put(o, mask);
      return out;
    }
    if (x.k === 'as' || x.k === 'await') return resolveAnew(frame, file, x.v, mask, depth);
    if (x.k === 'narrow') {
      const s = valueStatic(p, file, x.cls);
      const of = resolveAnew(frame, file, x.v, mask, depth);
      if (s?.k !== 'class') return of;
      for (const [o, m] of of) {
        const y = h.objects[o]!;
        const is = y.k === 'inst' && isSubclass(pt, y.cls, s.gid);
        if (is === x.yes) put(o, m);
      }
      return out;
    }
    if (x.k === 'alt' && x.op !== '&&') {
      for (const y of x.of) for (const [o, m] of resolveAnew(frame, file, y, mask, depth)) put(o, m);
      return out;
    }
    const method = x.k === 'this' ? functionGid(p, file, x.f) : -1;
    const cls = method >= 0 && p.functions[method]!.f.cls !== NONE;
    if (x.k === 'prop' || isThisValue(p, file, v)) isOfFrame = true;
    for (const o of ctx.resolveIn(frame, file, v)) if (!cls || pt.fitsMethod(method, o)) put(o, mask);
    return out;
  };
  /** By object: the turn in which it was last among those that a value may be at all. */
  const allowedIn: number[] = new Array(h.objects.length).fill(0);
  let turns = 0;

  /** Holders that a write of property `name` (or of contents, where null) of an object means. */
  const targetsOf = (
    objects: ReadonlyMap<ObjectId, number>,
    name: string | null,
    at: { file: number; s: number; e: number },
    receiver: ValueId = NONE,
    frame: Frame | null = null,
  ): Target[] => {
    const out: Target[] = [];
    const isTaken = (table: ObjectId) => receiver !== NONE && parts.isTakenFrom(table, at.file, receiver);
    /** A record or collection that start-up made as a part of a table: what is written there changes the table. */
    const inTable = (o: ObjectId, mask: number): void => {
      for (const table of parts.tablesOf(o).filter(isTaken)) {
        const holder = contentHolder(table);
        holder?.objects.add(o);
        if (holder) out.push({ holder, mask });
      }
    };
    for (const [o, all] of objects) {
      const x = h.objects[o]!;
      let holder: Holder | null = null;
      // Where it may as well be an object that is made after start-up, that is the one which is written to then.
      const mask = x.k === 'inst' && all & AFTER && isOtherMadeAfter(objects, o) ? all & ~AFTER : all;
      if (mask === 0 && all !== 0) continue;
      if (x.k === 'inst' && x.cls >= 0) {
        if (lifeOf(o) !== 'process' || name === null) continue;
        // A setter is a function: what it writes is the state.
        if (pt.member(x.cls, `=${name}`, false)) continue;
        if (objects.size > 1 && !declares(pt, x.cls, name)) continue;
        holder = fieldHolder(x.cls, name, false, at);
      } else if (x.k === 'inst') {
        if (lifeOf(o) !== 'process' || name === null) continue;
        holder = constructedField(x.ctor, name, at);
      } else if (x.k === 'class') {
        if (name === null) continue;
        holder = fieldHolder(x.site, name, true, at);
      } else if (x.k === 'obj') {
        if (x.type === 'rest') continue;
        const lit = p.files[x.file]!.values[x.site]!;
        if (lifeOf(o) !== 'process') {
          // A record that a collection of the process keeps: the collection's content changes.
          if (name === null || owners.has(o)) inTable(o, mask);
          else
            for (const table of parts.keepersOf(o)) {
              const keeper = contentHolder(table);
              if (keeper) out.push({ holder: keeper, mask, maybe: !isTaken(table) });
            }
          continue;
        }
        // A literal with properties is a record: a name that is given to it later is one more of them. An empty one is a table.
        const declared =
          name !== null &&
          lit.k === 'obj' &&
          (lit.props.some((q) => q[0] === name)
            ? lit.props.some((q) => q[0] === name && q[2] === 'value')
            : objects.size <= 2 && lit.props.some((q) => q[2] === 'value'));
        const owner = owners.get(o);
        // What the literal does not name yet is declared where the literal is.
        const named = lit.k === 'obj' && lit.props.some((q) => q[0] === name);
        holder =
          declared && owner?.kind !== 'field' ? homeHolder(o, name!, named || !owner ? at : owner) : contentHolder(o);
      } else if (x.k === 'arr' || x.k === 'nat') {
        if (lifeOf(o) !== 'process') {
          inTable(o, mask);
          continue;
        }
        holder = contentHolder(o);
      } else if (x.k === 'ext') {
        const data = dataPath(h, o);
        if (data.length > 1) {
          const kept = data.find((x) => owners.has(x));
          // Of what was parsed a variable may keep a part alone.
          if (kept === undefined) holder = variableOf(at.file, receiver, data);
          else if (lifeOf(data[data.length - 1]!) === 'process') holder = contentHolder(kept);
          if (holder) out.push({ holder, mask });
          continue;
        }
        if (lifeOf(o) !== 'process') continue;
        // What a call of the language or of a library gives is an object of its own only where the program keeps it.
        const result = (x.type === 'call' || x.from >= 0) && !isPartOfModule(x);
        if (
          name !== null &&
          result &&
          x.kinds.length === 0 &&
          !owners.has(o) &&
          !(x.pkg === '(global)' && stepsOf(h, x).startsWith('.process'))
        )
          continue;
        // The data that a call gave (parsed, merged, copied) is a record, or holds some: what is written there changes what keeps it.
        const record = x.type === 'call' && x.kinds.length === 0 && owners.has(o);
        const part = name === null ? shelves(at.file, o) : -1;
        if (part >= 0) {
          holder = bindingHolder(part);
          holder.objects.add(o);
        } else holder = name === null || record ? contentHolder(o) : propertyHolder(o, name, at);
      } else if (x.k === 'global' || x.k === 'exp' || x.k === 'fn') {
        if (name === null) continue;
        if (x.k === 'exp' && !entries.loaded.has(x.file)) continue;
        // A method whose `this` is an object that is made with `new`: that a function comes there too is an imprecise alias.
        const alias = x.k === 'fn' && isThisOfMade(at.file, receiver);
        if (
          x.k === 'fn' &&
          p.functions[x.site]!.f.parent !== 0 &&
          ctx.maskOf(functionGid(p, x.file, p.functions[x.site]!.f.parent)) & AFTER
        )
          continue;
        holder = propertyHolder(o, name, at);
        if (alias) {
          if (holder) out.push({ holder, mask, maybe: true });
          continue;
        }
      }
      if (holder) out.push({ holder, mask });
    }
    const told = new Set(out.map((t) => t.holder)).size > 1 ? oneTable(out) : out;
    const isUnsure =
      frame !== null && isCrowd(objects, out.length) && !isHandedAlone(frame, at.file, receiver, objects, 0);
    return isUnsure ? told.map((t) => ({ ...t, maybe: true })) : told;
  };
  /** Whether a caller that runs after start-up hands over nothing but objects that live as long as the process. */
  const isHandedAlone = (
    frame: Frame,
    file: number,
    v: ValueId,
    objects: ReadonlyMap<ObjectId, number>,
    depth: number,
  ): boolean => {
    const x = v === NONE ? null : p.files[file]!.values[v]!;
    const index = x?.k === 'bind' ? p.functions[frame.fn]!.f.params.indexOf(x.b) : -1;
    if (index < 0 || depth >= MAX_CLIMB) return false;
    return frame.callers.some((caller) => {
      const by = ctx.frames[caller.frame];
      if (!by || (by.mask & AFTER) === 0 || caller.call < 0) return false;
      const { file: from, c } = p.calls[caller.call]!;
      const a = c.spreadFrom === NONE ? c.args[index - pt.ahead(caller.call, frame.fn)] : undefined;
      if (a === undefined) return false;
      const given = ctx.resolveIn(by, from, a);
      const lasts = (o: ObjectId) => objects.has(o) && lifeOf(o) === 'process';
      return (given.length > 0 && given.every(lasts)) || isHandedAlone(by, from, a, objects, depth + 1);
    });
  };
  /**
   * Whether a receiver is one of so many objects that were made apart, at most half of which live on, that it says nothing of these: a parameter
   * that takes what many callers give.
   */
  const isCrowd = (objects: ReadonlyMap<ObjectId, number>, hits: number): boolean => {
    if (objects.size < MAX_APART || hits * 2 > objects.size) return false;
    const made = new Set<string>();
    for (const o of objects.keys()) {
      const x = h.objects[o]!;
      if (x.k !== 'ext' && x.k !== 'fn') made.add(x.k === 'inst' ? `c${x.cls}|${x.ctor}` : `o${o}`);
    }
    return made.size >= MAX_APART;
  };
  const isThisOfMade = (file: number, receiver: ValueId): boolean => {
    const x = receiver === NONE ? null : p.files[file]!.values[receiver]!;
    if (x?.k !== 'this') return false;
    return setOf(h, pt.thisNode(functionGid(p, file, x.f))).some((o) => h.objects[o]!.k === 'inst');
  };
  /** The holder of the module's variable that a value is written as, or as a part of, where it holds one of these; else null. */
  const variableOf = (file: number, v: ValueId, held: readonly ObjectId[]): Holder | null => {
    const x = v === NONE ? null : p.files[file]!.values[v]!;
    if (x?.k === 'prop' || x?.k === 'index') return variableOf(file, x.o, held);
    const b = x?.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
    if (x?.k !== 'bind' || !b?.top || b.imp) return null;
    const gid = p.bindingBase[file]! + x.b;
    return setOf(h, pt.bindingNode(gid)).some((o) => held.includes(o)) ? bindingHolder(gid) : null;
  };
  /** Whether an object is made for a field of instances some of which live as long as the process and some of which do not. */
  const isOfSomeAlone = (o: ObjectId): boolean => {
    const old = alone.get(o);
    if (old !== undefined) return old;
    const owner = owners.get(o);
    const all = owner ? instancesWith(owner) : NO_OBJECTS;
    const lives = entryOf(mixes, all, () => new Set(all.map((i) => lifeOf(i) === 'process')));
    const mixed = lives.size > 1;
    alone.set(o, mixed);
    return mixed;
  };
  const alone = new Map<ObjectId, boolean>();
  const mixes = new Map<readonly ObjectId[], ReadonlySet<boolean>>();
  /** Of the contexts of a write to what an instance keeps, those in which that one lives as long as the process. */
  const ofTheProcess = (objects: ReadonlyMap<ObjectId, number>, o: ObjectId, mask: number): number => {
    if (h.objects[o]!.k !== 'inst') return mask;
    if (lifeOf(o) !== 'process') return 0;
    return mask & AFTER && isOtherMadeAfter(objects, o) ? mask & ~AFTER : mask;
  };
  /** Whether a write may be to an object of the same class that is made for one request, connection or job. */
  const isOtherMadeAfter = (objects: ReadonlyMap<ObjectId, number>, o: ObjectId): boolean => {
    for (const other of objects.keys())
      if (other !== o && isAlike(h, o, other) && lifeOf(other) !== 'process') {
        const { allocator } = h.objects[other]!;
        if (allocator >= 0 && ctx.maskOf(allocator) & FOR_ONE) return true;
      }
    return false;
  };
  /** `table[key].field = v`: properties of one literal, reached by a computed key, are one piece of state: the table. */
  const oneTable = (targets: readonly Target[]): Target[] => {
    const roots = targets.map((t) => rootOf(t.holder));
    const first = roots[0];
    if (!first || !roots.every((r) => r === first)) return [...targets];
    return [{ holder: first, mask: targets.reduce((m, t) => m | t.mask, 0) }];
  };
  /** The binding or field at the top of the literals that a property holder stands in. */
  const rootOf = (holder: Holder): Holder | null => {
    if (!holder.key.startsWith('p:')) return null;
    let o = Number(holder.key.split(':')[1]);
    for (let hops = 0; hops < 6; hops++) {
      const owner = owners.get(o);
      if (!owner) return null;
      if (owner.kind === 'binding') return bindingHolder(owner.binding);
      if (owner.kind === 'field') return fieldHolder(owner.cls, owner.name, owner.isStatic, owner);
      if (h.objects[owner.object]!.k !== 'obj') return null;
      o = owner.object;
    }
    return null;
  };
  const firstWriteOf = (
    fn: number,
    name: string,
    at: { file: number; s: number; e: number },
  ): { file: number; s: number; e: number } => {
    const { file, f } = p.functions[fn]!;
    for (const e of f.events)
      if (e.t === 'write' && 'p' in e.to && e.to.p === name && p.files[file]!.values[e.to.o]!.k === 'this')
        return { file, s: e.s, e: e.e };
    const given = firstGiven(pt, file, p.functions[fn]!.id, name);
    return given ? { file, s: given.s, e: given.e } : at;
  };

  const record = (
    frame: Frame,
    targets: readonly Target[],
    m: Omit<Mutation, 'mask' | 'frame' | 'fn' | 'surely'>,
    among = 1,
  ): void => {
    const several = targets.length > among && new Set(targets.map((t) => t.holder)).size > among;
    // What only asks gives too few arguments to come by here.
    const passed = ~(frame.mask & ~maskAt(pt, ctx, frame, m.file, m.guard));
    for (const t of targets) {
      if (t.holder.mutations.length > 400 || (t.mask !== 0 && (t.mask & passed) === 0)) continue;
      t.holder.mutations.push({
        ...m,
        mask: t.mask & passed,
        frame: frame.id,
        fn: frame.fn,
        surely: !several && !t.maybe,
      });
    }
  };

  /**
   * Whether a write to an object is construction: it is made in the activation that makes the object (its constructor, the function
   * that called `new`), or in one that is only called with objects being made; the calls between are counted from `depth` on.
   */
  const building = (frame: Frame, file: number, v: ValueId, depth: number): boolean => {
    const f = p.files[file]!;
    const fn = p.functions[frame.fn]!.f;
    let at = f.values[v]!;
    for (let hops = 0; hops < 8; hops++) {
      if (at.k === 'this') {
        if (at.f !== p.functions[frame.fn]!.id) {
          // `constructor() { return (async () => { this.client = await connect(); return this })() }`
          if (at.f < 0 || f.functions[at.f]!.kind !== 'constructor') return false;
          return runsWithin(pt, ctx, frame, p.functionBase[file]! + at.f);
        }
        return (
          fn.kind === 'constructor' ||
          fn.kind === 'fields' ||
          (frame.self >= 0 && h.objects[frame.self]!.ctor === frame.fn) ||
          calledWhileBuilding(frame, depth, (call) => call.recv)
        );
      }
      if (at.k === 'as' || at.k === 'await') at = f.values[at.v]!;
      else if (at.k === 'prop' && f.values[at.o]!.k === 'this') return depth < MAX_CLIMB && madeForField(f, fn, at.p);
      else if (at.k === 'prop') at = f.values[at.o]!;
      else if (at.k === 'bind') {
        const b = f.bindings[at.b]!;
        if (b.top) return false;
        const owner = p.functionBase[file]! + b.f;
        if (b.kind === 'param') {
          if (owner !== frame.fn) return false;
          const start = b.index === 0 ? reducedInto(pt, frame) : null;
          if (start !== null) {
            at = start;
            continue;
          }
          const { index } = b;
          return (
            index !== undefined &&
            b.defs.length === 0 &&
            calledWhileBuilding(frame, depth, (call) =>
              call.spreadFrom !== NONE && call.spreadFrom <= index ? NONE : (call.args[index] ?? NONE),
            )
          );
        }
        if (b.defs.length !== 1) return false;
        if (owner !== frame.fn && !runsWithin(pt, ctx, frame, owner)) return false;
        at = f.values[b.defs[0]!]!;
      } else if (at.k === 'obj' || at.k === 'arr' || at.k === 'rest') return fn.kind !== 'module';
      else if (at.k === 'call' && isAssign(f, at.c)) at = f.values[f.calls[at.c]!.args[0]!]!;
      else if (at.k === 'call')
        return fn.kind !== 'module' && (f.calls[at.c]!.kind === 'new' || givesNew(callGid(p, file, at.c), 0));
      else return false;
    }
    return false;
  };
  /** `Object.assign(made, given)` gives the first of them. */
  const isAssign = (f: FileFacts, call: number): boolean => {
    const { callee, recv, args, spreadFrom } = f.calls[call]!;
    const [x, on] = [callee === NONE ? null : f.values[callee]!, recv === NONE ? null : f.values[recv]!];
    const isIt = x?.k === 'prop' && x.p === 'assign' && on?.k === 'global' && on.name === 'Object';
    return isIt && args.length > 0 && spreadFrom !== 0;
  };
  /** `this.options = { ...given }; delete this.options.verbose`: what a constructor has just made is part of what it makes. */
  const madeForField = (f: FileFacts, { kind, events }: Func, name: string): boolean => {
    if (kind !== 'constructor') return false;
    const isNew = (v: ValueId | undefined, hops: number): boolean => {
      const x = v === undefined ? undefined : f.values[v];
      if (x?.k === 'obj' || x?.k === 'arr') return true;
      if (x?.k === 'bind') {
        const { top, defs, f: of } = f.bindings[x.b]!;
        return hops < 4 && !top && f.functions[of]!.events === events && defs.length === 1 && isNew(defs[0], hops + 1);
      }
      return x?.k === 'call' && isAssign(f, x.c) && hops < 4 && isNew(f.calls[x.c]!.args[0], hops + 1);
    };
    const given = events.flatMap((e) =>
      e.t === 'write' && 'p' in e.to && e.to.p === name && f.values[e.to.o]!.k === 'this' ? [e.v] : [],
    );
    return given.length > 0 && given.every((v) => isNew(v, 0));
  };
  /** Whether a call of the program's own functions gives an object that the callee has just made. */
  const givesNew = (call: number, depth: number): boolean => {
    const targets = pt.targets.get(call);
    if (!targets || targets.size === 0 || depth >= MAX_CLIMB) return false;
    const isNew = (file: number, fn: number, v: ValueId, hops: number): boolean => {
      const x = p.files[file]!.values[v]!;
      if (x.k === 'obj' || x.k === 'arr') return true;
      if (hops > 4) return false;
      if (x.k === 'as' || x.k === 'await') return isNew(file, fn, x.v, hops + 1);
      if (x.k === 'call')
        return p.files[file]!.calls[x.c]!.kind === 'new' || givesNew(callGid(p, file, x.c), depth + 1);
      if (x.k !== 'bind') return false;
      const b = p.files[file]!.bindings[x.b]!;
      if (b.top || b.kind === 'param' || b.defs.length !== 1 || p.functionBase[file]! + b.f !== fn) return false;
      return isNew(file, fn, b.defs[0]!, hops + 1);
    };
    return [...targets].every((fn) => {
      const { file, f } = p.functions[fn]!;
      const given = f.events.filter((e) => e.t === 'return');
      return given.length > 0 && given.every((e) => e.t === 'return' && e.v !== NONE && isNew(file, fn, e.v, 0));
    });
  };
  /** Whether every call that leads to a frame hands it an object that the caller is building. */
  const calledWhileBuilding = (frame: Frame, depth: number, given: (call: Call) => ValueId): boolean => {
    if (depth >= MAX_CLIMB || frame.rooted || frame.registered || frame.callers.length === 0) return false;
    const { kind, name } = p.functions[frame.fn]!.f;
    return frame.callers.every((c) => {
      // `made.address = address` calls a setter.
      if (c.call < 0 && kind === 'set') {
        const caller = ctx.frames[c.frame]!;
        const { file, f } = p.functions[caller.fn]!;
        const to = f.events.flatMap((e) => (e.t === 'write' && 'p' in e.to && e.to.p === name ? [e.to.o] : []));
        return to.length > 0 && to.every((v) => building(caller, file, v, depth + 1));
      }
      if (c.call < 0) return false;
      const { file, c: call } = p.calls[c.call]!;
      const callee = p.files[file]!.values[call.callee]!;
      if (callee.k === 'prop' && ['call', 'apply', 'bind'].includes(callee.p)) return false;
      const v = given(call);
      return v !== NONE && building(ctx.frames[c.frame]!, file, v, depth + 1);
    });
  };

  /** When a write to an object counts: never in the activation that makes it, and at start-up alone in what only makers call. */
  const maskOfWrite = (frame: Frame, file: number, v: ValueId): number => {
    if (building(frame, file, v, MAX_CLIMB)) return 0;
    return building(frame, file, v, 0) ? frame.mask & Ctx.boot : frame.mask;
  };

  /** What objects of classes that extend a collection take out of themselves. */
  const removals: {
    frame: Frame;
    targets: readonly Target[];
    m: Omit<Mutation, 'mask' | 'frame' | 'fn' | 'surely'>;
  }[] = [];
  /** Values that are put under a name into an object of a framework. */
  const settings: {
    frame: Frame;
    file: number;
    s: number;
    e: number;
    owner: ObjectId;
    name: string;
    v: ValueId;
    guard: GuardId;
  }[] = [];
  const visit = (frame: Frame, file: number, e: Event): void => {
    const f = p.files[file]!;
    if (e.t === 'write') {
      if ('b' in e.to) {
        const b = f.bindings[e.to.b]!;
        const own = p.functionBase[file]! + b.f === frame.fn;
        if (b.imp || (!b.top && b.f !== 0 && own && !b.captured)) return;
        if (!b.captured && !b.top && b.f !== 0) return;
        if (!b.top && b.f !== 0 && !bootOnly(p.functionBase[file]! + b.f)) return;
        // A local of a function that also runs per request: its own writes there are of that activation.
        if (own && !b.top && b.f !== 0 && (frame.mask & Ctx.boot) === 0) return;
        const mask = own && !b.top ? frame.mask & Ctx.boot : frame.mask;
        if (b.kind === 'const' && e.op === 'init' && own) {
          record(frame, [{ holder: bindingHolder(p.bindingBase[file]! + e.to.b), mask: Ctx.boot }], {
            kind: 'assign',
            file,
            s: e.s,
            e: e.e,
            v: e.v,
            key: NONE,
            guard: e.guard,
            method: '',
            op: e.op,
          });
          return;
        }
        record(frame, [{ holder: bindingHolder(p.bindingBase[file]! + e.to.b), mask }], {
          kind: e.op === '++' || e.op === 'op=' ? 'update' : 'assign',
          file,
          s: e.s,
          e: e.e,
          v: filledWith(f, e.v, e.to),
          key: NONE,
          guard: e.guard,
          method: '',
          op: e.op,
        });
        return;
      }
      const mask = maskOfWrite(frame, file, e.to.o);
      if (mask === 0) return;
      const objects = resolve(frame, file, e.to.o, mask);
      if (objects.size === 0) return;
      const name = 'p' in e.to ? e.to.p : null;
      // Where a regular expression goes on searching is no data: `pattern.lastIndex = 0`.
      if (name === 'lastIndex' && [...objects.keys()].every((o) => h.objects[o]!.type === 'RegExp')) return;
      const kind: WriteKind =
        e.op === 'delete' ? 'remove' : e.op === '++' || e.op === 'op=' ? 'update' : 'i' in e.to ? 'put' : 'assign';
      record(
        frame,
        targetsOf(objects, name, { file, s: e.s, e: e.e }, e.to.o, frame),
        {
          kind,
          file,
          s: e.s,
          e: e.e,
          v: filledWith(f, e.v, e.to),
          key: 'i' in e.to ? e.to.i : NONE,
          guard: e.guard,
          method: '',
          op: e.op,
        },
        placesAmong(f, e.to.o),
      );
      return;
    }
    if (e.t !== 'call') return;
    const c = f.calls[e.c]!;
    if (c.f === NONE) return;
    const callee = f.values[c.callee]!;
    if (c.recv !== NONE && callee.k === 'prop') {
      const method = callee.p;
      if (!INTERESTING.has(method) && !/^write[A-Z]/.test(method)) return;
      const at = { file, s: c.s, e: c.e };
      // push.apply(target, list)
      const inner = f.values[c.recv]!;
      if ((method === 'apply' || method === 'call') && inner.k === 'prop' && c.args[0] !== undefined) {
        const objects = resolve(frame, file, c.args[0], frame.mask);
        const by = new Map([...objects].filter(([o]) => mutatorOf(h.objects[o]!, inner.p, plain) !== null));
        if (by.size > 0)
          record(frame, targetsOf(by, null, at), {
            kind: 'put',
            ...at,
            v: c.args[1] ?? NONE,
            key: NONE,
            guard: c.guard,
            method: inner.p,
            op: '',
          });
        return;
      }
      for (const { owner, name, value } of settingsAt(pt, file, e.c, method))
        if (value !== NONE) settings.push({ frame, ...at, owner, name, v: value, guard: c.guard });
      const gid = callGid(p, file, e.c);
      for (const ext of pt.externals.get(gid) ?? []) {
        const x = h.objects[ext]!;
        const writes = globalWriter(x);
        if (writes !== null && c.args[writes] !== undefined) {
          recordAssigned(frame, file, c, x, writes);
          const mask = maskOfWrite(frame, file, c.args[writes]!);
          if (mask === 0) continue;
          const objects = resolve(frame, file, c.args[writes]!, mask);
          const key =
            c.args[1] !== undefined && f.values[c.args[1]]!.k === 'lit'
              ? String((f.values[c.args[1]] as { v: unknown }).v)
              : null;
          record(
            frame,
            targetsOf(
              objects,
              key !== null && /^[\w$]+$/.test(key) && x.pkg !== '(global)' ? key : null,
              at,
              c.args[writes]!,
              frame,
            ),
            { kind: 'update', ...at, v: c.args[c.args.length - 1]!, key: NONE, guard: c.guard, method, op: '' },
          );
        }
      }
      const mask = maskOfWrite(frame, file, c.recv);
      if (mask === 0) return;
      const objects = resolve(frame, file, c.recv, mask);
      const byKind = new Map<WriteKind, Map<ObjectId, number>>();
      const isOwn = f.values[c.recv]!.k === 'this';
      for (const [one, m] of objects) {
        const o = asCollection(pt, one, method);
        const does = mutatorOf(h.objects[o]!, method, plain) ?? listMutator(h, o, method);
        if (!does) continue;
        // `splice(at, 1)` takes out; only further arguments put in.
        const kind = method === 'splice' && c.args.length < 3 ? 'remove' : does;
        let group = byKind.get(kind);
        if (!group) {
          group = new Map();
          byKind.set(kind, group);
        }
        group.set(o, m);
      }
      for (const [kind, group] of byKind) {
        const keyed = c.args.length > 1;
        const m = {
          kind,
          ...at,
          v:
            kind === 'remove'
              ? NONE
              : (c.args[
                  keyed && method !== 'push' && method !== 'unshift' && method !== 'splice'
                    ? 1
                    : method === 'splice'
                      ? 2
                      : 0
                ] ?? NONE),
          key: keyed || kind === 'remove' || method === 'add' ? (c.args[0] ?? NONE) : NONE,
          guard: c.guard,
          method,
          op: '',
        };
        const targets = targetsOf(group, null, at, c.recv, frame);
        // By `this` each object of the class is meant: what is put after start-up is taken out again, what start-up filled is not.
        if (kind === 'remove' && isOwn) removals.push({ frame, targets, m });
        else record(frame, targets, m, placesAmong(f, c.recv));
      }
    } else {
      const gid = callGid(p, file, e.c);
      for (const ext of pt.externals.get(gid) ?? []) {
        const writes = globalWriter(h.objects[ext]!);
        if (writes === null || c.args[writes] === undefined) continue;
        recordAssigned(frame, file, c, h.objects[ext]!, writes);
        const targets = resolve(frame, file, c.args[writes]!, frame.mask);
        record(frame, targetsOf(targets, null, { file, s: c.s, e: c.e }, c.args[writes]!, frame), {
          kind: 'update',
          file,
          s: c.s,
          e: c.e,
          v: c.args[c.args.length - 1]!,
          key: NONE,
          guard: c.guard,
          method: h.objects[ext]!.steps.slice(1),
          op: '',
        });
      }
    }
  };
  /** `Object.assign(this, values)`: the fields of an object that get new values, by the names of the literals that come there. */
  function recordAssigned(frame: Frame, file: number, c: Call, by: HeapObject, writes: number): void {
    if (!ASSIGNS.test(`${by.pkg}${by.steps}`)) return;
    const assigned = new Map<string, ValueId>();
    for (const a of c.args.slice(writes + 1)) {
      const own = p.files[file]!.values[a]!;
      for (const [name, v] of propertiesOf(own)) assigned.set(name, v);
      for (const o of setOf(h, pt.valueNode(file, a))) {
        const x = h.objects[o]!;
        if (x.k !== 'obj' || x.type !== '') continue;
        for (const [name] of propertiesOf(p.files[x.file]!.values[x.site]!))
          if (assigned.size < MAX_ASSIGNED && !assigned.has(name)) assigned.set(name, a);
      }
    }
    if (assigned.size === 0) return;
    const at = { file, s: c.s, e: c.e };
    const mask = maskOfWrite(frame, file, c.args[writes]!);
    if (mask === 0) return;
    const all = resolve(frame, file, c.args[writes]!, mask);
    const made = new Map([...all].filter(([o]) => h.objects[o]!.k === 'inst'));
    for (const [name, v] of assigned)
      record(frame, targetsOf(made, name, at), {
        ...{ kind: 'assign', ...at, v, key: NONE },
        ...{ guard: c.guard, method: '', op: '=' },
      });
  }
  for (const frame of ctx.frames) {
    if (frame.mask === 0) continue;
    const { file, id, f } = p.functions[frame.fn]!;
    for (const e of f.events) visit(atEvent(ctx.loops, frame, file, id, e), file, e);
  }
  const grows = ({ holder }: Target) => holder.mutations.some((m) => m.kind === 'put' && m.mask & AFTER);
  for (const { frame, targets, m } of removals) record(frame, targets.filter(grows), m);
  // What only start-up sets is how the framework is set up.
  const reset = new Set(settings.flatMap((x) => (x.frame.mask & AFTER ? [`${x.owner}|${x.name}`] : [])));
  for (const { frame, owner, name, file, s, e, v, guard } of settings) {
    if (!reset.has(`${owner}|${name}`)) continue;
    const targets = targetsOf(new Map([[owner, frame.mask]]), name, { file, s, e });
    record(frame, targets, { ...{ kind: 'assign', file, s, e, v, key: NONE }, ...{ guard, method: '', op: '=' } });
  }
  collectReads(
    pt,
    ctx,
    [...holders.values()].filter((x) => x.mutations.some((m) => m.mask & AFTER)),
    plain,
    resolve,
  );
  return {
    all: [...holders.values()],
    lifeOf,
    ownerOf: (o) => owners.get(o),
    readInto: (list) => collectReads(pt, ctx, list, plain, resolve),
  };
}

/**
 * Objects of libraries that work like a map in this process: what `get` gives is used at once, without waiting for it, so it can
 * come from nowhere else.
 */
function plainCollections(pt: Points): ReadonlySet<ObjectId> {
  const { p, h } = pt;
  const now = new Set<ObjectId>();
  const later = new Set<ObjectId>();
  p.calls.forEach(({ file, c }) => {
    if (!c || c.recv === NONE || c.f === NONE) return;
    const callee = p.files[file]!.values[c.callee]!;
    if (callee.k !== 'prop' || !['get', 'has', 'peek', 'take'].includes(callee.p) || c.args.length !== 1) return;
    for (const o of setOf(h, pt.valueNode(file, c.recv))) {
      const x = h.objects[o]!;
      if (x.k !== 'ext' || x.type !== 'new' || x.kinds.length > 0 || x.pkg === '(global)' || x.pkg.startsWith('node:'))
        continue;
      if (c.use === 'await' || c.use === 'return') later.add(o);
      else if (c.use !== 'discard') now.add(o);
    }
  });
  return new Set([...now].filter((o) => !later.has(o)));
}

/** The collection that an object is whose class extends one, where a method is the collection's: `this.set(key, value)`. */
function asCollection(pt: Points, o: ObjectId, method: string): ObjectId {
  const own = pt.collections.get(o);
  return own !== undefined && pt.member(pt.h.objects[o]!.cls, method, false) === null ? own : o;
}

/** Functions that copy the properties of the arguments behind the first into it, by package and steps. */
const ASSIGNS =
  /^(?:\(global\)\.Object\.assign|(?:lodash|lodash-es|underscore)@?(?:\.default)?\.(?:assign|assignIn|extend|merge)|lodash[./](?:assign|merge)|object-assign)$/;
/** Properties that one call puts into an object, as far as they are looked at. */
const MAX_ASSIGNED = 60;

const propertiesOf = (x: Value): readonly (readonly [string, ValueId])[] =>
  x.k === 'obj' ? x.props.flatMap(([name, v, kind]) => (kind === 'value' ? [[name, v] as const] : [])) : [];

/** Argument that a known function of the language or a library writes into; null for none. */
export function globalWriter(x: HeapObject): number | null {
  if (x.pkg === '(global)') {
    switch (x.steps) {
      case '.Object.assign':
      case '.Object.defineProperty':
      case '.Object.defineProperties':
      case '.Reflect.set':
      case '.Reflect.deleteProperty':
      case '.Reflect.defineProperty':
        return 0;
      default:
        return null;
    }
  }
  for (const w of argumentWriters) {
    // `lodash/set`, `lodash.set`: a package, or a file of one, for each function.
    if (/^@?(?:\.default)?$/.test(x.steps)) {
      const [, of = '', one = ''] = /^([^/.]+)[/.](\w+)$/.exec(x.pkg) ?? [];
      if (w.packages.includes(of) && w.names.some((name) => name === one || name.toLowerCase() === one))
        return w.argument;
    }
    if (!w.packages.includes(x.pkg)) continue;
    const name = x.steps.replace(/^@?\./, '');
    if (w.names.includes(name) || w.names.includes(name.replace(/^default\.?/, ''))) return w.argument;
  }
  return null;
}

const INTERESTING = new Set([
  ...ARRAY_PUTS,
  ...ARRAY_REMOVES,
  ...MAP_PUTS,
  ...MAP_REMOVES,
  'apply',
  'call',
  'assign',
  'defineProperty',
  'defineProperties',
  'deleteProperty',
  'put',
  'insert',
  'enqueue',
  'dequeue',
  'del',
  'remove',
  'reset',
  'evict',
  'mset',
  'setMany',
  'flushAll',
  'merge',
  'mergeWith',
  'extend',
  'defaults',
  'defaultsDeep',
  'unset',
  'update',
  'pull',
  'pullAll',
  'pullAt',
  'setWith',
  'assignIn',
  'setItem',
  'removeItem',
  'next',
  'take',
  'poll',
  'flush',
  'destroy',
  'prune',
  'purgeStale',
  'setProperty',
  'write',
  'writeUInt8',
  'writeUInt32BE',
  'writeUInt16BE',
  'setTime',
  'setHours',
  'setMinutes',
  'setSeconds',
  'setDate',
  'setMonth',
  'setFullYear',
  'setMilliseconds',
]);

/** Whether a class, or a class it extends, declares or assigns a field; true where an external base could. */
export function declares(pt: Points, cls: number, name: string): boolean {
  const { p } = pt;
  for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
    const { file, c } = p.classes[k]!;
    if (c.members.some((m) => m.name === name)) return true;
    const f = p.files[file]!;
    for (const m of c.members)
      if (m.f !== NONE)
        for (const e of f.functions[m.f]!.events)
          if (e.t === 'write' && 'p' in e.to && e.to.p === name && f.values[e.to.o]!.k === 'this') return true;
    if (
      givenFields(pt, file).some(
        (g) => g.name === name && f.functions[f.functions[g.f]!.thisF]?.cls === p.classes[k]!.id,
      )
    )
      return true;
  }
  return false;
}

/** Fills in what reads each holder, for those that are written after start-up. */
function collectReads(
  pt: Points,
  ctx: Contexts,
  holders: readonly Holder[],
  plain: ReadonlySet<ObjectId>,
  resolve: (frame: Frame, file: number, v: ValueId, mask: number) => ReadonlyMap<ObjectId, number>,
): void {
  const { p, h } = pt;
  const shelves = sharedParts(pt);
  const byBinding = new Map<number, Holder>();
  const byField = new Map<string, Holder[]>();
  const byObject = new Map<ObjectId, Holder>();
  const byRecord = new Map<ObjectId, Holder[]>();
  const byClass = new Map<number, Holder[]>();
  for (const x of holders) if (x.cls >= 0 && x.kind === 'field') entryOf(byClass, x.cls, () => []).push(x);
  for (const x of holders) {
    if (x.binding >= 0) byBinding.set(x.binding, x);
    else {
      const list = byField.get(x.name);
      if (list) list.push(x);
      else byField.set(x.name, [x]);
    }
    for (const o of x.objects) if (x.binding < 0 || shelves(x.file, o) !== x.binding) byObject.set(o, x);
    const record = x.key.startsWith('p:') ? Number(x.key.split(':')[1]) : Number.NaN;
    if (!Number.isNaN(record)) byRecord.set(record, [...(byRecord.get(record) ?? []), x]);
  }
  // Imports of a binding are the binding.
  const canonical = (file: number, b: BindingId): Holder | undefined => {
    const gid = p.bindingBase[file]! + b;
    const direct = byBinding.get(gid);
    if (direct || !p.files[file]!.bindings[b]!.imp) return direct;
    return entryOf(aliases, gid, () => aliasOf(file, b));
  };
  const aliases = new Map<number, Holder | undefined>();
  const aliasOf = (file: number, b: BindingId): Holder | undefined => {
    const { imp } = p.files[file]!.bindings[b]!;
    if (!imp || imp.name === '*') return undefined;
    const t = p.target(file, imp.spec);
    const e = t.kind === 'file' ? exportOf(p, t.file, imp.name) : null;
    return e && !('pkg' in e) && e.b !== NONE ? byBinding.get(p.bindingBase[e.file]! + e.b) : undefined;
  };
  /** Whether a value is the answer to a request: given to an object of it, or returned to what called from outside. */
  const answers = (file: number, e: Extract<Event, { t: 'read' }>, frame: Frame): boolean => {
    if (e.use === 'return') return frame.registered && (frame.mask & Ctx.request) !== 0;
    if (e.use !== 'arg' || e.ua === NONE) return false;
    return (pt.externals.get(callGid(p, file, e.ua)) ?? []).some((o) => {
      const { from } = h.objects[o]!;
      return from >= 0 && h.objects[from]!.kinds.some((k) => pt.lib.kinds[k]!.def.lifetime === 'request');
    });
  };
  const push = (x: Holder, a: Access) => {
    if (x.reads.length < 400) x.reads.push(a);
  };
  for (const whole of ctx.frames) {
    if (whole.mask === 0) continue;
    const { file, id, f } = p.functions[whole.fn]!;
    const facts = p.files[file]!;
    for (const e of f.events) {
      const frame = atEvent(ctx.loops, whole, file, id, e);
      if (e.t === 'read') {
        const v = facts.values[e.v]!;
        const base = (): Omit<Access, 'how'> => ({
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
        // A record or an instance that is an answer as a whole takes its properties along.
        if ((byRecord.size > 0 || byClass.size > 0) && answers(file, e, frame))
          for (const o of firstOf(pt, file, e.v, 8)) {
            for (const x of byRecord.get(o) ?? []) push(x, { how: 'value', ...base() });
            if (h.objects[o]!.k !== 'inst') continue;
            for (let k = h.objects[o]!.cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++)
              for (const x of byClass.get(k) ?? []) push(x, { how: 'value', ...base() });
          }
        if (v.k === 'bind') {
          const x = canonical(file, v.b);
          if (x) push(x, { how: 'value', ...base() });
        } else if (v.k === 'global') {
          // A name that nothing declares is a property of the global object.
          for (const x of byField.get(v.name) ?? []) if (x.kind === 'global') push(x, { how: 'value', ...base() });
        } else if (v.k === 'prop') {
          for (const o of firstOf(pt, file, v.o, 4)) {
            const m = h.objects[o]!;
            // A variable of another module, reached through its namespace.
            const e = m.k === 'mod' ? exportOf(p, m.file, v.p) : null;
            const x = e && !('pkg' in e) && e.b !== NONE ? byBinding.get(p.bindingBase[e.file]! + e.b) : undefined;
            if (x) push(x, { how: 'value', ...base() });
          }
          const cands = byField.get(v.p);
          if (cands) {
            const objects = resolve(frame, file, v.o, frame.mask);
            for (const x of cands) if (holdsAny(pt, x, objects)) push(x, { how: 'value', ...base() });
          }
          if (v.p === 'length' || v.p === 'size' || byObject.size > 0) {
            for (const o of firstOf(pt, file, v.o, 16)) {
              const x = byObject.get(o);
              if (x && h.objects[o]!.k !== 'inst' && !cands?.includes(x)) {
                if (e.use !== 'callee' && e.use !== 'target')
                  push(x, { how: v.p === 'length' || v.p === 'size' ? 'size' : 'element', ...base() });
              }
            }
          }
        } else if (v.k === 'index') {
          for (const o of firstOf(pt, file, v.o, 16)) {
            const x = byObject.get(o);
            if (x) push(x, { how: 'element', ...base() });
          }
        }
      } else if (e.t === 'call') {
        const c = facts.calls[e.c]!;
        const callee = facts.values[c.callee]!;
        if (c.recv === NONE || callee.k !== 'prop') continue;
        for (const { owner, name, value } of settingsAt(pt, file, e.c, callee.p)) {
          if (value !== NONE) continue;
          const v = callValueOf(p, file, e.c) ?? NONE;
          const at = { fn: frame.fn, frame: frame.id, mask: frame.mask, file, s: c.s, guard: c.guard };
          for (const x of byField.get(name) ?? [])
            if (holdsField(pt, x, owner)) push(x, { how: 'value', use: c.use, ua: c.ua, ...at, v, call: NONE });
        }
        for (const one of firstOf(pt, file, c.recv, 16)) {
          const o = asCollection(pt, one, callee.p);
          const part = shelves(file, o);
          const x = part >= 0 ? byBinding.get(part) : byObject.get(o);
          if (!x) continue;
          const v = callValueOf(p, file, e.c) ?? NONE;
          if (mutatorOf(h.objects[o]!, callee.p, plain) === null || c.use !== 'discard')
            push(x, {
              how: callee.p,
              use: c.use,
              ua: c.ua,
              fn: frame.fn,
              frame: frame.id,
              mask: frame.mask,
              file,
              s: c.s,
              guard: c.guard,
              v,
              call: e.c,
            });
        }
      }
    }
  }
  // A collection is the same wherever it is handed to; a number is a copy, and where it was read says what for.
  for (const x of holders)
    if (x.objects.size > 0) x.reads.splice(0, x.reads.length, ...usesOfHandedOut(p, ctx, x.reads));
}

/** Whether a value is `this`, or a variable that keeps it. */
function isThisValue(p: Program, file: number, v: ValueId): boolean {
  const { values, bindings } = p.files[file]!;
  const x = values[v]!;
  if (x.k !== 'bind') return x.k === 'this';
  const { defs } = bindings[x.b]!;
  return defs.length === 1 && values[defs[0]!]!.k === 'this';
}

/** The first of the objects that a value may be; mostly there are no more, and nothing is copied. */
function firstOf(pt: Points, file: number, v: ValueId, most: number): readonly ObjectId[] {
  const all = setOf(pt.h, pt.valueNode(file, v));
  return all.length > most ? all.slice(0, most) : all;
}

/** Whether a field holder is a field of one of these objects. */
function holdsAny(pt: Points, x: Holder, objects: ReadonlyMap<ObjectId, number>): boolean {
  for (const o of objects.keys()) if (holdsField(pt, x, o)) return true;
  return false;
}

/** By holder: the object whose property it is, and the constructor function whose objects have it as a field; -1 for none. */
const homes = new WeakMap<Holder, { readonly object: number; readonly ctor: number }>();
/** Where a property or a field of a constructor function lives: its object, or the constructor. */
export function homeIn(x: Holder): { readonly object: number; readonly ctor: number } {
  return entryOf(homes, x, () => {
    const [kind, id] = x.key.split(':');
    return { object: kind === 'p' ? Number(id) : -1, ctor: kind === 'fo' ? Number(id) : -1 };
  });
}

/** Whether a field holder is a field of this object. */
export function holdsField(pt: Points, x: Holder, o: ObjectId): boolean {
  const ob = pt.h.objects[o]!;
  const { object, ctor } = homeIn(x);
  if (object >= 0) return object === o;
  if (ctor >= 0) return ob.k === 'inst' && ctor === ob.ctor;
  if (x.cls < 0) return false;
  const cls = ob.k === 'inst' ? ob.cls : ob.k === 'class' ? ob.site : -1;
  return cls >= 0 && isSubclass(pt, cls, x.cls);
}
