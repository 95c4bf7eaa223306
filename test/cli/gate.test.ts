import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { type Finished, runProcess } from '../support/process.ts';
import { makeProject } from './support.ts';

/** A server whose rooms each keep a list and a count in memory: two findings a room. */
function hotel(rooms: readonly string[]): Record<string, string> {
  const name = (room: string) => `room${room}`;
  return {
    'package.json': JSON.stringify({
      name: 'hotel',
      type: 'module',
      dependencies: { express: '^5.0.0' },
      scripts: { start: 'node src/server.js' },
    }),
    'src/server.js': [
      `import express from 'express';`,
      ...rooms.map((room) => `import { ${name(room)} } from './rooms/${name(room)}.js';`),
      'const app = express();',
      ...rooms.map((room) => `app.post('/${name(room)}/:guest', ${name(room)});`),
      'app.listen(3000);\n',
    ].join('\n'),
    ...Object.fromEntries(rooms.map((room) => [`src/rooms/${name(room)}.js`, roomFile(room)])),
  };
}

function roomFile(room: string): string {
  return `const guests${room} = new Map();
let nights${room} = 0;

export function room${room}(request, response) {
  guests${room}.set(request.params.guest, request.body);
  nights${room} += 1;
  response.json({ guests: guests${room}.size, nights: nights${room} });
}
`;
}

// A test here starts the program up to a dozen times; how long that takes is the machine's affair.
vi.setConfig({ testTimeout: 600_000 });

const dirs: string[] = [];
afterAll(() => {
  for (const dir of dirs) fs.rmSync(dir, { recursive: true, force: true });
});

function project(files: Readonly<Record<string, string>>) {
  const dir = makeProject(files);
  dirs.push(dir);
  return {
    dir,
    run: (...argv: string[]) => runProcess(argv, { cwd: dir }),
    write: (file: string, text: string) => {
      fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      fs.writeFileSync(path.join(dir, file), text);
    },
    read: (file: string) => fs.readFileSync(path.join(dir, file), 'utf8'),
    edit: (file: string, change: (text: string) => string) =>
      fs.writeFileSync(path.join(dir, file), change(fs.readFileSync(path.join(dir, file), 'utf8'))),
    move: (from: string, to: string) => {
      fs.mkdirSync(path.dirname(path.join(dir, to)), { recursive: true });
      fs.renameSync(path.join(dir, from), path.join(dir, to));
    },
    git: (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...argv], {
        cwd: dir,
        stdio: 'pipe',
      }),
  };
}

const reportOf = ({ stdout }: Finished): Report => JSON.parse(stdout);
const told = (ran: Finished) => {
  const { findings, suppressed } = reportOf(ran);
  return [...findings, ...suppressed]
    .map(({ file, line, ruleId, status }) => `${file}:${line} ${ruleId} ${status}`)
    .sort();
};
const json = ['--format', 'json', '--now', '2026-05-04'];

