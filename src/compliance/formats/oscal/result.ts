import type { Language } from '../../language/language.ts';
import type {
  AssessedFinding,
  Assessment,
  BackedComponent,
  ClauseStatus,
  Exception,
  Reason,
  Service,
} from '../../model.ts';
import { findingWords, packWords, reasonWords, ruleWords, wordOf } from '../../words.ts';
import { statementId } from './catalog.ts';
import { reviewedControls, toolComponent } from './plan.ts';
import { listed, markup, midnight, type OscalObject, properties, title, uuidOf } from './values.ts';

/**
 * The result of one service: an observation for each finding and each component that is backed, a risk for each finding that counts,
 * and a finding (in OSCAL's words) for each clause and control. What was not assessed is never `satisfied`: its reason is `other`.
 */
export function serviceResult(service: Service, assessment: Assessment, language: Language): OscalObject {
  const context = { service, assessment, language };
  const relevant = service.findings.filter(({ clauses }) => clauses.length > 0);
  const exceptions = new Map(service.exceptions.map((one) => [one.finding, one]));
  const risks = relevant.filter(({ standing }) => standing !== 'noted');
  const tool = toolComponent(assessment);
  const component = serviceComponent(service);
  return {
    uuid: uuidOf('result', service.id, service.root, service.commit, service.inputsDigest, assessment.on),
    title: title(service.name),
    description: markup(language.words.subtitle),
    start: midnight(service.on),
    end: midnight(service.on),
    ...evidence(service),
    'local-definitions': { components: [component, ...(tool.uuid === component.uuid ? [] : [tool])] },
    'reviewed-controls': reviewedControls(assessment),
    ...listed('observations', [
      ...service.findings.map((finding) => findingObservation(finding, context)),
      ...service.backed.map((one) => backedObservation(one, context)),
    ]),
    ...listed(
      'risks',
      risks.map((finding) => risk(finding, exceptions.get(finding.key), context)),
    ),
    findings: [...clauseFindings(context), ...controlFindings(context)],
    ...listedRemarks(service, language),
  };
}

type Context = { readonly service: Service; readonly assessment: Assessment; readonly language: Language };

function serviceComponent({ id, name, root, tool }: Service): OscalObject {
  return {
    uuid: uuidOf('service', id, root),
    type: 'service',
    title: title(name),
    description: markup(`${name} (${root === '' ? '.' : root}), ${tool.name} ${tool.version}`),
    status: { state: 'operational' },
  };
}

function evidence(service: Service): ReturnType<typeof properties> {
  const { commit, dirty, tool, files } = service;
  return properties(
    ['commit', commit],
    ['dirty', dirty === null ? 'unknown' : String(dirty)],
    ['folder', service.root === '' ? '.' : service.root],
    ['analysed-by', service.by],
    ['tool-version', tool.version],
    ['rules-sha256', tool.rulesDigest],
    ['catalogue-sha256', tool.catalogueDigest],
    ['configuration-sha256', service.configDigest],
    ['policy-sha256', service.policyDigest],
    ['inputs-sha256', service.inputsDigest],
    ['files-analysed', String(files.analysed)],
    ['files-not-analysed', String(files.skipped)],
    ['processes', service.processes.map(({ name, kind }) => `${name} (${kind})`).join(', ')],
  );
}

function observationId(service: Service, finding: AssessedFinding): string {
  return uuidOf('observation', service.id, service.root, finding.key);
}

function riskId(service: Service, finding: AssessedFinding): string {
  return uuidOf('risk', service.id, service.root, finding.key);
}

