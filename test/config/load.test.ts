import { describe, expect, test } from 'vitest';
import { configNotes } from '../../src/config/notes.ts';
import { ignoredBy, optionsOf, scopeOf, severityOf } from '../../src/config/resolve.ts';
import { searchPlaces } from '../../src/config/search-places.ts';
import { memorySource } from '../support/memory-source.ts';
import { configOf, json, toolErrorOf } from './support.ts';

describe('search', () => {
  test('without a configuration the defaults hold', async () => {
    const config = await configOf({ 'src/a.ts': '' });
    expect(config.failOn).toEqual({ value: 'warning', from: 'default' });
    expect(config.confidence).toEqual({ value: 'medium', from: 'default' });
    expect(config.files).toEqual([]);
    expect(severityOf(config, 'module-state', 'src/a.ts')).toEqual({ value: 'default', from: 'default' });
  });

  test.each([
    ['package.json', json({ sharenothing: { failOn: 'error' } })],
    ['.sharenothingrc', 'failOn: error'],
    ['.sharenothingrc', '{ "failOn": "error" }'],
    ['.sharenothingrc.json', json({ failOn: 'error' })],
    ['.sharenothingrc.jsonc', '// here\n{ "failOn": "error", }'],
    ['.sharenothingrc.yaml', 'failOn: error'],
    ['.sharenothingrc.yml', 'failOn: error'],
  ])('%s is found', async (name, text) => {
    const config = await configOf({ [name]: text });
    expect(config.failOn.value).toBe('error');
    expect(config.failOn.from).toMatch(new RegExp(`^${name.replaceAll('.', '\\.')}:\\d+$`));
  });

  test('climbs from DIR to the repository root and stops at the first', async () => {
    const files = {
      '.sharenothingrc.json': json({ failOn: 'error' }),
      'apps/.sharenothingrc.json': json({ failOn: 'info' }),
      'apps/api/src/a.ts': '',
      'other/src/a.ts': '',
    };
    expect((await configOf(files, { dir: 'apps/api' })).failOn.value).toBe('info');
    expect((await configOf(files, { dir: 'other' })).failOn.value).toBe('error');
  });

  test('a package.json without the key is passed over', async () => {
    const files = { 'package.json': '{ "name": "x" }', '.sharenothingrc.json': json({ failOn: 'error' }) };
    expect((await configOf(files)).files).toEqual(['.sharenothingrc.json']);
  });

  test('a broken package.json is no configuration: other stages tell that it is broken', async () => {
    expect((await configOf({ 'package.json': '{ "sharenothing": ' })).files).toEqual([]);
  });

  test('of several in a folder the first place counts, and the others are told', async () => {
    const files = { '.sharenothingrc.yaml': 'failOn: error', '.sharenothingrc.json': json({ failOn: 'info' }) };
    const config = await configOf(files);
    expect(config.failOn.value).toBe('info');
    expect(config.shadowed).toEqual(['.sharenothingrc.yaml']);
    expect(configNotes(config, memorySource(files))).toEqual([
      expect.objectContaining({ code: 'config-shadowed', file: '.sharenothingrc.yaml' }),
    ]);
  });

  test('data comes before code in the list of places', () => {
    expect(searchPlaces.findIndex((name) => name.endsWith('.ts'))).toBeGreaterThan(
      searchPlaces.indexOf('.sharenothingrc.yml'),
    );
  });
});

