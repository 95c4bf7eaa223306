import {
  type Container,
  type ContainerCall,
  containers,
  type InstanceLifetime,
  type LifetimeChoice,
} from '../catalog/containers.ts';
import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { Callable } from './callables.ts';
import { constantText } from './constants.ts';
import { consumersOf } from './consumers.ts';
import { choiceAt, chosen, optionValues, textOf } from './container-choices.ts';
import { belongs, chainedScope, defaultScope, isOfContainer, isUsed, nameOf } from './containers.ts';
import { decoOf } from './decorators.ts';
import { addEdge, addObject, fieldNode, type HeapObject, type NodeId, nameId, type ObjectId, setOf } from './heap.ts';
import type { Points, PointsInternal } from './points.ts';
import { callGid, functionGid, type Program, valueAt } from './program.ts';
import { exportOf, valueStatic } from './static.ts';

// What containers give back under a key: what was put there under the same key, and nothing where no key is known. A container is told
// apart by where it is made; of one that is not seen to be made, what any of its kind has may be meant.

/** Steps from what is given (`asFunction(f).singleton()`) to the call that puts it under a key. */
const MAX_WAY = 12;
/** Steps from a container back to what it was made from (`container.createScope()`). */
const MAX_SCOPES = 8;
/** Names and properties between a key and the symbol that it is. */
const MAX_KEY = 4;
/** Functions that one place of a registration may be; with more, none is known. */
const MAX_GIVEN = 8;
/** Classes that one place of a registration may be: those of a list that is walked (`[A, B].forEach((C) => bind(KEY).to(C))`); with more, none is known. */
const MAX_CLASSES_GIVEN = 64;

/** What is put under a key. */
type Given = {
  readonly k: Container;
  readonly row: ContainerCall;
  readonly file: number;
  /** NONE where a literal alone describes it. */
  readonly call: CallId;
  /** The class, the factory or the value itself. */
  readonly v: ValueId;
  readonly lifetime: InstanceLifetime;
  readonly keys: readonly { readonly root: number; readonly key: string }[];
};

/** How a container runs the factories that one call hands to it: when it is handed them, as far as it keeps what they make; else for each who asks. */
type Kept = { readonly factories: Set<number>; asked: boolean };

const tables = new WeakMap<Points, Map<number, Kept>>();

/** The factories that a call (global id) hands to a container that keeps what they make; none of those that run where they are asked for. */
export function factoriesKept(pt: Points, call: number): readonly Callable[] | undefined {
  const kept = tables.get(pt)?.get(call);
  if (!kept) return undefined;
  return kept.asked ? [] : [...kept.factories].map((fn) => ({ fn, selves: null }));
}

/** Lets what containers keep under keys flow to whoever asks for it there. Asked again as long as more becomes known; true where it had some. */
export function settleKeyed(pt: Points, loaded: ReadonlySet<number>): boolean {
  const used = containers.filter((k) => (k.lookups || k.bag || k.asks || k.asksAll) && isUsed(pt.p, loaded, k));
  const files = [...loaded].sort((a, b) => a - b);
  for (const k of used) keyedOf(pt, files, k);
  return used.length > 0;
}

