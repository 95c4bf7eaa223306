import type { Deployment, DeploymentFact, ReplicaFact, RestartFact, SingleFact } from '../discover/deployment.ts';
import type { Severity } from '../report/report.ts';
import type { Finding, Rule, TraceStep } from '../rules/rule.ts';

/** A finding with what the deployment proves of its processes. */
export type DeployedFinding = {
  /** Its trace ends in the lines of manifests that bear on it. */
  readonly finding: Finding;
  /** Whether manifests prove that several of its processes run. */
  readonly isReplicated: boolean;
  /** Whether a platform runs all of its processes as functions. */
  readonly isFunction: boolean;
  /** What keeps it to one process, and so hides it. */
  readonly hiddenBy: SingleFact | null;
};

/**
 * Adds to a finding what manifests say of its processes: what restarts them, that they are functions, and last how many run. A rule
 * that is not about what processes keep to themselves (`followsDeployment: false`) is left as it is.
 */
export function deployedFinding(finding: Finding, rule: Rule, deployment: Deployment | undefined): DeployedFinding {
  const plain: DeployedFinding = { finding, isReplicated: false, isFunction: false, hiddenBy: null };
  if (!deployment || rule.followsDeployment === false || finding.processes.length === 0) return plain;
  const concerns = ({ processes }: DeploymentFact) => processes.some((name) => finding.processes.includes(name));
  const replica = best(deployment.replicas.filter(concerns));
  const single = replica ? undefined : deployment.single.find(concerns);
  const restart = finding.consequences.includes('lost-on-restart') ? deployment.restarts.find(concerns) : undefined;
  const isFunction = finding.processes.every((name) =>
    deployment.functions.some(({ processes }) => processes.includes(name)),
  );
  const function_ = isFunction ? deployment.functions.find(concerns) : undefined;
  const steps: TraceStep[] = [];
  if (restart && !isFunction) steps.push(stepOf(`restarted-${restart.by}`, restart));
  if (function_) steps.push(stepOf('functions', function_));
  if (replica) steps.push(stepOf(`replicated-${replica.by}`, replica));
  if (single) steps.push(stepOf(`single-${single.by}`, single));
  return {
    finding: steps.length === 0 ? finding : { ...finding, trace: [...finding.trace, ...steps] },
    isReplicated: replica !== undefined,
    isFunction,
    hiddenBy: single ?? null,
  };
}

/**
 * The severity that a message has where the deployment is known. A copy is stale and work is done twice in the same way by two processes and
 * by ten; what only one process can hold together (a lock, a session, a client's way back) is lost for sure where several run.
 */
export function raisedSeverity(
  ofMessage: Severity,
  { raisedBySeveral }: Pick<Rule, 'raisedBySeveral'>,
  { isReplicated }: Pick<DeployedFinding, 'isReplicated'>,
): Severity {
  return raisedBySeveral && isReplicated && ofMessage === 'warning' ? 'error' : ofMessage;
}

/** A stated number says more than a range, and a range more than none. */
function best(facts: readonly ReplicaFact[]): ReplicaFact | undefined {
  const rank = ({ by, most }: ReplicaFact) => (most === null ? 2 : by === 'autoscaler' ? 1 : 0);
  return [...facts].sort((a, b) => rank(a) - rank(b))[0];
}

function stepOf(
  messageId: string,
  { span, unit, setting }: ReplicaFact | RestartFact | SingleFact | DeploymentFact,
): TraceStep {
  return { span, messageId, data: { unit, setting } };
}
