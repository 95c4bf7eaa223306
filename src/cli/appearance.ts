import { Chalk } from 'chalk';
import type { RenderOptions } from '../reporters/reporter.ts';
import type { ColorChoice } from './color-choices.ts';
import type { Sink, Terminal } from './terminal.ts';

/** How text for a sink should look. */
export type Appearance = {
  readonly color: boolean;
  readonly columns: number;
  /** False where the locale cannot show more than ASCII. */
  readonly unicode: boolean;
};

const defaultColumns = 80;

/**
 * Decides colour, width and character set for one sink.
 *
 * Colour: `--color` first, then FORCE_COLOR (`0` and `false` are off), then NO_COLOR (any value), then whether it is a
 * terminal that is not `dumb`. `null` stands for a file, which is never a terminal.
 */
export function appearance(choice: ColorChoice, { env, platform }: Terminal, sink: Sink | null): Appearance {
  return {
    color: choice === 'auto' ? automaticColor(env, sink?.isTTY === true) : choice === 'always',
    columns: sink?.columns ?? positive(env.COLUMNS) ?? defaultColumns,
    unicode: showsUnicode(env, platform),
  };
}

/** The same decisions as what reporters and pages take, for standard output. Long lines are hard to read: at most 100 columns. */
export function styleOptions(choice: ColorChoice, terminal: Terminal): RenderOptions {
  const { color, columns, unicode } = appearance(choice, terminal, terminal.stdout);
  return {
    ...(color ? { paint: new Chalk({ level: 1 }) } : {}),
    width: Math.min(columns, widestText),
    ascii: !unicode,
  };
}

const widestText = 100;

function automaticColor(env: Terminal['env'], isTTY: boolean): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isTTY && env.TERM !== 'dumb';
}

/**
 * A locale that is stated and is no UTF-8 (C and POSIX among them) gets ASCII. Where none is stated, as in most containers,
 * what reads the output is almost always UTF-8; the Linux console and old Windows consoles are the exceptions.
 */
function showsUnicode(env: Terminal['env'], platform: NodeJS.Platform): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (locale) return /utf-?8/i.test(locale);
  if (platform === 'win32') return Boolean(env.WT_SESSION || env.TERM_PROGRAM || env.ConEmuTask || env.CI);
  return env.TERM !== 'linux';
}

function positive(text: string | undefined): number | null {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : null;
}

/** Progress is for people who watch: a terminal, and no CI that pretends to be one. */
export function wantsProgress({ env, stderr }: Terminal): boolean {
  return stderr.isTTY && env.TERM !== 'dumb' && (env.CI === undefined || env.CI === '' || env.CI === 'false');
}
