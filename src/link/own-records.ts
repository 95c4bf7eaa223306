import { type CallId, NONE, type Value, type ValueId } from '../extract/facts.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import type { Leaf, Skip, Work } from './effects.ts';
import { testsAt } from './guards.ts';
import { setOf, stepsOf } from './heap.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import { From, type Origins } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import type { ValueSources } from './value-sources.ts';

// What a process writes of itself alone, under a name that is its own.

/** Parts of an argument in which the name of the process is looked for. */
const MAX_NAME_DEPTH = 5;
/** Functions, fields and variables that a name is followed back through. */
const MAX_NAME_STEPS = 10;
/** Calls that give another name in each process. */
const RANDOM = /(?:^|\.)(?:randomUUID|nanoid|uuid|v1|v4|v7|cuid|createId|ulid|uniqid)$/;
/** Calls that take a file away. */
const REMOVES = / (?:unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync|remove|removeSync|rimraf|del)$/;

/** What is asked for the names of a process. */
export type NameInput = {
  readonly pt: Points;
  readonly ctx: Contexts;
  readonly values?: ValueSources;
};
/** One way of work down to a call: the call that leads to each function on it. */
type Way = ReadonlyMap<number, number>;

/**
 * Whether all that some work does outside the process names this very process: its number, the name of its machine, or a name that was
 * made at random as it started. A record of that name is no other process's: each has to keep up its own. Where a name is handed down on
 * the way to what acts, there is no other way there; `again` does the work without some calls.
 */
export function keepsUpItself(
  input: NameInput,
  work: Work,
  acts: readonly Leaf[],
  again: (skip: Skip) => Work,
): boolean {
  return acts.every((leaf) => {
    const way = new Map<number, number>();
    for (const step of work.pathTo(leaf)) way.set(step.fn, step.call);
    const asked = new Set<number>();
    if (!namesItOn(input, leaf, way, asked)) return false;
    return [...asked].every(
      (gid) =>
        !again((fn, call) => callGid(input.pt.p, input.pt.p.functions[fn]!.file, call) === gid).leaves.includes(leaf),
    );
  });
}

function namesItOn(input: NameInput, leaf: Leaf, way: Way, asked: Set<number>): boolean {
  const { args } = input.pt.p.files[leaf.file]!.calls[leaf.call]!;
  // What is sent to somebody may well say who sends it.
  const isSent = (leaf.does & Does.send) !== 0;
  const names = isSent ? ownNames({ pt: input.pt, ctx: input.ctx }, new Map(), asked) : ownNames(input, way, asked);
  return args.some((a) => names(leaf.file, a));
}

/**
 * Whether all that some work does outside the process stands where a record that was asked for names this very process
 * (`if (lock.owner !== me) return`): of all processes, the one that is named there does it.
 */
export function onlyIfNamed(
  input: NameInput & { readonly origins: Origins },
  again: (skip: Skip) => Work,
): Access | null {
  const { pt, ctx, origins } = input;
  const names = ownNames(input, new Map(), new Set());
  let proof: Access | null = null;
  const isNamed: Skip = (fn, call) => {
    const { file } = pt.p.functions[fn]!;
    const f = pt.p.files[file]!;
    const { guard, s, e } = f.calls[call]!;
    if (guard === NONE) return false;
    const [frame] = ctx.framesOf(fn);
    const isAsked = (v: ValueId) =>
      frame !== undefined && (origins.far(frame, file, v) & (From.remote | From.answer)) !== 0;
    const found = testsAt(f, guard).some(
      (t) => t.says === 'equal' && t.other !== NONE && names(file, t.other) && isAsked(t.v),
    );
    if (found) proof ??= { file, s, e };
    return found;
  };
  const { mask } = again(isNamed);
  return (mask & (OUTSIDE | Does.unknown | Does.unresolved)) === 0 ? proof : null;
}
type Access = { readonly file: number; readonly s: number; readonly e: number };

/** Whether a call takes a file away from this machine's disk. */
export const removesFile = (leaf: Leaf): boolean => REMOVES.test(leaf.what);

