import { type CallId, type Event, type FunctionId, type Guard, NONE, type ValueId } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { guardChain } from './guards.ts';
import { setOf, stepsOf } from './heap.ts';
import { isCalledLog, isLogCall, isLogMethod } from './log-calls.ts';
import { isContinuation, isIterator } from './natives.ts';
import { TEXT_PACKAGES } from './origin-names.ts';
import type { Points } from './points.ts';
import { callGid, functionGid, rootedAtThis } from './program.ts';
import { neverReturns } from './throwing-calls.ts';
import { type ValueUses, valueUses } from './value-uses.ts';

/** What becomes of a value. */
export type Sink = {
  /**
   * `out`: handed to a library (an answer, a message, a statement) or returned by a handler; `send`: a message is sent through it;
   * `refuse`: decides whether a handler throws or answers; `clock`: compared with the time; `cond`: decides something else;
   * `log`: only told to a log.
   */
  readonly kind: 'out' | 'send' | 'refuse' | 'clock' | 'cond' | 'log';
  readonly file: number;
  readonly s: number;
  readonly fn: number;
  /** Receiver of the call that it is handed to, or NONE. */
  readonly recv: ValueId;
  /** Call of that file that it decides or is handed to, or NONE. */
  readonly call: CallId;
};

/** Events of a function that a guard stands over. */
type EventsUnder = { readonly id: FunctionId; readonly events: Event[] };

const SENDERS = new Set([
  'send',
  'write',
  'emit',
  'sendText',
  'publish',
  'sendMessage',
  'sendUTF',
  'end',
  'push',
  'enqueue',
  'json',
]);
const ASYNC_GLOBALS =
  /^\.(setTimeout|setInterval|setImmediate|clearTimeout|clearInterval|clearImmediate|queueMicrotask)$/;
/** When a walk over connections speaks of what happened: not where a clock alone drives it, to keep them open. */
const TOLD = Ctx.request | Ctx.event | Ctx.connection | Ctx.job;
const COMPARE = new Set(['<', '>', '<=', '>=']);
/** More than the values of a file, so that file and value make one number. */
const VALUES = 2 ** 24;
const MAX_NODES = 400;
const MAX_SINKS = 60;

export type Sinks = {
  /** Where a value goes, from this occurrence on. */
  of(file: number, v: ValueId): readonly Sink[];
  /** Whether a budget ended the search: then there may be other sinks, and nothing may rest on their absence. */
  isCut(file: number, v: ValueId): boolean;
};

