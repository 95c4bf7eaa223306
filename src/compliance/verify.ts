import { canonicalJson } from '../settle/digest.ts';
import type { AssessedFinding, Service } from './model.ts';

/** What came of holding a record against the commit that it names. `remarks` do not count as differences. */
export type Verification = { readonly differences: readonly string[]; readonly remarks: readonly string[] };

/**
 * Holds a recorded service against a fresh analysis of the same commit under the same policy on the same days. Everything that the
 * commit decides has to be the same; names, and what earlier reports decide (change and trend), play no part.
 */
export function compareServices(recorded: Service, fresh: Service): Verification {
  const differences: string[] = [];
  const differ = (what: string, pick: (service: Service) => unknown) => {
    if (canonicalJson(pick(recorded) ?? null) !== canonicalJson(pick(fresh) ?? null)) differences.push(what);
  };
  const [before, after] = [byKey(recorded), byKey(fresh)];
  for (const [key, finding] of before) {
    const other = after.get(key);
    if (!other) differences.push(`the report has a finding that the commit does not have: ${told(finding)}`);
    else {
      const fields = changedFields(finding, other);
      if (fields.length > 0) differences.push(`${told(other)} differs in ${fields.join(', ')}`);
    }
  }
  for (const [key, finding] of after)
    if (!before.has(key)) differences.push(`the report lacks a finding of the commit: ${told(finding)}`);
  differ('the configuration in force is another one', ({ configDigest }) => configDigest);
  differ('baseline or waivers are others', ({ policyDigest }) => policyDigest);
  differ('the exceptions are others', ({ exceptions }) => exceptions);
  differ('the rules are set otherwise', ({ rules }) => rules);
  differ('the processes are others', ({ processes }) => processes);
  differ('what is kept in backing services is not the same', ({ backed }) => backed);
  differ('the files that were analysed and left out are others', ({ files, scope }) => [files, scope]);
  differ('the verdicts on the clauses are others', ({ clauses }) => clauses);
  differ('the map of processes and state is another one', ({ map }) => map);
  return {
    differences,
    remarks: [
      ...(recorded.dirty === true
        ? ['the report was made of files that had changed since the commit, so it need not be the same']
        : []),
      ...(recorded.inputsDigest !== fresh.inputsDigest
        ? ['the bytes that were read are not those of the commit; line ends and files in Git LFS can be the cause']
        : []),
    ],
  };
}

function byKey({ findings }: Service): ReadonlyMap<string, AssessedFinding> {
  return new Map(findings.map((finding) => [finding.key, finding]));
}

function told({ ruleId, symbol, file, line }: AssessedFinding): string {
  return `\`${symbol}\` (${ruleId}, ${file}:${line})`;
}

function changedFields(recorded: AssessedFinding, fresh: AssessedFinding): readonly string[] {
  const fields = Object.keys(fresh) as (keyof AssessedFinding)[];
  return fields.filter(
    (field) => field !== 'change' && canonicalJson(recorded[field] ?? null) !== canonicalJson(fresh[field] ?? null),
  );
}
