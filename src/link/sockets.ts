import { type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { valueAt } from './program.ts';

/** Methods by which a socket is told something; `close`, `terminate` and `ping` tell nothing that others miss. */
const SENDS = new Set(['send', 'emit', 'write', 'push', 'publish']);

/**
 * Whether what stands at a property (the sockets of a server) is walked and sent to: in a loop over it, or in a callback of a method of
 * it, a method that sends is called on an element.
 */
export function isSentTo(linked: Linked, use: LibraryUse): boolean {
  const f = linked.p.files[use.file]!;
  // The function and all that is written in it: callbacks of the walk stand there.
  const within = new Set<FunctionId>([use.f]);
  f.functions.forEach((fn, id) => {
    if (fn.parent !== NONE && within.has(fn.parent)) within.add(id);
  });
  return f.calls.some((c) => {
    if (!c || !within.has(c.f)) return false;
    const callee = valueAt(linked.p, use.file, c.callee);
    return callee.k === 'prop' && SENDS.has(callee.p) && isElement(linked, use, c.recv, within, 0);
  });
}

/** Whether a value is an element of what the use reads: by a loop, or as the parameter of a callback inside it. */
function isElement(
  linked: Linked,
  use: LibraryUse,
  v: ValueId,
  within: ReadonlySet<FunctionId>,
  depth: number,
): boolean {
  if (v === NONE || depth > 8) return false;
  const f = linked.p.files[use.file]!;
  const x = f.values[v]!;
  switch (x.k) {
    case 'elem':
      return leadsTo(linked, use, x.v, depth + 1);
    case 'prop':
      return isElement(linked, use, x.o, within, depth + 1);
    case 'as':
    case 'await':
    case 'narrow':
      return isElement(linked, use, x.v, within, depth + 1);
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (b.kind === 'param') return b.f !== use.f && within.has(b.f) && isCallbackOf(linked, use, b.f);
      return b.defs.some((d) => isElement(linked, use, d, within, depth + 1));
    }
    default:
      return false;
  }
}

/** Whether a function is handed to a method of what the use reads: `server.clients.forEach(fn)`, `[...server.clients].map(fn)`. */
function isCallbackOf(linked: Linked, use: LibraryUse, fn: FunctionId): boolean {
  const f = linked.p.files[use.file]!;
  return f.calls.some(
    (c) =>
      c?.recv !== undefined &&
      c.recv !== NONE &&
      c.args.some((a) => f.values[a]!.k === 'fn' && (f.values[a] as { f: FunctionId }).f === fn) &&
      leadsTo(linked, use, c.recv, 0),
  );
}

/** Whether a value is that of the use, or a list made from it. */
function leadsTo(linked: Linked, use: LibraryUse, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > 8) return false;
  const f = linked.p.files[use.file]!;
  const x = f.values[v]!;
  switch (x.k) {
    case 'prop':
      return x.p === use.name;
    case 'arr':
      return [...x.spreads, ...x.items].some((y) => leadsTo(linked, use, y, depth + 1));
    case 'bind':
      return f.bindings[x.b]!.defs.some((d) => leadsTo(linked, use, d, depth + 1));
    case 'call': {
      const c = f.calls[x.c]!;
      return leadsTo(linked, use, c.recv, depth + 1) || c.args.some((a) => leadsTo(linked, use, a, depth + 1));
    }
    case 'elem':
    case 'as':
    case 'await':
    case 'narrow':
      return leadsTo(linked, use, x.v, depth + 1);
    default:
      return false;
  }
}
