import { NONE } from '../../extract/facts.ts';
import { consumersOf } from '../consumers.ts';
import type { Contexts } from '../contexts.ts';
import type { Points } from '../points.ts';
import { bindingGid, functionGid } from '../program.ts';
import { argumentsOf } from './arguments.ts';
import type { PathValues } from './path-value.ts';
import { joined, type Place } from './place.ts';

/** Where the path of a write is made: the write itself, or a call that hands it to a function which writes. */
export type Site = {
  /** Call (global id) at which a finding stands. */
  readonly call: number;
  readonly path: Place;
  /** Calls from the site down to the write. */
  readonly via: readonly number[];
};

const MAX_UP = 3;
/** Names between a value and the parameter that it is a part of. */
const MAX_PARTS = 4;
/** A function that more calls than this hand paths to says more than each of them. */
const MAX_SITES = 24;

export type Sites = {
  /** The sites of a write, when at least two functions make its path; else null: it stays where it is. */
  of(call: number, path: Place): readonly Site[] | null;
  /** Where the value is made, however many places these are. */
  all(call: number, path: Place): readonly Site[];
};

/** Follows a path that is a function's parameter up to the calls that give it. */
export function makeSites(
  pt: Points,
  ctx: Contexts,
  paths: PathValues,
  callersOf: (fn: number) => readonly number[],
): Sites {
  const { p } = pt;

  /** The parameter (global id) that a value is a named part of: `save({ dir })`; -1 for all others. */
  const partOf = ({ file, v }: Place, hops: number): number => {
    const f = p.files[file]!;
    const x = v === NONE || hops > MAX_PARTS ? undefined : f.values[v]!;
    if (x?.k === 'prop') return partOf({ file, v: x.o, env: null }, hops + 1);
    if (x?.k !== 'bind') return -1;
    const b = f.bindings[x.b]!;
    if (b.kind === 'param') return hops > 0 && b.index !== undefined ? bindingGid(p, file, x.b) : -1;
    return b.imp || b.top || b.defs.length !== 1 ? -1 : partOf({ file, v: b.defs[0]!, env: null }, hops + 1);
  };

  /** The function whose parameter the path starts with; -1 where it starts otherwise. */
  const giver = (path: Place): number => {
    const first = paths.of(path).pieces[0];
    if (first === undefined || typeof first === 'string') return -1;
    const param = first.param ?? partOf(path, 0);
    if (param < 0 || path.env?.has(param)) return -1;
    const b = p.bindings[param]!;
    const fn = functionGid(p, b.file, p.files[b.file]!.bindings[b.id]!.f);
    const { f } = p.functions[fn]!;
    if (f.kind === 'constructor' || f.kind === 'module') return -1;
    // What a library calls has its arguments from there.
    if (ctx.framesOf(fn).some((x) => x.registered)) return -1;
    // A callback writes for itself, whoever calls it with the path: `checkPath(dir, name, (error, path) => write(path))`.
    if (consumersOf(p.files[b.file]!).argumentOf(p.functions[fn]!.id)) return -1;
    return fn;
  };

  const up = (call: number, path: Place, via: readonly number[], depth: number): Site[] => {
    const here: Site = { call, path, via };
    if (depth >= MAX_UP) return [here];
    const fn = giver(path);
    if (fn < 0) return [here];
    const callers = callersOf(fn).filter((x) => {
      const at = p.calls[x]!;
      return ctx.maskOf(functionGid(p, at.file, at.c.f)) !== 0;
    });
    if (callers.length === 0 || callers.length > MAX_SITES) return [here];
    return callers.flatMap((x) => {
      const env = joined(path.env, argumentsOf(p, fn, x, null));
      return up(x, { ...path, env }, [...via, call], depth + 1);
    });
  };

  return {
    all: (call, path) => up(call, path, [], 0),
    of(call, path) {
      const all = up(call, path, [], 0);
      if (all.length < 2 || all.length > MAX_SITES) return null;
      const frames = new Set(all.map((s) => functionGid(p, p.calls[s.call]!.file, p.calls[s.call]!.c.f)));
      const values = new Set(all.map((s) => paths.of(s.path).key));
      return frames.size > 1 || values.size > 1 ? all : null;
    },
  };
}
