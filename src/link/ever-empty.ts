import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Access } from './holders.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

/** Uses by which nothing can be put into a list, or that take it elsewhere in the program, where it is found again. */
const LOOKS: ReadonlySet<Access['use']> = new Set([
  'cond',
  'cmp',
  'arith',
  'member',
  'prop',
  'return',
  'init',
  'spread',
  'iter',
  'export',
]);
const LISTS = /^(?:Array|Map|Set)$/;
/** Methods of the language that put nothing into a list. */
const TAKES_NOTHING: ReadonlySet<string> = new Set(
  (
    'at clear concat delete entries every filter find findIndex findLast findLastIndex flat flatMap forEach get has includes indexOf join ' +
    'keys lastIndexOf map pop reduce reduceRight reverse shift slice some sort toReversed toSorted toString values'
  ).split(' '),
);

/**
 * A place that is only ever given a new empty list, and nothing puts anything into one of them: whoever writes it, and whenever, what is
 * read there is empty. What is handed to code that is not seen may be filled there, and proves nothing.
 */
export function everEmpty({ pt }: JudgeInput, f: Facts): Verdict | null {
  const [first] = f.after;
  if (!first || f.reads.length === 0) return null;
  const lists = new Set<ObjectId>();
  for (const m of f.all) {
    if (m.kind !== 'assign' || (m.op !== '=' && m.op !== 'init')) return null;
    if (!isEmptyList(pt.p.files[m.file]!, m.v)) return null;
    const made = setOf(pt.h, pt.valueNode(m.file, m.v));
    if (made.length === 0) return null;
    for (const o of made) lists.add(o);
  }
  if (!f.reads.every((r) => isLook(pt, r))) return null;
  const filled = entryOf(known, pt, () => filledIn(pt));
  if ([...lists].some((o) => filled.has(o))) return null;
  return verdict('immutable', 'one-value', 'only ever given an empty list, into which nothing is put', first);
}

/** `[]`, `new Map()`. A record is no list: what its properties hold is told of each. */
function isEmptyList(f: FileFacts, v: ValueId): boolean {
  const x = v === NONE ? undefined : f.values[v]!;
  if (x?.k === 'as') return isEmptyList(f, x.v);
  if (x?.k === 'arr') return x.items.length + x.spreads.length === 0;
  const c = x?.k === 'call' ? f.calls[x.c]! : undefined;
  const made = c?.kind === 'new' && c.args.length === 0 ? f.values[c.callee]! : undefined;
  return made?.k === 'global' && LISTS.test(made.name);
}

/** Whether a read only looks at what is there: `list.length`, `list.map(…)`. */
function isLook(pt: Points, r: Access): boolean {
  if (r.how !== 'value') return true;
  if (r.use !== 'recv' || r.ua === NONE) return LOOKS.has(r.use);
  const f = pt.p.files[r.file]!;
  const callee = f.values[f.calls[r.ua]!.callee]!;
  return callee.k === 'prop' && TAKES_NOTHING.has(callee.p);
}

const known = new WeakMap<Points, ReadonlySet<ObjectId>>();

/**
 * Lists that something may be put into, by whatever name they go there: a method that may change one, a write into one, a call of code
 * that is not seen. Only asked where a place is given nothing but empty lists.
 */
function filledIn({ p, h, valueNode, targets }: Points): ReadonlySet<ObjectId> {
  const out = new Set<ObjectId>();
  const isList = (o: ObjectId): boolean => h.objects[o]!.k === 'arr' || h.objects[o]!.k === 'nat';
  const take = (file: number, v: ValueId): void => {
    for (const o of v === NONE ? [] : setOf(h, valueNode(file, v))) if (isList(o)) out.add(o);
  };
  p.files.forEach((f, file) => {
    f.calls.forEach((c, id) => {
      if (!c || c.callee === NONE) return;
      const callee = f.values[c.callee]!;
      if (callee.k === 'prop' && !TAKES_NOTHING.has(callee.p)) take(file, c.recv);
      if ((targets.get(callGid(p, file, id))?.size ?? 0) === 0) for (const a of c.args) take(file, a);
    });
    for (const { events } of f.functions)
      for (const e of events) if (e.t === 'write' && !('b' in e.to) && e.op !== 'delete') take(file, e.to.o);
  });
  return out;
}
