import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { readDockerfile } from '../../src/discover/manifests/dockerfile.ts';
import { readYaml } from '../../src/discover/yaml.ts';
import { memorySource } from '../support/memory-source.ts';

/** Files that discover reads, whatever is in them. */
const manifests = [
  'package.json',
  'a/package.json',
  'tsconfig.json',
  'pnpm-workspace.yaml',
  'lerna.json',
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'Dockerfile',
  'docker-compose.yml',
  'Procfile',
  'ecosystem.config.js',
  'serverless.yml',
  'serverless.ts',
  'vercel.json',
  'netlify.toml',
  'wrangler.toml',
  'firebase.json',
  'nest-cli.json',
  'nx.json',
  'project.json',
  'nodemon.json',
  'svc.service',
  'index.html',
  'x/s6/y/run',
];

describe('what it reads may be anything', () => {
  it('any text in any manifest', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(
        '{"scripts":{"start":"',
        'node ',
        '[[[',
        '{"extends":"./tsconfig.json"}',
        'FROM a\nCMD ',
        '\0',
        '${',
        '"__proto__"',
        'functions:\n  a:\n    handler: ',
        '../',
        '/etc/passwd',
      ),
    );
    const text = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...manifests), text), (files) => {
        const workspace = discover(memorySource({ ...files, 'src/main.ts': '' }));
        expect(workspace.files).toContain('src/main.ts');
        for (const { entry, evidence } of workspace.processes) {
          expect(entry.startsWith('/') || entry.startsWith('..')).toBe(false);
          expect(evidence.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('well-formed manifests with wrong types', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const fields = [
      'name',
      'main',
      'bin',
      'exports',
      'imports',
      'scripts',
      'workspaces',
      'dependencies',
      'files',
      'compilerOptions',
      'extends',
      'references',
      'paths',
      'apps',
      'functions',
      'projects',
      'targets',
      'packages',
      'importers',
      'builds',
      'services',
    ];
    const object = fc.dictionary(fc.constantFrom(...fields), value).map((o) => JSON.stringify(o));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...manifests), object), (files) => {
        discover(memorySource({ ...files, 'src/main.ts': '' }));
      }),
      { numRuns: 300 },
    );
  });

  it('paths that leave the repository are nobody’s', () => {
    const scripts = {
      start: 'node ../../etc/x.js',
      a: 'node /etc/passwd',
      b: 'cd ../.. && node x.js',
      c: 'node C:\\x.js',
    };
    const workspace = discover(
      memorySource(
        {
          'a/package.json': JSON.stringify({ main: '../../../x', workspaces: ['../../*'], scripts }),
          'x.js': '',
          'a/tsconfig.json': '{"extends":"../../../../x","compilerOptions":{"outDir":"/","rootDir":"../../.."}}',
        },
        { dir: 'a' },
      ),
    );
    expect(workspace.processes).toEqual([]);
    expect(workspace.tsconfigs[0]).toMatchObject({ outDir: null, rootDir: null });
  });

  it('is the same whatever the order of keys and files', () => {
    const files = {
      'package.json': '{"scripts":{"b":"node b.js","start":"node a.js","worker":"node b.js"}}',
      'a.js': '',
      'b.js': '',
      Procfile: 'web: node a.js',
    };
    const shuffled = Object.fromEntries(Object.entries(files).reverse());
    expect(JSON.stringify(discover(memorySource(shuffled)))).toBe(JSON.stringify(discover(memorySource(files))));
  });

  it('YAML bombs and templates are no documents', () => {
    const names = Array.from({ length: 12 }, (_, n) => (n === 0 ? 'a' : `b${n}`));
    const levels = names.slice(1).map((name, n) => `${name}: &${name} [${Array(9).fill(`*${names[n]}`).join(', ')}]`);
    const bomb = ['a: &a [x]', ...levels].join('\n');
    expect(readYaml(bomb)).toBeUndefined();
    expect(readYaml('a: {{ .Values.x }}\n{{- if b }}')).toBeUndefined();
  });

  it('Dockerfiles of any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'FROM a',
            'FROM a AS b',
            'FROM b',
            'COPY --from=b x y',
            'COPY <<EOF /x',
            'EOF',
            'CMD [',
            'CMD ["a"]',
            'ENTRYPOINT \\',
            'WORKDIR ..',
            'WORKDIR /a/../../b',
            '',
            '# x',
            'RUN <<E',
          ),
        ),
        (text) => {
          const image = readDockerfile(text.join('\n'));
          expect(image?.workdir.startsWith('/') ?? true).toBe(true);
        },
      ),
    );
  });
});
