import {
  type CallId,
  type Event,
  type FileFacts,
  type FunctionId,
  type Guard,
  NONE,
  type ValueId,
} from '../../extract/facts.ts';
import { guardChain, testsOf } from '../guards.ts';
import type { Program } from '../program.ts';

/** What had to hold for a step, or surrounds it. */
export type Condition = {
  readonly guard: Guard;
  /** Function (of the same file) in which it stands. */
  readonly f: FunctionId;
};

/** One event of an activation, in the order in which it may happen, callbacks where they are handed over. */
export type Step = {
  readonly e: Event;
  /** Function (of the file) whose event it is. */
  readonly f: FunctionId;
  readonly conditions: readonly Condition[];
  /** In a `catch`, a listener of errors or the rejected branch of a promise. */
  readonly failed: boolean;
  /** In a `finally`, or what a promise does however it ends. */
  readonly always: boolean;
  /** In a listener of an event that comes when the work is done. */
  readonly later: boolean;
  readonly looped: boolean;
  /** Listeners that it stands in whose event may never come (calls of the file). */
  readonly maybe: readonly CallId[];
  /** The `finally` blocks that it stands in, and the `try` blocks. */
  readonly finals: readonly Guard[];
  readonly tries: readonly Guard[];
};

const MAX_STEPS = 1500;
const MAX_NESTING = 7;
const DONE = new Set(['close', 'end', 'finish', 'exit', 'done', 'complete', 'success']);
const LISTEN = new Set(['on', 'once', 'addListener', 'addEventListener']);

const memo = new WeakMap<FileFacts, Map<FunctionId, readonly Step[]>>();

/** The steps of a function with those of the callbacks and local functions in it. */
export function stepsOf(p: Program, file: number, f: FunctionId): readonly Step[] {
  const facts = p.files[file]!;
  let all = memo.get(facts);
  if (!all) {
    all = new Map();
    memo.set(facts, all);
  }
  const old = all.get(f);
  if (old) return old;
  const out: Step[] = [];
  walk(facts, f, START, out, 0, new Set());
  all.set(f, out);
  return out;
}

type Around = Omit<Step, 'e' | 'f'>;

/** Where a function starts: nothing stands around. */
export const START: Around = {
  conditions: [],
  failed: false,
  always: false,
  later: false,
  looped: false,
  maybe: [],
  finals: [],
  tries: [],
};

function walk(
  file: FileFacts,
  f: FunctionId,
  around: Around,
  out: Step[],
  depth: number,
  active: Set<FunctionId>,
): void {
  if (depth > MAX_NESTING || active.has(f)) return;
  active.add(f);
  for (const e of file.functions[f]!.events) {
    if (out.length > MAX_STEPS) break;
    const own = surroundings(file, f, guardOf(file, e), around);
    if (e.t !== 'read') out.push({ e, f, ...own });
    if (e.t !== 'call') continue;
    const c = file.calls[e.c]!;
    const callee = file.values[c.callee]!;
    const method = callee.k === 'prop' ? callee.p : '';
    const immediate = functionAt(file, c.callee);
    if (immediate !== null && file.functions[immediate]!.parent === f && immediate !== f)
      walk(file, immediate, own, out, depth + 1, active);
    c.args.forEach((a, i) => {
      if (isTimer(file, c.callee) || isOwnProcess(file, c.recv)) return;
      for (const fn of callbacksAt(file, a)) {
        if (!isNested(file, fn, f) && !isNested(file, fn, file.functions[f]!.parent)) continue;
        walk(file, fn, { ...own, ...handed(file, c.args, method, i, e.c, own.maybe) }, out, depth + 1, active);
      }
    });
  }
  active.delete(f);
}

/** What a callback's place says of when it runs. */
function handed(
  file: FileFacts,
  args: readonly ValueId[],
  method: string,
  i: number,
  call: CallId,
  maybe: readonly CallId[],
): Partial<Around> {
  if (method === 'catch' || (method === 'then' && i === 1)) return { failed: true };
  if (method === 'finally') return { always: true };
  if (LISTEN.has(method) && i === 1) {
    const name = file.values[args[0]!]!;
    if (name.k === 'lit') {
      if (name.v === 'error' || name.v === 'abort' || name.v === 'aborted' || name.v === 'timeout')
        return { failed: true };
      if (DONE.has(String(name.v))) return { later: true };
      return { maybe: [...maybe, call] };
    }
  }
  return {};
}

