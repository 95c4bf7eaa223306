import * as v from 'valibot';
import type { Assessment } from './model.ts';

/**
 * The one description of the JSON form of the assessment: it validates what `report verify` reads, and the JSON schema
 * (schema/compliance-v1.schema.json) is generated from it. Objects are closed: what is not named here was not written by this tool.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const at = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.string();
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.description('SHA-256, lower-case hex'));
const clauseId = v.picklist(['VI.1', 'VI.2', 'VI.3', 'VI.4', 'VI.5']);
const severity = v.picklist(['error', 'warning', 'info']);
const confidence = v.picklist(['high', 'medium', 'low']);
const standing = v.pipe(
  v.picklist(['open', 'accepted', 'undecided', 'noted']),
  v.description(
    '`open` breaks its clauses; `accepted`: an exception in force holds it; `undecided`: too uncertain; `noted`: not grave enough',
  ),
);
const status = v.pipe(
  v.picklist(['satisfied', 'not-satisfied', 'risk-accepted', 'not-assessed']),
  v.description('`not-assessed` is no pass: nothing open was found, but not all was looked at'),
);
const texts = v.array(text);
const place = v.strictObject({ file: text, line: at });
const maybePlace = v.strictObject({ file: text, line: v.nullable(at) });
const table = v.record(text, text);

const reason = v.strictObject({
  code: v.pipe(
    v.picklist([
      'open-findings',
      'expired-exceptions',
      'incomplete-exceptions',
      'all-held',
      'clean',
      'undecided-findings',
      'rule-off',
      'rule-off-in-part',
      'rule-missing',
      'rule-failed',
      'stage-failed',
      'files-skipped',
      'limit-hit',
      'no-files',
      'no-process',
      'process-unclear',
      'findings-left-out',
      'evidence-missing',
      'no-clause',
    ]),
    v.description('Why a clause or control has its status'),
  ),
  data: table,
  places: v.array(maybePlace),
});

const standings = v.strictObject({ open: count, accepted: count, undecided: count, noted: count });
const byClause = <T extends v.GenericSchema>(value: T) =>
  v.strictObject({ 'VI.1': value, 'VI.2': value, 'VI.3': value, 'VI.4': value, 'VI.5': value });

const step = v.strictObject({
  file: text,
  line: at,
  column: at,
  message: text,
  messageId: text,
  data: table,
  snippet: text,
});

const finding = v.strictObject({
  key: v.pipe(text, v.description('Unique in its service')),
  fingerprint: text,
  ruleId: text,
  messageId: text,
  data: table,
  message: text,
  help: text,
  severity,
  confidence,
  file: text,
  line: at,
  column: at,
  endLine: at,
  endColumn: at,
  snippet: text,
  symbol: text,
  holder: text,
  consequences: texts,
  clauses: v.array(clauseId),
  processes: texts,
  trace: v.array(step),
  status: v.pipe(
    v.picklist(['new', 'existing', 'touched', 'suppressed', 'waived', 'expired']),
    v.description('What the analysis said of it'),
  ),
  standing,
  change: v.pipe(v.nullable(v.picklist(['new', 'reopened', 'known'])), v.description('Against the last report')),
});

const exception = v.strictObject({
  kind: v.picklist(['waiver', 'suppression']),
  state: v.picklist(['valid', 'expired', 'incomplete']),
  missing: v.pipe(texts, v.description('What the policy asks for and the exception does not state')),
  finding: v.pipe(text, v.description('Key of the finding')),
  reason: text,
  owner: text,
  approvedBy: text,
  ticket: text,
  until: v.pipe(text, v.description('Last day on which it holds, UTC; empty where none was given')),
  where: text,
});

const brief = v.strictObject({
  key: v.nullable(text),
  fingerprint: text,
  ruleId: text,
  severity,
  clauses: v.array(clauseId),
  symbol: text,
  file: text,
  line: at,
});

const change = v.strictObject({
  since: v.strictObject({ on: text, commit: v.nullable(text), toolVersion: text }),
  sameTool: v.boolean(),
  sameConfig: v.boolean(),
  new: v.array(brief),
  reopened: v.array(brief),
  fixed: v.array(brief),
  known: count,
  clauses: v.array(v.strictObject({ id: clauseId, from: status, to: status })),
});

const point = v.strictObject({
  on: text,
  commit: v.nullable(text),
  toolVersion: text,
  standings,
  new: count,
  fixed: count,
  reopened: count,
  open: byClause(count),
  statuses: byClause(status),
});

const map = v.strictObject({
  nodes: v.array(
    v.strictObject({
      id: text,
      kind: v.picklist(['process', 'state', 'component', 'service']),
      label: text,
      detail: text,
      place: v.nullable(place),
      standing: v.nullable(standing),
      findings: texts,
    }),
  ),
  edges: v.array(v.strictObject({ from: text, to: text, kind: v.picklist(['keeps', 'uses', 'backed-by']) })),
});

const scope = v.strictObject({
  projects: v.array(v.strictObject({ root: text, files: count, processes: count })),
  skipped: v.array(
    v.strictObject({
      file: text,
      reason: text,
      detail: text,
      gap: v.pipe(v.boolean(), v.description('It may hold findings')),
    }),
  ),
  gaps: v.array(reason),
  limits: v.array(v.strictObject({ stage: text, file: v.nullable(text), symbol: v.nullable(text), cap: text })),
  errors: v.array(v.strictObject({ stage: text, file: v.nullable(text), rule: v.nullable(text), message: text })),
  notes: v.array(v.strictObject({ code: text, file: v.nullable(text), line: v.nullable(at), message: text })),
  silences: v.pipe(v.record(text, count), v.description('How often the analysis said nothing for which reason')),
});

const service = v.strictObject({
  id: v.pipe(text, v.description('Unique in the document')),
  name: text,
  root: v.pipe(text, v.description('The analysed folder from the root of its repository')),
  commit: v.nullable(text),
  dirty: v.pipe(v.nullable(v.boolean()), v.description('Whether the files differed from the commit')),
  tool: v.strictObject({ name: text, version: text, rulesDigest: text, catalogueDigest: text }),
  configDigest: text,
  configFiles: texts,
  policyDigest: v.pipe(text, v.description('Of baseline and waivers')),
  inputsDigest: v.pipe(text, v.description('Of every file that was read')),
  by: v.pipe(v.nullable(text), v.description('Who ran the analysis, as they said themselves')),
  on: text,
  files: v.strictObject({ analysed: count, skipped: count }),
  processes: v.array(
    v.strictObject({
      name: text,
      kind: text,
      entry: text,
      replicas: v.nullable(count),
      evidence: v.strictObject({ file: text, line: at, text }),
    }),
  ),
  rules: v.array(
    v.strictObject({
      id: text,
      title: text,
      description: text,
      clauses: v.array(clauseId),
      severity: v.picklist(['error', 'warning', 'info', 'off', 'default']),
      severityFrom: text,
    }),
  ),
  clauses: v.array(
    v.strictObject({
      id: clauseId,
      status,
      reasons: v.array(reason),
      rules: texts,
      findings: v.pipe(texts, v.description('Keys of its findings, those that count first')),
      counts: standings,
    }),
  ),
  findings: v.array(finding),
  exceptions: v.array(exception),
  backed: v.array(
    v.strictObject({
      symbol: text,
      file: text,
      line: at,
      package: text,
      service: text,
      proof: v.nullable(place),
      processes: texts,
    }),
  ),
  scope,
  change: v.nullable(change),
  trend: v.array(point),
  map,
});

export const assessmentSchema = v.strictObject({
  version: v.literal(1),
  tool: v.strictObject({ name: text, version: text }),
  on: v.pipe(day, v.description('UTC day by which exceptions are judged')),
  by: v.pipe(v.nullable(text), v.description('Who asked for the assessment, as they said themselves')),
  policy: v.strictObject({
    id: text,
    title: text,
    version: text,
    sha256: digest,
    toBeConfirmed: v.boolean(),
    severity,
    confidence,
    exceptions: texts,
    evidence: texts,
  }),
  clauses: v.array(
    v.strictObject({
      id: clauseId,
      status,
      services: v.strictObject({
        satisfied: texts,
        'not-satisfied': texts,
        'risk-accepted': texts,
        'not-assessed': texts,
      }),
    }),
  ),
  controls: v.array(
    v.strictObject({
      id: text,
      title: table,
      description: table,
      clauses: v.array(clauseId),
      rules: texts,
      status,
      services: v.array(v.strictObject({ service: text, status, reasons: v.array(reason) })),
    }),
  ),
  services: v.array(service),
  inputs: v.array(
    v.strictObject({
      role: v.picklist(['report', 'previous', 'history', 'policy']),
      name: text,
      sha256: digest,
      service: v.nullable(text),
    }),
  ),
});

/** A value as an assessment, or what is wrong with it first: `services[0].commit is 5`. */
export function parseAssessment(value: unknown): { readonly assessment: Assessment } | { readonly wrong: string } {
  const result = v.safeParse(assessmentSchema, value, { abortEarly: true });
  // Words of open lists (consequences, kinds of processes) are wider than the type.
  if (result.success) return { assessment: result.output as unknown as Assessment };
  const [issue] = result.issues;
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return { wrong: path === '' ? `it is ${issue.received}` : `${path.replace(/^\./, '')} is ${issue.received}` };
}
