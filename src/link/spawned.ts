import type { Process } from '../discover/workspace.ts';
import { type Call, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { once } from '../text/once.ts';
import { byCodeUnit } from '../text/order.ts';
import { constantText, fileNamed } from './constants.ts';
import { desktopEntries } from './desktop.ts';
import { endsByItself } from './ending.ts';
import { findEntries } from './entries.ts';
import { importersOf, withImporters } from './importers.ts';
import type { ModelSpan } from './model.ts';
import { isStartedByAnother, unloadedOf } from './orphans.ts';
import { joinProgram, type LinkInput, type Program, valueAt } from './program.ts';
import { valueStatic } from './static.ts';
import { importsUnfound } from './unfound-imports.ts';

/** Calls that start another process or thread from a file of the program. `jobs`: what the file exports is called for each job. */
type Started = { readonly entry: number; readonly file: number; readonly s: number; readonly jobs: boolean };

/**
 * What the program starts itself: the processes, and where it starts a file whose path is not known, with the line (1-based); beside it
 * the modules that its processes load and that are not found (`line` and `spec` are null where the path is worked out while it runs).
 */
export type Spawned = {
  readonly processes: readonly Process[];
  readonly unfollowed: readonly { readonly file: string; readonly line: number }[];
  readonly unfound: readonly { readonly file: string; readonly line: number | null; readonly spec: string | null }[];
  /** Files that nothing is seen to load, and that are taken for what the processes load by paths that nothing tells. */
  readonly assumed: readonly string[];
};

const ROUNDS = 4;

/** Programs that take the name of a code file, also without its ending. */
const RUNTIMES =
  /^(?:.*[\\/])?(?:node|nodejs|bun|deno|tsx|ts-node|ts-node-esm|ts-node-dev|babel-node|vite-node|jiti|esno)(?:\.exe|\.cmd)?$/;

/**
 * Processes and threads that the program's own processes start, by a call that names the file: `fork('./x')`,
 * `new Worker(new URL('./x.js', import.meta.url))`, `spawn(process.execPath, [path.join(__dirname, 'x.js')])`, `execaNode('./x.js')`,
 * `cluster.setupPrimary({ exec })`, workers of pools and queues, bots that a sharding manager starts. What the packages of the
 * repository start for those who use them counts too. What a command, a build or a test starts from its own file is part of it.
 * `lineOf` gives the line (1-based) and text at an offset of a file.
 */
export function spawnedProcesses(
  input: LinkInput,
  lineOf: (file: string, offset: number) => { readonly line: number; readonly text: string },
): Spawned {
  const p = joinProgram(input);
  const known = new Set(input.processes.map((x) => x.entry));
  const aside = new Map(
    input.processes.flatMap(({ entry, kind }) =>
      kind === 'cli' || kind === 'desktop' || kind === 'build' || kind === 'test' ? [[entry, kind] as const] : [],
    ),
  );
  const names = new Set(input.processes.map((x) => x.name));
  const out: Process[] = [];
  const unknown = new Map<string, Spawned['unfollowed'][number]>();
  const callers = callersOf(p);
  /** Files that start others by a path that nothing tells, and what is taken for these. */
  const likely = new Map<number, readonly number[]>();
  const loadedWith = (processes: readonly Process[]) =>
    [...findEntries(p, { ...input, processes }).loaded].sort((a, b) => a - b);
  const desktop = desktopEntries(input);
  const libraries = input.libraryEntries
    .filter((entry) => !desktop.has(entry) && !aside.has(entry))
    .map(
      (entry): Process => ({
        name: entry,
        kind: 'server',
        entry,
        replicas: null,
        evidence: { file: entry, line: 1, text: '' },
      }),
    );
  for (let round = 0; round < ROUNDS; round++) {
    const files = loadedWith([...input.processes, ...out, ...(round === 0 ? libraries : [])]);
    const loaded = new Set(files);
    const found = files.map(
      (file) => [file, withLikely(p, input, file, loaded, startsOf(p, file, callers), likely)] as const,
    );
    for (const [file, { unfollowed }] of found) {
      const name = p.files[file]!.file;
      if (aside.has(name) || input.isTestPath(name)) continue;
      for (const { line } of unfollowed.map((s) => lineOf(name, s)))
        unknown.set(`${name}:${line}`, { file: name, line });
    }
    const started = found.flatMap(([, { started }]) => started);
    const isAside = ({ file }: Started) => aside.has(p.files[file]!.file);
    let any = false;
    for (const x of [...started.filter((one) => !isAside(one)), ...started.filter(isAside)]) {
      const entry = p.files[x.entry]!.file;
      if (known.has(entry) || input.isTestPath(entry)) continue;
      known.add(entry);
      any = true;
      const at = lineOf(p.files[x.file]!.file, x.s);
      let name = entry
        .split('/')
        .pop()!
        .replace(/\.[cm]?[jt]sx?$/, '');
      if (names.has(name)) name = entry;
      names.add(name);
      out.push({
        name,
        kind: aside.get(p.files[x.file]!.file) ?? (endsByItself(p, x.entry) ? 'job' : 'worker'),
        entry,
        replicas: null,
        evidence: { file: p.files[x.file]!.file, line: at.line, text: at.text },
        startedAt: x.s,
        ...(x.jobs && { takesJobs: true }),
      });
    }
    if (!any) break;
  }
  const { loaded, handedOut } = findEntries(p, { ...input, processes: [...input.processes, ...out] });
  const unfound = [...loaded]
    .sort((a, b) => a - b)
    .flatMap((file) => {
      const name = p.files[file]!.file;
      if (aside.has(name) || input.isTestPath(name)) return [];
      const isFound = (spec: string) => input.resolve(spec, name).kind !== 'unresolved';
      return importsUnfound(p, file, isFound).map(({ spec, s }) => ({
        file: name,
        line: s === NONE ? null : lineOf(name, s).line,
        spec,
      }));
    });
  const unfollowed = [...unknown.values()].sort((a, b) => byCodeUnit(a.file, b.file) || a.line - b.line);
  const taken = new Set([...handedOut, ...[...likely.values()].flat()]);
  const assumed = [...taken].map((file) => p.files[file]!.file).sort(byCodeUnit);
  return { processes: out.sort((a, b) => byCodeUnit(a.entry, b.entry)), unfollowed, unfound, assumed };
}

const CLUSTERS = new Set(['node:cluster', 'cluster', 'throng']);

/**
 * Calls by which a process of the program runs itself several times on one host: `cluster.fork()`, `throng(start)`. Offsets are those of
 * the call.
 */
export function clusteredProcesses(
  input: LinkInput,
): readonly { readonly span: ModelSpan; readonly setting: string; readonly processes: readonly string[] }[] {
  if (!input.facts.some(({ outline }) => [...outline.specs, ...outline.typeSpecs].some((spec) => CLUSTERS.has(spec))))
    return [];
  const p = joinProgram(input);
  const { loaded, processesOf } = findEntries(p, input);
  return [...loaded]
    .sort((a, b) => a - b)
    .flatMap((file) =>
      p.files[file]!.calls.flatMap((c) => {
        if (c?.kind !== 'call') return [];
        const s = valueStatic(p, file, c.callee);
        const pkg = s?.k === 'external' ? s.pkg.replace(/^node:/, '') : '';
        const forks = s?.k === 'external' && pkg === 'cluster' && s.steps.split('.').pop() === 'fork';
        if (!forks && !(pkg === 'throng' && s?.k === 'external' && s.steps === '')) return [];
        const span = { file: p.files[file]!.file, start: c.s, end: c.e };
        return [
          { span, setting: forks ? 'cluster.fork()' : 'throng()', processes: [...processesOf(file)].sort(byCodeUnit) },
        ];
      }),
    );
}

/**
 * The files that a file starts; `unfollowed`: where it starts another of the program, for certain, whose path nothing tells, since it is
 * worked out while the program runs.
 */
function startsOf(
  p: Program,
  file: number,
  callers: FindCallers,
): { readonly started: readonly Started[]; readonly unfollowed: readonly number[] } {
  const started: Started[] = [];
  const unfollowed: number[] = [];
  for (const c of p.files[file]!.calls) {
    if (!c || c.args.length === 0 || (c.kind !== 'call' && c.kind !== 'new')) continue;
    const scripts = scriptOf(p, file, c);
    if (scripts.length === 0) continue;
    const jobs = callsExports(p, file, c);
    const isScript = isPath(p);
    const named = scripts.flatMap((at) =>
      scriptsNamed(p, at.file, at.v, callers).filter((one) => !at.isCommand || isScript(one)),
    );
    for (const one of named) {
      const entry = fileNamed(p, one.file, one.v);
      // A thread of the file itself runs what is loaded anyway; what it exports runs there alone.
      if (entry !== null && (entry !== file || jobs)) started.push({ entry, file, s: c.s, jobs });
    }
    const isKnown = (at: Placed) => fileNamed(p, at.file, at.v) !== null || constantText(p, at.file, at.v) !== null;
    if (!named.some((at) => isKnown(at) || isOfPackage(p, at)) && startsOwnFile(p, file, c)) unfollowed.push(c.s);
  }
  return { started, unfollowed };
}

/**
 * Where a file starts another whose path nothing tells: those of its package that are made to be started and that nothing loads are it.
 * Several may be, and each is a process of the program by what it says itself.
 */
function withLikely(
  p: Program,
  input: LinkInput,
  file: number,
  loaded: ReadonlySet<number>,
  { started, unfollowed }: ReturnType<typeof startsOf>,
  known: Map<number, readonly number[]>,
): ReturnType<typeof startsOf> {
  const at = unfollowed[0];
  if (at === undefined) return { started, unfollowed };
  const dir = input.packageDirOf(p.files[file]!.file);
  const likely = entryOf(known, file, () =>
    unloadedOf(p, input, dir, { loaded, others: new Set(), isBrowser: () => false }).filter((one) =>
      isStartedByAnother(p, one),
    ),
  );
  if (likely.length === 0) return { started, unfollowed };
  return { started: [...started, ...likely.map((entry) => ({ entry, file, s: at, jobs: false }))], unfollowed: [] };
}

/** The files of the program that a call starts as another process or thread, as far as they are named. */
export const filesStarted = (p: Program, file: number, c: Call): readonly number[] =>
  scriptOf(p, file, c).flatMap((at) => fileNamed(p, at.file, at.v) ?? []);

/** `fork(path)`, `new Worker(path)` of Node.js: what they are given is a file of code. */
function startsOwnFile(p: Program, file: number, c: Call): boolean {
  const s = valueStatic(p, file, c.callee);
  if (s?.k !== 'external') return false;
  const pkg = s.pkg.replace(/^node:/, '');
  const name = s.steps.split('.').pop();
  if (pkg === 'child_process') return c.kind === 'call' && name === 'fork';
  return pkg === 'worker_threads' && c.kind === 'new' && name === 'Worker' && !isSourceText(p, file, c);
}

/** `new Worker(text, { eval: true })`: code, and no path. */
const isSourceText = (p: Program, file: number, { args }: Call): boolean => {
  const options = args[1] === undefined || args[1] === NONE ? null : p.files[file]!.values[args[1]]!;
  return options?.k === 'obj' && options.props.some((q) => q[0] === 'eval');
};

/** `require.resolve('package')`, and what a package gives: no file of the program. */
function isOfPackage(p: Program, { file, v }: Placed): boolean {
  const x = p.files[file]!.values[v]!;
  if (x.k !== 'call') {
    const s = valueStatic(p, file, v);
    return s?.k === 'external' && s.pkg !== '(global)';
  }
  const callee = p.files[file]!.values[p.files[file]!.calls[x.c]!.callee]!;
  if (callee.k !== 'prop' || callee.p !== 'resolve') return false;
  const of = p.files[file]!.values[callee.o]!;
  return of.k === 'meta' || (of.k === 'global' && of.name === 'require');
}

/** Pools and queues that call, for each job, a function that the file exports. */
const JOB_TAKERS = new Set([
  'piscina',
  'tinypool',
  'bull',
  'bullmq',
  '@nestjs/bull',
  '@nestjs/bullmq',
  'jest-worker',
  'worker-farm',
]);

/** Whether a call that is given a script calls what the script exports for each job, and does not only run it. */
function callsExports(p: Program, file: number, c: Call): boolean {
  const s = valueStatic(p, file, c.callee);
  return s?.k === 'external' ? JOB_TAKERS.has(packageName(s.pkg)) : true;
}

/** The name of a package; of a pool that an organisation publishes again under its own name, that of the pool. */
const packageName = (pkg: string): string =>
  pkg.replace(/^node:/, '').replace(/^@[^/]+\/(?=(?:piscina|tinypool)$)/, '');

/** The arguments of a call that may name a script, by what the called function is. */
function scriptOf(p: Program, file: number, c: Call): readonly Placed[] {
  const { args } = c;
  const isNew = c.kind === 'new';
  const at = (v: ValueId | undefined): readonly Placed[] => (v === undefined || v === NONE ? [] : [{ file, v }]);
  const option = (v: ValueId | undefined, key: string): readonly Placed[] =>
    v === undefined ? [] : optionOf(p, file, v, key);
  const s = valueStatic(p, file, c.callee);
  const callee = valueAt(p, file, c.callee);
  // A processor in a file of its own, which the queue runs in another process (Bull): the name and the number before it may be absent.
  const processor = () => args.slice(0, 3).flatMap(at).filter(isPath(p));
  if (s?.k !== 'external') return callee.k === 'prop' && callee.p === 'process' ? processor() : [];
  const name = s.steps.split('.').pop() ?? '';
  const pkg = packageName(s.pkg);
  const program = args[0] === undefined || args[0] === NONE ? null : constantText(p, file, args[0]);
  const words = [...at(args[0]).map((one) => ({ ...one, isCommand: true })), ...listItems(p, file, args[1])];
  // `npm run build`, `git index`: a bare word means something else to a program that runs no code files.
  const command = program === null || RUNTIMES.test(program) ? words : words.filter(isPath(p));
  switch (pkg) {
    case 'worker_threads':
    case '(global)':
    case 'threads':
    case 'jest-worker':
      return isNew && name === 'Worker' ? at(args[0]) : [];
    case 'piscina':
    case 'tinypool':
      return isNew ? option(args[0], 'filename') : [];
    case 'workerpool':
      return name === 'pool' ? at(args[0]) : [];
    case 'worker-farm':
      return args.length > 2 ? at(args[1]) : at(args[0]);
    case 'poolifier':
      return isNew ? args.slice(1, 3).flatMap(at).filter(isPath(p)) : [];
    case 'bull':
      return name === 'process' ? processor() : [];
    case '@nestjs/bull':
    case '@nestjs/bullmq':
      return /^registerQueue/.test(name)
        ? args.flatMap((one) => option(one, 'processors').flatMap(({ v }) => jobFiles(p, file, v)))
        : [];
    case 'bullmq':
      return isNew && name === 'Worker' ? at(args[1]).filter(isPath(p)) : [];
    case 'node-cron':
      return name === 'schedule' ? at(args[1]).filter(isPath(p)) : [];
    case 'bree':
      return isNew ? option(args[0], 'jobs').flatMap(({ v }) => jobFiles(p, file, v)) : [];
    // Bots that are run as several processes, each with a part of the servers that they speak with.
    case 'discord.js':
    case 'discord-hybrid-sharding':
    case 'kurasuta':
      return isNew && /^(?:Sharding|Cluster)Manager$/.test(name) ? at(args[0]) : [];
    case 'eris-fleet':
      return isNew && name === 'Fleet' ? option(args[0], 'path') : [];
    case 'pm2':
      return name === 'start' ? [...option(args[0], 'script'), ...at(args[0]).filter(isPath(p))] : [];
    case 'forever-monitor':
    case 'recluster':
      return at(args[0]);
    case 'forever':
      return /^start(?:Daemon)?$/.test(name) ? at(args[0]) : [];
    case 'cfork':
      return option(args[0], 'exec');
    case 'daemonize2':
      return name === 'setup' ? option(args[0], 'main') : [];
    case 'node-windows':
    case 'node-linux':
    case 'node-mac':
      return isNew && name === 'Service' ? option(args[0], 'script') : [];
    case 'cluster':
      return /^setup(Primary|Master)$/.test(name) ? option(args[0], 'exec') : [];
    case 'cross-spawn':
    case 'nano-spawn':
    case 'tinyexec':
    case 'spawn-async':
      return command;
    case 'execa':
      return /^(?:execaNode|node)$/.test(name) ? at(args[0]) : command;
    case 'child_process':
      if (name === 'fork') return at(args[0]);
      return name === 'spawn' || name === 'execFile' ? command : [];
    default:
      return [];
  }
}

/** An option of an object: one that is written there, that a constant holds, or that a function of the program makes. */
function optionOf(p: Program, file: number, v: ValueId, key: string, depth = 0): readonly Placed[] {
  if (v === NONE || depth > MAX_DEPTH) return [];
  const f = p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'as') return optionOf(p, file, x.v, key, depth + 1);
  if (x.k === 'obj') {
    const q = x.props.find((one) => one[0] === key && one[2] === 'value');
    return q ? [{ file, v: q[1] }] : [];
  }
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.imp || b.kind === 'param' || b.defs.length !== 1 ? [] : optionOf(p, file, b.defs[0]!, key, depth + 1);
  }
  const c = x.k === 'call' ? f.calls[x.c]! : null;
  const s = c ? valueStatic(p, file, c.callee) : null;
  if (s?.k !== 'fn') return [];
  const { events } = p.files[s.file]!.functions[s.id]!;
  return events.flatMap((e) => (e.t === 'return' ? optionOf(p, s.file, e.v, key, depth + 1) : []));
}

