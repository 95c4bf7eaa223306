import { NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import type { Access, Mutation } from './holders.ts';
import { From } from './origins.ts';
import { callGid } from './program.ts';

/** Methods that end what has them: nothing that is only data has one. */
export const ENDS = /^(?:close|stop|release|disconnect|end|quit|destroy|terminate|shutdown|dispose)$/;
/** Steps from a value back to the read that it comes of. */
const MAX_STEPS = 4;

/**
 * A place for one thing that a library makes, and that is ended by a method of its own before the place is emptied: a runner, a device, a
 * connection of this process. Another process makes one for itself, which does the same.
 */
export function endedHandle(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  if (f.afterPuts.length === 0 || !f.after.every((m) => m.kind === 'assign')) return null;
  const made = f.puts.filter((m) => (f.originOf(m) & ~From.constant) !== 0);
  if (made.length === 0 || !made.every((m) => isMade(input, f, m))) return null;
  return f.reads.some((r) => isEnded(pt, r))
    ? verdict('lazy-singleton', 'ended', 'a handle of this process, which ends it by a method of its own', made[0]!)
    : null;
}

/** Whether what is written is what a library gives, and nothing that a request brought. */
function isMade({ pt }: JudgeInput, f: Facts, m: Mutation): boolean {
  if (f.originOf(m) & (From.request | From.event)) return false;
  const { values } = pt.p.files[m.file]!;
  let x = m.v === NONE ? undefined : values[m.v]!;
  while (x?.k === 'await' || x?.k === 'as') x = values[x.v]!;
  if (x?.k !== 'call') return false;
  const gid = callGid(pt.p, m.file, x.c);
  const by = pt.externals.get(gid) ?? [];
  return by.length > 0 && by.every((o) => pt.h.objects[o]!.pkg !== '(global)') && !pt.targets.has(gid);
}

/** Whether the function that reads it ends what it read, also by a local: `const old = this.runner; await old?.stop()`. */
function isEnded(pt: JudgeInput['pt'], r: Access): boolean {
  const f = pt.p.files[r.file]!;
  const isRead = (v: ValueId, steps: number): boolean => {
    if (v === r.v) return true;
    const x = v === NONE || steps > MAX_STEPS ? undefined : f.values[v]!;
    if (x?.k === 'await' || x?.k === 'as') return isRead(x.v, steps + 1);
    if (x?.k !== 'bind') return false;
    const { defs, imp, top } = f.bindings[x.b]!;
    return !imp && !top && defs.length === 1 && isRead(defs[0]!, steps + 1);
  };
  return pt.p.functions[r.fn]!.f.events.some((e) => {
    const c = e.t === 'call' ? f.calls[e.c]! : null;
    const callee = c && c.recv !== NONE ? f.values[c.callee]! : null;
    return callee?.k === 'prop' && ENDS.test(callee.p) && isRead(c!.recv, 0);
  });
}
