import { isIncomplete } from '../../report/exit-code.ts';
import type { FindingStatus, Report, ReportFinding, ReportProject } from '../../report/report.ts';
import { SEVERITIES } from '../../report/severities.ts';
import { SKIP_REASONS } from '../../report/skip-reasons.ts';
import type { Style } from './style.ts';

const INDENT = '  ';
const DEEPER = '    ';
/** Files named of each reason for a skip; the rest is counted. */
const NAMED_SKIPS = 3;

/** What the run covered, found and could not do. `shown` are the findings told in full above it. */
export function summaryText(report: Report, shown: readonly ReportFinding[], style: Style): string {
  return [
    verdict(report, shown, style),
    ...heldLines(report, shown, style),
    ...report.projects.flatMap((project) => projectLines(project, style)),
    ...silenceLines(report, style),
    ...noteLines(report, style),
    ...limitLines(report, style),
    ...errorLines(report, style),
    ...(isIncomplete(report) && report.errors.length === 0
      ? [style.wrap('What was left out or cut short may hold findings of its own.', INDENT, INDENT)]
      : []),
  ].join('\n');
}

function verdict(report: Report, shown: readonly ReportFinding[], style: Style): string {
  const { paint, glyphs } = style;
  if (shown.length > 0) {
    const bySeverity = SEVERITIES.map(
      (severity) => [severity, shown.filter((one) => one.severity === severity).length] as const,
    );
    const parts = bySeverity.filter(([, count]) => count > 0).map(([severity, count]) => counted(count, severity));
    const worst = shown.some(({ severity }) => severity === 'error') ? paint.red : paint.yellow;
    return worst(paint.bold(`${glyphs.fail} ${counted(shown.length, 'finding')}: ${parts.join(', ')}`));
  }
  const nothing = report.projects.every(({ files }) => files === 0);
  if (nothing) return paint.red(paint.bold(`${glyphs.fail} Nothing was analysed`));
  if (report.errors.length > 0)
    return paint.red(paint.bold(`${glyphs.fail} No findings, but the analysis did not finish`));
  const held = report.findings.length + report.suppressed.length > 0;
  return paint.green(paint.bold(`${glyphs.pass} ${held ? 'No new findings' : 'No findings'}`));
}

const HELD: readonly (readonly [FindingStatus, string])[] = [
  ['existing', 'known from before'],
  ['touched', 'known from before, in code that changed'],
  ['waived', 'held by a waiver'],
  ['expired', 'with an expired waiver'],
  ['suppressed', 'suppressed in the code'],
];

/** Findings that are not told above, by what holds them: never left out without a word. */
function heldLines(report: Report, shown: readonly ReportFinding[], style: Style): string[] {
  const told = new Set(shown);
  const hidden = [...report.findings, ...report.suppressed].filter((finding) => !told.has(finding));
  const parts = HELD.map(([status, words]) => [hidden.filter((one) => one.status === status).length, words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`);
  return parts.length === 0 ? [] : [style.wrap(`Not shown: ${parts.join(', ')}.`, INDENT, INDENT)];
}

function projectLines(project: ReportProject, style: Style): string[] {
  const where = project.root === '' ? '' : ` in ${style.path(project.root)}`;
  const processes = project.processes.map(
    ({ name, kind, entry }) => `${style.show(name)} (${kind}, ${style.path(entry)})`,
  );
  const started =
    processes.length === 0
      ? 'no process was found that starts them'
      : `${counted(processes.length, 'process')}: ${processes.join(', ')}`;
  return [
    style.wrap(`Analysed ${counted(project.files, 'file')}${where}; ${started}.`, INDENT, INDENT),
    ...skipLines(project, style),
  ];
}

function skipLines({ skipped }: ReportProject, style: Style): string[] {
  if (skipped.length === 0) return [];
  const total = new Set(skipped.map(({ file }) => file)).size;
  const reasons = new Set([...SKIP_REASONS.keys(), ...skipped.map(({ reason }) => reason)]);
  const groups = [...reasons].flatMap((reason) => {
    const group = skipped.filter((one) => one.reason === reason);
    if (group.length === 0) return [];
    // A saved report of a newer version may hold reasons that this one has no words for: they are told all the same.
    const words = SKIP_REASONS.get(reason) ?? 'left out';
    const named = group
      .slice(0, NAMED_SKIPS)
      .map(({ file, detail }) => `${style.path(file)}${detail ? ` (${style.show(detail)})` : ''}`);
    const rest = group.length - named.length;
    const more = rest > 0 ? ` and ${rest} more` : '';
    return [
      style.wrap(
        `${group.length} ${style.show(reason)} (${words}): ${named.join(', ')}${more}`,
        DEEPER,
        `${DEEPER}${INDENT}`,
      ),
    ];
  });
  return [`${INDENT}Skipped ${counted(total, 'file')}:`, ...groups];
}

function silenceLines({ summary }: Report, style: Style): string[] {
  if (summary.silences === 0) return [];
  return [
    style.wrap(
      `Silent, with a reason, on ${counted(summary.silences, 'place')} that looked like state.`,
      INDENT,
      INDENT,
    ),
  ];
}

/** Notes of one kind told each; the rest is counted. A baseline of hundreds of entries may be stale as a whole. */
const TOLD_NOTES = 20;

function noteLines({ notes }: Report, style: Style): string[] {
  const told = new Map<string, number>();
  const lines = notes.flatMap(({ code, file, line, message }) => {
    const before = told.get(code) ?? 0;
    told.set(code, before + 1);
    if (before >= TOLD_NOTES) return [];
    const text = `${style.paint.blue('note')} ${style.show(code)}: ${style.prose(message)}${at(file, line, style)}`;
    return [style.wrap(text, INDENT, DEEPER)];
  });
  const more = [...told].filter(([, count]) => count > TOLD_NOTES);
  return [
    ...lines,
    ...more.map(
      ([code, count]) => `${INDENT}${style.paint.blue('note')} ${style.show(code)}: and ${count - TOLD_NOTES} more`,
    ),
  ];
}

function limitLines({ limits }: Report, style: Style): string[] {
  return limits.map(({ stage, file, symbol, cap }) => {
    const of = symbol === null ? '' : ` of ${style.show(symbol)}`;
    return style.wrap(
      `${style.paint.yellow('limit')} ${style.show(cap)} hit in ${style.show(stage)}${of}${at(file, null, style)}: what lies beyond is unknown`,
      INDENT,
      DEEPER,
    );
  });
}

function errorLines({ errors }: Report, style: Style): string[] {
  return errors.map(({ stage, file, rule, message }) => {
    const of = rule === null ? '' : ` of rule ${style.show(rule)}`;
    return style.wrap(
      `${style.paint.red('failed')} stage ${style.show(stage)}${of}${at(file, null, style)}: ${style.prose(message)}`,
      INDENT,
      DEEPER,
    );
  });
}

function at(file: string | null, line: number | null, style: Style): string {
  return file === null ? '' : ` (${style.path(file)}${line === null ? '' : `:${line}`})`;
}

const PLURALS: Readonly<Record<string, string>> = { process: 'processes', info: 'info' };

function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word : (PLURALS[word] ?? `${word}s`)}`;
}
