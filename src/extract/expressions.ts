import { ts } from 'ts-morph';
import {
  altOf,
  type Builder,
  bindingOf,
  emit,
  emitRead,
  fresh,
  guarded,
  intern,
  isVersioned,
  lookup,
  mergeVersions,
  propOf,
  readBinding,
  resolveName,
  unknown,
} from './builder.ts';
import { addClass } from './classes.ts';
import { type Call, type Event, NONE, type Place, type Use, type ValueId, type WriteOp } from './facts.ts';
import { addFunction } from './functions.ts';
import { loaderOf, writtenPath } from './loaders.ts';
import { narrowed } from './narrowing.ts';
import { startOf, textOf } from './positions.ts';
import { typeOf } from './types.ts';

const COMPARISONS = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.InKeyword,
  ts.SyntaxKind.InstanceOfKeyword,
]);

/** Evaluates an expression for its value and emits what it does, in evaluation order. `use` says what becomes of the value. */
export function expr(b: Builder, n: ts.Expression, use: Use, ua = NONE): ValueId {
  switch (n.kind) {
    case ts.SyntaxKind.ParenthesizedExpression:
      return expr(b, (n as ts.ParenthesizedExpression).expression, use, ua);
    case ts.SyntaxKind.NonNullExpression:
      return expr(b, (n as ts.NonNullExpression).expression, use, ua);
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
    case ts.SyntaxKind.TypeAssertionExpression: {
      const a = n as ts.AsExpression;
      const v = expr(b, a.expression, use, ua);
      if (ts.isTypeReferenceNode(a.type) && textOf(a.type, b.sf) === 'const') return v;
      return intern(b, { k: 'as', v, t: typeOf(b, a.type) });
    }
    case ts.SyntaxKind.Identifier:
      return identifier(b, n as ts.Identifier, use, ua);
    case ts.SyntaxKind.ThisKeyword:
      return intern(b, { k: 'this', f: b.functions[b.f]!.thisF });
    case ts.SyntaxKind.SuperKeyword:
      return intern(b, { k: 'super', f: b.functions[b.f]!.thisF });
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      return intern(b, { k: 'lit', v: (n as ts.StringLiteral).text });
    case ts.SyntaxKind.NumericLiteral:
      return intern(b, { k: 'lit', v: Number((n as ts.NumericLiteral).text) });
    case ts.SyntaxKind.BigIntLiteral:
      return intern(b, { k: 'op', op: 'bigint', of: [] });
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
      return intern(b, { k: 'lit', v: n.kind === ts.SyntaxKind.TrueKeyword });
    case ts.SyntaxKind.NullKeyword:
      return intern(b, { k: 'lit', v: null });
    case ts.SyntaxKind.RegularExpressionLiteral:
      return intern(b, { k: 'regexp' });
    case ts.SyntaxKind.TemplateExpression: {
      const t = n as ts.TemplateExpression;
      const of: ValueId[] = [];
      if (t.head.text) of.push(intern(b, { k: 'lit', v: t.head.text }));
      for (const span of t.templateSpans) {
        of.push(expr(b, span.expression, 'arith'));
        if (span.literal.text) of.push(intern(b, { k: 'lit', v: span.literal.text }));
      }
      return fresh(b, { k: 'op', op: 'template', of });
    }
    case ts.SyntaxKind.PropertyAccessExpression: {
      const p = n as ts.PropertyAccessExpression;
      return member(b, p.expression, p.name.text, n, use, ua);
    }
    case ts.SyntaxKind.ElementAccessExpression: {
      const p = n as ts.ElementAccessExpression;
      const key = literalKey(p.argumentExpression);
      if (key !== null) return member(b, p.expression, key, n, use, ua);
      const o = expr(b, p.expression, 'member');
      const i = expr(b, p.argumentExpression, 'arith');
      const v = intern(b, { k: 'index', o, i });
      emitRead(b, v, use, ua, n);
      return v;
    }
    case ts.SyntaxKind.CallExpression:
      return callExpression(b, n as ts.CallExpression, use, ua);
    case ts.SyntaxKind.NewExpression: {
      const c = n as ts.NewExpression;
      const id = reserveCall(b);
      const callee = expr(b, c.expression, 'callee', id);
      return finishCall(
        b,
        id,
        'new',
        callee,
        NONE,
        c.arguments ?? [],
        c.typeArguments,
        use,
        ua,
        n,
        calleeNameStart(b, c.expression),
      );
    }
    case ts.SyntaxKind.TaggedTemplateExpression: {
      const t = n as ts.TaggedTemplateExpression;
      const id = reserveCall(b);
      const { callee, recv } = calleeOf(b, t.tag, id);
      const parts = ts.isTemplateExpression(t.template) ? t.template.templateSpans.map((s) => s.expression) : [];
      const text = intern(b, { k: 'lit', v: textOfTag(t.template) });
      return finishCall(b, id, 'tag', callee, recv, parts, undefined, use, ua, n, calleeNameStart(b, t.tag), text);
    }
    case ts.SyntaxKind.ObjectLiteralExpression:
      return objectLiteral(b, n as ts.ObjectLiteralExpression);
    case ts.SyntaxKind.ArrayLiteralExpression: {
      const a = n as ts.ArrayLiteralExpression;
      const items: ValueId[] = [];
      const spreads: ValueId[] = [];
      for (const el of a.elements) {
        if (ts.isSpreadElement(el)) spreads.push(expr(b, el.expression, 'spread'));
        else if (!ts.isOmittedExpression(el)) items.push(expr(b, el, 'prop'));
      }
      return fresh(b, { k: 'arr', f: b.f, items, spreads, s: startOf(n, b.sf), e: n.end });
    }
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ArrowFunction:
      return intern(b, { k: 'fn', f: addFunction(b, n as ts.ArrowFunction, { name: '' }) });
    case ts.SyntaxKind.ClassExpression:
      return addClass(b, n as ts.ClassExpression);
    case ts.SyntaxKind.AwaitExpression: {
      const inner = expr(b, (n as ts.AwaitExpression).expression, 'await');
      emit(b, { t: 'await', v: inner, guard: b.guard, s: startOf(n, b.sf) });
      return intern(b, { k: 'await', v: inner });
    }
    case ts.SyntaxKind.YieldExpression: {
      const y = n as ts.YieldExpression;
      const v = y.expression ? expr(b, y.expression, 'yield') : intern(b, { k: 'undef' });
      emit(b, { t: 'yield', v, s: startOf(n, b.sf) });
      return unknown(b);
    }
    case ts.SyntaxKind.ConditionalExpression: {
      const c = n as ts.ConditionalExpression;
      const cond = expr(b, c.condition, 'cond');
      const s = startOf(c.condition, b.sf);
      const before = new Map(b.versions);
      let yes = NONE;
      let no = NONE;
      guarded(b, { kind: 'if', cond, yes: true, s }, () => {
        narrowed(b, c.condition, true, () => {
          yes = expr(b, c.whenTrue, use, ua);
        });
      });
      const after = b.versions;
      b.versions = before;
      guarded(b, { kind: 'if', cond, yes: false, s }, () => {
        narrowed(b, c.condition, false, () => {
          no = expr(b, c.whenFalse, use, ua);
        });
      });
      b.versions = mergeVersions(b, after, b.versions);
      return altOf(b, [yes, no], '?:', cond);
    }
    case ts.SyntaxKind.BinaryExpression:
      return binary(b, n as ts.BinaryExpression, use, ua);
    case ts.SyntaxKind.PrefixUnaryExpression:
    case ts.SyntaxKind.PostfixUnaryExpression: {
      const u = n as ts.PrefixUnaryExpression;
      if (u.operator === ts.SyntaxKind.PlusPlusToken || u.operator === ts.SyntaxKind.MinusMinusToken) {
        const old = target(b, u.operand as ts.Expression);
        const v = fresh(b, {
          k: 'op',
          op: u.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--',
          of: old.v === NONE ? [] : [old.v],
        });
        write(b, old.place, '++', v, n);
        if (use !== 'discard') emitRead(b, old.v === NONE ? v : old.v, use, ua, n);
        return v;
      }
      const not = u.operator === ts.SyntaxKind.ExclamationToken;
      const v = expr(b, u.operand as ts.Expression, not ? (use === 'cond' ? 'cond' : 'cmp') : 'arith');
      const folded = b.values[v]!;
      if (u.operator === ts.SyntaxKind.MinusToken && folded.k === 'lit' && typeof folded.v === 'number')
        return intern(b, { k: 'lit', v: -folded.v });
      return fresh(b, { k: 'op', op: ts.tokenToString(u.operator) ?? '?', of: [v] });
    }
    case ts.SyntaxKind.TypeOfExpression:
      return fresh(b, { k: 'op', op: 'typeof', of: [expr(b, (n as ts.TypeOfExpression).expression, 'cmp')] });
    case ts.SyntaxKind.VoidExpression:
      expr(b, (n as ts.VoidExpression).expression, 'discard');
      return intern(b, { k: 'undef' });
    case ts.SyntaxKind.DeleteExpression: {
      const t = target(b, (n as ts.DeleteExpression).expression);
      write(b, t.place, 'delete', intern(b, { k: 'undef' }), n);
      return intern(b, { k: 'op', op: 'delete', of: [] });
    }
    case ts.SyntaxKind.MetaProperty:
      return (n as ts.MetaProperty).keywordToken === ts.SyntaxKind.ImportKeyword
        ? intern(b, { k: 'meta' })
        : unknown(b);
    case ts.SyntaxKind.SpreadElement:
      return expr(b, (n as ts.SpreadElement).expression, 'spread');
    case ts.SyntaxKind.CommaListExpression: {
      let last = NONE;
      for (const el of (n as ts.CommaListExpression).elements) last = expr(b, el, 'discard');
      return last;
    }
    case ts.SyntaxKind.JsxElement:
    case ts.SyntaxKind.JsxSelfClosingElement:
    case ts.SyntaxKind.JsxFragment:
      return jsx(b, n as ts.JsxElement);
    case ts.SyntaxKind.ExpressionWithTypeArguments:
      return expr(b, (n as ts.ExpressionWithTypeArguments).expression, use, ua);
    default:
      return unknown(b);
  }
}

