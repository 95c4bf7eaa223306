import type { ProcessKind } from '../../discover/workspace.ts';
import type { ClauseId, Confidence, Consequence, FindingStatus, Severity } from '../../report/report.ts';
import type { SkipReason } from '../../source/source.ts';
import type { ClauseStatus, Exception, Input, MapNode, ReasonCode, Standing } from '../model.ts';

/** A text with values in it. Numbers come as digits. */
export type Template = (data: Readonly<Record<string, string>>) => string;

/** A rule for readers who are no programmers: what it finds, why that breaks factor VI, and the way out; whole sentences. */
export type RuleWords = {
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly wayOut: string;
};

/** One message of a rule in another language, as templates with `{name}` filled from the finding's `data`; as `MessageTemplate`. */
export type MessageWords = {
  readonly what: string;
  readonly why: string;
  /** The same where a platform runs the processes as functions. */
  readonly whyFunctions?: string;
  readonly fix: string;
};

/**
 * All texts of the compliance report in one language. A further language is one file with one such object, and its line in `index.ts`.
 * Closed lists have a text for each member; open ones (`Partial`, tables by id) fall back to the report's own English.
 */
export type Language = {
  /** BCP 47, for `lang` attributes: `en`, `vi`. */
  readonly code: string;
  /** In the language itself. */
  readonly name: string;
  readonly words: Words;
  readonly clauses: Readonly<Record<ClauseId, { readonly title: string; readonly requirement: string }>>;
  readonly statuses: Readonly<Record<ClauseStatus, { readonly label: string; readonly meaning: string }>>;
  readonly standings: Readonly<Record<Standing, string>>;
  readonly reasons: Readonly<Record<ReasonCode, Template>>;
  readonly severities: Readonly<Record<Severity | 'off' | 'default', string>>;
  readonly confidences: Readonly<Record<Confidence, string>>;
  readonly consequences: Readonly<Record<Consequence, string>>;
  readonly findingStatuses: Readonly<Record<FindingStatus, string>>;
  readonly changes: Readonly<Record<'new' | 'reopened' | 'known' | 'fixed', string>>;
  readonly processKinds: Readonly<Record<ProcessKind, string>>;
  readonly exceptionKinds: Readonly<Record<Exception['kind'], string>>;
  readonly exceptionStates: Readonly<Record<Exception['state'], string>>;
  readonly skipReasons: Readonly<Record<SkipReason, string>>;
  /** Evidence and fields of exceptions that a policy can ask for, by their keys: `commit`, `approvedBy`, ... */
  readonly evidence: Readonly<Record<string, string>>;
  /** By rule id. */
  readonly rules: Readonly<Record<string, RuleWords>>;
  /** By rule id and message id; empty in English, where the report has the words itself. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, MessageWords>>>>;
  /** Trace steps by message id, `rule/step` for a step of one rule alone; empty in English. */
  readonly steps: Readonly<Record<string, string>>;
  /**
   * English phrases that are filled into sentences (what the catalogue says of libraries, contexts, notes of a run), with what they are
   * in this language; `{name}` stands for any text. Empty in English. What is not listed stays English and is marked as such.
   */
  readonly phrases: Readonly<Record<string, string>>;
  /** Kinds of holders, by their words in the report: `module-binding`, ... */
  readonly holders: Readonly<Record<string, string>>;
  /** What a file of the inputs was. */
  readonly roles: Readonly<Record<Input['role'], string>>;
  readonly mapKinds: Readonly<Record<MapNode['kind'], string>>;
  /** What only a page that is looked at needs; templates with `{name}`. */
  readonly page: Readonly<Record<PageWord, string>>;
};

export type PageWord =
  | 'skipLink'
  | 'contents'
  | 'filter'
  | 'search'
  | 'searchHint'
  | 'everyClause'
  | 'everyStanding'
  | 'everySeverity'
  | 'everyService'
  | 'shown'
  | 'noneShown'
  | 'clear'
  | 'openAll'
  | 'closeAll'
  | 'step'
  | 'nextStep'
  | 'firstStep'
  | 'meaning'
  | 'byClause'
  | 'byClauseDesc'
  | 'trendDesc'
  | 'mapDesc'
  | 'mapMore'
  | 'mapEmpty'
  | 'asTable'
  | 'noFindings'
  | 'noExceptions'
  | 'noBacked'
  | 'allLooked'
  | 'toolSays'
  | 'otherFindings'
  | 'noProcesses'
  | 'unchanged';

/** Headings, labels and sentences of the report. */
export type Words = {
  readonly title: string;
  readonly subtitle: string;
  /** It is an aid and no certificate. */
  readonly disclaimer: string;
  /** What static analysis cannot see; one sentence each. */
  readonly limits: readonly string[];
  readonly toBeConfirmed: string;
  readonly none: string;
  readonly notGiven: string;
  readonly yes: string;
  readonly no: string;
  readonly headings: Readonly<Record<Heading, string>>;
  readonly labels: Readonly<Record<Label, string>>;
};

export type Heading =
  | 'summary'
  | 'scope'
  | 'limits'
  | 'portfolio'
  | 'service'
  | 'evidence'
  | 'clauses'
  | 'controls'
  | 'findings'
  | 'exceptions'
  | 'backed'
  | 'processes'
  | 'rules'
  | 'skipped'
  | 'change'
  | 'trend'
  | 'map'
  | 'inputs'
  | 'verify'
  | 'gaps'
  | 'trace';

export type Label =
  | 'service'
  | 'clause'
  | 'control'
  | 'status'
  | 'reasons'
  | 'requirement'
  | 'commit'
  | 'state'
  | 'clean'
  | 'dirty'
  | 'unknown'
  | 'tool'
  | 'version'
  | 'rulesDigest'
  | 'catalogueDigest'
  | 'configDigest'
  | 'configFiles'
  | 'policyDigest'
  | 'inputsDigest'
  | 'policy'
  | 'by'
  | 'on'
  | 'analysedBy'
  | 'analysedOn'
  | 'folder'
  | 'filesAnalysed'
  | 'filesSkipped'
  | 'process'
  | 'kind'
  | 'entry'
  | 'replicas'
  | 'startedBy'
  | 'rule'
  | 'severity'
  | 'confidence'
  | 'standing'
  | 'change'
  | 'place'
  | 'symbol'
  | 'holder'
  | 'consequences'
  | 'processes'
  | 'code'
  | 'wayOut'
  | 'what'
  | 'why'
  | 'fingerprint'
  | 'exception'
  | 'reason'
  | 'owner'
  | 'approvedBy'
  | 'ticket'
  | 'until'
  | 'where'
  | 'finding'
  | 'component'
  | 'backingService'
  | 'package'
  | 'proof'
  | 'file'
  | 'detail'
  | 'role'
  | 'sha256'
  | 'since'
  | 'open'
  | 'accepted'
  | 'undecided'
  | 'noted'
  | 'new'
  | 'fixed'
  | 'reopened'
  | 'known'
  | 'otherTool'
  | 'otherConfig'
  | 'noChange'
  | 'verifyWith';
