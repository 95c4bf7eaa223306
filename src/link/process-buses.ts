import { NONE, type ValueId } from '../extract/facts.ts';
import { byCodeUnit } from '../text/order.ts';
import { spanOf } from './call-paths.ts';
import type { Component } from './component-model.ts';
import { AFTER, Ctx, contextNames } from './contexts.ts';
import { guardChain } from './guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Holders } from './holders.ts';
import type { Linked } from './linked.ts';
import { EMIT, LISTEN } from './points.ts';
import { functionGid } from './program.ts';

/** Methods by which a client is told something. */
const TELL = new Set([
  'send',
  'write',
  'emit',
  'json',
  'end',
  'push',
  'enqueue',
  'writeSSE',
  'next',
  'sendText',
  'sendMessage',
]);
/** Frames that are looked at on the way up to what runs one. */
const MAX_BUS_FRAMES = 300;

/** A call on an emitter. */
type Use = { readonly call: number; readonly fn: number };

/**
 * Emitters of the process that carry messages from one client to another: a request or connection registers a listener that tells its
 * client, and another request or message emits. A second process has an emitter of its own. Silent: emitters on which only start-up
 * registers, those of one request or connection, and those that only a bus of several processes feeds.
 */
export function findProcessBuses(linked: Linked, lifeOf: Holders['lifeOf']): readonly Component[] {
  const { p, pt, ctx, entries, dev } = linked;
  const { h } = pt;
  const emitterKind = pt.lib.kindNamed('node-events', 'emitter');
  if (emitterKind === undefined) return [];
  const ownerOf = new Map<ObjectId, ObjectId>([...pt.companions].map(([inst, base]) => [base, inst]));
  const heard = new Map<ObjectId, Use[]>();
  const emitted = new Map<ObjectId, Use[]>();
  const note = (to: Map<ObjectId, Use[]>, o: ObjectId, use: Use): void => {
    const list = to.get(o);
    if (list) list.push(use);
    else to.set(o, [use]);
  };
  for (const [call, exts] of pt.externals) {
    const { file, c } = p.calls[call]!;
    if (c.f === NONE || c.kind === 'new') continue;
    const callee = p.files[file]!.values[c.callee]!;
    const method = callee.k === 'prop' ? callee.p : '';
    const to = LISTEN.has(method) ? heard : EMIT.has(method) ? emitted : null;
    if (!to || callee.k !== 'prop') continue;
    const use = { call, fn: functionGid(p, file, c.f) };
    const owners = new Set<ObjectId>();
    for (const e of exts) {
      const x = h.objects[e]!;
      if (x.from >= 0 && h.objects[x.from]!.kinds.includes(emitterKind)) owners.add(x.from);
    }
    // `super.emit(...)` in a class of the program: the emitter is the object itself.
    const on = p.files[file]!.values[callee.o]!;
    if (on.k === 'super')
      for (const o of setOf(h, pt.thisNode(functionGid(p, file, p.files[file]!.functions[on.f]!.thisF)))) {
        const base = pt.companions.get(o);
        if (base !== undefined && h.objects[base]!.kinds.includes(emitterKind)) owners.add(base);
      }
    for (const o of owners) note(to, o, use);
  }
  const out = new Map<string, Component>();
  for (const [o, uses] of [...emitted].sort((a, b) => a[0] - b[0])) {
    const x = h.objects[o]!;
    if (x.type !== 'base' && x.type !== 'new' && x.type !== 'call') continue;
    const own = ownerOf.get(o) ?? o;
    if (lifeOf(own) !== 'process' || !isMadeAtBoot(linked, own)) continue;
    const listeners = (heard.get(o) ?? []).filter((use) => tellsItsClient(linked, use));
    if (listeners.length === 0) continue;
    const before = new Set(listeners.flatMap((use) => [...rootsOf(linked, use.fn).clients]));
    const roots = uses.map((use) => [use, rootsOf(linked, use.fn)] as const);
    const fed = roots.some(([, r]) => r.others);
    const sent = roots.find(
      ([use, r]) => [...r.clients].some((fn) => !before.has(fn)) && (!fed || isInstead(linked, use)),
    );
    if (!sent) continue;
    const cls = h.objects[own]!.k === 'inst' ? h.objects[own]!.cls : -1;
    const made = cls >= 0 ? null : p.calls[x.site];
    if (cls < 0 && !made) continue;
    const file = cls >= 0 ? p.classes[cls]!.file : made!.file;
    const s = cls >= 0 ? p.classes[cls]!.c.s : made!.c.s;
    const e = cls >= 0 ? s + 1 : made!.c.e;
    const kept = made ? dev.at(file, made.c.f, made.c.guard) : null;
    if (kept) continue;
    const key = `${file}|${s}`;
    if (out.has(key)) continue;
    const [first] = listeners;
    const span = spanOf(p, file, s, e);
    out.set(key, {
      ...{ rule: 'memory-backend', message: null, entry: 'process-emitter', package: x.pkg, version: null },
      ...{ verdict: 'report', reason: null, proof: null, backing: null, option: null, path: [] },
      span,
      symbol: cls >= 0 ? p.classes[cls]!.c.name || 'class' : nameOf(linked, made!.file, x.site),
      use: span,
      keeps:
        'runs the listeners of this process alone, so what one client sends reaches those clients only that this process holds',
      wayOut: 'publish through Redis pub/sub and let each process send to its own clients',
      ...{ severity: 'error', consequences: ['not-shared'], confidence: 'medium' },
      contexts: contextNames(ctx.maskOf(first!.fn)),
      processes: [...entries.processesOf(file)].sort(byCodeUnit),
    });
  }
  return [...out.values()];
}

