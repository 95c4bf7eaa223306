import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import type { Report } from '../../src/report/report.ts';
import { cleanReport } from '../support/golden-report.ts';
import { type Finished, repositoryRoot, runProcess } from '../support/process.ts';
import { makeProject } from './support.ts';

/** A server with an error (`carts`), a warning (`prices`) and a memo that only the strict preset tells of (`patterns`). */
const shop = {
  'package.json': JSON.stringify({
    name: 'shop',
    type: 'module',
    dependencies: { express: '^5.0.0', pg: '^8.0.0' },
    scripts: { start: 'node src/server.js' },
  }),
  'src/server.js': `import express from 'express';
import pg from 'pg';
import { matches } from './patterns.js';
import { priceOf } from './prices.js';

export const pool = new pg.Pool();
const carts = new Map();

const app = express();
app.post('/carts/:id', async (request, response) => {
  carts.set(request.params.id, request.body);
  response.json({ cart: carts.get(request.params.id), price: await priceOf(pool, request.body.sku) });
});
app.get('/match', (request, response) => {
  response.json({ matches: matches(request.query.glob, request.query.name) });
});
app.listen(3000);
`,
  'src/prices.js': `const prices = new Map();

export async function priceOf(pool, sku) {
  const known = prices.get(sku);
  if (known) return known;
  const { rows } = await pool.query('select cents from prices where sku = $1', [sku]);
  prices.set(sku, rows[0].cents);
  return rows[0].cents;
}
`,
  'src/patterns.js': `const patterns = new Map();

export function matches(glob, name) {
  let found = patterns.get(glob);
  if (!found) {
    found = new RegExp('^' + glob.replaceAll('*', '.*') + '$');
    patterns.set(glob, found);
  }
  return found.test(name);
}
`,
  'quiet.yaml': 'rules:\n  module-state: off\n',
  'known.jsonl': [
    { file: 'src/server.js', ruleId: 'module-state', symbol: 'carts', severity: 'error', writes: ['put:request'] },
    { file: 'src/old.js', ruleId: 'module-state', symbol: 'gone', severity: 'error', writes: ['remove:job'] },
  ]
    .map((entry) => `${JSON.stringify({ ...entry, fingerprint: '0'.repeat(32) })}\n`)
    .join(''),
  'accepted.yaml': `waivers:
  - { rule: module-state, path: src/server.js, symbol: carts, reason: one instance, owner: '@shop',
      approvedBy: '@lead', created: 2026-01-01, expires: 2026-06-30 }
`,
  'code.config.mjs': "export default { rules: { 'module-state': 'off' } };\n",
  'change.patch':
    '--- a/src/prices.js\n+++ b/src/prices.js\n@@ -1,2 +1,2 @@\n-// No cache.\n+const prices = new Map();\n \n',
  'base.json': JSON.stringify(cleanReport),
} as const;

/** Another project, for what writes into it. */
const spare = makeProject({ 'package.json': '{ "name": "spare" }', 'a.js': 'export const x = 1;\n' });

let cwd: string;
beforeAll(async () => {
  cwd = makeProject(shop);
  await runProcess(['--shard', '.', '--output', 'shop.facts.jsonl'], { cwd });
  await runProcess(['--format', 'json:saved.json'], { cwd });
});
afterAll(() => {
  for (const folder of [cwd, spare]) fs.rmSync(folder, { recursive: true, force: true });
});

const run = (...argv: string[]) => runProcess(argv, { cwd });
const reportOf = ({ stdout }: Finished): Report => JSON.parse(stdout);
const symbols = (ran: Finished) =>
  reportOf(ran)
    .findings.map(({ symbol, severity }) => `${symbol} ${severity}`)
    .sort();
const all = ['carts error', 'prices warning'];

type Case = readonly [argv: readonly string[], held: (ran: Finished) => void];
const json = (found: readonly string[], code: number) => (ran: Finished) => {
  expect(symbols(ran)).toEqual(found);
  expect(ran.code).toBe(code);
};

