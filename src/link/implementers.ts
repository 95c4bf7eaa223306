import type { Points } from './points.ts';
import type { Program } from './program.ts';
import { type Static, typeStatics } from './static.ts';

type Implementers = { readonly opened: number; readonly all: ReadonlyMap<string, readonly number[]> };
const implementersCache = new WeakMap<Points, Implementers>();

/** What a class may say that it implements: an interface, or a class, of which it takes the shape (`implements LedgerStore`). */
type Shape = Extract<Static, { k: 'type' | 'class' }>;
const shapeKey = (s: Shape): string => (s.k === 'class' ? `class ${s.gid}` : `${s.file}|${s.decl}`);

/** Interfaces that one extends, one after another. */
const MAX_EXTENDED = 8;

/** The shapes that a written type stands for: itself, and what its interfaces extend. */
function shapesOf(p: Program, file: number, type: number): readonly Shape[] {
  const found = new Map<string, Shape>();
  const look = (at: number, t: number, left: number): void => {
    for (const s of typeStatics(p, at, t)) {
      if ((s.k !== 'type' && s.k !== 'class') || found.has(shapeKey(s))) continue;
      found.set(shapeKey(s), s);
      if (s.k === 'type' && left > 0)
        for (const e of p.files[s.file]!.typeDecls[s.decl]!.ext) look(s.file, e, left - 1);
    }
  };
  look(file, type, MAX_EXTENDED);
  return [...found.values()];
}

/** Classes of the open files that implement an interface, or one that extends it, or the shape of a class. */
export function implementers(pt: Points, t: Shape): readonly number[] {
  let known = implementersCache.get(pt);
  while (known?.opened !== pt.p.opened()) {
    const opened = pt.p.opened();
    const all = new Map<string, number[]>();
    pt.p.classes.forEach(({ file, c }, cls) => {
      for (const i of c.impl)
        for (const s of shapesOf(pt.p, file, i)) {
          const key = shapeKey(s);
          const list = all.get(key);
          if (list) list.push(cls);
          else all.set(key, [cls]);
        }
    });
    known = { opened, all };
    implementersCache.set(pt, known);
  }
  return known.all.get(shapeKey(t)) ?? [];
}
