import type { ProcessKind } from '../discover/workspace.ts';
import type {
  ClauseId,
  Confidence,
  Consequence,
  FindingStatus,
  Place,
  Report,
  ReportSilence,
  Severity,
} from '../report/report.ts';

/**
 * The assessment: what a compliance report says, without its words. Formats render this object and a language, and need nothing else.
 * All paths start at the root of the service's repository. Every list has a fixed order; equal input gives an equal object.
 */
export type Assessment = {
  readonly version: 1;
  /** What wrote this document; each service names the version that analysed it. */
  readonly tool: { readonly name: string; readonly version: string };
  /** UTC day of the assessment, by which exceptions are judged. */
  readonly on: string;
  /** Who asked for it, as they said themselves; null where nobody did. */
  readonly by: string | null;
  readonly policy: AssessedPolicy;
  /** VI.1 to VI.5 over all services: the worst of them. */
  readonly clauses: readonly OverallClause[];
  readonly controls: readonly AssessedControl[];
  /** One service is a report of its own, several are a portfolio. */
  readonly services: readonly Service[];
  /** Files that this document was made from. */
  readonly inputs: readonly Input[];
};

/**
 * - `satisfied`: all was looked at and nothing was found
 * - `risk-accepted`: all was looked at, and exceptions in force hold whatever was found
 * - `not-assessed`: nothing open was found, but something was not looked at
 * - `not-satisfied`: a finding is open, whatever else was not looked at
 */
export type ClauseStatus = 'satisfied' | 'not-satisfied' | 'risk-accepted' | 'not-assessed';

/** Why a clause or control has its status. Words: `Language.reasons`, from `data`. */
export type Reason = {
  readonly code: ReasonCode;
  readonly data: Readonly<Record<string, string>>;
  /** Files that it speaks of; line null where it speaks of the whole file. */
  readonly places: readonly { readonly file: string; readonly line: number | null }[];
};

/** Every reason there is. The first three and `all-held` speak of findings, `clean` of none; all others are gaps: what was not looked at. */
export type ReasonCode =
  | 'open-findings'
  | 'expired-exceptions'
  | 'incomplete-exceptions'
  | 'all-held'
  | 'clean'
  | 'undecided-findings'
  | 'rule-off'
  | 'rule-off-in-part'
  | 'rule-missing'
  | 'rule-failed'
  | 'stage-failed'
  | 'files-skipped'
  | 'limit-hit'
  | 'no-files'
  | 'no-process'
  | 'process-unclear'
  | 'findings-left-out'
  | 'evidence-missing'
  | 'no-clause';

/** The verdict on one clause for one service. */
export type AssessedClause = {
  readonly id: ClauseId;
  readonly status: ClauseStatus;
  readonly reasons: readonly Reason[];
  /** Ids of the rules that speak of it. */
  readonly rules: readonly string[];
  /** Keys of its findings, those that count first. */
  readonly findings: readonly string[];
  readonly counts: Readonly<Record<Standing, number>>;
};

/** A clause over all services. */
export type OverallClause = {
  readonly id: ClauseId;
  readonly status: ClauseStatus;
  /** Services by status: their ids. */
  readonly services: Readonly<Record<ClauseStatus, readonly string[]>>;
};

/** What a finding means for its clauses: `open` breaks them; `undecided` has too little confidence, `noted` too little severity. */
export type Standing = 'open' | 'accepted' | 'undecided' | 'noted';

export type Service = {
  /** Unique in the document. */
  readonly id: string;
  readonly name: string;
  /** The analysed folder from the root of its repository, `''` for the root itself. */
  readonly root: string;
  readonly commit: string | null;
  /** Whether the files differed from the commit; null where that is not known. */
  readonly dirty: boolean | null;
  readonly tool: Report['tool'];
  readonly configDigest: string;
  readonly configFiles: readonly string[];
  readonly policyDigest: string;
  readonly inputsDigest: string;
  /** Who ran the analysis, as they said themselves. */
  readonly by: string | null;
  /** UTC day of the analysis. */
  readonly on: string;
  readonly files: { readonly analysed: number; readonly skipped: number };
  readonly processes: readonly AssessedProcess[];
  readonly rules: readonly AssessedRule[];
  readonly clauses: readonly AssessedClause[];
  /** In the order of clause, standing, severity and place. */
  readonly findings: readonly AssessedFinding[];
  readonly exceptions: readonly Exception[];
  /** What keeps its data in a backing service, with the line that proves it: the good too. */
  readonly backed: readonly BackedComponent[];
  readonly scope: Scope;
  /** Compared with the last report before this one; null where there is none. */
  readonly change: Change | null;
  /** Oldest first, this report last; one point where no earlier report was given. */
  readonly trend: readonly TrendPoint[];
  readonly map: ServiceMap;
};

export type AssessedProcess = {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly entry: string;
  readonly replicas: number | null;
  readonly evidence: { readonly file: string; readonly line: number; readonly text: string };
};

export type AssessedRule = {
  readonly id: string;
  /** As the tool that made the report has them, in English; `Language.rules` comes first. */
  readonly title: string;
  readonly description: string;
  readonly clauses: readonly ClauseId[];
  readonly severity: Severity | 'off' | 'default';
  readonly severityFrom: string;
};

export type AssessedFinding = Place & {
  /** Unique in its service; the fingerprint, wherever that is unique. */
  readonly key: string;
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** In English; `findingWords` tells it in a language. */
  readonly message: string;
  readonly help: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly endLine: number;
  readonly endColumn: number;
  readonly snippet: string;
  readonly symbol: string;
  readonly holder: string;
  readonly consequences: readonly Consequence[];
  readonly clauses: readonly ClauseId[];
  readonly processes: readonly string[];
  readonly trace: readonly AssessedStep[];
  /** What the run said of it. */
  readonly status: FindingStatus;
  readonly standing: Standing;
  /** Against the last report; null where there is none. */
  readonly change: 'new' | 'reopened' | 'known' | null;
};

