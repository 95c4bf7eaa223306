import { type CallId, type FileFacts, type FunctionId, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { guardChain } from './guards.ts';
import { goesOn } from './sleeps.ts';

/** Values that a test is put together of, one inside the other. */
const MAX_TEST = 8;

/**
 * Which calls of a function are made in the rounds of the loop around a place: of the widest one that nothing but a switch ends, as what
 * waits inside such a loop is one step of its rounds.
 */
export function roundsOf(f: FileFacts, fn: FunctionId, guard: GuardId): (call: CallId) => boolean {
  const loops = [...guardChain(f, guard)].filter((g) => g.kind === 'loop');
  const inner = loops[0];
  const loop = loops.findLast((g) => g === inner || goesOn(f, fn, g));
  if (!loop) return () => true;
  const asked = new Set<CallId>();
  const ask = (v: ValueId, depth: number): void => {
    if (v === NONE || depth > MAX_TEST) return;
    const x = f.values[v]!;
    if (x.k === 'call') {
      asked.add(x.c);
      ask(f.calls[x.c]!.recv, depth + 1);
      for (const a of f.calls[x.c]!.args) ask(a, depth + 1);
    } else if (x.k === 'op' || x.k === 'alt') for (const y of x.of) ask(y, depth + 1);
    else if (x.k === 'await' || x.k === 'as' || x.k === 'narrow') ask(x.v, depth + 1);
    else if (x.k === 'prop') ask(x.o, depth + 1);
  };
  ask(loop.cond, 0);
  return (call) => asked.has(call) || [...guardChain(f, f.calls[call]!.guard)].includes(loop);
}
