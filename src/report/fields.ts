import { byCodeUnit } from '../text/order.ts';
import type { Report } from './report.ts';

/** The order of fields of an object of the report, and the shape of those that hold further objects. */
type Shape = { readonly order: readonly string[]; readonly inner?: Readonly<Record<string, Shape>> };

const place: Shape = { order: ['file', 'line'] };
const traceStep: Shape = { order: ['file', 'line', 'column', 'message', 'messageId', 'data', 'snippet'] };
const finding: Shape = {
  order: [
    'ruleId',
    'severity',
    'confidence',
    'message',
    'messageId',
    'data',
    'file',
    'line',
    'column',
    'endLine',
    'endColumn',
    'snippet',
    'symbol',
    'holder',
    'writes',
    'consequences',
    'clauses',
    'processes',
    'trace',
    'fingerprint',
    'status',
    'waiver',
    'help',
  ],
  inner: {
    trace: traceStep,
    waiver: { order: ['reason', 'owner', 'approvedBy', 'ticket', 'until', 'where'] },
  },
};

/** The one order of the report's fields; schema and type are held against it by a test. */
const REPORT: Shape = {
  order: [
    'version',
    'tool',
    'run',
    'rules',
    'projects',
    'findings',
    'silences',
    'suppressed',
    'limits',
    'errors',
    'notes',
    'summary',
    'timing',
  ],
  inner: {
    tool: { order: ['name', 'version', 'rulesDigest', 'catalogueDigest'] },
    run: {
      order: ['root', 'commit', 'dirty', 'configDigest', 'configFiles', 'policyDigest', 'inputsDigest', 'by', 'now'],
    },
    rules: { order: ['id', 'title', 'description', 'help', 'clauses', 'severity', 'severityFrom', 'partlyOff'] },
    projects: {
      order: ['root', 'processes', 'files', 'skipped'],
      inner: {
        processes: {
          order: ['name', 'kind', 'entry', 'replicas', 'evidence'],
          inner: { evidence: { order: ['file', 'line', 'text'] } },
        },
        skipped: { order: ['file', 'reason', 'detail'] },
      },
    },
    findings: finding,
    silences: {
      order: ['file', 'line', 'symbol', 'reason', 'proof', 'backing', 'processes'],
      inner: { proof: place, backing: { order: ['package', 'service'] } },
    },
    suppressed: finding,
    limits: { order: ['stage', 'file', 'symbol', 'cap'] },
    errors: { order: ['stage', 'file', 'rule', 'message'] },
    notes: { order: ['code', 'file', 'line', 'message'] },
    summary: {
      order: ['filesAnalysed', 'filesSkipped', 'findings', 'statuses', 'suppressed', 'silences', 'errors'],
      inner: {
        findings: { order: ['error', 'warning', 'info'] },
        statuses: { order: ['new', 'existing', 'touched', 'waived', 'expired'] },
      },
    },
  },
};

/** Free-form tables (`data`, `timing`) and fields that a newer version added: by code unit, after the known ones. */
const NO_SHAPE: Shape = { order: [] };

/** The report with every object's fields in the documented order; absent and undefined fields stay away. Lists keep their order. */
export function orderFields(report: Report): Report {
  return ordered(report, REPORT) as Report;
}

function ordered(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item, shape));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  const put = (name: string, inner: Shape): void => {
    const item = (value as Record<string, unknown>)[name];
    if (item === undefined) return;
    // Defined, so that a key `__proto__` is data like any other.
    if (name === '__proto__')
      Object.defineProperty(result, name, {
        value: ordered(item, inner),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else result[name] = ordered(item, inner);
  };
  for (const name of shape.order) if (Object.hasOwn(value, name)) put(name, shape.inner?.[name] ?? NO_SHAPE);
  const others = Object.keys(value).filter((name) => !shape.order.includes(name));
  for (const name of others.sort(byCodeUnit)) put(name, NO_SHAPE);
  return result;
}
