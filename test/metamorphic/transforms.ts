import path from 'node:path';
import ts from 'typescript';

/** A small project: path → text. */
export type Project = ReadonlyMap<string, string>;

/** What a transform made of a project, and the names that things had before it. */
export type Changed = { readonly project: Project; readonly before: ReadonlyMap<string, string> };

/** Writes a project another way that does the same. Undefined where there is nothing that it could change. */
export type Transform = (project: Project) => Changed | undefined;

type Edit = { readonly start: number; readonly end: number; readonly text: string };

const isCode = (file: string): boolean => /\.(?:[cm]?[jt]s|[jt]sx)$/.test(file) && !file.endsWith('.d.ts');

const parse = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);
}

function* below(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child));
  for (const child of children) yield* below(child);
}

const replace = (node: ts.Node, text: string): Edit => ({ start: node.getStart(), end: node.getEnd(), text });

/** Whether an identifier stands for a variable, and not for a property, a key, a label or a name of something else. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isMethodDeclaration(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) return false;
  if (ts.isGetAccessor(parent) || ts.isSetAccessor(parent) || ts.isEnumMember(parent)) return false;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isLabeledStatement(parent)) return false;
  if (ts.isTypeReferenceNode(parent) || ts.isTypeParameterDeclaration(parent)) return false;
  return !isDeclared(node);
}

/** Whether an identifier is the name that a declaration gives. */
function isDeclared(node: ts.Identifier): boolean {
  const { parent } = node as { parent: ts.Node & { name?: ts.Node } };
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return false;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isExportSpecifier(parent)) return false;
  return parent.name === node;
}

type Held = {
  readonly name: string;
  readonly list: ts.VariableDeclarationList;
  readonly statement: ts.VariableStatement;
  readonly declaration: ts.VariableDeclaration;
  readonly initializer: ts.Expression | undefined;
  readonly references: readonly ts.Identifier[];
  readonly isExported: boolean;
};

/** The variables of a module that are declared alone, and whose name means nothing else in the file. */
function heldIn(source: ts.SourceFile): readonly Held[] {
  const identifiers = [...below(source)].filter(ts.isIdentifier);
  return source.statements.filter(ts.isVariableStatement).flatMap((statement): readonly Held[] => {
    const list = statement.declarationList;
    const [declaration] = list.declarations;
    if (!declaration || list.declarations.length > 1 || !ts.isIdentifier(declaration.name)) return [];
    const name = declaration.name.text;
    const same = identifiers.filter(({ text }) => text === name);
    if (same.filter(isDeclared).length !== 1) return [];
    if (same.some(({ parent }) => ts.isExportSpecifier(parent) || ts.isTypeQueryNode(parent))) return [];
    if (same.some(({ parent }) => ts.isExportAssignment(parent))) return [];
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return [];
    const { initializer } = declaration;
    return [{ name, list, statement, declaration, initializer, references: same.filter(isReference), isExported }];
  });
}

/** Whether a variable holds something, and is not just a name for a function, a class or a module. */
function isState({ initializer, references, list }: Held): boolean {
  if (!initializer) return references.length > 0 && (list.flags & ts.NodeFlags.Let) !== 0;
  if (ts.isFunctionLike(initializer) || ts.isClassExpression(initializer)) return false;
  return ![...below(initializer)].some(
    (node) =>
      ts.isAwaitExpression(node) ||
      node.kind === ts.SyntaxKind.ThisKeyword ||
      ts.isFunctionLike(node) ||
      (ts.isIdentifier(node) && node.text === 'require'),
  );
}

