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

/** What an import specifier means, as far as the linker needs it. */
export type ModuleTarget =
  | { readonly kind: 'file'; readonly file: number }
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  | { readonly kind: 'none' };

/** All files' facts joined, with one number space for functions, classes, calls, bindings and values ("global ids"). */
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
  /** Specifier as resolved from a file. */
  target(file: number, spec: string): ModuleTarget;
  /** Files that a dynamic path may load. */
  glob(file: number, pattern: string): readonly number[];
  /** The folder of the package that a file is of. */
  packageDirOf(path: string): string;
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
  readonly isTestPath: (path: string) => boolean;
  readonly packageDirOf: (path: string) => string;
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
  const files = [...input.facts].sort((a, b) => byCodeUnit(a.file, b.file));
  const fileOf = new Map(files.map((f, i) => [f.file, i] as const));
  const valueBase: number[] = [];
  const bindingBase: number[] = [];
  const functionBase: number[] = [];
  const classBase: number[] = [];
  const callBase: number[] = [];
  const functions: { file: number; id: FunctionId; f: Func }[] = [];
  const classes: { file: number; id: ClassId; c: Class }[] = [];
  const calls: { file: number; id: CallId; c: Call }[] = [];
  const bindings: { file: number; id: BindingId }[] = [];
  let values = 0;
  files.forEach((f, file) => {
    valueBase.push(values);
    bindingBase.push(bindings.length);
    functionBase.push(functions.length);
    classBase.push(classes.length);
    callBase.push(calls.length);
    values += f.values.length;
    f.bindings.forEach((_, id) => {
      bindings.push({ file, id });
    });
    f.functions.forEach((fn, id) => {
      functions.push({ file, id, f: fn });
    });
    f.classes.forEach((c, id) => {
      classes.push({ file, id, c });
    });
    f.calls.forEach((c, id) => {
      calls.push({ file, id, c });
    });
  });
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
    valueCount: values,
    target,
    glob,
    packageDirOf: input.packageDirOf,
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
