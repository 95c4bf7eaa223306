import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { rules } from '../../src/rules/index.ts';
import type { Finding } from '../../src/rules/rule.ts';
import { readDirective } from '../../src/settle/directive.ts';
import { placeholdersOf } from '../../src/settle/render.ts';
import { settle } from '../../src/settle/settle.ts';
import type { Comment } from '../../src/settle/suppress.ts';

const FILE = 'src/a.ts';

/** A line of the file for each entry; comments start with `//`, `state` is found by module-state, `silent` is init-only. */
function settled(
  lines: readonly string[],
  change: { now?: string; off?: readonly string[]; broken?: boolean } = {},
): Report {
  const text = lines.map((line) => `${line}\n`).join('');
  const offsets = lines.map((_, at) => lines.slice(0, at).join('\n').length + (at === 0 ? 0 : 1));
  const isCode = (line: string) => !line.trimStart().startsWith('//') && line.trim() !== '';
  const comments = lines.flatMap((line, at): Comment[] => {
    const mark = line.indexOf('//');
    if (mark < 0 || !line.includes('sharenothing-')) return [];
    const next = lines.findIndex((other, index) => index > at && isCode(other));
    return [
      {
        text: line.slice(mark + 2).trim(),
        s: offsets[at]! + mark,
        e: offsets[at]! + line.length,
        next: next < 0 ? -1 : offsets[next]!,
        first: !lines.slice(0, at).some(isCode) && mark === 0,
      },
    ];
  });
  const findings = lines.flatMap((line, at): Finding[] =>
    line.startsWith('state')
      ? [
          {
            ruleId: 'module-state',
            messageId: 'slot',
            data: { symbol: `s${at}`, when: 'while it serves requests' },
            span: { file: FILE, start: offsets[at]!, end: offsets[at]! + 5 },
            symbol: `s${at}`,
            holder: 'module-binding',
            consequences: ['not-shared'],
            confidence: 'low',
            trace: [],
            writes: ['assign:request'],
            processes: [],
          },
        ]
      : [],
  );
  const silences = lines.flatMap((line, at) =>
    line.startsWith('silent')
      ? [
          {
            span: { file: FILE, start: offsets[at]!, end: offsets[at]! + 6 },
            symbol: `s${at}`,
            reason: 'init-only',
            proof: null,
          },
        ]
      : [],
  );
  return settle({
    tool: { name: 'sharenothing', version: '0' },
    source: { dir: '', commit: null, dirty: null },
    workspace: { processes: [], skipped: [], notes: [] },
    analysed: [FILE],
    skipped: [],
    inputs: new Map(),
    rules,
    catalogue: [],
    findings,
    silences,
    limits: [],
    errors: change.broken ? [{ stage: 'link', file: null, rule: null, message: 'failed' }] : [],
    texts: (file) => (file === FILE ? text : undefined),
    comments: new Map([[FILE, comments]]),
    declared: () => lines.flatMap((line, at) => (line.startsWith('declared') ? [offsets[at]!] : [])),
    options: {
      now: change.now ?? '2026-05-04',
      severities: new Map((change.off ?? []).map((id) => [id, { severity: 'off', from: '--skip' }])),
    },
  });
}

/** `line rule status` of all findings, those of comments with their message. */
function told(...args: Parameters<typeof settled>): string[] {
  const { findings, suppressed, errors, summary } = settled(...args);
  if (!args[1]?.broken) expect(errors).toEqual([]);
  expect(summary.suppressed).toBe(suppressed.length);
  return [...findings, ...suppressed]
    .sort((a, b) => a.line - b.line)
    .map(({ line, ruleId, messageId, status }) =>
      ruleId === 'module-state' ? `${line} ${status}` : `${line} ${ruleId}/${messageId}`,
    );
}

const on = 'sharenothing-ignore';

