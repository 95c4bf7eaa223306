import * as v from 'valibot';
import { byCodeUnit } from '../text/order.ts';
import type { CallbackContext, LibraryContexts, Registration } from './contexts.ts';
import { describeIssue, idOf, type Problem } from './problems.ts';
import { parseKind, parseProvenance } from './provenance.ts';
import { libraryContextsSchema } from './schema.ts';

export type { Problem } from './problems.ts';

/**
 * Judges context entries, ours when the package is built and a user's when they are read: shape, provenance grammar, kinds that
 * exist and can be reached, indices, doubled rows and ids. `known` are entries that the judged ones may refer to and whose ids
 * they may not take. Never throws; the problems are ordered by entry, then key.
 */
export function validateContexts(
  entries: readonly unknown[],
  known: readonly LibraryContexts[] = [],
): readonly Problem[] {
  const problems: Problem[] = [];
  const sound: LibraryContexts[] = [];
  const places = new Map<string, number>();
  for (const [place, entry] of entries.entries()) {
    const id = idOf(entry, place);
    const parsed = v.safeParse(libraryContextsSchema, entry);
    if (!parsed.success) {
      for (const issue of parsed.issues)
        problems.push({ entry: id, key: v.getDotPath(issue) ?? '', what: describeIssue(issue) });
      continue;
    }
    const valid: LibraryContexts = parsed.output;
    if (places.has(id) || known.some((other) => other.id === id))
      problems.push({ entry: id, key: 'id', what: 'this id is taken' });
    places.set(id, place);
    sound.push(valid);
  }
  const kinds = new Map<string, ReadonlySet<string>>();
  const decorators = new Map<string, ReadonlySet<string>>();
  for (const entry of [...known, ...sound]) {
    kinds.set(entry.id, new Set(Object.keys(entry.objects ?? {})));
    decorators.set(entry.id, new Set((entry.decorators ?? []).map((decorator) => decorator.name)));
  }
  for (const entry of sound) problems.push(...judge(entry, kinds, decorators));
  problems.push(...unreached(sound, [...known, ...sound]));
  return problems.sort(
    (a, b) => byCodeUnit(a.entry, b.entry) || byCodeUnit(a.key, b.key) || byCodeUnit(a.what, b.what),
  );
}

type Names = ReadonlyMap<string, ReadonlySet<string>>;

