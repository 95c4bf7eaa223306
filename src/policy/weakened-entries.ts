import { canonicalJson } from '../settle/digest.ts';
import { matchFindings } from '../settle/fingerprint.ts';
import type { Weakening } from '../settle/policy-findings.ts';
import type { Waiver } from '../settle/waive.ts';
import type { Policy } from './policy.ts';

/** What a change adds to baseline and waivers. Entries that only moved with their code, and waivers that end earlier, are none. */
export function weakenedEntries(before: Policy, now: Policy): Weakening[] {
  return [...grownBaseline(before, now), ...addedWaivers(before, now)];
}

function grownBaseline(before: Policy, now: Policy): Weakening[] {
  const entriesOf = ({ baseline }: Policy) =>
    [baseline ?? []].flat().flatMap(({ file, entries }) => entries.map((entry) => ({ ...entry, from: file })));
  const { matches } = matchFindings(entriesOf(now), entriesOf(before));
  return matches.flatMap(({ current, status }): Weakening[] =>
    status === 'existing'
      ? []
      : [
          {
            messageId: 'baseline',
            symbol: current.symbol,
            data: { rule: current.ruleId, file: current.file },
            file: current.from,
            line: current.line,
          },
        ],
  );
}

function addedWaivers(before: Policy, now: Policy): Weakening[] {
  const file = now.waivers?.file;
  if (file === undefined) return [];
  const inForce = ({ target, problems }: Waiver) => target !== null && problems.length === 0;
  const known = new Map<string, string>();
  for (const one of before.waivers?.entries ?? []) {
    const key = canonicalJson(one.target);
    if (inForce(one) && (known.get(key) ?? '') < one.expires) known.set(key, one.expires);
  }
  return (now.waivers?.entries ?? []).flatMap((one): Weakening[] => {
    const earlier = known.get(canonicalJson(one.target));
    if (!inForce(one) || one.target === null || (earlier !== undefined && one.expires <= earlier)) return [];
    const symbol = 'symbol' in one.target ? one.target.symbol : one.target.fingerprint;
    const was = earlier === undefined ? 'it was not waived' : `it was waived until ${earlier}`;
    return [{ messageId: 'waiver', symbol, data: { until: one.expires, before: was }, file, line: one.line }];
  });
}
