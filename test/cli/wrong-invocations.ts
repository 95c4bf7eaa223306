/** A command line that cannot work, in a small project, with what has to be printed for it. */
export type WrongInvocation = {
  readonly about: string;
  readonly argv: readonly string[];
  /** Files beside those of the project. */
  readonly files?: Readonly<Record<string, string>>;
  readonly code: string;
  /** Words that the message must have: what, where, and what to do. */
  readonly words: readonly string[];
  /** Exit code; 2 unless stated. */
  readonly exit?: number;
};

/** The project that all of them run in. */
export const project: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "type": "module", "scripts": { "start": "node src/server.js" } }\n',
  'src/server.js':
    "import http from 'node:http';\n\nhttp.createServer((_, answer) => answer.end('hello')).listen(8080);\n",
  'notes/readme.md': '# notes\n',
};

export const wrongInvocations: readonly WrongInvocation[] = [
  {
    about: 'an option that does not exist',
    argv: ['--formt', 'json'],
    code: 'bad-option',
    words: ['unknown option "--formt"', 'did you mean "--format"', '--help'],
  },
  {
    about: 'an option of another command',
    argv: ['trace', '--no-cache', 'src/server.js:2'],
    code: 'bad-option',
    words: ['unknown option "--no-cache"', 'it belongs to', '`check`', 'trace --help'],
  },
  {
    about: 'an option without its value',
    argv: ['--output'],
    code: 'bad-option',
    words: ['--output <file>', 'argument missing'],
  },
  {
    about: 'a report format that does not exist',
    argv: ['--format', 'jsn'],
    code: 'unknown-format',
    words: ['no report format "jsn"', '--format jsn', 'did you mean "json"', 'markdown and agent'],
  },
  {
    about: 'a format with an empty file name',
    argv: ['--format', 'json:'],
    code: 'bad-value',
    words: ['names no file', '--format json:FILE'],
  },
  {
    about: 'a fail level that does not exist',
    argv: ['--fail-on', 'warn'],
    code: 'bad-value',
    words: ['--fail-on does not take "warn"', 'did you mean "warning"', 'error, warning, info or never'],
  },
  {
    about: 'a confidence that does not exist',
    argv: ['--confidence', 'certain'],
    code: 'bad-value',
    words: ['--confidence does not take "certain"', 'low, medium or high'],
  },
  {
    about: 'a colour choice that does not exist',
    argv: ['--color', 'yes'],
    code: 'bad-value',
    words: ['--color does not take "yes"', 'auto, always or never'],
  },
  {
    about: 'a preset that does not exist',
    argv: ['--preset', 'strikt'],
    code: 'bad-value',
    words: ['did you mean "strict"', 'recommended or strict'],
  },
  {
    about: 'a day that is none',
    argv: ['--now', '2026-02-30'],
    code: 'bad-date',
    words: ['"2026-02-30" is no date', 'YYYY-MM-DD'],
  },
  {
    about: 'a rule setting without a severity',
    argv: ['--rule', 'module-state'],
    code: 'bad-value',
    words: ['--rule does not take "module-state"', '--rule module-state=warning'],
  },
  {
    about: 'a rule setting with an unknown severity',
    argv: ['--rule', 'module-state=fatal'],
    code: 'bad-value',
    words: ['"fatal"', '--rule module-state=fatal', 'error, warning, info, off or default'],
  },
  {
    about: 'a rule that does not exist, on the command line',
    argv: ['--only', 'module-sate'],
    code: 'unknown-rule',
    words: ['no rule "module-sate"', '--only module-sate', 'did you mean "module-state"', 'sharenothing rules'],
  },
  {
    about: 'a rule that does not exist, in a configuration',
    argv: [],
    files: { '.sharenothingrc.json': '{\n  "rules": {\n    "module-sate": "off"\n  }\n}\n' },
    code: 'unknown-rule',
    words: ['.sharenothingrc.json:3', 'did you mean "module-state"'],
  },
  {
    about: 'a file that does not exist',
    argv: ['src/sevrer.js'],
    code: 'not-found',
    words: ['no folder, file or command "src/sevrer.js"', 'tried:', 'did you mean "src/server.js"'],
  },
  {
    about: 'a misspelt command',
    argv: ['chekc'],
    code: 'not-found',
    words: ['"chekc"', 'did you mean "check"'],
  },
  {
    about: 'a command after options',
    argv: ['--quiet', 'doctor'],
    code: 'not-found',
    words: ['a command goes before its options: sharenothing doctor'],
  },
  {
    about: 'a folder without code',
    argv: ['notes'],
    code: 'no-files',
    words: ['no file to analyse', 'notes', '.ts .tsx', 'sharenothing files'],
  },
  {
    about: 'two formats on standard output',
    argv: ['--format', 'json', '--format', 'pretty'],
    code: 'output-conflict',
    words: ['both be written to standard output', 'give each format its own file'],
  },
  {
    about: 'two formats on standard output, one by its name',
    argv: ['--format', 'json:-', '--format', 'pretty'],
    code: 'output-conflict',
    words: ['both be written to standard output', 'give each format its own file'],
  },
  {
    about: 'two formats in one file',
    argv: ['--format', 'json:out', '--format', 'pretty:out'],
    code: 'output-conflict',
    words: ['same file', 'out'],
  },
  {
    about: 'an output in a folder that does not exist',
    argv: ['--format', 'json', '--output', 'gone/report.json'],
    code: 'output-not-writable',
    words: ['its folder does not exist', 'gone/report.json'],
  },
  {
    about: 'an output that is a folder',
    argv: ['--output', 'src'],
    code: 'output-not-writable',
    words: ['it is a folder'],
  },
  {
    about: 'a configuration that does not exist',
    argv: ['--config', 'strict.json'],
    code: 'config-not-found',
    words: ['--config', 'strict.json', 'leave --config out'],
  },
  {
    about: 'a configuration that is no JSON',
    argv: [],
    files: { '.sharenothingrc.json': '{\n  "rules": {\n    module-state: off\n' },
    code: 'config-unreadable',
    words: ['not valid JSON', '.sharenothingrc.json:3'],
  },
  {
    about: 'a key that does not exist',
    argv: ['config', 'verify'],
    files: { '.sharenothingrc.yaml': 'rules: {}\nfailon: error\n' },
    code: 'config-invalid',
    words: ['no key "failon"', '.sharenothingrc.yaml:2', 'did you mean "failOn"'],
  },
  {
    about: 'a value of the wrong kind, and a second fault',
    argv: ['print-config'],
    files: { 'package.json': '{\n  "sharenothing": {\n    "failOn": "fatal",\n    "ignore": 7\n  }\n}\n' },
    code: 'config-invalid',
    words: ['failOn cannot be "fatal"', 'package.json:3', 'also: package.json:4 ignore cannot be 7'],
  },
  {
    about: 'a preset that does not exist, in a configuration',
    argv: [],
    files: { '.sharenothingrc.json': '{ "extends": "sharenothing:strikt" }\n' },
    code: 'config-extends',
    words: ['no preset "sharenothing:strikt"', '.sharenothingrc.json:1', 'did you mean "strict"'],
  },
  {
    about: 'configurations that extend each other',
    argv: [],
    files: {
      '.sharenothingrc.json': '{ "extends": "./a.json" }\n',
      'a.json': '{ "extends": "./.sharenothingrc.json" }\n',
    },
    code: 'config-extends',
    words: ['loop', 'a.json:1', 'take one of these out'],
  },
  {
    about: 'a code configuration that is refused',
    argv: ['--no-config-code'],
    files: { 'sharenothing.config.mjs': "throw new Error('it was run');\n" },
    code: 'config-code-refused',
    words: ['--no-config-code refuses to run it', 'sharenothing.config.mjs', '.sharenothingrc.json'],
  },
  {
    about: 'a code configuration that fails',
    argv: [],
    files: { 'sharenothing.config.mjs': "throw new Error('no such luck');\n" },
    code: 'config-unreadable',
    words: ['failed while it was loaded: no such luck', 'sharenothing.config.mjs'],
  },
  {
    about: 'a rule that does not exist, to explain',
    argv: ['explain', 'sticky-sesion'],
    code: 'unknown-rule',
    words: ['no rule "sticky-sesion"', 'explain sticky-sesion'],
  },
  {
    about: 'no rule to explain',
    argv: ['explain'],
    code: 'bad-option',
    words: ['missing required argument "rule"', 'sharenothing explain --help'],
  },
  {
    about: 'no command after config',
    argv: ['config'],
    code: 'bad-option',
    words: ['a command is missing', 'config verify'],
  },
  {
    about: 'a place that is none',
    argv: ['trace', 'src/server.js'],
    code: 'bad-place',
    words: ['"src/server.js" is no place', 'FILE:LINE'],
  },
  {
    about: 'a place without state',
    argv: ['trace', 'src/server.js:2'],
    code: 'nothing-there',
    words: ['no state that lives as long as the process', 'src/server.js:2', 'the line of a declaration'],
  },
  {
    about: 'a file of processes',
    argv: ['processes', 'src/server.js'],
    code: 'not-found',
    words: ['no folder "src/server.js"'],
  },
  {
    about: 'a patch that does not lead to the files that are there',
    argv: ['--new-from-patch', 'other.patch'],
    files: { 'other.patch': '--- a/src/server.js\n+++ b/src/server.js\n@@ -1 +1 @@\n-one\n+two\n' },
    code: 'patch-unusable',
    words: ['src/server.js is not as the patch leaves it', 'other.patch', 'git diff BASE'],
  },
  {
    about: 'a patch that is not there',
    argv: ['--new-from-patch', 'none.patch'],
    code: 'not-found',
    words: ['there is no file "none.patch"', '--new-from-patch none.patch'],
  },
  {
    about: 'a base report that is none',
    argv: ['--base-report', 'package.json'],
    code: 'report-unusable',
    words: ['version is undefined', 'package.json', '--format json'],
  },
  {
    about: 'a saved report that does not exist',
    argv: ['report', 'gone.json'],
    code: 'not-found',
    words: ['no file "gone.json"'],
  },
  {
    about: 'a saved report that is no JSON',
    argv: ['report', 'src/server.js'],
    code: 'report-unusable',
    words: ['it is no JSON', 'src/server.js', '--format json'],
  },
  {
    about: 'a saved report that is empty',
    argv: ['merge', 'empty.json'],
    files: { 'empty.json': '' },
    code: 'report-unusable',
    words: ['it is empty', 'empty.json'],
  },
  {
    about: 'JSON that is no report',
    argv: ['report', 'package.json'],
    code: 'report-unusable',
    words: ['no report of this tool, version is', 'package.json'],
  },
  {
    about: 'a saved report of another version of the format',
    argv: ['diff', 'later.json', 'later.json'],
    files: { 'later.json': '{ "version": 2, "run": {} }\n' },
    code: 'report-unusable',
    words: ['its version is 2, and this tool reads version 1', 'the version of sharenothing that wrote it'],
  },
  {
    about: 'reports one after another in one file',
    argv: ['merge', 'all.json'],
    files: { 'all.json': '{\n  "version": 1,\n  "x": {}\n}\n{\n  "version": 1\n}\n' },
    code: 'report-unusable',
    words: ['several reports one after another', 'sharenothing merge'],
  },
  {
    about: 'no report to compare with',
    argv: ['diff', 'a.json'],
    code: 'bad-option',
    words: ['missing required argument "new"', 'sharenothing diff --help'],
  },
  {
    about: 'a shard of no package',
    argv: ['--shard', 'shp'],
    code: 'unknown-package',
    words: ['"shp" is neither a package of the workspace nor its folder', 'did you mean "shop"'],
  },
  {
    about: 'facts that are cut off',
    argv: ['merge', 'cut.jsonl'],
    files: { 'cut.jsonl': '{"format":"sharenothing-facts","version":1' },
    code: 'facts-unusable',
    words: ['their first line is no JSON', 'cut.jsonl'],
  },
  {
    about: 'a baseline with a line that is no entry',
    argv: [],
    files: { 'sharenothing.baseline.jsonl': 'all of them\n' },
    code: 'baseline-invalid',
    words: ['sharenothing.baseline.jsonl:1'],
  },
  {
    about: 'a list of waivers where there are none',
    argv: ['waivers', 'list'],
    code: 'waivers-missing',
    words: ['sharenothing.waivers.yaml'],
  },
  {
    about: 'a baseline that the command line names and that is not there',
    argv: ['--baseline', 'gone.jsonl'],
    code: 'policy-not-found',
    words: ['gone.jsonl'],
  },
  {
    about: 'a baseline that is made a second time',
    argv: ['baseline', 'create'],
    files: { 'sharenothing.baseline.jsonl': '' },
    code: 'baseline-exists',
    words: ['sharenothing.baseline.jsonl', 'baseline update'],
  },
  {
    about: 'a baseline that is to be brought up to date and is not there',
    argv: ['baseline', 'update'],
    code: 'baseline-missing',
    words: ['baseline create'],
  },
  {
    about: 'waivers that are no YAML',
    argv: ['waivers', 'lint'],
    files: { 'sharenothing.waivers.yaml': 'waivers: [\n' },
    code: 'waivers-invalid',
    words: ['sharenothing.waivers.yaml'],
  },
  {
    about: 'init where nobody can be asked',
    argv: ['init'],
    code: 'not-confirmed',
    words: ['nothing was written', 'add --yes'],
  },
];
