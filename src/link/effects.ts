import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { packageOf as packageOfObject } from './alternatives.ts';
import { constantText } from './constants.ts';
import { resultUsed } from './consumers.ts';
import type { Contexts } from './contexts.ts';
import { lazyCalls } from './guards.ts';
import { fieldNodeIfAny, type HeapObject, nameId, type ObjectId, setOf } from './heap.ts';
import { type CallWords, Does, httpDoes, libraryDoes, OUTSIDE } from './library-effects.ts';
import { isContinuation, isIterator } from './natives.ts';
import { callbackArguments, type Points, registrationsOf } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { typeStatics, valueStatic } from './static.ts';

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

/** A function that runs as part of another, by a call of it or as a callback that runs at once. */
type Edge = { readonly call: CallId; readonly fn: number; readonly cls: number };
type Direct = { readonly leaves: readonly Leaf[]; readonly edges: readonly Edge[] };

/** What running some functions comes to. */
export type Work = {
  readonly leaves: readonly Leaf[];
  readonly mask: number;
  /** Functions that run. */
  readonly runs: ReadonlySet<number>;
  /** The calls (global ids) from the start down to a leaf's function, outermost first. */
  pathTo(leaf: Leaf): readonly { readonly call: number; readonly from: number; readonly fn: number }[];
  /** True where the budget ran out. */
  readonly cut: boolean;
};

export type Effects = {
  /** What these functions do when they run; `cls` is the class of `this` where it is known. */
  of(fns: readonly number[], cls?: number): Work;
  /** Calls on the way of functions that other code hands in: a parameter, or a function that a field keeps. */
  handedIn(fns: readonly number[]): readonly { readonly call: number; readonly fns: readonly number[] }[];
  /** What one function does after a place in its text. */
  after(fn: number, s: number, cls?: number): Work;
  /** Functions that a value may be, also in an array. */
  functionsAt(node: number): readonly number[];
  /** Whether a call is one of a timer that only puts the rest off for a moment. */
  isMoment(gid: number): boolean;
};

/** Functions that one piece of work is followed through. */
const MAX_FUNCTIONS = 4_000;
/** Calls down from a timer in which a function that was handed in is looked for. */
const MAX_HANDED = 6;
/** Methods of classes of a written type that one call may run. */
const MAX_METHODS = 24;
/** A one-shot timer of at most so many milliseconds is part of what arms it. */
export const MOMENT = 1_000;

const LOGS = /^(log|info|warn|error|debug|trace|verbose|silly|fatal|notice)$/;

