import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';

// Which places a value reads, where a function chooses among several: `early ? this.early : this.late`, a variable set in branches.

/** Variables and choices between a value and the place that it reads. */
const MAX_PLACES = 8;

/** What a value may be, as far as names, properties and choices alone lead: itself where it is something else, or too far off. */
export function choicesOf(f: FileFacts, v: ValueId): readonly ValueId[] {
  const out: ValueId[] = [];
  const look = (at: ValueId, depth: number): void => {
    const x = at === NONE ? undefined : f.values[at];
    if (!x || depth > MAX_PLACES || out.length > MAX_PLACES) return;
    const b = x.k === 'bind' ? f.bindings[x.b]! : undefined;
    const isLocal = b !== undefined && !b.imp && !b.top && (b.kind === 'const' || b.kind === 'let' || b.kind === 'var');
    const next = x.k === 'alt' ? x.of : isLocal ? b.defs : null;
    if (next === null || next.length === 0) out.push(at);
    else for (const y of next) look(y, depth + 1);
  };
  look(v, 0);
  return out;
}

/** How many places a function chooses among where it reads a value; 1 where it does not, or something else than a place may be there. */
export function placesAmong(f: FileFacts, v: ValueId): number {
  const of = choicesOf(f, v);
  return of.every((x) => f.values[x]!.k === 'prop' || f.values[x]!.k === 'bind') ? Math.max(1, new Set(of).size) : 1;
}
