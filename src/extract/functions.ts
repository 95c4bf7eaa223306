import { ts } from 'ts-morph';
import { altOf, type Builder, bindingOf, emit, fresh, intern, propOf, refineBinding } from './builder.ts';
import { expr } from './expressions.ts';
import {
  type BindingId,
  type ClassId,
  type Func,
  type FunctionId,
  type FunctionKind,
  NONE,
  type ValueId,
} from './facts.ts';
import { startOf, textOf } from './positions.ts';
import { statements } from './statements.ts';
import { isThisType, typeOf } from './types.ts';

export type FunctionHint = {
  readonly name: string;
  readonly kind?: FunctionKind;
  readonly cls?: ClassId;
  readonly isStatic?: boolean;
  readonly decos?: ValueId[];
};

function kindOf(n: ts.Node): FunctionKind {
  switch (n.kind) {
    case ts.SyntaxKind.ArrowFunction:
      return 'arrow';
    case ts.SyntaxKind.MethodDeclaration:
      return 'method';
    case ts.SyntaxKind.Constructor:
      return 'constructor';
    case ts.SyntaxKind.GetAccessor:
      return 'get';
    case ts.SyntaxKind.SetAccessor:
      return 'set';
    default:
      return 'function';
  }
}

/** Adds an empty function record; `run` fills it with the walk standing inside. */
export function openFunction(
  b: Builder,
  f: Omit<Func, 'events' | 'parent' | 'thisF'> & { readonly arrow?: boolean },
  run: () => void,
): FunctionId {
  const id = b.functions.length;
  const { arrow, ...rest } = f;
  b.functions.push({ ...rest, parent: b.f, thisF: arrow ? (b.functions[b.f]?.thisF ?? 0) : id, events: [] });
  const { f: outer, guard, versions } = b;
  b.f = id;
  b.guard = NONE;
  b.versions = new Map();
  run();
  b.f = outer;
  b.guard = guard;
  b.versions = versions;
  return id;
}

/** Adds a function-like node with its body. */
export function addFunction(b: Builder, n: ts.FunctionLikeDeclaration, hint: FunctionHint): FunctionId {
  const kind = hint.kind ?? kindOf(n);
  const scope = b.table.scopes.get(n)!;
  const outerScope = b.scope;
  const modifiers = ts.canHaveModifiers(n) ? (ts.getModifiers(n) ?? []) : [];
  const at: ts.Node = n.name && !ts.isComputedPropertyName(n.name) ? n.name : n;
  const s = startOf(n, b.sf);
  const body = (n as ts.FunctionDeclaration).body;
  const first = body && ts.isBlock(body) ? body.statements[0] : undefined;
  const server =
    !!first &&
    ts.isExpressionStatement(first) &&
    ts.isStringLiteral(first.expression) &&
    first.expression.text === 'use server';
  const params: BindingId[] = [];
  const written = n.parameters.filter((p) => !isThisType(p));
  const paramDecos: ValueId[][] = written.map((p) => decorators(b, p));
  const id = openFunction(
    b,
    {
      name: n.name ? textOf(n.name, b.sf) : hint.name,
      kind,
      arrow: kind === 'arrow',
      s,
      e: n.end,
      nameS: at === n ? s : startOf(at, b.sf),
      nameE: at === n ? Math.min(n.end, s + 1) : at.end,
      params,
      rest: written.some((p) => !!p.dotDotDotToken),
      async: modifiers.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword),
      generator: !!n.asteriskToken,
      cls: hint.cls ?? NONE,
      isStatic: hint.isStatic ?? false,
      ret: NONE,
      decos: hint.decos ?? [],
      paramDecos,
      ...(server ? { server } : {}),
    },
    () => {
      b.owners.set(n, b.f);
      b.scope = scope;
      // The name that a function expression goes by inside itself.
      const inner = ts.isFunctionExpression(n) && n.name ? scope.names.get(n.name.text) : undefined;
      if (inner) b.bindings[bindingOf(b, inner, scope)]!.defs.push(intern(b, { k: 'fn', f: b.f }));
      b.functions[b.f]!.ret = typeOf(b, n.type);
      written.forEach((p, i) => {
        params.push(parameter(b, p, i));
      });
      if (body) {
        if (ts.isBlock(body)) {
          b.scope = b.table.scopes.get(body) ?? scope;
          statements(b, body.statements);
        } else {
          const v = expr(b, body as ts.Expression, 'return');
          emit(b, { t: 'return', v, guard: b.guard, s: startOf(body as ts.Node, b.sf) });
        }
      }
      b.scope = outerScope;
    },
  );
  return id;
}

