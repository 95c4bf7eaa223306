import { once } from '../text/once.ts';
import { AFTER, Ctx } from './contexts.ts';
import { filesReached } from './entries.ts';
import type { Linked } from './linked.ts';
import { functionGid } from './program.ts';

/**
 * Tells in which contexts a function (global id) runs, seen from the process that serves. Of files that run in jobs alone which the
 * program starts itself once it serves (`fork('./scan.js')` in a request), what the modules do while they load is the work of the job,
 * done each time, and no start-up of a process that goes on. A job that start-up itself runs is part of start-up. A program in one
 * file may load what it would start (`if (role === 'scan') await import('./scan.js')`).
 */
export function makeWhenDone(linked: Linked): (fn: number) => number {
  const { p, ctx, entries, input } = linked;
  const others = once(() => {
    const jobs = new Set<number>();
    for (const { kind, entry, evidence, startedAt } of input.processes) {
      const [from, to] = [p.fileOf.get(evidence.file), p.fileOf.get(entry)];
      if (startedAt === undefined || kind !== 'job' || from === undefined || to === undefined) continue;
      const calls = p.files[from]!.calls.filter((c) => c && c.s === startedAt);
      const starts = calls.length > 0 && calls.every((c) => (ctx.maskOf(functionGid(p, from, c.f)) & AFTER) !== 0);
      if (starts) jobs.add(to);
    }
    const isOther = (file: number): boolean => !jobs.has(file);
    return jobs.size === 0 ? entries.loaded : filesReached(p, input, entries.starts.filter(isOther), isOther);
  });
  return (fn) => {
    const mask = ctx.maskOf(fn);
    const { file } = p.functions[fn]!;
    const isOwnJob = mask & Ctx.boot && entries.loaded.has(file) && !others().has(file);
    return isOwnJob ? (mask & ~Ctx.boot) | Ctx.job : mask;
  };
}
