import { type BindingId, type Event, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { guardChain } from './guards.ts';
import type { Access } from './holders.ts';
import { isLogCall } from './log-calls.ts';
import { From } from './origins.ts';
import { callGid } from './program.ts';
import { realReads } from './upkeep.ts';

/** Functions that a sweep is followed through. */
const MAX_THROUGH = 3;
/** Steps from a time that is read to the condition that it is in. */
const MAX_STEPS = 6;
const REMOVES: ReadonlySet<string> = new Set(['delete', 'clear', 'splice', 'shift', 'pop', 'remove']);
/** Methods by which what is kept is gone through, looked at or worked out. */
const LOOKS: ReadonlySet<string> = new Set(
  'get has at keys values entries forEach filter map some every find size slice includes indexOf getTime now'.split(
    ' ',
  ),
);

/** Methods by which a date gives its time. */
const TIMES: ReadonlySet<string> = new Set(['getTime', 'valueOf']);
/** Methods that give up a handle of this process, and are given nothing: rows of a store are none of them. */
const GIVES_UP: ReadonlySet<string> = new Set(['dispose', 'close', 'terminate', 'abort']);
/** What of the language works out a number or tells the time. */
const RECKONS = /^\.(?:Date(?:\.now)?|Math\.\w+|Number|performance\.now)$/;

/**
 * When this process last threw out what is old of its own: all that the time decides is whether it does so again, and that takes out of the
 * memory of this process and does nothing else.
 */
export function ownSweeps(input: JudgeInput, f: Facts): Verdict | null {
  const isClock = (o: number): boolean => (o & From.time) !== 0 && (o & ~(From.time | From.constant)) === 0;
  if (f.afterPuts.length === 0 || !f.afterPuts.every((m) => m.kind === 'assign' && isClock(f.originOf(m)))) return null;
  const reads = realReads(input, f);
  if (reads.length === 0 || !reads.every((r) => decidesSweep(input, r))) return null;
  return verdict(
    'process-upkeep',
    'sweep',
    'when it last threw out what is old here, which only spaces that',
    reads[0]!,
  );
}

/** Whether what a read decides is to take something out of the memory of this process, and nothing else. */
function decidesSweep(input: JudgeInput, r: Access): boolean {
  const { pt } = input;
  const facts = pt.p.files[r.file]!;
  const isIn = (v: ValueId, depth: number): boolean => {
    if (v === r.v) return true;
    const x = v === NONE || depth > MAX_STEPS ? undefined : facts.values[v]!;
    // `last.getTime()` of a time that is kept as a date.
    if (x?.k === 'call') {
      const { callee, recv } = facts.calls[x.c]!;
      const method = facts.values[callee]!;
      return method.k === 'prop' && TIMES.has(method.p) && isIn(recv, depth + 1);
    }
    return (x?.k === 'op' || x?.k === 'alt') && x.of.some((y) => isIn(y, depth + 1));
  };
  const fn = pt.p.functions[r.fn]!.f;
  let removed = false;
  let decided = false;
  /** Variables that the sweep makes for itself. */
  const made = new Set<BindingId>();
  /** Whether an event of a sweep is none of more than a sweep. */
  const isPart = (file: number, e: Event, depth: number): boolean => {
    const at = pt.p.files[file]!;
    switch (e.t) {
      case 'call': {
        const c = at.calls[e.c]!;
        const callee = at.values[c.callee]!;
        const method = callee.k === 'prop' ? callee.p : '';
        const targets = [...(pt.targets.get(callGid(pt.p, file, e.c)) ?? [])];
        if (targets.length > 0) return depth < MAX_THROUGH && targets.every((t) => isSweep(t, depth + 1));
        if (isLogCall(pt, file, e.c)) return true;
        const exts = (pt.externals.get(callGid(pt.p, file, e.c)) ?? []).map((o) => pt.h.objects[o]!);
        if (exts.length > 0 && exts.every((o) => o.pkg === '(global)' && RECKONS.test(o.steps.replace(/^new /, ''))))
          return true;
        if (GIVES_UP.has(method) && c.args.length === 0 && exts.length > 0) return true;
        removed ||= REMOVES.has(method);
        const callbacks = c.args.flatMap((a) => {
          const x = at.values[a]!;
          return x.k === 'fn' ? [pt.p.functionBase[file]! + x.f] : [];
        });
        return (REMOVES.has(method) || LOOKS.has(method)) && callbacks.every((t) => isSweep(t, depth + 1));
      }
      case 'write':
        if (e.op === 'delete') removed = true;
        if (e.op === 'delete' || isOwn(file, e.to)) return true;
        // What it held of its own is given up with it: `this.handle = undefined`.
        if ('p' in e.to) return at.values[e.to.o]!.k === 'this' && isNothing(at, e.v);
        if (!('b' in e.to)) return false;
        // A variable of the sweep; what was there before tells others what came of it.
        if (e.op === 'init' && !at.bindings[e.to.b]!.top) made.add(pt.p.bindingBase[file]! + e.to.b);
        return made.has(pt.p.bindingBase[file]! + e.to.b);
      case 'return':
        // What the code that asks gives back there is an answer by the clock; a sweep of its own may say how much it took out.
        return depth > 0 || e.v === NONE || at.values[e.v]!.k === 'undef';
      case 'throw':
      case 'yield':
        return false;
      default:
        return true;
    }
  };
  const isOwn = (file: number, to: Extract<Event, { t: 'write' }>['to']): boolean =>
    'b' in to
      ? pt.p.bindingBase[file]! + to.b === input.holder.binding
      : 'p' in to && input.holder.binding < 0 && to.p === input.holder.name;
  const isSweep = (t: number, depth: number): boolean => {
    const { file, f: body } = pt.p.functions[t]!;
    return body.events.every((e) => isPart(file, e, depth));
  };
  for (const e of fn.events) {
    const guard = e.t === 'call' ? facts.calls[e.c]!.guard : e.t === 'yield' ? NONE : e.guard;
    const under = [...guardChain(facts, guard)].some((g) => g.cond !== NONE && isIn(g.cond, 0));
    if (!under) continue;
    decided = true;
    if (!isPart(r.file, e, 0)) return false;
  }
  return decided && removed;
}

/** `undefined`, `null`. */
const isNothing = (f: FileFacts, v: ValueId): boolean => {
  const x = v === NONE ? undefined : f.values[v]!;
  return x?.k === 'undef' || (x?.k === 'lit' && x.v === null);
};
