import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { isHeardByAll } from './bus-listeners.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { endingOfWalk } from './ended-elements.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Access } from './holders.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';
import type { Sink } from './sinks.ts';

// Who of this process's clients listens to what, where all that is told comes over a bus that every process hears.

/** Collections within collections that are gone into: rooms by name, and who is in each. */
const MAX_NESTED = 3;
/** Objects that a collection may lead to; of more nothing is said. */
const MAX_OBJECTS = 60;
/** Steps that an entry is followed where it is only kept. */
const MAX_STEPS = 8;
/** Methods of collections by which entries come, go or are counted. */
const KEEPS: ReadonlySet<string> = new Set(['add', 'push', 'set', 'delete', 'has', 'clear', 'splice', 'indexOf']);
/** Methods by which an entry is found. */
const FINDS: ReadonlySet<string> = new Set(['get', 'at']);
const TESTS = /^(?:!|[!=]==?|[<>]=?|&&|\|\||\?\?|in|typeof|delete)$/;

/**
 * Connections by what they want to hear: read where a message of a bus comes in that every process hears, and
 * otherwise only to keep the list. A client of another process is told by that process.
 */
export function heardRooms(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, holder } = input;
  if (f.afterPuts.length === 0 || holder.objects.size === 0) return null;
  if (!holdsListeners(input)) return null;
  const makers = new Set(f.afterPuts.map((m) => m.fn));
  let heard: Access | null = null;
  for (const r of f.reads) {
    // Whatever is done with it there is another read.
    if (r.how === 'value' && (r.use === 'recv' || r.use === 'target' || r.use === 'member')) continue;
    if (isHeardByAll(pt, r.fn)) heard = r;
    else if (r.how === 'size' ? isTold(input, r.file, r.v) : isIterator(r.how) || !isKept(input, r.file, r.v, 0)) {
      if (endingOfWalk(input, f, r, makers) === null) return null;
    }
  }
  if (!heard) return null;
  return verdict(
    'live-connections',
    'heard',
    'clients of this process, told what comes over a bus that every process hears',
    heard,
  );
}

/** Whether all that stands in the collection, also in collections within it, is a connection of a client or an answer that is held open: a callback may do work that is promised here. */
function holdsListeners({ pt, holder }: JudgeInput): boolean {
  const { h, lib } = pt;
  const seen = new Set<ObjectId>();
  let found = false;
  const contents = (o: ObjectId): readonly ObjectId[] =>
    (h.fields[o] ?? []).flatMap((n, i) => (i % 2 === 1 ? setOf(h, n) : []));
  const isOne = (o: ObjectId): boolean => {
    const x = h.objects[o]!;
    if (x.k !== 'ext') return false;
    const lives = x.kinds.map((k) => lib.kinds[k]!.def.lifetime);
    return lives.some((life) => life === 'connection' || life === 'request');
  };
  const leads = (o: ObjectId, depth: number): boolean => {
    if (seen.has(o)) return true;
    seen.add(o);
    const { k, type } = h.objects[o]!;
    if (seen.size > MAX_OBJECTS) return false;
    if (isOne(o)) {
      found = true;
      return true;
    }
    const isCollection = k === 'arr' || k === 'obj' || (k === 'nat' && /^(?:Array|Set|Map|Iterator)$/.test(type));
    return isCollection && depth < MAX_NESTED && contents(o).every((y) => leads(y, depth + 1));
  };
  return [...holder.objects].every((o) => contents(o).every((y) => leads(y, 1))) && found;
}

/** Whether what is counted or tested gets out, or refuses somebody. */
const isTold = ({ pt, sinks }: JudgeInput, file: number, v: ValueId): boolean =>
  v !== NONE &&
  sinks
    .of(file, v)
    .some((s) => (s.kind === 'out' || s.kind === 'send' || s.kind === 'refuse') && !isGivenToEmitter(pt, s));

