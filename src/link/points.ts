import { collectionOf, isMapClass } from '../catalog/collections.ts';
import type { Registration } from '../catalog/contexts.ts';
import { type FileFacts, NONE, type Place, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { answerTo } from './answered.ts';
import { functionNamed, wrappedBy } from './callables.ts';
import { constantText, loadedBy } from './constants.ts';
import { consumersOf } from './consumers.ts';
import { writesDefault } from './default-exports.ts';
import { definedNames, settleGetters } from './defined-properties.ts';
import { factories } from './factories.ts';
import { foldersLoaded } from './folder-loaders.ts';
import { readsOfBindings } from './handed-reads.ts';
import {
  addEdge,
  addObject,
  copyFields,
  fieldNode,
  fieldNodeIfAny,
  type Heap,
  type HeapObject,
  holdsPlainValues,
  isOfFolder,
  listen,
  MAX_OBJECTS,
  type NodeId,
  nameId,
  newHeap,
  newNode,
  newObject,
  type ObjectId,
  On,
  onEachField,
  readAnyField,
  setOf,
  TAKES_NOTHING,
  takesHanded,
} from './heap.ts';
import { type ClassParent, classHierarchy } from './hierarchy.ts';
import { implementers } from './implementers.ts';
import { copiedFrom, fixedStart, type MadeOfKey, madeOfKey, symbolName } from './key-copies.ts';
import { type Found, isUnknownPackage, type LibraryIndex } from './library-index.ts';
import { namesListed } from './listed-names.ts';
import { settleDecorated, takeDecorated } from './method-wrappers.ts';
import { moduleCode } from './module-code.ts';
import {
  boundBy,
  elementOf,
  inheritsCall,
  isIterator,
  isOfLanguage,
  isOfList,
  nativeCall,
  nativeConstruct,
} from './natives.ts';
import { objectLibraryCall } from './object-libraries.ts';
import { openNames } from './open-names.ts';
import { ownFieldsOf } from './own-params.ts';
import { plainTypes } from './plain-types.ts';
import { callGid, functionGid, type Program, packageName } from './program.ts';
import { type LibraryBase, prototypeBases } from './prototype-bases.ts';
import { namesSaid } from './said-names.ts';
import { asGlobal, isPromiseOf } from './same-as-global.ts';
import { exportedNames, exportOf, typeStatics, valueStatic } from './static.ts';

/** Everything the later passes ask of the solved heap. */
export type Points = {
  readonly p: Program;
  readonly h: Heap;
  readonly lib: LibraryIndex;
  readonly valueNode: (file: number, v: ValueId) => NodeId;
  readonly bindingNode: (gid: number) => NodeId;
  readonly returnNode: (fn: number) => NodeId;
  readonly thisNode: (fn: number) => NodeId;
  /** Function objects by function, class objects by class. */
  readonly fnObject: (fn: number) => ObjectId;
  readonly classObject: (cls: number) => ObjectId;
  /** External callees seen at a call. */
  readonly externals: Map<number, ObjectId[]>;
  /** Functions that a call may run, with the objects that `this` may be there (empty: not a method call). */
  readonly targets: Map<number, Set<number>>;
  /** How many parameters of a function that a call runs are not the call's: it runs what `bind` made of it. */
  readonly ahead: (call: number, fn: number) => number;
  /** Objects made at a call by `new`. */
  readonly made: Map<number, ObjectId[]>;
  /** Class hierarchy: parent class, or the external base. */
  parentOf(cls: number): ClassParent;
  /** What a mixin is given that a class extends the result of (`extends Timestamped(Base)`); null where it extends none. */
  givenTo(cls: number): ClassParent | null;
  childrenOf(cls: number): readonly number[];
  readonly instances: Map<number, ObjectId[]>;
  readonly globalObject: ObjectId;
  readonly exportsObject: (file: number) => ObjectId;
  /** What `require` of a file gives, also where it is no longer the object that stood there at first. */
  readonly exportsNode: (file: number) => NodeId;
  readonly moduleObject: (file: number) => ObjectId;
  readonly companions: Map<ObjectId, ObjectId>;
  /** Instances of classes that extend a collection → the collection that each of them is. */
  readonly collections: Map<ObjectId, ObjectId>;
  /** Emitters of the program: the external object → names of the events whose `emit` is seen (`*`: some computed name). */
  readonly emits: ReadonlyMap<ObjectId, ReadonlySet<string>>;
  /** Listeners that an `emit` of the program runs. */
  readonly heard: ReadonlySet<number>;
  /** Calls (global ids) that tell emitters of the program of an event, and those that keep a listener there. */
  readonly emittedAt: ReadonlySet<number>;
  readonly listensAt: ReadonlySet<number>;
  readonly usesThis: (fn: number) => boolean;
  readonly fitsMethod: (fn: number, o: ObjectId) => boolean;
  /** The prototype of what a function makes with `new`, where anything is put on it. */
  readonly prototypeOf: (fn: number) => ObjectId | undefined;
  member(cls: number, name: string, isStatic: boolean): Member | null;
  run(): void;
  /** Looks again for callbacks in options that were not known yet when their registration was. */
  settleRegistrations(): void;
  /** Has objects take over what the classes of libraries have whose prototypes theirs are made of. */
  settleBases(): void;
  inject(cls: number, lifetime?: HeapObject['lifetime']): ObjectId;
};

export type Member = {
  readonly cls: number;
  readonly fn: number;
  readonly kind: 'method' | 'get' | 'set' | 'field';
  readonly index: number;
};

const MAX_EXTERNAL_STEPS = 90;
/** Calls of one factory whose results are told apart; what further calls give is one object. */
const MAX_GIVEN = 24;
/** Factories that call one another: from the one that makes an object, those whose calls are told apart. */
const MAX_FACTORIES = 2;
/** Calls of one chain (`match(x).with(…).with(…)`) that are looked through for functions whose results it may give. */
const MAX_CHAIN = 24;
/** Steps to `process.env`, by the global and by the kind of what the global is. */
const ENVIRONMENT = /^(?:\.process|@)\.env$/;

/** Objects whose fields are known by name, so that what is stored under computed names is kept apart. */
const NAMED_FIELDS: ReadonlySet<HeapObject['k']> = new Set(['inst', 'fn', 'class', 'exp', 'proto']);
/** What is made to be used under a name: objects with methods. */
const MADE: ReadonlySet<HeapObject['k']> = new Set(['obj', 'inst']);
/** What an index puts on its exports under computed names (`exports[name] = require(path)`): parts with names of their own. */
const INDEXED: ReadonlySet<HeapObject['k']> = new Set(['obj', 'inst', 'class', 'exp', 'mod']);
/** Collections of the language that a class may extend. */
const EXTENDED: ReadonlySet<string> = new Set(['.Map', '.Set', '.WeakMap', '.WeakSet', '.Array']);
/** Those of them whose entries are reached by methods alone. */
const KEYED: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);
const isBuiltIn = (type: string, name: string): boolean =>
  KEYED.has(type) ? isOfLanguage(name) : type === 'Array' && isOfList(name);
/** Functions of the language's runtime that are also called by way of the global object: `globalThis.setInterval(…)`. */
const CALLED_THERE: ReadonlySet<string> = new Set(['setInterval', 'setTimeout', 'setImmediate', 'fetch']);
/** Methods of emitters that keep a listener, and those that run it. */
export const LISTEN: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'prependOnceListener',
  'addEventListener',
]);
export const EMIT: ReadonlySet<string> = new Set(['emit', 'emitAsync', 'dispatchEvent']);