describe('where a suppression holds', () => {
  test('the next line of code, its own line, a block, or the file', () => {
    expect(told([`// ${on}-next-line module-state -- x`, '', '// another', 'state'])).toEqual(['4 suppressed']);
    expect(told(['state', `state // ${on}-line module-state -- x`, 'state'])).toEqual([
      '1 new',
      '2 suppressed',
      '3 new',
    ]);
    expect(
      told(['state', `// ${on}-start module-state -- x`, 'state', 'state', `// ${on}-end module-state`, 'state']),
    ).toEqual(['1 new', '3 suppressed', '4 suppressed', '6 new']);
    expect(told([`// ${on}-file module-state -- x`, 'code', 'state'])).toEqual(['3 suppressed']);
  });

  test('several comments above one line, several rules in one comment', () => {
    expect(told([`// ${on}-next-line module-state -- x`, `// ${on}-next-line module-cache -- x`, 'state'])).toEqual([
      '2 suppression-unused/unused',
      '3 suppressed',
    ]);
    expect(told([`// ${on}-next-line module-cache, module-state -- x`, 'state'])).toEqual([
      '1 suppression-unused/unused',
      '2 suppressed',
    ]);
  });

  test('blocks nest, and end where their own end stands', () => {
    const [start, end] = [`// ${on}-start module-state -- x`, `// ${on}-end`];
    expect(told([start, 'state', start, 'state', end, 'state', end, 'state'])).toEqual([
      '2 suppressed',
      '4 suppressed',
      '6 suppressed',
      '8 new',
    ]);
  });

  test('a comment on the last line speaks of nothing', () => {
    expect(told([`state // ${on}-next-line module-state -- x`])).toEqual(['1 new', '1 suppression-unused/elsewhere']);
  });

  test('what it says goes with the finding', () => {
    const { suppressed } = settled([
      `// ${on}-next-line module-state -- one instance owner @shop until 2026-05-04`,
      'state',
    ]);
    expect(suppressed[0]).toMatchObject({
      status: 'suppressed',
      waiver: {
        reason: 'one instance',
        owner: '@shop',
        until: '2026-05-04',
        where: 'src/a.ts:1',
        approvedBy: '',
        ticket: '',
      },
    });
  });
});

