import { Command, Option } from 'commander';
import type { CommandContext } from '../context.ts';
import { addReportOutputs } from '../shared-options.ts';
import { failLevels, listed, oneOf } from '../values.ts';
import { addCheckOptions } from './check.ts';

/** `sharenothing report <files...>` */
export function reportCommand(context: CommandContext): Command {
  const command = new Command('report')
    .summary('write saved JSON reports in other formats')
    .description('Writes a saved JSON report, or several as one, in any format. The source is not needed.')
    .argument('<files...>', 'reports that --format json saved; - for standard input');
  addReportOutputs(command);
  addVerdict(command);
  return command.action(async (files: string[], _options, own: Command) => {
    const { runReport } = await import('../run-report.ts');
    await runReport(files, own.opts(), context, 'pretty');
  });
}

/** `sharenothing merge <files...>` */
export function mergeCommand(context: CommandContext): Command {
  const command = new Command('merge')
    .summary('judge the facts of shards, or join saved JSON reports into one')
    .description(
      'Links and judges the facts that --shard wrote, as check does: the same report, from the same options. Or joins saved JSON reports of folders of one repository into one, as one run over all of them gives it; that writes JSON unless other formats are asked for (SARIF is one run), and exits 0 unless --fail-on asks for a verdict.',
    )
    .argument('<files...>', 'facts of every shard; or reports that --format json saved, - for standard input');
  addCheckOptions(command);
  return command.action(async (files: string[], _options, own: Command) => {
    const given = own.options
      .map((option) => option.attributeName())
      .filter((name) => own.getOptionValueSource(name) === 'cli');
    const { runMerge } = await import('../run-merge.ts');
    await runMerge(files, own.opts(), given, context);
  });
}

/** Adds `--fail-on`: without it these commands judge nothing, since the run that made the report has. */
export function addVerdict(command: Command): void {
  command
    .optionsGroup('Exit code:')
    .addOption(
      new Option(
        '--fail-on <level>',
        `exit as check does, 1 from this severity on: ${listed(failLevels, 'or')} (default: exit 0)`,
      ).argParser(oneOf('--fail-on', failLevels)),
    );
}
