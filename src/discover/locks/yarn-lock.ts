import { gatherVersions, isVersion, type LockFile, splitAtVersion } from './lock-file.ts';

/**
 * Reads yarn.lock, classic and berry: a line at the margin lists `name@range` specifiers and ends with a colon, an indented
 * `version` line belongs to it. Scanned by hand, as a YAML parser takes seconds for a large one (and classic is no YAML).
 */
export function readYarnLock(text: string): LockFile {
  const byRange = new Map<string, string>();
  const common = gatherVersions();
  let specifiers: readonly string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const first = text.charCodeAt(start);
    if (first === 32) {
      if (specifiers.length > 0 && text.startsWith('  version', start)) {
        const version = /^ {2}version:?\s+"?([^"\s]+)"?\s*$/.exec(text.slice(start, end))?.[1];
        if (version !== undefined) {
          if (isVersion(version) && !isLocal(specifiers)) {
            for (const specifier of specifiers) {
              const split = splitAtVersion(specifier);
              if (!split) continue;
              byRange.set(`${split[0]}@${split[1].replace(/^npm:/, '')}`, version);
              common.add(split[0], version);
            }
          }
          specifiers = [];
        }
      }
    } else if (first !== 35 && first !== 10 && first !== 13) {
      const line = text.slice(start, end).trimEnd();
      specifiers = line.endsWith(':') ? listSpecifiers(line.slice(0, -1)) : [];
    }
    start = end + 1;
  }
  return { common: common.toMap(), own: new Map(), byRange };
}

/** Berry lists workspaces of the project (`name@workspace:packages/a`) like packages, with version 0.0.0-use.local. */
function isLocal(specifiers: readonly string[]): boolean {
  return specifiers.some((specifier) => specifier.includes('@workspace:'));
}

function listSpecifiers(key: string): readonly string[] {
  return key.split(',').map((part) => part.trim().replace(/^"|"$/g, ''));
}