function literalKey(n: ts.Expression | undefined): string | null {
  if (!n) return null;
  if (ts.isStringLiteralLike(n)) return n.text;
  if (ts.isNumericLiteral(n)) return n.text;
  return null;
}

function member(b: Builder, object: ts.Expression, name: string, n: ts.Node, use: Use, ua: number): ValueId {
  const o = expr(b, object, 'member');
  if (b.values[o]!.k === 'module' && name === 'exports') return intern(b, { k: 'exports' });
  const v = propOf(b, o, name);
  emitRead(b, v, use, ua, n);
  return v;
}

/** Globals of the language and of Node.js that programs read all the time and do not write: reading one tells nothing. */
const STANDARD: ReadonlySet<string> = new Set(
  'console process Buffer require __dirname __filename global globalThis Math JSON Object Array String Number Boolean Date Map Set WeakMap WeakSet Promise Symbol RegExp Error TypeError RangeError SyntaxError URL URLSearchParams fetch setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI NaN Infinity Reflect Proxy BigInt Intl structuredClone performance TextEncoder TextDecoder AbortController AbortSignal Headers Request Response FormData Blob Event EventTarget WebSocket crypto atob btoa Uint8Array ArrayBuffer Function'.split(
    ' ',
  ),
);

function identifier(b: Builder, n: ts.Identifier, use: Use, ua: number): ValueId {
  const hit = n.text === '' ? undefined : lookup(b, n.text);
  if (!hit) {
    switch (n.text) {
      case 'undefined':
        return intern(b, { k: 'undef' });
      case 'module':
        return intern(b, { k: 'module' });
      case 'exports':
        return intern(b, { k: 'exports' });
      case 'arguments':
        return intern(b, { k: 'args', f: b.functions[b.f]!.thisF });
      default: {
        const v = intern(b, { k: 'global', name: n.text });
        if (!STANDARD.has(n.text)) emitRead(b, v, use, ua, n);
        return v;
      }
    }
  }
  const id = bindingOf(b, hit.declared, hit.scope);
  const v = readBinding(b, id);
  // Locals of the running function are followed through their values; only what another function can change is a read.
  if (b.bindings[id]!.captured || b.bindings[id]!.top || b.bindings[id]!.kind === 'import') emitRead(b, v, use, ua, n);
  return v;
}

