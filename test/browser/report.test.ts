import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import html from '../../src/compliance/formats/html.ts';
import { loadLanguage } from '../../src/compliance/language/index.ts';
import type { Assessment } from '../../src/compliance/model.ts';
import type { Report } from '../../src/report/report.ts';
import { assessed, given, goldenAssessment, service } from '../compliance/support.ts';
import { goldenReport } from '../support/golden-report.ts';
import { reportSaying } from '../support/hostile.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';
import { installed, openFile, startBrowser, type View } from './chromium.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const en = await loadLanguage('en');
const vi = await loadLanguage('vi');
const addressOf = (name: string) => pathToFileURL(path.join(folder, `${name}.html`)).href;
const write = (name: string, assessment: Assessment, language = en) =>
  fs.writeFileSync(path.join(folder, `${name}.html`), html.render(assessment, language) as string);

/** What is long, wide or hostile wherever the target may say something. */
const hostile = `<img src=x onerror=alert(1)>\u202e"'</script><script>alert(2)</script>${'long'.repeat(80)}`;

describe.skipIf(!installed)('the HTML report in Chromium', () => {
  let browser: Browser;
  let shop: Report;

  beforeAll(async () => {
    const target = path.join(repositoryRoot, 'fixtures/showcase/orders-api');
    const saved = path.join(folder, 'shop.json');
    await runProcess(['check', target, '--format', `json:${saved}`, '--exit-zero', '--now', '2026-02-01'], {
      cwd: folder,
    });
    shop = JSON.parse(fs.readFileSync(saved, 'utf8'));
    const earlier = (on: string, from: number): Report => ({
      ...shop,
      run: { ...shop.run, now: on, commit: String(from).repeat(40) },
      findings: shop.findings.slice(from),
    });
    const one = assessed([
      service(shop, 'shop', {
        previous: given(earlier('2026-01-01', 2)),
        history: [given(earlier('2025-12-01', 3)), given(earlier('2025-11-01', 1))],
      }),
    ]);
    write('shop', one);
    write('cua-hang', one, vi);
    write('golden', goldenAssessment());
    write('services', assessed([service(shop, 'shop'), service(goldenReport, 'orders')]), vi);
    const path_ = `${'very-long-folder/'.repeat(20)}${hostile.replaceAll('/', '')}.ts`;
    const said = reportSaying(hostile, path_);
    write(
      'hostile',
      assessed([service(said, hostile, { previous: given({ ...said, findings: [] }) })], { by: hostile }),
    );
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  const opened = async (name: string, view?: View, hash = '') => openFile(browser, `${addressOf(name)}${hash}`, view);
  const shown = (page: Page) => page.locator('article.finding:visible').count();

  test('opens from a disk with the network off, and nothing violates its policy', async () => {
    for (const name of ['shop', 'golden', 'services', 'hostile']) {
      const { page, trouble } = await opened(name);
      await page.locator('#filter').waitFor({ state: 'visible' });
      expect([name, trouble]).toEqual([name, []]);
      await page.context().close();
    }
  });

  test('runs nothing that is put into it', async () => {
    const { page, trouble } = await opened('shop');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      const image = document.createElement('img');
      image.src = 'https://example.com/a.png';
      document.body.append(script, image);
      document.body.setAttribute('style', 'display:none');
    });
    await expect.poll(() => trouble.filter((one) => one.includes('violation')).length).toBe(3);
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    await page.context().close();
  });

  test('finds findings by word, clause and what they count as', async () => {
    const { page, trouble } = await opened('shop');
    const total = await shown(page);
    expect(total).toBe(shop.findings.length);
    const output = page.locator('#filter output');
    await page.getByLabel('Search').fill('LISTENERS set');
    expect(await shown(page)).toBe(1);
    expect(await output.textContent()).toBe(`1 of ${total} findings are shown`);
    await page.getByLabel('Search').fill('nothing of that kind');
    expect(await page.getByText('No finding matches').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => shown(page)).toBe(total);
    await page.locator('#filter [name=clause]').selectOption('VI.3');
    const cached = shop.findings.filter(({ clauses }) => clauses.includes('VI.3')).length;
    expect(await shown(page)).toBe(cached);
    expect(await page.locator('#findings .group:visible').count()).toBe(1);
    await page.locator('#filter [name=standing]').selectOption('noted');
    expect(await shown(page)).toBe(0);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('finds Vietnamese without its marks', async () => {
    const { page } = await opened('cua-hang');
    await page.getByLabel('Tìm kiếm').fill('duoc demtang');
    expect(await shown(page)).toBe(0);
    await page.getByLabel('Tìm kiếm').fill('duoc dem tang');
    expect(await shown(page)).toBeGreaterThan(0);
    await page.context().close();
  });

  test('is used with the keyboard alone: skip link, filter, trace', async () => {
    const { page } = await opened('shop');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('report');
    await page.locator('article.finding summary').first().focus();
    await page.keyboard.press('Enter');
    const steps = page.locator('article.finding').first().locator('.steps > li');
    expect(await steps.first().isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id))
      .toBe(await steps.nth(1).getAttribute('id'));
    expect(await steps.nth(1).evaluate((one) => one.matches(':target'))).toBe(true);
    await page.context().close();
  });

  test('a link to a step opens what is folded, and shows what is filtered away', async () => {
    const { page: first } = await opened('shop');
    const ids = await first.locator('.steps > li').evaluateAll((all) => all.map(({ id }) => id));
    const map = await first.locator('svg.map a.node').first().getAttribute('href');
    await first.context().close();
    const { page } = await opened('shop', {}, `#${ids[2]}`);
    expect(await page.locator(`#${ids[2]}`).isVisible()).toBe(true);
    await page.getByLabel('Search').fill('nothing of that kind');
    expect(await shown(page)).toBe(0);
    await page.locator(`svg.map a.node[href="${map}"]`).click();
    await expect.poll(() => page.locator(map!).isVisible()).toBe(true);
    await page.context().close();
  });

  test.each([
    ['shop', { scheme: 'light' }],
    ['shop', { scheme: 'dark' }],
    ['services', { scheme: 'light', width: 360 }],
    ['golden', { scheme: 'dark' }],
    ['cua-hang', { media: 'print', width: 680 }],
  ] as const)('has nothing that axe complains of: %s %o', async (name, view) => {
    const { page } = await opened(name, view);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`)}`,
      );
    });
    expect(violations).toEqual([]);
    await page.context().close();
  });

  test.each(['shop', 'cua-hang', 'golden', 'services', 'hostile'])(
    'fits: %s at 360 and 1280 pixels and on A4',
    async (name) => {
      const { page } = await opened(name);
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true;
      });
      for (const [width, media] of [
        [360, 'screen'],
        [1280, 'screen'],
        [680, 'print'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ media });
        const over = await page.evaluate(() => {
          const width = document.documentElement.clientWidth;
          const wide = [...document.querySelectorAll('main *')].filter(
            (one) => !one.closest('.scroll, svg, caption, thead') && one.getBoundingClientRect().right > width + 1,
          );
          return [
            document.documentElement.scrollWidth - width,
            ...wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 200)),
          ];
        });
        expect([width, media, over]).toEqual([width, media, [0]]);
      }
      await page.context().close();
    },
  );

  test('on paper, what is folded is open and what is for the screen is gone', async () => {
    const { page } = await opened('shop', { media: 'print', width: 680 });
    for (const selector of ['.steps > li', '.verdicts', '#limits']) {
      const box = await page.locator(selector).first().boundingBox();
      expect([selector, (box?.height ?? 0) > 10]).toEqual([selector, true]);
    }
    for (const selector of ['nav.contents', '#filter', '.steps .go'])
      expect(await page.locator(selector).first().isVisible()).toBe(false);
    await page.context().close();
  });

  test('the command prints it as PDF', async () => {
    const argv = [
      'report',
      '--compliance',
      'shop.json',
      '--format',
      'pdf:shop.pdf',
      '--lang',
      'vi',
      '--now',
      '2026-02-01',
    ];
    expect(await runProcess(argv, { cwd: folder })).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const bytes = fs.readFileSync(path.join(folder, 'shop.pdf'));
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(bytes.length).toBeGreaterThan(50_000);
    expect(bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(4);
  });
});
