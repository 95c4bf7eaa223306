import {
  type CallId,
  type Event,
  type FileFacts,
  type FunctionId,
  type Guard,
  type GuardId,
  NONE,
  type Place,
  type ValueId,
} from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';

/** What a condition, known to hold or to fail, says of a value. */
export type Test = {
  readonly v: ValueId;
  /**
   * `absent`: falsy, null or undefined, or not in the collection; `present`; `equal`/`differs`/`less`: compared with `other`;
   * `unless`: absent, or another condition fails, under which alone what is there counts.
   */
  readonly says: 'absent' | 'present' | 'equal' | 'differs' | 'order' | 'unless';
  readonly other: ValueId;
};

const LOOKUPS = new Set([
  'has',
  'get',
  'includes',
  'peek',
  'hasOwnProperty',
  'hasOwn',
  'find',
  'some',
  'indexOf',
  'findIndex',
]);

/** The tests that hold when a condition has this outcome. Unknown parts are left out. */
export function testsOf(f: FileFacts, cond: ValueId, yes: boolean, depth = 0): Test[] {
  if (cond === NONE || depth > 8) return [];
  const x = f.values[cond]!;
  switch (x.k) {
    case 'alt':
      if (x.op === '&&') {
        const held = x.of.flatMap((v) => testsOf(f, v, true, depth + 1));
        // `if (hit && age < limit) return hit`: what follows runs when it is missing or too old.
        return yes
          ? held
          : held.some((t) => t.says === 'order')
            ? held.map((t) => ({ ...t, says: 'order' as const }))
            : x.of.flatMap((v, i) => {
                // `if (production && hit) return hit`: what follows runs when it is missing, or where nothing is ever taken from there.
                if (!x.of.every((y, j) => j === i || isOfTheProcess(f, y, 0))) return [];
                return testsOf(f, v, true, depth + 1)
                  .filter((t) => t.says === 'present')
                  .map((t) => ({ ...t, says: 'unless' as const }));
              });
      }
      if (x.op === '||' || x.op === '??') {
        const parts = x.of.flatMap((v) => testsOf(f, v, yes, depth + 1));
        if (!yes) return parts;
        // `if (!client || key !== its) client = make(key)`: what is there does not count where something else holds; a clock is age.
        if (parts.some((t) => t.says === 'order')) return parts.map((t) => ({ ...t, says: 'order' as const }));
        return parts.flatMap((t) =>
          t.says === 'absent' || t.says === 'unless' ? [{ ...t, says: 'unless' as const }] : [],
        );
      }
      return [];
    case 'as':
    case 'await':
      return testsOf(f, x.v, yes, depth + 1);
    case 'op': {
      if (x.op === '!') return testsOf(f, x.of[0]!, !yes, depth + 1);
      const [l, r] = x.of;
      if (l === undefined || r === undefined) return [];
      if (x.op === '===' || x.op === '==' || x.op === '!==' || x.op === '!=') {
        const same = (x.op === '===' || x.op === '==') === yes;
        for (const [v, lit] of [
          [l, r],
          [r, l],
        ] as const) {
          const o = f.values[lit]!;
          const nothing =
            o.k === 'undef' ||
            (o.k === 'lit' && (o.v === null || o.v === 0 || o.v === '' || o.v === -1 || o.v === 'undefined'));
          if (nothing) {
            const subject = f.values[v]!;
            const inner = subject.k === 'op' && subject.op === 'typeof' ? subject.of[0]! : v;
            const size = f.values[inner]!;
            const of = size.k === 'prop' && (size.p === 'size' || size.p === 'length') ? size.o : inner;
            return [
              { v: of, says: same ? 'absent' : 'present', other: lit },
              ...(of === inner ? [] : [{ v: inner, says: same ? 'absent' : 'present', other: lit } as const]),
            ];
          }
          if (o.k === 'lit' && typeof o.v === 'boolean')
            return [{ v, says: o.v === same ? 'present' : 'absent', other: lit }];
        }
        return [
          { v: l, says: same ? 'equal' : 'differs', other: r },
          { v: r, says: same ? 'equal' : 'differs', other: l },
        ];
      }
      if (x.op === 'in') return [{ v: r, says: yes ? 'present' : 'absent', other: l }];
      if (x.op === 'instanceof') return [{ v: l, says: yes ? 'present' : 'absent', other: r }];
      if (x.op === '<' || x.op === '>' || x.op === '<=' || x.op === '>=')
        return [
          { v: l, says: 'order', other: r },
          { v: r, says: 'order', other: l },
        ];
      return [];
    }
    case 'call': {
      const c = f.calls[x.c]!;
      const callee = f.values[c.callee]!;
      const out: Test[] = [{ v: cond, says: yes ? 'present' : 'absent', other: NONE }];
      if (callee.k === 'prop' && LOOKUPS.has(callee.p) && c.recv !== NONE)
        out.push({ v: c.recv, says: yes ? 'present' : 'absent', other: c.args[0] ?? NONE });
      return out;
    }
    case 'bind': {
      // `const hit = map.get(key)`: the test speaks of the look-up too.
      const b = f.bindings[x.b]!;
      const out: Test[] = [{ v: cond, says: yes ? 'present' : 'absent', other: NONE }];
      if (b.kind === 'const' || (b.defs.length === 1 && b.kind !== 'param'))
        for (const d of b.defs.slice(0, 2)) out.push(...lookupTests(f, d, yes, depth + 1));
      return out;
    }
    default:
      return [{ v: cond, says: yes ? 'present' : 'absent', other: NONE }];
  }
}