/** Everything beyond the shape: names that must exist, steps that must parse, rows that say the same twice. */
function judge(entry: LibraryContexts, kinds: Names, decorators: Names): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (key: string, what: string) => problems.push({ entry: entry.id, key, what });
  const needsKind = (key: string, text: string) => {
    const parsed = parseKind(text);
    if (parsed === null) return report(key, `\`${text}\` is no kind: write \`name\` or \`entry-id/name\``);
    const own = kinds.get(parsed.entry ?? entry.id);
    if (own === undefined) return report(key, `there is no entry \`${parsed.entry}\``);
    if (!own.has(parsed.kind)) report(key, `there is no object kind \`${text}\``);
  };
  const needsProvenance = (key: string, text: string) => {
    const parsed = parseProvenance(text);
    if (parsed === null)
      return report(key, `\`${text}\` is no provenance: write \`[new ][@kind]\` and steps \`.name\`, \`.*\`, \`()\``);
    if (parsed.start !== null)
      needsKind(key, parsed.start.entry === null ? parsed.start.kind : `${parsed.start.entry}/${parsed.start.kind}`);
  };
  const parameters = (key: string, row: { readonly parameters?: Readonly<Record<number, string>> }) => {
    for (const [index, kind] of Object.entries(row.parameters ?? {})) needsKind(`${key}.parameters.${index}`, kind);
  };
  const doubled = (key: string, rows: readonly unknown[]) => {
    const seen = new Map<string, number>();
    for (const [index, row] of rows.entries()) {
      const text = JSON.stringify(row);
      const first = seen.get(text);
      if (first !== undefined) report(`${key}.${index}`, `says the same as ${key}.${first}`);
      else seen.set(text, index);
    }
  };

  for (const [name, kind] of Object.entries(entry.objects ?? {})) {
    const key = `objects.${name}`;
    if (parseKind(name)?.entry !== null) report(key, `\`${name}\` is no name of a kind`);
    for (const [index, text] of kind.from.entries()) needsProvenance(`${key}.from.${index}`, text);
    for (const [index, text] of (kind.extends ?? []).entries()) needsKind(`${key}.extends.${index}`, text);
    doubled(`${key}.from`, kind.from.map(canonical));
    doubled(`${key}.types`, kind.types ?? []);
  }
  for (const [index, row] of (entry.registrations ?? []).entries()) {
    const key = `registrations.${index}`;
    if (row.on === '') for (const [at, text] of row.call.entries()) needsCallee(`${key}.call.${at}`, text, report);
    else {
      needsKind(`${key}.on`, row.on);
      for (const [at, text] of row.call.entries()) {
        if (!/^(?:[A-Za-z_$][\w$]*|\*|\(\))$/.test(text))
          report(`${key}.call.${at}`, `\`${text}\` is no method name, \`*\` or \`()\``);
      }
    }
    const mixed = new Set((row.events ?? []).map((event) => event.startsWith('!')));
    if (mixed.size > 1) report(`${key}.events`, 'events are either all named or all excluded');
    doubled(`${key}.events`, row.events ?? []);
    doubled(`${key}.call`, row.on === '' ? row.call.map(canonical) : row.call);
    parameters(key, row);
    if (row.returns !== undefined) parameters(`${key}.returns`, row.returns);
  }
  for (const { at, with: other } of contradictions(entry.registrations ?? [])) {
    report(`registrations.${at}`, `another context for the same callback than registrations.${other}`);
  }
  for (const [key, context] of declaredContexts(entry)) {
    if (context === 'caller' || context === 'result')
      report(key, `\`${context}\` needs a call that registers: nothing registers here`);
  }
  for (const [index, row] of (entry.assignments ?? []).entries()) {
    needsKind(`assignments.${index}.on`, row.on);
    parameters(`assignments.${index}`, row);
  }
  for (const [index, row] of (entry.classes ?? []).entries()) {
    const key = `classes.${index}`;
    if (row.extends.includes('*') && (row.decoratedBy ?? []).length === 0)
      report(`${key}.extends`, '`*` needs `decoratedBy`');
    for (const [at, text] of (row.decoratedBy ?? []).entries()) {
      const [owner, name] = text.includes('/') ? text.split('/') : [entry.id, text];
      if (decorators.get(owner!)?.has(name!) !== true)
        report(`${key}.decoratedBy.${at}`, `there is no decorator \`${text}\``);
    }
    for (const method of Object.keys(row.requests ?? {})) {
      if (!Object.hasOwn(row.methods, method)) report(`${key}.requests.${method}`, 'names no method of `methods`');
    }
  }
  for (const [index, row] of (entry.files ?? []).entries()) {
    if (row.files.length === 0 && row.entry !== true)
      report(`files.${index}.files`, 'empty: name globs, or say `entry: true`');
    parameters(`files.${index}`, row);
  }
  for (const [index, row] of (entry.functionTypes ?? []).entries()) parameters(`functionTypes.${index}`, row);
  for (const [index, row] of (entry.properties ?? []).entries()) {
    needsKind(`properties.${index}.on`, row.on);
    needsKind(`properties.${index}.kind`, row.kind);
  }
  for (const key of [
    'packages',
    'registrations',
    'assignments',
    'decorators',
    'classes',
    'files',
    'functionTypes',
    'properties',
  ] as const) {
    doubled(key, entry[key] ?? []);
  }
  if (
    ![
      'objects',
      'registrations',
      'assignments',
      'decorators',
      'classes',
      'files',
      'functionTypes',
      'requestDecorators',
      'properties',
    ].some((key) => Object.hasOwn(entry, key))
  ) {
    report('', 'says nothing: it has neither registrations nor any other row');
  }
  return problems;
}