function parameter(b: Builder, p: ts.ParameterDeclaration, index: number): BindingId {
  let id: BindingId;
  if (ts.isIdentifier(p.name)) {
    const declared = b.scope.names.get(p.name.text)!;
    id = bindingOf(b, declared, b.scope);
    refineBinding(b, id, { kind: 'param', index, type: typeOf(b, p.type) });
  } else {
    // Reading the type may add bindings of its own, so the place in the list is taken after it.
    const type = typeOf(b, p.type);
    id = b.bindings.length;
    b.bindings.push({
      name: `{${index}}`,
      kind: 'param',
      f: b.f,
      s: startOf(p.name, b.sf),
      e: p.name.end,
      type,
      defs: [],
      captured: false,
      top: false,
      index,
    });
  }
  if (p.initializer) b.bindings[id]!.defs.push(expr(b, p.initializer, 'init', id));
  if (!ts.isIdentifier(p.name)) bindPattern(b, p.name, intern(b, { k: 'bind', b: id }), 'param');
  return id;
}

/** Declares the names of a destructuring pattern with the parts of `v`. */
export function bindPattern(
  b: Builder,
  name: ts.BindingName,
  v: ValueId,
  kind: 'param' | 'const' | 'let' | 'var' | 'catch',
  onBind?: (id: BindingId, v: ValueId, n: ts.Node) => void,
): void {
  if (ts.isIdentifier(name)) {
    let scope = b.scope;
    while (!scope.names.has(name.text) && scope.up) scope = scope.up;
    const declared = scope.names.get(name.text);
    if (!declared) return;
    const id = bindingOf(b, declared, scope);
    // Names inside a parameter's pattern are locals with a known value, not parameters.
    if (kind === 'param') refineBinding(b, id, { kind: 'let', index: undefined });
    b.bindings[id]!.defs.push(v);
    onBind?.(id, v, name);
    return;
  }
  const part = (el: ts.BindingElement, from: ValueId) => {
    if (!el.initializer) return bindPattern(b, el.name, from, kind, onBind);
    const d = expr(b, el.initializer, 'init');
    bindPattern(b, el.name, altOf(b, [from, d], '??', from), kind, onBind);
  };
  if (ts.isObjectBindingPattern(name)) {
    for (const el of name.elements) {
      if (el.dotDotDotToken) {
        part(el, fresh(b, { k: 'rest', v }));
        continue;
      }
      const key = el.propertyName ?? (ts.isIdentifier(el.name) ? el.name : null);
      const text = key && (ts.isIdentifier(key) || ts.isStringLiteralLike(key)) ? key.text : null;
      if (text === null && key && ts.isComputedPropertyName(key)) {
        part(el, intern(b, { k: 'index', o: v, i: expr(b, key.expression, 'arith') }));
        continue;
      }
      const from = text === null ? intern(b, { k: 'elem', v }) : propOf(b, v, text);
      if (text !== null)
        emit(b, { t: 'read', v: from, use: 'init', ua: NONE, guard: b.guard, s: startOf(el, b.sf), e: el.end });
      part(el, from);
    }
  } else
    name.elements.forEach((el, i) => {
      if (ts.isOmittedExpression(el)) return;
      part(el, el.dotDotDotToken ? fresh(b, { k: 'rest', v }) : propOf(b, v, String(i)));
    });
}

/** Values of the decorators of a class, member or parameter. */
export function decorators(b: Builder, n: ts.Node): ValueId[] {
  if (!ts.canHaveDecorators(n)) return [];
  return (ts.getDecorators(n) ?? []).map((d) => expr(b, d.expression, 'discard'));
}
