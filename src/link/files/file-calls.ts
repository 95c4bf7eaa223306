import type { DiskProgram } from '../../catalog/disk-programs.ts';
import { answerMethods, folderKey, fsNames, fsPackages, readerKey, servedOptions } from '../../catalog/file-roles.ts';
import type { LibraryEntry } from '../../catalog/libraries.ts';
import { type CallId, NONE, type ValueId } from '../../extract/facts.ts';
import { constantText } from '../constants.ts';
import { type ObjectId, setOf } from '../heap.ts';
import { isIterator } from '../natives.ts';
import type { Points } from '../points.ts';
import { callGid, functionGid } from '../program.ts';
import { appliedBy } from './applied.ts';
import type { FileRows } from './file-rows.ts';
import type { OptionReader } from './options.ts';
import type { PathValues } from './path-value.ts';
import type { Path, Place } from './place.ts';
import { isOnlyTouched } from './touched.ts';

/** One thing that one call does with a file. */
export type FileCall = {
  /** Global id. */
  readonly call: number;
  readonly file: number;
  readonly id: CallId;
  /** Function (global id) that it stands in. */
  readonly fn: number;
  readonly does: 'write' | 'append' | 'move' | 'remove' | 'read' | 'test' | 'list' | 'serve' | 'answer';
  readonly kind: 'log' | 'upload' | 'cache' | 'data' | 'temporary';
  /** Where the path stands; `result`: the call gives it; null: it is not told. */
  readonly path: Place | 'result' | null;
  /** For moves and copies: what is moved. */
  readonly source: Place | null;
  /** True where the source is gone afterwards. */
  readonly takesSource: boolean;
  /** What is written, where an argument says it. */
  readonly content: Place | null;
  readonly entry: LibraryEntry | null;
  /** The callee for people: `fs.writeFile`, `multer`. */
  readonly name: string;
  /** The last name of the callee, without `Sync`: calls of one kind. */
  readonly leaf: string;
  /** True for calls of node:fs and what stands for it: content is an argument, not a library's own doing. */
  readonly plain: boolean;
  /** For programs that are started: what they leave. */
  readonly program?: DiskProgram;
  /** Folders in which it is done: of a program that is started, of what the receiver was made with. */
  readonly places?: readonly Place[];
  /** For programs that are told the file that they write. */
  readonly output?: Path | null;
  /** True where nothing is known of the library but that an option names a place on the disk. */
  readonly guessed?: boolean;
  readonly s: number;
  readonly e: number;
};

const FS = new Set(fsPackages);
const isFs = (pkg: string): boolean => FS.has(pkg) || /^node:fs(\/|$)/.test(pkg);
/** Names by which a copied or moved file's target stands second. */
const SECOND = new Set(['copyFile', 'cp', 'rename', 'link', 'copy', 'move', 'ensureLink']);
const TAKES = new Set(['rename', 'move', 'mv']);
/** A link in the file system points at something, it holds no content. */
export const LINKS = new Set(['symlink', 'ensureSymlink', 'createSymlink']);
const WRITERS = new Set([
  ...['writeFile', 'appendFile', 'createWriteStream', 'copyFile', 'cp', 'rename', 'link', 'copy', 'move'],
  ...['outputFile', 'outputJson', 'outputJSON', 'writeJson', 'writeJSON', 'createFile', 'ensureFile'],
]);
const REMOVERS = new Set(['rm', 'rmdir', 'unlink', 'remove', 'emptyDir', 'rmrf', 'del']);
const TESTS = new Set(['exists', 'access', 'stat', 'lstat', 'pathExists']);
const READERS = new Set(['readFile', 'readJson', 'readJSON', 'createReadStream']);

