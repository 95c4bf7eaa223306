import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';
import { spanOf } from './call-paths.ts';
import { classAround } from './class-methods.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, contextNames } from './contexts.ts';
import type { Effects } from './effects.ts';
import { setOf } from './heap.ts';
import type { Holders } from './holders.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import { findUses } from './library-uses.ts';
import type { Linked } from './linked.ts';
import type { ModelSpan, State, StateWrite } from './model.ts';
import { isContinuation } from './natives.ts';
import type { Owner } from './ownership.ts';
import { callGid, functionGid } from './program.ts';
import type { Runs } from './work.ts';

// Locks that the program wrote itself: a class whose methods are handed work, and run one piece of it at a time, or let who calls them
// wait their turn. What is locked is what each of its objects is handed or waited for, so that the place where an object is kept says it,
// and not the class that all of them are made of.

/** Uses of a promise until it is kept, and steps back to where one comes from. */
const MAX_KEPT = 6;
/** Functions of a class that one method runs through. */
const MAX_OWN = 40;
/** Places in which objects of one class are kept. */
const MAX_HOMES = 64;

/**
 * A call that hands work to a method of an object, and the functions of the class that the method runs through; without work it waits
 * its turn (`await turns.acquire()`), and what follows in its function is the section.
 */
type Handing = { readonly call: number; readonly work: readonly number[]; readonly runs: ReadonlySet<number> };

/** Locks of own classes, each where the program keeps it, and whether a piece of state is how such a lock works. */
export type OwnLocks = { readonly states: readonly State[]; readonly isOfLock: (state: State) => boolean };

/**
 * Locks whose class is the program's own.
 * @param flagged fields that are a lock by themselves (a flag, a chain of promises), by class
 */