function reserveCall(b: Builder): number {
  b.calls.push(undefined as unknown as Call);
  return b.calls.length - 1;
}

function calleeNameStart(b: Builder, n: ts.Expression): number {
  if (ts.isPropertyAccessExpression(n)) return startOf(n.name, b.sf);
  return startOf(n, b.sf);
}

function stripped(n: ts.Expression): ts.Expression {
  let at = n;
  while (ts.isParenthesizedExpression(at) || ts.isNonNullExpression(at) || ts.isAsExpression(at)) at = at.expression;
  return at;
}

function calleeOf(b: Builder, n: ts.Expression, id: number): { callee: ValueId; recv: ValueId } {
  const at = stripped(n);
  if (ts.isPropertyAccessExpression(at)) {
    const recv = expr(b, at.expression, 'recv', id);
    const callee = propOf(b, recv, at.name.text);
    emitRead(b, callee, 'callee', id, at);
    return { callee, recv };
  }
  if (ts.isElementAccessExpression(at)) {
    const recv = expr(b, at.expression, 'recv', id);
    const key = literalKey(at.argumentExpression);
    const callee =
      key !== null
        ? propOf(b, recv, key)
        : intern(b, { k: 'index', o: recv, i: expr(b, at.argumentExpression, 'arith') });
    emitRead(b, callee, 'callee', id, at);
    return { callee, recv };
  }
  return { callee: expr(b, n, 'callee', id), recv: NONE };
}

