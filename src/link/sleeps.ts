import {
  type CallId,
  type FileFacts,
  type FunctionId,
  type Guard,
  type GuardId,
  NONE,
  type ValueId,
} from '../extract/facts.ts';
import { type Contexts, Ctx } from './frames.ts';
import { guardChain } from './guards.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

/** A place where work waits and then goes on by itself: a loop that sleeps between its rounds, or a function that sleeps and calls itself. */
export type Round = {
  /** Function (global id) that holds it. */
  readonly fn: number;
  readonly file: number;
  /** The call that sleeps. */
  readonly call: CallId;
  readonly s: number;
  readonly e: number;
  /** The keyword of the loop, or the name of the function that calls itself. */
  readonly word: string;
  /** Work is what stands behind `s` in the function. */
  readonly loop: boolean;
};

const SLEEPERS = /^(?:delay|sleep-promise|p-sleep|await-sleep|p-delay|sleep-ms|@sindresorhus\/delay|delay\.js)$/;
/** Functions of libraries for something else, by the name that all give to this: `Bluebird.delay(ms)`, `client.utils.sleep(ms)`. */
const SLEEPS = /(?:^|\.)(?:sleep|delay|snooze)$/;
const MAX_SLEEP_DEPTH = 3;

/**
 * Loops without an end of their own in which a sleep is awaited. What waits for an answer is none of them: a loop that ends with what it
 * goes through, by a count, or as soon as something has come; and one that the client of a request waits for.
 */
export function findRounds(pt: Points, ctx: Contexts): readonly Round[] {
  const { p } = pt;
  const out: Round[] = [];
  for (const file of [...ctx.loaded].sort((a, b) => a - b)) {
    const f = p.files[file]!;
    const seen = new Set<string>();
    f.functions.forEach((fn, id) => {
      const gid = functionGid(p, file, id);
      if (!fn.async || ctx.maskOf(gid) === 0) return;
      for (const e of fn.events) {
        if (e.t !== 'await') continue;
        const call = sleepOf(pt, file, e.v, 0);
        if (call === null) continue;
        const loop = loopAround(f, f.calls[call]!.guard);
        // A sleep in a catch only puts off the next try.
        if (loop === 'catch') continue;
        if (loop) {
          const key = `${id}|${loop.s}`;
          if (seen.has(key) || !goesOn(f, id, loop) || !runsAlone(pt, ctx, gid)) continue;
          seen.add(key);
          const word = loop.cond === NONE ? 'for' : 'while';
          out.push({ fn: gid, file, call, s: loop.s, e: loop.s + word.length, word, loop: true });
        } else if (callsItself(pt, file, id, f.calls[call]!.s) && runsAlone(pt, ctx, gid)) {
          if (seen.has(`${id}`)) continue;
          seen.add(`${id}`);
          const { s, e } = f.calls[call]!;
          out.push({ fn: gid, file, call, s, e, word: fn.name, loop: false });
        }
      }
    });
  }
  return out;
}

/** The loop around a guard that is left last inside its function, or `catch` where a catch stands between. */
export function loopAround(f: FileFacts, g: number): Guard | 'catch' | null {
  for (const x of guardChain(f, g)) {
    if (x.kind === 'catch') return 'catch';
    if (x.kind === 'loop') return x;
  }
  return null;
}

/** Whether nothing but a switch outside the loop ends it. */
export function goesOn(f: FileFacts, fn: FunctionId, loop: Guard): boolean {
  if (!loop.yes) return false;
  if (loop.cond !== NONE && !isSwitch(f, fn, loop.cond)) return false;
  return (loop.exits ?? []).every((cond) => cond !== NONE && isSwitch(f, fn, cond));
}

