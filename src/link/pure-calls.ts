import { NONE, type ValueId } from '../extract/facts.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

// Whether a function of the program only computes: the same arguments give the same result, in whichever process.

/** Calls of the program that are followed into a function; what lies deeper is not known to be pure. */
const MAX_PURE_DEPTH = 5;

const PURE_GLOBALS =
  /^\.(Math\.(?!random\b)\w+|String|Number|Boolean|BigInt|Object\.(keys|values|entries|fromEntries|freeze)|Array(\.(from|isArray|of))?|JSON\.(parse|stringify)|Map|Set|RegExp|URL|URLSearchParams|Error|TypeError|RangeError|Intl\.\w+|parseInt|parseFloat|isNaN|isFinite|(en|de)codeURI(Component)?|Buffer\.(from|concat)|Symbol(\.for)?|structuredClone)\b/;
const PURE_PACKAGES: ReadonlySet<string> = new Set(['node:path', 'node:querystring', 'node:url']);
/** Methods of texts and numbers, which nothing else has. */
const TEXT_METHODS: ReadonlySet<string> = new Set(
  'charAt charCodeAt codePointAt endsWith includes indexOf lastIndexOf localeCompare normalize padEnd padStart replaceAll slice split startsWith substring substr toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimEnd trimStart toFixed toString toPrecision'.split(
    ' ',
  ),
);
/** Methods of lists, maps and patterns that change nothing, where what they are called on is no object of a library. */
const PURE_METHODS: ReadonlySet<string> = new Set(
  'at concat match matchAll repeat replace search every filter find findIndex findLast findLastIndex flat flatMap join map reduce reduceRight some toReversed toSorted toSpliced with get has keys values entries test exec valueOf getTime toISOString'.split(
    ' ',
  ),
);
/** Methods that change what they are called on: a list that the function made itself may be changed. */
const OWN_CHANGES: ReadonlySet<string> = new Set([
  'push',
  'unshift',
  'pop',
  'shift',
  'sort',
  'reverse',
  'fill',
  'set',
  'add',
]);

/** Whether steps from the global object end at what only computes, or at a method that changes nothing of what that gives. */
function isPureGlobal(steps: string): boolean {
  const pure = PURE_GLOBALS.exec(steps);
  const rest = pure === null ? null : steps.slice(pure[0].length);
  return rest === '' || (rest !== null && PURE_METHODS.has(rest.slice(rest.lastIndexOf('.') + 1)));
}

export type PureCalls = {
  /** Whether a value, through locals that are assigned once, is what a call of a pure function of the program gives. */
  isPureResult(file: number, v: ValueId): boolean;
};

/**
 * @param isChanging - whether a variable of a module, by its global id, is written after start-up, or what it holds is
 * @param isChangingField - whether some field of this name is
 */
export function pureCalls(
  pt: Points,
  isChanging: (binding: number) => boolean,
  isChangingField: (name: string) => boolean,
): PureCalls {
  const { p } = pt;
  const known = new Map<number, boolean>();

  /** Whether a binding is of a function or of one nested in it. */
  const within = (file: number, owner: number, fn: number): boolean => {
    const list = p.files[file]!.functions;
    for (let f = owner; f > 0; f = list[f]!.parent) if (f === fn) return true;
    return false;
  };

  const isPureFunction = (gid: number, depth: number): boolean => {
    const old = known.get(gid);
    if (old !== undefined) return old;
    if (depth > MAX_PURE_DEPTH) return false;
    // Of functions that call one another nothing is known before all are looked at.
    known.set(gid, false);
    const pure = looksPure(gid, depth);
    known.set(gid, pure);
    return pure;
  };

  const looksPure = (gid: number, depth: number): boolean => {
    const { file, f: fn, id } = p.functions[gid]!;
    const f = p.files[file]!;
    if (fn.async || fn.generator) return false;
    const isOwn = (v: ValueId): boolean => {
      const x = f.values[v]!;
      if (x.k === 'prop' || x.k === 'index') return isOwn(x.o);
      if (x.k !== 'bind') return x.k === 'obj' || x.k === 'arr' || x.k === 'call';
      const b = f.bindings[x.b]!;
      return b.kind !== 'param' && within(file, b.f, id);
    };
    const isSteady = (v: ValueId): boolean => {
      const x = f.values[v]!;
      if (x.k === 'this' || x.k === 'super' || x.k === 'unknown' || x.k === 'args') return false;
      // Whatever it is a field of, by another name too: one of this name changes.
      if (x.k === 'prop') return !isChangingField(x.p) && isSteady(x.o);
      if (x.k === 'index') return isSteady(x.o);
      if (x.k !== 'bind') return true;
      const b = f.bindings[x.b]!;
      if (within(file, b.f, id)) return true;
      return (b.top || b.f === 0) && !isChanging(p.bindingBase[file]! + x.b);
    };
    const isPureCall = (c: number): boolean => {
      const call = f.calls[c];
      if (!call) return false;
      const callee = f.values[call.callee]!;
      const targets = pt.targets.get(callGid(p, file, c));
      if (targets && targets.size > 0)
        return [...targets].every((t) => {
          const to = p.functions[t]!;
          // A callback of its own is looked at as a part of it, and so is what it calls itself with.
          return (to.file === file && within(file, to.id, id)) || isPureFunction(t, depth + 1);
        });
      const exts = pt.externals.get(callGid(p, file, c)) ?? [];
      if (callee.k === 'prop' && TEXT_METHODS.has(callee.p)) return true;
      if (exts.length > 0)
        return exts.every((e) => {
          const x = pt.h.objects[e]!;
          return (x.pkg === '(global)' && isPureGlobal(x.steps)) || PURE_PACKAGES.has(x.pkg);
        });
      if (callee.k !== 'prop' || call.recv === NONE) return false;
      return PURE_METHODS.has(callee.p) || (OWN_CHANGES.has(callee.p) && isOwn(call.recv));
    };
    const parts = f.functions.flatMap((x, i) => (within(file, i, id) ? [x] : []));
    return parts.every(
      (part) =>
        !part.async &&
        !part.generator &&
        part.events.every((e) => {
          if (e.t === 'call') return isPureCall(e.c);
          if (e.t === 'read') return isSteady(e.v);
          if (e.t === 'write') return 'b' in e.to ? within(file, f.bindings[e.to.b]!.f, id) : isOwn(e.to.o);
          return e.t !== 'await' && e.t !== 'yield';
        }),
    );
  };

  const isPureResult = (file: number, v: ValueId, hops = 0): boolean => {
    if (v === NONE || hops > 6) return false;
    const f = p.files[file]!;
    const x = f.values[v]!;
    if (x.k === 'as' || x.k === 'narrow') return isPureResult(file, x.v, hops + 1);
    if (x.k === 'bind') {
      const b = f.bindings[x.b]!;
      return !b.top && b.kind !== 'param' && b.defs.length === 1 && isPureResult(file, b.defs[0]!, hops + 1);
    }
    if (x.k !== 'call' || f.calls[x.c]!.kind !== 'call') return false;
    const targets = pt.targets.get(callGid(p, file, x.c));
    return targets !== undefined && targets.size > 0 && [...targets].every((t) => isPureFunction(t, 0));
  };
  return { isPureResult };
}
