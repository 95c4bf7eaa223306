import type { Report } from '../report/report.ts';
import { type Baseline, holdByBaseline, type IsJudged } from './baseline.ts';
import { type Comparison, compareWithBase } from './compare.ts';
import { type Waivers, waive } from './waive.ts';

/** What holds findings back from failing a run, beside what the code itself suppresses. */
export type Gate = {
  readonly waivers: Waivers | null;
  /** Days that a waiver may last at most. */
  readonly maxWaiverDays: number;
  readonly baseline: Baseline | null;
  readonly isJudged: IsJudged;
  /** What was there before a change; absent where nothing is compared. */
  readonly base?: Comparison;
};

/**
 * The report of one folder after everything that can hold a finding, in this order: suppressions in the code (settle has done
 * these: they are comments of what was analysed), waivers, baseline, the state before a change. Each step sees all findings and never
 * removes one; waivers and baseline take only those that nothing before them holds. Narrowing by confidence or file comes after: what
 * is not shown is not gone.
 */
export function throughGate(report: Report, gate: Gate): Report {
  const { waivers, baseline, isJudged, base } = gate;
  const terms = { now: report.run.now, maxDays: gate.maxWaiverDays };
  const steps: readonly ((report: Report) => Report)[] = [
    (one) => waive(one, waivers, terms, isJudged),
    (one) => holdByBaseline(one, baseline, isJudged),
    (one) => (base ? compareWithBase(one, base) : one),
  ];
  return steps.reduce((held, step) => step(held), report);
}
