import { NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { setOf } from './heap.ts';
import type { Access, Mutation } from './holders.ts';
import { Key } from './identities.ts';
import { From } from './origins.ts';

/** Methods by which something is looked up under a key. */
const LOOK_UPS = new Set(['get', 'has', 'delete', 'element']);
/** Libraries whose objects are one protocol session each: a registry of them is a registry of sessions. */
const TRANSPORTS = /^@modelcontextprotocol\/(?:sdk|server|node)(?:\/|$)/;

/**
 * Whether a holder keeps sessions: what its entries are kept under says which session asks (a cookie, a credential or session header, a
 * session id of a protocol, OAuth state), or is an id that was made here, handed to the client and brought back, with something under
 * it that stands for the client. Entries that are fetched on a miss are a copy and no session.
 */
export function sessionOf(input: JudgeInput, f: Facts): Verdict | null {
  const { ctx, identities } = input;
  if (!identities) return null;
  const puts = f.afterPuts.filter((m) => m.kind === 'put' && m.key !== NONE);
  if (puts.length === 0) return null;
  if (f.afterPuts.every((m) => f.missGuarded(m) && f.originOf(m) & From.answer)) return null;
  const found = (why: string, m: Mutation) => verdict('session', 'map', why, m, { runnerUp: 'state' });
  const keys = puts.map((m) => [m, identities.of(ctx.frames[m.frame]!, m.file, m.key)] as const);
  const named = keys.find(([, k]) => k & Key.session && !(k & Key.composite));
  if (named) return found('kept under the identity of a session', named[0]);
  const transport = puts.find((m) => holdsTransport(input, m));
  if (transport) return found('keeps one session of a protocol under each key', transport);
  const handed = puts.find((m) => becomesCookie(input, m));
  if (handed) return found('kept under what is handed to the client as a cookie', handed);
  const lookUps = f.reads
    .filter((r) => LOOK_UPS.has(r.how))
    .map((r) => [r, lookUpKey(input, r)] as const)
    .flatMap(([r, key]) => (key === NONE ? [] : [[r, identities.of(ctx.frames[r.frame]!, r.file, key)] as const]));
  if (keys.every(([, k]) => k & Key.composite)) return null;
  if (lookUps.some(([, k]) => k & Key.session && !(k & Key.composite)))
    return found('looked up under the identity of a session', puts[0]!);
  const minted = keys.find(([, k]) => k & Key.minted && !(k & Key.composite));
  const back = lookUps.filter(([, k]) => k & Key.client).map(([r]) => r);
  if (minted && back.length > 0 && isGrant(input, f, minted[0], back))
    return found('kept under an id that was made here and is used up when the client brings it back', minted[0]);
  return null;
}

/** Whether what is put stands under the identity of one session: it is another's for every other client, not one handle for all. */
export function isSessionKey({ ctx, identities }: JudgeInput, m: Mutation): boolean {
  if (!identities || m.kind !== 'put' || m.key === NONE) return false;
  const k = identities.of(ctx.frames[m.frame]!, m.file, m.key);
  return (k & Key.session) !== 0 && (k & Key.composite) === 0;
}

/** The key of a look-up: the first argument, or what stands in the brackets. */
function lookUpKey({ pt }: JudgeInput, r: Access): ValueId {
  const f = pt.p.files[r.file]!;
  if (r.call >= 0) return f.calls[r.call]!.args[0] ?? NONE;
  const x = f.values[r.v]!;
  return x.k === 'index' ? x.i : NONE;
}

function holdsTransport({ pt }: JudgeInput, m: Mutation): boolean {
  if (m.v === NONE) return false;
  const f = pt.p.files[m.file]!;
  const x = f.values[m.v]!;
  const parts = x.k === 'obj' ? x.props.map((q) => q[1]) : [m.v];
  return parts.some((v) =>
    setOf(pt.h, pt.valueNode(m.file, v)).some((o) => {
      const own = pt.h.objects[pt.companions.get(o) ?? o]!;
      return own.k === 'ext' && TRANSPORTS.test(own.pkg) && /^new .*(?<!Stdio)ServerTransport$/.test(own.steps);
    }),
  );
}

/** The key itself is written into a cookie by the function that puts the entry there. */
function becomesCookie({ pt }: JudgeInput, m: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  const { f: fn } = pt.p.functions[m.fn]!;
  return fn.events.some((e) => {
    if (e.t !== 'call') return false;
    const c = f.calls[e.c]!;
    if (!c.args.some((a) => mentions(f.values, a, m.key, 0))) return false;
    const callee = f.values[c.callee]!;
    if (callee.k === 'bind') return /^setCookie$|^setSignedCookie$/.test(f.bindings[callee.b]!.imp?.name ?? '');
    if (callee.k !== 'prop') return false;
    if (callee.p === 'cookie' || callee.p === 'setCookie') return true;
    const recv = f.values[c.recv]!;
    const first = c.args[0] === undefined ? null : f.values[c.args[0]]!;
    if (callee.p === 'set' && recv.k === 'prop' && recv.p === 'cookies') return true;
    return first?.k === 'lit' && String(first.v).toLowerCase() === 'set-cookie';
  });
}

function mentions(
  values: readonly { readonly k: string; readonly of?: readonly ValueId[] }[],
  v: ValueId,
  key: ValueId,
  depth: number,
): boolean {
  if (v === key) return true;
  const x = values[v]!;
  return depth < 4 && x.k === 'op' && (x.of ?? []).some((y) => mentions(values, y, key, depth + 1));
}

/** Put once with its time, and removed by the very activation that the client's id leads to: a code, a ticket, a challenge. */
function isGrant({ ctx }: JudgeInput, f: Facts, put: Mutation, back: readonly Access[]): boolean {
  const used = f.removes.some((m) => m.key !== NONE && back.some((r) => r.fn === m.fn && r.frame === m.frame));
  return used && (f.originOf(put) & (From.time | From.handle)) !== 0 && ctx.frames[put.frame] !== undefined;
}
