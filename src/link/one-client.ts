import { isConnectedServer, isStandardInput, servesStandardInput } from '../catalog/one-client.ts';
import { type Call, type CallId, type FileFacts, type GuardId, NONE } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { AFTER, type Contexts, type Frame } from './frames.ts';
import { excludes, guardChain } from './guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import { isContinuation, isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

/** Frames that are gone through upwards from a write before it counts as not known. */
const MAX_WAYS = 2000;

const known = new WeakMap<Contexts, ((frame: Frame) => boolean) | null>();

/** Whether a frame runs after start-up for the one client of its process alone; null where no process is known to have but one. */
export function oneClient(pt: Points, ctx: Contexts): ((frame: Frame) => boolean) | null {
  let out = known.get(ctx);
  if (out === undefined) {
    const servers = serversOfOne(pt, ctx.loaded);
    out = servers.size === 0 ? null : askWays(pt, ctx, servers);
    known.set(ctx, out);
  }
  return out;
}

/** The object that a value of a library was taken from: `server.server` is the server's. */
export function rootOf({ h }: Points, o: ObjectId): ObjectId {
  let at = o;
  for (let hops = 0; hops < 8; hops++) {
    const { from, steps } = h.objects[at]!;
    if (from < 0 || !steps.startsWith('@')) break;
    at = from;
  }
  return at;
}

/** Servers of which every connection that is seen is one over standard input, and that no other library is handed. */
export function serversOfOne(pt: Points, loaded: ReadonlySet<number>): ReadonlySet<ObjectId> {
  const { p, h } = pt;
  const connected = new Set<ObjectId>();
  const others = new Set<ObjectId>();
  // Most programs have none; in those nothing of this is asked of each argument of each call.
  const servers = new Set<ObjectId>();
  h.objects.forEach(({ pkg, steps }, o) => {
    if (isConnectedServer(pkg, steps)) servers.add(o);
  });
  if (servers.size === 0) return servers;
  const isServer = (o: ObjectId): boolean => servers.has(o);
  const serversAt = (file: number, v: number): ObjectId[] =>
    setOf(h, pt.valueNode(file, v))
      .map((o) => rootOf(pt, o))
      .filter(isServer);
  /** Those in an object that is handed over: `serve({ server, port })`. */
  const serversIn = (file: number, v: number): ObjectId[] =>
    setOf(h, pt.valueNode(file, v)).flatMap((x) =>
      h.objects[x]!.k !== 'obj'
        ? []
        : (h.fields[x] ?? []).flatMap((n, i) =>
            i % 2 === 1
              ? setOf(h, n)
                  .map((o) => rootOf(pt, o))
                  .filter(isServer)
              : [],
          ),
    );
  for (const file of loaded) {
    const f = p.files[file]!;
    f.calls.forEach((c, id) => {
      if (!c || c.f === NONE) return;
      const callee = f.values[c.callee]!;
      if (callee.k === 'prop' && callee.p === 'connect' && c.recv !== NONE) {
        const to = c.args[0] === undefined ? [] : setOf(h, pt.valueNode(file, c.args[0])).map((o) => h.objects[o]!);
        const isStandard = to.length > 0 && to.every(({ pkg, steps }) => isStandardInput(pkg, steps));
        for (const o of serversAt(file, c.recv)) (isStandard ? connected : others).add(o);
      }
      if ((pt.externals.get(callGid(p, file, id)) ?? []).length > 0)
        for (const a of c.args) for (const o of [...serversAt(file, a), ...serversIn(file, a)]) others.add(o);
    });
  }
  return new Set([...connected].filter((o) => !others.has(o)));
}

