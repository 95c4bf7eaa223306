import type { LibraryContexts } from '../catalog/contexts.ts';
import type { LibraryEntry } from '../catalog/libraries.ts';
import { standIns } from '../catalog/stand-ins.ts';
import type { Process } from '../discover/workspace.ts';
import {
  type BindingId,
  type Call,
  type CallId,
  type Class,
  type ClassId,
  type FileFacts,
  type Func,
  type FunctionId,
  NONE,
  type Type,
  type TypeId,
  type Value,
  type ValueId,
} from '../extract/facts.ts';
import { byCodeUnit } from '../text/order.ts';
import { viewOf } from './file-view.ts';

/** Names that files are looked for by. */
export type NameKind = 'called' | 'methods';

/** What an import specifier means, as far as the linker needs it. */
export type ModuleTarget =
  | { readonly kind: 'file'; readonly file: number }
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  | { readonly kind: 'none' };

/**
 * All files' facts joined, with one number space for functions, classes, calls, bindings and values ("global ids"). A file is open once
 * something but its outline was asked for; the lists of functions and so on have holes where files are not.
 */
export type Program = {
  readonly files: readonly FileFacts[];
  readonly fileOf: ReadonlyMap<string, number>;
  readonly valueBase: readonly number[];
  readonly bindingBase: readonly number[];
  readonly functionBase: readonly number[];
  readonly classBase: readonly number[];
  readonly callBase: readonly number[];
  readonly functions: readonly { readonly file: number; readonly id: FunctionId; readonly f: Func }[];
  readonly classes: readonly { readonly file: number; readonly id: ClassId; readonly c: Class }[];
  readonly calls: readonly { readonly file: number; readonly id: CallId; readonly c: Call }[];
  readonly bindings: readonly { readonly file: number; readonly id: BindingId }[];
  readonly valueCount: number;
  /** How many files are open. */
  opened(): number;
  isOpen(file: number): boolean;
  open(file: number): void;
  /** Whether a file calls something of that name, or has a class with a method of that name. Opens nothing. */
  mentions(file: number, kind: NameKind, name: string): boolean;
  /** Names that `mentions` was asked for. */
  readonly asked: Readonly<Record<NameKind, ReadonlySet<string>>>;
  /** Specifier as resolved from a file. */
  target(file: number, spec: string): ModuleTarget;
  /** Files that a dynamic path may load. */
  glob(file: number, pattern: string): readonly number[];
  /** The folder of sources that a folder is, or is compiled from; undefined where there is neither. */
  sourceFolder(path: string): string | undefined;
  /** The folder of the package that a file is of. */
  packageDirOf(path: string): string;
  /** Where a package says that its commands stand, from the repository's root (`oclif.commands`); null where it has none. */
  commandsOf(packageDir: string): string | null;
  /** The words behind a file that processes start with it; undefined where none starts it, or they are not known of each. */
  wordsBehind(path: string): ReadonlySet<string> | undefined;
  /** Whether a file is of a test: what it hands to the program's functions, no process does. */
  isTest(file: number): boolean;
};

/** What link is given besides facts. Everything is data; nothing reads the disk. */
export type LinkInput = {
  readonly facts: readonly FileFacts[];
  readonly processes: readonly Process[];
  readonly libraryEntries: readonly string[];
  readonly resolve: (
    specifier: string,
    fromFile: string,
  ) => { readonly kind: string; readonly path?: string; readonly name?: string; readonly subpath?: string };
  readonly resolveGlob: (pattern: string, fromFile: string) => readonly string[];
  /** The folder of sources that a folder is, or is compiled from; absent: each is its own. */
  readonly sourceFolder?: (path: string) => string | undefined;
  readonly isTestPath: (path: string) => boolean;
  /** Whether a path is that of test code even where code that is none imports it by name. */
  readonly isOnlyTestPath: (path: string) => boolean;
  readonly packageDirOf: (path: string) => string;
  /** Where a package says that its commands stand, from the repository's root (`oclif.commands`); null where it has none. */
  readonly commandsOf?: (packageDir: string) => string | null;
  /** Whether the package in that folder (or the repository's root) depends on one of these packages. */
  readonly dependsOn: (packageDir: string, packages: readonly string[]) => boolean;
  readonly libraries: readonly LibraryContexts[];
  /** What libraries keep in the process or on its disk; absent: nothing is known of any. */
  readonly keeps?: readonly LibraryEntry[];
  /** Version of a package as a file sees it: exact from the lock file, else the range in package.json; null where neither tells. */
  readonly versionOf?: (file: string, pkg: string) => string | null;
  /**
   * Whether the deployment that runs a file says that it is production (`NODE_ENV=production` in its image or start command);
   * undefined where no deployment of it is known.
   */
  readonly production?: (file: string) => boolean | undefined;
  /** The program that a command line compiles with and then ends, followed through the scripts of the file's package; null: none. */
  readonly compilesWith?: (file: string, line: string) => string | null;
  /** Files that are loaded by what nothing is seen of: what they export somebody calls. Found when the program is linked. */
  readonly handedOut?: ReadonlySet<number>;
};

const joined = new WeakMap<LinkInput['facts'], { readonly resolve: LinkInput['resolve']; readonly p: Program }>();

/**
 * Joins the facts of all files, in path order, so that ids do not depend on the order in which files were read. What has been joined is
 * not joined again: processes are looked for in the same program that is then linked.
 */
export function joinProgram(input: LinkInput): Program {
  const known = joined.get(input.facts);
  if (known?.resolve === input.resolve) return known.p;
  const p = join(input);
  joined.set(input.facts, { resolve: input.resolve, p });
  return p;
}

