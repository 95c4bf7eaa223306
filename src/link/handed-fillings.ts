import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { isPartOf } from './binding-parts.ts';
import { isWithin } from './nested-functions.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

/** Functions that hand an object on to each other, until one writes into it. */
const MAX_HANDED = 3;
/** Functions that one call may run that are looked at. */
const MAX_FILLERS = 4;
/** Methods that put what they are given into a collection. */
export const FILLS: ReadonlySet<string> = new Set(['push', 'set', 'add']);

/**
 * What a function of the program may put into an object that a call hands it (`merge(defaults, rows)`): the call's other arguments, where the
 * function, or one that it hands the object on to, writes into it. Empty where none does.
 */
export function fillingsByCall(pt: Points, file: number, call: CallId, b: number): readonly ValueId[] {
  const f = pt.p.files[file]!;
  const { args, spreadFrom } = f.calls[call]!;
  if (args.length < 2 || spreadFrom !== NONE) return [];
  const at = args.findIndex((a) => isNamed(f.values[a]!, b));
  if (at < 0) return [];
  return writesInto(pt, callGid(pt.p, file, call), at, 0) ? args.filter((_, i) => i !== at) : [];
}

function isNamed(x: { readonly k: string; readonly b?: number }, b: number): boolean {
  return x.k === 'bind' && x.b === b;
}

/** Whether a function that a call runs writes into what it is given at an index. */
function writesInto(pt: Points, call: number, index: number, depth: number): boolean {
  if (depth >= MAX_HANDED) return false;
  const { p } = pt;
  for (const fn of [...(pt.targets.get(call) ?? [])].slice(0, MAX_FILLERS)) {
    const { file, id, f } = p.functions[fn]!;
    const b = f.params[index];
    if (b === undefined) continue;
    const facts = p.files[file]!;
    for (const [at, inner] of facts.functions.entries()) {
      if (!isWithin(facts, at, id)) continue;
      for (const e of inner.events) {
        if (e.t === 'write' && !('b' in e.to) && isPartOf(facts, e.to.o, b)) return true;
        if (e.t !== 'call') continue;
        const c = facts.calls[e.c]!;
        const callee = facts.values[c.callee]!;
        if (callee.k === 'prop' && FILLS.has(callee.p) && isPartOf(facts, c.recv, b)) return true;
        const on = c.args.findIndex((a) => isNamed(facts.values[a]!, b));
        if (on >= 0 && c.spreadFrom === NONE && writesInto(pt, callGid(p, file, e.c), on, depth + 1)) return true;
      }
    }
  }
  return false;
}
