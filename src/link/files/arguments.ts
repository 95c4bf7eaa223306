import { NONE } from '../../extract/facts.ts';
import type { Program } from '../program.ts';
import type { Env, Place } from './place.ts';

/** Arguments of a call by the parameters of the function that it runs. */
export function argumentsOf(p: Program, fn: number, call: number, env: Env): Env {
  const t = p.functions[fn]!;
  const { file, c } = p.calls[call]!;
  const out = new Map<number, Place>();
  t.f.params.forEach((b, i) => {
    if (t.f.rest && i === t.f.params.length - 1) return;
    if (c.spreadFrom !== NONE && i >= c.spreadFrom) return;
    const a = c.args[i];
    if (a !== undefined) out.set(p.bindingBase[t.file]! + b, { file, v: a, env });
    else {
      const own = p.files[t.file]!.bindings[b]!.defs[0];
      if (own !== undefined) out.set(p.bindingBase[t.file]! + b, { file: t.file, v: own, env: null });
    }
  });
  return out.size > 0 ? out : null;
}