function callExpression(b: Builder, n: ts.CallExpression, use: Use, ua: number): ValueId {
  if (n.expression.kind === ts.SyntaxKind.ImportKeyword) return loadExpression(b, n, 'dynamic');
  const loader = n.arguments.length > 0 ? loaderOf(b, n.expression) : null;
  if (loader) return loadExpression(b, n, loader);
  const loaded = interopRequire(b, n);
  if (loaded) return loadExpression(b, loaded, 'require');
  const id = reserveCall(b);
  if (n.expression.kind === ts.SyntaxKind.SuperKeyword)
    return finishCall(
      b,
      id,
      'super',
      intern(b, { k: 'super', f: b.functions[b.f]!.thisF }),
      NONE,
      n.arguments,
      undefined,
      use,
      ua,
      n,
      startOf(n, b.sf),
    );
  const { callee, recv } = calleeOf(b, n.expression, id);
  return finishCall(
    b,
    id,
    'call',
    callee,
    recv,
    n.arguments,
    n.typeArguments,
    use,
    ua,
    n,
    calleeNameStart(b, stripped(n.expression)),
  );
}

/** Characters of a tagged template that are kept: its first words say what a statement does. */
const MAX_TAG_TEXT = 400;

/** What is written in a tagged template, with a mark for each value between. */
function textOfTag(t: ts.TemplateLiteral): string {
  const whole = ts.isTemplateExpression(t)
    ? [t.head.text, ...t.templateSpans.map((span) => span.literal.text)].join('?')
    : t.text;
  return whole.slice(0, MAX_TAG_TEXT);
}