/** Goes up from a frame by all ways that lead to it: each must begin where one of these servers is handed a function. */
function askWays(pt: Points, ctx: Contexts, servers: ReadonlySet<ObjectId>): (frame: Frame) => boolean {
  const { p } = pt;
  const isAnswer = (call: number): boolean => {
    const by = pt.externals.get(call) ?? [];
    return by.length > 0 && by.every((e) => servers.has(rootOf(pt, e)));
  };
  /** `server.oninitialized = fn`: whether a frame puts a function there, and nowhere else. */
  const isAssigned = (from: Frame, fn: number): boolean => {
    const { file, f } = p.functions[from.fn]!;
    const to = f.events.flatMap((e) =>
      e.t === 'write' && 'p' in e.to && setOf(pt.h, pt.valueNode(file, e.v)).includes(pt.fnObject(fn)) ? [e.to.o] : [],
    );
    const on = to.flatMap((v) => setOf(pt.h, pt.valueNode(file, v)));
    return on.length > 0 && on.every((o) => servers.has(rootOf(pt, o)));
  };
  /** Whether a call runs what it is handed at once, or as a part of what is awaited there: when its caller runs. */
  const runsThere = (call: number): boolean => {
    const { file, c } = p.calls[call]!;
    const callee = p.files[file]!.values[c.callee]!;
    return callee.k === 'prop' && (isIterator(callee.p) || isContinuation(callee.p));
  };
  return (start) => {
    const seen = new Set<Frame>([start]);
    const work = [start];
    for (let frame = work.pop(); frame; frame = work.pop()) {
      if (frame.rooted || seen.size > MAX_WAYS) return false;
      let isLed = false;
      const take = (id: number): void => {
        const from = ctx.frames[id]!;
        if ((from.mask & AFTER) === 0) return;
        isLed = true;
        if (seen.has(from)) return;
        seen.add(from);
        work.push(from);
      };
      for (const { frame: from } of frame.callers) take(from);
      for (const { frame: from, call } of frame.registrations) {
        if (call >= 0 ? isAnswer(call) : isAssigned(ctx.frames[from]!, frame.fn)) {
          isLed = true;
          continue;
        }
        // What start-up hands to anybody else runs for whom nobody knows.
        if ((ctx.frames[from]!.mask & AFTER) === 0 && (call < 0 || !runsThere(call))) return false;
        take(from);
      }
      // Where nothing shows how it comes to run after start-up, it may be for anybody.
      if (!isLed) return false;
    }
    return true;
  };
}

const starts = new WeakMap<Points, Map<number, readonly CallId[]>>();
/** Calls of a file that begin to serve over the standard input and output of the process. */
const standardStarts = (pt: Points, file: number): readonly CallId[] =>
  entryOf(
    entryOf(starts, pt, () => new Map<number, readonly CallId[]>()),
    file,
    () => findStarts(pt, file),
  );

function findStarts(pt: Points, file: number): readonly CallId[] {
  const f = pt.p.files[file]!;
  return f.calls.flatMap((c, id) => {
    if (!c || c.f === NONE) return [];
    const exts = (pt.externals.get(callGid(pt.p, file, id)) ?? []).map((o) => pt.h.objects[o]!);
    if (exts.length > 0 && exts.every(({ pkg, steps }) => servesStandardInput(pkg, steps))) return [id];
    const callee = f.values[c.callee]!;
    const to = callee.k === 'prop' && callee.p === 'connect' && c.args[0] !== undefined ? c.args[0] : NONE;
    const on = to === NONE ? [] : setOf(pt.h, pt.valueNode(file, to)).map((o) => pt.h.objects[o]!);
    return on.length > 0 && on.every(({ pkg, steps }) => isStandardInput(pkg, steps)) ? [id] : [];
  });
}

/** Whether a place stands in the function that a server over standard input is made by, which is written where that begins. */
export const isMadeForOne = (pt: Points, file: number, s: number): boolean =>
  standardStarts(pt, file).some((id) => {
    const c = pt.p.files[file]!.calls[id]!;
    return c.args.some((a) => pt.p.files[file]!.values[a]!.k === 'fn') && s > c.s && s < c.e;
  });

/**
 * Whether a process that comes by a place of a function serves its one client alone: that begins in the same branch of the function, and
 * what listens there stands in another one.
 */
export function servesOneAt(pt: Points, fn: number, guard: GuardId): boolean {
  const { file } = pt.p.functions[fn]!;
  const f = pt.p.files[file]!;
  const around = new Set(guardChain(f, guard));
  const isListen = (at: FileFacts, c: Call): boolean => {
    const callee = at.values[c.callee]!;
    return callee.k === 'prop' && callee.p === 'listen';
  };
  const listens = (to: number, depth: number): boolean => {
    const { file: home, id } = pt.p.functions[to]!;
    const at = pt.p.files[home]!;
    return at.calls.some((c, call) => c?.f === id && (isListen(at, c) || leads(home, call, depth + 1)));
  };
  const leads = (home: number, call: CallId, depth: number): boolean =>
    depth <= MAX_LISTENING && [...(pt.targets.get(callGid(pt.p, home, call)) ?? [])].some((to) => listens(to, depth));
  return standardStarts(pt, file).some((start) => {
    const { f: by, guard: branch } = f.calls[start]!;
    if (functionGid(pt.p, file, by) !== fn || branch === NONE || !around.has(f.guards[branch]!)) return false;
    return !f.calls.some(
      (c, id) => c?.f === by && !excludes(f, c.guard, branch) && (isListen(f, c) || leads(file, id, 0)),
    );
  });
}

/** Calls down from a function in which it is looked for whether it listens. */
const MAX_LISTENING = 3;
