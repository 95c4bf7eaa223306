import { describe, expect, it } from 'vitest';
import agent from '../../src/reporters/agent.ts';
import compact from '../../src/reporters/compact.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';

describe('compact', () => {
  it('is one line a finding that can be clicked and matched, from the folder of the user', () => {
    const lines = compact.render(goldenReport, { pathPrefix: 'apps/api' }).trimEnd().split('\n');
    const finding = /^(.+?):(\d+):(\d+): (error|warning|info) ([a-z-]+) /;
    expect(lines.filter((line) => finding.test(line))).toHaveLength(5);
    expect(lines).toContainEqual(
      expect.stringMatching(/^apps\/api\/src\/server\.ts:4:5: error module-state hits: `hits` is/),
    );
    expect(lines.at(-1)).toMatch(
      /^5 findings \(2 errors, 2 warnings, 1 info\); not shown: 1 known from before, 1 waived/,
    );
  });

  it('never calls a run clean that failed, analysed nothing, or left something out', () => {
    expect(compact.render(cleanReport, {})).toBe('no findings; 1 file analysed\n');
    const failed = { ...cleanReport, errors: [{ stage: 'link', file: 'a.ts', rule: null, message: 'boom' }] };
    expect(compact.render(failed, {})).toMatch(/^a\.ts: the analysis failed in stage link: boom\nno findings, but the/);
    const empty = { ...cleanReport, projects: [{ root: '', processes: [], files: 0, skipped: [] }] };
    expect(compact.render(empty, {})).toBe('nothing was analysed\n');
    const capped = { ...cleanReport, limits: goldenReport.limits };
    expect(compact.render(capped, {})).toContain('what was left out may hold findings of its own');
  });
});

describe('agent', () => {
  it('has one concrete change for each finding, gravest first', () => {
    const text = agent.render(goldenReport, { pathPrefix: 'apps/api' });
    const numbers = Array.from(
      text.matchAll(/^(\d+)\. \S.*? (error|warning|info) /gm),
      ([, number, severity]) => `${number} ${severity}`,
    );
    expect(numbers).toEqual(['1 error', '2 error', '3 warning', '4 warning', '5 info']);
    expect(text.match(/^ {3}fix: ./gm)).toHaveLength(5);
    expect(text.match(/^ {3}more: sharenothing explain [a-z-]+$/gm)).toHaveLength(5);
    expect(text).toContain('   step: packages/shared/src/count.ts:120:3 `increment` writes to `hits` here');
  });
});
