import type { LibraryEntry } from '../catalog/libraries.ts';
import { NONE } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';
import { pathTo, spanOf } from './call-paths.ts';
import { serverOf, serversWalked } from './client-sets.ts';
import type { Component } from './component-model.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, Ctx, contextNames } from './contexts.ts';
import { FOR_ONE } from './frames.ts';
import { onlyClosesClients } from './gateway-servers.ts';
import { type LazyCalls, lazyCalls } from './guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import { isNeverAsked } from './idle-limiters.ts';
import { joinedBy } from './joined.ts';
import { findUses, functionOfUse, type LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { homeOf } from './lock-objects.ts';
import { madeAround } from './made-around.ts';
import type { Memos } from './memoized.ts';
import type { PathStep } from './model.ts';
import { type Site, sitesOfPath, staysOnDisk } from './opened-places.ts';
import { callsOfMethod, type Decision, decide, type Judged } from './option-values.ts';
import type { Spot } from './own-stores.ts';
import { functionGid } from './program.ts';
import { isOnlyEnded, isSentTo, reachesOthers } from './sockets.ts';

/** Rules whose library part is decided here; the other rules look at uses with what they know themselves. */
const RULES: ReadonlySet<string> = new Set([
  'memory-backend',
  'memory-session',
  'embedded-database',
  'sticky-session',
  'runtime-asset-compilation',
  'module-cache',
]);

/** Rules about what is done, not about what is kept: how long the object lives that does it says nothing. */
const SHORT_COUNTS: ReadonlySet<string> = new Set(['runtime-asset-compilation', 'sticky-session']);

/**
 * What libraries keep: every use of an entry with its verdict. One finding a component: two entries at one place are one, a store
 * that is made for a library is told where it is made. Ordered by place.
 */
export function findComponents(linked: Linked, memos: Memos): readonly Component[] {
  const uses = onceEach(findUses(linked, (entry) => RULES.has(entry.rule)).filter((use) => isMeant(linked, use)));
  const stopped = new Set<string>();
  const found: Component[] = [];
  const stores: Stores = new Map();
  for (const use of uses.filter((x) => x.entry.verdict === 'silent')) {
    const holds = silentHolds(linked, use);
    entryOf(stores, use.entry.id, () => []).push({ use, verdict: holds.verdict });
    if (holds.verdict !== 'safe') continue;
    stopped.add(placeOf(use));
    found.push(component(linked, use, { ...holds, verdict: 'silent', reason: use.entry.reason ?? 'backed' }));
  }
  const judged = new Map<LibraryUse, readonly Component[]>();
  for (const use of uses) {
    if (use.entry.verdict !== 'report' || stopped.has(placeOf(use))) continue;
    judged.set(use, judge(linked, memos, use, stores));
  }
  // What is only put around a store that is told is no second one.
  const isTold = (use: LibraryUse): boolean => judged.get(use)?.some((x) => x.verdict === 'report') ?? false;
  const around = madeAround(linked, [...judged.keys()]);
  for (const [use, components] of judged) if (!around.get(use)?.some(isTold)) found.push(...components);
  const servers = serversWalked(linked, uses);
  const once = folded(found, servers, () => 'clients');
  return lookedInto(merged(once), uses);
}

/** Steps of a trace that show where else a program looks into what a component keeps. */
const MAX_LOOKS = 4;

/**
 * One component for all that are told together: the first, where the others stand in its trace. `togetherAs` names what a component is told
 * with; undefined: nothing.
 */
function folded(
  found: readonly Component[],
  togetherAs: (x: Component) => string | undefined,
  nameOf: (x: Component) => string,
): readonly Component[] {
  const groups = new Map<string, Component[]>();
  const kept = found.filter((x) => {
    const as = x.verdict === 'report' ? togetherAs(x) : undefined;
    return as === undefined || entryOf(groups, as, () => []).push(x) === 1;
  });
  const others = new Map([...groups.values()].map(([first, ...rest]) => [first, rest]));
  return kept.map((x) => {
    const more = others.get(x) ?? [];
    return more.length === 0
      ? x
      : { ...x, looks: more.slice(0, MAX_LOOKS).map((other) => ({ name: nameOf(other), span: other.use })) };
  });
}

/**
 * What is looked up in a component that is told itself comes on top of it, and is told once. Which of several components of one kind is
 * looked into is not asked.
 */
function lookedInto(found: readonly Component[], uses: readonly LibraryUse[]): readonly Component[] {
  const within = new Map(uses.map(({ entry }) => [entry.id, entry.within]));
  const isTold = new Set(found.flatMap((x) => (x.verdict === 'report' ? [x.entry] : [])));
  const homeOf = ({ entry }: Component): string | undefined => {
    const home = within.get(entry);
    return home !== undefined && isTold.has(home) ? home : undefined;
  };
  return folded(found, homeOf, ({ symbol }) => symbol);
}

/** Of the reads of one thing that a function looks at again and again the first alone is told. */
function onceEach(uses: readonly LibraryUse[]): readonly LibraryUse[] {
  const seen = new Set<string>();
  return uses.filter((use) => {
    if (use.entry.use.form !== 'property') return true;
    const key = `${use.entry.id}|${use.file}|${use.f}`;
    return !seen.has(key) && seen.add(key);
  });
}

const isMeant = (linked: Linked, use: LibraryUse): boolean =>
  use.entry.use.form === 'property'
    ? use.entry.use.sends !== true || isSentTo(linked, use)
    : // A call of whatever stands in a list, or of what a function was given, opens nothing by itself.
      use.entry.rule !== 'embedded-database' || isNamed(linked, use);

/** The callee is written as an import, a variable or a member of one, not as a value that the program computes or is given. */
function isNamed({ p }: Linked, use: LibraryUse): boolean {
  if (use.call < 0) return true;
  const { file, c } = p.calls[use.call]!;
  if (c.kind === 'new' || c.kind === 'super' || c.kind === 'deco') return true;
  const f = p.files[file]!;
  const callee = f.values[c.callee]!;
  if (callee.k === 'bind') return f.bindings[callee.b]!.kind !== 'param';
  return callee.k === 'prop' || callee.k === 'require' || callee.k === 'call' || callee.k === 'await';
}

const placeOf = (use: LibraryUse): string => `${use.entry.rule}|${use.file}|${use.s}`;

/** One component for each place and rule: what is reported beats what is not known, and that what is silent. */
function merged(found: readonly Component[]): readonly Component[] {
  const rank = { report: 0, unknown: 1, silent: 2 };
  const weight = { error: 0, warning: 1, info: 2 };
  const sorted = [...found].sort(
    (a, b) =>
      byCodeUnit(a.span.file, b.span.file) ||
      a.span.start - b.span.start ||
      rank[a.verdict] - rank[b.verdict] ||
      weight[a.severity] - weight[b.severity] ||
      byCodeUnit(a.entry, b.entry),
  );
  const seen = new Set<string>();
  return sorted.filter((x) => {
    const key = `${x.rule}|${x.span.file}|${x.span.start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** `safe`: a silent entry holds, as every alternative of each of its options is one of the safe ones; `unknown`: that is not known of all. */
function silentHolds(
  linked: Linked,
  use: LibraryUse,
): { readonly verdict: Decision['verdict']; readonly proof: Spot | null; readonly pkg: string | null } {
  let verdict: Decision['verdict'] = 'safe';
  let proof: Spot | null = null;
  let pkg: string | null = null;
  for (const deciding of use.entry.decide ?? []) {
    const decision = decide(linked, use, deciding);
    if (decision.verdict === 'unsafe') return { verdict: 'unsafe', proof: null, pkg: null };
    if (decision.verdict === 'unknown') verdict = 'unknown';
    const safe = decision.judged[0];
    proof = safe?.proof ?? proof;
    pkg = safe?.pkg ?? pkg;
  }
  return { verdict, proof, pkg };
}

/** Uses of each silent entry, and whether it holds there. */
type Stores = Map<string, { readonly use: LibraryUse; readonly verdict: Decision['verdict'] }[]>;

/** The place that gives a process the store of all that names none, where each such place of the process does so, as far as is known. */
function providedBy(linked: Linked, { entry, file }: LibraryUse, shared: Stores) {
  const here = entry.provided === undefined ? [] : (shared.get(entry.provided) ?? []);
  const own = here.filter(({ use }) => !linked.entries.isApart(use.file, file));
  const first = own.find((x) => x.verdict === 'unknown') ?? own[0];
  if (!first || own.some((x) => x.verdict === 'unsafe')) return null;
  const { use, verdict } = first;
  return { verdict, pkg: use.pkg, proof: { file: use.file, s: use.s, e: use.e } };
}

type Outcome = {
  readonly verdict: Component['verdict'];
  readonly reason: string | null;
  readonly proof: Spot | null;
  readonly pkg: string | null;
  readonly judged?: Judged;
  readonly option?: string;
  readonly doubt?: boolean;
  /** The call of a wrapper that hands in what is opened. */
  readonly site?: Site;
};

function judge(linked: Linked, memos: Memos, use: LibraryUse, shared: Stores): readonly Component[] {
  const { dev } = linked;
  const silent = (reason: string, proof: Spot | null, pkg: string | null = null): readonly Component[] => [
    component(linked, use, { verdict: 'silent', reason, proof, pkg }),
  ];
  const life = lifeOf(linked, use);
  if (life === 'never') return silent('unreachable', null);
  const kept = dev.at(use.file, use.f, use.guard);
  if (kept) return silent(kept.reason, { file: kept.file, s: kept.s, e: kept.s + 1 });
  if (isNeverAsked(linked, use)) return silent('unreachable', null);
  const lasts =
    use.entry.lifetime === 'any' || SHORT_COUNTS.has(use.entry.rule) || use.onObject || staysOnDisk(linked, use);
  if (life === 'short' && !lasts) return silent('request-scoped', null);
  if (use.entry.memoizes !== undefined) {
    const { kind, proof } = memos(use, use.entry.memoizes);
    if (kind === null) return [];
    if (kind !== 'fetched') return silent(kind, proof);
  }
  if (use.entry.use.form === 'property' && use.entry.rule === 'memory-backend') {
    // As it ends, each process takes leave of its own.
    const { ctx } = linked;
    const ends = ctx.maskOf(functionOfUse(linked, use)) === Ctx.shutdown;
    if (ends || isOnlyEnded(linked, use)) return silent('live-connections', null);
  }
  if (use.entry.use.form === 'decorator' && use.entry.rule === 'memory-backend' && onlyClosesClients(linked, use))
    return silent('live-connections', null);
  if (use.entry.rule === 'memory-backend' && drainsInPlace(linked, use)) return silent('request-scoped', null);
  if (isWaitedFor(linked, use)) return silent('request-scoped', null);
  const behind = standsIn(linked, use);
  if (behind) return silent('backed', behind);
  const joint = joinedBy(linked, use);
  if (joint) return silent('backed', joint);
  const store = providedBy(linked, use, shared);
  if (store?.verdict === 'safe') return silent('backed', store.proof, store.pkg);
  if (store)
    return [component(linked, use, { ...store, verdict: 'unknown', reason: 'unknown-option', option: 'cache' })];
  if (
    use.pkg === 'socket.io' &&
    use.entry.use.form === 'call' &&
    !use.onObject &&
    use.entry.rule === 'memory-backend'
  ) {
    if (!reachesOthers(linked, use)) return silent('live-connections', null);
  }
  const decisions: (readonly [Decision, string])[] = [];
  for (const deciding of use.entry.decide ?? []) {
    const decision = decide(linked, use, deciding);
    const name = deciding.option ?? `argument ${deciding.argument}`;
    if (decision.verdict === 'safe') {
      const by = decision.judged.find((x) => x.proof) ?? decision.judged[0]!;
      const reason = use.entry.reason ?? 'backed';
      return [
        component(linked, use, { verdict: 'silent', reason, proof: by.proof, pkg: by.pkg, judged: by, option: name }),
      ];
    }
    if (decision.judged.length === 0 && decision.dropped.length > 0) {
      const at = decision.dropped[0]!;
      return silent(at.reason, { file: at.file, s: at.s, e: at.s + 1 });
    }
    decisions.push([decision, name]);
  }
  const open = decisions.find(([d]) => d.verdict === 'unknown');
  if (open) {
    const by = open[0].judged.find((x) => x.verdict === 'unknown');
    return [
      component(linked, use, {
        ...{ verdict: 'unknown', reason: 'unknown-option', pkg: null, option: open[1] },
        proof: by ? { file: by.alternative.file, s: by.alternative.s, e: by.alternative.e } : null,
        ...(by ? { judged: by } : {}),
      }),
    ];
  }
  // What is kept in a store that was made for it is told there, one for each; the rest at the use.
  const doubt = decisions.some(([d]) => d.judged.some((x) => x.verdict === 'unknown'));
  const unsafe = decisions.flatMap(([d, name]) =>
    d.judged.filter((x) => x.verdict === 'unsafe').map((x) => [x, name] as const),
  );
  const stores = unsafe.filter(([x]) => x.home !== null && !keptToDevelopment(linked, x));
  const rest = unsafe.filter(([x]) => x.home === null);
  const sites = rest.length > 0 || decisions.length === 0 ? sitesOfPath(linked, use) : [];
  if (sites.length > 0)
    return sites.map((site) =>
      component(linked, use, { verdict: 'report', reason: null, proof: null, pkg: null, doubt, site }),
    );
  const told = [
    ...stores,
    ...(rest.length > 0 && (stores.length === 0 || decisions.length === 1) ? rest.slice(0, 1) : []),
  ];
  const base = { verdict: 'report', reason: null, proof: null, pkg: null } as const;
  if (told.length === 0) return [component(linked, use, { ...base, doubt })];
  return told.map(([judged, option]) => component(linked, use, { ...base, judged, option, doubt }));
}

/** Where the engine of a database is chosen in another file than the one that opens it, that line is its home. */
function farOption(linked: Linked, use: LibraryUse, out: Outcome): (Spot & { readonly symbol: string }) | null {
  const a = out.judged?.alternative;
  if (use.entry.rule !== 'embedded-database' || !a || a.kind !== 'literal' || a.v === NONE || a.file === use.file)
    return null;
  const written = linked.p.files[a.file]!.values.some((x) => x.k === 'obj' && x.props.some((q) => q[1] === a.v));
  return written ? { file: a.file, s: a.s, e: a.e, symbol: String(a.literal) } : null;
}

const keptToDevelopment = (linked: Linked, x: Judged): boolean =>
  x.alternative.call !== undefined && linked.dev.at(x.alternative.file, x.alternative.f, x.alternative.guard) !== null;

/** The option by which another store is told to fall back on what a use made. */
function standsIn(linked: Linked, use: LibraryUse): Spot | null {
  const { p, pt, entries } = linked;
  const names = use.entry.standIn ?? [];
  if (names.length === 0 || use.objects.length === 0) return null;
  for (const file of entries.loaded)
    for (const x of p.files[file]!.values) {
      if (x.k !== 'obj') continue;
      for (const [name, v, , s] of x.props)
        if (names.includes(name) && setOf(pt.h, pt.valueNode(file, v)).some((o) => use.objects.includes(o))) {
          // Given back by itself on another way through the same function, it is all that there is there.
          const alone = setOf(pt.h, pt.returnNode(functionGid(p, file, x.f))).some((o) => use.objects.includes(o));
          return alone ? null : { file, s, e: s + name.length };
        }
    }
  return null;
}

/** Whether what a use makes lives as long as the process. `never`: nothing that is seen gets there. */
function lifeOf(linked: Linked, use: LibraryUse): 'process' | 'short' | 'never' {
  const { ctx, p } = linked;
  const fn = functionOfUse(linked, use);
  const mask = ctx.maskOf(fn);
  if (mask === 0) return 'never';
  if (mask & Ctx.boot || (mask & Ctx.later && !isWithinOne(linked, fn))) return 'process';
  if (mask & Ctx.later && use.objects.some((o) => heldByClosures(linked).has(o))) return 'process';
  if (use.call >= 0 && lazyIn(linked, use.file).has(p.calls[use.call]!.id)) return 'process';
  return use.objects.some((o) => keptObjects(linked).has(o)) ? 'process' : 'short';
}

const closureMemo = new WeakMap<Linked, ReadonlySet<ObjectId>>();
/** Objects that variables lead to which functions of start-up leave to those that stand in them. */
function heldByClosures(linked: Linked): ReadonlySet<ObjectId> {
  const old = closureMemo.get(linked);
  if (old) return old;
  const { p, pt, ctx, entries } = linked;
  const { h } = pt;
  const seen = new Set<ObjectId>();
  const work: ObjectId[] = [];
  const take = (list: readonly ObjectId[]): void => {
    for (const o of list) if (!seen.has(o)) work.push(o);
    for (const o of list) seen.add(o);
  };
  for (const file of entries.loaded)
    p.files[file]!.bindings.forEach((b, id) => {
      if (!b.captured || b.f === NONE || (ctx.maskOf(functionGid(p, file, b.f)) & Ctx.boot) === 0) return;
      take(setOf(h, pt.bindingNode(p.bindingBase[file]! + id)));
    });
  for (let o = work.pop(); o !== undefined; o = work.pop()) {
    const fields = h.fields[o] ?? [];
    for (let i = 1; i < fields.length; i += 2) take(setOf(h, fields[i]!));
  }
  closureMemo.set(linked, seen);
  return seen;
}

/** Whether a function stands in one that runs for single requests, jobs or connections alone: whenever it runs, it is a part of one of these. */
function isWithinOne({ ctx, p }: Linked, fn: number): boolean {
  const { file, f } = p.functions[fn]!;
  const { functions } = p.files[file]!;
  for (let at = f.parent; at > 0; at = functions[at]!.parent) {
    const mask = ctx.maskOf(functionGid(p, file, at));
    if (mask & FOR_ONE && (mask & (Ctx.boot | AFTER) & ~FOR_ONE) === 0) return true;
  }
  return false;
}

/** Whether what a use makes is a local that its function only calls, and waits for: it is over when the function is. */
function drainsInPlace({ p }: Linked, use: LibraryUse): boolean {
  if (use.call < 0) return false;
  const { id, c } = p.calls[use.call]!;
  const f = p.files[use.file]!;
  const uses = consumersOf(f);
  const made = uses.of(uses.callValue(id));
  const def = made.find((x) => x.k === 'def');
  if (made.length !== 1 || def?.k !== 'def') return false;
  const b = f.bindings[def.b]!;
  if (b.top || b.captured || b.f === 0 || b.f !== c.f) return false;
  const taken = uses.of(uses.bindValue(def.b));
  const isCalled = (v: number) => f.values[v]!.k === 'prop' && uses.of(v).every((x) => x.k === 'callee');
  return (
    taken.every((x) => x.k === 'recv' || (x.k === 'value' && isCalled(x.v))) &&
    taken.some((x) => x.k === 'recv' && f.calls[x.c]!.use === 'await')
  );
}

/** Whether whoever puts work into a queue waits for it, or hands the promise of it on: it is part of the call that asked for it. */
function isWaitedFor(linked: Linked, use: LibraryUse): boolean {
  const { p, pt } = linked;
  if (use.call < 0 || use.objects.length === 0 || !use.entry.promises) return false;
  const ours = new Set(use.objects);
  const given = (use.entry.promises ?? [])
    .flatMap((name) => callsOfMethod(linked, name))
    .filter((gid) => {
      const { file, c } = p.calls[gid]!;
      return c.recv !== NONE && setOf(pt.h, pt.valueNode(file, c.recv)).some((o) => ours.has(o));
    });
  return given.length > 0 && given.every((gid) => ['await', 'return'].includes(p.calls[gid]!.c.use));
}

const lazyMemo = new WeakMap<Linked, Map<number, LazyCalls>>();
function lazyIn(linked: Linked, file: number): LazyCalls {
  const all = lazyMemo.get(linked) ?? new Map<number, LazyCalls>();
  lazyMemo.set(linked, all);
  const set = all.get(file) ?? lazyCalls(linked.p.files[file]!);
  all.set(file, set);
  return set;
}

const keptMemo = new WeakMap<Linked, ReadonlySet<ObjectId>>();
/** Objects that something which lives as long as the process leads to: module variables, statics, the global object, singletons. */
function keptObjects(linked: Linked): ReadonlySet<ObjectId> {
  const old = keptMemo.get(linked);
  if (old) return old;
  const { p, pt, entries } = linked;
  const { h } = pt;
  const seen = new Set<ObjectId>();
  const work: ObjectId[] = [];
  const take = (list: readonly ObjectId[]): void => {
    for (const o of list)
      if (!seen.has(o)) {
        seen.add(o);
        work.push(o);
      }
  };
  take([pt.globalObject]);
  for (const file of entries.loaded) {
    take([pt.exportsObject(file), pt.moduleObject(file)]);
    p.files[file]!.bindings.forEach((b, id) => {
      if (b.top && !b.imp) take(setOf(h, pt.bindingNode(p.bindingBase[file]! + id)));
    });
    p.files[file]!.classes.forEach((_, id) => {
      take([pt.classObject(p.classBase[file]! + id)]);
    });
  }
  for (const x of h.objects) if (x.injected && (x.lifetime === undefined || x.lifetime === 'process')) take([x.id]);
  for (let o = work.pop(); o !== undefined; o = work.pop()) {
    const fields = h.fields[o] ?? [];
    for (let i = 1; i < fields.length; i += 2) take(setOf(h, fields[i]!));
  }
  keptMemo.set(linked, seen);
  return seen;
}

function component(linked: Linked, use: LibraryUse, out: Outcome): Component {
  const { p, entries } = linked;
  const { entry } = use;
  const spot = (x: Spot) => spanOf(p, x.file, x.s, x.e);
  const at: Spot = { file: use.file, s: use.s, e: use.e };
  const named = entry.memoizes === undefined ? null : homeOf(linked, use);
  const home =
    out.verdict === 'report'
      ? (out.site ?? out.judged?.home ?? farOption(linked, use, out) ?? serverOf(linked, use))
      : null;
  const { contexts, path } = reached(linked, out.site?.fn ?? functionOfUse(linked, use));
  const written = out.judged && out.judged.alternative.kind !== 'absent' ? out.judged.alternative : null;
  return {
    rule: entry.rule,
    message: entry.message ?? null,
    entry: entry.id,
    package: use.pkg,
    version: use.version,
    verdict: out.verdict,
    reason: out.reason,
    proof: out.proof ? spot(out.proof) : null,
    backing:
      out.verdict === 'silent' && out.reason === 'backed'
        ? { package: out.pkg ?? use.pkg, service: entry.service ?? out.pkg ?? use.pkg }
        : null,
    span: spot(home ?? named ?? at),
    symbol: (home ?? named)?.symbol ?? use.name,
    use: spot(at),
    option: written && out.option ? { name: out.option, span: spot(written) } : null,
    keeps: entry.keeps,
    wayOut: entry.wayOut,
    severity: entry.severity ?? 'error',
    consequences: entry.consequences ?? ['lost-on-restart', 'not-shared'],
    confidence: confidenceOf(entry, use, out),
    contexts,
    path,
    processes: [...entries.processesOf(out.site?.file ?? use.file)].sort(byCodeUnit),
  };
}

function confidenceOf(entry: LibraryEntry, use: LibraryUse, out: Outcome): Component['confidence'] {
  if (out.doubt || entry.unverified || (entry.versions !== undefined && use.version === null)) return 'medium';
  return 'high';
}

const TELLING = [Ctx.boot, Ctx.request, Ctx.job, Ctx.connection, Ctx.event, Ctx.timer, Ctx.later];

/** In which contexts a use is reached, and how. */
function reached(
  linked: Linked,
  fn: number,
): { readonly contexts: readonly string[]; readonly path: readonly PathStep[] } {
  const { ctx, p } = linked;
  const frames = ctx.framesOf(fn);
  const mask = frames.reduce((m, f) => m | f.mask, 0);
  const bit = TELLING.find((b) => mask & b);
  const frame = bit === undefined ? undefined : frames.find((f) => f.mask & bit);
  return {
    contexts: contextNames(mask),
    path: frame && bit !== undefined ? pathTo(p, ctx, frame, bit) : [],
  };
}
