import type { Deciding, OptionValue } from '../catalog/libraries.ts';
import { NONE } from '../extract/facts.ts';
import type { Alternative, Alternatives } from './alternatives.ts';
import { functionOf } from './alternatives.ts';
import type { DevProof } from './dev-guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import { candidates, normalSteps } from './library-index.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { judgeOwnStore, type Spot } from './own-stores.ts';
import { callGid, functionGid, valueAt } from './program.ts';
import { isPrefix } from './value-sources.ts';

/** One alternative of an option with what it means for the entry. */
export type Judged = {
  readonly alternative: Alternative;
  readonly verdict: 'unsafe' | 'safe' | 'unknown';
  /** Where the data is kept, where that is another place than the use. */
  readonly home: (Spot & { readonly symbol: string }) | null;
  /** The line that proves it safe, and who holds the data there. */
  readonly proof: Spot | null;
  readonly pkg: string | null;
};

/** What all alternatives of an option say together. */
export type Decision = {
  readonly verdict: 'unsafe' | 'safe' | 'unknown';
  readonly judged: readonly Judged[];
  /** Tests that keep other alternatives to development. */
  readonly dropped: readonly DevProof[];
};

const WORDS: ReadonlySet<string> = new Set(['absent', 'empty', 'function', 'class', 'object', 'other', 'unknown']);
const FACTORIES = ['useFactory', 'factory'];

/** Judges the option that decides about a use. */
export function decide(linked: Linked, use: LibraryUse, deciding: Deciding): Decision {
  const later = laterValues(linked, use, deciding.later ?? []);
  const first = later.certain ? null : argumentOf(linked, use, deciding);
  const parts = [
    ...(first === null ? [] : [listAt(linked, first, deciding, (deciding.option ?? '').split('.').filter(Boolean))]),
    ...later.of.map((x) => judgeAll(linked, deciding, x)),
  ];
  const judged = parts.flatMap((x) => x.judged);
  return {
    verdict: summed(judged),
    judged,
    dropped: [...(first?.dropped ?? []), ...parts.flatMap((x) => x.dropped)],
  };
}

const summed = (judged: readonly Judged[]): Decision['verdict'] =>
  judged.some((x) => x.verdict === 'unsafe')
    ? 'unsafe'
    : judged.length > 0 && judged.every((x) => x.verdict === 'safe')
      ? 'safe'
      : 'unknown';

/** The argument that holds the option; a factory's answer where a factory is given. */
function argumentOf(linked: Linked, use: LibraryUse, deciding: Deciding): Alternatives {
  if (use.call < 0) {
    const at = { file: use.file, v: -1, f: use.f, guard: use.guard, s: use.s, e: use.e };
    return { of: [{ ...at, kind: 'absent' }], dropped: [] };
  }
  const given = givenTo(linked, use, deciding);
  return deciding.option === undefined ? given : throughFactories(linked, given);
}

/** Where an options object names a factory (`useFactory`), what that returns stands for the object. */
export function throughFactories(linked: Linked, given: Alternatives): Alternatives {
  const { follow, p } = linked;
  const of: Alternative[] = [];
  const dropped = [...given.dropped];
  const take = (more: Alternatives): void => {
    of.push(...more.of);
    dropped.push(...more.dropped);
  };
  for (const a of given.of) {
    const x = a.kind === 'object' && a.v >= 0 ? valueAt(p, a.file, a.v) : null;
    const factory = x?.k === 'obj' ? x.props.find((q) => FACTORIES.includes(q[0])) : undefined;
    const fn = factory
      ? follow.alternatives({ file: a.file, v: factory[1] }).of.map((y) => functionOf(linked.pt, y))
      : a.kind === 'function'
        ? [functionOf(linked.pt, a)]
        : null;
    if (fn === null) of.push(a);
    else if (fn.length === 0 || fn.some((y) => y < 0)) of.push({ ...a, kind: 'unknown' });
    else for (const y of fn) take(follow.returns(y));
  }
  return { of, dropped };
}

/** What the argument may be that a deciding option stands in. */
function givenTo(linked: Linked, use: LibraryUse, deciding: Deciding): Alternatives {
  const { follow } = linked;
  if (use.part !== null) {
    // `register({ plugin, options })`: what stands beside the value counts as its next argument.
    const list = follow.argument(use.call, use.from);
    const whole = use.part.includes('.') ? follow.at(list, use.part.split('.')[0]!) : list;
    return deciding.argument === 0 ? whole : follow.at(whole, 'options');
  }
  const index = typeof deciding.argument === 'number' ? deciding.argument + use.from : deciding.argument;
  return follow.argument(use.call, index);
}