/** Each message of each rule about comments, with the lines that lead to it. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['no reason', [`// ${on}-next-line module-state`, 'state'], ['1 suppression-no-reason/missing', '2 new']],
  [
    'no words after the dashes',
    [`// ${on}-line module-state --`, 'state'],
    ['1 suppression-no-reason/missing', '2 new'],
  ],
  [
    'nothing but an owner',
    [`// ${on}-next-line module-state -- owner @a`, 'state'],
    ['1 suppression-no-reason/missing', '2 new'],
  ],
  [
    'a block without a reason',
    [`// ${on}-start module-state`, 'state', `// ${on}-end module-state`],
    ['1 suppression-no-reason/missing', '2 new'],
  ],
  ['unknown rule', [`// ${on}-next-line module-stat -- x`, 'state'], ['1 suppression-unknown-rule/unknown', '2 new']],
  ['no rule', [`// ${on}-next-line -- x`, 'state'], ['1 suppression-unknown-rule/none', '2 new']],
  ['everything', [`// ${on}-next-line * -- x`, 'state'], ['1 suppression-unknown-rule/unknown', '2 new']],
  ['rule about comments', [`// ${on}-file suppression-unused -- x`, 'code'], ['1 suppression-unknown-rule/meta']],
  [
    'unknown word',
    ['// sharenothing-disable module-state -- x', 'state'],
    ['1 suppression-unknown-rule/directive', '2 new'],
  ],
  ['unused', [`// ${on}-next-line module-state -- x`, 'code'], ['1 suppression-unused/unused']],
  [
    'misplaced',
    ['state', 'code', `// ${on}-next-line module-state -- x`, 'code'],
    ['1 new', '3 suppression-unused/elsewhere'],
  ],
  [
    'file form below code',
    ['code', `// ${on}-file module-state -- x`, 'state'],
    ['2 suppression-unused/not-first', '3 new'],
  ],
  ['no end', [`// ${on}-start module-state -- x`, 'state'], ['1 suppression-unused/no-end', '2 new']],
  ['no start', ['state', `// ${on}-end module-state`], ['1 new', '2 suppression-unused/no-start']],
  [
    'expired',
    [`// ${on}-next-line module-state -- x until 2026-05-03`, 'state'],
    ['1 suppression-expired/expired', '2 expired'],
  ],
  [
    'no such day',
    [`// ${on}-next-line module-state -- x until 2026-02-30`, 'state'],
    ['1 suppression-expired/malformed', '2 expired'],
  ],
  [
    'no day',
    [`// ${on}-next-line module-state -- until launch`, 'state'],
    ['1 suppression-no-reason/missing', '2 new'],
  ],
  ['found', ['// sharenothing-assert init-only', 'state'], ['1 assertion-failed/found', '2 new']],
  ['another reason', ['// sharenothing-assert backed', 'silent'], ['1 assertion-failed/other-reason']],
  ['nothing there', ['// sharenothing-assert init-only', 'code'], ['1 assertion-failed/nothing']],
  ['nothing at all', ['// sharenothing-assert request-scoped'], ['1 assertion-failed/nothing']],
  ['unknown claim', ['// sharenothing-assert initonly', 'silent'], ['1 assertion-failed/unknown']],
  ['two claims', ['// sharenothing-assert init-only backed', 'silent'], ['1 assertion-failed/not-one']],
];

describe('rules about comments', () => {
  test.each(CASES)('%s', (_, lines, expected) => {
    expect(told(lines)).toEqual(expected);
  });

  test('each message is used, and every placeholder of it filled', () => {
    const used = new Set<string>();
    for (const [, lines] of CASES) {
      for (const { ruleId, messageId, data } of settled(lines).findings) {
        const template = rules.find(({ id }) => id === ruleId)!.messages[messageId]!;
        const open = placeholdersOf(`${template.what} ${template.why} ${template.fix}`).filter(
          (name) => !Object.hasOwn(data, name),
        );
        expect([messageId, open]).toEqual([messageId, []]);
        used.add(`${ruleId}/${messageId}`);
      }
    }
    const all = rules
      .filter(({ id }) => /^(?:suppression|assertion)-/.test(id))
      .flatMap(({ id, messages }) => Object.keys(messages).map((one) => `${id}/${one}`));
    expect(all.filter((one) => !used.has(one))).toEqual([]);
  });

  test('claims that are borne out say nothing, on the line above and behind the code', () => {
    expect(told(['// sharenothing-assert init-only', 'silent', 'silent // sharenothing-assert init-only'])).toEqual([]);
    expect(told(['// sharenothing-assert request-scoped', 'declared'])).toEqual([]);
  });

  test('the nearest rule is named', () => {
    const [finding] = settled([`// ${on}-next-line module-stat -- x`]).findings;
    expect(finding!.help).toContain('`module-state`');
  });

  test('nothing is unused of a rule that was not asked, or where a stage failed', () => {
    const lines = [
      `// ${on}-next-line module-state -- x until 2020-01-01`,
      `// ${on}-next-line module-state -- x`,
      'code',
    ];
    expect(told(lines, { off: ['module-state'] })).toEqual([]);
    expect(told(lines.slice(1), { broken: true })).toEqual([]);
    expect(told(lines.slice(1))).toEqual(['1 suppression-unused/unused']);
  });

  test('they can be switched off like any other', () => {
    expect(told([`// ${on}-next-line module-state`, 'state'], { off: ['suppression-no-reason'] })).toEqual(['2 new']);
  });

  test('a suppression in force is stronger than one that has run out', () => {
    const [old, valid] = [
      `// ${on}-next-line module-state -- x until 2020-01-01`,
      `// ${on}-next-line module-state -- y`,
    ];
    expect(told([old, valid, 'state'])).toEqual(['1 suppression-expired/expired', '3 suppressed']);
    expect(told([valid, old, 'state'])).toEqual(['2 suppression-expired/expired', '3 suppressed']);
  });
});

describe('the words of a comment', () => {
  test('are taken apart: rules, reason, last day, owner', () => {
    expect(readDirective(`${on}-line a,b , c -- until we move -- it stays owner @x until 2026-01-01`)).toEqual({
      word: `${on}-line`,
      kind: 'line',
      names: ['a', 'b', 'c'],
      reason: 'until we move -- it stays',
      until: '2026-01-01',
      owner: '@x',
    });
    expect(readDirective(`${on}-line a -- the owner is away`)).toMatchObject({
      reason: 'the owner is away',
      owner: '',
    });
  });

  test('can be anything, of any length', () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        const { word, names, reason } = readDirective(`${on}-line ${rest}`);
        expect(word).toBe(`${on}-line`);
        for (const name of names) expect(rest).toContain(name);
        expect(reason.length).toBeLessThanOrEqual(rest.length);
      }),
    );
    expect(readDirective(`${on}-line a --${' '.repeat(500_000)}x`).reason).toBe('x');
  });
});
