import { type Command, Option } from 'commander';
import { presetNames } from '../config/presets.ts';
import { reporterAliases, reporterNames } from '../reporters/names.ts';
import { colorChoices } from './color-choices.ts';
import {
  calendarDate,
  confidences,
  eachOf,
  failLevels,
  formatOutput,
  listed,
  oneOf,
  presetName,
  ruleSetting,
} from './values.ts';

/** Adds the options that decide which configuration file is read, and how. */
export function addCodeOptions(command: Command): Command {
  return command
    .optionsGroup('Configuration:')
    .option('--config <file>', 'use this configuration file instead of searching for one')
    .option('--no-config-code', 'refuse configuration that is code (for pull requests from strangers)');
}

/** Adds `--baseline` and `--waivers`. */
export function addPolicyOptions(command: Command): Command {
  return command
    .option('--baseline <file>', 'use this baseline instead of sharenothing.baseline.jsonl')
    .option('--waivers <file>', 'use these waivers instead of sharenothing.waivers.yaml');
}

/** Adds the options that decide whether and where facts and verdicts are kept for the next run. */
export function addCacheOptions(command: Command): void {
  command
    .optionsGroup('Cache:')
    .option('--no-cache', 'neither use nor write the cache')
    .option(
      '--cache-location <folder>',
      "keep the cache there (default: in the project's node_modules/.cache, else in a folder of the user)",
    )
    .addOption(
      new Option('--debug <what>', 'cache: tell on standard error what was not in the cache, and why').argParser(
        oneOf('--debug', ['cache'] as const),
      ),
    );
}

/** Adds `--now`. */
export function addNow(command: Command): void {
  command.addOption(
    new Option('--now <date>', 'day of the report, YYYY-MM-DD, that dates are judged by (default: today)').argParser(
      calendarDate,
    ),
  );
}

/** Adds `--fail-on`. */
export function addFailOn(command: Command): void {
  command.addOption(
    new Option(
      '--fail-on <level>',
      `exit 1 from this severity on: ${listed(failLevels, 'or')} (default: warning)`,
    ).argParser(oneOf('--fail-on', failLevels)),
  );
}

/** Adds the options that decide which configuration holds. `confidence` is what help names as the default. */
export function addConfigOptions(command: Command, confidence = 'medium'): void {
  addCodeOptions(command)
    .addOption(
      new Option(
        '--preset <name>',
        `${listed(presetNames, 'or')}, in place of the presets that the configuration extends`,
      ).argParser(presetName),
    )
    .addOption(
      new Option('--rule <id=severity>', 'error, warning, info, off or default for a rule; may be repeated').argParser(
        ruleSetting,
      ),
    )
    .addOption(new Option('--only <rules>', 'these rules alone; may be repeated, commas separate').argParser(eachOf))
    .addOption(new Option('--skip <rules>', 'all but these rules; may be repeated, commas separate').argParser(eachOf))
    .addOption(
      new Option(
        '--confidence <level>',
        `leave out findings below: ${listed(confidences, 'or')} (default: ${confidence})`,
      ).argParser(oneOf('--confidence', confidences)),
    );
}

/** Adds `--color`. */
export function addColorOption(command: Command): void {
  command.addOption(
    new Option('--color <when>', `${listed(colorChoices, 'or')}`)
      .default('auto', 'auto')
      .argParser(oneOf('--color', colorChoices)),
  );
}

/** Adds the options that say in which formats a report is written, and where. `further` are formats of compliance reports. */
export function addReportOutputs(
  command: Command,
  standard: 'pretty' | 'json' = 'pretty',
  further: readonly string[] = [],
): void {
  const names = [...new Set([...reporterNames, ...further])];
  const withThem = further.length === 0 ? '' : `; with --compliance ${listed(further, 'or')}`;
  command
    .optionsGroup('Where to write:')
    .addOption(
      new Option(
        '--format <name[:path]>',
        `${listed(reporterNames, 'or')}${withThem}; with a path it is written there; may be repeated (default: ${standard})`,
      ).argParser(formatOutput(names, reporterAliases)),
    )
    .option('--output <file>', 'write the report to a file instead of standard output (-)')
    .option('--sarif-category <name>', 'tell this analysis from others of the same commit (sarif)')
    .option('--sarif-include-suppressed', 'write suppressed and waived results too, marked as such (sarif)');
  addColorOption(command);
}

const listFormats = ['pretty', 'json'] as const;
export type ListFormat = (typeof listFormats)[number];

/** Adds `--format` of the commands that list something. */
export function addListFormat(command: Command): void {
  command.addOption(
    new Option('--format <name>', `${listed(listFormats, 'or')}`)
      .default('pretty', 'pretty')
      .argParser(oneOf('--format', listFormats)),
  );
}
