import picomatch from 'picomatch';
import type { CallbackContext, FileContext } from '../catalog/contexts.ts';
import { NONE } from '../extract/facts.ts';
import { callables, wrappedBy } from './callables.ts';
import type { Entries } from './entries.ts';
import { methodsOfMade, objectsExported } from './exported-classes.ts';
import { addEdge, fieldNode, nameId, type ObjectId, setOf } from './heap.ts';
import { setsUp } from './orphans.ts';
import type { Points, PointsInternal } from './points.ts';
import { functionGid, type LinkInput } from './program.ts';
import { exportOf } from './static.ts';

/** Files whose exports are for users of the package: those of libraries, and what is taken for a server though nothing starts it. */
export function exportingEntries({ libraryEntries, processes }: LinkInput): readonly string[] {
  return [...new Set([...libraryEntries, ...processes.flatMap((x) => (x.exported ? [x.entry] : []))])];
}

/** What runs the functions that a package exports to its users. */
export const EXPORTED = 'exported to users';

/** The name by which a framework knows a file: its own without the ending, or that of its folder. */
function nameByPlace(path: string): string {
  const steps = path.split('/');
  const own = steps[steps.length - 1]!.replace(/\.\w+$/, '');
  return own === 'index' && steps.length > 1 ? steps[steps.length - 2]! : own;
}

/** What any runtime calls for each request where the file that it is started with exports it. */
const SERVED = 'default.fetch';

/**
 * Rows of the catalogue about the file that a process is started with, each with the members of its default export that are called: all
 * of them where a platform calls that export (`handlers` of the process), else the one that says by its name alone that it answers
 * requests.
 */
function* entryRows(
  libraries: LinkInput['libraries'],
  handlers: readonly string[],
): Generator<{ readonly row: FileContext; readonly library: string; readonly names: readonly string[] }> {
  const isCalled = handlers.includes('default') ? (e: string) => e.startsWith('default.') : (e: string) => e === SERVED;
  for (const { id, files = [] } of libraries)
    for (const row of files) if (row.entry) yield { row, library: id, names: row.exports.filter(isCalled) };
}

/** What stands at a node is found at a property of something global, where the framework puts it. */
function keepAt(pt: Points, path: readonly string[], name: string, from: number): void {
  const { internal } = pt as PointsInternal;
  const [root, ...steps] = path;
  let at = internal.packageExport('(global)', `.${root}`);
  for (const step of steps) at = internal.child(at, step);
  addEdge(pt.h, from, fieldNode(pt.h, at, nameId(pt.h, name)));
}

