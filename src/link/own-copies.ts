import { isClient } from '../catalog/clients.ts';
import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
import { type Contexts, Ctx } from './contexts.ts';
import type { Leaf } from './effects.ts';
import { From, type Origins } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { isCleared } from './timer-shapes.ts';
import type { Timer } from './timers.ts';
import type { Runs } from './work.ts';

// Timers whose calls out are no work that could be done twice: they keep alive what one operation holds, or bring an answer home.

/** Commands that give a key of a store more time, and those that write one for a time. */
const PROLONGS = /^(?:p?expire(?:at)?|touch)$/i;
const WRITES_FOR_A_TIME = /^p?setex$/i;
const TIMES: ReadonlySet<string> = new Set(['EX', 'PX', 'EXAT', 'PXAT', 'ex', 'px']);

/**
 * Whether a timer that an operation arms, and that is cleared when the operation ends, only gives more time to keys of that operation:
 * another process has operations and keys of its own, and what nobody renews any more ends by itself.
 */
export function renewsOwnKeys(pt: Points, ctx: Contexts, t: Timer, outside: readonly Leaf[]): boolean {
  if (t.kind !== 'interval' || t.call === NONE || outside.length === 0) return false;
  const mask = ctx.maskOf(t.fn);
  if (mask === 0 || mask & (Ctx.boot | Ctx.timer) || !isCleared(pt, t)) return false;
  return outside.every((leaf) => {
    if (leaf.file !== t.file || !t.work.includes(leaf.fn)) return false;
    const f = pt.p.files[leaf.file]!;
    const c = f.calls[leaf.call]!;
    const callee = f.values[c.callee]!;
    const pkg = leaf.object < 0 ? '' : pt.h.objects[leaf.object]!.pkg;
    if (callee.k !== 'prop' || !isClient(pkg) || c.args[0] === undefined) return false;
    const forATime = callee.p === 'set' && c.args.slice(2).some((a) => namesTime(pt, leaf.file, a));
    if (!PROLONGS.test(callee.p) && !WRITES_FOR_A_TIME.test(callee.p) && !forATime) return false;
    return isOfActivation(pt, t, leaf.fn, c.args[0], 0);
  });
}

/** `'EX'`, or options that say for how long. */
function namesTime(pt: Points, file: number, v: ValueId): boolean {
  const x = pt.p.files[file]!.values[v]!;
  if (x.k === 'obj') return x.props.some((q) => TIMES.has(q[0]));
  return x.k === 'lit' && TIMES.has(String(x.v));
}

/** Whether a value is, or is put together with, a local of the function that arms a timer. */
function isOfActivation(pt: Points, t: Timer, fn: number, v: ValueId, depth: number): boolean {
  const f = pt.p.files[t.file]!;
  const x = f.values[v]!;
  if (depth > 4) return false;
  if (x.k === 'op') return x.of.some((y) => isOfActivation(pt, t, fn, y, depth + 1));
  if (x.k === 'as') return isOfActivation(pt, t, fn, x.v, depth + 1);
  if (x.k === 'prop') return isOfActivation(pt, t, fn, x.o, depth + 1);
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  if (b.top || b.imp || b.f <= 0 || functionGid(pt.p, t.file, b.f) === fn) return false;
  if (b.kind === 'param') return true;
  // A constant that stands in the function is the same for every activation.
  return b.defs.some((d) => !['lit', 'undef'].includes(f.values[d]!.k));
}

/** What is known of the work of a timer. */
export type Round = {
  readonly pt: Points;
  readonly ctx: Contexts;
  readonly origins: Origins;
  /** Functions that run with it. */
  readonly runs: Runs;
  /** Calls (global ids) that may run a function. */
  readonly callers: (fn: number) => readonly number[];
};

/** Values that an answer is followed through. */
const MAX_ANSWER = 120;
const BODIES: ReadonlySet<string> = new Set(['body', 'data', 'json', 'form', 'formData', 'params', 'searchParams']);

/**
 * Whether a request, whatever its verb, is sent nothing of the application's but settings, and its answer is kept in the memory of this
 * process, where other code reads it: the copy is renewed, as by a GET.
 */
export function bringsHome(round: Round, leaf: Leaf): boolean {
  const { pt, ctx } = round;
  const f = pt.p.files[leaf.file]!;
  const c = f.calls[leaf.call]!;
  const frame = ctx.framesOf(leaf.fn)[0];
  const isFetch =
    leaf.what === 'fetch' || /^(?:undici|node-fetch|cross-fetch|ofetch|axios|got|ky|needle) /.test(leaf.what);
  if (!frame || !isFetch || c.args.length === 0 || c.spreadFrom !== NONE) return false;
  const settings = From.constant | From.environment | From.library | From.fresh | From.fn | From.handle;
  const isSetting = (v: ValueId) =>
    (round.origins.of(frame, leaf.file, v) & ~settings) === 0 || isAddress(pt, leaf.file, v, 0);
  const [address, ...rest] = c.args;
  if (!isSetting(address!)) return false;
  for (const a of rest) {
    const x = literal(pt, leaf.file, a);
    if (x?.k !== 'obj' || x.spreads.length > 0 || x.computed.length > 0) return false;
    for (const [name, v] of x.props)
      if (BODIES.has(name) && (round.origins.of(frame, leaf.file, v) & ~settings) !== 0) return false;
  }
  return isKept(round, leaf.file, leaf.call);
}

