import { NONE, type TypeId } from '../extract/facts.ts';
import { type Program, typeAt } from './program.ts';
import { valueStatic } from './static.ts';

/** Types of values that are no objects: they have no fields to write and run no code of the program. */
const PLAIN = new Set(['string', 'number', 'boolean', 'bigint', 'symbol', 'literal', 'templateliteraltype']);
const NOTHING = new Set(['undefined', 'null']);

/** What written types say of values that are no objects. */
export type PlainTypes = {
  /** Whether a written type is one of plain values, or of promises of them. */
  readonly is: (file: number, type: TypeId) => boolean;
  /** Whether a class declares a field of such a type, itself or in a class that it extends. */
  readonly isField: (cls: number, name: string) => boolean;
};

/** Asks of the types that the program writes down: nothing is inferred, so that code without types says nothing. */
export function plainTypes(p: Program): PlainTypes {
  const is = (file: number, type: TypeId, depth = 0): boolean => {
    const t = type === NONE || depth > 4 ? null : typeAt(p, file, type);
    if (t?.k === 'prim') return PLAIN.has(t.name);
    if (t?.k === 'union')
      return (
        t.of.some((x) => is(file, x, depth + 1)) &&
        t.of.every((x) => {
          const one = typeAt(p, file, x);
          return (one?.k === 'prim' && NOTHING.has(one.name)) || is(file, x, depth + 1);
        })
      );
    return t?.k === 'ref' && t.name === 'Promise' && t.args.length === 1 && is(file, t.args[0]!, depth + 1);
  };
  const fields = new Map<number, ReadonlySet<string>>();
  const fieldsOf = (cls: number, depth = 0): ReadonlySet<string> => {
    const known = fields.get(cls);
    if (known) return known;
    const { file, c } = p.classes[cls]!;
    const own = c.members.filter((m) => m.kind === 'field' && !m.isStatic && is(file, m.type)).map((m) => m.name);
    const base = c.ext === NONE || depth > 8 ? null : valueStatic(p, file, c.ext);
    const all = new Set([...own, ...(base?.k === 'class' ? fieldsOf(base.gid, depth + 1) : [])]);
    // What was cut short is worked out anew for whoever begins there.
    if (depth === 0) fields.set(cls, all);
    return all;
  };
  return { is, isField: (cls, name) => fieldsOf(cls).has(name) };
}
