import { inReportOrder } from '../report/order.ts';
import type { FindingStatus } from '../report/report.ts';
import type { Reporter } from './reporter.ts';
import { findingText } from './terminal/finding.ts';
import { createStyle } from './terminal/style.ts';
import { summaryText } from './terminal/summary.ts';

/** What a baseline or a waiver holds: told in full only when asked for. */
const HELD: ReadonlySet<FindingStatus> = new Set(['existing', 'waived', 'suppressed']);

/** For people: every finding with its code, trace, effect and way out, then what the run covered. */
const pretty: Reporter = {
  name: 'pretty',
  mediaType: 'text/plain',
  defaultFile: 'sharenothing.txt',
  render(unordered, options) {
    const report = inReportOrder(unordered);
    const style = createStyle(options);
    const all = options.showHeld ? [...report.findings, ...report.suppressed] : report.findings;
    const shown = all.filter(({ status }) => options.showHeld || !HELD.has(status));
    const separator = style.paint.dim(style.glyphs.rule.repeat(style.width));
    return [
      ...shown.flatMap((finding) => [findingText(finding, report, style), '', separator]),
      summaryText(report, shown, style),
      '',
    ].join('\n');
  },
};

export default pretty;
