import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ToolError } from '../diagnostics/tool-error.ts';
import { trustedPath } from '../paths/trusted-path.ts';
import type { Terminal } from './terminal.ts';

/** What Chromium and the browsers made of it are called on a PATH, the first found is taken. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** Where installers put them beside the PATH. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** A page is printed in seconds; whatever takes this long (in milliseconds) waits for something that does not come. */
const PATIENCE = 180_000;

/**
 * The Chromium to print with: the one named, else one that is installed. Nothing is ever downloaded.
 * @throws ToolError `chromium-missing`
 */
export function findChromium(
  named: string | undefined,
  { cwd, env, platform }: Pick<Terminal, 'cwd' | 'env' | 'platform'>,
): string {
  if (named !== undefined) {
    const file = path.resolve(cwd, named);
    if (isProgram(file)) return file;
    throw missing(`there is no program ${file} to print a PDF with`, `--chromium ${named}`);
  }
  // A program of the folder that is analysed is none to start.
  const folders = trustedPath(env.PATH ?? '', path.dirname(cwd) === cwd ? undefined : cwd);
  const ending = platform === 'win32' ? '.exe' : '';
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, `${name}${ending}`)));
  const found = [...candidates, ...(PLACES[platform] ?? [])].find(isProgram);
  if (found !== undefined) return found;
  throw missing('a PDF is printed by Chromium, and none is installed', `PATH (${NAMES.join(', ')})`);
}

function missing(what: string, where: string): ToolError {
  return new ToolError({
    code: 'chromium-missing',
    what,
    where,
    fix: 'install Chromium or Chrome (on Debian: apt-get install chromium), name one with --chromium PATH, or ask for --format html and print that with a browser',
  });
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Prints a page as PDF with Chromium's own command line, in a profile that is made for it and removed.
 * @returns the bytes of the PDF
 * @throws ToolError `chromium-failed`, with the last that Chromium said
 */
export function printPdf(html: string, chromium: string): Buffer {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-pdf-'));
  try {
    const page = path.join(folder, 'report.html');
    const pdf = path.join(folder, 'report.pdf');
    fs.writeFileSync(page, html);
    const result = spawnSync(
      chromium,
      [
        '--headless',
        // Chromium's sandbox does not start for root; the page runs nothing but its own script, under its own policy.
        ...(os.userInfo().uid === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-extensions',
        '--no-first-run',
        '--no-default-browser-check',
        `--user-data-dir=${path.join(folder, 'profile')}`,
        '--no-pdf-header-footer',
        `--print-to-pdf=${pdf}`,
        pathToFileURL(page).href,
      ],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: PATIENCE, killSignal: 'SIGKILL', windowsHide: true },
    );
    if (!result.error && result.status === 0 && fs.existsSync(pdf)) return fs.readFileSync(pdf);
    const said = result.stderr?.toString('utf8').trim().split('\n').at(-1) ?? '';
    throw new ToolError({
      code: 'chromium-failed',
      what: `Chromium did not print the report: ${result.error?.message ?? (said || `it ended with ${result.status}`)}`,
      where: chromium,
      fix: 'name another one with --chromium PATH, or ask for --format html and print that with a browser',
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
