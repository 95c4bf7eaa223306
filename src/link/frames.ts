import type { CallbackContext } from '../catalog/contexts.ts';
import type { Event, FunctionId, ValueId } from '../extract/facts.ts';
import type { ObjectId } from './heap.ts';

/** When code runs, as a set of bits. */
export const Ctx = {
  boot: 1,
  request: 2,
  job: 4,
  timer: 8,
  event: 16,
  connection: 32,
  shutdown: 64,
  later: 128,
} as const;
/** After start-up. `later` is the context of callbacks handed to code that is not known: after start-up, maybe. */
export const AFTER = Ctx.request | Ctx.job | Ctx.timer | Ctx.event | Ctx.connection | Ctx.later;
/** For one client, message or job among many: what is made then is one of many. */
export const FOR_ONE = Ctx.request | Ctx.job | Ctx.connection;
/** After start-up for certain. */
export const SURELY_AFTER = AFTER & ~Ctx.later;

export const contextNames = (mask: number): string[] =>
  Object.entries(Ctx).flatMap(([name, bit]) => (mask & bit ? [name] : []));

/** A function with the object that `this` is there: contexts are kept apart by object, so one instance's calls say nothing of another's. */
export type Frame = {
  readonly id: number;
  readonly fn: number;
  readonly self: ObjectId;
  mask: number;
  /** For each context bit: how it got here first. */
  readonly why: Map<number, Reason>;
  /** Calls that reach it, for values of parameters. */
  readonly callers: { readonly frame: number; readonly call: number }[];
  /** Calls of libraries and of unknown code that it is handed to, which run it later. */
  readonly registrations: { readonly frame: number; readonly call: number }[];
  /** True where it may run without a call that is remembered: roots, and what a framework runs because of a name, a type or a decorator. */
  rooted: boolean;
  /** Of these: a root itself, or run by a framework. */
  isRoot: boolean;
  /** Of these: more calls reach it than are kept. */
  crowded: boolean;
  /** True where something else than a call that was seen runs it too: a library, a timer, unknown code. */
  registered: boolean;
};

export type Reason = {
  /** Frame that calls or registers; -1 for roots. */
  readonly from: number;
  /** Call (global id) in that frame; -1 where none. */
  readonly call: number;
  /** What registers it, for people: `express get`, `setInterval`; empty for plain calls. */
  readonly what: string;
  /** Parameter that carries the request's data, or -1. */
  readonly request: number;
};

/**
 * Loops that start-up enters and that are not meant to end: what stands in them runs as long as the process does, as work of a timer
 * would, though no timer is armed.
 */
export type WorkerLoops = {
  /** Whether an event of a function stands in such a loop, or is how the function goes on for ever. */
  holds(file: number, fn: FunctionId, e: Event): boolean;
  /** Whether a function (global id) runs what it is handed as an argument in such a loop, or hands it on to one that does. */
  runs(fn: number, argument: number): boolean;
};

export type Contexts = {
  readonly frames: readonly Frame[];
  readonly framesOf: (fn: number) => readonly Frame[];
  readonly maskOf: (fn: number) => number;
  /** Files whose modules run in a server, worker or job process. */
  readonly loaded: ReadonlySet<number>;
  /** Parameters (binding global ids) that carry data of one request, job or message. */
  readonly requestParams: ReadonlySet<number>;
  resolveIn(frame: Frame, file: number, v: ValueId): readonly ObjectId[];
  readonly loops: WorkerLoops;
  readonly exhausted: boolean;
};

export type Seed = {
  readonly fn: number;
  readonly selves: readonly ObjectId[];
  readonly bit: number;
  readonly what: string;
  readonly request: number;
  /** Only where nothing else in the program runs it: what a package offers to its users, when the program is no user itself. */
  readonly ifUncalled?: boolean;
};

const BIT: Partial<Record<CallbackContext, number>> = {
  load: Ctx.boot,
  boot: Ctx.boot,
  request: Ctx.request,
  job: Ctx.job,
  timer: Ctx.timer,
  event: Ctx.event,
  connection: Ctx.connection,
  shutdown: Ctx.shutdown,
};
export const bitOf = (c: CallbackContext): number => BIT[c] ?? 0;
