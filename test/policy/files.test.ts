import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import { baselineText, readBaseline } from '../../src/policy/baseline-file.ts';
import { loadPolicy } from '../../src/policy/policy.ts';
import { readWaivers } from '../../src/policy/waivers-file.ts';
import { waiverState } from '../../src/settle/waive.ts';
import { memorySource } from '../support/memory-source.ts';

const name = fc.stringMatching(/^[a-z][\w .-]{0,12}$/).map((text) => text.trim());
const entry = fc.record({
  file: fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
  ruleId: fc.constantFrom('module-state', 'module-cache', 'sticky-session'),
  symbol: fc.string({ minLength: 1 }),
  severity: fc.constantFrom('error', 'warning', 'info'),
  writes: fc.uniqueArray(fc.constantFrom('put:request', 'assign:timer', 'remove:job')),
  fingerprint: fc.stringMatching(/^[0-9a-f]{32}(?:-[2-9])?$/),
});

describe('the baseline file', () => {
  test('comes back as it was written: sorted, a line an entry, from any folder', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom('', 'apps/api'), (entries, dir) => {
        const placed = entries.map((one) => ({ ...one, file: dir === '' ? one.file : `${dir}/${one.file}` }));
        const text = baselineText(placed, dir);
        const read = readBaseline(text, 'b.jsonl', dir);
        expect(baselineText(read, dir)).toBe(text);
        expect(baselineText([...placed].reverse(), dir)).toBe(text);
        const lines = text.split('\n').slice(0, -1);
        expect([...lines].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))).toEqual(lines);
        expect(read.map(({ line }) => line)).toEqual(lines.map((_, at) => at + 1));
        expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
      }),
    );
  });

  test('keeps what both sides of a merge have, in any order and with repeats', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (left, right) => {
        const union = baselineText(right, '') + baselineText(left, '') + baselineText(right, '');
        expect(baselineText(readBaseline(union, 'b', ''), '')).toBe(baselineText([...left, ...right], ''));
      }),
    );
  });

  test('is an error with its line where a line is none, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          readBaseline(text, 'b.jsonl', '');
        } catch (error) {
          expect(error).toBeInstanceOf(ToolError);
          expect((error as ToolError).where).toMatch(/^b\.jsonl:\d+$/);
        }
      }),
    );
    expect(() => readBaseline('{"file":"../x","ruleId":"a","symbol":"b"}', 'b', '')).toThrow('names no file');
  });
});

const whole = {
  rule: 'module-state',
  path: 'src/a.ts',
  symbol: 'a',
  reason: 'x',
  owner: 'y',
  approvedBy: 'z',
  created: '2026-01-01',
  expires: '2026-06-30',
};
const yaml = (entry: Readonly<Record<string, unknown>>) => `waivers:\n  - ${JSON.stringify(entry)}\n`;
const readOne = (entry: Readonly<Record<string, unknown>>) =>
  readWaivers(yaml(entry), 'w.yaml', '', ['module-state'])[0]!;
const terms = { now: '2026-05-04', maxDays: 365 };

