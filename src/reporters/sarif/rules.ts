import { proofPageOf } from '../../report/proof-page.ts';
import type { Report, ReportFinding, ReportRule, Severity } from '../../report/report.ts';

export const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** What GitHub calls the severity of a rule that is not about security. */
const PROBLEMS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'recommendation' };

/** Longest texts that GitHub takes, in characters. */
const nameLimit = 255;
const textLimit = 1024;

/**
 * The rules of the run as SARIF's reporting descriptors, and the index of each. A rule that found something and is not in the report's
 * list (a report that was merged, or made by another version) is added with its id alone.
 */
export function rulesOf(
  report: Report,
  findings: readonly ReportFinding[],
): { readonly rules: readonly object[]; readonly indexOf: (ruleId: string) => number } {
  const known = new Set(report.rules.map(({ id }) => id));
  const missing = [...new Set(findings.map(({ ruleId }) => ruleId))].filter((id) => !known.has(id));
  const rules = [
    ...report.rules,
    ...missing.map(
      (id): ReportRule => ({
        id,
        title: id,
        description: '',
        help: '',
        clauses: [],
        severity: 'default',
        severityFrom: 'default',
      }),
    ),
  ];
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return { rules: rules.map(descriptor), indexOf: (ruleId) => indexes.get(ruleId)! };
}

function descriptor({ id, title, description, help, clauses, severity }: ReportRule): object {
  const level: Severity = severity === 'off' || severity === 'default' ? 'warning' : severity;
  const full = description === '' ? title : description;
  const page = proofPageOf({ id, clauses });
  const told = [
    (help === '' ? full : help).trimEnd(),
    ...(page === null ? [] : [`Shown on live processes: ${page} of sharenothing.`]),
  ].join('\n\n');
  return {
    id,
    name: pascal(id).slice(0, nameLimit),
    shortDescription: { text: cut(title) },
    fullDescription: { text: cut(full) },
    help: { text: told, markdown: told },
    defaultConfiguration: { level: LEVELS[level], enabled: severity !== 'off' },
    properties: {
      // No `security-severity`: these rules are about reliability.
      tags: ['reliability', 'twelve-factor', ...clauses.map((clause) => `twelve-factor/${clause}`)],
      precision: 'medium',
      'problem.severity': PROBLEMS[level],
    },
  };
}

/** `module-state` → `ModuleState`, the form that SARIF's validators ask for. */
function pascal(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

function cut(text: string): string {
  return text.length <= textLimit ? text : `${text.slice(0, textLimit - 1).trimEnd()}…`;
}
