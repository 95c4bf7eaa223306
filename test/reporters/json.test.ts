import { describe, expect, it } from 'vitest';
import { inReportOrder } from '../../src/report/order.ts';
import json from '../../src/reporters/json.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { schemaErrors } from '../support/report-schema.ts';
import { backwards } from '../support/shuffled.ts';

describe('json', () => {
  it('writes the report, valid and complete', async () => {
    const text = json.render(goldenReport, {});
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(inReportOrder(goldenReport))));
    expect(schemaErrors(JSON.parse(text))).toEqual([]);
    await expect(text).toMatchFileSnapshot('snapshots/golden.json.snap');
  });

  it('writes an empty report', async () => {
    await expect(json.render(cleanReport, {})).toMatchFileSnapshot('snapshots/clean.json.snap');
  });

  it('does not depend on the order in which objects were built, nor on how text should look', () => {
    const text = json.render(goldenReport, {});
    expect(json.render(backwards(goldenReport), { width: 10, ascii: true, pathPrefix: 'x', link: () => 'x:y' })).toBe(
      text,
    );
  });
});
