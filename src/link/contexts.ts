import { type Event, NONE, type Value, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { accessorNames } from './accessor-names.ts';
import { type Callable, callables } from './callables.ts';
import type { CommandModes } from './command-modes.ts';
import { AGAIN, type Edge, MAYBE, SAME, WITHIN } from './context-edges.ts';
import { gettersDefined } from './defined-properties.ts';
import type { Entries } from './entries.ts';
import { type Escape, handedTo, runnable } from './escaped.ts';
import {
  AFTER,
  bitOf,
  type Contexts,
  Ctx,
  contextNames,
  FOR_ONE,
  type Frame,
  type Reason,
  type Seed,
  SURELY_AFTER,
} from './frames.ts';
import { type HandedParams, handedParams } from './handed-params.ts';
import { type ObjectId, setOf } from './heap.ts';
import { methodsOf } from './hierarchy.ts';
import { fixedStart } from './key-copies.ts';
import { factoriesKept } from './keyed-services.ts';
import { areLastWords } from './last-words.ts';
import { lazyFillers } from './lazy-slots.ts';
import { decoratorsRun, wrappedMethods } from './method-wrappers.ts';
import { isContinuation, isIterator } from './natives.ts';
import { rootOf, serversOfOne } from './one-client.ts';
import { ownThis } from './own-this.ts';
import { callbackArguments, type Points, registrationsOf } from './points.ts';
import { callGid, functionGid, rootedAtThis, valueGid } from './program.ts';
import { proxiedMethods } from './proxies.ts';
import { heldBack } from './restarts.ts';
import { onlyLater } from './retries.ts';
import { fieldsNamed, functionsNamed, makeSelves } from './selves.ts';
import {
  calledByCollection,
  isEmitted,
  isInert,
  isWrapped,
  keptFor,
  registeredBy,
  runsNoCallback,
} from './unknown-calls.ts';
import { inRounds, workerLoops } from './worker-loops.ts';

export { AFTER, bitOf, type Contexts, Ctx, contextNames, type Frame, type Reason, type Seed, SURELY_AFTER };

/** When a container makes an object that it keeps so long. */
const MADE = { process: Ctx.boot, request: Ctx.request, job: Ctx.job, connection: Ctx.connection, call: Ctx.request };

/** Methods of functions and texts that run what they are given, or are, when they are called. */
const AT_ONCE: ReadonlySet<string> = new Set(['replace', 'replaceAll', 'call', 'apply', 'bind']);
const MAX_FRAMES = 400_000;
/** Calls of one function that are remembered; one with more of them counts as called from anywhere. */
const MAX_CALLERS = 64;

/** Spreads contexts from the roots along calls and registrations, object by object, until nothing changes. */
export function spreadContexts(
  pt: Points,
  entries: Pick<Entries, 'loaded' | 'isApart'>,
  seeds: readonly Seed[],
  modes: CommandModes,
  params: HandedParams = handedParams(pt),
): Contexts {
  const { p, h } = pt;
  const { loaded: loadedFiles } = entries;
  const frames: Frame[] = [];
  const byKey = new Map<number, Map<ObjectId, Frame>>();
  const byFn = new Map<number, Frame[]>();
  /** By function: the contexts of all its frames. */
  const masks = new Map<number, number>();
  const requestParams = new Set<number>();
  /** By frame: contexts that came by no call that hands functions in, and those that came from outside the function around it that takes some. */
  const free: { own: number; outer: number }[] = [];
  const { homeOf, thisAt } = ownThis(p, pt.usesThis);
  const work: Frame[] = [];
  const queued = new Set<number>();
  let exhausted = false;

  const frameOf = (fn: number, self: ObjectId): Frame => {
    let bySelf = byKey.get(fn);
    if (!bySelf) {
      bySelf = new Map();
      byKey.set(fn, bySelf);
    }
    let f = bySelf.get(self);
    if (!f) {
      f = {
        id: frames.length,
        fn,
        self,
        mask: 0,
        why: new Map(),
        callers: [],
        registrations: [],
        rooted: false,
        isRoot: false,
        crowded: false,
        registered: false,
      };
      frames.push(f);
      free.push({ own: 0, outer: 0 });
      bySelf.set(self, f);
      const list = byFn.get(fn);
      if (list) list.push(f);
      else byFn.set(fn, [f]);
    }
    return f;
  };
  const note = (f: Frame, list: Frame['callers'], caller: Frame['callers'][number]): void => {
    if (list.some((c) => c.frame === caller.frame && c.call === caller.call)) return;
    if (list.length < MAX_CALLERS) list.push(caller);
    else f.rooted = f.crowded = true;
  };
  // What a frame's code leads to does not depend on when it runs: it is looked up once, and passed on with each new context.
  const edges = new Map<number, Edge[]>();
  let recording: Edge[] | null = null;
  const loops = workerLoops(pt);
  const ofOne = serversOfOne(pt, loadedFiles);
  let looping = false;
  const reach = (
    fn: number,
    self: ObjectId,
    mask: number,
    reason: Reason,
    direct = true,
    more?: Partial<Pick<Edge, 'handed' | 'over' | 'among' | 'rounds'>>,
  ): void => {
    // All of one shape, and without a copy: there are hundreds of thousands.
    const edge: Edge = {
      fn,
      self,
      mask,
      reason,
      direct,
      handed: more?.handed,
      over: more?.over,
      rounds: more?.rounds ?? looping,
      among: more?.among,
      to: undefined,
      passed: 0,
    };
    if (recording) recording.push(edge);
    else pass(edge, mask, false);
  };
  /** `same`: the context is that of the frame that it comes from. */
  const pass = (edge: Edge, mask: number, same: boolean): void => {
    if (mask === 0) return;
    if (frames.length > MAX_FRAMES) {
      exhausted = true;
      return;
    }
    // A frame passes all its edges on each time that it gets another context: what an edge tells but for contexts, it told the first time.
    const { fn, reason, direct } = edge;
    const isWidened = takesFunctions(fn);
    if ((mask & ~edge.passed) === 0 && !isWidened) return;
    let f = edge.to;
    if (!f) {
      f = frameOf(fn, edge.self);
      edge.to = f;
      announce(edge, f);
    }
    edge.passed |= mask;
    const widened = isWidened && widen(f, mask, reason, direct, same);
    const added = mask & ~f.mask;
    if (added === 0 && !widened) return;
    f.mask |= added;
    masks.set(fn, (masks.get(fn) ?? 0) | added);
    for (let bit = 1; bit <= Ctx.later; bit <<= 1) if (added & bit) f.why.set(bit, reason);
    if (!queued.has(f.id)) {
      queued.add(f.id);
      work.push(f);
    }
  };

  /** What an edge tells of the function that it leads to, whatever contexts it brings. */
  const announce = ({ fn, reason, direct, over }: Edge, f: Frame): void => {
    if (reason.from < 0) f.rooted = f.isRoot = true;
    if (!over) {
      if (!direct || reason.from < 0) f.registered = true;
      if (reason.from >= 0) note(f, direct ? f.callers : f.registrations, { frame: reason.from, call: reason.call });
    }
    if (reason.request >= 0) {
      const b = p.functions[fn]!.f.params[reason.request];
      if (b !== undefined) requestParams.add(p.bindingBase[p.functions[fn]!.file]! + b);
    }
  };
  /** Whether it matters for a function who hands functions in: to it, or to the one around it. */
  const takesFunctions = (fn: number): boolean => params.runs(fn).size > 0 || params.regionOf(fn) >= 0;

  /** Takes note of contexts that have nothing to do with who hands functions in; true where there are new ones. */
  const widen = (f: Frame, mask: number, reason: Reason, direct: boolean, same: boolean): boolean => {
    const mine = free[f.id]!;
    const { own, outer } = mine;
    if (params.runs(f.fn).size > 0 && !(same && direct && reason.call >= 0)) mine.own |= mask;
    const region = params.regionOf(f.fn);
    if (region >= 0) {
      const from = same && reason.from >= 0 ? frames[reason.from]! : null;
      if (!from || !params.isPart(region, from.fn)) mine.outer |= mask;
      else mine.outer |= from.fn === region ? free[from.id]!.own : free[from.id]!.outer;
    }
    return mine.own !== own || mine.outer !== outer;
  };

  const resolveIn = (frame: Frame, file: number, v: ValueId): readonly ObjectId[] => {
    const x = p.files[file]!.values[v]!;
    if (frame.self >= 0 && (x.k === 'this' || x.k === 'bind') && thisAt(file, v) === homeOf(frame.fn))
      return [frame.self];
    if (x.k === 'prop' && frame.self >= 0 && rootedAtThis(p, file, v))
      return entryOf(
        entryOf(fromSelves, frame.id, () => new Map<number, readonly ObjectId[]>()),
        valueGid(p, file, v),
        () => resolveFromSelf(frame, file, x, v),
      );
    return setOf(h, pt.valueNode(file, v));
  };
  /** By frame and value: what stands at a path from its `this`. All later parts ask for it again. */
  const fromSelves = new Map<number, Map<number, readonly ObjectId[]>>();
  const resolveFromSelf = (frame: Frame, file: number, x: Extract<Value, { k: 'prop' }>, v: ValueId) => {
    const out = new Set<ObjectId>();
    for (const o of resolveIn(frame, file, x.o)) {
      for (const y of fieldsNamed(pt, o, x.p)) out.add(y);
      const ob = h.objects[o]!;
      if (ob.k === 'inst' && ob.cls >= 0) {
        const m = pt.member(ob.cls, x.p, false);
        if (m?.kind === 'get' && m.fn >= 0) for (const y of setOf(h, pt.returnNode(m.fn))) out.add(y);
        if (m?.kind === 'method' && m.fn >= 0) out.add(pt.fnObject(m.fn));
      }
    }
    return out.size > 0 ? [...out] : setOf(h, pt.valueNode(file, v));
  };

  const selves = makeSelves(pt, homeOf);
  const { functionsAt, handlersAt, returnedBy } = callables(pt);
  const escaped = new Map<ObjectId, Escape & { readonly frame: number; readonly call: number }>();
  let escapes = 0;
  const register = (
    frame: Frame,
    call: number,
    fns: readonly Callable[],
    mask: number,
    what: string,
    request: number,
  ): void => {
    for (const { fn, selves: bound } of fns) {
      const own = bound ? selves.bound(frame, fn, bound) : selves.of(frame, fn, null, null);
      const reason = { from: frame.id, call, what, request };
      const more = { among: selves.whole(own) };
      for (const self of own) reach(fn, self, mask, reason, false, more);
    }
  };
  /** How a function that is another's parameter gets its contexts: from those that hand it in, where some are seen to. */
  const handedBy = (frame: Frame, owner: number, fn: number): Edge['handed'] => {
    if (owner < 0 || params.runs(owner).size === 0 || !params.passes(owner, fn)) return undefined;
    if (owner === frame.fn) return 'own';
    return params.regionOf(frame.fn) >= 0 ? 'outer' : undefined;
  };
  /** What a call hands to a function that runs it runs when the caller does. */
  const handOver = (frame: Frame, file: number, gid: number, fn: number, done: Set<number>): void => {
    const { c } = p.calls[gid]!;
    for (const i of params.runs(fn)) {
      const a = c.args[i];
      if (a === undefined || done.has(i) || (c.spreadFrom !== NONE && i >= c.spreadFrom)) continue;
      done.add(i);
      const owner = params.ownerOf(file, a);
      for (const { fn: given, selves: bound } of functionsAt(resolveIn(frame, file, a))) {
        const own = bound ? selves.bound(frame, given, bound) : selves.of(frame, given, null, null);
        const handed = handedBy(frame, owner, given);
        const reason = { from: frame.id, call: gid, what: '', request: -1 };
        const rounds = looping || loops.runs(fn, i);
        const more = { over: true, rounds, among: selves.whole(own), ...(handed && { handed }) };
        for (const self of own) reach(given, self, SAME, reason, false, more);
      }
    }
  };
  const lazy = lazyFillers(pt, { atBoot: (fn) => ((masks.get(fn) ?? 0) & Ctx.boot) !== 0, resolveIn });
  /** `alone`: what the call fills is known to be of one object among many. */
  const visitCall = (frame: Frame, file: number, id: number, alone = false): void => {
    const gid = callGid(p, file, id);
    const c = p.calls[gid]!.c;
    if (c.f === NONE) return;
    // What the first caller builds for all counts as built at boot.
    const builds = alone ? 'as-called' : lazy.builds(frame, file, id);
    if (builds === 'not-known') return;
    const mask = builds === 'for-all' ? Ctx.boot : SAME;
    const callee = p.files[file]!.values[c.callee]!;
    const method = callee.k === 'prop' ? callee.p : null;
    const recv = c.recv !== NONE ? resolveIn(frame, file, c.recv) : null;
    let known = false;
    let fns: Iterable<number> = pt.targets.get(gid) ?? [];
    if (recv && method !== null && frame.self >= 0 && rootedAtThis(p, file, c.recv)) {
      // The receiver is known more exactly here than for all instances together.
      const own = new Set<number>();
      for (const o of recv) {
        const x = h.objects[o]!;
        const m = x.k === 'inst' && x.cls >= 0 ? pt.member(x.cls, method, false) : null;
        if (m && m.fn >= 0) own.add(m.fn);
        for (const named of functionsNamed(pt, o, method)) own.add(named);
      }
      // Whoever listens runs all the same where the object has a method of its own to emit with.
      for (const fn of fns) if (own.size > 0 && pt.heard.has(fn)) own.add(fn);
      if (own.size > 0) fns = own;
    }
    if (callee.k === 'index' && recv && h.wide.has(pt.valueNode(file, c.callee))) {
      const start = fixedStart(p.files[file]!, callee.i);
      const made = recv.filter((o) => h.objects[o]!.k === 'inst');
      fns = new Set([...fns, ...made.flatMap((o) => methodsOf(p, pt.parentOf, h.objects[o]!.cls, start))]);
    }
    const over = new Set<number>();
    for (const fn of fns) {
      known = true;
      const f = p.functions[fn]!.f;
      if (f.kind === 'constructor' || c.kind === 'new') continue; // below, with the objects made
      if (c.kind === 'super') continue;
      const via = method === 'call' || method === 'apply' ? null : recv;
      const handed = mask === SAME ? handedBy(frame, params.ownerAt(gid), fn) : undefined;
      const own = selves.of(frame, fn, via, method);
      const more = { ...(handed && { handed }), among: selves.whole(own) };
      const reason = { from: frame.id, call: gid, what: '', request: -1 };
      for (const self of own) reach(fn, self, mask, reason, true, more);
      if (mask === SAME) handOver(frame, file, gid, fn, over);
    }
    if (c.kind === 'super')
      for (const fn of fns)
        reach(fn, pt.usesThis(fn) ? frame.self : -1, mask, { from: frame.id, call: gid, what: '', request: -1 });
    for (const o of pt.made.get(gid) ?? []) {
      known = true;
      construct(frame, gid, o, mask);
    }
    const exts = pt.externals.get(gid) ?? [];
    // Whoever writes a function out there hands it over to be called: older versions have callbacks (`_.uniq(rows, false, (row) => row.id)`).
    const isHanded = c.args.some((a) => p.files[file]!.values[a]!.k === 'fn');
    if (exts.length > 0 && !isHanded && exts.every((e) => isInert(h.objects[e]!))) return;
    let registered = false;
    for (const e of exts) {
      const rows = registrationsOf(pt, gid, e);
      for (const r of rows) {
        const args = callbackArguments(pt, gid, r.row);
        for (const n of args) {
          let at = handlersAt(setOf(h, n));
          if (at.length > 0) registered = true;
          const arities = rows.flatMap((x) => (x.row.arity !== undefined ? [x.row.arity] : []));
          at = at.filter(({ fn }) => {
            const arity = p.functions[fn]!.f.params.length;
            return r.row.arity !== undefined ? arity === r.row.arity : !arities.includes(arity);
          });
          at = at.filter(({ fn }) => !isEmitted(pt, e, file, c.args[0], fn));
          if (at.length === 0) continue;
          const what = `${r.entry} ${method ?? callee.k}`;
          if (r.row.context === 'never' || modes.isIdleCommand(gid, r.entry, at)) continue;
          if (r.row.context === 'caller') register(frame, gid, at, SAME, '', -1);
          else if (r.row.context === 'result') continue;
          else if (r.row.context === 'event' && areLastWords(pt, gid, at))
            register(frame, gid, at, Ctx.shutdown, what, -1);
          else {
            // What arms it may never run: then it never fires.
            const isTimer = r.row.context === 'timer';
            const how = !isTimer ? 0 : onlyLater(pt, gid, at) ? AGAIN | MAYBE : MAYBE;
            // What the one client of the process asks for is no one of many.
            const bit = ofOne.has(rootOf(pt, e)) && bitOf(r.row.context) & FOR_ONE ? Ctx.event : bitOf(r.row.context);
            register(frame, gid, at, bit | how, what, r.row.request ?? -1);
          }
          if (r.row.returns && r.row.returns.context !== 'result') {
            for (const { fn } of at) {
              const back = returnedBy(fn, r.row.returns.at);
              const later = r.row.returns.context === 'caller' ? SAME : bitOf(r.row.returns.context);
              register(frame, gid, back, later, what, r.row.returns.request ?? -1);
            }
          }
        }
      }
      if (rows.some((r) => r.row.context === 'result')) registered = true;
    }
    if (registered || (known && exts.every((e) => isWrapped(pt, e)))) return;
    const kept = factoriesKept(pt, gid);
    if (kept) register(frame, gid, kept, SAME, '', -1);
    // Callbacks handed to the language or to code that is not known.
    const given = c.args.filter((a) => p.files[file]!.values[a]!.k !== 'lit');
    const calls = (recv && calledByCollection(h, recv, method, c.args)) ?? given;
    const fnArgs = calls.flatMap((a) => functionsAt(resolveIn(frame, file, a)));
    const to = handedTo(pt, exts);
    if (to && (to !== 'unresolved' || !known) && c.kind !== 'jsx')
      for (const o of c.args.flatMap((a) => setOf(h, pt.valueNode(file, a)).slice(0, 16)))
        escaped.set(o, { frame: frame.id, call: gid, at: escapes++, to });
    if (kept || fnArgs.length === 0 || c.kind === 'jsx') return;
    const walks = method !== null && (isIterator(method) || isContinuation(method));
    if (!walks && exts.length > 0 && exts.every((e) => runsNoCallback(h.objects[e]!))) return;
    const language = exts.length > 0 && exts.every((e) => h.objects[e]!.pkg === '(global)');
    // `app[verb].call(app, path, handler)`: the library's function registers as it does where it is called straight.
    const row = method === 'call' || method === 'apply' ? registeredBy(pt, gid, recv ?? []) : null;
    if (row) register(frame, gid, fnArgs, bitOf(row.row.context), `${row.entry} ${method}`, row.row.request ?? -1);
    else if (language || walks || AT_ONCE.has(method ?? ''))
      register(frame, gid, method === 'bind' ? [] : fnArgs, c.kind === 'new' ? mask : SAME, '', -1);
    else {
      const runs = keptFor(p, file, c, method, exts.length > 0, fnArgs);
      if (runs) register(frame, gid, fnArgs, Ctx[runs] | WITHIN, `${method ?? 'call'} of unknown code`, -1);
      else register(frame, gid, fnArgs, SAME, '', -1);
    }
  };

  const construct = (frame: Frame | null, call: number, o: ObjectId, mask: number): void => {
    const x = h.objects[o]!;
    const from = frame?.id ?? -1;
    if (x.cls < 0) {
      if (x.ctor >= 0) reach(x.ctor, o, mask, { from, call, what: '', request: -1 });
      return;
    }
    for (let k = x.cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
      const { file, c } = p.classes[k]!;
      if (c.fieldsF !== NONE) reach(functionGid(p, file, c.fieldsF), o, mask, { from, call, what: '', request: -1 });
      if (c.ctor !== NONE) {
        const fn = functionGid(p, file, c.ctor);
        reach(fn, pt.usesThis(fn) ? o : -1, mask, { from, call, what: '', request: -1 });
        break; // the parent's constructor runs by super()
      }
    }
    for (let k = x.cls, hops = 0; k >= 0 && hops < 16; k = pt.parentOf(k).cls, hops++) {
      const { file, c } = p.classes[k]!;
      if (c.fieldsF !== NONE) reach(functionGid(p, file, c.fieldsF), o, mask, { from, call, what: '', request: -1 });
    }
  };

  const visitEvent = (frame: Frame, file: number, e: Event): void => {
    // A mode of the command that serves nobody is no part of a server's life.
    if (modes.isIdle(file, e)) return;
    looping = loops.holds(file, p.functions[frame.fn]!.id, e);
    if (e.t === 'call') visitCall(frame, file, e.c);
    else if (e.t === 'read' && e.use !== 'callee') accessor(frame, file, e.v);
    else if (e.t === 'write' && 'p' in e.to) {
      accessorWrite(frame, file, e.to.o, e.to.p);
      assigned(frame, file, e.to.o, e.to.p, e.v);
    }
  };
  /** `socket.onmessage = fn`: the library runs what is assigned. */
  const assigned = (frame: Frame, file: number, ov: ValueId, name: string, v: ValueId): void => {
    const rows = new Set<string>();
    for (const o of resolveIn(frame, file, ov)) {
      const x = h.objects[o]!;
      const lib = x.k === 'ext' ? x : x.k === 'inst' ? h.objects[pt.companions.get(o) ?? -1] : undefined;
      for (const k of lib?.kinds ?? [])
        for (const r of pt.lib.assignmentsOf(k)) {
          if (!r.row.properties.includes(name) && !r.row.properties.includes('*')) continue;
          const key = `${r.entry}|${r.row.context}`;
          if (rows.has(key)) continue;
          rows.add(key);
          const mask = r.row.context === 'caller' ? SAME : bitOf(r.row.context);
          register(frame, -1, handlersAt(resolveIn(frame, file, v)), mask, `${r.entry} ${name}`, r.row.request ?? -1);
        }
    }
  };
  const inside = (frame: Frame): Reason => ({ from: frame.id, call: -1, what: '', request: -1 });
  const accessors = accessorNames(pt);
  const accessor = (frame: Frame, file: number, v: ValueId): void => {
    const x = p.files[file]!.values[v]!;
    if (x.k !== 'prop' || !accessors.isRead(x.p)) return;
    const among = resolveIn(frame, file, x.o);
    for (const o of among) {
      const ob = h.objects[o]!;
      for (const fn of gettersDefined(pt, o, x.p))
        reach(fn, pt.usesThis(homeOf(fn)) ? o : -1, SAME, inside(frame), true, { among });
      const cls = ob.k === 'inst' ? ob.cls : ob.k === 'class' ? ob.site : -1;
      if (cls >= 0) {
        const m = pt.member(cls, x.p, ob.k === 'class');
        if (m?.kind === 'get' && m.fn >= 0)
          reach(m.fn, pt.usesThis(m.fn) ? o : -1, SAME, inside(frame), true, { among });
      } else if (ob.k === 'obj') {
        const lit = p.files[ob.file]!.values[ob.site]!;
        if (lit.k === 'obj')
          for (const q of lit.props) {
            if (q[2] !== 'get' || q[0] !== x.p) continue;
            const g = p.files[ob.file]!.values[q[1]]!;
            const fn = g.k === 'fn' ? functionGid(p, ob.file, g.f) : -1;
            if (fn >= 0) reach(fn, pt.usesThis(fn) ? o : -1, SAME, inside(frame));
          }
      }
    }
  };
  const accessorWrite = (frame: Frame, file: number, ov: ValueId, name: string): void => {
    if (!accessors.isWritten(name)) return;
    const among = resolveIn(frame, file, ov);
    for (const o of among) {
      const ob = h.objects[o]!;
      if (ob.k !== 'inst' || ob.cls < 0) continue;
      const m = pt.member(ob.cls, `=${name}`, false);
      if (m && m.fn >= 0) reach(m.fn, pt.usesThis(m.fn) ? o : -1, SAME, inside(frame), true, { among });
    }
  };

  const root: Reason = { from: -1, call: -1, what: '', request: -1 };
  for (const file of [...loadedFiles].sort((a, b) => a - b)) reach(functionGid(p, file, 0), -1, Ctx.boot, root);
  p.classes.forEach(({ file, c }) => {
    if (loadedFiles.has(file) && c.staticF !== NONE) reach(functionGid(p, file, c.staticF), -1, Ctx.boot, root);
  });
  for (let o = 0; o < h.objects.length; o++)
    if (h.objects[o]!.lifetime !== undefined && loadedFiles.has(h.objects[o]!.file))
      construct(null, -1, o, MADE[h.objects[o]!.lifetime!]);
  const plant = (s: Seed): void => {
    for (const self of s.selves.length > 0 ? s.selves : selves.of(null, s.fn, null, null))
      reach(s.fn, pt.usesThis(homeOf(s.fn)) ? self : -1, s.bit, {
        from: -1,
        call: -1,
        what: s.what,
        request: s.request,
      });
  };
  for (const s of seeds) if (!s.ifUncalled) plant(s);

  for (const fn of decoratorsRun(pt))
    if (loadedFiles.has(p.functions[fn]!.file))
      for (const self of selves.of(null, fn, null, null)) reach(fn, self, Ctx.boot, root);
  const [wrapped, proxied] = [wrappedMethods(pt), proxiedMethods(pt)];
  let next = 0;
  const passOn = (frame: Frame, list: readonly Edge[]): void => {
    for (const x of list) {
      const same = x.mask === SAME;
      const kept = x.mask & WITHIN ? (x.mask & ~WITHIN) | (frame.mask & SURELY_AFTER) : x.mask;
      const armed = kept & MAYBE && (frame.mask & ~Ctx.later) === 0 ? (kept & AGAIN) | Ctx.later : kept & ~MAYBE;
      const own = armed & AGAIN ? again(frame.mask, armed & ~AGAIN) : armed;
      const mask = x.handed ? free[frame.id]![x.handed] : same ? frame.mask : own;
      const turns = x.rounds && same && (mask & Ctx.boot) !== 0;
      pass(x, doubt.sure(frame, x, turns ? inRounds(mask) : mask), same && !turns);
    }
  };
  const again = (from: number, later: number) => (from & Ctx.boot) | (from & ~Ctx.boot ? later : 0);
  const isApart = (a: ObjectId, b: ObjectId): boolean => {
    const [x, y] = [h.objects[a]!.allocator, h.objects[b]!.allocator];
    return x >= 0 && y >= 0 && entries.isApart(p.functions[x]!.file, p.functions[y]!.file);
  };
  const doubt = heldBack<Edge>(pt, (fn) => masks.get(fn) ?? 0, isApart);
  const spread = () => {
    for (; next < work.length; next++) {
      const frame = work[next]!;
      queued.delete(frame.id);
      let list = edges.get(frame.id);
      if (!list) {
        list = [];
        recording = list;
        const { file, f } = p.functions[frame.fn]!;
        for (const e of f.events) visitEvent(frame, file, e);
        for (const fn of [...(wrapped.get(frame.fn) ?? []), ...(proxied.get(frame.fn) ?? [])])
          for (const self of homeOf(fn) === fn && pt.usesThis(fn) ? [frame.self] : selves.of(frame, fn, null, null))
            reach(fn, self, SAME, inside(frame));
        recording = null;
        edges.set(frame.id, list);
      }
      passOn(frame, list);
    }
  };
  const drain = () => {
    for (spread(); lazy.isWaiting() || doubt.isWaiting(); spread()) {
      if (!lazy.isWaiting()) for (const { frame, edge } of doubt.take()) passOn(frame, [edge]);
      for (const { frame, file, id, alone } of lazy.take()) {
        recording = [];
        visitCall(frame, file, id, alone);
        const list: Edge[] = recording;
        recording = null;
        edges.get(frame.id)!.push(...list);
        passOn(frame, list);
      }
    }
  };
  drain();
  for (const s of seeds) if (s.ifUncalled && (byFn.get(s.fn) ?? []).length === 0) plant(s);
  drain();
  // Functions in objects that were handed to code that is not known: it may run those that nothing else runs, after start-up.
  for (let round = 0; round < 2 && escaped.size > 0; round++) {
    const list = runnable(pt, escaped);
    escaped.clear();
    for (const { fn, self, route, from } of list) {
      if ((byFn.get(fn) ?? []).length > 0) continue;
      const mask = route ? Ctx.request : Ctx.later;
      for (const s of self >= 0 && pt.usesThis(homeOf(fn)) ? [self] : selves.of(frames[from.frame]!, fn, null, null))
        reach(fn, s, mask, { from: from.frame, call: from.call, what: 'unknown code', request: -1 }, false);
    }
    drain();
  }
  // Who calls a function that was handed in, with what it gives it, whoever says when.
  for (const list of edges.values())
    for (const { handed, over, fn, reason } of list)
      if (handed && !over)
        for (const f of byFn.get(fn) ?? []) note(f, f.callers, { frame: reason.from, call: reason.call });
  return {
    frames,
    framesOf: (fn) => byFn.get(fn) ?? [],
    maskOf: (fn) => masks.get(fn) ?? 0,
    loaded: loadedFiles,
    loops,
    requestParams,
    resolveIn,
    exhausted,
  };
}
