import { isOfPage, isOfTests } from '../catalog/aside-packages.ts';
import { effectsOf } from '../catalog/effects/index.ts';
import { NONE, type ValueId } from '../extract/facts.ts';
import { baseOf, dirOf } from '../paths/repo-path.ts';
import { entryOf } from '../text/entry-of.ts';
import { once } from '../text/once.ts';
import { loadedBy } from './constants.ts';
import { type LinkInput, type Program, valueAt } from './program.ts';

// Files of a deployed package that nothing is seen to load. Most are dead, or run by hand: of those nothing is said. But where a process
// loads modules by a path that nothing tells, or starts nothing that serves anybody, what lies there unloaded is what it loads.

/** Folders and files of a server's package that are run by hand, in a browser or while it is built, by the names that they have everywhere. */
const ASIDE =
  /(?:^|\/)(?:\.[\w-]+|scripts?|bin|tools?|tasks?|build|dist|out|migrations?|seeds?|seeders?|docs?|[\w-]*examples?|samples?|demos?|bench(?:marks?)?|clients?|frontend|front|web|webapp|www|ui|public|static|assets|browser|vendor|third[-_]party|external|node_modules|templates?|views|components|stores?|storybook|legacy|old|deprecated|archived?|backups?|load-?tests?|lambdas?|infra|deploy|cdk|terraform|contrib|misc|generators?|fixtures|mocks?|stubs?|typings|types|@types|webpack)\/|\.(?:d|config|conf|rc)\.[cm]?[jt]sx?$|\.[cm]?[jt]sx$|(?:^|\/)(?:gulpfile|gruntfile|jakefile|(?:post|pre|un)?install|setup|mock|dev[.-]|old[.-])[\w.-]*$/i;

/** Calls of what goes on when a program has started: it serves, takes messages or jobs, or comes again and again. */
const GOES_ON =
  /\|(?:listen|createServer|createSecureServer|serve|consume|subscribe|process|schedule|setInterval|fork|connect|login|start|run|\w*(?:Worker|Consumer|Server|CronJob|Client|Bot))\|/;

/**
 * Whether files are those of a program that serves somebody, as far as they tell: they use what calls back (a framework, a queue of the
 * catalogue), or call what goes on. Where the program hands itself to a library that nothing is known of, they do neither.
 */
export function servesSomebody(p: Program, input: LinkInput, files: Iterable<number>): boolean {
  const known = new Set(input.libraries.flatMap(({ packages }) => packages));
  for (const file of files) {
    const { called, specs } = p.files[file]!.outline;
    if (GOES_ON.test(called)) return true;
    if (specs.some((spec) => known.has(packageOf(spec)))) return true;
  }
  return false;
}

/** Calls by which a file is a program of its own, that somebody starts. */
const SERVES = /\|(?:listen|createServer|createSecureServer|serve)\|/;
const isProgram = (p: Program, file: number): boolean => SERVES.test(p.files[file]!.outline.called);

/** Whether a file uses what only pages or tests do. */
const isOfPagesOrTests = (p: Program, file: number): boolean =>
  p.files[file]!.outline.specs.map(packageOf).some((pkg) => isOfPage(pkg) || isOfTests(pkg));

/** Whether a program hands something to a library that nothing is known of: that may serve for it. */
function handsItselfOver(p: Program, input: LinkInput, entries: readonly number[]): boolean {
  const known = new Set(input.libraries.flatMap(({ packages }) => packages));
  return entries.some((file) =>
    p.files[file]!.outline.specs.some((spec) => {
      const target = p.target(file, spec);
      if (target.kind !== 'package' || target.name.startsWith('node:')) return false;
      return !known.has(packageOf(spec)) && effectsOf(packageOf(spec)) === undefined;
    }),
  );
}