function keyedOf(pt: Points, files: readonly number[], k: Container): void {
  const { p, h } = pt;
  const { internal } = pt as PointsInternal;
  const usual = defaultScope(p, files, k);
  const given = files.flatMap((file) => givenIn(pt, file, k, usual));
  const byKey = new Map<string, Given[]>();
  for (const g of given) for (const { key } of g.keys) entryOf(byKey, key, () => []).push(g);
  /** The object that stands for all that one container has under its keys; -1 is one that is not seen to be made. */
  const registry = (root: number): ObjectId =>
    internal.fresh(`registry|${k.id}|${root}`, { k: 'nat', type: 'Object', file: files[0]!, injected: true });
  const roots = new Set(given.flatMap((g) => g.keys.map(({ root }) => root)));
  const handed = new Set<number>();
  const byName = k.byName !== undefined && isMade(p, files, k, k.byName);
  for (const g of given) {
    const at = pt.valueNode(g.file, g.v);
    const fns = g.row.made === 'factory' ? functionsOf(pt, at) : [];
    const into = g.keys.map(({ root, key }) => fieldNode(h, registry(root), nameId(h, key)));
    if (g.row.made === 'value') for (const to of into) addEdge(h, at, to);
    else if (g.row.made === 'class') for (const o of madeOf(pt, g)) for (const to of into) addObject(h, to, o);
    for (const fn of fns) {
      handed.add(fn);
      if (g.call !== NONE) {
        const kept = entryOf(
          entryOf(tables, pt, () => new Map<number, Kept>()),
          callGid(p, g.file, g.call),
          (): Kept => ({ factories: new Set(), asked: false }),
        );
        kept.factories.add(fn);
        // What is made for one request or for whoever asks, no start-up makes.
        if (k.bag !== undefined && g.lifetime !== 'process') kept.asked = true;
      }
      if (g.lifetime === 'process' || k.bag) for (const to of into) addEdge(h, pt.returnNode(fn), to);
    }
    if (k.bag === undefined) continue;
    const takers = [...fns, ...(g.row.made === 'class' ? madeOf(pt, g).flatMap((o) => constructorsOf(pt, o)) : [])];
    for (const fn of takers) hand(pt, fn, registry(g.keys[0]?.root ?? -1), byName);
  }
  /** Where a container that is asked has its things: its own, and those of containers that are not seen to be made. */
  const registriesOf = (root: number): readonly ObjectId[] =>
    (root === -1 ? [...roots] : [root, -1]).filter((r) => roots.has(r)).map(registry);
  const answer = (file: number, key: string, root: number, to: NodeId, call: CallId): void => {
    for (const o of registriesOf(root)) addEdge(h, fieldNode(h, o, nameId(h, key)), to);
    if (call === NONE) return;
    // What is made anew for each that asks is made where it is asked for.
    for (const g of byKey.get(key) ?? []) {
      if (g.lifetime === 'process' || g.row.made !== 'factory') continue;
      if (!g.keys.some((x) => x.key === key && (x.root === root || x.root === -1 || root === -1))) continue;
      const gid = callGid(p, file, call);
      for (const fn of functionsOf(pt, pt.valueNode(g.file, g.v))) internal.callFunction(gid, fn);
      const kept = g.call === NONE ? undefined : tables.get(pt)?.get(callGid(p, g.file, g.call));
      if (kept) kept.asked = true;
    }
  };
  /** The elements of the list that whoever asks for all under a key is given. */
  const listAt = (file: number, allocator: number, to: NodeId): NodeId => {
    const list = internal.fresh(`all|${k.id}|${to}`, { k: 'arr', type: 'Array', file, allocator });
    addObject(h, to, list);
    return fieldNode(h, list, nameId(h, '*'));
  };
  for (const file of files) {
    const f = p.files[file]!;
    f.calls.forEach((c, id) => {
      if (c?.kind !== 'call' || c.args.length === 0) return;
      const name = nameOf(p, file, c.callee);
      const row = name ? k.lookups?.find(({ call }) => call.includes(name)) : undefined;
      if (!row) return;
      const on = c.recv !== NONE ? c.recv : c.callee;
      if (!isOfContainer(pt, file, on, k) && !isHanded(pt, file, on, handed) && !isPlace(p, file, on, k)) return;
      const key = keyIn(p, file, c.args[0]!, k);
      const to = key === null ? undefined : consumersOf(f).callValue(id);
      if (key === null || to === undefined || to === NONE) return;
      const node = pt.valueNode(file, to);
      answer(file, key, rootOf(pt, file, on), row.all ? listAt(file, functionGid(p, file, c.f), node) : node, id);
    });
    if (k.bag !== undefined)
      f.values.forEach((x, v) => {
        if (x.k !== 'prop' || x.p !== k.bag) return;
        if (!isOfContainer(pt, file, x.o, k) && !isPlace(p, file, x.o, k)) return;
        for (const o of registriesOf(rootOf(pt, file, x.o))) addObject(h, pt.valueNode(file, v), o);
      });
    askedFor(pt, file, k, k.asks, (key, _fn, to) => answer(file, key, -1, to, NONE));
    askedFor(pt, file, k, k.asksAll, (key, fn, to) => answer(file, key, -1, listAt(file, fn, to), NONE));
  }
}

/** By the calls of a row: the last step of each. Every call of the program is compared with them. */
const stepsOfCalls = new WeakMap<readonly string[], ReadonlySet<string>>();
const lastSteps = (calls: readonly string[]): ReadonlySet<string> =>
  entryOf(stepsOfCalls, calls, () => new Set(calls.map((x) => x.split('.').pop()!)));

