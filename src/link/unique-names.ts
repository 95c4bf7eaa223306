import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import type { Access } from './holders.ts';
import { From } from './origins.ts';
import { isProcessName } from './own-records.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

// Names that no two processes make alike, because each puts something of its own into them.

/** What is read of a place, and where. */
type Named = Pick<Access, 'file' | 'fn' | 'v' | 'use' | 's'>;

/** A count that only stands in names beside what is this process's own: another process counts for itself, and the names differ. */
export function countsNames(input: JudgeInput, f: Facts): Verdict | null {
  const counts = f.afterPuts.filter((m) => m.kind === 'update');
  // Of `${pid}.${this.count++}` what is counted on is all that reads it.
  const reads: readonly Named[] = f.reads.length > 0 ? f.reads : counts.map((m) => ({ ...m, use: 'arith' }));
  if (reads.length === 0 || counts.length === 0 || reads.some((r) => r.v === NONE)) return null;
  // Counted up, and begun anew when it is large.
  if (!f.after.every((m) => m.kind === 'update' || (m.kind === 'assign' && (f.originOf(m) & ~From.constant) === 0)))
    return null;
  const writers = new Set(f.after.map((m) => m.fn));
  let part: Named | null = null;
  for (const r of reads) {
    if ((r.use === 'cond' || r.use === 'cmp') && writers.has(r.fn)) continue;
    if (f.after.some((m) => m.op === 'op=' && m.file === r.file && m.s <= r.s && r.s < m.e)) continue;
    if (!standsInNames(input, r, (file, v) => isOwn(input, r, file, v, 0))) return null;
    part ??= r;
  }
  return part ? verdict('process-upkeep', 'name', 'a count that tells apart the names this process makes', part) : null;
}

/** Whether all that reads a value puts it into a name that a time or a count completes: nobody compares the value alone. */
export function isPartOfNames(input: JudgeInput, reads: readonly Access[]): boolean {
  const { pt } = input;
  return reads.every((r) =>
    standsInNames(input, r, (file, v) => {
      const x = pt.p.files[file]!.values[v]!;
      return (x.k === 'op' && x.op === '++') || (originOf(input, r, file, v) & From.time) !== 0;
    }),
  );
}

/** Whether a read is an operand of texts alone, in each of which another operand is such. */
function standsInNames(
  { pt, holder }: JudgeInput,
  r: Named,
  completes: (file: number, v: ValueId) => boolean,
): boolean {
  if (r.use !== 'arith') return false;
  const f = pt.p.files[r.file]!;
  // `count += 1` is no text.
  const counting = new Set(holder.mutations.filter((m) => m.file === r.file && m.op === 'op=').map((m) => m.v));
  const counted = new Set<ValueId>([r.v]);
  f.values.forEach((x, id) => {
    if (x.k === 'op' && x.op === '++' && x.of.includes(r.v)) counted.add(id);
  });
  const texts = f.values.flatMap((x, id) =>
    x.k === 'op' && (x.op === 'template' || x.op === '+') && !counting.has(id) && x.of.some((y) => counted.has(y))
      ? [id]
      : [],
  );
  return (
    texts.length > 0 &&
    texts.every((t) => operandsOf(f, wholeText(f, t)).some((y) => !counted.has(y) && completes(r.file, y)))
  );
}

/** The text that a text is the beginning or a part of: `a + b` in `a + b + c`. */
function wholeText(f: FileFacts, v: ValueId): ValueId {
  let at = v;
  for (let hops = 0; hops < 8; hops++) {
    const outer = f.values.findIndex(
      (x) => x?.k === 'op' && (x.op === '+' || x.op === 'template') && x.of.includes(at),
    );
    if (outer < 0) return at;
    at = outer;
  }
  return at;
}

/** What a text is made of, through the texts that it is put together from. */
function operandsOf(f: FileFacts, v: ValueId, depth = 0): ValueId[] {
  const x = f.values[v]!;
  if (x.k !== 'op' || depth > 8) return [v];
  return x.of.flatMap((y) => {
    const o = f.values[y]!;
    return o.k === 'op' && (o.op === '+' || o.op === 'template') ? operandsOf(f, y, depth + 1) : [y];
  });
}

const originOf = ({ ctx, origins }: JudgeInput, r: Named, file: number, v: ValueId): number => {
  const frame = ctx.framesOf(r.fn)[0];
  return frame ? origins.of(frame, file, v) : 0;
};

/** Whether a call makes a number or a text of what it is given. */
const isConversion = (pt: Points, file: number, c: CallId): boolean => {
  const exts = pt.externals.get(callGid(pt.p, file, c)) ?? [];
  return (
    exts.length > 0 &&
    exts.every((o) => pt.h.objects[o]!.pkg === '(global)' && /^\.(?:Number|String)$/.test(pt.h.objects[o]!.steps))
  );
};

/** Whether a value is this process's own: its number, the name of its machine, or made at random. */
function isOwn(input: JudgeInput, r: Named, file: number, v: ValueId, depth: number): boolean {
  const { pt } = input;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (depth > 4) return false;
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.defs.length === 1 && isOwn(input, r, file, b.defs[0]!, depth + 1);
  }
  if (x.k === 'alt') return x.of.every((y) => isOwn(input, r, file, y, depth + 1));
  if (isProcessName(pt, file, v)) return true;
  // `Number(process.pid)`, `String(process.pid)`
  const c = x.k === 'call' ? f.calls[x.c]! : null;
  if (c && c.args.length === 1 && isConversion(pt, file, x.k === 'call' ? x.c : NONE))
    return isOwn(input, r, file, c.args[0]!, depth + 1);
  return x.k === 'call' && (originOf(input, r, file, v) & From.random) !== 0;
}
