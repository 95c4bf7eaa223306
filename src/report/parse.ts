import * as v from 'valibot';
import type { Report } from './report.ts';

const place = { file: v.string(), line: atLeast(1), column: atLeast(1) };
const nullable = v.nullable(v.string());
const texts = v.array(v.string());
const table = v.record(v.string(), v.string());

const finding = v.looseObject({
  ...place,
  ruleId: v.string(),
  severity: v.picklist(['error', 'warning', 'info']),
  confidence: v.picklist(['high', 'medium', 'low']),
  message: v.string(),
  messageId: v.string(),
  data: table,
  endLine: atLeast(1),
  endColumn: atLeast(1),
  snippet: v.string(),
  symbol: v.string(),
  holder: v.string(),
  writes: texts,
  consequences: texts,
  clauses: texts,
  processes: texts,
  trace: v.array(
    v.looseObject({ ...place, message: v.string(), messageId: v.string(), data: table, snippet: v.string() }),
  ),
  fingerprint: v.string(),
  status: v.picklist(['new', 'existing', 'touched', 'suppressed', 'waived', 'expired']),
  waiver: v.optional(
    v.looseObject({
      reason: v.string(),
      owner: v.string(),
      approvedBy: v.string(),
      ticket: v.string(),
      until: v.string(),
      where: v.string(),
    }),
  ),
  help: v.string(),
});

const proof = v.looseObject({ file: v.string(), line: atLeast(1) });

/**
 * What every reader of a report relies on. Fields that are not named here are kept as they are, and words of open lists (reasons,
 * consequences, kinds of processes) are any text: a report of a later version of the tool can still be read.
 */
const report = v.looseObject({
  version: v.literal(1),
  tool: v.looseObject({
    name: v.string(),
    version: v.string(),
    rulesDigest: v.string(),
    catalogueDigest: v.string(),
  }),
  run: v.looseObject({
    root: v.string(),
    commit: nullable,
    dirty: v.nullable(v.boolean()),
    configDigest: v.string(),
    configFiles: texts,
    policyDigest: v.string(),
    inputsDigest: v.string(),
    by: nullable,
    now: v.string(),
  }),
  rules: v.array(
    v.looseObject({
      id: v.string(),
      title: v.string(),
      description: v.string(),
      help: v.string(),
      clauses: texts,
      severity: v.picklist(['error', 'warning', 'info', 'off', 'default']),
      severityFrom: v.string(),
      partlyOff: v.optional(texts),
    }),
  ),
  projects: v.array(
    v.looseObject({
      root: v.string(),
      processes: v.array(
        v.looseObject({
          name: v.string(),
          kind: v.string(),
          entry: v.string(),
          replicas: v.nullable(atLeast(0)),
          evidence: v.looseObject({ file: v.string(), line: atLeast(1), text: v.string() }),
        }),
      ),
      files: atLeast(0),
      skipped: v.array(v.looseObject({ file: v.string(), reason: v.string(), detail: v.optional(v.string()) })),
    }),
  ),
  findings: v.array(finding),
  silences: v.array(
    v.looseObject({
      file: v.string(),
      line: atLeast(1),
      symbol: v.string(),
      reason: v.string(),
      proof: v.nullable(proof),
      backing: v.optional(v.looseObject({ package: v.string(), service: v.string() })),
      processes: v.optional(texts),
    }),
  ),
  suppressed: v.array(finding),
  limits: v.array(v.looseObject({ stage: v.string(), file: nullable, symbol: nullable, cap: v.string() })),
  errors: v.array(v.looseObject({ stage: v.string(), file: nullable, rule: nullable, message: v.string() })),
  notes: v.array(
    v.looseObject({ code: v.string(), file: nullable, line: v.nullable(atLeast(1)), message: v.string() }),
  ),
  summary: v.looseObject({
    filesAnalysed: atLeast(0),
    filesSkipped: atLeast(0),
    findings: v.looseObject({ error: atLeast(0), warning: atLeast(0), info: atLeast(0) }),
    statuses: v.looseObject({
      new: atLeast(0),
      existing: atLeast(0),
      touched: atLeast(0),
      waived: atLeast(0),
      expired: atLeast(0),
    }),
    suppressed: atLeast(0),
    silences: atLeast(0),
    errors: atLeast(0),
  }),
  timing: v.record(v.string(), v.pipe(v.number(), v.minValue(0))),
});

function atLeast(least: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(least));
}

/** A value as a report, or what is wrong with it first: `findings[3].line is "x"`. */
export function parseReport(value: unknown): { readonly report: Report } | { readonly wrong: string } {
  const result = v.safeParse(report, value, { abortEarly: true });
  // The words of open lists are wider than the type; every reader has an answer for those that it does not know.
  if (result.success) return { report: result.output as unknown as Report };
  const [issue] = result.issues;
  const at = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return { wrong: at === '' ? `it is ${issue.received}` : `${at.replace(/^\./, '')} is ${issue.received}` };
}