/** What the calls of a file put under keys of a container. */
function givenIn(pt: Points, file: number, k: Container, usual: InstanceLifetime | null): readonly Given[] {
  const { p } = pt;
  const f = p.files[file]!;
  const out: Given[] = [];
  f.calls.forEach((c, id) => {
    if (!c || c.kind === 'jsx' || c.kind === 'deco' || c.args.length === 0) return;
    const name = nameOf(p, file, c.callee);
    if (!name) return;
    for (const row of k.calls ?? []) {
      if (row.key === undefined ? !k.tables : typeof row.key === 'object' && 'beside' in row.key) continue;
      if (!lastSteps(row.call).has(name)) continue;
      const on = row.on === '' || c.recv === NONE ? c.callee : c.recv;
      if (!isOfContainer(pt, file, on, k)) continue;
      const at =
        typeof row.argument === 'number'
          ? c.args.slice(row.argument, row.argument + 1)
          : c.args.flatMap((a) => optionValues(p, file, a, (row.argument as string).split('.')));
      const keys = row.key === undefined ? tableKeys(pt, file, id, k) : ownKeys(pt, file, id, row.key, k);
      if (keys.length === 0 || at.length !== 1) continue;
      const lifetime = chosen(p, file, id, row.choices) ?? chainedScope(pt, k, file, id);
      const otherwise = row.lifetime === 'owner' ? (usual ?? row.lifetime) : row.lifetime;
      out.push({ k, row, file, call: id, v: at[0]!, lifetime: lifetime ?? otherwise, keys });
    }
  });
  for (const row of k.calls ?? []) {
    if (typeof row.key !== 'object' || !('beside' in row.key) || typeof row.argument !== 'string') continue;
    const [list, ...inner] = row.argument.split('.') as [string, ...string[]];
    const { beside } = row.key;
    const choices = row.choices?.map((c) => ({ ...c, option: c.option?.replace(`${list}.`, '') }) as LifetimeChoice);
    f.values.forEach((x, one) => {
      if (x.k !== 'obj') return;
      const name = x.props.find((q) => q[0] === beside && q[2] === 'value');
      const [v, ...more] = name ? optionValues(p, file, one, inner) : [];
      const key = name && v !== undefined && more.length === 0 ? keyOf(p, file, name[1]) : null;
      if (key === null) return;
      const lifetime = choiceAt(p, file, [one], choices) ?? row.lifetime;
      out.push({ k, row, file, call: NONE, v: v!, lifetime, keys: [{ root: -1, key }] });
    });
  }
  return out;
}

/** The key that a registering call names itself, or the one that it is chained to. */
function ownKeys(
  pt: Points,
  file: number,
  id: CallId,
  by: NonNullable<ContainerCall['key']>,
  k: Container,
): Given['keys'] {
  const { p } = pt;
  const f = p.files[file]!;
  let call = f.calls[id]!;
  let at: ValueId | undefined;
  if (typeof by === 'number') at = call.args[by];
  else if (typeof by === 'object' && 'beside' in by) return [];
  else if (typeof by === 'string') at = call.args.flatMap((a) => optionValues(p, file, a, [by]))[0];
  else {
    const on = call.recv === NONE ? undefined : f.values[call.recv]!;
    if (on?.k !== 'call' || nameOf(p, file, f.calls[on.c]!.callee) !== by.chained) return [];
    call = f.calls[on.c]!;
    at = call.args[0];
  }
  const key = at === undefined ? null : keyIn(p, file, at, k);
  return key === null ? [] : [{ root: rootOf(pt, file, call.recv === NONE ? call.callee : call.recv), key }];
}

/** The keys under which a table puts what a call gives: `register({ key: asFunction(f).singleton() })`, `register('key', asClass(C))`. */
function tableKeys(pt: Points, file: number, id: CallId, k: Container): Given['keys'] {
  const { p } = pt;
  const f = p.files[file]!;
  const uses = consumersOf(f);
  const out: { root: number; key: string }[] = [];
  const put = (call: CallId, key: string | null) => {
    const c = f.calls[call]!;
    const name = nameOf(p, file, c.callee);
    const on = c.recv === NONE ? c.callee : c.recv;
    if (key !== null && name && k.tables!.includes(name) && isOfContainer(pt, file, on, k))
      out.push({ root: rootOf(pt, file, on), key });
  };
  const walk = (v: ValueId, key: string | null, depth: number): void => {
    if (v === NONE || v === undefined || depth > MAX_WAY) return;
    for (const use of uses.of(v)) {
      if (use.k === 'recv') walk(uses.callValue(use.c), key, depth + 1);
      else if (use.k === 'def') walk(uses.bindValue(use.b), key, depth + 1);
      else if (use.k === 'arg') put(use.c, key ?? (use.i === 1 ? keyOf(p, file, f.calls[use.c]!.args[0]!) : null));
      else if (use.k === 'value') {
        const x = f.values[use.v]!;
        if (x.k === 'obj' && key === null) {
          for (const [name, pv] of x.props) if (pv === v) walk(use.v, name, depth + 1);
        } else if (x.k === 'as' || (x.k === 'obj' && key !== null)) walk(use.v, key, depth + 1);
      }
    }
  };
  walk(uses.callValue(id), null, 0);
  return out;
}

