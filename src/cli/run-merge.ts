import { repositoryRoot } from '../config/root.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { isFacts, readFacts } from '../facts/facts-file.ts';
import { joinFacts } from '../facts/facts-source.ts';
import { standingOf } from '../facts/stale.ts';
import type { CommandContext } from './context.ts';
import { readInput } from './inputs.ts';
import { ownVersion } from './package-file.ts';
import { type CheckOptions, runCheck } from './run-check.ts';
import { runReport } from './run-report.ts';

/** Options of `merge` that mean something for saved reports: what else there is decides of a verdict, which these have already. */
const ofReports: ReadonlySet<string> = new Set([
  'format',
  'output',
  'color',
  'failOn',
  'progress',
  'configCode',
  'sarifCategory',
  'sarifIncludeSuppressed',
]);

/** `sharenothing merge`: facts are linked and judged, saved reports are joined. */
export async function runMerge(
  files: readonly string[],
  options: CheckOptions,
  given: readonly string[],
  context: CommandContext,
): Promise<void> {
  const { terminal, stages } = context;
  // Standard input can be read once: reports may come there.
  const texts: { name: string; text: string }[] = [];
  for (const name of files) if (name !== '-') texts.push({ name, text: await readInput(name, name, terminal) });
  const facts = texts.filter(({ text }) => isFacts(text));
  if (facts.length === 0) {
    const other = given.find((name) => !ofReports.has(name));
    if (other !== undefined) throw onlyOfFacts(other);
    return runReport(files, options, context, 'json');
  }
  const odd = files.find((name) => !facts.some((one) => one.name === name));
  if (odd !== undefined) {
    throw new ToolError({
      code: 'facts-unusable',
      what: 'facts and other files cannot be merged',
      where: odd,
      fix: 'hand over the facts of all packages and nothing else, or saved reports alone',
    });
  }
  const parts = facts.map(({ name, text }) => ({ name, facts: readFacts(text, name, ownVersion()) }));
  const here = await stages.openWorkTree(terminal.cwd);
  const joined = joinFacts(parts, () => standingOf(parts, here));
  await runCheck([], options, context, [], { dir: repositoryRoot(terminal.cwd, here), facts: joined });
}

function onlyOfFacts(option: string): ToolError {
  const flag = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return new ToolError({
    code: 'bad-option',
    what: `--${flag} decides of a verdict, and saved reports have theirs`,
    where: `--${flag}`,
    fix: 'leave it out, or merge facts (`sharenothing --shard`) in place of reports',
  });
}
