/**
 * The words of trace steps that rules share: lower case, no final stop. A rule adds its own in `Rule.steps`.
 * Placeholders: `symbol` the state, `by` the function that acts, `callee` what is called, `root` what calls from outside,
 * `process` and `kind` of a process, `name` of what is handed on.
 */
export const TRACE_MESSAGES: Readonly<Record<string, string>> = {
  declared: '`{symbol}` is made here, once in each process, and lives as long as the process',
  configured: '`{callee}` is set up here, once in each process',
  exported: '`{name}` is exported here',
  imported: '`{name}` is imported here',
  written: '`{by}` writes to `{symbol}` here',
  'written-inline': '`{symbol}` is written here',
  read: '`{by}` reads `{symbol}` here',
  called: '`{by}` calls `{callee}` here',
  'called-on-load': '`{callee}` is called here while the module loads',
  registered: '`{name}` is registered here to run {root}',
  'registered-inline': 'this function is registered here to run {root}',
  'started-by': 'process `{process}` ({kind}) is started by this line',
  entry: 'process `{process}` ({kind}) starts in this file',
};
