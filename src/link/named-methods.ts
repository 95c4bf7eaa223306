import { NONE, type ValueId } from '../extract/facts.ts';
import { addObject, type HeapObject, type ObjectId, setOf } from './heap.ts';
import { furthestBase } from './hierarchy.ts';
import { isOfLanguage } from './natives.ts';
import type { Points, PointsInternal } from './points.ts';
import { functionGid } from './program.ts';
import { typeStatics } from './static.ts';

/** Classes (the furthest base counts, or the interface that it implements) or literals with a method of one name: where more have it, the name tells nothing. */
const MAX_OWNERS = 3;
/** Methods that one call may run because of their name: a family of classes that override one another. */
const MAX_NAMED = 64;

/** Names of methods that many objects of Node have: node:events, node:stream, requests, answers, loggers. */
const NODE = new Set(
  (
    'on once off emit addListener removeListener removeAllListeners listeners listenerCount pipe unpipe read write end destroy close ' +
    'open pause resume log info warn error debug trace abort json text blob arrayBuffer send status'
  ).split(' '),
);
/** Of a receiver that nothing is known of, such a name tells nothing. */
const isCommon = (name: string): boolean => isOfLanguage(name) || NODE.has(name);

/** A method with what has it: a class by its furthest base or by the interface of the program that declares the family, or what a literal or an assignment stands at. */
type Named = {
  readonly fn: number;
  readonly owner: string;
  readonly pkg: string | null;
  /** The class of a static method, else -1. */
  readonly ofClass: number;
};

/**
 * Lets calls of methods, on receivers that nothing is known of, run what is called so in the program and by nobody else. Objects that
 * come out of tables, of a library that makes them of the program's classes, or through parameters that no call is seen to give, are
 * otherwise the end of every way. By name alone, as in Feldthaus et al., "Efficient construction of approximate call graphs for
 * JavaScript IDE services" (ICSE 2013). True where some call got something new to run: then values must be solved again.
 */
export function settleNamedMethods(
  pt: Points,
  loaded: ReadonlySet<number>,
  mayBe: (method: number) => boolean,
): boolean {
  const { p, h } = pt;
  const { internal } = pt as PointsInternal;
  const files = [...loaded].sort((a, b) => a - b);
  const busy = functionsInUse(pt, files);
  const named = methodsByName(pt, files, (fn) => !busy.has(fn) && mayBe(fn));
  if (named.size === 0) return false;
  let changed = false;
  for (const file of files) {
    const f = p.files[file]!;
    for (let id = 0; id < f.calls.length; id++) {
      const c = f.calls[id];
      if (c?.kind !== 'call' || c.recv === NONE) continue;
      const callee = f.values[c.callee]!;
      const list = callee.k === 'prop' ? named.get(callee.p) : undefined;
      if (!list) continue;
      const gid = p.callBase[file]! + id;
      if ((pt.targets.get(gid)?.size ?? 0) > 0) continue;
      const from = receivers(pt, setOf(h, pt.valueNode(file, c.recv)), callee.k === 'prop' ? callee.p : '');
      if (from === null) continue;
      const fit = list.filter(
        ({ fn, pkg }) => (from.size === 0 || (pkg !== null && from.has(pkg))) && takes(pt, fn, c.args.length),
      );
      if (fit.length === 0 || fit.length > MAX_NAMED || new Set(fit.map(({ owner }) => owner)).size > MAX_OWNERS)
        continue;
      for (const { fn, ofClass } of fit) {
        internal.callByName(gid, fn);
        if (ofClass >= 0) addObject(h, pt.thisNode(fn), pt.classObject(ofClass));
      }
      changed = true;
    }
  }
  return changed;
}

/** Packages that a receiver comes from where nothing else is known of it; null where something is. */
function receivers({ h, lib }: Points, set: readonly ObjectId[], method: string): ReadonlySet<string> | null {
  const { objects } = h;
  /** `app.service('berths').note(boat)`: what the library gives back is the program's. */
  const isOfProgram = (kind: number): boolean => {
    const { ofProgram } = lib.kinds[kind]!.def;
    return ofProgram !== undefined && !ofProgram.but.includes(method);
  };
  const from = new Set<string>();
  for (const o of set) {
    const x = objects[o]!;
    if (x.kinds.length > 0 && x.kinds.every(isOfProgram)) continue;
    if (x.k !== 'ext' || x.pkg === '(global)' || x.kinds.length > 0) return null;
    if (!isPutOn(objects, x)) from.add(x.pkg);
  }
  return from;
}