/** All calls of the loaded program that do something with files, in order of files and calls. `storageFile`: node was given a file for web storage. */
export function findFileCalls(
  pt: Points,
  loaded: ReadonlySet<number>,
  rows: FileRows,
  options: OptionReader,
  paths: PathValues,
  storageFile = false,
): readonly FileCall[] {
  const { p, h } = pt;
  const out: FileCall[] = [];

  const plainRow = (base: Base, leaf: string, argument: (i: number) => Place | null): FileCall[] => {
    const does = doesOf(leaf);
    if (!does) return [];
    const second = SECOND.has(leaf);
    return [
      {
        ...base,
        does,
        kind: does === 'append' ? 'log' : 'data',
        path: argument(second ? 1 : 0),
        source: second ? argument(0) : null,
        takesSource: TAKES.has(leaf),
        content: second || does === 'remove' ? null : argument(1),
        entry: null,
        plain: true,
      },
    ];
  };

  for (const file of [...loaded].sort((a, b) => a - b)) {
    const f = p.files[file]!;
    f.calls.forEach((c, id) => {
      if (!c || c.f === NONE || c.kind === 'super' || c.kind === 'jsx') return;
      const gid = callGid(p, file, id);
      const callee = f.values[c.callee]!;
      // What walks a list does nothing to the things that stand in it.
      if (callee.k === 'prop' && isIterator(callee.p)) return;
      const called = externalCallees(pt, gid);
      const applied = appliedBy(pt, rows, file, c, called);
      const exts = applied && !applied.method ? applied.fns : called;
      const args = applied?.args ?? c.args;
      const name = applied?.method ?? calleeName(pt, file, applied?.callee ?? c.callee);
      const base: Base = {
        call: gid,
        file,
        id,
        fn: functionGid(p, file, c.f),
        name,
        leaf: leafOf(name),
        s: c.s,
        e: c.e,
      };
      const argument = (i: number | 'last'): Place | null => {
        const at = i === 'last' ? args.length - 1 : i;
        if (c.spreadFrom !== NONE && at >= c.spreadFrom) return null;
        const v = args[at];
        return v === undefined ? null : { file, v, env: null };
      };
      const before = out.length;
      if (applied?.method && applied.fns.some((e) => isFs(rows.provenance(e).pkg))) {
        out.push(...plainRow(base, base.leaf, argument));
        return;
      }
      const seen = new Set<string>();
      for (const e of exts) {
        const { pkg, steps } = rows.provenance(e);
        const entries = rows.entriesOf(e, c.kind === 'new', file);
        for (const entry of entries) {
          if (seen.has(entry.id)) continue;
          // What the library does by itself is told of the calls that the entry names, not of all that comes from it.
          if (!entry.path && (entry.verdict === 'silent' || !names(entry, callee.k === 'prop' ? callee.p : null)))
            continue;
          seen.add(entry.id);
          if (entry.verdict === 'report' && !options.decides(gid, entry)) continue;
          // Web storage is the browser's; node keeps it in a file only where a flag names one.
          if (pkg === '(global)' && !storageFile && /^\.(local|session)Storage\./.test(steps)) continue;
          if (base.leaf === 'open' && (changesInPlace(file, args[1]) || isOnlyTouched(f, id, args[1]))) continue;
          const made = ofEntry(base, entry, argument, isFs(pkg) && !LINKS.has(base.leaf));
          const folder = entry.folder ? folderOf(e, entry.folder) : null;
          out.push(...(folder ? made.map((x) => ({ ...x, places: [folder] })) : made));
        }
        if (entries.length > 0) continue;
        for (const role of rows.rolesOf(e)) {
          if (seen.has(role.role)) continue;
          seen.add(role.role);
          out.push({ ...base, ...NOTHING, does: role.role, path: argument(role.argument) });
        }
        if (isFs(pkg)) {
          const leaf = leafOf(steps);
          const opened = openedBy(e);
          const given = opened === null ? argument : (i: number) => (i === 0 ? opened : i === 1 ? argument(0) : null);
          if (!seen.has('plain') && before === out.length) out.push(...plainRow({ ...base, leaf }, leaf, given));
          seen.add('plain');
        }
        for (const option of servedOptions.get(pkg) ?? [])
          for (const a of c.args)
            for (const place of options.places(file, a, option))
              out.push({ ...base, ...NOTHING, does: 'serve', path: place });
      }
      if (out.length > before) return;
      if (callee.k === 'prop' && c.recv !== NONE) {
        // A module of the program that exports the names of fs is a copy or wrapper of it.
        if (fsNames.has(callee.p) && isFsModule(pt, file, c.recv)) {
          const leaf = leafOf(callee.p);
          if (before === out.length) out.push(...plainRow({ ...base, leaf }, leaf, argument));
          return;
        }
        const answer = answerMethods.get(callee.p);
        if (answer !== undefined && exts.some((e) => fromCallback(pt, e))) {
          out.push({ ...base, ...NOTHING, does: 'answer', path: argument(answer) });
          return;
        }
      }
      for (const e of exts) {
        const { pkg } = rows.provenance(e);
        if (pkg === '(global)' || pkg.startsWith('node:') || isFs(pkg) || pkg === '') continue;
        const told = toldPlaces(c.args, file);
        out.push(
          ...told.map(([key, path]) => ({ ...base, ...TOLD, does: 'write' as const, kind: kindOfKey(key), path })),
        );
        if (told.length > 0) return;
      }
      // Plug-ins handed to a framework: `app.register(fastifyStatic, { root })`.
      const given = c.args[0] === undefined ? [] : setOf(h, pt.valueNode(file, c.args[0]));
      for (const o of given.slice(0, 4)) {
        const x = h.objects[o]!;
        if (x.k !== 'ext') continue;
        for (const option of servedOptions.get(x.pkg) ?? [])
          for (const place of c.args[1] === undefined ? [] : options.places(file, c.args[1], option))
            out.push({ ...base, ...NOTHING, does: 'serve', path: place });
      }
    });
  }
  return out;

  /** The path of the file whose handle a method belongs to (`const file = await open(path); await file.writeFile(data)`). */
  function openedBy(method: ObjectId): Place | null {
    const { from } = h.objects[method]!;
    const handle = from < 0 ? null : h.objects[from]!;
    if (handle?.type !== 'call' || !handle.steps.endsWith('open()') || handle.site < 0) return null;
    const { file, c } = p.calls[handle.site]!;
    return c.args[0] === undefined || c.spreadFrom === 0 ? null : { file, v: c.args[0], env: null };
  }

  /** The folder that the call which made the receiver of a method was given. */
  function folderOf(method: ObjectId, row: NonNullable<LibraryEntry['folder']>): Place | null {
    let at = h.objects[method]!;
    for (let hops = 0; hops < 4 && at.from >= 0; hops++) {
      at = h.objects[at.from]!;
      if ((at.type !== 'call' && at.type !== 'new') || at.site < 0) continue;
      const { file, c } = p.calls[at.site]!;
      const v = c.spreadFrom === NONE ? c.args[row.argument] : undefined;
      if (v === undefined) return null;
      const whole = { file, v, env: null };
      return (row.option === undefined ? null : paths.member(whole, row.option)) ?? whole;
    }
    return null;
  }

  /** Options with names of folders and files whose values are paths, in literals among the arguments. */
  function toldPlaces(args: readonly ValueId[], file: number): [key: string, path: Place][] {
    const found: [string, Place][] = [];
    const look = (v: ValueId, depth: number): void => {
      const x = p.files[file]!.values[v]!;
      if (x.k !== 'obj' || depth > 2) return;
      for (const [key, value, kind] of x.props) {
        if (kind !== 'value') continue;
        if (folderKey.test(key) && !readerKey.test(key) && isPlace({ file, v: value, env: null }))
          found.push([key, { file, v: value, env: null }]);
        else look(value, depth + 1);
      }
    };
    for (const a of args) look(a, 0);
    return found.slice(0, 2);
  }
  function isPlace(at: Place): boolean {
    const path = paths.of(at);
    const text = path.pieces.filter((x): x is string => typeof x === 'string').join('*');
    // `path.join(__dirname, 'x')` is a place, the bare name `x` may be one of anything.
    const joined = ['call', 'op'].includes(p.files[at.file]!.values[at.v]!.k) && text.startsWith('cwd:/');
    return joined || /^(cwd:\/.*\/|tmp:|home:|\/)/.test(text) || (path.pieces.length > 1 && text.includes('/'));
  }

  /** Opened for changes of what is there: nothing is created. */
  function changesInPlace(file: number, flags: ValueId | undefined): boolean {
    const x = flags === undefined ? null : p.files[file]!.values[flags]!;
    return x?.k === 'lit' && /^rs?\+$/.test(String(x.v));
  }

  function ofEntry(
    base: Base,
    entry: LibraryEntry,
    argument: (i: number | 'last') => Place | null,
    plain: boolean,
  ): FileCall[] {
    // What it writes, and where, is the library's own doing.
    if (!entry.path) return [{ ...base, ...TOLD, does: 'write', kind: 'data', path: null, entry, guessed: false }];
    const row = entry.path;
    const does = row.does;
    const leaf = base.leaf;
    const kind = row.kind ?? 'data';
    const at = row.argument as number | 'last' | 'result';
    const make = (path: FileCall['path']): FileCall => ({
      ...base,
      does: plain && does === 'move' && !TAKES.has(leaf) ? 'write' : does,
      kind,
      path,
      source: at === 1 && (does === 'move' || SECOND.has(leaf)) ? argument(0) : null,
      takesSource: TAKES.has(leaf),
      content: at === 0 && row.option === undefined && does !== 'remove' && !SECOND.has(leaf) ? argument(1) : null,
      entry,
      plain,
    });
    if (at === 'result') return [make('result')];
    const holder = argument(at);
    if (row.option === undefined) return [make(holder)];
    if (!holder) return [make(null)];
    const places = options.places(base.file, holder.v, row.option);
    return places.length > 0 ? places.slice(0, 4).map(make) : [make(null)];
  }
}

