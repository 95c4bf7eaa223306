import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import csv from '../../src/reporters/csv.ts';
import jsonl from '../../src/reporters/jsonl.ts';
import markdown from '../../src/reporters/markdown.ts';
import { escapeControls } from '../../src/text/escape-controls.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { hostilePath, hostileText, reportSaying } from '../support/hostile.ts';

describe('csv', () => {
  const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true });

  it('has a row for each finding, whatever its status, that a parser of CSV reads back', () => {
    const rows = rowsOf(csv.render(goldenReport, {}));
    expect(rows.map(({ status }) => status)).toEqual([
      'new',
      'touched',
      'new',
      'expired',
      'existing',
      'waived',
      'new',
      'suppressed',
    ]);
    expect(rows[1]).toMatchObject({
      file: 'apps/api/src/my file #1.ts',
      line: '10',
      symbol: 'sessions "by" <user> & 100%, a|b',
    });
    expect(rows[5]).toMatchObject({ reason: 'one instance until March', owner: "'@team-b", until: '2026-03-31' });
    expect(rowsOf(csv.render(cleanReport, {}))).toEqual([]);
  });

  it('keeps any text, on one line, and lets no cell be a formula', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const [row] = rowsOf(csv.render(reportSaying(text, file), {}));
        for (const cell of Object.values(row!)) expect(cell.trimStart()).not.toMatch(/^[=+\-@\t\r\n]/);
        const shown = escapeControls(text);
        expect(row!.message).toBe(/^\s*[=+\-@]/.test(shown) ? `'${shown}` : shown);
      }),
    );
  });
});

describe('jsonl', () => {
  const linesOf = (text: string): { type: string }[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('has an object a line, from the run to the summary, and all of the report', () => {
    const lines = linesOf(jsonl.render(goldenReport, {}));
    expect(lines[0]).toMatchObject({ type: 'run', version: 1, run: { root: 'apps/api' } });
    expect(lines.at(-1)).toMatchObject({ type: 'summary', filesAnalysed: 12, timing: { link: 20 } });
    const count = (type: string) => lines.filter((line) => line.type === type).length;
    expect(count('finding')).toBe(goldenReport.findings.length + goldenReport.suppressed.length);
    for (const [type, list] of [
      ['rule', goldenReport.rules],
      ['project', goldenReport.projects],
      ['silence', goldenReport.silences],
      ['limit', goldenReport.limits],
      ['error', goldenReport.errors],
      ['note', goldenReport.notes],
    ] as const)
      expect(count(type)).toBe(list.length);
    const { type: _, ...finding } = lines.find((line) => line.type === 'finding' && 'line' in line && line.line === 4)!;
    expect(finding).toEqual(goldenReport.findings[0]);
  });

  it('keeps any text on its line', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const report = reportSaying(text, file);
        const lines = linesOf(jsonl.render(report, {}));
        expect(lines).toContainEqual({ type: 'finding', ...report.findings[0] });
      }),
    );
  });
});

describe('markdown', () => {
  const htmlOf = (text: string) =>
    micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const namedTags = (html: string) => new Set(Array.from(html.matchAll(/<(\w+)/g), ([, name]) => name));

  it('is a table, each finding in full, and what was not analysed', () => {
    const html = htmlOf(markdown.render(goldenReport, {}));
    expect(html.match(/<table>/g)).toHaveLength(2);
    expect(html.match(/<summary>/g)).toHaveLength(6);
    expect(html).toContain('<code>apps/api/src/server.ts:4:5</code>');
    expect(html).toContain('not analysed (too-large)');
    expect(html).toContain('owner @team-a: replaced by Redis in spring');
    const clean = htmlOf(markdown.render(cleanReport, {}));
    expect(clean).toContain('No findings; 1 file analysed.');
    expect(clean).not.toContain('<table>');
  });

  it('shows any text of the target as text: no tag, link, picture, emphasis or row of its own', () => {
    const own = new Set([
      'h2',
      'h3',
      'p',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'code',
      'details',
      'summary',
      'strong',
      'ol',
      'ul',
      'li',
    ]);
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const html = htmlOf(markdown.render(reportSaying(text, file), {}));
        for (const tag of namedTags(html)) expect(own).toContain(tag);
        expect(html.match(/<td/g)).toHaveLength(4 + 3 * 2);
        expect(html.match(/<details>/g)).toHaveLength(2);
        expect(html.match(/<\/details>/g)).toHaveLength(2);
      }),
    );
  });

  it('shows exactly the text, white space aside', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = htmlOf(markdown.render(reportSaying(text.replaceAll('`', ''), 'a.ts'), {}));
        const [cell] = /<td>[^<]*<\/td>\n<\/tr>/.exec(html)!;
        const shown = cell
          .replace(/<[^>]+>/g, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&');
        const squeezed = (one: string) => one.replace(/\s+/g, '');
        expect(squeezed(shown)).toBe(squeezed(escapeControls(text.replaceAll('`', ''))));
      }),
    );
  });

  it('stays within what a job summary may hold, and says what it leaves out', () => {
    const [finding] = goldenReport.findings;
    const findings = Array.from({ length: 3000 }, (_, index) => ({ ...finding!, line: index + 1 }));
    const text = markdown.render({ ...cleanReport, findings }, {});
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toContain('2000 more left out of this page');
    expect(text).toContain('2900 more told in the table only');
  });
});
