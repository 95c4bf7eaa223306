import { describe, expect, it } from 'vitest';
import { exitCode } from '../../src/report/exit-code.ts';
import type { Finding, Rule, Silence } from '../../src/rules/rule.ts';
import type { SettleInput } from '../../src/settle/input.ts';
import { settle } from '../../src/settle/settle.ts';
import { schemaErrors } from '../support/report-schema.ts';

const rule: Rule = {
  id: 'module-state',
  title: 'state kept in the process',
  docs: '# module-state\n\nReports state that only\none process has.\n\nMore.',
  clauses: ['VI.1'],
  since: '0.1.0',
  maturity: 'stable',
  consequences: ['lost-on-restart', 'not-shared'],
  messages: {
    counter: {
      severity: 'error',
      what: '`{symbol}` counts in this process alone',
      why: 'two processes count apart, and a restart starts again at {start}',
      fix: 'keep the count in Redis with `INCR {symbol}`',
    },
  },
  steps: { bumped: '`{by}` adds one here' },
  check: () => {},
};

const TEXTS: Readonly<Record<string, string>> = {
  'apps/api/src/app.ts':
    "import express from 'express';\nlet hits = 0;\r\nconst app = express();\napp.get('/', () => {\n  hits++;\n});\n",
  'packages/lib/src/lib.ts': 'export let total = 0;\n',
};

function span(file: string, text: string) {
  const start = TEXTS[file]!.indexOf(text);
  return { file, start, end: start + text.length };
}

const finding: Finding = {
  ruleId: 'module-state',
  messageId: 'counter',
  data: { symbol: 'hits', start: '0' },
  span: span('apps/api/src/app.ts', 'hits = 0'),
  symbol: 'hits',
  holder: 'module-binding',
  consequences: ['not-shared', 'lost-on-restart'],
  confidence: 'high',
  trace: [
    { span: span('apps/api/src/app.ts', 'let hits = 0;'), messageId: 'declared', data: { symbol: 'hits' } },
    { span: span('apps/api/src/app.ts', 'hits++'), messageId: 'bumped', data: { by: 'handler of GET /' } },
    { span: span('packages/lib/src/lib.ts', 'total'), messageId: 'read', data: { by: 'f', symbol: 'total' } },
  ],
  writes: ['put:request', 'assign:request', 'put:request'],
  processes: ['web', 'api'],
};

const silence: Silence = {
  span: span('apps/api/src/app.ts', 'app = express()'),
  symbol: 'app',
  reason: 'init-only',
  proof: span('apps/api/src/app.ts', 'const app'),
};

const backed: Silence = {
  ...silence,
  symbol: 'store',
  reason: 'backed',
  backing: { package: 'redis', service: 'Redis' },
};

function input(overrides: Partial<SettleInput> = {}): SettleInput {
  return {
    tool: { name: 'sharenothing', version: '0.0.0' },
    source: { dir: 'apps/api', commit: null, dirty: null },
    workspace: {
      processes: [
        {
          name: 'api',
          kind: 'server',
          entry: 'apps/api/src/app.ts',
          replicas: 2,
          evidence: { file: 'Procfile', line: 1, text: 'web: node dist/app.js' },
        },
      ],
      skipped: [{ file: 'apps/api/src/big.js', reason: 'too-large', detail: '2 MiB' }],
      notes: [],
    },
    analysed: ['apps/api/src/app.ts', 'packages/lib/src/lib.ts'],
    skipped: [{ file: 'apps/api/src/big.js', reason: 'too-large', detail: '2 MiB' }],
    inputs: new Map([['apps/api/src/app.ts', 'ab']]),
    rules: [rule],
    catalogue: [],
    findings: [finding],
    silences: [silence, backed],
    limits: [],
    errors: [],
    texts: (file) => (Object.hasOwn(TEXTS, file) ? TEXTS[file] : undefined),
    options: { now: '2026-01-02' },
    ...overrides,
  };
}

