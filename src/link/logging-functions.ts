import { type CallId, type Event, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { setOf } from './heap.ts';
import type { Holder } from './holders.ts';
import { isLogAtLevel, isLogCall } from './log-calls.ts';
import { isOfLanguage } from './natives.ts';
import { PURE_PACKAGES, TEXT_PACKAGES } from './origin-names.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import { realReads } from './upkeep.ts';

/** Functions that look at a mark: more of them are no place where lines of a log are held back. */
const MAX_READERS = 4;
/** What of the language makes one value of another. */
const PLAIN = /^\.(?:Date|Math|String|Number|Boolean|JSON|Object|Array|console|parseInt|parseFloat)\b/;

/**
 * What only functions look at that write lines into a log and do nothing else: when the last one was written, how many were left out,
 * which ones were. Whatever is kept there, it decides what is logged.
 */
export function readByLoggers(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, holder } = input;
  const readers = new Map(realReads(input, f).map((r) => [r.fn, r.file]));
  if (readers.size === 0 || readers.size > MAX_READERS) return null;
  const own: Own = { holder, fns: new Set(readers.keys()) };
  let logs = false;
  for (const fn of readers.keys()) {
    const { file, f: code } = pt.p.functions[fn]!;
    if (code.generator || code.kind === 'module' || !code.events.every((e) => isPlain(input, own, file, e)))
      return null;
    logs ||= code.events.some((e) => e.t === 'call' && isLog(pt, file, e.c));
  }
  return logs
    ? verdict('process-upkeep', 'log', 'only functions that write into a log look at it', f.afterPuts[0] ?? f.after[0]!)
    : null;
}

/** What is judged, and the functions that look at it. */
type Own = { readonly holder: Holder; readonly fns: ReadonlySet<number> };

/** Whether what happens there ends in the log, in the memory that only these functions look at, or in locals. */
function isPlain(input: JudgeInput, own: Own, file: number, e: Event): boolean {
  const f = input.pt.p.files[file]!;
  switch (e.t) {
    case 'call':
      return isLog(input.pt, file, e.c) || isPlainCall(input, own, file, e.c);
    case 'write':
      if ('b' in e.to) return !f.bindings[e.to.b]!.top || isReadBy(input.pt, own, file, e.to.b);
      return isOwnPlace(input.pt, own, file, 'p' in e.to ? e.to : { o: e.to.o, p: '' });
    case 'return':
      return e.v === NONE || f.values[e.v]!.k === 'undef';
    case 'throw':
    case 'yield':
      return false;
    default:
      return true;
  }
}

const isLog = (pt: Points, file: number, id: CallId): boolean => isLogCall(pt, file, id) || isLogAtLevel(pt, file, id);

function isPlainCall({ pt, effects }: JudgeInput, own: Own, file: number, id: CallId): boolean {
  const f = pt.p.files[file]!;
  const c = f.calls[id]!;
  const callee = f.values[c.callee]!;
  const gid = callGid(pt.p, file, id);
  const held = c.recv === NONE ? [] : setOf(pt.h, pt.valueNode(file, c.recv));
  if (held.length > 0 && held.every((o) => own.holder.objects.has(o))) return true;
  const exts = pt.externals.get(gid) ?? [];
  const targets = [...(pt.targets.get(gid) ?? [])];
  if (exts.length > 0) return exts.every((o) => isOfTheLanguage(pt, o));
  if (targets.length > 0) return effects.of(targets).mask === 0;
  return callee.k === 'prop' && isOfLanguage(callee.p) && (held.length === 0 || isOwnReceiver(pt, own, file, c.recv));
}

function isOfTheLanguage(pt: Points, o: number): boolean {
  const { pkg, steps } = pt.h.objects[o]!;
  return TEXT_PACKAGES.test(pkg) || PURE_PACKAGES.has(pkg) || (pkg === '(global)' && PLAIN.test(steps));
}

/** Whether what a method is called on is a local of these functions, or lies where they alone look. */
function isOwnReceiver(pt: Points, own: Own, file: number, v: ValueId): boolean {
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'prop') return isOwnPlace(pt, own, file, x);
  return x.k !== 'bind' || !f.bindings[x.b]!.top || isReadBy(pt, own, file, x.b);
}

/** Whether a property is one of `this` or of a module's object that no other function of the file reads by its name. */
function isOwnPlace(
  pt: Points,
  own: Own,
  file: number,
  { o, p }: { readonly o: ValueId; readonly p: string },
): boolean {
  const f = pt.p.files[file]!;
  const held = setOf(pt.h, pt.valueNode(file, o));
  if (held.length > 0 && held.every((x) => own.holder.objects.has(x))) return true;
  if (p === own.holder.name) return true;
  if (p === '' || f.values[o]!.k !== 'this') return false;
  return readersIn(pt, file, (v) => v.k === 'prop' && v.p === p).every((fn) => own.fns.has(fn));
}

/** Whether nobody but these functions reads a variable of a module, which no other module gets. */
function isReadBy(pt: Points, own: Own, file: number, b: number): boolean {
  if (own.holder.binding === pt.p.bindingBase[file]! + b) return true;
  const f = pt.p.files[file]!;
  if (f.exports.some((e) => 'b' in e && e.b === b)) return false;
  return readersIn(pt, file, (v) => v.k === 'bind' && v.b === b).every((fn) => own.fns.has(fn));
}

/** Functions (global ids) of a file in which a value of some kind is read. */
function readersIn(pt: Points, file: number, is: (v: FileFacts['values'][number]) => boolean): readonly number[] {
  const f = pt.p.files[file]!;
  return f.functions.flatMap((fn, id) =>
    fn.events.some((e) => e.t === 'read' && e.v !== NONE && is(f.values[e.v]!)) ? [pt.p.functionBase[file]! + id] : [],
  );
}
