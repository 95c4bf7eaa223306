import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';

// Which places a value reads, where a function chooses among several: `early ? this.early : this.late`, a variable set in branches.

/** Variables and choices between a value and the place that it reads. */
const MAX_PLACES = 8;

/** What a value may be, as far as names, properties and choices alone lead: itself where it is something else, or too far off. */
export function choicesOf(f: FileFacts, v: ValueId): readonly ValueId[] {
  const out = new Set<ValueId>();
  const look = (at: ValueId, depth: number): void => {
    const x = at === NONE ? undefined : f.values[at];
    if (!x) return;
    const b = x.k === 'bind' ? f.bindings[x.b]! : undefined;
    const isLocal = b !== undefined && !b.imp && !b.top && (b.kind === 'const' || b.kind === 'let' || b.kind === 'var');
    const next = x.k === 'alt' ? x.of : isLocal ? b.defs : [];
    if (next.length === 0 || depth > MAX_PLACES || out.size > MAX_PLACES) out.add(at);
    else for (const y of next) look(y, depth + 1);
  };
  look(v, 0);
  return [...out];
}

/** How many places a function chooses among where it reads a value; 1 where it does not, or something else than a place may be there. */
export function placesAmong(f: FileFacts, v: ValueId): number {
  const names = choicesOf(f, v).map((y) => {
    const x = f.values[y]!;
    if (x.k === 'prop') return `${x.o}.${x.p}`;
    const b = x.k === 'bind' ? f.bindings[x.b]! : undefined;
    return b && (b.top || b.imp) ? `${(x as { readonly b: number }).b}` : null;
  });
  return names.includes(null) ? 1 : Math.max(1, new Set(names).size);
}