/** A value that others set: `this.running`, `!stopped`, `signal.aborted`, `true`; not what the loop itself finds out. */
export function isSwitch(f: FileFacts, fn: FunctionId, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > 6) return false;
  const x = f.values[v]!;
  switch (x.k) {
    case 'lit':
      return true;
    case 'this':
      return true;
    case 'prop':
      // A list that runs empty ends what goes through it.
      return x.p !== 'length' && x.p !== 'size' && isSwitch(f, fn, x.o, depth + 1);
    case 'as':
      return isSwitch(f, fn, x.v, depth + 1);
    case 'alt':
      return x.of.every((y) => isSwitch(f, fn, y, depth + 1));
    case 'op':
      // `if (error instanceof Aborted) return`: what is thrown at it ends it, not what it goes through.
      if (x.op === 'instanceof') return isCaught(f, x.of[0]!);
      return ['!', '===', '!==', '==', '!='].includes(x.op) && x.of.every((y) => isSwitch(f, fn, y, depth + 1));
    case 'bind': {
      const b = f.bindings[x.b]!;
      return b.kind === 'param' || b.imp !== undefined || b.f !== fn;
    }
    default:
      return false;
  }
}

function isCaught(f: FileFacts, v: ValueId): boolean {
  const x = f.values[v]!;
  return x.k === 'bind' && f.bindings[x.b]!.kind === 'catch';
}

/** Whether nobody waits for the end: it runs from start-up, a timer or an event, or is called and left alone. */
function runsAlone(pt: Points, ctx: Contexts, fn: number): boolean {
  if (ctx.maskOf(fn) & ~(Ctx.request | Ctx.job | Ctx.shutdown)) return true;
  for (const [call, fns] of pt.targets) {
    if (!fns.has(fn)) continue;
    if (pt.p.calls[call]!.c.use === 'discard') return true;
  }
  return false;
}

/** Whether a function calls itself behind a place in its text, with nothing handed on, and nothing that it finds out ends that. */
export function callsItself(pt: Points, file: number, fn: FunctionId, s: number): boolean {
  const f = pt.p.files[file]!;
  const { events } = f.functions[fn]!;
  const isFree = (guard: GuardId): boolean => {
    for (const g of guardChain(f, guard)) if (g.cond !== NONE && !isSwitch(f, fn, g.cond)) return false;
    return true;
  };
  if (events.some((e) => e.t === 'return' && !isFree(e.guard))) return false;
  return events.some((e) => {
    if (e.t !== 'call') return false;
    const c = f.calls[e.c]!;
    if (c.s <= s || c.args.length > 0 || !isFree(c.guard) || loopAround(f, c.guard) === 'catch') return false;
    return pt.targets.get(callGid(pt.p, file, e.c))?.has(functionGid(pt.p, file, fn)) === true;
  });
}

/** The call behind an awaited value that only lets time pass; null for all others. */
export function sleepOf(pt: Points, file: number, v: ValueId, depth: number): CallId | null {
  const { p, h } = pt;
  const f = p.files[file]!;
  if (v === NONE || depth > MAX_SLEEP_DEPTH) return null;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'await') return sleepOf(pt, file, x.v, depth + 1);
  if (x.k !== 'call') return null;
  const c = f.calls[x.c]!;
  const gid = callGid(p, file, x.c);
  for (const o of pt.externals.get(gid) ?? []) {
    const e = h.objects[o]!;
    if (e.pkg === '(global)' && e.steps.endsWith('.Promise') && c.kind === 'new')
      return isSleepExecutor(pt, file, c.args[0]) ? x.c : null;
    if (e.pkg === '(global)' && /^\.Promise\.(?:race|any)$/.test(e.steps)) {
      const list = c.args[0] === undefined ? undefined : f.values[c.args[0]]!;
      return list?.k === 'arr' && list.items.some((y) => sleepOf(pt, file, y, depth + 1) !== null) ? x.c : null;
    }
    if (e.pkg === '(global)' && /^\.(?:Bun|Deno)\.sleep$/.test(e.steps)) return x.c;
    if (/^node:timers\/promises/.test(e.pkg) && /(?:^|\.)(?:setTimeout|wait)$/.test(e.steps)) return x.c;
    if (SLEEPERS.test(e.pkg) && !e.steps.includes('()')) return x.c;
    if (c.args.length === 1 && e.pkg !== '(global)' && SLEEPS.test(e.steps)) return x.c;
    if (e.pkg === 'node:util' && /promisify\(\)$/.test(e.steps) && isPromisedTimer(pt, file, c.callee)) return x.c;
  }
  const targets = [...(pt.targets.get(gid) ?? [])];
  return targets.length > 0 && targets.length <= 2 && targets.every((fn) => givesSleep(pt, fn, depth + 1)) ? x.c : null;
}

