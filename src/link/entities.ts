import { NONE, type ValueId } from '../extract/facts.ts';
import { isActedOn } from './acted-on.ts';
import { dropsWhenSettled, type Verdict } from './categories.ts';
import { isColumn } from './columns.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import type { Effects } from './effects.ts';
import { collectFields, type Field, isField, type Read, type Write } from './entity-fields.ts';
import { entityLock } from './entity-locks.ts';
import { isOfOwnStarted } from './evidence.ts';
import { isFarewell } from './farewells.ts';
import { excludes, guardChain, inside } from './guards.ts';
import { type HeapObject, type ObjectId, setOf } from './heap.ts';
import type { Holder, Holders, Mutation } from './holders.ts';
import { isMeasuring } from './measuring.ts';
import { From, type Origins } from './origins.ts';
import type { Points } from './points.ts';
import { makeReceivers, type Receivers, Via } from './receivers.ts';
import { restoredBy } from './saved-fields.ts';
import type { Sink, Sinks } from './sinks.ts';
import { within } from './timer-shapes.ts';
import { isInert } from './upkeep.ts';

/** A field of objects that a collection, slot or connection of the process keeps, judged on its own. */
export type EntityField = {
  /** Key, place, writes and reads, in the shape of the holders. */
  readonly holder: Holder;
  readonly verdict: Verdict;
};

export type EntityInput = {
  readonly pt: Points;
  readonly ctx: Contexts;
  readonly holders: Holders;
  readonly origins: Origins;
  readonly sinks: Sinks;
  readonly effects: Effects;
  /** Variables that are written before they are read, in each run: what they hold is of that run. */
  readonly ofOneRun: ReadonlySet<number>;
};

/** Fields that may have come by a look-up: where there are more, calls are too little told apart to say so of any. */
const MAX_VAGUE = 12;

/**
 * Finds the fields of entities that are findings of their own: those that carry a value from one activation to another through a
 * look-up (a request's or another client's data, a count or a log of their own), and tell it to an answer, another client, a
 * refusal or a later effect. All others are silent, with the reason. What cannot be computed is silent too.
 */
export function findEntityFields(input: EntityInput): EntityField[] {
  const { pt, ctx, holders, sinks } = input;
  const fields = collectFields(pt, ctx, holders, makeReceivers(pt, ctx, holders.lifeOf));
  const judged = new Set(holders.all.filter((x) => x.mutations.some((m) => m.mask & AFTER)).map((x) => x.key));
  const whole = wholeObjects(pt, ctx, makeReceivers(pt, ctx, holders.lifeOf));
  const named = inVariables(pt, input.ofOneRun);
  const found: { readonly holder: Holder; readonly verdict: Found }[] = [];
  for (const field of fields) {
    if (judged.has(field.holder.key)) continue;
    const verdict = judge(input, field, sinks.of, whole, named);
    if (!verdict) continue;
    const unheard = isOfOwnPrograms(input, field.holder);
    found.push({ holder: field.holder, verdict: unheard ? { ...verdict, unheard } : verdict });
  }
  return withoutSmear(found);
}

/** Where many fields rest on a look-up that is one of several ways, calls are told apart too little to say so of any of them. */
export function withoutSmear(found: readonly { readonly holder: Holder; readonly verdict: Found }[]): EntityField[] {
  const vague = found.filter(({ verdict }) => verdict.vague).length;
  return found.map(({ holder, verdict: { vague: is, ...verdict } }) => ({
    holder,
    verdict: is && vague > MAX_VAGUE ? { ...verdict, unheard: true } : verdict,
  }));
}

/** Whether all that is written later is written at events of what the process has started, and no request reads it. */
function isOfOwnPrograms(input: EntityInput, { mutations, reads }: Holder): boolean {
  const later = mutations.filter((m) => m.mask & AFTER);
  return (
    later.length > 0 &&
    !reads.some((r) => r.mask & (Ctx.request | Ctx.connection)) &&
    later.every((m) => (m.mask & (Ctx.request | Ctx.connection)) === 0 && isOfOwnStarted(input, m.frame))
  );
}

/** A verdict that may rest on a look-up of which not every way is known. */
export type Found = Verdict & { readonly vague?: boolean };