/** Whether a condition speaks of the process alone, not of who calls: a module's variable, a call without arguments, `process.env`. */
function isOfTheProcess(f: FileFacts, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > 4) return false;
  const x = f.values[v]!;
  switch (x.k) {
    case 'lit':
    case 'undef':
      return true;
    case 'global':
      return x.name === 'process';
    case 'bind':
      return f.bindings[x.b]!.top || f.bindings[x.b]!.imp !== undefined;
    case 'prop':
      return isOfTheProcess(f, x.o, depth + 1);
    case 'op':
      return x.of.every((y) => isOfTheProcess(f, y, depth + 1));
    case 'call': {
      const c = f.calls[x.c]!;
      return c.args.length === 0 && isOfTheProcess(f, c.callee, depth + 1);
    }
    default:
      return false;
  }
}

function lookupTests(f: FileFacts, v: ValueId, yes: boolean, depth: number): Test[] {
  if (depth > 8) return [];
  const x = f.values[v]!;
  if (x.k === 'await' || x.k === 'as') return lookupTests(f, x.v, yes, depth + 1);
  if (x.k === 'prop') return [{ v, says: yes ? 'present' : 'absent', other: NONE }];
  if (x.k === 'index')
    return [
      { v, says: yes ? 'present' : 'absent', other: NONE },
      { v: x.o, says: yes ? 'present' : 'absent', other: x.i },
    ];
  if (x.k === 'bind' || x.k === 'call' || x.k === 'op' || x.k === 'alt') return testsOf(f, v, yes, depth + 1);
  return [];
}

/** Guards from the inside out. */
export function* guardChain(f: FileFacts, g: GuardId): Generator<Guard> {
  for (let at = g, hops = 0; at !== NONE && hops < 64; at = f.guards[at]!.up, hops++) yield f.guards[at]!;
}

/** All tests that hold where an event stands. */
export function testsAt(f: FileFacts, g: GuardId): Test[] {
  const out: Test[] = [];
  for (const x of guardChain(f, g)) if (x.cond !== NONE && x.kind !== 'loop') out.push(...testsOf(f, x.cond, x.yes));
  return out;
}

export const inside = (f: FileFacts, g: GuardId, kind: Guard['kind']): boolean => {
  for (const x of guardChain(f, g)) if (x.kind === kind) return true;
  return false;
};

/** Whether two places of a function stand on the two sides of one condition, so that no run comes by both of them, but for the rounds of a loop. */
export function excludes(f: FileFacts, one: GuardId, other: GuardId): boolean {
  const sides = new Map<ValueId, boolean>();
  for (const g of guardChain(f, one)) if (g.cond !== NONE && g.kind !== 'loop') sides.set(g.cond, g.yes);
  for (const g of guardChain(f, other))
    if (g.cond !== NONE && g.kind !== 'loop' && sides.has(g.cond) && sides.get(g.cond) !== g.yes) return true;
  return false;
}

