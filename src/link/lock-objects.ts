import type { LibraryEntry } from '../catalog/libraries.ts';
import { NONE, type ValueId } from '../extract/facts.ts';
import { byCodeUnit } from '../text/order.ts';
import { packageOf, stepsOf } from './alternatives.ts';
import { spanOf } from './call-paths.ts';
import { constantNumber } from './constant-number.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, contextNames } from './contexts.ts';
import type { Effects, Leaf, Work } from './effects.ts';
import { type ObjectId, setOf } from './heap.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import { normalSteps } from './library-index.ts';
import { findUses, type LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import type { LockObject } from './lock-tables.ts';
import type { State, StateWrite } from './model.ts';
import { decide } from './option-values.ts';
import { functionGid } from './program.ts';

/** Methods that take a lock until something else gives it back: what follows in the function is the section. */
const TAKES = /^(acquire|lock|take|enter|wait|waitForUnlock|acquireAsync|reserve|drain|tryAcquire|writeLock|readLock)$/;

/** Calls that take the lock themselves, without an object that stands for it. */
const TAKES_AT_ONCE = /^(lock|lockSync|flock|flockSync|request)$/;

/**
 * Lock objects of libraries (mutexes, semaphores, limits) that live as long as the process, around a section that works on what
 * other processes reach.
 */
export function findLockObjects(
  linked: Linked,
  effects: Effects,
  lifeOf: (o: ObjectId) => 'process' | 'entity' | 'transient',
): LockObject[] {
  const { p, pt, ctx } = linked;
  const uses = findUses(linked, (entry) => entry.rule === RULE);
  const made = uses.filter((u) => u.entry.verdict === 'report' && u.call >= 0);
  if (made.length === 0) return [];
  const calls = callsByOwner(linked);
  const out: LockObject[] = [];
  for (const use of made) {
    const fn = functionGid(p, use.file, use.f);
    if (ctx.maskOf(fn) === 0 || linked.dev.at(use.file, use.f, use.guard)) continue;
    if ((use.entry.decide ?? []).some((d) => decide(linked, use, d).verdict === 'safe')) continue;
    const section = { leaves: [] as Leaf[], mask: 0, known: 0 };
    const writes: StateWrite[] = [];
    const enter = (gid: number, guarded: readonly number[], rest: boolean): void => {
      const at = p.calls[gid]!;
      const by = functionGid(p, at.file, at.c.f);
      const works = [
        ...(guarded.length > 0 ? [effects.of(guarded)] : []),
        ...(rest ? [effects.after(by, at.c.s)] : []),
      ];
      for (const w of works) add(w, { file: at.file, s: at.c.ns, e: at.c.e }, by);
    };
    const add = (w: Work, spot: { file: number; s: number; e: number }, by: number): void => {
      section.known++;
      section.mask |= w.mask;
      section.leaves.push(...w.leaves);
      if (
        writes.length > 0 &&
        (!(w.mask & (OUTSIDE | Does.read | Does.unknown)) || writes.at(-1)!.span.start === spot.s)
      )
        return;
      writes.push({
        span: spanOf(p, spot.file, spot.s, spot.e),
        kind: 'update',
        contexts: contextNames(ctx.maskOf(by) & AFTER),
        path: [],
        surely: true,
        by: p.functions[by]!.f.name || 'an anonymous function',
      });
    };
    const functionsIn = (gid: number): number[] =>
      p.calls[gid]!.c.args.flatMap((a) => effects.functionsAt(pt.valueNode(p.calls[gid]!.file, a)));
    // A call that takes the lock itself (`lockfile.lock(path)`, `navigator.locks.request(name, work)`).
    if (TAKES_AT_ONCE.test(use.name)) enter(use.call, functionsIn(use.call), true);
    else if (use.objects.length > 0) {
      const dressed = dressedUp(linked, use);
      // A lock of an object that a registry keeps lives as long as what is kept.
      if (!use.objects.some((o) => lifeOf(o) !== 'transient')) continue;
      for (const o of [...use.objects, ...dressed])
        for (const gid of calls.get(o) ?? []) {
          const at = p.calls[gid]!;
          // What only start-up enters keeps the steps of one process apart, which each process goes through itself.
          if ((ctx.maskOf(functionGid(p, at.file, at.c.f)) & AFTER) === 0) continue;
          const callee = p.files[at.file]!.values[at.c.callee]!;
          const guarded = functionsIn(gid);
          const name = callee.k === 'prop' ? callee.p : '';
          if (guarded.length > 0 || TAKES.test(name) || name === '') enter(gid, guarded, guarded.length === 0);
        }
      // `channel.onmessage = work`
      for (const { file, f, w } of linked.values.writesTo('onmessage')) {
        if (!('p' in w.to) || !setOf(pt.h, pt.valueNode(file, w.to.o)).some((o) => use.objects.includes(o))) continue;
        add(
          effects.of(effects.functionsAt(pt.valueNode(file, w.v))),
          { file, s: w.s, e: w.e },
          functionGid(p, file, f),
        );
      }
    }
    const silent = section.known === 0 || (section.mask & Does.lease) !== 0;
    const several = letsSeveral(linked, use);
    const reads = limits(use.entry) && section.mask & Does.read;
    if (silent || !(section.mask & (OUTSIDE | Does.unknown) || reads)) continue;
    // What several may do at once needs no lock: it is this process's own load, but where others have a limit to be kept.
    if (several && !reads && (section.mask & BORNE) === 0) continue;
    out.push({ state: stateOf(linked, use, section.mask, writes, several), objects: use.objects });
  }
  return out;
}

/** What functions of the package give that were handed the lock: `withTimeout(lock, 1000)`, `tryAcquire(lock)`. */
function dressedUp({ p, pt }: Linked, { entry, pkg, objects }: LibraryUse): readonly ObjectId[] {
  if (!entry.wrappers) return [];
  const wrappers = new Set(entry.wrappers.map(normalSteps));
  const out: ObjectId[] = [];
  for (const [gid, externals] of pt.externals) {
    const { file, id, c } = p.calls[gid]!;
    const isWrapper = (o: ObjectId) => packageOf(pt, o) === pkg && wrappers.has(normalSteps(stepsOf(pt, o)));
    if (c.args[0] === undefined || !externals.some(isWrapper)) continue;
    if (!setOf(pt.h, pt.valueNode(file, c.args[0])).some((o) => objects.includes(o))) continue;
    out.push(...setOf(pt.h, pt.valueNode(file, consumersOf(p.files[file]!).callValue(id))));
  }
  return out;
}

const RULE = 'in-process-lock';
/** What services of others, devices and queues have to bear, and what is not known. */
const BORNE = Does.queue | Does.send | Does.device | Does.unknown;
const COUNTS = /(?:^|[ .])(?:Semaphore|Sema|MultiSemaphore)$/;

/** Whether a semaphore lets more than one enter at a time, by the number that is written where it is made. */
function letsSeveral({ p, pt }: Linked, use: LibraryUse): boolean {
  const [first] = p.calls[use.call]!.c.args;
  return COUNTS.test(use.name) && first !== undefined && (constantNumber(pt, use.file, first) ?? 1) > 1;
}

/** Limits of how much runs at a time: asking a service is what they limit. */
const limits = (entry: LibraryEntry): boolean => entry.severity === 'warning';

/** Calls (global ids) of an object or of its methods. */
function callsByOwner({ pt, p }: Linked): ReadonlyMap<ObjectId, readonly number[]> {
  const out = new Map<ObjectId, number[]>();
  for (const [gid, exts] of pt.externals)
    for (const o of exts) {
      const { c } = p.calls[gid]!;
      // `limit(work)`, `this.limit(work)`: what is called is the object; `queue.add(work)`: it is a method of it.
      for (const owner of c.recv === NONE ? [o] : [o, pt.h.objects[o]!.from]) {
        if (owner < 0) continue;
        const list = out.get(owner);
        if (list) list.push(gid);
        else out.set(owner, [gid]);
      }
    }
  return out;
}

function stateOf(
  linked: Linked,
  use: LibraryUse,
  mask: number,
  writes: readonly StateWrite[],
  several: boolean,
): State {
  const isLimit = limits(use.entry) || several;
  const { p, entries } = linked;
  const home = homeOf(linked, use);
  return {
    symbol: home.symbol,
    holder: 'component',
    span: spanOf(p, home.file, home.s, home.e),
    lifetime: 'process',
    category: 'lock',
    runnerUp: null,
    shape: isLimit ? 'limit' : 'mutex',
    why: use.entry.keeps,
    proof: null,
    confidence: mask & OUTSIDE ? 'high' : 'low',
    consequences: ['not-shared', 'race'],
    writes: writes.slice(0, 12),
    reads: [],
    processes: [...entries.processesOf(use.file)].sort(byCodeUnit),
    unbounded: false,
    severity: isLimit ? 'warning' : 'error',
  };
}

/** The variable or field that what a use makes is kept in, or the call that makes it. */
export function homeOf({ p, pt }: Linked, use: LibraryUse): { file: number; s: number; e: number; symbol: string } {
  const f = p.files[use.file]!;
  const uses = consumersOf(f);
  const plain = { file: use.file, s: use.s, e: use.e, symbol: use.name };
  const look = (v: ValueId, depth: number): typeof plain | null => {
    if (v === NONE || depth > 3) return null;
    for (const u of uses.of(v)) {
      if (u.k === 'def') {
        const b = f.bindings[u.b]!;
        return { file: use.file, s: b.s, e: b.e, symbol: b.name };
      }
      if (u.k === 'store')
        for (const e of f.functions[u.f]!.events) {
          if (e.t !== 'write' || e.v !== v || !('p' in e.to)) continue;
          const name = e.to.p;
          for (const o of setOf(pt.h, pt.valueNode(use.file, e.to.o))) {
            const cls = pt.h.objects[o]!.cls;
            if (cls < 0) continue;
            const { file, c } = p.classes[cls]!;
            const m = c.members.find((x) => x.name === name && x.kind === 'field');
            return m
              ? { file, s: m.s, e: m.e, symbol: `${c.name}.${name}` }
              : { file: use.file, s: e.s, e: e.e, symbol: `${c.name}.${name}` };
          }
          return { file: use.file, s: e.s, e: e.e, symbol: name };
        }
      if (u.k === 'value' && f.values[u.v]!.k === 'as') return look(u.v, depth + 1);
    }
    return null;
  };
  return look(uses.callValue(p.calls[use.call]!.id), 0) ?? plain;
}