/** Puts something else in the place of each reference; `{ x }` keeps its key. */
const pointed = ({ references }: Held, text: string): readonly Edit[] =>
  references.map((node) =>
    replace(node, ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ${text}` : text),
  );

/** Applies what is done to one file to each, and joins it. */
function eachFile(
  project: Project,
  change: (source: ts.SourceFile, before: Map<string, string>, added: Map<string, string>) => readonly Edit[],
): Changed | undefined {
  const before = new Map<string, string>();
  const added = new Map<string, string>();
  let any = false;
  const out = new Map(
    [...project].map(([file, text]) => {
      if (!isCode(file)) return [file, text];
      const edits = change(parse(file, text), before, added);
      if (edits.length > 0) any = true;
      return [file, edited(text, edits)];
    }),
  );
  return any ? { project: new Map([...out, ...added]), before } : undefined;
}

/** Names say nothing: variables of modules that are not exported have others. */
const renamed: Transform = (project) => {
  let count = 0;
  return eachFile(project, (source, before) =>
    heldIn(source)
      .filter((held) => !held.isExported)
      .flatMap((held) => {
        const name = `it${++count}`;
        before.set(name, held.name);
        return [replace(held.declaration.name, name), ...pointed(held, name)];
      }),
  );
};

/** Functions are hoisted: their declarations stand at the end, the last one first. */
const reordered: Transform = (project) =>
  eachFile(project, (source) => {
    const moved = source.statements.filter((one) => ts.isFunctionDeclaration(one) && one.body !== undefined);
    if (moved.length === 0 || moved.some((one) => one.getText().startsWith('export default'))) return [];
    const text = moved.map((one) => one.getText()).reverse();
    return [
      ...moved.map((one) => replace(one, '')),
      { start: source.text.length, end: source.text.length, text: `\n${text.join('\n')}\n` },
    ];
  });

/** A value comes out of a function that is called at once. */
const called: Transform = (project) =>
  eachFile(project, (source) =>
    heldIn(source)
      .filter((held) => held.initializer && isState(held))
      .map(({ initializer }) => replace(initializer!, `(() => (${initializer!.getText()}))()`)),
  );

/** Whether a variable is made from none of the others: one that is would be written anew twice at one place. */
const standsAlone = (held: Held, _: number, all: readonly Held[]): boolean => {
  const names = [...below(held.declaration)].filter(ts.isIdentifier).map(({ text }) => text);
  return !all.some((other) => other !== held && names.includes(other.name));
};

/** What a module does when it loads is done by a function that it calls. */
const started: Transform = (project) =>
  eachFile(project, (source) => {
    const run = source.statements.filter(
      (one) =>
        ts.isExpressionStatement(one) &&
        !ts.isStringLiteral(one.expression) &&
        !/\b(?:exports|await|require)\b/.test(one.getText()),
    );
    const last = source.statements.at(-1);
    // Only where nothing that is declared later depends on it: the statements that the file ends with.
    const end = run.filter((one) =>
      source.statements.slice(source.statements.indexOf(one)).every((x) => run.includes(x)),
    );
    if (end.length === 0 || last === undefined) return [];
    return [
      { start: end[0]!.getStart(), end: end[0]!.getStart(), text: 'function startUp() {\n' },
      { start: last.getEnd(), end: last.getEnd(), text: '\n}\nstartUp();' },
    ];
  });

/** A variable is the property of an object. */
const boxed: Transform = (project) =>
  eachFile(project, (source) =>
    heldIn(source)
      .filter((held) => !held.isExported && isState(held) && (held.list.flags & ts.NodeFlags.Let) !== 0)
      .filter(standsAlone)
      .flatMap((held) => {
        const value = held.initializer?.getText() ?? 'undefined';
        return [
          replace(held.statement, `const ${held.name}Box = { ${held.name}: ${value} };`),
          ...pointed(held, `${held.name}Box.${held.name}`),
        ];
      }),
  );

/** A variable is a static field. */
const inClass: Transform = (project) =>
  eachFile(project, (source) =>
    heldIn(source)
      .filter((held) => !held.isExported && isState(held))
      .filter(standsAlone)
      .flatMap((held) => {
        const value = held.initializer ? ` = ${held.initializer.getText()}` : '';
        const type = held.declaration.type ? `: ${held.declaration.type.getText()}` : '';
        return [
          replace(held.statement, `class ${held.name}Home { static ${held.name}${type}${value}; }`),
          ...pointed(held, `${held.name}Home.${held.name}`),
        ];
      }),
  );

/** A variable is the local of a function, and others get at it through what that gives. */
const inClosure: Transform = (project) =>
  eachFile(project, (source) =>
    heldIn(source)
      .filter((held) => !held.isExported && isState(held) && (held.list.flags & ts.NodeFlags.Const) !== 0)
      .filter(standsAlone)
      .flatMap((held) => [
        replace(
          held.statement,
          `function open${held.name}() { const ${held.name} = ${held.initializer!.getText()}; return { get: () => ${held.name} }; }\nconst ${held.name}Home = open${held.name}();`,
        ),
        ...pointed(held, `${held.name}Home.get()`),
      ]),
  );

/** A constant lies in a file of its own. */
const inOtherFile: Transform = (project) =>
  eachFile(project, (source, _, added) => {
    if (!source.statements.some(ts.isImportDeclaration)) return [];
    const own = new Set(
      [...below(source)]
        .filter(ts.isIdentifier)
        .filter(isDeclared)
        .map(({ text }) => text),
    );
    for (const one of [...below(source)].filter(ts.isImportSpecifier)) own.add(one.name.text);
    const ext = path.posix.extname(source.fileName);
    return heldIn(source)
      .filter((held) => isState(held) && (held.list.flags & ts.NodeFlags.Const) !== 0)
      .flatMap((held) => {
        const names = [...below(held.declaration)].filter(ts.isIdentifier).map(({ text }) => text);
        if (names.some((one) => one !== held.name && own.has(one))) return [];
        const file = `${held.name}-home${ext}`;
        const where = path.posix.join(path.posix.dirname(source.fileName), file);
        if (project.has(where)) return [];
        added.set(where, `export const ${held.declaration.getText()};\n`);
        const again = held.isExported ? `\nexport { ${held.name} };` : '';
        return [replace(held.statement, `import { ${held.name} } from './${file}';${again}`)];
      });
  });

const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, esModuleInterop: true };

/** The whole project through the compiler, each file by itself. */
function compiled(project: Project, more: ts.CompilerOptions, manifest: (text: string) => string): Project {
  const js = (text: string): string => text.replace(/\.([cm]?)tsx?\b(?!\/)/g, '.$1js');
  return new Map(
    [...project].flatMap(([file, text]): readonly [string, string][] => {
      if (path.posix.basename(file) === 'package.json') return [[file, manifest(js(text))]];
      if (/tsconfig.*\.json$/.test(file) || file.endsWith('.d.ts')) return [];
      if (!isCode(file)) return [[file, text]];
      const { outputText } = ts.transpileModule(text, { fileName: file, compilerOptions: { ...options, ...more } });
      return [[js(file), outputText.replace(/(['"])(\.[^'"\n]*?)\.([cm]?)tsx?\1/g, '$1$2.$3js$1')]];
    }),
  );
}

const codeOf = (project: Project): readonly string[] =>
  [...project].flatMap(([file, text]) => (isCode(file) ? [text] : []));
const fits = (project: Project): boolean =>
  ![...project.keys()].some((file) => /\.[jt]sx$|tsconfig|Dockerfile|Procfile|\.ya?ml$|\.toml$/.test(file)) &&
  !codeOf(project).some((text) => /^\s*@\w/m.test(text));

/** Types are gone. */
const untyped: Transform = (project) => {
  if (!fits(project) || ![...project.keys()].some((file) => /\.[cm]?ts$/.test(file))) return undefined;
  return { project: compiled(project, { module: ts.ModuleKind.ESNext }, (text) => text), before: new Map() };
};

/** Modules of ECMAScript are CommonJS, as the compiler writes them. */
const commonJs: Transform = (project) => {
  const code = codeOf(project);
  if (!fits(project) || !code.some((text) => /^import\s/m.test(text))) return undefined;
  if (code.some((text) => /\bimport\.meta\b|^(?:const .*= )?await\b|\bimport\(/m.test(text))) return undefined;
  if ([...project.keys()].some((file) => /\.[cm][jt]s$/.test(file))) return undefined;
  const plain = (text: string): string => text.replace(/\s*"type":\s*"module",?/, '');
  return { project: compiled(project, { module: ts.ModuleKind.CommonJS }, plain), before: new Map() };
};

/** All of them, by what they do. */
export const transforms: Readonly<Record<string, Transform>> = {
  'names are others': renamed,
  'functions stand in another order': reordered,
  'values come out of functions': called,
  'a function starts what the module started': started,
  'variables are in a box': boxed,
  'variables are static fields': inClass,
  'constants are in a closure': inClosure,
  'constants are in a file of their own': inOtherFile,
  'types are gone': untyped,
  'modules are CommonJS': commonJs,
};
