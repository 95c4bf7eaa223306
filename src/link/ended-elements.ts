import { type Call, type CallId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { isWithin } from './bus-subscriptions.ts';
import { functionsAround } from './call-numbers.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { Ctx, type Frame } from './contexts.ts';
import { FOR_ONE } from './frames.ts';
import { setOf } from './heap.ts';
import type { Access, Mutation } from './holders.ts';
import { Does } from './library-effects.ts';
import { isLogCall } from './log-calls.ts';
import { lookUpKey } from './looked-up.ts';
import { isContinuation, isIterator } from './natives.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, functionGid, type Program } from './program.ts';
import { type Consumer, valueUses } from './value-uses.ts';

// Collections of what this process has open (connections, child programs, subscriptions, watchers), kept so that it can end them.

/** Methods that end what has them: nothing that is only data has one. */
export const ENDS: ReadonlySet<string> = new Set([
  'abort',
  'cancel',
  'close',
  'destroy',
  'disconnect',
  'dispose',
  'end',
  'kill',
  'release',
  'shutdown',
  'stop',
  'terminate',
  'unsubscribe',
]);
/** Methods that tell the other side something: the last word before the end. */
const LAST_WORDS: ReadonlySet<string> = new Set(['send', 'write', 'emit', 'publish']);
/** Methods of collections that give the same elements again. */
const SAME: ReadonlySet<string> = new Set(['values', 'entries', 'filter', 'slice', 'concat', 'toSorted', 'toReversed']);
/** Methods of collections by which nothing of an element gets out. */
const QUIET: ReadonlySet<string> = new Set(['add', 'set', 'push', 'unshift', 'delete', 'clear', 'forEach', 'indexOf']);
/** Methods of emitters that take off a listener that was put on. */
const TAKES_OFF: ReadonlySet<string> = new Set(['removeListener', 'off', 'removeEventListener', 'unlisten', 'unbind']);
/** Methods that put one on: for the first time, or again on what was opened anew. */
const PUTS_ON: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener']);
/** Events that tell of the end of what has them. */
const END_EVENTS: ReadonlySet<string> = new Set(['close', 'end', 'exit', 'disconnect', 'disconnected', 'finish']);
/** Methods by which something comes into a collection. */
const PUTS: ReadonlySet<string> = new Set(['add', 'set', 'push', 'unshift']);
/** Functions of the language that wait for all that a list holds. */
const WAITS: ReadonlySet<string> = new Set(['all', 'allSettled', 'race', 'any']);
/** Functions of the program that an element is handed through. */
const MAX_HANDED = 3;
/** Values that are followed from one read. */
const MAX_VALUES = 120;

/** What a value is to the collection: itself, one of its elements or a part of one, or a key. */
type Role = 'all' | 'pairs' | 'pair' | 'one' | 'key' | 'flag';

/**
 * Things that the process opened, put where it finds them again, and of which nothing is asked but that they end: another process has
 * its own, and ends those. Each read must lead to an end, a comparison, a count or a log, and to nothing else.
 */
export function endedElements(input: JudgeInput, f: Facts): Verdict | null {
  const puts = f.afterPuts.filter((m) => !isSifted(input, f, m));
  const isNoted = (m: Mutation): boolean =>
    isOpened(f, m) ||
    (m.kind === 'put' &&
      m.v !== NONE &&
      (isPutOn(input.pt, m.file, m.fn, m.v) || isHeard(input.pt, m.file, m.fn, m.v)));
  if (puts.length === 0 || !puts.every(isNoted)) return null;
  const makers = new Set(puts.map((m) => m.fn));
  let ended = false;
  for (const r of f.reads) {
    // `if (open.size >= 5) return busy(res)`: a limit for all, of which each process has its own.
    const limits = r.how === 'size' && r.v !== NONE && (r.mask & FOR_ONE) !== 0;
    if (limits && input.sinks.of(r.file, r.v).some((s) => s.kind === 'refuse')) return null;
    if (r.how === 'size' || QUIET.has(r.how) || (r.how === 'has' && makers.has(r.fn))) continue;
    const walk = new Walk(input, f);
    if (!walk.isQuiet(r)) return null;
    if (!walk.ended || isKept(input.pt, r)) continue;
    if (walk.takenOff && isListenerItself(input, r)) {
      ended = true;
      continue;
    }
    // What a request ends by its name must be in the process that takes the request.
    const isOfRequests = (r.mask & (Ctx.request | Ctx.job)) !== 0;
    if (isOfRequests && !makers.has(r.fn) && (walk.looked || (r.mask & ~(Ctx.request | Ctx.job | Ctx.later)) === 0))
      return null;
    // The same by a message over another connection; what opened it may end it by its own events.
    const isOfOthers = (r.mask & (Ctx.event | Ctx.connection)) !== 0 && !isWithin(input.pt, r.fn, makers);
    const isOthers = isOfOthers && !isOfShutdown(input, r.fn);
    if (walk.looked && isOthers && !(walk.takenOff && isOwnKey(input, r))) return null;
    ended = true;
  }
  if (!ended) return null;
  return verdict(
    'live-connections',
    'ended',
    'opened by this process, and kept only so that it can end them',
    puts[0]!,
  );
}

/** Whether a function stands in one that only runs as the process shuts down: `process.on('SIGTERM', () => server.on('close', …))`. */
const isOfShutdown = ({ pt: { p }, ctx }: JudgeInput, fn: number): boolean =>
  functionsAround(p, fn).some((around) => ctx.maskOf(around) === Ctx.shutdown);

/** Whether a walk over a collection ends its elements, or tells them what is the same for each: nothing of one gets to another. */
export const isBeatenOnly = (input: JudgeInput, f: Facts, r: Access): boolean =>
  new Walk(input, f, input.ctx.frames[r.frame]!).isQuiet(r);

/** `list = list.filter(…)`: the collection, without some of it. */
function isSifted({ pt }: JudgeInput, f: Facts, m: Mutation): boolean {
  if (m.kind !== 'assign' || m.v === NONE) return false;
  const file = pt.p.files[m.file]!;
  const x = file.values[m.v]!;
  const c = x.k === 'call' ? file.calls[x.c]! : null;
  const callee = c ? file.values[c.callee]! : null;
  return callee?.k === 'prop' && callee.p === 'filter' && f.isPlace(m.file, c!.recv);
}

/** Whether what is put is an object that code made or a library gave, and not what a client sent. */
function isOpened(f: Facts, m: Mutation): boolean {
  if (m.kind !== 'put' || m.v === NONE || m.method === 'sort') return false;
  const o = f.originOf(m);
  return (o & (From.handle | From.promise | From.answer | From.unknown | From.fresh | From.library)) !== 0;
}

/** Whether a function, or a record that holds one, is put on an emitter as a listener by the function that puts it away, also within another one. */
function isPutOn({ p }: Points, file: number, fn: number, v: ValueId): boolean {
  const f = p.files[file]!;
  const heard = listenersIn(p, file, fn, PUTS_ON);
  const isHeard = (one: ValueId): boolean => heard.some((a) => isSame(f, a, one) || isRunBy(f, a, one));
  const x = f.values[v]!;
  return isHeard(v) || (x.k === 'obj' && x.props.some((q) => isHeard(q[1])));
}

/** Whether the function that puts something away listens for its end: no data that a client sends has ears. */
function isHeard({ p }: Points, file: number, fn: number, v: ValueId): boolean {
  const f = p.files[file]!;
  return p.functions[fn]!.f.events.some((e) => {
    const c = e.t === 'call' ? f.calls[e.c]! : null;
    return c !== null && c.recv !== NONE && waitsForEnd(f, c) && isSame(f, c.recv, v);
  });
}

/** `socket.on('close', …)` */
function waitsForEnd(f: FileFacts, c: Call): boolean {
  const [callee, event] = [f.values[c.callee]!, c.args[0] === undefined ? null : f.values[c.args[0]]!];
  return (
    callee.k === 'prop' &&
    PUTS_ON.has(callee.p) &&
    event?.k === 'lit' &&
    typeof event.v === 'string' &&
    END_EVENTS.has(event.v)
  );
}

/** What a function gives to such methods of emitters. */
const listenersIn = (p: Program, file: number, fn: number, methods: ReadonlySet<string>): readonly ValueId[] => {
  const f = p.files[file]!;
  return p.functions[fn]!.f.events.flatMap((e) => {
    const c = e.t === 'call' ? f.calls[e.c]! : null;
    const callee = c ? f.values[c.callee]! : null;
    return callee?.k === 'prop' && methods.has(callee.p) ? c!.args.slice(1, 2) : [];
  });
};

const isSame = (f: FileFacts, a: ValueId, b: ValueId): boolean => {
  const x = f.values[a]!;
  if (x.k === 'as') return isSame(f, x.v, b);
  const y = f.values[b]!;
  return a === b || (x.k === 'bind' && y.k === 'bind' && x.b === y.b);
};

/** `const told = (...args) => { waiting.delete(hear); hear(...args); }`: whether a function runs another one. */
function isRunBy(f: FileFacts, by: ValueId, one: ValueId): boolean {
  const x = f.values[by]!;
  if (x.k === 'as') return isRunBy(f, x.v, one);
  if (x.k === 'bind') return f.bindings[x.b]!.defs.some((d) => f.values[d]!.k === 'fn' && isRunBy(f, d, one));
  return x.k === 'fn' && f.functions[x.f]!.events.some((e) => e.t === 'call' && isSame(f, f.calls[e.c]!.callee, one));
}

/** `open.delete(name)`, `open.add(one)`: what else becomes of the collection there is another read. */
function isKept({ p }: Points, r: Access): boolean {
  if (r.how !== 'value' || r.use !== 'recv' || r.ua === NONE) return false;
  const { values, calls } = p.files[r.file]!;
  const callee = values[calls[r.ua]!.callee]!;
  return callee.k === 'prop' && (PUTS.has(callee.p) || callee.p === 'delete' || callee.p === 'clear');
}

/** Whether an entry is looked up under the very listener that is then taken off: who has that is in this process. */
function isListenerItself({ pt }: JudgeInput, r: Access): boolean {
  const key = keyOf(pt, r);
  return key !== NONE && listenersIn(pt.p, r.file, r.fn, TAKES_OFF).some((v) => isSame(pt.p.files[r.file]!, v, key));
}

/** The key that a read asks for. */
function keyOf(pt: Points, r: Access): ValueId {
  const isCalled = r.how === 'value' && r.use === 'recv' && r.ua !== NONE;
  return isCalled ? (pt.p.files[r.file]!.calls[r.ua]!.args[0] ?? NONE) : lookUpKey(pt, r);
}

/** Whether an entry is looked up by a key that no message brought. */
function isOwnKey({ pt, ctx, origins }: JudgeInput, r: Access): boolean {
  const key = keyOf(pt, r);
  const brought = From.request | From.event | From.answer | From.remote | From.random;
  return key !== NONE && (origins.of(ctx.frames[r.frame]!, r.file, key) & brought) === 0;
}

/** Follows what one read of the collection gives. */
class Walk {
  ended = false;
  /** Whether an element was asked for by its key. */
  looked = false;
  /** Whether a listener was taken off by it, or put on again. */
  takenOff = false;
  private told = false;
  private readonly seen = new Set<string>();

  constructor(
    private readonly input: JudgeInput,
    private readonly f: Facts,
    /** Where elements may be told anything that says nothing of anybody: the frame in which that is asked. */
    private readonly beating: Frame | null = null,
  ) {}

  /** Whether nothing that the read gives gets any further than to its end. */
  isQuiet(r: Access): boolean {
    const isOne = r.how === 'element';
    this.looked ||= isOne;
    if (!this.follow(r.file, r.v, isOne ? 'one' : 'all', 0)) return false;
    return !this.told || this.ended || this.beating !== null;
  }

  private follow(file: number, v: ValueId, role: Role, depth: number): boolean {
    const key = `${file}|${v}|${role}`;
    if (this.seen.has(key)) return true;
    this.seen.add(key);
    if (this.seen.size > MAX_VALUES || depth > MAX_HANDED) return false;
    const facts = this.input.pt.p.files[file]!;
    const uses = valueUses(facts);
    if (uses.guards.has(v) && this.refuses(file, v)) return false;
    if (role === 'one' && this.isRun(file, v)) return false;
    // `res.json({ online: open.some((x) => x.name === name) })`: who is asked knows its own alone.
    if (role === 'flag' && (this.getsOut(file, v) || this.refuses(file, v))) return false;
    return (uses.consumers[v] ?? []).every((c) => this.takes(file, v, c, role, depth));
  }

  private takes(file: number, v: ValueId, c: Consumer, role: Role, depth: number): boolean {
    const facts = this.input.pt.p.files[file]!;
    const uses = valueUses(facts);
    switch (c.k) {
      case 'value':
        return this.part(file, v, c, role, depth);
      case 'def': {
        const b = facts.bindings[c.b]!;
        const at = uses.bindValue.get(c.b);
        if (this.input.pt.p.bindingBase[file]! + c.b === this.input.holder.binding) return role === 'all';
        return !b.top && (at === undefined || this.follow(file, at, role, depth));
      }
      case 'recv':
        if (role === 'all' || role === 'pairs') return this.asked(file, c.c, role, depth);
        if (role === 'one' && this.isCollection(file, v)) return this.keepsWithin(file, c.c, depth);
        return role !== 'one' || this.saysLast(file, c.c);
      case 'arg':
        return this.handed(file, c.c, c.i, role, depth);
      case 'return':
        // The answer of a callback of `filter` or `some` is a flag; what `map` gives is asked by who waits for all of it.
        if (role === 'flag' || role === 'key') return this.isCallback(file, c.f);
        // `.finally(() => (list = list.filter(…)))` gives what it assigns.
        return (
          role === 'all' && this.isCallback(file, c.f) && this.isWrittenIn(functionGid(this.input.pt.p, file, c.f))
        );
      case 'store':
        return role === 'flag' || (role === 'all' && c.name === this.input.holder.name);
      default:
        return false;
    }
  }

  /** What a value is a part of, or has as a part. */
  private part(file: number, v: ValueId, c: Extract<Consumer, { k: 'value' }>, role: Role, depth: number): boolean {
    const x = this.input.pt.p.files[file]!.values[c.v]!;
    if (x.k === 'elem') {
      const isPair = role === 'pairs' || (role === 'all' && this.isMap(file, v));
      return this.follow(file, c.v, isPair ? 'pair' : role === 'all' ? 'one' : role, depth);
    }
    if (x.k === 'await' || x.k === 'as' || x.k === 'narrow') return this.follow(file, c.v, role, depth);
    if (c.role === 'cond') return !this.refuses(file, v);
    if (x.k === 'op') return this.follow(file, c.v, 'flag', depth);
    if (x.k === 'alt') return this.follow(file, c.v, role, depth);
    if (x.k === 'prop' || x.k === 'index') {
      if (role === 'flag' || role === 'key') return true;
      if (x.k === 'prop' && (x.p === 'length' || x.p === 'size')) return this.follow(file, c.v, 'flag', depth);
      if (role === 'pair' && x.k === 'prop') return this.follow(file, c.v, x.p === '0' ? 'key' : 'one', depth);
      if (role === 'all' || role === 'pairs') {
        this.looked = true;
        return x.k === 'index' ? x.o === v && this.follow(file, c.v, 'one', depth) : this.isMethod(file, c.v);
      }
      // A key of something else, or a method of the element: the call tells what becomes of it.
      if (x.k === 'index' && x.o !== v) return true;
      return this.isMethod(file, c.v) || this.follow(file, c.v, 'one', depth);
    }
    if (x.k === 'arr') {
      const spread = x.spreads.includes(v);
      return (
        spread &&
        (role === 'all' || role === 'pairs') &&
        this.follow(file, c.v, this.isMap(file, v) ? 'pairs' : role, depth)
      );
    }
    return role === 'flag';
  }

  /** Whether a property is read only to be called. */
  private isMethod(file: number, v: ValueId): boolean {
    const facts = this.input.pt.p.files[file]!;
    return facts.calls.some((c) => c?.callee === v);
  }

  /** What a method of the collection gives. */
  private asked(file: number, id: CallId, role: 'all' | 'pairs', depth: number): boolean {
    const facts = this.input.pt.p.files[file]!;
    const c = facts.calls[id]!;
    const callee = facts.values[c.callee]!;
    if (callee.k !== 'prop') return false;
    const method = callee.p;
    const given = valueUses(facts).callValue.get(id);
    if (isIterator(method) && method !== 'reduce') {
      const fn = c.args.length > 0 ? facts.values[c.args[0]!]! : null;
      if (fn?.k !== 'fn') return false;
      const param = facts.functions[fn.f]!.params[0];
      const at = param === undefined ? undefined : valueUses(facts).bindValue.get(param);
      if (at !== undefined && !this.follow(file, at, role === 'pairs' ? 'pair' : 'one', depth)) return false;
      if (method === 'find' || method === 'findLast') {
        this.looked = true;
        return given === undefined || this.follow(file, given, 'one', depth);
      }
      // What each call of a callback gives is waited for, or is nothing.
      if (method === 'map' || method === 'flatMap') return given === undefined || this.isAwaited(file, given);
      if (method === 'some' || method === 'every')
        return given === undefined || this.follow(file, given, 'flag', depth);
      return given === undefined || method === 'forEach' || this.follow(file, given, role, depth);
    }
    if (QUIET.has(method)) return true;
    if (SAME.has(method))
      return given === undefined || this.follow(file, given, method === 'entries' ? 'pairs' : 'all', depth);
    if (method === 'has') return given === undefined || this.follow(file, given, 'flag', depth);
    if (method === 'get' || method === 'at') {
      this.looked = true;
      return given === undefined || this.follow(file, given, 'one', depth);
    }
    if (method === 'shift' || method === 'pop') return given === undefined || this.follow(file, given, 'one', depth);
    if (method === 'splice') return given === undefined || this.follow(file, given, 'all', depth);
    return false;
  }

  /** Whether an element, a function, is called: it is there to be run, but for a listener that another one goes round. */
  private isRun(file: number, v: ValueId): boolean {
    const facts = this.input.pt.p.files[file]!;
    return facts.calls.some(
      (c) => c && c.f !== NONE && c.callee === v && c.recv === NONE && !this.isListener(file, c.f),
    );
  }

  /** Whether a function is only put on as a listener. */
  private isListener(file: number, fn: FunctionId): boolean {
    const facts = this.input.pt.p.files[file]!;
    const isIt = (v: ValueId): boolean => {
      const x = facts.values[v]!;
      if (x.k === 'fn') return x.f === fn;
      if (x.k === 'as') return isIt(x.v);
      return (
        x.k === 'bind' &&
        facts.bindings[x.b]!.defs.some((d) => {
          const y = facts.values[d]!;
          return y.k === 'fn' && y.f === fn;
        })
      );
    };
    return facts.calls.some((c) => {
      const callee = c && c.f !== NONE ? facts.values[c.callee]! : null;
      return callee?.k === 'prop' && PUTS_ON.has(callee.p) && c!.args.slice(1).some(isIt);
    });
  }

  /** Whether an element is a collection of its own. */
  private isCollection(file: number, v: ValueId): boolean {
    const { h, valueNode } = this.input.pt;
    const all = setOf(h, valueNode(file, v)).map((o) => h.objects[o]!);
    return (
      all.length > 0 && all.every(({ k, type }) => k === 'arr' || (k === 'nat' && /^(?:Array|Set|Map)$/.test(type)))
    );
  }

  /** A method of a collection that is an element: into it goes what is put on as a listener in the same breath, and nothing else. */
  private keepsWithin(file: number, id: CallId, depth: number): boolean {
    const facts = this.input.pt.p.files[file]!;
    const c = facts.calls[id]!;
    const callee = facts.values[c.callee]!;
    const v = c.args.at(-1);
    if (callee.k !== 'prop') return false;
    if (PUTS.has(callee.p))
      return v !== undefined && isPutOn(this.input.pt, file, functionGid(this.input.pt.p, file, c.f), v);
    return this.asked(file, id, 'all', depth);
  }

  /** A method of an element: its end, the last word before it, or what waits for it. */
  private saysLast(file: number, id: CallId): boolean {
    const facts = this.input.pt.p.files[file]!;
    const callee = facts.values[facts.calls[id]!.callee]!;
    if (callee.k !== 'prop') return false;
    if (ENDS.has(callee.p)) {
      this.ended = true;
      return this.endsSomething(file, id) && !this.isForAll(file, id);
    }
    if (LAST_WORDS.has(callee.p)) {
      this.told = true;
      return !this.beating || this.isBeat(file, id);
    }
    if (waitsForEnd(facts, facts.calls[id]!)) return true;
    return isContinuation(callee.p) || TAKES_OFF.has(callee.p) || this.isBeat(file, id);
  }

  /** A method of an element that is given nothing of anybody, and changes nothing that all processes see. */
  private isBeat(file: number, id: CallId): boolean {
    const { beating } = this;
    if (!beating || this.isForAll(file, id)) return false;
    const plain = From.constant | From.environment | From.fresh | From.time | From.self;
    const { args, use } = this.input.pt.p.files[file]!.calls[id]!;
    const isPlain = (v: ValueId): boolean => (this.input.origins.of(beating, file, v) & ~plain) === 0;
    return (use === 'discard' || use === 'cond') && args.every(isPlain);
  }

  /** Whether an end is that of a library's object, or one that the program wrote which calls something outside: `this.open = false` ends nothing. */
  private endsSomething(file: number, id: CallId): boolean {
    const { pt } = this.input;
    const reaches = (fn: number, depth: number): boolean => {
      const { file: at, f } = pt.p.functions[fn]!;
      return f.events.some((e) => {
        if (e.t !== 'call') return false;
        const gid = callGid(pt.p, at, e.c);
        const targets = [...(pt.targets.get(gid) ?? [])];
        if (targets.length > 0) return depth < MAX_HANDED && targets.some((t) => reaches(t, depth + 1));
        if ((pt.externals.get(gid) ?? []).length > 0) return true;
        const callee = pt.p.files[at]!.values[pt.p.files[at]!.calls[e.c]!.callee]!;
        return callee.k === 'prop' && ENDS.has(callee.p);
      });
    };
    const targets = [...(pt.targets.get(callGid(pt.p, file, id)) ?? [])];
    return targets.length === 0 || targets.some((t) => reaches(t, 1));
  }

  /** Whether an end that the program wrote changes what all processes see: `hold.release()` that puts the seat back into the database. */
  private isForAll(file: number, id: CallId): boolean {
    const { pt, effects } = this.input;
    const targets = [...(pt.targets.get(callGid(pt.p, file, id)) ?? [])];
    return targets.length > 0 && (effects.of(targets).mask & (Does.database | Does.file | Does.queue)) !== 0;
  }

  /** What a value is handed to. */
  private handed(file: number, id: CallId, i: number, role: Role, depth: number): boolean {
    const { pt } = this.input;
    const facts = pt.p.files[file]!;
    const c = facts.calls[id]!;
    if (role === 'flag' || isLogCall(pt, file, id)) return true;
    const callee = facts.values[c.callee]!;
    const method = callee.k === 'prop' ? callee.p : '';
    if (TAKES_OFF.has(method) || PUTS_ON.has(method)) {
      // `emitter.off(name, listener)`: the name says of nothing that it ends.
      if (i === 1) this.ended = this.takenOff = true;
      return i < 2;
    }
    // A key, or the element itself, by which it is taken out of this or another collection.
    if (QUIET.has(method) && c.recv !== NONE && (this.f.isPlace(file, c.recv) || method === 'delete')) return true;
    const given = valueUses(facts).callValue.get(id);
    const on = c.recv === NONE ? null : facts.values[c.recv]!;
    if (on?.k === 'global' && on.name === 'Promise' && WAITS.has(method))
      return given === undefined || this.isAwaited(file, given);
    if (on?.k === 'global' && ((on.name === 'Array' && method === 'from') || on.name === 'Object'))
      return (
        given === undefined ||
        this.follow(file, given, method === 'entries' || this.isMap(file, c.args[i]!) ? 'pairs' : role, depth)
      );
    if (role === 'key' && method === 'get' && c.recv !== NONE && this.f.isPlace(file, c.recv)) return true;
    if (role === 'key') return !this.getsOut(file, c.args[i]!);
    const targets = [...(pt.targets.get(callGid(pt.p, file, id)) ?? [])];
    if (targets.length !== 1) return false;
    const to = pt.p.functions[targets[0]!]!;
    const param = to.f.params[i];
    const at = param === undefined ? undefined : valueUses(pt.p.files[to.file]!).bindValue.get(param);
    return param !== undefined && !to.f.rest && (at === undefined || this.follow(to.file, at, role, depth + 1));
  }

  /** Whether what a call gives is only waited for. */
  private isAwaited(file: number, v: ValueId): boolean {
    const facts = this.input.pt.p.files[file]!;
    return (valueUses(facts).consumers[v] ?? []).every((c) => {
      if (c.k === 'value') return facts.values[c.v]!.k === 'await' && this.isAwaited(file, c.v);
      if (c.k === 'arg') {
        const call = facts.calls[c.c]!;
        const callee = facts.values[call.callee]!;
        const given = valueUses(facts).callValue.get(c.c);
        return callee.k === 'prop' && WAITS.has(callee.p) && (given === undefined || this.isAwaited(file, given));
      }
      return c.k === 'recv' || (c.k === 'return' && !this.isOfRequests(file, c.f));
    });
  }

  private isOfRequests(file: number, f: number): boolean {
    const { pt, ctx } = this.input;
    return ctx.framesOf(functionGid(pt.p, file, f)).some((x) => x.registered && (x.mask & Ctx.request) !== 0);
  }

  /** Whether a function is handed to a call where it stands. */
  private isCallback(file: number, f: number): boolean {
    const facts = this.input.pt.p.files[file]!;
    return facts.calls.some((c) =>
      c?.args.some((a) => {
        const x = facts.values[a]!;
        return x.k === 'fn' && x.f === f;
      }),
    );
  }

  private isWrittenIn(fn: number): boolean {
    return this.f.all.some((m) => m.fn === fn);
  }

  /** Whether a value is a Map, whose elements are pairs. */
  private isMap(file: number, v: ValueId): boolean {
    const { pt } = this.input;
    return setOf(pt.h, pt.valueNode(file, v)).some((o) => {
      const x = pt.h.objects[o]!;
      return x.k === 'nat' && x.type === 'Map';
    });
  }

  private refuses(file: number, v: ValueId): boolean {
    return this.input.sinks.of(file, v).some((s) => s.kind === 'refuse');
  }

  private getsOut(file: number, v: ValueId): boolean {
    return this.input.sinks.of(file, v).some((s) => s.kind === 'out' || s.kind === 'send');
  }
}