/** Follows values forward, through variables, calls of the program, returns, callbacks and the branches that they decide. */
export function makeSinks(pt: Points, ctx: Contexts): Sinks {
  const { p, h } = pt;
  const callersOf = callersOfFunctions(pt);
  const byProperty = new Map<string, { file: number; v: ValueId; o: ValueId }[]>();
  let properties = false;
  const readsOfProperty = (name: string) => {
    if (!properties) {
      properties = true;
      p.files.forEach((f, file) => {
        if (ctx.loaded.has(file))
          f.values.forEach((x, v) => {
            if (x.k !== 'prop') return;
            const list = byProperty.get(x.p);
            if (list) list.push({ file, v, o: x.o });
            else byProperty.set(x.p, [{ file, v, o: x.o }]);
          });
      });
    }
    return byProperty.get(name) ?? [];
  };

  const under: (Map<Guard, EventsUnder[]> | undefined)[] = [];
  /** What happens under each guard of a file, by function: the guards of a file are many, and so are its events. */
  const eventsUnder = (file: number): ReadonlyMap<Guard, readonly EventsUnder[]> => {
    const old = under[file];
    if (old) return old;
    const f = p.files[file]!;
    const made = new Map<Guard, EventsUnder[]>();
    for (const [id, { events }] of f.functions.entries())
      for (const e of events)
        for (const guard of guardChain(f, guardOf(f, e))) {
          const list = made.get(guard);
          const last = list?.[list.length - 1];
          if (last?.id === id) last.events.push(e);
          else if (list) list.push({ id, events: [e] });
          else made.set(guard, [{ id, events: [e] }]);
        }
    under[file] = made;
    return made;
  };
  const indexOf = (file: number): ValueUses => valueUses(p.files[file]!);

  const isTime = (file: number, v: ValueId, depth = 0): boolean => {
    const x = p.files[file]!.values[v]!;
    if (depth > 5) return false;
    if (x.k === 'op') return x.of.some((y) => isTime(file, y, depth + 1));
    if (x.k === 'bind') {
      const b = p.files[file]!.bindings[x.b]!;
      return b.defs.length === 1 && isTime(file, b.defs[0]!, depth + 1);
    }
    if (x.k !== 'call') return false;
    return (pt.externals.get(callGid(p, file, x.c)) ?? []).some((e) => {
      const s = h.objects[e]!;
      return (
        s.pkg === '(global)' && (s.steps === '.Date.now' || s.steps === '.Date' || s.steps.startsWith('.performance'))
      );
    });
  };

  const telling = new Map<number, boolean>();
  /** Whether a method says something, and not always the same, to the client whose connection its object holds. */
  const tells = (fn: number): boolean => {
    const old = telling.get(fn);
    if (old !== undefined) return old;
    const { file, f } = p.functions[fn]!;
    const out = f.events.some((e) => {
      if (e.t !== 'call') return false;
      const c = p.files[file]!.calls[e.c]!;
      const callee = p.files[file]!.values[c.callee]!;
      if (callee.k !== 'prop' || !SENDERS.has(callee.p) || !rootedAtThis(p, file, c.recv)) return false;
      if (!c.args.some((a) => !isConstant(file, a))) return false;
      return setOf(h, pt.valueNode(file, c.recv)).some((o) =>
        h.objects[o]!.kinds.some((k) => pt.lib.kinds[k]!.def.lifetime === 'connection'),
      );
    });
    telling.set(fn, out);
    return out;
  };
  const isConstant = (file: number, v: ValueId): boolean => {
    const x = p.files[file]!.values[v]!;
    return x.k === 'lit' || x.k === 'undef' || x.k === 'fn';
  };

  const cut = new Set<string>();
  const memo = new Map<string, readonly Sink[]>();
  const of = (file: number, start: ValueId): readonly Sink[] => {
    const key = `${file}|${start}`;
    const old = memo.get(key);
    if (old) return old;
    const sinks: Sink[] = [];
    const seen = new Set<number>();
    const work: { file: number; v: ValueId; implicit: number }[] = [];
    const push = (f: number, v: ValueId | undefined, implicit: number) => {
      if (v === undefined || v < 0) return;
      const k = f * VALUES + v;
      if (seen.has(k)) return;
      if (seen.size > MAX_NODES) {
        cut.add(key);
        return;
      }
      seen.add(k);
      work.push({ file: f, v, implicit });
    };
    const sink = (kind: Sink['kind'], f: number, s: number, fn: number, recv: ValueId = NONE, call: CallId = NONE) => {
      if (sinks.length < MAX_SINKS) sinks.push({ kind, file: f, s, fn, recv, call });
      else cut.add(key);
    };
    const returned = (f: number, id: FunctionId, implicit: number) => {
      const fn = functionGid(p, f, id);
      const func = p.functions[fn]!.f;
      if (func.name === 'toJSON') sink('out', f, func.s, fn);
      for (const call of (callersOf.get(fn) ?? []).slice(0, 40)) {
        const at = p.calls[call]!;
        push(at.file, indexOf(at.file).callValue.get(at.id), implicit);
      }
      if (func.kind === 'get' && func.cls !== NONE)
        for (const r of readsOfProperty(func.name).slice(0, 60)) {
          const cls = p.classBase[f]! + func.cls;
          if (setOf(h, pt.valueNode(r.file, r.o)).some((o) => classesOf(o).includes(cls))) push(r.file, r.v, implicit);
        }
      for (const fr of ctx.framesOf(fn).slice(0, 6)) {
        if (!fr.registered) continue;
        for (const [bit, r] of fr.why) {
          if (r.call < 0) {
            if (r.from < 0 && bit & (Ctx.request | Ctx.job)) sink(implicit ? 'refuse' : 'out', f, func.s, fn);
          } else if (r.what === '') {
            const at = p.calls[r.call]!;
            push(at.file, indexOf(at.file).callValue.get(at.id), implicit);
          } else if (bit & Ctx.request) sink(implicit ? 'refuse' : 'out', f, func.s, fn);
        }
      }
    };
    const classesOf = (o: number): number[] => {
      const x = h.objects[o]!;
      const out: number[] = [];
      for (let k = x.k === 'inst' ? x.cls : -1, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++)
        out.push(k);
      return out;
    };
    /** What a branch that the value decides does. */
    const decided = (f: number, cond: ValueId, clock: boolean, implicit: number) => {
      const file = p.files[f]!;
      let toldInLog = false;
      for (const g of indexOf(f).guards.get(cond) ?? []) {
        for (const { id, events } of eventsUnder(f).get(file.guards[g]!) ?? []) {
          const func = file.functions[id]!;
          if (file.guards[g]!.s < func.s || file.guards[g]!.s > func.e) continue;
          const fn = functionGid(p, f, id);
          const late = (ctx.maskOf(fn) & AFTER) !== 0;
          for (const e of events) {
            if (e.t === 'throw' && late) sink('refuse', f, e.s, fn);
            else if (e.t === 'return') {
              if (implicit < 2) {
                const v = file.values[e.v]!;
                if (v.k === 'lit' || v.k === 'undef' || v.k === 'op') returned(f, id, implicit + 1);
              }
            } else if (e.t === 'call' && late) {
              const c = file.calls[e.c]!;
              const gid = callGid(p, f, e.c);
              if (neverReturns(pt, f, e.c)) sink('refuse', f, c.s, fn, NONE, e.c);
              else if (isLogCall(pt, f, e.c)) {
                if (!toldInLog) sink('log', f, c.s, fn, NONE, e.c);
                toldInLog = true;
              } else if (clock) sink('clock', f, c.s, fn, NONE, e.c);
              else if (
                (pt.externals.get(gid) ?? []).some((x) => h.objects[x]!.pkg !== '(global)') &&
                answers(f, c.recv)
              )
                sink('refuse', f, c.s, fn, c.recv, e.c);
              else sink('cond', f, c.s, fn, NONE, e.c);
            }
          }
        }
      }
    };
    const walk = (f: number, v: ValueId, implicit: number) => {
      const ix = indexOf(f);
      const file = p.files[f]!;
      if (ix.guards.has(v)) decided(f, v, false, implicit);
      for (const c of ix.consumers[v] ?? []) {
        if (c.k === 'value') {
          const x = file.values[c.v]!;
          if (c.role === 'cond') {
            decided(f, v, false, implicit);
            if (implicit < 2) push(f, c.v, implicit + 1);
          } else if (c.role === 'prop') {
            const set = setOf(h, pt.valueNode(f, v));
            if (set.length > 0 && set.every((o) => h.objects[o]!.k === 'inst')) continue;
            // The callee of a method call is no data.
            push(f, c.v, implicit);
          } else if (x.k === 'op' && COMPARE.has(x.op) && x.of.some((y) => y !== v && isTime(f, y))) {
            push(f, c.v, implicit);
            for (const g of [c.v]) if (ix.guards.has(g)) decided(f, g, true, implicit);
            sink('clock', f, 0, -1);
          } else push(f, c.v, implicit);
        } else if (c.k === 'arg') argument(f, c.c, c.i, implicit);
        else if (c.k === 'recv') receiver(f, c.c, v, implicit);
        else if (c.k === 'def') push(f, ix.bindValue.get(c.b), implicit);
        else if (c.k === 'return') returned(f, c.f, implicit);
        else if (c.k === 'store') {
          const o = file.values[c.o]!;
          if (o.k === 'bind' && !file.bindings[o.b]!.top && file.bindings[o.b]!.kind !== 'param')
            push(f, c.o, implicit);
          else if (o.k === 'bind' ? isResponse(f, c.o) : answers(f, c.o))
            sink('out', f, 0, functionGid(p, f, c.f), c.o);
          else if (o.k === 'this') carried(f, c.f, implicit);
        }
      }
    };
    const isResponse = (f: number, v: ValueId): boolean =>
      setOf(h, pt.valueNode(f, v)).some((o) => h.objects[o]!.k === 'ext' && h.objects[o]!.type === 'callback');
    /** Whether a receiver is (or comes from) a parameter that a library gave: a response, a context, a reply. */
    const answers = (f: number, recv: ValueId): boolean => {
      for (let v = recv, hops = 0; v !== NONE && hops < 8; hops++) {
        if (isResponse(f, v)) return true;
        const x = p.files[f]!.values[v]!;
        if (x.k === 'prop') v = x.o;
        else if (x.k === 'call') v = p.files[f]!.calls[x.c]!.recv;
        else return false;
      }
      return false;
    };
    const argument = (f: number, id: CallId, i: number, implicit: number) => {
      const file = p.files[f]!;
      const c = file.calls[id]!;
      const gid = callGid(p, f, id);
      const callee = file.values[c.callee]!;
      const method = callee.k === 'prop' ? callee.p : '';
      const fn = functionGid(p, f, c.f);
      if ((method === 'apply' || method === 'call') && callee.k === 'prop' && i === 0) {
        const inner = file.values[callee.o]!;
        if (inner.k === 'prop' && SENDERS.has(inner.p)) sink('send', f, c.s, fn, c.args[0]);
      }
      if (isCalledLog(pt, f, id)) {
        sink('log', f, c.s, fn);
        return;
      }
      const targets = pt.targets.get(gid);
      if (targets && targets.size > 0) {
        for (const t of [...targets].slice(0, 6)) {
          const tf = p.functions[t]!;
          const shift = method === 'call' && tf.f.name !== 'call' ? 1 : 0;
          const b = tf.f.params[i - shift] ?? (tf.f.rest ? tf.f.params[tf.f.params.length - 1] : undefined);
          if (b !== undefined) push(tf.file, indexOf(tf.file).bindValue.get(b), implicit);
        }
        return;
      }
      if (
        method !== '' &&
        (isLogMethod(method) ||
          (method === 'write' && isStandardOutput(c.recv === NONE ? [] : setOf(h, pt.valueNode(f, c.recv)))))
      ) {
        sink('log', f, c.s, fn);
        return;
      }
      const exts = pt.externals.get(gid) ?? [];
      if (exts.length > 0) {
        if (exts.every((e) => h.objects[e]!.pkg === '(global)')) {
          const steps = h.objects[exts[0]!]!.steps;
          if (steps === '.fetch') sink('out', f, c.s, fn);
          else if (!ASYNC_GLOBALS.test(steps)) push(f, indexOf(f).callValue.get(id), implicit);
          return;
        }
        if (implicit) return;
        const pure = exts.every(
          (e) =>
            /^(lodash|underscore|node:(path|util|url|assert|buffer|crypto))/.test(h.objects[e]!.pkg) ||
            TEXT_PACKAGES.test(h.objects[e]!.pkg),
        );
        push(f, indexOf(f).callValue.get(id), implicit);
        if (!pure) sink('out', f, c.s, fn, c.recv);
        return;
      }
      const set = c.recv === NONE ? [] : setOf(h, pt.valueNode(f, c.recv));
      if (set.some((o) => ['arr', 'nat'].includes(h.objects[o]!.k))) {
        if (['push', 'unshift', 'set', 'add', 'concat'].includes(method)) push(f, c.recv, implicit);
        else push(f, indexOf(f).callValue.get(id), implicit);
        return;
      }
      if (!implicit && isAnswer(f, c.callee)) sink('out', f, c.s, fn);
      push(f, indexOf(f).callValue.get(id), implicit);
      // A message whose class is not seen (generated code): what its methods are given goes where it goes.
      if (!implicit && isMadeHere(f, c.recv)) push(f, c.recv, implicit);
      if (SENDERS.has(method) && !implicit) sink('out', f, c.s, fn, c.recv);
    };
    /** Whether a function is a parameter of what a library runs, and nothing of the program: it answers whoever asked (`(name, reply) => reply(x)`). */
    const isAnswer = (f: number, callee: ValueId): boolean => {
      const x = p.files[f]!.values[callee]!;
      const b = x.k === 'bind' ? p.files[f]!.bindings[x.b]! : null;
      if (b?.kind !== 'param') return false;
      return ctx
        .framesOf(functionGid(p, f, b.f))
        .some((fr) => fr.registered && [...fr.why.values()].some((r) => r.call >= 0 && r.what !== ''));
    };
    /** Whether a value is a local that is always an object made by the code that declares it. */
    const isMadeHere = (f: number, v: ValueId): boolean => {
      const file = p.files[f]!;
      const x = v === NONE ? undefined : file.values[v]!;
      if (x?.k !== 'bind') return false;
      const b = file.bindings[x.b]!;
      if (b.top || b.imp || b.kind === 'param' || b.defs.length === 0) return false;
      return b.defs.every((d) => {
        const made = file.values[d]!;
        return made.k === 'call' && file.calls[made.c]!.kind === 'new';
      });
    };
    /** A method that keeps what it is given in its object: the object carries it where it was made just for this. */
    const carried = (f: number, id: FunctionId, implicit: number) => {
      if (implicit) return;
      for (const call of (callersOf.get(functionGid(p, f, id)) ?? []).slice(0, 40)) {
        const { file, c } = p.calls[call]!;
        if (isMadeHere(file, c.recv)) push(file, c.recv, implicit);
      }
    };
    const isStandardOutput = (set: readonly number[]): boolean =>
      set.length > 0 && set.every((o) => /^\.process\.std(out|err)$/.test(stepsOf(h, h.objects[o]!)));
    const receiver = (f: number, id: CallId, v: ValueId, implicit: number) => {
      const file = p.files[f]!;
      const c = file.calls[id]!;
      const gid = callGid(p, f, id);
      const callee = file.values[c.callee]!;
      if (callee.k !== 'prop') return;
      const set = setOf(h, pt.valueNode(f, v));
      if (set.length > 0 && set.every((o) => h.objects[o]!.k === 'inst')) {
        const fn = functionGid(p, f, c.f);
        if (SENDERS.has(callee.p) || ((ctx.maskOf(fn) & TOLD) !== 0 && [...(pt.targets.get(gid) ?? [])].some(tells)))
          sink('send', f, c.s, fn, v);
        return;
      }
      if (SENDERS.has(callee.p) && set.some((o) => h.objects[o]!.k === 'ext'))
        sink('send', f, c.s, functionGid(p, f, c.f), v);
      if (isIterator(callee.p) || isContinuation(callee.p)) {
        for (const a of c.args.slice(0, 2)) {
          const x = file.values[a]!;
          if (x.k !== 'fn') continue;
          const b = file.functions[x.f]!.params[callee.p === 'reduce' ? 1 : 0];
          if (b !== undefined) push(f, indexOf(f).bindValue.get(b), implicit);
        }
      }
      if (callee.p !== 'push' && callee.p !== 'set' && callee.p !== 'add' && callee.p !== 'forEach')
        push(f, indexOf(f).callValue.get(id), implicit);
    };
    push(file, start, 0);
    for (let x = work.pop(); x; x = work.pop()) walk(x.file, x.v, x.implicit);
    memo.set(key, sinks);
    return sinks;
  };
  return {
    of,
    isCut: (file, v) => {
      of(file, v);
      return cut.has(`${file}|${v}`);
    },
  };
}

const guardOf = (file: { readonly calls: readonly { readonly guard: number }[] }, e: Event): number =>
  e.t === 'call' ? file.calls[e.c]!.guard : e.t === 'yield' ? NONE : e.guard;
