import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../support/process.ts';
import { textOf } from './import-graph.ts';

type Locked = {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
};

const manifest: {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly files: readonly string[];
} = JSON.parse(textOf('package.json'));
const locked = Object.entries(
  (JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Locked> }).packages,
).filter(([place]) => place !== '');
const npm = (...argv: string[]) =>
  JSON.parse(execFileSync('npm', argv, { cwd: repositoryRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));

describe('dependencies', () => {
  test('are few, and each has its reason in SECURITY.md', () => {
    const told = Array.from(
      textOf('SECURITY.md').matchAll(/^\| `([\w@/.-]+)` \| ([^| ].*) \|$/gm),
      ([, name]) => name!,
    );
    expect(told.sort()).toEqual(Object.keys(manifest.dependencies).sort());
    expect(told.length).toBeLessThanOrEqual(24);
    expect(locked.filter(([, { dev }]) => !dev).length).toBeLessThan(100);
  });

  test('have no install scripts, those of development included', () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => place)).toEqual([]);
  });

  test('are pinned with their digest, and none comes from elsewhere than a registry', () => {
    const loose = locked.filter(
      ([, { resolved, integrity, link }]) =>
        link || !integrity?.startsWith('sha512-') || /^(?:git|file|http:)/.test(resolved ?? ''),
    );
    expect(loose.map(([place]) => place)).toEqual([]);
  });

  test('are listed in CycloneDX by npm run sbom, without those of development', () => {
    const sbom: { bomFormat: string; components: { purl: string }[] } = npm('run', '--silent', 'sbom');
    expect(sbom.bomFormat).toBe('CycloneDX');
    const names = sbom.components.map(({ purl }) => decodeURIComponent(purl).replace(/^pkg:npm\/(.+)@.*$/, '$1'));
    expect(names).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)));
    const shipped = locked.filter(([, { dev }]) => !dev).map(([place]) => place.replace(/^.*node_modules\//, ''));
    expect(names.filter((name) => !shipped.includes(name))).toEqual([]);
    expect(names).not.toContain('vitest');
  });
});

test('this package has no install script of its own but the build of a clone', () => {
  // `prepare` runs in a clone and before packing, never where the package is installed from a registry.
  const hooks = Object.keys(manifest.scripts).filter((name) =>
    /^(?:pre|post)?(?:install|uninstall|publish)$/.test(name),
  );
  expect(hooks).toEqual([]);
});

test('the archive holds the program, its schemas and pages, and nothing else', () => {
  const [archive] = npm('pack', '--dry-run', '--ignore-scripts', '--json') as [
    { files: { path: string }[]; unpackedSize: number; bundled: string[] },
  ];
  const paths = archive.files.map(({ path }) => path);
  // Folders that package.json names, and in them what the program loads or its users read.
  const places = [...manifest.files, 'LICENSE', 'README.md', 'package.json'];
  const isPlaced = (path: string) => places.some((place) => path === place || path.startsWith(`${place}/`));
  const odd = paths.filter((path) => !isPlaced(path) || !/^LICENSE$|\.(?:js|d\.ts|json|md|ya?ml|css|svg)$/.test(path));
  expect(odd).toEqual([]);
  expect(
    paths.filter((path) => /^(?:src|test|bench|scripts|proofs)\/|(?:^|\/)(?:tests?|fixtures)\/|\.test\./.test(path)),
  ).toEqual([]);
  for (const needed of [
    'bin/sharenothing.js',
    'dist/cli/main.js',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/workers/extract-worker.js',
  ])
    expect(paths).toContain(needed);
  expect(archive.bundled).toEqual([]);
  expect(archive.unpackedSize).toBeLessThan(8_000_000);
});