/** Solves which objects each value may be. Flow-insensitive but for re-assigned locals, field-sensitive, with calls resolved on the way. */
export function solvePoints(p: Program, lib: LibraryIndex, loaded: ReadonlySet<number>, maxSteps: number): Points {
  const values = p.valueCount;
  const bindings = p.bindings.length;
  const functions = p.functions.length;
  const plain = plainTypes(p);
  const h: Heap = newHeap(values + bindings + functions * 2, maxSteps, (o, name) => {
    const { cls, k } = h.objects[o]!;
    return cls >= 0 && k === 'inst' && plain.isField(cls, h.nameList[name]!);
  });
  const valueNode = (file: number, v: ValueId): NodeId => p.valueBase[file]! + v;
  h.isCalled = (node) => {
    if (node >= values) return false;
    let [low, high] = [0, p.valueBase.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (p.valueBase[middle]! <= node) low = middle;
      else high = middle - 1;
    }
    return calleesOf(low).has(node - p.valueBase[low]!);
  };
  const callees = new Map<number, ReadonlySet<ValueId>>();
  const calleesOf = (file: number): ReadonlySet<ValueId> =>
    entryOf(callees, file, () => new Set(p.files[file]!.calls.flatMap((c) => (c ? [c.callee] : []))));
  const bindingNode = (gid: number): NodeId => values + gid;
  const returnNode = (fn: number): NodeId => values + bindings + fn;
  const thisNode = (fn: number): NodeId => values + bindings + functions + fn;

  const fnObjects: ObjectId[] = [];
  const classObjects: ObjectId[] = [];
  const moduleObjects: ObjectId[] = [];
  const exportsObjects: ObjectId[] = [];
  const exportsNodes: NodeId[] = [];
  const protos = new Map<number, ObjectId>();
  const classProtos: ObjectId[] = [];
  /** Somewhere a prototype is spoken of: only then anything may be put on those of classes. */
  const usesPrototypes = p.files.some(
    (f, file) => loaded.has(file) && f.values.some((v) => v.k === 'prop' && v.p === 'prototype'),
  );
  /** Functions that read their `arguments` → the list of these. */
  const argumentLists = new Map<number, ObjectId>();
  /** Literals of an array that a function returns (`return [hub, close]`), with the number of their items: nobody sorts those. */
  const tuples = new Map<ObjectId, number>();
  const isPlaceOf = (o: ObjectId, name: string): boolean => /^\d+$/.test(name) && Number(name) < (tuples.get(o) ?? 0);
  const externals = new Map<number, ObjectId[]>();
  const targets = new Map<number, Set<number>>();
  const made = new Map<number, ObjectId[]>();
  const instances = new Map<number, ObjectId[]>();
  const companions = new Map<ObjectId, ObjectId>();
  const companies = new Map<ObjectId, ObjectId>();
  const collections = new Map<ObjectId, ObjectId>();
  const externalObjects = new Map<string, ObjectId>();
  const kindNodes = new Map<number, NodeId>();
  const restObjects = new Map<number, ObjectId>();
  const freshObjects = new Map<string, ObjectId>();
  const usesThisSet = new Set<number>();
  const isFactory = factories(p);
  const isOpen = openNames(p, loaded);
  p.files.forEach((f, file) => {
    if (!loaded.has(file)) return;
    f.bindings.forEach(({ type }, id) => {
      if (plain.is(file, type)) holdsPlainValues(h, bindingNode(p.bindingBase[file]! + id));
    });
    f.functions.forEach(({ ret }, id) => {
      if (plain.is(file, ret)) holdsPlainValues(h, returnNode(functionGid(p, file, id)));
    });
  });
  const star = nameId(h, '*');
  const globalObject = newObject(h, { k: 'global' });

  const fnObject = (fn: number): ObjectId =>
    (fnObjects[fn] ??= newObject(h, {
      k: 'fn',
      file: p.functions[fn]!.file,
      site: fn,
      allocator: p.functions[fn]!.f.parent < 0 ? -1 : functionGid(p, p.functions[fn]!.file, p.functions[fn]!.f.parent),
      s: p.functions[fn]!.f.s,
    }));
  const classObject = (cls: number): ObjectId =>
    (classObjects[cls] ??= newObject(h, {
      k: 'class',
      file: p.classes[cls]!.file,
      site: cls,
      allocator: functionGid(p, p.classes[cls]!.file, p.classes[cls]!.c.f),
      s: p.classes[cls]!.c.s,
    }));
  const exportsObject = (file: number): ObjectId => (exportsObjects[file] ??= newObject(h, { k: 'exp', file }));
  const moduleObject = (file: number): ObjectId => (moduleObjects[file] ??= newObject(h, { k: 'mod', file }));
  /** What `require(file)` gives: the exports object and whatever replaces it. */
  const exportsNode = (file: number): NodeId => {
    let n = exportsNodes[file];
    if (n === undefined) {
      n = newNode(h);
      exportsNodes[file] = n;
      if (p.files[file]!.esm) addObject(h, n, moduleObject(file));
      else if (!replacesExports(file)) addObject(h, n, exportsObject(file));
    }
    return n;
  };

  /** `module.exports = x` at the top: importers get x, not the object that stood there before. */
  function replacesExports(file: number): boolean {
    const f = p.files[file]!;
    return moduleCode(f).some(({ events }) =>
      events.some(
        (e) =>
          e.t === 'write' &&
          'p' in e.to &&
          e.to.p === 'exports' &&
          f.values[e.to.o]!.k === 'module' &&
          e.guard === NONE,
      ),
    );
  }

  // ---- class hierarchy
  const { parentOf, givenTo, childrenOf, membersOf } = classHierarchy(p);
  const member = (cls: number, name: string, isStatic: boolean): Member | null => {
    for (let at = cls, hops = 0; at >= 0 && hops < 16; at = parentOf(at).cls, hops++) {
      const i = membersOf(at).get(`${isStatic ? 's' : 'i'}${name}`);
      if (i === undefined) continue;
      const m = p.classes[at]!.c.members[i]!;
      const kind = m.kind === 'method' || m.kind === 'get' || m.kind === 'set' ? m.kind : 'field';
      return { cls: at, fn: m.f === NONE ? -1 : functionGid(p, p.classes[at]!.file, m.f), kind, index: i };
    }
    return null;
  };
  const chain = (cls: number): number[] => {
    const out: number[] = [];
    for (let at = cls; at >= 0 && out.length < 16; at = parentOf(at).cls) out.push(at);
    return out;
  };
  const externalBase = (cls: number): { readonly pkg: string; readonly steps: string } | null => {
    const c = chain(cls);
    return parentOf(c[c.length - 1]!).ext;
  };

  // ---- external objects
  const kindNode = (kind: number): NodeId => {
    let n = kindNodes.get(kind);
    if (n === undefined) {
      n = newNode(h);
      kindNodes.set(kind, n);
    }
    return n;
  };
  const external = (key: string, o: Partial<HeapObject>): ObjectId => {
    const old = externalObjects.get(key);
    if (old !== undefined) return old;
    const id = newExternal({ ...o, k: 'ext' });
    externalObjects.set(key, id);
    return id;
  };
  const newExternal = (o: Partial<HeapObject> & { readonly k: 'ext' }): ObjectId => {
    const id = newObject(h, o);
    for (const k of h.objects[id]!.kinds) addObject(h, kindNode(k), id);
    return id;
  };
  const packageExport = (of: string, from: string): ObjectId => {
    const { pkg, steps } = asGlobal(of, from);
    return entryOf(
      entryOf(packageExports, pkg, () => new Map<string, ObjectId>()),
      steps,
      () => newExternal({ k: 'ext', pkg, steps, kinds: lib.kindsOf(pkg, steps) }),
    );
  };
  const packageExports = new Map<string, Map<string, ObjectId>>();
  const typedExternal = (kind: number): ObjectId =>
    external(`k|${kind}`, { pkg: lib.kinds[kind]!.entry, steps: '', kinds: [kind], type: 'typed' });
  const child = (o: ObjectId, name: string): ObjectId => {
    const x = h.objects[o]!;
    let known = children[o];
    if (known) {
      const old = known.get(name);
      if (old !== undefined) return old;
    }
    if (x.steps.length > MAX_EXTERNAL_STEPS) return o;
    const own = x.steps.startsWith('@') ? '' : `${x.steps}.${name}`;
    if (own !== '' && asGlobal(x.pkg, own).pkg !== x.pkg) return packageExport(x.pkg, own);
    if (!known) {
      known = new Map();
      children[o] = known;
    }
    const kinds: number[] = [];
    for (const k of x.kinds) {
      const via = lib.propertyKind(k, name);
      if (via !== undefined) kinds.push(via);
      kinds.push(...lib.kindsFrom(k, `.${name}`));
      const keeps = lib.keepsOf(k);
      if (keeps.has(name)) kinds.push(lib.kept);
    }
    const steps = x.kinds.length > 0 ? `@.${name}` : `${x.steps}.${name}`;
    if (x.kinds.length === 0) kinds.push(...lib.kindsOf(x.pkg, steps));
    const id = newExternal({
      k: 'ext',
      pkg: x.pkg,
      steps,
      kinds,
      from: o,
      file: x.file,
      site: x.site,
      allocator: x.allocator,
    });
    known.set(name, id);
    return id;
  };
  /** By external object: what was taken from it, by names. */
  const children: (Map<string, ObjectId> | undefined)[] = [];
  /** What a call of an external value gives. */
  const callResult = (call: number, callee: ObjectId, constructed: boolean): ObjectId => {
    const known = entryOf(callResults, call, () => new Map<ObjectId, ObjectId>());
    const old = known.get(callee);
    if (old !== undefined) return old;
    const x = h.objects[callee]!;
    const at = p.calls[call]!;
    const kinds: number[] = [];
    const owner = x.from >= 0 ? h.objects[x.from]! : null;
    if (owner && owner.kinds.length > 0 && x.steps.startsWith('@'))
      for (const k of owner.kinds)
        kinds.push(
          ...lib.kindsFrom(k, `${constructed ? 'new ' : ''}${x.steps.slice(1)}()`.replace(/^(new .*)\(\)$/, '$1')),
        );
    for (const k of x.kinds) kinds.push(...lib.kindsFrom(k, '()'));
    const steps = constructed ? `new ${x.steps}` : `${x.steps}()`;
    if (!x.steps.startsWith('@')) kinds.push(...lib.kindsOf(x.pkg, steps));
    const id = newExternal({
      k: 'ext',
      pkg: x.pkg,
      steps,
      kinds: [...new Set(kinds)],
      from: callee,
      file: at.file,
      site: call,
      allocator: functionGid(p, at.file, at.c.f),
      s: at.c.s,
      type: constructed ? 'new' : 'call',
    });
    known.set(callee, id);
    return id;
  };
  const callResults = new Map<number, Map<ObjectId, ObjectId>>();

  // ---- constraint dispatch
  const proto = (fn: number): ObjectId => {
    let o = protos.get(fn);
    if (o === undefined) {
      o = newObject(h, { k: 'proto', file: p.functions[fn]!.file, site: fn });
      protos.set(fn, o);
    }
    return o;
  };
  /** What is put on the prototype of a class beside its methods (`Object.assign(Ship.prototype, counting)`). */
  const classProto = (cls: number): ObjectId =>
    (classProtos[cls] ??= newObject(h, { k: 'proto', file: p.classes[cls]!.file, cls }));
  const companion = (o: ObjectId): ObjectId | null => {
    const x = h.objects[o]!;
    if (x.k !== 'inst') return null;
    const old = companions.get(o);
    if (old !== undefined) return old;
    const base = x.cls >= 0 ? externalBase(x.cls) : x.ctor >= 0 ? bases.get(proto(x.ctor)) : undefined;
    if (!base) return null;
    const steps = base.steps.endsWith(')') ? base.steps : `new ${base.steps}`;
    const id = newObject(h, {
      k: 'ext',
      pkg: base.pkg,
      steps,
      kinds: lib.kindsOf(base.pkg, steps),
      file: x.file,
      site: x.site,
      allocator: x.allocator,
      s: x.s,
      type: 'base',
    });
    companions.set(o, id);
    companies.set(id, o);
    // Where a kind is handed around (`interaction.client`), it is the program's own object with all that it carries.
    for (const k of h.objects[id]!.kinds) if (sharedKind(k)) addObject(h, kindNode(k), o);
    return id;
  };

  /** Prototypes that take over those of libraries' classes, as far as they are known, and what is read of objects that have them. */
  let bases: ReadonlyMap<ObjectId, LibraryBase> = new Map();
  const madeReads: [o: ObjectId, name: number, to: NodeId][] = [];
  /** What an object has of the class of a library that its prototype takes over, under names that stand on no prototype of the program. */
  const settleBases = (): void => {
    bases = prototypeBases(h, (fn) => protos.get(fn));
    if (bases.size === 0) return;
    for (const [o, name, to] of madeReads) {
      const { ctor } = h.objects[o]!;
      if (!bases.has(proto(ctor)) || setOf(h, fieldNode(h, proto(ctor), name)).length > 0) continue;
      const c = companion(o);
      if (c !== null) addObject(h, to, child(c, h.nameList[name]!));
    }
  };

  /** What is made for an object and stored under computed names: reads of names that nobody writes find it. */
  const madeNodes = new Map<ObjectId, NodeId>();
  const madeNode = (o: ObjectId): NodeId => entryOf(madeNodes, o, () => newNode(h));
  const loadOpen = (o: ObjectId, text: string, to: NodeId): void => {
    const { k, file } = h.objects[o]!;
    if (k === 'fn' && isOfLanguage(text)) return;
    if (isOpen.anywhere(text) || (k === 'exp' && isOpen.inFile(file, text))) addEdge(h, madeNode(o), to);
  };
  /** What is defined so that nobody finds it who goes through all properties: it is read by its name alone. */
  const hiddenNodes = new Map<string, NodeId>();
  const hiddenNode = (o: ObjectId, name: number): NodeId => entryOf(hiddenNodes, `${o}|${name}`, () => newNode(h));
  const defined = definedNames(p, loaded);
  const load = (o: ObjectId, name: number, to: NodeId): void => {
    const x = h.objects[o]!;
    const text = h.nameList[name]!;
    if (defined.has(text) && x.k !== 'ext') addEdge(h, hiddenNode(o, name), to);
    switch (x.k) {
      case 'inst': {
        if (x.cls >= 0) {
          const m = member(x.cls, text, false);
          if (m && m.kind === 'method' && m.fn >= 0) addObject(h, to, fnObject(m.fn));
          else if (m && m.kind === 'get' && m.fn >= 0) {
            addObject(h, thisNode(m.fn), o);
            addEdge(h, returnNode(m.fn), to);
          }
          addEdge(h, fieldNode(h, o, name), to);
          if (!m) {
            const c = companion(o);
            if (c !== null) addObject(h, to, child(c, text));
            loadOpen(o, text, to);
            for (const k of usesPrototypes ? chain(x.cls) : []) {
              addEdge(h, fieldNode(h, classProto(k), name), to);
              loadOpen(classProto(k), text, to);
            }
          }
        } else {
          addEdge(h, fieldNode(h, o, name), to);
          loadOpen(o, text, to);
          if (x.ctor >= 0) {
            if (usesPrototypes) madeReads.push([o, name, to]);
            addEdge(h, fieldNode(h, proto(x.ctor), name), to);
            loadOpen(proto(x.ctor), text, to);
          }
        }
        return;
      }
      case 'class': {
        for (const c of chain(x.site)) {
          const m = membersOf(c).get(`s${text}`);
          if (m !== undefined) {
            const mm = p.classes[c]!.c.members[m]!;
            if (mm.kind === 'method' && mm.f !== NONE)
              addObject(h, to, fnObject(functionGid(p, p.classes[c]!.file, mm.f)));
            else if (mm.kind === 'get' && mm.f !== NONE) {
              const g = functionGid(p, p.classes[c]!.file, mm.f);
              addObject(h, thisNode(g), o);
              addEdge(h, returnNode(g), to);
            }
          }
          addEdge(h, fieldNode(h, classObject(c), name), to);
          loadOpen(classObject(c), text, to);
        }
        if (text === 'prototype') addObject(h, to, classProto(x.site));
        return;
      }
      case 'fn':
        if (text === 'prototype') addObject(h, to, proto(x.site));
        else {
          addEdge(h, fieldNode(h, o, name), to);
          loadOpen(o, text, to);
        }
        return;
      case 'exp':
      case 'proto': {
        addEdge(h, fieldNode(h, o, name), to);
        loadOpen(o, text, to);
        // `Base.prototype.close.call(this)`: a method of the class.
        const m = x.cls >= 0 ? member(x.cls, text, false) : null;
        if (m?.kind === 'method' && m.fn >= 0) addObject(h, to, fnObject(m.fn));
        return;
      }
      case 'ext': {
        addEdge(h, fieldNode(h, o, name), to);
        const way = text.startsWith('_') ? null : wayOf(o);
        if (way !== null) addEdge(h, carriedNode(way, text), to);
        let shared = false;
        for (const k of x.kinds) {
          const via = lib.propertyKind(k, text);
          // `req.app` is the one app of the process, wherever it is read; `ctx.request` is another at each request.
          if (via !== undefined && lib.kinds[via]!.def.lifetime === undefined && sharedKind(via)) {
            shared = true;
            addEdge(h, kindNode(via), to);
            wanted.add(via);
          }
          const from = lib.inheritsFrom(k);
          if (from) {
            const n = inheritedNode(from.on, from.property);
            listen(h, n, On.Load, name, to);
            for (const y of setOf(h, n).slice()) if (y !== o) load(y, name, to);
          }
        }
        if (!shared) addObject(h, to, child(o, text));
        return;
      }
      case 'mod':
        loadExport(x.file, text, to);
        return;
      case 'obj': {
        addEdge(h, fieldNode(h, o, name), to);
        addEdge(h, fieldNode(h, o, star), to);
        const lit = p.files[x.file]!.values[x.site]!;
        if (lit.k === 'obj')
          for (const q of lit.props)
            if (q[0] === text && q[2] === 'get') {
              const g = p.files[x.file]!.values[q[1]]!;
              if (g.k !== 'fn') continue;
              const fn = functionGid(p, x.file, g.f);
              addObject(h, thisNode(fn), o);
              addEdge(h, returnNode(fn), to);
            }
        return;
      }
      default:
        addEdge(h, fieldNode(h, o, name), to);
        // `const [hub, close] = await createHub()`: each gets what stands at its place.
        if (isPlaceOf(o, text)) return;
        // `factories.get`, `waiting.length`: a method or the size of a collection, and none of what stands in it.
        if (x.k === 'arr' ? !isOfList(text) : x.k === 'nat' && !isBuiltIn(x.type, text))
          addEdge(h, fieldNode(h, o, star), to);
    }
  };
  /** Kinds of process objects that registrations are made on: apps, servers, routers; not sockets or requests. */
  const sharedKind = (kind: number): boolean => lib.keepsOf(kind).size > 0;
  const wanted = new Set<number>();
  const inheritedNodes = new Map<string, NodeId>();
  /** What stands at a property of all objects of a kind. */
  const inheritedNode = (on: number, property: string): NodeId => {
    const key = `${on}|${property}`;
    let n = inheritedNodes.get(key);
    if (n === undefined) {
      n = newNode(h);
      inheritedNodes.set(key, n);
      listen(h, kindNode(on), On.Load, nameId(h, property), n);
      for (const o of setOf(h, kindNode(on)).slice()) load(o, nameId(h, property), n);
    }
    return n;
  };
  const loadExport = (file: number, name: string, to: NodeId): void => {
    const e = exportOf(p, file, name);
    if (e && 'pkg' in e) addObject(h, to, packageExport(e.pkg, e.steps));
    else if (e) addEdge(h, e.b !== NONE ? bindingNode(p.bindingBase[e.file]! + e.b) : valueNode(e.file, e.v), to);
    else addEdge(h, fieldNode(h, moduleObject(file), nameId(h, name)), to);
  };
  const store = (o: ObjectId, name: number, from: NodeId): void => {
    const x = h.objects[o]!;
    if (x.k === 'inst' && x.cls >= 0) {
      const text = h.nameList[name]!;
      const m = member(x.cls, `=${text}`, false);
      if (m && m.fn >= 0) {
        addObject(h, thisNode(m.fn), o);
        const param = p.functions[m.fn]!.f.params[0];
        if (param !== undefined) addEdge(h, from, bindingNode(p.bindingBase[p.functions[m.fn]!.file]! + param));
        return;
      }
    }
    if (x.k === 'fn' && h.nameList[name] === 'prototype') {
      // `F.prototype = {...}`: the literal's members are the prototype's.
      listen(h, from, On.Copy, proto(x.site), 0);
      for (const y of setOf(h, from).slice()) copyFields(h, y, proto(x.site));
      return;
    }
    // `Sub.prototype.__proto__ = Base.prototype`: what stands on the one is found on the other.
    if (x.k === 'proto' && h.nameList[name] === '__proto__') {
      listen(h, from, On.Copy, o, 0);
      for (const y of setOf(h, from).slice()) copyFields(h, y, o);
      return;
    }
    // What is put into the environment comes out as text: it is none of the objects that went in.
    if (x.k === 'ext' && x.pkg === '(global)' && ENVIRONMENT.test(x.steps)) return;
    addEdge(h, from, fieldNode(h, o, name));
    const way = h.nameList[name]!.startsWith('_') ? null : wayOf(o);
    if (way !== null) addEdge(h, from, carriedNode(way, h.nameList[name]!));
  };
  // What one handler puts on a request, a later one finds there: it is one request to both, though each has a parameter of its own.
  // Names with an underscore are what code keeps on an object for itself.
  const carried = new Map<string, NodeId>();
  const carriedNode = (way: string, name: string): NodeId => {
    const key = `${way}|${name}`;
    let n = carried.get(key);
    if (n === undefined) {
      n = newNode(h);
      carried.set(key, n);
    }
    return n;
  };
  /** The kind of request that an object is, or a bag of one (`ctx.state`); null for all others. */
  const wayOf = (o: ObjectId): string | null => {
    let way = ways[o];
    if (way === undefined) {
      way = findWay(o);
      ways[o] = way;
    }
    return way;
  };
  const ways: (string | null | undefined)[] = [];
  const findWay = (o: ObjectId): string | null => {
    const x = h.objects[o]!;
    if (x.k !== 'ext') return null;
    for (const k of x.kinds) if (lib.carriesOf(k).has('*')) return `${k}`;
    const outer = x.from < 0 ? undefined : h.objects[x.from]!;
    const bag = x.steps.slice(x.steps.lastIndexOf('.') + 1);
    for (const k of outer?.kinds ?? []) if (bag !== '*' && lib.carriesOf(k).has(bag)) return `${k}.${bag}`;
    return null;
  };

  const fresh = (key: string, o: Omit<Partial<HeapObject>, 'k'> & Pick<HeapObject, 'k'>): ObjectId => {
    let id = freshObjects.get(key);
    if (id === undefined) {
      id = newObject(h, o);
      freshObjects.set(key, id);
    }
    return id;
  };
  const freshAt = (call: number, type: string): ObjectId => {
    const at = p.calls[call]!;
    return fresh(`${call}|${type}`, {
      k: 'nat',
      type,
      file: at.file,
      site: call,
      allocator: functionGid(p, at.file, at.c.f),
      s: at.c.s,
    });
  };

  /** Where the argument of an index arrives: the parameter, or the elements of the rest parameter. */
  const parameterNode = (fn: number, i: number): NodeId | null => {
    const target = p.functions[fn]!;
    const base = p.bindingBase[target.file]!;
    const { params } = target.f;
    const restAt = target.f.rest ? params.length - 1 : -1;
    if (restAt >= 0 && i >= restAt) {
      let o = restObjects.get(fn);
      if (o === undefined) {
        o = newObject(h, { k: 'arr', file: target.file, site: -1, allocator: fn, s: target.f.s, type: 'rest' });
        restObjects.set(fn, o);
        addObject(h, bindingNode(base + params[restAt]!), o);
      }
      return fieldNode(h, o, star);
    }
    const b = params[i];
    return b === undefined ? null : bindingNode(base + b);
  };
  const bindArguments = (call: number, fn: number, shift = 0): void => {
    const { file, c } = p.calls[call]!;
    const { params } = p.functions[fn]!.f;
    const to = (i: number): NodeId | null => parameterNode(fn, i);
    const all = argumentLists.get(fn);
    c.args.forEach((a, i) => {
      if (i < shift) return;
      const from = valueNode(file, a);
      const isSpread = c.spreadFrom !== NONE && i >= c.spreadFrom && !c.afterSpread?.includes(i);
      if (all !== undefined && isSpread) elementOf(points, from, fieldNode(h, all, star));
      else if (all !== undefined) addEdge(h, from, fieldNode(h, all, star));
      if (c.afterSpread?.includes(i)) return;
      if (c.spreadFrom !== NONE && i >= c.spreadFrom) {
        for (let k = i - shift; k < Math.max(params.length, i - shift + 1); k++) {
          const n = to(k);
          if (n !== null) elementOf(points, from, n);
        }
        return;
      }
      const n = to(i - shift);
      if (n === null) return;
      const named = handedAt(file, a);
      for (const o of named) h.handed.add(o);
      if ((named.length > 0 || h.takers.has(from)) && !h.takers.has(n)) takes(fn, i - shift);
      else if (named.length === 0 && mayBeHandedOn(file, a)) entryOf(handsOn, from, () => []).push([fn, i - shift]);
      addEdge(h, from, n);
    });
    bindAfterSpread(call, fn, shift);
  };
  /** Functions that an argument is by its own words, alone or in an object that is written out, with that object. */
  const handedAt = (file: number, a: ValueId): readonly ObjectId[] => {
    const named = functionNamed(p, file, a);
    if (named !== null) return [fnObject(named)];
    const x = p.files[file]!.values[a]!;
    if (x.k === 'call') return givenBack(file, x.c).map(fnObject);
    if (x.k !== 'obj') return [];
    const held = x.props.flatMap(([, v, kind]) => (kind === 'value' ? (functionNamed(p, file, v) ?? []) : []));
    return held.length === 0 ? [] : [...setOf(h, valueNode(file, a)), ...held.map(fnObject)];
  };
  /** Function literals that a call gives back, as the function that it names says: `limited(listUsers)`. */
  const givenBack = (file: number, call: number): readonly number[] => {
    const { callee } = p.files[file]!.calls[call]!;
    const made = callee === NONE ? null : functionNamed(p, file, callee);
    if (made === null) return [];
    const { file: at, f } = p.functions[made]!;
    const { values } = p.files[at]!;
    return f.events.flatMap((e) => {
      const x = e.t === 'return' && e.v !== NONE ? values[e.v]! : null;
      return x?.k === 'fn' ? [functionGid(p, at, x.f)] : [];
    });
  };
  const mayBeHandedOn = (file: number, a: ValueId): boolean => {
    const { k } = p.files[file]!.values[a]!;
    return k === 'bind' || k === 'as' || k === 'narrow' || k === 'alt' || k === 'prop';
  };
  /** By argument: the parameters that it was found to arrive at. */
  const handsOn = new Map<NodeId, [fn: number, index: number][]>();
  /** A parameter is given functions by their names, so that what is read of it is what was given, also where it is handed on. */
  const takes = (fn: number, index: number): void => {
    const given: [fn: number, index: number][] = [[fn, index]];
    for (const [at, i] of given) {
      const node = parameterNode(at, i);
      const { file, f } = p.functions[at]!;
      const b = f.params[i];
      if (node === null || h.takers.has(node)) continue;
      takesHanded(h, node);
      if (b === undefined) continue;
      const { values, locals } = readsOf(file, b);
      for (const local of locals) takesHanded(h, bindingNode(p.bindingBase[file]! + local));
      for (const v of values) {
        takesHanded(h, valueNode(file, v));
        for (const next of handsOn.get(valueNode(file, v)) ?? []) given.push(next);
      }
    }
  };
  const readsOf = readsOfBindings(p);
  /** `run(...args, client)`: what stands behind a spread comes last, where the callee takes more than that. */
  const bindAfterSpread = (call: number, fn: number, shift: number): void => {
    const { file, c } = p.calls[call]!;
    const { params, rest } = p.functions[fn]!.f;
    const after = c.afterSpread ?? [];
    if (rest || after.length === 0 || params.length <= c.spreadFrom - shift + after.length) return;
    after.forEach((i, k) => {
      const n = parameterNode(fn, params.length - after.length + k);
      if (n !== null) addEdge(h, valueNode(file, c.args[i]!), n);
    });
  };
  const addTarget = (call: number, fn: number): boolean => {
    let s = targets.get(call);
    if (!s) {
      s = new Set();
      targets.set(call, s);
    }
    if (s.has(fn)) return false;
    s.add(fn);
    return true;
  };
  const aheads = new Map<number, Map<number, number>>();
  const callFunction = (call: number, fn: number, bound = false, ahead = 0): void => {
    if (!addTarget(call, fn)) return;
    for (const [owner, method] of overrides.get(fn) ?? []) emitter(call, owner, method);
    const { file, c } = p.calls[call]!;
    if (ahead > 0) entryOf(aheads, call, () => new Map<number, number>()).set(fn, ahead);
    bindArguments(call, fn, -ahead);
    const result = valueNode(file, callValue(file, p.calls[call]!.id));
    if (isFactory(fn)) {
      listen(h, returnNode(fn), On.Given, call, fn);
      for (const o of setOf(h, returnNode(fn)).slice()) given(call, fn, o);
    } else addEdge(h, returnNode(fn), result);
    if (c.recv !== NONE && !bound) {
      const recv = valueNode(file, c.recv);
      listen(h, recv, On.ThisOf, call, fn);
      for (const o of setOf(h, recv).slice()) bindThis(call, fn, o);
    }
  };
  /** What a factory gives to one of its calls: of what it makes itself, the object that is made for that call. */
  const given = (call: number, fn: number, o: ObjectId): void => {
    const at = p.calls[call]!;
    const result = valueNode(at.file, callValue(at.file, at.id));
    const x = h.objects[o]!;
    // What it made for another call, also where a factory around it gave that on.
    for (let y = o; y >= 0; y = h.objects[y]!.of) if (madeIn.get(y) === fn) return;
    const isItsOwn = x.k === 'inst' && x.site >= 0 && x.allocator === fn;
    addObject(h, result, isItsOwn ? madeFor(call, fn, o) : o);
  };
  /** By object that is made for a call of a factory: the factory. */
  const madeIn = new Map<ObjectId, number>();
  const clonesOf = new Map<number, number>();
  const madeFor = (call: number, fn: number, o: ObjectId): ObjectId => {
    const x = h.objects[o]!;
    const key = `k|${call}|${o}`;
    const old = freshObjects.get(key);
    if (old !== undefined) return old;
    const known = clonesOf.get(fn) ?? 0;
    if (known >= MAX_GIVEN || depthOf(x) >= MAX_FACTORIES) return o;
    clonesOf.set(fn, known + 1);
    const at = p.calls[call]!;
    const id = fresh(key, {
      k: 'inst',
      cls: x.cls,
      ctor: x.ctor,
      file: at.file,
      site: call,
      allocator: functionGid(p, at.file, at.c.f),
      of: o,
      s: at.c.s,
    });
    madeIn.set(id, fn);
    const list = made.get(call);
    if (list) list.push(id);
    else made.set(call, [id]);
    // The code of the factory writes to it as to all that it makes, and so does that of the factories that it calls for it.
    for (let y = o; y >= 0 && h.objects[y]!.site >= 0; y = h.objects[y]!.of) {
      const inside = p.calls[h.objects[y]!.site]!;
      addObject(h, valueNode(inside.file, callValue(inside.file, inside.id)), id);
    }
    const ctor = x.cls >= 0 ? constructorOf(x.cls) : x.ctor;
    if (ctor >= 0 && ownFields.isGiven(o)) ownFields.give(id, ctor, x.site, { call, fn });
    if (x.cls >= 0) initialise(id, x.cls);
    else addObject(h, thisNode(x.ctor), id);
    return id;
  };
  const depthOf = (x: HeapObject): number => (x.of < 0 ? 0 : 1 + depthOf(h.objects[x.of]!));
  const bindThis = (call: number, fn: number, o: ObjectId): void => {
    const f = p.functions[fn]!.f;
    if (f.kind === 'arrow') return;
    const x = h.objects[o]!;
    if (f.cls !== NONE && !fitsMethod(fn, o)) return;
    if (x.k === 'arr' || x.k === 'nat' || (x.k === 'ext' && f.cls !== NONE)) return;
    if (f.cls !== NONE && x.k === 'inst' && x.cls >= 0) {
      const { file, c } = p.calls[call]!;
      const callee = p.files[file]!.values[c.callee]!;
      if (callee.k === 'prop') {
        const m = member(x.cls, callee.p, false);
        if (m && m.kind === 'method' && m.fn !== fn) return;
      }
    }
    if (f.cls === NONE && (x.k === 'obj' || x.k === 'ext' || (x.k === 'inst' && x.ctor >= 0))) {
      const { file, c } = p.calls[call]!;
      const callee = p.files[file]!.values[c.callee]!;
      if (callee.k === 'prop' && !hasMethod(o, callee.p, fn)) {
        strangers.push({ fn, o, method: callee.p });
        return;
      }
      // An object of a library has the methods that the program gives it: `server.nextId = function () { return ++this.last; }`.
      if (callee.k !== 'prop' && x.k === 'ext') return;
    }
    addObject(h, thisNode(fn), o);
  };
  /** Receivers of calls that have another function under the name, as far as is known: `service.stop()` of one of many services. */
  let strangers: { readonly fn: number; readonly o: ObjectId; readonly method: string }[] = [];
  /** What a read of a name finds on an object. */
  const probes = new Map<string, NodeId>();
  const probe = (o: ObjectId, name: string): readonly ObjectId[] =>
    setOf(
      h,
      entryOf(probes, `${o}|${name}`, () => {
        const to = newNode(h);
        load(o, nameId(h, name), to);
        return to;
      }),
    );
  const hasMethod = (o: ObjectId, name: string, fn: number): boolean =>
    probe(o, name).some((y) => h.objects[y]!.k === 'fn' && h.objects[y]!.site === fn);
  /** Those that have it after all are its `this` too, and literals of which nothing is known there. */
  const settleStrangers = (): void => {
    const before = strangers;
    strangers = [];
    for (const x of before) {
      const { k, ctor } = h.objects[x.o]!;
      const isOpen =
        k !== 'ext' && probe(x.o, x.method).length === 0 && (k === 'obj' || protos.get(ctor) === undefined);
      if (isOpen || hasMethod(x.o, x.method, x.fn)) addObject(h, thisNode(x.fn), x.o);
      else strangers.push(x);
    }
  };
  /** `this` of a class's method is an object of that class or a subclass (of a static one the class). */
  const fitsMethod = (fn: number, o: ObjectId): boolean => {
    const { file, f } = p.functions[fn]!;
    const cls = p.classBase[file]! + f.cls;
    const x = h.objects[o]!;
    if (x.k === 'class') return f.isStatic && chain(x.site).includes(cls);
    return x.k === 'inst' && x.cls >= 0 && chain(x.cls).includes(cls);
  };
  const callIds = new Map<number, ValueId>();
  const callValue = (file: number, id: number): ValueId => callIds.get(p.callBase[file]! + id)!;

  const ownFields = ownFieldsOf({
    ...{ p, h, valueNode, bindingNode, parentOf, store, load },
    constructorOf: (cls) => constructorOf(cls),
  });
  const construct = (call: number, cls: number): ObjectId => {
    const at = p.calls[call]!;
    const key = `i|${call}|${cls}`;
    const old = freshObjects.get(key);
    if (old !== undefined) return old;
    const o = fresh(key, {
      k: 'inst',
      cls,
      file: at.file,
      site: call,
      allocator: functionGid(p, at.file, at.c.f),
      s: at.c.s,
    });
    const list = made.get(call);
    if (list) list.push(o);
    else made.set(call, [o]);
    const ctor = constructorOf(cls);
    if (ctor >= 0) ownFields.give(o, ctor, call);
    initialise(o, cls);
    if (ctor >= 0) {
      addTarget(call, ctor);
      bindArguments(call, ctor);
    }
    return o;
  };
  const initialise = (o: ObjectId, cls: number): void => {
    const list = instances.get(cls);
    if (list) list.push(o);
    else instances.set(cls, [o]);
    for (const k of chain(cls)) {
      const { file, c } = p.classes[k]!;
      if (c.ctor !== NONE) addObject(h, thisNode(functionGid(p, file, c.ctor)), o);
      if (c.fieldsF !== NONE) addObject(h, thisNode(functionGid(p, file, c.fieldsF)), o);
      // Whoever calls a method (a framework, a decorator, code that is not seen), `this` there is an instance.
      for (const m of c.members) if (!m.isStatic && m.f !== NONE) addObject(h, thisNode(functionGid(p, file, m.f)), o);
    }
  };
  const constructorOf = (cls: number): number => {
    for (const k of chain(cls))
      if (p.classes[k]!.c.ctor !== NONE) return functionGid(p, p.classes[k]!.file, p.classes[k]!.c.ctor);
    return -1;
  };
  const constructFunction = (call: number, fn: number): ObjectId => {
    const at = p.calls[call]!;
    const key = `f|${call}|${fn}`;
    const old = freshObjects.get(key);
    if (old !== undefined) return old;
    const o = fresh(key, {
      k: 'inst',
      ctor: fn,
      file: at.file,
      site: call,
      allocator: functionGid(p, at.file, at.c.f),
      s: at.c.s,
    });
    const list = made.get(call);
    if (list) list.push(o);
    else made.set(call, [o]);
    ownFields.give(o, fn, call);
    addTarget(call, fn);
    bindArguments(call, fn);
    addObject(h, thisNode(fn), o);
    addEdge(h, returnNode(fn), valueNode(at.file, callValue(at.file, at.id)));
    return o;
  };

  /** What extends a collection of the language or of a library is one, beside what its own methods do. */
  const extended = (call: number, cls: number): ObjectId | null => {
    const base = externalBase(cls);
    if (base === null) return null;
    if (base.pkg === '(global)' && EXTENDED.has(base.steps)) return freshAt(call, base.steps.slice(1));
    if (collectionOf(base.pkg) === undefined || base.steps.includes('(')) return null;
    const at = p.calls[call]!;
    const steps = `new ${base.steps}`;
    return external(`e|${call}|${cls}`, {
      ...{ pkg: base.pkg, steps, kinds: lib.kindsOf(base.pkg, steps), type: 'new' },
      ...{ file: at.file, site: call, allocator: functionGid(p, at.file, at.c.f), s: at.c.s },
    });
  };
  const onCallee = (call: number, o: ObjectId): void => {
    const at = p.calls[call]!;
    const x = h.objects[o]!;
    const result = valueNode(at.file, callValue(at.file, at.id));
    const isNew = at.c.kind === 'new';
    if (at.c.kind === 'super' && (x.k !== 'ext' || x.pkg === '(global)')) return;
    switch (x.k) {
      case 'fn':
        if (isNew) addObject(h, result, constructFunction(call, x.site));
        else callFunction(call, x.site, x.bound !== undefined, x.given ?? 0);
        return;
      case 'class': {
        if (!isNew) return;
        const made = construct(call, x.site);
        addObject(h, result, made);
        const own = extended(call, x.site);
        if (own !== null) {
          addObject(h, result, own);
          collections.set(made, own);
        }
        return;
      }
      case 'ext': {
        if (isNew && isPromiseOf(x.pkg, x.steps)) {
          onCallee(call, packageExport('(global)', '.Promise'));
          return;
        }
        const list = externals.get(call);
        if (list) {
          if (list.length > 12) return;
          list.push(o);
        } else externals.set(call, [o]);
        if (at.c.kind === 'super') {
          // What the constructor of a library's class is handed.
          for (const r of registrationsOf(points, call, o)) {
            bindCallbackKinds(call, r);
            handOn(call, r);
          }
          return;
        }
        if (x.pkg === '(global)' && x.from < 0 && nativeConstruct(points, call, x.steps, isNew)) return;
        if (isNew && isMapClass(x.pkg, x.steps) && nativeConstruct(points, call, '.Map', true)) return;
        if (!isNew && objectLibraryCall(points, call, o, result)) return;
        if (!isNew) inheritsCall(points, call, o);
        const owner = x.from >= 0 ? h.objects[x.from]! : null;
        if (!isNew && owner && x.steps.startsWith('@')) {
          const method = x.steps.slice(2);
          const fluent = owner.kinds.some((k) =>
            lib
              .closure(k)
              .some((kk) => lib.kinds[kk]!.def.fluent?.includes(method) || lib.kinds[kk]!.def.fluent?.includes('*')),
          );
          // `app.get('name')` is answered, `app.get(path, handler)` gives the app.
          const isAsked = kept(call, x.from, method, result);
          // What a class of the program has from the library gives the object of that class back.
          if (fluent && !isAsked) addObject(h, result, companies.get(x.from) ?? x.from);
          else addObject(h, result, callResult(call, o, isNew));
        } else addObject(h, result, callResult(call, o, isNew));
        const registrations = registrationsOf(points, call, o);
        for (const r of registrations) {
          bindCallbackKinds(call, r);
          handOn(call, r);
          wrap(call, r, result);
          if (r.row.context === 'caller') answerTo(points, call, x.pkg, result);
        }
        if (registrations.length === 0 && !isNew && isUnknownPackage(lib, x.pkg)) {
          giveBack(call, result);
          if (x.type === 'call') wrappedCalls.set(`${call}|${o}`, [call, o]);
        }
        if (owner && x.steps.startsWith('@') && !isNew) {
          emitter(call, x.from, x.steps.slice(2));
          keep(call, x.from, x.steps.slice(2));
        }
        return;
      }
    }
  };
  /**
   * What a library that is not known gives may be what a function gave that it was handed (`retry(() => connect())`), also earlier in one
   * chain of calls (`match(kind).with('a', () => new A()).otherwise(() => new B())`).
   */
  const giveBack = (call: number, result: NodeId): void => {
    const { file, id } = p.calls[call]!;
    const f = p.files[file]!;
    for (let at = id, links = 0; links < MAX_CHAIN; links++) {
      if (f.calls[at]!.args.length > 0) {
        const link = callGid(p, file, at);
        givers.set(`${link}|${result}`, [link, result]);
        takeGiven(link, result);
      }
      const recv = f.calls[at]!.recv === NONE ? null : f.values[f.calls[at]!.recv]!;
      if (recv?.k !== 'call') return;
      at = recv.c;
    }
  };
  /** Calls of what code that is not known gave, with that. */
  const wrappedCalls = new Map<string, readonly [call: number, callee: ObjectId]>();
  /** They run the functions of the program that it wraps. */
  const callWrapped = (call: number, callee: ObjectId): void => {
    const { file, id } = p.calls[call]!;
    // With more than functions the wrapper may hand on anything.
    const wrapper = p.calls[h.objects[callee]!.site]!;
    if (!wrapper.c.args.every((a) => functionNamed(p, wrapper.file, a) !== null)) return;
    for (const fn of wrappedBy(points, callee)) {
      if (!addTarget(call, fn)) continue;
      bindArguments(call, fn);
      addEdge(h, returnNode(fn), valueNode(file, callValue(file, id)));
    }
  };
  const givers = new Map<string, readonly [call: number, result: NodeId]>();
  const takeGiven = (call: number, result: NodeId): void => {
    const { file, c } = p.calls[call]!;
    for (const arg of c.args) takeReturns(valueNode(file, arg), result);
  };
  const takeReturns = (callback: NodeId, to: NodeId): void => {
    for (const o of setOf(h, callback).slice())
      if (h.objects[o]!.k === 'fn') addEdge(h, returnNode(h.objects[o]!.site), to);
  };
  /** `wrap(fn)`: what the call returns runs the function, so a registration of the result registers it. */
  const wrap = (call: number, r: Found<Registration>, result: NodeId): void => {
    if (r.row.context === 'result')
      for (const arg of callbackArguments(points, call, r.row)) {
        addEdge(h, arg, result);
        lookAgain(call, r);
        wrappedMethod(call, arg);
      }
    if (r.row.context === 'timer' && typeof r.row.callback !== 'object')
      for (const arg of callbackArguments(points, call, r.row)) wrappedMethod(call, arg);
    if (r.row.returns?.context === 'result') {
      lookAgain(call, r);
      for (const arg of callbackArguments(points, call, r.row)) takeReturns(arg, result);
    }
  };
  /** `save = debounce(function () { ... })` in a class: `this` in the function is the instance whose field it becomes. */
  const wrappedMethod = (call: number, arg: NodeId): void => {
    const { file, c } = p.calls[call]!;
    const owner = p.files[file]!.functions[c.f];
    if (owner?.kind !== 'fields') return;
    for (const o of setOf(h, arg)) {
      const x = h.objects[o]!;
      if (x.k === 'fn' && p.functions[x.site]!.f.kind === 'function')
        addEdge(h, thisNode(functionGid(p, file, c.f)), thisNode(x.site));
    }
  };
  const late = new Map<number, Found<Registration>[]>();
  /** Once for each call and row: a call with several callbacks would else double with each look. */
  const lookAgain = (call: number, r: Found<Registration>): void => {
    const list = late.get(call);
    if (!list) late.set(call, [r]);
    else if (!list.some((x) => x.row === r.row)) list.push(r);
  };
  const settleRegistrations = (): void => {
    settleGetters(points);
    settleDecorated(points);
    // An app that nobody is seen to make: that of the framework.
    for (const k of wanted) if (setOf(h, kindNode(k)).length === 0) typedExternal(k);
    for (const [call, result] of givers.values()) takeGiven(call, result);
    for (const [call, callee] of wrappedCalls.values()) callWrapped(call, callee);
    ownFields.settle();
    for (const [call, list] of late) {
      const at = p.calls[call]!;
      for (const r of list) {
        bindCallbackKinds(call, r);
        handOn(call, r);
        wrap(call, r, valueNode(at.file, callValue(at.file, at.id)));
      }
    }
  };

  /** `app.decorate('name', value)`: a store into a field of the framework's object. */
  const keep = (call: number, owner: ObjectId, method: string): void => {
    const { file, c } = p.calls[call]!;
    for (const k of h.objects[owner]!.kinds) {
      const row = lib.settersOf(k, method);
      const key = row && c.args[row.name] !== undefined ? constantText(p, file, c.args[row.name]!) : null;
      if (!row || key === null || c.args[row.value] === undefined) continue;
      const given = valueNode(file, c.args[row.value]!);
      const onto = row.onto?.[constantText(p, file, c.args[0]!) ?? ''];
      const others = onto === undefined ? undefined : lib.kindNamed('', onto);
      if (others === undefined) {
        store(owner, nameId(h, key), given);
        if (row.bag !== undefined) store(child(owner, row.bag), nameId(h, key), given);
      } else {
        const name = nameId(h, key);
        listen(h, kindNode(others), On.Store, name, given);
        for (const o of setOf(h, kindNode(others)).slice()) store(o, name, given);
      }
    }
  };

  /** `app.get('name')`: what was put there, beside what the framework itself may have under that name. */
  const kept = (call: number, owner: ObjectId, method: string, result: NodeId): boolean => {
    if (!lib.settingMethods.has(method)) return false;
    const { file, c } = p.calls[call]!;
    // `c.get('desk')`: what an earlier handler of the request put there, or the framework.
    if (c.args.length === 1 && h.objects[owner]!.kinds.some((k) => lib.handsBack(k, method))) {
      const name = constantText(p, file, c.args[0]!);
      if (name !== null) load(owner, nameId(h, name), result);
      return false;
    }
    const rows = h.objects[owner]!.kinds.map((k) => lib.settingOf(k, method));
    const row = rows.find((r) => r !== undefined && r.value === undefined && c.args.length === r.arguments);
    if (!row) return false;
    const key = constantText(p, file, c.args[row.name]!);
    if (key !== null) addEdge(h, fieldNode(h, owner, nameId(h, key)), result);
    return true;
  };

  // ---- emitters of the program: `emit` runs the listeners that were put on the same object
  const emitterKind = lib.kindNamed('node-events', 'emitter');
  const listeners = new Map<string, NodeId>();
  const emits = new Map<ObjectId, Set<string>>();
  const heard = new Set<number>();
  const emittedAt = new Set<number>();
  const listensAt = new Set<number>();
  const emitCalls = new Map<ObjectId, [event: string, call: number][]>();
  const listenerEvents = new Map<ObjectId, Set<string>>();
  const isProgramEmitter = (o: ObjectId): boolean => {
    const x = h.objects[o]!;
    return (
      emitterKind !== undefined &&
      (x.type === 'base' || x.type === 'new' || x.type === 'call') &&
      x.kinds.includes(emitterKind)
    );
  };
  const listenersNode = (owner: ObjectId, event: string): NodeId => {
    const key = `${owner}|${event}`;
    let n = listeners.get(key);
    if (n === undefined) {
      n = newNode(h);
      listeners.set(key, n);
      const set = listenerEvents.get(owner);
      if (set) set.add(event);
      else listenerEvents.set(owner, new Set([event]));
      for (const [e, call] of emitCalls.get(owner) ?? []) if (e === event || e === '*' || event === '*') hear(n, call);
    }
    return n;
  };
  const hear = (node: NodeId, call: number): void => {
    listen(h, node, On.Emit, call, 0);
    for (const o of setOf(h, node).slice()) emitTo(call, o);
  };
  const emitTo = (call: number, o: ObjectId): void => {
    const x = h.objects[o]!;
    if (x.k !== 'fn') return;
    heard.add(x.site);
    if (addTarget(call, x.site)) bindArguments(call, x.site, 1);
  };
  /**
   * Methods `emit` and `on` of the program's own emitters that hand what they are given to those of their base: whoever calls one emits
   * or listens there, and the call inside, of all events together, stands for no more than that.
   */
  const overrides = new Map<number, [owner: ObjectId, method: string][]>();
  const overriding = (call: number, method: string): number => {
    const { file, c } = p.calls[call]!;
    const f = p.files[file]!;
    if (c.f === NONE || f.values[c.recv]?.k !== 'super') return -1;
    const { cls, name, params, parent } = f.functions[c.f]!;
    // `emit = (event, given) => super.emit(event, given)`
    const isMethod = cls !== NONE || (parent >= 0 && f.functions[parent]!.kind === 'fields');
    const given = f.values[c.args[0]!];
    const first = given?.k === 'as' ? f.values[given.v] : given;
    const handsOn = isMethod && name === method && first?.k === 'bind' && first.b === params[0];
    return handsOn ? functionGid(p, file, c.f) : -1;
  };
  const emitter = (call: number, owner: ObjectId, method: string): void => {
    if (!isProgramEmitter(owner)) return;
    const { file, c } = p.calls[call]!;
    if (c.args.length === 0) return;
    const override = overriding(call, method);
    if (override >= 0) {
      const list = entryOf(overrides, override, () => []);
      if (list.some(([o, m]) => o === owner && m === method)) return;
      list.push([owner, method]);
      for (const [by, fns] of targets) if (fns.has(override)) emitter(by, owner, method);
      return;
    }
    const first = c.args[0];
    if (first === undefined) return;
    const event = constantText(p, file, first) ?? '*';
    if (LISTEN.has(method)) {
      if (c.args[1] === undefined) return;
      listensAt.add(call);
      addEdge(h, valueNode(file, c.args[1]), listenersNode(owner, event));
    } else if (EMIT.has(method)) {
      emittedAt.add(call);
      // A method that hands on whatever event it is told of: its listeners run then, at no event that start-up is known to tell of.
      if (event === '*' && p.files[file]!.values[c.recv]?.k === 'super') return;
      const seen = emits.get(owner);
      if (seen) seen.add(event);
      else emits.set(owner, new Set([event]));
      const list = emitCalls.get(owner);
      if (list) list.push([event, call]);
      else emitCalls.set(owner, [[event, call]]);
      for (const e of [...(listenerEvents.get(owner) ?? [])])
        if (e === event || e === '*' || event === '*') hear(listenersNode(owner, e), call);
    }
  };
  /** Callbacks of a registration get parameters of the catalogue's kinds. */
  const bindCallbackKinds = (call: number, r: Found<Registration>): void => {
    const params = r.row.parameters;
    if (!params) return;
    if (typeof r.row.callback === 'object') lookAgain(call, r);
    for (const arg of callbackArguments(points, call, r.row)) {
      for (const [index, name] of Object.entries(params)) {
        const kind = lib.kindNamed(r.entry, name);
        if (kind === undefined) continue;
        listen(h, arg, On.Argument, Number(index), kind);
        for (const o of setOf(h, arg).slice()) callbackKind(o, Number(index), kind);
      }
    }
  };
  // What the callbacks of one row give is handed to those of others: the context that is made for each request.
  const pools = new Map<string, NodeId>();
  const poolOf = (name: string): NodeId => entryOf(pools, name, () => newNode(h));
  const handOn = (call: number, r: Found<Registration>): void => {
    const { hands, takes } = r.row;
    if (hands === undefined && takes === undefined) return;
    lookAgain(call, r);
    for (const arg of callbackArguments(points, call, r.row)) {
      if (hands !== undefined) {
        takeReturns(arg, poolOf(hands));
        // One object for all, in place of a function.
        for (const o of setOf(h, arg).slice()) if (h.objects[o]!.k === 'obj') addObject(h, poolOf(hands), o);
      }
      if (takes !== undefined) for (const o of setOf(h, arg).slice()) handTo(o, takes);
    }
  };
  const handTo = (o: ObjectId, { name, parameter, property }: NonNullable<Registration['takes']>): void => {
    const { k, site, file, given } = h.objects[o]!;
    const to = k === 'fn' ? parameterNode(site, parameter + (given ?? 0)) : null;
    if (to === null) return;
    if (property === undefined) {
      addEdge(h, poolOf(name), to);
      return;
    }
    const options = fresh(`handed|${site}|${name}`, { k: 'nat', type: 'Options', file, allocator: site });
    addEdge(h, poolOf(name), fieldNode(h, options, nameId(h, property)));
    addObject(h, to, options);
  };
  const kindsGiven = new Set<string>();
  const callbackKind = (o: ObjectId, index: number, kind: number): void => {
    const x = h.objects[o]!;
    const key = `${o}|${index}|${kind}`;
    if (kindsGiven.has(key)) return;
    kindsGiven.add(key);
    if (x.k === 'arr' || (x.k === 'nat' && x.type === 'Array')) {
      const n = fieldNode(h, o, star);
      listen(h, n, On.Argument, index, kind);
      for (const y of setOf(h, n).slice()) callbackKind(y, index, kind);
      return;
    }
    if (x.k !== 'fn') return;
    const f = p.functions[x.site]!;
    const hasThis = f.f.kind !== 'arrow' && (index === -1 || f.f.generator);
    const to = index >= 0 ? parameterNode(x.site, index + (x.given ?? 0)) : hasThis ? thisNode(x.site) : null;
    if (to === null) return;
    const { entry, def } = lib.kinds[kind]!;
    const of = { pkg: entry, kinds: [kind], type: 'callback' };
    if (sharedKind(kind) && def.lifetime === undefined) {
      // What a plug-in is handed carries all that was put on the framework's object outside of it: to all of them it is one object.
      addEdge(h, kindNode(kind), to);
      addObject(h, to, external(`a|${kind}`, of));
    } else addObject(h, to, external(`a|${x.site}|${index}|${kind}`, { ...of, file: f.file, allocator: x.site }));
  };

  const dispatch = (node: NodeId, o: ObjectId): void => {
    const ls = h.listeners[node];
    if (ls)
      for (let i = 0; i < ls.length; i += 3) {
        const a = ls[i + 1]!;
        const b = ls[i + 2]!;
        switch (ls[i] as On) {
          case On.Load:
            load(o, a, b);
            break;
          case On.LoadAny:
            loadAny(o, a, b === 0 ? '' : h.nameList[b]!);
            break;
          case On.Store:
            store(o, a, b);
            break;
          case On.StoreOwn:
            if (!ownFields.hasOwn(o, b)) store(o, a, b);
            break;
          case On.StoreAny:
            addEdge(h, a, fieldNode(h, o, star));
            break;
          case On.Call:
            onCallee(a, o);
            break;
          case On.Receiver:
            nativeCall(points, a, o);
            break;
          case On.Copy:
            copyFields(h, o, a);
            // A namespace has no fields of its own: what it exports is read where it is declared.
            if (h.objects[o]!.k === 'mod')
              for (const name of exportedNames(p, h.objects[o]!.file))
                loadExport(h.objects[o]!.file, name, fieldNode(h, a, nameId(h, name)));
            break;
          case On.CopyKeys:
            copyKeys(o, a);
            break;
          case On.Bind:
            addObject(h, b, h.objects[o]!.k === 'fn' ? boundBy(points, a, o) : o);
            break;
          case On.Wrap:
            if (h.objects[o]!.k === 'fn') addEdge(h, a, b);
            break;
          case On.CopyOf:
            copyFields(h, a, o);
            break;
          case On.ThisOf:
            bindThis(a, b, o);
            break;
          case On.Base: {
            const base = companion(o);
            if (base !== null) addObject(h, b, child(base, h.nameList[a]!));
            break;
          }
          case On.Argument:
            callbackKind(o, a, b);
            break;
          case On.Element:
            addEdge(h, fieldNode(h, o, star), a);
            break;
          case On.Pair:
            if (h.objects[o]!.k === 'arr') load(o, nameId(h, '1'), a);
            else addObject(h, a, o);
            break;
          case On.Emit:
            emitTo(a, o);
            break;
          case On.Given:
            given(a, b, o);
            break;
          case On.StoreMade:
            if (b === 2 ? h.objects[o]!.k === 'exp' : NAMED_FIELDS.has(h.objects[o]!.k)) storeMade(o, a, b);
            break;
          case On.StoreHidden:
            addEdge(h, b, hiddenNode(o, a));
            break;
          case On.Made:
            if ((b === 2 ? INDEXED : MADE).has(h.objects[o]!.k)) addObject(h, a, o);
            break;
        }
      }
  };
  /** A function that is written there goes as it is; of what a call gives, objects alone: functions that one wrapper makes are told apart by nobody. */
  const storeMade = (o: ObjectId, from: NodeId, kind: number): void => {
    const to = madeNode(o);
    if (kind === 1) {
      addEdge(h, from, to);
      return;
    }
    listen(h, from, On.Made, to, kind);
    const taken = kind === 2 ? INDEXED : MADE;
    for (const x of setOf(h, from).slice()) if (taken.has(h.objects[x]!.k)) addObject(h, to, x);
  };
  const routesByVerb = (kind: number): boolean =>
    ['put', 'post'].every((verb) => lib.methodsOf(kind, verb).some(({ row }) => row.context === 'request'));
  /** Values under computed names that are called, by themselves or through the methods of functions. */
  const dispatched = new Set<NodeId>();
  const passers = new Map<number, ReadonlySet<ValueId>>();
  /** Values of a file of which a method of functions is called: `store[method].apply(store, given)`. */
  const passedOn = (file: number): ReadonlySet<ValueId> =>
    entryOf(passers, file, () => {
      const { calls, values: all } = p.files[file]!;
      return new Set(
        calls.flatMap((c) => {
          const x = c ? all[c.callee]! : null;
          return x?.k === 'prop' && (x.p === 'apply' || x.p === 'call') ? [x.o] : [];
        }),
      );
    });
  /** `start`: what the name begins with, as far as that is fixed (`this[`load${kind}`]`). */
  const loadAny = (o: ObjectId, to: NodeId, start: string): void => {
    const x = h.objects[o]!;
    if (x.k === 'ext') {
      addEdge(h, fieldNode(h, o, star), to);
      // `app[verb](path, handler)`: one verb registers as the others do.
      if (x.kinds.some(routesByVerb)) load(o, nameId(h, 'post'), to);
    } else if (x.k === 'mod') for (const name of exportedNames(p, x.file)) loadExport(x.file, name, to);
    else if (x.k === 'inst' || x.k === 'class') {
      const cls = x.k === 'inst' ? x.cls : x.site;
      let named = false;
      if (cls >= 0)
        for (const k of chain(cls))
          for (const m of p.classes[k]!.c.members)
            if (m.kind === 'method' && m.f !== NONE && m.isStatic === (x.k === 'class') && m.name.startsWith(start)) {
              addObject(h, to, fnObject(functionGid(p, p.classes[k]!.file, m.f)));
              named = start !== '';
            }
      // Where methods are named so, no field is meant.
      if (!named) readAnyField(h, o, to);
      // `store[method](…)`: what a function makes with `new` has the methods that stand on its prototype.
      if (x.k === 'inst' && x.ctor >= 0 && start === '' && dispatched.has(to)) readAnyField(h, proto(x.ctor), to);
    } else readAnyField(h, o, to);
  };

  /** What an object has under names that are gone through: its fields, and the methods of its class. */
  const copyKeys = (o: ObjectId, to: ObjectId): void => {
    const x = h.objects[o]!;
    copyFields(h, o, to);
    if (x.k === 'mod')
      for (const name of exportedNames(p, x.file)) loadExport(x.file, name, fieldNode(h, to, nameId(h, name)));
    if (x.k !== 'inst' || x.cls < 0) return;
    for (const cls of chain(x.cls))
      for (const { kind, name, isStatic } of p.classes[cls]!.c.members)
        if (kind === 'method' && !isStatic) load(o, nameId(h, name), fieldNode(h, to, nameId(h, name)));
  };
  /** `to[key] = from[key].bind(from)`, `to[key] = wrap(from[key])`: under each name of the source stands what is made of it. */
  const copyMade = (file: number, on: ValueId, v: ValueId, { source, call, isBound }: MadeOfKey): void => {
    const base = p.valueBase[file]!;
    const from = newObject(h, { k: 'obj', file, site: v, allocator: -2, s: 0, type: 'rest' });
    const made = newObject(h, { k: 'obj', file, site: v, allocator: -2, s: 0, type: 'rest' });
    onEachField(h, from, (name, node) => {
      const to = fieldNode(h, made, name);
      if (!isBound) {
        // Functions are wrapped under their names; of data (`row[key] = parse(given[key])`) one call gives what is in any field.
        listen(h, node, On.Wrap, base + v, to);
        if (setOf(h, node).some((o) => h.objects[o]!.k === 'fn')) addEdge(h, base + v, to);
        return;
      }
      const gid = callGid(p, file, call);
      listen(h, node, On.Bind, gid, to);
      for (const o of setOf(h, node).slice()) addObject(h, to, h.objects[o]!.k === 'fn' ? boundBy(points, gid, o) : o);
    });
    listen(h, base + source, On.CopyKeys, from, 0);
    for (const o of setOf(h, base + source).slice()) copyKeys(o, from);
    listen(h, base + on, On.CopyOf, made, 0);
    for (const o of setOf(h, base + on).slice()) copyFields(h, made, o);
  };

  const run = (): void => {
    do {
      drain();
      if (!h.exhausted) settleStrangers();
    } while (h.queue.length > 0 && !h.exhausted);
  };
  const drain = (): void => {
    const q = h.queue;
    for (let at = 0; at < q.length; at += 2) {
      if (++h.steps > h.maxSteps) {
        h.exhausted = true;
        break;
      }
      const node = q[at]!;
      const o = q[at + 1]!;
      const es = h.edges[node];
      if (es) {
        // Most of what is on the way comes to nodes that take nothing more.
        const { taking } = h;
        for (let i = 0; i < es.length; i++) if (taking[es[i]!] !== TAKES_NOTHING) addObject(h, es[i]!, o);
      }
      dispatch(node, o);
      if (at > 200000) {
        q.splice(0, at + 2);
        at = -2;
      }
    }
    q.length = 0;
  };

  const inject = (cls: number, lifetime?: HeapObject['lifetime']): ObjectId => {
    const key = `d|${cls}`;
    const old = freshObjects.get(key);
    if (old !== undefined) return old;
    const { file, c } = p.classes[cls]!;
    // What is made for one request is nobody's singleton: its allocator is unknown, its lifetime says the rest.
    const kept = lifetime === undefined || lifetime === 'process';
    const o = fresh(key, {
      k: 'inst',
      cls,
      file,
      site: -1,
      allocator: kept ? -1 : -2,
      injected: kept,
      s: c.s,
      lifetime,
    });
    initialise(o, cls);
    return o;
  };

  const points: Points = {
    p,
    h,
    lib,
    valueNode,
    bindingNode,
    returnNode,
    thisNode,
    fnObject,
    classObject,
    externals,
    targets,
    ahead: (call, fn) => aheads.get(call)?.get(fn) ?? 0,
    made,
    parentOf,
    givenTo,
    childrenOf,
    instances,
    globalObject,
    exportsObject,
    exportsNode,
    moduleObject,
    companions,
    collections,
    emits,
    heard,
    emittedAt,
    listensAt,
    settleRegistrations,
    settleBases,
    usesThis: (fn) => usesThisSet.has(fn),
    fitsMethod,
    prototypeOf: (fn) => protos.get(fn),
    member,
    run,
    inject,
  };
  (points as PointsInternal).internal = {
    fresh,
    freshAt,
    callFunction,
    callByName: (call, fn) => {
      if (addTarget(call, fn)) bindArguments(call, fn);
    },
    bindArguments,
    parameterNode,
    argumentList: (fn) => argumentLists.get(fn),
    callValue,
    packageExport,
    typedExternal,
    star,
    child,
    companion,
    chain,
    kindNode,
    boundFunction: (key, fn, self, given) =>
      fresh(`b|${key}`, {
        k: 'fn',
        file: p.functions[fn]!.file,
        site: fn,
        allocator: h.objects[fnObject(fn)]!.allocator,
        s: p.functions[fn]!.f.s,
        bound: self,
        given: given === 0 ? undefined : given,
      }),
  };

  // ---- constraints of every file
  p.files.forEach((f, file) => {
    // What no process loads makes no objects: stand-ins of tests must not fill the sets of what runs.
    if (!loaded.has(file)) return;
    const base = p.valueBase[file]!;
    const returned = arraysReturned(f);
    f.values.forEach((v, id) => {
      const node = base + id;
      switch (v.k) {
        case 'bind':
          addEdge(h, bindingNode(p.bindingBase[file]! + v.b), node, false);
          break;
        case 'global':
          if (v.name === 'globalThis' || v.name === 'global') addObject(h, node, globalObject);
          else {
            addEdge(h, fieldNode(h, globalObject, nameId(h, v.name)), node, false);
            addObject(h, node, packageExport('(global)', `.${v.name}`));
          }
          break;
        case 'this': {
          const fn = functionGid(p, file, v.f);
          usesThisSet.add(fn);
          if (v.f === 0) addObject(h, node, exportsObject(file));
          else addEdge(h, thisNode(fn), node, false);
          break;
        }
        case 'super':
          usesThisSet.add(functionGid(p, file, v.f));
          break;
        case 'prop': {
          const o = f.values[v.o]!;
          if (o.k === 'super') superMember(file, o.f, v.p, node);
          else if (o.k === 'global' && (o.name === 'globalThis' || o.name === 'global') && CALLED_THERE.has(v.p)) {
            addObject(h, node, packageExport('(global)', `.${v.p}`));
            listen(h, base + v.o, On.Load, nameId(h, v.p), node);
          } else listen(h, base + v.o, On.Load, nameId(h, v.p), node);
          // `for (const [key, value] of map)`: what stands in a map stands for its entry here.
          if (v.p === '1' && isEntry(f, v.o)) addEdge(h, base + v.o, node, false);
          break;
        }
        case 'index': {
          const said = namesSaid(f, v.i) ?? namesListed(p, file, v.i);
          if (h.isCalled(node) || passedOn(file).has(id)) dispatched.add(node);
          if (said) for (const name of said) listen(h, base + v.o, On.Load, nameId(h, name), node);
          else if (symbolName(f, v.i) === null) listen(h, base + v.o, On.LoadAny, node, nameId(h, fixedStart(f, v.i)));
          else listen(h, base + v.o, On.Load, nameId(h, symbolName(f, v.i)!), node);
          break;
        }
        case 'call':
          callIds.set(callGid(p, file, v.c), id);
          break;
        case 'fn':
          addObject(h, node, fnObject(functionGid(p, file, v.f)));
          break;
        case 'class':
          addObject(h, node, classObject(p.classBase[file]! + v.c));
          break;
        case 'obj': {
          const o = newObject(h, { k: 'obj', file, site: id, allocator: functionGid(p, file, v.f), s: v.s });
          addObject(h, node, o);
          for (const [name, pv, kind] of v.props) {
            if (kind === 'value') addEdge(h, base + pv, fieldNode(h, o, nameId(h, name)), false);
            // Whoever calls a method of a literal (a library that takes options), `this` there is the literal.
            const fn = f.values[pv]!;
            if (fn.k === 'fn' && f.functions[fn.f]!.kind === 'method')
              addObject(h, thisNode(functionGid(p, file, fn.f)), o);
          }
          for (const [, pv] of v.computed) addEdge(h, base + pv, fieldNode(h, o, star), false);
          for (const s of v.spreads) listen(h, base + s, On.Copy, o, 0);
          break;
        }
        case 'arr': {
          const o = newObject(h, {
            k: 'arr',
            type: 'Array',
            file,
            site: id,
            allocator: functionGid(p, file, v.f),
            s: v.s,
          });
          addObject(h, node, o);
          if (v.spreads.length === 0 && returned.has(id)) {
            tuples.set(o, v.items.length);
            for (const [i, x] of v.items.entries()) addEdge(h, base + x, fieldNode(h, o, nameId(h, String(i))), false);
          }
          for (const x of v.items) addEdge(h, base + x, fieldNode(h, o, star), false);
          for (const s of v.spreads) elementOf(points, base + s, fieldNode(h, o, star));
          break;
        }
        case 'alt':
          for (const x of v.op === '&&' ? [v.of[v.of.length - 1]!] : v.of) addEdge(h, base + x, node, false);
          break;
        case 'await':
        case 'as':
          addEdge(h, base + v.v, node, false);
          break;
        case 'narrow':
          addEdge(h, base + v.v, node, false);
          break;
        case 'elem':
          elementOf(points, base + v.v, node);
          break;
        case 'rest': {
          const o = newObject(h, { k: 'obj', file, site: id, allocator: -2, s: 0, type: 'rest' });
          addObject(h, node, o);
          listen(h, base + v.v, On.Copy, o, 0);
          break;
        }
        case 'require': {
          const t = p.target(file, v.spec);
          if (t.kind === 'file') addEdge(h, exportsNode(t.file), node, false);
          else if (t.kind === 'package') addObject(h, node, packageExport(packageName(t), ''));
          break;
        }
        case 'load': {
          const modules = loadedBy(p, file, v);
          if (modules.length > MAX_OBJECTS) for (const t of modules) isOfFolder(h, t, p.functionBase[t]!);
          for (const t of modules) addEdge(h, exportsNode(t), node);
          break;
        }
        case 'exports':
          addEdge(h, exportsNode(file), node, false);
          addObject(h, node, exportsObject(file));
          break;
        case 'args': {
          const fn = functionGid(p, file, v.f);
          const o = newObject(h, { k: 'arr', type: 'Array', file, site: -1, allocator: fn });
          argumentLists.set(fn, o);
          addObject(h, node, o);
          break;
        }
      }
    });
  });
  takeDecorated(points, loaded);
  function superMember(file: number, f: number, name: string, node: NodeId): void {
    const fn = p.files[file]!.functions[f]!;
    if (fn.cls === NONE) return;
    const cls = p.classBase[file]! + fn.cls;
    const parent = parentOf(cls);
    if (parent.cls >= 0) {
      const m = member(parent.cls, name, fn.isStatic);
      if (m && m.fn >= 0) {
        addEdge(h, thisNode(functionGid(p, file, f)), thisNode(m.fn));
        if (m.kind === 'get') addEdge(h, returnNode(m.fn), node);
        else addObject(h, node, fnObject(m.fn));
        return;
      }
    }
    // The method that the object has of the library's class: `super.emit(event)` emits as `this.emit(event)` does.
    if (!fn.isStatic && externalBase(cls)) listen(h, thisNode(functionGid(p, file, f)), On.Base, nameId(h, name), node);
    else if (parent.ext) addObject(h, node, packageExport(parent.ext.pkg, `${parent.ext.steps}.${name}`));
  }
  p.files.forEach((f, file) => {
    // What no process loads makes no objects: stand-ins of tests must not fill the sets of what runs.
    if (!loaded.has(file)) return;
    const base = p.valueBase[file]!;
    f.bindings.forEach((b, id) => {
      const node = bindingNode(p.bindingBase[file]! + id);
      if (b.imp) {
        if (b.imp.typeOnly) return;
        const t = p.target(file, b.imp.spec);
        if (t.kind === 'package')
          addObject(
            h,
            node,
            packageExport(packageName(t), b.imp.name === '*' || b.imp.name === 'default' ? '' : `.${b.imp.name}`),
          );
        else if (t.kind === 'file') {
          if (b.imp.name === '*') addEdge(h, exportsNode(t.file), node, false);
          else if (p.files[t.file]!.esm) loadExport(t.file, b.imp.name, node);
          else {
            if (b.imp.name === 'default') addEdge(h, exportsNode(t.file), node);
            if (b.imp.name !== 'default' || writesDefault(p.files[t.file]!))
              listen(h, exportsNode(t.file), On.Load, nameId(h, b.imp.name), node);
          }
        }
        return;
      }
      for (const v of new Set(b.defs)) addEdge(h, base + v, node, false);
    });
    f.functions.forEach((fn, id) => {
      const gid = functionGid(p, file, id);
      for (const e of fn.events) {
        if (e.t === 'return') addEdge(h, base + e.v, returnNode(gid));
        else if (e.t === 'write') writeConstraint(file, gid, e.to, e.v);
      }
    });
    f.classes.forEach((c, id) => {
      if (c.ctor === NONE) return;
      const ctor = functionGid(p, file, c.ctor);
      for (const m of c.members) {
        if (m.param === NONE) continue;
        const b = f.functions[c.ctor]!.params[m.param];
        if (b === undefined) continue;
        const from = bindingNode(p.bindingBase[file]! + b);
        ownFields.note(from, ctor);
        listen(h, thisNode(ctor), On.StoreOwn, nameId(h, m.name), from);
      }
      void id;
    });
    f.calls.forEach((c, id) => {
      if (!c) return;
      const gid = callGid(p, file, id);
      if (!callIds.has(gid)) return;
      if (c.kind === 'super') {
        const fn = f.functions[c.f];
        const owner = fn ? f.functions[fn.thisF] : undefined;
        if (!owner || owner.cls === NONE) return;
        const parent = parentOf(p.classBase[file]! + owner.cls).cls;
        const ctor = parent >= 0 ? constructorOf(parent) : -1;
        if (ctor >= 0) {
          addTarget(gid, ctor);
          bindArguments(gid, ctor);
        }
        const { ext } = f.classes[owner.cls]!;
        if (parent < 0 && ext !== NONE) listen(h, base + ext, On.Call, gid, 0);
        return;
      }
      listen(h, base + c.callee, On.Call, gid, 0);
      loadedFolder(file, id);
      const callee = f.values[c.callee]!;
      if (c.recv !== NONE && callee.k === 'prop') nativeCall(points, gid, -1);
      if (c.recv !== NONE && callee.k === 'prop') listen(h, base + c.recv, On.Receiver, gid, 0);
    });
  });
  /** What a library loads from a folder is in the object that its call gives, or is registered in place of the library's plugin. */
  function loadedFolder(file: number, id: number): void {
    const folder = foldersLoaded(p, file).get(id);
    for (const t of folder?.files ?? []) {
      if (folder!.isList) {
        const list = freshAt(callGid(p, file, id), 'Array');
        addObject(h, valueNode(file, callValue(file, id)), list);
        const to = fieldNode(h, list, star);
        addEdge(h, exportsNode(t), to);
        listen(h, exportsNode(t), On.Load, nameId(h, 'default'), to);
      } else if (folder!.plugin === NONE) {
        const o = freshAt(callGid(p, file, id), 'Object');
        addObject(h, valueNode(file, callValue(file, id)), o);
        const name = folder!.names?.get(t);
        addEdge(h, exportsNode(t), fieldNode(h, o, name === undefined ? star : nameId(h, name)));
      } else {
        const to = valueNode(file, folder!.plugin);
        addEdge(h, exportsNode(t), to);
        listen(h, exportsNode(t), On.Load, nameId(h, 'default'), to);
      }
    }
  }
  function writeConstraint(file: number, fn: number, to: Place, v: ValueId): void {
    const base = p.valueBase[file]!;
    const from = base + v;
    if ('b' in to) return; // definitions of a binding are edges already
    if ('p' in to) {
      if (p.files[file]!.values[to.o]!.k === 'module' && to.p === 'exports') addEdge(h, from, exportsNode(file));
      else {
        const isOwn = ownFields.isKept(fn, to, v);
        if (isOwn) ownFields.note(from, fn);
        listen(h, base + to.o, isOwn ? On.StoreOwn : On.Store, nameId(h, to.p), from);
      }
    } else {
      const symbol = symbolName(p.files[file]!, to.i);
      if (symbol !== null) {
        listen(h, base + to.o, On.Store, nameId(h, symbol), from);
        return;
      }
      const source = copiedFrom(p.files[file]!, to.i, v);
      const listed = source === NONE ? namesListed(p, file, to.i) : null;
      if (listed) {
        for (const name of listed) listen(h, base + to.o, On.Store, nameId(h, name), from);
        return;
      }
      const made = source === NONE ? madeOfKey(p.files[file]!, to.i, v) : null;
      if (made) copyMade(file, to.o, v, made);
      if (source === NONE && !made?.isBound) {
        listen(h, base + to.o, On.StoreAny, from, 0);
        const { k } = p.files[file]!.values[v]!;
        listen(h, base + to.o, On.StoreMade, from, k === 'fn' ? 1 : k === 'call' ? 0 : 2);
      } else if (source !== NONE) {
        // Both sides grow while solving: what is copied is gathered in an object that nothing else sees.
        const o = newObject(h, { k: 'obj', file, site: v, allocator: -2, s: 0, type: 'rest' });
        listen(h, base + source, On.Copy, o, 0);
        listen(h, base + to.o, On.CopyOf, o, 0);
        // What stands under computed names there is found by its name here, too.
        listen(h, base + to.o, On.StoreMade, fieldNode(h, o, star), 2);
      }
    }
  }
  /** Whether a value is an element that a loop or an iterating method hands over, as entries of maps and objects are. */
  function isEntry(f: FileFacts, v: ValueId): boolean {
    const x = f.values[v]!;
    if (x.k === 'elem') return true;
    const b = x.k === 'bind' ? f.bindings[x.b]! : null;
    if (b?.kind !== 'param') return false;
    const given = consumersOf(f).argumentOf(b.f);
    const callee = given ? f.values[f.calls[given.c]!.callee]! : null;
    return callee?.k === 'prop' && (isIterator(callee.p) || callee.p === 'from');
  }
  // What was added before its listeners stood is handed to them now.
  for (let node = 0; node < h.nodes; node++) {
    const set = h.sets[node];
    if (set && h.listeners[node]) for (const o of set.slice()) h.queue.push(node, o);
  }
  return points;
}

