import { type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { functionName } from './call-paths.ts';
import { callersOfFunctions } from './callers.ts';
import type { Contexts } from './contexts.ts';
import type { Effects } from './effects.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { type Timer, timerGid } from './timers.ts';

type SiteInput = { readonly pt: Points; readonly ctx: Contexts; readonly effects: Effects };

/** One place that arms work: a timer, or a call that hands work to a wrapper around one. */
export type Site = {
  readonly timer: Timer;
  readonly fn: number;
  readonly file: number;
  readonly s: number;
  readonly e: number;
  readonly callee: string;
  readonly fns: readonly number[];
  /** The call (global id) that arms it or hands the work in; -1 for decorators and conventions. */
  readonly call: number;
};

/** The place of a timer itself. */
export const site = (pt: Points, t: Timer): Site => ({
  timer: t,
  fn: t.fn,
  file: t.file,
  s: t.s,
  e: t.e,
  callee: t.callee,
  fns: t.work,
  call: timerGid(pt, t),
});

/** Whether what a timer is given to keep was armed by another call (`registry.addInterval(name, handle)`): that call is the schedule. */
export function keepsAnother(pt: Points, t: Timer, armed: ReadonlySet<number>): boolean {
  if (t.kind !== 'cron' || t.call === NONE) return false;
  const f = pt.p.files[t.file]!;
  return f.calls[t.call]!.args.some((a) => {
    const given = f.values[a]!;
    const b = given.k === 'bind' ? f.bindings[given.b]! : null;
    const x = b && b.kind !== 'param' && b.defs.length === 1 ? f.values[b.defs[0]!]! : given;
    return x.k === 'call' && x.c !== t.call && armed.has(callGid(pt.p, t.file, x.c));
  });
}

/** Where work is handed in: at the timer itself, or at the calls of a function around it that takes the work as a parameter. */
export function sitesOf(input: SiteInput, t: Timer): readonly Site[] {
  const { pt, ctx, effects } = input;
  const { p } = pt;
  const own = [site(pt, t)];
  if (t.call === NONE) return own;
  const param = workParameter(input, t);
  if (!param) return keptSites(input, t) ?? own;
  const callers = callersOfFunctions(pt);
  const sites: Site[] = [];
  const expand = (wrapper: number, index: number, depth: number): void => {
    for (const gid of callers.get(wrapper) ?? []) {
      const { file, c } = p.calls[gid]!;
      if (c.f === NONE || sites.length > 200) continue;
      const fn = functionGid(p, file, c.f);
      const a = c.args[index];
      if (a === undefined || ctx.maskOf(fn) === 0) continue;
      const x = p.files[file]!.values[a]!;
      if (x.k === 'bind' && depth < 3) {
        const b = p.files[file]!.bindings[x.b]!;
        if (b.kind === 'param' && b.index !== undefined) {
          expand(functionGid(p, file, b.f), b.index, depth + 1);
          continue;
        }
      }
      const fns = effects.functionsAt(pt.valueNode(file, a));
      if (fns.length === 0) continue;
      const callee = p.files[file]!.values[c.callee]!;
      const name = callee.k === 'prop' ? callee.p : functionName(p, wrapper);
      sites.push({ timer: t, fn, file, s: c.s, e: c.e, callee: name, fns, call: gid });
    }
  };
  expand(param.fn, param.index, 0);
  // Of one user the helper is a part, unless it is a clock in a file of its own: what it is given it runs, with nothing of its own to say, and
  // what it puts off again and again is its business.
  const [first] = sites;
  const isPart = sites.length === 1 && (!param.isBare || first!.file === t.file || isPutOffAgain(input, t));
  return first && !isPart ? sites : own;
}

/** Whether the function that arms a timer stops one first: `clearTimeout(handle); handle = setTimeout(run, delay)`. */
function isPutOffAgain({ pt }: SiteInput, t: Timer): boolean {
  const f = pt.p.files[t.file]!;
  const arms = f.calls[t.call]!;
  return f.calls.some((c) => {
    if (!c || c.f !== arms.f || c.s > arms.s) return false;
    const callee = f.values[c.callee]!;
    return callee.k === 'global' && (callee.name === 'clearTimeout' || callee.name === 'clearInterval');
  });
}

/** Calls that hand in what a timer runs later, where it is kept in a field or entry on the way; null for one or none. */
function keptSites(input: SiteInput, t: Timer): readonly Site[] | null {
  const { pt, ctx, effects } = input;
  const { p } = pt;
  const found = effects.handedIn(t.work);
  if (found.length !== 1 || found[0]!.fns.length < 2) return null;
  const sites: Site[] = [];
  // One place often hands in what many others do: who is called there is followed once.
  const arms = new Map<string, boolean>();
  const armsIt = (targets: ReadonlySet<number>): boolean => {
    const key = [...targets].join(',');
    return entryOf(arms, key, () => effects.of([...targets]).runs.has(t.fn));
  };
  for (const fns of found[0]!.fns.map((fn) => [fn]))
    for (const gid of handersOf(pt, effects, fns[0]!)) {
      const { file, c } = p.calls[gid]!;
      const by = functionGid(p, file, c.f);
      // What is handed on inside the file of the timer is its own business.
      if (file === t.file || ctx.maskOf(by) === 0 || !pt.targets.get(gid)?.size) continue;
      // To hand it in is what arms the timer; a listener that some timer happens to reach is no work of it.
      if (!armsIt(pt.targets.get(gid)!)) continue;
      const callee = p.files[file]!.values[c.callee]!;
      sites.push({
        timer: t,
        fn: by,
        file,
        s: c.s,
        e: c.e,
        callee: callee.k === 'prop' ? callee.p : 'call',
        fns,
        call: gid,
      });
    }
  return sites.length > 1 ? sites : null;
}

const handerTables = new WeakMap<Points, Map<number, number[]>>();
/** Calls (global ids) that have a function among their arguments, written there or by its name. */
function handersOf(pt: Points, effects: Effects, fn: number): readonly number[] {
  let table = handerTables.get(pt);
  if (!table) {
    const { p } = pt;
    const found = new Map<number, number[]>();
    p.calls.forEach(({ file, c }, gid) => {
      if (!c || c.f === NONE) return;
      for (const a of c.args) {
        const x = p.files[file]!.values[a]!;
        const direct =
          x.k === 'fn' ||
          x.k === 'prop' ||
          x.k === 'call' ||
          (x.k === 'bind' && p.files[file]!.bindings[x.b]!.kind !== 'param');
        if (!direct) continue;
        for (const g of effects.functionsAt(pt.valueNode(file, a))) entryOf(found, g, () => []).push(gid);
      }
    });
    table = found;
    handerTables.set(pt, table);
  }
  return table.get(fn) ?? [];
}

/** The parameter of a function around a timer through which the work comes in; `isBare`: it is called with nothing, which no callback is. */
function workParameter({ pt }: SiteInput, t: Timer): { fn: number; index: number; isBare: boolean } | null {
  const { p } = pt;
  const f = p.files[t.file]!;
  const around = new Set<FunctionId>();
  for (let at = f.calls[t.call]!.f, hops = 0; at > 0 && hops < 16; at = f.functions[at]!.parent, hops++) around.add(at);
  const asParam = (v: ValueId): { fn: number; index: number } | null => {
    const x = v === NONE ? null : f.values[v]!;
    if (x?.k !== 'bind') return null;
    const b = f.bindings[x.b]!;
    return b.kind === 'param' && b.index !== undefined && around.has(b.f)
      ? { fn: functionGid(p, t.file, b.f), index: b.index }
      : null;
  };
  const direct = asParam(t.workValue);
  if (direct) return { ...direct, isBare: true };
  // A loop that sleeps does its work itself, between its rounds.
  for (const fn of t.rest ? [t.fn] : t.work) {
    const { file, f: body } = p.functions[fn]!;
    if (file !== t.file) continue;
    for (const e of body.events) {
      if (e.t !== 'call') continue;
      const c = f.calls[e.c]!;
      if (t.rest && c.s < t.s) continue;
      const callee = f.values[c.callee]!;
      const named = callee.k === 'prop' && ['call', 'apply'].includes(callee.p) ? callee.o : c.callee;
      const hit = asParam(named);
      if (hit) return { ...hit, isBare: c.args.length === 0 };
    }
  }
  return null;
}
