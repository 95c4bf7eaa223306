import { givesSettings } from '../catalog/settings.ts';
import { type FunctionId, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { once } from '../text/once.ts';
import { isProcess, makeCommandWords, SAME_TEXT } from './command-words.ts';
import { constantText, loadedBy } from './constants.ts';
import type { Contexts } from './contexts.ts';
import { declaredFlags } from './declared-flags.ts';
import { foldersLoaded } from './folder-loaders.ts';
import type { Frame } from './frames.ts';
import { guardChain } from './guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import { isNeverGiven } from './never-given.ts';
import { isOnlyMade } from './plain-uses.ts';
import type { Points } from './points.ts';
import { callGid, functionGid, type Program, valueAt } from './program.ts';
import { valueStatic } from './static.ts';
import type { Sources, ValueSources } from './value-sources.ts';

/**
 * The test that keeps code from deployed processes: where its condition stands, and whether it asks for development, or for what none of
 * them is started with: a sub-command, or an argument that only tests give (`start(done, useMemory)`).
 */
export type DevProof = { readonly file: number; readonly s: number; readonly reason: 'dev-only' | 'unreachable' };

/**
 * What runs in development or tests alone. Proofs cross functions and files: a function is kept to development where every call and
 * registration that is seen stands under such a test, a module where every import of it does.
 */
export type DevGuards = {
  /** For an event: by its own guards, or because its function or module is kept so. */
  at(file: number, f: FunctionId, guard: GuardId): DevProof | null;
  /** By the guards of the event alone. */
  guard(file: number, guard: GuardId): DevProof | null;
  /** For a function (global id) as a whole. */
  fn(fn: number): DevProof | null;
  /** For a module as a whole. */
  module(file: number): DevProof | null;
  /** Whether a condition with that outcome says so, itself or of what stands under that guard (`if (client || isDevelopment)`). */
  condition(file: number, cond: ValueId, yes: boolean, guard?: GuardId): DevProof | null;
  /** What a test for development comes to in a deployed process; null where it is no such test. */
  outcome(file: number, v: ValueId): boolean | null;
  /** For an object that is made under such a test alone. */
  unmade(o: ObjectId): DevProof | null;
  /** Whether a call (global id) hands what it is given to a sub-command that no process is started with. */
  isOtherCommand(call: number): boolean;
};

/** What is known of how the program is started. */
export type DevInput = {
  /** Files that a deployed process starts from. */
  readonly entries: readonly number[];
  readonly loaded: ReadonlySet<number>;
  /** The files that the packages of the program give to those who use them. */
  readonly libraries?: ReadonlySet<number>;
  /**
   * Whether the deployment that runs a file says that it is production (`NODE_ENV=production` in its image or start command):
   * undefined where no deployment of it is known. Only `false` makes "not production" a test that says nothing.
   */
  readonly production?: (file: string) => boolean | undefined;
  /** The words that the processes are started with that load a file; undefined where they are not known of each. */
  readonly commands?: (file: number) => ReadonlySet<string> | undefined;
};

type Judgement = 'dev' | 'weak' | 'command' | null;

const MAX_TEST_DEPTH = 10;
/** Judgements, the surest first. */
const STRENGTH = ['dev', 'command', 'weak'] as const;
/** Environment variables that name the mode of the process. */
const MODES = new Set(['NODE_ENV', 'APP_ENV', 'NODE_CONFIG_ENV', 'ENVIRONMENT', 'VERCEL_ENV', 'NEST_ENV']);
const DEV_VALUES = new Set(['development', 'dev', 'develop', 'local', 'test', 'testing', 'e2e', 'ci']);
/** `dev-hmr`, `local-docker`: a kind of development; `e2eTest`, `ci-test`: nothing but words of tests. */
const isDevValue = (text: string): boolean => {
  const [first, ...more] = text.toLowerCase().split(/[-_.]/);
  if (DEV_VALUES.has(first!) && (more.length === 0 || DEV_KINDS.has(first!)) && !more.some((w) => DEPLOYED.has(w)))
    return true;
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_.]/);
  return words.every((w) => DEV_VALUES.has(w) || DEV_WORDS.has(w));
};
const DEV_KINDS = new Set(['development', 'dev', 'local']);
/** Words of modes that processes are deployed in. */
const DEPLOYED = new Set(['production', 'prod', 'staging', 'stage', 'live', 'cluster', 'server', 'cloud']);
const PRODUCTION_VALUES = new Set(['production', 'prod']);
/** Words in the name of a flag that is off unless somebody develops or tests. */
const DEV_WORDS = new Set(['dev', 'development', 'mock', 'mocks', 'test', 'testing', 'e2e', 'vitest', 'jest', 'hmr']);

