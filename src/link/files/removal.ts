import { type CallId, type FileFacts, type FunctionId, NONE, type ValueId } from '../../extract/facts.ts';
import { consumersOf } from '../consumers.ts';
import type { Contexts } from '../contexts.ts';
import { testsOf } from '../guards.ts';
import { setOf } from '../heap.ts';
import type { Points } from '../points.ts';
import { callGid, functionGid } from '../program.ts';
import { argumentsOf } from './arguments.ts';
import type { FileCall } from './file-calls.ts';
import { type Condition, heardAtEnd, isNested, isSuccess, START, type Step, stepsOf } from './ordered.ts';
import { tidy } from './path-text.ts';
import type { PathValues } from './path-value.ts';
import { covers, type Env, joined, type Path, type Place, pathOf } from './place.ts';
import { givenToCallback } from './temporary-callbacks.ts';

/** A removal that is certain on every successful way out of the code that made the path. */
export type Removal = {
  readonly file: number;
  readonly s: number;
  readonly e: number;
  /** True where a failure leaves the file behind. */
  readonly leaks: boolean;
};

export type Removals = {
  /** Looks for it from a call that writes to `path`; through up to three callers. */
  of(call: number, path: Place): Removal | null;
  /** Looks for it in a function that is called with a file in hand, and in what that calls. */
  in(fn: number, path: Path): Removal | null;
};

const MAX_CALLERS = 8;
const MAX_UP = 8;
/** Calls above one write that are searched in all. */
const MAX_LOOKS = 60;
/** Levels of helpers that are looked into for a removal of what they are given. */
const MAX_DOWN = 3;
/** Steps from a function back to the call that gave it. */
const MAX_PARTS = 8;
/** Methods by which libraries of temporary files take back what they gave. */
const TAKEN_BACK = /^<<(call[^<>]*)>\.(?:removeCallback|cleanup|cleanupCallback|dispose)>$/;
const TAKE_BACK = new Set(['removeCallback', 'cleanup', 'cleanupCallback', 'cleanupSync', 'dispose', 'remove']);

/** What a library of temporary files gives holds the path in one of these; to remove that is to remove all of it. */
const NAMES = ['name', 'path'];
/** A path that is removed; `listed`: one of a list that a loop goes through. */
type Removed = Path & { readonly listed?: true };
const parts = (given: Path): readonly Path[] => [
  given,
  ...NAMES.map((name) => pathOf([{ key: `${given.key}.${name}`, name }])),
];
const whole = (path: Removed): readonly Removed[] => {
  const given = /^<<(call[^<>]*)>\.(?:name|path)>$/.exec(path.key);
  return given ? [path, pathOf([{ key: given[1]!, name: 'temporary file' }])] : [path];
};

/** Stands for the moment at which a function is handed a file that was written before it was called. */
const HANDED: Omit<Step, 'f'> = { ...START, e: { t: 'await', v: NONE, guard: NONE, s: 0 } };

