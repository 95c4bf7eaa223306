import { describe, expect, test } from 'vitest';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { finding, reportOf } from '../cli/support.ts';
import { goldenReport } from '../support/golden-report.ts';
import { assessed, given, service } from './support.ts';

const named = (symbol: string): ReportFinding =>
  finding({ symbol, fingerprint: symbol.repeat(32).slice(0, 32), clauses: ['VI.1'], file: `src/${symbol}.ts` });

/** A report of some findings on a day. */
const on = (now: string, symbols: string, change: Partial<Report['run']> = {}): Report =>
  reportOf([...symbols].map(named), { run: { ...goldenReport.run, root: '', now, ...change } });

const seriesOf = (last: Report, previous: Report | null, ...history: readonly Report[]) =>
  assessed([
    service(last, 'orders', {
      previous: previous && given(previous, 'previous.json'),
      history: history.map((one) => given(one, 'old.json')),
    }),
  ]).services[0]!;

describe('what changed since the last report', () => {
  test('nothing is said where there is none', () => {
    const { change, trend, findings } = seriesOf(on('2026-01-01', 'ab'), null);
    expect(change).toBeNull();
    expect(trend).toHaveLength(1);
    expect(findings.map((one) => one.change)).toEqual([null, null]);
  });

  test('new, fixed and known by fingerprint', () => {
    const { change, findings } = seriesOf(on('2026-01-02', 'bc'), on('2026-01-01', 'ab'));
    expect(change).toMatchObject({ known: 1, sameTool: true, sameConfig: true });
    expect(change!.new.map(({ symbol }) => symbol)).toEqual(['c']);
    expect(change!.fixed.map(({ symbol, key }) => [symbol, key])).toEqual([['a', null]]);
    expect(findings.map(({ symbol, change }) => `${symbol} ${change}`)).toEqual(['b known', 'c new']);
  });

  test('a finding that was fixed and is back is reopened', () => {
    const { change, trend } = seriesOf(on('2026-01-03', 'ab'), on('2026-01-02', 'b'), on('2026-01-01', 'ab'));
    expect(change!.reopened.map(({ symbol }) => symbol)).toEqual(['a']);
    expect(change!.new).toEqual([]);
    expect(trend.map((point) => [point.new, point.fixed, point.reopened])).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  test('the newest of the history is the last report where none is named', () => {
    const { change } = seriesOf(on('2026-01-03', 'ab'), null, on('2026-01-02', 'a'), on('2026-01-01', 'abc'));
    expect(change!.since.on).toBe('2026-01-02');
    expect(change!.reopened.map(({ symbol }) => symbol)).toEqual(['b']);
  });

  test('the order in which older reports are given plays no part', () => {
    const [a, b, c] = [on('2026-01-01', 'a'), on('2026-01-02', 'b'), on('2026-01-03', 'c')];
    const last = on('2026-01-04', 'ac');
    expect(seriesOf(last, null, a, b, c).trend).toEqual(seriesOf(last, null, c, a, b).trend);
  });

  test('another tool or configuration is told', () => {
    const older = on('2026-01-01', 'a', { configDigest: '0'.repeat(64) });
    const other = { ...older, tool: { ...older.tool, version: '0.0.9' } };
    expect(seriesOf(on('2026-01-02', 'a'), other).change).toMatchObject({ sameTool: false, sameConfig: false });
  });

  test('clauses that changed their status are told', () => {
    const { change } = seriesOf(on('2026-01-02', ''), on('2026-01-01', 'a'));
    expect(change!.clauses).toContainEqual({ id: 'VI.1', from: 'not-satisfied', to: expect.stringMatching(/./) });
  });
});

test('the trend counts open findings by clause', () => {
  const { trend } = seriesOf(on('2026-01-02', 'abc'), on('2026-01-01', 'a'));
  expect(trend.map(({ open, standings }) => [open['VI.1'], open['VI.5'], standings.open])).toEqual([
    [1, 0, 1],
    [3, 0, 3],
  ]);
});
