import { Command, Option } from 'commander';
import { baselineCommand } from './commands/baseline.ts';
import { cacheCommand } from './commands/cache.ts';
import { checkCommand } from './commands/check.ts';
import { configCommand } from './commands/config.ts';
import { diffCommand } from './commands/diff.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { filesCommand } from './commands/files.ts';
import { initCommand } from './commands/init.ts';
import { printConfigCommand } from './commands/print-config.ts';
import { processesCommand } from './commands/processes.ts';
import { mergeCommand, reportCommand } from './commands/report.ts';
import { rulesCommand } from './commands/rules.ts';
import { traceCommand } from './commands/trace.ts';
import { waiversCommand } from './commands/waivers.ts';
import type { CommandContext } from './context.ts';
import { ownVersion } from './package-file.ts';

/** Columns that help texts are wrapped at, whatever the terminal: long lines are hard to read, and docs/cli.md is the same text. */
const helpColumns = 80;

/** The whole command line. `write` takes help and version texts. */
export function buildProgram(context: CommandContext, write: (text: string) => void): Command {
  const program = new Command('sharenothing');
  const output = {
    writeOut: write,
    writeErr: () => {}, // usage errors are rendered by main like every other error
    outputError: () => {},
    getOutHelpWidth: () => helpColumns,
    getErrHelpWidth: () => helpColumns,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  };
  const check = checkCommand(context);
  const commands = [
    check,
    ...[rulesCommand, explainCommand, traceCommand, filesCommand, processesCommand].map((make) => make(context)),
    ...[reportCommand, mergeCommand, diffCommand].map((make) => make(context)),
    ...[baselineCommand, waiversCommand].map((make) => make(context)),
    ...[initCommand, printConfigCommand, configCommand, cacheCommand, doctorCommand].map((make) => make(context)),
  ];
  program
    .description(
      'Finds what breaks when a TypeScript or JavaScript server runs as two or more processes, or when one of them is killed at any moment.',
    )
    .version(ownVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help; after a command, its own')
    .helpCommand('help [command]', 'print the help of a command')
    .usage('[check] [options] [paths...]\n       sharenothing <command> [options]')
    .configureOutput(output)
    .exitOverride();
  for (const command of commands) {
    for (const one of [command, ...command.commands]) {
      one
        .addHelpOption(new Option('-h, --help', 'print this help').helpGroup('Help:'))
        .helpCommand(false)
        .configureOutput(output)
        .exitOverride();
    }
    program.addCommand(command, { isDefault: command === check });
  }
  program.addHelpText('after', () => `\n${optionsOf(check)}\n${exitCodes}\n${examples}`);
  check.addHelpText('after', `\n${exitCodes}\n${examples}`);
  return program;
}

const exitCodes = `Exit codes:
  0  nothing found at or above the fail level
  1  findings at or above the fail level
  2  the tool could not do its job: usage, configuration, a fault, no file
  130  interrupted
`;

const examples = `Examples:
  sharenothing                          check the current folder
  sharenothing apps/api apps/worker     check two projects, one report
  sharenothing src/cart.ts              check the project, report one file
  sharenothing --format json --output report.json
  sharenothing --only module-state --fail-on error
  sharenothing baseline create          from now on, what is new alone fails
  sharenothing explain module-state     what a rule finds, and the way out
`;

/** The option groups of a command's help. */
function optionsOf(command: Command): string {
  const help = command.createHelp();
  help.prepareContext({ helpWidth: helpColumns });
  const groups = help.groupItems(
    help.visibleOptions(command),
    help.visibleOptions(command),
    (option) => option.helpGroupHeading ?? 'Options:',
  );
  const width = help.padWidth(command, help);
  return [...groups]
    .filter(([heading]) => heading !== 'Help:')
    .map(([heading, options]) => {
      const items = options.map((option) =>
        help.formatItem(help.optionTerm(option), width, help.optionDescription(option), help),
      );
      return `${heading}\n${items.join('\n')}\n`;
    })
    .join('\n');
}