/** `isCommand`: where a bare word is a program of the machine (`docker`), and no file of code. */
type Placed = { readonly file: number; readonly v: ValueId; readonly isCommand?: boolean };

/** The first items of a list of arguments, through a constant that holds it. */
function listItems(p: Program, file: number, v: ValueId | undefined): readonly Placed[] {
  if (v === undefined || v === NONE) return [];
  const x = p.files[file]!.values[v]!;
  if (x.k === 'arr') return x.items.slice(0, 4).map((item) => ({ file, v: item }));
  if (x.k === 'as') return listItems(p, file, x.v);
  if (x.k !== 'bind') return [];
  const b = p.files[file]!.bindings[x.b]!;
  return b.imp || b.kind === 'param'
    ? []
    : b.defs.slice(0, 3).flatMap((d) => (p.files[file]!.values[d]!.k === 'arr' ? listItems(p, file, d) : []));
}

/** Files in a list of jobs: each a path, or an object that names it with `path`. */
function jobFiles(p: Program, file: number, jobs: ValueId): readonly Placed[] {
  return listItems(p, file, jobs).flatMap((job) => {
    const x = p.files[file]!.values[job.v]!;
    if (x.k !== 'obj') return isPath(p)(job) ? [job] : [];
    const q = x.props.find((one) => one[0] === 'path');
    return q ? [{ file, v: q[1] }] : [];
  });
}

