import type { Severity } from '../report/report.ts';

/** A rule's severity as configured, and where that was said (`--rule` or a file). */
export type ConfiguredSeverity = { readonly severity: Severity | 'off'; readonly from: string };

/** The severity that a finding carries: the message's own, then what is configured for its rule. `off` drops the finding. */
export function settleSeverity(ofMessage: Severity, configured: ConfiguredSeverity | undefined): Severity | 'off' {
  return configured?.severity ?? ofMessage;
}
