import { inReportOrder } from '../report/order.ts';
import type { ReportFinding } from '../report/report.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { openFindings, worstFirst } from './machine/findings.ts';
import { fromRoot } from './machine/paths.ts';
import { errorSentence, headline, problemAndHelp, summarySentence } from './machine/sentences.ts';
import type { Reporter } from './reporter.ts';

/**
 * Issues of Azure Pipelines by logging commands (learn.microsoft.com, "Logging commands", `task.logissue`; escapes as
 * azure-pipelines-task-lib reads them). Azure knows errors and warnings: what is only worth knowing is a plain line of the log.
 * Paths start at the root of the repository.
 */
const azure: Reporter = {
  name: 'azure',
  mediaType: 'text/plain',
  defaultFile: 'sharenothing.txt',
  render(unordered) {
    const report = inReportOrder(unordered);
    const path = (file: string) => fromRoot(report, file);
    const issueOf = (finding: ReportFinding) => {
      const text = `${headline(finding)}: ${problemAndHelp(finding)}`;
      const { severity, file, line, column, ruleId } = finding;
      if (severity === 'info') return plain(`${path(file)}:${line}:${column}: ${text}`);
      return issue(
        { type: severity, sourcepath: path(file), linenumber: line, columnnumber: column, code: ruleId },
        text,
      );
    };
    return [
      ...report.errors.map((error) =>
        issue({ type: 'error', sourcepath: error.file === null ? undefined : path(error.file) }, errorSentence(error)),
      ),
      ...worstFirst(openFindings(report)).map(issueOf),
      plain(summarySentence(report)),
      '',
    ].join('\n');
  },
};

function issue(properties: Readonly<Record<string, string | number | undefined>>, message: string): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${property(String(value))};`);
  return `##vso[task.logissue ${written.join('')}]${data(message)}`;
}

/** The message of a command. `%` goes first: it is what the others are written with. */
function data(text: string): string {
  return escapeControls(text).replaceAll('%', '%AZP25');
}

/** A property of a command: also `]`, which ends the properties, and `;`, which ends one. */
function property(text: string): string {
  return data(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
}

/** A line that is no command: both forms are obeyed anywhere in a line. */
function plain(text: string): string {
  return escapeControls(text).replace(/##(?=vso\[|\[)/g, '#\\#');
}

export default azure;
