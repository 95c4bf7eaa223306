import type { Report, ReportFinding } from '../report/report.ts';
import { withFindings } from '../report/summary.ts';
import type { Finding } from '../rules/rule.ts';
import { type FindingContext, settleFinding } from './finding.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { createLocator } from './locate.ts';
import { byError, byFinding, inOrderOnce } from './order.ts';
import { lineStarts, lineText } from './position.ts';

/** One thing that a change takes from the gate. */
export type Weakening = {
  /** Message of the rule `policy-weakened`. */
  readonly messageId: string;
  readonly symbol: string;
  /** What the message needs beside the symbol. */
  readonly data: Readonly<Record<string, string>>;
  /** Repository-relative; `line` is 1-based. */
  readonly file: string;
  readonly line: number;
};

export type WeakeningContext = Pick<FindingContext, 'rules' | 'severityAt'> & {
  /** The text of a file (repository-relative): the change's own, else that of its base. */
  readonly texts: (file: string) => string | undefined;
  /** A reviewer has accepted them. */
  readonly accepted: boolean;
};

const RULE = 'policy-weakened';

/** Adds a finding for each weakening, `waived` where they were accepted. */
export function withWeakenings(report: Report, weakenings: readonly Weakening[], context: WeakeningContext): Report {
  if (weakenings.length === 0) return report;
  const errors = [...report.errors];
  const found = weakenings.map((one) => toFinding(one, context.texts(one.file)));
  const fingerprints = fingerprintsOf(
    found.map(({ ruleId, symbol, writes, span }) => ({ ruleId, symbol, writes, file: span.file, start: span.start })),
  );
  const locator = createLocator(report.run.root, context.texts);
  const fail = (error: Report['errors'][number]) => void errors.push(error);
  const settled = found.flatMap((finding, at): ReportFinding[] => {
    const one = settleFinding(finding, fingerprints[at]!, { ...context, locator, fail });
    if (!one) return [];
    return [context.accepted ? { ...one, status: 'waived', waiver: acceptance(report) } : one];
  });
  const all = withFindings(report, inOrderOnce([...report.findings, ...settled], byFinding));
  return errors.length === report.errors.length ? all : { ...all, errors: inOrderOnce(errors, byError) };
}

function acceptance({ run }: Report): NonNullable<ReportFinding['waiver']> {
  return {
    reason: 'a reviewer accepted the change of policy',
    owner: '',
    approvedBy: run.by ?? '',
    ticket: '',
    until: '',
    where: '--allow-policy-change',
  };
}

/** The whole line, without the blanks around it. */
function toFinding({ messageId, symbol, data, file, line }: Weakening, text = ''): Finding {
  const starts = lineStarts(text);
  const written = lineText(text, starts, line);
  const start = (starts[line - 1] ?? 0) + (written.length - written.trimStart().length);
  return {
    ruleId: RULE,
    messageId,
    data: { symbol, ...data },
    span: { file, start, end: start + written.trim().length },
    symbol,
    holder: 'policy',
    consequences: [],
    confidence: 'high',
    trace: [],
    writes: [],
    processes: [],
  };
}
