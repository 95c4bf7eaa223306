import type { EffectiveConfig } from './config/effective.ts';
import { importClosure } from './config/temporary-copy.ts';
import { ToolError } from './diagnostics/tool-error.ts';
import { isBelow } from './paths/repo-path.ts';
import type { Policy } from './policy/policy.ts';
import { weakenedConfig } from './policy/weakened-config.ts';
import { weakenedEntries } from './policy/weakened-entries.ts';
import type { Rule } from './rules/rule.ts';
import type { Weakening } from './settle/policy-findings.ts';
import type { Source } from './source/source.ts';

/** What judges a state of a repository. */
export type Judge = { readonly config: EffectiveConfig; readonly policy: Policy };

export type ChangePolicy = Judge & {
  /** What the change takes from the gate. */
  readonly weakenings: readonly Weakening[];
};

/** How configuration and policy are read from a source; `allowCode` false: configuration that is code is refused. */
export type Readers = {
  readonly config: (source: Source, allowCode: boolean) => Promise<EffectiveConfig>;
  readonly policy: (source: Source) => Policy;
};

/**
 * What judges a change from `before` to `current`: the configuration, baseline and waivers of its base, so that no change lets itself
 * through; the change's own where a reviewer accepted them. Code of the change is only run in that case: otherwise it could do more
 * than configure.
 * @throws ToolError where one of both states cannot be read
 */
export async function policyOfChange(
  before: Source,
  current: Source,
  readers: Readers,
  rules: readonly Rule[],
  accepted: boolean,
): Promise<ChangePolicy> {
  const earlier: Judge = { config: await readers.config(before, true), policy: readers.policy(before) };
  const { config, weakenings } = await changedConfig(before, current, earlier.config, readers, rules, accepted);
  const policy = readers.policy(current);
  const all = [...weakenings, ...weakenedEntries(earlier.policy, policy)];
  if (accepted && config) return { config, policy, weakenings: all };
  const held = config ? withMovedProcesses(earlier.config, config, before, current) : earlier.config;
  return { config: held, policy: earlier.policy, weakenings: all };
}

/** The change's own configuration, null where it is code that was not run; and what it weakens. */
async function changedConfig(
  before: Source,
  current: Source,
  earlier: EffectiveConfig,
  readers: Readers,
  rules: readonly Rule[],
  accepted: boolean,
): Promise<{ readonly config: EffectiveConfig | null; readonly weakenings: readonly Weakening[] }> {
  try {
    const config = await readers.config(current, accepted);
    const files = current.list().files.map(({ path }) => path);
    const analysed = files.filter((file) => isBelow(file, current.dir));
    return { config, weakenings: weakenedConfig(earlier, config, analysed, rules) };
  } catch (error) {
    if (accepted || !(error instanceof ToolError) || error.code !== 'config-code-refused' || error.where === null)
      throw error;
    const changed = changedFile(before, current, [error.where, ...earlier.files]);
    if (changed === undefined) return { config: null, weakenings: [] };
    const weakening = { messageId: 'code', symbol: error.where, data: {}, file: changed, line: 1 };
    return { config: null, weakenings: [weakening] };
  }
}

/** The first file of some, and of what those import, that is not the same in both states. */
function changedFile(before: Source, current: Source, files: readonly string[]): string | undefined {
  const all = new Set(files.flatMap((file) => importClosure(current, file)));
  return [...all].find((file) => {
    const [a, b] = [before.read(file), current.read(file)];
    return !a || !b || Buffer.compare(withoutReturns(a), withoutReturns(b)) !== 0;
  });
}

/** Line ends of a checkout are no change. */
function withoutReturns(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

/**
 * The base's configuration, with the servers and workers that the change declares from files that the base did not have, and without
 * those whose files it took away: a server may move.
 */
function withMovedProcesses(
  earlier: EffectiveConfig,
  now: EffectiveConfig,
  before: Source,
  current: Source,
): EffectiveConfig {
  const paths = (source: Source) => new Set(source.list().files.map(({ path }) => path));
  const [were, are] = [paths(before), paths(current)];
  const kept = earlier.processes.filter(({ entry }) => are.has(entry) || !were.has(entry));
  const added = now.processes.filter(({ entry, kind }) => (kind === 'server' || kind === 'worker') && !were.has(entry));
  return { ...earlier, processes: [...kept, ...added] };
}