export type PointsInternal = Points & {
  internal: {
    readonly fresh: (key: string, o: Omit<Partial<HeapObject>, 'k'> & Pick<HeapObject, 'k'>) => ObjectId;
    readonly freshAt: (call: number, type: string) => ObjectId;
    readonly callFunction: (call: number, fn: number) => void;
    /** Lets a call run a function that nothing but its name speaks for: what that gives is not followed. */
    readonly callByName: (call: number, fn: number) => void;
    readonly bindArguments: (call: number, fn: number, shift?: number) => void;
    readonly parameterNode: (fn: number, i: number) => NodeId | null;
    /** The list that a function reads as its `arguments`, if it does. */
    readonly argumentList: (fn: number) => ObjectId | undefined;
    readonly callValue: (file: number, id: number) => ValueId;
    readonly packageExport: (pkg: string, steps: string) => ObjectId;
    readonly typedExternal: (kind: number) => ObjectId;
    readonly star: number;
    readonly child: (o: ObjectId, name: string) => ObjectId;
    readonly companion: (o: ObjectId) => ObjectId | null;
    readonly chain: (cls: number) => number[];
    readonly kindNode: (kind: number) => NodeId;
    readonly boundFunction: (key: string, fn: number, self: NodeId | undefined, given?: number) => ObjectId;
  };
};