/** Values at a path; where the path goes through a list (`*`), one element that is safe on every way makes the list safe. */
function listAt(linked: Linked, from: Alternatives, deciding: Deciding, path: readonly string[]): Decision {
  const { follow } = linked;
  const star = path.indexOf('*');
  if (star < 0) return judgeAll(linked, deciding, follow.at(from, path.join('.')));
  const lists = follow.at(from, path.slice(0, star).join('.'));
  const rest = path.slice(star + 1);
  const judged: Judged[] = [];
  const dropped = [...lists.dropped];
  for (const list of lists.of) {
    const x = list.v >= 0 ? valueAt(linked.p, list.file, list.v) : null;
    const made = madeByMap(linked, list);
    if (made) {
      const part = listAt(linked, made, deciding, rest);
      judged.push(...part.judged);
      dropped.push(...part.dropped);
      continue;
    }
    if (list.kind !== 'array' || x?.k !== 'arr') {
      const inner: Alternatives = { of: [list], dropped: [] };
      const part = listAt(linked, list.kind === 'object' ? follow.at(inner, '*') : inner, deciding, rest);
      judged.push(...part.judged);
      dropped.push(...part.dropped);
      continue;
    }
    const items = x.items.map((_, i) =>
      listAt(linked, follow.at({ of: [list], dropped: [] }, String(i)), deciding, rest),
    );
    const safe = items.find((item) => item.verdict === 'safe');
    if (safe) {
      judged.push(...safe.judged);
      continue;
    }
    const all = listAt(linked, follow.at({ of: [list], dropped: [] }, '*'), deciding, rest);
    // A safe element that may be missing leaves the list without one.
    const least = all.judged.some((y) => y.verdict === 'unsafe' || y.alternative.kind === 'absent');
    const none = judgeOne(linked, deciding, { ...list, kind: 'absent' });
    judged.push(
      ...all.judged.filter((y) => y.verdict !== 'safe'),
      ...(least ? [] : x.spreads.length > 0 ? [none] : []),
    );
    dropped.push(...all.dropped);
  }
  return { verdict: summed(judged), judged, dropped };
}

/** The elements of a list that `.map(work)` makes. */
function madeByMap({ p, follow }: Linked, list: Alternative): Alternatives | null {
  const x = list.v >= 0 ? valueAt(p, list.file, list.v) : null;
  const c = x?.k === 'call' ? p.files[list.file]!.calls[x.c]! : null;
  const callee = c ? valueAt(p, list.file, c.callee) : null;
  const work = c?.args[0] === undefined ? null : valueAt(p, list.file, c.args[0]);
  if (callee?.k !== 'prop' || callee.p !== 'map' || work?.k !== 'fn') return null;
  return follow.returns(functionGid(p, list.file, work.f));
}

function judgeAll(linked: Linked, deciding: Deciding, found: Alternatives): Decision {
  const judged = found.of.map((a) => judgeOne(linked, deciding, a));
  return { verdict: summed(judged), judged, dropped: found.dropped };
}

function judgeOne(linked: Linked, deciding: Deciding, a: Alternative): Judged {
  const out = (verdict: Judged['verdict'], more: Partial<Judged> = {}): Judged => ({
    alternative: a,
    verdict,
    home: verdict === 'unsafe' && isAboutValues(deciding) ? homeOf(linked, a) : null,
    proof: verdict === 'safe' ? { file: a.file, s: a.s, e: a.e } : null,
    pkg: a.pkg ?? null,
    ...more,
  });
  if (a.kind === 'unknown') return out(deciding.unsafe.includes('unknown') ? 'unsafe' : 'unknown');
  const named = (list: readonly OptionValue[]) =>
    Math.max(0, ...list.map((text) => (text !== 'other' && isValue(linked, a, text) ? exactness(text) : 0)));
  const unsafe = named(deciding.unsafe);
  const safe = named(deciding.safe);
  if (unsafe > 0 || safe > 0) return out(safe > unsafe ? 'safe' : 'unsafe');
  if ((a.kind === 'instance' || a.kind === 'object') && a.object !== undefined && deciding.option !== '') {
    const store = ownStore(linked, a, deciding);
    if (store) return out(store.verdict, store);
  }
  if (a.stepped) return out('unknown');
  if (deciding.unsafe.includes('other')) return out('unsafe');
  if (deciding.safe.includes('other')) return out('safe');
  if (deciding.otherwise) return out(deciding.otherwise);
  return out('unknown');
}

