import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { packageOf as packageOfObject } from './alternatives.ts';
import { asksOnly } from './asked-programs.ts';
import { makeWording } from './call-words.ts';
import { callables } from './callables.ts';
import { constantNumber } from './constant-number.ts';
import { resultUsed } from './consumers.ts';
import { type LazyCalls, lazyCalls } from './guards.ts';
import { handedNames, keyOfSaid, NOTHING_SAID, type Said, type Telling } from './handed-names.ts';
import { type HandedParams, handedParams } from './handed-params.ts';
import { type HeapObject, type ObjectId, setOf } from './heap.ts';
import { isSubclass } from './hierarchy.ts';
import { Does, httpDoes, isPlain, libraryDoes, OUTSIDE } from './library-effects.ts';
import { liesInMemory } from './memory-databases.ts';
import { isContinuation, isIterator, isOfLanguage } from './natives.ts';
import { callbackArguments, type Points, registrationsOf } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { rowPackages } from './row-packages.ts';
import { calledByCollection, runsNoCallback } from './unknown-calls.ts';
import { EnteredWork, type Leaf, type Work } from './work.ts';

export type { Leaf, Work } from './work.ts';

/** A function that runs as part of another, by a call of it or as a callback that runs at once. */
type Edge = {
  readonly call: CallId;
  readonly fn: number;
  readonly cls: number;
  /** The function whose parameter is run, where one is: those that call it tell what that is, unless nobody does. */
  readonly owner: number;
  /** Run by the language or a library, which tells no call what it hands over: `listeners.forEach((tell) => tell())`. */
  readonly byOther?: true;
  /** What the call says to a function that picks by a name what it runs. */
  readonly tells?: readonly Telling[];
};
type Direct = { readonly leaves: readonly Leaf[]; readonly edges: readonly Edge[] };

/** Calls (of a function, by global id) whose work is left out. */
export type Skip = (fn: number, call: CallId) => boolean;

export type Effects = {
  /** What these functions do when they run; `cls` is the class of `this` where it is known. */
  of(fns: readonly number[], cls?: number, skip?: Skip): Work;
  /** What one function does itself, and what it calls. */
  directly(fn: number): { readonly leaves: readonly Leaf[]; readonly edges: readonly { call: CallId; fn: number }[] };
  /** Calls on the way of functions that other code hands in: a parameter, or a function that a field keeps. */
  handedIn(fns: readonly number[]): readonly { readonly call: number; readonly fns: readonly number[] }[];
  /** What one function does after a place in its text. */
  after(fn: number, s: number, cls?: number, skip?: Skip): Work;
  /** Functions that a value may be, also in an array. */
  functionsAt(node: number): readonly number[];
  /** Whether a call is one of a timer that only puts the rest off for a moment. */
  isMoment(gid: number): boolean;
};

/** Functions that one piece of work is followed through. */
const MAX_FUNCTIONS = 2_000;
/** Names under which one function is entered; under further ones it does all that it may. */
const MAX_NAMES = 16;
/** Calls down from a timer in which a function that was handed in is looked for. */
const MAX_HANDED = 6;
/** A one-shot timer of at most so many milliseconds is part of what arms it. */
export const MOMENT = 1_000;

const LOGS = /^(log|info|warn|error|debug|trace|verbose|silly|fatal|notice)$/;

/**
 * What functions do when they run: followed through calls of the program, not through callbacks that they register for later. What a
 * function does with a function that it is handed is what each call of it hands over, and not what any other does.
 */
