import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import checkstyle from '../../src/reporters/checkstyle.ts';
import junit from '../../src/reporters/junit.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { hostilePath, hostileText, reportSaying } from '../support/hostile.ts';
import { xmlErrors } from '../support/xml-schema.ts';

/** Many reports in one: a validation each would start hundreds of workers. */
function hostileReport(samples: number) {
  const texts = fc.sample(fc.tuple(hostileText, hostilePath), samples);
  const reports = texts.map(([text, file]) => reportSaying(text, file));
  return {
    ...goldenReport,
    findings: reports.flatMap(({ findings }) => findings),
    errors: reports.flatMap(({ errors }) => errors),
  };
}

describe('checkstyle', () => {
  it('is valid, whatever the target is called', async () => {
    for (const report of [goldenReport, cleanReport, hostileReport(400)])
      expect(await xmlErrors(checkstyle.render(report, {}), 'checkstyle-report-1.0.0.xsd')).toEqual([]);
  });

  it('groups by file, with what a reader of Checkstyle takes of each', () => {
    const text = checkstyle.render(goldenReport, {});
    expect(text.match(/<file /g)).toHaveLength(4);
    expect(text.match(/<error /g)).toHaveLength(5);
    expect(text.match(/<exception>/g)).toHaveLength(2);
    expect(text).toContain('<file name="apps/api/src/my file #1.ts">');
    expect(text).toMatch(
      /<error line="4" column="5" severity="error" message="[^"]+" source="sharenothing.module-state"\/>/,
    );
  });
});

describe('junit', () => {
  it('is valid, whatever the target is called', async () => {
    for (const report of [goldenReport, cleanReport, hostileReport(400)])
      expect(await xmlErrors(junit.render(report, {}), 'junit-10.xsd')).toEqual([]);
  });

  const outcomes = (text: string) =>
    ['failure', 'error', 'skipped'].map((name) => (text.match(new RegExp(`<${name} `, 'g')) ?? []).length);

  it('fails for what fails the run, and skips the rest with its reason', () => {
    expect(outcomes(junit.render(goldenReport, {}))).toEqual([3, 2, 5]);
    expect(outcomes(junit.render(goldenReport, { failOn: 'error' }))).toEqual([2, 2, 6]);
    expect(outcomes(junit.render(goldenReport, { failOn: 'info' }))).toEqual([4, 2, 4]);
    expect(outcomes(junit.render(goldenReport, { failOn: 'never' }))).toEqual([0, 2, 8]);
    const text = junit.render(goldenReport, {});
    expect(text).toContain('<skipped type="skipped" message="waived: one instance until March">');
    expect(text).toContain('message="info, below the level that fails"');
  });

  it('adds up', () => {
    const text = junit.render(goldenReport, {});
    const [, tests, failures, errors] = /<testsuites name="\w+" tests="(\d+)" failures="(\d+)" errors="(\d+)">/.exec(
      text,
    )!;
    expect(text.match(/<testcase /g)).toHaveLength(Number(tests));
    expect([Number(failures), Number(errors)]).toEqual(outcomes(text).slice(0, 2));
  });

  it('has a passed test for the analysis and each rule that found nothing: a clean run is no empty report', () => {
    const clean = junit.render({ ...cleanReport, rules: goldenReport.rules }, {});
    expect(outcomes(clean)).toEqual([0, 0, 0]);
    expect(clean).toContain('<testcase name="no findings; 1 file analysed" classname="sharenothing"/>');
    // local-persistence is off.
    expect(clean.match(/<testcase name="no finding" /g)).toHaveLength(2);
  });
});
