import { type Event, type FileFacts, type FunctionId, type Guard, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { callersOfFunctions } from './callers.ts';
import { constantText } from './constants.ts';
import { guardChain } from './guards.ts';
import { setOf, stepsOf } from './heap.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

/** Functions between the handler of a signal and what it switches off. */
const MAX_SWITCH_CALLS = 3;
/** Events with which a process comes to its end (nodejs.org/api/process.html, signal events and process events). */
const ENDING = /^(?:SIG(?:TERM|INT|QUIT|BREAK|ABRT|HUP)|beforeExit|exit|disconnect|uncaughtException)$/;

const PROCESS = /^(?:\(global\)\.process|(?:node:)?process)\.(?:on|once|addListener|prependListener)$/;

/** What a loop asks before each round: a variable of its file or a field, and whether it goes on while that is true. */
type Switch = {
  readonly b: number;
  readonly p: string;
  readonly on: boolean;
};

/**
 * Whether a loop goes on until the process ends: what it asks before each round is switched by handlers of signals alone, or by nobody
 * (`while (!stopping) await receive()`). What the loop itself switches, or an event of something that it waits for, ends it before that.
 */
export function lastsForLife(pt: Points, file: number, fn: FunctionId, loop: Guard): boolean {
  const { p } = pt;
  const f = p.files[file]!;
  const asked = switchOf(f, loop.cond);
  if (asked === null) return false;
  if (asked.b !== NONE && (f.bindings[asked.b]!.imp || f.bindings[asked.b]!.kind === 'param')) return false;
  return p.files.every((g, at) => {
    if (asked.b !== NONE && at !== file) return true;
    return g.functions.every((inner, id) =>
      inner.events.every((e) => {
        if (e.t !== 'write' || !isOf(e, asked)) return true;
        const x = g.values[e.v];
        // What it is made with, it has before the loop begins.
        if (e.op === 'init' || inner.kind === 'constructor' || inner.kind === 'fields') return true;
        if (e.op === '=' && x?.k === 'lit' && Boolean(x.v) === asked.on) return true;
        // What stands behind the loop is no part of it.
        if (at === file && id === fn && e.s > loop.s && ![...guardChain(g, e.guard)].includes(loop)) return true;
        return isEnding(pt, functionGid(p, at, id), 0);
      }),
    );
  });
}

const isOf = (e: Extract<Event, { t: 'write' }>, { b, p }: Switch): boolean =>
  'b' in e.to ? e.to.b === b : 'p' in e.to && p !== '' && e.to.p === p;

function switchOf(f: FileFacts, v: ValueId): Switch | null {
  const x = v === NONE ? undefined : f.values[v];
  if (x?.k === 'bind') return { b: x.b, p: '', on: true };
  if (x?.k === 'prop' && f.values[x.o]?.k === 'this') return { b: NONE, p: x.p, on: true };
  if (x?.k !== 'op' || x.op !== '!' || x.of.length !== 1) return null;
  const inner = switchOf(f, x.of[0]!);
  return inner && { ...inner, on: !inner.on };
}

/** Whether a function runs at the end of the process alone: a handler of its signals, or what such call. */
function isEnding(pt: Points, fn: number, depth: number): boolean {
  const at = handed(pt).get(fn) ?? [];
  const callers = (callersOfFunctions(pt).get(fn) ?? []).filter((call) => !at.includes(call));
  if (at.length + callers.length === 0 || depth > MAX_SWITCH_CALLS) return false;
  return (
    at.every((call) => isOfEnd(pt, call)) &&
    callers.every((call) => {
      const { file, c } = pt.p.calls[call]!;
      return c.f !== NONE && isEnding(pt, functionGid(pt.p, file, c.f), depth + 1);
    })
  );
}

/** Whether a call listens for an event with which the process ends; of several events that a list names, no name is known. */
function isOfEnd(pt: Points, call: number): boolean {
  const { file, c } = pt.p.calls[call]!;
  const name = c.args[0] === undefined ? null : constantText(pt.p, file, c.args[0]);
  const isProcess = (pt.externals.get(call) ?? []).some((o) => {
    const x = pt.h.objects[o]!;
    return PROCESS.test(x.pkg + stepsOf(pt.h, x));
  });
  return isProcess && (name === null || ENDING.test(name));
}

const tables = new WeakMap<Points, ReadonlyMap<number, readonly number[]>>();

/** Calls that are handed each function. Made once, on first use. */
function handed(pt: Points): ReadonlyMap<number, readonly number[]> {
  return entryOf(tables, pt, () => {
    const out = new Map<number, number[]>();
    pt.p.calls.forEach(({ file, c }, call) => {
      for (const a of c.args)
        for (const o of setOf(pt.h, pt.valueNode(file, a)))
          if (pt.h.objects[o]!.k === 'fn') entryOf(out, pt.h.objects[o]!.site, () => []).push(call);
    });
    return out;
  });
}
