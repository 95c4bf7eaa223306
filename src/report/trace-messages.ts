/**
 * The words of trace steps that rules share: lower case, no final stop. A rule adds its own in `Rule.steps`.
 * Placeholders: `symbol` the state, `by` the function that acts, `callee` what is called, `root` what calls from outside,
 * `process` and `kind` of a process, `name` of what is handed on, `setting` and `unit` of a manifest.
 */
export const TRACE_MESSAGES: Readonly<Record<string, string>> = {
  declared: '`{symbol}` is made here, once in each process, and lives as long as the process',
  configured: '`{callee}` is set up here, once in each process',
  handed: '`{callee}` is given it here',
  decided: '`{name}` is decided here',
  'looked-up': '`{name}` is read here, too',
  loaded: 'this module is loaded {root}',
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
  'replicated-replicas': '`{setting}` ({unit}): several of this process run',
  'replicated-autoscaler': '`{setting}` ({unit}): several of this process may run',
  'replicated-workers': '`{setting}` ({unit}): several of this process run on one host, each with its own memory',
  'replicated-each-node': '`{setting}` ({unit}): one of this process runs on each node',
  'single-replicas':
    '`{setting}` ({unit}) keeps it to one process, which hides this until a second one runs, as during an update',
  'single-recreate': '`{setting}` ({unit}) stops the old process before the new one starts, which hides this',
  'single-stateful-set': '`{setting}` ({unit}) keeps it to one process with a name of its own, which hides this',
  'single-max-instances': '`{setting}` ({unit}) keeps it to one process, which hides this',
  'single-disk': 'a `{setting}` of {unit} keeps it to one process, which hides this',
  'restarted-memory-limit': '`{setting}` ({unit}) restarts the process when its memory has grown',
  'restarted-schedule': '`{setting}` ({unit}) restarts the process at set times',
  'restarted-spot-node': '`{setting}` ({unit}): the node may be taken away at any moment',
  'restarted-scale-to-zero': '`{setting}` ({unit}): the process is stopped when nobody asks',
  'restarted-ephemeral-disk': '`{setting}` ({unit}) is gone with the pod',
  functions:
    'this process runs as a function ({unit}): its instances are frozen between requests and recycled at any time',
  entry: 'process `{process}` ({kind}) starts in this file',
};
