import { commonVerbs } from '../catalog/contexts/verbs.ts';
import { type FileFacts, type FunctionId, NONE, type Value, type ValueId } from '../extract/facts.ts';
import { constantText } from './constants.ts';
import { Ctx, type Seed } from './contexts.ts';
import { instancesOf, type Points } from './points.ts';
import { functionGid, type Program } from './program.ts';
import { valueStatic } from './static.ts';

// Methods that a decorator of the program's own notes by their name: what goes through those notes runs them, by a computed name that no
// call shows.

/** What of a decorator's arguments says that the method answers requests. */
const VERBS: ReadonlySet<string> = new Set(commonVerbs);

/** A method that such a decorator stands over. */
type Noted = { readonly cls: number; readonly fn: number; readonly by: string; readonly answers: boolean };

function* notedMethods(p: Program, loaded: ReadonlySet<number>): Generator<Noted> {
  for (const file of [...loaded].sort((a, b) => a - b)) {
    const f = p.files[file]!;
    for (const [id, c] of f.classes.entries())
      for (const m of c.members) {
        if (m.kind !== 'method' || m.f === NONE || m.decos.length === 0) continue;
        const notes = m.decos.flatMap((d) => {
          const by = notesName(p, file, d);
          return by === null ? [] : [{ by, answers: saysRequest(p, file, d) }];
        });
        const first = notes.find((x) => x.answers) ?? notes[0];
        if (first) yield { cls: p.classBase[file]! + id, fn: functionGid(p, file, m.f), ...first };
      }
  }
}

/** The name of a decorator that is a function of the program and keeps the name of the method; null where it only wraps or replaces the method. */
function notesName(p: Program, file: number, deco: ValueId): string | null {
  const f = p.files[file]!;
  const x = f.values[deco]!;
  const s = valueStatic(p, file, x.k === 'call' ? f.calls[x.c]!.callee : deco);
  if (s?.k !== 'fn') return null;
  const own = p.files[s.file]!;
  const applied = (id: FunctionId): boolean => {
    const [, name, descriptor] = own.functions[id]!.params;
    if (name === undefined || (descriptor !== undefined && isUsed(s.file, descriptor))) return false;
    return own.values.some((v) => partsOf(own, v).some((y) => isBinding(s.file, y, name)));
  };
  const isBinding = (at: number, v: ValueId, b: number): boolean => {
    const y = v === NONE ? null : p.files[at]!.values[v]!;
    if (y?.k === 'as') return isBinding(at, y.v, b);
    return y?.k === 'bind' && y.b === b;
  };
  const isUsed = (at: number, b: number): boolean =>
    p.files[at]!.functions.some(({ events }) => events.some((e) => e.t === 'read' && isBinding(at, e.v, b)));
  const keeps = x.k !== 'call' ? applied(s.id) : own.functions.some((fn, id) => fn.parent === s.id && applied(id));
  return keeps ? `@${own.functions[s.id]!.name || 'decorator'}` : null;
}

/** Methods by which a decorator keeps what it is given as it is. */
const KEEPS: ReadonlySet<string> = new Set(['add', 'defineMetadata', 'push', 'set']);

/** What a value is put together from, or a call that keeps its arguments is given. */
function partsOf(f: FileFacts, v: Value): readonly ValueId[] {
  if (v.k === 'obj') return [...v.props.map((q) => q[1]), ...v.computed.flatMap((q) => [q[0], q[1]])];
  if (v.k === 'arr') return v.items;
  if (v.k !== 'call') return [];
  const c = f.calls[v.c]!;
  const callee = c && c.callee !== NONE ? f.values[c.callee]! : null;
  return callee?.k === 'prop' && KEEPS.has(callee.p) ? c.args : [];
}

/** Whether a decorator is given a verb of HTTP or a path. */
function saysRequest(p: Program, file: number, deco: ValueId): boolean {
  const x = p.files[file]!.values[deco]!;
  if (x.k !== 'call') return false;
  return p.files[file]!.calls[x.c]!.args.some((a) => {
    const text = constantText(p, file, a);
    return text !== null && (VERBS.has(text.toLowerCase()) || text.startsWith('/'));
  });
}

/** Classes with such methods: whoever goes through the notes has an object of each. */
export const classesNoted = (p: Program, loaded: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...notedMethods(p, loaded)].map((x) => x.cls));

/** The methods themselves, where nothing else is seen to run them: for each request where the decorator says so, else some time after start-up. */
export function methodsNoted(pt: Points, loaded: ReadonlySet<number>): Seed[] {
  return [...notedMethods(pt.p, loaded)].map(({ cls, fn, by, answers }) => ({
    fn,
    selves: instancesOf(pt, cls),
    bit: answers ? Ctx.request : Ctx.later,
    what: by,
    request: answers ? 0 : -1,
    ifUncalled: true,
  }));
}
