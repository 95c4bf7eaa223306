import { inReportOrder } from '../report/order.ts';
import type { ReportFinding, Severity } from '../report/report.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { openFindings, worstFirst } from './machine/findings.ts';
import { fromRoot } from './machine/paths.ts';
import { errorSentence, headline, problemAndHelp, summarySentence } from './machine/sentences.ts';
import type { Reporter } from './reporter.ts';

/** GitHub shows this many annotations of each level a step and drops the others without a word (actions/toolkit#734). */
const annotationLimit = 10;

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Annotations of GitHub Actions by workflow commands (docs.github.com, "Workflow commands"; escapes as @actions/core writes them).
 * Gravest first, since GitHub shows ten of a level: the others are plain lines of the log, and their number is said. Paths start at
 * the root of the repository. The job summary is the format markdown.
 */
const github: Reporter = {
  name: 'github',
  mediaType: 'text/plain',
  defaultFile: 'sharenothing.txt',
  render(unordered) {
    const report = inReportOrder(unordered);
    const path = (file: string) => fromRoot(report, file);
    const used = new Map<string, number>();
    const left: ReportFinding[] = [];
    const commands: string[] = [];
    const mayAnnotate = (level: string) => {
      const count = (used.get(level) ?? 0) + 1;
      used.set(level, count);
      return count <= annotationLimit;
    };
    for (const error of report.errors) {
      const text = errorSentence(error);
      const properties = { title: 'sharenothing failed', file: error.file === null ? undefined : path(error.file) };
      commands.push(mayAnnotate('error') ? command('error', properties, text) : plain(text));
    }
    for (const finding of worstFirst(openFindings(report))) {
      const level = COMMANDS[finding.severity];
      if (mayAnnotate(level)) commands.push(command(level, annotation(finding, path), problemAndHelp(finding)));
      else left.push(finding);
    }
    return [
      ...commands,
      ...left.map((finding) =>
        plain(`${path(finding.file)}:${finding.line}:${finding.column}: ${headline(finding)}: ${finding.message}`),
      ),
      ...(left.length === 0
        ? []
        : [
            `${left.length} more of these are lines of this log only: GitHub shows ${annotationLimit} annotations a level.`,
          ]),
      plain(summarySentence(report)),
      '',
    ].join('\n');
  },
};

type Properties = Readonly<Record<string, string | number | undefined>>;

function annotation(finding: ReportFinding, path: (file: string) => string): Properties {
  // GitHub refuses columns of a span over several lines.
  const oneLine = finding.line === finding.endLine;
  return {
    title: headline(finding),
    file: path(finding.file),
    line: finding.line,
    endLine: finding.endLine,
    col: oneLine ? finding.column : undefined,
    endColumn: oneLine ? finding.endColumn : undefined,
  };
}

function command(name: string, properties: Properties, message: string): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${written.join(',')}::${data(message)}`;
}

/** The message of a command: `%` and line ends; other controls are made visible. */
function data(text: string): string {
  return harmless(escapeControls(text)).replaceAll('%', '%25');
}

/** A property of a command: also `:` and `,`. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line of the log that is no command: it may neither start with `::` nor hold the older form, which is obeyed anywhere in a line. */
function plain(text: string): string {
  return harmless(escapeControls(text)).replace(/^(\s*):/, '$1\\:');
}

function harmless(text: string): string {
  return text.replaceAll('##[', '#\\#[');
}

export default github;
