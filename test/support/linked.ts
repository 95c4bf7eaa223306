import { libraryContexts } from '../../src/catalog/index.ts';
import { discover } from '../../src/discover/discover.ts';
import { resolvablePaths } from '../../src/discover/resolvable.ts';
import { isOnlyTestPath, isTestPath } from '../../src/discover/test-path.ts';
import { extract } from '../../src/extract/extract.ts';
import { commandModes } from '../../src/link/command-modes.ts';
import { spreadContexts } from '../../src/link/contexts.ts';
import { findEntries, findSeeds, injectTyped } from '../../src/link/entries.ts';
import { indexLibraries } from '../../src/link/library-index.ts';
import { MAX_STEPS } from '../../src/link/link.ts';
import { type Linked, linkedProgram } from '../../src/link/linked.ts';
import { createModuleResolver } from '../../src/link/modules.ts';
import { solvePoints } from '../../src/link/points.ts';
import { joinProgram, type LinkInput } from '../../src/link/program.ts';
import { memorySource } from './memory-source.ts';

/** Links texts (path → content) as far as the finders ask: no states, no rules. */
export function linkTexts(texts: Readonly<Record<string, string>>, more: Partial<LinkInput> = {}): Linked {
  const source = memorySource(texts);
  const workspace = discover(source);
  const resolver = createModuleResolver(workspace, resolvablePaths(workspace, Object.keys(texts)));
  const facts = workspace.files.flatMap((path) => {
    const out = extract(path, texts[path] ?? '');
    return 'reason' in out ? [] : [out];
  });
  const input: LinkInput = {
    facts,
    processes: workspace.processes,
    libraryEntries: workspace.libraryEntries,
    resolve: (spec, from) => resolver(spec, from),
    resolveGlob: (pattern, from) => resolver.resolveGlob(pattern, from),
    isTestPath,
    isOnlyTestPath,
    packageDirOf: () => '',
    dependsOn: (_, names) => names.some((n) => workspace.packages[0]?.dependencies.has(n)),
    libraries: libraryContexts,
    ...more,
  };
  const p = joinProgram(input);
  const entries = findEntries(p, input);
  const pt = solvePoints(p, indexLibraries(input.libraries), entries.loaded, MAX_STEPS);
  injectTyped(pt, input, entries.loaded);
  const seeds = findSeeds(pt, input, entries);
  pt.run();
  const modes = commandModes(pt, entries.loaded, entries.starts);
  return linkedProgram(pt, spreadContexts(pt, entries, seeds, modes), entries, input, modes);
}
