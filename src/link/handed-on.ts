import { type BindingId, type Call, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { isErrorFirst } from './answered.ts';
import { callersOfFunctions } from './callers.ts';
import { excludes, guardChain, testsAt } from './guards.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { afterFailure } from './timer-shapes.ts';
import type { Timer } from './timers.ts';

/** Places that a helper is called from which tries again what called it. */
const MAX_HELPED = 24;
/** Functions around a place, outwards. */
const MAX_OUT = 16;
/** Steps from a value back to the `arguments` that it was made of. */
const MAX_PARTS = 5;

/**
 * Whether a delay tries an operation again that failed and that somebody waits for: its work runs the function anew that armed it, and
 * hands on the callback that this one was given and has not called yet: `if (err) return setTimeout(() => send(mail, done), 5000)`. The
 * same where a helper arms it that was handed the arguments: `return retry('send', arguments)`. When the process ends, the operation ends
 * as it would have without. What is asked again until it is done, without a failure, is work of its own.
 */
export function handsOn(pt: Points, t: Timer): boolean {
  if (t.kind !== 'timeout' || t.call === NONE || t.apart || t.work.length === 0) return false;
  const { c } = pt.p.calls[callGid(pt.p, t.file, t.call)]!;
  return t.work.every((fn) => {
    const { file, f } = pt.p.functions[fn]!;
    const calls = f.events.flatMap((e) => (e.t === 'call' ? [e.c] : []));
    return file === t.file && calls.some((id) => goesOn(pt, t.file, id, c) || isHelped(pt, t.file, id, c));
  });
}

/** Whether a call runs a function around `armed` again, with the callback of that one. */
function goesOn(pt: Points, file: number, id: number, armed: Call): boolean {
  const f = pt.p.files[file]!;
  if (!isFailed(pt, file, armed)) return false;
  const again = f.calls[id]!;
  const targets = pt.targets.get(callGid(pt.p, file, id));
  return around(f, armed.f).some((fn) => {
    if (!targets?.has(functionGid(pt.p, file, fn))) return false;
    const { params } = f.functions[fn]!;
    if (isApplied(f, again, (v) => isArgumentsOf(f, v, fn, 0)))
      return params.some((b) => isCallback(f, b)) && params.every((b) => !isCallback(f, b) || isWaiting(f, b, armed));
    return params.some((b, i) => isBinding(f, again.args[i], b) && isCallback(f, b) && isWaiting(f, b, armed));
  });
}

/** The same where the function that arms is a helper: everything that calls it is run again, with what it was called with. */
function isHelped(pt: Points, file: number, id: number, armed: Call): boolean {
  const { p } = pt;
  const f = p.files[file]!;
  const targets = pt.targets.get(callGid(p, file, id));
  if (!targets) return false;
  return around(f, armed.f).some((helper) => {
    const { params } = f.functions[helper]!;
    const at = params.findIndex((b) => isApplied(f, f.calls[id]!, (v) => isBinding(f, v, b)));
    const callers = at < 0 ? [] : (callersOfFunctions(pt).get(functionGid(p, file, helper)) ?? []);
    if (callers.length === 0 || callers.length > MAX_HELPED) return false;
    return callers.every((gid) => {
      const { file: by, c } = p.calls[gid]!;
      const facts = p.files[by]!;
      const given = c.args[at];
      return (
        given !== undefined &&
        isFailed(pt, by, c) &&
        around(facts, c.f).some((fn) => {
          const own = facts.functions[fn]!.params.filter((b) => isCallback(facts, b));
          return (
            targets.has(functionGid(p, by, fn)) &&
            isArgumentsOf(facts, given, fn, 0) &&
            own.length > 0 &&
            own.every((b) => isWaiting(facts, b, c))
          );
        })
      );
    });
  });
}

function around(f: FileFacts, from: FunctionId): readonly FunctionId[] {
  const out: FunctionId[] = [];
  for (let at = from; at > 0 && out.length < MAX_OUT; at = f.functions[at]!.parent) out.push(at);
  return out;
}

const isBinding = (f: FileFacts, v: ValueId | undefined, b: BindingId): boolean => {
  const x = v === undefined || v === NONE ? null : f.values[v]!;
  return x?.k === 'bind' && x.b === b;
};

/** Whether a call is handed a list as its arguments: `send.apply(null, list)`, `send(...list)`. */
function isApplied(f: FileFacts, c: Call, isList: (v: ValueId) => boolean): boolean {
  const callee = f.values[c.callee]!;
  if (callee.k === 'prop' && callee.p === 'apply') return c.args[1] !== undefined && isList(c.args[1]);
  return c.spreadFrom === 0 && c.args[0] !== undefined && isList(c.args[0]);
}

/** Whether a value holds what a function was called with: its `arguments`, or a list made of them. */
function isArgumentsOf(f: FileFacts, v: ValueId, fn: FunctionId, depth: number): boolean {
  if (v === NONE || depth > MAX_PARTS) return false;
  const x = f.values[v]!;
  const owner = f.functions[fn]!;
  switch (x.k) {
    case 'args':
      return x.f === fn;
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (owner.rest && owner.params.length === 1 && owner.params[0] === x.b) return true;
      return b.kind !== 'param' && !b.imp && b.defs.length === 1 && isArgumentsOf(f, b.defs[0]!, fn, depth + 1);
    }
    case 'arr':
      return x.items.length === 0 && x.spreads.length === 1 && isArgumentsOf(f, x.spreads[0]!, fn, depth + 1);
    case 'call': {
      const c = f.calls[x.c]!;
      const callee = f.values[c.callee]!;
      if (callee.k !== 'prop' || (callee.p !== 'call' && callee.p !== 'from')) return false;
      return c.args.length === 1 && isArgumentsOf(f, c.args[0]!, fn, depth + 1);
    }
    default:
      return false;
  }
}