/** What a call puts on as a listener of an event that comes when the work is done: `res.on('close', cleanup)`; else NONE. */
export function heardAtEnd(file: FileFacts, id: CallId): ValueId {
  const { callee, args } = file.calls[id]!;
  const x = file.values[callee]!;
  const name = args.length > 1 ? file.values[args[0]!]! : null;
  const isDone = x.k === 'prop' && LISTEN.has(x.p) && name?.k === 'lit' && DONE.has(String(name.v));
  return isDone ? args[1]! : NONE;
}

/** What a timer runs, or the end of the process, is no part of the activation. */
const isTimer = (file: FileFacts, callee: ValueId): boolean => {
  const x = file.values[callee]!;
  return x.k === 'global' && (x.name === 'setTimeout' || x.name === 'setInterval');
};
const isOwnProcess = (file: FileFacts, recv: ValueId): boolean => {
  const x = recv === NONE ? null : file.values[recv]!;
  return x?.k === 'global' && x.name === 'process';
};

const guardOf = (file: FileFacts, e: Event): number =>
  e.t === 'call' ? file.calls[e.c]!.guard : e.t === 'yield' ? NONE : e.guard;

function surroundings(file: FileFacts, f: FunctionId, g: number, around: Around): Around {
  if (g === NONE) return around;
  const conditions = [...around.conditions];
  const finals = [...around.finals];
  const tries = [...around.tries];
  let { failed, always, looped } = around;
  for (const guard of guardChain(file, g)) {
    if (guard.kind === 'catch') failed = true;
    else if (guard.kind === 'finally') {
      always = true;
      finals.push(guard);
    } else if (guard.kind === 'try') tries.push(guard);
    else if (guard.kind === 'loop') looped = true;
    if (guard.kind === 'if' || guard.kind === 'case' || guard.kind === 'early' || guard.kind === 'loop') {
      if (guard.kind === 'if' && isFailure(file, f, guard)) failed = true;
      conditions.push({ guard, f });
    }
  }
  return { ...around, conditions, failed, always, looped, finals, tries };
}

/** `if (err)` in a callback whose first parameter that is, or in a catch: what follows is no success. */
export function isFailure(file: FileFacts, f: FunctionId, guard: Guard): boolean {
  return testsOf(file, guard.cond, guard.yes).some((t) => t.says === 'present' && isErrorValue(file, f, t.v));
}

/** `if (!err)`: what follows is the success. */
export function isSuccess(file: FileFacts, f: FunctionId, guard: Guard): boolean {
  return testsOf(file, guard.cond, guard.yes).some((t) => t.says === 'absent' && isErrorValue(file, f, t.v));
}

function isErrorValue(file: FileFacts, f: FunctionId, v: ValueId): boolean {
  const x = file.values[v]!;
  if (x.k !== 'bind') return false;
  const b = file.bindings[x.b]!;
  if (b.kind === 'catch') return true;
  return b.kind === 'param' && b.index === 0 && /^(e|err|error|ex|exception|[a-z]*Err(or)?)$/.test(b.name) && b.f === f;
}

function functionAt(file: FileFacts, v: ValueId): FunctionId | null {
  const x = file.values[v]!;
  if (x.k === 'fn') return x.f;
  if (x.k === 'as') return functionAt(file, x.v);
  // `cleanup.bind(this)` is the same function.
  if (x.k === 'call') {
    const { callee, recv } = file.calls[x.c]!;
    const of = file.values[callee]!;
    return of.k === 'prop' && of.p === 'bind' && recv !== NONE ? functionAt(file, recv) : null;
  }
  if (x.k === 'bind') {
    const b = file.bindings[x.b]!;
    const d = b.defs.length === 1 && !b.imp ? file.values[b.defs[0]!]! : null;
    return d?.k === 'fn' && !b.top ? d.f : null;
  }
  return null;
}

/** Functions handed over directly, or in an object of callbacks. */
function callbacksAt(file: FileFacts, v: ValueId): FunctionId[] {
  const one = functionAt(file, v);
  if (one !== null) return [one];
  const x = file.values[v]!;
  if (x.k === 'obj')
    return x.props.flatMap((q) => (file.values[q[1]]!.k === 'fn' ? [(file.values[q[1]] as { f: FunctionId }).f] : []));
  return [];
}

/** Whether a function stands inside another. */
export function isNested(file: FileFacts, f: FunctionId, outer: FunctionId): boolean {
  for (let at = file.functions[f]!.parent, hops = 0; at >= 0 && hops < 24; hops++) {
    if (at === outer) return true;
    at = file.functions[at]!.parent;
  }
  return false;
}
