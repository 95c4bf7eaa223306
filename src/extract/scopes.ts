import { ts } from 'ts-morph';

/** Names declared in one lexical scope; ids are given by the extractor when it first meets the scope. */
export type Scope = {
  readonly up: Scope | null;
  /** The function-like node (or source file) whose activation holds the scope's variables. */
  readonly owner: ts.Node;
  readonly names: Map<string, Declared>;
};

export type Declared = {
  readonly kind: 'var' | 'let' | 'const' | 'param' | 'function' | 'class' | 'import' | 'catch' | 'enum' | 'namespace';
  readonly node: ts.Identifier;
  id: number;
};

/** What one walk over a file finds out before any value is built: scopes, and which names are used or assigned where. */
export type ScopeTable = {
  readonly scopes: ReadonlyMap<ts.Node, Scope>;
  /** Names used by the functions and classes nested in a function-like node or the file: what its variables may be captured by. */
  readonly nested: ReadonlyMap<ts.Node, ReadonlySet<string>>;
  /** Names assigned inside a loop, try or switch statement. */
  readonly assigned: ReadonlyMap<ts.Node, ReadonlySet<string>>;
};

/** Thrown where a tree nests deeper than the walk follows; a count, so that every machine gives up at the same place. */
export class NestingError extends Error {}

/** Deepest syntax tree that is followed. Hand-written code stays below 120; the walks use about 4 frames a level. */
export const MAX_DEPTH = 700;

/**
 * Deepest nest inside a nest: as above without the chains that the parser follows in a loop (`a + b + c`, `a.b().c()`,
 * `else if`). The parser descends for each of the others, and its stack ends at about 480 levels as long as it runs
 * uncompiled, later when the engine has compiled it. A file must not be left out in one run and analysed in the next.
 */
export const MAX_NEST = 300;

export function isFunctionNode(n: ts.Node): n is ts.FunctionLikeDeclaration {
  switch (n.kind) {
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.MethodDeclaration:
    case ts.SyntaxKind.Constructor:
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
      return true;
    default:
      return false;
  }
}

/** Whether the parser reaches a child in a loop and not by descending. */
function isChained(n: ts.Node, child: ts.Node): boolean {
  switch (n.kind) {
    case ts.SyntaxKind.BinaryExpression:
      return child === (n as ts.BinaryExpression).left;
    case ts.SyntaxKind.PropertyAccessExpression:
    case ts.SyntaxKind.ElementAccessExpression:
    case ts.SyntaxKind.CallExpression:
    case ts.SyntaxKind.NonNullExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
      return child === (n as ts.CallExpression).expression;
    case ts.SyntaxKind.TaggedTemplateExpression:
      return child === (n as ts.TaggedTemplateExpression).tag;
    case ts.SyntaxKind.ArrayType:
      return true;
    case ts.SyntaxKind.IfStatement:
      return child.kind === n.kind && child === (n as ts.IfStatement).elseStatement;
    default:
      return false;
  }
}

/** Counts how types nest; nothing else of them is needed here. */
function visitType(n: ts.Node, depth: number, nest: number): void {
  if (depth > MAX_DEPTH || nest > MAX_NEST) throw new NestingError();
  ts.forEachChild(n, (c) => {
    setParent(c, n);
    visitType(c, depth + 1, isChained(n, c) ? nest : nest + 1);
  });
}

/** The parser can set parents too, in a walk of its own over the whole tree. */
function setParent(child: ts.Node, parent: ts.Node): void {
  (child as { parent: ts.Node }).parent = parent;
}

/** Parents of all that lies below a node. */
function setParentsBelow(n: ts.Node): void {
  ts.forEachChild(n, (c) => {
    setParent(c, n);
    setParentsBelow(c);
  });
}

function isMergePoint(n: ts.Node): boolean {
  return ts.isIterationStatement(n, false) || ts.isTryStatement(n) || ts.isSwitchStatement(n);
}

