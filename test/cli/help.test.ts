import { describe, expect, test } from 'vitest';
import { ownVersion } from '../../src/cli/package-file.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { run } from './support.ts';

const cwd = import.meta.dirname;
const program = buildProgram({ terminal: { stdout: {} }, stages: {}, exit() {} } as never, () => {});
const commands = program.commands.flatMap((command) => [
  [command.name()],
  ...command.commands.map((inner) => [command.name(), inner.name()]),
]);

describe.each([[], ...commands])('%j --help', (...path) => {
  test('fits 80 columns on any terminal, goes to standard output, exit 0', async () => {
    for (const columns of [undefined, 80, 200]) {
      const { stdout, stderr, code } = await run([...(path as string[]), '--help'], {
        cwd,
        ...(columns === undefined ? {} : { columns }),
      });
      expect(code).toBe(0);
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^Usage: sharenothing/);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });
});

test('the help tells commands, the options of check, exit codes and examples', async () => {
  const { stdout } = await run(['--help'], { cwd });
  for (const command of program.commands) expect(stdout).toContain(`  ${command.name()}`);
  for (const option of program.commands[0]!.options) expect(stdout).toContain(option.long);
  expect(stdout).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}130/);
  expect(stdout).toMatch(/Examples:\n {2}sharenothing /);
});

test('every example of the help is understood by the parser', async () => {
  const { stdout } = await run(['--help'], { cwd });
  const examples = stdout.slice(stdout.indexOf('Examples:')).matchAll(/^ {2}sharenothing(.*?)(?: {2,}.*)?$/gm);
  const lines = [...examples].map(([, words]) => words!.trim().split(' ').filter(Boolean));
  expect(lines.length).toBeGreaterThan(3);
  for (const argv of lines) expect((await run([...argv, '--help'], { cwd })).code).toBe(0);
});

test('each command has a summary and a description, each option one too', () => {
  for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
    expect(command.summary().length, command.name()).toBeGreaterThan(10);
    expect(command.description().length, command.name()).toBeGreaterThan(10);
    for (const option of command.options) expect(option.description.length, option.flags).toBeGreaterThan(10);
  }
});

test('--version prints the version of the package', async () => {
  expect(await run(['--version'], { cwd })).toEqual({ code: 0, stdout: `${ownVersion()}\n`, stderr: '' });
});

test('help COMMAND is the help of the command', async () => {
  expect((await run(['help', 'files'], { cwd })).stdout).toContain('Usage: sharenothing files');
});
