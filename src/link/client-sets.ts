import { spanOf } from './call-paths.ts';
import type { Component } from './component-model.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import type { ModelSpan } from './model.ts';
import type { Site } from './opened-places.ts';
import { functionGid } from './program.ts';

/** Walks of one server's clients that a trace shows. */
const MAX_WALKS = 4;

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
  const { p } = linked;
  const { file, c } = p.calls[only]!;
  const callee = p.files[file]!.values[c.callee]!;
  const name = callee.k === 'prop' ? callee.p : callee.k === 'bind' ? p.files[file]!.bindings[callee.b]!.name : '';
  return { file, s: c.s, e: c.e, symbol: `new ${name}`.trim(), fn: functionGid(p, file, c.f) };
}

/** One finding for each server, or set of servers, however often its clients are walked: the other walks are steps of its trace. */
export function oncePerServer(
  linked: Linked,
  found: readonly Component[],
  uses: readonly LibraryUse[],
): readonly Component[] {
  const servers = new Map<string, string>();
  for (const use of uses) {
    const sites = isWalk(use) ? sitesOf(linked, use) : [];
    if (sites.length > 0) servers.set(placeOf(spanOf(linked.p, use.file, use.s, use.e)), sites.join());
  }
  const first = new Map<string, Component>();
  const others = new Map<Component, Component[]>();
  const kept = found.filter((x) => {
    const of = x.verdict === 'report' ? servers.get(placeOf(x.use)) : undefined;
    if (of === undefined) return true;
    const key = `${x.entry}|${of}`;
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

const placeOf = ({ file, start }: ModelSpan): string => `${file}|${start}`;
