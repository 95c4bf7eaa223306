import { type CallId, type FileFacts, type Guard, NONE, type ValueId } from '../extract/facts.ts';
import { countsOn, type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { guardChain } from './guards.ts';
import type { Access, Mutation } from './holders.ts';
import { From } from './origins.ts';
import { isProcessName } from './own-records.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

// Names that no two processes make alike, because each puts something of its own into them.

/** A count that only stands in names beside what is this process's own: another process counts for itself, and the names differ. */
export function countsNames(input: JudgeInput, f: Facts): Verdict | null {
  // Counted up, and begun anew when it is large.
  const counted = f.after.filter((m) => m.kind === 'update' || countsOn(input.pt, f, m));
  const isBegun = (m: Mutation) => m.kind === 'assign' && (f.originOf(m) & ~From.constant) === 0;
  // Of `${pid}.${this.count++}` what is counted on is all that reads it.
  const first = f.reads[0] ?? counted[0];
  if (!first || counted.length === 0 || !f.after.every((m) => counted.includes(m) || isBegun(m))) return null;
  const writers = new Set(f.after.map((m) => m.fn));
  if (f.reads.some((r) => (r.use === 'cond' || r.use === 'cmp') && !writers.has(r.fn))) return null;
  const completes = (file: number, v: ValueId) => isOwn(input, first, file, v, 0);
  const walk = new NameWalk(input, completes);
  const starts = [...f.reads, ...counted].filter(({ v }) => v !== NONE);
  if (!starts.every(({ file, v }) => walk.follow(file, v, 0)) || !walk.found) return null;
  return verdict('process-upkeep', 'name', 'a count that tells apart the names this process makes', first);
}

/** Whether all that reads a value puts it into a name that a time or a count completes: nobody compares the value alone. */
export function isPartOfNames(input: JudgeInput, reads: readonly Access[]): boolean {
  const walk = new NameWalk(input, (file, v) => {
    const x = input.pt.p.files[file]!.values[v]!;
    return (x.k === 'op' && x.op === '++') || (originOf(input, reads[0]!, file, v) & From.time) !== 0;
  });
  return reads.every((r) => r.v !== NONE && walk.follow(r.file, r.v, 0)) && walk.found;
}

/** Operators that give a number of a number. */
const NUMERIC = new Set(['++', '--', '+', '-', '*', '%', '|', '&', '>>>', '<<']);
const COMPARES = /^(?:[<>]=?|[!=]==?)$/;
/** Methods that write a value in another way. */
const WRITTEN = new Set(['toString', 'padStart', 'padEnd', 'toUpperCase', 'toLowerCase', 'toFixed']);
/** Steps from a value to the texts that it stands in. */
const MAX_STEPS = 10;

/** Follows a value to the texts that it stands in, in each of which something else must complete it. */
class NameWalk {
  /** Whether there is one. */
  found = false;
  private readonly seen = new Set<string>();

  constructor(
    private readonly input: JudgeInput,
    private readonly completes: (file: number, v: ValueId) => boolean,
  ) {}

  /** Whether nothing becomes of a value but parts of such texts. */
  follow(file: number, v: ValueId, depth: number): boolean {
    const key = `${file}|${v}`;
    if (this.seen.has(key)) return true;
    this.seen.add(key);
    if (v === NONE || depth > MAX_STEPS) return false;
    return consumersOf(this.input.pt.p.files[file]!)
      .of(v)
      .every((u) => this.takes(file, v, u, depth + 1));
  }

  private takes(file: number, v: ValueId, u: Consumer, depth: number): boolean {
    const { pt, holder } = this.input;
    const f = pt.p.files[file]!;
    const uses = consumersOf(f);
    switch (u.k) {
      case 'cond':
        return this.beginsAnew(file, v);
      case 'store':
        // Counted on.
        return holder.mutations.some((m) => m.file === file && m.v === v);
      case 'def': {
        if (pt.p.bindingBase[file]! + u.b === holder.binding) return true;
        const b = f.bindings[u.b]!;
        return !b.top && b.kind !== 'param' && b.defs.length === 1 && this.follow(file, uses.bindValue(u.b), depth);
      }
      case 'recv': {
        const callee = f.values[f.calls[u.c]!.callee]!;
        return callee.k === 'prop' && WRITTEN.has(callee.p) && this.follow(file, uses.callValue(u.c), depth);
      }
      case 'arg':
        return isText(f, u.c) && this.follow(file, uses.callValue(u.c), depth);
      case 'value':
        return this.part(file, v, u.v, depth);
      default:
        return false;
    }
  }

  private part(file: number, v: ValueId, whole: ValueId, depth: number): boolean {
    const f = this.input.pt.p.files[file]!;
    const x = f.values[whole]!;
    // The method that is called of it.
    if (x.k === 'prop') return WRITTEN.has(x.p);
    if (x.k === 'as' || x.k === 'narrow') return this.follow(file, whole, depth);
    if (x.k === 'arr') return x.items.includes(v) && isJoined(f, whole) && this.isCompleted(file, v, x.items);
    if (x.k !== 'op') return false;
    if (COMPARES.test(x.op)) return this.decides(file, whole, depth);
    const isNumber = (y: ValueId): boolean => {
      const other = f.values[y]!;
      return y === v || (other.k === 'lit' && typeof other.v === 'number');
    };
    if (NUMERIC.has(x.op) && x.of.every(isNumber)) return this.follow(file, whole, depth);
    if (x.op !== 'template' && x.op !== '+') return false;
    const text = wholeText(f, whole);
    return this.isCompleted(file, v, operandsOf(f, text));
  }

  /** Whether a comparison decides nothing but that the count begins anew: what is refused behind a number of them is no name. */
  private decides(file: number, v: ValueId, depth: number): boolean {
    const f = this.input.pt.p.files[file]!;
    if (depth > MAX_STEPS) return false;
    return consumersOf(f)
      .of(v)
      .every((u) => {
        if (u.k === 'cond') return this.beginsAnew(file, v);
        const x = u.k === 'value' ? f.values[u.v]! : null;
        const isLogic = (x?.k === 'op' && x.op === '!') || (x?.k === 'alt' && (x.op === '&&' || x.op === '||'));
        return isLogic && u.k === 'value' && this.decides(file, u.v, depth + 1);
      });
  }

  /** Whether the count is put back under a condition, or by the line that this stands in, and nobody leaves by it. */
  private beginsAnew(file: number, cond: ValueId): boolean {
    const f = this.input.pt.p.files[file]!;
    const puts = this.input.holder.mutations.filter((m) => m.file === file && m.kind === 'assign' && m.op !== 'op=');
    const asked = f.guards.filter((g) => g.cond === cond);
    const isPut = (g: Guard): boolean =>
      puts.some((m) => (m.s <= g.s && g.s < m.e) || [...guardChain(f, m.guard)].includes(g));
    return asked.every((g) => g.kind !== 'early') && asked.some(isPut);
  }

  private isCompleted(file: number, v: ValueId, operands: readonly ValueId[]): boolean {
    const f = this.input.pt.p.files[file]!;
    const own = plain(f, v);
    const isOther = (y: ValueId): boolean => plain(f, y) !== own && this.completes(file, plain(f, y));
    if (!operands.some(isOther)) return false;
    this.found = true;
    return true;
  }
}

/** Whether a call writes a value as text: `String(count)`. */
function isText(f: FileFacts, c: CallId): boolean {
  const callee = f.values[f.calls[c]!.callee]!;
  return callee.k === 'global' && callee.name === 'String';
}

/** Whether a list is only put together to a text. */
function isJoined(f: FileFacts, list: ValueId): boolean {
  const uses = consumersOf(f).of(list);
  const isIt = (u: Consumer): boolean => {
    if (u.k === 'value') return f.values[u.v]!.k === 'prop';
    const callee = u.k === 'recv' ? f.values[f.calls[u.c]!.callee]! : null;
    return callee?.k === 'prop' && callee.p === 'join';
  };
  return uses.length > 0 && uses.every(isIt);
}

/** A value without the ways in which it is written: `String(count).padStart(6)` is the count. */
function plain(f: FileFacts, v: ValueId, depth = 0): ValueId {
  const x = f.values[v]!;
  if (depth > MAX_STEPS) return v;
  if (x.k === 'as' || x.k === 'narrow') return plain(f, x.v, depth + 1);
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    const [only] = b.defs;
    const isLocal = !b.top && !b.imp && b.kind !== 'param' && b.defs.length === 1;
    return isLocal && only !== undefined && only !== NONE ? plain(f, only, depth + 1) : v;
  }
  if (x.k !== 'call') return v;
  const { callee, recv, args } = f.calls[x.c]!;
  const name = f.values[callee]!;
  if (isText(f, x.c) && args.length === 1) return plain(f, args[0]!, depth + 1);
  return name.k === 'prop' && WRITTEN.has(name.p) && recv !== NONE ? plain(f, recv, depth + 1) : v;
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

const originOf = ({ ctx, origins }: JudgeInput, r: Pick<Access, 'fn'>, file: number, v: ValueId): number => {
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
export function isOwn(input: JudgeInput, r: Pick<Access, 'fn'>, file: number, v: ValueId, depth = 0): boolean {
  const { pt } = input;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (depth > 4) return false;
  const written = plain(f, v);
  if (written !== v) return isOwn(input, r, file, written, depth + 1);
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
