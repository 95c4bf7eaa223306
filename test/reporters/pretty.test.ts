import { stripVTControlCharacters } from 'node:util';
import { Chalk } from 'chalk';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import pretty from '../../src/reporters/pretty.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';

const [first] = goldenReport.findings;

function only(finding: Partial<ReportFinding>): Report {
  return { ...goldenReport, findings: [{ ...first!, ...finding }], suppressed: [] };
}

describe('pretty', () => {
  it('tells the golden report', async () => {
    await expect(pretty.render(goldenReport, {})).toMatchFileSnapshot('snapshots/golden.txt');
  });

  it('tells a narrow, ASCII terminal with everything shown', async () => {
    const options = { width: 60, ascii: true, showHeld: true, pathPrefix: 'apps/api' };
    const text = pretty.render(goldenReport, options);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(text).toContain('packages/shared/src/count.ts:120:3');
    await expect(text).toMatchFileSnapshot('snapshots/golden-narrow-ascii.txt');
  });

  it('says when there is nothing to say, and what that rests on', async () => {
    await expect(pretty.render(cleanReport, {})).toMatchFileSnapshot('snapshots/clean.txt');
  });

  it('never calls a run clean that analysed nothing or failed', () => {
    const empty = { ...cleanReport, projects: [{ root: '', processes: [], files: 0, skipped: [] }] };
    expect(pretty.render(empty, {})).toContain('Nothing was analysed');
    expect(pretty.render({ ...cleanReport, projects: [] }, {})).toContain('Nothing was analysed');
    const failed = { ...cleanReport, errors: [{ stage: 'link', file: null, rule: null, message: 'x' }] };
    expect(pretty.render(failed, {})).toContain('did not finish');
  });

  it('answers what breaks, where, and what to change, in what it prints of one finding', () => {
    const text = pretty.render(only({}), { width: 200 });
    for (const part of [
      first!.message,
      `${first!.file}:4:5`,
      first!.help,
      'let hits = 0;',
      ...first!.trace.map((step) => step.message),
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain(first!.fingerprint);
  });

  it('counts what it does not show', () => {
    const text = pretty.render(goldenReport, {});
    expect(text).toContain('Not shown: 1 known from before, 1 held by a waiver, 1 suppressed in the code.');
    expect(text).not.toContain('Store.rows');
    const all = pretty.render(goldenReport, { showHeld: true });
    expect(all).toContain('Store.rows');
    expect(all).toContain('ignored');
    expect(all).not.toContain('Not shown');
  });

  it('looks the same in colour but for the colours', () => {
    for (const level of [0, 1, 2, 3] as const) {
      for (const width of [40, 60, 100, 200]) {
        const painted = pretty.render(goldenReport, { paint: new Chalk({ level }), width });
        expect(stripVTControlCharacters(painted)).toBe(pretty.render(goldenReport, { width }));
        expect(painted.includes('\u001b[')).toBe(level > 0);
      }
    }
  });

  it('opens and closes links around places, whatever is in the address', () => {
    const link = () => 'file:///tmp/a b\u001b\\é;#1\ud800\n';
    const text = pretty.render(only({}), { link });
    const address = 'file:///tmp/a%20b%1B\\%C3%A9;#1%EF%BF%BD%0A';
    expect(text).toContain(`\u001b]8;;${address}\u001b\\src/server.ts:4:5\u001b]8;;\u001b\\`);
    const unlinked = (printed: string) => printed.replace(/\u001b\]8;;[^\u001b]*\u001b\\/g, '');
    for (const width of [40, 60, 100]) {
      const linked = pretty.render(goldenReport, { link, width, paint: new Chalk({ level: 1 }) });
      expect(stripVTControlCharacters(unlinked(linked))).toBe(pretty.render(goldenReport, { width }));
    }
    expect(pretty.render(only({}), { link: () => undefined })).toBe(pretty.render(only({}), {}));
  });

  it('wraps to the width and loses no word', () => {
    const words = fc.array(fc.constantFrom('a', 'counter', '`hits`', 'プロセス', 'naïve', '😀', 'x'.repeat(120)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 140 }), (list, width) => {
        const message = list.join(' ');
        const text = pretty.render(only({ message }), { width });
        const body = text.slice(text.indexOf('\n\n') + 2);
        const printed = body
          .slice(0, body.indexOf('\n\n'))
          .split('\n')
          .map((line) => line.trim());
        expect(printed.join(' ').trim()).toBe(message);
        for (const line of printed) {
          if (!line.includes('xxx')) expect(stringWidth(line)).toBeLessThanOrEqual(width - 2);
        }
      }),
    );
  });

  it('draws the carets below the span, and keeps every character of the line', () => {
    const code = fc.string({
      unit: fc.constantFrom('a', ' ', '\t', 'キ', '👩‍👩‍👧', '\u202e', '\u001b', 'é', '"'),
      maxLength: 120,
    });
    fc.assert(
      fc.property(code, code, code, fc.constantFrom(40, 61, 300), (before, span, after, width) => {
        fc.pre(!(before + span + after).includes('\n'));
        const snippet = before + span + after;
        const column = before.length + 1;
        const finding = { line: 7, column, endLine: 7, endColumn: column + span.length, snippet, trace: [] };
        const lines = pretty.render(only(finding), { width }).split('\n');
        const rows = lines.filter((line) => /^ {2}[7 ] │/.test(line)).map((line) => line.slice(6));
        const isCarets = (row: string) => /^ *\^+$/.test(row);
        const shownCode = (text: string) =>
          text.replaceAll('\t', '  ').replaceAll('\u202e', '\\u202e').replaceAll('\u001b', '\\x1b');
        // White space at the end of a row is not printed, so it is left out of the comparison.
        const squeezed = (text: string) => text.replaceAll(' ', '');
        expect(squeezed(rows.filter((row) => !isCarets(row)).join(''))).toBe(squeezed(shownCode(snippet)));
        const carets = rows.filter(isCarets).join('').replaceAll(' ', '').length;
        expect(carets).toBe(Math.max(1, stringWidth(shownCode(span))));
        if (width === 300 && stringWidth(shownCode(snippet)) < 290) {
          expect(rows.find(isCarets)).toBe(
            ' '.repeat(stringWidth(shownCode(before))) + '^'.repeat(Math.max(1, stringWidth(shownCode(span)))),
          );
        }
      }),
    );
  });

  it('takes any text of the target without letting any of it act', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(hostile, hostile, hostile, (symbol, file, text) => {
        const [step] = first!.trace;
        const report: Report = {
          ...only({
            symbol,
            file,
            message: text,
            help: text,
            snippet: text,
            trace: [{ ...step!, file, message: text, snippet: text }],
            processes: [symbol],
          }),
          notes: [{ code: symbol, file, line: 1, message: text }],
          errors: [{ stage: symbol, file, rule: symbol, message: text }],
          limits: [{ stage: symbol, file, symbol, cap: text }],
        };
        const printed = pretty.render(report, {});
        expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      }),
    );
  });
});
