import { limiters } from '../catalog/libraries/limiters.ts';
import { NONE } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import type { Program } from './program.ts';

const IDS: ReadonlySet<string> = new Set(limiters.map(({ id }) => id));

/**
 * Whether a limiter is made for a variable of a module that nothing mentions: no code of its file, and no file that names that file in an
 * import takes it. A limiter counts nothing until it stands before a route or is asked.
 */
export function isNeverAsked({ p, entries }: Linked, use: LibraryUse): boolean {
  if (use.call < 0 || !IDS.has(use.entry.id)) return false;
  const f = p.files[use.file]!;
  // What an entry file exports, others may run.
  if (!f.esm || entries.starts.includes(use.file)) return false;
  const uses = consumersOf(f);
  const made = uses.of(uses.callValue(p.calls[use.call]!.id));
  const [only] = made;
  if (made.length !== 1 || only?.k !== 'def') return false;
  const b = f.bindings[only.b]!;
  if (!b.top || uses.bindValue(only.b) !== NONE) return false;
  const names = new Set(f.exports.flatMap((x) => ('b' in x && x.b === only.b ? [x.name] : [])));
  return names.size > 0 && isNeverTaken(p, use.file, names);
}

/** Whether no file takes one of a file's exports, by its name or with all others. */
function isNeverTaken(p: Program, file: number, names: ReadonlySet<string>): boolean {
  for (const [at, other] of p.files.entries()) {
    if (at === file || !other.outline.specs.some((spec) => leadsTo(p, at, spec, file))) continue;
    // Loaded in a way that does not say what is taken.
    if (other.imports.some((x) => x.kind !== 'import' && x.kind !== 'export' && leadsTo(p, at, x.spec, file)))
      return false;
    const taken = other.bindings.flatMap(({ imp }) => (imp && leadsTo(p, at, imp.spec, file) ? [imp.name] : []));
    const passed = other.exports.flatMap((x) => ('from' in x && leadsTo(p, at, x.from, file) ? [x.imported] : []));
    if ([...taken, ...passed].some((name) => name === '*' || names.has(name))) return false;
  }
  return true;
}

function leadsTo(p: Program, from: number, spec: string, file: number): boolean {
  const t = p.target(from, spec);
  return t.kind === 'file' && t.file === file;
}