function finishCall(
  b: Builder,
  id: number,
  kind: Call['kind'],
  callee: ValueId,
  recv: ValueId,
  args: readonly ts.Expression[],
  typeArgs: readonly ts.TypeNode[] | undefined,
  use: Use,
  ua: number,
  n: ts.Node,
  ns: number,
  before: ValueId = NONE,
): ValueId {
  const out: ValueId[] = before === NONE ? [] : [before];
  let spreadFrom = NONE;
  let afterSpread: number[] = [];
  for (const a of args) {
    if (spreadFrom !== NONE && !ts.isSpreadElement(a)) afterSpread.push(out.length);
    if (ts.isSpreadElement(a)) {
      afterSpread = [];
      if (spreadFrom === NONE) spreadFrom = out.length;
      out.push(expr(b, a.expression, 'spread', id));
    } else out.push(expr(b, a, 'arg', id));
  }
  b.calls[id] = {
    f: b.f,
    kind,
    callee,
    recv,
    args: out,
    spreadFrom,
    ...(afterSpread.length > 0 && { afterSpread }),
    typeArgs: (typeArgs ?? []).map((t) => typeOf(b, t)),
    guard: b.guard,
    use,
    ua,
    s: startOf(n, b.sf),
    e: n.end,
    ns,
  };
  emit(b, { t: 'call', c: id });
  return intern(b, { k: 'call', c: id });
}

/** A call that no source expression of its own stands for (decorators, JSX). */
export function syntheticCall(
  b: Builder,
  kind: 'jsx' | 'deco',
  callee: ValueId,
  args: readonly ValueId[],
  n: ts.Node,
): ValueId {
  const s = startOf(n, b.sf);
  b.calls.push({
    f: b.f,
    kind,
    callee,
    recv: NONE,
    args,
    spreadFrom: NONE,
    typeArgs: [],
    guard: b.guard,
    use: 'discard',
    ua: NONE,
    s,
    e: n.end,
    ns: s,
  });
  emit(b, { t: 'call', c: b.calls.length - 1 });
  return fresh(b, { k: 'call', c: b.calls.length - 1 });
}

/** Helpers that compilers put around `require`, so that a module of CommonJS has a `default` too (TypeScript, Babel, esbuild). */
const INTEROP = new Set([
  '__importDefault',
  '__importStar',
  '_interopRequireDefault',
  '_interopRequireWildcard',
  '_interopDefault',
  '_interopNamespace',
  '__toESM',
]);

/** The `require` in such a helper: what comes back is the module, and `default` of it is what it exports. */
function interopRequire(b: Builder, n: ts.CallExpression): ts.CallExpression | null {
  const { expression } = n;
  const name = ts.isIdentifier(expression)
    ? expression.text
    : ts.isPropertyAccessExpression(expression)
      ? expression.name.text
      : '';
  const [arg] = n.arguments;
  if (!INTEROP.has(name) || !arg || !ts.isCallExpression(arg)) return null;
  const inner = arg.expression;
  return ts.isIdentifier(inner) && inner.text === 'require' && !lookup(b, 'require') ? arg : null;
}

/** `import(x)` and `require(x)`. */
function loadExpression(b: Builder, n: ts.CallExpression, kind: 'dynamic' | 'require'): ValueId {
  const arg = n.arguments[0];
  if (!arg) return unknown(b);
  const spec = writtenPath(arg);
  if (spec !== null) {
    b.imports.push({ spec, kind, typeOnly: false, s: startOf(arg, b.sf), f: b.f, guard: b.guard });
    const v = intern(b, { k: 'require', spec });
    return kind === 'dynamic' ? fresh(b, { k: 'alt', of: [v], op: 'phi', cond: NONE }) : v;
  }
  const v = expr(b, arg, 'arg');
  return fresh(b, { k: 'load', glob: globOf(b, v), v });
}

