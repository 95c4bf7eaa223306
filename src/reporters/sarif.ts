import { inReportOrder } from '../report/order.ts';
import type { Place, Report, ReportFinding } from '../report/report.ts';
import { escapeInJson } from '../text/escape-controls.ts';
import { uniqueFingerprints, worstFirst } from './machine/findings.ts';
import { fromRoot, uriOf } from './machine/paths.ts';
import type { RenderOptions, Reporter } from './reporter.ts';
import { invocation } from './sarif/invocation.ts';
import { LEVELS, rulesOf } from './sarif/rules.ts';

/** GitHub refuses a run with more results (docs.github.com, "SARIF results exceed one or more limits"). */
const MAX_RESULTS = 25_000;

/** The name of the repository's root in URIs, as code scanning knows it. */
const ROOT = '%SRCROOT%';

/**
 * SARIF 2.1.0 (OASIS, errata 01) as GitHub code scanning takes it (docs.github.com, "SARIF support for code scanning"): one run, columns
 * in UTF-16 code units, URIs from the root of the repository, the trace as a code flow, our own key of fingerprints (the upload action
 * adds GitHub's), skipped files and failures as notifications. What is waived or suppressed is left out, because GitHub opens an alert
 * for it all the same (github/codeql-action#1230), unless it is asked for; what a baseline holds is in it with its `baselineState`.
 */
const sarif: Reporter = {
  name: 'sarif',
  mediaType: 'application/sarif+json',
  defaultFile: 'sharenothing.sarif',
  render(unordered, options) {
    const report = inReportOrder(unordered);
    const included = selected(report, options);
    const { rules, indexOf } = rulesOf(report, included);
    const worst = new Set(worstFirst(included).slice(0, MAX_RESULTS));
    const kept = included.filter((finding) => worst.has(finding));
    const left = included.length - kept.length;
    const fingerprints = uniqueFingerprints(kept);
    const compared = report.findings.some(({ status }) => status === 'existing' || status === 'touched');
    const log = {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: report.tool.name,
              version: report.tool.version,
              semanticVersion: report.tool.version,
              rules,
            },
          },
          ...(options.sarifCategory
            ? { automationDetails: { id: `${options.sarifCategory.replace(/(?<!\/)\/+$/, '')}/` } }
            : {}),
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
          ...provenance(report, options),
          invocations: [invocation(report, left, (file, line) => physical(report, file, line))],
          results: kept.map((finding, index) =>
            resultOf(finding, {
              report,
              ruleIndex: indexOf(finding.ruleId),
              fingerprint: fingerprints[index]!,
              compared,
            }),
          ),
          properties: {
            commit: report.run.commit,
            dirty: report.run.dirty,
            configDigest: report.run.configDigest,
            inputsDigest: report.run.inputsDigest,
          },
        },
      ],
    };
    return `${escapeInJson(JSON.stringify(log, null, 2))}\n`;
  },
};

function selected({ findings, suppressed }: Report, { sarifIncludeSuppressed }: RenderOptions): ReportFinding[] {
  if (sarifIncludeSuppressed) return [...findings, ...suppressed];
  return findings.filter(({ status }) => status !== 'waived' && status !== 'suppressed');
}

function provenance({ run }: Report, { repository }: RenderOptions): object {
  if (repository === undefined) return {};
  return {
    versionControlProvenance: [
      {
        repositoryUri: repository,
        ...(run.commit === null ? {} : { revisionId: run.commit }),
        mappedTo: { uriBaseId: ROOT },
      },
    ],
  };
}

type Context = {
  readonly report: Report;
  readonly ruleIndex: number;
  readonly fingerprint: string;
  /** Whether the run was compared with an earlier one at all. */
  readonly compared: boolean;
};

function resultOf(finding: ReportFinding, { report, ruleIndex, fingerprint, compared }: Context): object {
  const { ruleId, severity, message, help, symbol, status, trace } = finding;
  const { confidence, consequences, clauses, processes, holder, writes, messageId } = finding;
  return {
    ruleId,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: unlinked(help === '' ? message : `${message} Way out: ${help}`) },
    locations: [
      {
        physicalLocation: {
          ...physical(report, finding.file),
          region: {
            startLine: finding.line,
            startColumn: finding.column,
            endLine: finding.endLine,
            endColumn: finding.endColumn,
          },
        },
        ...(symbol === '' ? {} : { logicalLocations: [{ name: symbol }] }),
      },
    ],
    partialFingerprints: { 'sharenothing/v1': fingerprint },
    ...(trace.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: trace.map((step) => ({ location: stepOf(step, report) })) }] }] }),
    ...(compared ? { baselineState: baselineStates[status] } : {}),
    ...suppressionsOf(finding),
    properties: { confidence, status, consequences, clauses, processes, holder, writes, messageId },
  };
}

const baselineStates: Readonly<Record<ReportFinding['status'], string>> = {
  new: 'new',
  expired: 'unchanged',
  existing: 'unchanged',
  waived: 'unchanged',
  suppressed: 'unchanged',
  touched: 'updated',
};

function suppressionsOf({ status, waiver }: ReportFinding): object {
  if (status !== 'waived' && status !== 'suppressed') return {};
  const kind = status === 'waived' ? 'external' : 'inSource';
  return {
    suppressions: [{ kind, status: 'accepted', ...(waiver ? { justification: waiver.reason } : {}) }],
  };
}

function stepOf(step: Place & { message: string }, report: Report): object {
  return {
    physicalLocation: {
      ...physical(report, step.file),
      region: { startLine: step.line, startColumn: step.column },
    },
    message: { text: unlinked(step.message) },
  };
}

function physical(report: Report, file: string, line?: number): object {
  return {
    artifactLocation: { uri: uriOf(fromRoot(report, file)), uriBaseId: ROOT },
    ...(line === undefined ? {} : { region: { startLine: line } }),
  };
}

/** Text without embedded links (SARIF §3.11.6): `handlers[0](request)` of the target would be one. */
function unlinked(text: string): string {
  return text.replaceAll('](', '] (');
}

export default sarif;
