import { isLogFunctionOf } from '../catalog/log-functions.ts';
import { type CallId, type FileFacts, NONE, type Value } from '../extract/facts.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

// Calls that put words into a log, told by their names: what is written there, nobody takes from there again.

const LOGS: ReadonlySet<string> = new Set(
  'log info warn warning error debug trace verbose silly fatal notice'.split(' '),
);
/** A module, or a thing, that is called a log. */
const LOG_MODULE = /(^|[/._-])log(s|ger|gers|ging)?([./_-]|$)/i;
const LOG_NAME = /(^|_)log(s|ger|gers|ging)?$|Log(s|ger|gers|ging)?$/i;
/** What logging is made of; whoever asks a database or another process does more than that. */
const LOGGING =
  /^(?:node:|winston|pino|bunyan|log4js|loglevel|debug|signale|consola|tslog|npmlog|chalk|picocolors|colors|kleur|ansi|strip-ansi|moment|dayjs|date-fns|lodash|rotating-file-stream|file-stream-rotator|stack-trace)/;
const FILLS: ReadonlySet<string> = new Set(['push', 'unshift', 'set', 'add']);
/** Functions of the program that a function of its log goes through. */
const MAX_LOG_DEPTH = 3;

/** Whether a method of that name writes into a log. */
export const isLogMethod = (name: string): boolean => LOGS.has(name);

/** Whether a call writes into a log: a method of such a name, or a function of such a name that a module of logging gives. */
export function isLogCall(pt: Points, file: number, id: CallId): boolean {
  const f = pt.p.files[file]!;
  const callee = f.values[f.calls[id]!.callee]!;
  if (callee.k === 'prop') return LOGS.has(callee.p) && mayBeLog(pt, file, id, callee.p);
  return isLineOfLibrary(pt, file, id) || (isLogFunction(f, callee) && onlyLogs(pt, file, id));
}

/** `const note = debug('ferry')`, then `note(text)`: what a library's function gave, which writes a line. */
function isLineOfLibrary(pt: Points, file: number, id: CallId): boolean {
  const gid = callGid(pt.p, file, id);
  const exts = pt.externals.get(gid) ?? [];
  return (
    exts.length > 0 &&
    !pt.targets.has(gid) &&
    exts.every((o) => isLogFunctionOf(pt.h.objects[o]!.pkg, pt.h.objects[o]!.steps))
  );
}

/** Names of methods that tell a log in a logger, and that refuse or answer elsewhere. */
const REFUSALS: ReadonlySet<string> = new Set(['error', 'fatal']);

/**
 * Whether what a method of such a name is called on may be a log. `this.error(…)` of a class whose base is not seen may throw, `reply.error(…)`
 * answers, and `moderation.warn(member)` is whatever the program wrote there.
 */
function mayBeLog(pt: Points, file: number, id: CallId, method: string): boolean {
  const f = pt.p.files[file]!;
  const { recv } = f.calls[id]!;
  if (recv === NONE) return true;
  const x = f.values[recv]!;
  if (LOG_NAME.test(nameOf(f, x))) return true;
  if ((pt.targets.get(callGid(pt.p, file, id))?.size ?? 0) > 0) return onlyLogs(pt, file, id);
  if (x.k === 'this') return !REFUSALS.has(method);
  // What a library gives to a handler is what it answers by.
  const given = setOf(pt.h, pt.valueNode(file, recv)).some((o) => {
    const y = pt.h.objects[o]!;
    return y.k === 'ext' && y.type === 'callback';
  });
  return !(given && REFUSALS.has(method));
}

/** Whether a call writes into what is called a log at a level that is worked out: `this.log[level](…)`. */
export function isLogAtLevel(pt: Points, file: number, id: CallId): boolean {
  const f = pt.p.files[file]!;
  const callee = f.values[f.calls[id]!.callee]!;
  return callee.k === 'index' && LOG_NAME.test(nameOf(f, f.values[callee.o]!));
}

/** Whether a call writes into a log, or names what every line of a part of it tells (`log.child`), where the name of what the method is called on says so too, and its own text, where there is some, does nothing else. */
export function isCalledLog(pt: Points, file: number, id: CallId): boolean {
  const f = pt.p.files[file]!;
  const c = f.calls[id]!;
  const callee = f.values[c.callee]!;
  if (callee.k !== 'prop' && isLineOfLibrary(pt, file, id)) return true;
  const isNamed =
    callee.k === 'prop'
      ? (LOGS.has(callee.p) || callee.p === 'child') && c.recv !== NONE && LOG_NAME.test(nameOf(f, f.values[c.recv]!))
      : isLogFunction(f, callee);
  return isNamed && onlyLogs(pt, file, id);
}

function isLogFunction(f: FileFacts, callee: Value): boolean {
  if (callee.k !== 'bind') return false;
  const { name, imp } = f.bindings[callee.b]!;
  return imp !== undefined && LOGS.has(imp.name === 'default' ? name : imp.name) && LOG_MODULE.test(imp.spec);
}

const nameOf = (f: FileFacts, v: Value): string =>
  v.k === 'bind' ? f.bindings[v.b]!.name : v.k === 'prop' ? v.p.replace(/^#/, '') : '';

const known = new WeakMap<Points, Map<number, boolean>>();

/** Whether the program's functions that a call runs, if any, use nothing but what logs are made of, and gather nothing to be shown. */
function onlyLogs(pt: Points, file: number, id: CallId): boolean {
  const memo = known.get(pt) ?? new Map<number, boolean>();
  known.set(pt, memo);
  const isPlain = (fn: number, depth: number): boolean => {
    const old = memo.get(fn);
    if (old !== undefined) return old;
    if (depth > MAX_LOG_DEPTH) return false;
    memo.set(fn, true);
    const { file: at, f } = pt.p.functions[fn]!;
    const { values, calls, bindings } = pt.p.files[at]!;
    const plain = f.events.every((e) => {
      if (e.t !== 'call') return true;
      const c = calls[e.c]!;
      const callee = values[c.callee]!;
      const recv = c.recv === NONE ? null : values[c.recv]!;
      const kept = recv?.k === 'prop' || (recv?.k === 'bind' && bindings[recv.b]!.top);
      if (callee.k === 'prop' && FILLS.has(callee.p) && kept) return false;
      const gid = callGid(pt.p, at, e.c);
      const isOfLogging = (pt.externals.get(gid) ?? []).every((o) => {
        const { pkg, steps } = pt.h.objects[o]!;
        return pkg === '(global)' ? steps !== '.fetch' : LOGGING.test(pkg);
      });
      return isOfLogging && [...(pt.targets.get(gid) ?? [])].every((t) => isPlain(t, depth + 1));
    });
    memo.set(fn, plain);
    return plain;
  };
  return [...(pt.targets.get(callGid(pt.p, file, id)) ?? [])].every((fn) => isPlain(fn, 0));
}
