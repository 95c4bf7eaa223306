import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { consumersOf } from './consumers.ts';
import { fieldNodeIfAny, type HeapObject, nameId, type ObjectId, setOf } from './heap.ts';
import { isIterator } from './natives.ts';
import type { Owner } from './ownership.ts';
import type { Points } from './points.ts';
import { bindingAt, callGid } from './program.ts';

/** What the entries of the collections of the process are made of. */
export type TableParts = {
  /** Collections of the process that hold a record among their entries. */
  readonly keepersOf: (o: ObjectId) => readonly ObjectId[];
  /** Collections of the process in whose entries a record or collection stands that start-up made. */
  readonly tablesOf: (o: ObjectId) => readonly ObjectId[];
  /** Whether a value is an entry of a collection, or a part of one, that this very code takes out of it. */
  readonly isTakenFrom: (table: ObjectId, file: number, v: ValueId) => boolean;
};

export type TableInput = {
  readonly owners: ReadonlyMap<ObjectId, Owner>;
  readonly lifeOf: (o: ObjectId) => 'process' | 'entity' | 'transient';
  /** Whether a function runs at start-up and never later. */
  readonly bootOnly: (fn: number) => boolean;
};

/** An object that more collections hold than this says nothing of any of them. */
const MAX_KEEPERS = 3;
/** Records and collections between a part and the table that it is a part of. */
const MAX_PART_DEPTH = 3;
/** Steps from a value back to the collection that it is taken from. */
const MAX_TAKING_STEPS = 12;

/** Methods whose outcome is what a callback gives, no entry of what they go through. */
const MAKES: ReadonlySet<string> = new Set(['map', 'flatMap', 'reduce', 'reduceRight', 'from', 'assign']);

const isContainer = (x: HeapObject): boolean => x.k === 'arr' || x.k === 'nat' || x.k === 'obj';

/** Finds which collections of the process a written object is an entry of, or a part of an entry. */
export function tableParts(pt: Points, { owners, lifeOf, bootOnly }: TableInput): TableParts {
  const { p, h } = pt;
  let holding: Map<ObjectId, ObjectId[]> | null = null;
  /** Collections that hold an object as an element. */
  const heldBy = (o: ObjectId): readonly ObjectId[] => {
    if (!holding) {
      holding = new Map();
      const star = nameId(h, '*');
      for (const c of h.objects) {
        const n = isContainer(c) ? fieldNodeIfAny(h, c.id, star) : undefined;
        if (n === undefined) continue;
        for (const y of setOf(h, n)) {
          const list = holding.get(y);
          if (list) list.push(c.id);
          else holding.set(y, [c.id]);
        }
      }
    }
    return holding.get(o) ?? [];
  };
  const keepersOf = (o: ObjectId): readonly ObjectId[] => {
    const list = heldBy(o).filter((c) => owners.has(c));
    return list.length > MAX_KEEPERS ? [] : list.filter((c) => lifeOf(c) === 'process');
  };

  const tables = new Map<ObjectId, readonly ObjectId[]>();
  const tablesOf = (o: ObjectId): readonly ObjectId[] => {
    return entryOf(tables, o, () => {
      const out = new Set<ObjectId>();
      climb(o, 0, out);
      return out.size > MAX_KEEPERS ? [] : [...out];
    });
  };
  /** Who owns an object, but for a local of code that runs later, which is only handed it. */
  const ownerOf = (o: ObjectId): Owner | undefined => {
    const owner = owners.get(o);
    if (owner?.kind !== 'binding') return owner;
    const b = bindingAt(p, owner.binding);
    return b.top || b.f === 0 || bootOnly(p.functionBase[owner.file]! + b.f) ? owner : undefined;
  };
  const climb = (o: ObjectId, depth: number, out: Set<ObjectId>): void => {
    const x = h.objects[o]!;
    if (!isContainer(x) || x.type === 'rest' || (x.allocator >= 0 && !bootOnly(x.allocator))) return;
    const owner = ownerOf(o);
    const around =
      owner?.kind === 'property' && h.objects[owner.object]!.k === 'obj' ? [owner.object] : owner ? [] : heldBy(o);
    if (around.length > MAX_KEEPERS) return;
    for (const c of around)
      if (lifeOf(c) === 'process') {
        if (owners.has(c)) out.add(c);
      } else if (depth < MAX_PART_DEPTH) climb(c, depth + 1, out);
  };

  const isAlone = (table: ObjectId, file: number, v: ValueId): boolean => {
    // `Object.fromEntries(pairs)` is the collection that it makes, and a value of the language beside.
    const all = setOf(h, pt.valueNode(file, v)).filter((o) => o === table || h.objects[o]!.pkg !== '(global)');
    return all.length === 1 && all[0] === table;
  };
  /** What a value is taken out of in its file, and what functions of the program return it. */
  const isTakenFrom = (table: ObjectId, file: number, v: ValueId, steps = 0): boolean => {
    if (steps > MAX_TAKING_STEPS) return false;
    const f = p.files[file]!;
    const from = (y: ValueId): boolean => isAlone(table, file, y) || isTakenFrom(table, file, y, steps + 1);
    const x = f.values[v]!;
    switch (x.k) {
      case 'prop':
      case 'index':
        return from(x.o);
      case 'elem':
        return from(x.v);
      case 'as':
      case 'await':
      case 'narrow':
        return isTakenFrom(table, file, x.v, steps + 1);
      case 'alt':
        return x.of.some((y) => isTakenFrom(table, file, y, steps + 1));
      case 'bind': {
        const b = f.bindings[x.b]!;
        if (b.kind === 'param') return b.defs.length === 0 && walked(f, b.f).some(from);
        return b.defs.length === 1 && !b.imp && isTakenFrom(table, file, b.defs[0]!, steps + 1);
      }
      case 'call': {
        const c = f.calls[x.c]!;
        const targets = pt.targets.get(callGid(p, file, x.c));
        if (targets && targets.size > 0)
          return [...targets].every((fn) => {
            const t = p.functions[fn]!;
            return t.f.events.some((e) => e.t === 'return' && isTakenFrom(table, t.file, e.v, steps + 1));
          });
        // `table.find(…)`, `Object.values(table)`; what a callback makes of the entries is another thing.
        const callee = f.values[c.callee]!;
        if (callee.k === 'prop' && MAKES.has(callee.p)) return false;
        return (c.recv !== NONE && from(c.recv)) || (c.args[0] !== undefined && from(c.args[0]));
      }
      default:
        return false;
    }
  };
  return { keepersOf, tablesOf, isTakenFrom };
}

/** What a method of the language walks through that a function is handed to: `rows` of `rows.forEach((row) => …)`. */
function walked(f: FileFacts, fn: number): readonly ValueId[] {
  const given = consumersOf(f).argumentOf(fn);
  const call = given ? f.calls[given.c]! : null;
  const callee = call ? f.values[call.callee]! : null;
  return call && callee?.k === 'prop' && isIterator(callee.p) && call.recv !== NONE ? [call.recv] : [];
}