export function makeRemovals(
  pt: Points,
  ctx: Contexts,
  calls: readonly FileCall[],
  paths: PathValues,
  callersOf: (fn: number) => readonly number[],
): Removals {
  const { p } = pt;
  const byCall = new Map<number, FileCall[]>();
  for (const c of calls) {
    const list = byCall.get(c.call);
    if (list) list.push(c);
    else byCall.set(c.call, [c]);
  }
  // `tmp.file((err, path, fd, cleanup) => …)`: the path that each function takes back.
  const takenBack = new Map<string, ValueId>();
  for (const x of calls) {
    const given = x.path === 'result' && x.kind === 'temporary' ? givenToCallback(p, x) : null;
    for (const v of given?.takers ?? []) takenBack.set(`${x.file}|${v}`, given!.path);
  }
  const mayRemove = reachesRemoval();

  /** Functions that remove something themselves or through up to MAX_DOWN calls. */
  function reachesRemoval(): ReadonlySet<number> {
    const out = new Set<number>();
    let level = new Set<number>();
    const enclosing = (fn: number): number[] => {
      const { file, id } = p.functions[fn]!;
      const list: number[] = [];
      for (let at: FunctionId = id, hops = 0; at > 0 && hops < 12; hops++) {
        list.push(functionGid(p, file, at));
        at = p.files[file]!.functions[at]!.parent;
      }
      return list;
    };
    for (const c of calls) if (c.does === 'remove') for (const fn of enclosing(c.fn)) level.add(fn);
    for (let n = 0; n <= MAX_DOWN; n++) {
      const next = new Set<number>();
      for (const fn of level) {
        if (out.has(fn)) continue;
        out.add(fn);
        for (const call of callersOf(fn)) {
          const at = p.calls[call]!;
          for (const up of enclosing(functionGid(p, at.file, at.c.f))) if (!out.has(up)) next.add(up);
        }
      }
      level = next;
    }
    return out;
  }

  /**
   * Paths that a call removes: itself, or through a helper of the program. What the call `made` gave is a function of that very activation,
   * and knows what that was given: `const { path, cleanup } = await pack(id)`.
   */
  const removedAt = (call: number, env: Env, depth: number, made: CallId = NONE): readonly Removed[] => {
    const own = byCall.get(call);
    const { file, c } = p.calls[call]!;
    if (own) {
      const out: Removed[] = [];
      for (const x of own)
        if (x.does === 'remove' && x.path !== null && x.path !== 'result')
          out.push(...elements({ ...x.path, env }).flatMap(whole));
      return out;
    }
    const callee = p.files[file]!.values[c.callee]!;
    if (callee.k === 'prop' && TAKE_BACK.has(callee.p) && c.recv !== NONE) {
      const of = paths.of({ file, v: c.recv, env });
      if (of.pieces.length === 1 && typeof of.pieces[0] !== 'string' && of.key.startsWith('<call')) return parts(of);
    }
    const handed = takenBack.get(`${file}|${c.callee}`);
    if (handed !== undefined && c.args.length === 0) return [paths.of({ file, v: handed, env })];
    // `const { path, cleanup } = await file()`
    if (callee.k === 'bind' && c.args.length === 0) {
      const of = paths.of({ file, v: c.callee, env });
      const taken = TAKEN_BACK.exec(of.key);
      if (taken) return parts(pathOf([{ key: taken[1]!, name: 'temporary file' }]));
    }
    if (depth >= MAX_DOWN) return [];
    const fns = [...(pt.targets.get(call) ?? [])];
    if (fns.length === 0 || fns.length > 4 || !fns.every((fn) => mayRemove.has(fn))) return [];
    const known = made !== NONE && isGivenBy(p.files[file]!, c.callee, made, 0) ? env : null;
    const lists = fns.map((fn) => removedBy(fn, joined(argumentsOf(p, fn, call, env), known), depth + 1));
    return lists[0]!.filter((x) => lists.every((list) => list.some((y) => y.key === x.key)));
  };

  /** Paths that a function removes however it succeeds. */
  const removedBy = (fn: number, env: Env, depth: number): Removed[] => {
    const { file, id } = p.functions[fn]!;
    const out: Removed[] = [];
    const steps = stepsOf(p, file, id);
    let left = false;
    for (const step of steps) {
      if (step.e.t === 'return' && !step.failed && step.f === id && step.conditions.length > 0) left = true;
      if (step.e.t !== 'call' || step.failed) continue;
      for (const path of removedAt(callGid(p, file, step.e.c), env, depth)) {
        const sure = step.conditions.every((c) => permits(file, c, path, env, step, path));
        if (
          sure &&
          (!left ||
            step.always ||
            steps.every((x) => x.e.t !== 'return' || x.conditions.every((c) => permits(file, c, path, env, x, path))))
        )
          out.push(path);
      }
    }
    return out;
  };

  /** What stands for each element of a list, where the path is that of an element. */
  const elements = (at: Place): Removed[] => {
    const path = paths.of(at);
    const only = path.pieces.length === 1 ? path.pieces[0]! : null;
    if (only && typeof only !== 'string' && only.each)
      return [path, ...only.each.map((x) => ({ ...x, listed: true as const }))];
    return [path];
  };

  /** Whether a condition holds whenever there is something to remove. */
  const permits = (file: number, c: Condition, path: Path, env: Env, at: Step, removed: Removed): boolean => {
    const f = p.files[file]!;
    if (c.guard.kind === 'early') return true;
    if (c.guard.kind === 'loop')
      return (
        removed.listed === true ||
        removed.key.includes('<elem ') ||
        removed.pieces.some((x) => typeof x !== 'string' && x.each !== undefined)
      );
    if (isSuccess(f, c.f, c.guard)) return true;
    void at;
    return testsOf(f, c.guard.cond, c.guard.yes).some((t) => {
      if (t.says !== 'present') return false;
      const x = f.values[t.v]!;
      if (x.k === 'call') {
        const own = byCall.get(callGid(p, file, x.c)) ?? [];
        if (
          own.some(
            (y) =>
              y.path !== null &&
              y.path !== 'result' &&
              elements({ ...y.path, env }).some((tested) => related(tested, path)),
          )
        )
          return true;
      }
      const tested = paths.of({ file, v: t.v, env });
      return tested.key.includes('<') && (path.key.includes(tested.key) || tested.key.includes(path.key));
    });
  };
  const related = (a: Path, b: Path): boolean => covers(a, b) || covers(b, a);

  const same = (a: Condition, b: Condition): boolean =>
    a.guard === b.guard ||
    (a.f === b.f && a.guard.cond === b.guard.cond && a.guard.yes === b.guard.yes && a.guard.kind !== 'loop');

  const within = (file: number, fn: FunctionId, step: Step, env: Env, path: Path): Removal | null => {
    const steps = stepsOf(p, file, fn);
    const at = steps.indexOf(step);
    const made = step.e.t === 'call' ? step.e.c : NONE;
    const found: { readonly step: Step; readonly index: number; readonly path: Removed }[] = [];
    let onFailure = false;
    /** The same by a function that the call gave with the path, put on as a listener. */
    const removedAtEnd = (call: CallId): readonly Removed[] => {
      const heard = made === NONE ? NONE : heardAtEnd(p.files[file]!, call);
      if (heard === NONE || !isGivenBy(p.files[file]!, heard, made, 0)) return [];
      const objects = setOf(pt.h, pt.valueNode(file, heard)).map((o) => pt.h.objects[o]!);
      const isSure = objects.length === 1 && objects.every(({ k, site }) => k === 'fn' && mayRemove.has(site));
      return isSure ? objects.flatMap(({ site }) => removedBy(site, env, 1)) : [];
    };
    steps.forEach((s, index) => {
      if (s.e.t !== 'call' || index === at || (index < at && !s.later && !s.always)) return;
      const call = callGid(p, file, s.e.c);
      for (const removed of removedAt(call, env, 0, made)) {
        if (!covers(removed, path)) continue;
        if (s.failed && !step.failed) onFailure = true;
        else if (s.maybe.every((m) => step.maybe.includes(m))) found.push({ step: s, index, path: removed });
      }
      for (const removed of removedAtEnd(s.e.c))
        if (covers(removed, path) && !s.failed) found.push({ step: { ...s, later: true }, index, path: removed });
    });
    if (found.length === 0) return null;
    const sure = found.filter((r) =>
      r.step.conditions.every(
        (c) => step.conditions.some((x) => same(x, c)) || permits(file, c, path, env, r.step, r.path),
      ),
    );
    /** Left where there is no file: nothing is left behind. */
    const isWithout = (s: Step): boolean =>
      s.conditions.some((c) =>
        testsOf(p.files[file]!, c.guard.cond, c.guard.yes).some((t) => {
          if (t.says !== 'absent') return false;
          const x = p.files[file]!.values[t.v]!;
          const key = paths.of({ file, v: x.k === 'prop' && x.p === 'length' ? x.o : t.v, env }).key;
          // Of a write in this function, only the path itself says that there is none.
          return key.includes('<') && (at < 0 ? path.key.includes(key) : key === path.key);
        }),
      );
    const exits = steps.filter(
      (s, index) =>
        index > at &&
        s.e.t === 'return' &&
        !isWithout(s) &&
        !s.failed &&
        (s.f === fn ||
          ((s.f === step.f || isNested(p.files[file]!, step.f, s.f)) && !isContinuation(p.files[file]!, s.f)) ||
          found.some((r) => r.step.f === s.f || isNested(p.files[file]!, r.step.f, s.f))) &&
        !s.conditions.some((c) => step.conditions.some((x) => excludes(x, c))),
    );
    const coveredBy = (exit: Step): boolean => {
      const index = steps.indexOf(exit);
      return found.some((r) => {
        const holds = r.step.conditions.every(
          (c) =>
            step.conditions.some((x) => same(x, c)) ||
            exit.conditions.some((x) => same(x, c)) ||
            permits(file, c, path, env, r.step, r.path),
        );
        if (!holds) return false;
        if (r.index < index) return true;
        if (r.step.later) return true;
        return (
          r.step.always &&
          (r.step.finals.length === 0 || r.step.finals.some((g) => exit.tries.some((t) => t.up === g.up && t.s < g.s)))
        );
      });
    };
    if (!exits.every(coveredBy)) return null;
    const ends = exits.some(
      (x) =>
        x.f === fn && x.conditions.every((c) => c.guard.kind === 'early' || step.conditions.some((y) => same(y, c))),
    );
    const proof = sure[0] ?? (ends ? found[0] : undefined);
    if (!proof || (!ends && sure.length === 0)) return null;
    const c = p.files[file]!.calls[(proof.step.e as { c: number }).c]!;
    return { file, s: c.s, e: c.e, leaks: !onFailure && !found.some((r) => r.step.always || r.step.later) };
  };

  /** The same of each of the paths that a loop over a known list writes. */
  const withinAll = (file: number, fn: FunctionId, step: Step, env: Env, path: Path): Removal | null => {
    const one = within(file, fn, step, env, path);
    const all = one ? [] : eachOf(path);
    let proof = one;
    for (const x of all) {
      const gone = within(file, fn, step, env, x);
      if (!gone) return null;
      proof = gone;
    }
    return proof;
  };

  let left = 0;
  const look = (call: number, path: Place, depth: number, seen: ReadonlySet<number>): Removal | null => {
    if (--left < 0) return null;
    const { file, c, id } = p.calls[call]!;
    const key = paths.of(path);
    if (key.pieces.length === 0) return null;
    let outer: FunctionId = c.f;
    for (let hops = 0; hops < 6; hops++) {
      const step = stepsOf(p, file, outer).find((s) => s.e.t === 'call' && s.e.c === id);
      if (!step) return null;
      const hit =
        withinAll(file, outer, step, path.env, key) ?? further(functionGid(p, file, outer), path, depth, seen);
      if (hit) return hit;
      outer = p.files[file]!.functions[outer]!.parent;
      if (outer <= 0) return null;
    }
    return null;
  };

  /** Looks for it in all callers of a function that makes, or was given, the path. */
  const further = (fn: number, path: Place, depth: number, seen: ReadonlySet<number>): Removal | null => {
    if (depth >= MAX_UP || seen.has(fn)) return null;
    const callers = callersOf(fn).filter((x) => ctx.loaded.has(p.calls[x]!.file));
    if (callers.length === 0 || callers.length > MAX_CALLERS) return null;
    if (ctx.framesOf(fn).some((f) => f.registered && f.callers.length === 0)) return null;
    let proof: Removal | null = null;
    for (const caller of callers) {
      const env = joined(path.env, argumentsOf(p, fn, caller, null));
      const hit = look(caller, { ...path, env }, depth + 1, new Set([...seen, fn]));
      if (!hit) return null;
      proof = hit;
    }
    return proof;
  };

  return {
    of(call, path) {
      left = MAX_LOOKS;
      return look(call, path, 0, new Set());
    },
    in(fn, path) {
      const { file, id } = p.functions[fn]!;
      return within(file, id, { ...HANDED, f: id }, null, path);
    },
  };
}

