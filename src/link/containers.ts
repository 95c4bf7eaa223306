import picomatch from 'picomatch';
import { type Container, containers, type InstanceLifetime } from '../catalog/containers.ts';
import { NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { consumersOf } from './consumers.ts';
import { chosen, optionValues, textOf } from './container-choices.ts';
import { type Deco, decoOf, decosOf } from './decorators.ts';
import { calledFunctions, describedParts } from './dynamic-modules.ts';
import { setOf } from './heap.ts';
import { furthestBase } from './hierarchy.ts';
import type { Points } from './points.ts';
import type { LinkInput, Program } from './program.ts';
import { typeStatics, valueStatic } from './static.ts';

/** How long the instance lives that a container makes, as far as the judging side tells lives apart. */
export type MadeLifetime = 'process' | 'request' | 'job' | 'connection';

/**
 * Classes (global ids) that a container or framework constructs, and how long it keeps what it makes. A class that is decorated
 * otherwise (an entity, a DTO, a schema) is none of them. What lives as long as its owner lives as long as the longest-lived
 * class that asks for it.
 */
export function classesOfContainers(
  pt: Points,
  input: LinkInput,
  loaded: ReadonlySet<number>,
): Map<number, MadeLifetime> {
  const { p } = pt;
  const found = new Map<number, InstanceLifetime>();
  const used = containers.filter((c) => isUsed(p, loaded, c));
  if (used.length === 0) return new Map();
  const bubbles = new Map<number, InstanceLifetime>();
  const order: InstanceLifetime[] = ['process', 'connection', 'job', 'request', 'call', 'scope', 'owner'];
  const chosenOnes = new Set<number>();
  /** What says more than a default wins: a written choice, a registration's scope. */
  const put = (cls: number, lifetime: InstanceLifetime, firm: boolean) => {
    if (firm) chosenOnes.add(cls);
    else if (chosenOnes.has(cls)) return;
    const old = found.get(cls);
    if (old === undefined || firm || order.indexOf(lifetime) < order.indexOf(old)) found.set(cls, lifetime);
  };
  const files = [...loaded].sort((a, b) => a - b);
  const defaults = new Map<Container, InstanceLifetime | null>();
  const byDefault = (k: Container) => entryOf(defaults, k, () => defaultScope(p, files, k));
  for (const file of files) {
    const f = p.files[file]!;
    f.classes.forEach((c, id) => {
      const cls = p.classBase[file]! + id;
      const decos = c.decos.flatMap((d) => decosOf(p, file, d));
      const inner = c.members
        .flatMap((m) => m.decos.map((d) => decoOf(p, file, d)))
        .filter((d): d is Deco => d !== null);
      for (const k of used) {
        const own = decos.filter((d) => belongs(k, d.pkg));
        let lifetime: InstanceLifetime | null = null;
        let written = false;
        for (const d of own) {
          const row = k.decorators?.find((r) => r.name === d.name);
          if (!row) continue;
          const choice = chosen(p, d.file, d.call, row.choices);
          if (choice) written = true;
          lifetime = choice ?? lifetime ?? row.lifetime;
        }
        for (const d of own) {
          const row = k.scopeDecorators?.find((r) => r.name === d.name);
          const choice = row && lifetime ? chosen(p, d.file, d.call, row.choices) : null;
          if (!choice) continue;
          written = true;
          lifetime = choice;
        }
        if (!lifetime && !c.isAbstract) {
          const base = furthestBase(pt, cls).ext;
          const name = base?.steps.split('.').pop()?.replace('()', '');
          lifetime = (base && belongs(k, base.pkg) && k.bases?.find((b) => b.name === name)?.lifetime) || null;
          for (const i of c.impl)
            for (const s of typeStatics(p, file, i))
              if (s.k === 'external' && belongs(k, s.pkg))
                lifetime ??= k.bases?.find((b) => b.name === s.steps.split('.').pop())?.lifetime ?? null;
        }
        if (!lifetime && !c.isAbstract && k.files) lifetime = byPlace(input, f.file, k);
        if (!lifetime) continue;
        if (lifetime === 'owner' && !written) lifetime = byDefault(k) ?? lifetime;
        for (const row of k.forced ?? [])
          if ([...own, ...inner.filter((d) => belongs(k, d.pkg))].some((d) => d.name === row.decorator))
            lifetime = row.lifetime;
        put(cls, lifetime, written);
        const asked = askedBy(p, file, c.ctor);
        for (const row of k.bubbling ?? [])
          if (asked.some((name) => row.inject.includes(name))) bubbles.set(cls, row.lifetime);
      }
    });
  }
  const called = calledFunctions(pt);
  for (const file of files) registered(pt, used, file, put, byDefault, called);
  for (const [cls, lifetime] of bubbles) found.set(cls, lifetime);
  return settleOwners(pt, found, used);
}

export const belongs = (k: Container, pkg: string): boolean =>
  k.packages.some((x) => pkg === x || pkg.startsWith(`${x}/`) || `node:${x}` === pkg);

export function isUsed(p: Program, loaded: ReadonlySet<number>, k: Container): boolean {
  for (const file of loaded)
    for (const i of p.files[file]!.imports) {
      if (!i.spec.startsWith('.') && belongs(k, i.spec)) return true;
    }
  return (k.files?.length ?? 0) > 0;
}

function byPlace(input: LinkInput, path: string, k: Container): InstanceLifetime | null {
  const dir = input.packageDirOf(path);
  if (!input.dependsOn(dir, k.packages)) return null;
  const rel = dir === '' ? path : path.slice(dir.length + 1);
  for (const row of k.files ?? []) if (picomatch(row.files as string[], { dot: true })(rel)) return row.lifetime;
  return null;
}

/** Names that a constructor's parameters ask for by a decorator's argument: `@Inject(REQUEST)`. */
function askedBy(p: Program, file: number, ctor: number): string[] {
  if (ctor === NONE) return [];
  const f = p.files[file]!;
  return f.functions[ctor]!.paramDecos.flatMap((list) =>
    list.flatMap((d) => {
      const deco = decoOf(p, file, d);
      return deco && deco.call >= 0 ? f.calls[deco.call]!.args.map((a) => textOf(p, file, a)) : [];
    }),
  );
}

/** Steps from a value back to the parameter that it is a part of. */
const MAX_PARTS = 4;

/** Whether a value is a parameter, or a part of one, that has a type of the container's, or whose function the container is handed. */
function isGivenBy(p: Program, file: number, v: ValueId, k: Container, depth = 0): boolean {
  if (v === NONE || depth > MAX_PARTS) return false;
  const f = p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'prop') return isGivenBy(p, file, x.o, k, depth + 1);
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  if (b.kind !== 'param') return b.defs.length === 1 && isGivenBy(p, file, b.defs[0]!, k, depth + 1);
  const ofIt = (s: ReturnType<typeof valueStatic>): boolean => s?.k === 'external' && belongs(k, s.pkg);
  if (b.type !== NONE && typeStatics(p, file, b.type).some(ofIt)) return true;
  const taken = consumersOf(f).argumentOf(b.f);
  return taken !== null && ofIt(valueStatic(p, file, f.calls[taken.c]!.callee));
}