/** The key that a value is to a container. */
function keyIn(p: Program, file: number, v: ValueId, k: Container): string | null {
  const key = keyOf(p, file, v);
  if (!k.pathKeys || key === null) return key;
  let [from, to] = [0, key.length];
  while (from < to && key[from] === '/') from++;
  while (to > from && key[to - 1] === '/') to--;
  return key.slice(from, to);
}

/** What a key is the same by: its text, where a symbol or a class is declared. Null for what is not known. */
function keyOf(p: Program, file: number, v: ValueId, depth = 0): string | null {
  const text = constantText(p, file, v);
  if (text !== null) return text;
  const s = valueStatic(p, file, v);
  if (s?.k === 'class') return `class ${s.gid}`;
  const own = valueAt(p, file, v);
  if (own.k === 'call') {
    const callee = valueAt(p, file, p.files[file]!.calls[own.c]!.callee);
    const on = callee.k === 'prop' && callee.p === 'for' ? valueAt(p, file, callee.o) : callee;
    return on.k === 'global' && on.name === 'Symbol' ? `symbol ${file} ${own.c}` : null;
  }
  if (s?.k === 'value' && depth < MAX_KEY && (s.file !== file || s.v !== v)) return keyOf(p, s.file, s.v, depth + 1);
  const b = own.k === 'bind' ? p.files[file]!.bindings[own.b]! : null;
  // A symbol of another file: what its name stands for there.
  if (b?.imp && depth < MAX_KEY) {
    const t = p.target(file, b.imp.spec);
    const e = t.kind === 'file' ? exportOf(p, t.file, b.imp.name) : null;
    if (!e || 'pkg' in e) return null;
    const far = e.b === NONE ? null : p.files[e.file]!.bindings[e.b]!;
    const def = far === null ? e.v : far.kind === 'const' && far.defs.length === 1 ? far.defs[0]! : NONE;
    return def === NONE ? null : keyOf(p, e.file, def, depth + 1);
  }
  if (b?.kind === 'const' && b.defs.length === 1 && depth < MAX_KEY) return keyOf(p, file, b.defs[0]!, depth + 1);
  // `TYPES.Desk`: a property of a literal that holds the keys.
  const o = own.k === 'prop' && depth < MAX_KEY ? valueStatic(p, file, own.o) : null;
  const lit = o?.k === 'value' ? valueAt(p, o.file, o.v) : null;
  const q =
    own.k === 'prop' && lit?.k === 'obj' ? lit.props.find((y) => y[0] === own.p && y[2] === 'value') : undefined;
  return q && o?.k === 'value' ? keyOf(p, o.file, q[1], depth + 1) : null;
}

/** Where the container is made that a value is, or that it was made from: the global id of that call; -1 where it is not seen. */
function rootOf(pt: Points, file: number, v: ValueId): number {
  const { h } = pt;
  const roots = new Set<number>();
  for (const o of setOf(h, pt.valueNode(file, v))) {
    let site = -1;
    for (let at: HeapObject | undefined = h.objects[o], hops = 0; at && hops < MAX_SCOPES; hops++) {
      if (at.k === 'ext' && (at.type === 'new' || at.type === 'call')) site = at.site;
      at = at.from < 0 ? undefined : h.objects[at.from];
    }
    roots.add(site);
  }
  return roots.size === 1 ? [...roots][0]! : -1;
}

const functionsOf = (pt: Points, node: NodeId): readonly number[] => {
  const fns = setOf(pt.h, node).flatMap((o) => (pt.h.objects[o]!.k === 'fn' ? [pt.h.objects[o]!.site] : []));
  return fns.length > MAX_GIVEN ? [] : fns;
};

