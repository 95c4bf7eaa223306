import { CHANGED_ROWS, claimCalls, rowRemovals } from '../catalog/claims.ts';
import { type Call, type CallId, type FileFacts, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { heldFields, namesIn, propertyOf, setFields } from './claim-words.ts';
import { constantText } from './constants.ts';
import { consumersOf } from './consumers.ts';
import type { Effects, Leaf, Work } from './effects.ts';
import { guardChain, testsAt, testsOf } from './guards.ts';
import { setOf } from './heap.ts';
import { saysHowLong, waitsBefore } from './held-locks.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

// Work that each process begins and one of them alone may do: it is claimed in a store that all of them ask.

/** A call that takes a claim, by itself or through functions of the program. */
type Claim = {
  readonly call: CallId;
  /** `tells`: what it gives has to be looked at; `throws`: what comes after it runs under it. */
  readonly how: 'tells' | 'throws';
  /** What it gives is a record whose numbers say whether it was taken. */
  readonly counts: boolean;
  /** The call of the store, which proves it. */
  readonly leaf: Leaf;
};

export type Claims = {
  /**
   * The claim behind which all stands that some work does outside this process; null where anything of it does not. `whole`: it is
   * the round that is claimed, or what the claim itself finds; where each row of a list is, every process still goes through the list.
   */
  over(walk: (skip: (fn: number, call: CallId) => boolean) => Work, rounds?: Rounds): Leaf | null;
};

/** Of rounds that every process begins, and one of them alone may do. */
export type Rounds = {
  /** The functions of the round in which a lock may be given back; absent: all that run. */
  readonly holds?: (fn: number) => boolean;
  /** Every process begins them at the same times of the clock: who holds a lock beyond that moment keeps all others out of the round. */
  readonly byClock: boolean;
};

/** Calls from a function down to the store in which a claim is looked for. */
const MAX_WRAPPERS = 4;

/** Methods of stores and lock libraries that end a claim before its time; `using` does so by itself. */
const REMOVES = /^(?:del|unlink|eval|expire|pexpire)$/;
const EXPIRES = /^p?expire$/;
const GIVES_BACK: ReadonlySet<string> = new Set(['release', 'unlock', 'releaseLock', 'using']);

const tables = new WeakMap<Effects, Claims>();

/** The claims of a program, made once for its effects. */
export function claimsOf(pt: Points, effects: Effects): Claims {
  let made = tables.get(effects);
  if (!made) {
    made = makeClaims(pt, effects);
    tables.set(effects, made);
  }
  return made;
}

function makeClaims(pt: Points, effects: Effects): Claims {
  const { p } = pt;
  const own = new Map<number, readonly Claim[]>();

  /** Claims that a function takes itself, or by what it calls. */
  const claimsIn = (fn: number, depth: number): readonly Claim[] => {
    const old = own.get(fn);
    if (old) return old;
    // Who is asked for while it is being worked out takes none: a function that calls itself.
    own.set(fn, []);
    const { leaves, edges } = effects.directly(fn);
    const out = leaves.flatMap((leaf) => claimAt(leaf) ?? []);
    if (depth < MAX_WRAPPERS) {
      const taken = new Map<CallId, (Claim | null)[]>();
      const byName = new Map<CallId, boolean>();
      for (const e of edges) {
        const named = entryOf(byName, e.call, () => isCalledByName(p.functions[fn]!.file, e.call));
        if (e.fn !== fn && named) entryOf(taken, e.call, () => []).push(handsOut(e.fn, depth + 1));
      }
      // Every function that the call may run takes it.
      for (const [call, list] of taken) {
        const first = list[0];
        if (first && list.every((c) => c?.how === first.how)) out.push({ ...first, call, counts: false });
      }
    }
    own.set(fn, out);
    return out;
  };

  /** Whether the functions that a call runs are what it calls, not what it is handed. */
  const isCalledByName = (file: number, call: CallId): boolean => {
    const c = p.files[file]!.calls[call]!;
    return !c.args.some((a) => effects.functionsAt(pt.valueNode(file, a)).length > 0);
  };

  const claimAt = (leaf: Leaf): Claim | null => {
    const f = p.files[leaf.file]!;
    const { args } = f.calls[leaf.call]!;
    const row = rowOf(leaf);
    if (!row) return leaf.does & Does.lease ? { call: leaf.call, how: 'throws', counts: false, leaf } : null;
    if (row.word && !namesIn(f, args.slice(1)).some((x) => x.toLowerCase() === row.word)) return null;
    if ((row.how === 'row' || row.how === 'count') && !row.takesOut && !excludesItself(f, args)) return null;
    return { call: leaf.call, how: row.how === 'throws' ? 'throws' : 'tells', counts: row.how === 'count', leaf };
  };

  /** What a function gives or throws says whether it took a claim. */
  const handsOut = (fn: number, depth: number): Claim | null => {
    const { file, f: body } = p.functions[fn]!;
    const f = p.files[file]!;
    const claims = claimsIn(fn, depth);
    if (claims.length === 0) return null;
    const returns = body.events.flatMap((e) => (e.t === 'return' ? [e] : []));
    const refused = returns.filter((e) => isNothing(f, e.v));
    const granted = returns.filter((e) => !isNothing(f, e.v));
    for (const c of claims) {
      const known = (e: { readonly v: ValueId; readonly guard: GuardId; readonly s: number }) =>
        stands(fn, c, e.guard, e.s) || testsOf(f, e.v, true).some((t) => t.says !== 'absent' && isTaken(fn, c, t.v, t));
      const refuses = body.events.some(
        (e) => e.t === 'throw' && testsAt(f, e.guard).some((t) => t.says === 'absent' && pathTo(fn, c, t.v) !== null),
      );
      // Nothing but an error tells who was refused.
      const throws = refused.length === 0 && (c.how === 'throws' ? !isTried(f, c) : refuses);
      if (throws && granted.every(known)) return { ...c, how: 'throws' };
      if (granted.length > 0 && granted.every(known)) return { ...c, how: 'tells' };
    }
    return null;
  };

  /** Whether what stands at a place of a function runs only where a claim of that function, or of one around it, was taken. */
  const stands = (fn: number, c: Claim, guard: GuardId, s: number): boolean => {
    const f = p.files[p.functions[fn]!.file]!;
    const told = [...guardChain(f, guard)].some(
      (g) =>
        g.cond !== NONE &&
        g.kind !== 'loop' &&
        (saysMore(f, g.cond, g.yes).some((v) => pathTo(fn, c, v) !== null) ||
          testsOf(f, g.cond, g.yes).some((t) => isTaken(fn, c, t.v, t))),
    );
    if (told || c.how === 'tells') return told;
    const at = f.calls[c.call]!;
    if (functionGid(p, p.functions[fn]!.file, at.f) !== fn || at.s >= s || at.use === 'discard') return false;
    if (at.guard === NONE) return true;
    for (const g of guardChain(f, guard)) if (g === f.guards[at.guard]) return true;
    return false;
  };

  /** Whether a test that holds says that a claim was taken. */
  const isTaken = (
    fn: number,
    c: Claim,
    v: ValueId,
    t: { readonly says: string; readonly other: ValueId },
  ): boolean => {
    const f = p.files[p.functions[fn]!.file]!;
    if (t.says === 'equal') {
      const o = t.other === NONE ? undefined : f.values[t.other]!;
      if (o?.k !== 'lit' || !o.v) return false;
    } else if (t.says !== 'present') return false;
    const path = pathTo(fn, c, v);
    return path !== null && (!c.counts || path.some((x) => CHANGED_ROWS.has(x))) && !path.includes('ok');
  };

  /** The properties from what a claim gives to a value; null where the value comes from elsewhere. */
  const pathTo = (fn: number, c: Claim, v: ValueId, depth = 0): readonly string[] | null => {
    const { file } = p.functions[fn]!;
    const f = p.files[file]!;
    if (v === NONE || depth > 8) return null;
    const x = f.values[v]!;
    const inner = (y: ValueId, ...more: string[]): readonly string[] | null => {
      const path = pathTo(fn, c, y, depth + 1);
      return path && [...path, ...more];
    };
    if (x.k === 'call') return x.c === c.call ? [] : null;
    if (x.k === 'await' || x.k === 'as' || x.k === 'narrow') return inner(x.v);
    if (x.k === 'elem') return inner(x.v, 'length');
    if (x.k === 'prop') return inner(x.o, x.p);
    if (x.k === 'index') return inner(x.o, 'length');
    if (x.k !== 'bind') return null;
    const b = f.bindings[x.b]!;
    if (b.imp) return null;
    if (b.kind !== 'param') return b.defs.length === 1 ? inner(b.defs[0]!) : null;
    // `take(key, (error, taken) => …)`, `take(key).then((taken) => …)`
    const arg = consumersOf(f).argumentOf(b.f);
    if (!arg || b.index === undefined) return null;
    if (arg.c === c.call) return b.index === 1 ? [] : null;
    const callee = f.values[f.calls[arg.c]!.callee]!;
    return callee.k === 'prop' && callee.p === 'then' && arg.i === 0 && b.index === 0 ? inner(callee.o) : null;
  };

  /** Claims that speak where a function runs: its own, and those of the functions that it stands in. */
  const around = (fn: number): readonly Claim[] => {
    const { file, id } = p.functions[fn]!;
    const f = p.files[file]!;
    const out: Claim[] = [];
    for (let at = id, hops = 0; at > 0 && hops < 16; at = f.functions[at]!.parent, hops++)
      out.push(...claimsIn(functionGid(p, file, at), 0));
    return out;
  };

  /** The claim under which a call of a function runs. */
  const under = (fn: number, call: CallId): Claim | null => {
    const { file, id } = p.functions[fn]!;
    const f = p.files[file]!;
    const { guard, s } = f.calls[call]!;
    const arg = consumersOf(f).argumentOf(id);
    const own = around(fn).find((c) => stands(fn, c, guard, s) || (c.how === 'throws' && arg?.c === c.call));
    return own ?? entryOf(wrapped, callGid(p, file, call), () => wrappedBy(file, call));
  };
  const wrapped = new Map<number, Claim | null>();

  /** The claim that a function takes before it runs what this call hands it: `underLock('purge', 290, () => purge())`. */
  const wrappedBy = (file: number, call: CallId): Claim | null => {
    const [to, another] = pt.targets.get(callGid(p, file, call)) ?? [];
    if (to === undefined || another !== undefined || isCalledByName(file, call)) return null;
    const { file: at, id, f: body } = p.functions[to]!;
    const f = p.files[at]!;
    const uses = consumersOf(f);
    const handed = p.files[file]!.calls[call]!.args.flatMap((a, i) =>
      effects.functionsAt(pt.valueNode(file, a)).length > 0 ? [body.params[i]] : [],
    );
    // It is run there and then, and goes nowhere else.
    const runs = handed.flatMap((b) => uses.of(b === undefined ? NONE : uses.bindValue(b)));
    const calls = runs.flatMap((u) => (u.k === 'callee' && f.calls[u.c]!.f === id ? [u.c] : []));
    if (calls.length === 0 || calls.length < runs.length) return null;
    const { leaves, edges } = effects.directly(to);
    return (
      claimsIn(to, 0).find((c) => {
        const holds = (x: CallId) => stands(to, c, f.calls[x]!.guard, f.calls[x]!.s);
        const isQuiet = (fn: number) => (effects.of([fn]).mask & OPEN) === 0;
        return (
          calls.every(holds) &&
          leaves.every((l) => !(l.does & OPEN) || holds(l.call) || isHarmless(l, [c])) &&
          edges.every((e) => e.call === c.call || holds(e.call) || isQuiet(e.fn))
        );
      }) ?? null
    );
  };

  /** A claim that is given back, a claim itself, or a change that does nothing where another process was first. */
  const isHarmless = (leaf: Leaf, held: readonly Claim[]): boolean => {
    if (claimAt(leaf)) return true;
    const { pkg, method } = nameOf(leaf);
    const picks = heldFields(p.files[leaf.file]!, p.files[leaf.file]!.calls[leaf.call]!.args).size > 0;
    if (picks && removesRows(pkg, method)) return true;
    return REMOVES.test(method) && held.some((c) => isSameKey(c, leaf));
  };

  /**
   * Whether what is done under a claim, and nowhere else, only puts more into what another claim of the same round takes from: done once
   * more, there is more to take, and each of it is still taken once.
   */
  const fillsUp = (c: Claim, held: readonly Claim[], walk: Parameters<Claims['over']>[0]): boolean => {
    const others = held.filter((x) => x !== c);
    const { leaves, cut } = walk((fn, call) => {
      const by = under(fn, call);
      return by !== null && by !== c;
    });
    const puts = (leaf: Leaf) =>
      others.some((x) => rowOf(x.leaf)?.puts?.includes(nameOf(leaf).method) === true && isSameKey(x, leaf));
    return !cut && leaves.every((l) => !(l.does & OPEN) || isHarmless(l, held) || puts(l));
  };

  /** Whether two calls of a store are about the same key. */
  const isSameKey = (c: Claim, leaf: Leaf): boolean => {
    const key = ({ file, call }: Leaf) => {
      const v = p.files[file]!.calls[call]!.args[0];
      return v === undefined ? null : (constantText(p, file, v) ?? `${file}|${v}`);
    };
    const own = key(leaf);
    return own !== null && key(c.leaf) === own;
  };

  /** Whether what goes through a list takes nothing of it: it claims whatever is there to be done (`Array.from({ length }).map(() => one())`). */
  const isBlind = (file: number, { args }: Call): boolean => {
    const fns = args.flatMap((a) => effects.functionsAt(pt.valueNode(file, a)));
    return (
      fns.length > 0 && fns.every((fn) => p.functions[fn]!.f.kind === 'arrow' && p.functions[fn]!.f.params.length === 0)
    );
  };

  /** Whether a claim is taken for each of what a loop or an iterator goes through. */
  const isOfList = (leaf: Leaf, work: Work): boolean =>
    [...work.pathTo(leaf).map((x) => x.call), callGid(p, leaf.file, leaf.call)].some((gid) => {
      const { file, c } = p.calls[gid]!;
      const f = p.files[file]!;
      const callee = f.values[c.callee]!;
      if (callee.k === 'prop' && isIterator(callee.p) && !isCalledByName(file, p.calls[gid]!.id) && !isBlind(file, c))
        return true;
      return [...guardChain(f, c.guard)].some((g) => g.kind === 'loop' && !g.yes);
    });

  /** Whether a claim makes the row that it finds nowhere: the row is a lock then, and free where it is gone. */
  const isRowLock = (leaf: Leaf): boolean => {
    const { how, takesOut } = rowOf(leaf) ?? {};
    if ((how !== 'row' && how !== 'count') || takesOut) return false;
    const f = p.files[leaf.file]!;
    const options = f.calls[leaf.call]!.args.slice(1);
    return options.some((a) => propertyOf(f, a, 'upsert') === true);
  };

  /** Whether a call that removes rows asks for those of a claim: of the same model, by nothing that is known to differ. */
  const isOfRow = ({ leaf }: Claim, file: number, at: Call): boolean => {
    const own = p.files[leaf.file]!;
    const taking = own.calls[leaf.call]!;
    const models = (n: number, c: Call) => (c.recv === NONE ? [] : [...setOf(pt.h, pt.valueNode(n, c.recv))]);
    const asked = new Set(models(leaf.file, taking));
    if (!models(file, at).some((o) => asked.has(o))) return false;
    const claimed = heldFields(own, taking.args);
    return ![...heldFields(p.files[file]!, at.args)].some(
      ([name, v]) => typeof v === 'string' && typeof claimed.get(name) === 'string' && v !== claimed.get(name),
    );
  };

  /** Whether a call does no more outside than to change files: those are no locks in a store. */
  const isOfFiles = (fn: number, id: CallId): boolean => {
    const own = effects.directly(fn).leaves.filter((leaf) => leaf.call === id);
    return own.length > 0 && own.every((leaf) => (leaf.does & OUTSIDE) === Does.file);
  };

  /**
   * Whether some work may give a lock back that it took: the next process takes it then, and does the round again. A handle gives it
   * back without naming what it locks, and a key may come in as a parameter: only two texts that differ are known to be two keys. To say
   * right behind the claim for how long it holds gives nothing back.
   */
  const isGivenBack = (c: Claim, work: Work, { holds, byClock }: Rounds): boolean => {
    const taken = nameOf(c.leaf);
    const isRow = isRowLock(c.leaf);
    const isLock = claimCalls.some((x) => x.lock && x.packages.includes(taken.pkg) && x.methods.includes(taken.method));
    if (!isLock && !isRow) return false;
    if (GIVES_BACK.has(taken.method)) return true;
    const text = (file: number, v: ValueId | undefined) => (v === undefined ? null : constantText(p, file, v));
    const claimed = text(c.leaf.file, p.files[c.leaf.file]!.calls[c.leaf.call]!.args[0]);
    return [...work.runs].some((fn) => {
      if (holds && !holds(fn)) return false;
      const { file, f: body } = p.functions[fn]!;
      const f = p.files[file]!;
      return f.calls.some((at, id) => {
        // What stands inside a function that runs belongs to it, also where it is put off.
        if (!at || at.s < body.s || at.e > body.e) return false;
        const callee = f.values[at.callee]!;
        if (callee.k !== 'prop') return false;
        if (fn === c.leaf.fn && at.s > f.calls[c.leaf.call]!.s) {
          if (EXPIRES.test(callee.p) && saysHowLong(pt, file, c.leaf.call, at)) return false;
          if (byClock && waitsBefore(pt, fn, c.leaf.call, at)) return false;
        }
        // `taken.deleteOne()`: what the claim gave takes itself away.
        const isOwn = () => around(fn).some((x) => x.leaf === c.leaf && pathTo(fn, x, callee.o)?.length === 0);
        if (isRow) return removesRows(taken.pkg, callee.p) && (at.args.length === 0 ? isOwn() : isOfRow(c, file, at));
        if (GIVES_BACK.has(callee.p)) return true;
        // Who names no key frees none (`knex('visits').del()`), and neither does who removes a file (`unlink(path)`).
        if (!REMOVES.test(callee.p) || isOfFiles(functionGid(p, file, at.f), id)) return false;
        if (at.args.length === 0 && !isOwn()) return false;
        const freed = text(file, at.args[0]);
        return claimed === null || freed === null || claimed === freed;
      });
    });
  };

  return {
    over: (walk, rounds) => {
      const held = new Set<Claim>();
      const rest = walk((fn, call) => {
        const c = under(fn, call);
        if (c) held.add(c);
        return c !== null;
      });
      const list = [...held];
      if (list.length === 0 || rest.cut) return null;
      if (!rest.leaves.every((l) => !(l.does & OPEN) || isHarmless(l, list))) return null;
      if (rounds === undefined) return list[0]!.leaf;
      const all = walk(() => false);
      const open = list.filter((c) => isOfList(c.leaf, rest) || isGivenBack(c, all, rounds));
      const bad = open.filter((c) => !fillsUp(c, list, walk));
      return bad.length > 0 || open.length === list.length ? null : list.find((c) => !open.includes(c))!.leaf;
    },
  };
}

/** What a claim has to stand around: what others see, and what is not known. */
const OPEN = OUTSIDE | Does.unknown | Does.unresolved;

/** What the catalogue says of a call that takes a claim. */
const rowOf = (leaf: Leaf) => {
  const { pkg, method } = nameOf(leaf);
  return claimCalls.find((x) => x.packages.includes(pkg) && x.methods.includes(method));
};

/** The package and the method of a call, as effects tell them. */
const nameOf = ({ what }: Leaf): { readonly pkg: string; readonly method: string } => {
  const at = what.lastIndexOf(' ');
  return { pkg: what.slice(0, at), method: what.slice(at + 1) };
};

const removesRows = (pkg: string, method: string): boolean =>
  rowRemovals.some((x) => x.packages.includes(pkg) && x.methods.includes(method));

/** Whether a change picks its rows by something that it changes itself: done once, it finds them no more. */
const excludesItself = (f: FileFacts, args: readonly ValueId[]): boolean => {
  const held = heldFields(f, args);
  return [...setFields(f, args)].some(([name, value]) => {
    const now = held.get(name);
    return now !== undefined && (now === NONE || now !== value);
  });
};

/** `count > 0`, `count >= 1`, and the contrary of `count < 1`: what is known to be more than nothing. */
function saysMore(f: FileFacts, cond: ValueId, yes: boolean): readonly ValueId[] {
  const x = f.values[cond]!;
  if (x.k !== 'op') return [];
  if (x.op === '!') return saysMore(f, x.of[0]!, !yes);
  const [l, r] = x.of;
  const n = r === undefined ? undefined : f.values[r]!;
  if (l === undefined || n?.k !== 'lit' || typeof n.v !== 'number') return [];
  const more = yes ? { '>': 0, '>=': 1 }[x.op] : { '<': 1, '<=': 0 }[x.op];
  return more !== undefined && n.v >= more ? [l] : [];
}

/** Nothing, or a record that holds nothing. */
function isNothing(f: FileFacts, v: ValueId): boolean {
  const x = v === NONE ? null : f.values[v]!;
  if (!x || x.k === 'undef' || (x.k === 'lit' && !x.v)) return true;
  return x.k === 'obj' && x.spreads.length === 0 && x.props.length > 0 && x.props.every((q) => isNothing(f, q[1]));
}

/** Whether a claim stands in a `try`, whose function goes on where it was not taken. */
const isTried = (f: FileFacts, c: Claim): boolean =>
  [...guardChain(f, f.calls[c.call]!.guard)].some((g) => g.kind === 'try');
