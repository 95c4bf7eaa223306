import { NONE, type ValueId } from '../extract/facts.ts';
import { dirOf } from '../paths/repo-path.ts';
import { entryOf } from '../text/entry-of.ts';
import { type Program, valueAt } from './program.ts';

/**
 * The modules that `require(folder + '/' + manifest.main)` loads, of folders that nothing is known of: programs keep their plug-ins so, each
 * a package of its own with a `main`, in folders below theirs that lie side by side. One such package alone may be anybody's. `v` is the
 * path; nothing where it does not end in a `main`.
 */
export function mainsBelow(p: Program, file: number, v: ValueId): readonly number[] {
  if (!endsInMain(p, file, v)) return [];
  const own = p.packageDirOf(p.files[file]!.file);
  const start = own === '' ? '' : `${own}/`;
  const packages = new Set<string>();
  for (const [name, i] of p.fileOf) {
    if (!name.startsWith(start) || name.includes('node_modules/') || p.isTest(i)) continue;
    const dir = p.packageDirOf(name);
    if (dir !== own && dir.startsWith(start)) packages.add(dir);
  }
  const bySide = new Map<string, string[]>();
  for (const dir of packages) entryOf(bySide, dirOf(dir), () => []).push(dir);
  const out = new Set<number>();
  for (const beside of bySide.values())
    for (const dir of beside.length > 1 ? beside : []) {
      // From a file of its own: what a package calls itself is known there.
      const t = p.target(file, relativeTo(p, file, dir));
      if (t.kind === 'file') out.add(t.file);
    }
  return [...out].sort((a, b) => a - b);
}

function relativeTo(p: Program, file: number, dir: string): string {
  const from = dirOf(p.files[file]!.file);
  const up =
    from === ''
      ? ''
      : from
          .split('/')
          .map(() => '../')
          .join('');
  return `./${up}${dir}`;
}

/** Whether the last part of a path that is put together is the `main` of something. */
function endsInMain(p: Program, file: number, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > 6) return false;
  const f = p.files[file]!;
  const x = valueAt(p, file, v);
  if (x.k === 'prop') return depth > 0 && x.p === 'main';
  if (x.k === 'op') return x.of.length > 1 && endsInMain(p, file, x.of[x.of.length - 1]!, depth + 1);
  if (x.k === 'bind') {
    const { defs, kind, imp } = f.bindings[x.b]!;
    return !imp && kind !== 'param' && defs.length === 1 && endsInMain(p, file, defs[0]!, depth);
  }
  if (x.k !== 'call') return false;
  const { args, callee } = f.calls[x.c]!;
  const called = valueAt(p, file, callee);
  const isJoin = called.k === 'prop' && /^(?:join|resolve)$/.test(called.p);
  if (!isJoin || args.length === 0) return args.length === 1 && endsInMain(p, file, args[0]!, depth);
  return args.length > 1 && endsInMain(p, file, args[args.length - 1]!, depth + 1);
}
