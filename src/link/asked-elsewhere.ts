import { type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { callersOfFunctions } from './callers.ts';
import type { Facts, JudgeInput } from './categories.ts';
import { type Contexts, Ctx } from './contexts.ts';
import { inside } from './guards.ts';
import { setOf } from './heap.ts';
import type { Access, Mutation } from './holders.ts';
import { isWithin } from './nested-functions.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, valueAt } from './program.ts';

// Handles that are made on first use are the same in each process only where whoever asks for one makes it.

/** Calls between a look-up and what makes an entry where none is found. */
const MAX_WAY = 2;
/** Calls from what a request runs to what makes an entry. */
const MAX_UP = 12;
/** What is registered to run before handlers. */
const BEFORE = / (?:use|addHook|all|param)$/;
/** Names of hooks that run before the handler of their route. */
const HOOKS = /^(?:onRequest|preParsing|preValidation|preHandler|pre|before\w*)$/;
/** Contexts in which somebody asks for an entry by its key. */
const ASKING = Ctx.request | Ctx.job | Ctx.event | Ctx.connection;
const FOR_A_REQUEST = Ctx.request | Ctx.job;

/**
 * Whether code that neither makes an entry nor takes one out asks for it by its key, and nobody who runs that code makes it instead: it
 * finds what this process happens to have made for somebody else. `counts` leaves readings out.
 */
export function isAskedElsewhere(
  { pt, ctx }: JudgeInput,
  f: Facts,
  counts: (r: Access) => boolean = () => true,
): Access | null {
  const makers = new Set(f.afterPuts.map((m) => m.fn));
  if (f.afterPuts.some((m) => isMadeBefore(ctx, m))) return null;
  const changers = new Set(f.all.map((m) => m.fn));
  const registering = new Set(f.afterPuts.map((m) => registeredAt(ctx, m.frame)).filter((at) => runsFirst(pt, at)));
  const known = new Map<number, boolean>();
  const leads = (fn: number): boolean => entryOf(known, fn, () => leadsTo(pt, fn, makers));
  const asks = (r: Access): boolean => {
    if ((r.how !== 'get' && r.how !== 'element') || (r.mask & ASKING) === 0 || !counts(r)) return false;
    if (isInOneOf(pt, r.fn, changers) || leads(r.fn)) return false;
    // `app.get(path, open, handler)`: what makes an entry runs before the handler that stands behind it.
    const at = registeredAt(ctx, r.frame);
    if (at !== null && [...registering].some((one) => one?.call === at.call && one.fn !== at.fn)) return false;
    const callers = callersOfFunctions(pt).get(r.fn) ?? [];
    return !callers.some((call) => {
      const { file, c } = pt.p.calls[call]!;
      const fn = pt.p.functionBase[file]! + c.f;
      return changers.has(fn) || leads(fn);
    });
  };
  return f.reads.find(asks) ?? null;
}

/** Whether a function is one of some, or written within it: a listener of what that has just made. */
function isInOneOf({ p }: Points, fn: number, outer: ReadonlySet<number>): boolean {
  const { file, f, id } = p.functions[fn]!;
  if (outer.has(fn)) return true;
  for (let at = f.parent; at > 0 && at !== id; at = p.files[file]!.functions[at]!.parent)
    if (outer.has(p.functionBase[file]! + at)) return true;
  return false;
}

type Registered = { readonly call: number; readonly fn: number };

/** The call that registers what a request runs on its way to a frame, and what is registered; null where that is not known. */
function registeredAt({ frames }: Contexts, id: number): Registered | null {
  let frame = frames[id]!;
  for (let hops = 0; hops < MAX_UP; hops++) {
    const why = frame.why.get(Ctx.request);
    if (!why || why.from < 0) return null;
    if (why.what !== '') return why.call < 0 ? null : { call: why.call, fn: frame.fn };
    frame = frames[why.from]!;
  }
  return null;
}

/** Whether a function stands in front of a handler: among the arguments themselves, or as a hook of the route (`{ preHandler: open }`). */
function runsFirst(pt: Points, at: Registered | null): boolean {
  if (at === null) return false;
  const { file, c } = pt.p.calls[at.call]!;
  const { values } = pt.p.files[file]!;
  const isIt = (v: ValueId): boolean => {
    const x = values[v]!;
    if (x.k === 'arr') return x.items.some(isIt);
    return setOf(pt.h, pt.valueNode(file, v)).some(
      (o) => pt.h.objects[o]!.k === 'fn' && pt.h.objects[o]!.site === at.fn,
    );
  };
  return c.args.some((a, i) => {
    const x = values[a]!;
    if (x.k === 'obj') return x.props.some((q) => HOOKS.test(q[0]) && isIt(q[1]));
    return i < c.args.length - 1 && isIt(a);
  });
}

/** Whether what makes an entry runs before the handlers of a request do: `app.use(open)`. It is there when they ask. */
function isMadeBefore({ frames }: Contexts, m: Mutation): boolean {
  let frame = frames[m.frame]!;
  for (let hops = 0; hops < MAX_UP; hops++) {
    const why = frame.why.get(Ctx.request);
    if (!why || why.from < 0) return false;
    if (why.what !== '') return BEFORE.test(why.what);
    frame = frames[why.from]!;
  }
  return false;
}

/** Whether a function, or one written within it, runs one of some functions, or calls what does. */
function leadsTo(pt: Points, fn: number, to: ReadonlySet<number>): boolean {
  const seen = new Set([fn]);
  let level = [fn];
  for (let way = 0; way <= MAX_WAY; way++) {
    const next: number[] = [];
    for (const one of level) {
      const { file, id } = pt.p.functions[one]!;
      const f = pt.p.files[file]!;
      for (let at: FunctionId = id; at < f.functions.length; at++) {
        if (!isWithin(f, at, id)) continue;
        if (to.has(pt.p.functionBase[file]! + at)) return true;
        for (const e of f.functions[at]!.events)
          for (const target of e.t === 'call' ? (pt.targets.get(callGid(pt.p, file, e.c)) ?? []) : []) {
            if (to.has(target)) return true;
            if (seen.has(target)) continue;
            seen.add(target);
            next.push(target);
          }
      }
    }
    level = next;
  }
  return false;
}

/**
 * Where a request alone forgets a handle that the next one makes anew, without an end of it: what it is made of has changed, and
 * other processes go on with theirs. Null where something else forgets it too, or closes it.
 */
export function forgottenByRequest(input: JudgeInput, f: Facts, closers: ReadonlySet<string>): Mutation | null {
  const { pt } = input;
  if (!f.afterPuts.some((m) => isMadeOfWhatChanges(input, m))) return null;
  const forgets = f.removes.filter((m) => m.op !== 'init' && (m.mask & ~Ctx.boot) !== 0);
  const makers = new Set(f.puts.map((m) => m.fn));
  const ends = (m: Mutation): boolean => {
    const { calls, values } = pt.p.files[m.file]!;
    return pt.p.functions[m.fn]!.f.events.some((e) => {
      const c = e.t === 'call' ? calls[e.c]! : null;
      const callee = c ? values[c.callee]! : null;
      if (callee?.k !== 'prop' || !closers.has(callee.p)) return false;
      // `res.end()` ends the answer, and no handle.
      const on = setOf(pt.h, pt.valueNode(m.file, callee.o));
      return on.length === 0 || on.some((o) => pt.h.objects[o]!.type !== 'callback');
    });
  };
  const isOfRequest = (m: Mutation): boolean =>
    (m.mask & FOR_A_REQUEST) !== 0 && (m.mask & ~(FOR_A_REQUEST | Ctx.boot)) === 0 && !makers.has(m.fn) && !ends(m);
  // Where its work has failed, it is made again since it is lost.
  const isLost = (m: Mutation): boolean => inside(pt.p.files[m.file]!, m.guard, 'catch');
  return forgets.length > 0 && forgets.every((m) => isOfRequest(m) && !isLost(m)) ? forgets[0]! : null;
}

/** What may be another value at another time. */
const CHANGING = From.state | From.answer | From.remote | From.file | From.unknown;

/** Whether the call that makes what is put is given what may change. */
function isMadeOfWhatChanges({ pt, ctx, origins }: JudgeInput, m: Mutation): boolean {
  const { bindings, calls } = pt.p.files[m.file]!;
  let x = m.v === NONE ? null : valueAt(pt.p, m.file, m.v);
  if (x?.k === 'bind' && bindings[x.b]!.defs.length === 1) x = valueAt(pt.p, m.file, bindings[x.b]!.defs[0]!);
  if (x?.k === 'await') x = valueAt(pt.p, m.file, x.v);
  if (x?.k !== 'call') return false;
  return calls[x.c]!.args.some((a) => (origins.of(ctx.frames[m.frame]!, m.file, a) & CHANGING) !== 0);
}
