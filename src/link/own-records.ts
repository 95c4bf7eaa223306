import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import type { Leaf } from './effects.ts';
import { setOf, stepsOf } from './heap.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

// What a process writes of itself alone, under a name that is its own.

/** Parts of an argument in which the name of the process is looked for. */
const MAX_NAME_DEPTH = 5;
/** Calls that give another name in each process. */
const RANDOM = /(?:^|\.)(?:randomUUID|nanoid|uuid|v1|v4|v7|cuid|createId|ulid|uniqid)$/;
/** Calls that take a file away. */
const REMOVES = / (?:unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync|remove|removeSync|rimraf|del)$/;

/**
 * Whether a call names this very process in what it writes: its number, the name of its machine, or a name that was made at random as
 * the module was loaded. A record of that name is no other process's: each has to keep up its own.
 */
export function namesItself(pt: Points, leaf: Leaf): boolean {
  const { args } = pt.p.files[leaf.file]!.calls[leaf.call]!;
  return args.some((a) => isOwnName(pt, leaf.file, a, 0));
}

/** Whether a call takes a file away from this machine's disk. */
export const removesFile = (leaf: Leaf): boolean => REMOVES.test(leaf.what);

function isOwnName(pt: Points, file: number, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_NAME_DEPTH) return false;
  const f = pt.p.files[file]!;
  const inner = (y: ValueId) => isOwnName(pt, file, y, depth + 1);
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
    case 'prop':
    case 'call':
      return isProcessName(pt, file, v);
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (b.imp || b.kind === 'param' || b.defs.length !== 1) return false;
      const made = f.values[b.defs[0]!]!;
      return inner(b.defs[0]!) || (b.top && made.k === 'call' && isRandom(pt, file, made.c));
    }
    default:
      return false;
  }
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
