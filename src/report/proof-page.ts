/**
 * The page that shows a rule's claim on live processes, from the root of this package; null where there is nothing to show: what breaks
 * no clause of factor VI is about comments or policy, not about a server.
 */
export function proofPageOf(rule: { readonly id: string; readonly clauses: readonly string[] }): string | null {
  return rule.clauses.length === 0 ? null : `docs/proofs/${rule.id}.md`;
}