/** Whether `tests` say that a place is absent; `v` is the value that reads it, `o` the object that holds it (a collection). */
export function saysAbsent(f: FileFacts, tests: readonly Test[], place: Place): boolean {
  return tests.some((t) => {
    if (t.says !== 'absent') return false;
    const x = f.values[t.v]!;
    if ('b' in place) return x.k === 'bind' && x.b === place.b;
    if ('p' in place) return x.k === 'prop' && x.o === place.o && x.p === place.p;
    return t.v === place.o || (x.k === 'index' && x.o === place.o);
  });
}

/**
 * Calls that only run while the place that their result goes to is empty: `x ??= make()`, `if (!x) x = make()`,
 * `if (x) return x; x = await make()`. What they build, the first caller builds for all. With `no-sections`, what is taken back as soon
 * as the work is done is no sign of it: it guards a section, and the next caller does the work again; with `never-reset`, no flag that
 * is ever taken back is. With each call, the places that are empty: what keeps those says for whom it is built.
 */
export function lazyCalls(f: FileFacts, flags: Flags = 'all'): LazyCalls {
  const out = new Map<number, Place[]>();
  f.functions.forEach((fn) => {
    for (const e of fn.events) {
      if (e.t !== 'write' || e.op === 'delete' || e.op === 'op=' || e.op === '++') continue;
      if (!('b' in e.to) && !('p' in e.to)) continue;
      const own = 'b' in e.to && f.bindings[e.to.b]!.f === fnIndex(f, fn) && !f.bindings[e.to.b]!.top;
      if (own) continue;
      if (!saysAbsent(f, testsAt(f, e.guard), e.to) && !selfGuarded(f, e.v, e.to)) continue;
      if (flags === 'no-sections' && takesItselfBack(f, e.v, e.to)) continue;
      collectCalls(f, e.v, e.to, out, 0);
    }
  });
  onceCalls(f, out, flags);
  return out;
}

/**
 * Literals that a function puts into a place while that is empty and gives out (`if (!table) table = {}; return table`,
 * `return (this.list ??= [])`), and the places. What fills it in the same lines makes it what it is from the start.
 */
export function lazyLiterals(f: FileFacts): ReadonlyMap<ValueId, readonly Place[]> {
  const out = new Map<ValueId, Place[]>();
  f.functions.forEach((fn, id) => {
    for (const e of fn.events) {
      if (e.t !== 'write' || e.op === 'delete' || e.op === 'op=' || e.op === '++') continue;
      if (!('b' in e.to) && !('p' in e.to)) continue;
      if ('b' in e.to && f.bindings[e.to.b]!.f === id && !f.bindings[e.to.b]!.top) continue;
      const made = filledWith(f, e.v, e.to);
      const v = made === NONE ? undefined : f.values[made]!;
      if (v?.k !== 'obj' && v?.k !== 'arr') continue;
      if (made === e.v && !/^(?:\?\?|\|\|)=$/.test(e.op) && !saysAbsent(f, testsAt(f, e.guard), e.to)) continue;
      if (givesOut(f, fn.events, e.to, made)) entryOf(out, made, () => []).push(e.to);
    }
  });
  return out;
}

/** Whether a function returns a place, or what it has just put there, and writes nothing into it itself. */
function givesOut(f: FileFacts, events: readonly Event[], place: Place, made: ValueId): boolean {
  const isIt = (v: ValueId, depth = 0): boolean => {
    const x = v === NONE || depth > 4 ? undefined : f.values[v]!;
    if (v === made) return true;
    if (x?.k === 'as') return isIt(x.v, depth + 1);
    if (x?.k === 'alt') return x.of.some((y) => isIt(y, depth + 1));
    if (x?.k === 'bind') return samePlace(f, { b: x.b }, place);
    return x?.k === 'prop' && samePlace(f, { o: x.o, p: x.p }, place);
  };
  const fills = (e: Event): boolean =>
    (e.t === 'write' && 'o' in e.to && isIt(e.to.o)) || (e.t === 'call' && isIt(f.calls[e.c]?.recv ?? NONE));
  return events.some((e) => e.t === 'return' && isIt(e.v)) && !events.some(fills);
}

