import { NONE, type Value } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { CallPlaces } from './call-numbers.ts';
import { type Contexts, Ctx, SURELY_AFTER } from './contexts.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

/** Methods by which a caller waits for one event. */
const WAITS = new Set(['once', 'prependOnceListener']);

/**
 * The same with callers that wait for an event of an emitter of the program, whose name is made of the number of their call
 * (`this.once('answer:' + id, done)`): the emitter keeps them instead of a map. Only where no request or job emits such events, for any
 * process could be given that one: what arrives on a connection of this process alone does. Nothing is known of what only unseen code runs.
 */
export function withAwaitedEvents(pt: Points, ctx: Contexts, places: CallPlaces, around: Around): CallPlaces {
  const { p, h } = pt;
  const kind = pt.lib.kindNamed('node-events', 'emitter');
  if (kind === undefined) return places;
  const waiting: { readonly call: number; readonly of: ReadonlySet<ObjectId> }[] = [];
  const emitting = new Map<ObjectId, number>();
  for (const [call, exts] of pt.externals) {
    const { file, c } = p.calls[call]!;
    const callee = p.files[file]!.values[c.callee]!;
    const name = c.args[0];
    if (c.f === NONE || callee.k !== 'prop' || name === undefined || isFixed(p.files[file]!.values[name]!)) continue;
    if (!WAITS.has(callee.p) && callee.p !== 'emit') continue;
    const of = new Set<ObjectId>();
    for (const e of exts) {
      const { from } = h.objects[e]!;
      if (from >= 0 && h.objects[from]!.kinds.includes(kind)) of.add(from);
    }
    if (callee.p !== 'emit') waiting.push({ call, of });
    else for (const o of of) emitting.set(o, (emitting.get(o) ?? 0) | ctx.maskOf(functionGid(p, file, c.f)));
  }
  const heard = (o: ObjectId): boolean => {
    const mask = emitting.get(o) ?? 0;
    return (mask & SURELY_AFTER) !== 0 && (mask & (Ctx.request | Ctx.job)) === 0;
  };
  const puts = new Map(places.puts);
  const waits = new Set<number>();
  for (const { call, of } of waiting) {
    if (of.size === 0 || ![...of].every(heard)) continue;
    // Whoever else the emitter may be is not looked at.
    const { file, c } = p.calls[call]!;
    if (setOf(h, pt.valueNode(file, c.recv)).some((o) => !of.has(pt.companions.get(o) ?? o))) continue;
    waits.add(call);
    for (const fn of around(functionGid(p, file, c.f)))
      puts.set(fn, [...entryOf(puts, fn, () => []), { file, key: c.args[0]! }]);
  }
  return { ...places, puts, waits };
}

/** A function and those that it stands in. */
type Around = (fn: number) => readonly number[];

const isFixed = (x: Value): boolean => x.k === 'lit';
