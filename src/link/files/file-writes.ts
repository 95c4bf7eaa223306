import type { LibraryEntry } from '../../catalog/libraries.ts';
import { NONE, type ValueId } from '../../extract/facts.ts';
import type { Confidence, Consequence } from '../../report/report.ts';
import { byCodeUnit } from '../../text/order.ts';
import { functionName, pathTo, spanOf } from '../call-paths.ts';
import { consumersOf } from '../consumers.ts';
import { AFTER, Ctx, contextNames, SURELY_AFTER } from '../contexts.ts';
import type { FileWrite, FileWriteCall } from '../file-model.ts';
import type { Linked } from '../linked.ts';
import type { ModelSpan } from '../model.ts';
import type { Origins } from '../origins.ts';
import { makeWhenDone } from '../own-jobs.ts';
import { callGid, functionGid } from '../program.ts';
import { makeAlive } from './alive.ts';
import { findProgramStarts, type ProgramStart } from './child-programs.ts';
import { appends, contentOf } from './content.ts';
import { type FileCall, findFileCalls, LINKS } from './file-calls.ts';
import { indexFileRows } from './file-rows.ts';
import { GRAVE } from './grave.ts';
import { groupHomes } from './homes.ts';
import { withLocalWriters } from './local-writers.ts';
import { hasOneName } from './one-name.ts';
import { makeOptionReader } from './options.ts';
import { stepsOf } from './ordered.ts';
import { makePathValues } from './path-value.ts';
import { covers, describePath, folderOf, type Path, type Place, pathOf } from './place.ts';
import { makeReaders } from './readers.ts';
import { makeRemovals } from './removal.ts';
import { copiesShipped } from './shipped-copies.ts';
import { makeSites } from './sites.ts';
import { givenToCallback } from './temporary-callbacks.ts';
import { makeUploadRemovals } from './upload-removal.ts';

type Shape = FileWrite['shape'];
/** A write at the place where a finding would stand. */
type Occurrence = {
  readonly write: FileCall;
  /** Call (global id) that a finding names: the write, or a call of a wrapper. */
  readonly call: number;
  readonly file: number;
  readonly fn: number;
  readonly place: Place | null;
  readonly path: Path;
  readonly mask: number;
  readonly leaf: string;
  readonly name: string;
  readonly group: string;
  readonly option?: number;
  /** True where the path is that of a later move, not the one that is named here. */
  readonly folded: boolean;
};
type Judged = Occurrence & {
  readonly shape: Shape;
  readonly severity: 'error' | 'warning';
  readonly silence: string | null;
  readonly proof: ModelSpan | null;
  readonly leaks: boolean;
  readonly readers: readonly FileCall[];
  readonly handed: readonly number[];
  readonly random?: boolean; // made by chance: kept, whoever says where
};

/** Uploads of which the code tells who takes the files: handlers behind a middleware, the callback of a form. */
const TAKEN_BY_CODE: ReadonlySet<string> = new Set(['multer-dest', 'multer-disk-storage', 'formidable-default']);
const NOWHERE: Path = { key: '', pieces: [] };
const DEVICES = /^\/(dev|proc|sys)\//;