/** One way to the object is not known, and on another the activation made it just now: a look-up is one of several things it may be. */
const isVague = ({ via }: Write): boolean => (via & Via.fresh) !== 0 && (via & Via.unknown) !== 0;

/** Objects that variables of modules hold, which are given them after they are declared. */
function inVariables({ p, h, bindingNode }: Points, ofOneRun: ReadonlySet<number>): ReadonlySet<ObjectId> {
  const out = new Set<ObjectId>();
  p.files.forEach((_, file) => {
    if (!p.isOpen(file)) return;
    p.files[file]!.bindings.forEach((b, id) => {
      if (b.imp || b.kind === 'const' || b.kind === 'param' || !(b.top || b.f === 0)) return;
      if (ofOneRun.has(p.bindingBase[file]! + id)) return;
      for (const o of setOf(h, bindingNode(p.bindingBase[file]! + id))) if (h.objects[o]!.k === 'inst') out.add(o);
    });
  });
  return out;
}

/**
 * Classes whose objects are handed whole to a library's call after start-up: serialised, sent. With each, whether somebody may have looked
 * it up for that: what an activation sends of its own, nobody else sees.
 */
function wholeObjects(pt: Points, ctx: Contexts, receivers: Receivers): ReadonlyMap<number, boolean> {
  const { p, h } = pt;
  const out = new Map<number, boolean>();
  // By depth: many answers hold the same objects.
  const seen: Set<ObjectId>[] = [new Set(), new Set(), new Set()];
  for (const [call, exts] of pt.externals) {
    const { file, c } = p.calls[call]!;
    if (c.f === NONE || c.kind === 'new') continue;
    const callee = p.files[file]!.values[c.callee]!;
    const method = callee.k === 'prop' ? callee.p : '';
    if (!/^(json|send|stringify)$/.test(method)) continue;
    if (!exts.some((e) => h.objects[e]!.k === 'ext')) continue;
    if ((ctx.maskOf(p.functionBase[file]! + c.f) & AFTER) === 0) continue;
    const isOwn = (a: ValueId): boolean =>
      ctx
        .framesOf(p.functionBase[file]! + c.f)
        .every((frame) => (receivers.of(frame, file, a, c.guard) & (LOOKED | Via.unknown)) === 0);
    const look = (o: ObjectId, depth: number, own = false): void => {
      const x = h.objects[o]!;
      if (x.k === 'inst' && x.cls >= 0) out.set(x.cls, out.get(x.cls) === true || !own);
      if (seen[depth]!.has(o)) return;
      seen[depth]!.add(o);
      if (x.k === 'inst' && x.cls >= 0) return;
      if (depth < 2 && (x.k === 'arr' || x.k === 'nat' || x.k === 'obj')) {
        const list = h.fields[o];
        if (list) for (let i = 1; i < list.length; i += 2) for (const y of setOf(h, list[i]!)) look(y, depth + 1);
      }
    };
    for (const a of c.args)
      for (const o of setOf(h, pt.valueNode(file, a)).slice(0, 8)) look(o, 0, h.objects[o]!.k === 'inst' && isOwn(a));
  }
  return out;
}

// ---- the verdict

const LOOKED = Via.lookup | Via.slot;