/** `req.ledger`: what stands at a request or the like, and the library knows nothing of, may be the program's. */
function isPutOn(objects: readonly HeapObject[], x: HeapObject): boolean {
  for (let at = x, hops = 0; at.from >= 0 && hops < 8; hops++) {
    if (at.type === 'call' || at.type === 'new') return false;
    at = objects[at.from]!;
    if (at.type === 'callback') return true;
  }
  return false;
}

function takes(pt: Points, fn: number, given: number): boolean {
  const { f } = pt.p.functions[fn]!;
  return f.rest || given <= f.params.length;
}

/** Functions that some call runs, or is given. */
function functionsInUse({ p, h, targets, valueNode }: Points, files: readonly number[]): ReadonlySet<number> {
  const busy = new Set<number>();
  for (const fns of targets.values()) for (const fn of fns) busy.add(fn);
  const seen = new Set<number>();
  for (const file of files)
    for (const c of p.files[file]!.calls) {
      if (!c || c.kind === 'deco') continue;
      for (const a of c.args) {
        const node = valueNode(file, a);
        if (seen.has(node)) continue;
        seen.add(node);
        for (const o of setOf(h, node)) if (h.objects[o]!.k === 'fn') busy.add(h.objects[o]!.site);
      }
    }
  return busy;
}

function methodsByName(
  pt: Points,
  files: readonly number[],
  counts: (fn: number) => boolean,
): ReadonlyMap<string, Named[]> {
  const { p } = pt;
  const named = new Map<string, Named[]>();
  const put = (name: string, fn: number, owner: string, pkg: string | null, ofClass = -1) => {
    if (isCommon(name) || !counts(fn)) return;
    const list = named.get(name);
    const one = { fn, owner, pkg, ofClass };
    if (!list) named.set(name, [one]);
    else if (!list.some((other) => other.fn === fn)) list.push(one);
  };
  for (const file of files) {
    const f = p.files[file]!;
    const functionOf = (v: ValueId): number => {
      const x = f.values[v]!;
      return x.k === 'fn' ? functionGid(p, file, x.f) : -1;
    };
    f.classes.forEach((c, id) => {
      const cls = p.classBase[file]! + id;
      const { cls: last, ext } = furthestBase(pt, cls);
      const pkg = ext?.pkg ?? null;
      const family = ext ? `${last}` : (interfaceOf(pt, cls) ?? `${last}`);
      for (const m of c.members) {
        if (m.decos.length > 0) continue;
        // `verify = async (code) => …`: a field that holds a function from the start is a method to whoever calls it.
        const fn =
          m.kind === 'method' && m.f !== NONE
            ? functionGid(p, file, m.f)
            : m.kind === 'field' && m.init !== NONE
              ? functionOf(m.init)
              : -1;
        if (fn >= 0) put(m.name, fn, m.isStatic ? `static ${last}` : family, pkg, m.isStatic ? cls : -1);
      }
    });
    f.values.forEach((x, v) => {
      if (x.k !== 'obj') return;
      for (const [name, value, kind] of x.props) {
        const fn = kind === 'value' ? functionOf(value) : -1;
        if (fn >= 0) put(name, fn, `literal ${file} ${v}`, null);
      }
    });
    for (const fn of f.functions)
      for (const e of fn?.events ?? []) {
        if (e.t !== 'write' || !('p' in e.to) || e.op !== '=') continue;
        const given = functionOf(e.v);
        if (given >= 0) put(e.to.p, given, `assigned ${file} ${e.to.o}`, libraryOf(pt, file, e.to.o));
      }
  }
  return named;
}

/** The one interface of the program that a class or a base of it implements: what implements it is one family, as what extends one base is. */
function interfaceOf({ p, parentOf }: Points, cls: number): string | null {
  const found = new Set<string>();
  for (let at = cls, hops = 0; at >= 0 && hops < 16; at = parentOf(at).cls, hops++) {
    const { file, c } = p.classes[at]!;
    for (const type of c.impl)
      for (const s of typeStatics(p, file, type)) if (s.k === 'type') found.add(`interface ${s.file} ${s.decl}`);
  }
  return found.size === 1 ? [...found][0]! : null;
}

/** The package whose value a method is put on (`schema.methods.verify = …`), if it is one's. */
function libraryOf({ h, valueNode }: Points, file: number, v: ValueId): string | null {
  for (const o of setOf(h, valueNode(file, v))) {
    const { k, pkg } = h.objects[o]!;
    if (k === 'ext' && pkg !== '(global)') return pkg;
  }
  return null;
}
