import { NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import { valueStatic } from './static.ts';

// What is the same in each process, whoever comes first, by the expression that makes it.

/** Parts of an expression that settings are looked for in. */
const MAX_PARTS = 24;
/** Functions of the language that make one value of another, and nothing else. */
const PLAIN = /^\.(?:parseInt|parseFloat|Number|String|Boolean|BigInt|JSON\.parse)$/;

/** A slot that is only ever given one expression of settings and constants: whoever puts it there puts there what is there already. */
export function settingsOnly({ pt }: JudgeInput, f: Facts): Verdict | null {
  const places = new Set(f.afterPuts.map((m) => `${m.file}:${m.s}`));
  const [m] = f.afterPuts;
  if (!m || places.size !== 1 || f.removes.some((r) => r.op !== 'init')) return null;
  if (!f.puts.every((x) => x.op === 'init' || places.has(`${x.file}:${x.s}`))) return null;
  // `process.env.RUNS = process.env.RUNS + 1`: what is there is counted on.
  if (m.kind !== 'assign' || m.op !== '=' || (f.originOf(m) & From.self) !== 0) return null;
  if (!isOfSettings(pt, m.file, m.v)) return null;
  return verdict('init-only', 'settings', 'given one value of the settings, whoever comes first', m);
}

/** Whether an expression is made of `process.env` and constants alone. */
function isOfSettings(pt: Points, file: number, v: ValueId): boolean {
  const { values, calls, bindings } = pt.p.files[file]!;
  let parts = 0;
  let named = false;
  const look = (y: ValueId): boolean => {
    if (y === NONE || ++parts > MAX_PARTS) return false;
    const x = values[y]!;
    switch (x.k) {
      case 'lit':
      case 'undef':
        return true;
      case 'as':
        return look(x.v);
      case 'op':
        return x.op !== '++' && x.of.every(look);
      case 'alt':
        return x.of.every(look) && (x.cond === NONE || look(x.cond));
      case 'prop': {
        const s = valueStatic(pt.p, file, y);
        if (s?.k !== 'external' || !/(?:^|\.)(?:process\.)?env\.\w+$/.test(s.steps)) return false;
        if (!/^(?:\(global\)|(?:node:)?process)$/.test(s.pkg)) return false;
        named = true;
        return true;
      }
      case 'bind': {
        const b = bindings[x.b]!;
        return b.kind === 'const' && b.defs.length === 1 && look(b.defs[0]!);
      }
      case 'call': {
        const exts = pt.externals.get(callGid(pt.p, file, x.c)) ?? [];
        const isPlain = exts.length > 0 && exts.every((e) => PLAIN.test(pt.h.objects[e]!.steps));
        return isPlain && calls[x.c]!.args.every(look);
      }
      default:
        return false;
    }
  };
  return look(v) && named;
}