/** Every write of the program to the local disk, with the verdict that its path, its removal, its time and its content allow. */
export function findFileWrites(linked: Linked, origins: Origins): readonly FileWrite[] {
  const { p, pt, ctx, entries, input, dev, modes } = linked;
  const paths = makePathValues(pt, input.packageDirOf);
  const rows = indexFileRows(pt, input);
  const options = makeOptionReader(linked, paths);
  const storageFile = input.processes.some((x) => x.evidence.text.includes('--localstorage-file'));
  const calls = findFileCalls(pt, ctx.loaded, rows, options, paths, storageFile);
  const callers = new Map<number, number[]>();
  for (const [call, fns] of pt.targets)
    for (const fn of modes.isIdleCall(call) ? [] : fns) {
      const list = callers.get(fn);
      if (list) list.push(call);
      else callers.set(fn, [call]);
    }
  const callersOf = (fn: number): readonly number[] => callers.get(fn) ?? [];
  const alive = makeAlive(pt, ctx, callersOf, dev.isOtherCommand);
  const removals = makeRemovals(pt, ctx, calls, paths, callersOf);
  const uploadRemovals = makeUploadRemovals(pt, ctx.loaded, removals);
  const sites = makeSites(pt, ctx, paths, callersOf);
  const starts = findProgramStarts(pt, ctx.loaded, rows, paths, sites);
  if (calls.length === 0 && starts.length === 0) return [];
  const readers = makeReaders(pt, ctx, calls, paths);
  const ownerOf = (call: number): number => functionGid(p, p.calls[call]!.file, p.calls[call]!.c.f);
  const whenDone = makeWhenDone(linked);

  // ---- what is written where
  const movedFrom = new Map<string, FileCall>();
  for (const c of calls)
    if (c.takesSource && c.source) movedFrom.set(`${outermost(c.fn)}|${paths.of(c.source).key}`, c);
  /** The function that callbacks of one activation stand in. */
  function outermost(fn: number): number {
    const { file, id } = p.functions[fn]!;
    let at = id;
    for (let hops = 0; hops < 12; hops++) {
      const f = p.files[file]!.functions[at]!;
      if (f.parent <= 0 || f.name !== '') break;
      at = f.parent;
    }
    return functionGid(p, file, at);
  }
  const occurrences: Occurrence[] = [];
  const add = (write: FileCall, call: number, place: Place | null, folded: boolean) => {
    const at = p.calls[call]!;
    const path = place ? paths.of(place) : NOWHERE;
    if (DEVICES.test(path.key)) return;
    const own = call === write.call;
    const kind = isLog(write, path) ? 'log' : write.kind;
    occurrences.push({
      write,
      call,
      file: at.file,
      fn: ownerOf(call),
      place,
      path,
      mask: whenDone(ownerOf(call)),
      leaf: own ? write.leaf : `>${write.name}`,
      name: own ? write.name : callName(call),
      group: write.plain ? (kind === 'log' ? 'log' : 'plain') : `told ${write.entry?.id ?? write.name}`,
      folded,
      ...(isOneOption(write) ? { option: write.call } : {}),
    });
  };
  const isOneOption = ({ entry }: FileCall) => entry?.path?.option !== undefined && !entry.path.option.includes('*');
  const callName = (call: number): string => {
    const fns = [...(pt.targets.get(call) ?? [])];
    return fns.length > 0 ? functionName(p, fns[0]!) : 'call';
  };
  const writesByKey = new Map<string, FileCall[]>();
  const writes = calls.filter((c) => c.does === 'write' || c.does === 'append' || c.does === 'move');
  for (const w of writes) {
    if (w.path === null || w.path === 'result') continue;
    const key = paths.of(w.path).key;
    const list = writesByKey.get(key);
    if (list) list.push(w);
    else writesByKey.set(key, [w]);
  }
  /** Lines are appended to it, and nothing else writes or moves it. */
  function isLog(w: FileCall, path: Path): boolean {
    if (w.kind === 'log' && !w.plain) return true;
    if (!appends(pt, w)) return false;
    if (path.key === '') return true;
    return (
      (writesByKey.get(path.key) ?? []).every((x) => appends(pt, x)) &&
      !movedFrom.has(`${outermost(w.fn)}|${path.key}`) &&
      ![...movedFrom.keys()].some((k) => k.endsWith(`|${path.key}`) && !path.key.startsWith('<'))
    );
  }
  for (const w of writes) {
    if (w.entry?.verdict === 'silent') continue;
    if (w.path === 'result') {
      const v = givenToCallback(p, w)?.path ?? consumersOf(p.files[w.file]!).callValue(w.id);
      add(w, w.call, v === NONE ? null : { file: w.file, v, env: null }, false);
      continue;
    }
    if (w.kind === 'temporary') continue;
    const target = w.path;
    if (target === null) {
      add(w, w.call, null, false);
      continue;
    }
    // `write(tmp); rename(tmp, x)` writes x.
    const move = movedFrom.get(`${outermost(w.fn)}|${paths.of(target).key}`);
    const later = move && move !== w && move.s > w.s && move.path !== null && move.path !== 'result' ? move.path : null;
    const final = later ?? target;
    const found = w.plain ? sites.of(w.call, final) : null;
    if (found) for (const s of found) add(w, s.call, s.path, later !== null);
    else add(w, w.call, final, later !== null);
  }

  for (const start of starts) {
    const at = p.calls[start.call]!;
    occurrences.push({
      write: startedProgram(start),
      call: start.call,
      file: at.file,
      fn: ownerOf(start.call),
      place: null,
      path: start.output ?? pathOf([start.command]),
      mask: whenDone(ownerOf(start.call)),
      leaf: start.command,
      name: start.call === start.starter ? calleeText(start.starter) : callName(start.call),
      group: `program ${start.row.program[0]}`,
      folded: false,
    });
  }
  /** Stands for what a program does where it is started. */
  function startedProgram(start: ProgramStart): FileCall {
    const { file, c, id } = p.calls[start.starter]!;
    return {
      ...{ call: start.starter, file, id, fn: ownerOf(start.starter), does: 'write', kind: 'data', path: null },
      ...{ source: null, takesSource: false, content: null, entry: null, name: start.command, leaf: start.command },
      ...{ plain: false, program: start.row, places: start.places, output: start.output, s: c.s, e: c.e },
    } as FileCall;
  }

  // ---- what becomes of each
  const bootOnly = (o: Occurrence): boolean =>
    o.mask !== 0 &&
    (o.mask & ~Ctx.boot) === 0 &&
    !occurrences.some(
      (x) => x !== o && x.path.key === o.path.key && o.path.key !== '' && (x.mask & AFTER) !== 0 && !isBound(x.path),
    );
  const judged: Judged[] = occurrences.map((o) => judge(o));

  function judge(o: Occurrence): Judged {
    const none = { leaks: false, readers: [], handed: [], proof: null } as const;
    const quiet = (silence: string, proof: ModelSpan | null = null, leaks = false): Judged => ({
      ...o,
      ...none,
      shape: 'data',
      severity: 'error',
      silence,
      proof,
      leaks,
    });
    if (o.mask === 0 && !alive(o.fn)) return quiet('unreachable');
    const kept = devAt(o.call) ?? (o.call === o.write.call ? null : devAt(o.write.call));
    if (kept) return quiet(kept.reason, spanOf(p, kept.file, kept.s, kept.s + 1));
    const loud = (shape: Shape, severity: 'error' | 'warning', more: Partial<Judged> = {}): Judged => ({
      ...o,
      ...none,
      shape,
      severity,
      silence: null,
      ...more,
    });
    // Question 4: what an upload middleware leaves is there for good, unless all handlers remove it.
    if (o.write.kind === 'upload' && !o.write.plain) {
      const by = o.path.key === '' ? null : readers.served(o.path);
      const gone = by || !TAKEN_BY_CODE.has(o.write.entry?.id ?? '') ? null : uploadRemovals.of(o.call);
      if (gone) return quiet('transaction-scoped-file', spanOf(p, gone.file, gone.s, gone.e), gone.leaks);
      return by ? loud('served', 'error', { readers: [by] }) : loud('upload', 'warning');
    }
    const log = o.group === 'log' || (o.write.kind === 'log' && !o.write.plain);
    // Question 6.
    if (o.place) {
      const gone =
        removals.of(o.call, o.place) ?? (o.call === o.write.call ? null : removals.of(o.write.call, o.place));
      if (gone && hasOneName(pt, ctx, origins, o, gone)) return loud('one-name', 'error');
      if (gone) return quiet('transaction-scoped-file', spanOf(p, gone.file, gone.s, gone.e), gone.leaks);
    }
    for (const place of o.write.places ?? []) {
      const gone = removals.of(o.call, place);
      if (gone) return quiet('transaction-scoped-file', spanOf(p, gone.file, gone.s, gone.e), gone.leaks);
    }
    const lent = lentBy(o);
    if (lent) return quiet('transaction-scoped-file', lent);
    if (log) return loud('log', 'warning');
    if (o.write.program) {
      if (o.write.output && (bootOnly(o) || DEVICES.test(o.path.key))) return quiet('init-only');
      // A path that is put together is known by its text alone.
      if (o.write.output && o.write.places?.length === 0 && isRemoved(o.path)) return quiet('transaction-scoped-file');
      return loud('program', o.write.program.severity);
    }
    // A link that start-up makes again is part of the set-up.
    if (LINKS.has(o.write.leaf) && bootOnly(o)) return quiet('init-only');
    // Taken away by other code, a stop or a clean-up: a link as long as something runs.
    if (LINKS.has(o.write.leaf) && o.path.key !== '' && takenAway(o)) return quiet('process-upkeep');
    if (!o.write.plain) {
      const kind = o.write.kind;
      if (kind === 'cache') return loud('cache', 'warning');
      return loud('library', o.write.entry?.severity === 'warning' ? 'warning' : 'error');
    }
    if (staysOpen(o)) return loud('log', 'warning');
    // Question 7.
    const [content, tested] = [contentOf(pt, ctx, origins, o.write), testedFirst(o)];
    // Whoever comes first puts there what every process would.
    if (
      tested &&
      ((content.given && tested.does !== 'list') ||
        (content.fixed && copiesShipped(paths, o.write, o.path, occurrences)))
    )
      return quiet('init-only', spanOf(p, tested.file, tested.s, tested.e));
    if (bootOnly(o)) {
      // Of a path that is not known, nobody can say what lies there before.
      const present =
        tested !== null || readAtBoot(o) || o.path.pieces.some((x) => typeof x !== 'string' && x.param !== undefined);
      if (content.fixed || !present)
        return quiet('init-only', tested ? spanOf(p, tested.file, tested.s, tested.e) : null);
      return loud('kept', 'error', { random: content.random });
    }
    const away = o.place ? readers.of(o.path, o.fn) : [];
    const handed = o.place ? readers.handed(o.place, o.call) : [];
    if (tested && content.fetched && !content.random && givesBack(o))
      return loud('cache', 'warning', { readers: away });
    if (away.length === 0 && handed.length === 0 && answered(o)) return loud('answer', 'warning');
    if (away.length > 0) return loud('shared', 'error', { readers: away, handed });
    if (handed.length > 0) return loud('handed', 'error', { handed });
    return loud('data', 'error');
  }

  function isRemoved(path: Path): boolean {
    return calls.some(
      (c) => c.does === 'remove' && c.path !== null && c.path !== 'result' && covers(paths.of(c.path), path),
    );
  }
  function takenAway(o: Occurrence): boolean {
    return calls.some(
      (c) =>
        c.does === 'remove' &&
        c.path !== null &&
        c.path !== 'result' &&
        outermost(c.fn) !== outermost(o.fn) &&
        paths.of(c.path).key === o.path.key,
    );
  }
  /** The call that hands the path to the function around this write, and takes it back when that function is done (`withFile`). */
  function lentBy(o: Occurrence): ModelSpan | null {
    const first = o.path.pieces[0];
    if (first === undefined || typeof first === 'string' || o.call !== o.write.call) return null;
    const f = p.files[o.file]!;
    const uses = consumersOf(f);
    for (let at = p.functions[o.fn]!.id, hops = 0; at > 0 && hops < 6; at = f.functions[at]!.parent, hops++) {
      const given = uses.argumentOf(at);
      if (!given) continue;
      const gid = callGid(p, o.file, given.c);
      const told = (pt.externals.get(gid) ?? []).flatMap((e) => rows.entriesOf(e, false, o.file));
      if (!told.some((x) => x.verdict === 'silent' && x.reason === 'transaction-scoped-file')) continue;
      const lent = f.bindings.some(
        (b, id) =>
          b.kind === 'param' &&
          b.f === at &&
          first.key.replace(/^<+/, '').startsWith(`b${p.bindingBase[o.file]! + id}`),
      );
      if (lent) return spanOf(p, o.file, f.calls[given.c]!.s, f.calls[given.c]!.e);
    }
    return null;
  }
  function devAt(call: number) {
    const { file, c } = p.calls[call]!;
    return dev.at(file, c.f, c.guard);
  }
  /** A path that only one activation knows. */
  function isBound(path: Path): boolean {
    return path.pieces.length > 0 && path.pieces.every((x) => typeof x !== 'string');
  }
  function before(o: Occurrence) {
    const { file, c, id } = p.calls[o.call]!;
    const steps = stepsOf(p, file, outermostLocal(file, c.f));
    const at = steps.findIndex((s) => s.e.t === 'call' && s.e.c === id);
    return { file, steps, at };
  }
  function outermostLocal(file: number, f: number): number {
    return p.functions[outermost(functionGid(p, file, f))]!.id;
  }
  /** A stream that start-up opens and others write lines to. */
  function staysOpen(o: Occurrence): boolean {
    if (o.write.leaf !== 'createWriteStream' || o.call !== o.write.call || (o.mask & ~Ctx.boot) !== 0 || o.mask === 0)
      return false;
    const { file, c, id } = p.calls[o.call]!;
    const f = p.files[file]!;
    // Piped into at once: a file that is filled and done.
    if (c.use === 'arg') {
      const callee = f.values[f.calls[c.ua]!.callee]!;
      return !(callee.k === 'prop'
        ? /^(pipe|pipeline|finished|pipeTo)$/.test(callee.p)
        : callee.k === 'bind' && /^(pipeline|pump)/.test(f.bindings[callee.b]!.name));
    }
    if (c.use === 'return' || c.use === 'prop' || c.use === 'export') return true;
    const held = f.bindings.findIndex((b) =>
      b.defs.some((d) => f.values[d]!.k === 'call' && (f.values[d] as { c: number }).c === id),
    );
    if (held >= 0) return f.bindings[held]!.top || f.bindings[held]!.captured;
    return c.use === 'init';
  }
  /** A test or read of the path before it is written, on which the write depends; or a look at what its folder holds. */
  function testedFirst(o: Occurrence): FileCall | null {
    if (o.path.key === '') return null;
    const { file, steps, at } = before(o);
    if (at < 0) return null;
    const step = steps[at]!;
    if (step.conditions.length === 0 && !step.failed) return null;
    const folder = folderOf(o.path);
    const isOneOfMany = step.conditions.some((x) => x.guard.kind === 'loop');
    const listed =
      folder === null || isOneOfMany
        ? []
        : readers.exactly({ key: folder, pieces: [] }).filter((r) => r.does === 'list');
    for (const r of [...readers.exactly(o.path), ...listed]) {
      if (r.file !== file) continue;
      const i = steps.findIndex((s) => s.e.t === 'call' && callGid(p, file, s.e.c) === r.call);
      if (i >= 0 && i < at) return r;
    }
    return null;
  }
  /** A read or test of the path elsewhere at start-up. */
  function readAtBoot(o: Occurrence): boolean {
    return readers.exactly(o.path).some((r) => {
      if (r.does === 'list' || r.does === 'serve') return false;
      if (!(ctx.maskOf(r.fn) & Ctx.boot)) return false;
      return !(outermost(r.fn) === outermost(o.fn) && r.s > p.calls[o.call]!.c.s);
    });
  }
  /** The path, or what is written there, is what the function gives; or it reads the file itself. */
  function givesBack(o: Occurrence): boolean {
    const { file, steps, at } = before(o);
    if (at < 0 || !o.place) return false;
    const keys = new Set([o.path.key]);
    if (o.write.content && o.call === o.write.call) keys.add(paths.of(o.write.content).key);
    return steps.some((s) => {
      if (s.e.t === 'return') return derives(file, s.e.v, keys, 0);
      if (s.e.t !== 'call') return false;
      const gid = callGid(p, file, s.e.c);
      return readers.exactly(o.path).some((r) => r.call === gid && r.does !== 'test');
    });
  }
  function derives(file: number, v: ValueId, keys: ReadonlySet<string>, depth: number): boolean {
    if (v === NONE || depth > 4) return false;
    const x = p.files[file]!.values[v]!;
    if (x.k === 'lit' || x.k === 'undef' || x.k === 'fn') return false;
    if (keys.has(paths.of({ file, v, env: null }).key)) return true;
    if (x.k === 'await' || x.k === 'as') return derives(file, x.v, keys, depth + 1);
    if (x.k === 'alt') return x.of.some((y) => derives(file, y, keys, depth + 1));
    if (x.k === 'obj') return x.props.some((q) => derives(file, q[1], keys, depth + 1));
    if (x.k !== 'call') return false;
    const c = p.files[file]!.calls[x.c]!;
    return [...c.args, c.recv].some((y) => derives(file, y, keys, depth + 1));
  }
  /** The file is sent as this activation's answer. */
  function answered(o: Occurrence): boolean {
    const { file, steps, at } = before(o);
    if (at < 0) return false;
    return steps.some((s, i) => {
      if (i <= at || s.e.t !== 'call') return false;
      const gid = callGid(p, file, s.e.c);
      return readers
        .exactly(o.path)
        .some((r) => r.call === gid && (r.does === 'answer' || r.leaf === 'createReadStream' || r.leaf === 'readFile'));
    });
  }

  // ---- one finding a store
  const startsAnew = (fn: number): boolean =>
    ctx.framesOf(fn).some((f) => [...f.why.values()].some((r) => r.what !== '' || (r.from < 0 && r.call < 0)));
  const out: FileWrite[] = [];
  const loudOnes = withLocalWriters(
    judged.filter((x) => x.silence === null),
    graver,
  );
  for (const group of groupHomes(p, loudOnes, startsAnew)) out.push(describe(group));
  for (const x of judged) if (x.silence !== null) out.push(describe([x]));
  out.sort(
    (a, b) => byCodeUnit(a.span.file, b.span.file) || a.span.start - b.span.start || byCodeUnit(a.symbol, b.symbol),
  );
  return out;

  function describe(group: readonly Judged[]): FileWrite {
    // What a function of the file writes for others is told where it writes.
    const sorted = [...group].sort((a, b) => Number(a.option !== a.call) - Number(b.option !== b.call) || graver(a, b));
    const main = sorted[0]!;
    const entry = main.write.entry;
    const mask = sorted.reduce((m, x) => m | x.mask, 0);
    const made = main.place && main.call !== main.write.call ? main.place : null;
    // A path that somebody hands in whole, and no work of others that leads there: nothing says what is written, nor for whom.
    const [only, ...further] = main.path.pieces;
    const handedIn = main.write.plain && further.length === 0 && typeof only === 'object' && only.param !== undefined;
    const confidence: Confidence =
      main.write.guessed || (handedIn && main.shape !== 'log' && main.random !== true && (mask & SURELY_AFTER) === 0)
        ? 'low'
        : main.path.key === '' && main.write.plain
          ? 'medium'
          : mask & SURELY_AFTER
            ? 'high'
            : mask & AFTER
              ? 'medium'
              : main.write.plain
                ? 'medium'
                : 'high';
    return {
      symbol: main.name,
      span: spanOf(p, main.file, p.calls[main.call]!.c.s, p.calls[main.call]!.c.e),
      target: main.write.program ? main.write.name : describePath(main.path),
      made: made ? madeAt(made) : null,
      disk: diskOf(main.path, p.files[main.file]!.file),
      shape: main.shape,
      severity: sorted.some((x) => x.severity === 'error') ? 'error' : 'warning',
      silence: main.silence,
      proof: main.proof,
      leaks: main.leaks,
      confidence,
      consequences: consequencesOf(main, entry),
      calls: unique(sorted).slice(0, 8).map(callOf),
      readers: [...new Set(sorted.flatMap((x) => x.readers))].slice(0, 4).map((r) => ({
        span: spanOf(p, r.file, r.s, r.e),
        by: functionName(p, r.fn),
        how: r.does as 'read' | 'serve' | 'answer' | 'list',
        contexts: contextNames(whenDone(r.fn)),
      })),
      handed: [...new Set(sorted.flatMap((x) => x.handed))].slice(0, 3).map((c) => ({
        span: spanOf(p, p.calls[c]!.file, p.calls[c]!.c.s, p.calls[c]!.c.e),
        callee: calleeText(c),
      })),
      processes: processesOf(sorted),
      library: libraryOf(main.write),
    };
  }

  function libraryOf(write: FileCall): FileWrite['library'] {
    if (write.plain) return null;
    if (write.entry) return { keeps: write.entry.keeps, wayOut: write.entry.wayOut };
    return write.guessed ? GUESSED : null;
  }
  function graver(a: Judged, b: Judged): number {
    return rank(a) - rank(b) || Number(a.folded) - Number(b.folded) || p.calls[a.call]!.c.s - p.calls[b.call]!.c.s;
  }
  function rank(x: Judged): number {
    return GRAVE.indexOf(x.shape);
  }
  function unique(list: readonly Judged[]): readonly Judged[] {
    return [...new Map(list.map((x) => [x.call, x])).values()];
  }
  function callOf(o: Occurrence): FileWriteCall {
    const c = p.calls[o.call]!.c;
    const frames = ctx.framesOf(o.fn);
    const bit = ORDER.find((b) => frames.some((f) => f.mask & b)) ?? Ctx.boot;
    const frame = frames.find((f) => f.mask & bit);
    return {
      span: spanOf(p, o.file, c.s, c.e),
      callee: o.name,
      by: functionName(p, o.fn),
      contexts: contextNames(o.mask),
      path: frame ? pathTo(p, ctx, frame, bit) : [],
    };
  }
  function madeAt(place: Place): ModelSpan | null {
    const root = rootOf(place);
    if (!root) return null;
    const x = p.files[root.file]!.values[root.v]!;
    if (x.k === 'bind') {
      const b = p.files[root.file]!.bindings[x.b]!;
      return spanOf(p, root.file, b.s, b.e);
    }
    if (x.k === 'call') {
      const c = p.files[root.file]!.calls[x.c]!;
      return spanOf(p, root.file, c.s, c.e);
    }
    return null;
  }
  /** Where an argument was written that a parameter stands for. */
  function rootOf(place: Place): Place | null {
    const x = p.files[place.file]!.values[place.v]!;
    if (x.k !== 'bind') return place;
    return place.env?.get(p.bindingBase[place.file]! + x.b) ?? place;
  }
  function calleeText(call: number): string {
    const { file, c } = p.calls[call]!;
    const x = p.files[file]!.values[c.callee]!;
    return x.k === 'prop' ? x.p : x.k === 'bind' ? p.files[file]!.bindings[x.b]!.name : 'call';
  }
  function processesOf(list: readonly Occurrence[]): readonly string[] {
    return [...new Set(list.flatMap((x) => entries.processesOf(x.file)))].sort(byCodeUnit);
  }
  function consequencesOf(main: Judged, entry: LibraryEntry | null): readonly Consequence[] {
    if (main.shape === 'cache') return ['not-shared', 'stale', 'fills-disk'];
    if (main.shape === 'answer') return ['fills-disk'];
    if (main.shape === 'log') return ['not-shared', 'lost-on-restart', 'fills-disk'];
    if (!main.write.plain && entry?.consequences) return entry.consequences;
    return main.shape === 'kept' ? ['not-shared', 'lost-on-restart'] : ['lost-on-restart', 'not-shared', 'fills-disk'];
  }
}

