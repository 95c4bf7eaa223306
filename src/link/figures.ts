import { isClient } from '../catalog/clients.ts';
import { type CallId, type FileFacts, type GuardId, NONE, type Value, type ValueId } from '../extract/facts.ts';
import { countsOn, type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { guardChain } from './guards.ts';
import { usesOfHandedOut } from './handed-out.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Access, Mutation } from './holders.ts';
import { isLogCall } from './log-calls.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import type { Sink } from './sinks.ts';

// Counts and times of a process that stand in a record of such figures, which somebody is shown.

/** Steps from what is read to the record that it stands in. */
const MAX_STEPS = 10;
/** Parts of a record that are asked where they come from. */
const MAX_PARTS = 40;
/** Other figures that make a record one of the process, and not an answer with a number in it. */
const ENOUGH = 2;

/** What a figure is worked out of. */
const FIGURE = From.constant | From.time | From.machine | From.self | From.environment;
/** What a record of figures holds beside them: names, what a library tells of its own object. */
const BESIDE = FIGURE | From.state | From.fresh | From.handle | From.library | From.fn;

/**
 * Counts, times and averages that are only shown, each in a record whose other parts are figures of this process too: what it did, how
 * long that took, what it measured of itself. Beside that they only decide when they start anew.
 */
export function figures(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, ctx, sinks } = input;
  if (f.afterPuts.length === 0 || f.reads.length === 0) return null;
  const counts = (m: Mutation) =>
    m.kind === 'update' || countsOn(pt, f, m) || (f.originOf(m) & (From.time | From.self)) !== 0;
  if (!f.afterPuts.some(counts) || !f.after.every((m) => isFigure(pt, f, m))) return null;
  let shown = false;
  for (const r of usesOfHandedOut(pt.p, ctx, f.reads)) {
    // What a method of the collection gives is followed from the collection itself.
    if (r.how !== 'value') continue;
    if (r.use === 'return' || sinks.isCut(r.file, r.v)) return null;
    const end = endOf(input, f, r, r.v, 0);
    if (end === null) return null;
    shown ||= end === 'shown';
    if (end === 'shown' && sinks.of(r.file, r.v).some((s) => isKept(pt, s))) return null;
  }
  return shown ? verdict('metrics', 'figures', 'a figure of this process, shown among others', f.reads[0]!) : null;
}

/** Whether a write counts, times or measures, or starts anew. */
function isFigure(pt: Points, f: Facts, m: Mutation): boolean {
  if (m.kind === 'remove' || m.v === NONE) return true;
  if (m.method === 'add') return false;
  if (m.kind === 'put' && isCountedOn(pt, f, m, m.v, 0)) return true;
  const whole = m.kind === 'assign' ? From.fresh : 0;
  if ((f.originOf(m) & ~(FIGURE | whole)) !== 0) return false;
  if (m.kind === 'put') return (f.originOf(m) & (From.time | From.machine)) !== 0;
  // A number that is counted on and taken in the same breath is given to something.
  return m.kind !== 'update' || !isTaken(pt, f, m);
}

/** `(counts.get(key) ?? 0) + 1`: what is there, and numbers. */
function isCountedOn(pt: Points, facts: Facts, m: Mutation, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_STEPS) return false;
  const f = pt.p.files[m.file]!;
  const x = f.values[v]!;
  const isPart = (y: ValueId): boolean => isCountedOn(pt, facts, m, y, depth + 1);
  if (x.k === 'lit') return typeof x.v === 'number';
  if (x.k === 'op' || x.k === 'alt') return x.of.length > 0 && x.of.every(isPart);
  if (x.k === 'as') return isCountedOn(pt, facts, m, x.v, depth + 1);
  return facts.isPlace(m.file, v);
}

/** Whether a value, if there is one, is the place that is asked about. */
const isAt = (facts: Facts, file: number, v: ValueId): boolean => v !== NONE && facts.isPlace(file, v);

