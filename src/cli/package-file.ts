import fs from 'node:fs';

/** The version of this package, as package.json states it. */
export function ownVersion(): string {
  const manifest: { version: string } = JSON.parse(readPackageFile('package.json'));
  return manifest.version;
}

/** The text of a file that is shipped with this package. `path` is relative to the package's folder. */
export function readPackageFile(path: string): string {
  return fs.readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
