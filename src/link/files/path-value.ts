import { NONE, type ValueId } from '../../extract/facts.ts';
import { dirOf } from '../../paths/repo-path.ts';
import type { Points } from '../points.ts';
import { bindingGid, callGid } from '../program.ts';
import { exportOf, valueStatic } from '../static.ts';
import { argumentsOf } from './arguments.ts';
import { makeClassFields } from './class-fields.ts';
import { iteratedBy } from './iterated.ts';
import { fulfilledWith } from './path-promises.ts';
import { isAbsolute, TEXT_METHODS, tidy } from './path-text.ts';
import { type Atom, keyOf, type Path, type Piece, type Place, pathOf } from './place.ts';

const MAX_DEPTH = 24;
const only = (list: readonly Place[]): Place | null => (list.length === 1 ? list[0]! : null);
/** Values looked at for one path; what lies beyond is an atom of its own. */
const BUDGET = 300;

/** Reads values as paths: joins, constants, fields, settings, arguments and returned paths are followed. */
export type PathValues = {
  of(place: Place): Path;
  /** The value of a property of an object, followed through literals, variables, arguments and returned objects. */
  member(place: Place, name: string): Place | null;
  /** The elements of a list that the code at hand makes; empty where it is not known. */
  elements(place: Place): readonly Path[];
};

