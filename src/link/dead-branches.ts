import { type Event, type FunctionId, type Guard, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { consumersOf } from './consumers.ts';
import { guardChain } from './guards.ts';
import { type Program, valueAt } from './program.ts';
import { type SoleCallers, soleCallers } from './sole-callers.ts';
import { exportOf, valueStatic } from './static.ts';

/**
 * Branches that no process takes: their test asks for a parameter (or a property of one) which all calls that any process makes leave out,
 * or give the same constant. Known before the program is solved, so that nothing is made there.
 */
export type DeadBranches = {
  /** The test that keeps what stands under a guard from ever running; null where it may run. */
  at(file: number, guard: GuardId): Guard | null;
  /** Whether an event of a file never happens. */
  isDead(file: number, e: Event): boolean;
  /** What a test comes to in every process; null where that is not known. */
  outcome(file: number, v: ValueId): boolean | null;
  /** Whether a function is written in a call that never happens: called where it stands, or handed in. */
  holds(file: number, fn: FunctionId): boolean;
};

/** What is known of a value: the constant that it is, that it is something (an object, a function), or no more than whether it holds. */
type Known = { readonly is: string | number | boolean | null | undefined | typeof THING } | { readonly holds: boolean };

const THING = Symbol('thing');
const MAX_DEPTH = 12;
/** Calls of one function whose arguments are compared. */
const MAX_CALLS = 200;

/** A program of which nothing is known to be dead. */
export const NO_DEAD_BRANCHES: DeadBranches = {
  at: () => null,
  isDead: () => false,
  outcome: () => null,
  holds: () => false,
};

/** `open`: files whose exports are called by code that is not seen (entries of packages, of frameworks, and of processes). */
export function deadBranches(p: Program, loaded: ReadonlySet<number>, open: ReadonlySet<number>): DeadBranches {
  const callers: SoleCallers = soleCallers(p, loaded, open);
  const params = new Map<number, Known | null>();
  const props = new Map<string, Known | null>();
  /** Variables of a file that are written after they were made, and names of properties that are written anywhere. */
  const written = new Map<number, ReadonlySet<number>>();
  const writtenIn = (file: number): ReadonlySet<number> =>
    entryOf(written, file, () => {
      const out = new Set<number>();
      for (const { events } of p.files[file]!.functions)
        for (const e of events) if (e.t === 'write' && 'b' in e.to && e.op !== 'init') out.add(e.to.b);
      return out;
    });
  let names: ReadonlySet<string> | undefined;
  const isNameWritten = (name: string): boolean => {
    if (!names) {
      const out = new Set<string>();
      for (const file of loaded)
        for (const { events } of p.files[file]!.functions)
          for (const e of events) if (e.t === 'write' && 'p' in e.to && e.op !== 'init') out.add(e.to.p);
      names = out;
    }
    return names.has(name);
  };

  const truthOf = (x: Known | null): boolean | null => (x === null ? null : 'holds' in x ? x.holds : !!x.is);
  const truth = (file: number, v: ValueId, depth: number): boolean | null => truthOf(known(file, v, depth));

  const known = (file: number, v: ValueId, depth: number): Known | null => {
    if (v === NONE || depth > MAX_DEPTH) return null;
    const x = valueAt(p, file, v);
    switch (x.k) {
      case 'lit':
        return { is: x.v };
      case 'undef':
        return { is: undefined };
      case 'obj':
      case 'arr':
      case 'fn':
      case 'class':
      case 'regexp':
        return { is: THING };
      case 'as':
      case 'narrow':
        return known(file, x.v, depth + 1);
      case 'op':
        return ofOperator(file, x.op, x.of, depth);
      case 'alt':
        return ofAlternatives(file, x, depth);
      case 'bind':
        return ofBinding(file, x.b, depth);
      case 'prop':
        return ofProperty(file, x.o, x.p, depth);
      default:
        return null;
    }
  };

  const ofOperator = (file: number, op: string, of: readonly ValueId[], depth: number): Known | null => {
    if (op === '!') {
      const t = truth(file, of[0]!, depth + 1);
      return t === null ? null : { is: !t };
    }
    if (!/^[!=]==?$/.test(op) || of.length !== 2) return null;
    const [a, b] = [known(file, of[0]!, depth + 1), known(file, of[1]!, depth + 1)];
    if (!a || !b || 'holds' in a || 'holds' in b || (a.is === THING && b.is === THING)) return null;
    // Of constants of two types `==` says more than is worked out here, but for null and undefined.
    const isNothing = (y: typeof a.is): boolean => y === null || y === undefined;
    const loose = op.length === 2;
    if (loose && typeof a.is !== typeof b.is && !isNothing(a.is) && !isNothing(b.is)) return null;
    const same = loose && isNothing(a.is) ? isNothing(b.is) : a.is === b.is;
    return { is: same === op.startsWith('=') };
  };

  const ofAlternatives = (
    file: number,
    x: Extract<ReturnType<typeof valueAt>, { k: 'alt' }>,
    depth: number,
  ): Known | null => {
    if (x.op === '?:') {
      const t = truth(file, x.cond, depth + 1);
      if (t !== null) return known(file, x.of[t ? 0 : 1]!, depth + 1);
      return agreed(x.of.map((y) => known(file, y, depth + 1)));
    }
    if (x.op === 'phi') return agreed(x.of.map((y) => known(file, y, depth + 1)));
    if (x.op === '??') return ofFallback(file, x.of, depth);
    // What it may be, as far as that is reached: of a part that is not known, what it is where the rest does not count.
    const may: Known[] = [];
    for (const [i, y] of x.of.entries()) {
      const part = known(file, y, depth + 1);
      const isLast = i === x.of.length - 1;
      if (part === null && isLast) return null;
      if (part === null) may.push({ holds: x.op === '||' });
      else if (isLast || truthOf(part) === (x.op === '||')) {
        may.push(part);
        break;
      }
    }
    const [first] = may;
    if (may.length === 1) return first!;
    return first && may.every((y) => truthOf(y) === truthOf(first)) ? { holds: truthOf(first)! } : null;
  };
  const ofFallback = (file: number, of: readonly ValueId[], depth: number): Known | null => {
    let last: Known | null = null;
    for (const y of of) {
      last = known(file, y, depth + 1);
      if (last === null || ('holds' in last && !last.holds)) return null;
      if ('holds' in last || (last.is !== null && last.is !== undefined)) return last;
    }
    return last;
  };

  /** What several ways agree on: the same constant, or at least whether it holds. */
  const agreed = (list: readonly (Known | null)[]): Known | null => {
    const [first, ...rest] = list;
    if (!first || rest.some((x) => !x)) return null;
    if ('is' in first && rest.every((x) => 'is' in x! && x.is === first.is)) return first;
    const holds = truthOf(first)!;
    return rest.every((x) => truthOf(x) === holds) ? { holds } : null;
  };

  const ofBinding = (file: number, b: number, depth: number): Known | null => {
    const x = p.files[file]!.bindings[b]!;
    if (x.kind === 'param') return ofParameter(file, b, depth);
    if (x.imp) {
      const t = x.imp.typeOnly || x.imp.name === '*' ? null : p.target(file, x.imp.spec);
      const e = t?.kind === 'file' && loaded.has(t.file) ? exportOf(p, t.file, x.imp.name) : null;
      if (!e || 'pkg' in e || e.b === NONE || p.files[e.file]!.bindings[e.b]!.imp) return null;
      return p.files[e.file]!.bindings[e.b]!.kind === 'const' ? ofBinding(e.file, e.b, depth + 1) : null;
    }
    if (x.defs.length !== 1 || x.ambient || (x.kind !== 'const' && !isPattern(file, b))) return null;
    return known(file, x.defs[0]!, depth + 1);
  };
  /** A name in the pattern of a parameter that nothing is assigned to: it has the part that was given. */
  const isPattern = (file: number, b: number): boolean => {
    const { kind, defs } = p.files[file]!.bindings[b]!;
    if (kind !== 'let' || defs.length !== 1 || writtenIn(file).has(b)) return false;
    const part = (v: ValueId): boolean => {
      const x = valueAt(p, file, v);
      if (x.k === 'alt') return x.op === '??' && part(x.of[0]!);
      if (x.k !== 'prop') return false;
      const o = valueAt(p, file, x.o);
      return o.k === 'bind' && p.files[file]!.bindings[o.b]!.name.startsWith('{');
    };
    return part(defs[0]!);
  };

  /** The arguments that all calls give for a parameter: values of the files of the calls, `null` for one that is left out. */
  const argumentsOf = (
    file: number,
    b: number,
  ): readonly ({ readonly file: number; readonly v: ValueId } | null)[] | null => {
    const x = p.files[file]!.bindings[b]!;
    const f = p.files[file]!.functions[x.f]!;
    const index = x.index ?? -1;
    if (index < 0 || f.params[index] !== b || writtenIn(file).has(b)) return null;
    if (f.rest && index === f.params.length - 1) return null;
    const seen = callers(file, x.f);
    if (!seen || seen.length === 0 || seen.length > MAX_CALLS) return null;
    const out: ({ file: number; v: ValueId } | null)[] = [];
    for (const call of seen) {
      const { file: at, c } = p.calls[call]!;
      if (dead(at, c.guard)) continue;
      if (c.spreadFrom !== NONE && index >= c.spreadFrom) return null;
      const a = c.args[index];
      // A function that calls itself hands on what it was given.
      if (a !== undefined && at === file) {
        const y = valueAt(p, at, a);
        if (y.k === 'bind' && y.b === b) continue;
      }
      out.push(a === undefined ? null : { file: at, v: a });
    }
    return out.length > 0 ? out : null;
  };

  const ofParameter = (file: number, b: number, depth: number): Known | null => {
    const key = p.bindingBase[file]! + b;
    const old = params.get(key);
    if (old !== undefined) return old;
    params.set(key, null); // a parameter that depends on itself is not known
    const given = argumentsOf(file, b);
    const own = p.files[file]!.bindings[b]!.defs;
    const nothing = (): Known | null =>
      own.length === 0 ? { is: undefined } : own.length === 1 ? known(file, own[0]!, depth + 1) : null;
    const out = given
      ? agreed(
          given.map((a) => {
            if (a === null) return nothing();
            const x = known(a.file, a.v, depth + 1);
            return x && 'is' in x && x.is === undefined ? nothing() : x && 'holds' in x && !x.holds ? null : x;
          }),
        )
      : null;
    params.set(key, out);
    return out;
  };

  /** A property of what a parameter is given, where each call writes that out. */
  const ofProperty = (file: number, o: ValueId, name: string, depth: number): Known | null => {
    const on = valueAt(p, file, o);
    if (on.k !== 'bind' && on.k !== 'alt' && on.k !== 'as') return null;
    const key = `${file}|${o}|${name}`;
    const old = props.get(key);
    if (old !== undefined) return old;
    props.set(key, null);
    const out = isNameWritten(name) ? null : partOf(file, o, name, depth);
    const answer = out === 'absent' ? { is: undefined } : out;
    props.set(key, answer);
    return answer;
  };
  const partOf = (file: number, v: ValueId, name: string, depth: number): Known | 'absent' | null => {
    if (depth > MAX_DEPTH) return null;
    const x = valueAt(p, file, v);
    switch (x.k) {
      case 'undef':
        return 'absent';
      case 'lit':
        return x.v === null ? 'absent' : null;
      case 'as':
      case 'narrow':
        return partOf(file, x.v, name, depth + 1);
      case 'obj': {
        if (x.computed.length > 0) return null;
        const own = x.props.filter((q) => q[0] === name);
        const last = own[own.length - 1];
        if (last && last[2] !== 'value') return null;
        // Spreads that stand behind the property may replace it.
        for (const [i, s] of [...x.spreads.entries()].reverse()) {
          if (last && (x.spreadAt?.[i] ?? -1) < last[3]) continue;
          const part = partOf(file, s, name, depth + 1);
          if (part !== 'absent') return part;
        }
        return last ? known(file, last[1], depth + 1) : 'absent';
      }
      case 'alt': {
        if (x.op !== '||' && x.op !== '??' && x.op !== '?:') return null;
        return agreedParts(x.of.map((y) => partOf(file, y, name, depth + 1)));
      }
      case 'bind': {
        const b = p.files[file]!.bindings[x.b]!;
        if (b.kind !== 'param' || isFilled(file, v)) return null;
        const given = argumentsOf(file, x.b);
        if (!given) return null;
        const own = b.defs.map((d) => partOf(file, d, name, depth + 1));
        return agreedParts([
          ...given.map((a) =>
            a === null ? (own.length > 0 ? own[0]! : 'absent') : partOf(a.file, a.v, name, depth + 1),
          ),
          ...(own.length > 1 ? [null] : []),
        ]);
      }
      default:
        return null;
    }
  };
  const agreedParts = (list: readonly (Known | 'absent' | null)[]): Known | 'absent' | null => {
    if (list.every((x) => x === 'absent')) return 'absent';
    return agreed(list.map((x) => (x === 'absent' ? { is: undefined } : x)));
  };
  /** Whether code that is not seen may put something into an object that a function is given (`Object.assign(options, more)`). */
  const isFilled = (file: number, v: ValueId): boolean =>
    consumersOf(p.files[file]!)
      .of(v)
      .some((u) => {
        if (u.k === 'def') return true;
        if (u.k !== 'arg' || u.i > 0) return false;
        const s = valueStatic(p, file, p.files[file]!.calls[u.c]!.callee);
        return s?.k !== 'fn' && s?.k !== 'class';
      });

  const memo = new Map<number, Map<GuardId, Guard | null>>();
  const dead = (file: number, g: GuardId): Guard | null => {
    if (g === NONE || !loaded.has(file)) return null;
    const own = entryOf(memo, file, () => new Map<GuardId, Guard | null>());
    const old = own.get(g);
    if (old !== undefined) return old;
    own.set(g, null); // what asks itself is not known
    let out: Guard | null = null;
    for (const x of guardChain(p.files[file]!, g)) {
      if (x.cond === NONE || (x.kind !== 'if' && x.kind !== 'early')) continue;
      const t = truth(file, x.cond, 0);
      if (t !== null && t !== x.yes) {
        out = x;
        break;
      }
    }
    own.set(g, out);
    return out;
  };
  const held = new Map<number, ReadonlySet<FunctionId>>();
  return {
    at: dead,
    holds: (file, fn) =>
      loaded.has(file) &&
      entryOf(held, file, () => {
        const out = new Set<FunctionId>();
        const { calls, values } = p.files[file]!;
        for (const c of calls)
          if (c && dead(file, c.guard))
            for (const v of [c.callee, ...c.args]) {
              const x = values[v];
              if (x?.k === 'fn') out.add(x.f);
            }
        return out;
      }).has(fn),
    isDead: (file, e) => {
      const g = e.t === 'call' ? p.files[file]!.calls[e.c]!.guard : 'guard' in e ? e.guard : NONE;
      return g !== NONE && dead(file, g) !== null;
    },
    outcome: (file, v) => (loaded.has(file) ? truth(file, v, 0) : null),
  };
}

/** Values that a variable of a file is given in dead branches alone, as `binding|value`. */
export function deadDefinitions(p: Program, dead: DeadBranches, file: number): ReadonlySet<string> {
  const out = new Set<string>();
  const live = new Set<string>();
  for (const { events } of p.files[file]!.functions)
    for (const e of events)
      if (e.t === 'write' && 'b' in e.to) (dead.isDead(file, e) ? out : live).add(`${e.to.b}|${e.v}`);
  for (const key of live) out.delete(key);
  return out;
}