/** Builds the scopes of a file in one walk, which sets the parent of each node as well. Throws NestingError beyond MAX_DEPTH and MAX_NEST. */
export function buildScopes(file: ts.SourceFile): ScopeTable {
  const scopes = new Map<ts.Node, Scope>();
  const nested = new Map<ts.Node, Set<string>>();
  const assigned = new Map<ts.Node, Set<string>>();
  const functionStack: Set<string>[] = [];
  const mergeStack: Set<string>[] = [];

  const declare = (scope: Scope, id: ts.Identifier, kind: Declared['kind']) => {
    const old = scope.names.get(id.text);
    // The first declaration stays the home; a function over a var of the same name is the same variable.
    if (!old) scope.names.set(id.text, { kind, node: id, id: -1 });
  };
  const declarePattern = (scope: Scope, name: ts.BindingName, kind: Declared['kind']): void => {
    if (ts.isIdentifier(name)) declare(scope, name, kind);
    else for (const el of name.elements) if (!ts.isOmittedExpression(el)) declarePattern(scope, el.name, kind);
  };
  const functionScope = (s: Scope): Scope => {
    let at = s;
    while (at.up && at.up.owner === at.owner) at = at.up;
    return at;
  };
  const touch = (name: string) => {
    for (const s of mergeStack) s.add(name);
  };
  const touchTarget = (n: ts.Node): void => {
    if (ts.isIdentifier(n)) touch(n.text);
    else if (ts.isParenthesizedExpression(n) || ts.isAsExpression(n) || ts.isNonNullExpression(n))
      touchTarget(n.expression);
    else if (ts.isArrayLiteralExpression(n))
      for (const el of n.elements) touchTarget(ts.isSpreadElement(el) ? el.expression : el);
    else if (ts.isBinaryExpression(n) && n.operatorToken.kind === ts.SyntaxKind.EqualsToken) touchTarget(n.left);
    else if (ts.isObjectLiteralExpression(n))
      for (const p of n.properties) {
        if (ts.isShorthandPropertyAssignment(p)) touch(p.name.text);
        else if (ts.isPropertyAssignment(p)) touchTarget(p.initializer);
        else if (ts.isSpreadAssignment(p)) touchTarget(p.expression);
      }
  };

  const visit = (n: ts.Node, scope: Scope, depth: number, nest: number): void => {
    if (depth > MAX_DEPTH || nest > MAX_NEST) throw new NestingError();
    if (ts.isTypeNode(n) && n.kind !== ts.SyntaxKind.ExpressionWithTypeArguments) {
      visitType(n, depth, nest);
      return;
    }
    let inner = scope;
    if (ts.isIdentifier(n)) {
      functionStack.at(-1)?.add(n.text);
      return;
    }
    switch (n.kind) {
      case ts.SyntaxKind.VariableDeclaration: {
        const d = n as ts.VariableDeclaration;
        const flags = (d.parent?.flags ?? 0) & ts.NodeFlags.BlockScoped;
        const kind = flags === 0 ? 'var' : flags & ts.NodeFlags.Let && !(flags & ts.NodeFlags.Const) ? 'let' : 'const';
        declarePattern(kind === 'var' ? functionScope(scope) : scope, d.name, kind);
        if (d.initializer) touchPattern(d.name);
        break;
      }
      case ts.SyntaxKind.FunctionDeclaration:
        if ((n as ts.FunctionDeclaration).name) declare(scope, (n as ts.FunctionDeclaration).name!, 'function');
        break;
      case ts.SyntaxKind.ClassDeclaration:
        if ((n as ts.ClassDeclaration).name) declare(scope, (n as ts.ClassDeclaration).name!, 'class');
        break;
      case ts.SyntaxKind.EnumDeclaration:
        declare(scope, (n as ts.EnumDeclaration).name, 'enum');
        break;
      case ts.SyntaxKind.ModuleDeclaration:
        // `declare global` adds to the types of the global object; it makes nothing that is called `global`.
        if (ts.isIdentifier((n as ts.ModuleDeclaration).name) && (n.flags & ts.NodeFlags.GlobalAugmentation) === 0)
          declare(scope, (n as ts.ModuleDeclaration).name as ts.Identifier, 'namespace');
        break;
      case ts.SyntaxKind.ImportClause: {
        const c = n as ts.ImportClause;
        if (c.name) declare(scope, c.name, 'import');
        if (c.namedBindings && ts.isNamespaceImport(c.namedBindings)) declare(scope, c.namedBindings.name, 'import');
        else if (c.namedBindings) for (const el of c.namedBindings.elements) declare(scope, el.name, 'import');
        setParentsBelow(c);
        return;
      }
      case ts.SyntaxKind.ImportEqualsDeclaration:
        declare(scope, (n as ts.ImportEqualsDeclaration).name, 'import');
        break;
      case ts.SyntaxKind.BinaryExpression: {
        const op = (n as ts.BinaryExpression).operatorToken.kind;
        if (op >= ts.SyntaxKind.FirstAssignment && op <= ts.SyntaxKind.LastAssignment)
          touchTarget((n as ts.BinaryExpression).left);
        break;
      }
      case ts.SyntaxKind.PrefixUnaryExpression:
      case ts.SyntaxKind.PostfixUnaryExpression: {
        const u = n as ts.PrefixUnaryExpression;
        if (u.operator === ts.SyntaxKind.PlusPlusToken || u.operator === ts.SyntaxKind.MinusMinusToken)
          touchTarget(u.operand);
        break;
      }
      case ts.SyntaxKind.ForOfStatement:
      case ts.SyntaxKind.ForInStatement:
        if (!ts.isVariableDeclarationList((n as ts.ForOfStatement).initializer))
          touchTarget((n as ts.ForOfStatement).initializer);
        break;
    }
    if (isFunctionNode(n)) {
      inner = { up: scope, owner: n, names: new Map() };
      scopes.set(n, inner);
      if (ts.isFunctionExpression(n) && n.name) declare(inner, n.name, 'function');
      for (const p of n.parameters) declarePattern(inner, p.name, 'param');
      const names = new Set<string>();
      nested.set(n, new Set());
      functionStack.push(names);
      const merges = mergeStack.splice(0); // assignments inside a closure are covered by "captured", not by merges
      visitChildren(n, inner, depth, nest);
      mergeStack.push(...merges);
      functionStack.pop();
      handUp(scope, names);
      return;
    }
    if (ts.isClassLike(n)) {
      inner = { up: scope, owner: scope.owner, names: new Map() };
      scopes.set(n, inner);
      if (ts.isClassExpression(n) && n.name) declare(inner, n.name, 'class');
      // Field initialisers run as functions of their own, so what they use of the outside counts as captured.
      const names = new Set<string>();
      functionStack.push(names);
      visitChildren(n, inner, depth, nest);
      functionStack.pop();
      handUp(scope, names);
      return;
    }
    if (
      ts.isBlock(n) ||
      ts.isIterationStatement(n, false) ||
      ts.isCaseBlock(n) ||
      ts.isCatchClause(n) ||
      ts.isModuleBlock(n) ||
      ts.isClassStaticBlockDeclaration(n)
    ) {
      inner = { up: scope, owner: scope.owner, names: new Map() };
      scopes.set(n, inner);
      if (ts.isCatchClause(n) && n.variableDeclaration) declarePattern(inner, n.variableDeclaration.name, 'catch');
    }
    if (isMergePoint(n)) {
      const names = new Set<string>();
      assigned.set(n, names);
      mergeStack.push(names);
      visitChildren(n, inner, depth, nest);
      mergeStack.pop();
      return;
    }
    visitChildren(n, inner, depth, nest);
  };
  const visitChildren = (n: ts.Node, scope: Scope, depth: number, nest: number): void =>
    ts.forEachChild(n, (c) => {
      setParent(c, n);
      visit(c, scope, depth + 1, isChained(n, c) ? nest : nest + 1);
    });
  const handUp = (scope: Scope, names: Set<string>) => {
    const outer = nested.get(scope.owner);
    if (outer) for (const name of names) outer.add(name);
    // What is used in there is used in what surrounds it.
    const around = functionStack.at(-1);
    if (around) for (const name of names) around.add(name);
  };
  const touchPattern = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) touch(name.text);
    else for (const el of name.elements) if (!ts.isOmittedExpression(el)) touchPattern(el.name);
  };

  const top: Scope = { up: null, owner: file, names: new Map() };
  scopes.set(file, top);
  nested.set(file, new Set());
  ts.forEachChild(file, (c) => {
    setParent(c, file);
    visit(c, top, 0, 0);
  });
  return { scopes, nested, assigned };
}