export function findOwnLocks(
  linked: Linked,
  effects: Effects,
  { lifeOf, ownerOf }: Pick<Holders, 'lifeOf' | 'ownerOf'>,
  flagged: ReadonlyMap<number, ReadonlySet<string>>,
): OwnLocks {
  const { p, pt, ctx, entries } = linked;
  const { h } = pt;
  const classOf = (fn: number): number => classAround(p, fn);
  const members = new Map<number, readonly number[]>();
  /** The functions that stand in the code of a class. */
  const functionsOf = (cls: number): readonly number[] =>
    entryOf(members, cls, () => {
      const { file } = p.classes[cls]!;
      const all = p.files[file]!.functions.map((_, id) => functionGid(p, file, id));
      return all.filter((fn) => classOf(fn) === cls);
    });
  const locks = new Set(
    findUses(linked, ({ rule, verdict }) => rule === 'in-process-lock' && verdict === 'report').flatMap(
      (use) => use.objects,
    ),
  );
  const callsOf = (fn: number): readonly CallId[] =>
    p.functions[fn]!.f.events.flatMap((e) => (e.t === 'call' ? [e.c] : []));

  /** A method, the functions in it, and those of its class that these call. */
  const runsOf = (method: number, cls: number): ReadonlySet<number> => {
    const { file } = p.functions[method]!;
    const f = p.files[file]!;
    const out = new Set([method]);
    for (const fn of out) {
      if (out.size > MAX_OWN) break;
      const called = callsOf(fn).flatMap((c) => [...(pt.targets.get(callGid(p, file, c)) ?? [])]);
      for (const g of called) if (classOf(g) === cls) out.add(g);
      for (const g of functionsOf(cls)) if (f.functions[p.functions[g]!.id]!.parent === p.functions[fn]!.id) out.add(g);
    }
    return out;
  };

  /** Whether a function of a class reads a field that is a lock by itself. */
  const asksFlag = (cls: number, fn: number): boolean => {
    const { file } = p.functions[fn]!;
    const f = p.files[file]!;
    const flags = flagged.get(cls);
    return p.functions[fn]!.f.events.some((e) => {
      const x = e.t === 'read' ? f.values[e.v]! : undefined;
      return x?.k === 'prop' && (flags?.has(x.p) ?? false) && f.values[x.o]!.k === 'this';
    });
  };
  const waits = (fn: number): boolean => p.functions[fn]!.f.events.some((e) => e.t === 'await');
  const turns = new Map<number, ReadonlySet<number>>();
  /** The functions by which a class lets others wait their turn; none where it holds no such flag. */
  const turnsOf = (cls: number): ReadonlySet<number> =>
    entryOf(turns, cls, () => new Set(flagged.has(cls) ? functionsOf(cls).filter((fn) => asksFlag(cls, fn)) : []));

  /** Whether a method keeps what it is handed from running beside itself: by a flag, a lock of a library, or a chain of promises. */
  const serialises = (cls: number, method: number, runs: Runs): boolean => {
    const { file } = p.classes[cls]!;
    const f = p.files[file]!;
    return [...runs].some((fn) => {
      if (asksFlag(cls, fn) || chains(fn, method)) return true;
      return callsOf(fn).some((c) => {
        const { recv, args } = f.calls[c]!;
        return recv !== NONE && args.length > 0 && setOf(h, pt.valueNode(file, recv)).some((o) => locks.has(o));
      });
    });
  };

  /** `this.tail = this.tail.then(work)`: what the method is handed runs behind a promise of the object, and what that gives is kept. */
  const chains = (fn: number, method: number): boolean => {
    const { file } = p.functions[fn]!;
    const f = p.files[file]!;
    return callsOf(fn).some((call) => {
      const c = f.calls[call]!;
      const callee = f.values[c.callee]!;
      if (c.args[0] === undefined || callee.k !== 'prop' || callee.p !== 'then') return false;
      const work = f.values[c.args[0]]!;
      const b = work.k === 'bind' ? f.bindings[work.b]! : null;
      const isHanded = b?.kind === 'param' && functionGid(p, file, b.f) === method;
      return isHanded && isOfThis(file, c.recv, 0) && isKept(file, consumersOf(f).callValue(call), 0);
    });
  };

  /** Whether a value comes out of the object: a field, an element of one, or what a method of it gives. */
  const isOfThis = (file: number, v: ValueId, depth: number): boolean => {
    const f = p.files[file]!;
    const x = v === NONE || depth > MAX_KEPT ? undefined : f.values[v]!;
    const inner = (y: ValueId) => isOfThis(file, y, depth + 1);
    if (x?.k === 'this') return true;
    if (x?.k === 'prop' || x?.k === 'index') return inner(x.o);
    if (x?.k === 'as' || x?.k === 'await') return inner(x.v);
    if (x?.k === 'alt') return x.of.some(inner);
    if (x?.k === 'call') return inner(f.calls[x.c]!.recv);
    const b = x?.k === 'bind' ? f.bindings[x.b]! : undefined;
    return b !== undefined && b.kind !== 'param' && !b.imp && b.defs.some(inner);
  };

  const isKept = (file: number, v: ValueId, depth: number): boolean => {
    const f = p.files[file]!;
    const uses = consumersOf(f);
    if (v === NONE || v === undefined || depth > MAX_KEPT) return false;
    return uses.of(v).some((u) => {
      if (u.k === 'store') return true;
      if (u.k === 'def') return isKept(file, uses.bindValue(u.b), depth + 1);
      if (u.k !== 'recv') return false;
      const callee = f.values[f.calls[u.c]!.callee]!;
      return callee.k === 'prop' && isContinuation(callee.p) && isKept(file, uses.callValue(u.c), depth + 1);
    });
  };

  const handed = new Map<number, Handing[]>();
  const methods = new Map<number, ReadonlySet<number> | null>();
  for (const [call, fns] of pt.targets) {
    const { file, c } = p.calls[call]!;
    if (c.recv === NONE || c.kind !== 'call') continue;
    const [method, ...others] = fns;
    const cls = method === undefined || others.length > 0 ? -1 : classOf(method);
    if (cls < 0 || classOf(functionGid(p, file, c.f)) === cls) continue;
    const work = c.args.flatMap((a) => effects.functionsAt(pt.valueNode(file, a))).filter((fn) => classOf(fn) !== cls);
    if (work.length === 0) {
      if (c.use === 'await' && turnsOf(cls).has(method!) && waits(method!))
        entryOf(handed, cls, () => []).push({ call, work, runs: turnsOf(cls) });
      continue;
    }
    const runs = entryOf(methods, method!, () => {
      const all = runsOf(method!, cls);
      return serialises(cls, method!, all) ? all : null;
    });
    if (runs) entryOf(handed, cls, () => []).push({ call, work, runs });
  }

  /** Whether the code of a class does anything outside this process that it is not handed. */
  const actsItself = (own: ReadonlySet<number>, given: ReadonlySet<number>): boolean =>
    [...own].some((fn) => {
      const { leaves, edges } = effects.directly(fn);
      if (leaves.some((leaf) => leaf.does & OUTSIDE)) return true;
      const others = edges.map((e) => e.fn).filter((g) => !given.has(g) && !own.has(g));
      return others.length > 0 && (effects.of(others).mask & OUTSIDE) !== 0;
    });

  const states: State[] = [];
  /** Functions through which a lock works, of the classes that are told. */
  const parts = new Set<number>();
  for (const [cls, calls] of [...handed].sort(([a], [b]) => a - b)) {
    const { file: at, c: facts } = p.classes[cls]!;
    if (actsItself(new Set(functionsOf(cls)), new Set(calls.flatMap((x) => x.work)))) continue;
    const homes = new Map<string, { readonly owner: Owner; readonly calls: Handing[] }>();
    for (const x of calls) {
      const { file, c } = p.calls[x.call]!;
      if ((ctx.maskOf(functionGid(p, file, c.f)) & AFTER) === 0) continue;
      for (const o of setOf(h, pt.valueNode(file, c.recv))) {
        const owner = h.objects[o]!.cls === cls && lifeOf(o) !== 'transient' ? ownerOf(o) : undefined;
        if (!owner || owner.kind === 'property' || owner.name === '') continue;
        const home = entryOf(homes, `${owner.file}:${owner.s}`, () => ({ owner, calls: [] as Handing[] }));
        if (!home.calls.includes(x)) home.calls.push(x);
      }
    }
    const places = [...homes.values()];
    // Where the one object stands beside its class, that is the place already.
    if (places.length === 0 || places.length > MAX_HOMES) continue;
    if (places.length === 1 && places[0]!.owner.file === at) continue;
    for (const { owner, calls } of places) {
      const writes: StateWrite[] = [];
      let mask = 0;
      const waited = calls.every(({ work }) => work.length === 0);
      for (const { call, work } of calls) {
        const { file, c } = p.calls[call]!;
        const by = functionGid(p, file, c.f);
        const section = work.length > 0 ? effects.of(work) : effects.after(by, c.s);
        if (!(section.mask & OUTSIDE) || section.mask & Does.lease) continue;
        mask |= section.mask;
        writes.push({
          span: spanOf(p, file, c.ns, c.e),
          kind: 'update',
          contexts: contextNames(ctx.maskOf(by) & AFTER),
          path: [],
          surely: true,
          by: p.functions[by]!.f.name || 'an anonymous function',
        });
      }
      if (mask === 0) continue;
      for (const x of calls) for (const fn of x.runs) parts.add(fn);
      const { file, s, e, name } = owner;
      states.push({
        symbol: owner.kind === 'field' ? `${p.classes[owner.cls]!.c.name || 'class'}.${name}` : name,
        holder: 'component',
        span: spanOf(p, file, s, e),
        lifetime: 'process',
        category: 'lock',
        runnerUp: null,
        shape: 'mutex',
        why: waited
          ? 'its class lets one caller go on at a time, in this process alone'
          : 'its class runs one piece of work at a time, in this process alone',
        proof: spanOf(p, at, facts.s, facts.s + 1),
        confidence: mask & (Does.database | Does.file | Does.exec) ? 'high' : 'medium',
        consequences: ['not-shared', 'race'],
        writes: writes.slice(0, 12),
        reads: [],
        processes: [...entries.processesOf(file)].sort(byCodeUnit),
        unbounded: false,
        severity: 'error',
      });
    }
  }
  /** What is written after start-up in these functions alone is how the lock works; what else the class keeps is told as ever. */
  const isOfLock = ({ writes }: State): boolean => {
    const later = writes.filter((w) => w.contexts.some((name) => name !== 'boot'));
    return later.length > 0 && later.every(({ span }) => [...parts].some((fn) => standsIn(fn, span)));
  };
  const standsIn = (fn: number, { file, start, end }: ModelSpan): boolean => {
    const { file: at, f } = p.functions[fn]!;
    return p.files[at]!.file === file && start >= f.s && end <= f.e;
  };
  return { states, isOfLock };
}
