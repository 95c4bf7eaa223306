// Writes the components of this package, those of development aside, as CycloneDX. `npm sbom --omit dev` would leave out too much: every
// package that something of development depends on as well.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const shipped = new Set(
  Object.entries(packages)
    .filter(([place, { dev, devOptional, optional }]) => place !== '' && !dev && !devOptional && !optional)
    .map(
      ([place, { version }]) =>
        `${place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
    ),
);
const argv = ['sbom', '--sbom-format', 'cyclonedx'];
const sbom = JSON.parse(
  execFileSync('npm', argv, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
);
const own = sbom.metadata.component['bom-ref'];
// Two places of one package and version have references that end in different ways.
const isShipped = (ref) => ref === own || [...shipped].some((one) => ref === one || ref.startsWith(`${one}|`));
const components = sbom.components.filter((one) => isShipped(one['bom-ref']));
const dependencies = sbom.dependencies
  .filter(({ ref }) => isShipped(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isShipped) }));
process.stdout.write(`${JSON.stringify({ ...sbom, components, dependencies }, null, 2)}\n`);
