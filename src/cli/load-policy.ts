import path from 'node:path';
import { policyNames } from '../compliance/policy/names.ts';
import type { PolicyPack } from '../compliance/policy/pack.ts';
import { readPolicyPack } from '../compliance/policy/read.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { CommandContext } from './context.ts';
import { isThere, readInput } from './inputs.ts';
import { readPackageFile } from './package-file.ts';
import { listed } from './values.ts';

/** The policy that `--policy` names: one that is shipped, or a file. @throws ToolError */
export async function loadPolicyPack(
  given: string | undefined,
  { terminal, stages }: CommandContext,
): Promise<PolicyPack> {
  const ruleIds = (await stages.rules()).map(({ id }) => id);
  const name = given ?? policyNames[0];
  const shipped = policyNames.find((one) => one === name);
  if (shipped !== undefined) {
    const file = `policies/${shipped}.yaml`;
    return readPolicyPack(readPackageFile(file), file, ruleIds);
  }
  if (name !== '-' && !isThere(name, terminal.cwd))
    throw new ToolError({
      code: 'not-found',
      what: `there is no policy and no file "${name}"`,
      where: `--policy ${name}`,
      fix: `${didYouMean(name, policyNames, 1)}name a file, or one of ${listed(policyNames, 'and')}`,
    });
  return readPolicyPack(await readInput(name, `--policy ${name}`, terminal), path.basename(name), ruleIds);
}