/** Whether what `count++` gives goes anywhere but back into its place. */
function isTaken(pt: Points, f: Facts, m: Mutation): boolean {
  const uses = consumersOf(pt.p.files[m.file]!);
  const others = uses.of(m.v).filter((u) => u.k !== 'def' || !isAt(f, m.file, uses.bindValue(u.b)));
  return others.filter((u) => u.k === 'store').length > 1 || others.some((u) => u.k !== 'store');
}

type End = 'shown' | 'inert';

/** What becomes of a figure: null where it is anything but shown in a record, told to a log, or decides when it starts anew. */
function endOf(input: JudgeInput, facts: Facts, r: Access, v: ValueId, depth: number): End | null {
  if (v === NONE || depth > MAX_STEPS) return null;
  const { pt } = input;
  const f = pt.p.files[r.file]!;
  const uses = consumersOf(f);
  let shown = false;
  const goOn = (next: ValueId): boolean => {
    const end = endOf(input, facts, r, next, depth + 1);
    shown ||= end === 'shown';
    return end !== null;
  };
  const isOwn = (call: CallId): boolean => {
    const { s, e } = f.calls[call]!;
    return facts.all.some((m) => m.file === r.file && m.s === s && m.e === e);
  };
  const follow = (u: Consumer): boolean => {
    switch (u.k) {
      case 'value': {
        const x = f.values[u.v]!;
        if (x.k !== 'obj') return isPartOf(x, v) && goOn(u.v);
        shown = true;
        return isRecordOfFigures(input, r, u.v, v);
      }
      case 'arg':
        return isOwn(u.c) || isLogCall(pt, r.file, u.c) || (isOfLanguage(pt, r.file, u.c) && goOn(uses.callValue(u.c)));
      case 'recv': {
        const c = f.calls[u.c]!;
        if (isOwn(u.c)) return c.use === 'discard';
        return (isOfLanguage(pt, r.file, u.c) || isGathered(pt, r.file, u.c)) && goOn(uses.callValue(u.c));
      }
      case 'def':
        // What counts on is its own write.
        if (isAt(facts, r.file, uses.bindValue(u.b))) return true;
        return !f.bindings[u.b]!.top && goOn(uses.bindValue(u.b));
      case 'cond':
        return startsAnew(input, facts, r, v);
      case 'store':
        // `this.count = this.count + 1`: its own place, and no other.
        return f.functions[u.f]!.events.every(
          (e) =>
            e.t !== 'write' ||
            'b' in e.to ||
            e.v !== v ||
            facts.all.some((m) => m.file === r.file && m.s === e.s && m.e === e.e),
        );
      case 'return':
        // Its callers' uses stand among the reads.
        return depth === 0;
      default:
        return false;
    }
  };
  return uses.of(v).every(follow) ? (shown ? 'shown' : 'inert') : null;
}

/** Whether a value is worked out of another, or a part of it: not what stands under it as a key. */
function isPartOf(x: Value, v: ValueId): boolean {
  if (x.k === 'index') return x.o === v && x.i !== v;
  return ['op', 'alt', 'as', 'narrow', 'prop', 'elem', 'arr'].includes(x.k);
}

const GATHERS = new Set(
  'get at has entries values keys reduce map filter slice sort toSorted join concat every some'.split(' '),
);

/** Whether a method of a collection works out something of what it holds, with functions that do nothing else. */
function isGathered(pt: Points, file: number, c: CallId): boolean {
  const f = pt.p.files[file]!;
  const call = f.calls[c]!;
  const callee = f.values[call.callee]!;
  if (callee.k !== 'prop' || !GATHERS.has(callee.p)) return false;
  return call.args.every((a) => {
    const x = a === NONE ? null : f.values[a]!;
    if (x?.k !== 'fn') return true;
    return f.functions[x.f]!.events.every(
      (e) => e.t === 'read' || e.t === 'return' || (e.t === 'call' && isOfLanguage(pt, file, e.c)),
    );
  });
}

