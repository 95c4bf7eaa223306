import { NONE, type ValueId } from '../extract/facts.ts';
import { constantText } from './constants.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

/** A named place of a framework's object that a call puts a value into, or asks for: `app.set('mode', x)`, `app.get('mode')`. */
export type Setting = {
  readonly owner: ObjectId;
  readonly name: string;
  /** What is put there; NONE where it is asked for. */
  readonly value: ValueId;
};

/**
 * The places that a call of a method speaks of, by the rows of `catalog/keeps.ts` that know both ways: what can be put there and what
 * gives it back. A name that is worked out names none.
 */
export function settingsAt(pt: Points, file: number, call: number, method: string): readonly Setting[] {
  const { p, h, lib } = pt;
  if (!lib.settingMethods.has(method)) return [];
  const { c } = p.calls[callGid(p, file, call)]!;
  if (c.recv === NONE || c.args.length === 0 || c.spreadFrom !== NONE) return [];
  const out: Setting[] = [];
  for (const owner of setOf(h, pt.valueNode(file, c.recv))) {
    for (const kind of h.objects[owner]!.k === 'ext' ? h.objects[owner]!.kinds : []) {
      const row = lib.settingOf(kind, method);
      if (!row || c.args.length !== row.arguments) continue;
      const name = constantText(p, file, c.args[row.name]!);
      if (name === null) continue;
      out.push({ owner, name, value: row.value === undefined ? NONE : c.args[row.value]! });
      break;
    }
  }
  return out;
}