/** Registrations of the catalogue that a call of an external value is. */
export function registrationsOf(pt: Points, call: number, callee: ObjectId): readonly Found<Registration>[] {
  const { h, lib, p } = pt;
  const x = h.objects[callee]!;
  const out: Found<Registration>[] = [];
  const { kind } = p.calls[call]!.c;
  const isNew = kind === 'new' || kind === 'super';
  if (x.from >= 0 && x.steps.startsWith('@')) {
    const method = x.steps.slice(2);
    for (const k of h.objects[x.from]!.kinds) out.push(...lib.methodsOf(k, method));
  }
  for (const k of x.kinds) out.push(...lib.methodsOf(k, '()'));
  if (!x.steps.startsWith('@')) out.push(...lib.callsOf(x.pkg, isNew ? `new ${x.steps}` : x.steps));
  const fit = out.filter(
    (r) => eventMatches(pt, call, r.row) && givenMatches(pt, call, r) && whenMatches(pt, call, r.row),
  );
  // What was written more exactly for this very call wins over the rest.
  const exact = fit.filter((r) => r.row.when !== undefined || r.row.given !== undefined);
  return exact.length > 0
    ? fit.filter((r) => exact.includes(r) || !exact.some((e) => sameCallback(e.row, r.row)))
    : fit;
}

