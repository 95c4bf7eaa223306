import { inReportOrder } from '../report/order.ts';
import type { ReportFinding, ReportRule, Severity } from '../report/report.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { openFindings } from './machine/findings.ts';
import { fromRoot } from './machine/paths.ts';
import { errorSentence, headline, problemAndHelp, summarySentence } from './machine/sentences.ts';
import type { Reporter } from './reporter.ts';

/** What TeamCity takes of one value (jetbrains.com/help/teamcity, "Service messages", "Reporting inspections"). */
const textLimit = 4000;
const identityLimit = 60;

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'WEAK WARNING' };

/**
 * Inspections of TeamCity by service messages: an `inspectionType` for each rule that found something, then the findings. What the
 * analysis failed at is a build problem. Paths start at the root of the repository.
 */
const teamcity: Reporter = {
  name: 'teamcity',
  mediaType: 'text/plain',
  defaultFile: 'sharenothing.txt',
  render(unordered) {
    const report = inReportOrder(unordered);
    const open = openFindings(report);
    const found = new Set(open.map(({ ruleId }) => ruleId));
    const rules = report.rules.filter(({ id }) => found.has(id));
    const unknown = [...found].filter((id) => !rules.some((rule) => rule.id === id));
    return [
      ...[...rules.map(typeOf), ...unknown.map((id) => typeOf({ id, title: id, description: id }))],
      ...open.map((finding) => inspection(finding, fromRoot(report, finding.file))),
      ...report.errors.map((error) => {
        const description = `sharenothing: ${errorSentence(error)}${error.file === null ? '' : ` (${fromRoot(report, error.file)})`}`;
        const identity = `sharenothing-${error.stage}-${error.rule ?? ''}`.slice(0, identityLimit);
        return message('buildProblem', { description: cut(description), identity });
      }),
      message('message', { text: summarySentence(report) }),
      '',
    ].join('\n');
  },
};

function typeOf({ id, title, description }: Pick<ReportRule, 'id' | 'title' | 'description'>): string {
  const text = cut(description === '' ? title : description);
  return message('inspectionType', { id, name: title, description: text, category: 'Twelve-Factor App, VI' });
}

function inspection(finding: ReportFinding, file: string): string {
  return message('inspection', {
    typeId: finding.ruleId,
    message: cut(`${headline(finding)}: ${problemAndHelp(finding)}`),
    file,
    line: finding.line,
    SEVERITY: SEVERITIES[finding.severity],
  });
}

function message(name: string, attributes: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}='${escaped(String(value))}'`);
  return `##teamcity[${name}${written.join('')}]`;
}

/** What is cut off is said in place. */
function cut(text: string): string {
  if (text.length <= textLimit) return text;
  return `${text.slice(0, textLimit - 30)}… (+${text.length - textLimit + 30} characters)`;
}

/** A value: `|` escapes itself, quotes and brackets; what is not ASCII is written as UTF-16 units, whatever the agent's encoding. */
function escaped(text: string): string {
  return escapeControls(text)
    .replace(/[|'[\]]/g, (character) => `|${character}`)
    .replace(/[^\x20-\x7e]/g, (unit) => `|0x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}

export default teamcity;