/** Whether a value is a container, or a part of one: by where it comes from, or by what is written of its type. */
export function isOfContainer(pt: Points, file: number, v: ValueId, k: Container): boolean {
  const s = valueStatic(pt.p, file, v);
  if (s?.k === 'external') return belongs(k, s.pkg);
  if (isGivenBy(pt.p, file, v, k)) return true;
  return setOf(pt.h, pt.valueNode(file, v)).some((o) => {
    const x = pt.h.objects[o]!;
    return x.k === 'ext' && belongs(k, x.pkg);
  });
}

/** Name of the method or export that a call calls, also where it was taken out of an object: `({ bind }) => bind(T)`. */
export function nameOf(p: Program, file: number, callee: ValueId): string | undefined {
  const f = p.files[file]!;
  const x = f.values[callee]!;
  if (x.k === 'prop') return x.p;
  const steps = (valueStatic(p, file, callee) as { steps?: string } | null)?.steps;
  if (steps !== undefined) return steps.split('.').pop();
  if (x.k !== 'bind') return undefined;
  const { name, defs } = f.bindings[x.b]!;
  const from = defs.length === 1 && defs[0]! !== NONE ? f.values[defs[0]!]! : undefined;
  return from?.k === 'prop' ? from.p : name;
}

/** The scope that a container is made with, for what is registered without one: `new Container({ defaultScope: 'Singleton' })`. */
export function defaultScope(p: Program, files: readonly number[], k: Container): InstanceLifetime | null {
  for (const row of k.containerOptions ?? [])
    for (const file of files) {
      const { calls } = p.files[file]!;
      for (const [id, c] of calls.entries()) {
        if (!c || c.args.length === 0) continue;
        const s = valueStatic(p, file, c.callee);
        if (s?.k !== 'external' || !belongs(k, s.pkg)) continue;
        if (`${c.kind === 'new' ? 'new ' : ''}${s.steps}` !== row.call) continue;
        const choice = chosen(p, file, id, row.choices);
        if (choice) return choice;
      }
    }
  return null;
}

/** By the calls of a row: the last name of each. Every call of the program is compared with them. */
const namesOfCalls = new WeakMap<readonly string[], ReadonlySet<string>>();
const lastNames = (calls: readonly string[]): ReadonlySet<string> =>
  entryOf(namesOfCalls, calls, () => new Set(calls.map((x) => x.replace(/^new /, '').split('.').pop()!)));