describe('the waivers file', () => {
  test('has what it says, texts as they were written', () => {
    const text = `# accepted
waivers:
  - fingerprint: 12345678901234567890123456789012
    reason: digits alone are no number
    owner: '@a'
    approvedBy: '@b'
    ticket: 12
    created: 2026-01-01
    expires: 2026-06-30
`;
    expect(readWaivers(text, 'w.yaml', '', [])).toEqual([
      {
        line: 3,
        target: { fingerprint: '12345678901234567890123456789012' },
        reason: 'digits alone are no number',
        owner: '@a',
        approvedBy: '@b',
        ticket: '12',
        created: '2026-01-01',
        expires: '2026-06-30',
        problems: [],
      },
    ]);
    expect(readOne({ ...whole, path: './src/../src/a.ts' }).target).toEqual({
      rule: 'module-state',
      path: 'src/a.ts',
      symbol: 'a',
    });
    expect(readWaivers(yaml(whole), 'w.yaml', 'apps/api', ['module-state'])[0]!.target).toMatchObject({
      path: 'apps/api/src/a.ts',
    });
  });

  test.each(['reason', 'owner', 'approvedBy', 'created', 'expires'])('has no force without %s', (key) => {
    const { [key]: _left, ...others } = whole as Record<string, string>;
    const read = readOne(others);
    expect(read.problems).toEqual([`it has no "${key}"`]);
    expect(waiverState(read, terms).state).toBe('malformed');
    expect(read.target).not.toBeNull();
  });

  test.each([
    [{ ...whole, path: '../../x' }, '"path" leaves the repository (../../x)'],
    [{ ...whole, symbol: '' }, 'it names neither a fingerprint nor rule, path and symbol'],
    [{ ...whole, fingerprint: 'f' }, 'it names a fingerprint and a place: one is enough'],
    [{ ...whole, rule: 'module-stat' }, 'there is no rule "module-stat" (did you mean "module-state"?)'],
    [{ ...whole, expire: '2026-01-01' }, 'there is no key "expire" (did you mean "expires"?)'],
    [{ ...whole, expires: '30.06.2026' }, '"expires" is no day (30.06.2026): write YYYY-MM-DD'],
    [{ ...whole, owner: ['a'] }, '"owner" is no text'],
  ])('tells what is wrong: %j', (entry, problem) => {
    expect(readOne(entry).problems).toContain(problem);
  });

  test('is judged by day: the last one counts, terms are limited, the future is no creation', () => {
    const state = (change: object, now = '2026-05-04') =>
      waiverState(readOne({ ...whole, ...change }), { ...terms, now }).state;
    expect(state({}, '2026-06-30')).toBe('valid');
    expect(state({}, '2026-07-01')).toBe('expired');
    expect(state({ expires: '2027-01-01' })).toBe('valid');
    expect(state({ expires: '2027-01-02' })).toBe('malformed');
    expect(state({ created: '2026-05-05' })).toBe('malformed');
    expect(state({ created: '2026-05-04', expires: '2026-05-04' })).toBe('valid');
    expect(state({ expires: '2025-12-31' })).toBe('malformed');
  });

  test('can hold anything: an entry is read, or the file is an error that says where', () => {
    const list = fc.array(
      fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...Object.keys(whole)), fc.jsonValue())),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          list.map((waivers) => JSON.stringify({ waivers })),
          fc.string(),
          fc.json(),
        ),
        (text) => {
          try {
            for (const one of readWaivers(text, 'w.yaml', '', ['module-state'])) {
              expect(one.line).toBeGreaterThan(0);
              expect(['valid', 'expired', 'malformed']).toContain(waiverState(one, terms).state);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(ToolError);
            expect((error as ToolError).where).toMatch(/^w\.yaml/);
          }
        },
      ),
    );
  });

  test('does not follow aliases that multiply, nor nests without end', () => {
    const bomb = `a: &a [x]\n${[...'bcdefghij'].map((key, at) => `${key}: &${key} [${`*${'abcdefghi'[at]},`.repeat(9)}]`).join('\n')}\nwaivers: [*j]\n`;
    expect(() => readWaivers(bomb, 'w.yaml', '', [])).toThrow(ToolError);
    expect(() => readWaivers(`waivers: ${'['.repeat(20_000)}`, 'w.yaml', '', [])).toThrow(ToolError);
  });
});

describe('where the files are found', () => {
  const line = `${JSON.stringify({ file: 'a.ts', ruleId: 'module-state', symbol: 'a', severity: 'error', writes: [], fingerprint: 'f' })}\n`;
  const load = (files: Readonly<Record<string, string>>, dir: string) =>
    loadPolicy({ source: memorySource(files, { dir }), ruleIds: ['module-state'] });

  test('baselines above the folder and below it, waivers of the nearest folder alone', () => {
    const files = {
      'sharenothing.baseline.jsonl': line,
      'apps/api/sharenothing.baseline.jsonl': line,
      'apps/api/lib/sharenothing.baseline.jsonl': line,
      'apps/web/sharenothing.baseline.jsonl': line,
      'sharenothing.waivers.yaml': yaml(whole),
      'apps/api/sharenothing.waivers.yml': yaml(whole),
    };
    const { baseline, waivers } = load(files, 'apps/api');
    expect(baseline!.map(({ file }) => file)).toEqual([
      'apps/api/sharenothing.baseline.jsonl',
      'sharenothing.baseline.jsonl',
      'apps/api/lib/sharenothing.baseline.jsonl',
    ]);
    expect(baseline!.flatMap(({ entries }) => entries.map(({ file }) => file))).toEqual([
      'apps/api/a.ts',
      'a.ts',
      'apps/api/lib/a.ts',
    ]);
    expect(waivers!.file).toBe('apps/api/sharenothing.waivers.yml');
    expect(load(files, 'apps/worker').baseline!.map(({ file }) => file)).toEqual(['sharenothing.baseline.jsonl']);
    expect(load({ 'a.ts': '' }, '')).toMatchObject({ baseline: null, waivers: null });
  });

  test('the digest speaks of what they say, not of how they are written', () => {
    const digest = (files: Readonly<Record<string, string>>) => load(files, '').digest;
    expect(digest({ 'sharenothing.baseline.jsonl': `\n${line}${line}` })).toBe(
      digest({ 'sharenothing.baseline.jsonl': line }),
    );
    expect(digest({ 'sharenothing.baseline.jsonl': line })).not.toBe(digest({ 'a.ts': '' }));
  });
});