describe('nested configuration', () => {
  const files = {
    'package.json': json({ workspaces: ['packages/*'] }),
    '.sharenothingrc.json': json({ rules: { 'module-state': 'off', 'module-cache': 'info' }, failOn: 'error' }),
    'packages/a/package.json': '{ "name": "a" }',
    'packages/a/.sharenothingrc.json': json({ rules: { 'module-cache': 'error' }, failOn: 'never' }),
    'packages/b/package.json': '{ "name": "b" }',
    'packages/b/.sharenothingrc.json': json({
      extends: '../../.sharenothingrc.json',
      rules: { 'module-cache': 'off' },
    }),
    'examples/c/package.json': '{ "name": "c" }',
    'examples/c/.sharenothingrc.json': json({ rules: { 'no-such-rule': 'off' } }),
  };

  test('the nearest one wins per package, and inherits only what it extends', async () => {
    const config = await configOf(files);
    expect(severityOf(config, 'module-state', 'packages/a/x.ts').value).toBe('default');
    expect(severityOf(config, 'module-cache', 'packages/a/x.ts').value).toBe('error');
    expect(severityOf(config, 'module-state', 'packages/b/x.ts')).toEqual({
      value: 'off',
      from: '.sharenothingrc.json:3',
    });
    expect(severityOf(config, 'module-cache', 'packages/b/x.ts').value).toBe('off');
    expect(severityOf(config, 'module-cache', 'src/x.ts').value).toBe('info');
    expect(scopeOf(config, 'packages/ab/x.ts').dir).toBe('');
  });

  test('only members of a workspace have one: an example folder is not asked', async () => {
    expect((await configOf(files)).scopes.map(({ dir }) => dir)).toEqual(['', 'packages/a', 'packages/b']);
  });

  test('keys of the whole run do not count there, and that is told', async () => {
    const config = await configOf(files);
    expect(config.failOn).toEqual({ value: 'error', from: '.sharenothingrc.json:6' });
    expect(configNotes(config, memorySource(files))).toEqual([
      expect.objectContaining({ code: 'config-idle', file: 'packages/a/.sharenothingrc.json', line: 5 }),
    ]);
  });
});

describe('extends', () => {
  test('presets, files, and the file itself: later is stronger', async () => {
    const config = await configOf({
      '.sharenothingrc.json': json({
        extends: ['sharenothing:strict', './base.yaml'],
        rules: { 'module-state': 'info' },
      }),
      'base.yaml': 'rules:\n  module-state: off\n  memory-session: warning\n',
    });
    expect(config.failOn).toEqual({ value: 'info', from: 'sharenothing:strict' });
    expect(config.strict).toBe(true);
    expect(severityOf(config, 'module-state', null)).toEqual({ value: 'info', from: '.sharenothingrc.json:7' });
    expect(severityOf(config, 'memory-session', null)).toEqual({ value: 'warning', from: 'base.yaml:3' });
    expect(config.files).toEqual(['.sharenothingrc.json', 'base.yaml']);
    expect(config.scopes[0]?.extends).toEqual(['sharenothing:strict', 'base.yaml']);
  });

  test('globs start from the folder of the file that has them', async () => {
    const config = await configOf(
      {
        'apps/api/.sharenothingrc.json': json({ extends: '../../shared/base.json', ignore: 'src/mine/**' }),
        'shared/base.json': json({ ignore: ['legacy/**'] }),
      },
      { dir: 'apps/api' },
    );
    expect(ignoredBy(config, 'apps/api/src/mine/a.ts')?.from).toBe('apps/api/.sharenothingrc.json:3');
    expect(ignoredBy(config, 'src/mine/a.ts')).toBeUndefined();
    expect(ignoredBy(config, 'shared/legacy/a.ts')?.from).toBe('shared/base.json:3');
  });

  test('a loop is an error that shows it', async () => {
    const error = await toolErrorOf(
      configOf({
        '.sharenothingrc.json': json({ extends: './a.json' }),
        'a.json': json({ extends: './b.json' }),
        'b.json': json({ extends: './a.json' }),
      }),
    );
    expect(error.code).toBe('config-extends');
    expect(error.where).toBe('b.json:2');
    expect(error.tried.join()).toContain('a.json → b.json → a.json');
  });

  test('the same file reached twice is no loop and counts where it is strongest', async () => {
    const config = await configOf({
      '.sharenothingrc.json': json({ extends: ['./base.json', './a.json', './base.json'] }),
      'a.json': json({ extends: './base.json', rules: { 'module-state': 'off' } }),
      'base.json': json({ rules: { 'module-state': 'error' } }),
    });
    expect(severityOf(config, 'module-state', null).value).toBe('error');
  });

  test.each([
    ['sharenothing:strikt', 'config-extends', 'strict'],
    ['strict', 'config-extends', 'sharenothing:strict'],
    ['@acme/config', 'config-extends', 'neither a preset nor a relative path'],
    ['./gone.json', 'config-not-found', './gone.json'],
    ['../outside.json', 'config-not-found', 'leaves the repository'],
    ['./base.toml', 'config-unreadable', 'neither JSON, YAML nor code'],
  ])('%s is refused', async (written, code, words) => {
    const error = await toolErrorOf(
      configOf({ '.sharenothingrc.json': json({ extends: written }), 'base.toml': 'a = 1' }),
    );
    expect(error.code).toBe(code);
    expect(error.where).toMatch(/^(\.sharenothingrc\.json:2|base\.toml)$/);
    expect(`${error.what} ${error.fix}`).toContain(words);
  });
});

