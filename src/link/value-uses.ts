import { type CallId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';

/** Something that takes a value. */
export type Consumer =
  | { readonly k: 'value'; readonly v: ValueId; readonly role: string }
  | { readonly k: 'arg'; readonly c: CallId; readonly i: number }
  | { readonly k: 'recv'; readonly c: CallId }
  | { readonly k: 'def'; readonly b: number }
  | { readonly k: 'return'; readonly f: FunctionId }
  | { readonly k: 'store'; readonly o: ValueId; readonly name: string; readonly f: FunctionId };

/** What takes each value of a file, and where values stand. */
export type ValueUses = {
  readonly consumers: (Consumer[] | undefined)[];
  readonly bindValue: Map<number, ValueId>;
  readonly callValue: Map<CallId, ValueId>;
  readonly guards: Map<ValueId, number[]>;
};

const known = new WeakMap<FileFacts, ValueUses>();

/** The uses of the values of a file, worked out once. */
export function valueUses(f: FileFacts): ValueUses {
  let uses = known.get(f);
  if (!uses) {
    uses = usesIn(f);
    known.set(f, uses);
  }
  return uses;
}

function usesIn(f: FileFacts): ValueUses {
  const consumers: (Consumer[] | undefined)[] = new Array(f.values.length);
  const add = (v: ValueId, c: Consumer) => {
    if (v < 0) return;
    const list = consumers[v];
    if (list) list.push(c);
    else consumers[v] = [c];
  };
  const bindValue = new Map<number, ValueId>();
  const callValue = new Map<CallId, ValueId>();
  f.values.forEach((x, v) => {
    switch (x.k) {
      case 'bind':
        bindValue.set(x.b, v);
        break;
      case 'call':
        callValue.set(x.c, v);
        break;
      case 'prop':
        add(x.o, { k: 'value', v, role: 'prop' });
        break;
      case 'index':
        add(x.o, { k: 'value', v, role: 'index' });
        break;
      case 'obj':
        for (const q of x.props) add(q[1], { k: 'value', v, role: 'part' });
        for (const s of x.spreads) add(s, { k: 'value', v, role: 'part' });
        for (const q of x.computed) add(q[1], { k: 'value', v, role: 'part' });
        break;
      case 'arr':
        for (const y of [...x.items, ...x.spreads]) add(y, { k: 'value', v, role: 'part' });
        break;
      case 'alt':
        for (const y of x.of) add(y, { k: 'value', v, role: 'part' });
        add(x.cond, { k: 'value', v, role: 'cond' });
        break;
      case 'op':
        for (const y of x.of) add(y, { k: 'value', v, role: x.op });
        break;
      case 'await':
      case 'elem':
      case 'rest':
      case 'as':
      case 'narrow':
      case 'key':
        add(x.v, { k: 'value', v, role: 'part' });
    }
  });
  f.calls.forEach((c, id) => {
    if (!c || c.f === NONE) return;
    c.args.forEach((a, i) => {
      add(a, { k: 'arg', c: id, i });
    });
    if (c.recv !== NONE) add(c.recv, { k: 'recv', c: id });
  });
  f.bindings.forEach((b, id) => {
    for (const d of b.defs) add(d, { k: 'def', b: id });
  });
  f.functions.forEach((fn, id) => {
    for (const e of fn.events) {
      if (e.t === 'return') add(e.v, { k: 'return', f: id });
      else if (e.t === 'yield') add(e.v, { k: 'return', f: id });
      else if (e.t === 'write' && !('b' in e.to))
        add(e.v, { k: 'store', o: e.to.o, name: 'p' in e.to ? e.to.p : '', f: id });
    }
  });
  const guards = new Map<ValueId, number[]>();
  f.guards.forEach((g, id) => {
    if (g.cond === NONE || g.kind === 'loop') return;
    const list = guards.get(g.cond);
    if (list) list.push(id);
    else guards.set(g.cond, [id]);
  });
  return { consumers, bindValue, callValue, guards };
}