/** Exported functions that a platform finds by the file's place, by the process table, or by `'use server'`. */
export function conventionSeeds(
  pt: Points,
  input: LinkInput,
  entries: Entries,
  seed: (
    fn: number,
    context: CallbackContext | 'unknown',
    what: string,
    request: number,
    selves?: readonly ObjectId[],
  ) => void,
  give: (fn: number, library: string, parameters: Readonly<Record<number, string>>) => void,
): void {
  const { p } = pt;
  const { returnedBy } = callables(pt);
  /** `whole`: also of what replaces a CommonJS module's exports. */
  const functionsOf = (file: number, path: string, whole = true): number[] => {
    const [name, ...rest] = path.split('.');
    const names = name === '*' ? p.files[file]!.exports.map((e) => e.name) : [name!];
    const out: number[] = [];
    for (const n of names) {
      const e = exportOf(p, file, n);
      if (!e || 'pkg' in e) continue;
      const node = e.b !== NONE ? pt.bindingNode(p.bindingBase[e.file]! + e.b) : pt.valueNode(e.file, e.v);
      collect(setOf(pt.h, node), rest, out);
    }
    if (!p.files[file]!.esm) {
      const o = pt.exportsObject(file);
      const fields = pt.h.fields[o] ?? [];
      for (let i = 0; i < fields.length; i += 2)
        if (name === '*' || pt.h.nameList[fields[i]!] === name) collect(setOf(pt.h, fields[i + 1]!), rest, out);
      // `module.exports = { fn }`: what stands there in place of the first object is the default, and its members are named exports.
      if (whole) {
        const given = setOf(pt.h, pt.exportsNode(file)).filter((x) => x !== o);
        if (name === '*' || name === 'default') collect(given, rest, out);
        if (name !== 'default') collect(given, [name!, ...rest], out);
      }
    }
    return [...new Set(out)];
  };
  const collect = (objects: readonly ObjectId[], rest: readonly string[], out: number[]): void => {
    for (const o of objects) {
      const x = pt.h.objects[o]!;
      if (rest.length === 0) {
        if (x.k === 'fn') out.push(x.site);
        else out.push(...wrappedBy(pt, o));
        continue;
      }
      const fields = pt.h.fields[o] ?? [];
      for (let i = 0; i < fields.length; i += 2)
        if (rest[0] === '*' || pt.h.nameList[fields[i]!] === rest[0])
          collect(setOf(pt.h, fields[i + 1]!), rest.slice(1), out);
    }
  };
  /** Functions that run at start-up, as the catalogue says: that a framework also finds their file by its place makes them no handlers. */
  const atBoot = new Set<number>();
  for (const library of input.libraries) {
    for (const row of library.files ?? []) {
      if (row.entry || row.files.length === 0) continue;
      const match = picomatch(row.files as string[], { dot: true });
      for (const file of entries.loaded) {
        const f = p.files[file]!;
        const dir = input.packageDirOf(f.file);
        if (!input.dependsOn(dir, library.packages)) continue;
        const rel = dir === '' ? f.file : f.file.slice(dir.length + 1);
        if (!match(rel)) continue;
        if (row.directive) {
          const no = row.directive.startsWith('!');
          if (f.directives.includes(no ? row.directive.slice(1) : row.directive) === no) continue;
        }
        for (const e of row.exports)
          for (const fn of functionsOf(file, e)) {
            seed(fn, row.context, `${library.id} ${e}`, row.request ?? -1);
            if (row.context === 'boot') atBoot.add(fn);
            if (row.returns)
              for (const { fn: back } of returnedBy(fn, row.returns.at))
                seed(back, row.returns.context, `${library.id} ${e}`, row.returns.request ?? -1);
            if (row.keptAt) keepAt(pt, row.keptAt, nameByPlace(rel), pt.returnNode(fn));
          }
      }
    }
  }
  for (const x of input.processes) {
    const file = p.fileOf.get(x.entry);
    if (file === undefined || !x.handlers) continue;
    for (const h of x.handlers)
      for (const fn of functionsOf(file, h, h !== '*' && h !== 'default'))
        if (!atBoot.has(fn)) seed(fn, 'request', `${x.name} ${h}`, 0);
  }
  for (const x of input.processes) {
    const file = p.fileOf.get(x.entry);
    if (file === undefined || x.kind === 'test' || x.kind === 'build') continue;
    const called = new Set<number>();
    for (const { row, library, names } of entryRows(input.libraries, x.handlers ?? []))
      for (const e of names)
        for (const fn of functionsOf(file, e)) {
          // Runtimes agree on the names.
          if (!called.has(fn)) seed(fn, row.context, `${library} ${e}`, row.request ?? -1);
          called.add(fn);
        }
  }
  for (const { entry, name, takesJobs } of input.processes) {
    const file = p.fileOf.get(entry);
    if (file === undefined || !takesJobs) continue;
    // Without a default export its functions are called by their names.
    const [own, named] = ['default', '*'].map((e) => functionsOf(file, e));
    for (const fn of own!.length > 0 ? own! : named!) seed(fn, 'job', name, 0);
  }
  for (const { entry, name, starts } of input.processes) {
    const file = p.fileOf.get(entry);
    if (file === undefined || !starts) continue;
    for (const fn of starts.exports.flatMap((e) => functionsOf(file, e))) {
      seed(fn, 'boot', name, -1);
      const [library, kind] = starts.gives?.split('/') ?? [];
      if (library !== undefined && kind !== undefined) give(fn, library, { 0: kind });
    }
  }
  for (const file of entries.loaded) {
    const f = p.files[file]!;
    f.functions.forEach((fn, id) => {
      if (fn.server) seed(functionGid(p, file, id), 'request', 'server action', 0);
    });
    if (f.directives.includes('use server'))
      for (const fn of functionsOf(file, '*')) seed(fn, 'request', 'server action', 0);
  }
  // Where the repository deploys processes, they are the users: what none of them calls is called by nobody.
  const isDeployed = (file: number) => entries.processesOf(file).some((name) => deployed.has(name));
  const deployed = new Set(
    input.processes.flatMap((x) =>
      !x.exported && (x.kind === 'server' || x.kind === 'worker' || x.kind === 'job') ? [x.name] : [],
    ),
  );
  const isLibrary = new Set(input.libraryEntries);
  for (const file of [...entries.handedOut].sort((a, b) => a - b)) {
    const atStart = isLibrary.has(p.files[file]!.file);
    const when = (fn: number) =>
      atStart || setsUp(p, p.functions[fn]!.file, p.functions[fn]!.id) ? 'boot' : ('unknown' as const);
    for (const fn of functionsOf(file, '*')) seed(fn, when(fn), EXPORTED, -1);
    for (const o of objectsExported(pt, file))
      for (const fn of methodsOfMade(pt, o)) seed(fn, when(fn), EXPORTED, -1, [o]);
  }
  for (const e of exportingEntries(input)) {
    const file = p.fileOf.get(e);
    if (file === undefined || !entries.loaded.has(file) || isDeployed(file)) continue;
    for (const fn of functionsOf(file, '*')) seed(fn, 'boot', EXPORTED, -1);
    for (const o of objectsExported(pt, file))
      for (const fn of methodsOfMade(pt, o)) seed(fn, 'boot', EXPORTED, -1, [o]);
  }
}