export type AssessedStep = Place & {
  /** In English; `stepWords` tells it in a language. */
  readonly message: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly snippet: string;
};

/** An exception to the rules that someone asked for: an entry of the waivers, or a suppression in the code. */
export type Exception = {
  readonly kind: 'waiver' | 'suppression';
  /** `incomplete`: something is missing that the policy asks for (`missing`), so it holds nothing. */
  readonly state: 'valid' | 'expired' | 'incomplete';
  readonly missing: readonly string[];
  /** Key of the finding. */
  readonly finding: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string;
  /** Last day on which it holds, UTC, as written; empty where none was given. */
  readonly until: string;
  /** Where it is written: `file:line`. */
  readonly where: string;
};

export type BackedComponent = {
  readonly symbol: string;
  readonly file: string;
  readonly line: number;
  readonly package: string;
  readonly service: string;
  /** The line that proves it; null where the declaration itself does. */
  readonly proof: { readonly file: string; readonly line: number } | null;
  /** Processes that use it, where the report says. */
  readonly processes: readonly string[];
};

/** What was looked at and what was not. */
export type Scope = {
  readonly projects: readonly { readonly root: string; readonly files: number; readonly processes: number }[];
  readonly skipped: readonly {
    readonly file: string;
    readonly reason: string;
    readonly detail: string;
    /** The file may hold findings. */
    readonly gap: boolean;
  }[];
  /** Everything that keeps clauses from being assessed, whichever they are. */
  readonly gaps: readonly Reason[];
  readonly limits: Report['limits'];
  readonly errors: Report['errors'];
  readonly notes: Report['notes'];
  readonly silences: Readonly<Record<ReportSilence['reason'], number>>;
};

/** A finding in few words, of this report or an earlier one. */
export type FindingBrief = {
  /** Key of the finding in this report; null where it is gone. */
  readonly key: string | null;
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly clauses: readonly ClauseId[];
  readonly symbol: string;
  readonly file: string;
  readonly line: number;
};

export type Change = {
  /** The report that this one is compared with. */
  readonly since: { readonly on: string; readonly commit: string | null; readonly toolVersion: string };
  /** Same version, rules and catalogue: else the tool may have changed its mind, not the code. */
  readonly sameTool: boolean;
  /** Same configuration. */
  readonly sameConfig: boolean;
  readonly new: readonly FindingBrief[];
  readonly reopened: readonly FindingBrief[];
  readonly fixed: readonly FindingBrief[];
  readonly known: number;
  /** Clauses whose status differs, judged by the same policy. */
  readonly clauses: readonly { readonly id: ClauseId; readonly from: ClauseStatus; readonly to: ClauseStatus }[];
};

/** One report of the series. `new`, `fixed` and `reopened` are against the point before; 0 at the first. */
export type TrendPoint = {
  readonly on: string;
  readonly commit: string | null;
  readonly toolVersion: string;
  readonly standings: Readonly<Record<Standing, number>>;
  readonly new: number;
  readonly fixed: number;
  readonly reopened: number;
  /** Findings that count as open, by clause; one that breaks two counts in both. */
  readonly open: Readonly<Record<ClauseId, number>>;
  readonly statuses: Readonly<Record<ClauseId, ClauseStatus>>;
};

/** Processes, the state that they keep, and the backing services that they use, as a graph. Ids are unique in the service. */
export type ServiceMap = { readonly nodes: readonly MapNode[]; readonly edges: readonly MapEdge[] };

export type MapNode = {
  readonly id: string;
  /** `state`: a holder that findings speak of. `component`: something that keeps its data in a backing service. */
  readonly kind: 'process' | 'state' | 'component' | 'service';
  readonly label: string;
  /** Kind of the process or holder, or the package; empty where there is none. */
  readonly detail: string;
  readonly place: { readonly file: string; readonly line: number } | null;
  /** Of state: the worst of its findings. */
  readonly standing: Standing | null;
  /** Keys of its findings. */
  readonly findings: readonly string[];
};

/** `keeps`: process → state; `uses`: process → component; `backed-by`: component → service. */
export type MapEdge = { readonly from: string; readonly to: string; readonly kind: 'keeps' | 'uses' | 'backed-by' };

export type Input = {
  readonly role: 'report' | 'previous' | 'history' | 'policy';
  /** The name of the file without its folder, or what was analysed for it. */
  readonly name: string;
  /** Lower-case hex, over the bytes of the file; of a run that was not saved, over its JSON report without `timing`. */
  readonly sha256: string;
  /** Service that it belongs to; null of the policy. */
  readonly service: string | null;
};

export type AssessedPolicy = {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  /** A mapping that nobody has confirmed for this organisation yet. */
  readonly toBeConfirmed: boolean;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly exceptions: readonly string[];
  readonly evidence: readonly string[];
};

/** A control of the policy pack over all services. */
export type AssessedControl = {
  readonly id: string;
  /** In the languages that the pack has, by code; `en` is always there. */
  readonly title: Readonly<Record<string, string>>;
  readonly description: Readonly<Record<string, string>>;
  readonly clauses: readonly ClauseId[];
  readonly rules: readonly string[];
  readonly status: ClauseStatus;
  readonly services: readonly {
    readonly service: string;
    readonly status: ClauseStatus;
    readonly reasons: readonly Reason[];
  }[];
};
