import { ts } from 'ts-morph';
import { addType, type Builder, bindingOf, lookup } from './builder.ts';
import { NONE, type TypeId } from './facts.ts';

const MAX_TYPE_DEPTH = 8;

function entityName(n: ts.EntityName | ts.Expression): string {
  if (ts.isIdentifier(n)) return n.text;
  if (ts.isQualifiedName(n)) return `${entityName(n.left)}.${n.right.text}`;
  if (ts.isPropertyAccessExpression(n)) return `${entityName(n.expression)}.${n.name.text}`;
  return '';
}

function head(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** A written type name, with the binding that its first part means (import, class, enum), if any. */
export function refType(b: Builder, name: string, args: readonly TypeId[]): TypeId {
  const hit = name ? lookup(b, head(name)) : null;
  return addType(b, { k: 'ref', b: hit ? bindingOf(b, hit.declared, hit.scope) : NONE, name, args });
}

/** Reduces a type annotation to what the linker can follow; what it cannot becomes `unknown`. NONE for no annotation. */
export function typeOf(b: Builder, n: ts.TypeNode | undefined, depth = 0): TypeId {
  if (!n) return NONE;
  if (depth > MAX_TYPE_DEPTH) return addType(b, { k: 'unknown' });
  const sub = (x: ts.TypeNode | undefined) => (x ? typeOf(b, x, depth + 1) : addType(b, { k: 'unknown' }));
  switch (n.kind) {
    case ts.SyntaxKind.TypeReference: {
      const r = n as ts.TypeReferenceNode;
      return refType(
        b,
        entityName(r.typeName),
        (r.typeArguments ?? []).map((a) => sub(a)),
      );
    }
    case ts.SyntaxKind.ExpressionWithTypeArguments: {
      const r = n as ts.ExpressionWithTypeArguments;
      return refType(
        b,
        entityName(r.expression),
        (r.typeArguments ?? []).map((a) => sub(a)),
      );
    }
    case ts.SyntaxKind.ArrayType:
      return addType(b, { k: 'arr', of: sub((n as ts.ArrayTypeNode).elementType) });
    case ts.SyntaxKind.TupleType:
      return addType(b, {
        k: 'arr',
        of: addType(b, {
          k: 'union',
          of: (n as ts.TupleTypeNode).elements.map((e) => sub(ts.isNamedTupleMember(e) ? e.type : e)),
        }),
      });
    case ts.SyntaxKind.UnionType:
    case ts.SyntaxKind.IntersectionType:
      return addType(b, { k: 'union', of: (n as ts.UnionTypeNode).types.map((t) => sub(t)) });
    case ts.SyntaxKind.ParenthesizedType:
    case ts.SyntaxKind.OptionalType:
    case ts.SyntaxKind.RestType:
    case ts.SyntaxKind.TypeOperator:
      return sub((n as ts.ParenthesizedTypeNode).type);
    case ts.SyntaxKind.FunctionType:
    case ts.SyntaxKind.ConstructorType: {
      const fn = n as ts.FunctionTypeNode;
      const params = fn.parameters.filter((p) => !isThisType(p)).map((p) => sub(p.type));
      return addType(b, { k: 'fn', params, ret: sub(fn.type) });
    }
    case ts.SyntaxKind.TypeLiteral:
      return membersType(b, (n as ts.TypeLiteralNode).members, depth + 1);
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.NumberKeyword:
    case ts.SyntaxKind.BooleanKeyword:
    case ts.SyntaxKind.BigIntKeyword:
    case ts.SyntaxKind.SymbolKeyword:
    case ts.SyntaxKind.VoidKeyword:
    case ts.SyntaxKind.UndefinedKeyword:
    case ts.SyntaxKind.NeverKeyword:
    case ts.SyntaxKind.LiteralType:
    case ts.SyntaxKind.TemplateLiteralType:
      return addType(b, {
        k: 'prim',
        name:
          n.kind === ts.SyntaxKind.LiteralType
            ? 'literal'
            : ts.SyntaxKind[n.kind]!.replace('Keyword', '').toLowerCase(),
      });
    default:
      return addType(b, { k: 'unknown' });
  }
}

/** Members of an interface or type literal. */
export function membersType(b: Builder, members: ts.NodeArray<ts.TypeElement>, depth = 0): TypeId {
  const out: [string, TypeId][] = [];
  let index = NONE;
  for (const m of members) {
    if (ts.isIndexSignatureDeclaration(m)) index = typeOf(b, m.type, depth);
    else if (m.name && (ts.isIdentifier(m.name) || ts.isStringLiteral(m.name))) {
      if (ts.isPropertySignature(m))
        out.push([m.name.text, m.type ? typeOf(b, m.type, depth) : addType(b, { k: 'unknown' })]);
      else if (ts.isMethodSignature(m))
        out.push([
          m.name.text,
          addType(b, {
            k: 'fn',
            params: m.parameters
              .filter((p) => !isThisType(p))
              .map((p) => (p.type ? typeOf(b, p.type, depth) : addType(b, { k: 'unknown' }))),
            ret: m.type ? typeOf(b, m.type, depth) : addType(b, { k: 'unknown' }),
          }),
        ]);
    }
  }
  return addType(b, { k: 'obj', members: out, index });
}

/** `function (this: Server, request)`: what is written first there says what `this` is, and nothing is handed in for it. */
export const isThisType = (p: ts.ParameterDeclaration): boolean => ts.isIdentifier(p.name) && p.name.text === 'this';
