import { ts } from 'ts-morph';
import { type ExtractFailure, factsOfTree, nestingFailure, parsed, toldByTree } from './extract.ts';
import { FACTS_VERSION, type FileFacts, type Sketch } from './facts.ts';
import { isChained, MAX_DEPTH, MAX_NEST, NestingError } from './scopes.ts';

/**
 * As much of a file's facts as is asked of one that no process loads: a third of the work that all of them are. Pure, like `extract`,
 * and says the same as that does. Where that would need more than a look at the tree (a file that loads others while it runs, has
 * namespaces or comments to this tool, or could not be parsed without a fault) the facts come back in full.
 */
export function sketch(path: string, text: string): Sketch | FileFacts | ExtractFailure {
  const sf = parsed(path, text);
  if ('reason' in sf) return sf;
  const imports = isPlain(sf) ? importsOf(sf) : null;
  if (!imports) return factsOfTree(path, text, sf);
  const room = { values: 0, bindings: 0, functions: 1, classes: 0, calls: 0 };
  const names = { globals: new Set<string>(), called: new Set<string>(), methods: new Set<string>() };
  try {
    for (const statement of sf.statements)
      if (!look(statement, 0, 0, { room, names })) return factsOfTree(path, text, sf);
  } catch (e) {
    return nestingFailure(e);
  }
  const told = toldByTree(sf, text);
  if (told.comments.length > 0) return factsOfTree(path, text, sf);
  const { specs, typeSpecs, esm } = imports;
  return {
    version: FACTS_VERSION,
    file: path,
    length: text.length,
    sketch: {
      ...room,
      specs: [...specs],
      typeSpecs: [...typeSpecs],
      maybe: { globals: inBars(names.globals), called: inBars(names.called), methods: inBars(names.methods) },
    },
    esm,
    ...told,
  };
}

const inBars = (names: ReadonlySet<string>): string => `|${[...names].join('|')}|`;

/** Whether a file loads others by its imports alone. */
function isPlain(sf: ts.SourceFile): boolean {
  const { parseDiagnostics: errors, identifiers } = sf as unknown as {
    readonly parseDiagnostics: readonly unknown[];
    readonly identifiers: ReadonlyMap<string, string>;
  };
  // The parser's mark is internal: it tells that `import(` may stand somewhere in the file.
  const mayLoad = (sf.flags & MAY_LOAD) !== 0 || identifiers.has('require');
  return errors.length === 0 && !mayLoad;
}
const MAY_LOAD = 1 << 22;

/** What a file imports, and whether it is a module; null where a statement is not as simple as most. */
function importsOf(sf: ts.SourceFile) {
  const specs = new Set<string>();
  const types = new Set<string>();
  let esm = false;
  for (const s of sf.statements)
    switch (s.kind) {
      case ts.SyntaxKind.ImportDeclaration: {
        const { moduleSpecifier, importClause: c } = s as ts.ImportDeclaration;
        esm = true;
        if (!ts.isStringLiteral(moduleSpecifier)) return null;
        const named = c?.namedBindings && ts.isNamedImports(c.namedBindings) ? c.namedBindings.elements : [];
        const onlyTypes = !!c && !c.name && named.length > 0 && named.every((one) => one.isTypeOnly);
        (c?.isTypeOnly || onlyTypes ? types : specs).add(moduleSpecifier.text);
        break;
      }
      case ts.SyntaxKind.ExportDeclaration: {
        const { moduleSpecifier, isTypeOnly } = s as ts.ExportDeclaration;
        esm = true;
        if (!moduleSpecifier) break;
        if (!ts.isStringLiteral(moduleSpecifier)) return null;
        (isTypeOnly ? types : specs).add(moduleSpecifier.text);
        break;
      }
      case ts.SyntaxKind.ExportAssignment:
        if ((s as ts.ExportAssignment).isExportEquals) return null;
        esm = true;
        break;
      case ts.SyntaxKind.ModuleDeclaration:
      case ts.SyntaxKind.ImportEqualsDeclaration:
        return null;
      default: {
        const exports = ownExports(s);
        if (exports === null) return null;
        esm ||= exports;
      }
    }
  return { specs, typeSpecs: new Set([...types].filter((spec) => !specs.has(spec))), esm };
}

