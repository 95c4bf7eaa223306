import type { CallId } from '../extract/facts.ts';
import type { ObjectId } from './heap.ts';
import { callGid, type Program } from './program.ts';

/** One thing that a function does beyond its own memory. */
export type Leaf = {
  readonly does: number;
  readonly fn: number;
  readonly file: number;
  readonly call: CallId;
  /** The call in words: package and method. */
  readonly what: string;
  /** Its result is only returned: whoever drops what the function gives drops it. */
  readonly returned: boolean;
  /** Told a read by nothing but the use of its result. */
  readonly guess: boolean;
  /** For handles: the object, and the function (global id) that opens it; -1 where nobody is seen to. */
  readonly object: ObjectId;
  readonly opener: number;
};

/** Functions that run, by their global ids. */
export type Runs = Iterable<number> & { has(fn: number): boolean };

/** What running some functions comes to. */
export type Work = {
  readonly leaves: readonly Leaf[];
  readonly mask: number;
  /** Functions that run. */
  readonly runs: Runs;
  /** The calls (global ids) from the start down to a leaf's function, outermost first. */
  pathTo(leaf: Leaf): readonly { readonly call: number; readonly from: number; readonly fn: number }[];
  /** How many of them there are; nobody has to list them for that. */
  distanceOf(leaf: Leaf): number;
  /** True where the budget ran out. */
  readonly cut: boolean;
};

/** One function that is entered: by which call of which entry before it (its place among them; -1 for a start). */
export type Entry = { readonly fn: number; readonly via: number; readonly call: CallId };

/**
 * The work of some functions, kept small: a large server has thousands of pieces of work, each of which may go through thousands of
 * functions. `at` tells for each leaf which entry it belongs to.
 */
export class EnteredWork implements Work {
  readonly leaves: readonly Leaf[];
  readonly mask: number;
  readonly cut: boolean;
  readonly runs: Runs;
  readonly #p: Program;
  readonly #fns: Int32Array;
  readonly #vias: Int32Array;
  readonly #calls: Int32Array;
  readonly #at: Int32Array;
  #entryByLeaf: Map<Leaf, number> | null = null;

  constructor(p: Program, entries: readonly Entry[], leaves: readonly Leaf[], at: readonly number[], cut: boolean) {
    this.leaves = leaves;
    this.mask = leaves.reduce((mask, leaf) => mask | leaf.does, 0);
    this.cut = cut;
    this.#p = p;
    const fns = Int32Array.from(entries, (e) => e.fn);
    this.#fns = fns;
    this.#vias = Int32Array.from(entries, (e) => e.via);
    this.#calls = Int32Array.from(entries, (e) => e.call);
    this.#at = Int32Array.from(at);
    this.runs = { has: (fn) => fns.includes(fn), [Symbol.iterator]: () => new Set(fns)[Symbol.iterator]() };
  }

  pathTo(leaf: Leaf): { call: number; from: number; fn: number }[] {
    const out: { call: number; from: number; fn: number }[] = [];
    for (let at = this.#entryOf(leaf); at >= 0 && this.#vias[at]! >= 0; at = this.#vias[at]!) {
      const from = this.#fns[this.#vias[at]!]!;
      out.push({
        call: callGid(this.#p, this.#p.functions[from]!.file, this.#calls[at]!),
        from,
        fn: this.#fns[at]!,
      });
    }
    return out.reverse();
  }

  distanceOf(leaf: Leaf): number {
    let distance = 0;
    for (let at = this.#entryOf(leaf); at >= 0 && this.#vias[at]! >= 0; at = this.#vias[at]!) distance++;
    return distance;
  }

  /** A function that is entered under several names has its leaves several times: the last one counts. */
  #entryOf(leaf: Leaf): number {
    // Most work is never asked for a way: those who do ask for that of every leaf.
    this.#entryByLeaf ??= new Map(this.leaves.map((one, i) => [one, this.#at[i]!]));
    return this.#entryByLeaf.get(leaf) ?? -1;
  }
}
