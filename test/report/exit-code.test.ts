import { describe, expect, it } from 'vitest';
import { exitCode, exitOf, isIncomplete } from '../../src/report/exit-code.ts';
import type { FindingStatus, Report, Severity } from '../../src/report/report.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';

const [template] = goldenReport.findings;

function withFinding(severity: Severity, status: FindingStatus = 'new'): Report {
  return { ...cleanReport, findings: [{ ...template!, severity, status }] };
}

describe('exit code', () => {
  it('is 0 without findings and 1 with one at the default level or above', () => {
    expect(exitCode(cleanReport)).toBe(0);
    expect(exitCode(withFinding('error'))).toBe(1);
    expect(exitCode(withFinding('warning'))).toBe(1);
    expect(exitCode(withFinding('info'))).toBe(0);
  });

  it.each([
    ['error', 1, 0, 0],
    ['warning', 1, 1, 0],
    ['info', 1, 1, 1],
    ['never', 0, 0, 0],
  ] as const)('follows --fail-on %s', (failOn, error, warning, info) => {
    expect(exitCode(withFinding('error'), { failOn })).toBe(error);
    expect(exitCode(withFinding('warning'), { failOn })).toBe(warning);
    expect(exitCode(withFinding('info'), { failOn })).toBe(info);
  });

  it.each([
    ['new', 1],
    ['expired', 1],
    ['existing', 0],
    ['touched', 0],
    ['suppressed', 0],
    ['waived', 0],
  ] as const)('counts a finding that is %s as %i', (status, code) => {
    expect(exitCode(withFinding('error', status))).toBe(code);
  });

  it('is 2 where the tool could not do its job, and 2 beats 1', () => {
    const error = { stage: 'link', file: null, rule: null, message: 'x' };
    expect(exitCode({ ...cleanReport, errors: [error] })).toBe(2);
    expect(exitCode({ ...withFinding('error'), errors: [error] })).toBe(2);
    expect(exitCode({ ...cleanReport, projects: [] })).toBe(2);
    const [project] = cleanReport.projects;
    expect(exitCode({ ...cleanReport, projects: [project!, { ...project!, files: 0 }] })).toBe(2);
  });

  it('turns only 1 into 0 under --exit-zero', () => {
    expect(exitCode(withFinding('error'), { exitZero: true })).toBe(0);
    expect(exitCode({ ...cleanReport, projects: [] }, { exitZero: true })).toBe(2);
  });

  it('takes files left out for documented limits as 0, under --fail-on-incomplete as 2', () => {
    const [project] = cleanReport.projects;
    const skipping = (reason: 'too-large' | 'declaration' | 'link-cycle'): Report => ({
      ...cleanReport,
      projects: [{ ...project!, skipped: [{ file: 'a', reason }] }],
    });
    const limited = { ...cleanReport, limits: [{ stage: 'link', file: null, symbol: null, cap: '1 step' }] };
    for (const report of [skipping('too-large'), limited]) {
      expect(exitCode(report)).toBe(0);
      expect(isIncomplete(report)).toBe(true);
      expect(exitCode(report, { failOnIncomplete: true })).toBe(2);
      expect(exitCode(report, { failOnIncomplete: true, exitZero: true })).toBe(2);
    }
    for (const report of [skipping('declaration'), skipping('link-cycle'), cleanReport]) {
      expect(isIncomplete(report)).toBe(false);
      expect(exitCode(report, { failOnIncomplete: true })).toBe(0);
    }
  });
});

describe('what fails a run beside its findings', () => {
  const note = (code: string): Report => ({ ...cleanReport, notes: [{ code, file: null, line: null, message: '' }] });

  it('lets --max-warnings pass, whatever the level, and not one more', () => {
    const two: Report = {
      ...cleanReport,
      findings: [...withFinding('warning').findings, ...withFinding('warning').findings],
    };
    for (const failOn of ['info', 'warning', 'error', 'never'] as const) {
      expect(exitCode(two, { failOn, maxWarnings: 2 })).toBe(0);
      expect(exitCode(two, { failOn, maxWarnings: 1 })).toBe(1);
    }
    expect(exitCode(withFinding('error'), { maxWarnings: 9 })).toBe(1);
    expect(exitCode(withFinding('info'), { maxWarnings: 9, failOn: 'info' })).toBe(1);
    expect(exitCode(withFinding('warning', 'existing'), { maxWarnings: 0 })).toBe(0);
  });

  it('counts what has run out with --fail-on-expired, whatever it held', () => {
    expect(exitCode(note('waiver-expired'))).toBe(0);
    expect(exitCode(note('waiver-expired'), { failOnExpired: true })).toBe(1);
    expect(exitCode(note('waiver-expiring'), { failOnExpired: true })).toBe(0);
    expect(exitCode(withFinding('info', 'expired'), { failOnExpired: true })).toBe(1);
    const comment: Report = {
      ...cleanReport,
      findings: [{ ...template!, ruleId: 'suppression-expired', severity: 'info' }],
    };
    expect(exitCode(comment, { failOnExpired: true, failOn: 'never' })).toBe(1);
  });

  it('counts stale entries with --strict-baseline', () => {
    expect(exitCode(note('baseline-stale'))).toBe(0);
    expect(exitCode(note('baseline-stale'), { strictBaseline: true })).toBe(1);
  });

  it('says why, each reason once; --exit-zero keeps the reasons and spares the code', () => {
    const report = { ...withFinding('error'), notes: note('baseline-stale').notes };
    expect(exitOf(report, { strictBaseline: true, exitZero: true })).toEqual({
      code: 0,
      reasons: ['1 finding from warning on', '1 entry of the baseline without a finding (--strict-baseline)'],
    });
    const failed: Report = { ...report, errors: [{ stage: 'link', file: null, rule: null, message: '' }] };
    expect(exitOf(failed, { exitZero: true })).toEqual({ code: 2, reasons: ['1 stage or rule failed'] });
    expect(exitOf(cleanReport)).toEqual({ code: 0, reasons: [] });
  });
});