const sameCallback = (a: Registration, b: Registration): boolean =>
  JSON.stringify(a.callback) === JSON.stringify(b.callback);

/** `given`: the argument comes from one of the entry's packages. */
function givenMatches(pt: Points, call: number, r: Found<Registration>): boolean {
  if (r.row.given === undefined) return true;
  const { file, c } = pt.p.calls[call]!;
  const a = c.args[r.row.given];
  if (a === undefined) return false;
  const s = valueStatic(pt.p, file, a);
  if (s?.k === 'external' && pt.lib.belongsTo(s.pkg, r.entry)) return true;
  return setOf(pt.h, pt.valueNode(file, a)).some((o) => {
    const x = pt.h.objects[o]!;
    return x.k === 'ext' && pt.lib.belongsTo(x.pkg, r.entry);
  });
}

/** `when`: an options argument holds this literal at this path. */
function whenMatches(pt: Points, call: number, row: Registration): boolean {
  if (!row.when) return true;
  const { file, c } = pt.p.calls[call]!;
  const path = row.when.option.split('.');
  return c.args.some((a) => literalAt(pt, file, a, path) === row.when!.is);
}

function literalAt(pt: Points, file: number, v: ValueId, path: readonly string[]): string | number | boolean | null {
  const at = valueStatic(pt.p, file, v);
  if (at?.k !== 'value') return null;
  const o = pt.p.files[at.file]!.values[at.v]!;
  const q = o.k === 'obj' ? o.props.find((x) => x[0] === path[0] && x[2] === 'value') : undefined;
  if (!q) return null;
  if (path.length > 1) return literalAt(pt, at.file, q[1], path.slice(1));
  const lit = pt.p.files[at.file]!.values[q[1]]!;
  return lit.k === 'lit' ? lit.v : constantText(pt.p, at.file, q[1]);
}