/** An object literal, or the variable that holds one. */
function literal(pt: Points, file: number, v: ValueId) {
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k !== 'bind') return x;
  const b = f.bindings[x.b]!;
  return b.kind === 'param' || b.imp || b.defs.length !== 1 ? null : f.values[b.defs[0]!]!;
}

/** An address of the settings: a constant, a property of what a module holds, a text or URL made of those. */
function isAddress(pt: Points, file: number, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > 6) return false;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  switch (x.k) {
    case 'lit':
    case 'global':
      return true;
    case 'as':
      return isAddress(pt, file, x.v, depth + 1);
    case 'op':
      return x.of.every((y) => isAddress(pt, file, y, depth + 1));
    case 'prop':
      return isAddress(pt, file, x.o, depth + 1);
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (b.imp) return true;
      if (b.kind === 'param' || b.defs.length !== 1) return false;
      if (b.top) return b.kind === 'const';
      return isAddress(pt, file, b.defs[0]!, depth + 1);
    }
    case 'call': {
      const c = f.calls[x.c]!;
      const callee = f.values[c.callee]!;
      return c.kind === 'new' && callee.k === 'global' && callee.name === 'URL'
        ? c.args.every((a) => isAddress(pt, file, a, depth + 1))
        : false;
    }
    default:
      return false;
  }
}

/** Whether what a call gives ends in a variable or field that outlives the round and that other code reads. */
function isKept(round: Round, file: number, call: CallId): boolean {
  const { pt } = round;
  const { p } = pt;
  const work: { readonly file: number; readonly v: ValueId }[] = [];
  const seen = new Set<string>();
  const take = (at: number, v: ValueId): void => {
    const key = `${at}|${v}`;
    if (v === NONE || seen.has(key) || seen.size > MAX_ANSWER) return;
    seen.add(key);
    work.push({ file: at, v });
  };
  take(file, consumersOf(p.files[file]!).callValue(call));
  for (let next = work.pop(); next; next = work.pop()) {
    const { file: at, v } = next;
    const f = p.files[at]!;
    const uses = consumersOf(f);
    for (const u of uses.of(v)) {
      if (u.k === 'value') take(at, u.v);
      else if (u.k === 'recv') {
        take(at, uses.callValue(u.c));
        // `.then((answer) => …)`
        for (const a of f.calls[u.c]!.args) {
          const fn = f.values[a]!;
          const b = fn.k === 'fn' ? f.functions[fn.f]!.params[0] : undefined;
          if (b !== undefined) take(at, uses.bindValue(b));
        }
      } else if (u.k === 'def') {
        const b = f.bindings[u.b]!;
        if (b.top && readBeside(round, at, u.b)) return true;
        take(at, uses.bindValue(u.b));
      } else if (u.k === 'store') {
        if (storesBeside(round, at, u.f, v)) return true;
      } else if (u.k === 'return') {
        for (const gid of round.callers(functionGid(p, at, u.f))) {
          const from = p.calls[gid]!;
          take(from.file, consumersOf(p.files[from.file]!).callValue(from.id));
        }
      } else if (u.k === 'arg') {
        for (const fn of [...(pt.targets.get(callGid(p, at, u.c)) ?? [])].slice(0, 4)) {
          const to = p.functions[fn]!;
          const b = to.f.params[u.i];
          if (b !== undefined) take(to.file, consumersOf(p.files[to.file]!).bindValue(b));
        }
      }
    }
  }
  return false;
}

/** Whether code that is no part of the round reads a module's variable. */
function readBeside({ pt, runs }: Round, file: number, b: number): boolean {
  const f = pt.p.files[file]!;
  const reads = (id: number) =>
    f.functions[id]!.events.some((e) => {
      if (e.t !== 'read' && e.t !== 'return') return false;
      const x = e.v === NONE ? null : f.values[e.v]!;
      return x?.k === 'bind' && x.b === b;
    });
  return f.functions.some((_, id) => id > 0 && !runs.has(functionGid(pt.p, file, id)) && reads(id));
}

/** Whether a value is written into a field that code which is no part of the round reads by its name. */
function storesBeside({ pt, ctx, runs }: Round, file: number, fn: number, v: ValueId): boolean {
  const { p } = pt;
  for (const e of p.files[file]!.functions[fn]!.events) {
    if (e.t !== 'write' || e.v !== v || !('p' in e.to)) continue;
    const { p: name, o } = e.to;
    const on = p.files[file]!.values[o]!;
    if (
      on.k !== 'this' &&
      !(on.k === 'bind' && (p.files[file]!.bindings[on.b]!.top || p.files[file]!.bindings[on.b]!.imp))
    )
      continue;
    for (const at of on.k === 'this' ? [file] : [...ctx.loaded]) {
      const f = p.files[at]!;
      const found = f.functions.some(
        (g, id) =>
          !runs.has(functionGid(p, at, id)) &&
          g.events.some((r) => {
            const x = r.t === 'read' && r.v !== NONE ? f.values[r.v]! : null;
            return x?.k === 'prop' && x.p === name;
          }),
      );
      if (found) return true;
    }
  }
  return false;
}
