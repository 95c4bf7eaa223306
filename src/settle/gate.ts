import type { Report } from '../report/report.ts';
import { type Baseline, holdByBaseline, type IsJudged } from './baseline.ts';
import { type Waivers, waive } from './waive.ts';

/** What holds findings back from failing a run, beside what the code itself suppresses. */
export type Gate = {
  readonly waivers: Waivers | null;
  readonly baseline: Baseline | null;
  readonly isJudged: IsJudged;
};

/**
 * The report of one folder after everything that can hold a finding, in this order: suppressions in the code (settle has done
 * these: they are comments of what was analysed), waivers, baseline. Each step sees all findings, takes only those that are still
 * `new`, and never removes one. Narrowing by confidence or file comes after: what is not shown is not gone.
 */
export function throughGate(report: Report, gate: Gate): Report {
  const steps: readonly ((report: Report) => Report)[] = [
    (one) => waive(one, gate.waivers),
    (one) => holdByBaseline(one, gate.baseline, gate.isJudged),
  ];
  return steps.reduce((held, step) => step(held), report);
}