/** Whether a value is a path, and no function and no bare word. */
function isPath(p: Program): (at: Placed) => boolean {
  return ({ file, v }) => {
    const text = constantText(p, file, v);
    if (text !== null) return /[./\\]/.test(text);
    const { k } = valueAt(p, file, v);
    return k === 'call' || k === 'bind' || k === 'op' || k === 'prop';
  };
}

/** The calls of a function of the program by its name. */
type FindCallers = (file: number, id: number) => readonly { readonly file: number; readonly c: Call }[];

/** Finds who calls a function, among the files that import its file, over others too. Looked for when asked: most programs start nothing. */
function callersOf(p: Program): FindCallers {
  const importers = once(() => importersOf(p));
  const byFile = new Map<number, ReadonlyMap<string, readonly Call[]>>();
  const callsIn = (file: number) =>
    entryOf(byFile, file, () => {
      const found = new Map<string, Call[]>();
      for (const c of p.files[file]!.calls) {
        if (c?.kind !== 'call' || c.args.length === 0) continue;
        const callee = valueAt(p, file, c.callee);
        if (callee.k !== 'bind' && callee.k !== 'prop') continue;
        const s = valueStatic(p, file, c.callee);
        if (s?.k === 'fn') entryOf(found, `${s.file}:${s.id}`, () => []).push(c);
      }
      return found;
    });
  return (file, id) => {
    return [...withImporters(file, importers())]
      .sort((a, b) => a - b)
      .flatMap((from) => (callsIn(from).get(`${file}:${id}`) ?? []).map((c) => ({ file: from, c })));
  };
}