/** Whether a statement exports a value that it declares; null where that takes a closer look. */
function ownExports(s: ts.Statement): boolean | null {
  const modifiers = ts.canHaveModifiers(s) ? ts.getModifiers(s) : undefined;
  const has = (kind: ts.SyntaxKind) => modifiers?.some((one) => one.kind === kind) ?? false;
  if (!has(ts.SyntaxKind.ExportKeyword)) return false;
  switch (s.kind) {
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
      return false;
    case ts.SyntaxKind.EnumDeclaration:
      return true;
    case ts.SyntaxKind.FunctionDeclaration:
      return (s as ts.FunctionDeclaration).body !== undefined;
    case ts.SyntaxKind.ClassDeclaration:
      return !has(ts.SyntaxKind.DeclareKeyword);
    case ts.SyntaxKind.VariableStatement: {
      if (has(ts.SyntaxKind.DeclareKeyword)) return false;
      const [first] = (s as ts.VariableStatement).declarationList.declarations;
      return first && ts.isIdentifier(first.name) ? true : null;
    }
    default:
      return null;
  }
}

type Names = Readonly<Record<'globals' | 'called' | 'methods', Set<string>>>;
type Found = { readonly room: Room; readonly names: Names };
type Room = { values: number; bindings: number; functions: number; classes: number; calls: number };

/**
 * Goes through a tree as deep as `buildScopes` does, and counts what facts of it there may be, and collects what they may name:
 * where there is no room, linking starts anew; names that are none of the facts' cost a look at them, and none may be missing. False where something exports or imports inside.
 */
function look(n: ts.Node, depth: number, nest: number, found: Found): boolean {
  if (depth > MAX_DEPTH || nest > MAX_NEST) throw new NestingError();
  const { room, names } = found;
  switch (n.kind) {
    case ts.SyntaxKind.Identifier:
      room.values++;
      names.globals.add((n as ts.Identifier).text);
      return true;
    case ts.SyntaxKind.ImportClause: {
      const { namedBindings: names } = n as ts.ImportClause;
      const count = 1 + (names && ts.isNamedImports(names) ? names.elements.length : 1);
      room.bindings += count;
      room.values += count;
      return true;
    }
    case ts.SyntaxKind.ImportDeclaration:
    case ts.SyntaxKind.ExportDeclaration:
    case ts.SyntaxKind.ExportAssignment:
      if (depth > 0) return false;
      break;
    case ts.SyntaxKind.ExportKeyword:
      return depth === 1;
    case ts.SyntaxKind.ModuleDeclaration:
    case ts.SyntaxKind.ImportEqualsDeclaration:
      return false;
    case ts.SyntaxKind.BindingElement: {
      const { name, propertyName } = n as ts.BindingElement;
      addName(names.called, propertyName ?? name);
      addInitializer(n as ts.BindingElement, found);
      break;
    }
    case ts.SyntaxKind.VariableDeclaration:
    case ts.SyntaxKind.Parameter:
      addInitializer(n as ts.ParameterDeclaration, found);
      break;
    case ts.SyntaxKind.EnumDeclaration:
      room.bindings++;
      break;
    case ts.SyntaxKind.BinaryExpression: {
      const { left, operatorToken, right } = n as ts.BinaryExpression;
      if (operatorToken.kind < ts.SyntaxKind.FirstAssignment || operatorToken.kind > ts.SyntaxKind.LastAssignment)
        break;
      addYielded(names.called, right);
      addPattern(names.called, left);
      break;
    }
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.ForInStatement:
      addPattern(names.called, (n as ts.ForOfStatement).initializer);
      break;
    case ts.SyntaxKind.MethodDeclaration:
      addName(names.methods, (n as ts.MethodDeclaration).name);
      room.functions++;
      room.bindings++;
      break;
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.Constructor:
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
    case ts.SyntaxKind.ClassStaticBlockDeclaration:
      room.functions++;
      room.bindings++;
      break;
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.ClassExpression:
      room.classes++;
      room.functions += 2;
      room.bindings++;
      break;
    case ts.SyntaxKind.CallExpression:
    case ts.SyntaxKind.NewExpression:
    case ts.SyntaxKind.Decorator:
      addYielded(names.called, (n as ts.CallExpression).expression);
      room.calls++;
      break;
    case ts.SyntaxKind.TaggedTemplateExpression:
      addYielded(names.called, (n as ts.TaggedTemplateExpression).tag);
      room.calls++;
      break;
    case ts.SyntaxKind.JsxOpeningElement:
    case ts.SyntaxKind.JsxSelfClosingElement:
      addYielded(names.called, (n as ts.JsxSelfClosingElement).tagName as ts.Expression);
      room.calls++;
      break;
  }
  room.values++;
  const isType = ts.isTypeNode(n) && n.kind !== ts.SyntaxKind.ExpressionWithTypeArguments;
  const { values } = room;
  let plain = true;
  ts.forEachChild(n, (c) => {
    if (!look(c, depth + 1, isChained(n, c) ? nest : nest + 1, found)) plain = false;
  });
  // Of a type hardly any value is made.
  if (isType) room.values = values;
  return plain;
}