describe('settle', () => {
  it('tells a finding with places, words, clauses and a fingerprint, relative to DIR', () => {
    const report = settle(input());
    expect(report.errors).toEqual([]);
    expect(schemaErrors(report)).toEqual([]);
    expect(exitCode(report)).toBe(1);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({
      severity: 'error',
      message: '`hits` counts in this process alone. Two processes count apart, and a restart starts again at 0.',
      help: 'Keep the count in Redis with `INCR hits`.',
      file: 'src/app.ts',
      line: 2,
      column: 5,
      endLine: 2,
      endColumn: 13,
      snippet: 'let hits = 0;',
      consequences: ['lost-on-restart', 'not-shared'],
      clauses: ['VI.1'],
      processes: ['api', 'web'],
      writes: ['assign:request', 'put:request'],
      status: 'new',
    });
    expect(report.findings[0]!.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(
      report.findings[0]!.trace.map(({ file, line, column, message }) => ({ file, line, column, message })),
    ).toEqual([
      {
        file: 'src/app.ts',
        line: 2,
        column: 1,
        message: '`hits` is made here, once in each process, and lives as long as the process',
      },
      { file: 'src/app.ts', line: 5, column: 3, message: '`handler of GET /` adds one here' },
      { file: '../../packages/lib/src/lib.ts', line: 1, column: 12, message: '`f` reads `total` here' },
    ]);
  });

  it('describes the project: files inside DIR, skips once, processes with evidence elsewhere in the repository', () => {
    const report = settle(input());
    expect(report.projects).toEqual([
      {
        root: '',
        processes: [
          {
            name: 'api',
            kind: 'server',
            entry: 'src/app.ts',
            replicas: 2,
            evidence: { file: '../../Procfile', line: 1, text: 'web: node dist/app.js' },
          },
        ],
        files: 1,
        skipped: [{ file: 'src/big.js', reason: 'too-large', detail: '2 MiB' }],
      },
    ]);
    expect(report.summary).toEqual({
      filesAnalysed: 1,
      filesSkipped: 1,
      findings: { error: 1, warning: 0, info: 0 },
      statuses: { new: 1, existing: 0, touched: 0, waived: 0, expired: 0 },
      suppressed: 0,
      silences: 2,
      errors: 0,
    });
    expect(report.rules[0]!.description).toBe('Reports state that only one process has.');
  });

  it('drops findings and silences of other projects', () => {
    const elsewhere = { ...finding, span: span('packages/lib/src/lib.ts', 'total') };
    const report = settle(
      input({ findings: [elsewhere], silences: [{ ...silence, span: span('packages/lib/src/lib.ts', 'total') }] }),
    );
    expect(report.findings).toEqual([]);
    expect(report.summary.silences).toBe(0);
    // A folder whose name only begins like DIR is elsewhere too.
    expect(settle(input({ source: { dir: 'apps/ap', commit: null, dirty: null } })).findings).toEqual([]);
  });

  it('lists backed silences always and the others when asked', () => {
    expect(settle(input()).silences.map(({ symbol }) => symbol)).toEqual(['store']);
    const all = settle(input({ options: { now: '2026-01-02', silences: true } })).silences;
    expect(all.map(({ symbol }) => symbol)).toEqual(['app', 'store']);
    expect(all[0]).toEqual({
      file: 'src/app.ts',
      line: 3,
      symbol: 'app',
      reason: 'init-only',
      proof: { file: 'src/app.ts', line: 3 },
    });
  });

  it('lets the configuration decide the severity, and drops what is off', () => {
    const at = (severity: 'info' | 'off') =>
      settle(
        input({
          options: { now: '2026-01-02', severities: new Map([['module-state', { severity, from: '--rule' }]]) },
        }),
      );
    expect(at('info').findings[0]!.severity).toBe('info');
    expect(at('info').rules[0]).toMatchObject({ severity: 'info', severityFrom: '--rule' });
    expect(at('off').findings).toEqual([]);
  });

  it('lets what is configured for a file decide over what is configured for the whole', () => {
    const options = {
      now: '2026-01-02',
      severities: new Map([['module-state', { severity: 'info', from: 'a.json' }]] as const),
      severityAt: (ruleId: string, file: string) =>
        ruleId === 'module-state' && file === 'apps/api/src/app.ts'
          ? ({ severity: 'warning', from: 'b.json' } as const)
          : undefined,
    };
    expect(settle(input({ options })).findings[0]!.severity).toBe('warning');
    expect(settle(input({ options: { ...options, severityAt: () => undefined } })).findings[0]!.severity).toBe('error');
  });

  it('tells what a rule did wrong as an error and goes on', () => {
    const report = settle(
      input({
        findings: [
          finding,
          { ...finding, ruleId: 'nobody' },
          { ...finding, messageId: '__proto__' },
          { ...finding, symbol: 'a', data: { symbol: 'a' } },
          { ...finding, symbol: 'b', trace: [{ span: finding.span, messageId: 'unheard-of', data: {} }] },
          { ...finding, span: { file: 'apps/api/src/app.ts', start: Number.NaN, end: 1 } },
          { ...finding, symbol: 'c', span: { file: 'apps/api/src/app.ts', start: 0, end: 9999 } },
        ],
        silences: [{ ...silence, proof: { file: 'apps/api/none.ts', start: 0, end: 1 } }],
      }),
    );
    expect(report.errors.map(({ message }) => message).sort()).toEqual([
      'a finding is no plain data: [object Number] has no canonical form',
      'a finding names the rule nobody, which is not registered',
      'message counter has no value for start',
      'no text at apps/api/none.ts 0..1 for the silence of app',
      'no text at apps/api/src/app.ts 0..9999',
      'no words for the trace step unheard-of',
      'the rule has no message __proto__',
    ]);
    expect(new Set(report.errors.map(({ stage }) => stage))).toEqual(new Set(['settle']));
    expect(report.findings.map(({ symbol }) => symbol).sort()).toEqual(['a', 'b', 'c', 'hits']);
    expect(report.summary.errors).toBe(report.errors.length);
  });

  it('gives the same bytes whatever the order in which things were found', () => {
    const other = { ...finding, symbol: 'other.hits', messageId: 'counter' };
    const base = input({
      findings: [finding, other, { ...finding, span: span('apps/api/src/app.ts', 'hits++') }, finding],
      options: { now: '2026-01-02', silences: true },
      limits: [
        { stage: 'link', file: 'apps/api/src/app.ts', symbol: null, cap: 'steps' },
        { stage: 'link', file: null, symbol: null, cap: 'steps' },
      ],
      errors: [
        { stage: 'extract', file: 'apps/api/b.ts', rule: null, message: 'x' },
        { stage: 'extract', file: 'apps/api/a.ts', rule: null, message: 'x' },
      ],
      inputs: new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    });
    const reversed: SettleInput = {
      ...base,
      findings: [...base.findings].reverse(),
      silences: [...base.silences].reverse(),
      limits: [...base.limits].reverse(),
      errors: [...base.errors].reverse(),
      analysed: [...base.analysed].reverse(),
      inputs: new Map([...base.inputs].reverse()),
    };
    expect(JSON.stringify(settle(reversed))).toBe(JSON.stringify(settle(base)));
    expect(settle(base).findings).toHaveLength(3);
    expect(schemaErrors(settle(base))).toEqual([]);
  });
});