const MAX_DEPTH = 6;

/**
 * The expressions that a script's value may come from: alternatives, items of a list that is searched (`[a, b].find(existsSync)`),
 * what a function returns, arguments of the callers where it is a parameter.
 */
function scriptsNamed(
  p: Program,
  file: number,
  v: ValueId,
  callers: FindCallers,
  depth = 0,
  seen = new Set<string>(),
): readonly Placed[] {
  if (v === NONE || depth > MAX_DEPTH) return [];
  const f = p.files[file]!;
  const x = f.values[v]!;
  const deeper = (values: readonly ValueId[]) =>
    values.flatMap((one) => scriptsNamed(p, file, one, callers, depth + 1, seen));
  if (x.k === 'alt') return deeper(x.of);
  if (x.k === 'as' || x.k === 'await') return deeper([x.v]);
  if (x.k === 'arr') return deeper(x.items.slice(0, 8));
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    if (b.imp) return [{ file, v }];
    if (b.kind === 'param') return ofCallers(p, file, x.b, callers, depth, seen);
    // A constant that names one file is read as it stands.
    return b.defs.length === 1 && f.values[b.defs[0]!]!.k === 'lit' ? [{ file, v }] : deeper(b.defs.slice(0, 6));
  }
  if (x.k === 'prop') {
    // What is kept under a name is often read from under the same name (`this.script = options.script`): once is enough.
    const key = `${file}|${x.p}`;
    const kept = seen.has(key) ? [] : keptUnder(p, file, x.p);
    seen.add(key);
    if (kept.length > 0) return [{ file, v }, ...deeper(kept)];
  }
  if (x.k === 'call') {
    const c = f.calls[x.c]!;
    const callee = c ? valueAt(p, file, c.callee) : null;
    if (c && callee?.k === 'prop' && /^(?:find|findLast|filter|at|pop|shift)$/.test(callee.p))
      return deeper([callee.o]);
    const s = c ? valueStatic(p, file, c.callee) : null;
    if (s?.k === 'fn') {
      const own = p.files[s.file]!.functions[s.id]!;
      const returned = own.events.flatMap((e) => (e.t === 'return' ? [e.v] : []));
      return returned.flatMap((one) => scriptsNamed(p, s.file, one, callers, depth + 1, seen));
    }
  }
  return [{ file, v }];
}