function join(input: LinkInput): Program {
  const sorted = [...input.facts].sort((a, b) => byCodeUnit(a.file, b.file));
  const fileOf = new Map(sorted.map((f, i) => [f.file, i] as const));
  const totals = { values: 0, bindings: 0, functions: 0, classes: 0, calls: 0 };
  const baseOf = (kind: keyof typeof totals): number[] =>
    sorted.map(({ outline }) => {
      const base = totals[kind];
      totals[kind] += outline[kind];
      return base;
    });
  const valueBase = baseOf('values');
  const bindingBase = baseOf('bindings');
  const functionBase = baseOf('functions');
  const classBase = baseOf('classes');
  const callBase = baseOf('calls');
  const functions = new Array<{ file: number; id: FunctionId; f: Func }>(totals.functions);
  const classes = new Array<{ file: number; id: ClassId; c: Class }>(totals.classes);
  const calls = new Array<{ file: number; id: CallId; c: Call }>(totals.calls);
  const bindings = new Array<{ file: number; id: BindingId }>(totals.bindings);
  const isOpen: boolean[] = sorted.map(() => false);
  let opened = 0;
  const files = sorted.map((facts, file) =>
    viewOf(facts, (f) => {
      opened++;
      isOpen[file] = true;
      const at = [bindingBase[file]!, functionBase[file]!, classBase[file]!, callBase[file]!] as const;
      for (let id = 0; id < f.bindings.length; id++) bindings[at[0] + id] = { file, id };
      for (let id = 0; id < f.functions.length; id++) functions[at[1] + id] = { file, id, f: f.functions[id]! };
      for (let id = 0; id < f.classes.length; id++) classes[at[2] + id] = { file, id, c: f.classes[id]! };
      for (let id = 0; id < f.calls.length; id++) calls[at[3] + id] = { file, id, c: f.calls[id]! };
    }),
  );
  const asked = { called: new Set<string>(), methods: new Set<string>() };
  const targets = files.map((): Map<string, ModuleTarget> | undefined => undefined);
  const target = (file: number, spec: string): ModuleTarget => {
    let own = targets[file];
    const old = own?.get(spec);
    if (old) return old;
    const r = input.resolve(spec, files[file]!.file);
    const hit = r.kind === 'file' && r.path !== undefined ? fileOf.get(r.path) : undefined;
    const out: ModuleTarget =
      hit !== undefined
        ? { kind: 'file', file: hit }
        : r.kind === 'builtin'
          ? { kind: 'package', name: `node:${(r.name ?? spec).replace(/^node:/, '')}`, subpath: '' }
          : r.kind === 'package'
            ? { kind: 'package', name: standIns.get(r.name ?? spec) ?? r.name ?? spec, subpath: r.subpath ?? '' }
            : { kind: 'none' };
    own ??= new Map();
    targets[file] = own;
    own.set(spec, out);
    return out;
  };
  const tests = files.map(({ file }) => input.isTestPath(file));
  const glob = (file: number, pattern: string): readonly number[] =>
    input
      .resolveGlob(pattern, files[file]!.file)
      .map((p) => fileOf.get(p))
      .filter((x): x is number => x !== undefined);
  return {
    files,
    fileOf,
    valueBase,
    bindingBase,
    functionBase,
    classBase,
    callBase,
    functions,
    classes,
    calls,
    bindings,
    valueCount: totals.values,
    opened: () => opened,
    isOpen: (file) => isOpen[file]!,
    open: (file) => void files[file]!.values,
    mentions(file, kind, name) {
      asked[kind].add(name);
      return sorted[file]!.outline[kind].includes(`|${name}|`);
    },
    asked,
    target,
    glob,
    sourceFolder: input.sourceFolder ?? ((path) => path),
    packageDirOf: input.packageDirOf,
    commandsOf: input.commandsOf ?? (() => null),
    wordsBehind(path) {
      const lists = input.processes.flatMap((x) => (x.entry === path ? [x.commands] : []));
      return lists.length > 0 && lists.every((x) => x) ? new Set(lists.flatMap((x) => x ?? [])) : undefined;
    },
    isTest: (file) => tests[file]!,
  };
}

export const valueAt = (p: Program, file: number, id: ValueId): Value => p.files[file]!.values[id]!;
export const typeAt = (p: Program, file: number, id: TypeId): Type | null =>
  id === NONE ? null : p.files[file]!.types[id]!;
export const functionGid = (p: Program, file: number, id: FunctionId): number => p.functionBase[file]! + id;
export const classGid = (p: Program, file: number, id: ClassId): number => p.classBase[file]! + id;
export const callGid = (p: Program, file: number, id: CallId): number => p.callBase[file]! + id;
export const bindingGid = (p: Program, file: number, id: BindingId): number => p.bindingBase[file]! + id;
export const valueGid = (p: Program, file: number, id: ValueId): number => p.valueBase[file]! + id;
export const bindingAt = (p: Program, gid: number) => p.files[p.bindings[gid]!.file]!.bindings[p.bindings[gid]!.id]!;

/** A package with its sub-path: `lodash/fp`. */
export function packageName(t: { readonly name: string; readonly subpath: string }): string {
  const sub = t.subpath.replace(/^\.?\//, '');
  return sub === '' ? t.name : `${t.name}/${sub}`;
}

/** Whether a value is `this`, or a variable that keeps it, or a property path from there. */
export function rootedAtThis(p: Program, file: number, v: ValueId): boolean {
  const f = p.files[file]!;
  let at = f.values[v]!;
  for (let hops = 0; hops < 12; hops++) {
    if (at.k === 'this') return true;
    if (at.k === 'bind') {
      const { defs } = f.bindings[at.b]!;
      return defs.length === 1 && f.values[defs[0]!]!.k === 'this';
    }
    if (at.k !== 'prop') return false;
    at = f.values[at.o]!;
  }
  return false;
}
