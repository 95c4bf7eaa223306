import path from 'node:path';
import { type Command, Option } from 'commander';
import type { Base } from '../change.ts';
import type { StateChoice } from '../run.ts';
import type { Terminal } from './terminal.ts';

/** The options that say which state is analysed and what of it is new. */
export type ChangeFlags = {
  readonly newFrom?: string;
  readonly newFromPatch?: string;
  readonly baseReport?: string;
  readonly staged?: boolean;
  readonly allowPolicyChange?: boolean;
};

/** Adds them. */
export function addChangeOptions(command: Command): void {
  const bases = ['newFrom', 'newFromPatch', 'baseReport'];
  const base = (flags: string, description: string, own: string) =>
    new Option(flags, description).conflicts(bases.filter((other) => other !== own));
  command
    .optionsGroup('Only what is new:')
    .addOption(
      base(
        '--new-from <revision>',
        'fail for what a git revision did not have, or the commit at which HEAD left a branch (merge-base:BRANCH); configuration, baseline and waivers are those of that revision',
        'newFrom',
      ),
    )
    .addOption(
      base('--new-from-patch <file>', 'the same for the state before a patch (- for standard input)', 'newFromPatch'),
    )
    .addOption(
      base(
        '--base-report <file>',
        'fail for what a saved JSON report (- for standard input) does not have',
        'baseReport',
      ),
    )
    .option(
      '--allow-policy-change',
      'the configuration, baseline and waivers of the change itself hold; what it weakens is listed and accepted',
    );
}

/** Adds `--staged`: the state of the work tree is another one. */
export function addStagedOption(command: Command): void {
  command
    .optionsGroup('Only what is new:')
    .option('--staged', 'analyse what git would commit, and report what the staged files have part in');
}

/** What the options ask for; patch and report are read. @throws ToolError */
export async function stateChoice(flags: ChangeFlags, terminal: Terminal): Promise<StateChoice> {
  const base = await baseOf(flags, terminal);
  return {
    staged: flags.staged === true,
    allowPolicyChange: flags.allowPolicyChange === true,
    ...(base && { base }),
  };
}

async function baseOf(
  { newFrom, newFromPatch, baseReport }: ChangeFlags,
  terminal: Terminal,
): Promise<Base | undefined> {
  if (newFrom !== undefined) return { kind: 'revision', revision: newFrom };
  if (newFromPatch === undefined && baseReport === undefined) return undefined;
  const { readInput } = await import('./inputs.ts');
  if (newFromPatch !== undefined) {
    const text = await readInput(newFromPatch, `--new-from-patch ${newFromPatch}`, terminal);
    return { kind: 'patch', text, name: named(newFromPatch, 'the patch') };
  }
  if (baseReport === undefined) return undefined;
  const { savedReport } = await import('./saved-report.ts');
  const text = await readInput(baseReport, `--base-report ${baseReport}`, terminal);
  return { kind: 'report', report: savedReport(text, baseReport), name: named(baseReport, 'the report') };
}

/** Reports keep no folder of the machine that they were made on. */
function named(file: string, what: string): string {
  return file === '-' ? `${what} on standard input` : `${what} ${path.basename(file)}`;
}