/** `packageDirOf`: the folder in which a file's process is taken to run, so that `__dirname/../x` and `./x` can be one path. */
export function makePathValues(pt: Points, packageDirOf: (file: string) => string): PathValues {
  const { p, h } = pt;
  const memo = new Map<string, Path>();
  let budget = BUDGET;
  const active = new Set<string>();

  const atom = (key: string, name: string, extra: Partial<Atom> = {}): Piece[] => [{ key, name, ...extra }];
  const opaque = (file: number, v: ValueId, name: string): Piece[] => atom(`v${file}.${v}`, name);

  const pieces = (at: Place, depth: number): Piece[] => {
    const { file, v, env } = at;
    if (v === NONE) return atom('none', 'nothing');
    const x = p.files[file]!.values[v]!;
    if (depth > MAX_DEPTH || --budget < 0) return opaque(file, v, 'path');
    switch (x.k) {
      case 'lit':
        return x.v === null ? [] : [String(x.v)];
      case 'undef':
        return [];
      case 'as':
      case 'await':
      case 'narrow':
        return pieces({ file, v: x.v, env }, depth + 1);
      case 'op':
        if (x.op !== 'template' && x.op !== '+') return opaque(file, v, x.op);
        return x.of.flatMap((y) => pieces({ file, v: y, env }, depth + 1));
      case 'alt':
        return oneOf(
          (x.op === '&&' ? x.of.slice(-1) : x.of).map((y) => ({ file, v: y, env })),
          depth,
        );
      case 'global':
        if (x.name === '__dirname') return here(file, '');
        if (x.name === '__filename') return here(file, `/${p.files[file]!.file.split('/').pop()}`);
        return atom(`g:${x.name}`, x.name);
      case 'meta':
        return atom(`meta${file}`, 'import.meta');
      case 'this':
        return atom(`this${thisOwner(file, x.f)}`, 'this');
      case 'prop':
        return property(at, x.o, x.p, depth);
      case 'index': {
        const i = pieces({ file, v: x.i, env }, depth + 1);
        if (i.length === 1 && typeof i[0] === 'string') return property(at, x.o, i[0], depth);
        return atom(`${keyOf(pieces({ file, v: x.o, env }, depth + 1))}[${keyOf(i)}]`, nameOf(i, 'entry'));
      }
      case 'elem': {
        const of = pieces({ file, v: x.v, env }, depth + 1);
        return atom(`elem ${keyOf(of)}`, 'item', eachOf({ file, v: x.v, env }, depth));
      }
      case 'bind':
        return binding(at, x.b, depth);
      case 'call':
        return call(at, x.c, depth);
      default:
        return opaque(file, v, x.k);
    }
  };

  /** All elements of a list that the code at hand makes: a literal, and what is pushed onto it. */
  const eachOf = (at: Place, depth: number): { readonly each?: readonly Path[] } => {
    const list = listAt(at, 0);
    if (!list) return {};
    const f = p.files[list.file]!;
    const x = f.values[list.v]!;
    const items: ValueId[] = x.k === 'arr' ? [...x.items] : [];
    // What is pushed is looked for where the list is named, as far as that is the file in which it is made.
    if (list.b !== NONE)
      for (const c of f.calls) {
        if (!c || c.recv === NONE) continue;
        const callee = f.values[c.callee]!;
        const recv = f.values[c.recv]!;
        if (callee.k === 'prop' && callee.p === 'push' && recv.k === 'bind' && recv.b === list.b) items.push(...c.args);
      }
    if (items.length === 0 || items.length > 12) return {};
    return { each: items.map((v) => pathOf(tidy(pieces({ file: list.file, v, env: list.env }, depth + 1)))) };
  };
  /** The list that a value is, with the variable that holds it first (NONE where there is none). */
  const listAt = (at: Place, depth: number): (Place & { readonly b: number }) | null => {
    const x = p.files[at.file]!.values[at.v]!;
    if (depth > 8) return null;
    if (x.k === 'arr') return { ...at, b: NONE };
    if (x.k === 'as' || x.k === 'await') return listAt({ ...at, v: x.v }, depth + 1);
    if (x.k === 'call') {
      // `[a, b].filter(Boolean)` has no others.
      const c = p.files[at.file]!.calls[x.c]!;
      const callee = p.files[at.file]!.values[c.callee]!;
      if (callee.k === 'prop' && callee.p === 'filter' && c.recv !== NONE)
        return listAt({ ...at, v: c.recv }, depth + 1);
      const back = returned(at, x.c);
      return back ? listAt(back, depth + 1) : null;
    }
    if (x.k === 'prop') {
      const held = member({ ...at, v: x.o }, x.p, depth + 1);
      return held && listAt(held, depth + 1);
    }
    if (x.k !== 'bind') return null;
    const given = at.env?.get(bindingGid(p, at.file, x.b));
    if (given) return listAt(given, depth + 1);
    const { imp } = p.files[at.file]!.bindings[x.b]!;
    if (imp) {
      const t = p.target(at.file, imp.spec);
      const made = t.kind === 'file' ? exported(t.file, imp.name) : null;
      return made && listAt(made, depth + 1);
    }
    const d = onlyDefinition(at.file, x.b);
    const list = d === null ? null : listAt({ ...at, v: d }, depth + 1);
    return list && list.b === NONE && list.file === at.file ? { ...list, b: x.b } : list;
  };

  const nameOf = (list: readonly Piece[], other: string): string => {
    const last = list[list.length - 1];
    return last === undefined ? other : typeof last === 'string' ? last : last.name;
  };

  const oneOf = (list: readonly Place[], depth: number): Piece[] => {
    const all = list.map((y) => pathOf(tidy(pieces(y, depth + 1)))).filter((y) => y.key !== '');
    const distinct = [...new Map(all.map((y) => [y.key, y])).values()];
    if (distinct.length === 1) return [...distinct[0]!.pieces];
    if (distinct.length === 0) return [];
    const some = distinct.slice(0, 6);
    const named = some.find((y) => y.pieces.length === 1 && typeof y.pieces[0] !== 'string');
    return atom(`(${some.map((y) => y.key).join('|')})`, nameOf(named?.pieces ?? [], 'path'), { alternatives: some });
  };

  /** The folder of a source file, seen from where its package runs. */
  const here = (file: number, rest: string): Piece[] => {
    const path = p.files[file]!.file;
    const dir = packageDirOf(path);
    const own = dirOf(path) ?? '';
    const inside = dir === '' ? own : own === dir ? '' : own.startsWith(`${dir}/`) ? own.slice(dir.length + 1) : own;
    return [`cwd:/${inside}${inside === '' ? rest.slice(1) : rest}`];
  };

  const thisOwner = (file: number, f: number): string => {
    const fn = p.files[file]!.functions[f]!;
    const owner = p.files[file]!.functions[fn.thisF]!;
    return owner.cls === NONE ? `f${file}.${fn.thisF}` : `c${file}.${owner.cls}`;
  };

  const property = (at: Place, o: ValueId, name: string, depth: number): Piece[] => {
    const { file, env } = at;
    const held = member({ file, v: o, env }, name, depth + 1);
    if (held) return pieces(held, depth + 1);
    const base = p.files[file]!.values[o]!;
    if (base.k === 'meta') {
      if (name === 'dirname' || name === 'url' || name === 'dir') return here(file, '');
      if (name === 'filename' || name === 'path') return here(file, `/${p.files[file]!.file.split('/').pop()}`);
    }
    const s = valueStatic(p, file, o);
    if (s?.k === 'external') {
      if (s.pkg === '(global)' && s.steps === '.process.env') return atom(`env:${name}`, name);
      if (s.pkg === 'node:path' && name === 'sep') return ['/'];
      // What a call gave is of that call: `tmp.fileSync().name` is another file each time.
      if (!s.steps.includes('()')) return atom(`ext ${s.pkg}${s.steps}.${name}`, name);
    }
    const of = pieces({ file, v: o, env }, depth + 1);
    if (name === 'href' || name === 'pathname') return of;
    return atom(`${keyOf(of)}.${name}`, name);
  };

  /** What stands at a property, where that is one value of the program. */
  const member = (at: Place, name: string, depth: number): Place | null => {
    const { file, v, env } = at;
    if (depth > MAX_DEPTH || v === NONE || --budget < 0) return null;
    const x = p.files[file]!.values[v]!;
    switch (x.k) {
      case 'obj': {
        const q = x.props.findLast((y) => y[0] === name && y[2] === 'value');
        if (q) return { file, v: q[1], env };
        for (const s of [...x.spreads].reverse()) {
          const hit = member({ file, v: s, env }, name, depth + 1);
          if (hit) return hit;
        }
        return null;
      }
      case 'arr':
        return /^\d+$/.test(name) && x.items[Number(name)] !== undefined && x.spreads.length === 0
          ? { file, v: x.items[Number(name)]!, env }
          : null;
      case 'as':
      case 'await':
      case 'narrow':
        return member({ file, v: x.v, env }, name, depth + 1);
      case 'this':
        return field(file, x.f, name);
      case 'bind': {
        const gid = bindingGid(p, file, x.b);
        const given = env?.get(gid);
        if (given) return member(given, name, depth + 1);
        const b = p.files[file]!.bindings[x.b]!;
        if (b.imp) {
          const s = valueStatic(p, file, v);
          if (s?.k === 'value') return member({ file: s.file, v: s.v, env: null }, name, depth + 1);
          if (s?.k === 'module') return exported(s.file, name);
          if (s?.k === 'class') return staticField(s.gid, name);
          return imported(file, x.b, name, depth);
        }
        if (b.kind === 'class') {
          const s = valueStatic(p, file, v);
          return s?.k === 'class' ? staticField(s.gid, name) : null;
        }
        const d = onlyDefinition(file, x.b);
        const put = writtenProperty(file, x.b, name);
        if (put !== undefined) return put === null ? null : { file, v: put, env };
        return d === null ? null : member({ file, v: d, env }, name, depth + 1);
      }
      case 'prop': {
        const s = valueStatic(p, file, v);
        if (s?.k === 'module') return exported(s.file, name);
        const inner = member({ file, v: x.o, env }, x.p, depth + 1);
        return inner ? member(inner, name, depth + 1) : null;
      }
      case 'require': {
        const t = p.target(file, x.spec);
        if (t.kind !== 'file') return null;
        const hit = exported(t.file, name);
        if (hit) return hit;
        const s = valueStatic(p, file, v);
        return s?.k === 'value' ? member({ file: s.file, v: s.v, env: null }, name, depth + 1) : null;
      }
      case 'call': {
        const back = returned(at, x.c) ?? only((fulfilledWith(pt, at, x.c) ?? []).filter((y) => !isNothing(y)));
        return back ? member(back, name, depth + 1) : null;
      }
      default:
        return null;
    }
  };

  /** The one value that is written to a property of a local object; null for several, undefined for none. */
  const writtenProperty = (file: number, b: number, name: string): ValueId | null | undefined => {
    const f = p.files[file]!;
    const owner = f.functions[f.bindings[b]!.f];
    if (!owner || f.bindings[b]!.kind === 'param') return undefined;
    let hit: ValueId | null | undefined;
    for (const e of owner.events) {
      if (e.t !== 'write' || !('p' in e.to) || e.to.p !== name) continue;
      const o = f.values[e.to.o]!;
      if (o.k !== 'bind' || o.b !== b) continue;
      hit = hit === undefined ? e.v : null;
    }
    return hit;
  };

  const imported = (file: number, b: number, name: string, depth: number): Place | null => {
    const imp = p.files[file]!.bindings[b]!.imp!;
    const t = p.target(file, imp.spec);
    if (t.kind !== 'file') return null;
    if (imp.name === '*') return exported(t.file, name);
    const e = exportOf(p, t.file, imp.name);
    if (!e || 'pkg' in e) return null;
    if (e.b === NONE) return member({ file: e.file, v: e.v, env: null }, name, depth + 1);
    const d = onlyDefinition(e.file, e.b);
    return d === null ? null : member({ file: e.file, v: d, env: null }, name, depth + 1);
  };

  const exported = (file: number, name: string): Place | null => {
    const e = exportOf(p, file, name);
    if (e && !('pkg' in e)) {
      if (e.b === NONE) return { file: e.file, v: e.v, env: null };
      const d = onlyDefinition(e.file, e.b);
      return d === null ? null : { file: e.file, v: d, env: null };
    }
    if (p.files[file]!.esm) return null;
    let hit: ValueId | null = null;
    const f = p.files[file]!;
    for (const ev of f.functions[0]!.events) {
      if (ev.t !== 'write' || !('p' in ev.to)) continue;
      const o = f.values[ev.to.o]!;
      if ((o.k === 'exports' || (o.k === 'prop' && o.p === 'exports')) && ev.to.p === name) {
        if (hit !== null) return null;
        hit = ev.v;
      }
      if (o.k === 'module' && ev.to.p === 'exports') {
        const lit = f.values[ev.v]!;
        const q = lit.k === 'obj' ? lit.props.find((y) => y[0] === name && y[2] === 'value') : undefined;
        if (q) hit = q[1];
      }
    }
    return hit === null ? null : { file, v: hit, env: null };
  };

  /** The value of a variable that is set once (a first null or undefined aside). */
  const onlyDefinition = (file: number, b: number): ValueId | null => {
    const x = p.files[file]!.bindings[b]!;
    if (x.kind === 'param' || x.kind === 'catch') return null;
    const defs = [...new Set(x.defs)].filter((v) => !isNothing({ file, v, env: null }));
    return defs.length === 1 ? defs[0]! : null;
  };

  const { field, staticField, isNothing } = makeClassFields(pt);

  const binding = (at: Place, b: number, depth: number): Piece[] => {
    const { file, env } = at;
    const gid = bindingGid(p, file, b);
    const given = env?.get(gid);
    if (given) return pieces(given, depth + 1);
    const x = p.files[file]!.bindings[b]!;
    if (x.imp) {
      const s = valueStatic(p, file, at.v);
      if (s?.k === 'external') return external(s.pkg, s.steps);
      const t = p.target(file, x.imp.spec);
      const e = t.kind === 'file' ? exported(t.file, x.imp.name) : null;
      return e ? pieces(e, depth + 1) : atom(`b${gid}`, x.name);
    }
    if (x.kind === 'param') {
      const of = iteratedBy(p, file, b);
      if (of !== NONE)
        return atom(
          `elem ${keyOf(pieces({ file, v: of, env }, depth + 1))}`,
          x.name,
          eachOf({ file, v: of, env }, depth),
        );
      return atom(`b${gid}`, x.name, { param: gid });
    }
    const key = `b${gid}`;
    if (active.has(key)) return atom(key, x.name);
    const d = onlyDefinition(file, b);
    if (d === null) {
      const list = x.defs.filter((y) => !isNothing({ file, v: y, env }));
      // Set in several places, all before use: one of these.
      if (list.length > 1 && list.length <= 4 && x.kind !== 'catch') {
        active.add(key);
        const all = list.map((y) => pathOf(tidy(pieces({ file, v: y, env }, depth + 1))));
        active.delete(key);
        return atom(key, x.name, { alternatives: all });
      }
      return atom(key, x.name);
    }
    active.add(key);
    const out = pieces({ file, v: d, env }, depth + 1);
    active.delete(key);
    // What cannot be taken apart is told by the variable's name.
    const only = out.length === 1 ? out[0] : undefined;
    return only && typeof only !== 'string' && only.name === 'path' ? [{ ...only, name: x.name }] : out;
  };

  const external = (pkg: string, steps: string): Piece[] => {
    if (pkg === '(global)' && steps.startsWith('.process.env.')) return atom(`env:${steps.slice(13)}`, steps.slice(13));
    return atom(`ext ${pkg}${steps}`, steps.slice(steps.lastIndexOf('.') + 1) || pkg);
  };

  /** What a call of one function of the program gives, with its arguments. */
  const returned = (at: Place, id: number): Place | null => {
    const { file, env } = at;
    const gid = callGid(p, file, id);
    const c = p.calls[gid]!.c;
    const fns = pt.targets.get(gid);
    if (fns?.size !== 1 || c.kind === 'new') return null;
    const fn = fns.values().next().value as number;
    const t = p.functions[fn]!;
    if (t.f.generator) return null;
    let back: ValueId | null = null;
    for (const e of t.f.events) {
      if (e.t !== 'return') continue;
      const y = p.files[t.file]!.values[e.v]!;
      if (y.k === 'undef' || (y.k === 'lit' && y.v === null)) continue;
      if (back !== null && back !== e.v) return null;
      back = e.v;
    }
    if (back === null) return null;
    return { file: t.file, v: back, env: argumentsOf(p, fn, gid, env) };
  };

  const call = (at: Place, id: number, depth: number): Piece[] => {
    const { file, env } = at;
    const gid = callGid(p, file, id);
    const { c } = p.calls[gid]!;
    const f = p.files[file]!;
    const callee = f.values[c.callee]!;
    const arg = (i: number): Piece[] =>
      c.args[i] === undefined ? [] : pieces({ file, v: c.args[i]!, env }, depth + 1);
    const own = (name: string): Piece[] => atom(`call${gid}`, name);
    const key = `c${gid}`;
    const fns = pt.targets.get(gid);
    if (fns && fns.size > 0) {
      const name = callee.k === 'prop' ? callee.p : callee.k === 'bind' ? f.bindings[callee.b]!.name : 'path';
      if (active.has(key)) return own(name);
      active.add(key);
      const back = returned(at, id);
      const out = back ? pieces(back, depth + 1) : several(at, id, depth);
      active.delete(key);
      return out ?? own(name);
    }
    const settled = fulfilled(at, id, depth);
    if (settled) return settled;
    const from = libraryName(file, c.callee, gid);
    if (from !== null) {
      const [pkg, name] = from;
      if (pkg === 'node:path' || pkg === 'path-browserify' || pkg === 'upath' || pkg === 'pathe')
        return ofPath(name, at, id, depth);
      if (pkg === 'node:os' && name === 'tmpdir') return ['tmp:'];
      if (pkg === 'node:os' && name === 'homedir') return ['home:'];
      if (pkg === 'node:url' && (name === 'fileURLToPath' || name === 'pathToFileURL')) return arg(0);
      if (pkg === '(global)') {
        if (name === 'process.cwd') return ['cwd:'];
        if (name === 'URL')
          return joined(
            [
              { file, v: c.args[1] ?? NONE, env },
              { file, v: c.args[0]!, env },
            ],
            depth,
          );
        if (name === 'String' || name === 'decodeURIComponent') return arg(0);
        if (name === 'encodeURIComponent') return atom(`enc ${keyOf(arg(0))}`, nameOf(arg(0), 'name'));
        return own(name.split('.').pop() ?? 'value');
      }
      if (/^sanitize-filename|^filenamify|^slugify|^lodash|^slug$/.test(pkg) && c.args.length > 0)
        return atom(`${pkg}${name}(${keyOf(arg(0))})`, nameOf(arg(0), 'name'));
      // `fs.realpath(x)` is x.
      if (/^realpath/.test(name)) return arg(0);
      return own(name || pkg);
    }
    // Methods of the language on text: the same for the same receiver and arguments.
    if (callee.k === 'prop' && c.recv !== NONE) {
      const r = pieces({ file, v: c.recv, env }, depth + 1);
      if (callee.p === 'toString' || callee.p === 'trim' || callee.p === 'valueOf' || callee.p === 'normalize')
        return r;
      if (TEXT_METHODS.has(callee.p)) {
        const args = c.args.map((_, i) => keyOf(arg(i))).join(',');
        return atom(`${keyOf(r)}.${callee.p}(${args})`, nameOf(r, callee.p));
      }
      if (callee.p === 'join' || callee.p === 'resolve') {
        // `[a, b].join('/')`.
        const list = f.values[c.recv]!;
        const by = arg(0);
        if (list.k === 'arr' && by.length === 1 && by[0] === '/')
          return joined(
            list.items.map((v) => ({ file, v, env })),
            depth,
          );
      }
      return own(callee.p);
    }
    return own('value');
  };

  /** The path that the code at hand fulfils a promise with. */
  const fulfilled = (at: Place, id: number, depth: number): Piece[] | null => {
    const known = (fulfilledWith(pt, at, id) ?? []).filter((y) => !isNothing(y));
    return known.length > 0 && known.length <= 4 ? oneOf(known, depth) : null;
  };

  /** A function that may give one of a few paths. */
  const several = (at: Place, id: number, depth: number): Piece[] | null => {
    const gid = callGid(p, at.file, id);
    const fns = [...(pt.targets.get(gid) ?? [])];
    if (fns.length > 3 || p.calls[gid]!.c.kind === 'new') return null;
    const places: Place[] = [];
    for (const fn of fns) {
      const t = p.functions[fn]!;
      if (t.f.generator) return null;
      const env = argumentsOf(p, fn, gid, at.env);
      for (const e of t.f.events) if (e.t === 'return') places.push({ file: t.file, v: e.v, env });
    }
    const known = places.filter((y) => !isNothing(y));
    return known.length > 0 && known.length <= 4 ? oneOf(known, depth) : null;
  };

  /** Package and last names of a library's callee. */
  const libraryName = (file: number, callee: ValueId, gid: number): readonly [string, string] | null => {
    const s = valueStatic(p, file, callee);
    if (s?.k === 'external') return [s.pkg, s.steps.replace(/^\./, '').replace(/^(posix|win32|default)\./, '')];
    const e = pt.externals.get(gid)?.[0];
    if (e === undefined) return null;
    const o = h.objects[e]!;
    if (o.steps.startsWith('@')) return null;
    return [o.pkg, o.steps.replace(/^\./, '').replace(/^(posix|win32|default)\./, '')];
  };

  const joined = (places: readonly Place[], depth: number): Piece[] => {
    const out: Piece[] = [];
    for (const at of places) {
      if (at.v === NONE) continue;
      const x = p.files[at.file]!.values[at.v]!;
      // `...parts`: some more segments.
      const part = x.k === 'elem' ? pieces(at, depth + 1) : pieces(at, depth + 1);
      if (part.length === 0) continue;
      if (out.length > 0) out.push('/');
      out.push(...part);
    }
    return out;
  };

  const ofPath = (name: string, at: Place, id: number, depth: number): Piece[] => {
    const { file, env } = at;
    const c = p.files[file]!.calls[id]!;
    const args = c.args.map((v) => ({ file, v, env }));
    const first = (): Piece[] => (args[0] ? tidy(pieces(args[0], depth + 1)) : []);
    switch (name) {
      case 'join':
        return joined(args, depth);
      case 'resolve': {
        // An absolute segment starts anew.
        let parts = args.map((y) => pieces(y, depth + 1));
        const from = parts.findLastIndex(isAbsolute);
        if (from > 0) parts = parts.slice(from);
        const all = parts.filter((y) => y.length > 0).flatMap((y, i) => (i > 0 ? ['/', ...y] : y));
        return all.length === 0 ? ['cwd:'] : all;
      }
      case 'normalize':
      case 'toNamespacedPath':
        return first();
      case 'format': {
        // `dir` before `root`, `base` before `name` and `ext` (nodejs.org/api/path.html#pathformatpathobject).
        const part = (key: string): Piece[] => {
          const held = args[0] ? member(args[0], key, depth + 1) : null;
          return held ? pieces(held, depth + 1) : [];
        };
        const [dir, base, stem] = [part('dir'), part('base'), part('name')];
        const last = base.length > 0 ? base : [...stem, ...part('ext')];
        if (last.length === 0) return atom(`call${callGid(p, file, id)}`, 'path');
        return dir.length > 0 ? [...dir, '/', ...last] : [...part('root'), ...last];
      }
      case 'dirname': {
        const inner = first();
        const last = inner[inner.length - 1];
        if (typeof last === 'string' && last.includes('/')) {
          const cut = last.slice(0, last.lastIndexOf('/'));
          return cut === '' && inner.length > 1 ? inner.slice(0, -1) : [...inner.slice(0, -1), cut];
        }
        const slash = inner.findLastIndex((y) => typeof y === 'string' && y.endsWith('/'));
        if (slash > 0) {
          const text = (inner[slash] as string).slice(0, -1);
          return text === '' ? inner.slice(0, slash) : [...inner.slice(0, slash), text];
        }
        return atom(`dirname(${keyOf(inner)})`, 'folder');
      }
      default: {
        const inner = first();
        return atom(`${name}(${keyOf(inner)})`, nameOf(inner, name));
      }
    }
  };

  return {
    of(at) {
      const key = at.env === null ? `${at.file}.${at.v}` : '';
      if (key !== '') {
        const old = memo.get(key);
        if (old) return old;
      }
      budget = BUDGET;
      active.clear();
      const out = pathOf(tidy(pieces(at, 0)));
      if (key !== '') memo.set(key, out);
      return out;
    },
    elements(at) {
      budget = BUDGET;
      active.clear();
      return eachOf(at, 0).each ?? [];
    },
    member(at, name) {
      budget = BUDGET;
      return member(at, name, 0);
    },
  };
}
