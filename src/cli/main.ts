import { CommanderError } from 'commander';
import { ToolError } from '../diagnostics/tool-error.ts';
import { realStages, type Stages } from '../stages.ts';
import type { CommandContext } from './context.ts';
import { buildProgram } from './program.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/**
 * Runs one command line and returns the exit code: 0 clean, 1 findings, 2 the tool could not do its job, 130 interrupted.
 * Never throws and never ends the process.
 */
export async function main(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
  stages: Stages = realStages,
): Promise<number> {
  let code = 0;
  const context: CommandContext = {
    terminal,
    stages,
    exit: (next) => {
      code = Math.max(code, next);
    },
  };
  // Commander writes help synchronously; it is collected here and written with the rest, so that pipes get all of it.
  let help = '';
  const program = buildProgram(context, (text) => {
    help += text;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    if (!isHelp) {
      const [{ complain }, { usageError }] = await Promise.all([import('./complain.ts'), import('./usage-error.ts')]);
      await complain(error instanceof CommanderError ? usageError(error, program, argv) : error, terminal);
      code = error instanceof ToolError && error.code === 'interrupted' ? 130 : 2;
    }
  }
  await terminal.stdout.write(help);
  return code;
}