/** What each option of `check` changes. */
const ofCheck: readonly Case[] = [
  [['--format', 'json'], json(all, 1)],
  [['check', '--format=json', 'src', '.'], json(all, 1)],
  [
    ['--format', 'json', 'src/prices.js'],
    (ran) => {
      json(['prices warning'], 1)(ran);
      expect(ran.stderr).toBe('analysing the whole project .; the report is narrowed to 1 file\n');
    },
  ],
  [['--format', 'json', '--config', 'quiet.yaml'], json(['prices warning'], 1)],
  [['--format', 'json', '--config', 'code.config.mjs'], json(['prices warning'], 1)],
  [
    ['--config', 'code.config.mjs', '--no-config-code'],
    (ran) => {
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(/^error\[config-code-refused\]/);
    },
  ],
  [['--format', 'json', '--preset', 'strict'], json([...all.slice(0, 1), 'patterns info', 'prices warning'], 1)],
  [['--format', 'json', '--preset', 'recommended'], json(all, 1)],
  [['--format', 'json', '--rule', 'module-state=info', '--rule', 'module-cache=off'], json(['carts info'], 0)],
  [['--format', 'json', '--only', 'module-cache'], json(['prices warning'], 1)],
  [['--format', 'json', '--skip', 'module-cache'], json(['carts error'], 1)],
  [['--format', 'json', '--confidence', 'high'], json(['carts error'], 1)],
  [
    ['--shard', '.'],
    ({ stdout, code }) => expect([stdout.startsWith('{"format":"sharenothing-facts"'), code]).toEqual([true, 0]),
  ],
  ...[['--new-from', 'merge-base:main'], ['--staged']].map(
    (argv): Case => [
      argv,
      (ran) => {
        expect(ran).toMatchObject({ code: 2, stdout: '' });
        expect(ran.stderr).toMatch(/^error\[not-a-repository\]/);
      },
    ],
  ),
  [['--format', 'json', '--base-report', 'base.json'], json(all, 1)],
  [
    ['--format', 'json', '--new-from-patch', 'change.patch', '--allow-policy-change'],
    (ran) => {
      json(all, 1)(ran);
      const status = (symbol: string) => reportOf(ran).findings.find((one) => one.symbol === symbol)?.status;
      expect([status('carts'), status('prices')]).toEqual(['existing', 'new']);
    },
  ],
  [['--format', 'json', '--quiet'], json(['carts error'], 1)],
  [
    ['--format', 'json', '--silences'],
    (ran) =>
      expect(reportOf(ran).silences.map(({ symbol, reason }) => `${symbol} ${reason}`)).toContain('patterns pure-memo'),
  ],
  [['--format', 'json', '--fail-on', 'never'], json(all, 0)],
  [['--format', 'json', '--only', 'module-cache', '--fail-on', 'error'], json(['prices warning'], 0)],
  [['--format', 'json', '--exit-zero'], json(all, 0)],
  [['--format', 'json', '--now', '2026-01-02'], (ran) => expect(reportOf(ran).run.now).toBe('2026-01-02')],
  [
    ['--output', 'out.txt', '--format', 'pretty', '--format', 'json:out.json'],
    (ran) => {
      expect(ran).toMatchObject({ code: 1, stdout: '', stderr: '' });
      expect(fs.readFileSync(path.join(cwd, 'out.txt'), 'utf8')).toContain('src/server.js:7:7');
      expect(JSON.parse(fs.readFileSync(path.join(cwd, 'out.json'), 'utf8')).findings).toHaveLength(2);
    },
  ],
  [
    ['--format', 'sarif', '--sarif-category', 'api'],
    ({ stdout }) => expect(JSON.parse(stdout).runs[0].automationDetails).toEqual({ id: 'api/' }),
  ],
  [
    ['--format', 'sarif', '--sarif-include-suppressed'],
    ({ stdout }) => expect(JSON.parse(stdout).runs[0].results).toHaveLength(2),
  ],
  [['--color', 'always'], ({ stdout }) => expect(stdout).toContain('\u001b[')],
  [['--no-progress'], ({ stdout, stderr }) => expect([stdout.includes('carts'), stderr]).toEqual([true, ''])],
  [['--stats'], ({ stderr }) => expect(stderr).toMatch(/^discover +\d+ ms\n(?:.* ms\n)*link +\d+ ms\n/)],
  [['--format', 'json', '--concurrency', '2'], json(all, 1)],
  [['--format', 'json', '--timeout', '60'], json(all, 1)],
  [['--format', 'json', '--memory-limit', '600'], json(all, 1)],
  [['--format', 'json', '--no-cache'], json(all, 1)],
  [['--format', 'json', '--cache-location', 'kept'], json(all, 1)],
  [
    ['--format', 'json', '--debug', 'cache'],
    (ran) => {
      json(all, 1)(ran);
      expect(ran.stderr).toBe('cache: not used: SHARENOTHING_NO_CACHE is set\n');
    },
  ],
  [['--format', 'json', '--baseline', 'known.jsonl'], json(all, 1)],
  [['--format', 'json', '--baseline', 'known.jsonl', '--fail-on', 'error'], json(all, 0)],
  [
    ['--baseline', 'known.jsonl', '--strict-baseline', '--fail-on', 'error'],
    (ran) => {
      expect(ran).toMatchObject({
        code: 1,
        stderr: 'exit 1: 1 entry of the baseline without a finding (--strict-baseline)\n',
      });
      expect(ran.stdout).toContain('note baseline-stale: `gone` (module-state, src/old.js) is gone');
    },
  ],
  [['--format', 'json', '--no-baseline'], json(all, 1)],
  [['--format', 'json', '--waivers', 'accepted.yaml', '--now', '2026-06-30', '--fail-on', 'error'], json(all, 0)],
  [['--format', 'json', '--waivers', 'accepted.yaml', '--now', '2026-07-01', '--fail-on', 'error'], json(all, 1)],
  [
    ['--waivers', 'accepted.yaml', '--now', '2026-07-01', '--fail-on-expired', '--fail-on', 'never'],
    (ran) =>
      expect(ran).toMatchObject({
        code: 1,
        stderr: 'exit 1: a waiver or suppression has run out (--fail-on-expired)\n',
      }),
  ],
  [['--format', 'json', '--only', 'module-cache', '--max-warnings', '1'], json(['prices warning'], 0)],
  [
    ['--only', 'module-cache', '--max-warnings', '0', '--fail-on', 'error'],
    (ran) => expect(ran).toMatchObject({ code: 1, stderr: 'exit 1: 1 warning, more than 0 (--max-warnings)\n' }),
  ],
  [['--format', 'json', '--fail-on-incomplete'], json(all, 1)],
  [['--help'], ({ stdout, code }) => expect([stdout.slice(0, 19), code]).toEqual(['Usage: sharenothing', 0])],
];

