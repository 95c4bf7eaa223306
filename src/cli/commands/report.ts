import { Command, Option } from 'commander';
import { complianceFormatNames } from '../../compliance/formats/names.ts';
import { languageCodes } from '../../compliance/language/names.ts';
import { policyNames } from '../../compliance/policy/names.ts';
import { ToolError } from '../../diagnostics/tool-error.ts';
import { reporterNames } from '../../reporters/names.ts';
import type { CommandContext } from '../context.ts';
import type { ComplianceOptions } from '../run-compliance.ts';
import type { SavedReportOptions } from '../run-report.ts';
import type { VerifyOptions } from '../run-verify.ts';
import { addConfigOptions, addNow, addPolicyOptions, addReportOutputs } from '../shared-options.ts';
import { failLevels, listed, oneOf } from '../values.ts';
import { addCheckOptions } from './check.ts';

/** Options that say something about a compliance report alone. */
const ofCompliance = [
  ...['lang', 'chromium', 'by', 'previous', 'history', 'policy', 'now', 'progress'],
  ...['config', 'configCode', 'preset', 'rule', 'only', 'skip', 'confidence', 'baseline', 'waivers'],
];

/** `sharenothing report [files...]`, with `--compliance`, and `sharenothing report verify <file>` */
export function reportCommand(context: CommandContext): Command {
  const command = new Command('report')
    .summary('write saved JSON reports in other formats, or a compliance report')
    .description(
      'Writes a saved JSON report, or several as one, in any format. The source is not needed. With --compliance, writes a report for an audit instead, by the clauses of factor VI: of saved reports or of folders, which are analysed now, one service each.',
    )
    .usage(
      '[options] <files...>\n       sharenothing report --compliance [options] [paths...]\n       sharenothing report verify [options] <file> [dir]',
    )
    .argument(
      '[files...]',
      'reports that --format json saved; - for standard input; with --compliance also folders, and NAME=PATH',
    );
  addReportOutputs(command, 'pretty', complianceFormatNames);
  addComplianceOptions(command);
  addVerdict(command);
  command.addCommand(verifyCommand(context));
  return command.action(async (files: string[], _options, own: Command) => {
    const options = own.opts<SavedReportOptions & ComplianceOptions & { readonly compliance?: boolean }>();
    if (options.compliance) {
      const { runCompliance } = await import('../run-compliance.ts');
      return runCompliance(files, options, context);
    }
    assertPlain(own, files);
    const { runReport } = await import('../run-report.ts');
    return runReport(files, options, context, 'pretty');
  });
}

function addComplianceOptions(command: Command): void {
  command
    .optionsGroup('Compliance report:')
    .option('--compliance', 'write a report for an audit, by clause (default format: markdown)')
    .addOption(
      new Option('--lang <code>', `language of the report: ${listed(languageCodes, 'or')} (default: en)`).argParser(
        oneOf('--lang', languageCodes),
      ),
    )
    .option('--chromium <path>', 'the Chromium that prints --format pdf (default: one that is installed)')
    .option('--by <name>', 'who asks for the report, and ran what is analysed now; never guessed')
    .option('--previous <[name=]file>', 'saved report to compare with; may be repeated, once a service', repeated)
    .option('--history <[name=]file>', 'older saved report, for the trend; may be repeated', repeated)
    .option(
      '--policy <name|file>',
      `what is asked for: ${listed(policyNames, 'or')}, or a file (default: ${policyNames[0]})`,
    );
  addNow(command);
  command.option('--no-progress', 'no progress on standard error');
  addConfigOptions(command, 'low');
  command.optionsGroup('What was agreed on:');
  addPolicyOptions(command);
}

function repeated(given: string, earlier: readonly string[] = []): string[] {
  return [...earlier, given];
}

/** Without `--compliance`, its options and formats say nothing, and there is no folder to analyse. */
function assertPlain(command: Command, files: readonly string[]): void {
  const given = command.options.find(
    (option) =>
      ofCompliance.includes(option.attributeName()) && command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  const formats: readonly { readonly format: string }[] = command.opts().format ?? [];
  const format = formats.find(({ format }) => !(reporterNames as readonly string[]).includes(format));
  if (given || format)
    throw new ToolError({
      code: 'bad-option',
      what: `${given ? given.long : `the format ${format?.format}`} is for compliance reports`,
      fix: 'add --compliance',
    });
  if (files.length === 0)
    throw new ToolError({
      code: 'bad-option',
      what: 'missing required argument "files"',
      fix: 'name a report that `--format json` saved; with --compliance the current folder is analysed',
    });
}

function verifyCommand(context: CommandContext): Command {
  const command = new Command('verify')
    .summary('analyse the commit that a report names again, and tell whether the report says the same')
    .description(
      'Analyses the commit that a compliance report (its JSON form) or a saved JSON report names again, from git objects, with the configuration of that commit, and tells whether findings and verdicts are the same. Exit code 0: the same; 1: not the same; 2: it cannot be told.',
    )
    .argument('<file>', 'report to verify; - for standard input')
    .argument('[dir]', 'a folder of the repository', '.')
    .option('--policy <name|file>', 'policy that the report was made under (default: the one that it names)')
    .option('--service <name>', 'this service alone; may be repeated', repeated);
  addConfigOptions(command, 'that of the report');
  command.optionsGroup('What was agreed on:');
  addPolicyOptions(command);
  return command.action(async (file: string, dir: string, _options, own: Command) => {
    // What `report` knows too, it has taken, wherever it stands.
    const taken = own.parent?.options ?? [];
    const known = new Set(own.options.map(({ long }) => long));
    const foreign = taken.find(
      (option) => !known.has(option.long) && own.parent?.getOptionValueSource(option.attributeName()) === 'cli',
    );
    if (foreign)
      throw new ToolError({
        code: 'bad-option',
        what: `report verify has no option ${foreign.long}`,
        fix: '`sharenothing report verify --help` lists what there is',
      });
    const { runVerify } = await import('../run-verify.ts');
    await runVerify(file, dir, own.optsWithGlobals<VerifyOptions>(), context);
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
