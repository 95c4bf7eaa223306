import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { constantNumber } from './constant-number.ts';
import { consumersOf } from './consumers.ts';
import type { Contexts, Seed } from './contexts.ts';
import { Ctx } from './contexts.ts';
import { decoOf } from './decorators.ts';
import type { Effects } from './effects.ts';
import { setOf } from './heap.ts';
import { callbackArguments, type Points, registrationsOf } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { findPutOff } from './put-off.ts';
import type { ScheduleRows } from './schedule-rows.ts';
import { findRounds } from './sleeps.ts';

/** How often what is armed runs, and how it is armed. */
export type TimerKind = 'interval' | 'timeout' | 'cron' | 'debounce' | 'decorator' | 'convention' | 'loop';

/** One place that arms work for later. */
export type Timer = {
  readonly kind: TimerKind;
  /** Function that arms it; for decorated methods the method itself. */
  readonly fn: number;
  readonly file: number;
  /** The arming call, or NONE for decorators and conventions. */
  readonly call: CallId;
  readonly s: number;
  readonly e: number;
  /** `setInterval`, `schedule`, `@Cron`. */
  readonly callee: string;
  /** Functions that run later; empty where they are not known. */
  readonly work: readonly number[];
  /** Value that is handed over as the work, or NONE. */
  readonly workValue: ValueId;
  /** Literal delay in milliseconds; null where unknown or none. */
  readonly delay: number | null;
  /** The work is what its own function goes on to do. */
  readonly rest?: true;
  /** The function sleeps, and nobody waits for it. */
  readonly apart?: true;
};

/** Packages whose functions put calls off, or hold some of them back. */
export const DEBOUNCERS =
  /^(lodash|lodash-es|underscore|lodash\.(debounce|throttle)|es-toolkit|radash|remeda|debounce|throttleit|throttle-debounce|just-(debounce|throttle)(-it)?|p-debounce|p-throttle|perfect-debounce|debounce-promise|debounce-fn|@react-hookz\/.*|callback-debounce)(\/|$)/;
const LISTEN = new Set(['on', 'once', 'addListener', 'prependListener']);

/** Finds every place that arms work for later: timers by binding, cron libraries, decorated methods, files by convention, debounce and throttle, loops that sleep. */
export function findTimers(
  pt: Points,
  ctx: Contexts,
  effects: Effects,
  seeds: readonly Seed[],
  rows?: ScheduleRows,
): readonly Timer[] {
  const { p, h } = pt;
  const out: Timer[] = [];
  const named = (steps: string): string =>
    steps
      .replace(/^new /, '')
      .replace(/\(\)/g, '')
      .match(/(?<![^.@ ])[^.@ ]+$/)?.[0] ?? '';
  p.calls.forEach(({ file, id, c }, gid) => {
    if (!c || c.f === NONE || c.kind === 'deco' || !ctx.loaded.has(file)) return;
    const fn = functionGid(p, file, c.f);
    if (ctx.maskOf(fn) === 0) return;
    const base = { fn, file, call: id, s: c.s, e: c.e };
    const row = rows?.arms.get(gid);
    const byRow = (): void => {
      if (!row) return;
      const kind = row.runs === 'delayed' ? 'timeout' : 'cron';
      const rest = row.rest ? ({ rest: true } as const) : {};
      out.push({ ...base, kind, callee: row.use.name, work: row.work, workValue: NONE, delay: null, ...rest });
    };
    if (row?.rest) {
      byRow();
      return;
    }
    for (const o of pt.externals.get(gid) ?? []) {
      const x = h.objects[o]!;
      // `lodash/throttle.js`, `lodash.throttle`: the last part of the name, also where it is `require('lodash/throttle').default`.
      const ofPackage = named(x.pkg.replace(/\.[cm]?js$/, '').replace(/^.*[/.]/, '.'));
      const name = named(x.steps) || ofPackage;
      const held = name === 'default' ? ofPackage : name;
      if (/^(?:just-)?(debounce|throttle)/i.test(held) && DEBOUNCERS.test(x.pkg) && !x.steps.includes('()')) {
        if (trailingOff(pt, file, c.args)) return;
        const at = c.args.findIndex((a) => effects.functionsAt(pt.valueNode(file, a)).length > 0);
        const index = at >= 0 ? at : /^throttle-debounce/.test(x.pkg) ? 1 : 0;
        const v = c.args[index] ?? NONE;
        const rest = c.args[index === 0 ? 1 : 0];
        out.push({
          ...base,
          kind: 'debounce',
          callee: held,
          work: v === NONE ? [] : effects.functionsAt(pt.valueNode(file, v)),
          workValue: v,
          delay: rest === undefined ? null : waitOf(pt, file, rest),
        });
        return;
      }
      const rows = registrationsOf(pt, gid, o).filter(
        (r) => r.row.context === 'timer' && !(r.row.on !== '' && r.row.call.some((m) => LISTEN.has(m))),
      );
      if (rows.length === 0) continue;
      const work = [
        ...new Set(rows.flatMap((r) => callbackArguments(pt, gid, r.row).flatMap((n) => effects.functionsAt(n)))),
      ];
      const plain = /^(set(Timeout|Interval)|delay)$/.test(name);
      const v = typeof rows[0]!.row.callback === 'number' ? (c.args[rows[0]!.row.callback] ?? NONE) : NONE;
      // A pattern without a function only computes dates.
      if (!plain && work.length === 0 && !c.args.some((a) => mayBeFunction(pt, file, a))) continue;
      out.push({
        ...base,
        kind: plain ? (name === 'setInterval' ? 'interval' : 'timeout') : 'cron',
        callee: name || x.pkg,
        work,
        workValue: v !== NONE ? v : (c.args.find((a) => effects.functionsAt(pt.valueNode(file, a)).length > 0) ?? NONE),
        delay: plain ? (c.args[1] === undefined ? 0 : constantNumber(pt, file, c.args[1])) : null,
      });
      return;
    }
    byRow();
  });
  for (const { fn, file, call, s, e, word, loop } of findRounds(pt, ctx)) {
    const rest = loop ? ({ rest: true } as const) : {};
    out.push({
      kind: 'loop',
      fn,
      file,
      call,
      s,
      e,
      callee: word,
      work: loop ? [] : [fn],
      workValue: NONE,
      delay: null,
      ...rest,
    });
  }
  const none = { work: [], workValue: NONE } as const;
  for (const { delay, ...at } of findPutOff(pt, ctx))
    if (!out.some((t) => t.kind === 'loop' && t.fn === at.fn))
      out.push({ kind: 'timeout', callee: 'sleep', ...at, ...none, delay, rest: true, apart: true });
  const seen = new Set<number>();
  for (const s of seeds) {
    if (s.bit !== Ctx.timer || seen.has(s.fn)) continue;
    seen.add(s.fn);
    const { file, f } = p.functions[s.fn]!;
    const deco = decorator(pt, file, s.fn);
    out.push({
      kind: deco ? 'decorator' : 'convention',
      fn: s.fn,
      file,
      call: NONE,
      s: deco?.s ?? f.nameS,
      e: deco?.e ?? f.nameE,
      callee: deco ? `@${deco.name}` : s.what,
      work: [s.fn],
      workValue: NONE,
      delay: null,
    });
  }
  return out;
}

