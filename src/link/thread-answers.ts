import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import type { Access, Mutation } from './holders.ts';
import { lookUpKey } from './looked-up.ts';
import { From } from './origins.ts';
import { isSameRead } from './same-read.ts';
import { isToldByChildren } from './supervisor.ts';

// What own threads answered, until the call that asked them finds it.

/** What a name that the process drew for one call is made of. */
const DRAWN = From.random | From.time | From.constant | From.library | From.machine;
/** Looks that leave the answer where it is. */
const ASKS: ReadonlySet<string> = new Set(['has', 'size', 'delete']);

/**
 * Answers of own threads and processes, each under a name that the call which asked has drawn itself, and taken out by that very call:
 * it waits in this process, and nobody else can know the name. What a client asks for by its name lies here until it comes to this process.
 */
export function threadAnswers({ pt, ctx, origins }: JudgeInput, f: Facts): Verdict | null {
  const isEmptied = (m: Mutation) => m.kind === 'assign' && (f.originOf(m) & ~(From.fresh | From.constant)) === 0;
  const puts = f.afterPuts.filter((m) => !isEmptied(m));
  if (puts.length === 0) return null;
  if (!puts.every((m) => m.kind === 'put' && m.key !== NONE && isToldByChildren(pt, ctx, m.frame))) return null;
  const isDrawn = (frame: number, file: number, key: ValueId): boolean => {
    const from = key === NONE ? 0 : origins.of(ctx.frames[frame]!, file, partOf(pt.p.files[file]!, key));
    return (from & From.random) !== 0 && (from & ~DRAWN) === 0;
  };
  let taken = false;
  for (const r of f.reads) {
    if (r.how === 'value' && r.use === 'recv') continue;
    if (r.how === 'size') continue;
    const key = lookUpKey(pt, r);
    if ((r.how !== 'get' && !ASKS.has(r.how)) || !isDrawn(r.frame, r.file, key)) return null;
    if (r.how !== 'get') continue;
    if (!f.removes.some((m) => takesOut(pt.p.files[r.file]!, r, key, m))) return null;
    taken = true;
  }
  if (!taken) return null;
  return verdict(
    'single-flight',
    'thread-answers',
    'answers of own threads, each taken by the call that asked for it',
    puts[0]!,
  );
}

/** `message.id` of `const message = { id: uuid(), text }`: what stands there in the literal. */
function partOf(f: FileFacts, v: ValueId): ValueId {
  const x = f.values[v]!;
  const o = x.k === 'prop' ? f.values[x.o]! : null;
  if (x.k !== 'prop' || o?.k !== 'bind') return v;
  const { kind, defs } = f.bindings[o.b]!;
  let made = kind === 'const' && defs.length === 1 ? f.values[defs[0]!]! : null;
  if (made?.k === 'as') made = f.values[made.v]!;
  const part = made?.k === 'obj' && made.spreads.length === 0 ? made.props.find((q) => q[0] === x.p) : undefined;
  const isWritten = f.functions.some((fn) =>
    fn.events.some((e) => {
      if (e.t !== 'write' || !('p' in e.to) || e.to.p !== x.p) return false;
      const to = f.values[e.to.o]!;
      return to.k === 'bind' && to.b === o.b;
    }),
  );
  return part && part[2] === 'value' && !isWritten ? part[1] : v;
}

/** Whether a removal takes out, in the same function, what a read has found under a key. */
function takesOut(f: FileFacts, r: Access, key: ValueId, m: Mutation): boolean {
  return m.fn === r.fn && m.s > r.s && m.key !== NONE && isSameRead(f, m.key, key);
}
