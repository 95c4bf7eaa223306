import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { byCodeUnit } from '../../src/text/order.ts';
import { repositoryRoot } from '../support/process.ts';

/** One import of one of our own files. Paths are from the repository's root with `/`. */
export type Arrow = {
  readonly from: string;
  readonly line: number;
  /** A file of ours, or the name of a package (`node:fs`, `chalk`). */
  readonly to: string;
  readonly own: boolean;
  /** Gone after compilation: no code of `to` runs because of it. */
  readonly typeOnly: boolean;
};

/** All files below a folder of the repository that end so, sorted. */
export function filesOf(folder: string, ending: string): string[] {
  return fs
    .readdirSync(path.join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.relative(repositoryRoot, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort(byCodeUnit);
}

export function textOf(file: string): string {
  return fs.readFileSync(path.join(repositoryRoot, file), 'utf8');
}

/** Every import, export from, `import()` and `require()` of the files. */
export function arrowsOf(files: readonly string[]): Arrow[] {
  return files.flatMap((from) => {
    const source = ts.createSourceFile(from, textOf(from), ts.ScriptTarget.Latest, true);
    const arrows: Arrow[] = [];
    const add = (specifier: ts.Expression | undefined, typeOnly: boolean, node: ts.Node) => {
      if (!specifier || !ts.isStringLiteralLike(specifier)) return;
      const own = specifier.text.startsWith('.');
      const to = own ? path.posix.join(path.posix.dirname(from), specifier.text) : packageOf(specifier.text);
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      arrows.push({ from, line, to, own, typeOnly });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause), node);
      else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, isTypeExport(node), node);
      else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
        add(node.argument.literal as ts.Expression, true, node);
      else if (ts.isCallExpression(node)) {
        const { expression } = node;
        const loads =
          expression.kind === ts.SyntaxKind.ImportKeyword ||
          (ts.isIdentifier(expression) && expression.text === 'require');
        if (loads) add(node.arguments[0], false, node);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return arrows;
  });
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function isTypeExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true;
  const named = node.exportClause;
  if (!named || !ts.isNamedExports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

/** `@scope/name/sub` is `@scope/name`; modules of Node.js keep their sub-path (`node:timers/promises`). */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The stage that a file of ours belongs to: its folder in src, or the file itself at the top of src. */
export function stageOf(file: string): string {
  const [top, second, ...rest] = file.split('/');
  if (top !== 'src') return top!;
  return rest.length > 0 ? second! : `src/${second}`;
}
