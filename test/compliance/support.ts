import { type AssessInput, assess, type GivenReport, type GivenService } from '../../src/compliance/assess.ts';
import type { Assessment } from '../../src/compliance/model.ts';
import type { PolicyPack } from '../../src/compliance/policy/pack.ts';
import type { Report } from '../../src/report/report.ts';
import { digestOf } from '../../src/settle/digest.ts';
import { goldenReport } from '../support/golden-report.ts';

/** A policy that asks for nothing unusual. */
export const plainPolicy: PolicyPack = {
  id: 'plain',
  title: 'Plain',
  version: '1',
  toBeConfirmed: true,
  thresholds: { severity: 'warning', confidence: 'medium', skipped: [] },
  exceptions: { accept: ['waiver'], require: ['reason', 'owner', 'approvedBy', 'until'] },
  evidence: [],
  controls: [
    {
      id: 'P-1',
      title: { en: 'State is kept outside', vi: 'Trạng thái được lưu bên ngoài' },
      description: { en: 'What processes share lies in backing services.' },
      clauses: ['VI.1', 'VI.2'],
      rules: [],
      evidence: ['commit', 'clean'],
    },
  ],
  sha256: 'f'.repeat(64),
};

/** A saved report as the command line hands it on. */
export function given(report: Report, name = 'report.json'): GivenReport {
  return { name, sha256: digestOf({ ...report, timing: {} }), report };
}

/** A service without earlier reports. */
export function service(report: Report, name = 'orders', more: Partial<GivenService> = {}): GivenService {
  return { ...given(report, `${name}.json`), service: name, previous: null, history: [], ...more };
}

/** An assessment of some services on a day. */
export function assessed(services: readonly GivenService[], more: Partial<AssessInput> = {}): Assessment {
  return assess({
    tool: { name: 'sharenothing', version: '0.1.0' },
    now: '2026-02-01',
    by: null,
    policy: plainPolicy,
    services,
    ...more,
  });
}

/** The golden report with an earlier one of it: every list of the assessment has something in it. */
export function goldenAssessment(): Assessment {
  const { findings } = goldenReport;
  const earlier: Report = {
    ...goldenReport,
    run: { ...goldenReport.run, now: '2025-12-31', commit: 'f'.repeat(40) },
    findings: findings.slice(1),
  };
  const first: Report = { ...goldenReport, run: { ...goldenReport.run, now: '2025-11-30' } };
  return assessed([service(goldenReport, 'orders', { previous: given(earlier), history: [given(first)] })], {
    by: 'A. Auditor',
  });
}
