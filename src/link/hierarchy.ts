import { type Event, NONE, type Use, type ValueId } from '../extract/facts.ts';
import { functionGid, type Program } from './program.ts';
import { type Static, valueStatic } from './static.ts';

/** What a class extends: a class of the program, or a value of a library. */
export type ClassParent = {
  readonly cls: number;
  readonly ext: { readonly pkg: string; readonly steps: string } | null;
};

export type Hierarchy = {
  /** For `class extends Stamped(Model)`, where `Stamped` makes a class that extends what it is given: what that is. */
  givenTo(cls: number): ClassParent | null;
  parentOf(cls: number): ClassParent;
  /** Classes that extend one, by the files that are open. */
  childrenOf(cls: number): readonly number[];
  /** Members by name: `i` before those of instances, `s` before static ones, then `=` before setters. */
  membersOf(cls: number): ReadonlyMap<string, number>;
};

/** More steps to the last base are a cycle, as far as anybody can tell. */
const MAX_BASES = 32;

/** Mixins around one class that are looked through. */
const MAX_MIXINS = 6;

const nothing: ClassParent = { cls: -1, ext: null };

const asParent = (s: Static | null): ClassParent | null => {
  if (s?.k === 'class') return { cls: s.gid, ext: null };
  return s?.k === 'external' ? { cls: -1, ext: { pkg: s.pkg, steps: s.steps } } : null;
};

/** What a call hands to a function that makes a class which extends it; null for other values. */
function mixedIn(p: Program, file: number, v: ValueId, hops = 0): Static | null {
  const x = p.files[file]!.values[v]!;
  const c = x.k === 'call' ? p.files[file]!.calls[x.c]! : null;
  const fn = c && hops < MAX_MIXINS ? valueStatic(p, file, c.callee) : null;
  if (!c || fn?.k !== 'fn') return null;
  const given = c.args[extendedBy(p, fn.file, fn.id)];
  return given === undefined ? null : (mixedIn(p, file, given, hops + 1) ?? valueStatic(p, file, given));
}

/** Which of its parameters the class extends that a function makes and gives; -1 for other functions. */
function extendedBy(p: Program, file: number, fn: number): number {
  for (const { ext } of p.files[file]!.classes) {
    const b = parameterAt(p, file, ext);
    if (b?.f === fn) return b.index;
  }
  return -1;
}

/** The parameter that an expression is, with the function that has it; null for all else. */
function parameterAt(p: Program, file: number, v: ValueId): { readonly f: number; readonly index: number } | null {
  const x = v === NONE ? null : p.files[file]!.values[v]!;
  const b = x?.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
  return b?.kind === 'param' && b.index !== undefined ? { f: b.f, index: b.index } : null;
}

/**
 * What the program gives a function to extend (`const Dated = (Base) => class extends Base`), where all that is done with the function is
 * that it is called under its own name, with one and the same class; null else.
 */
function givenToExtend(p: Program, file: number, v: ValueId): ClassParent | null {
  const param = parameterAt(p, file, v);
  const name = param ? p.files[file]!.functions[param.f]!.name : '';
  if (!param || name === '') return null;
  const isIt = (at: number, of: ValueId): boolean => {
    const fn = isNamed(p, at, of, name) ? valueStatic(p, at, of) : null;
    return fn?.k === 'fn' && fn.file === file && fn.id === param.f;
  };
  let found: ClassParent | null = null;
  for (let at = 0; at < p.files.length; at++) {
    if (at !== file && !loads(p, at, file) && !p.files[at]!.outline.called.includes(`|${name}|`)) continue;
    const { functions, bindings, calls } = p.files[at]!;
    if (bindings.some((b) => b.imp && b.imp.name === name && b.name !== name)) return null;
    const exported = exportedTogether(p, at);
    const isElse = (e: Event) =>
      e.t === 'read' && !ASIDE.has(e.use) && isIt(at, e.v) && !exported.has(e.v) && !isImported(p, at, e.v);
    if (functions.some((fn) => fn.events.some(isElse))) return null;
    for (const c of calls) {
      if (!c || c.callee === NONE || !isIt(at, c.callee)) continue;
      const arg = c.args[param.index];
      const parent = arg === undefined ? null : asParent(valueStatic(p, at, arg));
      if (!parent || (found && !isSame(found, parent))) return null;
      found = parent;
    }
  }
  return found;
}

