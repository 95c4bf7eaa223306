import { isLive } from '../catalog/live.ts';
import { NONE, type ValueId } from '../extract/facts.ts';
import { countsOn, type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { Ctx } from './contexts.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Access, Mutation } from './holders.ts';
import { Key } from './identities.ts';
import { LOOK_UPS, lookUpKey } from './looked-up.ts';
import { From } from './origins.ts';

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
  const only = f.afterPuts.find((m) => m.kind === 'assign' && holdsTransport(input, m));
  if (only) return verdict('session', 'slot', 'keeps the one session of a protocol', only, { runnerUp: 'state' });
  const puts = f.afterPuts.filter((m) => m.kind === 'put' && m.key !== NONE);
  if (puts.length === 0) return null;
  if (f.afterPuts.every((m) => f.begunOnMiss(m) && f.originOf(m) & From.answer)) return null;
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
    .map((r) => [r, lookUpKey(input.pt, r)] as const)
    .flatMap(([r, key]) => (key === NONE ? [] : [[r, identities.of(ctx.frames[r.frame]!, r.file, key)] as const]));
  if (keys.every(([, k]) => k & Key.composite)) return null;
  if (lookUps.some(([, k]) => k & Key.session && !(k & Key.composite)))
    return found('looked up under the identity of a session', puts[0]!);
  const minted = keys.find(([, k]) => k & Key.minted && !(k & Key.composite));
  const back = lookUps.filter(([, k]) => k & Key.client).map(([r]) => r);
  if (minted && back.length > 0 && isGrant(input, f, minted[0], back))
    return found('kept under an id that was made here and is used up when the client brings it back', minted[0]);
  const live = keys.find(
    ([m, k]) => !(k & Key.composite) && (k & Key.minted || isOwnId(input, m)) && holdsLive(input, m),
  );
  if (live && back.length > 0)
    return found('keeps something live under an id that was made here, which the client brings back', live[0]);
  const sent = keys.find(
    ([m, k]) => k & Key.minted && !(k & Key.composite) && leavesByProtocol(input, m, isUsedUp(f, back)),
  );
  if (sent && back.length > 0)
    return found(
      'kept under an id that was made here, sent off by the protocol and brought back by the client',
      sent[0],
    );
  // Where nothing tells state from session but what the program itself calls it: kept by key, asked for by key, and no copy.
  const isCopy = (m: Mutation) => (f.originOf(m) & (From.answer | From.remote | From.file)) !== 0;
  const isAsked = (r: Access) => LOOK_UPS.has(r.how) && (r.mask & (Ctx.request | Ctx.connection | Ctx.event)) !== 0;
  const isCount = (m: Mutation) => m.kind === 'update' || countsOn(input.pt, f, m);
  if (NAMED.test(input.holder.name) && f.reads.some(isAsked) && !f.afterPuts.some((m) => isCopy(m) || isCount(m)))
    return found('called sessions, kept and looked up by key', puts[0]!);
  return null;
}

/** `sessions`, `activeSessions`, `sessionsById`: that is what there are many of. */
const NAMED = /(?:^|_|[a-z](?=S))[sS]essions?(?:By[A-Z]\w*|_by_\w+|Map|Store)?$/;