describe('rules', () => {
  test('an unknown one names file, line and the two nearest', async () => {
    const error = await toolErrorOf(
      configOf({ '.sharenothingrc.json': '{\n  "rules": {\n    "module-stat": "off"\n  }\n}' }),
    );
    expect(error.code).toBe('unknown-rule');
    expect(error.where).toBe('.sharenothingrc.json:3');
    expect(error.fix).toContain('did you mean "module-state" or "module-cache"?');
  });

  test('an unknown one in an override names its line', async () => {
    const error = await toolErrorOf(
      configOf({ '.sharenothingrc.yaml': 'overrides:\n  - files: a/**\n    rules:\n      nope: off\n' }),
    );
    expect(error.where).toBe('.sharenothingrc.yaml:4');
  });

  test('an unknown option names the rule and its options', async () => {
    const setting = { severity: 'error', options: { bouned: true } };
    const error = await toolErrorOf(configOf({ '.sharenothingrc.json': json({ rules: { 'module-cache': setting } }) }));
    expect(error.fix).toContain('did you mean "bounded"?');
  });

  test('overrides in order, later ones stronger; options merge', async () => {
    const config = await configOf({
      '.sharenothingrc.json': json({
        rules: { 'module-cache': { severity: 'error', options: { bounded: 1 } } },
        overrides: [
          { files: 'src/**', rules: { 'module-cache': 'info' } },
          { files: ['src/old/**'], rules: { 'module-cache': { options: { bounded: 2 } }, 'module-state': 'off' } },
          { files: 'src/old/core', rules: { 'module-state': 'default' } },
        ],
      }),
    });
    const at = (file: string) => [
      severityOf(config, 'module-cache', file).value,
      severityOf(config, 'module-state', file).value,
    ];
    expect(at('lib/a.ts')).toEqual(['error', 'default']);
    expect(at('src/a.ts')).toEqual(['info', 'default']);
    expect(at('src/old/a.ts')).toEqual(['info', 'off']);
    expect(at('src/old/core/a.ts')).toEqual(['info', 'default']);
    expect(optionsOf(config, 'module-cache', 'src/a.ts').get('bounded')?.value).toBe(1);
    expect(optionsOf(config, 'module-cache', 'src/old/a.ts').get('bounded')?.value).toBe(2);
  });

  test.each(['!src/**', '../x/**', '/etc/**', '****/****/****/****/a', './'])(
    'the pattern %s is refused',
    async (pattern) => {
      const error = await toolErrorOf(configOf({ '.sharenothingrc.json': json({ ignore: [pattern] }) }));
      expect(error.code).toBe('config-invalid');
      expect(error.where).toBe('.sharenothingrc.json:3');
    },
  );

  test.each([
    ['app/(shop)/**', 'app/(shop)/page.ts', 'app/shop/page.ts'],
    ['**/*.gen.ts', 'src/a/b.gen.ts', 'src/a/b.ts'],
    ['*.gen.ts', 'b.gen.ts', 'src/b.gen.ts'],
    ['src/{a,b}', 'src/b/deep/x.ts', 'src/c/x.ts'],
    ['src/[ab].ts', 'src/a.ts', 'src/c.ts'],
    ['./src/', 'src/.hidden/a.ts', 'srcs/a.ts'],
    ['c++/**', 'c++/a.ts', 'c/a.ts'],
  ])('the pattern %s matches %s and not %s', async (pattern, yes, no) => {
    const config = await configOf({ '.sharenothingrc.json': json({ ignore: pattern }) });
    expect(ignoredBy(config, yes)).toBeDefined();
    expect(ignoredBy(config, no)).toBeUndefined();
  });

  test('a crafted pattern does not hold the run up', async () => {
    const config = await configOf({
      '.sharenothingrc.json': json({ ignore: ['(a+)+(a+)+(a+)+b', '+(a|aa)+(a|aa)b'] }),
    });
    expect(ignoredBy(config, `${'a'.repeat(5000)}c`)).toBeUndefined();
  });

  test('patterns that match nothing are told', async () => {
    const files = {
      '.sharenothingrc.json': json({ ignore: ['scr/**'], processes: [{ entry: 'src/b.ts', kind: 'job' }] }),
      'src/a.ts': '',
    };
    const notes = configNotes(await configOf(files), memorySource(files));
    expect(notes.map(({ code, line }) => [code, line])).toEqual([
      ['config-matches-nothing', 3],
      ['config-no-entry', 6],
    ]);
  });
});

