import { type FileFacts, NONE, type Value, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { Program } from './program.ts';

// Whether a list or an object that is written is all that its name ever stands for: whoever else gets hold of it may put more into it.

/** Methods that change a list in its place: what they add is none of the names that are written. */
const CHANGES: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'fill', 'copyWithin']);

/** Functions of `Object` that put something under names. */
const ADDS = /^(?:assign|definePropert(?:y|ies)|setPrototypeOf)$/;
/** Parts of the language that read what they are given, or copy it. */
const READERS: ReadonlySet<string> = new Set(['Object', 'JSON', 'console', 'Array', 'Set', 'Map', 'String', 'Boolean']);

const changes = new WeakMap<FileFacts, ReadonlySet<number | string>>();

/**
 * Variables of a file whose list or object gets more than was written, by a method or under some name, or has another name by which it
 * could: a variable, a field, a part of a literal, the parameter of a function, what a function gives. Of CommonJS modules also the names that they export.
 */
export function changed(f: FileFacts): ReadonlySet<number | string> {
  return entryOf(changes, f, () => {
    const out = new Set<number | string>();
    const note = (v: ValueId) => {
      const x = v === NONE ? null : f.values[v]!;
      if (x?.k === 'as') note(x.v);
      else if (x?.k === 'bind') out.add(x.b);
      else if (x?.k === 'prop') out.add(isExports(f, x.o) ? x.p : `.${x.p}`);
    };
    for (const c of f.calls) {
      const callee = c && c.callee !== NONE ? f.values[c.callee]! : null;
      if (callee?.k === 'prop' && CHANGES.has(callee.p)) note(callee.o);
      if (c && !onlyReads(f, callee)) for (const a of c.args) note(a);
    }
    // `const { LEVELS } = require('./levels')` is the name of it here, as that of an import is.
    for (const { defs } of f.bindings) for (const v of defs) if (requiredAt(f, v) === null) note(v);
    /** What is exported is asked for by its name, and is no other name by itself. */
    const exported = new Set<ValueId>();
    for (const fn of f.functions)
      for (const e of fn.events) {
        if (e.t === 'return') note(e.v);
        if (e.t !== 'write' || 'b' in e.to) continue;
        note(e.to.o);
        const on = f.values[e.to.o]!.k;
        if (on === 'exports' || on === 'module') exported.add(e.v);
        else note(e.v);
      }
    f.values.forEach((x, v) => {
      if (x.k === 'arr') for (const y of x.items) note(y);
      else if (x.k === 'obj' && !exported.has(v)) for (const [, y] of x.props) note(y);
    });
    return out;
  });
}

/** Whether a call is known to change nothing of what it is given, and to keep nothing of it. */
function onlyReads(f: FileFacts, callee: Value | null): boolean {
  if (callee?.k === 'global') return READERS.has(callee.name);
  if (callee?.k !== 'prop') return false;
  if (callee.p === 'concat') return true;
  const on = f.values[callee.o]!;
  return on.k === 'global' && READERS.has(on.name) && !(on.name === 'Object' && ADDS.test(callee.p));
}

/** What a value takes out of a module by its name, where that is required on the spot. */
function requiredAt(f: FileFacts, v: ValueId): { readonly spec: string; readonly name: string } | null {
  const x = v === NONE ? null : f.values[v]!;
  const on = x?.k === 'prop' ? f.values[x.o]! : null;
  return x?.k === 'prop' && on?.k === 'require' ? { spec: on.spec, name: x.p } : null;
}

/** The names under which a variable of a module is exported. */
export const exportedAs = (f: FileFacts, b: number): readonly string[] =>
  b === NONE ? [] : f.exports.flatMap((e) => ('b' in e && e.b === b ? [e.name] : []));

const abroad = new WeakMap<Program, Map<number, ReadonlySet<string>>>();

/**
 * Names of what a module exports whose list or object other files change, or hand on to where it could be: those that import it
 * themselves, or by way of one that exports it again.
 */
export function changedAbroad(p: Program, file: number): ReadonlySet<string> {
  const known = entryOf(abroad, p, () => new Map<number, ReadonlySet<string>>());
  return entryOf(known, file, () => {
    const out = new Set<string>();
    const givers = new Set([file]);
    const leads = (at: number, spec: string) => {
      const t = p.target(at, spec);
      return t.kind === 'file' && givers.has(t.file);
    };
    for (const giver of givers)
      for (const [at, { outline }] of p.files.entries()) {
        if (at === giver || p.isTest(at) || !outline.specs.some((spec) => leads(at, spec))) continue;
        const f = p.files[at]!;
        const here = changed(f);
        f.bindings.forEach(({ imp, defs }, b) => {
          const taken = imp ?? (defs.length === 1 ? requiredAt(f, defs[0]!) : null);
          if (taken && here.has(b) && leads(at, taken.spec)) out.add(taken.name);
        });
        // By a name for the whole module, whatever that is.
        for (const key of here) if (typeof key === 'string' && key.startsWith('.')) out.add(key.slice(1));
        if (f.exports.some((e) => 'from' in e && leads(at, e.from))) givers.add(at);
      }
    return out;
  });
}

/** `exports`, or `module.exports`. */
function isExports(f: FileFacts, v: ValueId): boolean {
  const x = f.values[v]!;
  return x.k === 'exports' || (x.k === 'prop' && x.p === 'exports' && f.values[x.o]!.k === 'module');
}
