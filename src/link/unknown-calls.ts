import { callsNothing } from '../catalog/calls-nothing.ts';
import { commonVerbs } from '../catalog/contexts/verbs.ts';
import type { Registration } from '../catalog/contexts.ts';
import { type Call, NONE, type ValueId } from '../extract/facts.ts';
import { isErrorFirst } from './answered.ts';
import { constantText } from './constants.ts';
import type { Heap, HeapObject, ObjectId } from './heap.ts';
import type { Found } from './library-index.ts';
import { isIterator, isOfList } from './natives.ts';
import { type Points, registrationsOf } from './points.ts';
import type { Program } from './program.ts';

/** What the look of a call tells of the callbacks that it is given, where nothing is known of the callee. */

const START_EVENTS = new Set([
  'ready',
  'open',
  'listening',
  'connected',
  'started',
  'load',
  'loaded',
  'init',
  'initialized',
  'bound',
]);

/** Events that come once, when what was made at boot is up: their listeners belong to whoever waits for it. */
function isStartEvent(p: Program, file: number, args: readonly ValueId[]): boolean {
  const first = p.files[file]!.values[args[0]!]!;
  return first.k === 'lit' && START_EVENTS.has(String(first.v));
}

/** Parts of the language that call nothing of what they are given but `toJSON` and the like: a method found there is only data. */
const CALLS_NOTHING =
  /^\.(JSON|Object|Number|String|Math|Boolean|BigInt|Symbol|Buffer|Date|console|structuredClone|parse(Int|Float)|is(NaN|Finite)|(en|de)codeURI(Component)?)\b/;
/** Whether a library is known to call nothing of what this function of it is given. */
export const isInert = (x: HeapObject): boolean => x.pkg !== '(global)' && callsNothing(x.pkg, x.steps);
export const runsNoCallback = (x: HeapObject): boolean =>
  x.pkg === '(global)'
    ? // What it gives is another matter: `Object.keys(rows).forEach(run)`.
      !x.steps.includes('()') && CALLS_NOTHING.test(x.steps)
    : isInert(x);

/** Collections of the language, and the methods that those with keys have (ECMA-262). */
const COLLECTIONS: ReadonlySet<string> = new Set(['Array', 'Map', 'Set', 'WeakMap', 'WeakSet']);
const KEYED_METHODS: ReadonlySet<string> = new Set(['get', 'set', 'has', 'add', 'delete', 'clear']);

/**
 * What of its arguments a method of a list or a map may call, where all that it may be called on is one: the callback of an iterator, and
 * nothing else. Null for all other calls.
 */
export function calledByCollection(
  h: Heap,
  recv: readonly ObjectId[],
  method: string | null,
  args: readonly ValueId[],
): readonly ValueId[] | null {
  if (method === null || recv.length === 0 || !(isOfList(method) || KEYED_METHODS.has(method))) return null;
  for (const o of recv) {
    const { k, type } = h.objects[o]!;
    if (k !== 'arr' && (k !== 'nat' || !COLLECTIONS.has(type))) return null;
  }
  return isIterator(method) ? args.slice(0, 1) : [];
}

/** Methods that say of themselves that they keep what they are given, for whatever comes. */
const KEEPS =
  /^on(?:ce)?(?:[A-Z]|$)|^(?:[a-z]?subscribe|consume|watch|observe|handle)$|(?:Listener|Handler|Callback|Hook|Subscribe|Subscriber|Consumer)$/;

/**
 * Where functions are handed to code that is not known with a literal name before them, or to a method that says so by its name, that
 * code keeps them for later; not where it gives back what they make (`remember('rows', () => new Map())`).
 */
export function looksLikeRegistration(p: Program, file: number, c: Call, method: string | null): boolean {
  if (saysItKeeps(method)) return true;
  const first = c.args[0] === undefined ? undefined : p.files[file]!.values[c.args[0]]!;
  return first?.k === 'lit' && typeof first.v === 'string' && !asksForMade(p, file, c);
}

const ANY: ReadonlySet<string> = new Set([...commonVerbs, 'del', 'any', 'use']);
const VERBS: ReadonlySet<string> = new Set([...commonVerbs, 'del'].filter((verb) => verb !== 'all'));
const PATHS: ReadonlySet<string> = new Set(['path', 'url', 'route', 'uri']);

/** Whether a method says of itself that it keeps what it is given, for whatever comes. */
export const saysItKeeps = (method: string | null): boolean => method !== null && KEEPS.test(method);

/** `server.get('/ships/:name', …)`: the method of a request, and a path; not `store.get('/ships', (err, ships) => …)`, which is answered once. */
function looksLikeRoute(
  p: Program,
  file: number,
  c: Call,
  method: string | null,
  fns: readonly { readonly fn: number }[],
): boolean {
  const first = c.args[0] === undefined ? undefined : p.files[file]!.values[c.args[0]]!;
  return (
    method !== null &&
    ANY.has(method.toLowerCase()) &&
    first?.k === 'lit' &&
    isPath(first.v) &&
    fns.every(
      ({ fn }) => p.functions[fn]!.f.params.length > 2 || p.functions[fn]!.f.params.length === 0 || isHandler(p, fn),
    )
  );
}

