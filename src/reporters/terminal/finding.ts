import { clauseOf } from '../../report/clauses.ts';
import { CONSEQUENCES } from '../../report/consequences.ts';
import type { Report, ReportFinding, ReportProcess, ReportTraceStep, Severity } from '../../report/report.ts';
import { codeFrame, codeLine } from './code-frame.ts';
import type { Style } from './style.ts';

const LABEL_WIDTH = 11;
const INDENT = '  ';

/**
 * One finding as a reader needs it who has seen nothing of the project: what breaks and why, where, how it comes to that step by step,
 * what follows, which processes hold it, and the way out.
 */
export function findingText(finding: ReportFinding, report: Report, style: Style): string {
  const { paint } = style;
  const trace = finding.trace.flatMap((step, index) =>
    traceStep(step, index + 1, String(finding.trace.length).length, style),
  );
  return [
    headline(finding, style),
    '',
    style.wrap(style.prose(finding.message), INDENT, INDENT),
    '',
    ...codeFrame(finding, style, INDENT.length, severityPaint(finding.severity, style)),
    '',
    ...(trace.length === 0 ? [] : [`${INDENT}${paint.bold('How it comes to this')}`, ...trace, '']),
    ...labelled(
      'Effect',
      finding.consequences.map((one) => `${CONSEQUENCES.get(one) ?? one} (${one})`),
      style,
    ),
    ...labelled(
      'Processes',
      finding.processes.map((name) => processText(name, report, style)),
      style,
    ),
    ...labelled(
      'Breaks',
      finding.clauses.map((id) => `factor ${id}, ${clauseOf(id)?.title ?? ''}`),
      style,
    ),
    ...waiverLines(finding, style),
    ...labelled('Way out', [finding.help], style, paint.green),
  ].join('\n');
}

/** The colour of a severity. */
export function severityPaint(severity: Severity, { paint }: Style): (text: string) => string {
  return severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.blue;
}

function headline(finding: ReportFinding, style: Style): string {
  const { paint } = style;
  const remarks = [
    ...(finding.confidence === 'high' ? [] : [`${finding.confidence} confidence`]),
    ...(finding.status === 'new' ? [] : [finding.status]),
  ];
  return [
    paint.underline(style.place(finding)),
    severityPaint(finding.severity, style)(paint.bold(finding.severity)),
    paint.bold(style.show(finding.ruleId)),
    finding.symbol === '' ? paint.dim('(no name)') : style.show(finding.symbol),
    ...(remarks.length > 0 ? [paint.dim(`(${remarks.join(', ')})`)] : []),
  ].join('  ');
}

function traceStep(step: ReportTraceStep, number: number, digits: number, style: Style): string[] {
  const first = `${INDENT}${INDENT}${String(number).padStart(digits)}. `;
  const rest = ' '.repeat(first.length);
  return [
    style.wrap(`${style.paint.cyan(style.place(step))}  ${style.prose(step.message)}`, first, rest),
    ...codeLine(step, style, rest.length + 1),
  ];
}

/** A label in a column of its own and one paragraph for each text; nothing where there are no texts. */
function labelled(label: string, texts: readonly string[], style: Style, paintLabel = style.paint.bold): string[] {
  const rest = INDENT + ' '.repeat(LABEL_WIDTH);
  return texts.map((text, index) => {
    const wrapped = style.wrap(style.prose(text), rest, rest);
    // The label is painted after wrapping: its escape codes have no width.
    return index === 0 ? INDENT + paintLabel(label) + wrapped.slice(INDENT.length + label.length) : wrapped;
  });
}

/** A process as the finding's reader needs it: what it is, how many run, and the line that starts it. */
function processText(name: string, report: Report, style: Style): string {
  const process = report.projects.flatMap(({ processes }) => processes).find((one) => one.name === name);
  if (!process) return `\`${name}\``;
  const { file, line, text } = process.evidence;
  return `\`${name}\` (${process.kind}${replicasText(process)}), started by ${style.path(file)}:${line}: ${text}`;
}

function replicasText({ replicas }: ReportProcess): string {
  return replicas === null ? '' : replicas === 1 ? ', 1 instance' : `, ${replicas} instances`;
}

/** What holds it, or held it: an inline suppression has no more than a reason. */
function waiverLines({ waiver, status }: ReportFinding, style: Style): string[] {
  if (!waiver) return [];
  const { until, owner, approvedBy, ticket, reason, where } = waiver;
  const parts = [
    ...(until === '' ? [] : [`${status === 'expired' ? 'until' : 'valid until'} ${until}`]),
    ...(owner === '' ? [] : [`owner ${owner}`]),
    ...(approvedBy === '' ? [] : [`approved by ${approvedBy}`]),
    ...(ticket === '' ? [] : [ticket]),
  ];
  const terms = parts.length === 0 ? '' : `${parts.join(', ')}: `;
  return labelled('Waiver', [`${terms}${reason} (${where})`], style);
}
