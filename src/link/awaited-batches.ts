import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf, resultUsed } from './consumers.ts';
import { AFTER, Ctx } from './contexts.ts';
import type { Work } from './effects.ts';
import type { Access, Holder, Mutation } from './holders.ts';
import { isIterator } from './natives.ts';
import { From } from './origins.ts';
import { settles } from './own-work.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import type { Timer } from './timers.ts';

// Calls of this process that are gathered and done together, each of which waits until it is done.

/** Functions between the one that makes the promise and a caller that makes something of it. */
const MAX_PASSED = 3;
/** Where nobody waits for what a handler gives. */
const NOT_ASKED = Ctx.event | Ctx.timer;
/** Methods that take somebody out of a list from its ends: who is next does not depend on who asks. */
const TAKES: ReadonlySet<string> = new Set(['shift', 'pop', 'splice']);
/** Looks at a list as a whole. */
const LOOKS: ReadonlySet<string> = new Set(['size', 'length', 'push', 'unshift']);
const WHOLE: ReadonlySet<string> = new Set(['recv', 'prop', 'member', 'cond', 'cmp', 'arith', 'target']);

/**
 * A list of what is asked for, each with what settles the promise that its caller waits for: whoever works the list off settles them all,
 * and where the process ends, the callers' own work fails with it. Work whose caller has gone on is lost then.
 */
export function awaitedBatch(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  const isEmptied = (m: Mutation) => m.kind === 'assign' && (f.originOf(m) & ~(From.fresh | From.constant)) === 0;
  const empties = f.all.filter((m) => m.op !== 'init' && (m.kind === 'remove' || isEmptied(m)) && m.mask & AFTER);
  // Whoever works the list off does with it what it likes; others may ask how long it is.
  const workers = new Set([...empties.map((m) => m.fn), ...takersOf(pt, f)]);
  if (workers.size === 0) return null;
  // Whom it calls instead, once it is done, it may put into what waits itself.
  const isCallback = (m: Mutation) => m.kind === 'assign' && workers.has(m.fn) && (f.originOf(m) & ~From.fn) === 0;
  const puts = f.afterPuts.filter((m) => !isEmptied(m) && !isCallback(m));
  if (puts.length === 0) return null;
  if (!puts.every((m) => isAsked(m) && settles(pt, m.file, m.v, 0) && isWaitedFor(input, m))) return null;
  const later = f.reads.filter((r) => r.mask & AFTER);
  if (!later.every((r) => isWhole(r) || workers.has(r.fn)) || !puts.every((m) => isSettledHere(pt, m))) return null;
  return verdict(
    'single-flight',
    'batched',
    'calls of this process that are done together, each of which waits until it is done',
    puts[0]!,
  );
}

/** Functions that take somebody out of the list from an end. */
function takersOf({ p }: Points, { afterPuts, isPlace, reads }: Facts): number[] {
  const file = afterPuts[0]?.file;
  const out = reads.filter((r) => TAKES.has(r.how)).map((r) => r.fn);
  if (file === undefined) return out;
  const f = p.files[file]!;
  for (const c of f.calls) {
    const callee = c && c.f !== NONE && c.recv !== NONE ? f.values[c.callee]! : null;
    if (c && callee?.k === 'prop' && TAKES.has(callee.p) && isPlace(file, c.recv)) out.push(functionGid(p, file, c.f));
  }
  return out;
}

/** Who waits in a list, and who works it off: functions by their number in the program. */
export type Batch = { readonly puts: ReadonlySet<number>; readonly workers: ReadonlySet<number> };

/** The lists that were found to be such, with who puts something there and who takes it out. */
export function batchesOf(told: readonly { readonly holder: Holder; readonly verdict: Verdict }[]): readonly Batch[] {
  return told
    .filter((x) => x.verdict.category === 'single-flight' && x.verdict.shape === 'batched')
    .map(({ holder }) => {
      const isPut = (m: Mutation) => m.kind === 'put' && (m.mask & AFTER) !== 0;
      const later = holder.mutations.filter((m) => m.op !== 'init' && m.mask & AFTER);
      return {
        puts: new Set(later.filter(isPut).map((m) => m.fn)),
        workers: new Set([
          ...later.filter((m) => !isPut(m)).map((m) => m.fn),
          ...holder.reads.filter((r) => TAKES.has(r.how)).map((r) => r.fn),
        ]),
      };
    });
}