/** Numbers and text: `Math.round(x)`, `x.toFixed(2)`. */
function isOfLanguage(pt: Points, file: number, c: CallId): boolean {
  const f = pt.p.files[file]!;
  const callee = f.values[f.calls[c]!.callee]!;
  if (callee.k === 'prop' && /^(?:toFixed|toString|toPrecision|getTime|toISOString)$/.test(callee.p)) return true;
  const exts = pt.externals.get(callGid(pt.p, file, c)) ?? [];
  return (
    exts.length > 0 &&
    exts.every((o) => {
      const x = pt.h.objects[o]!;
      return (
        x.pkg === '(global)' &&
        /^\.(?:Math\.\w+|Number|Date|Number\.\w+|String|Date\.now|performance\.now|process\.hrtime(?:\.bigint)?)$/.test(
          x.steps,
        )
      );
    })
  );
}

/**
 * Whether the other parts of a record are figures too, and one of them at least is measured: of the machine, how long something took, how
 * large a library's object is. Anything else of the program that changes makes the record an answer.
 */
function isRecordOfFigures(input: JudgeInput, r: Access, record: ValueId, own: ValueId): boolean {
  const f = input.pt.p.files[r.file]!;
  const x = f.values[record]!;
  if (x.k !== 'obj' || x.props.length > MAX_PARTS) return false;
  const frame = input.ctx.frames[r.frame]!;
  let others = 0;
  let measured = isMeasure(input, r, own);
  for (const v of [...x.props.map((q) => q[1]), ...x.computed.map((q) => q[1]), ...x.spreads]) {
    if (v === own) continue;
    const o = input.origins.of(frame, r.file, v);
    if ((o & ~BESIDE) !== 0) return false;
    const measure = isMeasure(input, r, v);
    const isFigureToo = () =>
      isOfLibrary(input.pt, r.file, v) || rootsOf(f, v).every((root) => holdsNumbers(input, r, root));
    if (!measure && (o & From.state) !== 0 && !isFigureToo()) return false;
    measured ||= measure;
    if (measure || (o & From.state) !== 0) others++;
  }
  return measured && others >= ENOUGH;
}

/** `cache?.calculatedSize ?? 0`: what a library's object tells of itself. */
function isOfLibrary(pt: Points, file: number, v: ValueId): boolean {
  if (v === NONE) return false;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'lit') return true;
  if (x.k === 'alt') return x.of.every((y) => isOfLibrary(pt, file, y));
  const held = x.k === 'prop' ? setOf(pt.h, pt.valueNode(file, x.o)) : [];
  return held.length > 0 && held.every((o) => pt.h.objects[o]!.k === 'ext');
}

/** Whether a value is measured: of the machine or the process, a span of time, the size of what a library keeps. */
function isMeasure({ pt, ctx, origins }: JudgeInput, r: Access, v: ValueId): boolean {
  const f = pt.p.files[r.file]!;
  const frame = ctx.frames[r.frame]!;
  const look = (y: ValueId, depth: number): boolean => {
    if (y === NONE || depth > MAX_STEPS) return false;
    const x = f.values[y]!;
    const o = origins.of(frame, r.file, y);
    if ((o & From.machine) !== 0) return true;
    if (x.k === 'op') return (x.op === '-' && (o & From.time) !== 0) || x.of.some((z) => look(z, depth + 1));
    if (x.k === 'alt') return x.of.some((z) => look(z, depth + 1));
    if (x.k === 'as' || x.k === 'narrow') return look(x.v, depth + 1);
    if (x.k === 'prop') return (x.p === 'size' || x.p === 'length') && (o & From.handle) !== 0;
    if (x.k !== 'call') return false;
    const exts = pt.externals.get(callGid(pt.p, r.file, x.c)) ?? [];
    if (exts.some((e) => /^\.process\.(?:uptime|hrtime)/.test(pt.h.objects[e]!.steps))) return true;
    // The average of a list of times.
    const c = f.calls[x.c]!;
    return c.recv !== NONE && rootsOf(f, c.recv).some((root) => takesTimes(f, root));
  };
  return look(v, 0);
}

