import type { Piece } from './place.ts';

/** A path of more pieces than this is not taken apart further. */
const MAX_PIECES = 24;

/** Methods of strings that give the same for the same. */
export const TEXT_METHODS = new Set([
  ...[
    'replace',
    'replaceAll',
    'slice',
    'substring',
    'substr',
    'toLowerCase',
    'toUpperCase',
    'split',
    'padStart',
    'concat',
  ],
  ...['at', 'charAt', 'pop', 'shift', 'padEnd', 'trimEnd', 'trimStart', 'toISOString', 'toFixed', 'toJSON', 'getTime'],
]);

export const isAbsolute = (list: readonly Piece[]): boolean => {
  const first = list[0];
  return typeof first === 'string' && /^(\/|cwd:|tmp:|home:|[A-Za-z]:[\\/])/.test(first);
};

/** Joins texts, drops `./` and doubled slashes, resolves `..` after a fixed segment, and starts relative paths where the process runs. */
export function tidy(list: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const x of list) {
    const last = merged[merged.length - 1];
    if (typeof x === 'string' && typeof last === 'string') merged[merged.length - 1] = last + x;
    else if (x !== '') merged.push(x);
    if (merged.length > MAX_PIECES) break;
  }
  const out = merged.map((x, i) => {
    if (typeof x !== 'string') return x;
    let t = x.replace(/\\/g, '/').replace(/\/{2,}/g, '/');
    t = t.replace(/(^|\/)\.(?=\/)/g, '$1').replace(/\/{2,}/g, '/');
    if (i === 0 && t.startsWith('./')) t = t.slice(2);
    for (let hops = 0; hops < 12; hops++) {
      const next = t.replace(/(^|\/)(?!\.\.\/|cwd:|tmp:|home:)[^/]+\/\.\.(?=\/|$)/, '$1');
      if (next === t) break;
      t = next.replace(/\/{2,}/g, '/');
    }
    if (i === 0) t = t.replace(/^cwd:\/(\.\.\/)+/, 'cwd:/../');
    if (i === merged.length - 1 && t.length > 1) t = t.replace(/\/\.?$/, '');
    return t;
  });
  const first = out[0];
  if (typeof first === 'string' && !/^(\/|cwd:|tmp:|home:|[A-Za-z]:\/)/.test(first) && out.length > 0)
    out[0] = first === '.' || first === '' ? 'cwd:' : `cwd:/${first}`;
  return out.filter((x) => x !== '');
}