describe('command line', () => {
  const files = { '.sharenothingrc.json': json({ extends: 'sharenothing:strict', rules: { 'module-state': 'off' } }) };

  test('is stronger than every file', async () => {
    const config = await configOf(files, {
      commandLine: { failOn: 'never', confidence: 'high', rules: [{ id: 'module-state', severity: 'info' }] },
    });
    expect(config.failOn).toEqual({ value: 'never', from: '--fail-on' });
    expect(config.confidence).toEqual({ value: 'high', from: '--confidence' });
    expect(severityOf(config, 'module-state', 'a.ts')).toEqual({ value: 'info', from: '--rule' });
  });

  test('--preset stands in for the presets of the files', async () => {
    const config = await configOf(files, { commandLine: { preset: 'recommended' } });
    expect(config.failOn).toEqual({ value: 'warning', from: 'sharenothing:recommended' });
    expect(config.strict).toBe(false);
    expect(severityOf(config, 'module-state', null).value).toBe('off');
  });

  test('--only leaves the named rules, also one that is off; --skip takes rules out', async () => {
    const only = await configOf(files, {
      commandLine: { only: ['module-state', 'module-cache'], skip: ['module-cache'] },
    });
    expect(severityOf(only, 'module-state', null)).toEqual({ value: 'default', from: '--only' });
    expect(severityOf(only, 'module-cache', null)).toEqual({ value: 'off', from: '--skip' });
    expect(severityOf(only, 'memory-session', null)).toEqual({ value: 'off', from: '--only' });
  });

  test.each([
    [{ rules: [{ id: 'modul-state', severity: 'off' as const }] }, '--rule modul-state=off'],
    [{ only: ['modul-state'] }, '--only modul-state'],
    [{ skip: ['modul-state'] }, '--skip modul-state'],
  ])('%j names the option', async (commandLine, where) => {
    const error = await toolErrorOf(configOf({}, { commandLine }));
    expect([error.code, error.where]).toEqual(['unknown-rule', where]);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['.sharenothingrc.json', '{', 'it is not valid JSON'],
    ['.sharenothingrc.yaml', 'a: [', 'it is not valid YAML'],
    ['.sharenothingrc.json', `${' '.repeat(1024 * 1024)}{}`, 'more than'],
  ])('%s', async (name, text, words) => {
    const error = await toolErrorOf(configOf({ [name]: text }));
    expect(error.code).toBe('config-unreadable');
    expect(error.where).toContain(name);
    expect(error.what).toContain(words);
  });

  test('bytes that are no UTF-8', async () => {
    const source = memorySource({ '.sharenothingrc.json': '' });
    const broken = { ...source, read: () => new Uint8Array([0x7b, 0xff, 0xfe]) };
    const error = await toolErrorOf(configOf({}, { ...{ source: broken } } as never));
    expect(error.what).toContain('not UTF-8');
  });
});

describe('digest', () => {
  const digest = async (text: string, name = '.sharenothingrc.json') => (await configOf({ [name]: text })).digest;

  test('depends on values, not on layout, order of keys or file format', async () => {
    const one = await digest('{ "failOn": "error", "rules": { "module-state": "off", "module-cache": "info" } }');
    const two = await digest(
      '{"rules":{"module-cache":{"severity":"info"},\n"module-state":"off"},\n"failOn":"error"}',
    );
    const three = await digest(
      'failOn: error\nrules:\n  module-state: off\n  module-cache: info\n',
      '.sharenothingrc.yaml',
    );
    expect(two).toBe(one);
    expect(three).toBe(one);
    expect(
      await digest('{ "failOn": "warning", "rules": { "module-state": "off", "module-cache": "info" } }'),
    ).not.toBe(one);
  });
});