/** `x = work().finally(() => { x = null })`, `x = (async () => { try { … } finally { x = null } })()`: empty again when the work is done. */
function takesItselfBack(f: FileFacts, v: ValueId, place: Place, depth = 0): boolean {
  const x = v === NONE || depth > 6 ? undefined : f.values[v]!;
  if (x?.k === 'as' || x?.k === 'await') return takesItselfBack(f, x.v, place, depth + 1);
  if (x?.k === 'bind') {
    const { defs } = f.bindings[x.b]!;
    return defs.length === 1 && takesItselfBack(f, defs[0]!, place, depth + 1);
  }
  if (x?.k !== 'call') return false;
  const c = f.calls[x.c]!;
  const callee = f.values[c.callee]!;
  const fns = callee.k === 'prop' && callee.p !== 'catch' ? c.args.slice(0, 1) : [c.callee];
  const empties = (fn: FunctionId): boolean =>
    f.functions[fn]!.events.some(
      (e) => e.t === 'write' && isEmptied(f, e) && samePlace(f, e.to, place) && !inside(f, e.guard, 'catch'),
    );
  return (
    fns.some((a) => f.values[a]!.k === 'fn' && empties((f.values[a] as { f: FunctionId }).f)) ||
    (c.recv !== NONE && takesItselfBack(f, c.recv, place, depth + 1))
  );
}

type Write = Extract<FileFacts['functions'][number]['events'][number], { t: 'write' }>;
const isEmptied = (f: FileFacts, e: Write): boolean => {
  const v = e.op === 'delete' ? undefined : f.values[e.v];
  return e.op === 'delete' || v?.k === 'undef' || (v?.k === 'lit' && !v.v);
};
const samePlace = (f: FileFacts, a: Place, b: Place): boolean => {
  if ('b' in a || 'b' in b) return 'b' in a && 'b' in b && a.b === b.b;
  if (!('p' in a) || !('p' in b) || a.p !== b.p) return false;
  return a.o === b.o || (f.values[a.o]!.k === 'this' && f.values[b.o]!.k === 'this');
};

const indexes = new WeakMap<object, FunctionId>();
function fnIndex(f: FileFacts, fn: object): FunctionId {
  if (!indexes.has(fn)) f.functions.forEach((x, i) => void indexes.set(x, i));
  return indexes.get(fn)!;
}

/** `x = x || make()`, `x = x ? x : make()`, `x = x == null ? make() : x`. */
export const selfGuarded = (f: FileFacts, v: ValueId, place: Place): boolean =>
  otherThanItself(f, v, place, 0) !== null;

/**
 * What a write puts into its place where that is empty, of one that else writes what is there already; the value itself for any
 * other write.
 */
export function filledWith(f: FileFacts, v: ValueId, place: Place): ValueId {
  const made = v === NONE ? null : otherThanItself(f, v, place, 0);
  return made?.length === 1 && !choosesBySomethingElse(f, v, place, 0) ? made[0]! : v;
}

/** `x = asked === '' ? x : asked`: what is there stays for another reason than that it is there. */
function choosesBySomethingElse(f: FileFacts, v: ValueId, place: Place, depth: number): boolean {
  const x = f.values[v]!;
  if (depth <= 6 && (x.k === 'as' || x.k === 'await')) return choosesBySomethingElse(f, x.v, place, depth + 1);
  if (x.k !== 'alt' || x.op !== '?:' || !readsPlace(f, x.of[0]!, place)) return false;
  return !saysAbsent(f, testsOf(f, x.cond, false), place);
}