/** What functions do when they run: followed through calls of the program, not through callbacks that they register for later. */
export function makeEffects(pt: Points, ctx: Contexts): Effects {
  const { p, h } = pt;
  const lazy = new Map<number, Set<number>>();
  const lazyIn = (file: number): Set<number> => {
    let set = lazy.get(file);
    if (!set) {
      set = lazyCalls(p.files[file]!, 'never-reset');
      lazy.set(file, set);
    }
    return set;
  };

  const functionsAt = (node: number, depth = 0): number[] => {
    const out: number[] = [];
    for (const o of setOf(h, node)) {
      const x = h.objects[o]!;
      if (x.k === 'fn') out.push(x.site);
      else if (depth < 2 && (x.k === 'arr' || (x.k === 'nat' && x.type === 'Array'))) {
        const n = fieldNodeIfAny(h, o, nameId(h, '*'));
        if (n !== undefined) out.push(...functionsAt(n, depth + 1));
      }
    }
    return [...new Set(out)];
  };

  const lastName = (x: HeapObject): string => {
    const parts = x.steps.replace(/\(\)/g, '').match(/[^.@ ]+$/);
    return parts ? parts[0]! : '';
  };
  /** Names of the calls that a receiver comes from, the last first. */
  const chainOf = (x: HeapObject): string[] => {
    const out: string[] = [];
    for (let at: HeapObject | undefined = x, hops = 0; at && hops < 24; hops++) {
      const name = lastName(at);
      if (name && out[out.length - 1] !== name) out.push(name);
      at = at.from >= 0 ? h.objects[at.from] : undefined;
    }
    return out;
  };
  const rootOf = (x: HeapObject): HeapObject => {
    let at = x;
    for (let hops = 0; at.from >= 0 && hops < 64; hops++) at = h.objects[at.from]!;
    return at;
  };
  const lifetimeOf = (x: HeapObject): string | undefined => {
    for (let at = x, hops = 0; hops < 64; hops++) {
      for (const k of at.kinds) {
        const life = pt.lib.kinds[k]!.def.lifetime;
        if (life) return life;
      }
      if (at.from < 0) return undefined;
      at = h.objects[at.from]!;
    }
    return undefined;
  };

  /** Package that a value belongs to, by what is written where the heap does not know: types, classes, calls. */
  const packageOf = (file: number, v: ValueId, depth = 0): string | null => {
    if (v === NONE || depth > 8) return null;
    const f = p.files[file]!;
    const x = f.values[v]!;
    const byType = (at: number, type: number): string | null => {
      if (type === NONE) return null;
      for (const s of typeStatics(p, at, type)) {
        if (s.k === 'external') return s.pkg;
        if (s.k === 'class') {
          const ext = externalBase(s.gid);
          if (ext) return ext;
        }
      }
      return null;
    };
    switch (x.k) {
      case 'as':
        return byType(file, x.t) ?? packageOf(file, x.v, depth + 1);
      case 'await':
      case 'elem':
      case 'narrow':
      case 'rest':
        return packageOf(file, x.v, depth + 1);
      case 'index':
        return packageOf(file, x.o, depth + 1);
      case 'alt': {
        for (const y of x.of) {
          const hit = packageOf(file, y, depth + 1);
          if (hit) return hit;
        }
        return null;
      }
      case 'prop': {
        for (const o of setOf(h, p.valueBase[file]! + x.o)) {
          const ob = h.objects[o]!;
          if (ob.k === 'ext' && ob.pkg !== '(global)') return packageOfObject(pt, o);
          const cls = ob.k === 'inst' ? ob.cls : ob.k === 'class' ? ob.site : -1;
          for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parents[k]!.cls, hops++) {
            const at = p.classes[k]!;
            const m = at.c.members.find((y) => y.name === x.p && y.kind === 'field');
            if (!m) continue;
            const own = byType(at.file, m.type);
            if (own) return own;
            if (m.param !== NONE && at.c.ctor !== NONE) {
              const b = p.files[at.file]!.functions[at.c.ctor]!.params[m.param];
              const hit = b === undefined ? null : byType(at.file, p.files[at.file]!.bindings[b]!.type);
              if (hit) return hit;
            }
          }
        }
        return packageOf(file, x.o, depth + 1);
      }
      case 'bind': {
        const b = f.bindings[x.b]!;
        const hit = byType(file, b.type);
        if (hit) return hit;
        if (b.imp) {
          const s = valueStatic(p, file, v);
          return s?.k === 'external' ? s.pkg : s?.k === 'class' ? externalBase(s.gid) : null;
        }
        for (const d of b.defs.slice(0, 3)) {
          const y = packageOf(file, d, depth + 1);
          if (y) return y;
        }
        return null;
      }
      case 'class':
        return externalBase(p.classBase[file]! + x.c);
      case 'call': {
        const gid = callGid(p, file, x.c);
        for (const e of pt.externals.get(gid) ?? [])
          if (h.objects[e]!.pkg !== '(global)') return packageOfObject(pt, e);
        for (const fn of [...(pt.targets.get(gid) ?? [])].slice(0, 4)) {
          const t = p.functions[fn]!;
          const hit = byType(t.file, t.f.ret);
          if (hit) return hit;
          for (const e of t.f.events)
            if (e.t === 'return') {
              const y = packageOf(t.file, e.v, depth + 2);
              if (y) return y;
            }
        }
        const c = f.calls[x.c]!;
        if (c.recv !== NONE) {
          const on = packageOf(file, c.recv, depth + 1);
          if (on) return on;
          for (const o of setOf(h, p.valueBase[file]! + c.recv)) {
            const ob = h.objects[o]!;
            const base = ob.k === 'class' ? externalBase(ob.site) : null;
            if (base) return base;
          }
        }
        return null;
      }
      default:
        return null;
    }
  };
  const externalBase = (cls: number): string | null => {
    for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parents[k]!.cls, hops++) {
      const ext = pt.parents[k]!.ext;
      if (ext) return ext.pkg === '(global)' ? null : ext.pkg;
    }
    return null;
  };

  /** Beginning of the text that an expression is. */
  const textOf = (file: number, v: ValueId | undefined, depth = 0): string | null => {
    if (v === undefined || depth > 4) return null;
    const whole = constantText(p, file, v);
    if (whole !== null) return whole;
    const x = p.files[file]!.values[v]!;
    if (x.k === 'op' && (x.op === 'template' || x.op === '+'))
      return x.of.length === 0 ? null : textOf(file, x.of[0], depth + 1);
    if (x.k === 'obj') {
      const q = x.props.find((y) => ['text', 'sql', 'query', 'name'].includes(y[0]));
      return q ? textOf(file, q[1], depth + 1) : null;
    }
    if (x.k === 'bind') {
      const b = p.files[file]!.bindings[x.b]!;
      // What is added to a text does not change how it begins.
      return b.kind !== 'param' && !b.imp ? textOf(file, b.defs[0], depth + 1) : null;
    }
    return null;
  };
  const verbOf = (file: number, args: readonly ValueId[]): string | null => {
    let verb: string | null = null;
    for (const a of args) {
      let at = p.files[file]!.values[a]!;
      if (at.k === 'bind') {
        const b = p.files[file]!.bindings[at.b]!;
        if (b.kind === 'param') verb ??= '?';
        if (!b.imp && b.kind !== 'param' && b.defs.length === 1) at = p.files[file]!.values[b.defs[0]!]!;
      }
      if (at.k !== 'obj') continue;
      const q = at.props.find((y) => y[0] === 'method');
      if (q) return constantText(p, file, q[1]) ?? '?';
      if (at.spreads.length > 0) verb = '?';
      if (at.props.some((y) => y[0] === 'body' || y[0] === 'data')) verb = 'POST';
    }
    return verb;
  };
  const wordsOf = (file: number, id: CallId, x: HeapObject | null): CallWords => {
    const c = p.files[file]!.calls[id]!;
    let command: string | null = null;
    const first = c.args[0];
    if (first !== undefined)
      for (const o of setOf(h, p.valueBase[file]! + first)) {
        const y = h.objects[o]!;
        if (y.k === 'ext' && y.steps.startsWith('new .')) command = y.steps.slice(5);
      }
    return {
      text: textOf(file, first),
      verb: verbOf(file, c.args),
      command,
      chain: x ? chainOf(x).slice(1) : [],
      resultUsed: resultUsed(p.files[file]!, id),
    };
  };

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
    else if (life === 'request' || life === 'connection') does = Does.answer;
    else
      does =
        LOGS.test(method) && !/bull|mongo|redis|sql/.test(x.pkg)
          ? 0
          : libraryDoes(packageName(o), method, wordsOf(file, id, x));
    // A socket that the program opens itself is a handle; one that a server gives is a client's.
    if (does === Does.answer && x.pkg === 'ws' && root.type === 'new' && !/Server$/.test(root.steps)) does = Does.own;
    if (p.calls[callGid(p, file, id)]!.c.kind === 'new' && does & ~Does.exec) does = 0;
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

  const direct = (fn: number, cls: number): Direct => {
    const { file, f } = p.functions[fn]!;
    const facts = p.files[file]!;
    const leaves: Leaf[] = [];
    const edges: Edge[] = [];
    const follow = (call: CallId, fns: Iterable<number>, on: number): void => {
      for (const g of fns) edges.push({ call, fn: g, cls: on });
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
        if (m?.kind === 'method' && m.fn >= 0) targets = [m.fn];
      }
      const made = pt.made.get(gid) ?? [];
      if (c.kind === 'new') {
        for (const o of made) for (const g of constructors(o)) follow(e.c, [g], h.objects[o]!.cls);
      } else follow(e.c, targets, onThis ? cls : -1);
      const exts = pt.externals.get(gid) ?? [];
      for (const o of exts.slice(0, 4)) {
        const leaf = leafOf(fn, file, e.c, o);
        if (leaf) leaves.push(leaf);
      }
      if (exts.length === 0 && targets.length === 0 && made.length === 0 && method !== null) {
        const leaf = unseen(fn, file, e.c, c.recv, method);
        if (leaf) leaves.push(leaf);
      }
      callbacks(gid, file, exts, targets.length > 0, method, (g) => follow(e.c, [g], cls));
    }
    return { leaves, edges };
  };

  /** Methods that the written type of a receiver has, where the heap does not know what it is. */
  const methodsOfType = (file: number, v: ValueId, method: string): number[] => {
    const type = writtenType(file, v, 0);
    if (type === null) return [];
    const out = new Set<number>();
    for (const s of typeStatics(p, type.file, type.type)) {
      if (s.k !== 'class') continue;
      const take = (cls: number, depth: number): void => {
        const m = pt.member(cls, method, false);
        if (m?.kind === 'method' && m.fn >= 0 && out.size < MAX_METHODS) out.add(m.fn);
        if (depth < 3) for (const child of pt.children.get(cls) ?? []) take(child, depth + 1);
      };
      take(s.gid, 0);
    }
    return [...out];
  };
  const writtenType = (file: number, v: ValueId, depth: number): { file: number; type: number } | null => {
    const f = p.files[file]!;
    const x = f.values[v]!;
    if (depth > 4) return null;
    if (x.k === 'as') return { file, type: x.t };
    if (x.k === 'await' || x.k === 'narrow') return writtenType(file, x.v, depth + 1);
    if (x.k === 'bind') {
      const b = f.bindings[x.b]!;
      if (b.type !== NONE) return { file, type: b.type };
      return !b.imp && b.kind !== 'param' && b.defs.length === 1 ? writtenType(file, b.defs[0]!, depth + 1) : null;
    }
    return null;
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
    if (pkg === null || pkg === '(global)' || isContinuation(method) || isIterator(method) || LOGS.test(method))
      return null;
    const does = libraryDoes(pkg, method, wordsOf(file, id, null));
    return does === 0
      ? null
      : {
          does,
          fn,
          file,
          call: id,
          what: `${pkg} ${method}`,
          ...resultOf(file, id, pkg, method),
          object: -1,
          opener: -1,
        };
  };

  const constructors = (o: ObjectId): number[] => {
    const x = h.objects[o]!;
    const out: number[] = [];
    if (x.cls < 0) return x.ctor >= 0 ? [x.ctor] : [];
    for (let k = x.cls, hops = 0; k >= 0 && hops < 16; k = pt.parents[k]!.cls, hops++) {
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
    const base = p.valueBase[file]!;
    let told = false;
    for (const e of exts) {
      const rows = registrationsOf(pt, gid, e);
      for (const r of rows) {
        told = true;
        const now = r.row.context === 'caller' || (r.row.context === 'timer' && isMoment(gid));
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
    for (const a of c.args) {
      const v = p.files[file]!.values[a]!;
      if (v.k === 'lit') continue;
      for (const fn of functionsAt(base + a)) take(fn);
    }
  };

  const of = (fns: readonly number[], cls = -1, from = -1): Work => {
    const parent = new Map<string, { readonly key: string; readonly call: number; readonly from: number }>();
    const seen = new Set<string>();
    const runs = new Set<number>();
    const leaves: { leaf: Leaf; key: string }[] = [];
    const queue: { fn: number; cls: number; key: string }[] = [];
    const enter = (fn: number, on: number, via: { key: string; call: number; from: number } | null): void => {
      const key = `${fn}|${on}`;
      if (seen.has(key) || seen.size > MAX_FUNCTIONS) return;
      seen.add(key);
      runs.add(fn);
      if (via) parent.set(key, via);
      queue.push({ fn, cls: on, key });
    };
    for (const fn of fns) enter(fn, cls, null);
    let mask = 0;
    for (let i = 0; i < queue.length; i++) {
      const { fn, cls: on, key } = queue[i]!;
      const d = directOf(fn, on);
      const late = (call: CallId) => i > 0 || from < 0 || p.files[p.functions[fn]!.file]!.calls[call]!.s > from;
      for (const leaf of d.leaves) {
        if (!late(leaf.call)) continue;
        mask |= leaf.does;
        leaves.push({ leaf, key });
      }
      for (const e of d.edges)
        if (late(e.call))
          enter(e.fn, fitting(e.fn, e.cls), { key, call: callGid(p, p.functions[fn]!.file, e.call), from: fn });
    }
    const keyOf = new Map(leaves.map((x) => [x.leaf, x.key] as const));
    return {
      leaves: leaves.map((x) => x.leaf),
      mask,
      runs,
      cut: seen.size > MAX_FUNCTIONS,
      pathTo: (leaf) => {
        const out: { call: number; from: number; fn: number }[] = [];
        let key = keyOf.get(leaf);
        while (key !== undefined) {
          const up = parent.get(key);
          if (!up) break;
          out.unshift({ call: up.call, from: up.from, fn: Number(key.split('|')[0]) });
          key = up.key;
        }
        return out;
      },
    };
  };
  /** The class of `this`, where the function can be a method of it. */
  const fitting = (fn: number, cls: number): number => {
    if (cls < 0) return -1;
    const owner = p.functions[thisFunction(fn)]!;
    if (owner.f.cls === NONE) return -1;
    const home = p.classBase[owner.file]! + owner.f.cls;
    for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parents[k]!.cls, hops++) if (k === home) return cls;
    return -1;
  };
  void ctx;
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
  return {
    handedIn,
    of: (fns, cls) => of(fns, cls),
    after: (fn, s, cls = -1) => of([fn], cls, s),
    functionsAt: (node) => functionsAt(node),
    isMoment,
  };
}

/** The number that an expression always is: literals, arithmetic and constants; null where unknown. */
export function constantNumber(pt: Points, file: number, v: ValueId, depth = 0): number | null {
  const { p } = pt;
  if (v === NONE || depth > 8) return null;
  const x = p.files[file]!.values[v]!;
  if (x.k === 'lit') return typeof x.v === 'number' ? x.v : null;
  if (x.k === 'as') return constantNumber(pt, file, x.v, depth + 1);
  if (x.k === 'op' && x.of.length === 2) {
    const [a, b] = x.of.map((y) => constantNumber(pt, file, y, depth + 1)) as [number | null, number | null];
    if (a === null || b === null) return null;
    return x.op === '*' ? a * b : x.op === '+' ? a + b : x.op === '-' ? a - b : x.op === '/' && b !== 0 ? a / b : null;
  }
  if (x.k === 'bind' || x.k === 'prop') {
    const s = valueStaticNumber(pt, file, v);
    if (s) return constantNumber(pt, s.file, s.v, depth + 1);
  }
  return null;
}

/** The expression that a constant binding or a property of a constant object holds. */
function valueStaticNumber(pt: Points, file: number, v: ValueId): { file: number; v: ValueId } | null {
  const { p } = pt;
  const x = p.files[file]!.values[v]!;
  if (x.k === 'bind') {
    const b = p.files[file]!.bindings[x.b]!;
    if (b.imp) {
      const t = p.target(file, b.imp.spec);
      if (t.kind !== 'file') return null;
      const far = p.files[t.file]!.bindings.findIndex((y) => y.top && y.name === b.imp!.name);
      const d = far < 0 ? undefined : p.files[t.file]!.bindings[far]!;
      return d && d.defs.length === 1 ? { file: t.file, v: d.defs[0]! } : null;
    }
    return b.defs.length === 1 && b.kind !== 'param' ? { file, v: b.defs[0]! } : null;
  }
  if (x.k !== 'prop') return null;
  const s = valueStatic(p, file, x.o);
  if (s?.k === 'value') {
    const o = p.files[s.file]!.values[s.v]!;
    const q = o.k === 'obj' ? o.props.find((y) => y[0] === x.p) : undefined;
    return q ? { file: s.file, v: q[1] } : null;
  }
  const self = p.files[file]!.values[x.o]!;
  if (self.k === 'this' || s?.k === 'class') {
    for (const o of setOf(pt.h, pt.valueNode(file, x.o))) {
      const ob = pt.h.objects[o]!;
      const cls = ob.k === 'inst' ? ob.cls : ob.k === 'class' ? ob.site : -1;
      for (let k = cls, hops = 0; k >= 0 && hops < 16; k = pt.parents[k]!.cls, hops++) {
        const m = p.classes[k]!.c.members.find((y) => y.name === x.p && y.kind === 'field' && y.init !== NONE);
        if (m) return { file: p.classes[k]!.file, v: m.init };
      }
    }
  }
  return null;
}

/** What a mask of effects is called, the gravest first, for people and for fingerprints. */
export const effectNames = (mask: number): string[] =>
  Object.entries(Does).flatMap(([name, bit]) => (mask & bit ? [name] : []));

export { Does, OUTSIDE };