/** Uses of a function that hand it to nobody. */
const ASIDE: ReadonlySet<Use> = new Set(['callee', 'discard', 'export']);

/** Whether a value is what a module exports and is taken out under the same name (`const { Dated } = require('./dated')`). */
function isImported(p: Program, file: number, v: ValueId): boolean {
  const { values, bindings } = p.files[file]!;
  const x = values[v]!;
  return (
    x.k === 'prop' &&
    bindings.some((b) => b.name === x.p && b.kind !== 'param' && b.defs.length === 1 && b.defs[0] === v)
  );
}

/** What stands in the literal that a CommonJS module exports: `module.exports = { Dated }`. */
function exportedTogether(p: Program, file: number): ReadonlySet<ValueId> {
  const { functions, values } = p.files[file]!;
  const out = new Set<ValueId>();
  for (const e of functions[0]?.events ?? []) {
    const x = e.t === 'write' && 'p' in e.to && e.to.p === 'exports' ? values[e.v] : undefined;
    if (x?.k === 'obj') for (const [, v] of x.props) out.add(v);
  }
  return out;
}

/** Whether a file loads another by a name of its own. */
const loads = (p: Program, at: number, file: number): boolean =>
  p.files[at]!.outline.specs.some((spec) => {
    const target = p.target(at, spec);
    return target.kind === 'file' && target.file === file;
  });

function isNamed(p: Program, file: number, v: ValueId, name: string): boolean {
  const x = p.files[file]!.values[v]!;
  return x.k === 'prop' ? x.p === name : x.k === 'bind' && p.files[file]!.bindings[x.b]!.name === name;
}

const isSame = (a: ClassParent, b: ClassParent): boolean =>
  a.cls === b.cls && a.ext?.pkg === b.ext?.pkg && a.ext?.steps === b.ext?.steps;

