import { failsAt } from '../report/exit-code.ts';
import { inReportOrder } from '../report/order.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { everyFinding } from './machine/findings.ts';
import { fromRoot } from './machine/paths.ts';
import { errorSentence, headline, summarySentence } from './machine/sentences.ts';
import { xmlAttributes, xmlText } from './machine/xml.ts';
import type { RenderOptions, Reporter } from './reporter.ts';

/** One test: passed where it has no outcome. */
type Case = {
  readonly name: string;
  readonly file: string;
  readonly outcome?: 'failure' | 'error' | 'skipped';
  readonly message?: string;
  readonly lines?: readonly string[];
};

type Suite = { readonly name: string; readonly cases: readonly Case[] };

/**
 * JUnit's XML, as Jenkins reads it (jenkinsci/xunit-plugin, junit-10.xsd), and GitLab, Azure and CircleCI with it. A suite is a rule:
 * findings that fail the run (`--fail-on`) are failures, others and those that something holds are skipped tests with the reason; a
 * rule without findings is a passed test, so that a clean run is no empty report. What the analysis failed at is an error.
 */
const junit: Reporter = {
  name: 'junit',
  mediaType: 'application/xml',
  defaultFile: 'sharenothing.junit.xml',
  render(unordered, options) {
    const report = inReportOrder(unordered);
    const suites = [analysis(report), ...ruleSuites(report, options)];
    const all = suites.flatMap(({ cases }) => cases);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${xmlAttributes({ name: 'sharenothing', tests: all.length, failures: count(all, 'failure'), errors: count(all, 'error') })}>`,
      ...suites.flatMap(suiteLines),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

/** Whether the analysis did its job. */
function analysis(report: Report): Suite {
  const cases = report.errors.map(
    (error): Case => ({
      name: `stage ${error.stage}${error.rule === null ? '' : `, rule ${error.rule}`}`,
      file: error.file === null ? 'sharenothing' : fromRoot(report, error.file),
      outcome: 'error',
      message: errorSentence(error),
    }),
  );
  const passed: Case = { name: summarySentence(report), file: 'sharenothing' };
  return { name: 'analysis', cases: cases.length > 0 ? cases : [passed] };
}

function ruleSuites(report: Report, options: RenderOptions): Suite[] {
  const findings = everyFinding(report);
  const active = report.rules.filter(({ severity }) => severity !== 'off').map(({ id }) => id);
  const ids = new Set([...active, ...findings.map(({ ruleId }) => ruleId)]);
  return [...ids].map((id) => {
    const cases = findings.filter(({ ruleId }) => ruleId === id).map((finding) => caseOf(finding, report, options));
    return { name: id, cases: cases.length > 0 ? cases : [{ name: 'no finding', file: 'sharenothing' }] };
  });
}

function caseOf(finding: ReportFinding, report: Report, options: RenderOptions): Case {
  const path = (file: string) => escapeControls(fromRoot(report, file));
  const { symbol, line, column, status, severity, waiver } = finding;
  const fails = failsAt(finding, options.failOn);
  const held = status === 'new' || status === 'expired' ? `${severity}, below the level that fails` : status;
  return {
    name: `${symbol === '' ? finding.ruleId : symbol} at ${path(finding.file)}:${line}:${column}`,
    file: path(finding.file),
    outcome: fails ? 'failure' : 'skipped',
    message: fails ? finding.message : `${held}${waiver ? `: ${waiver.reason}` : ''}`,
    lines: [
      `${path(finding.file)}:${line}:${column} ${headline(finding)}`,
      escapeControls(finding.message),
      ...finding.trace.map(
        (step, index) => `${index + 1}. ${path(step.file)}:${step.line}:${step.column} ${escapeControls(step.message)}`,
      ),
      `Way out: ${escapeControls(finding.help)}`,
    ],
  };
}

function suiteLines({ name, cases }: Suite): string[] {
  const attributes = {
    name,
    tests: cases.length,
    failures: count(cases, 'failure'),
    errors: count(cases, 'error'),
    skipped: count(cases, 'skipped'),
  };
  return [`  <testsuite${xmlAttributes(attributes)}>`, ...cases.flatMap(caseLines), '  </testsuite>'];
}

function caseLines({ name, file, outcome, message, lines = [] }: Case): string[] {
  const opening = `    <testcase${xmlAttributes({ name, classname: file })}`;
  if (outcome === undefined) return [`${opening}/>`];
  const text = lines.map((line) => `\n${xmlText(line)}`).join('');
  const inner = `<${outcome}${xmlAttributes({ type: outcome, message })}>${text}${text === '' ? '' : '\n      '}</${outcome}>`;
  return [`${opening}>`, `      ${inner}`, '    </testcase>'];
}

function count(cases: readonly Case[], outcome: Case['outcome']): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

export default junit;