function judge(
  input: EntityInput,
  field: Field,
  sinksOf: (file: number, v: ValueId) => readonly Sink[],
  whole: ReadonlyMap<number, boolean>,
  named: ReadonlySet<ObjectId>,
): Found | null {
  const { pt, ctx, origins, effects } = input;
  const { p, h } = pt;
  const { holder } = field;
  const silent = (
    category: Verdict['category'],
    shape: string,
    why: string,
    m: Mutation | undefined,
  ): Verdict | null =>
    !field.plain && (m || category === 'init-only')
      ? {
          category,
          runnerUp: null,
          shape,
          why,
          proof: m ? { file: m.file, s: m.s, e: m.e } : null,
          severity: 'error',
        }
      : null;
  const literal = (w: Write): unknown => {
    if (w.m.v === NONE) return null;
    const x = p.files[w.m.file]!.values[w.m.v]!;
    if (x.k === 'undef') return null;
    if (x.k === 'lit') return x.v;
    if (x.k === 'obj' && x.props.length + x.spreads.length + x.computed.length === 0) return '';
    if (x.k === 'arr' && x.items.length + x.spreads.length === 0) return '';
    return undefined;
  };
  const empties = (w: Write): boolean => {
    const x = literal(w);
    return w.m.kind === 'remove' || (w.m.kind === 'assign' && (x === null || x === '' || x === 0));
  };
  const later = field.writes.filter((w) => w.m.mask & AFTER && w.via !== Via.fresh);
  if (later.length === 0)
    return silent('init-only', 'made', 'written only while its object is made', field.writes[0]?.m);
  if (isColumn(pt, holder)) return silent('backed', 'column', 'a column of a row, which its table keeps', later[0]!.m);
  const data = later.filter((w) => !empties(w));
  if (data.length === 0)
    return silent('process-upkeep', 'teardown', 'only emptied after its object is made', later[0]!.m);
  if (field.plain && !plainException(data)) return null;

  const lock = entityLock({ pt, ctx, origins, effects, sinks: input.sinks, holder }, field.writes, field.reads);
  if (lock) return lock;

  // ---- kinds of values
  const isBoolean = (w: Write) => w.m.kind === 'assign' && !w.nested && typeof literal(w) === 'boolean';
  if (data.every(isBoolean))
    return silent('process-upkeep', 'flag', 'a flag of the object, set beside what it speaks of', data[0]!.m);
  // `readyState = 3`: which of its states the object is in, where only its own methods compare it.
  const isState = (w: Write) => w.m.kind === 'assign' && !w.nested && typeof literal(w) === 'number';
  const isOwnTest = (r: Read) => {
    const x = p.files[r.file]!.values[r.v]!;
    return x.k === 'prop' && p.files[r.file]!.values[x.o]!.k === 'this' && isCompared(pt, r);
  };
  if (data.every(isState) && field.reads.length > 0 && field.reads.every(isOwnTest))
    return silent('process-upkeep', 'flag', 'a state of the object, which only its own methods compare', data[0]!.m);
  const originOf = (w: Write): number => (w.m.v === NONE ? 0 : origins.of(ctx.frames[w.m.frame]!, w.m.file, w.m.v));
  // `createPlayer()`: what a library's function made, and listeners are put on, is as much a handle as what `new` makes.
  const isMadeToListen = ({ type, kinds }: HeapObject): boolean =>
    type === 'call' &&
    kinds.some((k) => pt.lib.kinds[k]!.def.lifetime === undefined && (pt.lib.kinds[k]!.def.fluent?.length ?? 0) > 0);
  /** A request is answered with what stands in it, or by whether there is one. */
  const isLookedInto = field.reads.some((r) => {
    const uses = consumersOf(p.files[r.file]!);
    const isData = (v: ValueId): boolean => uses.of(v).every((x) => x.k !== 'callee' && x.k !== 'recv');
    return (
      (r.mask & Ctx.request) !== 0 &&
      uses.of(r.v).some((x) => x.k === 'value' && p.files[r.file]!.values[x.v]!.k === 'prop' && isData(x.v))
    );
  });
  /** One client's own object, made when it connected or asked. */
  const isOfClient = (set: readonly ObjectId[]): boolean =>
    set.length > 0 &&
    set.every((y) => {
      const { k, allocator } = h.objects[y]!;
      const mask = k === 'inst' && allocator >= 0 ? ctx.maskOf(allocator) : Ctx.boot;
      return (mask & (Ctx.connection | Ctx.request)) !== 0 && (mask & Ctx.boot) === 0;
    });
  const isHandle = (w: Write): boolean => {
    const o = originOf(w);
    if (o & From.timer) return true;
    if (o & (From.promise | From.fn) && (o & (From.request | From.event | From.state)) === 0) return true;
    const set = setOf(h, pt.valueNode(w.m.file, w.m.v));
    if (isLookedInto && isOfClient(set)) return false;
    return (
      set.length > 0 &&
      set.every((y) => {
        const x = h.objects[y]!;
        return (
          x.k === 'inst' ||
          x.k === 'fn' ||
          (x.k === 'ext' && (x.type === 'new' || isMadeToListen(x))) ||
          x.k === 'class' ||
          (x.k === 'nat' && x.type === 'AbortController')
        );
      })
    );
  };
  const slots = data.filter((w) => w.m.kind === 'assign' && !w.nested);
  const isFunction = (w: Write): boolean => {
    const set = w.m.v === NONE ? [] : setOf(h, pt.valueNode(w.m.file, w.m.v));
    return set.length > 0 && set.every((y) => h.objects[y]!.k === 'fn');
  };
  if (data.every((w) => w.m.kind === 'put' && (isFunction(w) || originOf(w) & From.timer)))
    return silent('process-upkeep', 'callbacks', 'holds callbacks or timers', data[0]!.m);
  const isMarked = data.every((w) => w.m.kind === 'put' && w.m.key !== NONE && removedAfter(pt, later, w));
  /** A collection through which one activation reaches what another keeps in this process. */
  const reached = (why: string, { m }: Write): Found => ({
    category: 'state',
    runnerUp: null,
    shape: 'collection',
    why,
    proof: { file: m.file, s: m.s, e: m.e },
    severity: 'error',
  });
  if (isMarked && isActedOn(pt, field.reads, new Set(data.map((w) => w.m.fn))))
    return reached(
      'work in progress that others look up by its key to reach it: they find what runs in this process alone',
      data[0]!,
    );
  if (isMarked)
    return silent(
      'single-flight',
      'marks',
      'marks work in progress and drops the mark in the same activation',
      data[0]!.m,
    );
  if (
    data.every((w) => w.m.kind === 'put' && w.m.key !== NONE && originOf(w) & From.promise && endsItself(pt, later, w))
  )
    return silent('single-flight', 'pending', 'holds work in progress and drops it when it settles', data[0]!.m);
  if (slots.length === data.length && slots.every((w) => isHandle(w) || typeof literal(w) === 'boolean'))
    return silent('lazy-singleton', 'handle', 'holds a handle of the object', data[0]!.m);

  // ---- readers
  const reads = field.reads.filter(
    (r) =>
      !field.writes.some(
        (w) => w.m.file === r.file && w.m.op !== '' && w.m.op !== '=' && w.m.s <= r.s && r.s < w.m.e && w.m.op !== '++',
      ),
  );
  if (field.reads.length === 0)
    return silent('process-upkeep', 'never-read', 'nothing reads what is written', data[0]!.m);

  // ---- whose value it is
  const isAccumulating = (w: Write): boolean =>
    w.m.kind === 'put' || w.m.kind === 'update' || selfBased(pt, field, w.m);
  // Boot code that runs again builds anew what it built at boot, unless a request's data flows in.
  const madeAtBoot = [...field.objects].some((o) => {
    const a = h.objects[o]!.allocator;
    return a < 0 || (ctx.maskOf(a) & Ctx.boot) !== 0;
  });
  const again = (w: Write): boolean =>
    madeAtBoot &&
    (w.m.mask & Ctx.boot) !== 0 &&
    (originOf(w) & (From.request | From.event)) === 0 &&
    !isAccumulating(w) &&
    w.m.kind === 'assign';
  /** A variable of a module holds it: whoever reads that comes to what another left there. */
  const isNamed = [...field.objects].some((o) => named.has(o));
  const looked = data
    .filter((w) => w.via & (isNamed ? LOOKED : Via.lookup) && !again(w))
    .sort((a, b) => Number(isVague(a)) - Number(isVague(b)));
  const sinks: { r: Read; s: Sink }[] = [];
  for (const r of reads) for (const s of sinksOf(r.file, r.v)) sinks.push({ r, s });
  const isWhole = [...field.objects].some((o) => whole.has(h.objects[o]!.cls));

  // ---- sockets of others, spoken to
  const sockets = data.filter(
    (w) => w.m.kind === 'put' && (isSocket(pt, w.m.file, w.m.v) || isSocket(pt, w.m.file, w.m.key)),
  );
  if (sockets.length > 0) {
    const sent = sinks.find((x) => x.s.kind === 'send' && !isFarewell(pt, ctx, x.s));
    if (sent) return reached('sockets of this process alone, through which messages go to other clients', sockets[0]!);
    return silent('live-connections', 'sockets', 'live connections, kept to close or count them', sockets[0]!.m);
  }
  // What stands in a file that no process loads makes none of them.
  const makers = [...field.objects]
    .map((o) => h.objects[o]!.allocator)
    .filter((a) => a < 0 || ctx.maskOf(a) !== 0 || ctx.loaded.has(p.functions[a]!.file));
  const madeForConnection =
    makers.length > 0 && makers.every((a) => a >= 0 && (ctx.maskOf(a) & AFTER & ~Ctx.later) === Ctx.connection);
  const drained = later.some(
    (w) => (empties(w) && w.via & Via.own && w.m.kind !== 'remove') || (empties(w) && takesOut(pt, reads, w.m)),
  );
  if (
    madeForConnection &&
    drained &&
    reads.every((r) => (r.via & Via.lookup) === 0 || field.writes.some((w) => w.m.fn === r.fn))
  )
    return silent('live-connections', 'queue', 'a queue that only its own connection drains', data[0]!.m);
  if (looked.length === 0 && madeForConnection)
    return silent('live-connections', 'own', 'written only by the connection that its object belongs to', data[0]!.m);

  // ---- from one activation to another
  const ends = sinks.filter(({ s }) => s.kind !== 'cond' && s.kind !== 'log');
  // `if (this.uses > 100) await db.query(…)`: what it decides has to be no more than that, too.
  const steersOnly = ({ s }: { readonly s: Sink }): boolean =>
    s.kind !== 'cond' || isInert(pt, holder, s) || isMeasuring({ pt, effects }, s);
  const isTold = ends.length > 0 && ends.every(({ s }) => isMeasuring({ pt, effects }, s)) && sinks.every(steersOnly);
  if (
    isTold &&
    data.every(({ m }) => m.kind === 'assign' || m.kind === 'update') &&
    reads.every((r) => !input.sinks.isCut(r.file, r.v))
  )
    return silent('metrics', 'told', 'ends in what measures this process, and in nothing else', data[0]!.m);
  const effective = sinks.filter(
    ({ s }) => s.kind === 'out' || s.kind === 'refuse' || s.kind === 'clock' || s.kind === 'send',
  );
  const told = (w: Write): { r: Read; s: Sink } | undefined =>
    effective.find(({ r }) => {
      if (isAccumulating(w)) return true;
      return r.fn !== w.m.fn || r.s < w.m.s;
    });
  if (looked.length > 0) {
    const w = looked.find((x) => told(x)) ?? (isWhole ? looked[0] : undefined);
    const saved = { name: holder.name, writes: field.writes.map(({ m }) => m), reads };
    // A list of objects with a life of their own is more than what is stored of them.
    const isPlain = !data.some((x) => x.m.kind === 'put' && isInstance(pt, x.m));
    const restored = w && isPlain ? restoredBy(pt, effects, saved) : null;
    if (restored) return silent('backed', 'restored', 'stored with its object, and restored from there', restored);
    if (w)
      return found(
        w,
        stateCategory(looked.filter((x) => !isAccumulating(x)).length === looked.length ? looked : [], originOf),
        isVague(w),
      );
    return silent('process-upkeep', 'own-use', 'steers only what its object does', data[0]!.m);
  }
  // ---- what its own link said
  const gathered = data.filter(isAccumulating);
  // How many of its connections are open now: up with each, and down again.
  const directions = new Set(gathered.map((w) => (w.m.kind === 'update' ? directionOf(pt, w.m) : null)));
  if (gathered.length > 0 && directions.has('up') && directions.has('down') && !directions.has(null))
    return silent(
      'live-connections',
      'count',
      'how many of its connections are open, up and down with them',
      data[0]!.m,
    );
  const isSentByOthers = [...field.objects].some((o) => whole.get(h.objects[o]!.cls) === true);
  const foreign =
    effective.find(({ r, s }) => r.via & LOOKED && s.kind === 'out') ?? (isSentByOthers ? effective[0] : undefined);
  // What was made up here is no mirror: whoever brings it back finds it in this process alone.
  const madeUp = slots.find((w) => originOf(w) & From.random && (originOf(w) & (From.handle | From.promise)) === 0);
  const asked = effective.some(({ r, s }) => r.via & LOOKED && (s.kind === 'out' || s.kind === 'refuse'));
  if (madeUp && asked) return found(madeUp, 'state');
  // What its own timer fetches again and again, others are answered with: the copy of each process has its own age.
  const refetched = slots.find((w) => {
    const o = originOf(w);
    const isOwn = (w.via & Via.own) !== 0 && (w.via & Via.unknown) === 0 && (w.m.mask & Ctx.timer) !== 0;
    return isOwn && o & From.answer && (o & (From.handle | From.promise)) === 0;
  });
  if (refetched && foreign && !madeForConnection) return found(refetched, 'cache');
  const isReset = ({ m, via }: Write): boolean =>
    (m.kind === 'assign' || m.method === 'clear') &&
    (via & Via.own) !== 0 &&
    (!guarded(pt, m) || isGuardedByItself(pt, field, m));
  const resets = later.filter(empties).filter(isReset);
  if (gathered.length > 0 && foreign && resets.length === 0 && gathered.some((w) => w.via & Via.own))
    return found(gathered[0]!, 'state');
  return silent('process-upkeep', 'own-link', 'a mirror of what its own link said', data[0]!.m);

  function found(w: Write, category: 'state' | 'cache', vague = false): Found {
    return {
      ...(vague && { vague }),
      category,
      runnerUp: null,
      shape: w.m.kind === 'put' ? 'collection' : w.m.kind === 'update' ? 'counter' : 'slot',
      why: 'carries what one activation writes to another, in an object that this process alone keeps',
      proof: { file: w.m.file, s: w.m.s, e: w.m.e },
      severity: category === 'cache' ? 'warning' : 'error',
    };
  }
}