/** Tells values that are, or hold, a name that no other process has. `asked` gathers the calls of a way that hand one down. */
function ownNames({ pt, ctx, values }: NameInput, way: Way, asked: Set<number>): (file: number, v: ValueId) => boolean {
  const isOwn = (file: number, v: ValueId, depth: number, steps: number): boolean => {
    if (v === NONE || depth > MAX_NAME_DEPTH || steps > MAX_NAME_STEPS) return false;
    const f = pt.p.files[file]!;
    const inner = (y: ValueId) => isOwn(file, y, depth + 1, steps);
    const x = f.values[v]!;
    switch (x.k) {
      case 'op':
      case 'alt':
        return x.of.some(inner);
      case 'as':
      case 'narrow':
      case 'await':
        return inner(x.v);
      case 'arr':
        return x.items.some(inner);
      case 'obj':
        return x.props.some((q) => inner(q[1]));
      case 'call': {
        const c = f.calls[x.c]!;
        if (isProcessName(pt, file, v)) return true;
        if (isRandom(pt, file, x.c)) return c.f === 0 || isOfStart(functionGid(pt.p, file, c.f));
        // What a function of the program gives is what it returns.
        if (pt.targets.has(callGid(pt.p, file, x.c))) return isHandedOwn(file, v, steps);
        return stepsAt(pt, pt.valueNode(file, c.callee)).includes('(global).JSON.stringify') && c.args.some(inner);
      }
      case 'prop':
        return isProcessName(pt, file, v) || isHandedOwn(file, v, steps);
      case 'bind': {
        const b = f.bindings[x.b]!;
        if (b.imp || b.kind === 'param') return isHandedOwn(file, v, steps);
        return b.defs.length === 1 ? inner(b.defs[0]!) : isHandedOwn(file, v, steps);
      }
      default:
        return false;
    }
  };
  const isOfStart = (fn: number): boolean => (ctx.maskOf(fn) & (AFTER | Ctx.boot)) === Ctx.boot;
  /** Whether a name is what others put there, each of them. */
  const isHandedOwn = (file: number, v: ValueId, steps: number): boolean => {
    const x = pt.p.files[file]!.values[v]!;
    const b = x.k === 'bind' ? pt.p.files[file]!.bindings[x.b]! : null;
    if (b?.kind === 'param' && b.index !== undefined && b.defs.length === 0) {
      const fn = functionGid(pt.p, file, b.f);
      const call = way.get(fn);
      if (call !== undefined) {
        const { file: at, c } = pt.p.calls[call]!;
        const given = c.args[b.index];
        const isPlain = c.spreadFrom === NONE && pt.ahead(call, fn) === 0 && pt.targets.get(call)?.has(fn) === true;
        if (!isPlain || given === undefined || !isOwn(at, given, 0, steps + 1)) return false;
        asked.add(call);
        return true;
      }
    }
    const back = values?.from(file, v);
    if (!back || back.absent || back.of.length === 0) return false;
    // A class of a library that one of the program extends knows no fields of that name.
    if (back.open && !isField(file, x)) return false;
    return back.of.every((s) => isOwn(s.file, s.v, 0, steps + 1));
  };
  const isField = (file: number, x: Value): boolean => {
    const of = x.k === 'prop' ? setOf(pt.h, pt.valueNode(file, x.o)) : [];
    return of.length > 0 && of.every((o) => pt.h.objects[o]!.k === 'inst' && pt.h.objects[o]!.cls >= 0);
  };
  return (file, v) => isOwn(file, v, 0, 0);
}

/** Whether a call gives another name in each process. */
const isRandom = (pt: Points, file: number, c: CallId): boolean =>
  (pt.externals.get(callGid(pt.p, file, c)) ?? []).some((o) =>
    RANDOM.test(`${pt.h.objects[o]!.pkg}${stepsOf(pt.h, pt.h.objects[o]!)}`),
  );

/** Whether a value is the number of this process or the name of its machine. */
export function isProcessName(pt: Points, file: number, v: ValueId): boolean {
  const x = pt.p.files[file]!.values[v]!;
  if (x.k === 'prop') return stepsAt(pt, pt.valueNode(file, v)).includes('(global).process.pid');
  const c = x.k === 'call' ? pt.p.files[file]!.calls[x.c]! : null;
  return (
    c !== null && stepsAt(pt, pt.valueNode(file, c.callee)).some((s) => /^node:os(?:\.default)?\.hostname$/.test(s))
  );
}

/** Package and steps of what a value is of the language or of a library. */
const stepsAt = ({ h }: Points, node: number): readonly string[] =>
  setOf(h, node).map((o) => `${h.objects[o]!.pkg}${stepsOf(h, h.objects[o]!)}`);
