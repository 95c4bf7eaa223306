import { analyse } from 'scslre';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { filesOf, textOf } from './import-graph.ts';

type Written = { readonly where: string; readonly source: string; readonly flags: string };

/**
 * Why an expression is not safe; nothing where it is. `scslre` knows by the expression's automaton where two ways of matching the
 * same text compete (`Trade`, `Self`) and where each start of a match repeats the work of the last one (`Move`).
 */
function faults({ where, source, flags }: Written): string[] {
  return analyse({ source, flags }).reports.map(
    ({ type, exponential }) => `${where} /${source}/${flags}: ${exponential ? 'exponential' : 'polynomial'} (${type})`,
  );
}

/** The text of a string or template; constants of the same file are put in, what is not known is a letter. */
function textOfPattern(node: ts.Expression, constants: ReadonlyMap<string, string>): string | undefined {
  const cooked = (piece: ts.TemplateLiteralLikeNode, raw: boolean) =>
    raw ? (piece.rawText ?? piece.text) : piece.text;
  if (ts.isStringLiteral(node)) return node.text;
  const raw = ts.isTaggedTemplateExpression(node);
  const template = raw ? node.template : node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return cooked(template, raw);
  if (!ts.isTemplateExpression(template)) return undefined;
  return template.templateSpans.reduce(
    (text, { expression, literal }) => text + (constants.get(expression.getText()) ?? 'x') + cooked(literal, raw),
    cooked(template.head, raw),
  );
}

const written: Written[] = [];
const unreadable: string[] = [];
for (const file of filesOf('src', '.ts')) {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    const where = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isVariableDeclaration(node) && node.initializer) {
      const text = textOfPattern(node.initializer, constants);
      if (text !== undefined) constants.set(node.name.getText(), text);
    }
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const text = node.getText();
      const end = text.lastIndexOf('/');
      written.push({ where, source: text.slice(1, end), flags: text.slice(end + 1) });
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = node.arguments ?? [];
      const text = pattern && textOfPattern(pattern, constants);
      if (text === undefined) unreadable.push(where);
      else written.push({ where, source: text, flags: flags && ts.isStringLiteral(flags) ? flags.text : '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

describe('regular expressions', () => {
  test('are all literals or built of literals: none comes from the target or the user', () => {
    expect(written.length).toBeGreaterThan(500);
    expect(unreadable).toEqual([]);
  });

  test('take time that grows with the length of the text alone', () => {
    expect(written.flatMap(faults)).toEqual([]);
  });

  test.each(['(a+)+$', '\\s*\\n\\s*x', '(\\w+)\\s*(\\w*)=', '/+$'])('and /%s/ would be told', (source) => {
    expect(faults({ where: '', source, flags: '' })).not.toEqual([]);
  });
});
