import type { SingleFact } from '../discover/deployment.ts';
import type { Process, WorkspaceNote } from '../discover/workspace.ts';
import { isBelow } from '../paths/repo-path.ts';
import { orderFields } from '../report/fields.ts';
import type {
  Report,
  ReportError,
  ReportFinding,
  ReportLimit,
  ReportProcess,
  ReportProject,
  ReportRule,
  ReportSilence,
} from '../report/report.ts';
import { countFindings } from '../report/summary.ts';
import type { Finding, Rule, Silence } from '../rules/rule.ts';
import type { Skipped, SkipReason } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import { type AssertContext, checkAssertions } from './assert.ts';
import { assertCanonical, digestOf, inputsDigest, rulesDigest } from './digest.ts';
import { type FindingContext, settleFinding } from './finding.ts';
import { fingerprintsOf } from './fingerprint.ts';
import type { SettleInput } from './input.ts';
import { createLocator, type Locator } from './locate.ts';
import { byError, byFinding, byLimit, byNote, byProcess, bySilence, bySkipped, inOrderOnce } from './order.ts';
import { relativeTo } from './relative.ts';
import { type Remark, readRemarks, suppress } from './suppress.ts';

/**
 * Joins what the stages found into the report: severities, words, places, fingerprints, order. A pure function of its input: the same
 * content in another order gives the same report. It never throws for what a rule did wrong: that is an entry of `errors`.
 *
 * Findings and silences outside DIR are left out, since they belong to the project that they lie in.
 */
export function settle(input: SettleInput): Report {
  const { dir } = input.source;
  const { options } = input;
  const errors: ReportError[] = [...input.errors];
  const locator = createLocator(dir, input.texts);
  const hidden = new Map<SingleFact, number>();
  const { findings, suppressed } = settleSuppressed(input, locator, errors, hidden);
  const silences = settleSilences(input, locator, errors);
  const project = settleProject(input);
  const relative = <T extends { readonly file: string | null }>(item: T): T =>
    item.file === null ? item : { ...item, file: relativeTo(dir, item.file) };
  const settledErrors = inOrderOnce(errors.map(relative<ReportError>), byError);

  return orderFields({
    version: 1,
    tool: {
      name: input.tool.name,
      version: input.tool.version,
      rulesDigest: rulesDigest(input.rules),
      catalogueDigest: input.catalogueDigest ?? digestOf(input.catalogue),
    },
    run: {
      root: dir,
      commit: input.source.commit,
      dirty: input.source.dirty,
      configDigest: options.configDigest ?? digestOf({}),
      configFiles: (options.configFiles ?? []).map((file) => relativeTo(dir, file)),
      policyDigest: options.policyDigest ?? digestOf({}),
      inputsDigest: inputsDigest(input.inputs),
      by: options.by ?? null,
      now: options.now,
    },
    rules: input.rules.map((rule) => reportRule(rule, input)).sort((a, b) => byCodeUnit(a.id, b.id)),
    projects: [project],
    findings,
    silences: silences.filter(({ reason }) => options.silences || reason === 'backed'),
    suppressed,
    limits: inOrderOnce(input.limits.map(relative<ReportLimit>), byLimit),
    errors: settledErrors,
    notes: inOrderOnce(
      [...input.workspace.notes, ...(input.notes ?? []), ...hidingNotes(hidden, locator)].map(relative),
      byNote,
    ),
    summary: {
      filesAnalysed: project.files,
      filesSkipped: new Set(project.skipped.map(({ file }) => file)).size,
      ...countFindings(findings, suppressed),
      silences: silences.length,
      errors: settledErrors.length,
    },
    timing: { ...input.timing },
  });
}

