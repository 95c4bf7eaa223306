import { type Call, NONE, type ValueId } from '../extract/facts.ts';
import { type Program, valueAt } from './program.ts';
import { valueStatic } from './static.ts';

/**
 * Whether a call is of a method of the program's own: of an object that is seen to be made of a class of the program which has it, itself
 * (`events.listen(DONE, finish)` where `events = new Events()`). What the method does is seen where it stands: its name says nothing.
 */
export function isOwnMethod(p: Program, file: number, c: Call): boolean {
  const callee = valueAt(p, file, c.callee);
  return callee.k === 'prop' && isMadeOf(p, file, c.recv, callee.p);
}

/** Whether all that is given to a variable or to a field of its file is a new object of a class with that method. */
function isMadeOf(p: Program, file: number, v: ValueId, method: string): boolean {
  if (v === NONE) return false;
  const f = p.files[file]!;
  const x = valueAt(p, file, v);
  if (x.k === 'call') {
    const c = f.calls[x.c]!;
    return c.kind === 'new' && hasMethod(p, file, c.callee, method);
  }
  if (x.k === 'bind') {
    const { defs, kind, imp } = f.bindings[x.b]!;
    return !imp && kind !== 'param' && defs.length > 0 && defs.every((d) => isMadeOf(p, file, d, method));
  }
  if (x.k !== 'prop' || valueAt(p, file, x.o).k !== 'this') return false;
  const inits = f.classes.flatMap((c) =>
    c.members.flatMap((m) => (m.name === x.p && m.kind === 'field' && m.init !== NONE ? [m.init] : [])),
  );
  const writes = f.functions.flatMap(({ events }) =>
    events.flatMap((e) => {
      const isIt = e.t === 'write' && 'p' in e.to && e.to.p === x.p && valueAt(p, file, e.to.o).k === 'this';
      return isIt && e.t === 'write' ? [e.v] : [];
    }),
  );
  const given = new Set([...inits, ...writes]);
  return given.size > 0 && [...given].every((d) => isMadeOf(p, file, d, method));
}

function hasMethod(p: Program, file: number, callee: ValueId, method: string): boolean {
  const s = valueStatic(p, file, callee);
  return s?.k === 'class' && p.classes[s.gid]!.c.members.some((m) => m.kind === 'method' && m.name === method);
}
