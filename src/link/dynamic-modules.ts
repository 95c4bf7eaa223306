import { type Container, containers, type InstanceLifetime, type LifetimeChoice } from '../catalog/containers.ts';
import type { ValueId } from '../extract/facts.ts';
import { choiceAt } from './container-choices.ts';
import { decosOf } from './decorators.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';
import { functionGid, type Program } from './program.ts';
import { valueStatic } from './static.ts';

/** Where the elements and parts of literals are looked for: a literal behind a variable, a list within a list, and no deeper. */
const MAX_LEVELS = 8;

/** Literals of a file that say of a module of the program what a container's decorator says of others, with the container. */
function describedModules(p: Program, file: number, used: readonly Container[]): [Container, ValueId][] {
  const f = p.files[file]!;
  const out: [Container, ValueId][] = [];
  f.values.forEach((x, v) => {
    if (x.k !== 'obj' || x.props.length < 2) return;
    for (const k of used)
      for (const row of k.described ?? []) {
        const of = x.props.find(([name, , kind]) => name === row.by && kind === 'value');
        const s = of ? valueStatic(p, file, of[1]) : null;
        if (s?.k !== 'class') continue;
        const { file: at, c } = p.classes[s.gid]!;
        const told = c.decos.flatMap((d) => decosOf(p, at, d));
        if (told.some((d) => d.name === row.decorator && k.packages.includes(d.pkg))) out.push([k, v]);
      }
  });
  return out;
}

/** Functions of the program that some code is seen to call. */
export function calledFunctions(pt: Points): ReadonlySet<number> {
  const out = new Set<number>();
  for (const fns of pt.targets.values()) for (const fn of fns) out.add(fn);
  return out;
}

/** Values at a dotted path of a literal, behind variables that hold one thing alone; lists on the way stand for their elements. */
function literalValues(p: Program, file: number, v: ValueId, path: readonly string[], level = 0): ValueId[] {
  const f = p.files[file]!;
  const x = f.values[v]!;
  if (level > MAX_LEVELS) return [];
  const next = (y: ValueId, rest: readonly string[]) => literalValues(p, file, y, rest, level + 1);
  if (x.k === 'arr') return [...x.items, ...x.spreads].flatMap((i) => next(i, path));
  if (x.k === 'as' || x.k === 'elem') return next(x.v, path);
  if (x.k === 'alt') return x.of.flatMap((y) => next(y, path));
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    const only =
      b.kind !== 'param' && b.kind !== 'class' && !b.imp && b.defs.length === 1 ? f.values[b.defs[0]!]! : null;
    if (only?.k === 'arr' || only?.k === 'obj' || only?.k === 'as') return next(b.defs[0]!, path);
  }
  if (path.length === 0) return [v];
  if (x.k !== 'obj') return [];
  return x.props.filter((q) => q[0] === path[0] && q[2] === 'value').flatMap((q) => next(q[1], path.slice(1)));
}

/** Something that a described module hands to its container. */
type Part = {
  readonly v: ValueId;
  readonly lifetime: InstanceLifetime;
  /** What is written of its lifetime, beside it. */
  readonly scope: InstanceLifetime | null;
};

/** What the described modules of a file hand over, of those that stand in code which something calls. */
export function* describedParts(
  pt: Points,
  file: number,
  used: readonly Container[],
  made: 'class' | 'factory',
  called: ReadonlySet<number>,
): Generator<Part> {
  const { p } = pt;
  for (const [k, v] of describedModules(p, file, used)) {
    const x = p.files[file]!.values[v]!;
    if (x.k !== 'obj' || (x.f > 0 && !called.has(functionGid(p, file, x.f)))) continue;
    for (const row of k.calls ?? []) {
      if (row.made !== made || typeof row.argument !== 'string') continue;
      if (!k.described?.some((d) => row.call.includes(`.${d.decorator}`))) continue;
      const [list, ...inner] = row.argument.split('.') as [string, ...string[]];
      const choices = row.choices?.map((c) => ({ ...c, option: c.option?.replace(`${list}.`, '') }) as LifetimeChoice);
      for (const one of literalValues(p, file, v, [list])) {
        const scope = choiceAt(p, file, [one], choices);
        for (const y of literalValues(p, file, one, inner)) yield { v: y, lifetime: row.lifetime, scope };
      }
    }
  }
}

/** Factories of described modules that the container calls once, as it is set up. */
export function describedFactories(pt: Points, files: Iterable<number>): readonly number[] {
  const { h } = pt;
  const called = calledFunctions(pt);
  const used = containers.filter((k) => k.described);
  const out = new Set<number>();
  for (const file of files)
    for (const { v, lifetime, scope } of describedParts(pt, file, used, 'factory', called)) {
      if ((scope ?? lifetime) !== 'process') continue;
      for (const o of setOf(h, pt.valueNode(file, v))) if (h.objects[o]!.k === 'fn') out.add(h.objects[o]!.site);
    }
  return [...out];
}