/** A value that could be a function, as far as is known: a parameter, a field, the result of a call. */
function mayBeFunction(pt: Points, file: number, v: ValueId): boolean {
  const x = pt.p.files[file]!.values[v]!;
  if (x.k === 'fn') return true;
  if (x.k === 'bind')
    return pt.p.files[file]!.bindings[x.b]!.kind === 'param' && setOf(pt.h, pt.valueNode(file, v)).length === 0;
  return false;
}

/** The decorator that makes a method run on a timer. */
function decorator(pt: Points, file: number, fn: number): { name: string; s: number; e: number } | null {
  const { p } = pt;
  const { f, id } = p.functions[fn]!;
  if (f.cls === NONE) return null;
  const member = p.files[file]!.classes[f.cls]!.members.find((m) => m.f === id);
  for (const d of member?.decos ?? []) {
    const deco = decoOf(p, file, d);
    if (!deco || !pt.lib.decoratorsOf(deco.pkg, deco.name).some((r) => r.context === 'timer')) continue;
    const c = deco.call >= 0 ? p.files[file]!.calls[deco.call] : undefined;
    return { name: deco.name, s: c ? c.s : (member?.s ?? f.nameS), e: c ? c.e : f.nameE };
  }
  return null;
}

/** `{ trailing: false }`: what comes too early is dropped, nothing waits. */
function trailingOff(pt: Points, file: number, args: readonly ValueId[]): boolean {
  const f = pt.p.files[file]!;
  return args.some((a) => {
    const x = f.values[a]!;
    const q = x.k === 'obj' ? x.props.find((y) => y[0] === 'trailing') : undefined;
    const v = q ? f.values[q[1]]! : null;
    return v?.k === 'lit' && v.v === false;
  });
}

/** The time that a debounce or throttle waits, written as a number or as the option `wait` (debounce-fn); null where unknown. */
function waitOf(pt: Points, file: number, v: ValueId): number | null {
  const x = pt.p.files[file]!.values[v]!;
  if (x.k !== 'obj') return constantNumber(pt, file, v);
  const wait = x.props.find((q) => q[0] === 'wait');
  return wait ? constantNumber(pt, file, wait[1]) : null;
}

/** The value of an arming call. */
export const handleOf = (pt: Points, t: Timer): ValueId =>
  t.call === NONE ? NONE : consumersOf(pt.p.files[t.file]!).callValue(t.call);

export const timerGid = (pt: Points, t: Timer): number => (t.call === NONE ? -1 : callGid(pt.p, t.file, t.call));
