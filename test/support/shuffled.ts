import type { Report } from '../../src/report/report.ts';

/** The report with the members of every object, and every list whose order says nothing, the other way round. */
export function backwards(report: Report): Report {
  const reversed = flip(report);
  return {
    ...reversed,
    projects: reversed.projects.map((project) => ({ ...project, skipped: [...project.skipped].reverse() })).reverse(),
    findings: [...reversed.findings].reverse(),
    silences: [...reversed.silences].reverse(),
    suppressed: [...reversed.suppressed].reverse(),
    limits: [...reversed.limits].reverse(),
    errors: [...reversed.errors].reverse(),
    notes: [...reversed.notes].reverse(),
  };
}

function flip<T>(value: T): T {
  if (Array.isArray(value)) return value.map(flip) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, item]) => [name, flip(item)]);
  return Object.fromEntries(members.reverse()) as T;
}
