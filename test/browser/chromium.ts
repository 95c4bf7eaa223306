import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../src/cli/print-pdf.ts';

/** The Chromium of this machine; undefined where there is none: then what needs one is skipped, and says so. */
export const installed = ((): string | undefined => {
  const { PATH } = process.env;
  try {
    return findChromium(undefined, { cwd: '/', env: { PATH }, platform: process.platform });
  } catch {
    console.warn('no Chromium on PATH: the tests in a browser are skipped');
    return undefined;
  }
})();

/** Playwright makes a fresh profile for each start. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: installed!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export type Opened = { readonly page: Page; readonly trouble: readonly string[] };

export type View = { readonly width?: number; readonly scheme?: 'light' | 'dark'; readonly media?: 'print' };

/** Opens a file with the network off; what goes wrong (errors, violations of the policy, requests) is collected. */
export async function openFile(
  browser: Browser,
  url: string,
  { width = 1280, scheme = 'light', media }: View = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, offline: true });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url.split('#')[0]) trouble.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      console.error(`violation of ${violatedDirective} ${sample}`),
    );
  });
  if (media) await page.emulateMedia({ media, colorScheme: scheme });
  await page.goto(url);
  return { page, trouble };
}