/** Whether a callee ends in that method; null: it is called by its own name. */
const names = ({ use }: LibraryEntry, method: string | null): boolean =>
  use.form === 'call' &&
  use.callee.some((text) =>
    method === null ? !/\.(?:default)?\..*\./.test(text) : text.endsWith(`.${method}`) || text.endsWith('.default'),
  );

type Base = Pick<FileCall, 'call' | 'file' | 'id' | 'fn' | 'name' | 'leaf' | 's' | 'e'>;
const TOLD = { source: null, takesSource: false, content: null, entry: null, plain: false, guessed: true };
const kindOfKey = (key: string): FileCall['kind'] =>
  /log/i.test(key) ? 'log' : /cache/i.test(key) ? 'cache' : /upload/i.test(key) ? 'upload' : 'data';
const NOTHING = {
  kind: 'data' as const,
  source: null,
  takesSource: false,
  content: null,
  entry: null,
  plain: true,
};

const leafOf = (name: string): string => {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last.replace(/(Sync|Async)$/, '') || last;
};

function doesOf(leaf: string): FileCall['does'] | null {
  if (leaf === 'appendFile') return 'append';
  if (leaf === 'rename' || leaf === 'move') return 'move';
  if (WRITERS.has(leaf)) return 'write';
  if (REMOVERS.has(leaf)) return 'remove';
  if (TESTS.has(leaf)) return 'test';
  if (READERS.has(leaf)) return 'read';
  return null;
}

