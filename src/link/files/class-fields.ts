import { NONE } from '../../extract/facts.ts';
import type { Points } from '../points.ts';
import type { Place } from './place.ts';

/** The one value that a field holds, where a class sets it once in its own file. */
export type ClassFields = {
  /** A field of `this` in a function of that file. */
  field(file: number, f: number, name: string): Place | null;
  staticField(cls: number, name: string): Place | null;
  /** Null, undefined, false or the empty text: what a variable holds before it is set, or what says that there is nothing. */
  isNothing(at: Place): boolean;
};

/** Looks up what fields of classes are set to; constructor parameters are known by name alone. */
export function makeClassFields(pt: Points): ClassFields {
  const { p } = pt;
  const fieldsOf = new Map<number, Map<string, (Place | null)[]>>();
  /** What the fields of a class are set to, in its own file. */
  const fieldTable = (file: number, cls: number): Map<string, (Place | null)[]> => {
    const gid = p.classBase[file]! + cls;
    const old = fieldsOf.get(gid);
    if (old) return old;
    const out = new Map<string, (Place | null)[]>();
    fieldsOf.set(gid, out);
    const add = (name: string, place: Place | null) => {
      const list = out.get(name);
      if (list) list.push(place);
      else out.set(name, [place]);
    };
    const f = p.files[file]!;
    const c = f.classes[cls]!;
    for (const m of c.members) {
      if (m.init !== NONE) add(m.name, { file, v: m.init, env: null });
      if (m.param !== NONE) add(m.name, null);
    }
    f.functions.forEach((fn) => {
      for (const e of fn.events) {
        if (e.t !== 'write' || !('p' in e.to) || e.op === 'delete') continue;
        const o = f.values[e.to.o]!;
        if (o.k !== 'this' || f.functions[o.f]?.cls !== cls) continue;
        if (c.members.some((m) => 'p' in e.to && m.name === e.to.p && m.init === e.v)) continue;
        add(e.to.p, { file, v: e.v, env: null });
      }
    });
    return out;
  };
  const field = (file: number, f: number, name: string): Place | null => {
    const fn = p.files[file]!.functions[p.files[file]!.functions[f]!.thisF]!;
    if (fn.cls === NONE) return null;
    const at = new Set<number>();
    let cls = p.classBase[file]! + fn.cls;
    for (let hops = 0; hops < 8 && cls >= 0 && !at.has(cls); hops++) {
      at.add(cls);
      const where = p.classes[cls]!;
      const list = fieldTable(where.file, where.id).get(name);
      if (list) {
        const known = list.filter((y) => y === null || !isNothing(y));
        return known.length === 1 ? known[0]! : null;
      }
      cls = pt.parentOf(cls).cls;
    }
    return null;
  };
  const isNothing = (at: Place): boolean => {
    let x = p.files[at.file]!.values[at.v]!;
    for (let hops = 0; x.k === 'as' && hops < 4; hops++) x = p.files[at.file]!.values[x.v]!;
    return x.k === 'undef' || (x.k === 'lit' && (x.v === null || x.v === '' || x.v === false));
  };
  const staticField = (cls: number, name: string): Place | null => {
    const { file, c } = p.classes[cls]!;
    const m = c.members.find((y) => y.isStatic && y.name === name && y.init !== NONE);
    return m ? { file, v: m.init, env: null } : null;
  };
  return { field, staticField, isNothing };
}
