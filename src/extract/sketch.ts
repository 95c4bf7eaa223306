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
  try {
    for (const statement of sf.statements) if (!look(statement, 0, 0, room)) return factsOfTree(path, text, sf);
  } catch (e) {
    return nestingFailure(e);
  }
  const told = toldByTree(sf, text);
  if (told.comments.length > 0) return factsOfTree(path, text, sf);
  const { specs, typeSpecs, esm } = imports;
  const { identifiers } = sf as unknown as { readonly identifiers: ReadonlyMap<string, string> };
  return {
    version: FACTS_VERSION,
    file: path,
    length: text.length,
    sketch: { ...room, specs: [...specs], typeSpecs: [...typeSpecs], names: `|${[...identifiers.keys()].join('|')}|` },
    esm,
    ...told,
  };
}

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

type Room = { values: number; bindings: number; functions: number; classes: number; calls: number };

/**
 * Goes through a tree as deep as `buildScopes` does, and counts what facts of it there may be: where that is too few, linking starts anew.
 * False where something exports or imports inside.
 */
function look(n: ts.Node, depth: number, nest: number, room: Room): boolean {
  if (depth > MAX_DEPTH || nest > MAX_NEST) throw new NestingError();
  switch (n.kind) {
    case ts.SyntaxKind.Identifier:
      room.values++;
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
    case ts.SyntaxKind.VariableDeclaration:
    case ts.SyntaxKind.Parameter:
    case ts.SyntaxKind.BindingElement:
    case ts.SyntaxKind.EnumDeclaration:
      room.bindings++;
      break;
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.MethodDeclaration:
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
    case ts.SyntaxKind.TaggedTemplateExpression:
    case ts.SyntaxKind.JsxOpeningElement:
    case ts.SyntaxKind.JsxSelfClosingElement:
    case ts.SyntaxKind.Decorator:
      room.calls++;
      break;
  }
  room.values++;
  const isType = ts.isTypeNode(n) && n.kind !== ts.SyntaxKind.ExpressionWithTypeArguments;
  const { values } = room;
  let plain = true;
  ts.forEachChild(n, (c) => {
    if (!look(c, depth + 1, isChained(n, c) ? nest : nest + 1, room)) plain = false;
  });
  // Of a type hardly any value is made.
  if (isType) room.values = values;
  return plain;
}
