import { NONE, type ValueId } from '../extract/facts.ts';
import type { Points } from './points.ts';
import type { Program } from './program.ts';
import { typeStatics, valueStatic } from './static.ts';

/** Classes named as values (an argument, an entry of a list, a property), and those whose type a constructor or a decorated field asks for. */
export function classesWanted(pt: Points, loaded: ReadonlySet<number>): Set<number> {
  const { p } = pt;
  const out = new Set<number>(classesNamed(p, loaded));
  const ask = (file: number, type: number, by: number): void => {
    if (type === NONE) return;
    // `constructor(init?: Partial<Self>)` asks for no other object of the class.
    for (const s of typeStatics(p, file, type)) if (s.k === 'class' && s.gid !== by) out.add(s.gid);
  };
  for (const file of loaded) {
    const f = p.files[file]!;
    f.classes.forEach((c, id) => {
      const by = p.classBase[file]! + id;
      if (c.ctor !== NONE) for (const b of f.functions[c.ctor]!.params) ask(file, f.bindings[b]!.type, by);
      for (const m of c.members) if (m.decos.length > 0) ask(file, m.type, by);
    });
  }
  return out;
}

/** Classes that a call is given, a list or a record holds, or a module exports by default. */
export function classesNamed(p: Program, loaded: ReadonlySet<number>): Set<number> {
  const given = new Set<number>();
  for (const file of loaded) {
    const f = p.files[file]!;
    const take = (v: ValueId) => {
      const s = valueStatic(p, file, v);
      if (s?.k === 'class') given.add(s.gid);
    };
    for (const c of f.calls) {
      if (!c || c.f === NONE) continue;
      for (const a of c.args) {
        const v = f.values[a]!;
        if (v.k === 'bind' || v.k === 'prop' || v.k === 'class') take(a);
      }
    }
    for (const v of f.values) {
      if (v.k === 'arr') v.items.forEach(take);
      else if (v.k === 'obj') for (const q of v.props) take(q[1]);
    }
    for (const e of f.exports) if (!('from' in e) && e.name === 'default' && e.v !== NONE) take(e.v);
  }
  return given;
}