const NO_OBJECTS: readonly ObjectId[] = [];

/** Library values that a call runs, through `promisify` and the like, whose argument they are. */
export function externalCallees(pt: Points, gid: number): readonly ObjectId[] {
  const { p, h } = pt;
  const direct = pt.externals.get(gid);
  if (!direct) return NO_OBJECTS;
  const out: ObjectId[] = [...direct];
  for (const e of direct) {
    let at = h.objects[e]!;
    let tail = '';
    for (let hops = 0; hops < 3; hops++) {
      if (
        at.type === 'call' &&
        at.site >= 0 &&
        /promisify|pify|universalify|fromCallback|fromPromise|wrap/.test(at.steps + at.pkg)
      ) {
        const made = p.calls[at.site]!;
        for (const a of made.c.args.slice(0, 1))
          for (const o of setOf(h, pt.valueNode(made.file, a)).slice(0, 4))
            if (h.objects[o]!.k === 'ext') out.push(tail === '' ? o : (childOf(pt, o, tail) ?? o));
        break;
      }
      if (at.from < 0) break;
      tail = at.type === 'call' || at.type === 'new' ? tail : at.steps.slice(at.steps.lastIndexOf('.') + 1);
      at = h.objects[at.from]!;
    }
  }
  return [...new Set(out)].slice(0, 12);
}

/** The value that a property of a library's value is, where something reads it. */
function childOf(pt: Points, o: ObjectId, name: string): ObjectId | null {
  const plain = name.replace(/Async$/, '');
  for (const x of pt.h.objects)
    if (
      x.k === 'ext' &&
      x.from === o &&
      x.type !== 'call' &&
      (x.steps.endsWith(`.${name}`) || x.steps.endsWith(`.${plain}`))
    )
      return x.id;
  return null;
}

const fromCallback = (pt: Points, o: ObjectId): boolean => {
  for (let x = pt.h.objects[o]!, hops = 0; hops < 6; hops++) {
    if (x.type === 'callback' || x.type === 'typed') return true;
    if (x.from < 0) return false;
    x = pt.h.objects[x.from]!;
  }
  return false;
};

/** How many names of fs a module must export to be taken for one. */
const MIN_NAMES = 5;

/** Whether a receiver is a module or object of the program with the names of node:fs. */
function isFsModule(pt: Points, file: number, recv: ValueId): boolean {
  const { h } = pt;
  return setOf(h, pt.valueNode(file, recv)).some((o) => {
    const x = h.objects[o]!;
    if (x.k === 'mod') return pt.p.files[x.file]!.exports.filter((e) => fsNames.has(e.name)).length >= MIN_NAMES;
    if (x.k !== 'obj' && x.k !== 'exp') return false;
    let names = 0;
    const fields = h.fields[o] ?? [];
    for (let i = 0; i < fields.length; i += 2) if (fsNames.has(h.nameList[fields[i]!]!)) names++;
    return names >= MIN_NAMES;
  });
}

/** The callee as it is written, for people: at most two names. */
function calleeName(pt: Points, file: number, v: ValueId): string {
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.imp && b.imp.name !== 'default' && b.imp.name !== '*' ? b.imp.name : b.name;
  }
  if (x.k === 'prop') {
    const o = f.values[x.o]!;
    const owner =
      o.k === 'bind'
        ? f.bindings[o.b]!.name
        : o.k === 'prop'
          ? o.p
          : o.k === 'global'
            ? o.name
            : o.k === 'require'
              ? o.spec.replace(/^node:/, '')
              : '';
    return owner !== '' && owner !== 'promises' ? `${owner}.${x.p}` : x.p;
  }
  if (x.k === 'global') return x.name;
  if (x.k === 'require') return constantText(pt.p, file, v) ?? x.spec;
  return 'call';
}
