import { ts } from 'ts-morph';
import { type Builder, bindingOf, intern, lookup, readBinding } from './builder.ts';
import { type BindingId, NONE, type ValueId } from './facts.ts';

const PRIMITIVES = new Set(['string', 'number', 'boolean', 'bigint', 'symbol', 'undefined']);

/** What a condition proves of local variables when it holds (`yes`) or fails. */
function proofs(b: Builder, n: ts.Expression, yes: boolean, out: Map<BindingId, ValueId>): void {
  if (ts.isParenthesizedExpression(n)) {
    proofs(b, n.expression, yes, out);
    return;
  }
  if (ts.isPrefixUnaryExpression(n) && n.operator === ts.SyntaxKind.ExclamationToken) {
    proofs(b, n.operand, !yes, out);
    return;
  }
  if (!ts.isBinaryExpression(n)) return;
  const op = n.operatorToken.kind;
  if ((op === ts.SyntaxKind.AmpersandAmpersandToken && yes) || (op === ts.SyntaxKind.BarBarToken && !yes)) {
    proofs(b, n.left, yes, out);
    proofs(b, n.right, yes, out);
    return;
  }
  if (op === ts.SyntaxKind.InstanceOfKeyword && ts.isIdentifier(n.left) && ts.isIdentifier(n.right)) {
    const id = local(b, n.left.text);
    const cls = lookup(b, n.right.text);
    if (id !== NONE) {
      const c = cls
        ? intern(b, { k: 'bind', b: bindingOf(b, cls.declared, cls.scope) })
        : intern(b, { k: 'global', name: n.right.text });
      out.set(id, intern(b, { k: 'narrow', v: readBinding(b, id), cls: c, yes }));
    }
    return;
  }
  const same = op === ts.SyntaxKind.EqualsEqualsEqualsToken || op === ts.SyntaxKind.EqualsEqualsToken;
  const differs = op === ts.SyntaxKind.ExclamationEqualsEqualsToken || op === ts.SyntaxKind.ExclamationEqualsToken;
  if ((same && yes) || (differs && !yes)) {
    if (
      ts.isTypeOfExpression(n.left) &&
      ts.isIdentifier(n.left.expression) &&
      ts.isStringLiteralLike(n.right) &&
      PRIMITIVES.has(n.right.text)
    ) {
      const id = local(b, n.left.expression.text);
      if (id !== NONE) out.set(id, intern(b, { k: 'op', op: 'primitive', of: [] }));
    }
  }
}

/** Only a variable of the running function that no closure changes can be narrowed. */
function local(b: Builder, name: string): BindingId {
  const hit = lookup(b, name);
  if (!hit) return NONE;
  const id = bindingOf(b, hit.declared, hit.scope);
  const x = b.bindings[id]!;
  return x.f === b.f && !x.top && (!x.captured || x.kind === 'const') ? id : NONE;
}

/** Runs `body` with what the condition proves; what it proved is forgotten afterwards unless `body` assigned the variable. */
export function narrowed(b: Builder, cond: ts.Expression, yes: boolean, body: () => void): void {
  const known = new Map<BindingId, ValueId>();
  proofs(b, cond, yes, known);
  if (known.size === 0) {
    body();
    return;
  }
  const before = new Map([...known.keys()].map((id) => [id, b.versions.get(id)] as const));
  for (const [id, v] of known) b.versions.set(id, v);
  body();
  for (const [id, v] of known) {
    if (b.versions.get(id) !== v) continue;
    const old = before.get(id);
    if (old === undefined) b.versions.delete(id);
    else b.versions.set(id, old);
  }
}

/** After an early exit the rest of the block knows that the condition did not (or did) hold. */
export function narrowRest(b: Builder, cond: ts.Expression, yes: boolean): void {
  const known = new Map<BindingId, ValueId>();
  proofs(b, cond, yes, known);
  for (const [id, v] of known) b.versions.set(id, v);
}
