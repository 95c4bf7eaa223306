import type { InstanceLifetime, LifetimeChoice } from '../catalog/containers.ts';
import type { ValueId } from '../extract/facts.ts';
import type { Program } from './program.ts';

/** How a person would read a member access or literal: `Scope.REQUEST`, `singleton`. */
export function textOf(p: Program, file: number, v: ValueId): string {
  const x = p.files[file]!.values[v]!;
  if (x.k === 'lit') return String(x.v);
  if (x.k === 'bind') return p.files[file]!.bindings[x.b]!.name;
  if (x.k === 'as') return textOf(p, file, x.v);
  if (x.k === 'prop') return `${textOf(p, file, x.o)}.${x.p}`;
  return '';
}

/** The lifetime that an argument of a call chooses, or null. */
export function chosen(
  p: Program,
  file: number,
  call: number,
  choices: readonly LifetimeChoice[] | undefined,
): InstanceLifetime | null {
  return call < 0 ? null : choiceAt(p, file, p.files[file]!.calls[call]!.args, choices);
}

/** The lifetime that one of some values chooses, or null; the last that says one holds. */
export function choiceAt(
  p: Program,
  file: number,
  args: readonly ValueId[],
  choices: readonly LifetimeChoice[] | undefined,
): InstanceLifetime | null {
  let out: InstanceLifetime | null = null;
  for (const a of choices ? args : [])
    for (const c of choices ?? []) {
      const at = c.option === undefined ? [a] : optionValues(p, file, a, c.option.split('.'));
      if (at.some((v) => says(p, file, v, c.is))) out = c.lifetime;
    }
  return out;
}

function says(p: Program, file: number, v: ValueId, is: string | boolean): boolean {
  const x = p.files[file]!.values[v]!;
  if (typeof is === 'boolean') return x.k === 'lit' && x.v === is;
  const text = textOf(p, file, v);
  return text === is || text.endsWith(`.${is}`);
}

/** Values at a dotted path of a literal's options; arrays on the way stand for their elements. */
export function optionValues(p: Program, file: number, v: ValueId, path: readonly string[]): ValueId[] {
  const x = p.files[file]!.values[v]!;
  if (x.k === 'arr') return x.items.flatMap((i) => optionValues(p, file, i, path));
  if (x.k === 'as') return optionValues(p, file, x.v, path);
  if (path.length === 0) return [v];
  if (x.k !== 'obj') return [];
  return x.props
    .filter((q) => q[0] === path[0] && q[2] === 'value')
    .flatMap((q) => optionValues(p, file, q[1], path.slice(1)));
}