/** What can be said of a library that nothing is known of but that it is given a place on the disk. */
const GUESSED = {
  keeps: 'is given a place on the local disk',
  wayOut: 'keep what the library stores there in a backing service, if it can, or give it memory alone',
};

const ORDER = [Ctx.request, Ctx.job, Ctx.connection, Ctx.event, Ctx.timer, Ctx.later, Ctx.shutdown, Ctx.boot];

/** The path as a deployment may mount it. */
function diskOf(path: Path, file: string): FileWrite['disk'] {
  const first = path.pieces[0];
  void file;
  if (first === undefined) return {};
  if (typeof first === 'string') {
    if (first.startsWith('/')) return { absolute: first };
    return first.startsWith('cwd:') ? { repository: first.replace(/^cwd:\/?/, '') } : {};
  }
  const known = first.alternatives ?? [pathOf([first])];
  const out: { absolute?: string; repository?: string; variable?: string } = {};
  for (const x of known) {
    const y = x.pieces[0];
    if (y === undefined) continue;
    if (typeof y !== 'string') {
      if (y.key.startsWith('env:')) out.variable = y.key.slice(4);
    } else if (y.startsWith('/')) out.absolute ??= y;
    else if (y.startsWith('cwd:')) out.repository ??= y.replace(/^cwd:\/?/, '');
  }
  return out;
}