/** `promisify(setTimeout)` behind a name. */
function isPromisedTimer(pt: Points, file: number, v: ValueId): boolean {
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  const d = x.k === 'bind' ? f.bindings[x.b]!.defs[0] : v;
  const call = d === undefined ? undefined : f.values[d]!;
  const arg = call?.k === 'call' ? f.calls[call.c]!.args[0] : undefined;
  const timer = arg === undefined ? undefined : f.values[arg]!;
  return timer?.k === 'global' && timer.name === 'setTimeout';
}

/**
 * Whether a function does nothing but let time pass: it gives a sleep, or awaits one, or goes back at once, as where it is told to stop
 * before the time is up.
 */
function givesSleep(pt: Points, fn: number, depth: number): boolean {
  const { file, f } = pt.p.functions[fn]!;
  const isSleep = (v: ValueId) => sleepOf(pt, file, v, depth) !== null;
  const given = f.events.flatMap((e) =>
    e.t === 'return' && e.v !== NONE && pt.p.files[file]!.values[e.v]!.k !== 'undef' ? [e.v] : [],
  );
  if (given.length > 0) return given.every(isSleep);
  const awaited = f.events.flatMap((e) => (e.t === 'await' ? [e.v] : []));
  return awaited.length === 1 && isSleep(awaited[0]!);
}

/** Methods that take a listener back. */
const UNHEARS: ReadonlySet<string> = new Set(['removeListener', 'off', 'removeEventListener']);

/** `(resolve) => setTimeout(resolve, ms)`: a timer that only settles the promise. */
function isSleepExecutor(pt: Points, file: number, v: ValueId | undefined): boolean {
  const f = pt.p.files[file]!;
  const x = v === undefined ? undefined : f.values[v]!;
  if (x?.k !== 'fn') return false;
  const { params, events } = f.functions[x.f]!;
  const [resolve] = params;
  if (resolve === undefined) return false;
  return events.some((e) => {
    if (e.t !== 'call') return false;
    const c = f.calls[e.c]!;
    const exts = pt.externals.get(callGid(pt.p, file, e.c)) ?? [];
    if (!exts.some((o) => /(?:^|\.)setTimeout$/.test(pt.h.objects[o]!.steps))) return false;
    const work = c.args[0] === undefined ? undefined : f.values[c.args[0]]!;
    if (work?.k === 'bind') return work.b === resolve;
    if (work?.k !== 'fn') return false;
    // What the executor has of its own cleans up after the timer, and so does whoever takes its listener back.
    const isOwn = (b: number) => b !== NONE && f.bindings[b]!.f === x.f && f.bindings[b]!.kind !== 'param';
    const isOwnValue = (v: ValueId) => {
      const y = f.values[v]!;
      return y.k === 'bind' && isOwn(y.b);
    };
    const called = f.functions[work.f]!.events.flatMap((y) => {
      if (y.t !== 'call') return [];
      const { callee: v, args } = f.calls[y.c]!;
      const callee = f.values[v]!;
      if (callee.k === 'prop' && UNHEARS.has(callee.p) && args.some(isOwnValue)) return [];
      return [callee.k === 'bind' ? callee.b : NONE];
    });
    return called.includes(resolve) && called.every((b) => b === resolve || isOwn(b));
  });
}
