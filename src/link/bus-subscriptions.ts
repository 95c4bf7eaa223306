import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { isHeardByAll } from './bus-listeners.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { Ctx } from './contexts.ts';
import { setOf } from './heap.ts';
import type { Access, Mutation } from './holders.ts';
import { isLogCall } from './log-calls.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

// Who of this process wants to hear what comes over a bus that every process hears.

/** Steps that what is read is followed. */
const MAX_FOLLOWED = 12;
/** Methods that keep a collection, or tell how much of it there is. */
const KEEPS: ReadonlySet<string> = new Set('set add push delete clear splice has size get indexOf'.split(' '));
/** Methods whose result is an entry, or a list of the entries. */
const GIVES: ReadonlySet<string> = new Set(['get', 'values', 'entries', 'at', 'slice']);
const SIZES: ReadonlySet<string> = new Set(['size', 'length']);

/**
 * Callbacks by topic, which run where a message comes over the bus and nowhere else: the same message comes to every process, and each
 * tells its own. Where another line runs them too, it reaches those of this process alone.
 */
export function busSubscriptions(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, sinks } = input;
  const isEmptied = (m: Mutation) => m.kind === 'assign' && m.v !== NONE && isEmpty(pt.p.files[m.file]!, m.v);
  const puts = f.afterPuts.filter((m) => !isEmptied(m));
  if (puts.length === 0 || !puts.every((m) => m.kind === 'put' && m.v !== NONE && holdsFunctions(pt, m, 0)))
    return null;
  // Who is told by a request to leave, in whichever process it arrives, may be kept by another.
  const makers = new Set(puts.map((m) => m.fn));
  if (f.removes.some((m) => m.mask & Ctx.request && !isWithin(pt, m.fn, makers))) return null;
  let heard: Access | null = null;
  for (const r of f.reads) {
    const tells = (r.how === 'has' || r.how === 'size') && r.v !== NONE ? sinks.of(r.file, r.v) : [];
    if (tells.some((s) => s.kind === 'out' || s.kind === 'refuse')) return null;
    const look: Look = { pt, file: r.file, isPlace: f.isPlace, runs: isHeardByAll(pt, r.fn), ran: false };
    if (!isUsed(look, r)) return null;
    if (look.ran) heard = r;
  }
  if (!heard) return null;
  return verdict(
    'backed',
    'heard',
    'listeners of this process, told what comes over a bus that every process hears',
    heard,
  );
}

/** Whether a function is one of some, or stands in one: `request.on('close', () => hearers.delete(id))`. */
export function isWithin({ p }: Points, fn: number, some: ReadonlySet<number>): boolean {
  const { file, id } = p.functions[fn]!;
  for (let at = id; at > 0; at = p.files[file]!.functions[at]!.parent)
    if (some.has(functionGid(p, file, at))) return true;
  return false;
}

const isEmpty = (f: FileFacts, v: ValueId): boolean => {
  const x = f.values[v]!;
  return (
    x.k === 'undef' || (x.k === 'lit' && x.v === null) || (x.k === 'arr' && x.items.length + x.spreads.length === 0)
  );
};

/** Whether what is put is a function, or a collection that is made for functions: nothing else is known to be in it. */
function holdsFunctions(pt: Points, m: Mutation, depth: number): boolean {
  const { h } = pt;
  const isFunctions = (objects: readonly number[], at: number): boolean =>
    objects.length > 0 &&
    objects.every((o) => {
      const x = h.objects[o]!;
      if (x.k === 'fn') return true;
      if ((x.k !== 'nat' && x.k !== 'arr') || at > 1) return false;
      const held = (h.fields[o] ?? []).flatMap((n, i) => (i % 2 === 1 ? setOf(h, n) : []));
      return isFunctions(held, at + 1);
    });
  return isFunctions(setOf(h, pt.valueNode(m.file, m.v)), depth);
}

/** `runs`: it stands where the bus speaks; `ran`: something is called there. */
type Look = {
  readonly pt: Points;
  readonly file: number;
  readonly isPlace: Facts['isPlace'];
  readonly runs: boolean;
  ran: boolean;
};

function isUsed(look: Look, r: Access): boolean {
  if (r.how === 'value' && r.v === NONE) return false;
  // What a method gives is a read of its own.
  if (r.how === 'value' && r.use === 'recv') return true;
  if (r.how !== 'value' && KEEPS.has(r.how) && !GIVES.has(r.how)) return true;
  if (r.how === 'forEach' && r.call >= 0) return look.runs && walks(look, r.call, 0);
  return follow(look, r.v, 0);
}

function follow(look: Look, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_FOLLOWED) return v === NONE;
  return consumersOf(look.pt.p.files[look.file]!)
    .of(v)
    .every((u) => takes(look, v, u, depth + 1));
}

function takes(look: Look, v: ValueId, u: Consumer, depth: number): boolean {
  const f = look.pt.p.files[look.file]!;
  const uses = consumersOf(f);
  switch (u.k) {
    case 'cond':
      return true;
    case 'callee':
      look.ran ||= look.runs;
      return look.runs;
    case 'recv': {
      const callee = f.values[f.calls[u.c]!.callee]!;
      if (callee.k !== 'prop') return false;
      if (callee.p === 'call' || callee.p === 'apply') {
        look.ran ||= look.runs;
        return look.runs;
      }
      if (isIterator(callee.p)) return look.runs && walks(look, u.c, depth);
      return KEEPS.has(callee.p) || GIVES.has(callee.p) ? follow(look, uses.callValue(u.c), depth) : false;
    }
    case 'arg': {
      // Put back into the collection, or told to a log (its key).
      const c = f.calls[u.c]!;
      return (c.recv !== NONE && look.isPlace(look.file, c.recv)) || isLogCall(look.pt, look.file, u.c);
    }
    case 'def':
      return follow(look, uses.bindValue(u.b), depth);
    case 'value': {
      const x = f.values[u.v]!;
      if (x.k === 'op') return true;
      if (x.k === 'obj') return uses.of(u.v).every((y) => y.k === 'arg' && isLogCall(look.pt, look.file, y.c));
      // `[key, hear]` of the entries.
      if (x.k === 'prop' && /^\d$/.test(x.p)) return follow(look, u.v, depth);
      if (x.k === 'prop') return SIZES.has(x.p) || uses.of(u.v).length === 0 || isCalled(f, u.v);
      if (x.k === 'index') return x.i === v || follow(look, u.v, depth);
      return x.k !== 'await' && follow(look, u.v, depth);
    }
    default:
      return false;
  }
}

/** Whether a property is the callee of a method call, which is looked at as its receiver's. */
const isCalled = (f: FileFacts, v: ValueId): boolean => f.calls.some((c) => c && c.callee === v && c.recv !== NONE);

/** Whether a walk does with each entry what may be done with it. */
function walks(look: Look, c: CallId, depth: number): boolean {
  const f = look.pt.p.files[look.file]!;
  const x = f.values[f.calls[c]!.args[0] ?? NONE];
  if (x?.k !== 'fn') return false;
  const first = f.functions[x.f]!.params[0];
  return first === undefined || follow(look, consumersOf(f).bindValue(first), depth + 1);
}