describe.concurrent('suppressions in the code', () => {
  const server = (lines: string) => `import express from 'express';
${lines}
const app = express();
app.post('/:guest', (request, response) => {
  guests.set(request.params.guest, 1);
  response.json(guests.size);
});
app.listen(3000);
`;
  const manifest = hotel([])['package.json']!;

  test.each([
    ['src/server.js', '// sharenothing-ignore-next-line module-state -- one house\nconst guests = new Map();', 3],
    ['src/server.js', 'const guests = new Map(); // sharenothing-ignore-line module-state -- one house', 2],
    [
      'src/server.ts',
      '/* sharenothing-ignore-next-line module-state -- one house */\nconst guests = new Map<string, number>();',
      3,
    ],
    [
      'src/server.ts',
      '// sharenothing-ignore-start module-state -- one house\nconst guests = new Map();\n// sharenothing-ignore-end module-state',
      3,
    ],
    [
      'src/server.jsx',
      '// sharenothing-ignore-next-line module-state -- one house\nconst guests = new Map();\nconst page = <b>{/* a comment */}// sharenothing-ignore-file x -- text</b>;',
      3,
    ],
  ])('hold the finding: %s %s', async (file, lines, line) => {
    const { run } = project({
      'package.json': manifest.replace('src/server.js', file),
      [file]: server(lines),
    });
    const ran = await run(...json);
    expect(told(ran)).toEqual([`${file}:${line} module-state suppressed`]);
    expect(ran.code).toBe(0);
    expect(reportOf(ran).suppressed[0]!.waiver).toMatchObject({ reason: 'one house' });
  });

  test('hold the file, from above all code', async () => {
    const { run } = project({
      'package.json': manifest,
      'src/server.js': `// sharenothing-ignore-file module-state -- one house\n${server('const guests = new Map();')}`,
    });
    expect(told(await run(...json))).toEqual(['src/server.js:3 module-state suppressed']);
    const shown = await run();
    expect(shown.stdout).toContain('No new findings\n  Not shown: 1 suppressed in the code.\n');
  });

  test('hold findings in YAML and Dockerfiles', async () => {
    const { run } = project({
      'package.json': manifest.replace('"express"', '"typescript":"5.9.0","express"'),
      'src/server.js': server('const guests = { set() {}, size: 0 };'),
      Dockerfile:
        'FROM node\nCOPY . .\n# sharenothing-ignore-next-line runtime-asset-compilation -- until the build is split\nCMD ["sh", "-c", "npx tsc && node src/server.js"]\n',
      'k8s/service.yaml':
        'kind: Service\napiVersion: v1\nmetadata: { name: hotel }\nspec:\n  sessionAffinity: ClientIP # sharenothing-ignore-line sticky-session -- old lobby\n  selector: { app: hotel }\n',
    });
    const ran = await run(...json);
    expect(told(ran)).toEqual([
      'Dockerfile:4 runtime-asset-compilation suppressed',
      'k8s/service.yaml:5 sticky-session suppressed',
    ]);
    expect(ran.code).toBe(0);
  });

  test('that are wrong are findings of their own, and hold nothing', async () => {
    const { run } = project({
      'package.json': manifest,
      'src/server.js': server(`// sharenothing-ignore-next-line module-state
// sharenothing-ignore-next-line modul-state -- one house
// sharenothing-ignore-next-line module-cache -- one house
// sharenothing-ignore-next-line module-state -- one house until 2026-05-03
// sharenothing-assert init-only
const guests = new Map();`),
    });
    const ran = await run(...json);
    expect(told(ran)).toEqual([
      'src/server.js:2 suppression-no-reason new',
      'src/server.js:3 suppression-unknown-rule new',
      'src/server.js:4 suppression-unused new',
      'src/server.js:5 suppression-expired new',
      'src/server.js:6 assertion-failed new',
      'src/server.js:7 module-state expired',
    ]);
    expect(ran.code).toBe(1);
    const skipped = await run(...json, '--skip', 'module-cache', '--rule', 'suppression-no-reason=off');
    expect(told(skipped).map((one) => one.split(' ')[1])).toEqual([
      'suppression-unknown-rule',
      'suppression-expired',
      'assertion-failed',
      'module-state',
    ]);
  });

  test('hold on their last day, and not on the next one', async () => {
    const { run } = project({
      'package.json': manifest,
      'src/server.js': server(
        '// sharenothing-ignore-next-line module-state -- one house until 2026-06-30 owner @desk\nconst guests = new Map();',
      ),
    });
    expect((await run('--now', '2026-06-30')).code).toBe(0);
    const after = await run('--now', '2026-07-01');
    expect(after.code).toBe(1);
    expect(after.stdout).toMatch(/module-state {2}guests {2}\(expired\)/);
    expect(after.stdout).toContain('Waiver     until 2026-06-30, owner @desk: one house (src/server.js:2)');
  });
});

