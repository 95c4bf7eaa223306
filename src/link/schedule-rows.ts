import { NONE, type Value, type ValueId } from '../extract/facts.ts';
import { functionOf } from './alternatives.ts';
import type { Effects } from './effects.ts';
import { findUses, type LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { decide } from './option-values.ts';
import type { Spot } from './own-stores.ts';
import { callGid, classGid, functionGid, valueAt } from './program.ts';

/** A place that arms work because an entry of the catalogue says so. */
export type ScheduleRow = {
  readonly use: LibraryUse;
  readonly runs: 'recurring' | 'delayed';
  /** Functions (global ids) that run later; empty where the work is elsewhere (job files) or not known. */
  readonly work: readonly number[];
  /** The work is what its own function goes on to do: a loop over a timer. */
  readonly rest: boolean;
  /** For decorated classes: the class (global id) whose methods are run; -1 elsewhere. */
  readonly cls: number;
};

/** What the catalogue says of schedules in a program: what arms work, and what looks like it and is silent. */
export type ScheduleRows = {
  /** By call (global id). */
  readonly arms: ReadonlyMap<number, ScheduleRow>;
  /** Decorated classes, in order of place. */
  readonly classes: readonly ScheduleRow[];
  /** Silences by file and place of the call or decorator. */
  silent(file: number, s: number): { readonly reason: string; readonly at: Spot } | undefined;
};

/** How deep functions are looked for in objects that are handed over (`new Job(times, new Task(name, work))`). */
const MAX_PARTS = 3;

/** Reads the entries of `in-process-schedule`: options that hand a schedule to a shared service, and what no row of contexts names. */
export function readScheduleRows(linked: Linked, effects: Effects): ScheduleRows {
  const { p } = linked;
  const arms = new Map<number, ScheduleRow>();
  const classes: ScheduleRow[] = [];
  const quiet = new Map<string, { readonly reason: string; readonly at: Spot }>();
  for (const use of findUses(linked, (entry) => entry.rule === 'in-process-schedule')) {
    const key = `${use.file}|${use.call < 0 ? use.s : p.calls[use.call]!.c.s}`;
    const decisions = (use.entry.decide ?? []).map((d) => decide(linked, use, d));
    const safe = decisions.find((d) => d.verdict === 'safe');
    const at = safe?.judged.find((x) => x.proof)?.proof ?? { file: use.file, s: use.s, e: use.e };
    if (use.entry.verdict === 'silent' || safe) {
      if (use.entry.verdict === 'report' || decisions.every((d) => d.verdict === 'safe'))
        quiet.set(key, { reason: use.entry.reason ?? 'backed', at });
      continue;
    }
    if (use.call < 0) continue;
    const { work } = use.entry;
    const runs = work?.runs === 'delayed' ? 'delayed' : 'recurring';
    const row = { use, runs, rest: work?.argument === 'rest', cls: -1 } as const;
    if (use.entry.use.form === 'decorator') {
      const cls = decoratedClass(linked, use);
      if (cls >= 0 && !work) classes.push({ ...row, work: [], cls });
      continue;
    }
    if (row.rest) arms.set(use.call, { ...row, work: [] });
    else if (work) {
      const fns = workOf(linked, effects, use, work);
      if (fns.length > 0) arms.set(use.call, { ...row, work: fns });
    } else {
      const { file, c } = p.calls[use.call]!;
      arms.set(use.call, { ...row, work: [...new Set(c.args.flatMap((a) => inParts(linked, effects, file, a, 0)))] });
    }
  }
  return { arms, classes, silent: (file, s) => quiet.get(`${file}|${s}`) };
}

/** Calls of one chain that are looked through for its operators. */
const MAX_CHAIN = 12;

/**
 * The functions of a whole chain, `interval(n).pipe(mergeMap(send)).subscribe(tell)`: what is handed to each of its calls. With `period`
 * only where its first call says how often: what comes once is no more than what it is given last.
 */
function inChain(linked: Linked, effects: Effects, call: number, period: number | undefined): readonly number[] {
  const { p } = linked;
  const out: number[] = [];
  const { file, c } = p.calls[call]!;
  let at = c;
  for (let links = 0; links < MAX_CHAIN; links++) {
    out.push(...at.args.flatMap((a) => inParts(linked, effects, file, a, 0)));
    const recv = at.recv === NONE ? null : behind(linked, file, at.recv);
    if (recv?.k !== 'call') break;
    at = p.files[file]!.calls[recv.c]!;
  }
  const comesAgain = period === undefined || at.args.length > period;
  return [...new Set(comesAgain ? out : c.args.flatMap((a) => inParts(linked, effects, file, a, 0)))];
}

/** What a value is, through a local that is assigned once. */
function behind({ p }: Linked, file: number, v: ValueId): Value {
  const x = valueAt(p, file, v);
  if (x.k !== 'bind') return x;
  const b = p.files[file]!.bindings[x.b]!;
  return b.imp || b.kind === 'param' || b.defs.length !== 1 ? x : valueAt(p, file, b.defs[0]!);
}

/** The functions that an entry's `work` names. */
function workOf(
  linked: Linked,
  effects: Effects,
  use: LibraryUse,
  work: NonNullable<LibraryUse['entry']['work']>,
): readonly number[] {
  const { p, pt, follow } = linked;
  const { file, c } = p.calls[use.call]!;
  if (work.argument === 'chain') return inChain(linked, effects, use.call, work.period);
  if (typeof work.argument === 'number' && work.option !== undefined) {
    const whole = follow.argument(
      use.call,
      use.part !== null && work.argument > 0 ? use.from : work.argument + use.from,
    );
    const given = use.part !== null && work.argument > 0 ? follow.at(whole, 'options') : whole;
    return follow.at(given, work.option).of.flatMap((a) => {
      const fn = functionOf(pt, a);
      return fn >= 0 ? [fn] : a.v === NONE ? [] : effects.functionsAt(pt.valueNode(a.file, a.v));
    });
  }
  const list =
    typeof work.argument === 'number' ? c.args.slice(work.argument + use.from).slice(0, 1) : [...c.args].reverse();
  for (const a of list) {
    const fns = effects.functionsAt(pt.valueNode(file, a));
    if (fns.length > 0) return fns;
  }
  return [];
}

/** Functions in a value, or in what is handed to the call that makes it. */
function inParts(linked: Linked, effects: Effects, file: number, v: ValueId, depth: number): readonly number[] {
  const { p, pt } = linked;
  const own = effects.functionsAt(pt.valueNode(file, v));
  if (own.length > 0 || depth > MAX_PARTS) return own;
  const x = valueAt(p, file, v);
  const deeper = (values: readonly ValueId[]) => values.flatMap((y) => inParts(linked, effects, file, y, depth + 1));
  if (x.k === 'call') return deeper(p.files[file]!.calls[x.c]!.args);
  if (x.k === 'arr') return deeper(x.items);
  if (x.k === 'obj') return deeper(x.props.map((q) => q[1]));
  if (x.k === 'as' || x.k === 'await') return deeper([x.v]);
  if (x.k !== 'bind') return [];
  const b = p.files[file]!.bindings[x.b]!;
  return b.imp || b.kind === 'param' ? [] : deeper(b.defs.slice(0, 2));
}

/** The class that a decorator stands on, or -1. */
function decoratedClass({ p }: Linked, use: LibraryUse): number {
  const f = p.files[use.file]!;
  const id = f.classes.findIndex((c) =>
    c.decos.some((v) => {
      const x = f.values[v]!;
      return x.k === 'call' && callGid(p, use.file, x.c) === use.call;
    }),
  );
  return id < 0 ? -1 : classGid(p, use.file, id);
}

/** Whether a function is a method of a class. */
export function isMethodOf({ p }: Linked, fn: number, cls: number): boolean {
  const { file, c } = p.classes[cls]!;
  return c.members.some((m) => m.f !== NONE && functionGid(p, file, m.f) === fn);
}
