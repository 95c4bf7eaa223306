import type { CallWords, Effect, LibraryEffects, MethodNames } from '../effects.ts';
import { deepFreeze } from '../freeze.ts';
import { databaseEffects } from './databases.ts';
import { machineEffects } from './machine.ts';
import { messageEffects } from './messages.ts';
import { serviceEffects } from './services.ts';
import { storeEffects } from './stores.ts';

/** Every row of effects, families in reading order; a test holds them against their shape. */
export const libraryEffects: readonly LibraryEffects[] = deepFreeze([
  ...databaseEffects,
  ...storeEffects,
  ...messageEffects,
  ...serviceEffects,
  ...machineEffects,
]);

const exact = new Map<string, LibraryEffects>();
const beginnings: (readonly [string, LibraryEffects])[] = [];
for (const row of libraryEffects) {
  for (const name of row.packages) {
    if (name.endsWith('*')) beginnings.push([name.slice(0, -1), row]);
    else if (!exact.has(name)) exact.set(name, row);
  }
}
beginnings.sort((a, b) => b[0].length - a[0].length);
const known = new Map<string, LibraryEffects | null>();

/** The row of a package, or of a package that a module specifier lies in; undefined where no row names it. */
export function effectsOf(pkg: string): LibraryEffects | undefined {
  let row = known.get(pkg);
  if (row === undefined) {
    row = rowOf(pkg) ?? null;
    known.set(pkg, row);
  }
  return row ?? undefined;
}

function rowOf(pkg: string): LibraryEffects | undefined {
  const parts = pkg.split('/');
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('/');
    const row = exact.get(name) ?? exact.get(`node:${name}`);
    if (row !== undefined) return row;
  }
  return beginnings.find(([beginning]) => pkg.startsWith(beginning))?.[1];
}

/** How well a method is named by a list: the length of what it has in common, more for the exact name; -1 for not at all. */
function nearness(list: MethodNames | undefined, method: string): number {
  let best = -1;
  for (const name of list ?? []) {
    if (name === method) return Number.MAX_SAFE_INTEGER;
    if (name.endsWith('*') && method.startsWith(name.slice(0, -1))) best = Math.max(best, name.length - 1);
  }
  return best;
}

const WRITING_TEXT =
  /^[\s(]*(?:\/\*[\s\S]*?\*\/\s*|--[^\n]*\n\s*)*(?:(?:update|delete|merge|create|alter|drop|(?:insert|replace|truncate)\b(?!\s*\()|vacuum|refresh|reindex|call|do|grant|revoke|copy|upsert|mutation)\b|with\b[\s\S]*\b(?:insert\s+into|update|delete\s+from|merge\s+into)\b|match\b[\s\S]*\b(?:set|create|merge|delete|remove)\b)/i;
const VERB = /^(?:get|head|options|post|put|patch|delete)$/i;
const CLAIMING_TEXT = /skip\s+locked|for\s+update\s+(?:of\s+\w+\s+)?nowait|pg_(?:try_)?advisory|get_lock\s*\(/i;

/** Whether what a call asks for stays as it is as long as it is there: the address of a queue, the account that asks. */
export function isLasting(pkg: string, method: string): boolean {
  return nearness(effectsOf(pkg)?.lasting, method) >= 0;
}

/** Whether a package says of a method by its name that it is about connections: what it answers is one, and no data. */
export function isOfHandles(pkg: string, method: string): boolean {
  return nearness(effectsOf(pkg)?.methods.handle, method) >= 0;
}

/**
 * What a call does, or undefined where the tables do not say. `steps` are the names from the package to the method, the method
 * last (`['where', 'update']`); the export itself, called, has none or an empty one, and is a row's `default`.
 */
export function effectOfCall(pkg: string, steps: readonly string[], words: CallWords = {}): Effect | undefined {
  const row = effectsOf(pkg);
  if (row === undefined) return undefined;
  const last = steps.at(-1) || 'default';
  const method = last.replace(/Sync$/, '');
  const named = (list: MethodNames | undefined) => Math.max(nearness(list, last), nearness(list, method));
  if (row.command !== undefined && words.command != null && named(row.command.methods) >= 0)
    return nearness(row.command.reads, words.command) >= 0 ? 'read' : row.command.writes;
  if (row.text !== undefined && typeof words.text === 'string' && named(row.text.methods) >= 0) {
    if (CLAIMING_TEXT.test(words.text)) return 'lease';
    return WRITING_TEXT.test(words.text) ? row.text.writes : 'read';
  }
  if (row.verb !== undefined && named(row.verb.methods) >= 0) {
    if (words.verb === null) return undefined;
    // `needle('post', url, data)`
    const verb = words.verb ?? (VERB.test(words.text ?? '') ? words.text! : 'get');
    return /^(?:get|head|options)$/i.test(verb) ? 'read' : row.verb.writes;
  }
  if (named(row.ends) >= 0) {
    for (const step of steps.slice(0, -1).reverse()) {
      const effect = effectOfMethod(row, step);
      if (effect !== undefined && effect !== 'handle') return effect;
    }
    return named(row.text?.methods) >= 0 ? undefined : (effectOfMethod(row, method) ?? 'read');
  }
  return (
    effectOfMethod(row, last) ??
    effectOfMethod(row, method) ??
    (named(row.text?.methods) >= 0 || named(row.command?.methods) >= 0 ? undefined : row.otherwise)
  );
}

function effectOfMethod(row: LibraryEffects, method: string): Effect | undefined {
  let best = -1;
  let found: Effect | undefined;
  for (const [effect, list] of Object.entries(row.methods) as [Effect, MethodNames][]) {
    const how = nearness(list, method);
    if (how > best) [best, found] = [how, effect];
  }
  return found;
}
