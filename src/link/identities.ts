import { NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { givenBy } from './call-results.ts';
import { constantText } from './constants.ts';
import type { Contexts, Frame } from './contexts.ts';
import { setOf } from './heap.ts';
import { From, type Origins } from './origins.ts';
import type { Points } from './points.ts';
import { bindingGid, callGid, functionGid, valueAt, valueGid } from './program.ts';
import { exportOf } from './static.ts';

/** What a key is, as a set of bits. */
export const Key = {
  /** It says which session asks: a cookie, a credential or session header, a session id of a protocol, OAuth state. */
  session: 1,
  /** Made here at random, or signed here. */
  minted: 2,
  /** Put together of several parts: it names something of the session, not the session. */
  composite: 4,
  /** Sent by the client in some other field. */
  client: 8,
  other: 16,
} as const;

/** Tells what keys say. */
export type Identities = {
  of(frame: Frame, file: number, v: ValueId): number;
};

type Env = {
  readonly frame: Frame;
  readonly args: { readonly file: number; readonly values: readonly ValueId[]; readonly env: Env } | null;
};

const MAX_KEY_DEPTH = 14;
const MAX_KEY_STEPS = 300;
/** Headers that carry a credential or the id of a session: names of the protocol, never of the program. */
const HEADER =
  /^(?:authorization|proxy-authorization|cookie|x-auth-token|x-access-token|x-session-token|(?:.+-)?session-?(?:id)?)$/i;
/** Fields of a query, form or message that protocols give the session's identity in. */
const WIRE = /^(?:session_?id|sid|session_?token|access_?token|refresh_?token|id_?token|bearer_?token|auth_?token)$/i;
/** Fields of a query alone: OAuth and OpenID hand them back there. */
const OAUTH = /^(?:state|code|oauth_token|relaystate)$/i;
const PARTS = new Set(['query', 'params', 'body', 'searchParams', 'auth', 'handshake', 'payload', 'data']);
const COOKIES = new Set(['cookies', 'signedCookies', 'cookie']);
/** Options by which a protocol library hands over the id of a session that it opened or closed: the first parameter. */
const SESSION_CALLBACKS = new Set(['onsessioninitialized', 'onsessionclosed']);
/** Methods that give the same text in another form, and those that take a part of it. */
const SAME = new Set([
  'toString',
  'trim',
  'toLowerCase',
  'toUpperCase',
  'slice',
  'substring',
  'substr',
  'replace',
  'replaceAll',
  'split',
  'at',
  'pop',
  'digest',
  'update',
  'join',
  'get',
  'match',
]);
const HEADER_GETTERS = new Set(['get', 'header', 'getHeader', 'getRequestHeader', 'headers']);
const COOKIE_GETTERS = new Set(['getCookie', 'getSignedCookie', 'parseCookies', 'getCookies', 'getSignedCookies']);
const WRAPPERS = new Set(['String', 'decodeURIComponent', 'encodeURIComponent', 'Number', 'parseInt']);

/** Follows keys back to where they come from: through variables, parameters and the program's own functions. */
export function makeIdentities(pt: Points, ctx: Contexts, origins: Origins): Identities {
  const { p, h } = pt;
  let steps = 0;
  const active = new Set<string>();

  const fromRequest = (env: Env, file: number, v: ValueId): boolean =>
    (origins.of(env.frame, file, v) & (From.request | From.event)) !== 0;

  const union = (env: Env, file: number, list: readonly ValueId[], depth: number): number =>
    list.reduce((m, v) => m | walk(env, file, v, depth + 1), 0);

  const walk = (env: Env, file: number, v: ValueId, depth: number): number => {
    if (v === NONE || depth > MAX_KEY_DEPTH || --steps < 0) return Key.other;
    const x = valueAt(p, file, v);
    switch (x.k) {
      case 'lit':
      case 'undef':
      case 'regexp':
        return 0;
      case 'as':
      case 'await':
      case 'narrow':
        return walk(env, file, x.v, depth + 1);
      case 'elem':
        return walk(env, file, x.v, depth + 1);
      case 'alt':
        return union(env, file, x.op === '&&' ? x.of.slice(-1) : x.of, depth);
      case 'op': {
        const parts = x.of.map((y) => walk(env, file, y, depth + 1)).filter((m) => m !== 0);
        if (parts.length === 0) return 0;
        return parts.length === 1 ? parts[0]! : Key.composite;
      }
      case 'prop':
        return property(env, file, v, x.o, x.p, depth);
      case 'index': {
        const name = constantText(p, file, x.i);
        if (name !== null) return property(env, file, v, x.o, name, depth);
        return walk(env, file, x.o, depth + 1);
      }
      case 'bind':
        return binding(env, file, x.b, depth);
      case 'call':
        return call(env, file, v, x.c, depth);
      default:
        return Key.other;
    }
  };

  const property = (env: Env, file: number, v: ValueId, o: ValueId, name: string, depth: number): number => {
    const base = valueAt(p, file, o);
    const of = base.k === 'prop' ? base.p : base.k === 'bind' ? p.files[file]!.bindings[base.b]!.name : '';
    if (COOKIES.has(of) || COOKIES.has(name)) return Key.session;
    if (of === 'headers' || of === 'rawHeaders') return HEADER.test(name) ? Key.session : Key.client;
    if (name === 'sessionID' || (of === 'session' && (name === 'id' || name === 'sessionId'))) return Key.session;
    // `transport.sessionId`, `extra.sessionId`: what a library calls the session.
    if (/^session_?id$/i.test(name) && isLibrary(file, o)) return Key.session;
    if (base.k === 'call' && isCookieCall(file, base.c)) return Key.session;
    if (OAUTH.test(name) && isCallback(file, o)) return Key.session;
    if (fromRequest(env, file, v)) {
      if (WIRE.test(name)) return Key.session;
      if (OAUTH.test(name) && (of === 'query' || of === 'searchParams')) return Key.session;
      return Key.client;
    }
    // A part of what was split or parsed, or a field of an object of the program.
    const inner = base.k === 'call' ? walk(env, file, o, depth + 1) : 0;
    if (inner & (Key.session | Key.minted)) return inner;
    return fields(env, file, o, name, depth) || Key.other;
  };

  /** What was put into that field of the program's objects. */
  const fields = (env: Env, file: number, o: ValueId, name: string, depth: number): number => {
    const base = valueAt(p, file, o);
    if (base.k === 'obj') {
      const prop = base.props.find((q) => q[0] === name);
      return prop ? walk(env, file, prop[1], depth + 1) : 0;
    }
    let out = 0;
    for (const y of setOf(h, pt.valueNode(file, o)).slice(0, 4)) {
      const ob = h.objects[y]!;
      if (ob.k !== 'obj') continue;
      const lit = valueAt(p, ob.file, ob.site);
      const prop = lit.k === 'obj' ? lit.props.find((q) => q[0] === name) : undefined;
      const frame = ob.allocator >= 0 ? ctx.framesOf(ob.allocator)[0] : undefined;
      if (prop && frame) out |= walk({ frame, args: null }, ob.file, prop[1], depth + 2);
    }
    return out;
  };

  const isLibrary = (file: number, o: ValueId): boolean =>
    setOf(h, pt.valueNode(file, o)).some((y) => {
      const x = h.objects[y]!;
      return (x.k === 'ext' && x.pkg !== '(global)') || pt.companions.has(y);
    });

  /** What a library of OpenID reads of the request by which a client comes back. */
  const isCallback = (file: number, o: ValueId): boolean =>
    setOf(h, pt.valueNode(file, o)).some((y) => {
      const x = h.objects[y]!;
      return x.k === 'ext' && x.pkg === 'openid-client' && x.steps.endsWith('.callbackParams()');
    });

  const isCookieCall = (file: number, id: number): boolean => {
    const c = p.files[file]!.calls[id]!;
    const callee = valueAt(p, file, c.callee);
    if (callee.k === 'bind') {
      const { imp } = p.files[file]!.bindings[callee.b]!;
      return imp !== undefined && (COOKIE_GETTERS.has(imp.name) || imp.name === 'cookies');
    }
    if (callee.k !== 'prop') return false;
    if (COOKIE_GETTERS.has(callee.p)) return true;
    const recv = valueAt(p, file, callee.o);
    const of = recv.k === 'prop' ? recv.p : recv.k === 'bind' ? '' : '';
    if (callee.p === 'get' && COOKIES.has(of)) return true;
    // `cookie.parse(req.headers.cookie)`
    return callee.p === 'parse' && c.args[0] !== undefined && isCookieHeader(file, c.args[0]);
  };
  const isCookieHeader = (file: number, v: ValueId): boolean => {
    const x = valueAt(p, file, v);
    if (x.k === 'alt') return x.of.some((y) => isCookieHeader(file, y));
    return x.k === 'prop' && x.p === 'cookie';
  };

  const binding = (env: Env, file: number, b: number, depth: number): number => {
    const f = p.files[file]!;
    const x = f.bindings[b]!;
    if (x.imp) {
      const t = p.target(file, x.imp.spec);
      const e = t.kind === 'file' ? exportOf(p, t.file, x.imp.name) : null;
      return e && !('pkg' in e) && e.b !== NONE ? binding(env, e.file, e.b, depth + 1) : 0;
    }
    const key = `${bindingGid(p, file, b)}|${env.frame.id}|${env.args ? 1 : 0}`;
    if (active.has(key)) return 0;
    active.add(key);
    const out = x.kind === 'param' ? parameter(env, file, b, depth) : union(env, file, x.defs, depth);
    active.delete(key);
    return out;
  };

  const parameter = (env: Env, file: number, b: number, depth: number): number => {
    const x = p.files[file]!.bindings[b]!;
    const fn = functionGid(p, file, x.f);
    if (x.index === 0 && handsOverSession(file, x.f)) return Key.session;
    if (env.args && env.frame.fn === fn && x.index !== undefined) {
      const a = env.args.values[x.index];
      return a === undefined ? 0 : walk(env.args.env, env.args.file, a, depth + 1);
    }
    let out = 0;
    const frames = env.frame.fn === fn ? [env.frame] : ctx.framesOf(fn);
    for (const frame of frames.slice(0, 4))
      for (const c of frame.callers.slice(0, 8)) {
        const a = c.call < 0 || x.index === undefined ? undefined : givenBy(pt, c.call, fn, x.index);
        if (a !== undefined)
          out |= walk({ frame: ctx.frames[c.frame]!, args: null }, p.calls[c.call]!.file, a, depth + 1);
      }
    if (out !== 0) return out;
    return ctx.requestParams.has(bindingGid(p, file, b)) ? Key.client : Key.other;
  };

  /** A function that stands under an option by which a library tells the id of a session. */
  const handsOverSession = (file: number, f: number): boolean =>
    p.files[file]!.values.some(
      (x) =>
        x.k === 'obj' &&
        x.props.some((q) => {
          const v = SESSION_CALLBACKS.has(q[0]) ? valueAt(p, file, q[1]) : null;
          return v?.k === 'fn' && v.f === f;
        }),
    );

  const call = (env: Env, file: number, v: ValueId, id: number, depth: number): number => {
    const c = p.files[file]!.calls[id]!;
    const gid = callGid(p, file, id);
    const callee = valueAt(p, file, c.callee);
    if (isCookieCall(file, id)) return Key.session;
    if (callee.k === 'prop' && HEADER_GETTERS.has(callee.p) && c.args[0] !== undefined) {
      const name = constantText(p, file, c.args[0]);
      if (name !== null && c.recv !== NONE && fromRequest(env, file, c.recv)) {
        const recv = valueAt(p, file, c.recv);
        const of = recv.k === 'prop' ? recv.p : '';
        if (of === 'searchParams' || PARTS.has(of))
          return WIRE.test(name) || OAUTH.test(name) ? Key.session : Key.client;
        return HEADER.test(name) ? Key.session : WIRE.test(name) ? Key.session : Key.client;
      }
      // `new URL(req.url).searchParams.get('state')`: the text of the request in another form.
      if (name !== null && c.recv !== NONE) {
        const recv = valueAt(p, file, c.recv);
        if (recv.k === 'prop' && recv.p === 'searchParams' && (WIRE.test(name) || OAUTH.test(name))) return Key.session;
      }
    }
    const targets = [...(pt.targets.get(gid) ?? [])];
    if (targets.length > 0 && c.kind !== 'new') {
      let out = 0;
      for (const fn of targets.slice(0, 4)) {
        const t = p.functions[fn]!;
        const key = `f${fn}|${depth > 6}`;
        if (active.has(key)) continue;
        active.add(key);
        const frame = ctx.framesOf(fn)[0] ?? { ...env.frame, fn, id: -1 };
        for (const e of t.f.events)
          if (e.t === 'return') out |= walk({ frame, args: { file, values: c.args, env } }, t.file, e.v, depth + 1);
        active.delete(key);
      }
      return out;
    }
    if (callee.k === 'global' && WRAPPERS.has(callee.name)) return union(env, file, c.args.slice(0, 1), depth);
    for (const o of pt.externals.get(gid) ?? []) {
      const x = h.objects[o]!;
      if (/sign$/i.test(x.steps) && /jsonwebtoken|jose|jwt/.test(x.pkg)) return Key.minted;
      if (x.pkg === 'node:crypto' && /createHash|createHmac/.test(x.steps)) {
        // A digest stands for what went in.
        const own = c.recv === NONE ? 0 : walk(env, file, c.recv, depth + 1);
        return own | union(env, file, /createH\w+$/.test(x.steps) ? [] : c.args, depth);
      }
    }
    if (origins.of(env.frame, file, v) & From.random) return Key.minted;
    if (callee.k === 'prop' && SAME.has(callee.p) && c.recv !== NONE) return walk(env, file, c.recv, depth + 1);
    return Key.other;
  };

  const found = new WeakMap<Frame, Map<number, number>>();
  return {
    of(frame, file, v) {
      const known = entryOf(found, frame, () => new Map());
      return entryOf(known, valueGid(p, file, v), () => {
        steps = MAX_KEY_STEPS;
        active.clear();
        return walk({ frame, args: null }, file, v, 0);
      });
    },
  };
}