/** Whether a value is what a call gave, or a part of it. */
function isGivenBy(f: FileFacts, v: ValueId, call: CallId, depth: number): boolean {
  if (v === NONE || depth > MAX_PARTS) return false;
  const x = f.values[v]!;
  if (x.k === 'call') return x.c === call;
  if (x.k === 'await' || x.k === 'as' || x.k === 'narrow') return isGivenBy(f, x.v, call, depth + 1);
  if (x.k === 'prop') return isGivenBy(f, x.o, call, depth + 1);
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  return b.kind !== 'param' && !b.imp && b.defs.length === 1 && isGivenBy(f, b.defs[0]!, call, depth + 1);
}

/** The paths that one stands for which ends in an element of a known list; none of any other. */
function eachOf(path: Path): readonly Path[] {
  const last = path.pieces[path.pieces.length - 1];
  const each = path.pieces.length > 1 && typeof last === 'object' ? last.each : undefined;
  // A text that stands alone is taken for a path of its own; here it goes on from what stands before it.
  const part = (x: Path) => x.pieces.map((y) => (typeof y === 'string' ? y.replace(/^cwd:\/?/, '') : y));
  return (each ?? []).map((x) => pathOf(tidy([...path.pieces.slice(0, -1), ...part(x)])));
}

/** Whether a function is a link of a chain of promises: a way out of it ends that link alone, and what follows still runs. */
function isContinuation(f: FileFacts, fn: FunctionId): boolean {
  const arg = consumersOf(f).argumentOf(fn);
  const callee = arg ? f.values[f.calls[arg.c]!.callee]! : null;
  return callee?.k === 'prop' && (callee.p === 'then' || callee.p === 'catch' || callee.p === 'finally');
}

/** Branches of one test that cannot both be taken. */
const excludes = (a: Condition, b: Condition): boolean =>
  a.f === b.f &&
  ((a.guard.cond === b.guard.cond &&
    a.guard.cond !== NONE &&
    a.guard.yes !== b.guard.yes &&
    a.guard.kind !== 'early' &&
    b.guard.kind !== 'early') ||
    (a.guard.kind === 'case' && b.guard.kind === 'case' && a.guard.up === b.guard.up && a.guard !== b.guard));
