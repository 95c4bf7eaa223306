import { type CallId, type FileFacts, type FunctionId, NONE, type Place, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { LazyCalls } from './guards.ts';
import { isContinuation } from './natives.ts';
import type { Program } from './program.ts';
import { valueStatic } from './static.ts';

// What the first caller builds in a callback: of a promise that goes to an empty place, or of a library that runs a function once.

/** Libraries that run a function once, whoever asks, and the names by which they do: `default` where the package itself is called. */
const ONCE: ReadonlyMap<string, string> = new Map([
  ['lodash', 'once'],
  ['lodash-es', 'once'],
  ['underscore', 'once'],
  ['ramda', 'once'],
  ['remeda', 'once'],
  ['es-toolkit', 'once'],
  ['lodash/once', 'default'],
  ['lodash.once', 'default'],
  ['once', 'default'],
  ['onetime', 'default'],
]);
/** Libraries that run a function once for each list of arguments: once, where it takes none. */
const MEMOS: ReadonlySet<string> = new Set(['mem', 'memoize', 'memoizee', 'p-memoize', 'moize', 'micro-memoize']);

/** The calls that fill an empty place, with those of callbacks that run for one. */
export function withCallbacks(p: Program, file: number, lazy: LazyCalls): LazyCalls {
  const f = p.files[file]!;
  const places = new Map<FunctionId, readonly Place[]>();
  for (const [id, at] of lazy) continuations(f, id, at, places);
  f.bindings.forEach((b, id) => {
    if (!b.top || b.defs.length !== 1) return;
    const once = runOnce(p, file, b.defs[0]!);
    if (once !== null) places.set(once, [{ b: id }]);
  });
  if (places.size === 0) return lazy;
  const out = new Map<CallId, Place[]>([...lazy].map(([id, at]) => [id, [...at]]));
  f.calls.forEach((c, id) => {
    const at = c && c.f !== NONE ? places.get(c.f) : undefined;
    if (at) entryOf(out, id, () => []).push(...at);
  });
  return out;
}

/** `ready ??= connect().then((db) => new Store(db))`: the callbacks of a chain that is put into an empty place. */
function continuations(f: FileFacts, id: CallId, at: readonly Place[], out: Map<FunctionId, readonly Place[]>): void {
  const c = f.calls[id]!;
  const callee = f.values[c.callee]!;
  if (callee.k !== 'prop' || !isContinuation(callee.p)) return;
  for (const a of c.args) {
    const fn = f.values[a]!;
    if (fn.k === 'fn') out.set(fn.f, at);
  }
}

/** `once(() => new Store())`: the function of the file that a library runs once. */
function runOnce(p: Program, file: number, v: ValueId): FunctionId | null {
  const f = p.files[file]!;
  const x = f.values[v]!;
  const c = x.k === 'call' ? f.calls[x.c]! : null;
  const given = c?.args[0] === undefined ? null : valueStatic(p, file, c.args[0]);
  if (c === null || given?.k !== 'fn' || given.file !== file) return null;
  const by = valueStatic(p, file, c.callee);
  if (by?.k !== 'external') return null;
  const isOnce = ONCE.get(by.pkg) === (by.steps === '' ? 'default' : by.steps.slice(1));
  const isMemo = MEMOS.has(by.pkg) && f.functions[given.id]!.params.length === 0;
  return isOnce || isMemo ? given.id : null;
}