/** Finds what runs in development or tests alone. */
export function makeDevGuards(pt: Points, ctx: Contexts, values: ValueSources, input: DevInput): DevGuards {
  const { p } = pt;
  const words = makeCommandWords(pt, values, input);
  const memo = new Map<string, Judgement>();
  const test = (file: number, v: ValueId, yes: boolean, depth: number): Judgement => {
    if (v === NONE || depth > MAX_TEST_DEPTH) return null;
    const key = `${file}|${v}|${yes}`;
    const old = memo.get(key);
    if (old !== undefined) return old;
    memo.set(key, null); // a test that asks itself proves nothing
    const out = judge(file, v, yes, depth + 1);
    memo.set(key, out);
    return out;
  };
  const any = (list: readonly Judgement[]): Judgement => STRENGTH.find((how) => list.includes(how)) ?? null;
  const all = (list: readonly Judgement[]): Judgement =>
    list.length === 0 || list.includes(null) ? null : (STRENGTH.findLast((how) => list.includes(how)) ?? null);

  const judge = (file: number, v: ValueId, yes: boolean, depth: number): Judgement => {
    const x = valueAt(p, file, v);
    switch (x.k) {
      case 'as':
      case 'await':
      case 'narrow':
        return test(file, x.v, yes, depth);
      case 'alt': {
        const parts = () => x.of.map((y) => test(file, y, yes, depth));
        if (x.op === '&&') return yes ? any(parts()) : all(parts());
        if (x.op === '||') return yes ? all(parts()) : any(parts());
        // `flag ?? fallback`: both sides speak.
        return x.op === '??' || x.op === 'phi' || x.op === '?:' ? all(parts()) : null;
      }
      case 'op': {
        if (x.op === '!') return test(file, x.of[0]!, !yes, depth);
        if (!/^[!=]==?$/.test(x.op)) return null;
        const same = x.op.startsWith('=') === yes;
        for (const [a, b] of [
          [x.of[0]!, x.of[1]!],
          [x.of[1]!, x.of[0]!],
        ] as const) {
          const lit = valueAt(p, file, b);
          if (lit.k === 'lit' && typeof lit.v === 'boolean') return test(file, a, lit.v === same, depth);
          // `MODE === DEVELOPMENT`: a constant is its text.
          const said = lit.k === 'lit' ? lit.v : constantText(p, file, b);
          if (typeof said !== 'string') continue;
          if (same && words.isOther(file, said) && words.isWord(file, a)) return 'command';
          if (isMode(file, a, depth)) {
            if (same) return isDevValue(said) ? 'dev' : null;
            return PRODUCTION_VALUES.has(said.toLowerCase()) ? 'weak' : null;
          }
          // `process.env.MOCKS === 'true'`
          if (same && isDevFlag(file, a) && said !== 'false' && said !== '0' && said !== '') return 'dev';
        }
        return null;
      }
      case 'prop': {
        if (x.p === 'DEV' && isMetaEnv(file, x.o)) return yes ? 'dev' : null;
        if (x.p === 'PROD' && isMetaEnv(file, x.o)) return yes ? null : 'weak';
        if (yes && isDevFlag(file, v)) return 'dev';
        return ofSources(file, v, yes, depth);
      }
      case 'bind':
        // What a package gives out, others call, too.
        return yes && input.libraries?.has(file) !== true && isNeverGiven(pt, ctx, values, file, v)
          ? 'command'
          : ofSources(file, v, yes, depth);
      case 'call':
        return ofCall(file, x.c, yes, depth);
      default:
        return null;
    }
  };

  /** Every value that it may have says so. */
  const ofSources = (file: number, v: ValueId, yes: boolean, depth: number): Judgement => {
    const back = values.from(file, v);
    if (!back || back.open || (yes ? back.of.length === 0 : back.absent)) return null;
    let said = false;
    const parts = back.of.map((s) => {
      const lit = valueAt(p, s.file, s.v);
      // `let dev = false; if (NODE_ENV === 'development') dev = true`
      if (lit.k === 'lit' || lit.k === 'undef') {
        const truthy = lit.k === 'lit' && !!lit.v;
        if (truthy !== yes) return 'dev';
        said = true;
        return guardOf(s.file, s.guard);
      }
      said = true;
      return test(s.file, s.v, yes, depth);
    });
    // A setting that is off by default, and by nothing else that is seen, is no test for development.
    return said ? all(parts) : null;
  };

  const ofCall = (file: number, id: number, yes: boolean, depth: number): Judgement => {
    const c = p.files[file]!.calls[id]!;
    const callee = valueAt(p, file, c.callee);
    if (callee.k === 'prop' && callee.p === 'includes' && c.args[0] !== undefined) {
      const arg = valueAt(p, file, c.args[0]);
      // `['development', 'test'].includes(process.env.NODE_ENV)`
      const list = valueAt(p, file, c.recv);
      if (list.k === 'arr' && list.spreads.length === 0 && isMode(file, c.args[0], depth)) {
        const texts = list.items.map((y) => valueAt(p, file, y));
        if (yes && texts.length > 0 && texts.every((t) => t.k === 'lit' && DEV_VALUES.has(String(t.v)))) return 'dev';
        if (!yes && texts.some((t) => t.k === 'lit' && PRODUCTION_VALUES.has(String(t.v)))) return 'weak';
      }
      // `process.argv.includes('--dev')`
      if (
        yes &&
        arg.k === 'lit' &&
        /^--?(?:dev|development|mocks?)$/.test(String(arg.v)) &&
        words.isArguments(file, c.recv)
      )
        return 'dev';
    }
    if (callee.k === 'global' && callee.name === 'Boolean' && c.args[0] !== undefined)
      return test(file, c.args[0], yes, depth);
    const back = values.returned(callGid(p, file, id));
    if (!back || back.open) return null;
    return all(
      back.of.map((s) => {
        const lit = valueAt(p, s.file, s.v);
        if (lit.k === 'lit' || lit.k === 'undef') {
          const truthy = lit.k === 'lit' && !!lit.v;
          return truthy !== yes ? 'dev' : guardOf(s.file, s.guard);
        }
        return any([test(s.file, s.v, yes, depth), guardOf(s.file, s.guard)]);
      }),
    );
  };

  /** A value that names the mode: `process.env.NODE_ENV`, `import.meta.env.MODE`, a field or setting that holds it. */
  const isMode = (file: number, v: ValueId, depth: number): boolean => {
    if (depth > MAX_TEST_DEPTH) return false;
    const x = valueAt(p, file, v);
    switch (x.k) {
      case 'as':
      case 'await':
      case 'narrow':
        return isMode(file, x.v, depth + 1);
      case 'alt':
        return x.op !== '&&' && isMode(file, x.of[0]!, depth + 1);
      case 'prop':
        if (x.p === 'NODE_ENV') return true;
        if (isEnvironment(file, x.o)) return MODES.has(x.p) || x.p.endsWith('_NODE_ENV') || filledWithMode().has(x.p);
        if (isModeOfSettings(file, v)) return true;
        if (x.p === 'MODE') return isMetaEnv(file, x.o);
        return everySource(file, v, depth);
      case 'bind':
        return everySource(file, v, depth);
      case 'call': {
        const c = p.files[file]!.calls[x.c]!;
        const callee = valueAt(p, file, c.callee);
        if (callee.k === 'prop' && SAME_TEXT.has(callee.p)) return isMode(file, c.recv, depth + 1);
        const arg = c.args[0] === undefined ? null : valueAt(p, file, c.args[0]);
        if (arg?.k === 'lit' && callee.k === 'prop' && (callee.p === 'get' || callee.p === 'getOrThrow')) {
          if (arg.v === 'NODE_ENV') return true;
          // `app.get('env')` of express, `config.get('env')` of what holds the settings.
          const isAsked = (pkg: string): boolean => pkg === 'express' || givesSettings(pkg);
          return arg.v === 'env' && setOf(pt.h, pt.valueNode(file, c.recv)).some((o) => isAsked(pt.h.objects[o]!.pkg));
        }
        // A function that gives the mode.
        return everyOf(values.returned(callGid(p, file, x.c)), depth);
      }
      default:
        return false;
    }
  };
  /** `config.env`, where a library holds the settings: the one it is told by which of them count. */
  const isModeOfSettings = (file: number, v: ValueId): boolean => {
    const s = valueStatic(p, file, v);
    return s?.k === 'external' && givesSettings(s.pkg) && /^(?:\.default)?\.(?:env|environment)$/.test(s.steps);
  };
  /** Variables of the environment that the program gives the mode where they are not set: `process.env.OUR_ENV = process.env.NODE_ENV`. */
  const filledWithMode = (): ReadonlySet<string> => {
    if (modes) return modes;
    const out = new Set<string>();
    modes = out;
    // One may be given what another one was given, wherever that stands.
    for (let before = -1; before !== out.size; ) {
      before = out.size;
      for (const file of input.loaded)
        for (const { events } of p.files[file]!.functions)
          for (const e of events)
            if (e.t === 'write' && 'p' in e.to && isEnvironment(file, e.to.o) && isMode(file, e.v, 0)) out.add(e.to.p);
    }
    return out;
  };
  let modes: ReadonlySet<string> | null = null;
  const everySource = (file: number, v: ValueId, depth: number): boolean => everyOf(values.from(file, v), depth);
  const everyOf = (back: Sources | null, depth: number): boolean =>
    !!back && !back.open && back.of.length > 0 && back.of.every((s) => isMode(s.file, s.v, depth + 1));

  const isEnvironment = (file: number, v: ValueId): boolean => {
    const x = valueAt(p, file, v);
    if (x.k === 'prop' && x.p === 'env') {
      const o = valueAt(p, file, x.o);
      return (o.k === 'global' && o.name === 'process') || o.k === 'meta' || isProcess(p, file, x.o);
    }
    const s = valueStatic(p, file, v);
    return s?.k === 'external' && s.steps === '.env' && /^(?:node:)?process$/.test(s.pkg);
  };
  const isMetaEnv = (file: number, v: ValueId): boolean => {
    const x = valueAt(p, file, v);
    return x.k === 'prop' && x.p === 'env' && valueAt(p, file, x.o).k === 'meta';
  };
  /** An environment variable, or an option that the command line declares, whose name says that it is for development. */
  const isDevFlag = (file: number, v: ValueId): boolean => {
    const x = valueAt(p, file, v);
    if (x.k !== 'prop') return false;
    const parts = x.p.split(/[_-]|(?<=[a-z])(?=[A-Z])/).map((w) => w.toLowerCase());
    // `CI` alone says that it is built or tested; what CI tells beside that (`CI_COMMIT_SHA`) may be part of an image.
    const isDev = parts.some((w) => DEV_WORDS.has(w)) || x.p === 'CI';
    if (!isDev || parts.includes('no') || parts.includes('disable')) return false;
    if (isEnvironment(file, x.o)) return true;
    const isOption = words.isCommandLine(file, x.o) || (isGiven(file, x.o) && declared().names.has(x.p));
    // One that is on unless somebody turns it off tells nothing of development.
    return isOption && !declared().on.has(x.p);
  };
  const declared = once(() => declaredFlags(pt, input.loaded));
  /** A parameter of a function, whatever it is given. */
  const isGiven = (file: number, v: ValueId): boolean => {
    const x = valueAt(p, file, v);
    return x.k === 'bind' && p.files[file]!.bindings[x.b]!.kind === 'param';
  };
  const counts = (file: number, how: Judgement): boolean =>
    how === 'dev' || how === 'command' || (how === 'weak' && input.production?.(p.files[file]!.file) !== false);
  const guardMemo = new Map<string, DevProof | null>();
  const guard = (file: number, g: GuardId): DevProof | null => {
    if (g === NONE) return null;
    const key = `${file}|${g}`;
    const old = guardMemo.get(key);
    if (old !== undefined) return old;
    let out: DevProof | null = null;
    guardMemo.set(key, null); // what is guarded by its own test proves nothing
    for (const x of guardChain(p.files[file]!, g)) {
      if (x.cond === NONE || x.kind === 'loop') continue;
      if (x.kind === 'case' && !x.yes) continue;
      const how = test(file, x.cond, x.yes, 0);
      if (counts(file, how)) {
        out = { file, s: x.s, reason: how === 'command' ? 'unreachable' : 'dev-only' };
        break;
      }
    }
    guardMemo.set(key, out);
    return out;
  };
  /** `if (client || isDevelopment) { client ? … : … }`: where one side is known to be missing, the other is why it runs. */
  const remaining = (file: number, g: GuardId, cond: ValueId, yes: boolean): DevProof | null => {
    for (const x of guardChain(p.files[file]!, g)) {
      const either = x.cond === NONE || !x.yes || x.kind === 'loop' ? null : valueAt(p, file, x.cond);
      if (either?.k !== 'alt' || either.op !== '||') continue;
      const rest = either.of.filter((y) => !saysOtherwise(file, y, cond, yes));
      if (rest.length === either.of.length) continue;
      const how = all(rest.map((y) => test(file, y, true, 0)));
      if (counts(file, how)) return { file, s: x.s, reason: how === 'command' ? 'unreachable' : 'dev-only' };
    }
    return null;
  };
  /** Whether a condition with that outcome says that a value is falsy: it is the value of one variable that is given once. */
  const saysOtherwise = (file: number, v: ValueId, cond: ValueId, yes: boolean): boolean => {
    const x = valueAt(p, file, cond);
    if (x.k === 'op' && x.op === '!') return saysOtherwise(file, v, x.of[0]!, !yes);
    const y = valueAt(p, file, v);
    if (yes || x.k !== 'bind' || y.k !== 'bind' || x.b !== y.b) return false;
    const b = p.files[file]!.bindings[x.b]!;
    return b.kind === 'const' || b.imp !== undefined || b.defs.length <= 1;
  };
  const guardOf = (file: number, g: GuardId): Judgement => {
    const proof = guard(file, g);
    return proof && (proof.reason === 'dev-only' ? 'dev' : 'command');
  };
  /** What keeps a call or registration from running. */
  const stopped = (call: number): DevProof | null => {
    if (call < 0) return null;
    const { file, c } = p.calls[call]!;
    return guard(file, c.guard) ?? (words.registersOther(call) ? { file, s: c.ns, reason: 'unreachable' } : null);
  };

  /** What keeps an object from being made: its methods never run on it. */
  const unmade = (o: ObjectId): DevProof | null => {
    const x = pt.h.objects[o];
    if (x?.k !== 'inst' || x.injected || x.site < 0) return null;
    const { file, c } = p.calls[x.site]!;
    const proof = guard(file, c.guard);
    // Who is handed the class, or asks it for its prototype, may make one of it elsewhere.
    return proof && x.cls >= 0 && isOnlyMade(pt, ctx.loaded, x.cls) ? proof : null;
  };
  const reach = once(() => reached(pt, ctx, input, guard, (call, to) => stopped(call) ?? unmade(to.self)));
  const fn = (gid: number): DevProof | null => {
    const frames = ctx.framesOf(gid);
    const { file } = p.functions[gid]!;
    if (frames.length === 0) return null;
    if (frames.some((f) => reach().frames.has(f.id))) return null;
    return module(file) ?? whyOf(gid, new Set());
  };
  const whyOf = (gid: number, seen: Set<number>): DevProof | null => {
    if (seen.has(gid)) return null;
    seen.add(gid);
    for (const frame of ctx.framesOf(gid))
      for (const { frame: from, call } of [...frame.callers, ...frame.registrations]) {
        const caller = ctx.frames[from]!;
        const { file } = p.functions[caller.fn]!;
        const own = stopped(call) ?? unmade(frame.self);
        const proof = own ?? reach().why.get(file) ?? whyOf(caller.fn, seen);
        if (proof) return proof;
      }
    const around = enclosing(p, gid);
    return around === NONE || ctx.framesOf(around).some((f) => reach().frames.has(f.id)) ? null : whyOf(around, seen);
  };
  const module = (file: number): DevProof | null =>
    input.loaded.has(file) && !reach().files.has(file) ? (reach().why.get(file) ?? null) : null;

  return {
    guard,
    condition: (file, cond, yes, under = NONE) => {
      const how = test(file, cond, yes, 0);
      if (!counts(file, how)) return remaining(file, under, cond, yes);
      const at = p.files[file]!.guards.find((g) => g.cond === cond);
      return { file, s: at?.s ?? 0, reason: how === 'command' ? 'unreachable' : 'dev-only' };
    },
    outcome: (file, v) => {
      for (const yes of [true, false]) {
        const how = test(file, v, yes, 0);
        // "Not production" holds where the deployment is known not to say that it is.
        if (how === 'command') return null;
        if (how !== null) return counts(file, how) ? !yes : yes;
      }
      return null;
    },
    fn,
    module,
    isOtherCommand: (call) => words.registersOther(call),
    at: (file, f, g) => guard(file, g) ?? module(file) ?? fn(functionGid(p, file, f)),
    unmade,
  };
}

