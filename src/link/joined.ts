import { type FileFacts, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { guardChain } from './guards.ts';
import { setOf } from './heap.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { runsAlways } from './option-values.ts';
import { functionGid } from './program.ts';
import { isSameRead } from './same-read.ts';

/**
 * Where the application is handed, on every way, an object of a class of the program that joins the processes: the call that does so
 * (`app.useWebSocketAdapter(new RedisIoAdapter(app))`, whose `createIOServer` calls `server.adapter(createAdapter(pub, sub))`).
 */
export function joinedBy(
  linked: Linked,
  { entry, file: used }: LibraryUse,
): { readonly file: number; readonly s: number; readonly e: number } | null {
  const { p, pt, entries } = linked;
  const { joined } = entry;
  if (!joined) return null;
  for (const file of entries.loaded) {
    if (entries.isApart(file, used)) continue;
    const f = p.files[file]!;
    for (const c of f.calls) {
      const callee = c && c.f !== NONE ? f.values[c.callee]! : null;
      if (!c || callee?.k !== 'prop' || callee.p !== joined.by || c.guard !== NONE || c.args[0] === undefined) continue;
      if (!runsAlways(linked, new Map(), functionGid(p, file, c.f), 0)) continue;
      const given = setOf(pt.h, pt.valueNode(file, c.args[0])).map((o) => pt.h.objects[o]!);
      if (given.length === 0) continue;
      const joints = given.map((x) => (x.k === 'inst' && x.cls >= 0 ? jointOf(x.cls, joined) : null));
      if (joints.every((x) => x !== null)) return joints[0]!;
    }
  }
  return null;

  /** The call in a class that is given what joins. */
  function jointOf(cls: number, { calls, packages }: NonNullable<typeof joined>) {
    const { file, id } = p.classes[cls]!;
    const f = p.files[file]!;
    for (const c of f.calls) {
      if (!c || c.f === NONE || f.functions[f.functions[c.f]!.thisF]?.cls !== id) continue;
      const callee = f.values[c.callee]!;
      if (callee.k !== 'prop' || callee.p !== calls || c.args[0] === undefined || !isSure(f, c.guard, c.args[0]))
        continue;
      const to = setOf(pt.h, pt.valueNode(file, c.args[0]));
      if (to.some((o) => packages.includes(pt.h.objects[o]!.pkg))) return { file, s: c.s, e: c.e };
    }
    return null;
  }
}

/** Whether nothing is asked before a call but whether there is what it is given: `if (this.adapter) server.adapter(this.adapter)`. */
function isSure(f: FileFacts, guard: GuardId, given: ValueId): boolean {
  for (const { kind, cond } of guardChain(f, guard)) {
    if (kind === 'try') continue;
    if (kind !== 'if' || cond === NONE || !isSameRead(f, cond, given)) return false;
  }
  return true;
}