/**
 * What a file keeps under a name: `this.script = x`, `{ script: x }`, `static script = x`. Which object it is does not matter: what is taken
 * of it must be the path of a file of the program, under the name that a start of one reads.
 */
function keptUnder(p: Program, file: number, name: string): readonly ValueId[] {
  const { values, functions, classes } = p.files[file]!;
  const inObjects = values.flatMap((x) =>
    x.k === 'obj' ? x.props.flatMap((q) => (q[0] === name && q[2] === 'value' ? [q[1]] : [])) : [],
  );
  const inFields = classes.flatMap(({ members }) =>
    members.flatMap((m) => (m.name === name && m.init !== NONE ? [m.init] : [])),
  );
  const written = functions.flatMap(({ events }) =>
    events.flatMap((e) => (e.t === 'write' && 'p' in e.to && e.to.p === name ? [e.v] : [])),
  );
  return [...new Set([...inObjects, ...inFields, ...written])].filter((v) => v !== NONE).slice(0, 8);
}

function ofCallers(
  p: Program,
  file: number,
  binding: number,
  callers: FindCallers,
  depth: number,
  seen: Set<string>,
): readonly Placed[] {
  const id = p.files[file]!.functions.findIndex((one) => one.params.includes(binding));
  const index = id < 0 ? -1 : p.files[file]!.functions[id]!.params.indexOf(binding);
  return callers(file, id)
    .slice(0, 8)
    .flatMap(({ file: from, c }) => {
      const v = c.args[index];
      return v === undefined ? [] : scriptsNamed(p, from, v, callers, depth + 1, seen);
    });
}
