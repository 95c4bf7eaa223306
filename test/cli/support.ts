import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { main } from '../../src/cli/main.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { countFindings } from '../../src/report/summary.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { realStages, type Stages } from '../../src/stages.ts';
import { goldenReport } from '../support/golden-report.ts';

/** A new folder with files in it; the caller removes it. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'project-')));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
  return dir;
}

export const stubRules: readonly Rule[] = [
  {
    id: 'module-state',
    title: 'state kept in the process',
    docs: 'Reports state that only one process has.\n\n```ts\nlet carts = new Map();\n```\n\n- silent: `init-only`\n',
    clauses: ['VI.1'],
    since: '0.1.0',
    maturity: 'stable',
    consequences: ['lost-on-restart', 'not-shared'],
    messages: {
      written: {
        severity: 'error',
        what: '`{symbol}` is written by requests',
        why: 'each process has its own',
        fix: 'keep it in a database',
      },
    },
    check() {},
  },
  {
    id: 'module-cache',
    title: 'a copy that goes stale',
    docs: 'Reports copies.',
    clauses: ['VI.3'],
    since: '0.1.0',
    maturity: 'preview',
    consequences: ['stale'],
    messages: {
      stale: { severity: 'warning', what: '`{symbol}` is a copy', why: 'it goes stale', fix: 'read it again' },
    },
    check() {},
  },
];

/** A finding as a report has it. */
export function finding(change: Partial<ReportFinding> = {}): ReportFinding {
  return {
    ...goldenReport.findings[0]!,
    ruleId: 'module-state',
    severity: 'error',
    confidence: 'high',
    message: '`carts` is written by requests.',
    file: 'src/server.ts',
    line: 1,
    column: 1,
    trace: [],
    status: 'new',
    ...change,
  };
}

/** A report with some findings, else empty. */
export function reportOf(findings: readonly ReportFinding[], change: Partial<Report> = {}): Report {
  return {
    ...goldenReport,
    run: { ...goldenReport.run, root: '' },
    projects: [{ root: '', processes: [], files: 1, skipped: [] }],
    findings: [...findings],
    silences: [],
    suppressed: [],
    limits: [],
    errors: [],
    notes: [],
    summary: {
      filesAnalysed: 1,
      filesSkipped: 0,
      ...countFindings(findings, []),
      silences: 0,
      errors: 0,
    },
    timing: { source: 1, extract: 20 },
    ...change,
  };
}

/** Stages that find what they are told, on the real source and workspace. */
export function stubStages(change: Partial<Stages> = {}): Stages {
  return {
    ...realStages,
    rules: async () => stubRules,
    analyze: async () => reportOf([finding()]),
    explainHolders: async () => ({ holders: [], nearest: [], analysed: true, errors: [] }),
    ...change,
  };
}

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type Surroundings = {
  readonly cwd: string;
  readonly env?: Record<string, string>;
  readonly tty?: boolean;
  readonly columns?: number;
  /** What the user says when asked; by default nobody is there. */
  readonly answer?: string;
  readonly stdin?: string;
  readonly stages?: Stages;
  readonly onInterrupt?: (callback: () => void) => void;
};

/** Runs a command line in this process, with a terminal of the test's own. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<Ran> {
  const {
    cwd,
    env = {},
    tty = false,
    columns,
    stdin = '',
    answer = null,
    stages = stubStages(),
    onInterrupt,
  } = surroundings;
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTTY: tty,
    columns: columns ?? null,
    write: async (text: string) => {
      written[name] += text;
    },
  });
  const terminal: Terminal = {
    cwd,
    env,
    platform: 'linux',
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    readStdin: async () => stdin,
    ask: async () => answer,
    today: () => '2026-05-04',
    home: '/home/nobody',
    cores: 1,
    peakMemory: () => 0,
    clock: () => 0,
    onInterrupt: (callback) => {
      onInterrupt?.(callback);
      return () => {};
    },
  };
  const code = await main(argv, terminal, stages);
  return { code, ...written };
}
