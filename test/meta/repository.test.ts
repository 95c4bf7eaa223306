import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { noDeployment } from '../../src/discover/deployment.ts';
import type {
  Category,
  Component,
  Deployment,
  FileWrite,
  ProgramModel,
  Schedule,
  ScheduleShape,
  State,
} from '../../src/link/model.ts';
import { SKIP_REASONS } from '../../src/report/skip-reasons.ts';
import { TRACE_MESSAGES } from '../../src/report/trace-messages.ts';
import { rules } from '../../src/rules/index.ts';
import type { Finding, Rule, Silence } from '../../src/rules/rule.ts';
import { placeholdersOf } from '../../src/settle/render.ts';
import { byCodeUnit } from '../../src/text/order.ts';
import { readExpectations } from '../fixtures/expectations.ts';
import { repositoryRoot } from '../support/process.ts';
import { filesOf, textOf } from './import-graph.ts';

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (id, rule) => {
  test('is one file of its name, and its id is readable', () => {
    expect(textOf(`src/rules/${id}.ts`)).toContain(`id: '${id}'`);
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
  });

  test('has a folder of fixtures, with servers in which it is found and others in which it is not', () => {
    const cases = fs.readdirSync(path.join(repositoryRoot, 'fixtures', id));
    const loud = cases.filter((name) => {
      // What compares two states says what it expects beside them: test/change/policy-fixtures.test.ts.
      const expected = path.join(repositoryRoot, 'fixtures', id, name, 'expected.txt');
      if (fs.existsSync(expected)) return fs.readFileSync(expected, 'utf8') !== '';
      const { findings } = readExpectations(path.join(repositoryRoot, 'fixtures', id, name));
      return findings.some(({ ruleId, todo }) => ruleId === id && !todo);
    });
    expect(loud.length).toBeGreaterThan(0);
    expect(loud.length).toBeLessThan(cases.length);
  });

  test('has a page and a line in the changelog', () => {
    expect(textOf(`docs/rules/${id}.md`)).toContain(`# ${id}: ${rule.title}`);
    expect(textOf('CHANGELOG.md')).toMatch(new RegExp(`^### New rules\\n(?:\\n|- .*\\n)*- \`${id}\``, 'm'));
    expect(textOf('README.md')).toContain(`docs/rules/${id}.md`);
  });

  test('says what it finds: a title, a text, consequences and clauses', () => {
    expect(rule.title).toMatch(/^[A-Z][^.!?]+$/);
    expect(rule.docs.length).toBeGreaterThan(200);
    // What is about comments to this tool breaks no clause of factor VI.
    expect(rule.clauses.length > 0).toBe(rule.meta !== true);
    expect(rule.consequences.length > 0).toBe(rule.meta !== true);
  });

  test.each(Object.entries(rule.messages))(
    'message %s follows the convention',
    (_, { what, why, whyFunctions, fix }) => {
      for (const text of [what, why, whyFunctions ?? why, fix]) {
        expect(text).toMatch(/^(?:[a-z]|`)/);
        expect(text).toMatch(/[^.!?\s]$/);
        expect(text).not.toMatch(/\s{2,}|\n|’|“|—/);
        expect(text.length).toBeLessThan(240);
      }
      // Who reads one sentence alone still knows of what it speaks.
      expect(placeholdersOf(what)).toContain('symbol');
      expect(fix).toMatch(/\{symbol\}|`/);
    },
  );

  // Those of settle: test/settle/remarks.test.ts.
  test.skipIf(rule.meta)('fills every placeholder of every message, and uses each message', () => {
    const found = findingsOf(rule);
    expect([...new Set(found.map(({ messageId }) => messageId))].sort(byCodeUnit)).toEqual(
      Object.keys(rule.messages).sort(byCodeUnit),
    );
    for (const { messageId, data, trace } of found) {
      const { what, why, fix } = rule.messages[messageId]!;
      const open = placeholdersOf(`${what} ${why} ${fix}`).filter((name) => !Object.hasOwn(data, name));
      expect([messageId, open]).toEqual([messageId, []]);
      for (const step of trace) {
        const words = rule.steps?.[step.messageId] ?? TRACE_MESSAGES[step.messageId];
        expect([step.messageId, words === undefined]).toEqual([step.messageId, false]);
        expect(placeholdersOf(words!).filter((name) => !Object.hasOwn(step.data, name))).toEqual([]);
      }
    }
  });
});

const fact = { span: { file: 'a.yaml', start: 0, end: 1 }, unit: 'Service things', setting: 'a: b', processes: [] };
const steps = [
  { span: fact.span, text: 'a: b' },
  { span: fact.span, text: 'c' },
];
/** A deployment with one fact of every kind that a message may be named after. */
const everyFact: Deployment = {
  ...noDeployment,
  sticky: [
    ...(['cookie', 'address', 'header', 'client'] as const).map((by) => ({ ...fact, key: 'a', by, byDefault: false })),
    { ...fact, key: 'a', by: 'cookie', byDefault: true },
  ],
  volumes: ([true, false] as const).map((shared) => ({
    ...fact,
    processes: ['p'],
    path: shared ? '/shared' : '/unused',
    kind: 'claim' as const,
    shared,
    claim: null,
    readOnly: false,
    folders: [],
    variables: [],
  })),
  builds: (['first', 'while-running', 'dev-server'] as const).map((by) => ({
    ...fact,
    program: 'tsc',
    by,
    conditional: false,
    steps,
  })),
  databases: [{ ...fact, engine: 'sqlite' }],
  packagers: (['jammit', 'django-compressor', 'rails-assets'] as const).map((packager) => ({
    ...fact,
    packager,
    steps,
  })),
};
/** Files of the shape that a message is named after; one that a failure leaves behind for the message of that name. */
function fileWriteOf(
  name: string,
  severity: 'error' | 'warning',
  span: FileWrite['span'],
  path_: FileWrite['calls'][number]['path'],
): FileWrite {
  const leaks = name === 'leak';
  return {
    symbol: 'fs.writeFile',
    span,
    target: './data/{id}.json',
    made: span,
    disk: name === 'on-shared-volume' ? { absolute: '/shared/a' } : {},
    shape: (leaks ? 'library' : /volume/.test(name) ? 'data' : name.replace('-left', '')) as FileWrite['shape'],
    severity,
    silence: leaks ? 'transaction-scoped-file' : null,
    proof: null,
    leaks,
    confidence: 'high',
    consequences: [],
    calls: [{ span, callee: 'fs.writeFile', by: 'f', contexts: ['request'], path: path_ }],
    readers: [
      { span, by: 'g', how: 'read', contexts: ['request'] },
      { span: { ...span, file: 'b.ts' }, by: 'h', how: 'serve', contexts: ['boot'] },
    ],
    handed: [{ span: { ...span, file: 'c.ts' }, callee: 'add' }],
    processes: name === 'on-shared-volume' ? ['p'] : [],
    library: { keeps: 'keeps a file', wayOut: 'keep none' },
  };
}

/** What a rule makes of one state of every category and of every shape that one of its messages is named after. */
function findingsOf(rule: Rule): Finding[] {
  const span = { file: 'a.ts', start: 0, end: 1 };
  const path_: State['writes'][number]['path'] = [
    { span, what: 'f|g', kind: 'call' },
    { span, what: 'f|for each request', kind: 'registration' },
    { span, what: 'f|for each request', kind: 'entry' },
  ];
  const states = ['state', 'cache', 'session', 'lock', 'init-only', 'pure-memo'].flatMap((category) =>
    [...Object.keys(rule.messages), 'a shape that no rule knows'].map(
      (shape): State => ({
        symbol: 'things',
        holder: 'module-binding',
        span,
        lifetime: 'process',
        category: category as Category,
        runnerUp: null,
        shape,
        why: '',
        proof: null,
        confidence: 'high',
        consequences: [],
        writes: [{ span, kind: 'put', contexts: ['request'], path: path_, surely: true, by: 'f' }],
        reads: [],
        processes: [],
        unbounded: false,
        severity: 'error',
      }),
    ),
  );
  const schedules = [...Object.keys(rule.messages)].map(
    (shape): Schedule => ({
      symbol: 'sweep',
      span,
      callee: 'setInterval',
      verdict: { kind: 'report', shape: shape as ScheduleShape },
      why: '',
      proof: null,
      confidence: 'high',
      consequences: [],
      work: [
        { span, by: 'f', callee: 'g', kind: 'call' },
        { span, by: 'g', callee: 'pg query', kind: 'act' },
      ],
      act: 'pg query',
      effects: ['database'],
      armed: ['boot'],
      path: path_,
      processes: [],
    }),
  );
  const components = (['error', 'warning', 'info'] as const).map(
    (severity): Component => ({
      ...{ rule: rule.id, message: null, entry: 'things', package: 'things', version: null, verdict: 'report' },
      ...{ reason: null, proof: null, backing: null, span, symbol: 'things', use: { ...span, start: 1, end: 2 } },
      ...{
        option: { name: 'store', span: { ...span, start: 2, end: 3 } },
        keeps: 'keeps things',
        wayOut: 'pass `store`',
      },
      ...{ severity, consequences: [], confidence: 'high', contexts: ['boot'], path: path_, processes: [] },
    }),
  );
  const fileWrites = Object.keys(rule.messages).flatMap((name) =>
    (['error', 'warning'] as const).map((severity) => fileWriteOf(name, severity, span, path_)),
  );
  const model: ProgramModel = { states, components, schedules, fileWrites, limits: [], deployment: everyFact };
  const findings: Finding[] = [];
  const silences: Silence[] = [];
  for (const strict of [false, true])
    rule.check(model, { finding: (one) => findings.push(one), silence: (one) => silences.push(one) }, { strict });
  return findings;
}

test('words of trace steps follow the convention', () => {
  for (const words of [...Object.values(TRACE_MESSAGES), ...rules.flatMap((rule) => Object.values(rule.steps ?? {}))]) {
    expect(words).toMatch(/^(?:[a-z]|`).*[^.!?\s]$/);
  }
});

describe('docs/limits.md', () => {
  const page = textOf('docs/limits.md');

  test('tells every reason for leaving a file out, and no other', () => {
    const rows = Array.from(page.split('## Budgets')[0]!.matchAll(/^\| `([a-z-]+)` \|/gm), (match) => match[1]!);
    expect(rows.sort(byCodeUnit)).toEqual([...SKIP_REASONS.keys()].sort(byCodeUnit));
  });

  test('tells every budget, with the value that it has', () => {
    const rows = Array.from(page.matchAll(/^\| .* \| ([\d,]+)[^|]* \| `(\w+)`, (src\/\S+) \|$/gm), (match) => {
      const [, value, name, file] = match;
      return `${name} in ${file} is ${Number(value!.replaceAll(',', ''))}`;
    });
    const constants = filesOf('src', '.ts')
      .filter((file) => !file.startsWith('src/catalog/'))
      .flatMap((file) =>
        Array.from(
          textOf(file).matchAll(
            /^(?:export )?const (MAX_\w+|BUDGET|defaultMaxBytes|\w*(?:[a-z]Limit|^limit))\s*=\s*([\d_][\d_ *]*);/gm,
          ),
          ([, name, value]) => {
            const product = value!.split('*').reduce((all, one) => all * Number(one.trim().replaceAll('_', '')), 1);
            return `${name} in ${file} is ${product}`;
          },
        ),
      );
    expect(constants.length).toBeGreaterThan(20);
    const told = new Set(rows);
    expect(constants.filter((one) => !told.has(one))).toEqual([]);
    const real = new Set(constants);
    expect(rows.filter((one) => !real.has(one) && !one.startsWith('isBoundedGlob'))).toEqual([]);
  });
});

describe('files', () => {
  /** Longer than a file of one job is, and why it is all the same. */
  const long: Readonly<Record<string, string>> = {
    'src/extract/expressions.ts': 'one switch over the kinds of expressions, a case each',
    'src/link/points.ts':
      'the constraints of the solver close over its tables; its listeners and options are to be taken out',
    'src/link/holders.ts': 'finding holders and finding their writes share the walk over receivers; to be parted',
    'src/link/categories.ts': 'one proof after another, in the order in which they are tried',
  };
  const most = 600;

  test('of src have at most 600 lines, but for tables of the catalogue, languages and those with a reason', () => {
    const lengths = filesOf('src', '.ts')
      // A language is one file of words.
      .filter((file) => !file.startsWith('src/catalog/') && !file.startsWith('src/compliance/language/'))
      .map((file) => [file, textOf(file).split('\n').length - 1] as const);
    expect(lengths.filter(([file, length]) => length > most && !(file in long))).toEqual([]);
  });

  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: repositoryRoot, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && fs.existsSync(path.join(repositoryRoot, file)));

  test('name no place of a machine and no registry', () => {
    // Put together here, so that this file names none either.
    const places = [
      String.raw`(?<![\w.-])/(?:home|Users)/[a-z][\w.-]*/`,
      String.raw`(?<![\w.*$}-])/(?:root|work)/(?!\*)[\w.-]+/[\w.-]+`,
      String.raw`[A-Z]:\\+(?:Users|Documents)`,
      ['registry', 'npmjs', 'org'].join(String.raw`\.`),
      ['registry', 'yarnpkg', 'com'].join(String.raw`\.`),
    ];
    const pattern = new RegExp(places.join('|'));
    const hits = tracked
      .filter((file) => !file.startsWith('fixtures/') || file.endsWith('.md'))
      .flatMap((file) =>
        textOf(file)
          .split('\n')
          .flatMap((line, index) => {
            const hit = pattern.exec(line);
            return hit ? [`${file}:${index + 1} ${hit[0]}`] : [];
          }),
      );
    expect(hits).toEqual([]);
  });

  test('are text with line feeds, and end in one', () => {
    const odd = tracked.filter((file) => {
      const text = textOf(file);
      return text.includes('\r') || (text !== '' && !text.endsWith('\n'));
    });
    expect(odd).toEqual([]);
  });

  test('are named in kebab-case', () => {
    const names = tracked.filter((file) => /^(?:src|test|bench|scripts)\//.test(file));
    expect(names.filter((file) => !/^[a-z0-9./-]+$/.test(file))).toEqual([]);
    expect(names.filter((file) => /(?:^|\/)(?:utils?|helpers?|misc|common)(?:\/|\.)/.test(file))).toEqual([]);
  });
});

test('what is published is built, documented and no more', () => {
  const manifest: { files: string[]; dependencies: Record<string, string> } = JSON.parse(textOf('package.json'));
  for (const folder of manifest.files) expect(fs.existsSync(path.join(repositoryRoot, folder))).toBe(true);
  const imported = new Set(
    filesOf('src', '.ts').flatMap((file) =>
      Array.from(textOf(file).matchAll(/(?:from|import\()\s*'([^.'][^']*)'/g), (match) => match[1]!),
    ),
  );
  const unused = Object.keys(manifest.dependencies).filter((name) => !imported.has(name));
  expect(unused).toEqual([]);
});
