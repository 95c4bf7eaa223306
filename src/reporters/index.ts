import { didYouMean } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { type ReporterName, reporterAliases, reporterNames } from './names.ts';
import type { Reporter } from './reporter.ts';

/** Each format's file is loaded when it is asked for: one run needs one or two of them. */
const LOADERS: Readonly<Record<ReporterName, () => Promise<Reporter>>> = {
  pretty: async () => (await import('./pretty.ts')).default,
  compact: async () => (await import('./compact.ts')).default,
  json: async () => (await import('./json.ts')).default,
  jsonl: async () => (await import('./jsonl.ts')).default,
  sarif: async () => (await import('./sarif.ts')).default,
  github: async () => (await import('./github.ts')).default,
  gitlab: async () => (await import('./gitlab.ts')).default,
  junit: async () => (await import('./junit.ts')).default,
  checkstyle: async () => (await import('./checkstyle.ts')).default,
  rdjson: async () => (await import('./rdjson.ts')).default,
  teamcity: async () => (await import('./teamcity.ts')).default,
  azure: async () => (await import('./azure.ts')).default,
  csv: async () => (await import('./csv.ts')).default,
  markdown: async () => (await import('./markdown.ts')).default,
  agent: async () => (await import('./agent.ts')).default,
};

/** The reporter of a name or alias. @throws ToolError `unknown-format`, naming all formats. */
export async function loadReporter(name: string): Promise<Reporter> {
  const known = reporterAliases.get(name) ?? reporterNames.find((one) => one === name);
  if (known) return LOADERS[known]();
  throw new ToolError({
    code: 'unknown-format',
    what: `there is no report format "${name}"`,
    fix: `${didYouMean(name, reporterNames, 1)}formats are ${reporterNames.join(', ')}`,
  });
}
