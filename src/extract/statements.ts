import { ts } from 'ts-morph';
import {
  addGuard,
  type Builder,
  bindingOf,
  emit,
  forgetAssigned,
  fresh,
  guarded,
  intern,
  isVersioned,
  mergeVersions,
  refineBinding,
  resolveName,
  unknown,
} from './builder.ts';
import { addClass } from './classes.ts';
import { expr, namedExpr, propertyName, write } from './expressions.ts';
import { NONE, type ValueId } from './facts.ts';
import { addFunction, bindPattern } from './functions.ts';
import { narrowed, narrowRest } from './narrowing.ts';
import { startOf } from './positions.ts';
import { membersType, typeOf } from './types.ts';

const isExported = (n: ts.Node) =>
  ts.canHaveModifiers(n) && (ts.getModifiers(n) ?? []).some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
const isDefault = (n: ts.Node) =>
  ts.canHaveModifiers(n) && (ts.getModifiers(n) ?? []).some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
const isAmbient = (n: ts.Node) =>
  ts.canHaveModifiers(n) && (ts.getModifiers(n) ?? []).some((m) => m.kind === ts.SyntaxKind.DeclareKeyword);

/** Walks statements in order. Returns true where the end is never reached (return, throw, break, continue). */
export function statements(b: Builder, list: readonly ts.Statement[]): boolean {
  const before = b.guard;
  // Function declarations are hoisted: their values exist before the first statement runs.
  for (const s of list) if (ts.isFunctionDeclaration(s)) functionDeclaration(b, s);
  let ended = false;
  for (const s of list) {
    if (ts.isFunctionDeclaration(s)) continue;
    if (statement(b, s)) ended = true;
    if (ts.isIfStatement(s)) {
      const thenEnds = endsAlways(s.thenStatement);
      const elseEnds = !!s.elseStatement && endsAlways(s.elseStatement);
      if (thenEnds !== elseEnds) {
        const cond = b.conditions.get(s)!;
        b.guard = addGuard(b, { kind: 'early', cond, yes: elseEnds, s: startOf(s.expression, b.sf) });
        narrowRest(b, s.expression, elseEnds);
      }
    }
  }
  b.guard = before;
  return ended;
}

/** Whether a statement always leaves the block that it stands in. */
function endsAlways(n: ts.Statement): boolean {
  switch (n.kind) {
    case ts.SyntaxKind.ReturnStatement:
    case ts.SyntaxKind.ThrowStatement:
    case ts.SyntaxKind.BreakStatement:
    case ts.SyntaxKind.ContinueStatement:
      return true;
    case ts.SyntaxKind.Block: {
      const list = (n as ts.Block).statements;
      const last = list[list.length - 1];
      return !!last && endsAlways(last);
    }
    case ts.SyntaxKind.IfStatement: {
      const i = n as ts.IfStatement;
      return !!i.elseStatement && endsAlways(i.thenStatement) && endsAlways(i.elseStatement);
    }
    default:
      return false;
  }
}

function functionDeclaration(b: Builder, n: ts.FunctionDeclaration): void {
  if (!n.body) return;
  const v = intern(b, { k: 'fn', f: addFunction(b, n, { name: 'default' }) });
  let id = NONE;
  if (n.name) {
    id = resolveName(b, n.name.text);
    if (id !== NONE) b.bindings[id]!.defs.push(v);
  }
  exported(b, n, n.name?.text ?? 'default', id, v);
}

function exported(b: Builder, n: ts.Node, name: string, id: number, v: ValueId): void {
  if (!isExported(n)) return;
  b.esm = true;
  b.exports.push({ name: isDefault(n) ? 'default' : name, b: id, v, s: startOf(n, b.sf) });
}