/** A path with `*` for what varies; null where nothing of it is fixed. */
function globOf(b: Builder, v: ValueId): string | null {
  const x = b.values[v]!;
  if (x.k === 'lit') return String(x.v);
  if (x.k === 'op' && (x.op === 'template' || x.op === '+')) {
    const parts = x.of.map((o) => globOf(b, o) ?? '*');
    return parts.every((p) => p === '*') ? null : parts.join('');
  }
  return null;
}

function objectLiteral(b: Builder, n: ts.ObjectLiteralExpression): ValueId {
  const props: [string, ValueId, 'value' | 'get' | 'set', number][] = [];
  const spreads: ValueId[] = [];
  const spreadAt: number[] = [];
  const computed: [ValueId, ValueId][] = [];
  for (const p of n.properties) {
    if (ts.isSpreadAssignment(p)) {
      spreadAt.push(startOf(p, b.sf));
      spreads.push(expr(b, p.expression, 'spread'));
      continue;
    }
    const s = startOf(p, b.sf);
    if (ts.isShorthandPropertyAssignment(p)) {
      props.push([p.name.text, identifier(b, p.name, 'prop', NONE), 'value', s]);
      continue;
    }
    const key = propertyName(p.name);
    const k = key === null && ts.isComputedPropertyName(p.name) ? expr(b, p.name.expression, 'arith') : NONE;
    const kind = ts.isGetAccessor(p) ? 'get' : ts.isSetAccessor(p) ? 'set' : 'value';
    const v = ts.isPropertyAssignment(p)
      ? namedExpr(b, p.initializer, key ?? '', 'prop')
      : intern(b, { k: 'fn', f: addFunction(b, p, { name: key ?? '' }) });
    if (key !== null) props.push([key, v, kind, s]);
    else computed.push([k, v]);
  }
  return fresh(b, {
    k: 'obj',
    f: b.f,
    props,
    spreads,
    ...(spreadAt.length > 0 ? { spreadAt } : {}),
    computed,
    s: startOf(n, b.sf),
    e: n.end,
  });
}

/** A property name that is fixed in the text; null for computed ones. */
export function propertyName(n: ts.PropertyName): string | null {
  if (ts.isIdentifier(n) || ts.isStringLiteralLike(n) || ts.isNumericLiteral(n) || ts.isPrivateIdentifier(n))
    return n.text;
  if (ts.isComputedPropertyName(n) && ts.isStringLiteralLike(n.expression)) return n.expression.text;
  return null;
}

/** An expression that gives an anonymous function or class its name. */
export function namedExpr(b: Builder, n: ts.Expression, name: string, use: Use, ua = NONE): ValueId {
  const at = stripped(n);
  if ((ts.isFunctionExpression(at) && !at.name) || ts.isArrowFunction(at))
    return intern(b, { k: 'fn', f: addFunction(b, at, { name }) });
  if (ts.isClassExpression(at) && !at.name) return addClass(b, at, name);
  return expr(b, n, use, ua);
}