/** The function (global id) that a function stands in; NONE for what stands in the module. */
function enclosing(p: Program, fn: number): number {
  const { file, f } = p.functions[fn]!;
  return f.parent > 0 ? functionGid(p, file, f.parent) : NONE;
}

type Reached = {
  /** Frames and files that something reaches without passing a test for development. */
  readonly frames: ReadonlySet<number>;
  readonly files: ReadonlySet<number>;
  /** For files that are only imported under one: that test. */
  readonly why: ReadonlyMap<number, DevProof>;
};

/** Goes from the entries along imports, calls and registrations, and stops at tests for development. */
function reached(
  pt: Points,
  ctx: Contexts,
  input: DevInput,
  guard: (file: number, g: GuardId) => DevProof | null,
  stopped: (call: number, to: Frame) => DevProof | null,
): Reached {
  const { p } = pt;
  const frames = new Set<number>();
  const files = new Set<number>();
  const why = new Map<number, DevProof>();
  const work: ({ readonly frame: number } | { readonly file: number })[] = [];
  const takeFile = (file: number): void => {
    if (files.has(file)) return;
    files.add(file);
    work.push({ file });
  };
  // A function exists once the one around it has run: who calls it before that calls another one.
  const awaiting = new Map<number, number[]>();
  const ran = new Set<number>();
  const takeFrame = (id: number): void => {
    if (frames.has(id)) return;
    const { fn } = ctx.frames[id]!;
    const around = enclosing(p, fn);
    if (around !== NONE && !ran.has(around) && ctx.framesOf(around).length > 0) {
      entryOf(awaiting, around, () => []).push(id);
      return;
    }
    frames.add(id);
    work.push({ frame: id });
    if (ran.has(fn)) return;
    ran.add(fn);
    for (const inner of awaiting.get(fn) ?? []) takeFrame(inner);
  };
  // Who runs when a frame runs, with the call that does it.
  const outgoing = new Map<number, { readonly to: number; readonly call: number }[]>();
  const rootsOf = new Map<number, number[]>();
  for (const f of ctx.frames) {
    for (const c of [...f.callers, ...f.registrations]) {
      const list = outgoing.get(c.frame);
      if (list) list.push({ to: f.id, call: c.call });
      else outgoing.set(c.frame, [{ to: f.id, call: c.call }]);
    }
    if (!f.rooted) continue;
    // What a framework runs, it runs where the module is loaded.
    const { file } = p.functions[f.fn]!;
    const list = rootsOf.get(file);
    if (list) list.push(f.id);
    else rootsOf.set(file, [f.id]);
  }
  const importsIn = new Map<number, { readonly f: FunctionId; readonly to: number; readonly guard: GuardId }[]>();
  const imported = new Set<number>();
  for (const file of input.loaded) {
    const list = p.files[file]!.imports.flatMap((i) => {
      if (i.typeOnly) return [];
      const t = p.target(file, i.spec);
      return t.kind === 'file' ? [{ f: i.f ?? 0, to: t.file, guard: i.guard ?? NONE }] : [];
    });
    p.files[file]!.values.forEach((v) => {
      if (v.k === 'load') for (const to of loadedBy(p, file, v)) list.push({ f: 0, to, guard: NONE });
    });
    for (const { files } of foldersLoaded(p, file).values())
      for (const to of files) list.push({ f: 0, to, guard: NONE });
    for (const { to } of list) imported.add(to);
    importsIn.set(file, list);
  }
  const passImports = (file: number, f: FunctionId): void => {
    for (const i of importsIn.get(file) ?? []) {
      if (i.f !== f) continue;
      const proof = guard(file, i.guard);
      if (!proof) takeFile(i.to);
      else if (!why.has(i.to)) why.set(i.to, proof);
    }
  };
  for (const file of input.entries) takeFile(file);
  // Files that no import leads to are loaded by their place, or by a path that is computed.
  for (const file of input.loaded) if (!imported.has(file)) takeFile(file);
  const drain = (): void => {
    for (let next = work.pop(); next; next = work.pop()) {
      if ('file' in next) {
        passImports(next.file, 0);
        for (const frame of rootsOf.get(next.file) ?? []) takeFrame(frame);
        continue;
      }
      const { file, id } = p.functions[ctx.frames[next.frame]!.fn]!;
      takeFile(file);
      passImports(file, id);
      for (const { to, call } of outgoing.get(next.frame) ?? []) {
        if (!stopped(call, ctx.frames[to]!)) takeFrame(to);
      }
    }
  };
  drain();
  // What only files kept to development import is kept so too. A file that nothing seen explains is no proof of anything.
  for (;;) {
    const pending = [...why.keys()];
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      for (const { to } of files.has(file) ? [] : (importsIn.get(file) ?? [])) {
        if (files.has(to) || why.has(to)) continue;
        why.set(to, why.get(file)!);
        pending.push(to);
      }
    }
    const lost = [...input.loaded].filter((file) => !files.has(file) && !why.has(file));
    if (lost.length === 0) break;
    for (const file of lost) takeFile(file);
    drain();
  }
  return { frames, files, why };
}