function eventMatches(pt: Points, call: number, row: Registration): boolean {
  if (!row.events) return true;
  const { file, c } = pt.p.calls[call]!;
  const first = c.args[0];
  const v = first === undefined ? undefined : pt.p.files[file]!.values[first];
  const literal = v?.k === 'lit' ? String(v.v) : first === undefined ? null : constantText(pt.p, file, first);
  const wanted = row.events.filter((e) => !e.startsWith('!'));
  const unwanted = row.events.filter((e) => e.startsWith('!')).map((e) => e.slice(1));
  if (literal === null) {
    if (wanted.length === 0 || !v) return true;
    // An export of the package names its event: `.Events.ClientReady`.
    const s = valueStatic(pt.p, file, first!);
    if (s?.k === 'external') {
      if (unwanted.includes(s.steps)) return false;
      if (wanted.some((e) => e.startsWith('.'))) return wanted.includes(s.steps);
    }
    return true;
  }
  if (unwanted.includes(literal)) return false;
  return wanted.length === 0 || wanted.includes(literal);
}

/** Nodes that hold a registration's callbacks. */
export function callbackArguments(pt: Points, call: number, row: Registration): NodeId[] {
  // Wide option objects are rare; more nodes than this are no handlers.
  return findCallbackArguments(pt, call, row).slice(0, 256);
}