/**
 * Whether an entry is taken out, or all of them, by a function that reads what is there, and that neither a request nor a job runs: a
 * timer sends what has gathered for the connection that the object belongs to.
 */
function takesOut({ p }: Points, reads: readonly Read[], m: Mutation): boolean {
  if ((m.mask & (Ctx.request | Ctx.job)) !== 0) return false;
  if (m.kind !== 'assign' && m.method !== 'splice' && m.method !== 'shift') return false;
  const c = p.files[m.file]!.calls.find((x) => x && x.s === m.s && x.e === m.e);
  return m.kind === 'assign' ? reads.some((r) => r.fn === m.fn) : c !== undefined && c.use !== 'discard';
}

/** Whether a number is counted up or down by one; null for another change of it: what is added may be anything that a message said. */
function directionOf({ p }: Points, m: Mutation): 'up' | 'down' | null {
  const { values } = p.files[m.file]!;
  const x = m.v === NONE ? null : values[m.v]!;
  if (x?.k !== 'op') return null;
  const by = x.op === '+' || x.op === '-' ? values[x.of.at(-1)!]! : null;
  if (by && (by.k !== 'lit' || by.v !== 1)) return null;
  return x.op === '++' || x.op === '+' ? 'up' : x.op === '--' || x.op === '-' ? 'down' : null;
}