const shared = '--rule module-cache=info --only module-cache --skip module-state --preset strict --confidence low';
const words = (text: string) => text.split(' ');
const told =
  (...parts: readonly (string | RegExp)[]) =>
  (ran: Finished) => {
    for (const part of parts) expect(ran.stdout).toMatch(part);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  };

/** Every other command, with all of its options. */
const ofOthers: Readonly<Record<string, readonly Case[]>> = {
  rules: [
    [words('rules --color never'), told(/^module-cache +error\/warning\/info/m, /^module-state +error/m)],
    [
      words('rules --libraries --color never'),
      told(
        /^express-session-memory-store +express-session .* memory-session +error +verified +shown on express-session \d.* express-session/m,
      ),
    ],
    [
      words(`rules --format json --config quiet.yaml --no-config-code ${shared}`),
      ({ stdout }) =>
        expect(JSON.parse(stdout)).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ id: 'module-cache', severity: 'info', severityFrom: '--rule' }),
            expect.objectContaining({ id: 'module-state', severity: 'off' }),
          ]),
        ),
    ],
  ],
  explain: [
    [words('explain module-state'), told('module-state: State kept', 'Way out:', 'Here: as each message says')],
    [
      words(`explain module-state --format markdown --config quiet.yaml --no-config-code`),
      told(/^# module-state: /, '- Here: off, from quiet.yaml:2'),
    ],
    [words(`explain module-cache --format json ${shared}`), told('"id": "module-cache"', '"severity": "info"')],
    [words('explain module-cache --color always'), told('\u001b[1m')],
  ],
  trace: [
    [
      words('trace src/server.js:7'),
      told('src/server.js:7:7 carts', 'verdict   error by module-state, confidence high'),
    ],
    [words('trace src/prices.js:7 --color always'), told(/\u001b\[31mwarning/)],
    [words('trace src/patterns.js:1'), told('verdict   silent: pure-memo', /^ {2}proof {5}src\/patterns\.js:\d+$/m)],
    [
      words(`trace src/patterns.js:1:7 --format json --config quiet.yaml --no-config-code ${shared}`),
      ({ stdout }) =>
        expect(JSON.parse(stdout)).toMatchObject([
          { symbol: 'patterns', verdict: { kind: 'finding', ruleId: 'module-cache', severity: 'info (--rule)' } },
        ]),
    ],
  ],
  files: [
    [words('files src'), told(/^prices\.js +analysed/m)],
    [words('files --format json --config quiet.yaml --no-config-code'), told('"file": "src/prices.js"')],
  ],
  processes: [
    [words('processes .'), told(/^start +server +src\/server\.js/)],
    [words('processes --files .'), told(/reaches 3 files:\n {4}src\/patterns\.js/)],
    [words('processes --format json --config quiet.yaml --no-config-code'), told('"name": "start"')],
  ],
  init: [
    [
      words(`init ${spare} --yes --baseline --ci gitlab --config quiet.yaml --no-config-code`),
      ({ code }) => {
        expect(code).toBe(0);
        for (const file of ['.gitlab-ci.yml', 'sharenothing.baseline.jsonl'])
          expect([file, fs.existsSync(path.join(spare, file))]).toEqual([file, true]);
      },
    ],
  ],
  report: [
    [words('report saved.json --color never'), told('carts', '2 findings')],
    [
      words('report --compliance saved.json --format pdf:audit.pdf --chromium gone'),
      ({ code, stderr }) => expect([code, stderr]).toEqual([2, expect.stringContaining('[chromium-missing]')]),
    ],
    [
      words('report saved.json --format sarif --sarif-category api --sarif-include-suppressed --fail-on never'),
      told('"id": "api/"'),
    ],
    [
      words('report saved.json --format compact --output saved.txt'),
      () => expect(fs.readFileSync(path.join(cwd, 'saved.txt'), 'utf8')).toContain('carts'),
    ],
    [
      words(
        'report --compliance shop=saved.json --previous shop=saved.json --history saved.json --policy soc2 --by Ada --lang vi --now 2026-02-01',
      ),
      told('shop', 'CC7.1', 'Ada', '2026-02-01', /VI\.1 .*không/),
    ],
    [
      [...words('report --compliance --format json --no-progress --now 2026-02-01'), ...words(shared)],
      ({ code, stdout }) => {
        const { services } = JSON.parse(stdout);
        expect(services[0].findings.map(({ symbol }: { symbol: string }) => symbol)).toContain('prices');
        expect(code).toBe(0);
      },
    ],
    [
      words(
        'report --compliance --format json --config quiet.yaml --no-config-code --waivers accepted.yaml --baseline known.jsonl --now 2026-02-01',
      ),
      ({ code, stdout }) => {
        const [clause] = JSON.parse(stdout).services[0].clauses;
        expect([code, clause.status, clause.reasons[0].code]).toEqual([0, 'not-assessed', 'rule-off']);
      },
    ],
  ],
  'report verify': [
    [
      [
        ...words(
          'report verify saved.json . --policy twelve-factor-vi --service saved --config quiet.yaml --no-config-code --waivers accepted.yaml --baseline known.jsonl',
        ),
        ...words(shared),
      ],
      ({ code, stderr }) => {
        expect(code).toBe(2);
        expect(stderr).toMatch(/^error\[not-verifiable\]: the report of "saved" names no commit/);
      },
    ],
  ],
  merge: [
    [words('merge saved.json'), told('"version": 1')],
    [
      words('merge saved.json saved.json --format sarif --sarif-category api --sarif-include-suppressed --color never'),
      told('"id": "api/"'),
    ],
    [words('merge saved.json --output merged.json --fail-on error'), ({ code }) => expect(code).toBe(1)],
    [words('merge shop.facts.jsonl --format json'), json(all, 1)],
    [
      words(
        `merge shop.facts.jsonl --format json --config quiet.yaml --no-config-code ${shared} --quiet --silences --exit-zero --now 2026-01-02`,
      ),
      json([], 0),
    ],
    [
      words(
        'merge shop.facts.jsonl --format json --no-progress --stats --concurrency 2 --timeout 60 --memory-limit 4096 --base-report saved.json --allow-policy-change --baseline known.jsonl --waivers accepted.yaml',
      ),
      (ran) => {
        expect(reportOf(ran).findings.map(({ status }) => status)).not.toContain('new');
        expect([ran.code, ran.stderr]).toEqual([0, expect.stringMatching(/^discover +\d+ ms$/m)]);
      },
    ],
    [
      words(
        'merge shop.facts.jsonl --format json --new-from-patch change.patch --no-baseline --strict-baseline --fail-on-expired --fail-on-incomplete --max-warnings 0',
      ),
      ({ code }) => expect(code).toBe(1),
    ],
    [words('merge shop.facts.jsonl --new-from HEAD'), ({ stderr }) => expect(stderr).toContain('not-a-repository')],
  ],
  diff: [
    [words('diff saved.json saved.json --color never --fail-on info'), told('0 new findings, 0 fixed, 2 in both')],
    [
      words('diff saved.json saved.json --format markdown --output diff.md'),
      () => expect(fs.readFileSync(path.join(cwd, 'diff.md'), 'utf8')).toContain('0 new findings'),
    ],
  ],
  'print-config': [
    [words('print-config src/server.js --fail-on error'), told(/^failOn +error +--fail-on$/m)],
    [
      words(`print-config --format json --config quiet.yaml --no-config-code ${shared}`),
      ({ stdout }) =>
        expect(JSON.parse(stdout).values).toEqual(
          expect.arrayContaining([
            { key: 'rules.module-cache', value: 'info', from: '--rule' },
            { key: 'confidence', value: 'low', from: '--confidence' },
            { key: 'failOn', value: 'info', from: 'sharenothing:strict' },
          ]),
        ),
    ],
  ],
  ...Object.fromEntries(
    (['update', 'prune', 'check'] as const).map((name): [string, readonly Case[]] => [
      `baseline ${name}`,
      [
        [
          words(`baseline ${name} . --config quiet.yaml --no-config-code --preset recommended --rule module-cache=off`),
          ({ code, stderr }) => expect([code, stderr]).toEqual([2, expect.stringContaining('[baseline-missing]')]),
        ],
        [
          words(`baseline ${name} --only module-cache --skip module-state --confidence low --now 2026-05-04`),
          ({ code, stderr }) => expect([code, stderr]).toEqual([2, expect.stringContaining('[baseline-missing]')]),
        ],
        [
          words(
            `baseline ${name} --baseline nothing.jsonl --waivers accepted.yaml ${name === 'update' ? '--add' : ''}`.trim(),
          ),
          ({ code, stderr }) => expect([code, stderr]).toEqual([2, expect.stringContaining('[policy-not-found]')]),
        ],
      ],
    ]),
  ),
  'baseline create': [
    [
      words('baseline create --baseline a.jsonl --waivers accepted.yaml --now 2026-06-30'),
      told('a.jsonl: 1 finding (0 errors, 1 warning, 0 info) is known from now on.'),
    ],
    [
      words('baseline create . --baseline b.jsonl --config quiet.yaml --no-config-code'),
      told('b.jsonl: 1 finding (0 errors, 1 warning, 0 info)'),
    ],
    [
      words('baseline create --baseline c.jsonl --preset strict --rule module-state=warning --confidence low'),
      told('c.jsonl: 3 findings (0 errors, 2 warnings, 1 info)'),
    ],
    [words('baseline create --baseline d.jsonl --only module-cache'), told('d.jsonl: 1 finding (')],
    [words('baseline create --baseline e.jsonl --skip module-cache'), told('e.jsonl: 1 finding (1 error,')],
  ],
  'waivers lint': [
    [
      words('waivers lint . --waivers accepted.yaml --now 2026-07-01 --config quiet.yaml --no-config-code'),
      ({ code, stdout }) => {
        expect(code).toBe(1);
        expect(stdout).toBe(
          'accepted.yaml:2 expired: the waiver of `carts` (module-state, src/server.js): it ran out on 2026-06-30\naccepted.yaml: 1 waiver, 1 not in force\n',
        );
      },
    ],
    [words('waivers lint --waivers accepted.yaml --now 2026-06-30'), told('1 waiver, all in force')],
  ],
  'waivers list': [
    [
      words('waivers list --waivers accepted.yaml --now 2026-06-28 --config quiet.yaml --no-config-code'),
      told(/^accepted\.yaml:2 {2}2026-06-30 {2}2 days left {2}@shop {2}the waiver of `carts`/),
    ],
    [
      words('waivers list --waivers accepted.yaml --now 2026-06-28 --format json'),
      ({ stdout }) =>
        expect(JSON.parse(stdout)).toMatchObject([
          { file: 'accepted.yaml', line: 2, state: 'valid', daysLeft: 2, owner: '@shop', problems: [] },
        ]),
    ],
  ],
  'waivers expiring': [
    [
      words('waivers expiring --waivers accepted.yaml --days 1 --now 2026-06-28 --config quiet.yaml --no-config-code'),
      told('accepted.yaml: none'),
    ],
    [
      words('waivers expiring --waivers accepted.yaml --days 2 --now 2026-06-28 --format json'),
      ({ code, stdout }) => expect([code, JSON.parse(stdout)[0].daysLeft]).toEqual([1, 2]),
    ],
  ],
  'cache info': [
    [words('cache info . --cache-location nothing'), told('(--cache-location)', 'nothing is kept there')],
    [
      words('cache info --format json'),
      ({ stdout }) => expect(JSON.parse(stdout)).toMatchObject({ bytes: 0, files: [] }),
    ],
  ],
  'cache clean': [[words('cache clean . --cache-location nothing'), told(': nothing was kept there')]],
  'config schema': [[words('config schema'), told('"$schema"', '"failOn"')]],
  'config verify': [
    [words('config verify'), told('no configuration found')],
    [words('config verify . --config quiet.yaml --no-config-code'), told('valid: quiet.yaml')],
  ],
  doctor: [
    [words('doctor'), told('Node.js')],
    [words('doctor --format json --config quiet.yaml --no-config-code'), told('"configuration": "quiet.yaml"')],
  ],
};

describe.concurrent('each option of check, in a process of its own', () => {
  test.each(ofCheck.map((one) => [one[0].join(' '), one] as const))('%s', async (_, [argv, held]) => {
    held(await run(...argv));
  });
});

describe.concurrent('each other command with all of its options, in a process of its own', () => {
  const cases = Object.values(ofOthers).flat();
  test.each(cases.map((one) => [one[0].join(' '), one] as const))('%s', async (_, [argv, held]) => {
    held(await run(...argv));
  });
});

test('no command and no option is without one', () => {
  const program = buildProgram({ terminal: { stdout: {} }, stages: {}, exit() {} } as never, () => {});
  const missing = program.commands
    .flatMap((command) => [
      ...(command.commands.length === 0 || command.registeredArguments.length > 0
        ? [{ name: command.name(), command }]
        : []),
      ...command.commands.map((inner) => ({ name: `${command.name()} ${inner.name()}`, command: inner })),
    ])
    .flatMap(({ name, command }) => {
      const cases = name === 'check' ? ofCheck : (ofOthers[name] ?? []);
      const used = new Set(cases.flatMap(([argv]) => argv.map((word) => word.split('=')[0])));
      if (cases.length === 0) return [name];
      return command.options.filter(({ long }) => !used.has(long ?? '')).map(({ long }) => `${name} ${long}`);
    });
  expect(missing).toEqual([]);
});

test('processes that the configuration declares stand in for discovered ones of the same entry', async () => {
  const dir = makeProject({
    ...shop,
    '.sharenothingrc.json':
      '{ "processes": [{ "entry": "src/server.js", "kind": "server", "replicas": 3, "name": "web" }] }',
  });
  const listed = await runProcess(['processes'], { cwd: dir });
  expect(listed.stdout).toMatch(/^web +server +src\/server\.js +3 replicas\n/);
  expect(listed.stdout).not.toMatch(/^start/m);
  const report = reportOf(await runProcess(['--format', 'json'], { cwd: dir }));
  expect(report.projects[0]?.processes.map(({ name, replicas }) => [name, replicas])).toEqual([['web', 3]]);
  expect(report.findings.map(({ processes }) => processes)).toContainEqual(['web']);
  fs.rmSync(dir, { recursive: true });
});

test('the strict preset tells of memos where a configuration extends it, as info', async () => {
  const dir = makeProject({ ...shop, '.sharenothingrc.yaml': 'extends: sharenothing:strict\n' });
  const { findings, silences } = reportOf(await runProcess(['--format', 'json', '--silences'], { cwd: dir }));
  expect(findings.find(({ symbol }) => symbol === 'patterns')).toMatchObject({
    ruleId: 'module-cache',
    messageId: 'memo',
    severity: 'info',
    consequences: ['not-shared', 'unbounded'],
  });
  expect(silences.filter(({ symbol }) => symbol === 'patterns')).toEqual([]);
  fs.rmSync(dir, { recursive: true });
});

test('neither the target nor the current folder has its .config/config.js run', async () => {
  const dir = makeProject({
    'here/.sharenothingrc.json': '{ "failOn": "error" }',
    ...Object.fromEntries(Object.entries(shop).map(([name, text]) => [`target/${name}`, text])),
    'target/.sharenothingrc.yaml': 'failOn: never\n',
  });
  const marker = path.join(dir, 'ran');
  const trap = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, ''); module.exports = {};\n`;
  for (const folder of ['here', 'target']) {
    fs.mkdirSync(path.join(dir, folder, '.config'));
    fs.writeFileSync(path.join(dir, folder, '.config/config.js'), trap);
    fs.writeFileSync(path.join(dir, folder, '.config/config.cjs'), trap);
  }
  const ran = await runProcess(['../target', '--format', 'json'], { cwd: path.join(dir, 'here') });
  expect(symbols(ran)).toEqual(all);
  expect(ran.code).toBe(0);
  await runProcess(['print-config'], { cwd: path.join(dir, 'target') });
  expect(fs.existsSync(marker)).toBe(false);
  // The trap can spring at all.
  await import(path.join(dir, 'target/.config/config.cjs'));
  expect(fs.existsSync(marker)).toBe(true);
  fs.rmSync(dir, { recursive: true });
});

describe('trace in the showcase, in a process of its own', () => {
  const showcase = path.join(repositoryRoot, 'fixtures/showcase/orders-api');
  const trace = (place: string) => runProcess(['trace', place], { cwd: showcase });

  test('a finding: who writes it, when, and the rule that reports it', async () => {
    const { code, stdout } = await trace('src/invoices.ts:2');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^src\/invoices\.ts:2:5 lastNumber\n {2}kind {6}module-binding, lives as long as the process\n/,
    );
    expect(stdout).toMatch(
      /^ {2}write {5}src\/invoices\.ts:5:3 \w+ in request, through for each request → .*nextInvoiceNumber$/m,
    );
    expect(stdout).toMatch(/^ {2}verdict {3}error by module-state, confidence \w+$/m);
  });

  test('a silence: its reason and the line that proves it', async () => {
    const { code, stdout } = await trace('src/database.ts:4');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}verdict {3}silent: lazy-singleton\n {2}proof {5}src\/database\.ts:7\n {2}why {7}\w/m);
  });

  test('nothing there: the nearest lines that have something', async () => {
    const { code, stdout, stderr } = await trace('src/invoices.ts:6');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error\[nothing-there\]: no state .* at src\/invoices\.ts:6\n/);
    expect(stderr).toContain('are src/invoices.ts:5 (lastNumber) and src/invoices.ts:2 (lastNumber);');
  });

  test('a file that is not analysed', async () => {
    expect((await trace('package.json:1')).stderr).toContain('package.json is no part of the analysis');
  });
});
