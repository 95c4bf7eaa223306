import { NONE } from '../extract/facts.ts';
import { isCode } from '../paths/code-extensions.ts';
import { extensionOf } from '../paths/repo-path.ts';
import { constantText, loadedBy } from './constants.ts';
import type { Program } from './program.ts';

/** A module that a file loads and that is not found: `spec` is null, and `s` NONE, where its path is worked out while the program runs. */
export type Unfound = { readonly spec: string | null; readonly s: number };

/**
 * The modules of the program that a file loads and that nothing in the repository is: made by a build, left out, or named by a path that
 * is not known. What a file loads if it is there (under a test, or where a failure is caught) it does without.
 */
export function importsUnfound(p: Program, file: number, isFound: (spec: string) => boolean): readonly Unfound[] {
  const f = p.files[file]!;
  const out: Unfound[] = [];
  for (const { spec, typeOnly, s, guard = NONE } of f.imports) {
    if (typeOnly || guard !== NONE || !/^(?:\.{1,2}|[@~]{1,2}|#[\w-]+)\//.test(spec)) continue;
    if (isModule(spec) && !isFound(spec)) out.push({ spec, s });
  }
  for (const x of f.values) {
    if (x.k !== 'load' || constantText(p, file, x.v) !== null || loadedBy(p, file, x).length > 0) continue;
    out.push({ spec: null, s: NONE });
    break;
  }
  return out;
}

/** Whether a specifier names code: by its ending, or by none. */
const isModule = (spec: string): boolean => {
  const path = spec.split('?', 1)[0]!;
  return extensionOf(path) === '' || isCode(path);
};
