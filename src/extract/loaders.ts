import { ts } from 'ts-morph';
import { type Builder, lookup } from './builder.ts';

// What loads a module as `require` does, by a path from the file that calls it.

/** Packages whose export does (https://github.com/requirejs/r.js, https://github.com/sindresorhus/import-fresh). */
const LOADERS = new Set(['requirejs', 'r.js', 'import-fresh', 'require-uncached', 'tsx/esm/api#tsImport']);
/** Functions that make such a loader: of Node, `esm`, `jiti`, `import-lazy`, `require-reload`, as their pages say. */
const MAKERS = new Set([
  'module#createRequire',
  'module#createRequireFromPath',
  'node:module#createRequire',
  'esm',
  '@std/esm',
  'jiti',
  'jiti#createJiti',
  'import-lazy',
  'require-reload',
]);
/** Makers whose loaders have another form as a method that gives a promise: `jiti.import(path)`. */
const WITH_IMPORT = new Set(['jiti', 'jiti#createJiti']);
/** Loaders that give a promise. */
const AWAITED = new Set(['tsx/esm/api#tsImport']);
/** Variables that one loader goes through. */
const MAX_NAMES = 6;
/** Parts within parts of a path that is written out in several. */
const MAX_PARTS = 6;

/** What a call loads its first argument with, where its callee is `require` under another name: at once, or as `import` does. */
export function loaderOf(b: Builder, callee: ts.Expression): 'require' | 'dynamic' | null {
  if (ts.isIdentifier(callee)) {
    // Most calls are of functions of the program: asked of each call.
    if (isRequire(b, callee)) return 'require';
    const named = nameOf(b, callee, 0);
    if (named !== null) return LOADERS.has(named) ? (AWAITED.has(named) ? 'dynamic' : 'require') : null;
    return isMade(b, callee, MAKERS, 0) ? 'require' : null;
  }
  if (ts.isCallExpression(callee)) return isMade(b, callee, MAKERS, 0) ? 'require' : null;
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const on = callee.expression;
  if (callee.name.text === 'require') return isModule(b, on) ? 'require' : null;
  return callee.name.text === 'import' && isMade(b, on, WITH_IMPORT, 0) ? 'dynamic' : null;
}

const isImportCall = (n: ts.Expression): n is ts.ImportCall =>
  ts.isCallExpression(n) && n.expression.kind === ts.SyntaxKind.ImportKeyword;

/** A path that is written out, also in parts, as it is to keep a bundler from following it (`'node:' + 'sqlite'`); null for all else. */
export function writtenPath(n: ts.Expression | undefined, depth = 0): string | null {
  if (!n || depth > MAX_PARTS) return null;
  if (ts.isStringLiteralLike(n)) return n.text;
  if (ts.isParenthesizedExpression(n)) return writtenPath(n.expression, depth + 1);
  if (!ts.isBinaryExpression(n) || n.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [writtenPath(n.left, depth + 1), writtenPath(n.right, depth + 1)];
  return left === null || right === null ? null : left + right;
}

const isRequire = (b: Builder, n: ts.Expression): boolean =>
  ts.isIdentifier(n) && n.text === 'require' && !lookup(b, 'require');

/** `module`, `module.parent`, `require.main`, `process.mainModule`: modules of Node, that load from where they stand. */
function isModule(b: Builder, n: ts.Expression): boolean {
  if (ts.isIdentifier(n)) return n.text === 'module' && !lookup(b, 'module');
  if (!ts.isPropertyAccessExpression(n)) return false;
  return n.name.text === 'main' && isRequire(b, n.expression);
}

/** Whether an expression is what one of these functions makes: written there, or kept in a variable. */
function isMade(b: Builder, n: ts.Expression, makers: ReadonlySet<string>, depth: number): boolean {
  if (depth > MAX_NAMES) return false;
  if (ts.isCallExpression(n) && n.arguments.length > 0) {
    const named = nameOf(b, n.expression, 0);
    return named !== null && makers.has(named);
  }
  const init = ts.isIdentifier(n) ? initialiserOf(b, n) : null;
  return init !== null && isMade(b, init, makers, depth + 1);
}

/** `package`, or `package#export`, of an expression that is nothing but that; null for all else. */
function nameOf(b: Builder, n: ts.Expression, depth: number): string | null {
  if (depth > MAX_NAMES) return null;
  if (ts.isAwaitExpression(n) && isImportCall(n.expression)) return writtenPath(n.expression.arguments[0]);
  if (ts.isCallExpression(n)) return isRequire(b, n.expression) ? writtenPath(n.arguments[0]) : null;
  if (ts.isPropertyAccessExpression(n)) {
    const of = nameOf(b, n.expression, depth + 1);
    return of === null || of.includes('#') ? null : n.name.text === 'default' ? of : `${of}#${n.name.text}`;
  }
  if (!ts.isIdentifier(n)) return null;
  const declared = lookup(b, n.text)?.declared.node.parent;
  if (!declared) return null;
  if (ts.isImportClause(declared)) return specOf(declared.parent);
  if (ts.isNamespaceImport(declared)) return specOf(declared.parent.parent);
  if (ts.isImportSpecifier(declared)) {
    const [of, name] = [specOf(declared.parent.parent.parent), (declared.propertyName ?? declared.name).text];
    return of === null || name === 'default' ? of : `${of}#${name}`;
  }
  if (ts.isBindingElement(declared)) {
    const whole = declared.parent.parent;
    const of = ts.isVariableDeclaration(whole) && whole.initializer ? nameOf(b, whole.initializer, depth + 1) : null;
    const name = declared.propertyName ?? declared.name;
    return of === null || of.includes('#') || !ts.isIdentifier(name) ? null : `${of}#${name.text}`;
  }
  const init = initialiserOf(b, n);
  return init === null ? null : nameOf(b, init, depth + 1);
}

const specOf = (n: ts.Node): string | null =>
  ts.isImportDeclaration(n) && ts.isStringLiteral(n.moduleSpecifier) ? n.moduleSpecifier.text : null;

/** What a variable is made with where it is declared. */
function initialiserOf(b: Builder, n: ts.Identifier): ts.Expression | null {
  const declared = lookup(b, n.text)?.declared.node.parent;
  return declared && ts.isVariableDeclaration(declared) && declared.name.kind === ts.SyntaxKind.Identifier
    ? (declared.initializer ?? null)
    : null;
}
