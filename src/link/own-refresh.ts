import type { Facts } from './categories.ts';
import { Ctx } from './contexts.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';

// What a process does for itself, when it starts and on timers: a restart does it again, and every other process does it too.

/** What no other process, and no later start, comes by. */
const ONCE = From.request | From.event | From.random | From.self | From.created;
/** What is live in this process, or still to come. */
const LIVE = From.handle | From.promise | From.timer;
/** What is looked up or worked out anew each time. */
const FOUND = From.answer | From.remote | From.file | From.library | From.unknown;

/**
 * The put by which a slot is filled anew in rounds: only start-up and timers write it, each time the whole of it, with what they look up or
 * work out, and nothing of it comes from a client, from chance or from what was there before.
 */
export function refreshedInRounds(f: Facts): Mutation | null {
  const rounds = Ctx.boot | Ctx.timer;
  const isRound = (m: Mutation) =>
    m.kind === 'assign' && (m.mask & ~rounds) === 0 && (f.originOf(m) & (ONCE | LIVE)) === 0;
  if (!f.after.every(isRound)) return null;
  return f.afterPuts.find((m) => (f.originOf(m) & FOUND) !== 0) ?? null;
}