/** Whether a write stands under no other conditions than those that ask what is in its own place: `if (this.waiting.length > 0)`. */
function isGuardedByItself(pt: Points, field: Field, m: Mutation): boolean {
  const { values } = pt.p.files[m.file]!;
  const isOwn = (v: ValueId, depth = 0): boolean => {
    const x = v === NONE || depth > 6 ? undefined : values[v]!;
    if (x?.k === 'lit' || x?.k === 'undef') return true;
    if (x?.k === 'op') return x.of.every((y) => isOwn(y, depth + 1));
    if (x && isField(field, pt.p, m.file, v)) return true;
    return x?.k === 'prop' && (x.p === 'length' || x.p === 'size') && isOwn(x.o, depth + 1);
  };
  for (const g of guardChain(pt.p.files[m.file]!, m.guard))
    if ((g.kind === 'if' || g.kind === 'case' || g.kind === 'early') && !isOwn(g.cond)) return false;
  return true;
}

/** Whether what a write puts is an object of a class of the program. */
const isInstance = ({ h, valueNode }: Points, { file, v }: Mutation): boolean =>
  v !== NONE && setOf(h, valueNode(file, v)).some((o) => h.objects[o]!.k === 'inst');

/** Whether a read is an operand of nothing but comparisons for equality. */
function isCompared(pt: Points, r: Read): boolean {
  const uses = pt.p.files[r.file]!.values.filter((x) => x.k === 'op' && x.of.includes(r.v));
  const events = pt.p.functions[r.fn]!.f.events.filter((e) => e.t === 'read' && e.v === r.v && e.s === r.s);
  return (
    uses.length > 0 &&
    uses.every((x) => x.k === 'op' && /^[!=]==?$/.test(x.op)) &&
    events.every((e) => e.t === 'read' && e.use === 'cmp')
  );
}

