import { type FunctionId, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { constantText } from './constants.ts';
import type { DevGuards, DevProof } from './dev-guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { callGid, classGid, functionGid, valueAt } from './program.ts';
import { pushedOnto } from './pushed-items.ts';
import { valueStatic } from './static.ts';
import type { Source, Sources, ValueSources } from './value-sources.ts';

/** What an alternative is. */
export type AlternativeKind =
  /** Missing, undefined or null. */
  | 'absent'
  | 'literal'
  /** Text that is put together; `prefix` is what of its beginning is known. */
  | 'text'
  /** An array literal. */
  | 'array'
  /** An object literal of the program. */
  | 'object'
  | 'function'
  /** An instance of a program class; `cls` names it. */
  | 'instance'
  /** A program class itself. */
  | 'class'
  /** A value of a library, by provenance. */
  | 'library'
  /** A result of the language or of an operator that is none of the others (a number that is computed, a Map, ...). */
  | 'other'
  /** Not to be followed. `env` where it is known to be an environment variable. */
  | 'unknown';

/** One of the values that an expression may have when a deployed process runs. */
export type Alternative = {
  readonly kind: AlternativeKind;
  readonly file: number;
  /** The expression that gives it; NONE where nothing is written. */
  readonly v: ValueId;
  /** Function (of the file) in which it is evaluated, and what it stands under. */
  readonly f: FunctionId;
  readonly guard: GuardId;
  /** Where a person would look for it. */
  readonly s: number;
  readonly e: number;
  readonly literal?: string | number | boolean;
  readonly prefix?: string;
  readonly env?: string;
  readonly cls?: number;
  /** For libraries: package and steps from there (`new ` in front where constructed), and the call that gives it, if one does. */
  readonly pkg?: string;
  readonly steps?: string;
  /** A property of what a library gave: whether there is one, and what it holds, nobody knows. */
  readonly stepped?: boolean;
  readonly call?: number;
  /** The object of the heap that it is, where there is just one. */
  readonly object?: ObjectId;
};

/** All that an expression may be. */
export type Alternatives = {
  readonly of: readonly Alternative[];
  /** Tests that keep further values to development or tests; those values are left out. */
  readonly dropped: readonly DevProof[];
};

/** Follows values to what they may be. */
export type Follow = {
  /** What an expression may be, and what stands at a dotted path of it (`*`: any key or element). */
  alternatives(source: Source | Place, path?: string): Alternatives;
  /**
   * What a call's argument may be; absent where the call has none of that index. `options`: the last one that is an object literal of
   * the program, or may be.
   */
  argument(call: number, index: number | 'last' | 'options', path?: string): Alternatives;
  /** What stands at a dotted path of something that is known already. */
  at(from: Alternatives, path: string): Alternatives;
  /** What a function of the program returns. */
  returns(fn: number): Alternatives;
};

/** Where to start: an expression and the function that evaluates it. */
export type Place = { readonly file: number; readonly v: ValueId };

/**
 * A property of an object that a library made (`app.config.kind` of a server that a framework gives): the program may have put anything
 * there, or nothing.
 */
const isPropertyOfMade = ({ kind, call, steps = '' }: Alternative): boolean => {
  if (kind !== 'library' || call !== undefined) return false;
  const dot = steps.lastIndexOf('.');
  return dot > steps.lastIndexOf(')') && (steps.startsWith('new ') || steps.lastIndexOf(')') >= 0);
};

/** Ways that are followed for one value; beyond, the rest is unknown. */
const MAX_WAYS = 160;
const MAX_VALUE_DEPTH = 24;

/** Makes a follower over a solved program. */
export function makeFollow(pt: Points, values: ValueSources, dev: DevGuards): Follow {
  const { p, h } = pt;
  /** Values that stand before `||` and `??` and are being judged: one that leads back to itself gives nothing new. */
  const judged = new Set<string>();

  const collect = (start: readonly Source[], absent: Source | null, open: Source | null): Alternatives => {
    const of: Alternative[] = [];
    const dropped = new Map<string, DevProof>();
    const seen = new Set<string>();
    let ways = 0;
    const drop = (proof: DevProof) => void dropped.set(`${proof.file}|${proof.s}`, proof);
    const add = (a: Alternative) => {
      if (!of.some((b) => sameAlternative(a, b))) of.push(a);
    };
    const end = (s: Source, kind: AlternativeKind, more: Partial<Alternative> = {}) => {
      const span = values.spanOf(s);
      add({ kind, file: s.file, v: s.v, f: s.f, guard: s.guard, ...span, ...more });
    };
    const follow = (s: Source, depth: number, outer: Source): void => {
      const proof =
        dev.guard(s.file, s.guard) ?? (s.f === outer.f && s.file === outer.file ? null : dev.at(s.file, s.f, NONE));
      if (proof) {
        drop(proof);
        return;
      }
      const key = `${s.file}|${s.v}|${s.guard}`;
      if (seen.has(key)) return;
      seen.add(key);
      if (++ways > MAX_WAYS || depth > MAX_VALUE_DEPTH) {
        end(s, 'unknown');
        return;
      }
      visit(s, depth + 1);
    };
    const into = (s: Source, v: ValueId): Source => {
      const x = valueAt(p, s.file, v);
      const call = x.k === 'call' ? p.files[s.file]!.calls[x.c]! : null;
      return { ...s, v, guard: call ? call.guard : s.guard, f: call ? call.f : s.f };
    };
    const all = (back: Sources, s: Source, depth: number): void => {
      for (const next of back.of) follow(next, depth, s);
      if (back.absent) end(s, 'absent');
      if (back.open) end(s, 'unknown', envOf(s));
    };
    const visit = (s: Source, depth: number): void => {
      const x = valueAt(p, s.file, s.v);
      switch (x.k) {
        case 'lit':
          if (x.v === null) end(s, 'absent');
          else end(s, 'literal', { literal: x.v });
          return;
        case 'undef':
          end(s, 'absent');
          return;
        case 'obj':
          end(s, 'object', { object: setOf(h, pt.valueNode(s.file, s.v))[0] });
          return;
        case 'arr':
          end(s, 'array');
          return;
        case 'fn':
          end(s, 'function');
          return;
        case 'class':
          end(s, 'class', { cls: classGid(p, s.file, x.c) });
          return;
        case 'regexp':
        case 'key':
          end(s, 'other');
          return;
        case 'op':
          if (x.op === 'template' || x.op === '+') end(s, 'text', prefixOf(s.file, x.of));
          else {
            const known = dev.outcome(s.file, s.v);
            if (known === null) end(s, 'other');
            else end(s, 'literal', { literal: known });
          }
          return;
        case 'alt':
          visitAlt(s, x, depth);
          return;
        case 'await':
        case 'as':
        case 'narrow':
          follow(into(s, x.v), depth, s);
          return;
        case 'call':
          visitCall(s, x.c, depth);
          return;
        case 'require':
        case 'bind':
        case 'prop': {
          const lib = libraryAt(s);
          if (lib) {
            end(s, 'library', lib);
            return;
          }
          const text = constantText(p, s.file, s.v);
          if (text !== null) {
            end(s, 'literal', { literal: text });
            return;
          }
          const back = values.from(s.file, s.v);
          if (!back) {
            fromHeap(s);
            return;
          }
          if (back.open && back.of.length === 0) {
            fromHeap(s);
            return;
          }
          all(back, s, depth);
          return;
        }
        case 'index':
        case 'elem': {
          const back = values.from(s.file, s.v);
          if (back && !(back.open && back.of.length === 0)) all(back, s, depth);
          else fromHeap(s);
          return;
        }
        default:
          fromHeap(s);
          return;
      }
    };
    const visitAlt = (s: Source, x: Extract<ReturnType<typeof valueAt>, { k: 'alt' }>, depth: number): void => {
      const parts = x.of.map((v) => into(s, v));
      const test = x.op === '?:' ? x.cond : x.op === 'phi' ? (x.when ?? NONE) : NONE;
      if (test !== NONE && parts.length === 2) {
        parts.forEach((part, i) => {
          const proof = dev.condition(s.file, test, i === 0, s.guard);
          if (proof) drop(proof);
          else follow(part, depth, s);
        });
        return;
      }
      if (x.op === '&&') {
        const proof = parts
          .slice(0, -1)
          .map((part) => dev.condition(s.file, part.v, true))
          .find((x) => x !== null);
        // Without it the whole is false: as good as absent.
        end(s, 'absent');
        if (proof) drop(proof);
        else follow(parts[parts.length - 1]!, depth, s);
        return;
      }
      const { op } = x;
      if (op === '||' || op === '??') {
        let last = true;
        for (const [i, part] of parts.entries()) {
          if (i === parts.length - 1) break;
          const key = `${part.file}|${part.v}`;
          const inner: Alternatives = judged.has(key) ? { of: [], dropped: [] } : within(key, part);
          for (const proof of inner.dropped) drop(proof);
          for (const a of inner.of) if (!isNothing(a, op)) add(a);
          last = inner.of.some(
            (a) =>
              isNothing(a, op) ||
              a.kind === 'unknown' ||
              a.kind === 'other' ||
              a.kind === 'text' ||
              isPropertyOfMade(a),
          );
          if (inner.of.length === 0) last = true;
          if (!last) break;
        }
        if (last) follow(parts[parts.length - 1]!, depth, s);
        return;
      }
      for (const part of parts) follow(part, depth, s);
    };
    const visitCall = (s: Source, id: number, depth: number): void => {
      const gid = callGid(p, s.file, id);
      const c = p.calls[gid]!.c;
      const made = pt.made.get(gid) ?? [];
      for (const o of made) {
        const ob = h.objects[o]!;
        if (ob.cls >= 0) end(s, 'instance', { cls: ob.cls, object: o });
        else end(s, 'other');
      }
      const externals = pt.externals.get(gid) ?? [];
      const back = values.returned(gid);
      if (back && back.of.length > 0) all({ ...back, open: false }, s, depth);
      else if (back?.absent) end(s, 'absent');
      let known = made.length > 0 || (back?.of.length ?? 0) > 0;
      const seenLibraries = new Set<string>();
      for (const e of externals) {
        const ob = h.objects[e]!;
        if (ob.pkg === '(global)' || ob.pkg === '') continue;
        const path = stepsOf(pt, e);
        const steps = c.kind === 'new' ? `new ${path}` : `${path}()`;
        const key = `${packageOf(pt, e)}|${steps}`;
        if (seenLibraries.has(key)) continue;
        seenLibraries.add(key);
        known = true;
        end(s, 'library', { pkg: packageOf(pt, e), steps, call: gid });
      }
      if (known) return;
      const wrapped = wrappedArgument(s.file, id);
      if (wrapped !== NONE) {
        follow(into(s, wrapped), depth, s);
        return;
      }
      if (fromHeapObjects(s)) return;
      const lib = valueStatic(p, s.file, s.v);
      if (lib?.k === 'external' && lib.pkg !== '(global)')
        end(s, 'library', { pkg: lib.pkg, steps: lib.steps, call: gid });
      else end(s, NATIVE_RESULTS.has(nativeName(s.file, c.callee)) ? 'other' : 'unknown');
    };
    /** `Object.freeze(x)`, `Object.assign({}, x)`: the object that it gives. */
    const wrappedArgument = (file: number, id: number): ValueId => {
      const c = p.files[file]!.calls[id]!;
      const callee = valueAt(p, file, c.callee);
      if (callee.k !== 'prop' || valueAt(p, file, callee.o).k !== 'global') return NONE;
      return callee.p === 'freeze' || callee.p === 'seal' ? (c.args[0] ?? NONE) : NONE;
    };
    const nativeName = (file: number, callee: ValueId): string => {
      const x = valueAt(p, file, callee);
      return x.k === 'global' ? x.name : x.k === 'prop' && valueAt(p, file, x.o).k === 'global' ? x.p : '';
    };
    const fromHeapObjects = (s: Source): boolean => {
      const node = pt.valueNode(s.file, s.v);
      if (h.wide.has(node)) return false;
      let known = false;
      for (const o of setOf(h, node)) {
        const ob = h.objects[o]!;
        known = true;
        if (ob.k === 'inst' && ob.cls >= 0) end(s, 'instance', { cls: ob.cls, object: o });
        else if (ob.k === 'ext' && ob.pkg !== '(global)')
          end(s, 'library', { pkg: packageOf(pt, o), steps: stepsOf(pt, o), object: o });
        else if (ob.k === 'obj' && ob.type !== 'rest')
          end({ ...s, file: ob.file, v: ob.site }, 'object', { object: o });
        else if (ob.k === 'fn') end(s, 'function');
        else if (ob.k === 'class') end(s, 'class', { cls: ob.site });
        else if (ob.k === 'nat' || ob.k === 'arr') end(s, 'other', { object: o });
        else known = false;
      }
      return known;
    };
    const fromHeap = (s: Source): void => {
      if (!fromHeapObjects(s)) end(s, 'unknown', envOf(s));
    };

    for (const s of start) follow(s, 0, s);
    if (absent) end(absent, 'absent', { v: NONE });
    if (open) end(open, 'unknown', { v: NONE });
    // What only leads back to itself is not known.
    const first = start[0];
    if (of.length === 0 && dropped.size === 0 && first) end(first, 'unknown');
    return { of, dropped: [...dropped.values()] };
  };

  const within = (key: string, part: Source): Alternatives => {
    if (judged.size > MAX_VALUE_DEPTH) return unknownAt(part);
    judged.add(key);
    const inner = collect([part], null, null);
    judged.delete(key);
    return inner;
  };
  const envOf = (s: Source): Partial<Alternative> => {
    const x = valueAt(p, s.file, s.v);
    if (x.k !== 'prop') return {};
    const o = valueAt(p, s.file, x.o);
    return o.k === 'prop' && o.p === 'env' ? { env: x.p } : {};
  };
  const prefixOf = (file: number, of: readonly ValueId[]): Partial<Alternative> => {
    let prefix = '';
    for (const v of of) {
      const x = valueAt(p, file, v);
      const text = x.k === 'lit' ? String(x.v) : constantText(p, file, v);
      if (text === null) break;
      prefix += text;
    }
    return prefix === '' ? {} : { prefix };
  };
  /** A value that is a package's export (or a part of one) without a call. */
  const libraryAt = (s: Source): Partial<Alternative> | null => {
    const lib = valueStatic(p, s.file, s.v);
    if (lib?.k !== 'external' || lib.pkg === '(global)') return null;
    if (/^(?:node:)?process$/.test(lib.pkg)) return null;
    return lib.steps.includes('()') ? null : { pkg: lib.pkg, steps: lib.steps };
  };

  const whole = (start: Source | Place): Alternatives => {
    if ('guard' in start) return collect([start], null, null);
    const x = valueAt(p, start.file, start.v);
    const call = x.k === 'call' ? p.files[start.file]!.calls[x.c]! : null;
    return collect(
      [{ ...start, f: call?.f ?? 0, guard: call?.guard ?? NONE, s: call?.s ?? 0, e: call?.e ?? 1 }],
      null,
      null,
    );
  };

  /** One step of a path from each alternative. */
  const step = (from: Alternatives, name: string): Alternatives => {
    const of: Alternative[] = [];
    const dropped = [...from.dropped];
    const take = (more: Alternatives) => {
      for (const a of more.of) if (!of.some((b) => sameAlternative(a, b))) of.push(a);
      dropped.push(...more.dropped);
    };
    for (const a of from.of) take(stepOf(a, name));
    return { of, dropped };
  };
  const stepOf = (a: Alternative, name: string): Alternatives => {
    const s: Source = { file: a.file, v: a.v, f: a.f, guard: a.guard, s: a.s, e: a.e };
    const nothing: Alternatives = { of: [{ ...s, kind: 'absent' }], dropped: [] };
    const x = a.v === NONE ? null : valueAt(p, a.file, a.v);
    switch (a.kind) {
      case 'absent':
      case 'literal':
      case 'text':
        return nothing;
      case 'object': {
        if (x?.k !== 'obj') return a.object === undefined ? unknownAt(s) : sources(values.property(a.object, name), s);
        if (name !== '*') return sources(values.propertyOf(a.file, a.v, name), s);
        const each = x.props
          .filter((q) => q[2] === 'value')
          .map((q) => ({ ...s, v: q[1], s: q[3], e: q[3] + q[0].length }));
        const computed = x.computed.map(([, v]) => ({ ...s, v }));
        return collect([...each, ...computed], null, x.spreads.length > 0 ? s : null);
      }
      case 'array': {
        if (x?.k !== 'arr') return unknownAt(s);
        if (name === '*' || /^\d+$/.test(name)) {
          const items = name === '*' ? x.items : x.items.slice(Number(name), Number(name) + 1);
          const spread = x.spreads.map((v) => ({ ...s, v }));
          // What is pushed onto the list later is one of its elements, on the ways that lead to the push.
          const pushed = name === '*' ? pushedOnto(p, a.file, a.v) : [];
          const parts = collect(
            [
              ...items.map((v) => ({ ...s, v, ...spanOfItem(a.file, v, s) })),
              ...pushed.map(({ v, by }) => ({ ...s, v, f: by.f, guard: by.guard, ...spanOfItem(a.file, v, s) })),
            ],
            null,
            null,
          );
          const more = spread.length === 0 ? null : step(collect(spread, null, null), '*');
          const list = more ? [...parts.of, ...more.of] : parts.of;
          return {
            of: list.length === 0 ? nothing.of : list,
            dropped: [...parts.dropped, ...(more?.dropped ?? [])],
          };
        }
        // An array on the way stands for its elements.
        return step(stepOf(a, '*'), name);
      }
      case 'instance':
        return a.object === undefined ? unknownAt(s) : sources(values.property(a.object, name), s);
      case 'library':
        // What a library's call gave holds nobody knows what.
        if (a.steps?.endsWith('()')) return unknownAt(a);
        return {
          of: [{ ...a, kind: 'library', steps: `${a.steps ?? ''}.${name}`, call: undefined, stepped: true }],
          dropped: [],
        };
      default:
        return unknownAt(s);
    }
  };
  const spanOfItem = (file: number, v: ValueId, s: Source) => values.spanOf({ ...s, file, v });
  const unknownAt = (s: Source): Alternatives => ({ of: [{ ...s, kind: 'unknown' }], dropped: [] });
  const sources = (back: Sources, s: Source): Alternatives =>
    collect(back.of, back.absent ? s : null, back.open ? s : null);

  const at = (from: Alternatives, path: string): Alternatives =>
    path === '' ? from : path.split('.').reduce(step, from);

  const argument = (call: number, index: number | 'last' | 'options', path?: string): Alternatives => {
    const { file, c } = p.calls[call]!;
    if (index === 'options') {
      for (let i = c.args.length - 1; i >= 0; i--) {
        const found = argument(call, i);
        if (found.of.some((a) => a.kind === 'object' || a.kind === 'unknown')) return at(found, path ?? '');
      }
      return argument(call, c.args.length, path);
    }
    const i = index === 'last' ? c.args.length - 1 : index;
    const v = c.args[i];
    const s: Source = { file, v: v ?? NONE, f: c.f, guard: c.guard, s: c.s, e: c.e };
    if (c.spreadFrom !== NONE && i >= c.spreadFrom) return unknownAt(s);
    if (v === undefined) return { of: [{ ...s, kind: 'absent' }], dropped: [] };
    return at(collect([s], null, null), path ?? '');
  };

  return {
    alternatives: (start, path) => at(whole(start), path ?? ''),
    at,
    returns: (fn) => {
      const { file, id, f } = p.functions[fn]!;
      return sources(values.returnsOf(fn), { file, v: NONE, f: id, guard: NONE, s: f.s, e: f.e });
    },
    argument,
  };
}

/** Built-ins of the language whose results are plain values. */
const NATIVE_RESULTS = new Set([
  'Map',
  'Set',
  'WeakMap',
  'Date',
  'URL',
  'Number',
  'parseInt',
  'parseFloat',
  'Boolean',
  'stringify',
  'now',
  'Array',
  'Object',
  'Error',
]);

const isNothing = (a: Alternative, op: '||' | '??'): boolean =>
  a.kind === 'absent' || (op === '||' && a.kind === 'literal' && !a.literal);

const sameAlternative = (a: Alternative, b: Alternative): boolean =>
  a.kind === b.kind &&
  a.file === b.file &&
  a.v === b.v &&
  a.s === b.s &&
  a.literal === b.literal &&
  a.steps === b.steps &&
  a.pkg === b.pkg;

/** Steps from the package to a library's object, also where kinds stand between. */
export function stepsOf(pt: Points, o: ObjectId, depth = 0): string {
  const x = pt.h.objects[o]!;
  if (x.from < 0 || depth > 12 || !x.steps.includes('@')) return x.steps;
  const before = stepsOf(pt, x.from, depth + 1);
  if (x.type === 'new') return `new ${before}`;
  if (x.type === 'call') return `${before}()`;
  return `${before}${x.steps.slice(1)}`;
}

/** Package that a library's object comes from; of an object known only by its kind the first package of the kind's entry. */
export function packageOf(pt: Points, o: ObjectId): string {
  const x = pt.h.objects[o]!;
  if (x.from >= 0) return packageOf(pt, x.from);
  return x.type === 'typed' || x.type === 'callback' ? (pt.lib.packagesOf(x.pkg)[0] ?? x.pkg) : x.pkg;
}

/**
 * Whether a library's object is known by its kind alone (a parameter of a callback, a declared type), or was taken from one that is: its
 * steps begin at that object, so that they name no export of the package. A kind that is an export itself is left out.
 */
export function isKnownByKind(pt: Points, o: ObjectId): boolean {
  let x = pt.h.objects[o]!;
  for (let hops = 0; x.from >= 0 && hops < 12; hops++) x = pt.h.objects[x.from]!;
  if (x.type !== 'typed' && x.type !== 'callback') return false;
  return !x.kinds.some((k) => pt.lib.kinds[k]!.def.from.some((text) => !/[@()]|^new /.test(text)));
}

/** The function (global id) that an alternative is, or -1. */
export const functionOf = (pt: Points, a: Alternative): number => {
  const x = a.v === NONE ? null : valueAt(pt.p, a.file, a.v);
  return x?.k === 'fn' ? functionGid(pt.p, a.file, x.f) : -1;
};
