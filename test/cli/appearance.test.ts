import { describe, expect, test } from 'vitest';
import { appearance, wantsProgress } from '../../src/cli/appearance.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

function terminal(env: Record<string, string>, isTTY = true, columns: number | null = null, platform = 'linux') {
  const sink = { isTTY, columns, write: async () => {} };
  return { env, platform, stdout: sink, stderr: sink } as unknown as Terminal;
}

describe('colour', () => {
  test.each([
    ['auto', {}, true, true],
    ['auto', {}, false, false],
    ['auto', { NO_COLOR: '1' }, true, false],
    ['auto', { NO_COLOR: '' }, true, true],
    ['auto', { FORCE_COLOR: '1' }, false, true],
    ['auto', { FORCE_COLOR: '' }, false, true],
    ['auto', { FORCE_COLOR: '0' }, true, false],
    ['auto', { FORCE_COLOR: 'false' }, true, false],
    ['auto', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['auto', { TERM: 'dumb' }, true, false],
    ['always', { NO_COLOR: '1' }, false, true],
    ['never', { FORCE_COLOR: '1' }, true, false],
  ] as const)('--color %s %j, terminal: %j → %j', (choice, env, isTTY, color) => {
    const surroundings = terminal(env, isTTY);
    expect(appearance(choice, surroundings, surroundings.stdout).color).toBe(color);
  });

  test('a file has none unless asked for', () => {
    expect(appearance('auto', terminal({}), null).color).toBe(false);
    expect(appearance('always', terminal({}), null).color).toBe(true);
  });
});

describe('character set', () => {
  test.each([
    [{}, 'linux', true],
    [{ LANG: 'en_US.UTF-8' }, 'linux', true],
    [{ LANG: 'C' }, 'linux', false],
    [{ LANG: 'de_DE.ISO-8859-1' }, 'linux', false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }, 'linux', false],
    [{ LANG: 'C', LC_CTYPE: 'C.utf8' }, 'linux', true],
    [{ TERM: 'linux' }, 'linux', false],
    [{}, 'win32', false],
    [{ WT_SESSION: 'x' }, 'win32', true],
  ])('%j on %s → Unicode: %j', (env, platform, unicode) => {
    const surroundings = terminal(env as never, true, null, platform);
    expect(appearance('auto', surroundings, surroundings.stdout).unicode).toBe(unicode);
  });
});

test('width comes from the terminal, else COLUMNS, else 80', () => {
  const width = (surroundings: Terminal) => appearance('auto', surroundings, surroundings.stdout).columns;
  expect(width(terminal({ COLUMNS: '120' }, true, 132))).toBe(132);
  expect(width(terminal({ COLUMNS: '120' }, false))).toBe(120);
  expect(width(terminal({ COLUMNS: 'wide' }, false))).toBe(80);
});

test('progress is for terminals outside CI', () => {
  expect(wantsProgress(terminal({}))).toBe(true);
  expect(wantsProgress(terminal({}, false))).toBe(false);
  expect(wantsProgress(terminal({ CI: 'true' }))).toBe(false);
  expect(wantsProgress(terminal({ CI: 'false' }))).toBe(true);
});
