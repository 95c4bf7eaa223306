import picomatch from 'picomatch';
import { isCode } from '../paths/code-extensions.ts';
import { dirOf } from '../paths/repo-path.ts';
import type { Program } from './program.ts';

/** What stands before a path from the repository's root. */
export const ROOT = '/.';
/** A part of a path that nothing is known of. */
export const UNKNOWN = '?';

/** Files of the program that fit a path, seen from the file that loads it. */
export function matching(p: Program, file: number, path: string): readonly number[] {
  const own = p.files[file]!.file;
  const dir = dirOf(own);
  const text = path.replace(/^file:\/\//, '');
  const whole = text.startsWith(`${ROOT}/`) ? text : text.startsWith('.') ? `${ROOT}/${dir}/${text}` : null;
  const clean = whole === null ? null : tidy(whole);
  if (clean === null) return [];
  const segments = clean.split('/');
  const first = segments.findIndex((s) => /[*?{}()!]/.test(s));
  const written = segments.slice(0, first < 0 ? segments.length : first).join('/');
  const base = first < 0 ? written : (p.sourceFolder(written) ?? written);
  // A name that nothing is known of stands for any file of a folder only where the code names that folder.
  if (clean.includes(UNKNOWN) && (base === dir || base === p.packageDirOf(own))) return [];
  const pattern = `${base}${clean.slice(written.length)}`.replace(/^\/+/, '').replaceAll(UNKNOWN, '*');
  // Everything that the program has is no folder of modules.
  if (base === '' && pattern.includes('**')) return [];
  if (!/\*\*|[{}()!]/.test(pattern)) {
    const found = p.glob(file, relative(dir, pattern));
    // What is not known of a path may lead on through folders.
    if (found.length > 0 || !clean.endsWith(`/${UNKNOWN}`) || base === '') return found;
    return matching(p, file, `${ROOT}/${base}/**`);
  }
  const fits = picomatch(pattern.slice(base === '' ? 0 : base.length + 1));
  const out: number[] = [];
  for (const [name, i] of p.fileOf) {
    if (i === file || !isCode(name) || (base !== '' && !name.startsWith(`${base}/`))) continue;
    const rest = base === '' ? name : name.slice(base.length + 1);
    if (rest.includes('node_modules/')) continue;
    const stem = rest.replace(/\.[cm]?[jt]sx?$/, '');
    if (fits(rest) || fits(stem) || fits(`${stem}.js`) || fits(`${stem}.ts`)) out.push(i);
  }
  return out;
}

/** How a path is named from a folder; both from the repository's root. */
export function relative(from: string, to: string): string {
  const a = from === '' ? [] : from.split('/');
  const b = to.split('/');
  let same = 0;
  while (same < a.length && same < b.length - 1 && a[same] === b[same]) same++;
  const up = a.slice(same).map(() => '..');
  return [...(up.length > 0 ? up : ['.']), ...b.slice(same)].join('/');
}

/** A rooted path without `.` and `..`, from the repository's root; null where it leads out of it. */
export function tidy(path: string): string | null {
  const out: string[] = [];
  for (const s of path.slice(ROOT.length).split('/')) {
    if (s === '' || s === '.') continue;
    if (s !== '..') out.push(s);
    else if (out.pop() === undefined) return null;
  }
  return out.join('/');
}