function otherThanItself(f: FileFacts, v: ValueId, place: Place, depth: number): readonly ValueId[] | null {
  const x = f.values[v]!;
  if (depth > 6) return null;
  if (x.k === 'as' || x.k === 'await') return otherThanItself(f, x.v, place, depth + 1);
  if (x.k !== 'alt' || (x.op !== '||' && x.op !== '??' && x.op !== '?:')) return null;
  const [first, ...rest] = x.of as [ValueId, ...ValueId[]];
  if (readsPlace(f, first, place)) return rest;
  const last = x.of[x.of.length - 1]!;
  const whenEmpty = x.op === '?:' && readsPlace(f, last, place) && saysAbsent(f, testsOf(f, x.cond, true), place);
  return whenEmpty ? [first] : null;
}

function readsPlace(f: FileFacts, v: ValueId, place: Place): boolean {
  const x = f.values[v]!;
  if ('b' in place) return x.k === 'bind' && x.b === place.b;
  return 'p' in place && x.k === 'prop' && x.o === place.o && x.p === place.p;
}

/** A place that a flag is kept in: a variable, or a property of `this` or of something at the top of the file; null for any other. */
function flagPlace(f: FileFacts, place: Place | null): string | null {
  if (place === null) return null;
  if ('b' in place) return `b${place.b}`;
  if (!('p' in place)) return null;
  const o = f.values[place.o]!;
  if (o.k === 'this') return `.${place.p}`;
  return o.k === 'bind' && f.bindings[o.b]!.top ? `b${o.b}.${place.p}` : null;
}

/** The place that a value is read from. */
function placeOf(f: FileFacts, v: ValueId): Place | null {
  const x = f.values[v]!;
  if (x.k === 'bind') return { b: x.b };
  return x.k === 'prop' ? { o: x.o, p: x.p } : null;
}

type Flags = 'all' | 'no-sections' | 'never-reset';

/** Calls that only run while a place is empty, with the places. */
export type LazyCalls = ReadonlyMap<CallId, readonly Place[]>;

/** Which functions set each flag of a file; of flags that are taken back, those that `flags` lets count. */
function flagSetters(f: FileFacts, flags: Flags): ReadonlyMap<string, ReadonlySet<FunctionId>> {
  const setters = new Map<string, Set<FunctionId>>();
  const reset = new Set<string>();
  /** Functions in which it is taken back once the work is done. */
  const emptiers = new Map<string, Set<FunctionId>>();
  const afterwards = new Set<FunctionId>();
  for (const c of f.calls) {
    const callee = c ? f.values[c.callee] : undefined;
    const goesOn = callee?.k === 'prop' && (callee.p === 'finally' || callee.p === 'then');
    const part = goesOn ? f.values[c.args[0] ?? NONE] : callee;
    if (part?.k === 'fn') afterwards.add(part.f);
  }
  f.functions.forEach((fn, id) => {
    for (const e of fn.events) {
      if (e.t !== 'write' || e.op === 'delete') continue;
      const v = f.values[e.v]!;
      const k = flagPlace(f, e.to);
      if (k === null) continue;
      if (v.k === 'undef' || (v.k === 'lit' && !v.v)) {
        if (e.op !== '=' || ['module', 'constructor', 'fields', 'static'].includes(fn.kind)) continue;
        reset.add(k);
        // Taken back where it failed, the next caller tries again to build what is kept then.
        if (inside(f, e.guard, 'catch')) continue;
        const within = entryOf(emptiers, k, () => new Set<FunctionId>());
        within.add(id);
        for (let at = id, hops = 0; afterwards.has(at) && hops < 16; hops++) {
          at = f.functions[at]!.parent;
          within.add(at);
        }
        continue;
      }
      const set = setters.get(k);
      if (set) set.add(id);
      else setters.set(k, new Set([id]));
    }
  });
  if (flags === 'never-reset') for (const k of reset) setters.delete(k);
  if (flags === 'no-sections')
    for (const [k, fns] of emptiers) if ([...fns].some((fn) => setters.get(k)?.has(fn))) setters.delete(k);
  return setters;
}