/** Classes that calls hand to a container, with the scope that is chained to the call. */
function registered(
  pt: Points,
  used: readonly Container[],
  file: number,
  put: (cls: number, lifetime: InstanceLifetime, firm: boolean) => void,
  byDefault: (k: Container) => InstanceLifetime | null,
  called: ReadonlySet<number>,
): void {
  const { p } = pt;
  const f = p.files[file]!;
  const ofContainer = (v: ValueId, k: Container): boolean => isOfContainer(pt, file, v, k);
  const classesAt = (v: ValueId, out: Set<number>): void => {
    const x = f.values[v]!;
    if (x.k === 'arr') for (const i of x.items) classesAt(i, out);
    const s = valueStatic(p, file, v);
    if (s?.k === 'class') out.add(s.gid);
    else if (s?.k === 'value') {
      const far = p.files[s.file]!.values[s.v]!;
      if (far.k === 'arr' && s.file === file) for (const i of far.items) classesAt(i, out);
    }
    for (const o of setOf(pt.h, pt.valueNode(file, v)).slice(0, 64)) {
      const y = pt.h.objects[o]!;
      if (y.k === 'class') out.add(y.site);
      if (y.k === 'arr')
        for (let i = 0, fl = pt.h.fields[o] ?? []; i < fl.length; i += 2)
          for (const z of setOf(pt.h, fl[i + 1]!)) if (pt.h.objects[z]!.k === 'class') out.add(pt.h.objects[z]!.site);
    }
  };
  // `static forRoot() { return { module: X, providers: […] } }`, where something calls it.
  for (const made of describedParts(pt, file, used, 'class', called)) {
    const classes = new Set<number>();
    classesAt(made.v, classes);
    for (const cls of classes) put(cls, made.scope ?? made.lifetime, made.scope !== null);
  }
  f.calls.forEach((c, id) => {
    if (!c || c.kind === 'jsx' || c.args.length === 0) return;
    const name = nameOf(p, file, c.callee);
    if (!name) return;
    for (const k of used)
      for (const row of k.calls ?? []) {
        if (row.made !== 'class' || !lastNames(row.call).has(name)) continue;
        if (!ofContainer(row.on === '' ? c.callee : c.recv !== NONE ? c.recv : c.callee, k)) continue;
        const at =
          typeof row.argument === 'number'
            ? c.args[row.argument] === undefined
              ? []
              : [c.args[row.argument]!]
            : c.args.flatMap((a) => optionValues(p, file, a, (row.argument as string).split('.')));
        const classes = new Set<number>();
        for (const v of at) classesAt(v, classes);
        const scope = chosen(p, file, id, row.choices) ?? chainedScope(pt, k, file, id);
        const usual = row.lifetime === 'owner' ? (byDefault(k) ?? row.lifetime) : row.lifetime;
        for (const cls of classes) put(cls, scope ?? usual, scope !== null);
      }
  });
}

/** `bind(T).toSelf().inSingletonScope()`: the method chained to a registering call that chooses the lifetime. */
export function chainedScope(pt: Points, k: Container, file: number, call: number): InstanceLifetime | null {
  const f = pt.p.files[file]!;
  let at = call;
  for (let hops = 0; hops < 6; hops++) {
    const next = f.calls.findIndex((c) => {
      if (!c || c.recv === NONE) return false;
      const r = f.values[c.recv]!;
      return r.k === 'call' && r.c === at;
    });
    if (next < 0) return null;
    const callee = f.values[f.calls[next]!.callee]!;
    const hit = callee.k === 'prop' ? k.methods?.find((m) => m.method === callee.p) : undefined;
    if (hit) return hit.lifetime;
    at = next;
  }
  return null;
}

/** Lifetimes that depend on who asks: `owner` by the consumers, request scope upwards through those who inject it. */
function settleOwners(
  pt: Points,
  found: ReadonlyMap<number, InstanceLifetime>,
  used: readonly Container[],
): Map<number, MadeLifetime> {
  const { p } = pt;
  const out = new Map<number, MadeLifetime>();
  const classes = [...found.keys()].sort((a, b) => a - b);
  const needs = new Map<number, number[]>();
  for (const cls of classes) {
    const { file, c } = p.classes[cls]!;
    if (c.ctor === NONE) continue;
    const list = p.files[file]!.functions[c.ctor]!.params.flatMap((b) => {
      const t = p.files[file]!.bindings[b]!.type;
      return t === NONE
        ? []
        : typeStatics(p, file, t).flatMap((s) => (s.k === 'class' && found.has(s.gid) ? [s.gid] : []));
    });
    needs.set(cls, list);
  }
  for (const cls of classes) {
    const l = found.get(cls)!;
    if (l === 'owner') continue;
    out.set(cls, l === 'process' || l === 'job' || l === 'connection' ? l : 'request');
  }
  if (used.some((k) => (k.bubbling?.length ?? 0) > 0))
    for (let changed = true; changed; ) {
      changed = false;
      for (const cls of classes)
        if (out.get(cls) === 'process' && (needs.get(cls) ?? []).some((n) => out.get(n) === 'request')) {
          out.set(cls, 'request');
          changed = true;
        }
    }
  for (let changed = true; changed; ) {
    changed = false;
    for (const [cls, lifetime] of [...out])
      for (const n of needs.get(cls) ?? [])
        if (found.get(n) === 'owner' && out.get(n) !== 'process' && out.get(n) !== lifetime) {
          out.set(n, lifetime === 'process' || !out.has(n) ? lifetime : out.get(n)!);
          changed = out.get(n) === lifetime || changed;
        }
  }
  for (const cls of classes) if (!out.has(cls)) out.set(cls, 'request');
  return out;
}
