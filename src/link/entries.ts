import picomatch from 'picomatch';
import type { CallbackContext, ClassContext } from '../catalog/contexts.ts';
import { type ClassMember, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { callables } from './callables.ts';
import { clientImportsOf } from './client-imports.ts';
import { loadedBy } from './constants.ts';
import { classesOfContainers, type MadeLifetime } from './containers.ts';
import { bitOf, Ctx, type Seed } from './contexts.ts';
import { conventionSeeds, EXPORTED } from './conventions.ts';
import { settleAssignments } from './copied-pairs.ts';
import { decoOf, decosOf } from './decorators.ts';
import { desktopEntries } from './desktop.ts';
import { describedFactories } from './dynamic-modules.ts';
import { madeByUsers, methodsForUsers } from './exported-classes.ts';
import { foldersLoaded } from './folder-loaders.ts';
import { addObject, fieldNode, nameId, type ObjectId, setOf } from './heap.ts';
import { furthestBase } from './hierarchy.ts';
import { settleKeyed } from './keyed-services.ts';
import { isUnknownPackage } from './library-index.ts';
import { classesNamed, classesWanted } from './named-classes.ts';
import { settleNamedMethods } from './named-methods.ts';
import { settleCallbacks } from './natives.ts';
import { filesHandedOut } from './orphans.ts';
import { classesNoted, methodsNoted } from './own-decorators.ts';
import { isOwnMethod } from './own-methods.ts';
import { instancesOf, objectsOfType, type Points } from './points.ts';
import { probesOf } from './port-probes.ts';
import { functionGid, type LinkInput, type Program } from './program.ts';
import { type Static, typeStatics, valueStatic } from './static.ts';

/** Where the analysis starts: the files that a deployed process loads, and the functions that something outside calls. */
export type Entries = {
  readonly loaded: ReadonlySet<number>;
  /** The files among them that a process starts from. */
  readonly starts: readonly number[];
  /** Names of the processes that reach a file. */
  readonly processesOf: (file: number) => readonly string[];
  /** Whether no process reaches both of two files. */
  readonly isApart: (a: number, b: number) => boolean;
  /** True where no entry was found and every file that is no test counts as server code. */
  readonly assumed: boolean;
  /** Files that are loaded by what nothing is seen of: what they export is called, whenever that is. */
  readonly handedOut: ReadonlySet<number>;
};

/** Processes that are named of one file. */
const NAMED = 16;

/** Files reached from some files through imports of every form, tests aside, as far as `counts` holds. */
export function filesReached(
  p: Program,
  input: LinkInput,
  starts: readonly number[],
  counts: (file: number) => boolean,
): Set<number> {
  const seen = new Set<number>(starts);
  const work = [...starts];
  for (let file = work.pop(); file !== undefined; file = work.pop()) {
    const named = filesNamedBy(p, file);
    for (const n of filesLoadedBy(p, file)) {
      const path = p.files[n]!.file;
      if (seen.has(n) || !counts(n) || (named.has(n) ? input.isOnlyTestPath(path) : input.isTestPath(path))) continue;
      seen.add(n);
      work.push(n);
    }
  }
  return seen;
}

const namedBy = new WeakMap<Program, Map<number, ReadonlySet<number>>>();
/** The files that one imports by name, but for what only a browser does. Asked for each process, as what it loads. */
function filesNamedBy(p: Program, file: number): ReadonlySet<number> {
  const known = entryOf(namedBy, p, () => new Map<number, ReadonlySet<number>>());
  return entryOf(known, file, () => {
    const named = new Set<number>();
    const elsewhere = clientImportsOf(p, file);
    for (const spec of p.files[file]!.outline.specs) {
      if (elsewhere.has(spec)) continue;
      const t = p.target(file, spec);
      if (t.kind === 'file') named.add(t.file);
    }
    return named;
  });
}

const loadedFrom = new WeakMap<Program, Map<number, readonly number[]>>();
/** The files that one loads itself. Asked of the same program for each process, and each time that processes are looked for. */
function filesLoadedBy(p: Program, file: number): readonly number[] {
  const known = entryOf(loadedFrom, p, () => new Map<number, readonly number[]>());
  return entryOf(known, file, () => {
    const f = p.files[file]!;
    const next = [...filesNamedBy(p, file)];
    if (f.outline.loads) for (const v of f.values) if (v.k === 'load') next.push(...loadedBy(p, file, v));
    for (const { files } of foldersLoaded(p, file).values()) next.push(...files);
    return [...new Set(next)];
  });
}

/** Files reached from the entries of server, worker and job processes through imports of every form. */
export function findEntries(p: Program, input: LinkInput): Entries {
  const browser = entryOf(browserCode, p, () => p.files.map(isBrowserCode));
  const reachOf = (starts: readonly number[]) => filesReached(p, input, starts, (file) => !browser[file]);
  const owners = new Map<number, string[]>();
  const loaded = new Set<number>();
  const starts = new Set<number>();
  const take = (name: string, entry: number) => {
    starts.add(entry);
    for (const file of reachOf([entry])) {
      loaded.add(file);
      const list = owners.get(file);
      if (!list) owners.set(file, [name]);
      else if (list.length < NAMED && !list.includes(name)) list.push(name);
    }
  };
  const serving = (entry: number): boolean => {
    for (const file of reachOf([entry]))
      for (const c of p.files[file]!.calls) {
        const callee = c ? p.files[file]!.values[c.callee]! : null;
        if (callee?.k !== 'prop' || (callee.p !== 'listen' && callee.p !== 'createServer')) continue;
        if (!probesOf(p, file).has(c!) && !isOwnMethod(p, file, c!)) return true;
      }
    return false;
  };
  const deployed = input.processes.filter((x) => x.kind === 'server' || x.kind === 'worker' || x.kind === 'job');
  const handedOut = new Set<number>();
  for (const x of deployed) {
    const entry = p.fileOf.get(x.entry);
    if (entry !== undefined) take(x.name, entry);
  }
  for (const [file, name] of conventionFiles(p, input)) if (!browser[file]) take(name, file);
  // A command that opens a port is a server whatever package.json calls it.
  for (const x of input.processes) {
    if (x.kind !== 'cli') continue;
    const entry = p.fileOf.get(x.entry);
    if (entry !== undefined && !loaded.has(entry) && (loaded.size === 0 || serving(entry))) take(x.name, entry);
  }
  // Where the repository deploys nothing, its packages are what runs: in processes of other programs, whatever it has of its own commands.
  // The `main` of a package may be that of a desktop program: nobody loads it as a library.
  const desktop = desktopEntries(input);
  if (deployed.length === 0)
    for (const e of input.libraryEntries) {
      const entry = p.fileOf.get(e);
      if (entry !== undefined && !desktop.has(e)) take('library', entry);
    }
  for (const { file, process } of filesHandedOut(p, input, {
    namedBy: (file) => filesNamedBy(p, file),
    loaded,
    deployed,
    reachOf,
    isBrowser: (f) => browser[f]!,
  })) {
    handedOut.add(file);
    take(process, file);
  }
  let assumed = false;
  if (loaded.size === 0) {
    assumed = true;
    const aside = reachOf([...desktop].flatMap((entry) => p.fileOf.get(entry) ?? []));
    p.files.forEach((f, file) => {
      if (!input.isTestPath(f.file) && !browser[file] && !aside.has(file)) loaded.add(file);
    });
  }
  const processesOf = (file: number): readonly string[] => owners.get(file) ?? [];
  const isApart = (a: number, b: number): boolean => {
    const [these, those] = [processesOf(a), processesOf(b)];
    // Where not all are named, one of the others may reach both.
    const isNamed = [these, those].every((names) => names.length > 0 && names.length < NAMED);
    return isNamed && !these.some((name) => those.includes(name));
  };
  return { loaded, starts: [...starts].sort((a, b) => a - b), processesOf, isApart, assumed, handedOut };
}

/** Files that a framework loads by their place (routes, hooks, server plugins), with the process that runs them. */
function conventionFiles(p: Program, input: LinkInput): [file: number, process: string][] {
  const rows = input.libraries.flatMap((l) =>
    (l.files ?? [])
      .filter((r) => !r.entry && r.files.length > 0 && (AFTER_LOAD.has(r.context) || r.keptAt))
      .map((r) => ({
        packages: l.packages,
        id: l.id,
        directive: r.directive,
        match: picomatch(r.files as string[], { dot: true }),
      })),
  );
  const byDir = new Map<string, typeof rows>();
  const out: [number, string][] = [];
  p.files.forEach((f, file) => {
    if (input.isTestPath(f.file)) return;
    const dir = input.packageDirOf(f.file);
    let here = byDir.get(dir);
    if (!here) {
      here = rows.filter((r) => input.dependsOn(dir, r.packages));
      byDir.set(dir, here);
    }
    const rel = dir === '' ? f.file : f.file.slice(dir.length + 1);
    const row = here.find((r) => (!r.directive || r.directive.startsWith('!')) && r.match(rel));
    if (!row) return;
    const own = input.processes.find((x) => x.kind === 'server' && input.packageDirOf(x.entry) === dir);
    out.push([file, own?.name ?? row.id]);
  });
  return out;
}
const AFTER_LOAD = new Set(['request', 'job', 'timer', 'event', 'connection']);

const DOM = new Set([
  'document',
  'window',
  'localStorage',
  'sessionStorage',
  'HTMLElement',
  '$',
  'jQuery',
  'customElements',
  'XMLHttpRequest',
]);
const NODE_MODULES = new Set(['fs', 'path', 'http', 'os', 'crypto']);
const NODE = new Set(['process', 'Buffer', '__dirname', '__filename', 'require']);

const browserCode = new WeakMap<Program, readonly boolean[]>();

/** Methods of browsers that a program drives: what they are handed runs on a page, and the program does not (pptr.dev, playwright.dev). */
const DRIVES_PAGES = /\|(?:evaluate|evaluateHandle|evaluateOnNewDocument|addInitScript|waitForFunction|\$\$?eval)\|/;

/**
 * Code that works on a page and uses nothing of Node: what it does there is none of the server's state. Helpers that ask whether there is a
 * page (`typeof window === 'undefined'`) are made for both sides, and who drives a browser is no page itself.
 */
function isBrowserCode(f: FileFacts): boolean {
  if (f.directives.includes('use client')) return true;
  const { globals, asked, called, specs, typeSpecs } = f.outline;
  if (!f.jsx && (asked.some((name) => DOM.has(name)) || DRIVES_PAGES.test(called))) return false;
  return (
    globals.some((name) => DOM.has(name)) &&
    !globals.some((name) => NODE.has(name)) &&
    ![...specs, ...typeSpecs].some((spec) => spec.startsWith('node:') || NODE_MODULES.has(spec))
  );
}

/** Injects what containers and frameworks make: constructor parameters and fields known only by their written type. Solves in rounds. */
export function injectTyped(pt: Points, input: LinkInput, loaded: ReadonlySet<number>): void {
  const { p, h } = pt;
  const settle = () => {
    for (let i = 0; i < 4; i++) {
      pt.run();
      const before = h.steps;
      settleCallbacks(pt);
      settleAssignments(pt);
      pt.settleBases();
      pt.settleRegistrations();
      pt.run();
      if (h.steps === before) break;
    }
  };
  settle();
  const made = classesOfContainers(pt, input, loaded);
  const mentioned = classesHandedOut(pt, input, loaded);
  const wanted = classesWanted(pt, loaded);
  /** Whether the class, or one that it stands in for, is named to a container or asked for. */
  const isWanted = (cls: number): boolean => {
    for (let at = cls, hops = 0; at >= 0 && hops < 16; at = pt.parentOf(at).cls, hops++)
      if (wanted.has(at)) return true;
    return p.classes[cls]!.c.impl.length > 0 || p.classes[cls]!.c.members.some((m) => m.decos.length > 0);
  };
  for (let round = 0; round < 4; round++) {
    let changed = false;
    const put = (node: number, objects: readonly ObjectId[]) => {
      for (const o of objects) {
        addObject(h, node, o);
        changed = true;
      }
    };
    for (const [cls, lifetime] of round === 0 ? made : []) {
      // A class of a container is the container's, also where a test or script constructs one by hand.
      if (p.classes[cls]!.c.isAbstract) continue;
      // One that the program constructs, and that is neither handed over nor asked for, is decorated for nothing.
      if ((pt.instances.get(cls) ?? []).length > 0 && !isWanted(cls)) continue;
      pt.inject(cls, lifetime);
      changed = true;
    }
    for (const [cls, lifetime] of round === 0 ? mentioned : []) {
      if (p.classes[cls]!.c.isAbstract || made.has(cls) || instancesOf(pt, cls).length > 0) continue;
      pt.inject(cls, lifetime);
      changed = true;
    }
    for (const file of loaded) {
      const f = p.files[file]!;
      f.functions.forEach((fn, id) => {
        fn.params.forEach((b) => {
          const bind = f.bindings[b]!;
          const node = pt.bindingNode(p.bindingBase[file]! + b);
          if (bind.type === NONE || setOf(h, node).length > 0) return;
          // A type names objects only where nobody is seen to call: parameters of constructors and of roots.
          const objects = objectsOfType(pt, file, bind.type);
          if (objects.length > 0) put(node, objects);
        });
        void id;
      });
      f.classes.forEach((c, id) => {
        for (const m of c.members) {
          if (m.kind !== 'field' || m.isStatic || m.type === NONE) continue;
          for (const o of pt.instances.get(p.classBase[file]! + id) ?? []) {
            const node = fieldNode(h, o, nameId(h, m.name));
            if (setOf(h, node).length > 0) continue;
            const objects = objectsOfType(pt, file, m.type);
            if (objects.length > 0) put(node, objects);
          }
        }
      });
      // `req.files?.photo as UploadedFile`: what nothing else is known of is what it is said to be, where that is a library's.
      f.values.forEach((x, v) => {
        if (x.k !== 'as' || x.t === NONE || setOf(h, pt.valueNode(file, v)).some((o) => h.objects[o]!.kinds.length > 0))
          return;
        put(
          pt.valueNode(file, v),
          objectsOfType(pt, file, x.t).filter((o) => h.objects[o]!.type === 'typed'),
        );
      });
      f.calls.forEach((c, id) => {
        // `container.get<Foo>(...)`, `app.get(Foo)`: a library that gives back an object of a program class.
        if (!c || c.kind === 'jsx' || c.kind === 'deco') return;
        const gid = p.callBase[file]! + id;
        if ((pt.targets.get(gid)?.size ?? 0) > 0) return;
        const out: ObjectId[] = [];
        if (c.kind === 'call') {
          // What the program makes for itself (a row, a message) no library gives back because its class is named.
          const given = (o: ObjectId) =>
            h.objects[o]!.k !== 'inst' || h.objects[o]!.injected || h.objects[o]!.lifetime !== undefined;
          for (const t of c.typeArgs) out.push(...objectsOfType(pt, file, t).filter(given));
          for (const a of c.args.slice(0, 1)) {
            const s = valueStatic(p, file, a);
            if (s?.k === 'class') out.push(...instancesOf(pt, s.gid).filter(given));
          }
        }
        const v = callValueOf(p, file, id);
        if (out.length === 0 || v === undefined) return;
        const node = pt.valueNode(file, v);
        if (setOf(h, node).some((o) => h.objects[o]!.k === 'inst')) return;
        put(node, out.slice(0, 8));
      });
    }
    if (settleKeyed(pt, loaded) && round < 2) changed = true;
    settle();
    if (!changed) break;
  }
  const isRun = runByLibraries(pt, loaded);
  for (let round = 0; round < NAME_ROUNDS && settleNamedMethods(pt, loaded, (fn) => !isRun.has(fn)); round++) settle();
}

/** Methods that a library runs because of what their class extends, implements or is decorated with. */
function runByLibraries(pt: Points, loaded: ReadonlySet<number>): ReadonlySet<number> {
  const { p } = pt;
  const out = new Set<number>();
  for (const file of loaded)
    p.files[file]!.classes.forEach((c, id) => {
      for (const { row } of classRows(pt, p.classBase[file]! + id))
        for (const m of c.members)
          if (m.kind === 'method' && m.f !== NONE && (row.methods[m.name] ?? row.methods['*']))
            out.add(functionGid(p, file, m.f));
    });
  return out;
}
/** What is known by name alone leads to more that is: so often. */
const NAME_ROUNDS = 4;

const callValues = new WeakMap<object, Map<number, ValueId>>();
/** The value that stands for a call's result. */
export function callValueOf(p: Program, file: number, call: number): ValueId | undefined {
  const f = p.files[file]!;
  let m = callValues.get(f);
  if (!m) {
    m = new Map();
    for (let v = 0; v < f.values.length; v++) {
      const x = f.values[v]!;
      if (x.k === 'call') m.set(x.c, v);
    }
    callValues.set(f, m);
  }
  return m.get(call);
}

/**
 * Classes that a framework constructs because of what they extend or implement, and those that a library exports to its users.
 * A class that is merely named somewhere (a model in a list, a DTO in an option) is made by nobody.
 */
function classesHandedOut(pt: Points, input: LinkInput, loaded: ReadonlySet<number>): Map<number, MadeLifetime> {
  const { p } = pt;
  const out = new Map<number, MadeLifetime>();
  const given = classesNamed(p, loaded);
  for (const cls of [...given].sort((a, b) => a - b)) {
    const rows = classRows(pt, cls);
    if (rows.length === 0) {
      // Somebody makes objects of it; how long they live is not known.
      if (isNoted(p, cls)) out.set(cls, 'request');
      continue;
    }
    const l = rows.map((r) => r.row.lifetime).find((x) => x !== undefined);
    out.set(cls, l === 'request' || l === 'job' || l === 'connection' ? l : l === 'call' ? 'request' : 'process');
  }
  for (const cls of madeByUsers(pt, input, loaded)) out.set(cls, 'process');
  for (const cls of classesNoted(p, loaded)) if (!out.has(cls)) out.set(cls, 'process');
  return out;
}

/** Whether a decorator that is no function of the program's stands over a class: to a library that nothing is known of. */
function isNoted(p: Program, cls: number): boolean {
  const { file, c } = p.classes[cls]!;
  return !c.isAbstract && c.decos.some((d) => decosOf(p, file, d).length > 0);
}

/** Rows of the catalogue for methods that a library calls on objects of a class: by its decorators, base or interfaces. */
function classRows(pt: Points, cls: number): { readonly entry: string; readonly row: ClassContext }[] {
  const { p, lib } = pt;
  const { file, c } = p.classes[cls]!;
  const decos = c.decos.flatMap((d) => decosOf(p, file, d));
  const rows = decos.flatMap((d) =>
    lib.classesOf(d.pkg).filter((r) => r.row.decoratedBy?.some((n) => n === d.name || n.endsWith(`/${d.name}`))),
  );
  const base = furthestBase(pt, cls).ext;
  if (base) {
    const name = base.steps.replace(/\(\)$/, '').split('.').pop() ?? '';
    rows.push(
      ...lib
        .classesOf(base.pkg)
        .filter(
          (r) =>
            !r.row.decoratedBy && (r.row.extends.includes(name) || (name === '' && r.row.extends.includes('default'))),
        ),
    );
  }
  for (let at = cls, hops = 0; at >= 0 && hops < 16; at = pt.parentOf(at).cls, hops++)
    for (const i of p.classes[at]!.c.impl)
      for (const s of typeStatics(p, p.classes[at]!.file, i)) {
        if (s.k !== 'external') continue;
        const name = s.steps.split('.').pop() ?? '';
        rows.push(...lib.classesOf(s.pkg).filter((r) => r.row.extends.includes(name)));
      }
  return rows;
}

/** Functions that frameworks call without a registration in the program: decorated methods, base classes, files by convention, written types. */
export function findSeeds(pt: Points, input: LinkInput, entries: Entries): Seed[] {
  const { p, lib } = pt;
  const { returnedBy } = callables(pt);
  const seeds: Seed[] = [];
  const seed = (
    fn: number,
    context: CallbackContext | 'unknown',
    what: string,
    request: number,
    selves: readonly ObjectId[] = [],
  ) => {
    const bit = context === 'unknown' ? Ctx.later : bitOf(context);
    if (bit) seeds.push({ fn, selves, bit, what, request, ...(what === EXPORTED && { ifUncalled: true }) });
  };
  for (const file of [...entries.loaded].sort((a, b) => a - b)) {
    const f = p.files[file]!;
    f.classes.forEach((c, id) => {
      const cls = p.classBase[file]! + id;
      const selves = instancesOf(pt, cls);
      for (const m of c.members) {
        if (m.kind === 'field') {
          const fns = functionsInField(pt, selves, m);
          for (const deco of fns.length > 0 ? m.decos.flatMap((d) => decosOf(p, file, d)) : [])
            for (const row of lib.decoratorsOf(deco.pkg, deco.name))
              if (row.target !== 'class')
                for (const fn of fns) seed(fn, row.context, `${deco.pkg} @${deco.name}`, row.request ?? -1);
          continue;
        }
        if (m.f === NONE) continue;
        const fn = functionGid(p, file, m.f);
        for (const deco of m.decos.flatMap((d) => decosOf(p, file, d))) {
          const what = `${deco.pkg} @${deco.name}`;
          const rows = lib.decoratorsOf(deco.pkg, deco.name);
          for (const row of rows)
            if (row.target === 'method')
              seed(fn, row.context, what, row.request ?? requestParam(pt, file, m.f), selves);
          // A decorator that nothing is known of stands over what nobody calls, so that whoever gave it does.
          if (rows.length === 0 && m.kind === 'method' && isUnknownPackage(lib, deco.pkg))
            seeds.push({ fn, selves, bit: Ctx.later, what, request: -1, ifUncalled: true });
        }
      }
      const rows = classRows(pt, cls);
      for (const r of rows) {
        for (const m of c.members) {
          if (m.kind === 'field' && r.row.methods[m.name])
            for (const fn of functionsInField(pt, selves, m))
              seed(fn, r.row.methods[m.name]!, `${r.entry} ${m.name}`, r.row.requests?.[m.name] ?? -1);
          if (m.kind !== 'method' || m.f === NONE) continue;
          const context = r.row.methods[m.name] ?? (m.name.startsWith('#') ? undefined : r.row.methods['*']);
          if (context)
            seed(functionGid(p, file, m.f), context, `${r.entry} ${m.name}`, r.row.requests?.[m.name] ?? -1, selves);
          const back = r.row.returns?.[m.name];
          if (typeof back === 'object')
            for (const { fn } of returnedBy(functionGid(p, file, m.f), back.at))
              seed(fn, back.context, `${r.entry} ${m.name}`, back.request ?? -1);
          else if (back)
            for (const o of setOf(pt.h, pt.returnNode(functionGid(p, file, m.f))))
              if (pt.h.objects[o]!.k === 'fn') seed(pt.h.objects[o]!.site, back, `${r.entry} ${m.name}`, 0);
        }
      }
    });
    typedFunctions(pt, file, seed);
  }
  for (const fn of describedFactories(pt, entries.loaded)) seed(fn, 'boot', 'a factory of a module', -1);
  conventionSeeds(pt, input, entries, seed, (fn, library, parameters) => kinds(pt, fn, library, parameters));
  seeds.push(...methodsForUsers(pt, input, entries.loaded), ...methodsNoted(pt, entries.loaded));
  return seeds;
}

/** Functions that a field of some objects holds: `validate = async (key) => …` is a method to whoever calls it by its name. */
function functionsInField(pt: Points, selves: readonly ObjectId[], m: ClassMember): readonly number[] {
  if (m.isStatic) return [];
  const found = new Set<number>();
  for (const self of selves)
    for (const o of setOf(pt.h, fieldNode(pt.h, self, nameId(pt.h, m.name))))
      if (pt.h.objects[o]!.k === 'fn') found.add(pt.h.objects[o]!.site);
  return [...found];
}

/** Index of the first parameter that a decorator marks as the request's data (`@Body()`), or -1. */
function requestParam(pt: Points, file: number, f: number): number {
  const fn = pt.p.files[file]!.functions[f]!;
  return fn.paramDecos.findIndex((ds) =>
    ds.some((d) => {
      const deco = decoOf(pt.p, file, d);
      return deco !== null && pt.lib.isRequestDecorator(deco.pkg, deco.name);
    }),
  );
}

/** Functions written with a library's type run when the type says. */
function typedFunctions(
  pt: Points,
  file: number,
  seed: (fn: number, context: CallbackContext, what: string, request: number) => void,
): void {
  const { p, lib } = pt;
  const f = p.files[file]!;
  const take = (type: number, v: ValueId) => {
    const statics: readonly Static[] = typeStatics(p, file, type);
    for (const s of statics) {
      if (s.k !== 'external') continue;
      const name = s.steps.split('.').pop() ?? '';
      for (const r of lib.functionTypesOf(s.pkg, name)) {
        const row = r.row;
        for (const o of setOf(pt.h, pt.valueNode(file, v))) {
          const x = pt.h.objects[o]!;
          const fns: number[] = [];
          if (!row.members && x.k === 'fn') fns.push(x.site);
          for (const path of row.members ?? []) {
            const fields = pt.h.fields[o] ?? [];
            for (let i = 0; i < fields.length; i += 2)
              if (path === '*' || pt.h.nameList[fields[i]!] === path)
                for (const y of setOf(pt.h, fields[i + 1]!))
                  if (pt.h.objects[y]!.k === 'fn') fns.push(pt.h.objects[y]!.site);
          }
          for (const fn of fns) {
            seed(fn, row.context, `${s.pkg} ${name}`, row.request ?? -1);
            kinds(pt, fn, r.entry, row.parameters);
          }
        }
      }
    }
  };
  f.bindings.forEach((b) => {
    if (b.type === NONE || b.kind === 'param') return;
    for (const d of b.defs.slice(0, 2)) take(b.type, d);
  });
  f.values.forEach((v) => {
    if (v.k === 'as') take(v.t, v.v);
  });
}

function kinds(pt: Points, fn: number, entry: string, parameters: Readonly<Record<number, string>> | undefined): void {
  for (const [i, name] of Object.entries(parameters ?? {})) {
    const kind = pt.lib.kindNamed(entry, name);
    const f = pt.p.functions[fn]!;
    const b = f.f.params[Number(i)];
    if (kind === undefined || b === undefined) continue;
    const internal = (pt as unknown as { internal: { typedExternal(k: number): ObjectId } }).internal;
    addObject(pt.h, pt.bindingNode(pt.p.bindingBase[f.file]! + b), internal.typedExternal(kind));
  }
}