const packageOf = (spec: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(spec)?.[0] ?? spec;

/**
 * Files of deployed packages that nothing is seen to load, where something must: the process serves nobody with what is seen of it, or
 * loads modules by a path that nothing tells (of those the places that look like it). Each with the process that is taken to load it.
 */
export function filesHandedOut(
  p: Program,
  input: LinkInput,
  given: {
    readonly loaded: ReadonlySet<number>;
    readonly deployed: LinkInput['processes'];
    readonly reachOf: (starts: readonly number[]) => ReadonlySet<number>;
    readonly isBrowser: (file: number) => boolean;
    /** The files that one names in its imports. */
    readonly namedBy: (file: number) => Iterable<number>;
  },
): readonly { readonly file: number; readonly process: string }[] {
  const { loaded, deployed, reachOf, namedBy } = given;
  const isAside = ({ kind }: LinkInput['processes'][number]) =>
    kind !== 'server' && kind !== 'worker' && kind !== 'job' && kind !== 'test';
  const others = once(() => reachOf(input.processes.filter(isAside).flatMap((x) => p.fileOf.get(x.entry) ?? [])));
  const byPackage = new Map<string, LinkInput['processes'][number][]>();
  for (const x of deployed)
    if (x.kind !== 'job' && p.fileOf.has(x.entry))
      entryOf(byPackage, input.packageDirOf(x.entry), () => [] as LinkInput['processes'][number][]).push(x);
  const out: { file: number; process: string }[] = [];
  for (const [dir, processes] of byPackage) {
    // What a platform calls serves, whatever is seen of it.
    if (processes.some((x) => x.handlers || x.takesJobs || x.starts || x.exported)) continue;
    const entries = processes.map((x) => p.fileOf.get(x.entry)!);
    const own = reachOf(entries);
    const isIdle = !servesSomebody(p, input, own) && handsItselfOver(p, input, entries);
    if (!isIdle && ![...own].some((file) => loadsUnknown(p, file))) continue;
    const unloaded = unloadedOf(p, input, dir, { loaded, others: others(), isBrowser: given.isBrowser });
    const mains = input.libraryEntries.flatMap((e) => p.fileOf.get(e) ?? []).filter((file) => unloaded.includes(file));
    // What listens itself is another program, which people start.
    const isModule = (file: number): boolean => !isProgram(p, file) && !isOfPagesOrTests(p, file);
    const roots = isIdle && mains.length > 0 ? mains : rootsOf(unloaded, namedBy).filter(isModule);
    const found = isIdle ? roots : pluginFiles(p, roots, loaded);
    const { name } = processes.find(({ kind }) => kind === 'server') ?? processes[0]!;
    out.push(...found.map((file) => ({ file, process: name })));
  }
  return out;
}

/** The part of a question about unloaded files that stays the same for all parts of a program. */
export type Unloaded = {
  readonly loaded: ReadonlySet<number>;
  /** What programs load that serve nobody: builds, browsers, commands. */
  readonly others: ReadonlySet<number>;
  readonly isBrowser: (file: number) => boolean;
};

/** The files of a package that nothing is seen to load, and that are not set aside by their place. */
export function unloadedOf(p: Program, input: LinkInput, dir: string, given: Unloaded): readonly number[] {
  return p.files.flatMap(({ file: path }, file) => {
    if (given.loaded.has(file) || given.others.has(file) || input.packageDirOf(path) !== dir) return [];
    return input.isTestPath(path) || isAside(path, dir) || given.isBrowser(file) ? [] : [file];
  });
}
const isAside = (path: string, dir: string): boolean => ASIDE.test(dir === '' ? path : path.slice(dir.length + 1));

/** Those among some files that none of the others names: what loads them must be elsewhere. Of a circle the first counts. */
export function rootsOf(files: readonly number[], namedBy: (file: number) => Iterable<number>): readonly number[] {
  const own = new Set(files);
  const named = new Set<number>();
  for (const file of files) for (const n of namedBy(file)) if (n !== file && own.has(n)) named.add(n);
  const roots = files.filter((file) => !named.has(file));
  const seen = new Set<number>();
  const take = (start: number): void => {
    for (const work = [start]; work.length > 0; ) {
      const file = work.pop()!;
      if (seen.has(file)) continue;
      seen.add(file);
      for (const n of namedBy(file)) if (own.has(n)) work.push(n);
    }
  };
  for (const file of roots) take(file);
  for (const file of files)
    if (!seen.has(file)) {
      roots.push(file);
      take(file);
    }
  return roots.sort((a, b) => a - b);
}

/** Whether a file loads a module by a path of which nothing is known. */
export function loadsUnknown(p: Program, file: number): boolean {
  const f = p.files[file]!;
  if (!f.outline.loads) return false;
  return f.values.some(
    (x, v) => x?.k === 'load' && x.glob === null && loadedBy(p, file, x).length === 0 && isUsedAsCode(p, file, v),
  );
}

/** Whether something of what is loaded is called, or it is handed on: of a file of settings properties are read. */
function isUsedAsCode(p: Program, file: number, load: ValueId): boolean {
  const f = p.files[file]!;
  const isIt = (of: ValueId): boolean => {
    let v = of;
    for (let hops = 0; v !== NONE && hops < MAX_STEPS_BACK; hops++) {
      if (v === load) return true;
      const x = valueAt(p, file, v);
      if (x.k === 'prop') v = x.o;
      else if (x.k === 'await' || x.k === 'as') v = x.v;
      else if (x.k === 'bind') {
        const { defs } = f.bindings[x.b]!;
        if (defs.length !== 1) return defs.includes(load);
        v = defs[0]!;
      } else return false;
    }
    return false;
  };
  const isWhole = (v: ValueId): boolean => v !== NONE && valueAt(p, file, v).k !== 'prop' && isIt(v);
  const isCalled = f.calls.some((c) => c && ((c.callee !== NONE && isIt(c.callee)) || c.args.some(isWhole)));
  return isCalled || f.functions.some((fn) => fn.events.some((e) => e.t === 'return' && isWhole(e.v)));
}
/** Steps from an expression back to what is loaded. */
const MAX_STEPS_BACK = 8;

/** Files or folders side by side that make a place for modules that are loaded by their path. */
const MIN_SIDE_BY_SIDE = 2;

/**
 * The places for modules of plugins among files that nothing is seen to load: folders with several of them and nothing that is loaded
 * (`tts/polly.js`, `tts/google.js`), and files of one name in folders that lie side by side (`modules/clock/helper.js`).
 */
export function pluginFiles(p: Program, roots: readonly number[], loaded: ReadonlySet<number>): readonly number[] {
  const folders = new Set([...loaded].map((file) => dirOf(p.files[file]!.file)));
  const pathOf = (file: number) => p.files[file]!.file;
  const alike = gathered(roots, (file) => {
    const around = dirOf(dirOf(pathOf(file)));
    return dirOf(pathOf(file)) === around || folders.has(around) ? null : `${around}/*/${baseOf(pathOf(file))}`;
  });
  // What else stands in the folder of such a file is its own.
  const taken = new Set(alike.map((file) => dirOf(pathOf(file))));
  const together = gathered(roots, (file) => {
    const dir = dirOf(pathOf(file));
    return dir === '' || folders.has(dir) || taken.has(dir) ? null : dir;
  });
  return [...alike, ...together].sort((a, b) => a - b);
}

/** The files of which several have the same place. */
function gathered(files: readonly number[], placeOf: (file: number) => string | null): readonly number[] {
  const byPlace = new Map<string, number[]>();
  for (const file of files) {
    const place = placeOf(file);
    if (place !== null) entryOf(byPlace, place, () => [] as number[]).push(file);
  }
  return [...byPlace.values()].flatMap((own) => (own.length < MIN_SIDE_BY_SIDE ? [] : own));
}

/**
 * Whether an exported function sets something up with what it is handed (`function (app) { app.get('/', (req, res) => …) }`): it is called
 * once, at start-up, as far as anything tells.
 */
export function setsUp(p: Program, file: number, f: number): boolean {
  const { params } = p.files[file]!.functions[f]!;
  if (params.length === 0) return false;
  return p.files[file]!.calls.some((c) => {
    if (c?.f !== f || c.callee === NONE) return false;
    const callee = valueAt(p, file, c.callee);
    const on = callee.k === 'prop' ? valueAt(p, file, callee.o) : null;
    return (
      on?.k === 'bind' && params.includes(on.b) && c.args.some((a) => a !== NONE && valueAt(p, file, a).k === 'fn')
    );
  });
}

/** Whether a file is made to be started: as a thread that has a parent, or as a process that takes its starter's messages. */
export function isStartedByAnother(p: Program, file: number): boolean {
  const { specs, globals } = p.files[file]!.outline;
  if (specs.some((spec) => THREADS.test(spec))) {
    const f = p.files[file]!;
    return (
      f.bindings.some((b) => b?.imp?.name === PORT && THREADS.test(b.imp.spec)) ||
      f.values.some((x) => x?.k === 'prop' && x.p === PORT)
    );
  }
  // Who only hears that it shall end is told so by its supervisor.
  if (!globals.includes('process') || !p.mentions(file, 'called', 'on') || !p.mentions(file, 'called', 'send'))
    return false;
  return p.files[file]!.calls.some((c) => {
    const callee = !c || c.callee === NONE ? null : valueAt(p, file, c.callee);
    const on = callee?.k === 'prop' && callee.p === 'on' ? valueAt(p, file, callee.o) : null;
    const event = on?.k === 'global' && on.name === 'process' ? valueAt(p, file, c!.args[0] ?? NONE) : null;
    return event?.k === 'lit' && event.v === 'message';
  });
}
const THREADS = /^(?:node:)?worker_threads$/;
const PORT = 'parentPort';
