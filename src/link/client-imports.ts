import { clientImports } from '../catalog/client-imports.ts';
import { NONE, type ValueId } from '../extract/facts.ts';
import { type Program, packageName } from './program.ts';
import { valueStatic } from './static.ts';

/**
 * The specifiers that a file loads in the browser alone (`dynamic(() => import('./map'), { ssr: false })`): no import of another kind
 * names them there.
 */
export function clientImportsOf(p: Program, file: number): ReadonlySet<string> {
  const { specs } = p.files[file]!.outline;
  const from = new Set<string>();
  for (const spec of specs) {
    const t = p.target(file, spec);
    if (t.kind === 'package') from.add(packageName(t));
  }
  const rows = clientImports.filter((row) => from.has(row.from));
  if (rows.length === 0) return NOTHING;
  const f = p.files[file]!;
  const fields = (v: ValueId | undefined) => {
    const x = v === undefined ? undefined : f.values[v]!;
    return x?.k === 'obj' && x.spreads.length === 0 && x.computed.length === 0 ? x.props : [];
  };
  const loaders = new Set<number>();
  for (const c of f.calls) {
    if (!c || c.f === NONE || c.kind !== 'call' || c.spreadFrom !== NONE) continue;
    const s = valueStatic(p, file, c.callee);
    const row = s?.k === 'external' ? rows.find((r) => r.from === s.pkg && s.steps === '') : undefined;
    if (!row) continue;
    const given = fields(c.args[1] ?? c.args[0]);
    const said = given.findLast(([name]) => name === row.option);
    const is = said ? f.values[said[1]]! : undefined;
    if (is?.k !== 'lit' || is.v !== row.is) continue;
    const loader = fields(c.args[0]).find(([name]) => name === row.loader)?.[1] ?? c.args[0]!;
    const fn = f.values[loader]!;
    if (fn.k === 'fn') loaders.add(fn.f);
  }
  const out = new Set<string>();
  if (loaders.size === 0) return NOTHING;
  for (const i of f.imports) if (i.kind === 'dynamic' && loaders.has(i.f ?? NONE)) out.add(i.spec);
  for (const i of f.imports) if (!i.typeOnly && !(i.kind === 'dynamic' && loaders.has(i.f ?? NONE))) out.delete(i.spec);
  return out;
}

const NOTHING: ReadonlySet<string> = new Set();
