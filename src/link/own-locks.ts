import { NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';
import { spanOf } from './call-paths.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, contextNames } from './contexts.ts';
import type { Effects } from './effects.ts';
import { setOf } from './heap.ts';
import type { Holders } from './holders.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import { findUses } from './library-uses.ts';
import type { Linked } from './linked.ts';
import type { ModelSpan, State, StateWrite } from './model.ts';
import type { Owner } from './ownership.ts';
import { functionGid } from './program.ts';

// Locks that the program wrote itself: a class whose methods are handed work, and run one piece of it at a time. What is locked is what
// each of its objects is handed, so that the place where an object is kept says it, and not the class that all of them are made of.

/** Functions around one in which its class is looked for, and uses of a promise until it is kept. */
const MAX_AROUND = 16;
const MAX_KEPT = 6;
/** Places in which objects of one class are kept. */
const MAX_HOMES = 64;
const CONTINUES: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** A call that hands work to an object of a class. */
type Handing = { readonly call: number; readonly work: readonly number[] };

/** Locks of own classes, each where the program keeps it, and whether a place stands in one of these classes. */
export type OwnLocks = { readonly states: readonly State[]; readonly isOfLock: (span: ModelSpan) => boolean };

/**
 * Locks whose class is the program's own.
 * @param flagged classes with a field that is a lock by itself: a flag, a chain of promises
 */
export function findOwnLocks(
  linked: Linked,
  effects: Effects,
  { lifeOf, ownerOf }: Pick<Holders, 'lifeOf' | 'ownerOf'>,
  flagged: ReadonlySet<number>,
): OwnLocks {
  const { p, pt, ctx, entries } = linked;
  const { h } = pt;
  /** The class (global id) in whose code a function stands; -1 where there is none. */
  const classOf = (fn: number): number => {
    const { file, id } = p.functions[fn]!;
    const f = p.files[file]!;
    for (let at = id, hops = 0; at > 0 && hops < MAX_AROUND; at = f.functions[at]!.parent, hops++)
      if (f.functions[at]!.cls >= 0) return p.classBase[file]! + f.functions[at]!.cls;
    return -1;
  };
  const locks = new Set(
    findUses(linked, ({ rule, verdict }) => rule === 'in-process-lock' && verdict === 'report').flatMap(
      (use) => use.objects,
    ),
  );
  const handed = new Map<number, Handing[]>();
  for (const [call, fns] of pt.targets) {
    const { file, c } = p.calls[call]!;
    if (c.recv === NONE || c.args.length === 0 || c.kind !== 'call') continue;
    const classes = new Set([...fns].map(classOf));
    const [cls] = classes;
    if (classes.size !== 1 || cls === undefined || cls < 0 || classOf(functionGid(p, file, c.f)) === cls) continue;
    const work = c.args.flatMap((a) => effects.functionsAt(pt.valueNode(file, a))).filter((fn) => classOf(fn) !== cls);
    if (work.length > 0) entryOf(handed, cls, () => []).push({ call, work });
  }

  /** Whether a class keeps a lock of a library in a field, or hangs what it is handed behind a promise that it keeps. */
  const serialises = (cls: number, own: readonly number[]): boolean =>
    flagged.has(cls) ||
    (pt.instances.get(cls) ?? []).some((o) => {
      const fields = h.fields[o] ?? [];
      for (let i = 1; i < fields.length; i += 2) if (setOf(h, fields[i]!).some((x) => locks.has(x))) return true;
      return false;
    }) ||
    own.some((fn) => chains(fn));

  /** `this.tail = this.tail.then(work)`: a parameter is run behind a promise, and what that gives is kept. */
  const chains = (fn: number): boolean => {
    const { file, id } = p.functions[fn]!;
    const f = p.files[file]!;
    return f.calls.some((c, call) => {
      if (!c || c.f !== id || c.args[0] === undefined) return false;
      const callee = f.values[c.callee]!;
      if (callee.k !== 'prop' || callee.p !== 'then') return false;
      const work = f.values[c.args[0]]!;
      const isHanded = work.k === 'bind' && f.bindings[work.b]!.kind === 'param';
      return isHanded && isKept(file, consumersOf(f).callValue(call), 0);
    });
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
      return callee.k === 'prop' && CONTINUES.has(callee.p) && isKept(file, uses.callValue(u.c), depth + 1);
    });
  };

  /** Whether the code of a class does anything outside this process that it is not handed. */
  const actsItself = (own: readonly number[], given: ReadonlySet<number>): boolean =>
    own.some((fn) => {
      const { leaves, edges } = effects.directly(fn);
      if (leaves.some((leaf) => leaf.does & OUTSIDE)) return true;
      const others = edges.map((e) => e.fn).filter((g) => !given.has(g) && !own.includes(g));
      return others.length > 0 && (effects.of(others).mask & OUTSIDE) !== 0;
    });

  const states: State[] = [];
  const classes = new Set<number>();
  for (const [cls, calls] of [...handed].sort(([a], [b]) => a - b)) {
    const { file: at, c: facts } = p.classes[cls]!;
    const own = p.files[at]!.functions.flatMap((_, id) =>
      classOf(functionGid(p, at, id)) === cls ? [functionGid(p, at, id)] : [],
    );
    if (!serialises(cls, own) || actsItself(own, new Set(calls.flatMap((x) => x.work)))) continue;
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
    // Of a class with one object beside it, the field says it.
    if (places.length === 0 || places.length > MAX_HOMES) continue;
    if (places.length === 1 && places[0]!.owner.file === at) continue;
    for (const { owner, calls } of places) {
      const writes: StateWrite[] = [];
      let mask = 0;
      for (const { call, work } of calls) {
        const { file, c } = p.calls[call]!;
        const by = functionGid(p, file, c.f);
        const section = effects.of(work);
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
      classes.add(cls);
      const { file, s, e, name } = owner;
      states.push({
        symbol: owner.kind === 'field' ? `${p.classes[owner.cls]!.c.name || 'class'}.${name}` : name,
        holder: 'component',
        span: spanOf(p, file, s, e),
        lifetime: 'process',
        category: 'lock',
        runnerUp: null,
        shape: 'mutex',
        why: 'a class of the program runs one piece of work at a time, in this process alone',
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
  const isOfLock = ({ file, start }: ModelSpan): boolean =>
    [...classes].some((cls) => {
      const { file: at, c } = p.classes[cls]!;
      return p.files[at]!.file === file && start >= c.s && start < c.e;
    });
  return { states, isOfLock };
}
