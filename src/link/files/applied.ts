import { appliers } from '../../catalog/file-roles.ts';
import { type FileFacts, NONE, type ValueId } from '../../extract/facts.ts';
import { type ObjectId, setOf } from '../heap.ts';
import type { Points } from '../points.ts';
import type { FileRows } from './file-rows.ts';

/** A library's function that a call runs for others, with what it is given. */
export type Applied = {
  readonly fns: readonly ObjectId[];
  /** The function as it is written. */
  readonly callee: ValueId;
  /** The name of the method, where the function is named by text. */
  readonly method: string | null;
  readonly args: readonly ValueId[];
};

const FORMS = new Map<string, 'rest' | 'list' | 'method'>();
for (const x of appliers)
  for (const pkg of x.packages) for (const callee of x.callee) FORMS.set(`${pkg}|${callee}`, x.form);
const PACKAGES = new Set(appliers.flatMap((x) => x.packages));

/** How many values the function may be. */
const MAX_FUNCTIONS = 4;

/**
 * What a call applies to the arguments that follow (`async.apply(fs.copy, from, to)`); null where it is called with none, or is no such
 * call. `exts` are the library values that are called.
 */
export function appliedBy(
  pt: Points,
  rows: FileRows,
  file: number,
  c: NonNullable<FileFacts['calls'][number]>,
  exts: readonly ObjectId[],
): Applied | null {
  if (c.spreadFrom !== NONE || c.args.length < 2) return null;
  const form = formOf();
  if (!form) return null;
  const { h } = pt;
  const f = pt.p.files[file]!;
  const [callee, second] = c.args as [ValueId, ValueId];
  const fns = setOf(h, pt.valueNode(file, callee))
    .filter((o) => h.objects[o]!.k === 'ext')
    .slice(0, MAX_FUNCTIONS);
  if (fns.length === 0) return null;
  const given = f.values[second]!;
  if (form === 'rest') return { fns, callee, method: null, args: c.args.slice(1) };
  if (form === 'list') return given.k === 'arr' ? { fns, callee, method: null, args: given.items } : null;
  return given.k === 'lit' && typeof given.v === 'string'
    ? { fns, callee, method: given.v, args: c.args.slice(2) }
    : null;

  function formOf(): 'rest' | 'list' | 'method' | null {
    for (const e of exts) {
      if (!PACKAGES.has(pt.h.objects[e]!.pkg)) continue;
      const { pkg, steps } = rows.provenance(e);
      const found = FORMS.get(`${pkg}|${steps.replace(/^\.default(?=[.(])/, '')}`);
      if (found) return found;
    }
    return null;
  }
}
