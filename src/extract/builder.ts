import type { ts } from 'ts-morph';
import {
  type Binding,
  type BindingId,
  type Call,
  type Class,
  type Event,
  type Export,
  type Func,
  type FunctionId,
  type Guard,
  type GuardId,
  type ImportRef,
  NONE,
  type Type,
  type TypeDecl,
  type TypeId,
  type Use,
  type Value,
  type ValueId,
} from './facts.ts';
import { startOf } from './positions.ts';
import type { Declared, Scope, ScopeTable } from './scopes.ts';

/** Everything that the walk over one file fills and consults. One builder serves one file. */
export type Builder = {
  readonly sf: ts.SourceFile;
  readonly table: ScopeTable;
  readonly values: Value[];
  readonly bindings: Binding[];
  readonly functions: Func[];
  readonly classes: Class[];
  readonly calls: Call[];
  readonly guards: Guard[];
  readonly types: Type[];
  readonly typeDecls: TypeDecl[];
  readonly imports: ImportRef[];
  readonly exports: Export[];
  jsx: boolean;
  esm: boolean;
  /** Where the walk stands. */
  scope: Scope;
  f: FunctionId;
  guard: GuardId;
  /** Current values of locals that are assigned again and captured by nobody. */
  versions: Map<BindingId, ValueId>;
  readonly interned: Map<string, ValueId>;
  readonly owners: Map<ts.Node, FunctionId>;
  /** Values of `if` conditions already walked: what follows an early exit is guarded by them. */
  readonly conditions: Map<ts.Node, ValueId>;
};

export function newBuilder(sf: ts.SourceFile, table: ScopeTable): Builder {
  return {
    sf,
    table,
    values: [],
    bindings: [],
    functions: [],
    classes: [],
    calls: [],
    guards: [],
    types: [],
    typeDecls: [],
    imports: [],
    exports: [],
    jsx: false,
    esm: false,
    scope: table.scopes.get(sf)!,
    f: 0,
    guard: NONE,
    versions: new Map(),
    interned: new Map(),
    owners: new Map(),
    conditions: new Map(),
  };
}

/** Adds a value that is never shared (allocation sites). */
export function fresh(b: Builder, v: Value): ValueId {
  b.values.push(v);
  return b.values.length - 1;
}

/** Adds a value, or finds the same one. */
export function intern(b: Builder, v: Value): ValueId {
  const key = keyOf(v);
  if (key === null) return fresh(b, v);
  const old = b.interned.get(key);
  if (old !== undefined) return old;
  const id = fresh(b, v);
  b.interned.set(key, id);
  return id;
}

function keyOf(v: Value): string | null {
  switch (v.k) {
    case 'lit':
      return `l${typeof v.v}${v.v}`;
    case 'bind':
      return `b${v.b}`;
    case 'global':
      return `g${v.name}`;
    case 'this':
      return `t${v.f}`;
    case 'super':
      return `s${v.f}`;
    case 'prop':
      return `p${v.o}.${v.p}`;
    case 'index':
      return `i${v.o}[${v.i}`;
    case 'fn':
      return `f${v.f}`;
    case 'class':
      return `c${v.c}`;
    case 'await':
      return `w${v.v}`;
    case 'elem':
      return `e${v.v}`;
    case 'key':
      return `k${v.v}`;
    case 'as':
      return `a${v.v}:${v.t}`;
    case 'narrow':
      return `n${v.v}:${v.cls}:${v.yes}`;
    case 'require':
      return `r${v.spec}`;
    case 'args':
      return `A${v.f}`;
    case 'op':
      return v.of.length === 0 ? `o${v.op}` : null;
    case 'undef':
    case 'exports':
    case 'module':
    case 'meta':
    case 'regexp':
    case 'unknown':
      return v.k;
    default:
      return null;
  }
}

export const unknown = (b: Builder): ValueId => intern(b, { k: 'unknown' });

/** A property read, with literal keys folded into names. */
export function propOf(b: Builder, o: ValueId, p: string): ValueId {
  return intern(b, { k: 'prop', o, p });
}

