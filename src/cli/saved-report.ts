import { ToolError } from '../diagnostics/tool-error.ts';
import { parseReport } from '../report/parse.ts';
import type { Report } from '../report/report.ts';
import { escapeControls } from '../text/escape-controls.ts';

/** A report as `--format json` saved it. `name` is how the user calls it. @throws ToolError `report-unusable` */
export function savedReport(text: string, name: string): Report {
  const unusable = (why: string, fix = 'save one with `sharenothing --format json --output FILE`', cause?: unknown) =>
    new ToolError({ code: 'report-unusable', what: `the report cannot be used: ${why}`, where: name, fix }, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (/^\s*\{/.test(text) && /\}\s*\{\s*"version"/.test(text))
      throw unusable(
        'it holds several reports one after another',
        'keep each in a file of its own: `sharenothing merge` and `sharenothing report` take several files',
        error,
      );
    throw unusable(text.trim() === '' ? 'it is empty' : 'it is no JSON', undefined, error);
  }
  const { version, run } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Report>;
  if (typeof version === 'number' && version !== 1 && run !== undefined)
    throw unusable(
      `its version is ${version}, and this tool reads version 1`,
      'read it with the version of sharenothing that wrote it, or make the report again with this one',
    );
  const parsed = parseReport(value);
  if ('report' in parsed) return parsed.report;
  throw unusable(`it is no report of this tool, ${escapeControls(parsed.wrong)}`);
}
