import { type CallId, type FileFacts, NONE, type ValueId } from '../../extract/facts.ts';
import { consumersOf } from '../consumers.ts';

const CLOSES = new Set(['close', 'closeSync']);

/**
 * Whether a file is opened to have lines added, and closed without any: it is there afterwards, and what it held before is what it holds.
 * `flags`: the argument that says how it is opened.
 */
export function isOnlyTouched(f: FileFacts, id: CallId, flags: ValueId | undefined): boolean {
  const how = flags === undefined ? null : f.values[flags]!;
  if (how?.k !== 'lit' || !/^as?\+?$/.test(String(how.v))) return false;
  const uses = consumersOf(f);
  const closed = (v: ValueId, hops: number): boolean => {
    const all = v === NONE || hops > 4 ? [] : uses.of(v);
    return (
      all.length > 0 &&
      all.every((use) => {
        const x = use.k === 'value' ? f.values[use.v]! : null;
        if (x?.k === 'prop') return CLOSES.has(x.p);
        if (use.k === 'value') return x?.k === 'await' && closed(use.v, hops + 1);
        if (use.k === 'def') return f.bindings[use.b]!.defs.length === 1 && closed(uses.bindValue(use.b), hops + 1);
        if (use.k !== 'arg' && use.k !== 'recv') return false;
        const callee = f.values[f.calls[use.c]!.callee]!;
        const name = callee.k === 'prop' ? callee.p : callee.k === 'bind' ? f.bindings[callee.b]!.name : '';
        return CLOSES.has(name);
      })
    );
  };
  return closed(uses.callValue(id), 0);
}