/** How much a line of the catalogue says: a whole literal more than the beginning of one, that more than any literal at all. */
function exactness(text: OptionValue): number {
  if (text === '=*') return 1;
  if (text.startsWith('=')) return text.endsWith('*') ? 1 + text.length : 10_000;
  return text.startsWith('from ') ? 100 + text.length : 100;
}

/** Whether an option is about values of libraries or classes: then what makes one is where it lies, not what reads a number or a flag. */
const isAboutValues = (deciding: Deciding): boolean =>
  [...deciding.unsafe, ...deciding.safe].some((x) => x.startsWith('from ') || x === 'class');

/** An own store is judged by its methods, where values of libraries are what the option is about. */
function ownStore(
  linked: Linked,
  a: Alternative,
  deciding: Deciding,
): (Partial<Judged> & { verdict: Judged['verdict'] }) | null {
  if (!isAboutValues(deciding) && a.kind === 'object') return null;
  const found = judgeOwnStore(linked, a.kind === 'instance' ? (a.cls ?? -1) : -1, a.object);
  switch (found.kind) {
    case 'backed':
      return { verdict: 'safe', proof: found.proof, pkg: found.pkg };
    case 'memory':
    case 'disk':
      return { verdict: 'unsafe', home: { ...found.home, symbol: found.symbol } };
    case 'unknown':
      return null;
  }
}

/** A store that is made in an expression is the home of what it keeps. */
function homeOf(linked: Linked, a: Alternative): Judged['home'] {
  const { p } = linked;
  if (a.kind !== 'library' || a.call === undefined) return null;
  const { file, c } = p.calls[a.call]!;
  if (c.kind !== 'new' && !/\(\)$/.test(a.steps ?? '')) return null;
  const callee = valueAt(p, file, c.callee);
  const name =
    callee.k === 'prop' ? callee.p : callee.k === 'bind' ? p.files[file]!.bindings[callee.b]!.name : (a.pkg ?? 'store');
  return { file, s: c.kind === 'new' ? c.s : c.ns, e: c.e, symbol: c.kind === 'new' ? `new ${name}` : name };
}

/** Whether an alternative is what an option value of the catalogue names. */
export function isValue(linked: Linked, a: Alternative, text: OptionValue): boolean {
  if (text.startsWith('=')) {
    const wanted = text.slice(1);
    if (wanted === '*') return a.kind === 'literal' || a.kind === 'text';
    if (wanted.endsWith('*')) {
      const start = wanted.slice(0, -1);
      return String(a.literal ?? a.prefix ?? '').startsWith(start) && (a.kind === 'literal' || a.kind === 'text');
    }
    if (a.kind === 'absent') return wanted === 'null' && isNull(linked, a);
    return a.kind === 'literal' && String(a.literal) === wanted;
  }
  if (text.startsWith('from ')) {
    const [, pkg, steps] = /^from (\S+)(?: (.+))?$/.exec(text) ?? [];
    return pkg !== undefined && provenancesOf(linked, a).some(([name, at]) => isFrom(name, at, pkg, steps));
  }
  if (!WORDS.has(text)) return false;
  switch (text) {
    case 'empty': {
      const x = a.kind === 'array' ? valueAt(linked.p, a.file, a.v) : null;
      if (x?.k === 'arr') return x.items.length === 0 && x.spreads.length === 0;
      return a.kind === 'literal' && a.literal === '';
    }
    case 'class':
      return a.kind === 'instance' || a.kind === 'class';
    case 'other':
      return a.kind !== 'unknown';
    default:
      return a.kind === text;
  }
}

/** Whether nothing is there because null is written there. */
export function isNull({ p }: Linked, a: Alternative): boolean {
  const x = a.kind !== 'absent' || a.v === NONE ? null : valueAt(p, a.file, a.v);
  return x?.k === 'lit' && x.v === null;
}

function isFrom(name: string, at: string, pkg: string, steps: string | undefined): boolean {
  const plain = (x: string) => x.replace(/^node:/, '');
  const fits = pkg.endsWith('*')
    ? plain(name).startsWith(plain(pkg.slice(0, -1)))
    : candidates(name).some((x) => plain(x) === plain(pkg));
  if (!fits) return false;
  if (steps === undefined) return true;
  const have = normalSteps(at);
  const want = normalSteps(steps);
  return have === want || have.startsWith(`${want}.`) || have.startsWith(`${want}(`);
}

/** Packages and steps of an alternative; of an own class those of what it extends. */
function provenancesOf(linked: Linked, a: Alternative): readonly (readonly [pkg: string, steps: string])[] {
  if (a.pkg !== undefined) return [[a.pkg, a.steps ?? '']];
  const out: [string, string][] = [];
  for (let at = a.cls ?? -1, hops = 0; at >= 0 && hops < 16; at = linked.pt.parentOf(at).cls, hops++) {
    const { ext } = linked.pt.parentOf(at);
    if (ext && ext.pkg !== '(global)') out.push([ext.pkg, `new ${ext.steps}`]);
  }
  return out;
}

