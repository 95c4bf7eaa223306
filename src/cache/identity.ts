import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What facts and verdicts of this installation depend on beside their input: digests, in hex. */
export type Identity = { readonly extractor: string; readonly tool: string };

/**
 * The identity of this installation: the digest of its code, made when it was built, and the versions of the packages that it runs
 * on. Undefined where it was not built (sources run by a loader): then nothing is known that would tell a stale cache.
 */
export function installedIdentity(nodeVersion: string): Identity | undefined {
  let built: Identity;
  let manifest: { dependencies?: Record<string, string> };
  try {
    built = readJson('../build-identity.json') as Identity;
    manifest = readJson('../../package.json') as typeof manifest;
  } catch {
    return undefined;
  }
  const versions = Object.keys(manifest.dependencies ?? {}).map((name) => `${name} ${versionOf(name)}`);
  const compiler = versions.find((one) => one.startsWith('ts-morph '));
  return {
    extractor: digest([built.extractor, compiler ?? '', nodeVersion]),
    tool: digest([built.tool, ...versions, nodeVersion]),
  };
}

/** A file of this package, from this module. */
function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(new URL(file, import.meta.url), 'utf8'));
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** The version of a package that this one runs on, looked for as the module loader does. Its own `exports` may hide package.json. */
function versionOf(name: string): string {
  for (let folder = fileURLToPath(new URL('../..', import.meta.url)); ; folder = path.dirname(folder)) {
    try {
      const text = fs.readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8');
      return (JSON.parse(text) as { version?: string }).version ?? '';
    } catch {
      if (path.dirname(folder) === folder) return '';
    }
  }
}
