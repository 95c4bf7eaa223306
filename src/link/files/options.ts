import type { Deciding, LibraryEntry, OptionValue } from '../../catalog/libraries.ts';
import { type Call, NONE, type ValueId } from '../../extract/facts.ts';
import type { Alternative } from '../alternatives.ts';
import { callersOfFunctions } from '../callers.ts';
import { setOf } from '../heap.ts';
import type { Linked } from '../linked.ts';
import { isNull, throughFactories } from '../option-values.ts';
import { functionGid } from '../program.ts';
import { pushedOnto } from '../pushed-items.ts';
import { valueStatic } from '../static.ts';
import type { PathValues } from './path-value.ts';
import type { Place } from './place.ts';

/** Reads options of calls. */
export type OptionReader = {
  /** Places of the values at a dotted path of an options argument; `*` for any key or element. */
  places(file: number, v: ValueId, option: string): readonly Place[];
  /** Whether every option that decides leaves an alternative under which the library keeps something here. */
  decides(call: number, entry: LibraryEntry): boolean;
};

const MAX_ALTERNATIVES = 12;

export function makeOptionReader(linked: Linked, paths: PathValues): OptionReader {
  const { p, pt, follow } = linked;
  const { h } = pt;
  /** Whether the function of a call is run by anybody. */
  const runs = (file: number, c: Call): boolean => c.f !== NONE && linked.ctx.maskOf(functionGid(p, file, c.f)) !== 0;
  /** What the one call of a function hands in for a parameter; null where there are others, or a library calls it. */
  const handedIn = (file: number, b: number): Place | null => {
    const { kind, index, f } = p.files[file]!.bindings[b]!;
    if (kind !== 'param' || index === undefined) return null;
    const fn = functionGid(p, file, f);
    const [only, ...others] = callersOfFunctions(pt).get(fn) ?? [];
    if (only === undefined || others.length > 0 || linked.ctx.framesOf(fn).some((x) => x.registered)) return null;
    const { file: from, c } = p.calls[only]!;
    const v = c.spreadFrom === NONE ? c.args[index] : undefined;
    return v === undefined ? null : { file: from, v, env: null };
  };
  /** What a value may be, through variables and branches. */
  const open = (at: Place, depth = 0): (Place | null)[] => {
    if (at.v === NONE || depth > 12) return [at];
    const x = p.files[at.file]!.values[at.v]!;
    if (x.k === 'undef' || (x.k === 'lit' && x.v === null)) return [null];
    if (x.k === 'as' || x.k === 'await' || x.k === 'narrow') return open({ ...at, v: x.v }, depth + 1);
    if (x.k === 'alt') {
      const list = x.op === '&&' ? x.of.slice(-1) : x.of;
      const all = list.flatMap((v) => open({ ...at, v }, depth + 1));
      // `a || b`: a is used where it is something.
      return x.op === '||' || x.op === '??' ? all.filter((y, i) => y !== null || i === all.length - 1) : all;
    }
    if (x.k === 'bind') {
      const b = p.files[at.file]!.bindings[x.b]!;
      const given = at.env?.get(p.bindingBase[at.file]! + x.b);
      if (given) return open(given, depth + 1);
      if (!b.imp && b.kind !== 'param' && b.defs.length >= 1 && b.defs.length <= 4)
        return b.defs.flatMap((v) => open({ ...at, v }, depth + 1));
      if (b.imp) {
        const s = valueStatic(p, at.file, at.v);
        if (s?.k === 'value') return open({ file: s.file, v: s.v, env: null }, depth + 1);
      }
      const handed = handedIn(at.file, x.b);
      return handed ? open(handed, depth + 1) : [at];
    }
    if (x.k === 'prop') {
      const held = paths.member({ ...at, v: x.o }, x.p);
      return held ? open(held, depth + 1) : [at];
    }
    return [at];
  };
  const at = (start: Place, steps: readonly string[]): (Place | null)[] => {
    let now: (Place | null)[] = open(start);
    for (const step of steps) {
      const next: (Place | null)[] = [];
      for (const one of now) {
        // What is absent, or known only to be something, has no parts to look into.
        if (one === null || one.v === NONE) {
          next.push(one);
          continue;
        }
        const x = p.files[one.file]!.values[one.v]!;
        if (step === '*') {
          const pushed = x.k === 'arr' ? pushedOnto(p, one.file, one.v).filter(({ by }) => runs(one.file, by)) : [];
          const all =
            x.k === 'obj' ? x.props.map((q) => q[1]) : x.k === 'arr' ? [...x.items, ...pushed.map((y) => y.v)] : [];
          for (const v of all) next.push(...open({ ...one, v }));
          continue;
        }
        const held = paths.member(one, step);
        if (held) next.push(...open(held));
        else if (x.k === 'obj' && x.spreads.length === 0 && x.computed.length === 0) next.push(null);
        else if (x.k === 'obj') next.push(null, { ...one, v: NONE });
        else if (x.k === 'lit') next.push(null);
        else next.push({ ...one, v: NONE });
      }
      now = next.slice(0, MAX_ALTERNATIVES);
    }
    return now;
  };
  return {
    places(file, v, option) {
      const start = { file, v, env: null };
      const made = factoryOf(start);
      const found = (made.length > 0 ? made : [start])
        .flatMap((one) => at(one, option.split('.')))
        .filter((x): x is Place => x !== null && x.v !== NONE);
      return found.flatMap((place) => calledBack(place) ?? [place]);
    },
    decides: (call, entry) => (entry.decide ?? []).every((d) => isUnsafe(call, d)),
  };

  /** What the factory of an options object returns (`useFactory: () => ({ ... })`). */
  function factoryOf(place: Place): Place[] {
    const x = p.files[place.file]!.values[place.v]!;
    if (x.k !== 'obj' || !x.props.some((q) => q[0] === 'useFactory' || q[0] === 'factory')) return [];
    const given = follow.alternatives({ file: place.file, v: place.v });
    return throughFactories(linked, given).of.flatMap((a) =>
      a.kind === 'object' && a.v !== NONE ? [{ file: a.file, v: a.v, env: null }] : [],
    );
  }
  /** A function that hands its answer to its last parameter, or returns it (`destination(req, file, cb)`). */
  function calledBack(place: Place): Place[] | null {
    const fns = setOf(h, pt.valueNode(place.file, place.v)).flatMap((o) =>
      h.objects[o]!.k === 'fn' ? [h.objects[o]!.site] : [],
    );
    if (fns.length === 0) return null;
    const out: Place[] = [];
    for (const fn of fns.slice(0, 2)) {
      const { file, f, id } = p.functions[fn]!;
      const last = f.params[f.params.length - 1];
      p.files[file]!.calls.forEach((c) => {
        if (!c || c.f === NONE || !within(file, c.f, id)) return;
        const callee = p.files[file]!.values[c.callee]!;
        if (callee.k === 'bind' && callee.b === last && c.args.length > 0)
          out.push({ file, v: c.args[c.args.length - 1]!, env: null });
      });
      if (out.length === 0) for (const e of f.events) if (e.t === 'return') out.push({ file, v: e.v, env: null });
    }
    return out.filter(
      (x) =>
        p.files[x.file]!.values[x.v]!.k !== 'lit' ||
        typeof (p.files[x.file]!.values[x.v] as { v: unknown }).v === 'string',
    );
  }
  function within(file: number, f: number, outer: number): boolean {
    for (let at = f, hops = 0; at >= 0 && hops < 12; hops++) {
      if (at === outer) return true;
      at = p.files[file]!.functions[at]!.parent;
    }
    return false;
  }
  function isUnsafe(call: number, d: Deciding): boolean {
    const whole = follow.argument(call, d.argument);
    const { of } = d.option === undefined ? whole : follow.at(throughFactories(linked, whole), d.option);
    // Where no value is left, the call itself stands under a test for development, which is told elsewhere.
    if (of.length === 0) return true;
    return of.some((a) => {
      const specific = (list: readonly OptionValue[]) =>
        list.some((line) =>
          line === '=null' ? isNull(linked, a) : line !== 'other' && line !== 'unknown' && fits(a, line),
        );
      if (specific(d.safe)) return false;
      if (specific(d.unsafe)) return true;
      const isUnknown = a.stepped || (a.kind === 'unknown' && a.env === undefined);
      const rest = isUnknown ? 'unknown' : 'other';
      if (a.kind === 'absent') return false;
      if (d.safe.includes(rest)) return false;
      return d.unsafe.includes(rest) || !d.safe.includes('other');
    });
  }
}

/** Whether an alternative is what a line of the catalogue says. */
function fits(a: Alternative, line: OptionValue): boolean {
  // Text that is put together is text, whatever it comes to.
  if (line === '=*') return a.kind === 'literal' || a.kind === 'text';
  if (line.startsWith('=')) return a.kind === 'literal' && String(a.literal) === line.slice(1);
  if (line === 'absent' || line === 'function' || line === 'object') return a.kind === line;
  if (line === 'class') return a.kind === 'class' || a.kind === 'instance';
  if (line === 'empty') return a.kind === 'literal' && a.literal === '';
  if (!line.startsWith('from ') || a.kind !== 'library' || a.pkg === undefined) return false;
  const [pkg = '', ...rest] = line.slice(5).split(' ');
  const steps = rest.join(' ');
  const own = pkg.endsWith('*') ? a.pkg.startsWith(pkg.slice(0, -1)) : a.pkg === pkg || a.pkg.startsWith(`${pkg}/`);
  return own && (steps === '' || a.steps === steps || a.steps?.replace(/^\.default/, '') === steps);
}
