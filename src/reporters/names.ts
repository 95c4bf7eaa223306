/** The formats by the names that people type, in the order in which help lists them. Light: the command line needs no more. */
export const reporterNames = [
  'pretty',
  'compact',
  'json',
  'jsonl',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
  'rdjson',
  'teamcity',
  'azure',
  'csv',
  'markdown',
  'agent',
] as const;

export type ReporterName = (typeof reporterNames)[number];

/** Other tools' names for the same formats. */
export const reporterAliases: ReadonlyMap<string, ReporterName> = new Map([
  ['stylish', 'pretty'],
  ['codeclimate', 'gitlab'],
]);
