/**
 * Every error that the tool itself can end with, by its stable and searchable code: what it stands for, in one sentence.
 * docs/cli.md lists this table; a finding about the code under analysis is never one of these.
 */
export const toolErrorCodes = {
  'bad-option': 'An option, argument or command that does not exist, or that misses its value.',
  'bad-value': 'An option was given a value that it does not take.',
  'bad-date': '`--now` is no date of the form YYYY-MM-DD.',
  'not-found': 'A folder or file named on the command line does not exist, or is neither.',
  'unknown-rule': 'A rule id that does not exist, on the command line or in a configuration.',
  'unknown-format': 'A report format that does not exist.',
  'output-conflict': 'Two outputs of one run would be written to the same place.',
  'output-not-writable': 'A report could not be written to the file that was asked for.',
  'no-files': 'No file was left to analyse.',
  'config-not-found': 'The file named by `--config`, or by `extends`, does not exist.',
  'config-unreadable': 'A configuration file could not be read or parsed, or failed while it was loaded.',
  'config-invalid': 'A configuration has a key that does not exist, or a value of the wrong kind.',
  'config-extends': 'Configurations extend each other in a loop, or extend a preset that does not exist.',
  'config-code-refused': 'A configuration is code, and code was refused or cannot be loaded from this source.',
  'policy-not-found': 'The file named by `--baseline` or `--waivers` does not exist.',
  'policy-unreadable': 'A baseline or waivers file is too large or no text.',
  'baseline-invalid': 'A line of a baseline cannot be understood.',
  'baseline-exists': '`baseline create` was asked to write over a baseline.',
  'baseline-missing': 'A command works on a baseline and there is none.',
  'baseline-unknown': 'The analysis did not finish, so it is not known which findings a baseline is to hold.',
  'waivers-invalid': 'A waivers file is no list of waivers.',
  'waivers-missing': 'A command works on waivers and there are none.',
  'nothing-there': '`trace` was given a place that holds no state.',
  'bad-place': '`trace` was given something that is no FILE:LINE or FILE:LINE:COL.',
  'not-a-directory': 'The path to analyse is a file where a folder was expected.',
  'not-a-repository': 'The git index or a revision was asked for in a folder that belongs to no git repository.',
  'git-missing': 'The git index or a revision was asked for and no git program was found on PATH.',
  'git-failed': 'A git command that the tool needs ended with an error.',
  'revision-unknown': 'A git revision that names no commit of the repository.',
  'shallow-clone': 'A git revision that lies outside the history that a shallow clone has.',
  'base-incomplete': 'The revision to compare with lacks content that a partial clone did not fetch.',
  'patch-unusable': 'A patch is no unified diff, or does not lead to the files that are analysed.',
  'report-unusable': 'A saved report is no JSON report of this tool.',
  interrupted: 'The run was ended by a signal before there was a report.',
  internal: 'A fault of the tool itself.',
} as const;

export type ToolErrorCode = keyof typeof toolErrorCodes;
