import type { Component } from './component-model.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import type { Site } from './opened-places.ts';
import { functionGid } from './program.ts';

/** Walks of one server's clients that a trace shows. */
const MAX_WALKS = 4;

/** Whether an entry speaks of a set of clients that a server keeps, where the program walks it to send. */
const isWalk = ({ entry }: LibraryUse): boolean => entry.use.form === 'property' && entry.use.sends === true;

/**
 * Where the server is made whose clients a use walks: the call that makes it is what is told. Null where that is not seen, or where it may
 * be one of several: then the walk is told, which speaks of all of them.
 */
export function serverOf({ p, pt, entries }: Linked, use: LibraryUse): Site | null {
  if (!isWalk(use)) return null;
  const sites = new Set<number>();
  for (const o of use.objects) {
    const { k, type, site } = pt.h.objects[o]!;
    const at = site >= 0 && ((k === 'ext' && type === 'new') || k === 'inst') ? p.calls[site] : undefined;
    if (at?.c.kind !== 'new' || at.c.f < 0 || !entries.loaded.has(at.file)) return null;
    sites.add(site);
  }
  const [only, ...others] = sites;
  if (only === undefined || others.length > 0) return null;
  const { file, c } = p.calls[only]!;
  const callee = p.files[file]!.values[c.callee]!;
  const name = callee.k === 'prop' ? callee.p : callee.k === 'bind' ? p.files[file]!.bindings[callee.b]!.name : '';
  return { file, s: c.s, e: c.e, symbol: `new ${name}`.trim(), fn: functionGid(p, file, c.f) };
}

/** One finding for each server, however often its clients are walked: the other walks are steps of its trace. */
export function oncePerServer(found: readonly Component[], uses: readonly LibraryUse[]): readonly Component[] {
  const walks = new Set(uses.filter(isWalk).map(({ entry }) => entry.id));
  const first = new Map<string, Component>();
  const others = new Map<Component, Component[]>();
  const kept = found.filter((x) => {
    if (x.verdict !== 'report' || !walks.has(x.entry)) return true;
    const key = `${x.entry}|${x.span.file}|${x.span.start}`;
    const before = first.get(key);
    if (before) others.get(before)!.push(x);
    else {
      first.set(key, x);
      others.set(x, []);
    }
    return !before;
  });
  return kept.map((x) => {
    const more = others.get(x) ?? [];
    return more.length === 0
      ? x
      : { ...x, looks: more.slice(0, MAX_WALKS).map(({ use }) => ({ name: 'clients', span: use })) };
  });
}
