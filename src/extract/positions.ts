import { ts } from 'ts-morph';

/** Of the compiler's own functions: `getStart` and `getText` are methods that the language service adds to nodes, and no part of its parser. */
type Parser = { getTokenPosOfNode(node: ts.Node, file: ts.SourceFile): number };

/** Where the first token of a node starts, behind white space and comments. */
export function startOf(node: ts.Node, file: ts.SourceFile): number {
  return (ts as unknown as Parser).getTokenPosOfNode(node, file);
}

/** The text of a node, without the white space and comments before it. */
export function textOf(node: ts.Node, file: ts.SourceFile): string {
  return file.text.slice(startOf(node, file), node.end);
}