/** `{ method: 'GET', path: '/ships', handler }`. */
export function isRouteLiteral(p: Program, { k, file, site }: HeapObject): boolean {
  const x = k === 'obj' && file >= 0 ? p.files[file]!.values[site] : undefined;
  if (x?.k !== 'obj') return false;
  const text = (names: (name: string) => boolean) =>
    x.props.flatMap(([name, v]) => {
      const y = p.files[file]!.values[v]!;
      return names(name) && y.k === 'lit' ? [y.v] : [];
    });
  const verbs = text((name) => name === 'method' || name === 'verb');
  return (
    verbs.some((v) => typeof v === 'string' && VERBS.has(v.toLowerCase())) &&
    text((name) => PATHS.has(name)).some((v) => isPath(v))
  );
}

const isPath = (v: unknown): boolean => typeof v === 'string' && /^[/*]/.test(v);

/** `const rows = name('rows', () => new Map())`: the value of the call is wanted, and its one function takes nothing and makes something. */
function asksForMade(p: Program, file: number, c: Call): boolean {
  const { functions, values, calls } = p.files[file]!;
  const isMade = (v: ValueId): boolean => {
    const x = v === NONE ? undefined : values[v]!;
    if (x?.k === 'as') return isMade(x.v);
    return x?.k === 'call' && calls[x.c]!.kind === 'new';
  };
  const given = c.args.slice(1).flatMap((a) => {
    const x = values[a]!;
    return x.k === 'fn' ? [functions[x.f]!] : [];
  });
  if (given.length !== 1 || (c.use !== 'init' && c.use !== 'return')) return false;
  const { params, events } = given[0]!;
  const returned = events.flatMap((e) => (e.t === 'return' ? [e.v] : []));
  return params.length === 0 && returned.length > 0 && returned.every(isMade);
}

/**
 * Whether the program itself emits, of that emitter, the event that a function listens to: it runs where that is done. Where the event
 * has no name that is known, those that are seen to be run tell.
 */
export function isEmitted(pt: Points, callee: ObjectId, file: number, event: ValueId | undefined, fn: number): boolean {
  const seen = pt.emits.get(pt.h.objects[callee]!.from);
  if (!seen || event === undefined) return false;
  const name = constantText(pt.p, file, event);
  return name === null ? pt.heard.has(fn) : seen.has('*') || seen.has(name);
}

/**
 * Whether a function that a library takes, and gives nothing back for, is there for what comes: it is given something, and that is no
 * error that would tell how the one call went (callbacks that are told of an error first: nodejs.org/api/errors.html).
 */
function isHandler(p: Program, fn: number): boolean {
  return p.functions[fn]!.f.params.length > 0 && !isErrorFirst(p, fn);
}

/** What a library gives back for a function that it wraps: a call of it runs that function, and what it is given is that function's. */
export function isWrapped(pt: Points, e: ObjectId): boolean {
  const { pkg, steps } = pt.h.objects[e]!;
  return (
    !steps.startsWith('@') &&
    steps.endsWith('()') &&
    pt.lib.callsOf(pkg, steps.slice(0, -2)).some(({ row }) => row.context === 'result')
  );
}

/**
 * When code that is not known runs the functions that a call hands it, as far as the call tells: for requests where it names a path; for
 * what comes where it says that it keeps them, or they wait for something; maybe later where it could keep them. Null where nothing says
 * that they are not run at once: set-up (`table('ships', (t) => …)`) mostly is. `isOfLibrary`: the callee is known to be a library's.
 */
export function keptFor(
  p: Program,
  file: number,
  c: Call,
  method: string | null,
  isOfLibrary: boolean,
  fns: readonly { readonly fn: number }[],
): 'request' | 'event' | 'later' | null {
  if (isStartEvent(p, file, c.args)) return null;
  const registers = looksLikeRegistration(p, file, c, method);
  if (isOfLibrary && looksLikeRoute(p, file, c, method, fns)) return 'request';
  if (isOfLibrary && registers && (saysItKeeps(method) || fns.every(({ fn }) => p.functions[fn]!.f.async)))
    return 'event';
  const isForLater = c.kind === 'new' || (c.use === 'discard' && fns.every(({ fn }) => isHandler(p, fn)));
  return registers || (isOfLibrary && isForLater) ? 'later' : null;
}

/** How a function of a library, among those that `call` or `apply` is a method of in a call (global id), registers what it is given. */
export function registeredBy(pt: Points, gid: number, among: readonly ObjectId[]): Found<Registration> | null {
  const rows = among.flatMap((o) => (pt.h.objects[o]!.k === 'ext' ? registrationsOf(pt, gid, o) : []));
  return rows.find(({ row }) => !['caller', 'never', 'result'].includes(row.context)) ?? null;
}