/** Whether a timer runs who works such a list off, and is armed by those who put something there, or by that work itself. */
export function worksOffBatch(pt: Points, batches: readonly Batch[], t: Timer, work: Work): boolean {
  if (t.kind !== 'timeout' || t.call === NONE || batches.length === 0) return false;
  const armers = callersOfFunctions(pt).get(t.fn) ?? [];
  const around = (fn: number): number[] => {
    const { file, f } = pt.p.functions[fn]!;
    const out = [fn];
    for (let at = f.parent; at > 0; at = pt.p.files[file]!.functions[at]!.parent) out.push(functionGid(pt.p, file, at));
    return out;
  };
  return batches.some(({ puts, workers }) => {
    if (![...workers].some((fn) => work.runs.has(fn))) return false;
    const isPart = (fn: number) => around(fn).some((x) => puts.has(x) || workers.has(x));
    if (isPart(t.fn)) return true;
    return (
      armers.length > 0 &&
      armers.every((call) => isPart(functionGid(pt.p, pt.p.calls[call]!.file, pt.p.calls[call]!.c.f)))
    );
  });
}

/** Put at the end of a list: under no key. */
const isAsked = (m: Mutation): boolean =>
  m.kind === 'put' && (m.method === 'push' || m.method === 'unshift') && m.v !== NONE;

const isWhole = (r: Access): boolean => (r.how === 'value' ? WHOLE.has(r.use) : LOOKS.has(r.how));

/** Whether each caller of the function that makes the promise waits for it, or makes something else of it, a few calls up. */
function isWaitedFor({ pt, ctx }: JudgeInput, m: Mutation): boolean {
  const { p } = pt;
  const executor = consumersOf(p.files[m.file]!).argumentOf(p.functions[m.fn]!.id);
  if (executor === null || p.files[m.file]!.calls[executor.c]!.kind !== 'new') return false;
  const used = (file: number, call: CallId, depth: number): boolean => {
    const facts = p.files[file]!;
    const c = facts.calls[call]!;
    if (c.use !== 'await' && (c.use === 'discard' || !resultUsed(facts, call))) return false;
    if (depth === MAX_PASSED || c.f === 0) return true;
    // `Promise.all(rows.map((row) => batch.add(row)))`
    const handed = consumersOf(facts).argumentOf(c.f);
    const isPassed = handed !== null && (pt.targets.get(callGid(p, file, handed.c))?.size ?? 0) === 0;
    if (isPassed && isIterator(nameOf(facts, handed.c))) return used(file, handed.c, depth + 1);
    const callers = callersOfFunctions(pt).get(functionGid(p, file, c.f)) ?? [];
    // What a listener gives nobody takes: `socket.on('message', add)`. A framework answers a request with it.
    if (callers.length === 0 && c.use === 'return') return (ctx.maskOf(functionGid(p, file, c.f)) & NOT_ASKED) === 0;
    return callers.every((x) => used(p.calls[x]!.file, p.calls[x]!.id, depth + 1));
  };
  return used(m.file, executor.c, 0);
}

const nameOf = (f: FileFacts, c: CallId): string => {
  const callee = f.values[f.calls[c]!.callee]!;
  return callee.k === 'prop' ? callee.p : '';
};

/** Whether code of the same file settles what was put: it calls the name under which it was put. */
function isSettledHere(pt: Points, m: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  const names = new Set<string>();
  const look = (v: ValueId): void => {
    const x = f.values[v]!;
    if (x.k === 'as') look(x.v);
    else if (x.k === 'obj') for (const q of x.props) if (settles(pt, m.file, q[1], 1)) names.add(q[0]);
  };
  look(m.v);
  return f.calls.some((c) => {
    if (!c || c.f === NONE) return false;
    const callee = f.values[c.callee]!;
    return callee.k === 'prop' && names.has(callee.p);
  });
}