function findCallbackArguments(pt: Points, call: number, row: Registration): NodeId[] {
  const { file, c } = pt.p.calls[call]!;
  const node = (v: ValueId) => pt.valueNode(file, v);
  const cb = row.callback;
  if (typeof cb === 'number') return c.args[cb] === undefined ? [] : [node(c.args[cb]!)];
  if (cb === 'functions') return c.args.map(node);
  if (cb === 'last') {
    for (let i = c.args.length - 1; i >= 0; i--) {
      const v = pt.p.files[file]!.values[c.args[i]!]!;
      if (v.k === 'lit' || v.k === 'obj') continue;
      return [node(c.args[i]!)];
    }
    return [];
  }
  const out: NodeId[] = [];
  c.args.forEach((a, i) => {
    if (cb.argument !== undefined && cb.argument !== i) return;
    // `applyMiddleware(schema, ...layers)`: each element is an argument of its own.
    const isSpread = cb.argument === undefined && c.spreadFrom !== NONE && i >= c.spreadFrom;
    const starts = isSpread && !c.afterSpread?.includes(i) ? elementNodes(pt, node(a)) : [node(a)];
    for (const start of starts) for (const path of cb.option) out.push(...optionNodes(pt, start, path.split('.')));
  });
  return out;
}

/** Nodes that hold the elements of the lists at a node. */
function elementNodes({ h }: Points, list: NodeId): readonly NodeId[] {
  return setOf(h, list).flatMap((o) => {
    const { k, type } = h.objects[o]!;
    const n = k === 'arr' || (k === 'nat' && type === 'Array') ? fieldNodeIfAny(h, o, nameId(h, '*')) : undefined;
    return n === undefined ? [] : [n];
  });
}

