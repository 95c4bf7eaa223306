import { entryOf } from '../../text/entry-of.ts';
import { gatherVersions, isVersion, type LockFile, splitAtVersion } from './lock-file.ts';

const groups = new Set(['dependencies', 'devDependencies', 'optionalDependencies']);

/**
 * Reads pnpm-lock.yaml of lock versions 5 to 9. pnpm writes plain block YAML with two spaces a level, so its lines are scanned by
 * hand: a YAML parser takes seconds for a large one. Only `importers` (or the groups at the margin of a lock without them) and
 * the keys of `packages` are read.
 */
export function readPnpmLock(text: string): LockFile {
  const own = new Map<string, Map<string, string>>();
  const common = gatherVersions();
  let section = '';
  /** Column of the groups: 4 below an importer, 0 in a lock without importers. */
  let column = 4;
  let importer = '';
  let group = '';
  let name = '';
  const keep = (written: string) => {
    const version = tidyVersion(written);
    if (version === undefined) return;
    entryOf(own, importer, () => new Map<string, string>()).set(name, version);
  };
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    let indent = 0;
    while (text.charCodeAt(start + indent) === 32) indent++;
    if (indent > 0 && (section === '' || (section === 'packages' && indent > 2))) continue;
    const line = text.slice(start + indent, end).trimEnd();
    if (line === '' || line.startsWith('#') || line.startsWith('- ')) continue;
    const [key, value] = splitLine(line);
    if (indent === 0) {
      const atMargin = groups.has(key);
      section = atMargin || key === 'importers' ? 'importers' : key === 'packages' ? key : '';
      column = atMargin ? 0 : 4;
      importer = '';
      group = atMargin ? key : '';
    } else if (section === 'packages') {
      const spec = readPackageKey(key);
      if (spec) common.add(spec[0], spec[1]);
    } else if (indent === 2 && column === 4) {
      importer = key === '.' ? '' : key;
      group = '';
    } else if (indent === column) group = groups.has(key) ? key : '';
    else if (group !== '' && indent === column + 2) {
      name = key;
      if (value !== '') keep(value);
    } else if (group !== '' && indent === column + 4 && key === 'version') keep(value);
  }
  return { common: common.toMap(), own, byRange: new Map() };
}

function splitLine(line: string): readonly [key: string, value: string] {
  const quote = line.charCodeAt(0);
  const from = quote === 39 || quote === 34 ? line.indexOf(line[0]!, 1) + 1 : 0;
  const colon = from > 0 ? from : line.endsWith(':') && !line.includes(': ') ? line.length - 1 : line.indexOf(': ');
  if (colon < 0) return [line, ''];
  return [from > 0 ? line.slice(1, from - 1) : line.slice(0, colon), unquote(line.slice(colon + 1).trim())];
}

function unquote(value: string): string {
  return /^(['"]).*\1$/.test(value) ? value.slice(1, -1) : value;
}

/** `/express/4.18.2` (5), `/express@4.18.2(peer@1.0.0)` (6) or `express@4.18.2` (9). */
function readPackageKey(key: string): readonly [name: string, version: string] | undefined {
  const bare = key.replace(/\(.*/s, '');
  if (!bare.startsWith('/')) return withVersion(splitAtVersion(bare));
  const five = /^\/((?:@[^/]+\/)?[^/@]+)\/(\d[^/]*)$/.exec(bare);
  return withVersion(five ? [five[1]!, five[2]!] : splitAtVersion(bare.slice(1)));
}

function withVersion(split: readonly [string, string] | undefined): readonly [string, string] | undefined {
  const version = split && tidyVersion(split[1]);
  return split && version !== undefined ? [split[0], version] : undefined;
}

/** Takes peers off (`4.0.0(react@18.0.0)`, `4.0.0_react@18.0.0`) and reads aliases (`/other@1.0.0`, `other@1.0.0`); undefined for links, paths and tarballs. */
function tidyVersion(written: string): string | undefined {
  const bare = written.replace(/[(_].*/s, '');
  if (isVersion(bare)) return bare;
  if (/^(?:link|file|workspace|https?|git\S*):/.test(bare)) return undefined;
  const after = bare.slice(Math.max(bare.lastIndexOf('@'), bare.lastIndexOf('/')) + 1);
  return isVersion(after) ? after : undefined;
}
