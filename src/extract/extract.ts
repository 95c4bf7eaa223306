import { ts } from 'ts-morph';
import { type Builder, newBuilder } from './builder.ts';
import { commentsOf } from './comments.ts';
import { FACTS_VERSION, type FileFacts, NONE, type Outline } from './facts.ts';
import { buildScopes, MAX_DEPTH, MAX_NEST, NestingError } from './scopes.ts';
import { statements } from './statements.ts';

/** What a parser says of an error: of chains of messages only the checker makes any. */
const wordsOf = ({ messageText }: ts.Diagnostic): string =>
  typeof messageText === 'string' ? messageText : messageText.messageText;

/** Why a file gives no facts. */
export type ExtractFailure = { readonly reason: 'nesting'; readonly detail: string };

const tooDeep: ExtractFailure = {
  reason: 'nesting',
  detail: `nests deeper than ${MAX_NEST} levels, or chains more than ${MAX_DEPTH}`,
};

function scriptKind(path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  if (/\.[mc]?ts$/i.test(path)) return ts.ScriptKind.TS;
  // JSX is legal in many projects' .js files, and costs nothing where it does not occur.
  return ts.ScriptKind.JSX;
}

/**
 * Reduces the text of one file to facts. Pure: the same path and text give the same facts. `path` is repository-relative and
 * decides the dialect by its ending. Syntax errors are counted and what the parser understood is kept; a tree that nests too
 * deep to follow is a failure, anything else that throws is a defect of the extractor.
 */
export function extract(path: string, text: string): FileFacts | ExtractFailure {
  let sf: ts.SourceFile;
  try {
    sf = ts.createSourceFile(
      path,
      text,
      { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      // Parents are set by the walk that finds the scopes.
      false,
      scriptKind(path),
    );
  } catch (e) {
    // The parser descends recursively: a tree deeper than the stack is not code that a person wrote. The words are those of
    // the limit, which lies well below: where exactly the stack ends differs from machine to machine.
    if (e instanceof RangeError) return tooDeep;
    throw e;
  }
  try {
    const table = buildScopes(sf);
    const b = newBuilder(sf, table);
    b.functions.push({
      name: '',
      kind: 'module',
      parent: NONE,
      s: 0,
      e: text.length,
      nameS: 0,
      nameE: 0,
      params: [],
      rest: false,
      async: false,
      generator: false,
      cls: NONE,
      isStatic: false,
      thisF: 0,
      ret: NONE,
      decos: [],
      paramDecos: [],
      events: [],
    });
    b.owners.set(sf, 0);
    statements(b, sf.statements);
    const errors = (sf as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ?? [];
    const first = errors[0];
    return {
      version: FACTS_VERSION,
      file: path,
      length: text.length,
      outline: outlineOf(b),
      values: b.values,
      bindings: b.bindings,
      functions: b.functions,
      classes: b.classes,
      calls: b.calls,
      guards: b.guards,
      types: b.types,
      typeDecls: b.typeDecls,
      imports: b.imports,
      exports: b.exports,
      directives: directivesOf(sf),
      comments: commentsOf(sf, text),
      jsx: b.jsx,
      esm: b.esm && !isCommonJs(b),
      syntaxErrors: errors.length,
      firstError: first ? { s: first.start, message: wordsOf(first) } : null,
    };
  } catch (e) {
    if (e instanceof NestingError || (e instanceof RangeError && /call stack/i.test(e.message))) return tooDeep;
    throw e;
  }
}

/**
 * A file that imports as ES modules do and exports as CommonJS does (`export =`, `module.exports =`): the compiler makes a
 * CommonJS module of it, and what others get is what is written there.
 */
function isCommonJs({ exports, functions, values }: Builder): boolean {
  if (exports.length > 0) return false;
  return functions[0]!.events.some((e) => {
    if (e.t !== 'write' || !('o' in e.to)) return false;
    const on = values[e.to.o]!.k;
    return on === 'exports' || (on === 'module' && 'p' in e.to && e.to.p === 'exports');
  });
}

function outlineOf({ values, bindings, functions, classes, calls, imports }: Builder): Outline {
  const specs = new Set(imports.flatMap(({ spec, typeOnly }) => (typeOnly ? [] : [spec])));
  const types = new Set(imports.flatMap(({ spec, typeOnly }) => (typeOnly && !specs.has(spec) ? [spec] : [])));
  const globals = new Set<string>();
  const called = new Set<string>();
  const methods = new Set<string>();
  for (const call of calls) {
    const callee = values[call?.callee ?? NONE];
    if (callee?.k === 'prop') called.add(callee.p);
    else if (callee?.k === 'bind') called.add(bindings[callee.b]!.name);
    else if (callee?.k === 'global') called.add(callee.name);
  }
  for (const { members } of classes) for (const { name, kind } of members) if (kind === 'method') methods.add(name);
  const asked = new Set<string>();
  let loads = false;
  for (const value of values)
    if (value.k === 'global') globals.add(value.name);
    else if (value.k === 'load') loads = true;
    else if (value.k === 'op' && value.op === 'typeof') {
      const of = values[value.of[0] ?? NONE];
      if (of?.k === 'global') asked.add(of.name);
    }
  return {
    values: values.length,
    bindings: bindings.length,
    functions: functions.length,
    classes: classes.length,
    calls: calls.length,
    specs: [...specs],
    typeSpecs: [...types],
    loads,
    globals: [...globals],
    asked: [...asked],
    called: `|${[...called].join('|')}|`,
    methods: `|${[...methods].join('|')}|`,
  };
}

function directivesOf(sf: ts.SourceFile): string[] {
  const out: string[] = [];
  for (const s of sf.statements) {
    if (!ts.isExpressionStatement(s) || !ts.isStringLiteral(s.expression)) break;
    out.push(s.expression.text);
  }
  return out;
}