/** Whether the same function takes the same key out again, later in the same run. */
function removedAfter(pt: Points, all: readonly Write[], w: Write): boolean {
  return all.some(
    (r) =>
      r.m.kind === 'remove' &&
      r.m.fn === w.m.fn &&
      r.m.s > w.m.s &&
      r.m.key === w.m.key &&
      r.m.key !== NONE &&
      !excludes(pt.p.files[w.m.file]!, w.m.guard, r.m.guard),
  );
}

/** Whether the work whose promise is put under a key takes it out again when it settles, also by the last line of what is awaited there. */
function endsItself(pt: Points, all: readonly Write[], w: Write): boolean {
  return all.some(({ m }) => {
    if (m.kind !== 'remove' || m.key === NONE || m.file !== w.m.file) return false;
    const { f: fn } = pt.p.functions[m.fn]!;
    if (!within(pt, m.file, fn.parent, new Set([w.m.fn]))) return false;
    const awaited = fn.async && fn.events.some((e) => e.t === 'await' && e.s < m.s);
    return dropsWhenSettled(pt, m) || (awaited && !guarded(pt, m) && !inside(pt.p.files[m.file]!, m.guard, 'catch'));
  });
}

/** Of plain records only counters are findings of their own, and arrays that are pushed and trimmed. */
function plainException(data: readonly Write[]): boolean {
  return data.some((w) => w.m.op === '++' && !w.nested && w.via & LOOKED && w.m.surely);
}