/** Walks one statement; true where what follows is not reached. */
export function statement(b: Builder, n: ts.Statement): boolean {
  switch (n.kind) {
    case ts.SyntaxKind.ExpressionStatement:
      expr(b, (n as ts.ExpressionStatement).expression, 'discard');
      return false;
    case ts.SyntaxKind.VariableStatement: {
      if (isAmbient(n)) return false;
      declarations(b, (n as ts.VariableStatement).declarationList, isExported(n));
      return false;
    }
    case ts.SyntaxKind.FunctionDeclaration:
      functionDeclaration(b, n as ts.FunctionDeclaration);
      return false;
    case ts.SyntaxKind.ClassDeclaration: {
      if (isAmbient(n)) return false;
      const v = addClass(b, n as ts.ClassDeclaration);
      const name = (n as ts.ClassDeclaration).name?.text;
      exported(b, n, name ?? 'default', name ? resolveName(b, name) : NONE, v);
      return false;
    }
    case ts.SyntaxKind.ReturnStatement: {
      const e = (n as ts.ReturnStatement).expression;
      const v = e ? expr(b, e, 'return') : intern(b, { k: 'undef' });
      emit(b, { t: 'return', v, guard: b.guard, s: startOf(n, b.sf) });
      return true;
    }
    case ts.SyntaxKind.ThrowStatement:
      expr(b, (n as ts.ThrowStatement).expression, 'throw');
      emit(b, { t: 'throw', guard: b.guard, s: startOf(n, b.sf) });
      return true;
    case ts.SyntaxKind.BreakStatement:
    case ts.SyntaxKind.ContinueStatement:
      return true;
    case ts.SyntaxKind.Block: {
      const before = b.scope;
      b.scope = b.table.scopes.get(n) ?? b.scope;
      const ended = statements(b, (n as ts.Block).statements);
      b.scope = before;
      return ended;
    }
    case ts.SyntaxKind.IfStatement:
      return ifStatement(b, n as ts.IfStatement);
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ForInStatement:
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.DoStatement:
      loop(b, n as ts.IterationStatement);
      return false;
    case ts.SyntaxKind.SwitchStatement: {
      const s = n as ts.SwitchStatement;
      const on = expr(b, s.expression, 'cond');
      const before = b.scope;
      b.scope = b.table.scopes.get(s.caseBlock) ?? b.scope;
      // What falls through from the clauses above runs under their labels, too.
      let fallen: ValueId[] = [];
      let fellDefault = false;
      for (const c of s.caseBlock.clauses) {
        forgetAssigned(b, n);
        const label = ts.isCaseClause(c) ? expr(b, c.expression, 'cmp') : NONE;
        if (label === NONE) fellDefault = true;
        else fallen.push(fresh(b, { k: 'op', op: '===', of: [on, label] }));
        const [first] = fallen;
        const cond =
          fellDefault || first === undefined
            ? on
            : fallen.length === 1
              ? first
              : fresh(b, { k: 'alt', op: '||', of: fallen, cond: NONE });
        guarded(b, { kind: 'case', cond, yes: !fellDefault, s: startOf(c, b.sf) }, () => {
          statements(b, c.statements);
        });
        if (leaves(c.statements)) {
          fallen = [];
          fellDefault = false;
        }
      }
      b.scope = before;
      forgetAssigned(b, n);
      return false;
    }
    case ts.SyntaxKind.TryStatement: {
      const t = n as ts.TryStatement;
      let ended = false;
      guarded(b, { kind: 'try', cond: NONE, yes: true, s: startOf(n, b.sf) }, () => {
        ended = statement(b, t.tryBlock);
      });
      if (t.catchClause) {
        const c = t.catchClause;
        forgetAssigned(b, n);
        const before = b.scope;
        b.scope = b.table.scopes.get(c) ?? b.scope;
        if (c.variableDeclaration) bindPattern(b, c.variableDeclaration.name, unknown(b), 'catch');
        guarded(b, { kind: 'catch', cond: NONE, yes: true, s: startOf(c, b.sf) }, () => {
          ended = statement(b, c.block) && ended;
        });
        b.scope = before;
      }
      forgetAssigned(b, n);
      if (t.finallyBlock)
        guarded(b, { kind: 'finally', cond: NONE, yes: true, s: startOf(t.finallyBlock, b.sf) }, () => {
          statement(b, t.finallyBlock!);
        });
      return ended;
    }
    case ts.SyntaxKind.LabeledStatement:
      return statement(b, (n as ts.LabeledStatement).statement);
    case ts.SyntaxKind.WithStatement:
      expr(b, (n as ts.WithStatement).expression, 'discard');
      return statement(b, (n as ts.WithStatement).statement);
    case ts.SyntaxKind.ImportDeclaration:
      importDeclaration(b, n as ts.ImportDeclaration);
      return false;
    case ts.SyntaxKind.ImportEqualsDeclaration: {
      const i = n as ts.ImportEqualsDeclaration;
      b.esm = true;
      const id = resolveName(b, i.name.text);
      if (ts.isExternalModuleReference(i.moduleReference) && ts.isStringLiteral(i.moduleReference.expression)) {
        const spec = i.moduleReference.expression.text;
        b.imports.push({ spec, kind: 'require', typeOnly: i.isTypeOnly, s: startOf(i, b.sf) });
        b.bindings[id]!.defs.push(intern(b, { k: 'require', spec }));
        refineBinding(b, id, { kind: 'const' });
      }
      return false;
    }
    case ts.SyntaxKind.ExportDeclaration:
      exportDeclaration(b, n as ts.ExportDeclaration);
      return false;
    case ts.SyntaxKind.ExportAssignment: {
      const e = n as ts.ExportAssignment;
      const v = namedExpr(b, e.expression, 'default', 'export');
      if (e.isExportEquals) write(b, { o: intern(b, { k: 'module' }), p: 'exports' }, '=', v, n);
      else {
        b.esm = true;
        const id = ts.isIdentifier(e.expression) ? resolveName(b, e.expression.text) : NONE;
        b.exports.push({ name: 'default', b: id, v, s: startOf(n, b.sf) });
      }
      return false;
    }
    case ts.SyntaxKind.EnumDeclaration: {
      const d = n as ts.EnumDeclaration;
      const id = resolveName(b, d.name.text);
      const props = d.members.map(
        (m) =>
          [propertyName(m.name) ?? '?', intern(b, { k: 'op', op: 'enum', of: [] }), 'value', startOf(m, b.sf)] as const,
      );
      const v = fresh(b, { k: 'obj', f: b.f, props, spreads: [], computed: [], s: startOf(n, b.sf), e: n.end });
      b.bindings[id]!.defs.push(v);
      exported(b, n, d.name.text, id, v);
      return false;
    }
    case ts.SyntaxKind.ModuleDeclaration: {
      const d = n as ts.ModuleDeclaration;
      if (isAmbient(n) || !d.body || !ts.isModuleBlock(d.body) || !ts.isIdentifier(d.name)) return false;
      const before = b.scope;
      const id = resolveName(b, d.name.text);
      b.scope = b.table.scopes.get(d.body) ?? b.scope;
      const mark = b.exports.length;
      const esm = b.esm;
      statements(b, d.body.statements);
      b.esm = esm;
      const props = b.exports
        .splice(mark)
        .flatMap((x) =>
          'v' in x ? [[x.name, x.b === NONE ? x.v : intern(b, { k: 'bind', b: x.b }), 'value', x.s] as const] : [],
        );
      const v = fresh(b, { k: 'obj', f: b.f, props, spreads: [], computed: [], s: startOf(n, b.sf), e: n.end });
      b.scope = before;
      if (id !== NONE) b.bindings[id]!.defs.push(v);
      exported(b, n, d.name.text, id, v);
      return false;
    }
    case ts.SyntaxKind.InterfaceDeclaration: {
      const d = n as ts.InterfaceDeclaration;
      const ext = (d.heritageClauses ?? []).flatMap((h) => h.types.map((t) => typeOf(b, t)));
      b.typeDecls.push({
        name: d.name.text,
        type: membersType(b, d.members),
        ext,
        params: (d.typeParameters ?? []).map((p) => p.name.text),
      });
      return false;
    }
    case ts.SyntaxKind.TypeAliasDeclaration: {
      const d = n as ts.TypeAliasDeclaration;
      b.typeDecls.push({
        name: d.name.text,
        type: typeOf(b, d.type),
        ext: [],
        params: (d.typeParameters ?? []).map((p) => p.name.text),
      });
      return false;
    }
    default:
      return false;
  }
}