export function makeEffects(pt: Points, params: HandedParams = handedParams(pt)): Effects {
  const { p, h } = pt;
  const lazy = new Map<number, LazyCalls>();
  const lazyIn = (file: number): LazyCalls => {
    let set = lazy.get(file);
    if (!set) {
      set = lazyCalls(p.files[file]!, 'never-reset');
      lazy.set(file, set);
    }
    return set;
  };

  const callablesAt = callables(pt).handlersAt;
  const functionsAt = (node: number): number[] => [...new Set(callablesAt(setOf(h, node)).map(({ fn }) => fn))];

  const names = handedNames(pt, functionsAt);
  const { lastName, rootOf, lifetimeOf, packageOf, externalBase, verbOf, wordsOf, methodsOfType } = makeWording(pt);
  const rowOf = rowPackages(pt, packageOf);

  const isMoment = (gid: number): boolean => {
    const { file, c } = p.calls[gid]!;
    const exts = pt.externals.get(gid) ?? [];
    if (!exts.some((e) => /(^|\.)(setTimeout|setImmediate|nextTick|queueMicrotask)$/.test(h.objects[e]!.steps)))
      return false;
    if (!exts.some((e) => /setTimeout$/.test(h.objects[e]!.steps))) return true;
    const delay = c.args[1] === undefined ? 0 : constantNumber(pt, file, c.args[1]);
    return delay !== null && delay <= MOMENT;
  };

  const globalDoes = (file: number, id: CallId, x: HeapObject): number => {
    if (x.steps === '.fetch') {
      const c = p.files[file]!.calls[id]!;
      return httpDoes({ ...wordsOf(file, id, null), verb: c.args[1] === undefined ? null : verbOf(file, c.args) });
    }
    if (/^\.process\.(exit|kill|abort|send|disconnect)$/.test(x.steps)) return Does.process;
    if (/^\.Bun\.(write|spawn|spawnSync)$/.test(x.steps)) return x.steps.endsWith('write') ? Does.file : Does.exec;
    if (/^\.Deno\.(writeTextFile|writeFile|remove|rename)/.test(x.steps)) return Does.file;
    if (/\.(WebSocket|EventSource)/.test(x.steps) || rootOf(x).steps.startsWith('new .WebSocket')) return Does.own;
    return 0;
  };

  /** A list of what requests brought is gone through: nobody is answered. */
  const walksList = (file: number, id: CallId): boolean => {
    const { values, calls } = p.files[file]!;
    const callee = values[calls[id]!.callee]!;
    return callee.k === 'prop' && isIterator(callee.p);
  };

  const packageName = (o: ObjectId): string => packageOfObject(pt, o);
  const leafOf = (fn: number, file: number, id: CallId, o: ObjectId): Leaf | null => {
    const x = h.objects[o]!;
    const root = rootOf(x);
    const method = lastName(x);
    let does: number;
    const life = lifetimeOf(x);
    if (x.pkg === '(global)') does = globalDoes(file, id, x);
    else if (x.pkg.startsWith('node:process'))
      does = /^(exit|kill|abort|send|disconnect)$/.test(method) ? Does.process : 0;
    else if (life === 'request' || life === 'connection') does = walksList(file, id) ? 0 : Does.answer;
    else
      does =
        LOGS.test(method) && !/bull|mongo|redis|sql/.test(x.pkg)
          ? 0
          : libraryDoes(packageName(o), method, wordsOf(file, id, x));
    // A socket that the program opens itself is a handle; one that a server gives is a client's.
    if (does === Does.answer && x.pkg === 'ws' && root.type === 'new' && !/Server$/.test(root.steps)) does = Does.own;
    if (p.calls[callGid(p, file, id)]!.c.kind === 'new' && does & ~Does.exec) does = 0;
    if (does === Does.exec && asksOnly(pt, file, id)) does = Does.read;
    if (does === 0) return null;
    return {
      does,
      fn,
      file,
      call: id,
      ...resultOf(file, id, packageName(o), method),
      what: x.pkg === '(global)' ? x.steps.slice(1) : `${x.pkg} ${method || 'call'}`,
      object: o,
      opener: root.allocator >= 0 ? root.allocator : root.file >= 0 ? functionGid(p, root.file, 0) : -1,
    };
  };

  const resultOf = (file: number, id: CallId, pkg: string, method: string) => {
    const words = wordsOf(file, id, null);
    return {
      returned: words.resultUsed && !resultUsed(p.files[file]!, id, false),
      guess: words.resultUsed && libraryDoes(pkg, method, { ...words, resultUsed: false }) === Does.unknown,
    };
  };

  const memo = new Map<string, Direct>();
  const directOf = (fn: number, cls: number): Direct => {
    const key = cls >= 0 && pt.usesThis(thisFunction(fn)) ? `${fn}|${cls}` : `${fn}|-1`;
    const old = memo.get(key);
    if (old) return old;
    const out = direct(fn, cls);
    memo.set(key, out);
    return out;
  };
  const thisFunction = (fn: number): number => functionGid(p, p.functions[fn]!.file, p.functions[fn]!.f.thisF);

  /** Functions that a parameter is where nothing is handed over for it. */
  const defaultsOf = (fn: number, index: number): readonly number[] => {
    const { file, f } = p.functions[fn]!;
    const b = f.params[index];
    return b === undefined
      ? []
      : p.files[file]!.bindings[b]!.defs.flatMap((d) => [...functionsAt(pt.valueNode(file, d))]);
  };

  const direct = (fn: number, cls: number): Direct => {
    const { file, f } = p.functions[fn]!;
    const facts = p.files[file]!;
    const leaves: Leaf[] = [];
    const edges: Edge[] = [];
    const follow = (call: CallId, fns: Iterable<number>, on: number, owner = -1): void => {
      const gid = callGid(p, file, call);
      for (const g of fns) {
        // Who listens for other events is not told.
        if (!names.leads(gid, g, NOTHING_SAID)) continue;
        const tells = names.tells(gid, g);
        edges.push({ call, fn: g, cls: on, owner, ...(tells ? { tells } : {}) });
      }
    };
    const hand = (call: CallId, target: number): void => {
      const gid = callGid(p, file, call);
      const { args } = facts.calls[call]!;
      for (const i of params.runs(target))
        if (args[i] !== undefined) follow(call, functionsAt(pt.valueNode(file, args[i])), cls, params.passedOn(gid, i));
        else follow(call, defaultsOf(target, i), -1);
    };
    for (const e of f.events) {
      if (e.t !== 'call' || lazyIn(file).has(e.c)) continue;
      const c = facts.calls[e.c]!;
      if (c.f === NONE || c.kind === 'deco' || c.kind === 'jsx') continue;
      const gid = callGid(p, file, e.c);
      const callee = facts.values[c.callee]!;
      const method = callee.k === 'prop' ? callee.p : null;
      const onThis = c.recv !== NONE && facts.values[c.recv]!.k === 'this';
      let targets: readonly number[] = [...(pt.targets.get(gid) ?? [])];
      if (targets.length === 0 && method !== null && c.recv !== NONE && !pt.externals.has(gid))
        targets = methodsOfType(file, c.recv, method);
      if (onThis && cls >= 0 && method !== null) {
        const m = pt.member(cls, method, false);
        // An emitter that has a method of its own to emit with: those who listen run then, too.
        if (m?.kind === 'method' && m.fn >= 0)
          targets = [m.fn, ...targets.filter((g) => g !== m.fn && pt.heard.has(g))];
      }
      const made = pt.made.get(gid) ?? [];
      if (c.kind === 'new') {
        for (const o of made)
          for (const g of constructors(o)) {
            follow(e.c, [g], h.objects[o]!.cls);
            hand(e.c, g);
          }
      } else if (method === null || !LOGS.test(method)) {
        follow(e.c, targets, onThis ? cls : -1, params.runAt(gid));
        for (const g of targets) hand(e.c, g);
      }
      const exts = isOfCollection(file, c.recv, method) ? [] : (pt.externals.get(gid) ?? []);
      const own = liesInMemory(pt, exts);
      for (const o of own ? [] : exts.slice(0, 4)) {
        const leaf = leafOf(fn, file, e.c, o);
        if (leaf) leaves.push(leaf);
      }
      if (exts.length === 0 && made.length === 0 && method !== null) {
        const leaf =
          targets.length === 0 ? unseen(fn, file, e.c, c.recv, method) : ofNameOnly(fn, file, e.c, c.recv, method);
        if (leaf) leaves.push(leaf);
      }
      callbacks(gid, file, exts, targets.length > 0, method, (fn) =>
        edges.push({ call: e.c, fn, cls, owner: -1, byOther: true }),
      );
    }
    return { leaves, edges };
  };

  /** A method of the language on a map, set or list: what is kept there is not called, whatever it is. */
  const isOfCollection = (file: number, recv: ValueId, method: string | null): boolean => {
    if (recv === NONE || method === null || !isPlain(method)) return false;
    const known = setOf(h, p.valueBase[file]! + recv);
    return known.length > 0 && known.every((o) => ['arr', 'nat'].includes(h.objects[o]!.k));
  };

  /** A call on a value that the heap does not know: told by what is written of the value. */
  const unseen = (fn: number, file: number, id: CallId, recv: ValueId, method: string): Leaf | null => {
    const known = setOf(h, p.valueBase[file]! + recv);
    if (known.some((o) => ['arr', 'nat', 'fn'].includes(h.objects[o]!.k))) return null;
    let pkg = packageOf(file, recv);
    if (pkg === null)
      for (const o of known) {
        const x = h.objects[o]!;
        if (x.k === 'class') pkg ??= externalBase(x.site);
        if (x.k === 'inst' && x.cls >= 0) pkg ??= externalBase(x.cls);
      }
    if (isContinuation(method) || isIterator(method) || LOGS.test(method)) return null;
    pkg ??= ofElement(file, id, recv, method);
    if (pkg === null && !resultUsed(p.files[file]!, id) && !isPlain(method))
      return {
        does: Does.unresolved,
        fn,
        file,
        call: id,
        what: method,
        returned: false,
        guess: true,
        object: -1,
        opener: -1,
      };
    return pkg === null ? null : ofPackage(pkg, fn, file, id, method);
  };

  /** A call that a method of the program was found for by nothing but its name, on an element of a library's answer: it is the library's. */
  const ofNameOnly = (fn: number, file: number, id: CallId, recv: ValueId, method: string): Leaf | null => {
    if (recv === NONE || p.files[file]!.values[recv]!.k !== 'bind' || setOf(h, pt.valueNode(file, recv)).length > 0)
      return null;
    const pkg = ofElement(file, id, recv, method);
    return pkg === null ? null : ofPackage(pkg, fn, file, id, method);
  };

  const ofPackage = (pkg: string, fn: number, file: number, id: CallId, method: string): Leaf | null => {
    if (pkg === '(global)') return null;
    const does = libraryDoes(pkg, method, wordsOf(file, id, null));
    if (does === 0) return null;
    const what = `${pkg} ${method}`;
    return { does, fn, file, call: id, what, ...resultOf(file, id, pkg, method), object: -1, opener: -1 };
  };

  /** The package of what a list is gone through for, where its tables know the method to change something outside. */
  const ofElement = (file: number, id: CallId, recv: ValueId, method: string): string | null => {
    if (isOfLanguage(method)) return null;
    const pkg = rowOf(file, recv);
    return pkg !== null && libraryDoes(pkg, method, wordsOf(file, id, null)) & OUTSIDE ? pkg : null;
  };

  const constructors = (o: ObjectId): number[] => {
    const x = h.objects[o]!;
    const out: number[] = [];
    if (x.cls < 0) return x.ctor >= 0 ? [x.ctor] : [];
    for (let k = x.cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
      const { file, c } = p.classes[k]!;
      if (c.fieldsF !== NONE) out.push(functionGid(p, file, c.fieldsF));
      if (c.ctor !== NONE) {
        out.push(functionGid(p, file, c.ctor));
        break;
      }
    }
    return out;
  };

  /** Functions among a call's arguments that run as part of it: iterators, continuations, callbacks of an answer, guarded sections. */
  const callbacks = (
    gid: number,
    file: number,
    exts: readonly ObjectId[],
    hasTargets: boolean,
    method: string | null,
    take: (fn: number) => void,
  ): void => {
    const { c } = p.calls[gid]!;
    if (c.args.length === 0 || (hasTargets && exts.length === 0)) return;
    if (exts.length > 0 && exts.every((e) => runsNoCallback(h.objects[e]!))) return;
    const base = p.valueBase[file]!;
    let told = false;
    for (const e of exts) {
      const rows = registrationsOf(pt, gid, e);
      for (const r of rows) {
        told = true;
        const { context, inMemory } = r.row;
        const now = context === 'caller' || inMemory || (context === 'timer' && isMoment(gid));
        if (now) for (const n of callbackArguments(pt, gid, r.row)) for (const fn of functionsAt(n)) take(fn);
      }
    }
    if (told) return;
    const global = exts.length > 0 && exts.every((e) => h.objects[e]!.pkg === '(global)');
    if (!global && method !== null && !isContinuation(method) && !isIterator(method)) {
      if (
        /^(on|once|addListener|addEventListener|prependListener|subscribe|use|register|define|handle|command|action)$/.test(
          method,
        )
      )
        return;
    }
    const recv = c.recv === NONE ? [] : setOf(h, pt.valueNode(file, c.recv));
    for (const a of calledByCollection(h, recv, method, c.args) ?? c.args) {
      const v = p.files[file]!.values[a]!;
      if (v.k === 'lit') continue;
      for (const fn of functionsAt(base + a)) take(fn);
    }
  };

  /** A function on a class of `this`, as one number. */
  const keyOf = (fn: number, cls: number): number => fn * (p.classes.length + 1) + cls + 1;
  const of = (fns: readonly number[], cls = -1, from = -1, skip?: Skip): Work => {
    // What is entered, by its key, with the entry and the call that lead there.
    const queue: { fn: number; cls: number; via: number; call: CallId; said: Said }[] = [];
    const seen = new Set<number | string>();
    /** Functions on their classes, and under how many names each is entered. */
    const entered = new Map<number, number>();
    const runs = new Set<number>();
    const leaves: Leaf[] = [];
    const at: number[] = [];
    const enter = (fn: number, on: number, via: number, call: CallId, said = NOTHING_SAID): void => {
      const plain = keyOf(fn, on);
      // What it does under any name, it was gone through for.
      if (seen.has(plain)) return;
      const names = entered.get(plain) ?? 0;
      const told = names < MAX_NAMES ? said : NOTHING_SAID;
      const key = told.size > 0 ? `${plain}|${keyOfSaid(told)}` : plain;
      if (seen.has(key)) return;
      seen.add(key);
      entered.set(plain, names + 1);
      runs.add(fn);
      queue.push({ fn, cls: on, via, call, said: told });
    };
    const starts = new Set(fns);
    /** What was left to those who call a function, by that function: it is gone to after all where a library runs it, too. */
    const left = new Map<number, (() => void)[]>();
    for (const fn of fns) if (entered.size <= MAX_FUNCTIONS) enter(fn, cls, -1, NONE);
    for (let i = 0; i < queue.length; i++) {
      const { fn, cls: on, said } = queue[i]!;
      const d = directOf(fn, on);
      const { file } = p.functions[fn]!;
      const { calls } = p.files[file]!;
      const late = (call: CallId) =>
        (i > 0 || from < 0 || calls[call]!.s > from) &&
        (said.size === 0 || !names.isElse(file, calls[call]!.guard, said));
      for (const leaf of d.leaves) {
        if (!late(leaf.call) || skip?.(fn, leaf.call)) continue;
        leaves.push(leaf);
        at.push(i);
      }
      for (const e of d.edges) {
        if (entered.size > MAX_FUNCTIONS) break;
        const to = fitting(e.fn, e.cls);
        const runsAnyway = e.byOther && !starts.has(e.fn);
        if (seen.has(keyOf(e.fn, to)) && !runsAnyway) continue;
        if (!late(e.call) || skip?.(fn, e.call)) continue;
        const call = callGid(p, file, e.call);
        if (said.size > 0 && !names.leads(call, e.fn, said)) continue;
        const told = names.within(call, e.fn, said, e.tells);
        const go = () => enter(e.fn, to, i, e.call, told);
        if (runs.has(e.owner) && !starts.has(e.owner)) {
          entryOf(left, e.owner, () => []).push(go);
          continue;
        }
        if (runsAnyway) {
          starts.add(e.fn);
          for (const again of left.get(e.fn) ?? []) again();
        }
        go();
      }
    }
    return new EnteredWork(p, queue, leaves, at, entered.size > MAX_FUNCTIONS);
  };
  /** The class of `this`, where the function can be a method of it. */
  const fitting = (fn: number, cls: number): number => {
    if (cls < 0) return -1;
    const owner = p.functions[thisFunction(fn)]!;
    if (owner.f.cls === NONE) return -1;
    const home = p.classBase[owner.file]! + owner.f.cls;
    return isSubclass(pt, cls, home) ? cls : -1;
  };
  /** Functions that a parameter or field holds, run a few calls down from here. */
  const handedIn = (fns: readonly number[]): { call: number; fns: readonly number[] }[] => {
    const out: { call: number; fns: number[] }[] = [];
    const seen = new Set<number>(fns);
    let level = [...fns];
    for (let depth = 0; depth < MAX_HANDED && level.length > 0 && out.length === 0; depth++) {
      const next: number[] = [];
      for (const fn of level) {
        const { file } = p.functions[fn]!;
        for (const e of directOf(fn, -1).edges) {
          const gid = callGid(p, file, e.call);
          if (isHanded(file, e.call, e.fn)) {
            const known = out.find((x) => x.call === gid);
            if (known) known.fns.push(e.fn);
            else out.push({ call: gid, fns: [e.fn] });
          } else if (!seen.has(e.fn)) {
            seen.add(e.fn);
            next.push(e.fn);
          }
        }
      }
      level = next.slice(0, 200);
    }
    return out;
  };
  /** `task()`, `this.task()`, `entry.run()` where what is called is no method of a class but a function that was put there. */
  const isHanded = (file: number, call: CallId, fn: number): boolean => {
    const f = p.files[file]!;
    const callee = f.values[f.calls[call]!.callee]!;
    const t = p.functions[fn]!.f;
    if (t.kind === 'method' && callee.k === 'prop' && callee.p === t.name) return false;
    if (callee.k === 'bind') return f.bindings[callee.b]!.kind === 'param';
    if (callee.k !== 'prop' || isContinuation(callee.p) || isIterator(callee.p)) return false;
    if (pt.externals.has(callGid(p, file, call))) return false;
    return t.name !== callee.p && (t.kind === 'arrow' || t.kind === 'function' || t.kind === 'method');
  };
  // Each of many holders that one function may write asks what that function does.
  const works = new Map<string, Work>();
  const worked = (fns: readonly number[], cls: number, from: number, skip: Skip | undefined): Work =>
    skip ? of(fns, cls, from, skip) : entryOf(works, `${fns.join()}|${cls}|${from}`, () => of(fns, cls, from));
  return {
    handedIn,
    of: (fns, cls = -1, skip) => worked(fns, cls, -1, skip),
    directly: (fn) => directOf(fn, -1),
    after: (fn, s, cls = -1, skip) => worked([fn], cls, s, skip),
    functionsAt,
    isMoment,
  };
}

/** What a mask of effects is called, the gravest first, for people and for fingerprints. */
export const effectNames = (mask: number): string[] =>
  Object.entries(Does).flatMap(([name, bit]) => (mask & bit ? [name] : []));

export { Does, OUTSIDE };
