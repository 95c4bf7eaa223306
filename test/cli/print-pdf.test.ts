import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findChromium, printPdf } from '../../src/cli/print-pdf.ts';
import { ToolError } from '../../src/diagnostics/tool-error.ts';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'printers-')));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A program of the name, in a folder of its own. */
function program(dir: string, name: string, lines: readonly string[] = []): string {
  const file = path.join(folder, dir, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  return file;
}

/** Notes how it was called, and leaves the page in place of the PDF. */
const printer = [
  `printf '%s\\n' "$@" > '${path.join(folder, 'called')}'`,
  'for one in "$@"; do case "$one" in --print-to-pdf=*) pdf=$(printf %s "$one" | sed \'s,^[^=]*=,,\');; esac; done',
  'cat "$(printf %s "$one" | sed s,^file://,,)" > "$pdf"',
];

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ToolError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

describe.skipIf(process.platform === 'win32')('the program that prints', () => {
  const project = path.join(folder, 'project');
  const find = (named: string | undefined, PATH: string) =>
    findChromium(named, { cwd: project, env: { PATH }, platform: 'linux' });
  const on = (...dirs: readonly string[]) => dirs.map((dir) => path.join(folder, dir)).join(path.delimiter);

  test('is the one that is named', () => {
    const own = program('project/own', 'mine');
    expect(find('own/mine', '')).toBe(own);
    expect(find(own, '')).toBe(own);
    expect(codeOf(() => find('gone', on('a')))).toContain('chromium-missing: there is no program');
  });

  test('is else found by its usual names, Chromium before what was made of it', () => {
    const chrome = program('a', 'google-chrome');
    const chromium = program('b', 'chromium');
    expect(find(undefined, on('a'))).toBe(chrome);
    expect(find(undefined, on('a', 'b'))).toBe(chromium);
  });

  test('is no file that cannot be run, no folder, and nothing that a relative PATH leads to', () => {
    fs.mkdirSync(path.join(folder, 'c/chromium'), { recursive: true });
    fs.mkdirSync(path.join(folder, 'd'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'd/chromium'), '');
    program('e', 'chromium');
    const relative = path.relative(process.cwd(), path.join(folder, 'e'));
    expect(codeOf(() => find(undefined, `${on('c', 'd')}${path.delimiter}${relative}`))).toContain(
      'chromium-missing: a PDF is printed by Chromium, and none is installed',
    );
  });

  test('is none that the project brings', () => {
    const brought = ['project/bin', 'elsewhere/node_modules/.bin'];
    for (const dir of brought) program(dir, 'chromium');
    expect(codeOf(() => find(undefined, on(...brought)))).toContain('chromium-missing');
    const installed = program('installed', 'chromium');
    expect(find(undefined, on(...brought, 'installed'))).toBe(installed);
    // In a container that starts in the root of its file system, all that is installed lies below the current folder.
    expect(findChromium(undefined, { cwd: '/', env: { PATH: on('installed') }, platform: 'linux' })).toBe(installed);
  });

  test('is given the page and a fresh profile, and leaves nothing', () => {
    expect(printPdf('<p>page</p>', program('f', 'chromium', printer)).toString()).toBe('<p>page</p>');
    const called = fs.readFileSync(path.join(folder, 'called'), 'utf8').split('\n');
    expect(called).toEqual(
      expect.arrayContaining(['--headless', '--no-pdf-header-footer', '--disable-background-networking']),
    );
    const profile = called.find((one) => one.startsWith('--user-data-dir='))!.slice('--user-data-dir='.length);
    expect(fs.existsSync(path.dirname(profile))).toBe(false);
  });

  test('is told what it said where it fails', () => {
    const failing = program('g', 'chromium', ['echo first >&2', 'echo "no display" >&2', 'exit 3']);
    expect(codeOf(() => printPdf('', failing))).toContain(
      'chromium-failed: Chromium did not print the report: no display',
    );
    const idle = program('h', 'chromium');
    expect(codeOf(() => printPdf('', idle))).toContain('it ended with 0');
  });
});