/** One of several values; a single one is itself. */
export function altOf(
  b: Builder,
  of: readonly ValueId[],
  op: '?:' | '||' | '??' | '&&' | 'phi',
  cond: ValueId = NONE,
  when: ValueId = NONE,
): ValueId {
  const distinct = [...new Set(of)];
  return distinct.length === 1
    ? distinct[0]!
    : fresh(b, { k: 'alt', of: distinct, op, cond, ...(when === NONE ? {} : { when }) });
}

export function emit(b: Builder, e: Event): void {
  b.functions[b.f]!.events.push(e);
}

export function emitRead(b: Builder, v: ValueId, use: Use, ua: number, n: ts.Node): void {
  emit(b, { t: 'read', v, use, ua, guard: b.guard, s: startOf(n, b.sf), e: n.end });
}

/** Runs `body` under one more guard. */
export function guarded(b: Builder, g: Omit<Guard, 'up'>, body: () => void): void {
  const before = b.guard;
  b.guard = addGuard(b, g);
  body();
  b.guard = before;
}

export function addGuard(b: Builder, g: Omit<Guard, 'up'>): GuardId {
  b.guards.push({ up: b.guard, ...g });
  return b.guards.length - 1;
}

export function addType(b: Builder, t: Type): TypeId {
  b.types.push(t);
  return b.types.length - 1;
}

/** Finds the declaration that a name means at the walk's place. */
export function lookup(b: Builder, name: string): { readonly declared: Declared; readonly scope: Scope } | null {
  for (let s: Scope | null = b.scope; s; s = s.up) {
    const declared = s.names.get(name);
    if (declared) return { declared, scope: s };
  }
  return null;
}

/** The binding of a declaration, made when first met. */
export function bindingOf(b: Builder, declared: Declared, scope: Scope): BindingId {
  if (declared.id !== NONE) return declared.id;
  const owner = b.owners.get(scope.owner) ?? 0;
  declared.id = b.bindings.length;
  b.bindings.push({
    name: declared.node.text,
    kind: declared.kind,
    f: owner,
    s: startOf(declared.node, b.sf),
    e: declared.node.end,
    type: NONE,
    defs: [],
    captured: b.table.nested.get(scope.owner)?.has(declared.node.text) ?? true,
    top: scope.up === null,
  });
  return declared.id;
}

/** Replaces facts of a binding that are only known where it is declared. */
export function refineBinding(b: Builder, id: BindingId, more: Partial<Binding>): void {
  b.bindings[id] = { ...b.bindings[id]!, ...more };
}

/** The binding that an identifier node declares or means here; NONE for globals. */
export function resolveName(b: Builder, name: string): BindingId {
  const hit = lookup(b, name);
  return hit ? bindingOf(b, hit.declared, hit.scope) : NONE;
}

/** True for locals whose value is followed from assignment to assignment. */
export function isVersioned(b: Builder, id: BindingId): boolean {
  const x = b.bindings[id]!;
  return (
    !x.captured && x.f === b.f && (x.kind === 'let' || x.kind === 'var' || x.kind === 'param') && !(x.top && x.f === 0)
  );
}

/** What a read of a binding yields here. */
export function readBinding(b: Builder, id: BindingId): ValueId {
  return b.versions.get(id) ?? intern(b, { k: 'bind', b: id });
}

/** Joins what two branches made of the versioned locals. */
export function mergeVersions(
  b: Builder,
  one: Map<BindingId, ValueId>,
  two: Map<BindingId, ValueId>,
  when: ValueId = NONE,
): Map<BindingId, ValueId> {
  const out = new Map<BindingId, ValueId>();
  for (const id of new Set([...one.keys(), ...two.keys()])) {
    const plain = intern(b, { k: 'bind', b: id });
    const x = one.get(id) ?? plain;
    const y = two.get(id) ?? plain;
    out.set(id, x === y ? x : altOf(b, [x, y], 'phi', NONE, when));
  }
  return out;
}

/** Forgets versions of what a loop, try or switch assigns: from here any of its values may be there. */
export function forgetAssigned(b: Builder, n: ts.Node): void {
  for (const name of b.table.assigned.get(n) ?? []) {
    const id = resolveName(b, name);
    if (id !== NONE) b.versions.delete(id);
  }
}