function binary(b: Builder, n: ts.BinaryExpression, use: Use, ua: number): ValueId {
  const op = n.operatorToken.kind;
  if (op === ts.SyntaxKind.EqualsToken) {
    if (ts.isObjectLiteralExpression(n.left) || ts.isArrayLiteralExpression(n.left)) {
      const v = expr(b, n.right, 'init');
      assignPattern(b, n.left, v, n);
      return v;
    }
    const t = target(b, n.left, true);
    const name = ts.isIdentifier(n.left) ? n.left.text : ts.isPropertyAccessExpression(n.left) ? n.left.name.text : '';
    const v = namedExpr(b, n.right, name, 'init', 'b' in t.place ? t.place.b : NONE);
    write(b, t.place, '=', v, n);
    return v;
  }
  if (
    op === ts.SyntaxKind.BarBarEqualsToken ||
    op === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    op === ts.SyntaxKind.AmpersandAmpersandEqualsToken
  ) {
    const t = target(b, n.left);
    const word =
      op === ts.SyntaxKind.BarBarEqualsToken ? '||=' : op === ts.SyntaxKind.QuestionQuestionEqualsToken ? '??=' : '&&=';
    let v = NONE;
    guarded(b, { kind: 'if', cond: t.v, yes: word === '&&=', s: startOf(n.left, b.sf) }, () => {
      v = namedExpr(b, n.right, ts.isIdentifier(n.left) ? n.left.text : '', 'init');
      write(b, t.place, word, v, n);
    });
    if (use !== 'discard') emitRead(b, t.v, use, ua, n);
    return altOf(b, [t.v, v], '??');
  }
  if (op > ts.SyntaxKind.FirstAssignment && op <= ts.SyntaxKind.LastAssignment) {
    const t = target(b, n.left);
    const right = expr(b, n.right, 'arith');
    const v = fresh(b, { k: 'op', op: ts.tokenToString(op)!.slice(0, -1), of: [t.v, right] });
    write(b, t.place, 'op=', v, n);
    if (use !== 'discard') emitRead(b, t.v, use, ua, n);
    return v;
  }
  switch (op) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken: {
      const and = op === ts.SyntaxKind.AmpersandAmpersandToken;
      const left = expr(b, n.left, use === 'cond' ? 'cond' : and ? 'cond' : use, ua);
      const before = b.versions;
      b.versions = new Map(before);
      let right = NONE;
      guarded(b, { kind: 'if', cond: left, yes: and, s: startOf(n.left, b.sf) }, () => {
        narrowed(b, n.left, and, () => {
          right = expr(b, n.right, use, ua);
        });
      });
      b.versions = mergeVersions(b, before, b.versions);
      return altOf(b, [left, right], and ? '&&' : op === ts.SyntaxKind.BarBarToken ? '||' : '??', left);
    }
    case ts.SyntaxKind.CommaToken:
      expr(b, n.left, 'discard');
      return expr(b, n.right, use, ua);
  }
  const inner: Use = COMPARISONS.has(op) ? 'cmp' : 'arith';
  const l = expr(b, n.left, inner);
  const r = expr(b, n.right, inner);
  return fresh(b, { k: 'op', op: ts.tokenToString(op) ?? '?', of: [l, r] });
}

/** Where an assignment goes, and the value that stood there. */
function target(b: Builder, n: ts.Expression, plain = false): { place: Place; v: ValueId } {
  const at = stripped(n);
  if (ts.isIdentifier(at)) {
    // The parser puts an empty name where one is missing, also into declarations.
    if (at.text === '') return { place: { o: unknown(b), p: '?' }, v: unknown(b) };
    const id = resolveName(b, at.text);
    if (id !== NONE) return { place: { b: id }, v: readBinding(b, id) };
    if (at.text === 'exports')
      return { place: { o: intern(b, { k: 'module' }), p: 'exports' }, v: intern(b, { k: 'exports' }) };
    // An undeclared name is a property of the global object.
    const g = intern(b, { k: 'global', name: 'globalThis' });
    return { place: { o: g, p: at.text }, v: propOf(b, g, at.text) };
  }
  if (ts.isPropertyAccessExpression(at)) {
    const o = expr(b, at.expression, 'target');
    return { place: { o, p: at.name.text }, v: propOf(b, o, at.name.text) };
  }
  if (ts.isElementAccessExpression(at)) {
    const o = expr(b, at.expression, 'target');
    const key = literalKey(at.argumentExpression);
    if (key !== null) return { place: { o, p: key }, v: propOf(b, o, key) };
    const i = expr(b, at.argumentExpression, 'arith');
    return { place: { o, i }, v: intern(b, { k: 'index', o, i }) };
  }
  const v = plain ? unknown(b) : expr(b, at, 'discard');
  return { place: { o: v, p: '?' }, v };
}

