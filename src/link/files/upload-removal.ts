import { NONE, type ValueId } from '../../extract/facts.ts';
import { consumersOf } from '../consumers.ts';
import { fieldNodeIfAny, nameId, type ObjectId, setOf } from '../heap.ts';
import type { Points } from '../points.ts';
import { bindingGid, callGid } from '../program.ts';
import { parsedForFields } from './field-forms.ts';
import { type Path, pathOf } from './place.ts';
import type { Removal, Removals } from './removal.ts';

/** Methods of an uploader that give a middleware, and where that leaves what it wrote: one file, or a list of files. */
const LEFT_AT: ReadonlyMap<string, 'file' | 'files'> = new Map([
  ['single', 'file'],
  ['array', 'files'],
  ['any', 'files'],
]);
/** One that takes no files. */
const WITHOUT = 'none';
const MAX_MIDDLEWARES = 64;

export type UploadRemovals = {
  /**
   * Of the call that makes an uploader, or the storage of one: the removal in a handler, where every handler removes what came; of a form
   * that is read for its fields alone, where it is read.
   */
  of(call: number): Removal | null;
};

/**
 * Whether all handlers that stand behind the middlewares of an uploader (`app.post(path, upload.single('x'), handler)`) remove what
 * it wrote. A middleware whose handler is not seen, or one with others between, who may answer first, is no proof.
 */
export function makeUploadRemovals(pt: Points, loaded: ReadonlySet<number>, removals: Removals): UploadRemovals {
  const { p, h } = pt;

  /** The uploaders that a call makes, or that are made with the storage that it makes. */
  const uploadersOf = (call: number): ReadonlySet<ObjectId> => {
    const out = new Set<ObjectId>();
    const made = (x: number): readonly ObjectId[] => {
      const { file, id } = p.calls[x]!;
      return setOf(h, pt.valueNode(file, consumersOf(p.files[file]!).callValue(id)));
    };
    for (const o of made(call)) out.add(o);
    for (const file of loaded)
      p.files[file]!.calls.forEach((c, id) => {
        const first = c?.args[0];
        const options = first === undefined ? undefined : p.files[file]!.values[first];
        if (first === undefined || options === undefined) return;
        const named = options.k === 'obj' ? options.props.find(([name]) => name === 'storage') : undefined;
        // Options that are put together elsewhere may hold the storage: then the uploader counts, whatever else it may be.
        const takesIt = named
          ? setOf(h, pt.valueNode(file, named[1])).some((o) => isMadeBy(o, call))
          : (options.k !== 'obj' || options.spreads.length > 0) &&
            setOf(h, pt.valueNode(file, first)).some((o) => holdsStorage(o, call));
        if (takesIt) for (const o of made(callGid(p, file, id))) out.add(o);
      });
    return out;
  };
  const holdsStorage = (o: ObjectId, call: number): boolean => {
    const n = fieldNodeIfAny(h, o, nameId(h, 'storage'));
    return n !== undefined && setOf(h, n).some((x) => isMadeBy(x, call));
  };
  const isMadeBy = (o: ObjectId, call: number): boolean => {
    const x = h.objects[o]!;
    return x.k === 'ext' && x.type === 'call' && x.site === call;
  };

  /** The functions that an argument may be; of `wrap(handler)` of a library, the handler. */
  const functionsAt = (file: number, v: ValueId): readonly number[] => {
    const set = setOf(h, pt.valueNode(file, v));
    const fns = set.flatMap((o) => (h.objects[o]!.k === 'fn' ? [h.objects[o]!.site] : []));
    if (fns.length > 0) return fns;
    const x = p.files[file]!.values[v]!;
    const c = x.k === 'call' ? p.files[file]!.calls[x.c]! : null;
    return c?.args.length === 1 && c.recv === NONE ? functionsAt(file, c.args[0]!) : [];
  };

  const removedIn = (fn: number, left: 'file' | 'files'): Removal | null => {
    const { file, f } = p.functions[fn]!;
    const first = f.params[0];
    if (first === undefined) return null;
    for (const path of placesOf(bindingGid(p, file, first), left)) {
      const gone = removals.in(fn, path);
      if (gone) return gone;
    }
    return null;
  };

  return {
    of(call) {
      const { file, id } = p.calls[call]!;
      const fields = parsedForFields(p.files[file]!, id);
      if (fields !== null) {
        const { s, e } = p.files[file]!.calls[fields]!;
        return { file, s, e, leaks: false };
      }
      const uploaders = uploadersOf(call);
      if (uploaders.size === 0) return null;
      let proof: Removal | null = null;
      let seen = 0;
      for (const [gid, externals] of pt.externals) {
        const at = p.calls[gid]!;
        if (!loaded.has(at.file) || !externals.some((e) => uploaders.has(h.objects[e]!.from))) continue;
        const f = p.files[at.file]!;
        const callee = f.values[at.c.callee]!;
        if (callee.k === 'prop' && callee.p === WITHOUT) continue;
        const left = callee.k === 'prop' ? LEFT_AT.get(callee.p) : undefined;
        if (left === undefined || ++seen > MAX_MIDDLEWARES) return null;
        const handlers = handlersBehind(at.file, consumersOf(f).callValue(at.id));
        if (handlers === null || handlers.length === 0) return null;
        for (const fn of handlers) {
          const gone = removedIn(fn, left);
          if (!gone) return null;
          proof = gone;
        }
      }
      return proof;
    },
  };

  /** The handlers of the calls that a middleware is handed to, directly or by a variable that holds nothing else; null where one is not known. */
  function handlersBehind(file: number, v: ValueId): readonly number[] | null {
    const f = p.files[file]!;
    const uses = consumersOf(f);
    const out: number[] = [];
    for (const use of uses.of(v)) {
      if (use.k === 'def') {
        const b = f.bindings[use.b]!;
        if (b.defs.length !== 1 || f.exports.some((e) => 'b' in e && e.b === use.b)) return null;
        const more = handlersBehind(file, uses.bindValue(use.b));
        if (more === null) return null;
        out.push(...more);
        continue;
      }
      if (use.k !== 'arg') return null;
      const { args, spreadFrom } = f.calls[use.c]!;
      if (spreadFrom !== NONE || use.i !== args.length - 2) return null;
      const fns = functionsAt(file, args[args.length - 1]!);
      if (fns.length === 0) return null;
      out.push(...fns);
    }
    return out;
  }
}

/** Where a handler finds what was uploaded: on the request, for koa on the context or its request. */
function placesOf(request: number, left: 'file' | 'files'): readonly Path[] {
  const first = `<b${request}>`;
  return [first, `<${first}.request>`].map((of) => {
    const held = left === 'file' ? `<${of}.file>` : `<elem <${of}.files>>`;
    return pathOf([{ key: `${held}.path`, name: 'path' }]);
  });
}
