import { ts } from 'ts-morph';
import { type Builder, bindingOf, emit, intern } from './builder.ts';
import { expr, namedExpr, propertyName } from './expressions.ts';
import { type BindingId, type Class, type ClassMember, type FunctionId, NONE, type ValueId } from './facts.ts';
import { addFunction, decorators, openFunction } from './functions.ts';
import { startOf } from './positions.ts';
import { statements } from './statements.ts';
import { typeOf } from './types.ts';

const has = (n: ts.Node, kind: ts.SyntaxKind) =>
  ts.canHaveModifiers(n) && (ts.getModifiers(n) ?? []).some((m) => m.kind === kind);

const isParameterProperty = (p: ts.ParameterDeclaration) =>
  (ts.getModifiers(p) ?? []).some(
    (m) =>
      m.kind === ts.SyntaxKind.PublicKeyword ||
      m.kind === ts.SyntaxKind.PrivateKeyword ||
      m.kind === ts.SyntaxKind.ProtectedKeyword ||
      m.kind === ts.SyntaxKind.ReadonlyKeyword,
  );

/** Adds a class with its members and returns its value. */
export function addClass(b: Builder, n: ts.ClassLikeDeclaration, name = ''): ValueId {
  const outerScope = b.scope;
  const decos = decorators(b, n);
  let binding: BindingId = NONE;
  if (n.name && ts.isClassDeclaration(n)) {
    const declared = b.scope.names.get(n.name.text);
    if (declared) binding = bindingOf(b, declared, b.scope);
  }
  const id = b.classes.length;
  b.classes.push(undefined as unknown as Class);
  const me = intern(b, { k: 'class', c: id });
  if (binding !== NONE) b.bindings[binding]!.defs.push(me);
  b.scope = b.table.scopes.get(n)!;
  const own = ts.isClassExpression(n) && n.name ? b.scope.names.get(n.name.text) : undefined;
  if (own) b.bindings[bindingOf(b, own, b.scope)]!.defs.push(me);

  let ext: ValueId = NONE;
  let extArgs: number[] = [];
  const impl: number[] = [];
  for (const h of n.heritageClauses ?? []) {
    for (const t of h.types) {
      if (h.token === ts.SyntaxKind.ExtendsKeyword) {
        ext = expr(b, t.expression, 'heritage');
        extArgs = (t.typeArguments ?? []).map((a) => typeOf(b, a));
      } else impl.push(typeOf(b, t));
    }
  }

  const members: ClassMember[] = [];
  let ctor: FunctionId = NONE;
  const instanceFields: (() => void)[] = [];
  const staticFields: (() => void)[] = [];
  for (const m of n.members) {
    const isStatic = has(m, ts.SyntaxKind.StaticKeyword);
    const s = startOf(m, b.sf);
    const base = {
      isStatic,
      s: m.name ? startOf(m.name, b.sf) : s,
      e: m.name ? m.name.end : m.end,
      isAbstract: has(m, ts.SyntaxKind.AbstractKeyword),
      param: NONE,
    };
    if (ts.isConstructorDeclaration(m)) {
      if (!m.body) continue;
      ctor = addFunction(b, m, { name: 'constructor', cls: id });
      members.push({ ...base, name: 'constructor', kind: 'constructor', f: ctor, init: NONE, type: NONE, decos: [] });
      m.parameters.forEach((p, i) => {
        if (!isParameterProperty(p) || !ts.isIdentifier(p.name)) return;
        members.push({
          name: p.name.text,
          kind: 'field',
          isStatic: false,
          f: NONE,
          init: NONE,
          type: b.bindings[b.functions[ctor]!.params[i]!]!.type,
          param: i,
          decos: [],
          isAbstract: false,
          s: startOf(p.name, b.sf),
          e: p.name.end,
        });
      });
    } else if (ts.isMethodDeclaration(m) || ts.isGetAccessor(m) || ts.isSetAccessor(m)) {
      const key = propertyName(m.name) ?? '?';
      const md = decorators(b, m);
      if (!(m as ts.MethodDeclaration).body && !base.isAbstract) continue; // overload signature
      const f = (m as ts.MethodDeclaration).body
        ? addFunction(b, m, { name: key, cls: id, isStatic, decos: md })
        : NONE;
      const kind = ts.isMethodDeclaration(m) ? 'method' : ts.isGetAccessor(m) ? 'get' : 'set';
      members.push({ ...base, name: key, kind, f, init: NONE, type: NONE, decos: md });
    } else if (ts.isPropertyDeclaration(m)) {
      const key = propertyName(m.name) ?? '?';
      const index = members.length;
      members.push({
        ...base,
        name: key,
        kind: m.modifiers?.some((x) => x.kind === ts.SyntaxKind.AccessorKeyword) ? 'auto-accessor' : 'field',
        f: NONE,
        init: NONE,
        type: typeOf(b, m.type),
        decos: decorators(b, m),
      });
      if (!m.initializer || has(m, ts.SyntaxKind.DeclareKeyword)) continue;
      const init = m.initializer;
      (isStatic ? staticFields : instanceFields).push(() => {
        const v = namedExpr(b, init, key, 'init');
        members[index] = { ...members[index]!, init: v };
        const o = isStatic ? me : intern(b, { k: 'this', f: b.f });
        emit(b, { t: 'write', to: { o, p: key }, op: 'init', v, guard: NONE, s: base.s, e: m.end });
      });
    } else if (ts.isClassStaticBlockDeclaration(m)) {
      const scope = b.table.scopes.get(m.body) ?? b.table.scopes.get(m)!;
      staticFields.push(() => {
        const before = b.scope;
        b.scope = scope;
        statements(b, m.body.statements);
        b.scope = before;
      });
    }
  }
  const group = (kind: 'fields' | 'static', runs: (() => void)[]): FunctionId => {
    if (runs.length === 0) return NONE;
    return openFunction(
      b,
      {
        name: kind,
        kind,
        s: startOf(n, b.sf),
        e: n.end,
        nameS: startOf(n, b.sf),
        nameE: startOf(n, b.sf) + 1,
        params: [],
        rest: false,
        async: false,
        generator: false,
        cls: id,
        isStatic: kind === 'static',
        ret: NONE,
        decos: [],
        paramDecos: [],
      },
      () => {
        for (const run of runs) run();
      },
    );
  };
  const fieldsF = group('fields', instanceFields);
  const staticF = group('static', staticFields);
  const at = n.name ?? n;
  b.classes[id] = {
    name: n.name?.text ?? name,
    b: binding,
    f: b.f,
    ext,
    extArgs,
    impl,
    isAbstract: has(n, ts.SyntaxKind.AbstractKeyword),
    members,
    ctor,
    fieldsF,
    staticF,
    decos,
    s: startOf(n, b.sf),
    e: n.end,
    nameS: startOf(at, b.sf),
    nameE: n.name ? n.name.end : startOf(n, b.sf) + 5,
  };
  b.scope = outerScope;
  return me;
}
