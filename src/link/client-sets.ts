import { spanOf } from './call-paths.ts';
import type { Component } from './component-model.ts';
import { atCall, type LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import type { ModelSpan } from './model.ts';
import type { Site } from './opened-places.ts';
import { functionGid } from './program.ts';

/** Whether an entry speaks of a set of clients that a server keeps, where the program walks it to send. */
const isWalk = ({ entry }: LibraryUse): boolean => entry.use.form === 'property' && entry.use.sends === true;

/** The calls that make the servers whose clients a use may walk, in order; empty where one of them is not seen. */
function sitesOf({ p, pt, entries }: Linked, use: LibraryUse): readonly number[] {
  const sites = new Set<number>();
  for (const o of use.objects) {
    const { k, type, site } = pt.h.objects[o]!;
    const at = site >= 0 && ((k === 'ext' && type === 'new') || k === 'inst') ? p.calls[site] : undefined;
    if (at?.c.kind !== 'new' || at.c.f < 0 || !entries.loaded.has(at.file)) return [];
    sites.add(site);
  }
  return [...sites].sort((a, b) => a - b);
}

/**
 * Where the server is made whose clients a use walks: the call that makes it is what is told. Null where that is not seen, or where it may
 * be one of several: then the walk is told, which speaks of all of them.
 */
export function serverOf(linked: Linked, use: LibraryUse): Site | null {
  const [only, ...others] = isWalk(use) ? sitesOf(linked, use) : [];
  if (only === undefined || others.length > 0) return null;
  const { file, f, s, e, name } = atCall(linked, only, 0);
  return { file, s, e, symbol: name, fn: functionGid(linked.p, file, f) };
}

/** Tells of a component that walks the clients of servers which server, or set of servers, that is: each is told once, however often. */
export function serversWalked(linked: Linked, uses: readonly LibraryUse[]): (x: Component) => string | undefined {
  const servers = new Map<string, string>();
  for (const use of uses) {
    const sites = isWalk(use) ? sitesOf(linked, use) : [];
    if (sites.length > 0)
      servers.set(placeOf(spanOf(linked.p, use.file, use.s, use.e)), `${use.entry.id}|${sites.join()}`);
  }
  return ({ use }) => servers.get(placeOf(use));
}

const placeOf = ({ file, start }: ModelSpan): string => `${file}|${start}`;