function declarations(b: Builder, list: ts.VariableDeclarationList, exportedToo: boolean): void {
  for (const d of list.declarations) {
    if (ts.isIdentifier(d.name)) {
      const id = resolveName(b, d.name.text);
      if (id === NONE) continue;
      const type = typeOf(b, d.type);
      if (type !== NONE) b.bindings[id]!.type = type;
      let v = NONE;
      if (d.initializer) {
        v = namedExpr(b, d.initializer, d.name.text, 'init', id);
        if (type !== NONE) v = intern(b, { k: 'as', v, t: type });
        // A declaration is a write like any other: a `var` may be declared twice, a `let` in a loop is made anew.
        emit(b, { t: 'write', to: { b: id }, op: 'init', v, guard: b.guard, s: startOf(d.name, b.sf), e: d.end });
        b.bindings[id]!.defs.push(v);
        if (isVersioned(b, id)) b.versions.set(id, v);
      }
      if (exportedToo) {
        b.esm = true;
        b.exports.push({ name: d.name.text, b: id, v, s: startOf(d, b.sf) });
      }
    } else if (d.initializer) {
      const v = expr(b, d.initializer, 'init');
      bindPattern(b, d.name, v, 'const', (id, part, at) => {
        emit(b, { t: 'write', to: { b: id }, op: 'init', v: part, guard: b.guard, s: startOf(at, b.sf), e: at.end });
        if (isVersioned(b, id)) b.versions.set(id, part);
        if (exportedToo) {
          b.esm = true;
          b.exports.push({ name: b.bindings[id]!.name, b: id, v: part, s: startOf(at, b.sf) });
        }
      });
    }
  }
}

