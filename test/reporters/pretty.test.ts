import { Chalk } from 'chalk';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import pretty from '../../src/reporters/pretty.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';

describe('pretty', () => {
  it('tells the golden report', async () => {
    await expect(pretty.render(goldenReport, { width: 100 })).toMatchFileSnapshot('snapshots/golden.txt');
  });
});
