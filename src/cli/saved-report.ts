import { ToolError } from '../diagnostics/tool-error.ts';
import type { Report } from '../report/report.ts';

/** A report as `--format json` saved it. `name` is how the user calls it. @throws ToolError `report-unusable` */
export function savedReport(text: string, name: string): Report {
  const unusable = (why: string, cause?: unknown) =>
    new ToolError(
      {
        code: 'report-unusable',
        what: `the report cannot be used: ${why}`,
        where: name,
        fix: 'save one with `sharenothing --format json --output FILE`',
      },
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unusable('it is no JSON', error);
  }
  const report = value as Partial<Report> | null;
  if (typeof report !== 'object' || report === null) throw unusable('it is no object');
  if (report.version !== 1) throw unusable(`its version is ${JSON.stringify(report.version)}, and this tool reads 1`);
  const lists = [report.findings, report.suppressed, report.errors];
  if (!lists.every(Array.isArray) || typeof report.run?.root !== 'string')
    throw unusable('it is no report of this tool');
  const isFinding = (one: Report['findings'][number]) =>
    [one?.file, one?.ruleId, one?.symbol, one?.fingerprint, one?.severity].every((part) => typeof part === 'string') &&
    Array.isArray(one.writes) &&
    Array.isArray(one.trace);
  const odd = [...report.findings!, ...report.suppressed!].findIndex((one) => !isFinding(one));
  if (odd >= 0) throw unusable(`finding ${odd + 1} is not as this tool writes them`);
  return report as Report;
}
