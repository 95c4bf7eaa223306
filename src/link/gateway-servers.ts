import { type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
import { setOf } from './heap.ts';
import { isSubclass } from './hierarchy.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { isOnlyEnded } from './sockets.ts';

/** Steps that a value is followed through tests and optional chains. */
const MAX_STEPS = 6;

/**
 * Whether the server that a framework puts into a property (`@WebSocketServer() server`) is asked for its connections alone, each of which is
 * closed, whenever the program reads the property: nothing is said through it, so it has no rooms that others would miss.
 */
export function onlyClosesClients(linked: Linked, use: LibraryUse): boolean {
  const { p, pt } = linked;
  const f = p.files[use.file]!;
  const at = f.classes.findIndex((c) => c.s <= use.s && use.s < c.e && c.members.some((m) => isAt(m.decos)));
  if (at < 0) return false;
  const cls = p.classBase[use.file]! + at;
  const { name } = f.classes[at]!.members.find((m) => isAt(m.decos))!;
  let closed = false;
  for (const file of linked.entries.loaded) {
    const facts = p.files[file]!;
    for (const [v, x] of facts.values.entries()) {
      if (x.k !== 'prop' || x.p !== name) continue;
      const on = setOf(pt.h, pt.valueNode(file, x.o)).map((o) => pt.h.objects[o]!.cls);
      const isIts = on.some((c) => c >= 0 && isSubclass(pt, c, cls));
      // Of what is not known to be anything, `this` may be one.
      if (!isIts && ((file !== use.file && on.length > 0) || facts.values[x.o]!.k !== 'this')) continue;
      const ended = endsAll(file, v, 0);
      if (ended === null) return false;
      closed ||= ended;
    }
  }
  return closed;

  function isAt(decos: readonly ValueId[]): boolean {
    return decos.some((d) => {
      const x = f.values[d]!;
      const c = x.k === 'call' ? f.calls[x.c]! : null;
      return c !== null && c.s === use.s;
    });
  }

  /** Whether a read of the server ends its connections (true), only tests it or ends it (false), or does anything else (null). */
  function endsAll(file: number, v: ValueId, depth: number): boolean | null {
    if (depth > MAX_STEPS) return null;
    const facts = p.files[file]!;
    let ended = false;
    for (const u of consumersOf(facts).of(v)) {
      if (u.k === 'cond') continue;
      if (u.k === 'recv') {
        const callee = facts.values[facts.calls[u.c]!.callee]!;
        if (callee.k === 'prop' && callee.p === 'close') continue;
        return null;
      }
      if (u.k !== 'value') return null;
      const x = facts.values[u.v]!;
      if (x.k === 'narrow' || x.k === 'as' || x.k === 'alt') {
        const inner = endsAll(file, u.v, depth + 1);
        if (inner === null) return null;
        ended ||= inner;
      } else if (x.k === 'prop' && x.p === 'clients') {
        const readers = readersOf(file, u.v);
        if (readers.length === 0) return null;
        for (const fn of readers)
          if (!isOnlyEnded(linked, { ...use, file, f: fn, name: 'clients', objects: [] })) return null;
        ended = true;
      } else if (x.k !== 'prop' || x.p !== 'close') return null;
    }
    return ended;
  }

  /** Functions in which a value is read. */
  function readersOf(file: number, v: ValueId): readonly FunctionId[] {
    const facts = p.files[file]!;
    return [...facts.functions.entries()].flatMap(([id, fn]) => {
      const reads = fn.events.some((e) => {
        if (e.t === 'read') return e.v === v;
        return e.t === 'call' && facts.calls[e.c]!.recv !== NONE && facts.calls[e.c]!.recv === v;
      });
      return reads ? [id] : [];
    });
  }
}
