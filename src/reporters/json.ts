import { inReportOrder } from '../report/order.ts';
import { escapeInJson } from '../text/escape-controls.ts';
import type { Reporter } from './reporter.ts';

/**
 * The report itself, version 1 (schema/report-v1.schema.json): fields in the documented order, two spaces, one final line end.
 * Characters that would act on a terminal are written as JSON escapes, which every parser reads back as they were.
 */
const json: Reporter = {
  name: 'json',
  mediaType: 'application/json',
  defaultFile: 'sharenothing.json',
  render: (report) => `${escapeInJson(JSON.stringify(inReportOrder(report), null, 2))}\n`,
};

export default json;
