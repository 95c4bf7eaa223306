import { type BindingId, type CallId, type FileFacts, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { functionNamed } from './callables.ts';
import { callersOfFunctions } from './callers.ts';
import { constantText } from './constants.ts';
import { guardChain } from './guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import { isWithin } from './nested-functions.ts';
import { EMIT, type Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

// What a function does under a name that it is handed: `command('stop')` runs what stands under `stop`, and nothing else of the table.

/** Names that a function was handed, by the parameter (global id of its binding) that they came in. */
export type Said = ReadonlyMap<number, string>;
/** A parameter by which a function picks what it runs, and what a call hands over for it. */
export type Telling = { readonly b: number; readonly v: ValueId };

export const NOTHING_SAID: Said = new Map();

export type HandedNames = {
  /** What a call (global id) says to a function that picks by a name what it runs; undefined where it says nothing. */
  tells(call: number, fn: number): readonly Telling[] | undefined;
  /** Whether a call may run a function, where these names were handed to those around it. */
  leads(call: number, fn: number, said: Said): boolean;
  /** Whether what stands under a guard runs at other names alone. */
  isElse(file: number, guard: GuardId, said: Said): boolean;
  /** What is known of names in a function that a call runs. */
  within(call: number, fn: number, said: Said, tells: readonly Telling[] | undefined): Said;
};

/** Functions that hand a name on to the one that picks by it. */
const MAX_PASSED = 3;
/** Conditions in conditions that are looked at for a name. */
const MAX_CONDITION = 6;
/** Fields of one table that are looked at. */
const MAX_TABLE = 400;
const EQUAL: ReadonlySet<string> = new Set(['===', '==']);
const DIFFERENT: ReadonlySet<string> = new Set(['!==', '!=']);
/** Methods of functions, whose arguments are not those of the function. */
const OF_FUNCTIONS: ReadonlySet<string> = new Set(['call', 'apply', 'bind']);

type Uses = {
  /** Parameters that pick something: keys of tables, events that are told of, what is compared with a word. */
  readonly picks: ReadonlySet<BindingId>;
  /** Where parameters are handed on: calls (global ids) and the index of the argument. */
  readonly passed: ReadonlyMap<BindingId, readonly (readonly [call: number, index: number])[]>;
};

/** Reads by which names functions pick what they run; `functionsAt` tells the functions that a value may be. */
export function handedNames(pt: Points, functionsAt: (node: number) => readonly number[]): HandedNames {
  const { p, h } = pt;
  /** The parameter that a value is and that nothing else is put in, or NONE. */
  const parameterAt = (file: number, v: ValueId): BindingId => {
    if (v === NONE) return NONE;
    const f = p.files[file]!;
    const x = f.values[v]!;
    if (x.k === 'as' || x.k === 'narrow') return parameterAt(file, x.v);
    if (x.k !== 'bind') return NONE;
    const b = f.bindings[x.b]!;
    return b.kind === 'param' && b.index !== undefined && b.defs.length === 0 ? x.b : NONE;
  };
  const bindingGid = (file: number, b: BindingId): number => p.bindingBase[file]! + b;
  const textOf = (file: number, v: ValueId, said: Said): string | null => {
    const b = parameterAt(file, v);
    return b === NONE ? constantText(p, file, v) : (said.get(bindingGid(file, b)) ?? null);
  };

  const uses = new Map<number, Uses>();
  const usesIn = (file: number): Uses =>
    entryOf(uses, file, () => {
      const f = p.files[file]!;
      const picks = new Set<BindingId>();
      const passed = new Map<BindingId, (readonly [number, number])[]>();
      const pick = (v: ValueId): void => {
        const b = parameterAt(file, v);
        if (b !== NONE) picks.add(b);
      };
      for (const x of f.values) {
        if (x.k === 'index') pick(x.i);
        else if (x.k === 'op' && (EQUAL.has(x.op) || DIFFERENT.has(x.op))) for (const v of x.of) pick(v);
      }
      f.calls.forEach((c, id) => {
        if (!c || c.f === NONE) return;
        const callee = f.values[c.callee]!;
        if (callee.k === 'prop' && EMIT.has(callee.p) && c.args.length > 0) pick(c.args[0]!);
        c.args.forEach((a, i) => {
          const b = parameterAt(file, a);
          if (b !== NONE) entryOf(passed, b, () => []).push([callGid(p, file, id), i]);
        });
      });
      return { picks, passed };
    });
  const known = new Map<number, boolean>();
  const picksBy = (file: number, b: BindingId, depth: number): boolean => {
    const key = bindingGid(file, b);
    const old = known.get(key);
    if (old !== undefined) return old;
    const { picks, passed } = usesIn(file);
    if (picks.has(b)) {
      known.set(key, true);
      return true;
    }
    if (depth >= MAX_PASSED) return false;
    const found = (passed.get(b) ?? []).some(([call, i]) =>
      [...(pt.targets.get(call) ?? [])].some((fn) => {
        const { file: at, f } = p.functions[fn]!;
        return f.params[i] !== undefined && picksBy(at, f.params[i]!, depth + 1);
      }),
    );
    if (depth === 0) known.set(key, found);
    return found;
  };

  const tells = (call: number, fn: number): readonly Telling[] | undefined => {
    const { file, c } = p.calls[call]!;
    if (c.kind !== 'call' || c.args.length === 0 || !pt.targets.get(call)?.has(fn) || pt.ahead(call, fn) > 0)
      return undefined;
    const f = p.files[file]!;
    const callee = f.values[c.callee]!;
    if (callee.k === 'prop' && OF_FUNCTIONS.has(callee.p)) return undefined;
    // A listener gets what stands behind the event.
    if (pt.emittedAt.has(call) && pt.heard.has(fn)) return undefined;
    const { file: at, f: to } = p.functions[fn]!;
    const out: Telling[] = [];
    to.params.forEach((b, i) => {
      const v = c.args[i];
      if (v === undefined || (c.spreadFrom !== NONE && i >= c.spreadFrom)) return;
      if (constantText(p, file, v) === null && parameterAt(file, v) === NONE) return;
      if (p.files[at]!.bindings[b]!.defs.length === 0 && picksBy(at, b, 0)) out.push({ b: bindingGid(at, b), v });
    });
    return out.length > 0 ? out : undefined;
  };

  // ---- listeners, by the events that they were registered for
  let registered: Map<number, number[]> | undefined;
  const registrationsOf = (fn: number): readonly number[] => {
    if (!registered) {
      registered = new Map();
      for (const call of pt.listensAt) {
        const { file, c } = p.calls[call]!;
        for (const g of functionsAt(pt.valueNode(file, c.args[1]!))) entryOf(registered, g, () => []).push(call);
      }
    }
    return registered.get(fn) ?? [];
  };
  /** Whether a call hands over this text for one parameter and, where one is asked about, this function for another. */
  const mayHand = (call: number, at: number, text: string, of: number, fn: number, depth: number): boolean => {
    const { file, c } = p.calls[call]!;
    const callee = p.files[file]!.values[c.callee]!;
    const [name, given] = [c.args[at], of < 0 ? undefined : c.args[of]];
    if (c.spreadFrom !== NONE || name === undefined || (callee.k === 'prop' && OF_FUNCTIONS.has(callee.p))) return true;
    if (of >= 0 && (given === undefined || !functionsAt(pt.valueNode(file, given)).includes(fn))) return false;
    const said = constantText(p, file, name);
    if (said !== null) return said === text;
    const b = parameterAt(file, name);
    if (b === NONE || depth >= MAX_PASSED) return true;
    const { f: owner, index } = p.files[file]!.bindings[b]!;
    const beside = given === undefined ? NONE : parameterAt(file, given);
    const isBeside = beside !== NONE && p.files[file]!.bindings[beside]!.f === owner;
    const callers = callersOfFunctions(pt).get(functionGid(p, file, owner)) ?? [];
    if (callers.length === 0) return true;
    const other = isBeside ? p.files[file]!.bindings[beside]!.index! : -1;
    return callers.some(
      (by) => pt.ahead(by, functionGid(p, file, owner)) > 0 || mayHand(by, index!, text, other, fn, depth + 1),
    );
  };
  const hears = (fn: number, text: string): readonly number[] | null => {
    const all = registrationsOf(fn);
    return all.length === 0 ? null : all.filter((call) => mayHand(call, 0, text, 1, fn, 0));
  };

  // ---- tables
  const tableAt = (file: number, v: ValueId, depth = 0): { readonly o: ValueId; readonly i: ValueId } | null => {
    if (v === NONE || depth > MAX_PASSED) return null;
    const f = p.files[file]!;
    const x = f.values[v]!;
    if (x.k === 'index') return x;
    if (x.k === 'as' || x.k === 'narrow') return tableAt(file, x.v, depth + 1);
    if (x.k !== 'bind') return null;
    const b = f.bindings[x.b]!;
    return b.kind !== 'param' && !b.imp && b.defs.length === 1 ? tableAt(file, b.defs[0]!, depth + 1) : null;
  };
  /** Whether a function may stand in an object under a name: false where it is known to stand under others alone. */
  const standsUnder = (file: number, o: ValueId, name: string, fn: number): boolean => {
    const names = new Set<string>();
    const { f } = p.functions[fn]!;
    for (const at of setOf(h, pt.valueNode(file, o))) {
      if (isMethodOf(at, fn)) names.add(f.name);
      const fields = h.fields[at] ?? [];
      if (fields.length > MAX_TABLE * 2) return true;
      for (let i = 0; i < fields.length; i += 2)
        if (functionsAt(fields[i + 1]!).includes(fn)) names.add(h.nameList[fields[i]!]!);
    }
    return names.size === 0 || names.has(name) || names.has('*');
  };
  const isMethodOf = (o: ObjectId, fn: number): boolean => {
    const x = h.objects[o]!;
    const { f } = p.functions[fn]!;
    return (x.k === 'inst' || x.k === 'class') && x.cls >= 0 && f.kind === 'method' && f.name !== '';
  };

  const leads = (call: number, fn: number, said: Said): boolean => {
    const { file, c } = p.calls[call]!;
    if (pt.emittedAt.has(call) && pt.heard.has(fn)) {
      const text = textOf(file, c.args[0]!, said);
      return text === null || hears(fn, text)?.length !== 0;
    }
    const table = tableAt(file, c.callee);
    if (table) {
      // What a literal key picks, the heap knows.
      const b = parameterAt(file, table.i);
      const text = b === NONE ? undefined : said.get(bindingGid(file, b));
      return text === undefined || standsUnder(file, table.o, text, fn);
    }
    // What a parameter is where its function was handed one name, those calls tell that hand it over.
    const run = parameterAt(file, c.callee);
    if (run === NONE || said.size === 0) return true;
    const { f: owner, index } = p.files[file]!.bindings[run]!;
    const gid = functionGid(p, file, owner);
    const callers = callersOfFunctions(pt).get(gid) ?? [];
    if (callers.length === 0) return true;
    for (const b of p.functions[gid]!.f.params) {
      const text = said.get(bindingGid(file, b));
      const at = p.files[file]!.bindings[b]!.index;
      if (text === undefined || at === undefined) continue;
      if (!callers.some((by) => pt.ahead(by, gid) > 0 || mayHand(by, at, text, index!, fn, 1))) return false;
    }
    return true;
  };

  const isElse = (file: number, guard: GuardId, said: Said): boolean => {
    const f = p.files[file]!;
    for (const g of guardChain(f, guard)) {
      if (g.cond === NONE || g.kind === 'loop') continue;
      const holds = outcome(file, f, g.cond, said, 0);
      if (holds !== null && holds !== g.yes) return true;
    }
    return false;
  };
  /** What a condition comes to with these names; null where they do not decide it. */
  const outcome = (file: number, f: FileFacts, v: ValueId, said: Said, depth: number): boolean | null => {
    if (v === NONE || depth > MAX_CONDITION) return null;
    const x = f.values[v]!;
    if (x.k === 'as' || x.k === 'narrow') return outcome(file, f, x.v, said, depth + 1);
    if (x.k === 'op' && x.op === '!') {
      const of = outcome(file, f, x.of[0]!, said, depth + 1);
      return of === null ? null : !of;
    }
    if (x.k === 'op' && x.of.length === 2 && (EQUAL.has(x.op) || DIFFERENT.has(x.op))) {
      const [l, r] = [textOf(file, x.of[0]!, said), textOf(file, x.of[1]!, said)];
      return l === null || r === null ? null : (l === r) === EQUAL.has(x.op);
    }
    if (x.k !== 'alt' || (x.op !== '&&' && x.op !== '||')) return null;
    const parts = x.of.map((y) => outcome(file, f, y, said, depth + 1));
    const decides = x.op === '||';
    if (parts.includes(decides)) return decides;
    return parts.every((y) => y !== null) ? !decides : null;
  };

  /** Whether a call runs a function by its own words, or hands it over by them: a function written there is of the same activation. */
  const namesIt = (file: number, call: CallId, fn: number): boolean => {
    const c = p.files[file]!.calls[call]!;
    return [c.callee, ...c.args].some((v) => v !== NONE && functionNamed(p, file, v) === fn);
  };
  const within = (call: number, fn: number, said: Said, told: readonly Telling[] | undefined): Said => {
    const { file, id, c } = p.calls[call]!;
    const out = new Map<number, string>();
    const { file: at, id: to } = p.functions[fn]!;
    if (said.size > 0 && at === file && namesIt(file, id, fn))
      for (const [b, text] of said) {
        const { f: owner } = p.files[file]!.bindings[b - p.bindingBase[file]!] ?? { f: NONE };
        if (owner > 0 && owner !== to && isWithin(p.files[file]!, to, owner)) out.set(b, text);
      }
    for (const { b, v } of told ?? []) {
      const text = textOf(file, v, said);
      if (text !== null) out.set(b, text);
    }
    if (pt.emittedAt.has(call) && pt.heard.has(fn)) {
      const text = textOf(file, c.args[0]!, said);
      const [one, another] = text === null ? [] : (hears(fn, text) ?? []);
      // The function around a listener was handed the event: `on(event, tell) { emitter.on(event, () => tell()); }`.
      if (one !== undefined && another === undefined && p.calls[one]!.file === at) {
        const b = parameterAt(at, p.calls[one]!.c.args[0]!);
        const owner = b === NONE ? NONE : p.files[at]!.bindings[b]!.f;
        if (owner > 0 && owner !== to && isWithin(p.files[at]!, to, owner)) out.set(bindingGid(at, b), text!);
      }
    }
    return out.size > 0 ? out : NOTHING_SAID;
  };
  return { tells, leads, isElse, within };
}

/** What was said, as part of a key. */
export const keyOfSaid = (said: Said): string =>
  [...said]
    .map(([b, text]) => `${b}=${text}`)
    .sort()
    .join('|');