/** Whether what is put stands under the identity of one session: it is another's for every other client, not one handle for all. */
export function isSessionKey({ ctx, identities }: JudgeInput, m: Mutation): boolean {
  if (!identities || m.kind !== 'put' || m.key === NONE) return false;
  const k = identities.of(ctx.frames[m.frame]!, m.file, m.key);
  return (k & Key.session) !== 0 && (k & Key.composite) === 0;
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

/** What is live in this process alone, or an object of the program that holds such. */
function holdsLive({ pt }: JudgeInput, m: Mutation): boolean {
  if (m.v === NONE) return false;
  const { h } = pt;
  const isOne = (o: ObjectId): boolean => {
    const x = h.objects[o]!;
    return x.k === 'ext' && isLive(x.pkg) && (x.type === 'new' || x.type === 'call');
  };
  return setOf(h, pt.valueNode(m.file, m.v)).some((o) => {
    if (isOne(o)) return true;
    const x = h.objects[o]!;
    if (x.k !== 'obj' && x.k !== 'inst') return false;
    const fields = h.fields[o] ?? [];
    for (let i = 1; i < fields.length; i += 2) if (setOf(h, fields[i]!).some(isOne)) return true;
    return false;
  });
}

/** `terminals[terminal.pid] = terminal`: the key is what the thing itself is known by. */
function isOwnId({ pt }: JudgeInput, m: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  const key = f.values[m.key]!;
  if (key.k !== 'prop') return false;
  const [a, b] = [f.values[key.o]!, f.values[m.v]!];
  return key.o === m.v || (a.k === 'bind' && b.k === 'bind' && a.b === b.b);
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

/** Parameters of a URL by which a protocol sends an id off that comes back: OAuth and SAML state, ids of sessions. */
const SENT = /^(?:state|oauth_token|relaystate|session_?id|sid)$/i;
/** An authorization code is one where it is used up; any other code names something that stays. */
const CODE = /^code$/i;

/** Whether the function that puts an entry also writes its key into a URL under a name of a protocol, or hands it to an authorization. */
function leavesByProtocol({ pt }: JudgeInput, m: Mutation, usedUp: boolean): boolean {
  const f = pt.p.files[m.file]!;
  const { f: fn } = pt.p.functions[m.fn]!;
  const sends = (name: string) => SENT.test(name) || (usedUp && CODE.test(name));
  const isKey = (v: ValueId) => mentions(f.values, v, m.key, 0);
  return fn.events.some((e) => {
    if (e.t !== 'call') return false;
    const c = f.calls[e.c]!;
    const callee = f.values[c.callee]!;
    const called = callee.k === 'prop' ? callee.p : callee.k === 'global' ? callee.name : '';
    const [first, second] = c.args.map((a) => f.values[a]!);
    // `url.searchParams.set('state', key)`
    if ((called === 'set' || called === 'append') && first?.k === 'lit' && second && isKey(c.args[1]!)) {
      const recv = c.recv === NONE ? undefined : f.values[c.recv]!;
      return recv?.k === 'prop' && recv.p === 'searchParams' && sends(String(first.v));
    }
    return c.args.some((a) => {
      const x = f.values[a]!;
      // `client.authorizationUrl({ state: key })`, `new URLSearchParams({ state: key })`
      if (x.k === 'obj')
        return (
          (/authori[sz]/i.test(called) || called === 'URLSearchParams' || called === 'stringify') &&
          x.props.some((q) => sends(q[0]) && isKey(q[1]))
        );
      // `res.redirect(`${issuer}/authorize?state=${key}`)`
      return (
        x.k === 'op' &&
        x.of.some((part, i) => {
          const text = f.values[part]!;
          const name = text.k === 'lit' ? /[?&](\w{1,20})=$/.exec(String(text.v))?.[1] : undefined;
          return name !== undefined && sends(name) && x.of[i + 1] !== undefined && isKey(x.of[i + 1]!);
        })
      );
    });
  });
}

/** Removed by the very activation that looks it up. */
function isUsedUp(f: Facts, back: readonly Access[]): boolean {
  return f.removes.some((m) => m.key !== NONE && back.some((r) => r.fn === m.fn && r.frame === m.frame));
}

/** Put once with its time, and removed by the very activation that the client's id leads to: a code, a ticket, a challenge. */
function isGrant({ ctx }: JudgeInput, f: Facts, put: Mutation, back: readonly Access[]): boolean {
  return (
    isUsedUp(f, back) && (f.originOf(put) & (From.time | From.handle)) !== 0 && ctx.frames[put.frame] !== undefined
  );
}