function findingObservation(finding: AssessedFinding, { service, assessment, language }: Context): OscalObject {
  const { message } = findingWords(finding, language);
  return {
    uuid: observationId(service, finding),
    title: markup(`${finding.symbol} (${finding.ruleId})`),
    description: markup(message),
    ...properties(
      ['fingerprint', finding.fingerprint],
      ['rule', finding.ruleId],
      ['severity', finding.severity],
      ['confidence', finding.confidence],
      ['standing', finding.standing],
      ['status', finding.status],
      ['change', finding.change],
      ['place', `${finding.file}:${finding.line}:${finding.column}`],
    ),
    methods: ['TEST'],
    types: ['finding'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': toolComponent(assessment).uuid }] }],
    subjects: [{ 'subject-uuid': serviceComponent(service).uuid, type: 'component' }],
    'relevant-evidence': [
      evidenceAt(finding.file, finding.line, finding.snippet),
      ...finding.trace.map((step) => evidenceAt(step.file, step.line, step.message)),
    ],
    collected: midnight(service.on),
  };
}

function backedObservation(one: BackedComponent, { service, assessment }: Context): OscalObject {
  const { file, line } = one.proof ?? one;
  return {
    uuid: uuidOf('backed', service.id, service.root, one),
    title: markup(one.symbol),
    description: markup(`${one.symbol}: ${one.package}, ${one.service}`),
    ...properties(['place', `${one.file}:${one.line}`], ['package', one.package], ['backing-service', one.service]),
    methods: ['TEST'],
    types: ['control-objective'],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': toolComponent(assessment).uuid }] }],
    subjects: [{ 'subject-uuid': serviceComponent(service).uuid, type: 'component' }],
    'relevant-evidence': [evidenceAt(file, line, '')],
    collected: midnight(service.on),
  };
}

function evidenceAt(file: string, at: number, text: string): OscalObject {
  return {
    description: markup(`${file}:${at}${text === '' ? '' : ` ${text}`}`),
    ...properties(['place', `${file}:${at}`]),
  };
}

function risk(finding: AssessedFinding, exception: Exception | undefined, { service, language }: Context): OscalObject {
  const { message, help } = findingWords(finding, language);
  const statement = finding.consequences.map((word) => wordOf(language.consequences, word)).join('; ');
  const rule = service.rules.find(({ id }) => id === finding.ruleId);
  return {
    uuid: riskId(service, finding),
    title: markup(rule ? ruleWords(rule, language).title : finding.ruleId),
    description: markup(message),
    statement: markup(statement || message),
    ...(exception
      ? properties(
          ['exception', exception.kind],
          ['exception-state', exception.state],
          ['reason', exception.reason],
          ['owner', exception.owner],
          ['approved-by', exception.approvedBy],
          ['ticket', exception.ticket],
          ['until', exception.until],
          ['where', exception.where],
        )
      : {}),
    status: { accepted: 'deviation-approved', undecided: 'investigating', open: 'open', noted: 'open' }[
      finding.standing
    ],
    ...(exception?.state === 'valid' && exception.until !== '' ? { deadline: midnight(exception.until) } : {}),
    ...(help === ''
      ? {}
      : {
          remediations: [
            {
              uuid: uuidOf('remediation', service.id, service.root, finding.key),
              lifecycle: 'recommendation',
              title: markup(language.words.labels.wayOut),
              description: markup(help),
            },
          ],
        }),
    'related-observations': [{ 'observation-uuid': observationId(service, finding) }],
  };
}

function clauseFindings({ service, language }: Context): readonly OscalObject[] {
  const byKey = new Map(service.findings.map((finding) => [finding.key, finding]));
  return service.clauses.map(({ id, status, reasons, findings }) => ({
    uuid: uuidOf('clause', service.id, service.root, id),
    title: `${id} ${markup(language.clauses[id].title)}`,
    description: markup(language.clauses[id].requirement),
    target: target(id, status, reasons, language),
    ...related(
      service,
      findings.map((key) => byKey.get(key)!),
    ),
  }));
}

function controlFindings({ service, assessment, language }: Context): readonly OscalObject[] {
  return assessment.controls.flatMap((control) => {
    const own = control.services.find((one) => one.service === service.id);
    if (!own) return [];
    const findings = service.findings.filter(
      ({ clauses, ruleId }) => clauses.some((id) => control.clauses.includes(id)) || control.rules.includes(ruleId),
    );
    return [
      {
        uuid: uuidOf('control', service.id, service.root, assessment.policy.id, control.id),
        title: markup(`${control.id} ${packWords(control.title, language)}`),
        description: markup(packWords(control.description, language) || packWords(control.title, language)),
        target: target(control.id, own.status, own.reasons, language),
        ...related(service, findings),
      },
    ];
  });
}

function related(service: Service, findings: readonly AssessedFinding[]): OscalObject {
  return {
    ...listed(
      'related-observations',
      findings.map((finding) => ({ 'observation-uuid': observationId(service, finding) })),
    ),
    ...listed(
      'related-risks',
      findings
        .filter(({ standing, clauses }) => standing !== 'noted' && clauses.length > 0)
        .map((finding) => ({ 'risk-uuid': riskId(service, finding) })),
    ),
  };
}

const STATES: Readonly<Record<ClauseStatus, { readonly state: string; readonly reason: string }>> = {
  satisfied: { state: 'satisfied', reason: 'pass' },
  'not-satisfied': { state: 'not-satisfied', reason: 'fail' },
  // OSCAL knows two states: what is accepted or was not looked at is not satisfied, for another reason than a failure.
  'risk-accepted': { state: 'not-satisfied', reason: 'other' },
  'not-assessed': { state: 'not-satisfied', reason: 'other' },
};

function target(id: string, status: ClauseStatus, reasons: readonly Reason[], language: Language): OscalObject {
  const why = reasons.map((reason) => reasonWords(reason, language)).join('; ');
  return {
    type: 'statement-id',
    'target-id': statementId(id),
    ...properties(['status', status]),
    status: { ...STATES[status], remarks: markup(`${language.statuses[status].label}: ${why}`) },
  };
}

function listedRemarks({ scope }: Service, language: Language): OscalObject {
  const gaps = scope.gaps.map((gap) => reasonWords(gap, language));
  return gaps.length === 0 ? {} : { remarks: markup(`${language.words.headings.gaps}: ${gaps.join('; ')}`) };
}