/** Who extends whom, made as far as it is asked for: a class that nothing mentions needs no file to be opened. */
export function classHierarchy(p: Program): Hierarchy {
  const written: ClassParent[] = [];
  const parents: ClassParent[] = [];
  const tables: Map<string, number>[] = [];

  /** What stands behind `extends`. */
  const read = (cls: number): ClassParent => {
    const { file, c } = p.classes[cls]!;
    if (c.ext === NONE) return nothing;
    const s = valueStatic(p, file, c.ext) ?? thisClass(file, c.ext);
    return (s ? asParent(s) : givenToExtend(p, file, c.ext)) ?? nothing;
  };
  /** `class extends this` in a static method: the class that has the method. */
  const thisClass = (file: number, v: ValueId): Extract<Static, { k: 'class' }> | null => {
    const x = p.files[file]!.values[v]!;
    const owner = x.k === 'this' ? p.files[file]!.functions[x.f]! : null;
    return owner?.isStatic && owner.cls !== NONE ? { k: 'class', gid: p.classBase[file]! + owner.cls } : null;
  };
  const base = (cls: number): ClassParent => (written[cls] ??= read(cls));

  /** A cycle (a name that shadows its own base) ends before the first of its classes that has no other way. */
  const withoutCycles = (classes: readonly number[]): void => {
    const known = new Map(classes.map((cls) => [cls, base(cls)]));
    for (const cls of [...classes].sort((a, b) => a - b)) {
      let hops = 0;
      for (let at = known.get(cls)!.cls; at >= 0; at = known.get(at)!.cls, hops++)
        if (at === cls || hops > MAX_BASES) {
          known.set(cls, nothing);
          break;
        }
    }
    for (const [cls, parent] of known) parents[cls] = parent;
  };

  const parentOf = (cls: number): ClassParent => {
    const known = parents[cls];
    if (known) return known;
    const bases = new Set<number>();
    let at = cls;
    while (at >= 0 && !bases.has(at)) {
      bases.add(at);
      at = base(at).cls;
    }
    if (at >= 0 || bases.size > MAX_BASES) withoutCycles([...bases]);
    else parents[cls] = base(cls);
    return parents[cls]!;
  };

  const givenTo = (cls: number): ClassParent | null => {
    const { file, c } = p.classes[cls]!;
    return c.ext === NONE ? null : asParent(mixedIn(p, file, c.ext));
  };

  let children = new Map<number, number[]>();
  let counted = -1;
  const childrenOf = (cls: number): readonly number[] => {
    if (counted !== p.opened()) {
      // To look for bases opens files, whose classes have bases.
      while (counted !== p.opened()) {
        counted = p.opened();
        p.classes.forEach((_, one) => {
          parentOf(one);
        });
      }
      children = new Map();
      p.classes.forEach((_, one) => {
        const parent = parentOf(one).cls;
        const list = children.get(parent);
        if (list) list.push(one);
        else if (parent >= 0) children.set(parent, [one]);
      });
    }
    return children.get(cls) ?? [];
  };

  const membersOf = (cls: number): ReadonlyMap<string, number> => {
    let table = tables[cls];
    if (!table) {
      table = new Map();
      for (const [i, x] of p.classes[cls]!.c.members.entries()) {
        // A setter and a getter share a name: the getter answers reads.
        const key = `${x.isStatic ? 's' : 'i'}${x.kind === 'set' ? '=' : ''}${x.name}`;
        if (!table.has(key)) table.set(key, i);
      }
      tables[cls] = table;
    }
    return table;
  };
  return { parentOf, givenTo, childrenOf, membersOf };
}

/** Methods of a class's instances (global ids), its own and those it inherits, whose names begin so; none for -1. */
export function methodsOf(p: Program, parentOf: Hierarchy['parentOf'], cls: number, start: string): number[] {
  const out: number[] = [];
  for (let k = cls, hops = 0; k >= 0 && hops < 16; k = parentOf(k).cls, hops++)
    for (const m of p.classes[k]!.c.members)
      if (m.kind === 'method' && !m.isStatic && m.f !== NONE && m.name.startsWith(start))
        out.push(functionGid(p, p.classes[k]!.file, m.f));
  return out;
}

/** Whether a class is another, or extends it. */
export function isSubclass({ parentOf }: Pick<Hierarchy, 'parentOf'>, cls: number, of: number): boolean {
  for (let k = cls, hops = 0; k >= 0 && hops < 16; k = parentOf(k).cls, hops++) if (k === of) return true;
  return false;
}

/** The furthest base of a class that is the program's own, and what that extends of a library, if anything. */
export function furthestBase({ parentOf, givenTo }: Pick<Hierarchy, 'parentOf' | 'givenTo'>, cls: number): ClassParent {
  let at = cls;
  let given: ClassParent | null = null;
  for (let hops = 0; hops < 16; hops++) {
    given = givenTo(at) ?? given;
    const { cls: next, ext } = parentOf(at);
    if (!ext && next < 0 && given && given.cls >= 0) {
      at = given.cls;
      given = null;
    } else if (ext || next < 0) return { cls: at, ext: ext ?? given?.ext ?? null };
    else at = next;
  }
  return { cls: at, ext: null };
}

/** Whether the objects of a class are errors: of the language, or what a library has named so. */
export function isErrorClass(hierarchy: Pick<Hierarchy, 'parentOf' | 'givenTo'>, cls: number): boolean {
  const { ext } = furthestBase(hierarchy, cls);
  return ext !== null && /\.\w*(?:Error|Exception)$/.test(ext.steps);
}