/** The findings after what the comments of the code do to them, and what is wrong with those comments. */
function settleSuppressed(
  input: SettleInput,
  locator: Locator,
  errors: ReportError[],
  hidden: Map<SingleFact, number>,
): { readonly findings: ReportFinding[]; readonly suppressed: ReportFinding[] } {
  const { dir } = input.source;
  const stated = settleFindings(input, input.findings, locator, errors, hidden);
  const remarksOf = readRemarks(input.comments ?? new Map(), locator.lineAt);
  const severityOf = severityQuestion(input);
  const { findings, suppressed, remarks } = suppress(stated, remarksOf, {
    dir,
    now: input.options.now,
    rules: input.rules,
    isJudged: (ruleId, file) => severityOf(ruleId, file)?.severity !== 'off',
    complete: errors.length === 0,
  });
  const claims = checkAssertions(remarksOf, assertContext(input, locator));
  const own = settleFindings(input, [...remarks, ...claims], locator, errors);
  return { findings: inOrderOnce([...findings, ...own], byFinding), suppressed: [...suppressed] };
}

function severityQuestion({ options }: SettleInput): FindingContext['severityAt'] {
  return options.severityAt ?? ((ruleId) => options.severities?.get(ruleId));
}

/** What assertions are held against: everything that the rules said, whatever their severity. */
function assertContext(input: SettleInput, locator: Locator): AssertContext {
  const lines = (file: string, offsets: readonly number[]) =>
    new Set(offsets.flatMap((offset) => locator.lineAt(file, offset) ?? []));
  return {
    dir: input.source.dir,
    verdictsOf: remembered((file) => {
      const said = [
        ...input.findings.map(({ span, symbol, ruleId }) => ({ span, symbol, says: ruleId, silent: false })),
        ...input.silences.map(({ span, symbol, reason }) => ({ span, symbol, says: reason, silent: true })),
      ];
      return said
        .filter(({ span }) => span.file === file)
        .flatMap(({ span, ...verdict }) => {
          const line = locator.lineAt(file, span.start);
          return line === undefined ? [] : [{ ...verdict, line }];
        });
    }),
    declaredLines: remembered((file) => lines(file, input.declared?.(file) ?? [])),
    followsCode: ({ span }: Remark) => !['', '{'].includes(locator.lineBefore(span.file, span.start).trim()),
  };
}

/** A question about a file that is answered once. */
function remembered<T>(ask: (file: string) => T): (file: string) => T {
  const known = new Map<string, T>();
  return (file) => {
    if (!known.has(file)) known.set(file, ask(file));
    return known.get(file)!;
  };
}

function settleFindings(
  input: SettleInput,
  found: readonly Finding[],
  locator: Locator,
  errors: ReportError[],
  hidden: Map<SingleFact, number> = new Map(),
): ReportFinding[] {
  const sound = found.filter((finding) => isPlainData(finding, errors));
  // Ordered and freed of repeats before numbering: the same finding told twice is one.
  const inside = inOrderOnce(
    sound.filter(({ span }) => isBelow(span.file, input.source.dir)),
    (a, b) => byCodeUnit(a.span.file, b.span.file) || a.span.start - b.span.start || byCodeUnit(a.ruleId, b.ruleId),
  );
  const fingerprints = fingerprintsOf(
    inside.map(({ ruleId, symbol, writes, span }) => ({ ruleId, symbol, writes, file: span.file, start: span.start })),
  );
  const context = {
    rules: new Map(input.rules.map((rule) => [rule.id, rule])),
    severityAt: severityQuestion(input),
    locator,
    deployment: input.workspace.deployment,
    hidden: (by: SingleFact) => void hidden.set(by, (hidden.get(by) ?? 0) + 1),
    fail: (error: ReportError) => void errors.push(error),
  };
  const settled = inside.map((finding, index) => settleFinding(finding, fingerprints[index]!, context));
  return inOrderOnce(
    settled.filter((finding) => finding !== undefined),
    byFinding,
  );
}