/** The variables and fields that a value is worked out of. */
function rootsOf(f: FileFacts, v: ValueId, depth = 0): readonly ValueId[] {
  if (v === NONE || depth > MAX_STEPS) return [];
  const x = f.values[v]!;
  const go = (y: ValueId) => rootsOf(f, y, depth + 1);
  if (x.k === 'op' || x.k === 'alt') return x.of.flatMap(go);
  if (x.k === 'arr') return [...x.items, ...x.spreads].flatMap(go);
  if (x.k === 'obj') return [...x.props.map((q) => q[1]), ...x.spreads].flatMap(go);
  if (x.k === 'as' || x.k === 'narrow' || x.k === 'elem') return go(x.v);
  if (x.k === 'index') return go(x.o);
  if (x.k === 'call') return f.calls[x.c]!.recv === NONE ? [] : go(f.calls[x.c]!.recv);
  if (x.k === 'prop') return f.values[x.o]!.k === 'this' ? [v] : go(x.o);
  return x.k === 'bind' ? [v] : [];
}

/** What is written to a variable or field after its declaration, or into what it holds, by the code of its file. */
function writesOf(f: FileFacts, root: ValueId): readonly { readonly v: ValueId; readonly counts: boolean }[] {
  const isIt = (v: ValueId): boolean => rootsOf(f, v).some((y) => isSame(f, y, root));
  const out: { v: ValueId; counts: boolean }[] = [];
  for (const fn of f.functions)
    for (const e of fn.events) {
      if (e.t === 'write' && e.op !== 'delete' && e.op !== 'init') {
        const counts = e.op === '++' || e.op === 'op=';
        const to = e.to;
        const x = f.values[root]!;
        if ('b' in to ? x.k === 'bind' && x.b === to.b : ('p' in to && x.k === 'prop' && x.p === to.p) || isIt(to.o))
          out.push({ v: e.v, counts });
      } else if (e.t === 'call') {
        const c = f.calls[e.c]!;
        const callee = c.callee === NONE ? null : f.values[c.callee]!;
        if (callee?.k === 'prop' && FILLS.has(callee.p) && isIt(c.recv))
          out.push({ v: c.args[c.args.length - 1] ?? NONE, counts: false });
      }
    }
  return out;
}

const FILLS: ReadonlySet<string> = new Set(['push', 'unshift', 'set', 'add']);
const isSame = (f: FileFacts, a: ValueId, b: ValueId): boolean => {
  const x = f.values[a]!;
  const y = f.values[b]!;
  return x.k === 'bind' ? y.k === 'bind' && x.b === y.b : x.k === 'prop' && y.k === 'prop' && x.p === y.p;
};

/** Whether numbers alone are written there: counts, times, and what starts them anew. */
function holdsNumbers({ pt, ctx, origins }: JudgeInput, r: Access, root: ValueId): boolean {
  const f = pt.p.files[r.file]!;
  const frame = ctx.frames[r.frame]!;
  const x = f.values[root]!;
  // A constant that nothing writes is no state of its own.
  if (x.k === 'bind' && f.bindings[x.b]!.kind === 'param') return false;
  const isNumber = (v: ValueId, depth: number): boolean => {
    if (v === NONE || depth > MAX_STEPS) return false;
    const y = f.values[v]!;
    if (y.k === 'lit') return typeof y.v === 'number' || y.v === null;
    if (y.k === 'op') return y.op !== 'template' && y.of.every((z) => isNumber(z, depth + 1));
    if (y.k === 'alt') return y.of.every((z) => isNumber(z, depth + 1));
    if (y.k === 'obj')
      return y.spreads.length + y.computed.length === 0 && y.props.every((q) => isNumber(q[1], depth + 1));
    if (y.k === 'arr') return y.items.length + y.spreads.length === 0;
    if (rootsOf(f, v).some((z) => isSame(f, z, root))) return true;
    if (y.k === 'call' && f.calls[y.c]!.kind === 'new' && f.calls[y.c]!.args.length === 0) return true;
    const o = origins.of(frame, r.file, v);
    return (o & (From.time | From.machine)) !== 0 && (o & ~(From.time | From.machine | From.constant)) === 0;
  };
  const writes = writesOf(f, root);
  return writes.length > 0 && writes.every((w) => w.counts || isNumber(w.v, 0));
}

