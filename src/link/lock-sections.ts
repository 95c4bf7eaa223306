import { NONE, type ValueId } from '../extract/facts.ts';
import type { JudgeInput } from './categories.ts';
import { claimsOf } from './claims.ts';
import { constantNumber } from './constant-number.ts';
import { consumersOf } from './consumers.ts';
import type { Leaf, Work } from './effects.ts';
import { guardChain } from './guards.ts';
import type { Mutation } from './holders.ts';
import { Does } from './library-effects.ts';
import { functionGid } from './program.ts';

// What runs between taking a lock of this process and giving it back, and what of it only limits a load.

/** Work between taking a lock and giving it back. */
export type Section = { readonly leaves: readonly Leaf[]; readonly mask: number };

/** A function in whose run the lock is taken, with what runs from there on. */
export type Tree = {
  readonly section: Work;
  readonly resets: (c: Mutation) => boolean;
  readonly holds: (fn: number) => boolean;
};

/** The test of the holder that lets the put run: in its function, or where its function is called. */
export type Before = {
  readonly fn: number;
  readonly file: number;
  readonly cond: ValueId;
  /** The way goes on once the holder is free again (`while (busy) await sleep()`). */
  readonly waits?: true;
};
/** Several pieces of work as one section. */
export const together = (works: readonly Work[]): Section => ({
  leaves: works.flatMap((w) => w.leaves),
  mask: works.reduce((m, w) => m | w.mask, 0),
});

/**
 * What runs between taking a lock and giving it back: where the function that takes it gives it back as well, however it ends, its
 * own run is the section, and what its callers do afterwards is none of it.
 */
export function sectionOfFlag(
  input: JudgeInput,
  m: Mutation,
  clears: readonly Mutation[],
  trees: readonly Tree[],
): Section {
  if (clears.some((c) => endsSection(input, m, c))) return trees[0]!.section;
  // Counted up and down: only where both are done is a section; another caller of the first has its own end.
  const both = m.kind === 'update' ? trees.filter((t) => clears.some((c) => c !== m && t.resets(c))) : [];
  return together((both.length > 0 ? both : trees).map((t) => t.section));
}

/** The claim behind which all stands that the function which takes a flag, and gives it back, does outside this process. */
export function claimOver({ pt, effects }: JudgeInput, m: Mutation, clears: readonly Mutation[]): Leaf | null {
  if (!clears.some((c) => endsSection({ pt }, m, c))) return null;
  return claimsOf(pt, effects).over((skip) => effects.after(m.fn, m.s, -1, skip));
}

/** Whether a write gives the lock back in the run that took it, whatever happens: under no further condition, in `finally`, in a continuation. */
function endsSection(input: Pick<JudgeInput, 'pt'>, m: Mutation, c: Mutation): boolean {
  const { p } = input.pt;
  if (c === m || c.file !== m.file || c.s < m.s) return false;
  const f = p.files[m.file]!;
  if (c.fn === m.fn) {
    for (const g of guardChain(f, c.guard)) if (g.kind === 'finally') return true;
    if (c.guard === NONE || c.guard === m.guard) return true;
    for (const g of guardChain(f, m.guard)) if (g === f.guards[c.guard]) return true;
    return false;
  }
  // `work().finally(() => { busy = false })`: the continuation belongs to a call of the function that took it.
  const arg = consumersOf(f).argumentOf(p.functions[c.fn]!.id);
  if (!arg || functionGid(p, m.file, f.calls[arg.c]!.f) !== m.fn || f.calls[arg.c]!.s < m.s) return false;
  const callee = f.values[f.calls[arg.c]!.callee]!;
  return callee.k === 'prop' && callee.p === 'finally';
}

/**
 * A number that lets more than one run at a time guards no data: it limits a load. What runs under it takes machine time of this
 * process and its children; a limit of what others have to bear is each process's own, and too high where there are several.
 */
export function limitsLoad(input: JudgeInput, test: Before, section: Section, byTime: boolean): boolean {
  const borne = Does.database | Does.queue | Does.send | Does.device | Does.unknown;
  if (byTime || section.mask & borne) return false;
  return allowed(input, test) > 1;
}

/** How many a test lets in at a time: the constant that the count is held against; 0 where it is not known. */
function allowed({ pt }: JudgeInput, test: Before): number {
  const f = pt.p.files[test.file]!;
  let least = 0;
  const look = (v: ValueId, depth: number): void => {
    const x = v === NONE || depth > 6 ? null : f.values[v]!;
    if (x?.k === 'alt' || (x?.k === 'op' && x.op === '!')) for (const y of x.of) look(y, depth + 1);
    if (x?.k !== 'op' || x.of.length !== 2 || !/^[<>]=?$/.test(x.op)) return;
    x.of.forEach((side, i) => {
      const n = constantNumber(pt, test.file, side);
      if (n === null) return;
      // `count < n` and `count >= n` part below n, `count <= n` and `count > n` above it; likewise with the sides changed.
      const below = i === 1 ? x.op === '<' || x.op === '>=' : x.op === '>' || x.op === '<=';
      const lets = below ? n : n + 1;
      least = least === 0 ? lets : Math.min(least, lets);
    });
  };
  look(test.cond, 0);
  return least;
}
