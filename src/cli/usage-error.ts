import type { Command, CommanderError } from 'commander';
import { didYouMean } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { listed } from './values.ts';

/** What the option parser complained about, in the form of every other error of the tool. `argv` tells which help to name. */
export function usageError(error: CommanderError, program: Command, argv: readonly string[]): ToolError {
  if (error.code === 'commander.help') {
    return new ToolError({
      code: 'bad-option',
      what: 'a command is missing after "config"',
      fix: 'write `sharenothing config schema` or `sharenothing config verify`',
    });
  }
  const [first = ''] = error.message.replace(/^error: /, '').split('\n');
  const what = first.replace(/\.$/, '').replaceAll("'", '"');
  const command = program.commands.map((one) => one.name()).find((name) => name === argv[0]);
  return new ToolError(
    {
      code: 'bad-option',
      what,
      fix: `${hint(error, what, program)}\`sharenothing ${command ? `${command} ` : ''}--help\` lists what there is`,
    },
    { cause: error },
  );
}

function hint(error: CommanderError, what: string, program: Command): string {
  if (error.code !== 'commander.unknownOption') return '';
  const [, option = ''] = /"(-[^"=]*)/.exec(what) ?? [];
  const commands = [program, ...program.commands];
  const owners = commands.filter(({ options }) => options.some(({ long }) => long === option));
  if (owners.length > 0) return `it belongs to ${listed(owners.map((one) => `\`${one.name()}\``))}; `;
  const known = commands.flatMap(({ options }) => options.flatMap(({ long }) => (long ? [long] : [])));
  return didYouMean(option, [...new Set(known)]);
}
