import { byCodeUnit } from '../text/order.ts';
import { spanOf } from './call-paths.ts';
import { callersOfFunctions } from './callers.ts';
import type { Component } from './component-model.ts';
import { contextNames } from './contexts.ts';
import { findCommands } from './files/child-programs.ts';
import { indexFileRows } from './files/file-rows.ts';
import { makePathValues } from './files/path-value.ts';
import { makeSites } from './files/sites.ts';
import type { Linked } from './linked.ts';
import { functionGid } from './program.ts';

/** Commands by which the program compiles itself or its assets: build scripts and compilers that it starts, followed through package.json. */
export function findBuildCommands(linked: Linked): readonly Component[] {
  const { p, pt, ctx, dev, entries, input } = linked;
  const { compilesWith } = input;
  if (!compilesWith) return [];
  const paths = makePathValues(pt, input.packageDirOf);
  const callers = callersOfFunctions(pt);
  const sites = makeSites(pt, ctx, paths, (fn) => callers.get(fn) ?? []);
  const out: Component[] = [];
  const seen = new Set<number>();
  for (const { call, starter, words } of findCommands(pt, ctx.loaded, indexFileRows(pt, {}), paths, sites)) {
    const { file, c } = p.calls[call]!;
    const line = words.join(' ');
    const program = seen.has(call) ? null : compilesWith(p.files[file]!.file, line);
    const fn = functionGid(p, file, c.f);
    if (program === null || ctx.maskOf(fn) === 0) continue;
    seen.add(call);
    const kept = dev.at(file, c.f, c.guard);
    const span = spanOf(p, file, c.ns, c.e);
    const symbol = line.length > MAX_LINE ? `${line.slice(0, MAX_LINE - 1)}…` : line;
    out.push({
      ...{ rule: 'runtime-asset-compilation', message: null, entry: 'build-command', package: 'node:child_process' },
      ...{ version: null, backing: null, option: null, severity: 'warning', confidence: 'high', path: [] },
      verdict: kept ? 'silent' : 'report',
      reason: kept?.reason ?? null,
      proof: kept ? spanOf(p, kept.file, kept.s, kept.s + 1) : null,
      span,
      symbol,
      use: starter === call ? span : spanOf(p, p.calls[starter]!.file, p.calls[starter]!.c.ns, p.calls[starter]!.c.e),
      keeps: `runs ${program} in the running server`,
      wayOut: 'run it while the image or release is built, and start what it made',
      consequences: ['duplicated'],
      contexts: contextNames(ctx.maskOf(fn)),
      processes: [...entries.processesOf(file)].sort(byCodeUnit),
    });
  }
  return out;
}

/** Characters of a command line that a message shows. */
const MAX_LINE = 80;
