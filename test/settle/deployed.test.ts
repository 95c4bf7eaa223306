import { describe, expect, it } from 'vitest';
import { type Deployment, noDeployment } from '../../src/discover/deployment.ts';
import type { Finding, Rule } from '../../src/rules/rule.ts';
import { deployedFinding, raisedSeverity } from '../../src/settle/deployed.ts';

const span = { file: 'k8s/api.yaml', start: 3, end: 9 };
const fact = (processes: readonly string[], setting = 'replicas: 3') => ({
  span,
  unit: 'Deployment api',
  setting,
  processes,
});
const finding = (over: Partial<Finding> = {}): Finding => ({
  ruleId: 'module-cache',
  messageId: 'miss',
  data: {},
  span: { file: 'a.ts', start: 0, end: 1 },
  symbol: 'rates',
  holder: 'module-binding',
  consequences: ['not-shared', 'lost-on-restart'],
  confidence: 'high',
  trace: [],
  writes: [],
  processes: ['api'],
  ...over,
});
const rule = { id: 'sticky-session', raisedBySeveral: true } as Rule;
const seen = (deployment: Partial<Deployment>, over: Partial<Finding> = {}, of: Rule = rule) => {
  const found = deployedFinding(finding(over), of, { ...noDeployment, ...deployment });
  return [found.finding.trace.map(({ messageId }) => messageId).join(' '), raisedSeverity('warning', of, found)];
};
const three = { ...fact(['api']), by: 'replicas', most: 3 } as const;
const auto = { ...fact(['api'], 'maxReplicas: 9'), by: 'autoscaler', most: 9 } as const;
const one = { ...fact(['api'], 'replicas: 1'), by: 'replicas' } as const;
const memory = { ...fact(['api'], 'max_memory_restart: 1G'), by: 'memory-limit' } as const;

describe('what the deployment proves of a finding', () => {
  it('the trace ends in the line that proves several processes, and warnings about the deployment are errors', () => {
    expect(seen({ replicas: [three] }, {}, { id: 'module-cache' } as Rule)).toEqual(['replicated-replicas', 'warning']);
    expect(seen({ replicas: [three] })).toEqual(['replicated-replicas', 'error']);
    expect(seen({ replicas: [auto] })).toEqual(['replicated-autoscaler', 'error']);
    expect(seen({ replicas: [auto, three], restarts: [memory] })).toEqual([
      'restarted-memory-limit replicated-replicas',
      'error',
    ]);
  });

  it('of other processes they prove nothing, nor where none is known', () => {
    expect(seen({ replicas: [{ ...three, processes: ['mailer'] }] })).toEqual(['', 'warning']);
    expect(seen({ replicas: [{ ...three, processes: [] }] })).toEqual(['', 'warning']);
    expect(seen({ replicas: [three] }, { processes: [] })).toEqual(['', 'warning']);
    expect(seen({})).toEqual(['', 'warning']);
  });

  it('one process hides it, and changes nothing else', () => {
    expect(seen({ single: [one] })).toEqual(['single-replicas', 'warning']);
    expect(deployedFinding(finding(), rule, { ...noDeployment, single: [one] }).hiddenBy).toBe(one);
    expect(seen({ single: [one], replicas: [three] })).toEqual(['replicated-replicas', 'error']);
  });

  it('what restarts it is told where something is lost', () => {
    expect(seen({ restarts: [memory] })).toEqual(['restarted-memory-limit', 'warning']);
    expect(seen({ restarts: [memory] }, { consequences: ['stale'] })).toEqual(['', 'warning']);
  });

  it('functions are told, where all of its processes are', () => {
    const functions = [fact(['api'])];
    expect(seen({ functions })).toEqual(['functions', 'warning']);
    expect(deployedFinding(finding(), rule, { ...noDeployment, functions }).isFunction).toBe(true);
    expect(seen({ functions }, { processes: ['api', 'worker'] })).toEqual(['', 'warning']);
  });

  it('a rule may not follow it; info and errors stay what they are', () => {
    expect(seen({ replicas: [three] }, {}, { ...rule, followsDeployment: false })).toEqual(['', 'warning']);
    expect(raisedSeverity('info', rule, { isReplicated: true })).toBe('info');
    expect(raisedSeverity('error', rule, { isReplicated: true })).toBe('error');
  });
});
