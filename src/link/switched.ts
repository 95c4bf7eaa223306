import { type FileFacts, type Guard, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { Ctx } from './contexts.ts';
import { guardChain } from './guards.ts';
import { setOf } from './heap.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';

// Handles that clients switch on and off: what is kept there tells which of the two was said last.

const BY_CLIENTS = Ctx.request | Ctx.job | Ctx.connection;

/**
 * A function that clients run makes a handle where a parameter says so and drops it where the parameter says not, and all others only ask
 * whether it is there, or end it: `if (on) stop ??= start(); else { stop?.(); stop = undefined; }`. What was said to this process, no
 * other one knows, nor this one after a restart.
 */
export function switched(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  if (f.afterPuts.length === 0 || !f.afterPuts.every((m) => m.kind === 'assign' && isHandle(pt, m))) return null;
  if (!f.reads.every((r) => r.how === 'value' && ['cond', 'cmp', 'callee'].includes(r.use))) return null;
  const drops = f.after.filter((m) => m.kind === 'assign' && !f.afterPuts.includes(m) && m.mask & BY_CLIENTS);
  const on = f.afterPuts.find(
    (m) => m.mask & BY_CLIENTS && drops.some((d) => d.fn === m.fn && isContrary(input, m, d)),
  );
  return on ? verdict('state', 'slot', 'written after start-up, and this process holds the only copy', on) : null;
}

/** Whether what is written is a function or an object of its own. */
function isHandle({ h, valueNode }: Points, { file, v }: Mutation): boolean {
  const set = v === NONE ? [] : setOf(h, valueNode(file, v));
  return set.length > 0 && set.every((o) => h.objects[o]!.k === 'fn' || h.objects[o]!.k === 'inst');
}

/** Whether two writes of one function stand under contrary answers to what one of its parameters says, and clients say that. */
function isContrary({ pt, ctx, origins }: JudgeInput, m: Mutation, d: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  const isSaid = (v: ValueId) => (origins.of(ctx.frames[m.frame]!, m.file, v) & (From.request | From.event)) !== 0;
  const asked = (at: Mutation): readonly Guard[] =>
    [...guardChain(f, at.guard)].filter((g) => (g.kind === 'if' || g.kind === 'early') && isParameter(f, g.cond));
  return asked(m).some((g) => asked(d).some((x) => x.cond === g.cond && x.yes !== g.yes) && isSaid(g.cond));
}

/** A parameter, or a property of one. */
function isParameter(f: FileFacts, v: ValueId): boolean {
  const x = v === NONE ? undefined : f.values[v]!;
  if (x?.k === 'prop') return isParameter(f, x.o);
  return x?.k === 'bind' && f.bindings[x.b]!.kind === 'param';
}