/** The objects that a container makes of the class that it is given. */
function madeOf(pt: Points, { file, v }: Given): readonly ObjectId[] {
  const s = valueStatic(pt.p, file, v);
  const classes = new Set(s?.k === 'class' ? [s.gid] : []);
  for (const o of setOf(pt.h, pt.valueNode(file, v)))
    if (pt.h.objects[o]!.k === 'class') classes.add(pt.h.objects[o]!.site);
  if (classes.size > MAX_CLASSES_GIVEN) return [];
  return [...classes].flatMap((cls) =>
    (pt.instances.get(cls) ?? []).filter((o) => pt.h.objects[o]!.injected || pt.h.objects[o]!.lifetime !== undefined),
  );
}

function constructorsOf(pt: Points, o: ObjectId): readonly number[] {
  for (let at = pt.h.objects[o]!.cls, hops = 0; at >= 0 && hops < 16; at = pt.parentOf(at).cls, hops++) {
    const { file, c } = pt.p.classes[at]!;
    if (c.ctor !== NONE) return [functionGid(pt.p, file, c.ctor)];
  }
  return [];
}

/** What a container hands to a factory or a constructor: the object with everything in it, or each thing by the parameter's name. */
function hand(pt: Points, fn: number, registry: ObjectId, byName: boolean): void {
  const { p, h } = pt;
  const { file, f } = p.functions[fn]!;
  f.params.forEach((b, i) => {
    const node = pt.bindingNode(p.bindingBase[file]! + b);
    if (byName) addEdge(h, fieldNode(h, registry, nameId(h, p.files[file]!.bindings[b]!.name)), node);
    else if (i === 0) addObject(h, node, registry);
  });
}

/** Whether containers of the program are made with an option that says so. */
function isMade(p: Program, files: readonly number[], k: Container, by: NonNullable<Container['byName']>): boolean {
  return files.some((file) =>
    p.files[file]!.calls.some((c) => {
      if (!c || c.args.length === 0) return false;
      const s = c.callee === NONE ? null : valueStatic(p, file, c.callee);
      if (s?.k !== 'external' || !belongs(k, s.pkg)) return false;
      return c.args.some((a) => optionValues(p, file, a, [by.option]).some((v) => by.is.includes(textOf(p, file, v))));
    }),
  );
}

/** Whether a value reads the property under which the library's plug-in puts a container on the framework's objects. */
function isPlace(p: Program, file: number, v: ValueId, k: Container): boolean {
  const x = v === NONE ? null : p.files[file]!.values[v]!;
  return x?.k === 'prop' && k.places !== undefined && k.places.includes(x.p);
}

/** Whether a value is what a container hands to a factory of its own: the container, or something that has it. */
function isHanded(pt: Points, file: number, v: ValueId, factories: ReadonlySet<number>, depth = 0): boolean {
  if (v === NONE || depth > 2) return false;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'prop') return isHanded(pt, file, x.o, factories, depth + 1);
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  return b.kind === 'param' && b.index === 0 && factories.has(functionGid(pt.p, file, b.f));
}

/**
 * Parameters and fields that ask for a key by one of some decorators of the container: `constructor(@inject('desk') desk)`. `answer` is
 * told the key, the function that makes the object, and where the answer goes.
 */
function askedFor(
  pt: Points,
  file: number,
  k: Container,
  by: readonly string[] | undefined,
  answer: (key: string, maker: number, to: NodeId) => void,
): void {
  if (!by) return;
  const { p, h } = pt;
  const f = p.files[file]!;
  const keyAsked = (d: ValueId): string | null => {
    const deco = decoOf(p, file, d);
    if (!deco || deco.call < 0 || !belongs(k, deco.pkg) || !by.includes(deco.name)) return null;
    const [key] = f.calls[deco.call]!.args;
    return key === undefined ? null : keyOf(p, file, key);
  };
  f.classes.forEach((c, id) => {
    if (c.ctor !== NONE)
      f.functions[c.ctor]!.paramDecos.forEach((decos, i) => {
        const b = f.functions[c.ctor]!.params[i];
        const key = decos.map(keyAsked).find((x) => x !== null);
        if (b !== undefined && key) answer(key, functionGid(p, file, c.ctor), pt.bindingNode(p.bindingBase[file]! + b));
      });
    for (const m of c.members) {
      const key = m.kind === 'field' && !m.isStatic ? m.decos.map(keyAsked).find((x) => x !== null) : null;
      if (!key) continue;
      const maker = c.fieldsF === NONE ? -1 : functionGid(p, file, c.fieldsF);
      for (const o of pt.instances.get(p.classBase[file]! + id) ?? [])
        answer(key, maker, fieldNode(h, o, nameId(h, m.name)));
    }
  });
}