function stateCategory(looked: readonly Write[], originOf: (w: Write) => number): 'state' | 'cache' {
  const answers =
    looked.length > 0 &&
    looked.every((w) => {
      const o = originOf(w);
      return o & (From.answer | From.file) && (o & (From.request | From.event)) === 0 && w.m.kind === 'assign';
    });
  return answers ? 'cache' : 'state';
}

/** `x = [...x, y]`, `x = x.concat(y)`, `x = x + 1`. */
function selfBased(pt: Points, field: Field, m: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  const look = (v: ValueId, depth: number): boolean => {
    if (v === NONE || depth > 6) return false;
    if (isField(field, pt.p, m.file, v)) return true;
    const x = f.values[v]!;
    switch (x.k) {
      case 'prop':
        return look(x.o, depth + 1);
      case 'op':
        return x.of.some((y) => look(y, depth + 1));
      case 'arr':
        return [...x.spreads, ...x.items].some((y) => look(y, depth + 1));
      case 'obj':
        return x.spreads.some((y) => look(y, depth + 1));
      case 'alt':
        return x.of.some((y) => look(y, depth + 1));
      case 'call': {
        const c = f.calls[x.c]!;
        return (c.recv !== NONE && look(c.recv, depth + 1)) || c.args.some((a) => look(a, depth + 1));
      }
      default:
        return false;
    }
  };
  return look(m.v, 0);
}

function guarded(pt: Points, m: Mutation): boolean {
  for (const g of guardChain(pt.p.files[m.file]!, m.guard))
    if (g.kind === 'if' || g.kind === 'case' || g.kind === 'early') return true;
  return false;
}

/** A connection, or an object of the program that holds one. */
function isSocket(pt: Points, file: number, v: ValueId): boolean {
  if (v === NONE) return false;
  const isConnection = (o: ObjectId): boolean => {
    const x = pt.h.objects[o]!;
    return (
      x.k === 'ext' && x.type === 'callback' && x.kinds.some((k) => pt.lib.kinds[k]!.def.lifetime === 'connection')
    );
  };
  return setOf(pt.h, pt.valueNode(file, v)).some((o) => {
    if (isConnection(o)) return true;
    const list = pt.h.objects[o]!.k === 'inst' ? pt.h.fields[o] : undefined;
    if (list) for (let i = 1; i < list.length; i += 2) if (setOf(pt.h, list[i]!).some(isConnection)) return true;
    return false;
  });
}