/** Two ways to write one provenance look alike here; what does not parse stays as it is. */
function canonical(text: string): string {
  const parsed = parseProvenance(text);
  return parsed === null ? text : JSON.stringify(parsed);
}

function needsCallee(key: string, text: string, report: (key: string, what: string) => void): void {
  const parsed = parseCallee(text);
  if (parsed === null)
    report(
      key,
      `\`${text}\` is no callee: write \`[new ]\` and steps such as \`.createServer\`, without the call itself`,
    );
}

/** A callee of `on: ''`: steps from the package, the call itself not written (`()` at the end is a call of a call's result). */
function parseCallee(text: string): ReturnType<typeof parseProvenance> {
  const parsed = parseProvenance(text);
  if (parsed === null || parsed.start !== null) return null;
  return parsed;
}

/** Contexts of what no call of the program registers, with their keys: decorators, classes, files and function types. */
function* declaredContexts(entry: LibraryContexts): Generator<readonly [string, CallbackContext]> {
  for (const key of ['decorators', 'files', 'functionTypes'] as const) {
    for (const [index, row] of (entry[key] ?? []).entries()) yield [`${key}.${index}.context`, row.context];
  }
  for (const [index, row] of (entry.classes ?? []).entries()) {
    for (const [method, context] of Object.entries(row.methods)) yield [`classes.${index}.methods.${method}`, context];
  }
}

/** Rows that give one callback of one call two contexts: one row is meant for an event and context. */
function contradictions(rows: readonly Registration[]): readonly { readonly at: number; readonly with: number }[] {
  const found: { at: number; with: number }[] = [];
  const byCall = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    const others = new Set<number>();
    for (const call of row.call) {
      const key = JSON.stringify([
        row.on,
        row.on === '' ? canonical(call) : call,
        row.callback,
        row.arity,
        row.when,
        row.given,
      ]);
      const earlier = byCall.get(key) ?? [];
      for (const index of earlier) others.add(index);
      byCall.set(key, [...earlier, at]);
    }
    for (const index of others) {
      const other = rows[index]!;
      if (other.context !== row.context && meet(other.events, row.events)) found.push({ at, with: index });
    }
  }
  return found;
}

/** Whether two event lists (`events` of a registration) have an event in common. */
function meet(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const [named, other] = a[0]!.startsWith('!') ? [b, a] : [a, b];
  if (named[0]!.startsWith('!')) return true;
  return other[0]!.startsWith('!')
    ? named.some((event) => !other.includes(`!${event}`))
    : named.some((event) => other.includes(event));
}

/** Kinds that no value can ever have: without steps, types, and mention as a parameter or a property. */
function unreached(judged: readonly LibraryContexts[], all: readonly LibraryContexts[]): readonly Problem[] {
  const given = new Set<string>();
  const give = (entry: LibraryContexts, kind: string) => given.add(kind.includes('/') ? kind : `${entry.id}/${kind}`);
  for (const entry of all) {
    const rows = [
      ...(entry.registrations ?? []),
      ...(entry.assignments ?? []),
      ...(entry.files ?? []),
      ...(entry.functionTypes ?? []),
    ];
    for (const row of rows) for (const kind of Object.values(row.parameters ?? {})) give(entry, kind);
    for (const row of entry.registrations ?? [])
      for (const kind of Object.values(row.returns?.parameters ?? {})) give(entry, kind);
    for (const row of entry.properties ?? []) give(entry, row.kind);
  }
  const problems: Problem[] = [];
  for (const entry of judged) {
    for (const [name, kind] of Object.entries(entry.objects ?? {})) {
      if (kind.from.length > 0 || (kind.types ?? []).length > 0 || given.has(`${entry.id}/${name}`)) continue;
      problems.push({
        entry: entry.id,
        key: `objects.${name}`,
        what: 'no value can be of this kind: it has no `from`, no `types`, and is given by no row',
      });
    }
  }
  return problems;
}
