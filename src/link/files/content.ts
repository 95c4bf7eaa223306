import { isClient } from '../../catalog/clients.ts';
import type { Contexts } from '../contexts.ts';
import { From, type Origin, type Origins } from '../origins.ts';
import type { Points } from '../points.ts';
import { callGid } from '../program.ts';
import type { FileCall } from './file-calls.ts';
import { filledByChance } from './filled-by-chance.ts';
import { stepsOf } from './ordered.ts';

/** Where the content of a file comes from. */
export type Content = {
  /** Literals, environment, options, shipped or already local files: every process makes the same. */
  readonly fixed: boolean;
  /** Literals, environment and what is shipped alone: no file that was there before has a part in it. */
  readonly given: boolean;
  /** Fetched from elsewhere, or computed from another file: it can be had again. */
  readonly fetched: boolean;
  /** Made by chance: it cannot be had again. */
  readonly random: boolean;
};

const FIXED = From.constant | From.environment | From.shipped | From.fresh | From.fn;
/** What a call gives, also one that nobody knows. */
const AWAY = From.answer | From.remote | From.library | From.file | From.unknown | From.awaited;
/** Members of a call's answer that say nothing of where it came from. */
const NEUTRAL = FIXED | From.promise | From.handle;

export function contentOf(pt: Points, ctx: Contexts, origins: Origins, call: FileCall): Content {
  const { p, h } = pt;
  const frame = ctx.framesOf(call.fn)[0];
  // A copy or move of what is there already.
  if (call.source !== null && !call.content) {
    const from: Origin = frame ? origins.of(frame, call.source.file, call.source.v) : From.unknown;
    return { fixed: (from & (From.request | From.event)) === 0, given: false, fetched: fetches(), random: false };
  }
  if (!frame || call.content === null) return { fixed: false, given: false, fetched: fetches(), random: false };
  const from = origins.of(frame, call.content.file, call.content.v);
  const local = (from & From.file) !== 0 && (from & From.remote) === 0;
  const fixed = (from & ~(FIXED | (local ? From.file | From.answer : 0))) === 0 && from !== 0;
  const away = (from & AWAY) !== 0 && (from & ~(NEUTRAL | AWAY | From.request)) === 0;
  const given = from !== 0 && (from & ~FIXED) === 0;
  const random = (from & From.random) !== 0 || (fixed && filledByChance(p, ctx, origins, call.content));
  return {
    fixed: fixed && !random,
    given: given && !random,
    fetched: away && (from & From.unknown ? fetches() : true),
    random,
  };

  /** Whether the function asks a service or another program for something. */
  function fetches(): boolean {
    const { file, id } = p.functions[call.fn]!;
    return stepsOf(p, file, id).some((s) => {
      if (s.e.t !== 'call') return false;
      return (pt.externals.get(callGid(p, file, s.e.c)) ?? []).some((e) => {
        const x = h.objects[e]!;
        return (
          isClient(x.pkg) ||
          (x.pkg === '(global)' && x.steps === '.fetch') ||
          /^node:(https?|child_process)/.test(x.pkg)
        );
      });
    });
  }
}

/** Whether a call is one of the fs-like calls whose option makes them append. */
export function appends(pt: Points, call: FileCall): boolean {
  if (call.does === 'append') return true;
  if (call.leaf !== 'createWriteStream' && call.leaf !== 'writeFile' && call.leaf !== 'open') return false;
  const c = pt.p.calls[call.call]!.c;
  const f = pt.p.files[call.file]!;
  return c.args.slice(1).some((a) => {
    const x = f.values[a]!;
    if (x.k === 'lit') return call.leaf === 'open' && typeof x.v === 'string' && x.v.startsWith('a');
    if (x.k !== 'obj') return false;
    return x.props.some((q) => {
      const v = f.values[q[1]]!;
      return (q[0] === 'flags' || q[0] === 'flag') && v.k === 'lit' && typeof v.v === 'string' && v.v.startsWith('a');
    });
  });
}
