import { type Call, NONE, type ValueId } from '../extract/facts.ts';
import { type Program, valueAt } from './program.ts';
import { valueStatic } from './static.ts';

// Servers that nobody is served by: they are opened to find out whether a port is free.

/** The last name by which a call is written, or that of the library's function that it calls; empty where there is none. */
export function nameOf(p: Program, file: number, c: Call): string {
  const callee = valueAt(p, file, c.callee);
  if (callee.k === 'prop') return callee.p;
  const s = valueStatic(p, file, c.callee);
  return s?.k === 'external' ? (s.steps.split('.').pop() ?? '') : '';
}

const NONE_OF_THEM: ReadonlySet<Call> = new Set();
/**
 * Calls of a file that only find out whether a port is free: servers of `node:net` that are handed no listener, told of no connection,
 * and closed again; none where the file makes another one.
 */
export function probesOf(p: Program, file: number): ReadonlySet<Call> {
  const f = p.files[file]!;
  if (!f.outline.specs.some((spec) => NET.test(spec))) return NONE_OF_THEM;
  const out = new Set<Call>();
  const makers = f.calls.filter((c) => c && MAKES_SERVER.test(nameOf(p, file, c)));
  const ofMaker = (v: ValueId): Call | undefined => {
    const x = v === NONE ? null : f.values[v]!;
    const [def] = x?.k === 'bind' && f.bindings[x.b]!.defs.length === 1 ? f.bindings[x.b]!.defs : [v];
    const made = def === undefined || def === NONE ? null : f.values[def]!;
    return made?.k === 'call' ? makers.find((c) => c === f.calls[made.c]) : undefined;
  };
  const closed = new Set<Call>();
  for (const c of f.calls) {
    // Whoever is handed it may serve by it.
    if (c?.args.some((a) => ofMaker(a))) return NONE_OF_THEM;
    const maker = c && c.recv !== NONE ? ofMaker(c.recv) : undefined;
    if (!c || !maker) continue;
    const name = nameOf(p, file, c);
    const first = c.args[0] === undefined ? null : f.values[c.args[0]]!;
    if (name === 'close') closed.add(maker);
    if (name === 'listen') out.add(c);
    if (
      /^(?:on|once|addListener)$/.test(name) &&
      !(first?.k === 'lit' && /^(?:error|close|listening)$/.test(String(first.v)))
    )
      return NONE_OF_THEM;
  }
  if (makers.length === 0 || !makers.every((c) => c.args.length === 0 && closed.has(c))) return NONE_OF_THEM;
  for (const c of makers) out.add(c);
  return out;
}

const NET = /^(?:node:)?net$/;
const MAKES_SERVER = /^(?:createServer|Server)$/;
