import { type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { packageOf, stepsOf } from './alternatives.ts';
import { setOf } from './heap.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { valueAt } from './program.ts';
import { tellsHanded } from './told-clients.ts';

/** Methods by which a socket is told something; `close`, `terminate` and `ping` tell nothing that others miss. */
const SENDS = new Set(['send', 'emit', 'write', 'push', 'publish', 'join', 'leave']);

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
  return f.calls.some((c, id) => {
    if (!c || !within.has(c.f)) return false;
    const callee = valueAt(linked.p, use.file, c.callee);
    if (callee.k === 'prop' && SENDS.has(callee.p) && isElement(linked, use, c.recv, within, 0)) return true;
    return c.args.some(
      (a, i) =>
        valueAt(linked.p, use.file, a).k !== 'prop' &&
        isElement(linked, use, a, within, 0) &&
        tellsHanded(linked, use.file, id, i, { sends: SENDS, ends: ENDS }),
    );
  });
}

/** Methods that end a connection, and what is asked of it on the way. */
const ENDS = new Set(['disconnect', 'disconnectSockets', 'close', 'destroy', 'terminate', 'end', 'removeAllListeners']);
/** Methods that only go through what is there. */
const WALKS = new Set(['forEach', 'keys', 'values', 'entries', 'get', 'from']);

/**
 * Whether what stands at a property (the sockets of a server) is walked to end each of them and for nothing else: none is told
 * anything, looked at, counted, or handed to other code.
 */
export function isOnlyEnded(linked: Linked, use: LibraryUse): boolean {
  const f = linked.p.files[use.file]!;
  const within = new Set<FunctionId>([use.f]);
  f.functions.forEach((fn, id) => {
    if (fn.parent !== NONE && within.has(fn.parent)) within.add(id);
  });
  const isElementOf = (v: ValueId): boolean => {
    const x = f.values[v];
    if (!x) return false;
    return (x.k === 'index' && leadsTo(linked, use, x.o, 0)) || isElement(linked, use, v, within, 0);
  };
  let ended = false;
  for (const id of within)
    for (const e of f.functions[id]!.events) {
      if (e.t === 'return' && e.v !== NONE && (isElementOf(e.v) || leadsTo(linked, use, e.v, 0))) return false;
      if (e.t === 'write' && !('b' in e.to) && (isElementOf(e.to.o) || isElementOf(e.v))) return false;
      if (e.t === 'call') {
        const c = f.calls[e.c]!;
        const callee = f.values[c.callee]!;
        const method = callee.k === 'prop' ? callee.p : '';
        if (c.recv !== NONE && isElementOf(c.recv)) {
          if (!ENDS.has(method)) return false;
          ended = true;
        } else if (c.recv !== NONE && leadsTo(linked, use, c.recv, 0) && !isServerItself(linked, use, c.recv)) {
          if (!WALKS.has(method)) return false;
        } else if (c.args.some((a) => isElementOf(a) || leadsTo(linked, use, a, 0))) {
          const on = c.recv === NONE ? null : f.values[c.recv]!;
          if (on?.k !== 'global' || !['Object', 'Array'].includes(on.name) || !WALKS.has(method)) return false;
        }
      } else if (e.t === 'read') {
        // A property of an element is looked at, or how many there are.
        const x = f.values[e.v]!;
        if (x.k !== 'prop' || ENDS.has(x.p) || WALKS.has(x.p)) continue;
        if (isElementOf(x.o) || (/^(length|size)$/.test(x.p) && leadsTo(linked, use, x.o, 0))) return false;
      }
    }
  return ended;
}

/** `io.sockets` is the namespace, whose own methods are no walk over what it holds. */
function isServerItself(linked: Linked, use: LibraryUse, v: ValueId): boolean {
  const objects = setOf(linked.pt.h, linked.pt.valueNode(use.file, v));
  return objects.some((o) => use.objects.includes(o));
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
    // `sockets.get(id)`: another client's, if it happens to be in this process.
    case 'call': {
      const c = f.calls[x.c]!;
      const callee = f.values[c.callee]!;
      return callee.k === 'prop' && callee.p === 'get' && leadsTo(linked, use, c.recv, depth + 1);
    }
    case 'alt':
      return x.of.some((y) => isElement(linked, use, y, within, depth + 1));
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

const SERVER_METHODS = new Set([
  ...['emit', 'send', 'write', 'to', 'in', 'except', 'local', 'volatile', 'timeout', 'compress', 'fetchSockets'],
  ...['socketsJoin', 'socketsLeave', 'disconnectSockets', 'serverSideEmit', 'serverSideEmitWithAck', 'emitWithAck'],
]);
/** What of a socket reaches others than its own client, or puts it where others are reached. */
const ROOM_STEPS = /\.(?:to|in|except|broadcast|join|fetchSockets|socketsJoin)(?=[.(]|$)/;

/**
 * Whether a socket.io server may reach anybody but the socket at hand: an emit, a room or a look-up on the server, a namespace or a
 * socket's room anywhere in the program, or the server in the hands of code that is not seen. Only where none of these is there, an
 * adapter would change nothing.
 */
export function reachesOthers(linked: Linked, use: LibraryUse): boolean {
  const { p, pt } = linked;
  const { h, lib } = pt;
  if (use.objects.length === 0) return true;
  const kinds = ['server', 'namespace'].map((name) => lib.kindNamed('socketio', name));
  const isServer = (o: number) => h.objects[o]!.kinds.some((k) => lib.closure(k).some((c) => kinds.includes(c)));
  const own = new Set(use.objects);
  for (const [call, externals] of pt.externals) {
    for (const o of externals) {
      if (packageOf(pt, o) !== 'socket.io') continue;
      const x = h.objects[o]!;
      const steps = stepsOf(pt, o);
      if (ROOM_STEPS.test(steps)) return true;
      if (x.from >= 0 && isServer(x.from) && SERVER_METHODS.has(steps.slice(steps.lastIndexOf('.') + 1))) return true;
    }
    // Handed to code that is not seen, which may do all of it.
    const { file, c } = p.calls[call]!;
    const foreign = externals.some((o) => {
      const pkg = packageOf(pt, o);
      return pkg !== 'socket.io' && pkg !== '(global)';
    });
    if (foreign && c.args.some((a) => setOf(h, pt.valueNode(file, a)).some((o) => own.has(o)))) return true;
  }
  // Put on an object of a framework (`app.io = io`), where others find it.
  return [...h.fields.entries()].some(([o, fields]) => {
    if (!fields || h.objects[o]!.k !== 'ext' || packageOf(pt, o) === 'socket.io') return false;
    return fields.some((node, i) => i % 2 === 1 && setOf(h, node).some((y) => own.has(y)));
  });
}