function ifStatement(b: Builder, n: ts.IfStatement): boolean {
  const cond = expr(b, n.expression, 'cond');
  b.conditions.set(n, cond);
  const s = startOf(n.expression, b.sf);
  const before = new Map(b.versions);
  let thenEnds = false;
  let elseEnds = false;
  guarded(b, { kind: 'if', cond, yes: true, s }, () => {
    narrowed(b, n.expression, true, () => {
      thenEnds = statement(b, n.thenStatement);
    });
  });
  const after = b.versions;
  b.versions = before;
  if (n.elseStatement)
    guarded(b, { kind: 'if', cond, yes: false, s }, () => {
      narrowed(b, n.expression, false, () => {
        elseEnds = statement(b, n.elseStatement!);
      });
    });
  if (elseEnds && !thenEnds) b.versions = after;
  else if (!thenEnds) b.versions = mergeVersions(b, after, b.versions, cond);
  return thenEnds && elseEnds;
}

function loop(b: Builder, n: ts.IterationStatement): void {
  const before = b.scope;
  b.scope = b.table.scopes.get(n) ?? b.scope;
  const s = startOf(n, b.sf);
  let cond = NONE;
  let awaits = NONE;
  if (ts.isForStatement(n)) {
    if (n.initializer) {
      if (ts.isVariableDeclarationList(n.initializer)) declarations(b, n.initializer, false);
      else expr(b, n.initializer, 'discard');
    }
    forgetAssigned(b, n);
    if (n.condition) cond = expr(b, n.condition, 'cond');
  } else if (ts.isForOfStatement(n) || ts.isForInStatement(n)) {
    const over = expr(b, n.expression, ts.isForOfStatement(n) ? 'iter' : 'arith');
    forgetAssigned(b, n);
    const plain: ValueId = ts.isForOfStatement(n)
      ? intern(b, { k: 'elem', v: over })
      : intern(b, { k: 'key', v: over });
    if (ts.isForOfStatement(n) && n.awaitModifier) awaits = over;
    const v = awaits === NONE ? plain : intern(b, { k: 'await', v: plain });
    // Code that is being written may declare nothing yet, or too much.
    if (ts.isVariableDeclarationList(n.initializer))
      for (const { name } of n.initializer.declarations) bindPattern(b, name, v, 'const');
    else if (ts.isIdentifier(n.initializer)) {
      const id = resolveName(b, n.initializer.text);
      if (id !== NONE) write(b, { b: id }, '=', v, n.initializer);
    }
  } else if (ts.isWhileStatement(n)) {
    forgetAssigned(b, n);
    cond = expr(b, n.expression, 'cond');
  } else forgetAssigned(b, n);
  const id = b.guards.length;
  guarded(b, { kind: 'loop', cond, yes: ts.isForStatement(n) || ts.isWhileStatement(n), s }, () => {
    statement(b, n.statement);
    if (ts.isForStatement(n) && n.incrementor) expr(b, n.incrementor, 'discard');
  });
  const exits = exitsOf(b, n.statement);
  if (exits.length > 0) b.guards[id]!.exits = exits;
  if (awaits !== NONE) b.guards[id]!.awaits = awaits;
  if (ts.isDoStatement(n)) expr(b, n.expression, 'cond');
  forgetAssigned(b, n);
  b.scope = before;
}