function addInitializer({ initializer }: { readonly initializer?: ts.Expression }, { room, names }: Found): void {
  if (initializer) addYielded(names.called, initializer);
  room.bindings++;
}

function addName(to: Set<string>, n: ts.Node): void {
  if (ts.isIdentifier(n) || ts.isPrivateIdentifier(n) || ts.isStringLiteralLike(n)) to.add(n.text);
  else if (ts.isComputedPropertyName(n)) addName(to, n.expression);
}

/** Names of the variables and properties whose value an expression may come to; none of what is called or made there. */
function addYielded(to: Set<string>, n: ts.Expression): void {
  switch (n.kind) {
    case ts.SyntaxKind.Identifier:
      addName(to, n);
      return;
    case ts.SyntaxKind.PropertyAccessExpression:
      addName(to, (n as ts.PropertyAccessExpression).name);
      return;
    case ts.SyntaxKind.ElementAccessExpression:
      addName(to, (n as ts.ElementAccessExpression).argumentExpression);
      return;
    case ts.SyntaxKind.ParenthesizedExpression:
    case ts.SyntaxKind.NonNullExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
    case ts.SyntaxKind.TypeAssertionExpression:
      addYielded(to, (n as ts.NonNullExpression).expression);
      return;
    case ts.SyntaxKind.ConditionalExpression:
      addYielded(to, (n as ts.ConditionalExpression).whenTrue);
      addYielded(to, (n as ts.ConditionalExpression).whenFalse);
      return;
    case ts.SyntaxKind.BinaryExpression:
      addYielded(to, (n as ts.BinaryExpression).left);
      addYielded(to, (n as ts.BinaryExpression).right);
      return;
  }
}

/** Names of the properties that a pattern takes out of what is assigned to it. */
function addPattern(to: Set<string>, n: ts.Node): void {
  if (ts.isObjectLiteralExpression(n))
    for (const p of n.properties) {
      if (p.name) addName(to, p.name);
      if (ts.isPropertyAssignment(p)) addPattern(to, p.initializer);
      if (ts.isShorthandPropertyAssignment(p) && p.objectAssignmentInitializer)
        addYielded(to, p.objectAssignmentInitializer);
    }
  else if (ts.isArrayLiteralExpression(n)) for (const one of n.elements) addPattern(to, one);
  else if (ts.isBinaryExpression(n)) {
    addPattern(to, n.left);
    addYielded(to, n.right);
  }
}
