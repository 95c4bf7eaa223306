import { type BindingId, NONE, type TypeId, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { commonJsValues } from './module-code.ts';
import { bindingGid, classGid, type Program, packageName, typeAt, valueAt, valueGid } from './program.ts';
import { asGlobal } from './same-as-global.ts';

/** What a name or expression means without following the heap: enough for heritage, types and exports. */
export type Static =
  | { readonly k: 'class'; readonly gid: number }
  | { readonly k: 'fn'; readonly file: number; readonly id: number }
  | { readonly k: 'external'; readonly pkg: string; readonly steps: string }
  | { readonly k: 'module'; readonly file: number }
  | { readonly k: 'value'; readonly file: number; readonly v: ValueId }
  | { readonly k: 'type'; readonly file: number; readonly decl: number };

const MAX_HOPS = 12;

/** What a module exports under a name: a binding or value of a file, or something of a package. */
export type Exported =
  | { readonly file: number; readonly b: BindingId; readonly v: ValueId }
  | { readonly pkg: string; readonly steps: string };

/** A name that is still to be looked up in a file. */
type LookUp = { readonly at: number; readonly name: string };

/**
 * Finds what a module exports under a name, through re-exports. `*` finds nothing: namespaces are followed by the heap. Each
 * name is looked up once in each file, so that modules which re-export each other cost no more than their number.
 */
export function exportOf(p: Program, file: number, name: string): Exported | null {
  const seen = new Set<string>();
  // The last one is next; what stands below a look-up is for when it finds nothing.
  const pending: (Exported | LookUp)[] = [{ at: file, name }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (!('at' in next)) return next;
    const key = `${next.at} ${next.name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    pending.push(...exportsOf(p, next));
  }
  return null;
}

/** Names that a file exports, also those of the files behind `export *`, each once. */
export function exportedNames(p: Program, file: number): ReadonlySet<string> {
  const names = new Set<string>();
  const files = new Set<number>([file]);
  for (const at of files)
    for (const e of p.files[at]!.exports) {
      if (e.name !== '*' || !('from' in e)) {
        if (at === file || e.name !== 'default') names.add(e.name);
        continue;
      }
      const t = p.target(at, e.from);
      if (t.kind === 'file') files.add(t.file);
    }
  return names;
}

/** What a file itself says of a name it exports, the best last: look-ups elsewhere, and what is known at once. */
function exportsOf(p: Program, { at, name }: LookUp): (Exported | LookUp)[] {
  const stars: LookUp[] = [];
  for (const e of p.files[at]!.exports) {
    if ('from' in e) {
      if (e.name !== '*' && e.name !== name) continue;
      const t = p.target(at, e.from);
      if (e.name === '*') {
        if (t.kind === 'file' && name !== 'default') stars.push({ at: t.file, name });
        continue;
      }
      if (t.kind === 'file') return e.imported === '*' ? [] : [{ at: t.file, name: e.imported }];
      if (t.kind !== 'package') return [];
      return [{ pkg: packageName(t), steps: e.imported === '*' || e.imported === 'default' ? '' : `.${e.imported}` }];
    }
    if (e.name !== name) continue;
    const own = { file: at, b: e.b, v: e.v };
    const imp = e.b === NONE ? undefined : p.files[at]!.bindings[e.b]!.imp;
    if (imp && imp.name !== '*') {
      const t = p.target(at, imp.spec);
      if (t.kind === 'file') return [own, { at: t.file, name: imp.name }];
      if (t.kind === 'package') return [{ pkg: packageName(t), steps: imp.name === 'default' ? '' : `.${imp.name}` }];
    }
    return [own];
  }
  return stars.reverse();
}

/** Interface or type alias that a module exports (types are exported by name alone, so declarations are looked up directly). */
export function typeExportOf(
  p: Program,
  file: number,
  name: string,
): { readonly file: number; readonly decl: number } | null {
  const seen = new Set<string>();
  const pending: LookUp[] = [{ at: file, name }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { at, name } = next;
    const key = `${at} ${name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const decl = p.files[at]!.typeDecls.findIndex((d) => d.name === name);
    if (decl >= 0) return { file: at, decl };
    const found: LookUp[] = [];
    for (const e of p.files[at]!.exports) {
      if (!('from' in e) || (e.name !== '*' && e.name !== name)) continue;
      const t = p.target(at, e.from);
      if (t.kind === 'file') found.push({ at: t.file, name: e.name === '*' ? name : e.imported });
    }
    pending.push(...found.reverse());
  }
  return null;
}

const external = (pkg: string, steps: string): Static => ({ k: 'external', ...asGlobal(pkg, steps) });

/** What a binding means statically. */
export function bindingStatic(p: Program, file: number, b: BindingId, hops = 0): Static | null {
  if (hops > MAX_HOPS) return null;
  const x = p.files[file]!.bindings[b]!;
  if (x.imp) {
    const t = p.target(file, x.imp.spec);
    if (t.kind === 'package')
      return external(packageName(t), x.imp.name === '*' || x.imp.name === 'default' ? '' : `.${x.imp.name}`);
    if (t.kind !== 'file') return null;
    if (x.imp.name === '*') return { k: 'module', file: t.file };
    const e = exportOf(p, t.file, x.imp.name);
    if (e && 'pkg' in e) return { k: 'external', pkg: e.pkg, steps: e.steps };
    if (e) return e.b !== NONE ? bindingStatic(p, e.file, e.b, hops + 1) : valueStatic(p, e.file, e.v, hops + 1);
    if (!p.files[t.file]!.esm) return commonJsStatic(p, t.file, x.imp.name, hops + 1);
    const d = typeExportOf(p, t.file, x.imp.name);
    return d ? { k: 'type', ...d } : null;
  }
  if (x.defs.length <= 1) return x.defs.length === 0 ? null : valueStatic(p, file, x.defs[0]!, hops + 1);
  return followed === null || hops === 0
    ? asked(() => variableStatic(p, file, b, hops))
    : variableStatic(p, file, b, hops);
}

/** A variable with several values. Those that are given each other's (`s0 = s1; s1 = s0`, of parsers that are generated) are each followed once for a question. */
function variableStatic(p: Program, file: number, b: BindingId, hops: number): Static | null {
  const gid = bindingGid(p, file, b);
  if (followed!.has(gid)) return followed!.get(gid)!;
  followed!.set(gid, null);
  let found: Static | null = null;
  for (const v of p.files[file]!.bindings[b]!.defs) {
    found = valueStatic(p, file, v, hops + 1);
    if (found) break;
  }
  followed!.set(gid, found);
  return found;
}
/** What variables with several values mean, as far as it was found out for the question that is being answered; null outside of any. */
let followed: Map<number, Static | null> | null = null;

/** Answers a question of its own: what is found out on the way depends on where it began. */
function asked<T>(answer: () => T): T {
  const outer = followed;
  followed = new Map();
  try {
    return answer();
  } finally {
    followed = outer;
  }
}

/** What a name that a CommonJS module exports means; what is no more than declared (`exports.name = void 0`), means nothing yet. */
function commonJsStatic(p: Program, file: number, name: string, hops: number): Static | null {
  if (hops > MAX_HOPS) return null;
  for (const v of commonJsValues(p.files[file]!, name)) {
    const s = valueStatic(p, file, v, hops + 1);
    if (s) return s;
  }
  return null;
}

/** What an expression means statically. */
export function valueStatic(p: Program, file: number, v: ValueId, hops = 0): Static | null {
  if (hops > 0) return findStatic(p, file, v, hops);
  if (v === NONE) return null;
  const known = entryOf(statics, p, () => new Map<number, Static | null>());
  return entryOf(known, valueGid(p, file, v), () => asked(() => findStatic(p, file, v, 0)));
}
/** The same callees are asked for by each part that looks through all calls; facts do not change. */
const statics = new WeakMap<Program, Map<number, Static | null>>();

function findStatic(p: Program, file: number, v: ValueId, hops: number): Static | null {
  if (hops > MAX_HOPS || v === NONE) return null;
  const x = valueAt(p, file, v);
  switch (x.k) {
    case 'class':
      return { k: 'class', gid: classGid(p, file, x.c) };
    case 'fn':
      return { k: 'fn', file, id: x.f };
    case 'bind':
      return bindingStatic(p, file, x.b, hops + 1);
    case 'as':
      return valueStatic(p, file, x.v, hops + 1);
    case 'alt':
      return x.of.length === 1 ? valueStatic(p, file, x.of[0]!, hops + 1) : null;
    case 'await': {
      // `await import('x')` is the module; what else is waited for, is known by no name.
      const waited = valueStatic(p, file, x.v, hops + 1);
      return waited?.k === 'module' || (waited?.k === 'external' && waited.steps === '') ? waited : null;
    }
    case 'global':
      return { k: 'external', pkg: '(global)', steps: `.${x.name}` };
    case 'require': {
      const t = p.target(file, x.spec);
      if (t.kind === 'package') return { k: 'external', pkg: packageName(t), steps: '' };
      if (t.kind !== 'file') return null;
      if (p.files[t.file]!.esm) return { k: 'module', file: t.file };
      return commonJsStatic(p, t.file, '', hops + 1) ?? { k: 'module', file: t.file };
    }
    case 'prop': {
      const o = valueStatic(p, file, x.o, hops + 1);
      if (!o) return null;
      if (o.k === 'external') return external(o.pkg, x.p === 'default' && o.steps === '' ? '' : `${o.steps}.${x.p}`);
      if (o.k === 'module') {
        const e = exportOf(p, o.file, x.p);
        if (e && 'pkg' in e) return { k: 'external', pkg: e.pkg, steps: e.steps };
        if (e) return e.b !== NONE ? bindingStatic(p, e.file, e.b, hops + 1) : valueStatic(p, e.file, e.v, hops + 1);
        return commonJsStatic(p, o.file, x.p, hops + 1);
      }
      if (o.k === 'class') return staticMethod(p, o.gid, x.p, hops + 1);
      if (o.k === 'value') {
        const lit = valueAt(p, o.file, o.v);
        if (lit.k === 'obj') {
          const prop = lit.props.find((y) => y[0] === x.p);
          if (prop) return valueStatic(p, o.file, prop[1], hops + 1);
        }
      }
      return null;
    }
    case 'call': {
      const c = p.files[file]!.calls[x.c]!;
      const callee = valueStatic(p, file, c.callee, hops + 1);
      // A mixin that is called with a class gives (a subclass of) that class, or what the library makes.
      if (callee?.k === 'external') return { k: 'external', pkg: callee.pkg, steps: `${callee.steps}()` };
      return callee?.k === 'fn' ? classMadeBy(p, callee.file, callee.id, hops + 1) : null;
    }
    case 'obj':
      return { k: 'value', file, v };
    default:
      return null;
  }
}

/** The class that a function makes and gives (`const Define = (name) => class { … }`), where that is all it gives. */
function classMadeBy(p: Program, file: number, id: number, hops: number): Static | null {
  const given = p.files[file]!.functions[id]!.events.flatMap((e) => (e.t === 'return' ? [e.v] : []));
  if (given.length !== 1) return null;
  const s = valueStatic(p, file, given[0]!, hops);
  return s?.k === 'class' ? s : null;
}

/** The static method that a class has of a name, itself or from what it extends. */
function staticMethod(p: Program, cls: number, name: string, hops: number): Static | null {
  const { file, c } = p.classes[cls]!;
  const m = c.members.find((x) => x.kind === 'method' && x.isStatic && x.name === name);
  if (m) return m.f === NONE ? null : { k: 'fn', file, id: m.f };
  const base = hops > MAX_HOPS || c.ext === NONE ? null : valueStatic(p, file, c.ext, hops + 1);
  return base?.k === 'class' ? staticMethod(p, base.gid, name, hops + 1) : null;
}

/** What a written type names: program classes and interfaces, or a library's type. Unions and wrappers are opened. */
export function typeStatics(p: Program, file: number, t: TypeId, depth = 0): readonly Static[] {
  let known = typeCache.get(p);
  if (!known) {
    known = new Map();
    typeCache.set(p, known);
  }
  const key = `${file}:${t}`;
  const old = known.get(key);
  if (old) return old;
  // Set first: an alias that names itself, and unions of unions, are opened once.
  known.set(key, []);
  const out = openType(p, file, t, depth).slice(0, MAX_TYPES);
  known.set(key, out);
  return out;
}

const typeCache = new WeakMap<Program, Map<string, readonly Static[]>>();
/** A union of more types than this says nothing about a value. */
const MAX_TYPES = 24;

function openType(p: Program, file: number, t: TypeId, depth: number): readonly Static[] {
  const x = typeAt(p, file, t);
  if (!x || depth > 6) return [];
  if (x.k === 'union') return x.of.flatMap((y) => typeStatics(p, file, y, depth + 1));
  if (x.k === 'query') {
    const s = valueStatic(p, file, x.v);
    return s ? [s] : [];
  }
  if (x.k !== 'ref') return [];
  if (WRAPPERS.has(x.name) && x.args.length > 0) return typeStatics(p, file, x.args[0]!, depth + 1);
  const dots = x.name.split('.');
  if (x.b !== NONE) {
    const s = bindingStatic(p, file, x.b);
    // `export const Shelf = Symbol('Shelf'); export interface Shelf { … }`: as a type, a name is what is declared as a type.
    if (dots.length === 1 && s?.k !== 'class' && s?.k !== 'type') {
      const named = typeNamed(p, file, x.b, x.name);
      if (named) return aliasOf(p, named, depth);
    }
    if (s?.k === 'external')
      return [
        {
          ...s,
          steps:
            s.steps +
            dots
              .slice(1)
              .map((d) => `.${d}`)
              .join(''),
        },
      ];
    if (s?.k === 'module' && dots.length === 2) {
      const e = exportOf(p, s.file, dots[1]!);
      if (e && 'pkg' in e) return [{ k: 'external', pkg: e.pkg, steps: e.steps }];
      const hit = e ? (e.b !== NONE ? bindingStatic(p, e.file, e.b) : valueStatic(p, e.file, e.v)) : null;
      if (hit) return [hit];
      const d = typeExportOf(p, s.file, dots[1]!);
      return d ? [{ k: 'type', ...d }] : [];
    }
    if (s?.k === 'type') return aliasOf(p, s, depth);
    if (s) return [s];
  }
  const decl = p.files[file]!.typeDecls.findIndex((d) => d.name === x.name);
  return decl >= 0 ? aliasOf(p, { k: 'type', file, decl }, depth) : [];
}

/** The type that is declared under the name of a binding which is a value besides, here or where it is imported from. */
function typeNamed(p: Program, file: number, b: number, name: string): Extract<Static, { k: 'type' }> | null {
  const { imp } = p.files[file]!.bindings[b]!;
  if (imp) {
    const t = p.target(file, imp.spec);
    const d = t.kind === 'file' ? typeExportOf(p, t.file, imp.name) : null;
    return d ? { k: 'type', ...d } : null;
  }
  const decl = p.files[file]!.typeDecls.findIndex((d) => d.name === name);
  return decl >= 0 ? { k: 'type', file, decl } : null;
}

/** An alias of other types stands for these; an interface for itself. */
function aliasOf(
  p: Program,
  s: { readonly k: 'type'; readonly file: number; readonly decl: number },
  depth: number,
): readonly Static[] {
  const d = p.files[s.file]!.typeDecls[s.decl]!;
  const t = typeAt(p, s.file, d.type);
  if (t && (t.k === 'ref' || t.k === 'union')) {
    const inner = typeStatics(p, s.file, d.type, depth + 1);
    if (inner.length > 0) return inner;
  }
  return [s];
}

const WRAPPERS = new Set([
  'Promise',
  'PromiseLike',
  'Readonly',
  'Required',
  'Partial',
  'NonNullable',
  'Awaited',
  'Omit',
  'Pick',
  'WeakRef',
  'Ref',
]);