describe('a configuration object', () => {
  test('takes the place of the search', async () => {
    const config = await configOf(
      { '.sharenothingrc.json': json({ failOn: 'never' }) },
      { inline: { extends: 'sharenothing:strict', rules: { 'module-state': 'off' } } },
    );
    expect(config.failOn.value).toBe('info');
    expect(config.files).toEqual([]);
    expect(severityOf(config, 'module-state', null)).toEqual({ value: 'off', from: 'the config object' });
  });

  test('cannot extend files', async () => {
    expect((await toolErrorOf(configOf({}, { inline: { extends: './x.json' } }))).code).toBe('config-extends');
  });
});

test('processes are entries of the repository', async () => {
  const entry = { entry: './src/worker.ts', kind: 'worker' as const, replicas: 3 };
  const config = await configOf({ 'apps/api/.sharenothingrc.json': json({ processes: [entry] }) }, { dir: 'apps/api' });
  expect(config.processes).toEqual([
    {
      name: 'apps/api/src/worker.ts',
      kind: 'worker',
      entry: 'apps/api/src/worker.ts',
      replicas: 3,
      evidence: { file: 'apps/api/.sharenothingrc.json', line: 3, text: 'processes: worker ./src/worker.ts' },
    },
  ]);
  const error = await toolErrorOf(
    configOf({ '.sharenothingrc.json': json({ processes: [{ ...entry, entry: '../x.ts' }] }) }),
  );
  expect(error.what).toContain('leaves the repository');
});

describe('libraries', () => {
  const entry = { id: 'acme-queue', packages: ['@acme/queue'], source: 'https://example.com/queue' };
  const registrations = (on: string) => [{ on, call: ['.consume'], callback: 'last', context: 'job' }];

  test('entries of the user come with their origin', async () => {
    const config = await configOf({
      '.sharenothingrc.json': json({ libraries: [{ ...entry, registrations: registrations('') }] }),
    });
    expect(config.libraries).toEqual([
      { value: { ...entry, registrations: registrations('') }, from: '.sharenothingrc.json:3' },
    ]);
  });

  const kept = {
    id: 'acme-counter',
    packages: ['@acme/counter'],
    source: 'https://example.com/counter',
    use: { form: 'call', callee: ['.createCounter'] },
    verdict: 'report',
    rule: 'memory-backend',
    keeps: 'counts in this process',
    wayOut: 'pass `store`',
  };

  test('say what a package keeps, in the shape of the built-in entries', async () => {
    const config = await configOf({ '.sharenothingrc.json': json({ libraries: [kept] }) });
    expect(config.libraries).toEqual([{ value: kept, from: '.sharenothingrc.json:3' }]);
  });

  test.each<[object, string]>([
    [{ ...kept, rule: 'memory-bakend' }, 'memory-bakend'],
    [{ ...kept, use: { form: 'call', callee: ['createCounter'] } }, 'use.callee.0'],
    [{ ...kept, versions: 'newest' }, 'versions'],
    [{ ...kept, keep: 'x' }, '"keep"'],
    [{ ...kept, id: 'express-session-memory-store' }, 'taken'],
  ])('a broken entry names the file and the key: %o', async (entry, told) => {
    const error = await toolErrorOf(configOf({ '.sharenothingrc.json': json({ libraries: [entry] }) }));
    expect(error.code).toBe('config-invalid');
    expect(`${error.where}`).toContain('.sharenothingrc.json');
    expect(`${error.what} ${error.fix} ${error.also.join()}`).toContain(told);
  });

  test('are judged as our own are: a kind that does not exist, an id that is taken', async () => {
    const error = await toolErrorOf(
      configOf({
        '.sharenothingrc.json': json({ libraries: [{ ...entry, registrations: registrations('broker') }, entry] }),
      }),
    );
    expect([error.code, error.where]).toEqual(['config-invalid', '.sharenothingrc.json:3']);
    expect(`${error.what} ${error.also.join()}`).toContain('broker');
    expect(`${error.what} ${error.also.join()}`).toContain('taken');
  });
});