/** Whether a parameter is called. */
const isCallback = (f: FileFacts, b: BindingId): boolean => f.calls.some((c) => c && isBinding(f, c.callee, b));

/** Whether a call stands where something failed: in a `catch`, or behind a test of the error that a callback is told. */
function isFailed(pt: Points, file: number, c: Call): boolean {
  const f = pt.p.files[file]!;
  if (afterFailure(pt, file, f.calls.indexOf(c), () => [], 0)) return true;
  const errors = around(f, c.f)
    .filter((fn) => isErrorFirst(pt.p, functionGid(pt.p, file, fn)))
    .map((fn) => f.functions[fn]!.params[0]!);
  const isError = (v: ValueId, depth: number): boolean => {
    if (v === NONE || depth > MAX_PARTS) return false;
    const x = f.values[v]!;
    if (x.k === 'bind') return errors.includes(x.b);
    return x.k === 'alt' && x.of.some((y) => isError(y, depth + 1));
  };
  return testsAt(f, c.guard).some((t) => t.says === 'present' && isError(t.v, 0));
}

/** Whether nothing has called a callback, or handed it on, on the way to a call. */
function isWaiting(f: FileFacts, b: BindingId, armed: Call): boolean {
  const outer = new Set(around(f, armed.f));
  return !f.calls.some(
    (c) =>
      c &&
      c.s < armed.s &&
      (isBinding(f, c.callee, b) || c.args.some((a) => isBinding(f, a, b))) &&
      (outer.has(c.f) || around(f, c.f).includes(armed.f)) &&
      !excludes(f, c.guard, armed.guard) &&
      !endsBefore(f, c, armed),
  );
}

/** Whether the function that a call stands in is left behind it, before it comes to another call. */
function endsBefore(f: FileFacts, c: Call, other: Call): boolean {
  const chain = new Set([...guardChain(f, c.guard)]);
  return f.functions[c.f]!.events.some((e) => {
    if (e.t !== 'return' || e.s < c.s || e.s > other.s) return false;
    return [...guardChain(f, e.guard)].every((g) => chain.has(g));
  });
}
