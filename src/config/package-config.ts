import { baseOf } from '../paths/repo-path.ts';
import type { Source } from '../source/source.ts';
import { packageKey } from './search-places.ts';

/**
 * Whether a file of one of the search places has a configuration: all do by their name, a package.json where it has the key. One
 * that is no JSON has none here: discover tells that it is broken.
 */
export function hasConfig(source: Source, path: string): boolean {
  if (baseOf(path) !== 'package.json') return true;
  const bytes = source.read(path);
  const text = bytes ? new TextDecoder().decode(bytes) : '';
  // Most package.json have no such word at all and need not be parsed.
  if (!text.includes(`"${packageKey}"`)) return false;
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof manifest === 'object' && manifest !== null && Object.hasOwn(manifest, packageKey);
  } catch {
    return false;
  }
}