/** `req.on('close', () => leave(room))`: what a listener gives back nobody gets. */
function isGivenToEmitter({ p }: Points, s: Sink): boolean {
  if (s.call !== NONE || s.fn < 0) return false;
  const { file, id, f } = p.functions[s.fn]!;
  const arg = f.s === s.s ? consumersOf(p.files[file]!).argumentOf(id) : null;
  const callee = arg && arg.i > 0 ? p.files[file]!.values[p.files[file]!.calls[arg.c]!.callee]! : null;
  return callee?.k === 'prop' && /^(?:on|once|addListener|addEventListener)$/.test(callee.p);
}

/** Whether a read only keeps the list: entries are put in, taken out, counted and looked for, and nothing becomes of one. */
function isKept(input: JudgeInput, file: number, v: ValueId, depth: number): boolean {
  if (v === NONE) return true;
  if (depth > MAX_STEPS) return false;
  const f = input.pt.p.files[file]!;
  return consumersOf(f)
    .of(v)
    .every((u) => isKeeping(input, file, f, v, u, depth));
}

function isKeeping(input: JudgeInput, file: number, f: FileFacts, v: ValueId, u: Consumer, depth: number): boolean {
  const uses = consumersOf(f);
  const on = (y: ValueId): boolean => isKept(input, file, y, depth + 1);
  // The same expression may stand where a message comes in, too.
  const isHeard = (c: CallId): boolean => isHeardByAll(input.pt, functionGid(input.pt.p, file, f.calls[c]!.f));
  switch (u.k) {
    case 'callee':
      return isHeard(u.c);
    case 'cond':
      return !isTold(input, file, v);
    case 'def':
      return !f.bindings[u.b]!.top && on(uses.bindValue(u.b));
    case 'recv': {
      if (isHeard(u.c)) return true;
      const callee = f.values[f.calls[u.c]!.callee]!;
      if (callee.k !== 'prop') return false;
      const given = uses.callValue(u.c);
      if (FINDS.has(callee.p)) return on(given);
      return KEEPS.has(callee.p) && !isTold(input, file, given);
    }
    case 'store':
      // `rooms[name] = rooms[name] || []`.
      return holdsObjects(input.pt, input, file, u.o);
    case 'arg':
      return isHeard(u.c) || isCounted(f, u.c);
    case 'value': {
      const x = f.values[u.v]!;
      if (x.k === 'prop')
        return uses.of(u.v).every((w) => w.k === 'callee') || (isSize(x.p) ? !isTold(input, file, u.v) : on(u.v));
      if (x.k === 'op') return TESTS.test(x.op) ? !isTold(input, file, u.v) : false;
      // A name of an entry finds it in its list, and says nothing else.
      if (x.k === 'index' && x.o !== v) return true;
      return (
        (x.k === 'index' || x.k === 'elem' || x.k === 'key' || x.k === 'alt' || x.k === 'as' || x.k === 'narrow') &&
        on(u.v)
      );
    }
    default:
      return false;
  }
}

const isSize = (name: string): boolean => name === 'size' || name === 'length';

/** Whether something is put into the collection that is asked of, or one within it. */
const holdsObjects = (pt: Points, { holder }: JudgeInput, file: number, o: ValueId): boolean =>
  setOf(pt.h, pt.valueNode(file, o)).some((x) => holder.objects.has(x));

/** `Object.keys(rooms[name]).length`. */
function isCounted(f: FileFacts, c: number): boolean {
  const uses = consumersOf(f);
  const callee = f.values[f.calls[c]!.callee]!;
  const of = callee.k === 'prop' ? f.values[callee.o]! : null;
  if (of?.k !== 'global' || of.name !== 'Object' || callee.k !== 'prop' || callee.p !== 'keys') return false;
  return uses.of(uses.callValue(c)).every((u) => {
    const x = u.k === 'value' ? f.values[u.v]! : null;
    return x?.k === 'prop' && isSize(x.p) && uses.of(u.k === 'value' ? u.v : NONE).every((w) => w.k !== 'return');
  });
}
