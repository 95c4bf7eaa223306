import { type CallId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';

/** What takes a value inside its file. */
export type Consumer =
  | { readonly k: 'value'; readonly v: ValueId }
  | { readonly k: 'arg'; readonly c: CallId; readonly i: number }
  | { readonly k: 'recv'; readonly c: CallId }
  | { readonly k: 'callee'; readonly c: CallId }
  | { readonly k: 'def'; readonly b: number }
  | { readonly k: 'return'; readonly f: FunctionId }
  | { readonly k: 'store'; readonly o: ValueId; readonly f: FunctionId }
  | { readonly k: 'cond' };

/** One file's values with what takes each, and the value of each call and binding. */
export type FileConsumers = {
  readonly of: (v: ValueId) => readonly Consumer[];
  readonly callValue: (c: CallId) => ValueId;
  readonly bindValue: (b: number) => ValueId;
  /** Call that a function literal is an argument of, with its index. */
  readonly argumentOf: (f: FunctionId) => { readonly c: CallId; readonly i: number } | null;
};

const NOTHING: readonly Consumer[] = [];
const tables = new WeakMap<FileFacts, FileConsumers>();

/** Who uses what in a file: made once, on first use. */
export function consumersOf(f: FileFacts): FileConsumers {
  const old = tables.get(f);
  if (old) return old;
  const made = index(f);
  tables.set(f, made);
  return made;
}

function index(f: FileFacts): FileConsumers {
  const lists: (Consumer[] | undefined)[] = new Array(f.values.length);
  const add = (v: ValueId, c: Consumer): void => {
    if (v === NONE) return;
    const list = lists[v];
    if (list) list.push(c);
    else lists[v] = [c];
  };
  const callValues = new Map<CallId, ValueId>();
  const bindValues = new Map<number, ValueId>();
  const fnValues = new Map<ValueId, FunctionId>();
  f.values.forEach((x, v) => {
    const use = (y: ValueId) => add(y, { k: 'value', v });
    switch (x.k) {
      case 'call':
        callValues.set(x.c, v);
        break;
      case 'bind':
        bindValues.set(x.b, v);
        break;
      case 'fn':
        fnValues.set(v, x.f);
        break;
      case 'prop':
        use(x.o);
        break;
      case 'index':
        use(x.o);
        use(x.i);
        break;
      case 'obj':
        for (const q of x.props) use(q[1]);
        for (const s of x.spreads) use(s);
        for (const q of x.computed) use(q[1]);
        break;
      case 'arr':
        for (const y of [...x.items, ...x.spreads]) use(y);
        break;
      case 'alt':
        for (const y of x.of) use(y);
        if (x.cond !== NONE) use(x.cond);
        break;
      case 'op':
        for (const y of x.of) use(y);
        break;
      case 'await':
      case 'elem':
      case 'key':
      case 'rest':
      case 'as':
      case 'narrow':
        use(x.v);
    }
  });
  const argument = new Map<FunctionId, { c: CallId; i: number }>();
  f.calls.forEach((c, id) => {
    if (!c || c.f === NONE) return;
    c.args.forEach((a, i) => {
      add(a, { k: 'arg', c: id, i });
      const fn = fnValues.get(a);
      if (fn !== undefined && !argument.has(fn)) argument.set(fn, { c: id, i });
    });
    if (c.recv !== NONE) add(c.recv, { k: 'recv', c: id });
    else add(c.callee, { k: 'callee', c: id });
  });
  f.bindings.forEach((b, id) => {
    for (const d of b.defs) add(d, { k: 'def', b: id });
  });
  f.functions.forEach((fn, id) => {
    for (const e of fn.events) {
      if (e.t === 'return' || e.t === 'yield') add(e.v, { k: 'return', f: id });
      else if (e.t === 'write' && !('b' in e.to)) add(e.v, { k: 'store', o: e.to.o, f: id });
    }
  });
  for (const g of f.guards) if (g.cond !== NONE) add(g.cond, { k: 'cond' });
  return {
    of: (v) => lists[v] ?? NOTHING,
    callValue: (c) => callValues.get(c) ?? NONE,
    bindValue: (b) => bindValues.get(b) ?? NONE,
    argumentOf: (fn) => argument.get(fn) ?? null,
  };
}

/** Whether anything is made of what a call gives: awaited and dropped is dropped. `returned`: whether to return it counts. */
export function resultUsed(f: FileFacts, c: CallId, returned = true): boolean {
  const uses = consumersOf(f);
  const look = (v: ValueId, depth: number): boolean =>
    v !== NONE &&
    uses.of(v).some((u) => {
      if (u.k === 'return') return returned;
      if (u.k !== 'value') return u.k === 'recv' ? chained(f, u.c, depth, look) : true;
      const x = f.values[u.v]!;
      if ((x.k === 'await' || x.k === 'as') && depth < 6) return look(u.v, depth + 1);
      // The callee of a method call on the result (`.then`, `.catch`) is looked at as its receiver.
      return x.k !== 'prop' || uses.of(u.v).length > 0;
    });
  return look(uses.callValue(c), 0);
}

/** Whether what a method gives is a text: it goes back into the variable of its receiver, into a longer text, or has a method of texts. */
export function isUsedAsText(f: FileFacts, c: CallId): boolean {
  const uses = consumersOf(f);
  const receiver = f.values[f.calls[c]!.recv]!;
  return uses.of(uses.callValue(c)).some((u) => {
    if (u.k === 'def') return receiver.k === 'bind' && receiver.b === u.b;
    if (u.k === 'value') return f.values[u.v]!.k === 'op';
    if (u.k !== 'recv') return false;
    const callee = f.values[f.calls[u.c]!.callee]!;
    return callee.k === 'prop' && TEXT_METHODS.has(callee.p);
  });
}

const TEXT_METHODS = new Set([
  'replace',
  'replaceAll',
  'trim',
  'split',
  'toLowerCase',
  'toUpperCase',
  'slice',
  'concat',
]);

/** `.catch(log)` and `.finally(done)` use nothing of the result; what `.then(f)` is given counts if f takes a parameter. */
function chained(f: FileFacts, c: CallId, depth: number, look: (v: ValueId, depth: number) => boolean): boolean {
  const call = f.calls[c]!;
  const callee = f.values[call.callee]!;
  if (callee.k !== 'prop' || depth > 6) return true;
  if (callee.p === 'then') {
    const fn = call.args[0] === undefined ? null : f.values[call.args[0]]!;
    if (fn?.k !== 'fn' || f.functions[fn.f]!.params.length > 0) return true;
  } else if (callee.p !== 'catch' && callee.p !== 'finally') return true;
  return look(consumersOf(f).callValue(c), depth + 1);
}
