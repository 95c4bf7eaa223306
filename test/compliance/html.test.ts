import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import html from '../../src/compliance/formats/html.ts';
import { loadLanguage } from '../../src/compliance/language/index.ts';
import { languageCodes } from '../../src/compliance/language/names.ts';
import type { Assessment } from '../../src/compliance/model.ts';
import { goldenReport } from '../support/golden-report.ts';
import { hostilePath, hostileText, reportSaying } from '../support/hostile.ts';
import { assessed, given, goldenAssessment, service } from './support.ts';

const en = await loadLanguage('en');
const languages = await Promise.all(languageCodes.map(loadLanguage));
const golden = goldenAssessment();
const portfolio = assessed([service(goldenReport, 'orders'), service({ ...goldenReport, findings: [] }, 'billing')]);
const render = (assessment: Assessment, language = en) => html.render(assessment, language) as string;

/** The opening tags of a page, each as its name and the names of its attributes. */
function tagsOf(page: string): string[] {
  const body = page.replace(/<style>.*?<\/style>|<script>[\s\S]*?<\/script>/g, '');
  return [...body.matchAll(/<([a-zA-Z!][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name, attributes]) =>
      `${name} ${[...attributes!.matchAll(/([\w:-]+)(?:="[^"]*")?/g)].map(([, one]) => one).join(' ')}`,
  );
}

describe.each(languages.map((language) => [language.code, language] as const))(
  'HTML report in %s',
  (code, language) => {
    const page = render(golden, language);

    it('is one file that asks for nothing', () => {
      expect(page.startsWith(`<!doctype html>\n<html lang="${code}">`)).toBe(true);
      expect(page.endsWith('</html>\n')).toBe(true);
      // Addresses in texts of the target are text; nothing of the page itself leads anywhere.
      const asking = /^(?:src|srcset|action|formaction|data|poster|ping|xlink:href|style|on\w+)$/;
      expect(
        tagsOf(page).filter((tag) => tag.split(' ').some((name, index) => index > 0 && asking.test(name))),
      ).toEqual([]);
      expect(tagsOf(page).length).toBeGreaterThan(500);
      expect([...page.matchAll(/\shref="([^"]*)"/g)].filter(([, to]) => !to!.startsWith('#'))).toEqual([]);
      expect(page).not.toMatch(/<(?:link|base|iframe|object|embed|img|audio|video)\b|@import/);
      expect([...page.matchAll(/url\(([^)]*)\)/g)].filter(([, to]) => !to!.startsWith('#'))).toEqual([]);
    });

    it('lets nothing run but its own script and style', () => {
      const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)!;
      const hash = (tag: string) => {
        const found = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
        expect(found.length).toBe(1);
        return `'sha256-${createHash('sha256').update(found[0]![1]!).digest('base64')}'`;
      };
      expect(policy).toBe(
        `default-src 'none'; script-src ${hash('script')}; style-src ${hash('style')}; base-uri 'none'; form-action 'none'`,
      );
    });

    it.each([
      ['one service', golden],
      ['several', portfolio],
    ] as const)('leads to places that are there, each once: %s', (_, assessment) => {
      const page = render(assessment, language);
      const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      const known = new Set(ids);
      const led = [...page.matchAll(/\s(?:href="#|aria-labelledby="|marker-end="url\(#)([^")]*)/g)].flatMap(([, to]) =>
        to!.split(' '),
      );
      expect(led.length).toBeGreaterThan(50);
      expect(led.filter((id) => !known.has(id))).toEqual([]);
    });

    it('has every finding with its trace, and says what is missing', () => {
      for (const { findings } of golden.services) {
        expect(page.match(/<article /g)?.length).toBe(findings.length);
        const steps = findings.reduce((sum, { trace }) => sum + trace.length, 0);
        expect(page.match(/<li id="finding-[^"]*-step-\d+"/g)?.length ?? 0).toBe(steps);
      }
      for (const { id } of golden.clauses) expect(page).toContain(`>${id}<`);
      expect(page).toContain(language.words.disclaimer);
      for (const limit of language.words.limits) expect(page).toContain(limit);
      for (const { sha256 } of golden.inputs) expect(page).toContain(sha256);
    });

    it('gives the same bytes for the same assessment', () => {
      expect(render(structuredClone(golden), language)).toBe(page);
      expect(render(goldenAssessment(), language)).toBe(page);
    });
  },
);

describe('what the target says', () => {
  const say = (text: string, file: string) => {
    const report = reportSaying(text, file);
    const other = { ...report, findings: [] };
    return assessed([service(report, text || 'a', { previous: given(other), history: [given(report)] })], { by: text });
  };
  const harmless = new Set(tagsOf(render(say('a `b` c', 'a/b.ts'))));

  it('is text: it makes no tag, attribute, link or script', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const page = render(say(text, file));
        expect(tagsOf(page).filter((tag) => !harmless.has(tag))).toEqual([]);
        // Between tags there is no bracket that is not one of a tag.
        const text_ = page.replace(/<(?:!doctype|\/?[a-zA-Z])[^<>]*>/g, '').replace(/&gt;|&lt;/g, '');
        const [before = '', after = ''] = page.split(/<script>[\s\S]*<\/script>/);
        expect(text_.length).toBeGreaterThan(0);
        expect(`${before}${after}`.replace(/<style>.*<\/style>/, '').replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 60 },
    );
  });

  it('shows what would turn, hide or break text', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const page = render(say(text, file));
        expect(page).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/,
        );
        expect(page).not.toMatch(/\p{Cs}/u);
      }),
      { numRuns: 60 },
    );
  });

  it('has code as it is written, line by line, with its numbers', () => {
    const report = reportSaying('const a = [\n\tb && "</pre><script>alert(1)</script>",\n];', 'src/a.ts');
    const page = render(assessed([service(report)]));
    expect(page).toContain('<span class="line" data-line="2">const a = [</span>');
    expect(page).toContain(
      '<span class="line" data-line="3">  b &amp;&amp; &quot;&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;,</span>',
    );
  });
});

it('draws at most what fits on a page, the worst first, and says how much is left', () => {
  const [finding] = goldenReport.findings;
  const findings = Array.from({ length: 60 }, (_, index) => ({
    ...finding!,
    symbol: `holder${index}`,
    fingerprint: String(index).padStart(32, '0'),
    line: index + 1,
    severity: index === 59 ? ('error' as const) : ('info' as const),
  }));
  const page = render(assessed([service({ ...goldenReport, findings })]));
  const drawn = [...page.matchAll(/<text class="node-label"[^>]*>(holder\d+)</g)].map(([, name]) => name);
  expect(drawn).toContain('holder59');
  expect(drawn.length).toBeLessThanOrEqual(28);
  expect(page).toMatch(/\d+ more are not drawn; the tables have all of them/);
});