/** The conditions under which `break` and `return` leave the loop whose body this is; NONE for those that nothing decides. */
function exitsOf(b: Builder, body: ts.Statement): readonly ValueId[] {
  const out = new Set<ValueId>();
  const look = (n: ts.Node, cond: ValueId, inner: boolean): void => {
    if (ts.isFunctionLike(n) || ts.isClassLike(n)) return;
    if (ts.isReturnStatement(n) || (ts.isBreakStatement(n) && (!inner || n.label))) out.add(cond);
    const under = ts.isIfStatement(n) ? (b.conditions.get(n) ?? NONE) : ts.isCatchClause(n) ? NONE : cond;
    const within = inner || ts.isIterationStatement(n, false) || ts.isSwitchStatement(n);
    ts.forEachChild(n, (child) => look(child, under, within));
  };
  look(body, NONE, false);
  return [...out].sort((x, y) => x - y);
}

function importDeclaration(b: Builder, n: ts.ImportDeclaration): void {
  b.esm = true;
  if (!ts.isStringLiteral(n.moduleSpecifier)) return;
  const spec = n.moduleSpecifier.text;
  const c = n.importClause;
  const allTypes = !!c?.isTypeOnly;
  const named = c?.namedBindings && ts.isNamedImports(c.namedBindings) ? c.namedBindings.elements : [];
  const onlyTypes = allTypes || (!!c && !c.name && named.length > 0 && named.every((e) => e.isTypeOnly));
  b.imports.push({ spec, kind: 'import', typeOnly: onlyTypes, s: startOf(n.moduleSpecifier, b.sf) });
  if (!c) return;
  const bind = (id: ts.Identifier, name: string, typeOnly: boolean) => {
    const declared = b.scope.names.get(id.text);
    if (declared) refineBinding(b, bindingOf(b, declared, b.scope), { imp: { spec, name, typeOnly } });
  };
  if (c.name) bind(c.name, 'default', allTypes);
  if (c.namedBindings && ts.isNamespaceImport(c.namedBindings)) bind(c.namedBindings.name, '*', allTypes);
  for (const e of named) bind(e.name, (e.propertyName ?? e.name).text, allTypes || e.isTypeOnly);
}

function exportDeclaration(b: Builder, n: ts.ExportDeclaration): void {
  b.esm = true;
  const from = n.moduleSpecifier && ts.isStringLiteral(n.moduleSpecifier) ? n.moduleSpecifier.text : null;
  if (from !== null)
    b.imports.push({ spec: from, kind: 'export', typeOnly: n.isTypeOnly, s: startOf(n.moduleSpecifier!, b.sf) });
  const s = startOf(n, b.sf);
  if (!n.exportClause) {
    if (from !== null) b.exports.push({ name: '*', from, imported: '*', s });
    return;
  }
  if (ts.isNamespaceExport(n.exportClause)) {
    // The same as `import * as x from …; export { x }`, but for the name, which is none in this file.
    const { name } = n.exportClause;
    const id = b.bindings.length;
    if (from === null) return;
    b.bindings.push({
      name: name.text,
      kind: 'import',
      f: 0,
      s: startOf(name, b.sf),
      e: name.end,
      type: NONE,
      defs: [],
      captured: false,
      top: true,
      imp: { spec: from, name: '*', typeOnly: n.isTypeOnly },
    });
    b.exports.push({ name: name.text, b: id, v: NONE, s });
    return;
  }
  for (const e of n.exportClause.elements) {
    const local = (e.propertyName ?? e.name).text;
    if (from !== null) b.exports.push({ name: e.name.text, from, imported: local, s });
    else {
      const id = resolveName(b, local);
      if (id !== NONE) b.exports.push({ name: e.name.text, b: id, v: NONE, s: startOf(e, b.sf) });
    }
  }
}

/** Whether the last of some statements jumps away, so that nothing falls through. */
function leaves(list: readonly ts.Statement[]): boolean {
  const last = list.at(-1);
  if (!last) return false;
  if (ts.isBlock(last)) return leaves(last.statements);
  return (
    ts.isBreakStatement(last) || ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isContinueStatement(last)
  );
}
