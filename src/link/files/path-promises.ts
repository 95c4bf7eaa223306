import { type FunctionId, NONE, type ValueId } from '../../extract/facts.ts';
import { consumersOf } from '../consumers.ts';
import type { Points } from '../points.ts';
import { bindingGid, callGid, type Program } from '../program.ts';
import { valueStatic } from '../static.ts';
import type { Place } from './place.ts';

/**
 * What the promise of a call is fulfilled with, where the code at hand settles it: `new Promise((resolve) => … resolve(path))`, and what
 * stands behind a promise (`.then(() => path)`, `.catch(report)`, `.finally(close)`). Null where that is not known.
 */
export function fulfilledWith(pt: Points, at: Place, id: number): readonly Place[] | null {
  const { p } = pt;
  const { file, env } = at;
  const f = p.files[file]!;
  const c = f.calls[id]!;
  const first = c.args[0];
  if (c.kind === 'new') {
    const made = valueStatic(p, file, c.callee);
    if (made?.k !== 'external' || made.pkg !== '(global)' || made.steps !== '.Promise') return null;
    const executor = first === undefined ? null : functionAt(p, file, first);
    const resolve = executor === null ? undefined : f.functions[executor]!.params[0];
    return resolve === undefined ? null : givenTo(pt, at, resolve);
  }
  const callee = f.values[c.callee]!;
  if (callee.k !== 'prop' || c.recv === NONE || (pt.targets.get(callGid(p, file, id))?.size ?? 0) > 0) return null;
  const before: Place = { file, v: c.recv, env };
  if (callee.p === 'finally') return [before];
  if (callee.p !== 'then' && callee.p !== 'catch') return null;
  const handler = first === undefined ? null : functionAt(p, file, first);
  if (handler === null || c.args.length > 1) return null;
  const fn = f.functions[handler]!;
  const given = callee.p === 'then' ? fn.params[0] : undefined;
  const inner = given === undefined ? env : new Map([...(env ?? []), [bindingGid(p, file, given), before] as const]);
  const back = fn.events.flatMap((e) => (e.t === 'return' ? [{ file, v: e.v, env: inner }] : []));
  return callee.p === 'then' ? back : [before, ...back];
}

/** What is handed to the function that fulfils a promise; null where others call it, who hand over what they like. */
function givenTo({ p }: Points, { file, env }: Place, resolve: number): readonly Place[] | null {
  const f = p.files[file]!;
  const uses = consumersOf(f);
  const out: Place[] = [];
  for (const use of uses.of(uses.bindValue(resolve))) {
    if (use.k !== 'callee') return null;
    const [v] = f.calls[use.c]!.args;
    if (v !== undefined) out.push({ file, v, env });
  }
  return out;
}

/** The function that an argument is: written there, or of this file under a name of its own. */
function functionAt(p: Program, file: number, v: ValueId): FunctionId | null {
  const f = p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'fn') return x.f;
  if (x.k === 'as') return functionAt(p, file, x.v);
  if (x.k !== 'bind') return null;
  const b = f.bindings[x.b]!;
  const d = b.imp || b.kind === 'param' || b.defs.length !== 1 ? undefined : f.values[b.defs[0]!]!;
  return d?.k === 'fn' ? d.f : null;
}
