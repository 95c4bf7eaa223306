import type { ProcessKind } from '../discover/workspace.ts';
import type { SkipReason } from '../source/source.ts';

/** The JSON report, version 1 (docs/report.md; schema/report-v1.schema.json). Every format renders this object and needs nothing else. */
export type Severity = 'error' | 'warning' | 'info';
export type Confidence = 'high' | 'medium' | 'low';
export type ClauseId = 'VI.1' | 'VI.2' | 'VI.3' | 'VI.4' | 'VI.5';
export type Consequence =
  | 'lost-on-restart'
  | 'not-shared'
  | 'stale'
  | 'duplicated'
  | 'race'
  | 'unbounded'
  | 'fills-disk';
export type FindingStatus = 'new' | 'existing' | 'touched' | 'suppressed' | 'waived' | 'expired';

/** A place in a file: `file` from DIR with `/`, 1-based line and UTF-16 column. */
export type Place = { file: string; line: number; column: number };

export type ReportTraceStep = Place & {
  message: string;
  messageId: string;
  data: Record<string, string>;
  snippet: string;
};

export type ReportFinding = Place & {
  ruleId: string;
  severity: Severity;
  confidence: Confidence;
  /** What is wrong and what two processes would see, rendered; `messageId` and `data` let it be told in another language. */
  message: string;
  messageId: string;
  data: Record<string, string>;
  /** End of the primary span, exclusive. */
  endLine: number;
  endColumn: number;
  /** The source line(s) of the primary span, as written, joined by `\n`; what is cut off long ones is said in place. */
  snippet: string;
  symbol: string;
  /** Kind of the holder: `module-binding`, `static-field`, `field`, `closure-variable`, `property`, `library-component`, `file`, ... */
  holder: string;
  /** Sorted set of `write kind:context`. Part of what identifies the finding, so that later runs can match it. */
  writes: string[];
  consequences: Consequence[];
  clauses: ClauseId[];
  /** Names of the processes that hold it. */
  processes: string[];
  trace: ReportTraceStep[];
  fingerprint: string;
  status: FindingStatus;
  waiver?: { reason: string; owner: string; approvedBy: string; ticket: string; until: string; where: string };
  /** One concrete way out. */
  help: string;
};

export type ReportSilence = {
  file: string;
  line: number;
  symbol: string;
  reason: string;
  proof: { file: string; line: number } | null;
  backing?: { package: string; service: string };
  /** Names of the processes that use what a backing service keeps; absent where that is not known. */
  processes?: string[];
};

export type ReportRule = {
  id: string;
  title: string;
  description: string;
  help: string;
  clauses: ClauseId[];
  severity: Severity | 'off' | 'default';
  /** Where the severity was configured: `default`, a file, or `--rule`. */
  severityFrom: string;
  /** Where it is switched off for some files alone, sorted; absent where it is not. */
  partlyOff?: string[];
};

export type ReportProcess = {
  name: string;
  kind: ProcessKind;
  entry: string;
  replicas: number | null;
  evidence: { file: string; line: number; text: string };
};

export type ReportProject = {
  root: string;
  processes: ReportProcess[];
  files: number;
  skipped: { file: string; reason: SkipReason; detail?: string }[];
};

export type ReportError = { stage: string; file: string | null; rule: string | null; message: string };
/** A budget of steps or objects that was hit: what it left out is unknown, not clean. */
export type ReportLimit = { stage: string; file: string | null; symbol: string | null; cap: string };

export type ReportSummary = {
  filesAnalysed: number;
  filesSkipped: number;
  findings: { error: number; warning: number; info: number };
  statuses: { new: number; existing: number; touched: number; waived: number; expired: number };
  suppressed: number;
  silences: number;
  errors: number;
};

export type Report = {
  version: 1;
  tool: { name: string; version: string; rulesDigest: string; catalogueDigest: string };
  run: {
    root: string;
    commit: string | null;
    dirty: boolean | null;
    configDigest: string;
    configFiles: string[];
    policyDigest: string;
    inputsDigest: string;
    by: string | null;
    now: string;
  };
  rules: ReportRule[];
  projects: ReportProject[];
  findings: ReportFinding[];
  silences: ReportSilence[];
  suppressed: ReportFinding[];
  limits: ReportLimit[];
  errors: ReportError[];
  /** Things about the run that the user should know: no entry found, a tsconfig that could not be read, ... */
  notes: { code: string; file: string | null; line: number | null; message: string }[];
  summary: ReportSummary;
  timing: Record<string, number>;
};
