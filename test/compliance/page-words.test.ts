import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import html from '../../src/compliance/formats/html.ts';
import { loadLanguage } from '../../src/compliance/language/index.ts';
import { languageCodes } from '../../src/compliance/language/names.ts';
import type { Report } from '../../src/report/report.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';
import { englishWords } from './english.ts';
import { assessed, given, plainPolicy, service } from './support.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'words-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const others = await Promise.all(languageCodes.filter((code) => code !== 'en').map(loadLanguage));

/** What a reader reads of a page: no code, no names of the target, nothing that is marked as English. */
function readOf(page: string): string[] {
  return page
    .replace(/^[\s\S]*<body>/, '')
    .replace(/<script>[\s\S]*?<\/script>/g, '')
    .replace(/<(code|pre|option)\b[^>]*>[\s\S]*?<\/\1>/g, '`x`')
    .replace(/<text class="node-(?:label|detail)"[^>]*>[^<]*<\/text>/g, '')
    .replace(/<g class="node[^>]*><title>[^<]*<\/title>|<a class="node[^>]*><title>[^<]*<\/title>/g, '')
    .split(/<[^<>]*>/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

describe.each(others.map((language) => [language.code, language] as const))('a whole page in %s', (_, language) => {
  it.each(['local-persistence', 'in-process-schedule', 'in-process-lock', 'sticky-session', 'assertion-failed'])(
    'has no English left: %s',
    async (fixture) => {
      const saved = path.join(folder, `${fixture.replaceAll('/', '-')}.json`);
      const target = path.join(repositoryRoot, 'fixtures', fixture);
      await runProcess(['check', target, '--format', `json:${saved}`, '--exit-zero', '--confidence', 'low'], {
        cwd: folder,
      });
      const report: Report = JSON.parse(fs.readFileSync(saved, 'utf8'));
      // What people of the target wrote stays in their language.
      for (const { waiver } of report.suppressed) if (waiver) waiver.reason = 'x';
      expect(report.findings.length).toBeGreaterThan(0);
      const policy = { ...plainPolicy, title: 'The Twelve-Factor App, factor VI (Processes)', controls: [] };
      const earlier = { ...report, findings: report.findings.slice(1) };
      const one = service(report, 'dich-vu', { previous: given(earlier), history: [given(report)] });
      const page = html.render(assessed([one], { policy, by: 'Hà' }), language) as string;
      const read = readOf(page);
      expect(read.length).toBeGreaterThan(200);
      expect(read.filter((text) => englishWords(text).length > 0)).toEqual([]);
      expect(page.match(/<[^<>]* lang="en">[^<]*/g) ?? []).toEqual([]);
    },
  );
});

it('policy packs that are built in have every language', () => {
  const packs = fs.readdirSync(path.join(repositoryRoot, 'policies'));
  expect(packs.length).toBeGreaterThan(3);
  for (const name of packs) {
    const pack = parse(fs.readFileSync(path.join(repositoryRoot, 'policies', name), 'utf8'));
    for (const { id, title, description } of pack.controls)
      for (const text of [title, ...(description ? [description] : [])])
        expect([name, id, Object.keys(text)]).toEqual([name, id, [...languageCodes]]);
    for (const language of others) expect([name, pack.title in language.phrases]).toEqual([name, true]);
  }
});
