import { isClient } from '../catalog/clients.ts';
import { linkEvents } from '../catalog/link-events.ts';
import { type FileFacts, NONE } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { constantText } from './constants.ts';
import { FOR_ONE, type Frame } from './frames.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';
import { callGid } from './program.ts';

/** Functions that only hand on to the one that writes. */
const MAX_SETTERS = 2;
/** Events by which a connection, a client or a server of a library says how it is itself, and nothing of what it is for. */
const EVENTS: ReadonlySet<string> = new Set([...linkEvents.up, ...linkEvents.down, ...linkEvents.other]);
const UP: ReadonlySet<string> = new Set(linkEvents.up);
const DOWN: ReadonlySet<string> = new Set(linkEvents.down);
/** The same, as options name functions: `onConnect`, `onWebSocketClose`. */
const OPTION =
  /^on(?:[A-Z]\w*)?(?:Connect(?:ed|ing)?|Disconnect(?:ed)?|Reconnect(?:ed|ing)?|Open(?:ed)?|Close[d]?|Error|Ready|End)$/;
/** Methods that end what they are called on. */
const ENDS: ReadonlySet<string> = new Set(
  'close end disconnect terminate destroy quit deactivate stop shutdown forceDisconnect logout'.split(' '),
);

/**
 * How a connection of this process to something else is: a flag or a word that the events of a library's own object set (`client.on('close',
 * () => { connected = false; })`), and the code that makes that object or ends it. Another process has a connection of its own.
 */
export function linkState(input: JudgeInput, f: Facts): Verdict | null {
  const { ctx, holder } = input;
  if (holder.objects.size > 0 || f.afterPuts.length === 0) return null;
  const said = From.constant | From.time | From.environment;
  const isSaid = (m: Mutation): boolean => m.kind === 'assign' && m.op === '=' && (f.originOf(m) & ~said) === 0;
  // How often it was lost since it was there last, which begins anew when it is there again.
  const counts = f.after.filter((m) => m.kind === 'update' && (m.op === '++' || m.op === 'op='));
  if (!f.after.every((m) => isSaid(m) || counts.includes(m))) return null;
  if (counts.length > 0 && !f.all.some((m) => isSaid(m) && isOf(input, m, UP))) return null;
  if (!counts.every((m) => isOf(input, m, DOWN))) return null;
  const links = new Set<string>();
  const others: Mutation[] = [];
  for (const m of f.after) {
    const pkgs = toldBy(input, ctx.frames[m.frame]!, 0);
    if (pkgs) for (const pkg of pkgs) links.add(pkg);
    else others.push(m);
  }
  if (links.size === 0 || !others.every((m) => turns(input, links, m))) return null;
  return verdict('process-upkeep', 'link', 'tells how a connection of this process itself is', f.after[0]!);
}

/** Whether a write runs by some events of a library's object alone. */
const isOf = (input: JudgeInput, m: Mutation, events: ReadonlySet<string>): boolean =>
  toldBy(input, input.ctx.frames[m.frame]!, 0, events) !== null;

/** Packages of the objects by whose events a frame runs, if it runs by nothing else. */
function toldBy(
  input: JudgeInput,
  frame: Frame,
  depth: number,
  events: ReadonlySet<string> = EVENTS,
): ReadonlySet<string> | null {
  const { pt, ctx } = input;
  if (frame.mask & FOR_ONE || frame.rooted || depth > MAX_SETTERS) return null;
  const out = new Set<string>();
  for (const { call } of frame.registrations) {
    const pkgs = call < 0 ? [] : linksOf(input, call, pt.p.functions[frame.fn]!.f.name, events);
    if (pkgs.length === 0) return null;
    for (const pkg of pkgs) out.add(pkg);
  }
  for (const { frame: id } of frame.callers) {
    const caller = ctx.frames[id]!;
    // What an arrow of the same event calls runs at that event.
    const of = caller === frame ? null : toldBy(input, caller, depth + 1, events);
    if (!of) return null;
    for (const pkg of of) out.add(pkg);
  }
  return out.size > 0 ? out : null;
}

/** Packages of the objects that a call registers a listener on, if the event or the option says how they are themselves. */
function linksOf({ pt }: JudgeInput, call: number, name: string, events: ReadonlySet<string>): readonly string[] {
  const { file, c } = pt.p.calls[call]!;
  const event = c.args[0] === undefined ? null : constantText(pt.p, file, c.args[0]);
  if (event === null ? events !== EVENTS || !OPTION.test(name) : !events.has(event) && event !== 'connection')
    return [];
  const pkgs = (pt.externals.get(call) ?? []).map((o) => pt.h.objects[o]!.pkg);
  // At a server a connection is that of somebody else; at a client it is its own.
  if (event === 'connection') return events === DOWN ? [] : pkgs.filter(isClient);
  return pkgs.filter((pkg) => pkg !== '(global)' && pkg !== 'node:events');
}

/** Whether a write stands in a function that makes such an object, or ends it. */
function turns({ pt }: JudgeInput, links: ReadonlySet<string>, m: Mutation): boolean {
  const { file, f: fn } = pt.p.functions[m.fn]!;
  const f = pt.p.files[file]!;
  return fn.events.some((e) => {
    if (e.t !== 'call') return false;
    const c = f.calls[e.c]!;
    const of = (pt.externals.get(callGid(pt.p, file, e.c)) ?? []).some((o) => links.has(pt.h.objects[o]!.pkg));
    return of && (c.kind === 'new' || c.recv === NONE || ENDS.has(methodOf(f, c.callee)) || isMade(f, c.callee));
  });
}

const methodOf = (f: FileFacts, callee: number): string => {
  const x = f.values[callee]!;
  return x.k === 'prop' ? x.p : '';
};
const isMade = (f: FileFacts, callee: number): boolean =>
  /^(?:connect|create|open|spawn|launch|listen|start)/i.test(methodOf(f, callee));