const methodCalls = new WeakMap<Linked, Map<string, number[]>>();
/** Calls of methods of that name in what is loaded. */
export function callsOfMethod(linked: Linked, name: string): readonly number[] {
  let all = methodCalls.get(linked);
  if (!all) {
    all = new Map();
    for (const file of [...linked.entries.loaded].sort((a, b) => a - b)) {
      const f = linked.p.files[file]!;
      for (let id = 0; id < f.calls.length; id++) {
        const c = f.calls[id];
        const callee = c ? f.values[c.callee]! : null;
        if (callee?.k !== 'prop') continue;
        const list = all.get(callee.p);
        if (list) list.push(callGid(linked.p, file, id));
        else all.set(callee.p, [callGid(linked.p, file, id)]);
      }
    }
    methodCalls.set(linked, all);
  }
  return all.get(name) ?? [];
}

/** What is given later: to a method of the object that the use made, or to a property of it. */
function laterValues(
  linked: Linked,
  use: LibraryUse,
  names: readonly string[],
): { readonly of: readonly Alternatives[]; readonly certain: boolean } {
  const { p, pt, dev, follow } = linked;
  const of: Alternatives[] = [];
  let certain = false;
  const isOurs = (file: number, v: number, objects: readonly ObjectId[]) =>
    v >= 0 && setOf(pt.h, pt.valueNode(file, v)).some((o) => objects.includes(o));
  let known: ReadonlyMap<number, number> | undefined;
  const ways = () => {
    known ??= waysTo(linked, use);
    return known;
  };
  const always = (file: number, f: number, guard: number) =>
    isPrefix(p, file, guard, file === use.file && f === use.f ? use.guard : -1) &&
    ((file === use.file && f === use.f) || runsAlways(linked, ways(), functionGid(p, file, f), 0));
  for (const name of names) {
    for (const call of callsOfMethod(linked, name)) {
      const { file, c } = p.calls[call]!;
      if (!isOurs(file, c.recv, use.objects) || c.args.length === 0 || dev.at(file, c.f, c.guard)) continue;
      of.push(follow.argument(call, 0));
      certain ||= always(file, c.f, c.guard);
    }
    for (const { file, f, w } of linked.values.writesTo(name)) {
      if (!('p' in w.to) || !isOurs(file, w.to.o, use.objects) || dev.at(file, f, w.guard)) continue;
      of.push(follow.alternatives({ file, v: w.v, f, guard: w.guard, s: w.s, e: w.e }));
      certain ||= always(file, f, w.guard);
    }
  }
  return { of, certain };
}

/** Calls up from a function in which a test is looked for that decides whether it runs. */
const MAX_CALLERS_UP = 4;

/** Functions that lead to a use, with the tests under which they do: what else stands under those shares its fate. */
function waysTo(linked: Linked, use: LibraryUse): ReadonlyMap<number, number> {
  const { p, ctx } = linked;
  const out = new Map<number, number>([[functionGid(p, use.file, use.f), use.guard]]);
  let level = [...out.keys()];
  for (let up = 0; up <= MAX_CALLERS_UP && level.length > 0; up++) {
    const next: number[] = [];
    for (const fn of level)
      for (const x of ctx.framesOf(fn))
        for (const { call } of x.callers) {
          if (call < 0) continue;
          const { file, c } = p.calls[call]!;
          const by = functionGid(p, file, c.f);
          if (out.has(by)) continue;
          out.set(by, c.guard);
          next.push(by);
        }
    level = next;
  }
  return out;
}

/** Whether no test decides that a function runs, where the use does: one call of it, at least, stands under none, nor do those above. */
export function runsAlways(linked: Linked, ways: ReadonlyMap<number, number>, fn: number, depth: number): boolean {
  const { p, ctx } = linked;
  if (depth > MAX_CALLERS_UP || ways.has(fn)) return true;
  const calls = ctx.framesOf(fn).flatMap((x) => (x.rooted || x.registered ? [-1] : x.callers.map((c) => c.call)));
  if (calls.length === 0 || calls.includes(-1)) return true;
  return [...new Set(calls)].some((call) => {
    const { file, c } = p.calls[call]!;
    const by = functionGid(p, file, c.f);
    return isPrefix(p, file, c.guard, ways.get(by) ?? -1) && runsAlways(linked, ways, by, depth + 1);
  });
}
