import { NONE } from '../../extract/facts.ts';
import { consumersOf } from '../consumers.ts';
import type { Contexts } from '../contexts.ts';
import { setOf } from '../heap.ts';
import type { Points } from '../points.ts';
import { callGid, functionGid } from '../program.ts';

const MAX_DEPTH = 6;

/** Whether something that runs may run a function that no context reaches. */
export type Alive = (fn: number) => boolean;

/**
 * A function that nothing calls is dead, unless code that runs reads a member of its name from an object that is not known, or hands
 * the function itself on: then the analysis has lost it, and it proves nothing.
 */
export function makeAlive(
  pt: Points,
  ctx: Contexts,
  callersOf: (fn: number) => readonly number[],
  isOtherCommand: (call: number) => boolean,
): Alive {
  const { p, h } = pt;
  const memo = new Map<number, boolean>();
  let members: Map<string, { readonly file: number; readonly fn: number; readonly unknown: boolean }[]> | undefined;
  /** Reads of properties by name, with whether the object they are read from is known. */
  const readsOf = (name: string) => {
    if (!members) {
      members = new Map();
      for (const file of ctx.loaded) {
        const f = p.files[file]!;
        f.functions.forEach((fn, id) => {
          for (const e of fn.events) {
            if (e.t !== 'read' && e.t !== 'call') continue;
            const v = e.t === 'read' ? e.v : f.calls[e.c]!.callee;
            const x = f.values[v]!;
            if (x.k !== 'prop') continue;
            const at = {
              file,
              fn: functionGid(p, file, id),
              unknown: setOf(h, pt.valueNode(file, x.o)).every((o) => h.objects[o]!.k === 'ext'),
            };
            const list = members!.get(x.p);
            if (list) list.push(at);
            else members!.set(x.p, [at]);
          }
        });
      }
    }
    return members.get(name) ?? [];
  };

  const alive = (fn: number, depth: number): boolean => {
    if (ctx.maskOf(fn) !== 0) return true;
    const old = memo.get(fn);
    if (old !== undefined) return old;
    if (depth > MAX_DEPTH) return false;
    memo.set(fn, false);
    const out = search(fn, depth);
    memo.set(fn, out);
    return out;
  };
  const search = (fn: number, depth: number): boolean => {
    const { file, f } = p.functions[fn]!;
    if (!ctx.loaded.has(file)) return false;
    if (callersOf(fn).some((call) => alive(functionGid(p, p.calls[call]!.file, p.calls[call]!.c.f), depth + 1)))
      return true;
    // The action of a sub-command that no process is started with.
    const given = consumersOf(p.files[file]!).argumentOf(p.functions[fn]!.id);
    if (given && isOtherCommand(callGid(p, file, given.c))) return false;
    // What a function that runs holds may be run by whom it is handed to.
    if (f.parent > 0 && (f.name === '' || f.cls === NONE) && alive(functionGid(p, file, f.parent), depth + 1))
      return true;
    if (f.name === '' || f.kind === 'module') return false;
    if (
      f.cls !== NONE &&
      !f.isStatic &&
      (pt.instances.get(p.classBase[file]! + f.cls) ?? []).length === 0 &&
      !isHandled(file, f.cls)
    )
      return false;
    return readsOf(f.name).some((r) => r.unknown && r.fn !== fn && alive(r.fn, depth + 1));
  };
  /** Whether code that runs reads the class itself: to make it, extend it or hand it on. */
  const isHandled = (file: number, cls: number): boolean => {
    const c = p.files[file]!.classes[cls]!;
    return pt.childrenOf(p.classBase[file]! + cls).length > 0 || readsOf(c.name).some((r) => alive(r.fn, MAX_DEPTH));
  };
  return (fn) => alive(fn, 0);
}