/** Nodes behind a dotted path of options; an array on the way stands for its elements. Level by level, each node once. */
function optionNodes(pt: Points, start: NodeId, path: readonly string[]): NodeId[] {
  let nodes = new Set([start]);
  for (const [at, step] of path.entries()) {
    const next = new Set<NodeId>();
    const objects = new Set<ObjectId>();
    for (const n of nodes) for (const o of setOf(pt.h, n)) objects.add(o);
    for (const o of [...objects]) {
      const x = pt.h.objects[o]!;
      const fields = pt.h.fields[o] ?? [];
      if (x.k === 'arr' && step !== '*')
        for (let i = 0; i < fields.length; i += 2) for (const y of setOf(pt.h, fields[i + 1]!)) objects.add(y);
      // `fields: () => ({ … })`: an option that is made when it is asked for.
      if (x.k === 'fn' && at > 0) for (const y of setOf(pt.h, pt.returnNode(x.site))) objects.add(y);
    }
    for (const o of objects) {
      const x = pt.h.objects[o]!;
      if (x.k === 'ext' || x.k === 'fn') continue;
      // An instance of a class stands for an object with its methods.
      if (x.k === 'inst' && x.cls >= 0 && step !== '*') {
        const m = pt.member(x.cls, step, false);
        if (m?.kind === 'method' && m.fn >= 0) next.add(methodNode(pt, o, m.fn));
      }
      if (x.k === 'inst' && x.ctor >= 0 && step !== '*')
        for (const fn of onPrototype(pt, x.ctor, step)) next.add(methodNode(pt, o, fn));
      const fields = pt.h.fields[o] ?? [];
      for (let i = 0; i < fields.length && next.size < 256; i += 2) {
        const name = pt.h.nameList[fields[i]!]!;
        if (step === '*' || name === step || (x.k === 'nat' && name === '*')) next.add(fields[i + 1]!);
      }
    }
    nodes = next;
  }
  return [...nodes];
}

/** Functions under a name on the prototype of what a function makes with `new` (`Gate.prototype.authenticate = function …`). */
function onPrototype({ h, prototypeOf }: Points, ctor: number, name: string): readonly number[] {
  const proto = prototypeOf(ctor);
  if (proto === undefined) return [];
  return setOf(h, fieldNode(h, proto, nameId(h, name))).flatMap((o) =>
    h.objects[o]!.k === 'fn' ? h.objects[o]!.site : [],
  );
}

const methodNodes = new WeakMap<Points, Map<string, NodeId>>();
/** A node that holds a method of an instance, bound to it. */
function methodNode(pt: Points, o: ObjectId, fn: number): NodeId {
  let all = methodNodes.get(pt);
  if (!all) {
    all = new Map();
    methodNodes.set(pt, all);
  }
  const key = `${o}|${fn}`;
  let n = all.get(key);
  if (n === undefined) {
    n = newNode(pt.h);
    all.set(key, n);
    const self = newNode(pt.h);
    addObject(pt.h, self, o);
    addObject(pt.h, n, (pt as PointsInternal).internal.boundFunction(`m|${key}`, fn, self));
  }
  return n;
}

/** Objects that a written type stands for, where nothing else is known of a parameter or field. */
export function objectsOfType(pt: Points, file: number, type: number): ObjectId[] {
  if (type === NONE) return [];
  const out: ObjectId[] = [];
  const internal = (pt as PointsInternal).internal;
  for (const s of typeStatics(pt.p, file, type)) {
    if (s.k === 'class') out.push(...instancesOf(pt, s.gid));
    if (s.k === 'class' || s.k === 'type') for (const cls of implementers(pt, s)) out.push(...instancesOf(pt, cls));
    else if (s.k === 'external') {
      const name = s.steps.split('.').pop() ?? '';
      for (const k of pt.lib.kindsOfType(s.pkg, name)) out.push(internal.typedExternal(k));
    }
  }
  return [...new Set(out)].slice(0, 24);
}

/** Instances of a class and its subclasses. */
export function instancesOf(pt: Points, cls: number): ObjectId[] {
  const out = [...(pt.instances.get(cls) ?? [])];
  for (const c of pt.childrenOf(cls)) out.push(...instancesOf(pt, c));
  return out;
}

/** The values of a file that a function returns as they stand, where those are literals of an array (`return [hub, close] as const`). */
function arraysReturned(f: FileFacts): ReadonlySet<ValueId> {
  const found = new Set<ValueId>();
  for (const { events } of f.functions)
    for (const e of events) {
      if (e.t !== 'return' || e.v === NONE) continue;
      const x = f.values[e.v]!;
      const v = x.k === 'as' ? x.v : e.v;
      if (f.values[v]!.k === 'arr') found.add(v);
    }
  return found;
}