/** Emits a write and takes note of it for bindings. */
export function write(b: Builder, place: Place, op: WriteOp, v: ValueId, n: ts.Node): void {
  const e: Event = { t: 'write', to: place, op, v, guard: b.guard, s: startOf(n, b.sf), e: n.end };
  emit(b, e);
  if (!('b' in place)) return;
  const bind = b.bindings[place.b]!;
  bind.defs.push(v);
  if (isVersioned(b, place.b)) b.versions.set(place.b, v);
}

/** `{ a, b: [c] } = v` on existing targets. */
function assignPattern(b: Builder, n: ts.Expression, v: ValueId, whole: ts.Node): void {
  const at = stripped(n);
  if (ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const d = expr(b, at.right, 'init');
    assignPattern(b, at.left, altOf(b, [v, d], '??', v), whole);
  } else if (ts.isObjectLiteralExpression(at)) {
    for (const p of at.properties) {
      if (ts.isShorthandPropertyAssignment(p)) {
        const d = p.objectAssignmentInitializer ? expr(b, p.objectAssignmentInitializer, 'init') : NONE;
        const from = propOf(b, v, p.name.text);
        write(b, target(b, p.name, true).place, '=', d === NONE ? from : altOf(b, [from, d], '??', from), p);
      } else if (ts.isPropertyAssignment(p)) {
        const key = propertyName(p.name);
        assignPattern(b, p.initializer, key === null ? intern(b, { k: 'elem', v }) : propOf(b, v, key), whole);
      } else if (ts.isSpreadAssignment(p)) assignPattern(b, p.expression, fresh(b, { k: 'rest', v }), whole);
    }
  } else if (ts.isArrayLiteralExpression(at)) {
    at.elements.forEach((el, i) => {
      if (ts.isOmittedExpression(el)) return;
      if (ts.isSpreadElement(el)) assignPattern(b, el.expression, fresh(b, { k: 'rest', v }), whole);
      else assignPattern(b, el, propOf(b, v, String(i)), whole);
    });
  } else write(b, target(b, at, true).place, '=', v, n);
}

function jsx(b: Builder, n: ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment): ValueId {
  b.jsx = true;
  const opening = ts.isJsxElement(n) ? n.openingElement : ts.isJsxSelfClosingElement(n) ? n : null;
  const props: [string, ValueId, 'value', number][] = [];
  const spreads: ValueId[] = [];
  for (const a of opening?.attributes.properties ?? []) {
    if (ts.isJsxSpreadAttribute(a)) spreads.push(expr(b, a.expression, 'spread'));
    else if (a.initializer && ts.isJsxExpression(a.initializer) && a.initializer.expression)
      props.push([textOf(a.name, b.sf), expr(b, a.initializer.expression, 'prop'), 'value', startOf(a, b.sf)]);
    else if (a.initializer && (ts.isJsxElement(a.initializer) || ts.isJsxSelfClosingElement(a.initializer)))
      jsx(b, a.initializer);
  }
  for (const c of ts.isJsxSelfClosingElement(n) ? [] : n.children) {
    if (ts.isJsxExpression(c) && c.expression) expr(b, c.expression, 'prop');
    else if (ts.isJsxElement(c) || ts.isJsxSelfClosingElement(c) || ts.isJsxFragment(c)) jsx(b, c);
  }
  const tag = opening?.tagName;
  if (!tag || (ts.isIdentifier(tag) && /^[a-z]/.test(tag.text)) || ts.isJsxNamespacedName(tag)) return unknown(b);
  const o = fresh(b, { k: 'obj', f: b.f, props, spreads, computed: [], s: startOf(n, b.sf), e: n.end });
  return syntheticCall(b, 'jsx', expr(b, tag as ts.Expression, 'discard'), [o], n);
}