/** Whether spans of time are put into a list: `times.push(Date.now() - from)`. */
function takesTimes(f: FileFacts, root: ValueId): boolean {
  const isSpan = (v: ValueId, depth: number): boolean => {
    if (v === NONE || depth > 3) return false;
    const x = f.values[v]!;
    if (x.k === 'bind') return f.bindings[x.b]!.defs.length === 1 && isSpan(f.bindings[x.b]!.defs[0]!, depth + 1);
    return x.k === 'op' && x.op === '-' && x.of.some((y) => isClock(f, y));
  };
  return writesOf(f, root).some((w) => isSpan(w.v, 0));
}

const isClock = (f: FileFacts, v: ValueId): boolean => {
  const x = v === NONE ? null : f.values[v]!;
  const callee = x?.k === 'call' ? f.values[f.calls[x.c]!.callee]! : null;
  return callee?.k === 'prop' && callee.p === 'now';
};

/** Whether a record of figures goes to a store or another service: then the sum of it is kept, and what was not sent yet is lost. */
function isKept(pt: Points, s: Sink): boolean {
  if (s.kind !== 'out' && s.kind !== 'send') return false;
  const isStore = (o: ObjectId) => isClient(pt.h.objects[o]!.pkg);
  if (s.recv !== NONE && setOf(pt.h, pt.valueNode(s.file, s.recv)).some(isStore)) return true;
  return pt.p.files[s.file]!.calls.some((c, id) => {
    if (!c || (s.call !== NONE ? id !== s.call : c.s !== s.s)) return false;
    const exts = pt.externals.get(callGid(pt.p, s.file, id)) ?? [];
    return exts.some((o) => isStore(o) || (pt.h.objects[o]!.pkg === '(global)' && pt.h.objects[o]!.steps === '.fetch'));
  });
}

/** Whether what a condition decides is that figures start again from a number, or what a log is told. */
function startsAnew({ pt, ctx, origins }: JudgeInput, facts: Facts, r: Access, cond: ValueId): boolean {
  const f = pt.p.files[r.file]!;
  const under = (guard: GuardId): boolean => {
    for (const g of guardChain(f, guard)) if (g.cond === cond) return true;
    return false;
  };
  const frame = ctx.frames[r.frame]!;
  const isNumber = (v: ValueId): boolean => {
    const x = v === NONE ? null : f.values[v]!;
    if (x?.k === 'lit') return typeof x.v === 'number';
    const o = x ? origins.of(frame, r.file, v) : 0;
    return (o & From.time) !== 0 && (o & ~(From.time | From.constant)) === 0;
  };
  return f.functions.every((fn) =>
    fn.events.every((e) => {
      if (e.t === 'read' || e.t === 'yield') return true;
      const guard = e.t === 'call' ? f.calls[e.c]!.guard : e.guard;
      if (guard === NONE || !under(guard)) return true;
      if (e.t === 'write')
        return isNumber(e.v) || facts.all.some((m) => m.file === r.file && m.s === e.s && m.e === e.e);
      if (e.t !== 'call') return false;
      const { s, e: end } = f.calls[e.c]!;
      const isOwn = facts.all.some((m) => m.file === r.file && m.s === s && m.e === end);
      return isOwn || isLogCall(pt, r.file, e.c) || isOfLanguage(pt, r.file, e.c) || isGathered(pt, r.file, e.c);
    }),
  );
}