/** What keeps a process to one at a time hides what it keeps to itself: told once, with how many findings it hides. */
function hidingNotes(hidden: ReadonlyMap<SingleFact, number>, locator: Locator): WorkspaceNote[] {
  return [...hidden].map(([{ span, unit, setting }, count]) => ({
    code: 'single-instance',
    file: span.file,
    line: locator.locate(span)?.line ?? null,
    message: `${setting} (${unit}) hides ${count === 1 ? '1 finding' : `${count} findings`}: with one process nobody notices`,
  }));
}

/** A finding that cannot be written down (an offset that is no number) is a fault of its rule, told as such; the others go on. */
function isPlainData(finding: Finding, errors: ReportError[]): boolean {
  try {
    assertCanonical(finding);
    return true;
  } catch (error) {
    const message = `a finding is no plain data: ${(error as Error).message}`;
    errors.push({ stage: 'settle', file: finding.span?.file ?? null, rule: finding.ruleId ?? null, message });
    return false;
  }
}

function settleSilences(input: SettleInput, locator: Locator, errors: ReportError[]): ReportSilence[] {
  const place = (silence: Silence, span: Silence['span']) => {
    const located = locator.locate(span);
    if (!located) {
      const message = `no text at ${span.file} ${span.start}..${span.end} for the silence of ${silence.symbol}`;
      errors.push({ stage: 'settle', file: span.file, rule: null, message });
    }
    const { file, line } = located ?? locator.startOf(span.file);
    return { file, line };
  };
  const settled = input.silences
    .filter(({ span }) => isBelow(span.file, input.source.dir))
    .map((silence): ReportSilence => {
      const { symbol, reason, proof, backing, processes } = silence;
      return {
        ...place(silence, silence.span),
        symbol,
        reason,
        proof: proof && place(silence, proof),
        ...(backing && { backing: { package: backing.package, service: backing.service } }),
        ...(processes && { processes: [...new Set(processes)].sort(byCodeUnit) }),
      };
    });
  return inOrderOnce(settled, bySilence);
}

/** Skips of files elsewhere in the repository that matter to DIR: those that come up only when a file is needed. */
const NEEDED: ReadonlySet<SkipReason> = new Set(['syntax', 'nesting', 'crash', 'time-out', 'manifest']);

function settleProject(input: SettleInput): ReportProject {
  const { dir } = input.source;
  const skipped = [...input.workspace.skipped, ...input.skipped]
    .filter(({ file, reason }) => isBelow(file, dir) || NEEDED.has(reason))
    .map(({ file, reason, detail }: Skipped) => ({
      file: relativeTo(dir, file),
      reason,
      ...(detail !== undefined && { detail }),
    }));
  return {
    root: '',
    processes: inOrderOnce(
      input.workspace.processes.map((process) => reportProcess(process, dir)),
      byProcess,
    ),
    files: new Set(input.analysed.filter((file) => isBelow(file, dir))).size,
    skipped: inOrderOnce(skipped, bySkipped),
  };
}

function reportProcess(process: Process, dir: string): ReportProcess {
  const { name, kind, entry, replicas, evidence } = process;
  return {
    name,
    kind,
    entry: relativeTo(dir, entry),
    replicas,
    evidence: { file: relativeTo(dir, evidence.file), line: evidence.line, text: evidence.text },
  };
}

function reportRule(rule: Rule, input: SettleInput): ReportRule {
  const configured = input.options.severities?.get(rule.id);
  return {
    id: rule.id,
    title: rule.title,
    description: firstParagraph(rule.docs),
    help: rule.docs,
    clauses: [...rule.clauses],
    severity: configured?.severity ?? 'default',
    severityFrom: configured?.from ?? 'default',
  };
}

/** The first paragraph of a Markdown text that is not a heading, on one line. */
function firstParagraph(markdown: string): string {
  const paragraphs = markdown.split(/\n[ \t]*\n/).map((paragraph) => paragraph.trim());
  return (paragraphs.find((paragraph) => paragraph !== '' && !paragraph.startsWith('#')) ?? '').replace(/\s+/g, ' ');
}
