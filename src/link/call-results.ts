import { callsBackWithHandle, isAsking, isClient, kindOfAnswer } from '../catalog/clients.ts';
import { type BindingId, type Call, type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { givesWhatIsHeard } from './called-upon.ts';
import { constantText } from './constants.ts';
import { From, type Origin } from './from.ts';
import { type HeapObject, type ObjectId, setOf } from './heap.ts';
import { EMIT, type Points } from './points.ts';

// What is asked of calls where it is followed where values come from.

/** The function of a package that a call (global id) is of, where all that is known of the callee are such; a method of what a call gave is none. */
export function libraryFunction({ h, targets, externals }: Points, call: number): ObjectId | undefined {
  const all = (targets.get(call)?.size ?? 0) > 0 ? [] : (externals.get(call) ?? []);
  return all.every((o) => h.objects[o]!.pkg !== '(global)' && !/[(@]/.test(h.objects[o]!.steps)) ? all[0] : undefined;
}

/** What a client's call gives, and promises who does not await it yet, or another's that is listened to; null where nothing says what it is. */
export function askedOf(pt: Points, file: number, c: Call, x: HeapObject, awaited: boolean): Origin | null {
  if (awaited && isClient(x.pkg)) return answerOfClient(pt, file, c, x);
  if (awaited) return givesWhatIsHeard(pt, x.id) ? From.handle : null;
  return isAsking(x.pkg, x.steps) ? answerOfClient(pt, file, c, x) | From.promise : null;
}

/** What a client's call gives who awaits it. */
export function answerOfClient(pt: Points, file: number, c: Call, { pkg, steps }: HeapObject): Origin {
  const first = c.args[0] === undefined ? null : pt.p.files[file]!.values[c.args[0]]!;
  const text = first?.k === 'lit' && typeof first.v === 'string' ? first.v : null;
  const command = c.args[0] === undefined ? null : libraryClass(pt, file, c.args[0]);
  return ANSWERS[kindOfAnswer(pkg, steps, { text, command })];
}
/** What stays as it is as long as it is there is part of what surrounds the process. */
const ANSWERS: Readonly<Record<ReturnType<typeof kindOfAnswer>, Origin>> = {
  handle: From.handle,
  created: From.created,
  lasting: From.environment,
  data: From.answer | From.remote,
};

/**
 * What a client calls back with: a way to the data (`amqp.connect(url, (error, connection) => …)`), or what it was asked for
 * (`rows.find().toArray((error, found) => …)`). Null where the call (global id, or -1) is of no client, or of what one gave.
 */
export function toldByClient({ p, h, externals }: Points, call: number): Origin | null {
  const all = (externals.get(call) ?? []).map((o) => h.objects[o]!);
  if (all.length === 0 || !all.every(({ pkg }) => isClient(pkg))) return null;
  if (all.every(({ pkg, steps }) => callsBackWithHandle(pkg, steps))) return From.handle;
  const { file, c } = p.calls[call]!;
  return ASKS.test(methodOf(p.files[file]!, c) ?? '') ? From.answer | From.remote : null;
}
/** Methods that end a question to a client that was put together before. */
const ASKS = /^(?:toArray|each|count|countDocuments|distinct|stats)$/;

/** What is known of where a value comes from by the objects that it may be. */
export const originOfObjects = (h: Points['h'], objects: readonly ObjectId[]): Origin =>
  objects.reduce((m, o) => {
    const x = h.objects[o]!;
    if (x.k === 'fn' || x.k === 'class') return m | From.fn;
    if (x.k === 'inst') return m | From.handle;
    return x.k !== 'ext' ? m : m | (x.type === 'callback' ? From.event : x.type === 'new' ? From.handle : 0);
  }, 0);

/** The name of the method that a call is of. */
export const methodOf = (f: FileFacts, { callee }: Call): string | null => {
  const x = callee === NONE ? null : f.values[callee]!;
  return x?.k === 'prop' ? x.p : null;
};

/** The class of a library that a value is an instance of: `new PutObjectCommand(…)`. */
export function libraryClass({ h, valueNode }: Points, file: number, v: ValueId): string | null {
  const made = setOf(h, valueNode(file, v)).map((o) => h.objects[o]!);
  return made.find((y) => y.k === 'ext' && y.steps.startsWith('new .'))?.steps.slice(5) ?? null;
}

/** `new JSDOM().window`: a part of what is made in the same breath, and that nobody else has. */
export function isMadeHere(f: FileFacts, v: ValueId): boolean {
  let at = f.values[v]!;
  while (at.k === 'prop') at = f.values[at.o]!;
  return at.k === 'call' && f.calls[at.c]!.kind === 'new';
}

const isPromisified = (x: HeapObject): boolean => x.pkg === 'node:util' && x.steps === '.promisify()';

/**
 * The functions of libraries that `promisify(…)` was given, where an object is what it gave: they are what runs when that is called. What it
 * gave itself is none of them, also where one variable holds both (`read = promisify(read)`).
 */
export function promisified({ p, h, valueNode }: Points, x: HeapObject): readonly ObjectId[] {
  if (!isPromisified(x) || x.site < 0) return [];
  const { file, c } = p.calls[x.site]!;
  if (c.args[0] === undefined) return [];
  return setOf(h, valueNode(file, c.args[0])).filter((o) => h.objects[o]!.k === 'ext' && !isPromisified(h.objects[o]!));
}

/** What git says of the commit that is checked out, and of where it came from. */
const OF_COMMIT = /^git (?:rev-parse|describe|log -1|config --get)\b/;

/**
 * `exec('git rev-parse HEAD', { cwd: __dirname })`: where a command asks for the commit that is checked out, the folder in which it does, if
 * it is another than the one that the process was started in; null for all other commands.
 */
export function commitAsked({ p }: Points, file: number, call: CallId): readonly ValueId[] | null {
  const { values, calls, bindings } = p.files[file]!;
  const [command, options] = calls[call]!.args;
  const text = command === undefined ? null : constantText(p, file, command);
  if (text === null || !OF_COMMIT.test(text)) return null;
  const x = options === undefined ? undefined : values[options]!;
  if (x === undefined || x.k === 'fn') return [];
  const literal = x.k === 'bind' && bindings[x.b]!.defs.length === 1 ? values[bindings[x.b]!.defs[0]!]! : x;
  if (literal.k !== 'obj' || literal.spreads.length + literal.computed.length > 0) return null;
  if (x.k === 'bind' && isPutInto(p.files[file]!, x.b, 'cwd')) return null;
  return literal.props.flatMap((q) => (q[0] === 'cwd' ? [q[1]] : []));
}

/** Whether a property of what a variable holds is written somewhere. */
const isPutInto = (f: FileFacts, b: BindingId, name: string): boolean =>
  f.functions.some((fn) =>
    fn.events.some((e) => {
      if (e.t !== 'write' || !('p' in e.to) || e.to.p !== name) return false;
      const on = f.values[e.to.o]!;
      return on.k === 'bind' && on.b === b;
    }),
  );

/**
 * The argument of a call (global id) that a function which it runs gets at an index: whoever listens gets what follows the name of the
 * event, and `f.call(self, x)` gives what follows `self`.
 */
export function givenBy(pt: Points, call: number, fn: number, index: number): ValueId | undefined {
  const { file, c } = pt.p.calls[call]!;
  const callee = pt.p.files[file]!.values[c.callee]!;
  const isEmitted = callee.k === 'prop' && callee.p !== 'dispatchEvent' && EMIT.has(callee.p) && pt.heard.has(fn);
  const isCalled =
    callee.k === 'prop' &&
    callee.p === 'call' &&
    c.recv !== NONE &&
    setOf(pt.h, pt.valueNode(file, c.recv)).includes(pt.fnObject(fn));
  return c.args[(isEmitted || isCalled ? index + 1 : index) - pt.ahead(call, fn)];
}
