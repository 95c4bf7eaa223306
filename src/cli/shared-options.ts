import { type Command, Option } from 'commander';
import { presetNames } from '../config/presets.ts';
import { colorChoices } from './appearance.ts';
import { confidences, eachOf, listed, oneOf, presetName, ruleSetting } from './values.ts';

/** Adds the options that decide which configuration holds. */
export function addConfigOptions(command: Command): void {
  command
    .optionsGroup('Configuration:')
    .option('--config <file>', 'use this configuration file instead of searching for one')
    .option('--no-config-code', 'refuse configuration that is code (for pull requests from strangers)')
    .addOption(
      new Option(
        '--preset <name>',
        `${listed(presetNames)}, in place of the presets that the configuration extends`,
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
      new Option('--confidence <level>', `leave out findings below: ${listed(confidences)} (default: low)`).argParser(
        oneOf('--confidence', confidences),
      ),
    );
}

/** Adds `--color`. */
export function addColorOption(command: Command): void {
  command.addOption(
    new Option('--color <when>', `${listed(colorChoices)}`)
      .default('auto', 'auto')
      .argParser(oneOf('--color', colorChoices)),
  );
}

const listFormats = ['pretty', 'json'] as const;
export type ListFormat = (typeof listFormats)[number];

/** Adds `--format` of the commands that list something. */
export function addListFormat(command: Command): void {
  command.addOption(
    new Option('--format <name>', `${listed(listFormats)}`)
      .default('pretty', 'pretty')
      .argParser(oneOf('--format', listFormats)),
  );
}
