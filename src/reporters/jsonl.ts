import { inReportOrder } from '../report/order.ts';
import { escapeInJson } from '../text/escape-controls.ts';
import type { Reporter } from './reporter.ts';

/**
 * The report as JSON Lines: one object a line with `type`, first the run, last the summary, for `grep`, `jq` and log stores. The fields
 * of each object are those of the JSON report. Findings that the code suppresses are lines too, with that status.
 */
const jsonl: Reporter = {
  name: 'jsonl',
  mediaType: 'application/jsonl',
  defaultFile: 'sharenothing.jsonl',
  render(unordered) {
    const { version, tool, run, rules, projects, findings, silences, suppressed, ...rest } = inReportOrder(unordered);
    const { limits, errors, notes, summary, timing } = rest;
    const lines = (type: string, items: readonly object[]) => items.map((item) => ({ type, ...item }));
    return [
      { type: 'run', version, tool, run },
      ...lines('rule', rules),
      ...lines('project', projects),
      ...lines('finding', [...findings, ...suppressed]),
      ...lines('silence', silences),
      ...lines('limit', limits),
      ...lines('error', errors),
      ...lines('note', notes),
      { type: 'summary', ...summary, timing },
    ]
      .map((line) => `${escapeInJson(JSON.stringify(line))}\n`)
      .join('');
  },
};

export default jsonl;
