import { NONE, type ValueId } from '../extract/facts.ts';
import type { Linked } from './linked.ts';
import { isWithin } from './nested-functions.ts';
import { callGid, valueAt } from './program.ts';

/** Functions that a socket is handed on through before one of them tells it something. */
const MAX_HANDED_ON = 3;

/** What a function that is handed a socket may do with it, by how it came to it. */
type Telling = {
  /** Methods by which a socket is told something. */
  readonly sends: ReadonlySet<string>;
  /** Methods that end a connection. */
  readonly ends: ReadonlySet<string>;
};

/**
 * Whether a call that is handed another client's socket, as its argument of that index, tells it something: the function that it runs, or
 * one that this hands it to, calls a method of it that sends. Where the call runs what its own function was given (`each(socket)` in
 * `broadcast(each)`), also what is told through a part of the socket counts, if it is something that the giver knows
 * (`(other) => other.remote.changed(list)`).
 */
export function tellsHanded(linked: Linked, file: number, call: number, index: number, telling: Telling): boolean {
  const { p, pt } = linked;
  const gid = callGid(p, file, call);
  const callee = valueAt(p, file, p.calls[gid]!.c.callee);
  const isGiven = callee.k === 'bind' && p.files[file]!.bindings[callee.b]!.kind === 'param';
  const seen = new Set<number>();
  const tells = (fn: number, at: number, depth: number): boolean => {
    if (seen.has(fn) || depth > MAX_HANDED_ON) return false;
    seen.add(fn);
    const { file: where, id: f } = p.functions[fn]!;
    const facts = p.files[where]!;
    const isSocket = (v: ValueId): boolean => {
      const x = v === NONE ? null : facts.values[v]!;
      if (x?.k === 'as' || x?.k === 'narrow') return isSocket(x.v);
      const b = x?.k === 'bind' ? facts.bindings[x.b]! : null;
      return b?.kind === 'param' && b.index === at && b.f === f;
    };
    const isPart = (v: ValueId): boolean => {
      const x = v === NONE ? null : facts.values[v]!;
      return x?.k === 'prop' && (isSocket(x.o) || isPart(x.o));
    };
    /** A variable or parameter of what stands around the function: what the giver knows, and the other client does not. */
    const isFromOutside = (v: ValueId): boolean => {
      const x = facts.values[v]!;
      if (x.k === 'prop') return isFromOutside(x.o);
      const b = x.k === 'bind' ? facts.bindings[x.b]! : null;
      return b !== null && b.f !== f && facts.functions[b.f]!.parent !== NONE && isWithin(facts, f, b.f);
    };
    return facts.calls.some((c, id) => {
      if (!c || !isWithin(facts, c.f, f)) return false;
      const method = valueAt(p, where, c.callee);
      if (method.k === 'prop' && telling.sends.has(method.p) && (isSocket(c.recv) || isPart(c.recv))) return true;
      if (isGiven && method.k === 'prop' && !telling.ends.has(method.p) && isPart(c.recv) && c.args.some(isFromOutside))
        return true;
      return c.args.some(
        (a, i) =>
          isSocket(a) && [...(pt.targets.get(callGid(p, where, id)) ?? [])].some((next) => tells(next, i, depth + 1)),
      );
    });
  };
  return [...(pt.targets.get(gid) ?? [])].some((fn) => tells(fn, index, 0));
}