/** The flags that outlive a function's activation whose absence lets something in it run, with the functions that set each. */
function* absentFlags(
  f: FileFacts,
  fn: FunctionId,
  guard: GuardId,
  setters: ReadonlyMap<string, ReadonlySet<FunctionId>>,
): Generator<{ readonly flag: ValueId; readonly set: ReadonlySet<FunctionId> }> {
  for (const t of testsAt(f, guard)) {
    if (t.says !== 'absent') continue;
    const x = f.values[t.v]!;
    const k = flagPlace(f, placeOf(f, t.v));
    const set = k === null ? undefined : setters.get(k);
    if (!set) continue;
    if (x.k === 'bind' && !f.bindings[x.b]!.top && (!f.bindings[x.b]!.captured || f.bindings[x.b]!.f === fn)) continue;
    yield { flag: t.v, set };
  }
}

/** Calls of a function that sets the very flag whose absence lets them run: `if (!loaded) await load()`. */
function onceCalls(f: FileFacts, out: Map<number, Place[]>, flags: Flags): void {
  const setters = flagSetters(f, flags);
  f.calls.forEach((c, id) => {
    if (!c || c.f === NONE || c.guard === NONE || c.kind === 'new') return;
    if (c.args.some((a) => !['lit', 'undef', 'fn'].includes(f.values[a]!.k))) return;
    for (const { flag, set } of absentFlags(f, c.f, c.guard, setters)) {
      const callee = f.values[c.callee]!;
      const fns: FunctionId[] = [];
      if (callee.k === 'bind')
        for (const d of f.bindings[callee.b]!.defs)
          if (f.values[d]!.k === 'fn') fns.push((f.values[d] as { f: FunctionId }).f);
      if (callee.k === 'prop' && f.values[callee.o]!.k === 'this')
        f.functions.forEach((g, i) => void (g.name === callee.p && g.cls !== NONE && fns.push(i)));
      if (fns.some((g) => set.has(g)) || set.has(c.f)) entryOf(out, id, () => []).push(placeOf(f, flag)!);
    }
  });
}

const flagsOf = new WeakMap<FileFacts, ReadonlyMap<string, ReadonlySet<FunctionId>>>();

/**
 * Whether what stands there runs once a process: under the absence of a flag that the same function sets, and that nothing takes
 * back. `counts` says of which flags it may be.
 */
export function runsOnce(f: FileFacts, fn: FunctionId, guard: GuardId, counts: (flag: ValueId) => boolean): boolean {
  let setters = flagsOf.get(f);
  if (!setters) {
    setters = flagSetters(f, 'never-reset');
    flagsOf.set(f, setters);
  }
  for (const { flag, set } of absentFlags(f, fn, guard, setters)) if (set.has(fn) && counts(flag)) return true;
  return false;
}

/** Whether the call that a value comes from stands where a place is known to be empty. */
function runsWhileEmpty(f: FileFacts, v: ValueId, place: Place, depth: number): boolean {
  const x = v === NONE || depth > 6 ? undefined : f.values[v]!;
  if (x?.k === 'await' || x?.k === 'as') return runsWhileEmpty(f, x.v, place, depth + 1);
  return x?.k !== 'call' || saysAbsent(f, testsAt(f, f.calls[x.c]!.guard), place);
}

function collectCalls(f: FileFacts, v: ValueId, place: Place, out: Map<number, Place[]>, depth: number): void {
  if (depth > 6 || v === NONE) return;
  const x = f.values[v]!;
  switch (x.k) {
    case 'await':
    case 'as':
      collectCalls(f, x.v, place, out, depth + 1);
      return;
    case 'alt':
      for (const y of x.of) collectCalls(f, y, place, out, depth + 1);
      return;
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (b.top || b.kind === 'param' || b.defs.length !== 1) return;
      // `const made = make(); if (!x) x = made;`: it is made each time, whether or not it is put there.
      if (runsWhileEmpty(f, b.defs[0]!, place, 0)) collectCalls(f, b.defs[0]!, place, out, depth + 1);
      return;
    }
    case 'call': {
      const known = entryOf(out, x.c, () => []);
      if (known.includes(place)) return;
      known.push(place);
      const c = f.calls[x.c]!;
      if (c.recv !== NONE) collectCalls(f, c.recv, place, out, depth + 1);
      for (const a of c.args) collectCalls(f, a, place, out, depth + 1);
    }
  }
}