describe.concurrent('a baseline', () => {
  const hundred = Array.from({ length: 50 }, (_, at) => String(at + 1).padStart(2, '0'));

  test('from a hundred findings to a gate that blocks, in two commands', async () => {
    const { run, write, edit, move, read } = project(hotel(hundred));
    const created = await run('baseline', 'create');
    expect(created).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `sharenothing.baseline.jsonl: 100 findings (100 errors, 0 warnings, 0 info) are known from now on.
Commit the file: from then on \`sharenothing check\` fails on what is new alone.
`,
    });
    const lines = read('sharenothing.baseline.jsonl').trimEnd().split('\n');
    expect(lines).toHaveLength(100);
    expect([...lines].sort()).toEqual(lines);
    const green = await run('check');
    expect(green.code).toBe(0);
    expect(green.stdout).toContain('No new findings\n  Not shown: 100 known from before.\n');
    expect((await run('check', '--no-baseline', '--format', 'json')).code).toBe(1);

    // Old ones move and are renamed: the lines, the file, the folder, the symbol, into an object, into a class.
    edit('src/rooms/room01.js', (text) => `// The first room.\n\n${text}`);
    move('src/rooms/room02.js', 'src/suites/suite02.js');
    edit('src/server.js', (text) => text.replace('./rooms/room02.js', './suites/suite02.js'));
    edit('src/rooms/room03.js', (text) => text.replaceAll('guests03', 'visitors'));
    edit('src/rooms/room04.js', (text) =>
      text
        .replace('let nights04 = 0;', 'const box = { nights04: 0 };')
        .replaceAll(/(?<![.\w])nights04(?! = 0|:)/g, 'box.nights04')
        .replace('{ box.nights04: 0 }', '{ nights04: 0 }'),
    );
    const moved = await run('check', '--format', 'json');
    expect(
      reportOf(moved)
        .findings.filter(({ status }) => status !== 'existing')
        .map(({ symbol }) => symbol),
    ).toEqual([]);
    expect(moved.code).toBe(0);

    // One more piece of state: the run fails with exactly that.
    edit('src/rooms/room05.js', (text) =>
      text
        .replace('export function', 'const keys = new Set();\n\nexport function')
        .replace('  nights05 +=', '  keys.add(request.params.guest);\n  nights05 +='),
    );
    const more = await run('check', '--format', 'json');
    expect(more.code).toBe(1);
    expect(
      reportOf(more)
        .findings.filter(({ status }) => status === 'new')
        .map(({ symbol, file }) => `${file} ${symbol}`),
    ).toEqual(['src/rooms/room05.js keys']);
    const shown = await run('check');
    expect(shown.stdout).toContain('1 finding: 1 error\n  Not shown: 100 known from before.\n');

    // What is fixed is named, and leaves the baseline.
    write('src/rooms/room06.js', 'export function room06(request, response) {\n  response.json({});\n}\n');
    const fixed = await run('check', '--strict-baseline', '--format', 'json');
    expect(
      reportOf(fixed)
        .notes.filter(({ code }) => code === 'baseline-stale')
        .map(({ message }) => message.split(':')[0]),
    ).toEqual([
      '`guests06` (module-state, src/rooms/room06.js) is gone',
      '`nights06` (module-state, src/rooms/room06.js) is gone',
    ]);
    const checked = await run('baseline', 'check');
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('100 entries, 2 without a finding.');
    expect((await run('baseline', 'prune')).stdout).toContain('100 entries, 2 taken out.');
    const pruned = read('sharenothing.baseline.jsonl').trimEnd().split('\n');
    expect(pruned).toEqual(lines.filter((line) => !line.includes('room06.js')));
    expect(await run('baseline', 'check')).toMatchObject({ code: 0 });

    // Entries follow what moved; what is new is added only when asked for.
    const followed = await run('baseline', 'update');
    expect(followed.stdout).toContain('not added: keys (module-state, src/rooms/room05.js:4)\n');
    expect(followed.stdout).toContain('followed: guests03 (module-state, src/rooms/room03.js)');
    expect(read('sharenothing.baseline.jsonl')).not.toContain('"keys"');
    expect((await run('check')).code).toBe(1);
    expect((await run('baseline', 'update', '--add')).stdout).toContain(
      'added: keys (module-state, src/rooms/room05.js:4)\n',
    );
    expect(read('sharenothing.baseline.jsonl').trimEnd().split('\n')).toHaveLength(99);
    expect((await run('check', '--strict-baseline')).code).toBe(0);
    expect((await run('baseline', 'create')).stderr).toContain('error[baseline-exists]');
  });

  test('of two branches merges line by line, and by keeping both sides', async () => {
    const { run, git, edit, write, read } = project({
      ...hotel(['01', '02', '03']),
      '.gitattributes': '*.jsonl merge=union\n',
    });
    git('init', '-q', '-b', 'main');
    await run('baseline', 'create');
    git('add', '.');
    git('commit', '-qm', 'one');
    const addTo = (room: string, name: string) =>
      edit(`src/rooms/room${room}.js`, (text) =>
        text
          .replace('export', `const ${name} = [];\n\nexport`)
          .replace('  nights', `  ${name}.push(request.params.guest);\n  nights`),
      );
    git('checkout', '-qb', 'left');
    addTo('02', 'left');
    await run('baseline', 'update', '--add');
    git('commit', '-qam', 'left');
    git('checkout', '-q', 'main');
    addTo('02', 'right');
    git('checkout', '-qb', 'right');
    await run('baseline', 'update', '--add');
    git('commit', '-qam', 'right');
    // The code conflicts, since both branches change the same lines; the baseline does not.
    expect(() => git('merge', 'left')).toThrow();
    expect(read('sharenothing.baseline.jsonl')).not.toContain('<<<<');
    write('src/rooms/room02.js', roomFile('02'));
    addTo('02', 'left');
    addTo('02', 'right');
    const ran = await run('check', '--strict-baseline', '--format', 'json');
    expect(reportOf(ran).summary.statuses).toMatchObject({ new: 0, existing: 8 });
    expect(ran.code).toBe(0);
  });

  test('with conflict marks, or a line that is none, is an error that names the line', async () => {
    const { run, write } = project({ ...hotel(['01']), 'sharenothing.baseline.jsonl': '<<<<<<< HEAD\n' });
    expect(await run('check')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sharenothing.baseline.jsonl:1'),
    });
    write('sharenothing.baseline.jsonl', '\n{"file":"a"}\n');
    const ran = await run('check');
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('sharenothing.baseline.jsonl:2') });
    // Commands that need none of it still work.
    expect((await run('print-config')).code).toBe(0);
  });

  test('does not hold what became graver, and leaves alone what was not asked', async () => {
    const { run, read } = project(hotel(['01']));
    await run('baseline', 'create', '--rule', 'module-state=warning');
    const ran = await run('--format', 'json');
    expect(reportOf(ran).summary.statuses).toMatchObject({ new: 2, existing: 0 });
    expect(reportOf(ran).notes.map(({ code }) => code)).toEqual(['baseline-graver', 'baseline-graver']);
    expect((await run('--skip', 'module-state', '--strict-baseline')).code).toBe(0);
    const before = read('sharenothing.baseline.jsonl');
    await run('baseline', 'prune', '--only', 'module-cache');
    expect(read('sharenothing.baseline.jsonl')).toBe(before);
  });

  test('of packages speaks for each by itself, from wherever it is run', async () => {
    const api = Object.entries(hotel(['01'])).map(([file, text]) => [`apps/api/${file}`, text] as const);
    const worker = Object.entries(hotel(['02'])).map(([file, text]) => [`apps/worker/${file}`, text] as const);
    const { run, git, read } = project({
      ...Object.fromEntries([...api, ...worker]),
      'package.json': '{ "name": "all", "private": true, "workspaces": ["apps/*"] }',
    });
    git('init', '-q');
    await run('baseline', 'create', 'apps/api');
    expect(read('apps/api/sharenothing.baseline.jsonl')).toContain('"file":"src/rooms/room01.js"');
    const statuses = async (...argv: string[]) => reportOf(await run(...argv, '--format', 'json')).summary.statuses;
    expect(await statuses('.')).toMatchObject({ existing: 2, new: 2 });
    expect(await statuses('apps/api', 'apps/worker')).toMatchObject({ existing: 2, new: 2 });
    // One for the whole takes what the others do not hold, and holds in each folder.
    expect((await run('baseline', 'create')).stdout).toContain('sharenothing.baseline.jsonl: 2 findings');
    expect(await statuses('apps/worker')).toMatchObject({ existing: 2, new: 0 });
    expect(await statuses('.')).toMatchObject({ existing: 4, new: 0 });
  });
});

