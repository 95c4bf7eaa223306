import { describe, expect, it } from 'vitest';
import { type AccuracyFinding, type AccuracyLabel, addScores, scoreOf, tables } from '../../bench/accuracy-score.ts';

const violation = (line: number, more: Partial<AccuracyLabel> = {}): AccuracyLabel => ({
  file: 'api/src/a.ts',
  line,
  rule: 'module-state',
  verdict: 'violation',
  severity: 'error',
  ...more,
});
const finding = (line: number, more: Partial<AccuracyFinding> = {}): AccuracyFinding => ({
  ruleId: 'module-state',
  severity: 'error',
  confidence: 'high',
  file: 'src/a.ts',
  line,
  ...more,
});
/** The score where the repository's folder `api` was analysed, and labelled without its folder of tests. */
const score = (labels: readonly AccuracyLabel[], findings: readonly AccuracyFinding[]) =>
  scoreOf({ repo: 'o/n', scope: ['api/**'], exclude: ['api/test/**'], project: { root: 'api' }, labels }, { findings });
const counts = (labels: readonly AccuracyLabel[], findings: readonly AccuracyFinding[]) =>
  Object.fromEntries(
    [...score(labels, findings).rules].map(([rule, one]) => [rule, `${one.right}/${one.missed}/${one.false}`]),
  );

describe('a finding', () => {
  it('is right on a violation, a false alarm beside it and on what was labelled benign', () => {
    expect(counts([violation(1), violation(2)], [finding(1), finding(3)])).toEqual({ 'module-state': '1/1/1' });
    const trap = score([violation(1, { verdict: 'benign' })], [finding(1)]);
    expect(trap.confidences.get('high')).toEqual({ right: 0, false: 1, traps: 1 });
  });

  it('counts neither way on a debatable place, on a violation that is found already, and outside what was looked at', () => {
    expect(counts([violation(1, { verdict: 'debatable' })], [finding(1)])).toEqual({});
    expect(counts([violation(1, { also: [2] })], [finding(1), finding(2)])).toEqual({ 'module-state': '1/0/0' });
    expect(counts([], [finding(1, { file: 'test/a.ts' }), finding(1, { file: '../web/a.ts' })])).toEqual({});
  });

  it('hits by its trace where it has the symbol of the label', () => {
    const trace = [{ file: 'src/a.ts', line: 1 }];
    const label = violation(1, { symbol: 'Store.items' });
    expect(counts([label], [finding(9, { trace, symbol: 'items' })])).toEqual({ 'module-state': '1/0/0' });
    expect(counts([label], [finding(9, { trace, symbol: 'other' })])).toEqual({ 'module-state': '0/1/1' });
  });

  it('goes to the violation of its rule, and is right under another too', () => {
    const labels = [violation(1, { rule: 'module-cache', severity: 'warning' }), violation(1)];
    const one = score(labels, [finding(1)]);
    expect(counts(labels, [finding(1)])).toEqual({ 'module-cache': '0/1/0', 'module-state': '1/0/0' });
    expect([one.sameRule, one.sameSeverity]).toEqual([1, 1]);
    const other = score([labels[0]!], [finding(1)]);
    expect([other.rules.get('module-cache')?.right, other.sameRule, other.sameSeverity]).toEqual([1, 0, 0]);
  });

  it('of severity info is counted as such alone', () => {
    const one = score([violation(1)], [finding(1, { severity: 'info' }), finding(1, { confidence: 'medium' })]);
    expect([one.info, one.findings, one.confidences.get('medium')?.right]).toEqual([1, 2, 1]);
  });
});

it('prints the sums of all servers', () => {
  const sum = addScores([
    score([violation(1)], [finding(1)]),
    score([violation(1), violation(2, { verdict: 'benign' })], [finding(2, { confidence: 'medium' })]),
  ]);
  const text = tables(sum, 2);
  expect(text).toContain('| `module-state` | 0.50 | 0.50 | 0.50 | 1 / 1 / 1 |');
  expect(text).toContain('| high | 1 | 1.00 | 1.00 | 0 |');
  expect(text).toContain('| medium | 1 | 0.00 | 0.00 | 1 |');
  expect(text).toContain('0.50 of what is told was labelled benign');
});
