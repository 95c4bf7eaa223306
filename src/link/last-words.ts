import { NONE } from '../extract/facts.ts';
import { guardChain } from './guards.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { valueStatic } from './static.ts';

const MAX_LAST_CALLS = 3;

/** What a call names of the process object, as `.exit`; null for calls of anything else. */
function ofProcess({ p }: Points, call: number): string | null {
  const { file, c } = p.calls[call]!;
  const s = valueStatic(p, file, c.callee);
  if (s?.k !== 'external') return null;
  if (s.pkg === '(global)' && s.steps.startsWith('.process.')) return s.steps.slice('.process'.length);
  return s.pkg === 'node:process' ? s.steps : null;
}

/** Whether handlers of events of the process itself end it in any case: they run as it shuts down, whatever the event is. */
export function areLastWords(pt: Points, call: number, handlers: readonly { readonly fn: number }[]): boolean {
  return ofProcess(pt, call) !== null && handlers.length > 0 && handlers.every(({ fn }) => ends(pt, fn, 0));
}

/** Whether a function, or one written in it, calls `process.exit` under no condition, itself or through what it calls. */
function ends(pt: Points, fn: number, depth: number): boolean {
  const { p } = pt;
  const { file, id } = p.functions[fn]!;
  const f = p.files[file]!;
  const isInside = (g: number): boolean => {
    for (let at = g, hops = 0; at > 0 && hops < 16; at = f.functions[at]!.parent, hops++) if (at === id) return true;
    return false;
  };
  return f.functions.some((inner, g) => {
    if (!isInside(g)) return false;
    return inner.events.some((e) => {
      if (e.t !== 'call') return false;
      for (const x of guardChain(f, f.calls[e.c]!.guard)) if (x.cond !== NONE || x.kind === 'catch') return false;
      const gid = callGid(p, file, e.c);
      if (/^\.(?:exit|abort)$/.test(ofProcess(pt, gid) ?? '')) return true;
      const targets = [...(pt.targets.get(gid) ?? [])];
      return (
        targets.length === 1 &&
        targets[0] !== functionGid(p, file, id) &&
        depth < MAX_LAST_CALLS &&
        ends(pt, targets[0]!, depth + 1)
      );
    });
  });
}