/** Whether start-up alone makes it: what requests make too, there are many of. */
function isMadeAtBoot({ pt, ctx }: Linked, o: ObjectId): boolean {
  const { allocator } = pt.h.objects[o]!;
  return allocator < 0 || (ctx.maskOf(allocator) & AFTER) === 0;
}

/** Whether a listener is put there for one client, which it tells what it hears. */
function tellsItsClient(linked: Linked, { call, fn }: Use): boolean {
  const { p, pt, ctx } = linked;
  const mask = ctx.maskOf(fn);
  if ((mask & (Ctx.request | Ctx.connection | Ctx.event)) === 0 || mask & Ctx.boot) return false;
  const { file, c } = p.calls[call]!;
  const listener = c.args[1];
  if (listener === undefined) return false;
  if (isOfClient(linked, file, listener)) return true;
  return setOf(pt.h, pt.valueNode(file, listener)).some((o) => {
    const x = pt.h.objects[o]!;
    return x.k === 'fn' && tells(linked, x.site, 0);
  });
}

/** Whether a function, or one that it calls or holds, tells something to a client whose answer or connection it closes over. */
function tells(linked: Linked, fn: number, depth: number): boolean {
  const { p, pt } = linked;
  const { file, f } = p.functions[fn]!;
  return f.events.some((e) => {
    if (e.t !== 'call') return false;
    const c = p.files[file]!.calls[e.c]!;
    const callee = p.files[file]!.values[c.callee]!;
    if (callee.k === 'prop' && TELL.has(callee.p) && c.args.length > 0 && isOfClient(linked, file, c.recv)) return true;
    if (depth > 1) return false;
    const targets = [...(pt.targets.get(p.callBase[file]! + e.c) ?? [])];
    return targets.length <= 4 && targets.some((t) => tells(linked, t, depth + 1));
  });
}

/** Whether a value is, or comes from, an answer or a connection that a library gave to a handler. */
function isOfClient({ p, pt }: Linked, file: number, value: ValueId): boolean {
  const f = p.files[file]!;
  for (let v = value, hops = 0; v !== NONE && v !== undefined && hops < 8; hops++) {
    const given = setOf(pt.h, pt.valueNode(file, v)).some((o) => {
      const x = pt.h.objects[o]!;
      return x.type === 'callback' && x.kinds.some((k) => LIFE.has(pt.lib.kinds[k]!.def.lifetime ?? ''));
    });
    if (given) return true;
    const x = f.values[v]!;
    if (x.k === 'prop') v = x.o;
    else if (x.k === 'call') v = f.calls[x.c]!.recv;
    else return false;
  }
  return false;
}
const LIFE = new Set(['request', 'connection']);

type Roots = {
  /** Handlers of clients' requests and messages that lead to the function. */
  readonly clients: ReadonlySet<number>;
  /** Whether messages of something else (a bus, a queue, a database) lead to it. */
  readonly others: boolean;
};

/** What runs a function in the end. */
function rootsOf({ pt, ctx }: Linked, fn: number): Roots {
  const clients = new Set<number>();
  let others = false;
  const seen = new Set<number>();
  const work = ctx.framesOf(fn).map((x) => x.id);
  for (let id = work.pop(); id !== undefined && seen.size < MAX_BUS_FRAMES; id = work.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const frame = ctx.frames[id]!;
    for (const [bit, reason] of frame.why) {
      if (reason.what === '') {
        if (reason.from >= 0) work.push(reason.from);
      } else if (bit & (Ctx.request | Ctx.connection)) clients.add(frame.fn);
      else if (bit & (Ctx.event | Ctx.job)) {
        const of = reason.call < 0 ? [] : (pt.externals.get(reason.call) ?? []);
        const owners = of.flatMap((e) => (pt.h.objects[e]!.from < 0 ? [] : [pt.h.objects[pt.h.objects[e]!.from]!]));
        if (owners.some((y) => y.kinds.some((k) => pt.lib.kinds[k]!.def.lifetime === 'connection')))
          clients.add(frame.fn);
        else if (!owners.some((y) => y.pkg.startsWith('node:') || y.pkg === '(global)')) others = true;
      }
    }
    for (const c of frame.callers) work.push(c.frame);
  }
  return { clients, others };
}

/** Whether a call is what is done instead of one that publishes to the other processes: where both are done, they hear of it. */
function isInstead({ p, pt }: Linked, { call }: Use): boolean {
  const { file, c } = p.calls[call]!;
  const f = p.files[file]!;
  const mine = [...guardChain(f, c.guard)].filter((g) => g.kind === 'if' && g.cond !== NONE);
  return f.calls.some((x, id) => {
    if (!x || x.f !== c.f) return false;
    const foreign = (pt.externals.get(p.callBase[file]! + id) ?? []).some(
      (e) => !/^node:|^\(global\)$/.test(pt.h.objects[e]!.pkg),
    );
    return foreign && [...guardChain(f, x.guard)].some((g) => mine.some((m) => m.cond === g.cond && m.yes !== g.yes));
  });
}

/** The variable that an emitter is put into, for people. */
function nameOf({ p }: Linked, file: number, call: number): string {
  const f = p.files[file]!;
  const v = f.values.findIndex((x) => x.k === 'call' && x.c === p.calls[call]!.id);
  const b = f.bindings.find((x) => x.defs.includes(v));
  return b?.name ?? 'emitter';
}
