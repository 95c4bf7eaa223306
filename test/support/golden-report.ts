import type { Report, ReportFinding, ReportTraceStep } from '../../src/report/report.ts';

/**
 * The one report that every reporter is tested with: every status, severity and confidence, every kind of list; names with quotes,
 * `%`, `<`, `|`, commas, line ends, escape codes, bidirectional controls, wide characters and half surrogates; empty strings and
 * lists; a file with a space and a `#`; a span over several lines; a line longer than any terminal; a trace that leaves DIR.
 */
export const goldenReport: Report = {
  version: 1,
  tool: {
    name: 'sharenothing',
    version: '0.1.0',
    rulesDigest: digest('a'),
    catalogueDigest: digest('b'),
  },
  run: {
    root: 'apps/api',
    commit: '0123456789abcdef0123456789abcdef01234567',
    dirty: true,
    configDigest: digest('c'),
    configFiles: ['../../sharenothing.config.json'],
    policyDigest: digest('d'),
    inputsDigest: digest('e'),
    by: 'ci <ci@example.com>',
    now: '2026-01-31',
  },
  rules: [
    {
      id: 'memory-session',
      title: 'sessions kept in the process',
      description: 'Reports sessions that only one process knows.',
      help: '# memory-session\n\nReports sessions that only one process knows.\n',
      clauses: ['VI.5', 'VI.1'],
      severity: 'error',
      severityFrom: '--rule',
    },
    {
      id: 'module-state',
      title: 'state kept in the process',
      description: 'Reports state that only one process has.',
      help: '# module-state\n\nReports state that only one process has.\n',
      clauses: ['VI.1'],
      severity: 'default',
      severityFrom: 'default',
    },
    {
      id: 'local-persistence',
      title: 'data kept on the local disk',
      description: '',
      help: '',
      clauses: ['VI.2', 'VI.3'],
      severity: 'off',
      severityFrom: '../../sharenothing.config.json',
    },
  ],
  projects: [
    {
      root: '',
      processes: [
        {
          name: 'api',
          kind: 'server',
          entry: 'src/server.ts',
          replicas: 3,
          evidence: { file: '../../Procfile', line: 1, text: 'api: node dist/server.js --name="a|b"' },
        },
        {
          name: 'nightly <job>',
          kind: 'job',
          entry: 'src/my job #2.ts',
          replicas: null,
          evidence: { file: 'package.json', line: 7, text: '"nightly": "node \'dist/my job #2.js\'"' },
        },
      ],
      files: 12,
      skipped: [
        { file: 'src/big.js', reason: 'too-large', detail: '2097152 bytes' },
        { file: 'src/types/a.d.ts', reason: 'declaration' },
        { file: 'src/types/b.d.ts', reason: 'declaration' },
        { file: 'src/types/c.d.ts', reason: 'declaration' },
        { file: 'src/types/d.d.ts', reason: 'declaration' },
        { file: 'src/\u001b[31mred\u001b[0m.ts', reason: 'binary', detail: '' },
      ],
    },
  ],
  findings: [
    finding({
      symbol: 'hits',
      fingerprint: fingerprint('1'),
      trace: [
        step({ line: 4, column: 1, message: '`hits` is made here, once in each process', snippet: 'let hits = 0;' }),
        step({
          file: '../../packages/shared/src/count.ts',
          line: 120,
          column: 3,
          message: '`increment` writes to `hits` here',
          snippet: '  counter.value += 1; // ++ "quoted", 100%\n  return counter;',
        }),
        step({
          line: 9,
          column: 1,
          message: 'this function is registered here to run on each request to GET /hits',
          messageId: 'registered-inline',
          data: { root: 'on each request to GET /hits', '': '', __proto__x: 'y' },
          snippet: "app.get('/hits', (req, res) => res.json({ hits: increment() }));",
        }),
      ],
    }),
    finding({
      ruleId: 'memory-session',
      severity: 'warning',
      confidence: 'medium',
      message:
        '`sessions "by" <user> & 100%, a|b` keeps logins, commas: and colons. A second process answers 401 to everyone who logged in at the first.',
      messageId: 'map',
      data: { symbol: 'sessions "by" <user> & 100%, a|b' },
      file: 'src/my file #1.ts',
      line: 10,
      column: 1,
      endLine: 19,
      endColumn: 2,
      snippet:
        "export const sessions = new Map<string, Session>([\n\t['root', { user: 'root' }],\n\t// テスト\n\t// …\n\t// 5\n\t// 6\n… (+4 lines)",
      symbol: 'sessions "by" <user> & 100%, a|b',
      holder: 'module-binding',
      writes: ['put:request', 'remove:timer'],
      consequences: ['lost-on-restart', 'not-shared', 'unbounded'],
      clauses: ['VI.5', 'VI.1'],
      processes: ['api', 'nightly <job>', 'unknown'],
      fingerprint: fingerprint('2'),
      status: 'touched',
      help: 'Keep sessions in Redis: `npm install connect-redis`, then `session({ store: new RedisStore({ client }) })`.',
    }),
    finding({
      severity: 'info',
      confidence: 'low',
      message:
        'ダッシュボードの\u202e`キャッシュ`\u2066 is kept. A second line\r\nand \u001b]8;;https://example.com\u0007a link\u001b]8;;\u0007.',
      messageId: 'cache',
      data: { symbol: 'キャッシュ', name: 'a\nb\u0000\u009b31m' },
      file: 'src/日本語/ファイル.ts',
      line: 1,
      column: 33,
      endLine: 1,
      endColumn: 38,
      snippet: '/* 👩‍👩‍👧 全角 */ export\tconst  キャッシュ = new Map(); // \u202e\u001b[2J\ud800',
      symbol: 'キャッシュ\n\u001b[1m',
      holder: 'module-binding',
      writes: [],
      consequences: [],
      clauses: [],
      processes: [],
      fingerprint: fingerprint('3'),
      help: 'Nothing to do: \u2028look at it.',
    }),
    finding({
      line: 30,
      column: 480,
      endLine: 30,
      endColumn: 500,
      snippet: `${`const table = { ${'key: "value", '.repeat(40)}`.slice(0, 500)}… (+9000 characters)`,
      symbol: '',
      fingerprint: fingerprint('4'),
      status: 'expired',
      waiver: {
        reason: 'replaced by Redis in spring; see "plan", 100% sure',
        owner: '@team-a',
        approvedBy: 'cto@example.com',
        ticket: 'OPS-1',
        until: '2025-12-31',
        where: '../../sharenothing.waivers.yaml:4',
      },
    }),
    finding({
      severity: 'warning',
      message:
        "`handlers[0](request)` of ::error::x ##[add-mask]y ##vso[task.complete result=Failed;]z %0A {0} ]]> <img src=x onerror=alert(1)> [link](javascript:alert(1)) http://example.com www.example.com @team |n'. Nothing acts.",
      messageId: 'map',
      data: { symbol: 'handlers' },
      file: "src/=cmd|' ##[group]a,b:c;d].ts",
      line: 2,
      column: 14,
      endLine: 2,
      endColumn: 15,
      snippet: 'const 日本 = "é", h = []; // 👩‍👩‍👧',
      symbol: '=HYPERLINK("http://example.com")',
      trace: [
        step({
          file: '::notice::.ts',
          line: 2,
          column: 10,
          message: '::error::x ##vso[task.complete]y ##teamcity[buildStop] `a|b` `` ` ``',
          snippet: 'const 日本 = 1',
        }),
      ],
      fingerprint: fingerprint('8'),
      help: '+1 ::warning:: ##[error]x',
    }),
    finding({ line: 40, endLine: 40, symbol: 'Store.rows', fingerprint: fingerprint('5'), status: 'existing' }),
    finding({
      line: 41,
      endLine: 41,
      symbol: 'Store#lock',
      severity: 'warning',
      ruleId: 'in-process-lock',
      fingerprint: fingerprint('6'),
      status: 'waived',
      waiver: {
        reason: 'one instance until March',
        owner: '@team-b',
        approvedBy: 'cto@example.com',
        ticket: '',
        until: '2026-03-31',
        where: '../../sharenothing.waivers.yaml:9',
      },
    }),
  ],
  silences: [
    {
      file: 'src/session.ts',
      line: 3,
      symbol: 'session',
      reason: 'backed',
      proof: { file: 'src/session.ts', line: 5 },
      backing: { package: 'connect-redis', service: 'Redis' },
    },
    { file: 'src/x.ts', line: 1, symbol: '', reason: 'init-only', proof: null },
  ],
  suppressed: [
    finding({ line: 50, endLine: 50, symbol: 'ignored', fingerprint: fingerprint('7'), status: 'suppressed' }),
  ],
  limits: [
    { stage: 'link', file: 'src/huge.ts', symbol: 'table', cap: '10000 objects' },
    { stage: 'link', file: null, symbol: null, cap: '1000000 steps' },
  ],
  errors: [
    {
      stage: 'extract',
      file: 'src/\u001b[31mred\u001b[0m.ts',
      rule: null,
      message: 'Maximum call stack\nsize exceeded',
    },
    { stage: 'judge', file: null, rule: 'local-persistence', message: '' },
  ],
  notes: [
    {
      code: 'no-entry',
      file: 'package.json',
      line: 5,
      message: 'the script `start` names dist/main.js, which no source maps to',
    },
    { code: 'outside', file: null, line: null, message: '12 files elsewhere in the repository were read' },
  ],
  summary: {
    filesAnalysed: 12,
    filesSkipped: 6,
    findings: { error: 3, warning: 3, info: 1 },
    statuses: { new: 3, existing: 1, touched: 1, waived: 1, expired: 1 },
    suppressed: 1,
    silences: 2,
    errors: 2,
  },
  timing: { link: 20, extract: 10.5 },
};

/** The same run with nothing to say. */
export const cleanReport: Report = {
  ...goldenReport,
  run: { ...goldenReport.run, root: '', commit: null, dirty: null, configFiles: [], by: null },
  rules: [],
  projects: [{ root: '', processes: [], files: 1, skipped: [] }],
  findings: [],
  silences: [],
  suppressed: [],
  limits: [],
  errors: [],
  notes: [],
  summary: {
    filesAnalysed: 1,
    filesSkipped: 0,
    findings: { error: 0, warning: 0, info: 0 },
    statuses: { new: 0, existing: 0, touched: 0, waived: 0, expired: 0 },
    suppressed: 0,
    silences: 0,
    errors: 0,
  },
  timing: {},
};

function finding(overrides: Partial<ReportFinding>): ReportFinding {
  return {
    ruleId: 'module-state',
    severity: 'error',
    confidence: 'high',
    message:
      '`hits` is counted in the memory of one process. Two processes count apart, so the number depends on which one answers, and a restart starts again at 0.',
    messageId: 'counter',
    data: { symbol: 'hits' },
    file: 'src/server.ts',
    line: 4,
    column: 5,
    endLine: 4,
    endColumn: 9,
    snippet: 'let hits = 0;',
    symbol: 'hits',
    holder: 'module-binding',
    writes: ['assign:request'],
    consequences: ['lost-on-restart', 'not-shared'],
    clauses: ['VI.1'],
    processes: ['api'],
    trace: [],
    fingerprint: '',
    status: 'new',
    help: 'Count in Redis, which all processes share: `await redis.incr("hits")`.',
    ...overrides,
  };
}

function step(overrides: Partial<ReportTraceStep>): ReportTraceStep {
  return {
    file: 'src/server.ts',
    line: 1,
    column: 1,
    message: '',
    messageId: 'declared',
    data: {},
    snippet: '',
    ...overrides,
  };
}

function digest(letter: string): string {
  return letter.repeat(64);
}

function fingerprint(digit: string): string {
  return digit.repeat(32);
}
