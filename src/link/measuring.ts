import { NONE, type ValueId } from '../extract/facts.ts';
import { packageOf } from './alternatives.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { Ctx } from './contexts.ts';
import { testsAt } from './guards.ts';
import type { Mutation } from './holders.ts';
import { Does, libraryDoes } from './library-effects.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import type { Sink } from './sinks.ts';
import { isInert, realReads, writesElsewhere } from './upkeep.ts';

// What a process notes to measure itself, and what it concludes of what it measured: the load of another process is another.

/** Contexts in which a process measures by itself, whoever is asked. */
const BY_ITSELF = Ctx.boot | Ctx.timer | Ctx.shutdown;

/** A flag or step that is set where a measurement of this process is above or below a limit. */
export function measuredFlag(input: JudgeInput, f: Facts): Verdict | null {
  if (input.holder.objects.size > 0 || f.afterPuts.length === 0) return null;
  for (const m of f.after) {
    if (m.kind !== 'assign' || m.v === NONE || m.mask & ~BY_ITSELF) return null;
    if ((f.originOf(m) & ~From.constant) !== 0 || !followsMeasurement(input, m)) return null;
  }
  return verdict('process-upkeep', 'load', 'set by what was measured of this process', f.afterPuts[0]!);
}

function followsMeasurement({ pt, ctx, origins }: JudgeInput, m: Mutation): boolean {
  const frame = ctx.frames[m.frame]!;
  const file = pt.p.files[m.file]!;
  const isMeasured = (v: ValueId): boolean => {
    if ((origins.of(frame, m.file, v) & From.machine) !== 0) return true;
    // A field that the same function has just put the measurement into.
    const x = file.values[v]!;
    return pt.p.functions[m.fn]!.f.events.some((e) => {
      if (e.t !== 'write' || e.s > m.s || e.v === NONE) return false;
      const same =
        'b' in e.to
          ? x.k === 'bind' && x.b === e.to.b
          : 'p' in e.to && x.k === 'prop' && x.p === e.to.p && x.o === e.to.o;
      return same && (origins.of(frame, m.file, e.v) & From.machine) !== 0;
    });
  };
  return testsAt(file, m.guard).some((t) => t.says === 'order' && isMeasured(t.v));
}

/** When the last measurement was, or what it gave: the function that measures notes it for its next round, and takes it for nothing else. */
export function measuringMark({ pt, ctx, origins, holder, sinks }: JudgeInput, f: Facts): Verdict | null {
  if (holder.objects.size > 0 || f.afterPuts.length === 0 || f.reads.length === 0) return null;
  const marks = From.time | From.machine | From.constant | From.self;
  const writers = new Set<number>();
  for (const m of f.after) {
    if (m.kind !== 'assign' || m.mask & ~BY_ITSELF || (f.originOf(m) & ~marks) !== 0) return null;
    writers.add(m.fn);
  }
  const measures = (fn: number): boolean => {
    const { file, f: body } = pt.p.functions[fn]!;
    const frame = ctx.framesOf(fn)[0];
    const calls = new Set(body.events.flatMap((e) => (e.t === 'call' ? [e.c] : [])));
    return pt.p.files[file]!.values.some(
      (x, v) => x.k === 'call' && calls.has(x.c) && !!frame && (origins.of(frame, file, v) & From.machine) !== 0,
    );
  };
  if (![...writers].every(measures)) return null;
  for (const r of f.reads) {
    if (!writers.has(r.fn) || sinks.isCut(r.file, r.v)) return null;
    if (!sinks.of(r.file, r.v).every((s) => s.kind !== 'out' && s.kind !== 'send' && s.kind !== 'refuse')) return null;
  }
  return verdict('metrics', 'mark', 'when this process was measured last', f.afterPuts[0]!);
}

/** Parts of an expression that are asked whether they are numbers. */
const MAX_NUMBER_PARTS = 8;
/** Calls of the language that give a number, whatever they are given. */
const NUMBERS = /^\.(?:Number|parseInt|parseFloat|Number\.parse(?:Int|Float)|Math\.\w+)$/;

/** Whether a value is a number, by the look of it: then nothing that somebody else has hangs on it. */
function isNumber(pt: Points, f: Facts, file: number, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > MAX_NUMBER_PARTS) return false;
  const x = pt.p.files[file]!.values[v]!;
  const isPart = (y: ValueId): boolean => isNumber(pt, f, file, y, depth + 1);
  if (x.k === 'lit') return typeof x.v === 'number';
  if (x.k === 'op')
    return x.op === '++' || x.op === '--' || /^[-*/%]$/.test(x.op) || (x.op === '+' && x.of.every(isPart));
  if (x.k === 'alt') return x.of.length > 0 && x.of.every(isPart);
  if (x.k === 'as') return isPart(x.v);
  if (x.k === 'prop') return x.p === 'size' || x.p === 'length';
  // What is there already is one, where all that is put there is.
  if (depth > 0 && f.isPlace(file, v)) return true;
  if (x.k !== 'call') return false;
  const exts = (pt.externals.get(callGid(pt.p, file, x.c)) ?? []).map((o) => pt.h.objects[o]!);
  return exts.length > 0 && exts.every((o) => o.pkg === '(global)' && NUMBERS.test(o.steps));
}

/** Times, numbers and outcomes by key that end in what is told to a library that measures, and decide nothing but their own removal. */
export function measuredOnly(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, holder, sinks } = input;
  const reads = realReads(input, f);
  const marks = From.constant | From.time | From.machine | From.fresh | From.environment | From.self;
  const isMark = (m: Mutation) => m.v !== NONE && ((f.originOf(m) & ~marks) === 0 || isNumber(pt, f, m.file, m.v));
  if (f.afterPuts.length === 0 || !f.afterPuts.every(isMark)) return null;
  let told = false;
  for (const r of reads) {
    if (r.how === 'delete' || r.how === 'clear') continue;
    if (sinks.isCut(r.file, r.v)) return null;
    for (const s of sinks.of(r.file, r.v)) {
      if (isMeasuring(input, s)) told = true;
      else if (s.kind === 'log') continue;
      else if ((s.kind !== 'cond' && s.kind !== 'clock') || !isInert(pt, holder, s)) return null;
    }
    if (writesElsewhere(input, r)) return null;
  }
  return told
    ? verdict('metrics', 'told', 'ends in what measures this process, and in nothing else', f.afterPuts[0]!)
    : null;
}

const NO_WORDS = { text: null, verb: null, command: null, chain: [], resultUsed: false } as const;

/** Whether what a value is handed to, or decides, is a call that counts or traces for operators: a library's, or of functions that do only that. */
export function isMeasuring({ pt, effects }: Pick<JudgeInput, 'pt' | 'effects'>, s: Sink): boolean {
  if (s.kind === 'clock' || s.kind === 'log') return false;
  const { calls, values } = pt.p.files[s.file]!;
  const id = s.call !== NONE ? s.call : calls.findIndex((c) => c && c.s === s.s && c.f !== NONE);
  if (id < 0) return false;
  const callee = values[calls[id]!.callee]!;
  const gid = callGid(pt.p, s.file, id);
  const exts = pt.externals.get(gid) ?? [];
  const targets = [...(pt.targets.get(gid) ?? [])];
  if (exts.length === 0 && targets.length > 0) return effects.of(targets).mask === Does.metrics;
  return (
    exts.length > 0 &&
    exts.every((o) => libraryDoes(packageOf(pt, o), callee.k === 'prop' ? callee.p : '', NO_WORDS) === Does.metrics)
  );
}
