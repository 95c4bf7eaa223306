import { isClient, isCreating } from '../catalog/clients.ts';
import { isMapClass } from '../catalog/collections.ts';
import { type Call, type FileFacts, type Func, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { goneThrough, isPartOf } from './binding-parts.ts';
import {
  askedOf,
  commitAsked,
  givenBy,
  isMadeHere,
  libraryFunction,
  methodOf,
  originOfObjects,
  promisified,
  toldByClient,
} from './call-results.ts';
import { isPlainAt } from './constants.ts';
import { AFTER, type Contexts, type Frame } from './contexts.ts';
import { answered, answerOf, BROUGHT, CARRIED, From, type Origin, originNames } from './from.ts';
import { FILLS, fillingsByCall } from './handed-fillings.ts';
import { type ObjectId, setOf, stepsOf } from './heap.ts';
import { inheritedStatic, isUndeclared } from './inherited.ts';
import { lateProperty } from './late-literals.ts';
import { isAsync } from './nested-functions.ts';
import {
  computedAs,
  fileCall,
  isMeasurement,
  isNameLookup,
  isRandomCall,
  MACHINE_FILES,
  ofGlobal,
  PURE_GLOBALS,
  PURE_PACKAGES,
  SETTINGS_PACKAGES,
} from './origin-names.ts';
import type { Env, IsSelf, Looked, Origins, Trace } from './origin-types.ts';
import type { Points } from './points.ts';
import { bindingGid, callGid, valueGid } from './program.ts';
import { makeShipped } from './shipped.ts';
import { exportOf } from './static.ts';

export { From, type Origin, type Origins, originNames };

const MAX_DEPTH = 14;
/** The same where it is asked once more, of what start-up loads by way of many functions. */
const MAX_FAR = 30;
const MAX_FAR_LOOKED = 6_000;
const MAX_FILLINGS = 12;
/** Callbacks that are looked at for what they bring into a new list. */
const MAX_MAPPERS = 4;
const BUDGET = 400;

/** Where values come from, followed through variables, calls of the program and parameters to the arguments of resolved calls. */
export function makeOrigins(
  pt: Points,
  ctx: Contexts,
  changes: {
    binding(gid: number): boolean;
    field(o: ObjectId, name: string): boolean;
    /** Where what is put into the collection of a variable comes from, that holds the same in each process. */
    putInto(gid: number): Origin;
  },
): Origins {
  const { p, h } = pt;
  const shipped = makeShipped(pt);
  let [budget, deepest] = [BUDGET, MAX_DEPTH];
  let isSelf: IsSelf | null = null;
  let isWithin = false;
  /** What the walk looks at, as pairs of file and value, while somebody notes it down. */
  let looked: Looked | null = null;
  const active = new Set<string>();
  const found = new WeakMap<Frame, Map<number, Origin>>();
  const traces = new WeakMap<Frame, Map<number, Trace>>();

  const union = (list: readonly ValueId[], env: Env, file: number, depth: number): Origin =>
    list.reduce((m, v) => m | walk(env, file, v, depth + 1, false), 0);

  const walk = (env: Env, file: number, v: ValueId, depth: number, awaited: boolean): Origin => {
    if (v === NONE || depth > deepest || --budget < 0) return From.unknown;
    if (isSelf?.(file, v)) return From.self;
    if (looked) note(looked, file, v);
    const x = p.files[file]!.values[v]!;
    switch (x.k) {
      case 'lit':
      case 'undef':
      case 'regexp':
        return From.constant;
      case 'op':
        return x.of.length === 0 ? From.constant : union(x.of, env, file, depth) || From.constant;
      case 'fn':
      case 'class':
        return From.fn;
      case 'obj': {
        const parts = [...x.props.map((q) => q[1]), ...x.computed.flat(), ...x.spreads];
        return From.fresh | union(parts, env, file, depth);
      }
      case 'arr':
        // What is spread is no promise, or it would have no elements: it is what came of one.
        return From.fresh | union(x.items, env, file, depth) | (union(x.spreads, env, file, depth) & ~From.promise);
      case 'alt':
        return union(x.op === '&&' ? x.of.slice(-1) : x.of, env, file, depth);
      case 'as':
      case 'narrow':
        return walk(env, file, x.v, depth + 1, awaited);
      case 'await': {
        const over = walk(env, file, goneThrough(p.files[file]!, x.v), depth + 1, true);
        return answered(over & From.remote ? over : walk(env, file, x.v, depth + 1, true));
      }
      case 'elem':
      case 'key':
      case 'rest':
        return walk(env, file, x.v, depth + 1, false);
      case 'prop':
        return property(env, file, v, x.o, x.p, depth);
      case 'index':
        return walk(env, file, x.o, depth + 1, false) | (walk(env, file, x.i, depth + 1, false) & From.unknown ? 0 : 0);
      case 'global':
        return x.name === '__dirname' || x.name === '__filename'
          ? From.shipped
          : PURE_GLOBALS.has(x.name)
            ? From.constant
            : x.name === 'process'
              ? From.environment
              : From.unknown;
      case 'this':
        return From.handle;
      case 'load':
        // A module that is loaded by a computed name is code of the program like what a fixed name loads.
        return From.fn;
      case 'require':
        return /\.json$/.test(x.spec) ? From.constant : From.constant | From.fn;
      case 'meta':
        return From.shipped;
      case 'bind':
        return binding(env, file, x.b, depth, awaited);
      case 'call':
        return call(env, file, x.c, depth, awaited);
      default:
        return From.unknown;
    }
  };

  const property = (env: Env, file: number, v: ValueId, o: ValueId, name: string, depth: number): Origin => {
    const base = walk(env, file, o, depth + 1, false);
    if (base & (From.request | From.event)) return base & (From.request | From.event | From.answer);
    const objects = ctx.resolveIn(env.frame, file, o);
    if (
      objects.length > 0 &&
      objects.every((y) => h.objects[y]!.pkg === '(global)' && h.objects[y]!.steps.startsWith('.process'))
    )
      return From.environment;
    let [m, program] = [0, false];
    for (const y of objects) {
      const ob = h.objects[y]!;
      const late = lateProperty(p, ctx, ob, name);
      if (late && late.v !== NONE) {
        const put = late.makers.reduce(
          (n, frame) => n | walk({ frame, args: null }, ob.file, late.v, depth + 1, false),
          0,
        );
        m |= put;
        if (put) continue;
      }
      if (ob.k === 'inst' || ob.k === 'obj' || ob.k === 'class' || ob.k === 'exp' || ob.k === 'mod') {
        // What a literal has not got is what else stands there: `try { return JSON.parse(text) } catch { return { text } }`.
        program ||= late?.v !== NONE;
        // What an object that is made later was given is not followed.
        if (ob.k === 'inst' && ob.allocator >= 0 && (ctx.maskOf(ob.allocator) & AFTER) !== 0) m |= From.unknown;
        if (changes.field(y, name)) m |= From.state;
      }
    }
    m |= originOfObjects(h, setOf(h, pt.valueNode(file, v)));
    if (m) return m;
    const plain = objects.every((y) => isPlainAt(p, h.objects[y]!, name));
    if (program) return (plain ? From.constant : From.environment) | (base & From.answer);
    return base === From.handle && !isMadeHere(p.files[file]!, o) ? From.unknown : base;
  };

  const binding = (env: Env, file: number, b: number, depth: number, awaited: boolean): Origin => {
    const f = p.files[file]!;
    const x = f.bindings[b]!;
    const gid = bindingGid(p, file, b);
    if (x.imp) {
      const t = p.target(file, x.imp.spec);
      if (t.kind === 'file') {
        const e = exportOf(p, t.file, x.imp.name);
        if (e && !('pkg' in e) && e.b !== NONE) return binding(env, e.file, e.b, depth + 1, awaited);
        return From.constant;
      }
      return From.constant;
    }
    if (changes.binding(gid)) return From.state | (originOfObjects(h, setOf(h, pt.bindingNode(gid))) & From.handle);
    const key = `b${gid}|${env.frame.id}`;
    if (active.has(key)) return 0;
    active.add(key);
    let m = changes.putInto(gid);
    if (x.kind === 'param') m |= parameter(env, file, b, depth);
    else if (x.kind === 'catch') m |= From.event;
    else {
      for (const d of x.defs) m |= walk(env, file, d, depth + 1, awaited);
      if (x.defs.length === 0) m |= From.constant;
      // Objects that are filled after they are made carry what is put in.
      m |= filled(env, file, b, depth);
    }
    active.delete(key);
    return m;
  };

  const inside = new Map<string, readonly Func[]>();
  const filling = (file: number, f: FileFacts, b: number): readonly Func[] => {
    const x = f.bindings[b]!;
    const own = f.functions[x.f]!;
    if (!x.captured) return [own];
    const key = `${file}|${x.f}`;
    return entryOf(inside, key, () =>
      f.functions.filter((fn) => {
        let at: Func | undefined = fn;
        for (let hops = 0; at && at !== own && hops < 16; hops++) at = f.functions[at.parent];
        return at === own;
      }),
    );
  };

  /** What is written into a local object or collection, or a part of it, after it is made. */
  const filled = (env: Env, file: number, b: number, depth: number): Origin => {
    const values = entryOf(fillings, bindingGid(p, file, b), () => fillingOf(file, b));
    return values.reduce((m, v) => m | walk(env, file, v, depth + 2, false), 0);
  };
  const fillings = new Map<number, readonly ValueId[]>();
  const fillingOf = (file: number, b: number): readonly ValueId[] => {
    const f = p.files[file]!;
    const out: ValueId[] = [];
    if (f.bindings[b]!.top || f.bindings[b]!.f === 0) return out;
    let seen = 0;
    for (const fn of filling(file, f, b))
      for (const e of fn.events) {
        if (seen > MAX_FILLINGS) return out;
        if (e.t === 'write' && !('b' in e.to)) {
          if (!isPartOf(f, e.to.o, b)) continue;
          seen++;
          out.push(e.v);
        } else if (e.t === 'call') {
          const c = f.calls[e.c]!;
          const callee = f.values[c.callee]!;
          const isMethod = callee.k === 'prop' && FILLS.has(callee.p) && isPartOf(f, c.recv, b);
          const given = isMethod ? c.args : fillingsByCall(pt, file, e.c, b);
          if (given.length === 0) continue;
          seen++;
          out.push(...given);
        }
      }
    return out;
  };

  const parameter = (env: Env, file: number, b: number, depth: number): Origin => {
    const x = p.files[file]!.bindings[b]!;
    const gid = bindingGid(p, file, b);
    const fn = p.functionBase[file]! + x.f;
    if (ctx.requestParams.has(gid)) return From.request;
    if (env.args && env.frame.fn === fn && x.index !== undefined) {
      const a = env.args.values[x.index];
      return a === undefined ? From.constant : walk(env.args.env, env.args.file, a, depth + 1, false);
    }
    let m = 0;
    const frames = env.frame.fn === fn ? [env.frame] : ctx.framesOf(fn);
    let known = false;
    for (const fr of frames.slice(0, 4)) {
      for (const c of fr.callers.slice(0, 8)) {
        if (c.call < 0 || x.index === undefined) continue;
        const at = p.calls[c.call]!;
        const a = givenBy(pt, c.call, fn, x.index);
        known = true;
        const isOpen = at.c.spreadFrom !== NONE || pt.ahead(c.call, fn) > 0;
        if (a === undefined) m |= isOpen ? From.unknown : From.constant;
        else m |= walk({ frame: ctx.frames[c.frame]!, args: null }, at.file, a, depth + 1, false);
      }
      if (fr.registered && fr.callers.length === 0) m |= callbackParameter(fr, gid);
    }
    if (!known && m === 0) m = frames.length > 0 ? callbackParameter(frames[0]!, gid) : From.unknown;
    return m;
  };
  /** A parameter that a library or the language fills: elements of a list, an answer, an event's payload. */
  const callbackParameter = (fr: Frame, gid: number): Origin => {
    for (const r of fr.why.values()) {
      const told = toldByClient(pt, r.call);
      if (told) return told;
      if (r.call >= 0 && r.what === '') {
        // Ran at once in the caller's context: an iterator or a continuation over the receiver.
        const at = p.calls[r.call]!;
        // What a function of a library calls back with is what it gives: `randomBytes(48, (error, bytes) => …)`.
        const own = r.from >= 0 ? libraryFunction(pt, r.call) : undefined;
        if (own !== undefined) {
          const given = external({ frame: ctx.frames[r.from]!, args: null }, at.file, at.id, own, 4, true);
          if (given === From.shipped) return given;
          // The call itself gives the handle of what goes on, the callback what came of it: `https.get(link, (answer) => …)`.
          return answerOf(given & From.handle ? (given & ~From.handle) | From.answer : given & ~From.promise);
        }
        if (at.c.recv !== NONE && r.from >= 0) {
          const isThen = methodOf(p.files[at.file]!, at.c) === 'then';
          return walk({ frame: ctx.frames[r.from]!, args: null }, at.file, at.c.recv, 4, isThen);
        }
        return From.answer;
      }
    }
    for (const r of fr.why.values())
      if (r.call >= 0 && (pt.externals.get(r.call) ?? []).some((e) => isClient(h.objects[e]!.pkg)))
        return From.answer | From.remote;
    return From.event | (setOf(h, pt.bindingNode(gid)).some((o) => h.objects[o]!.k === 'inst') ? From.handle : 0);
  };

  const call = (env: Env, file: number, id: number, depth: number, awaited: boolean): Origin => {
    const f = p.files[file]!;
    const c = f.calls[id]!;
    const gid = callGid(p, file, id);
    const callee = f.values[c.callee]!;
    if (c.kind === 'new') {
      if ((pt.made.get(gid)?.length ?? 0) > 0) return From.handle | (isWithin ? union(c.args, env, file, depth) : 0);
      const ext = pt.externals.get(gid)?.[0];
      if (ext !== undefined) {
        const x = h.objects[ext]!;
        if (x.pkg === '(global)') {
          const name = x.steps.slice(1);
          if (name === 'Date') return c.args.length === 0 ? From.time : union(c.args, env, file, depth);
          if (name === 'Promise') return resolved(env, file, c.args[0], depth) | (awaited ? 0 : From.promise);
          if (name === 'Map' || name === 'Set' || name === 'WeakMap' || name === 'WeakSet' || name === 'Array')
            return From.fresh | union(c.args, env, file, depth);
          if (name === 'AbortController') return From.handle;
          return union(c.args, env, file, depth) | From.fresh;
        }
        // A script that is compiled and not run yet is its text, and a library's `Map` holds what it is given.
        const isData = isMapClass(x.pkg, x.steps) || (x.pkg === 'node:vm' && /\bScript$/.test(x.steps));
        return isData ? union(c.args, env, file, depth) | From.fresh : From.handle;
      }
      return From.handle | From.unknown;
    }
    if (callee.k === 'prop' && callee.p === 'then' && c.recv !== NONE)
      return continued(env, file, c.recv, c.args[0], depth, awaited) | (awaited ? 0 : From.promise);
    const targets = pt.targets.get(gid);
    if (targets && targets.size > 0) {
      let m = 0;
      for (const fn of [...targets].slice(0, 4)) {
        const t = p.functions[fn]!;
        const key = `f${fn}|${depth > 6}`;
        if (active.has(key)) continue;
        active.add(key);
        const frame = ctx.framesOf(fn)[0] ?? { ...env.frame, fn, id: -1 };
        for (const e of t.f.events)
          if (e.t === 'return' || (e.t === 'yield' && t.f.generator))
            m |= walk({ frame, args: { file, values: c.args, env } }, t.file, e.v, depth + 1, t.f.async || awaited);
        active.delete(key);
        if (t.f.async && !awaited) m |= From.promise;
      }
      return m || From.constant;
    }
    // A continuation gives what the promise gives, whatever objects that is.
    if (callee.k === 'prop' && (callee.p === 'finally' || callee.p === 'catch') && c.recv !== NONE)
      return walk(env, file, c.recv, depth + 1, awaited) | (awaited ? 0 : From.promise);
    const all = pt.externals.get(gid) ?? [];
    // `(await Promise.all(asked)).map(f)`: what the language gave has the language's methods; beside what came through it, it is that.
    const exts = all.filter((e) => h.objects[e]!.pkg !== '(global)' || !h.objects[e]!.steps.includes('()'));
    if (exts.length > 0) {
      let m = 0;
      for (const e of exts.slice(0, 3)) m |= external(env, file, id, e, depth, awaited);
      return m;
    }
    if (callee.k === 'prop') {
      // `User.findAll()`: what no class of the program declares is that of the library whose class it extends.
      const base = awaited ? inheritedStatic(pt, file, c.recv, callee.p) : null;
      if (base !== null && isClient(base))
        return isCreating(base, `.${callee.p}`, { text: null, command: null })
          ? From.created
          : From.answer | From.remote;
      if (isUndeclared(pt, file, c.recv, callee.p)) return From.unknown;
      // A method of the language on a value: strings, arrays, maps.
      const recv = walk(env, file, c.recv, depth + 1, awaited);
      const given = c.args.filter((a) => f.values[a]!.k !== 'fn');
      const args = union(given, env, file, depth);
      return recv | (args & ~From.constant & ~From.fn) | mapped(env, file, c, callee.p, depth) || From.unknown;
    }
    return From.unknown;
  };

  /** What of a new list the callback brings in that makes it: `ids.map((id) => rows.get(id))`. */
  const mapped = (env: Env, file: number, c: Call, method: string, depth: number): Origin => {
    if (!/^(?:map|flatMap|reduce)$/.test(method) || c.args[0] === undefined) return 0;
    let m = 0;
    for (const o of setOf(h, pt.valueNode(file, c.args[0])).slice(0, MAX_MAPPERS)) {
      if (h.objects[o]!.k !== 'fn') continue;
      const fn = h.objects[o]!.site;
      const frame = ctx.framesOf(fn)[0] ?? { ...env.frame, fn, id: -1 };
      for (const e of p.functions[fn]!.f.events)
        if (e.t === 'return') m |= walk({ frame, args: null }, p.functions[fn]!.file, e.v, depth + 2, true);
    }
    return m & BROUGHT;
  };

  /** What `new Promise((resolve) => …)` gives: what its own code, or code within, calls `resolve` with. */
  const resolved = (env: Env, file: number, executor: ValueId | undefined, depth: number): Origin => {
    const f = p.files[file]!;
    const x = executor === undefined ? null : f.values[executor]!;
    const b = x?.k === 'fn' ? f.bindings.findIndex((y) => y?.kind === 'param' && y.f === x.f && y.index === 0) : -1;
    if (x?.k !== 'fn' || b < 0) return 0;
    let m = 0;
    let seen = 0;
    for (const fn of filling(file, f, b))
      for (const e of fn.events) {
        if (e.t !== 'call' || seen > 8) continue;
        const c = f.calls[e.c]!;
        const callee = f.values[c.callee]!;
        if (callee.k !== 'bind' || callee.b !== b || c.args[0] === undefined) continue;
        seen++;
        const inner = p.functionBase[file]! + c.f;
        const frame = c.f === NONE ? undefined : ctx.framesOf(inner)[0];
        m |= walk(frame ? { frame, args: null } : env, file, c.args[0], depth + 2, true);
      }
    return m;
  };
  /** What `await Promise.race([…])` and its like give: what the promises of the list give. */
  const settled = (env: Env, file: number, c: Call, depth: number): Origin =>
    c.args.reduce((m, a) => {
      const x = p.files[file]!.values[a]!;
      const each = x.k === 'arr' ? [...x.items, ...x.spreads] : [a];
      return m | each.reduce((n, y) => n | walk(env, file, y, depth + 1, x.k === 'arr'), 0);
    }, 0);

  /** What a promise gives after a continuation: what it is computed from, and what the continuation returns. */
  const continued = (
    env: Env,
    file: number,
    promise: ValueId,
    then: ValueId | undefined,
    depth: number,
    awaited: boolean,
  ): Origin => {
    const m =
      walk(env, file, promise, depth + 1, true) |
      (then === undefined ? 0 : returned(env, file, then, depth) & ~From.promise);
    return awaited ? m & ~From.promise : m;
  };
  /** What a function gives that is written where it is handed over. */
  const returned = (env: Env, file: number, v: ValueId, depth: number): Origin => {
    const x = p.files[file]!.values[v]!;
    if (x.k !== 'fn') return 0;
    const fn = p.functionBase[file]! + x.f;
    const frame = ctx.framesOf(fn)[0] ?? { ...env.frame, fn, id: -1 };
    const given = p.functions[fn]!.f.events.flatMap((e) => (e.t === 'return' ? [e.v] : []));
    return given.reduce((m, y) => m | walk({ frame, args: null }, file, y, depth + 1, true), From.promise);
  };

  const external = (env: Env, file: number, id: number, ext: ObjectId, depth: number, awaited: boolean): Origin => {
    const [c, x] = [p.files[file]!.calls[id]!, h.objects[ext]!];
    const given = c.args.filter((a) => p.files[file]!.values[a]!.k !== 'fn');
    const args = () => union(given, env, file, depth);
    const { pkg } = x;
    const wrapped = promisified(pt, x);
    if (wrapped.length > 0)
      return wrapped.reduce((m, o) => m | external(env, file, id, o, depth + 1, awaited), awaited ? 0 : From.promise);
    // `hash.update(text).digest()`, `Object.values(rows).map(f)`: what a method gives of an object that was given something comes of that too.
    const chained = () =>
      c.recv !== NONE && /[(@]/.test(x.steps) ? walk(env, file, c.recv, depth + 1, awaited) & ~From.handle : 0;
    const computed = computedAs(pkg, x.steps);
    if (computed !== null) return (args() | chained() || From.constant) | (awaited ? 0 : computed);
    if (pkg === '(global)') {
      const steps = stepsOf(h, x);
      const name = (steps.split('.')[1] ?? '').replace('()', '');
      const plain = ofGlobal(name, steps, x.steps);
      if (plain !== null) return plain;
      if (name === 'fetch') return awaited ? From.answer | From.remote : From.promise | From.answer | From.remote;
      if (name === 'Promise' && !steps.includes('('))
        return awaited ? settled(env, file, c, depth) : args() | From.promise;
      // `(await Promise.all(work)).filter(f)`: a method of what all of them gave.
      if (name === 'Promise') return answerOf((args() & ~From.fn) | chained());
      if (PURE_GLOBALS.has(name)) return args() | chained() || From.constant;
      return From.unknown;
    }
    if (PURE_PACKAGES.has(pkg)) return args() | chained() || From.constant;
    // A default that is drawn at random is no setting, nor is what was asked of somebody else (`from(await answer.json())`).
    if (SETTINGS_PACKAGES.has(pkg)) {
      const given = args() | chained();
      const asked = given & From.file ? 0 : given & From.answer;
      return From.environment | asked | (given & (From.random | From.remote | From.request));
    }
    if (isRandomCall(pkg, x.steps)) return From.random;
    if (pkg === 'node:crypto') return args() | chained() || From.constant;
    if (pkg === 'node:os') return /\.(loadavg|freemem|cpus|uptime)$/.test(x.steps) ? From.machine : From.environment;
    if (pkg === 'node:v8' && /Statistics/.test(x.steps)) return From.machine;
    if (isMeasurement(pkg, x.steps)) return awaited ? From.machine : From.machine | From.promise;
    if (pkg.startsWith('node:timers')) return awaited ? From.constant : From.timer;
    if (/^(node:fs|fs-extra|graceful-fs)/.test(pkg)) {
      const does = fileCall(x.steps);
      if (does === 'opens') return From.handle;
      // `text.replace('HOST', req.headers.host)`: what was read, and what is put into it.
      if (does !== 'reads' && c.recv !== NONE && x.steps.includes('('))
        return walk(env, file, c.recv, depth + 1, awaited) | (args() & From.request);
      if (does !== 'reads') return From.unknown;
      const at = c.args[0] === undefined ? undefined : p.files[file]!.values[c.args[0]];
      if (at?.k === 'lit' && typeof at.v === 'string' && MACHINE_FILES.test(at.v)) return From.environment;
      // A file of the build is as constant as the code beside it.
      const place = c.args[0] ?? NONE;
      // A name that a table of the program has is text, whoever made the table.
      const path = place === NONE ? From.unknown : walk(env, file, place, depth + 1, false) & ~From.fresh;
      if (path & From.shipped && (path & ~(From.shipped | From.constant)) === 0 && !shipped.isMentioned(file, place))
        return From.shipped;
      if (place !== NONE && shipped.isShipped(file, place)) return From.shipped;
      const chosen = path & (From.request | From.event);
      if (
        path & From.shipped &&
        (path & ~(From.shipped | From.constant | chosen)) === 0 &&
        shipped.isOneOf(file, place)
      )
        return From.shipped | chosen;
      return From.file | From.answer | (awaited || /Sync/.test(x.steps) ? 0 : From.promise);
    }
    if (pkg === 'node:child_process') {
      // A folder that is only named (`/srv/content`) may be that of anything.
      const folder = commitAsked(pt, file, id);
      const of = folder && folder.length > 0 ? union(folder, env, file, depth) : From.shipped;
      if (folder && of & From.shipped && (of & ~(From.shipped | From.constant)) === 0) return From.shipped;
    }
    if (isNameLookup(pkg, x.steps)) return From.answer | From.remote | (awaited ? 0 : From.promise);
    if (/^(?:node:(?:https?|net|tls|dgram|child_process|worker_threads)|follow-redirect)/.test(pkg)) return From.handle;
    const asked = askedOf(pt, file, c, x, awaited);
    if (asked !== null || awaited) return asked ?? From.answer;
    if (x.from >= 0 && h.objects[x.from]!.type === 'callback') return From.event;
    // What a method gives of an answer (`rows.reduce(…)`, `rows.map(…).join()`) comes of that answer.
    const callee = p.files[file]!.values[c.callee]!;
    const carried = c.recv !== NONE && callee.k === 'prop' ? walk(env, file, c.recv, depth + 1, awaited) & CARRIED : 0;
    // `limit(async () => …)` gives a promise of what the function gives.
    const later = c.args.reduce((m, a) => (isAsync(p.files[file]!, a) ? m | returned(env, file, a, depth) : m), 0);
    return From.library | carried | later | (args() & ~From.constant);
  };

  const find = (
    frame: Frame,
    file: number,
    v: ValueId,
    self: IsSelf | null,
    awaited: boolean,
    most = BUDGET,
  ): Origin => {
    budget = most;
    isSelf = self;
    active.clear();
    return walk({ frame, args: null }, file, v, 0, awaited);
  };
  const note = ({ seen, list }: Looked, file: number, v: ValueId): void => {
    const gid = valueGid(p, file, v);
    if (!seen.has(gid)) list.push(file, v);
    seen.add(gid);
  };
  const traced = (frame: Frame, file: number, v: ValueId, awaited: boolean): Trace => {
    const known = entryOf(traces, frame, () => new Map());
    return entryOf(known, valueGid(p, file, v) * 4 + (awaited ? 1 : 0) + (isWithin ? 2 : 0), () => {
      looked = { seen: new Set(), list: [] };
      const origin = find(frame, file, v, null, awaited);
      const trace = { origin, looked: Int32Array.from(looked.list) };
      looked = null;
      return trace;
    });
  };
  /**
   * Many holders are asked about the same write, since each may be what is written there. The walk is another only where it comes to a
   * value that is theirs: so it is gone once for all of them, and again for those that it came by.
   */
  const besideSelf = (frame: Frame, file: number, v: ValueId, self: IsSelf, awaited: boolean): Origin => {
    if (v === NONE) return From.unknown;
    const { origin, looked: all } = traced(frame, file, v, awaited);
    for (let i = 0; i < all.length; i += 2) if (self(all[i]!, all[i + 1]!)) return find(frame, file, v, self, awaited);
    return origin;
  };
  const foundFar = new WeakMap<Frame, Map<number, Origin>>();
  return {
    far(frame, file, v) {
      const known = entryOf(foundFar, frame, () => new Map<number, Origin>());
      return entryOf(known, valueGid(p, file, v), () => {
        [isWithin, deepest] = [false, MAX_FAR];
        const origin = find(frame, file, v, null, false, MAX_FAR_LOOKED);
        deepest = MAX_DEPTH;
        return origin;
      });
    },
    of(frame, file, v, self = null, awaited = false) {
      isWithin = false;
      // Many ask for the same, and what it is hangs on who asks only where they ask whether it is theirs.
      if (self) return besideSelf(frame, file, v, self, awaited);
      const known = entryOf(found, frame, () => new Map());
      return entryOf(known, valueGid(p, file, v) * 2 + (awaited ? 1 : 0), () => find(frame, file, v, null, awaited));
    },
    within(frame, file, v, self = null) {
      isWithin = true;
      return self ? besideSelf(frame, file, v, self, false) : find(frame, file, v, null, false);
    },
  };
}
