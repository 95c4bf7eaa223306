import { type CallId, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { spanOf } from './call-paths.ts';
import { callersOfFunctions } from './callers.ts';
import { AFTER, Ctx, contextNames } from './contexts.ts';
import { randomInDevelopment } from './dev-random.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Linked } from './linked.ts';
import { namesListed } from './listed-names.ts';
import { isLogCall } from './log-calls.ts';
import type { State } from './model.ts';
import { servesOneAt } from './one-client.ts';
import { isRandomCall } from './origin-names.ts';
import type { Origins } from './origins.ts';
import { callGid, functionGid } from './program.ts';
import { SIGNERS } from './signing-secrets.ts';
import { type Consumer, valueUses } from './value-uses.ts';

// Secrets that start-up draws at random and keeps in no variable of their own: `session({ secret: randomBytes(20).toString('hex') })`,
// `const config = { secret: process.env.SECRET ?? randomUUID() }`. What one process signs, no other one knows again.

/** Values that one secret is followed through. */
const MAX_SECRET_STEPS = 120;
/** Random values of one program that are followed. */
const MAX_RANDOM_CALLS = 400;

/** Another form of the same value. */
const FORMS: ReadonlySet<string> = new Set([
  'toString',
  'slice',
  'substring',
  'replace',
  'replaceAll',
  'trim',
  'concat',
]);
const GLOBAL_FORMS = /^\.(?:String|Buffer\.from)$/;
/** Libraries that are handed the secret with what they sign or check, behind it: `sign(data, secret)`. */
const CHECKERS = /^(?:jsonwebtoken|jose|cookie-signature)$/;
const SECRET_ARGUMENT = 1;
/** Options by which set-up functions are handed a secret. */
const SECRET_OPTION = /^(?:secret|secrets|keys?|password|secretOrKey|secretOrPublicKey|secretOrPrivateKey)$/;

type Home = {
  readonly symbol: string;
  readonly holder: string;
  readonly file: number;
  readonly s: number;
  readonly e: number;
};
/** Where a secret came to be kept, in which function, and what proves that others rely on it. */
type Found = { readonly home: Home; readonly fn: number; readonly v: ValueId; readonly at: Place };
type Place = { readonly file: number; readonly s: number };

/**
 * Secrets made at random by each process at start-up that no holder stands for.
 * @param held variables (global ids) that are holders: those are judged by themselves
 */
export function findRandomSecrets(linked: Linked, origins: Origins, held: ReadonlySet<number>): readonly State[] {
  const { p, pt, ctx, entries, dev } = linked;
  const { h } = pt;
  const isStart = (fn: number): boolean => (ctx.maskOf(fn) & Ctx.boot) !== 0 && (ctx.maskOf(fn) & AFTER) === 0;
  const callersOf = callersOfFunctions(pt);

  let reads: Map<string, { readonly file: number; readonly v: ValueId; readonly o: ValueId }[]> | null = null;
  const readsOf = (name: string) => {
    if (!reads) {
      reads = new Map();
      for (const file of ctx.loaded)
        p.files[file]?.values.forEach((x, v) => {
          if (x.k !== 'prop') return;
          const list = reads!.get(x.p);
          if (list) list.push({ file, v, o: x.o });
          else reads!.set(x.p, [{ file, v, o: x.o }]);
        });
    }
    return reads.get(name) ?? [];
  };
  /** At how many places a field of objects is written. */
  const writesOf = (objects: ReadonlySet<ObjectId>, name: string): number => {
    let count = 0;
    for (const file of ctx.loaded)
      for (const { events } of p.files[file]?.functions ?? [])
        for (const e of events)
          if (
            e.t === 'write' &&
            !('b' in e.to) &&
            ('p' in e.to ? e.to.p === name : (namesListed(p, file, e.to.i)?.includes(name) ?? true)) &&
            setOf(h, pt.valueNode(file, e.to.o)).some((o) => objects.has(o))
          )
            count++;
    // `Object.assign(ship, row)` may write them all.
    for (const [call, exts] of pt.externals) {
      if (!exts.some((o) => h.objects[o]!.pkg === '(global)' && h.objects[o]!.steps === '.Object.assign')) continue;
      const { file, c } = p.calls[call]!;
      if (c.args[0] !== undefined && setOf(h, pt.valueNode(file, c.args[0])).some((o) => objects.has(o))) count++;
    }
    return count;
  };
  const packagesOf = (file: number, c: CallId): readonly string[] =>
    (pt.externals.get(callGid(p, file, c)) ?? []).map((o) => h.objects[o]!.pkg);
  const follow = (start: { readonly file: number; readonly v: ValueId }): Found | null => {
    const seen = new Set<string>();
    let found: Place | null = null;
    let isStored = false;
    let kept: Omit<Found, 'at'> | null = null;
    const work: { readonly file: number; readonly v: ValueId; readonly f: FunctionId }[] = [];
    const push = (file: number, v: ValueId | undefined, f: FunctionId): void => {
      const key = `${file}|${v}`;
      if (v === undefined || v === NONE || seen.has(key)) return;
      seen.add(key);
      work.push({ file, v, f });
    };
    const prove = (file: number, s: number): void => {
      found ??= { file, s };
    };
    const keep = (home: Home, f: FunctionId, v: ValueId): boolean => {
      const fn = functionGid(p, home.file, f);
      if (!kept && isStart(fn)) kept = { home, fn, v };
      return kept !== null;
    };
    /** What stands in a property of an object: wherever that property of it is read. */
    const inObject = (file: number, v: ValueId, name: string): void => {
      const objects = new Set<ObjectId>(setOf(h, pt.valueNode(file, v)).filter((o) => h.objects[o]!.k === 'obj'));
      if (objects.size !== 1) return;
      const isIt = (at: number, o: ValueId): boolean => setOf(h, pt.valueNode(at, o)).some((x) => objects.has(x));
      for (const r of readsOf(name)) if (isIt(r.file, r.o)) push(r.file, r.v, NONE);
      if (!SECRET_OPTION.test(name)) return;
      for (const [call, exts] of pt.externals) {
        const { file: at, c } = p.calls[call]!;
        if (c.f === NONE || !isStart(functionGid(p, at, c.f)) || !c.args.some((a) => isIt(at, a))) continue;
        if (exts.some((o) => SIGNERS.test(h.objects[o]!.pkg))) prove(at, c.s);
        // Handed to a store, it may be the same for all.
        else if (!isLogCall(pt, at, p.calls[call]!.id)) isStored = true;
      }
    };
    /** What a field of objects that start-up makes holds, if it is written there alone: wherever that field of them is read. */
    const inField = (file: number, to: Extract<Consumer, { k: 'store' }>, v: ValueId): void => {
      const objects = new Set<ObjectId>(setOf(h, pt.valueNode(file, to.o)));
      const classes = new Set([...objects].map((o) => (h.objects[o]!.k === 'inst' ? h.objects[o]!.cls : -1)));
      const [cls = -1] = classes;
      if (cls < 0 || classes.size !== 1) return;
      const { file: at, c } = p.classes[cls]!;
      const member = c.members.find((m) => m.kind === 'field' && !m.isStatic && m.name === to.name);
      // Asked in this order: most random values that are kept are of requests, and who else writes is looked for everywhere.
      if (!member || at !== file || !isStart(functionGid(p, file, to.f)) || writesOf(objects, to.name) !== 1) return;
      const home = { symbol: `${c.name || 'class'}.${to.name}`, holder: 'field', file, s: member.s, e: member.e };
      if (!keep(home, to.f, v)) return;
      for (const r of readsOf(to.name))
        if (setOf(h, pt.valueNode(r.file, r.o)).some((o) => objects.has(o))) push(r.file, r.v, NONE);
    };
    const argument = (file: number, id: CallId, i: number, v: ValueId): void => {
      const f = p.files[file]!;
      const c = f.calls[id]!;
      if (isLogCall(pt, file, id)) return;
      const gid = callGid(p, file, id);
      const targets = [...(pt.targets.get(gid) ?? [])];
      const uses = valueUses(f);
      for (const t of targets.slice(0, 4)) {
        const to = p.functions[t]!;
        const b = to.f.params[i];
        if (b !== undefined) push(to.file, valueUses(p.files[to.file]!).bindValue.get(b), to.id);
      }
      if (targets.length > 0) return;
      const exts = pt.externals.get(gid) ?? [];
      const pkgs = packagesOf(file, id);
      if (pkgs.some((x) => SIGNERS.test(x) || (CHECKERS.test(x) && i === SECRET_ARGUMENT))) {
        if (c.f !== NONE) keep({ symbol: 'secret', holder: 'property', file, s: c.ns, e: c.e }, c.f, v);
        prove(file, c.s);
        return;
      }
      if (exts.length > 0 && exts.every((o) => GLOBAL_FORMS.test(h.objects[o]!.steps))) {
        push(file, uses.callValue.get(id), c.f);
        return;
      }
      if (pkgs.length > 0 && pkgs.every((x) => x === 'node:crypto' || CHECKERS.test(x))) return;
      // Handed to something else at start-up: it may be kept there, for all.
      if (c.f !== NONE && (ctx.maskOf(functionGid(p, file, c.f)) & Ctx.boot) !== 0) isStored = true;
    };
    push(start.file, start.v, p.files[start.file]!.calls[idOf(linked, start)]!.f);
    for (let at = work.pop(); at && !isStored; at = work.pop()) {
      const { file, v, f: by } = at;
      if (seen.size > MAX_SECRET_STEPS) return null;
      const f = p.files[file]!;
      const uses = valueUses(f);
      for (const u of uses.consumers[v] ?? []) {
        if (u.k === 'def') {
          const b = f.bindings[u.b]!;
          if (b.kind === 'param') continue;
          if (!kept && held.has(p.bindingBase[file]! + u.b)) return null;
          keep({ symbol: b.name, holder: 'closure-variable', file, s: b.s, e: b.s + b.name.length }, b.f, v);
          push(file, uses.bindValue.get(u.b), by);
        } else if (u.k === 'recv') {
          const callee = f.values[f.calls[u.c]!.callee]!;
          if (callee.k === 'prop' && FORMS.has(callee.p)) push(file, uses.callValue.get(u.c), by);
        } else if (u.k === 'arg') argument(file, u.c, u.i, v);
        else if (u.k === 'return') {
          for (const call of (callersOf.get(functionGid(p, file, u.f)) ?? []).slice(0, 12)) {
            const to = p.calls[call]!;
            if (kept || isStart(functionGid(p, to.file, to.c.f)))
              push(to.file, valueUses(p.files[to.file]!).callValue.get(to.id), to.c.f);
          }
        } else if (u.k === 'store') {
          if (f.values[u.o]!.k !== 'this') isStored = true;
          else inField(file, u, v);
        } else if (u.k === 'value') {
          const x = f.values[u.v]!;
          if (x.k === 'obj') {
            for (const [name, value, kind, s] of x.props)
              if (value === v && kind === 'value') {
                if (by !== NONE) keep({ symbol: name, holder: 'property', file, s, e: s + name.length }, by, v);
                inObject(file, u.v, name);
              }
          } else if (x.k === 'as' || x.k === 'await' || x.k === 'narrow' || x.k === 'alt' || x.k === 'arr')
            push(file, u.v, by);
        }
      }
    }
    return kept && found && !isStored ? { ...(kept as Omit<Found, 'at'>), at: found } : null;
  };

  const out = new Map<string, State>();
  let tried = 0;
  for (const [call, exts] of pt.externals) {
    if (!exts.some((o) => isRandomCall(h.objects[o]!.pkg, h.objects[o]!.steps))) continue;
    const { file, id, c } = p.calls[call]!;
    if (c.f === NONE || !ctx.loaded.has(file) || tried++ > MAX_RANDOM_CALLS) continue;
    const v = valueUses(p.files[file]!).callValue.get(id);
    const told = v === undefined ? null : follow({ file, v });
    if (!told || out.has(`${told.home.file}|${told.home.s}`)) continue;
    const { home, fn, at } = told;
    const kept = p.functions[fn]!;
    const frame = ctx.framesOf(fn)[0];
    if (dev.at(file, c.f, c.guard) || servesOneAt(pt, fn, c.guard)) continue;
    if (frame && randomInDevelopment({ pt, ctx, origins, dev }, frame, home.file, told.v)) continue;
    const span = spanOf(p, home.file, home.s, home.e);
    out.set(`${home.file}|${home.s}`, {
      symbol: home.symbol,
      holder: home.holder,
      span,
      lifetime: 'process',
      category: 'state',
      runnerUp: null,
      shape: 'random',
      why: 'each process makes its own at random, and clients bring it to all of them',
      proof: spanOf(p, at.file, at.s, at.s + 1),
      confidence: 'medium',
      consequences: ['lost-on-restart', 'not-shared'],
      writes: [
        {
          span,
          kind: 'assign',
          contexts: contextNames(Ctx.boot),
          path: [],
          surely: true,
          by: kept.f.name || 'an anonymous function',
        },
      ],
      reads: [],
      processes: [...entries.processesOf(home.file)],
      unbounded: false,
      severity: 'error',
    });
  }
  return [...out.values()];
}

/** The call that a value is. */
function idOf({ p }: Linked, { file, v }: { readonly file: number; readonly v: ValueId }): CallId {
  const x = p.files[file]!.values[v]!;
  return x.k === 'call' ? x.c : NONE;
}
