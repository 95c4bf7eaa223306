import { type Call, type FileFacts, NONE, type Value } from '../extract/facts.ts';

// Calls that put words into a log, told by their names: what is written there, nobody takes from there again.

const LOGS: ReadonlySet<string> = new Set('log info warn error debug trace verbose silly fatal notice'.split(' '));
/** A module, or a thing, that is called a log. */
const LOG_MODULE = /(^|[/._-])log(s|ger|gers|ging)?([./_-]|$)/i;
const LOG_NAME = /(^|_)log(s|ger|gers|ging)?$|Log(s|ger|gers|ging)?$/i;

/** Whether a method of that name writes into a log. */
export const isLogMethod = (name: string): boolean => LOGS.has(name);

/** Whether a call writes into a log: a method of such a name, or a function of such a name that a module of logging gives. */
export function isLogCall(f: FileFacts, c: Call): boolean {
  const callee = f.values[c.callee]!;
  return callee.k === 'prop' ? LOGS.has(callee.p) : isLogFunction(f, callee);
}

/** The same where the name of what the method is called on says so too: then its own text need not be looked at. */
export function isCalledLog(f: FileFacts, c: Call): boolean {
  const callee = f.values[c.callee]!;
  if (callee.k !== 'prop') return isLogFunction(f, callee);
  return LOGS.has(callee.p) && c.recv !== NONE && LOG_NAME.test(nameOf(f, f.values[c.recv]!));
}

function isLogFunction(f: FileFacts, callee: Value): boolean {
  if (callee.k !== 'bind') return false;
  const { name, imp } = f.bindings[callee.b]!;
  return imp !== undefined && LOGS.has(imp.name === 'default' ? name : imp.name) && LOG_MODULE.test(imp.spec);
}

const nameOf = (f: FileFacts, v: Value): string =>
  v.k === 'bind' ? f.bindings[v.b]!.name : v.k === 'prop' ? v.p.replace(/^#/, '') : '';
