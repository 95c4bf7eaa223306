import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Mutation } from './holders.ts';
import { isOfLanguage } from './natives.ts';
import { LISTEN, type Points } from './points.ts';
import { callGid } from './program.ts';

/** Objects that one receiver may be: with more of them, calls tell nothing of each. */
const MAX_CALLED = 8;

const known = new WeakMap<Points, ReadonlySet<ObjectId>>();

/** Values of libraries on which the program calls methods that no data of the language has. */
function calledUpon(pt: Points): ReadonlySet<ObjectId> {
  return entryOf(known, pt, () => {
    const { p, h } = pt;
    const out = new Set<ObjectId>();
    // Calls that no process loads are holes of the list.
    p.calls.forEach(({ file, c }) => {
      if (!c || c.recv === NONE) return;
      const callee = p.files[file]!.values[c.callee]!;
      if (callee.k !== 'prop' || isOfLanguage(callee.p)) return;
      const on = setOf(h, pt.valueNode(file, c.recv));
      if (on.length <= MAX_CALLED) for (const o of on) if (h.objects[o]!.k === 'ext') out.add(o);
    });
    return out;
  });
}

/**
 * Whether what is put is a part of what a library gives, and the program works with it by its methods, wherever it is handed on to
 * (`const { sessions } = await openStore(options); kept = sessions`): a handle of that library, and no data.
 */
export function isCalledUpon(pt: Points, m: Mutation): boolean {
  const { h } = pt;
  const held = m.v === NONE ? [] : setOf(h, pt.valueNode(m.file, m.v));
  const upon = calledUpon(pt);
  return (
    held.length > 0 && held.every((o) => h.objects[o]!.k === 'ext' && h.objects[o]!.pkg !== '(global)' && upon.has(o))
  );
}

const heardOf = new WeakMap<Points, ReadonlySet<ObjectId>>();

/**
 * Whether what a function of a library gives who waits for it is listened to somewhere (`const feed = await bus.open(); feed.on('line', hear)`):
 * it is something that goes on living, and no data.
 */
export function givesWhatIsHeard(pt: Points, library: ObjectId): boolean {
  const heard = entryOf(heardOf, pt, () => {
    const { p, externals } = pt;
    const out = new Set<ObjectId>();
    p.calls.forEach(({ file, c }) => {
      const f = p.files[file]!;
      const callee = f.values[c.callee]!;
      const listener = c.args[1] ?? NONE;
      if (callee.k !== 'prop' || !LISTEN.has(callee.p) || c.recv === NONE || listener === NONE) return;
      if (f.values[listener]!.k === 'lit') return;
      for (const call of awaitedIn(f, c.recv)) for (const o of externals.get(callGid(p, file, call)) ?? []) out.add(o);
    });
    return out;
  });
  return heard.has(library);
}

/** The calls that a variable is given the awaited results of. */
function awaitedIn(f: FileFacts, v: ValueId): readonly CallId[] {
  const x = f.values[v]!;
  return (x.k === 'bind' ? f.bindings[x.b]!.defs : []).flatMap((d) => {
    const awaited = f.values[d]!;
    const of = awaited.k === 'await' ? f.values[awaited.v]! : null;
    return of?.k === 'call' ? [of.c] : [];
  });
}