describe.concurrent('waivers', () => {
  const entry = (lines: Readonly<Record<string, string>>) =>
    `  - ${Object.entries({
      reason: 'one house',
      owner: "'@desk'",
      approvedBy: "'@director'",
      ticket: 'H-7',
      created: '2026-01-01',
      expires: '2026-12-31',
      ...lines,
    })
      .filter(([, value]) => value !== '')
      .map(([key, value]) => `${key}: ${value}`)
      .join('\n    ')}\n`;
  const guests = { rule: 'module-state', path: 'src/rooms/room01.js', symbol: 'guests01' };
  const waivers = (...entries: Readonly<Record<string, string>>[]) => `waivers:\n${entries.map(entry).join('')}`;

  test('hold a finding by rule, path and symbol or by fingerprint, until their last day', async () => {
    const { run, write } = project({ ...hotel(['01']), 'sharenothing.waivers.yaml': waivers(guests) });
    const ran = await run(...json);
    const [first, second] = reportOf(ran).findings;
    expect(first).toMatchObject({
      symbol: 'guests01',
      status: 'waived',
      waiver: {
        reason: 'one house',
        owner: '@desk',
        approvedBy: '@director',
        ticket: 'H-7',
        until: '2026-12-31',
        where: 'sharenothing.waivers.yaml:2',
      },
    });
    expect(second).toMatchObject({ symbol: 'nights01', status: 'new' });
    write('sharenothing.waivers.yaml', waivers(guests, { fingerprint: second!.fingerprint }));
    const shown = await run('--now', '2026-12-31');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('No new findings\n  Not shown: 2 held by a waiver.\n');
    expect(shown.stdout).toContain('note waiver-expiring:');
    const after = await run('--format', 'json', '--now', '2027-01-01');
    expect(after.code).toBe(1);
    expect(reportOf(after).summary.statuses).toMatchObject({ expired: 2, waived: 0 });
  });

  test('are judged one by one: a malformed one counts as expired and the others hold', async () => {
    const nights = { ...guests, symbol: 'nights01' };
    const { run } = project({
      ...hotel(['01']),
      'sharenothing.waivers.yaml': waivers(
        guests,
        { ...nights, expires: '2026-02-30' },
        { ...nights, expires: '2027-01-02' },
        { ...nights, created: '2026-06-01' },
        { ...nights, owner: '' },
        { ...nights, expires: '2025-12-31' },
        { ...guests, symbol: 'nobody' },
        { rule: 'modul-state', path: 'a.js', symbol: 'b' },
      ),
    });
    const ran = await run(...json);
    expect(reportOf(ran).findings.map(({ symbol, status }) => `${symbol} ${status}`)).toEqual([
      'guests01 waived',
      'nights01 expired',
    ]);
    const notes = reportOf(ran).notes.map(({ code, line, message }) => `${line} ${code} ${message}`);
    expect(notes).toEqual([
      expect.stringMatching(/^11 waiver-expired .*"expires" is no day \(2026-02-30\)/),
      expect.stringMatching(/^20 waiver-expired .*it lasts 366 days, more than 365/),
      expect.stringMatching(/^29 waiver-expired .*it was created on 2026-06-01, which lies after today/),
      expect.stringMatching(/^38 waiver-expired .*it has no "owner"/),
      expect.stringMatching(/^46 waiver-expired .*it expires on 2025-12-31, before it was created/),
      expect.stringMatching(/^64 waiver-expired .*there is no rule "modul-state" \(did you mean "module-state"\?\)/),
      expect.stringMatching(/^55 waiver-unused .*`nobody`/),
    ]);
    const lint = await run('waivers', 'lint', '--now', '2026-05-04');
    expect(lint.code).toBe(1);
    expect(lint.stdout.trimEnd().split('\n')).toHaveLength(7);
    expect(lint.stdout).toContain('sharenothing.waivers.yaml: 8 waivers, 6 not in force\n');
    expect((await run('--fail-on', 'never', '--now', '2026-05-04')).code).toBe(0);
    expect(await run('--fail-on', 'never', '--fail-on-expired', '--now', '2026-05-04')).toMatchObject({
      code: 1,
      stderr: 'exit 1: a waiver or suppression has run out (--fail-on-expired)\n',
    });
  });

  test('may last as long as the configuration says', async () => {
    const { run } = project({
      ...hotel(['01']),
      '.sharenothingrc.json': '{ "maxWaiverDays": 30 }',
      'sharenothing.waivers.yaml': waivers(guests),
    });
    expect((await run('waivers', 'lint', '--now', '2026-05-04')).stdout).toContain('it lasts 364 days, more than 30');
  });

  test('that are no list at all are an error with the line', async () => {
    const { run, write } = project({ ...hotel(['01']), 'sharenothing.waivers.yaml': 'waivers:\n  - {\n' });
    expect(await run()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/error\[waivers-invalid\].*\n.*sharenothing\.waivers\.yaml:\d/),
    });
    write('sharenothing.waivers.yaml', 'waiver: []\n');
    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('sharenothing.waivers.yaml:1') });
    write('sharenothing.waivers.yaml', '');
    expect(await run()).toMatchObject({ code: 1 });
  });
});

test('what fails a run beside findings: incomplete analysis, warnings beyond a number; 2 beats 1, --exit-zero spares 1', async () => {
  const { run, write } = project({ ...hotel(['01']), 'src/rooms/broken.js': 'const = 1;\n' });
  expect(await run('--fail-on-incomplete')).toMatchObject({
    code: 2,
    stderr: 'exit 2: part of the code was not analysed (--fail-on-incomplete)\n',
  });
  expect((await run('--fail-on-incomplete', '--exit-zero')).code).toBe(2);
  write('src/rooms/broken.js', '');
  const warnings = ['--rule', 'module-state=warning'];
  expect((await run(...warnings, '--max-warnings', '2')).code).toBe(0);
  const many = await run(...warnings, '--max-warnings', '1', '--fail-on', 'error');
  expect(many).toMatchObject({ code: 1, stderr: 'exit 1: 2 warnings, more than 1 (--max-warnings)\n' });
  expect((await run(...warnings, '--max-warnings', '1', '--exit-zero')).code).toBe(0);
  expect((await run('--max-warnings', '5')).code).toBe(1);
});
