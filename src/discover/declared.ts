import type { Process } from './workspace.ts';

/**
 * The processes of a workspace with those that the configuration declares: who declares an entry knows how it is started, so that all
 * discovered processes of the same entry give way. What the platform calls by name there stays known.
 */
export function withDeclared(discovered: readonly Process[], declared: readonly Process[]): readonly Process[] {
  const entries = new Set(declared.map(({ entry }) => entry));
  const replaced = new Map(discovered.flatMap((one) => (one.handlers ? [[one.entry, one.handlers] as const] : [])));
  return [
    ...discovered.filter(({ entry }) => !entries.has(entry)),
    ...declared.map((one) => {
      const handlers = replaced.get(one.entry);
      return handlers && !one.handlers ? { ...one, handlers } : one;
    }),
  ];
}
