import { describe, expect, test } from 'vitest';
import { goldenReport } from '../support/golden-report.ts';
import { assessed, goldenAssessment, service } from './support.ts';

describe('the assessment', () => {
  test('has each clause, for each service and over all', () => {
    const assessment = assessed([service(goldenReport), service(goldenReport, 'billing')]);
    const ids = ['VI.1', 'VI.2', 'VI.3', 'VI.4', 'VI.5'];
    expect(assessment.clauses.map(({ id }) => id)).toEqual(ids);
    for (const { clauses } of assessment.services) expect(clauses.map(({ id }) => id)).toEqual(ids);
  });

  test('is the same for the same input', () => {
    expect(JSON.stringify(goldenAssessment())).toBe(JSON.stringify(goldenAssessment()));
  });

  test('places start at the root of the repository', () => {
    const [one] = goldenAssessment().services;
    const names = one!.findings.map(({ file }) => file);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((file) => !file.startsWith('apps/'))).toEqual([]);
  });
});
