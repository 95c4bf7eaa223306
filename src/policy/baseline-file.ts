import { ToolError } from '../diagnostics/tool-error.ts';
import { joinPath, withinFolder } from '../paths/repo-path.ts';
import type { Severity } from '../report/report.ts';
import type { BaselineEntry } from '../settle/baseline.ts';
import { byCodeUnit } from '../text/order.ts';

/** The baseline of a folder. */
export const baselineName = 'sharenothing.baseline.jsonl';

/** What a line says of a finding. */
export type BaselineLine = Pick<BaselineEntry, 'file' | 'ruleId' | 'symbol' | 'severity' | 'writes' | 'fingerprint'>;

const severities: ReadonlySet<unknown> = new Set<Severity>(['error', 'warning', 'info']);

/**
 * Reads a baseline: one JSON object a line. `name` is what entries and errors call the file; paths in it start from the folder `dir`.
 * Lines that are equal count once, in any order, so that git may merge two branches by keeping the lines of both.
 * @throws ToolError `baseline-invalid` with the line
 */
export function readBaseline(text: string, name: string, dir: string): BaselineEntry[] {
  const seen = new Set<string>();
  return text.split('\n').flatMap((written, at): BaselineEntry[] => {
    const line = written.trim();
    if (line === '' || seen.has(line)) return [];
    seen.add(line);
    return [{ ...readLine(line, `${name}:${at + 1}`, dir), from: name, line: at + 1 }];
  });
}

function readLine(line: string, where: string, dir: string): BaselineLine {
  if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) {
    throw new ToolError({
      code: 'baseline-invalid',
      what: 'the baseline has a merge conflict',
      where,
      fix: 'delete the lines with the conflict marks and keep all others, then run `sharenothing baseline prune`',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw invalid('the line is no JSON', where, error);
  }
  const { file, ruleId, symbol, severity, writes, fingerprint } = Object(value) as Record<string, unknown>;
  const path = typeof file === 'string' ? joinPath(dir, file) : undefined;
  if (path === undefined || typeof ruleId !== 'string' || typeof symbol !== 'string')
    throw invalid('the line names no file, rule or symbol', where);
  if (typeof fingerprint !== 'string' || !Array.isArray(writes) || !writes.every((one) => typeof one === 'string'))
    throw invalid('the line has no fingerprint or no writes', where);
  if (!severities.has(severity)) throw invalid('the line has no severity', where);
  return { file: path, ruleId, symbol, severity: severity as Severity, writes, fingerprint };
}

function invalid(what: string, where: string, cause?: unknown): ToolError {
  return new ToolError(
    {
      code: 'baseline-invalid',
      what: `the baseline cannot be used: ${what}`,
      where,
      fix: 'take the line out, or restore the file from git; it is written by `sharenothing baseline` alone',
    },
    { cause },
  );
}

/**
 * The text of a baseline: a line an entry, sorted, with neither totals nor dates, so that two branches that change it differ in the
 * lines of their own findings alone. Paths are written from the folder `dir`.
 */
export function baselineText(entries: readonly BaselineLine[], dir: string): string {
  const lines = entries.map(({ file, ruleId, symbol, severity, writes, fingerprint }) =>
    JSON.stringify({
      file: withinFolder(file, dir),
      ruleId,
      symbol,
      severity,
      writes: [...new Set(writes)].sort(byCodeUnit),
      fingerprint,
    }),
  );
  return [...new Set(lines)]
    .sort(byCodeUnit)
    .map((line) => `${line}\n`)
    .join('');
}
