import { byCodeUnit } from '../../text/order.ts';
import type { Deployment, DeploymentFact, ReplicaFact, SingleFact } from '../deployment.ts';
import type { Process } from '../workspace.ts';
import { spanIn } from './facts.ts';

/**
 * The facts of a deployment once the configuration declares processes: those of a replaced process go to the one that stands for it,
 * and a declared number of replicas is a fact with its line. `textOf` gives the text of a file of the repository.
 */
export function withDeclaredFacts(
  deployment: Deployment,
  before: readonly Process[],
  declared: readonly Process[],
  textOf: (file: string) => string | undefined,
): Deployment {
  const renamed = new Map(
    before.flatMap((one) => {
      const names = declared
        .filter(({ entry, kind }) => entry === one.entry && kind !== 'cli' && kind !== 'desktop' && kind !== 'build')
        .map(({ name }) => name);
      return declared.some(({ entry }) => entry === one.entry) ? [[one.name, names] as const] : [];
    }),
  );
  const kept = before.filter(({ name }) => !renamed.has(name)).map(({ name }) => name);
  const move = <T extends DeploymentFact>(facts: readonly T[]): readonly T[] =>
    facts.map((fact) => {
      if (!fact.processes.some((name) => renamed.has(name))) return fact;
      const processes = fact.processes.flatMap((name) => renamed.get(name) ?? (kept.includes(name) ? [name] : []));
      return { ...fact, processes: [...new Set(processes)].sort(byCodeUnit) };
    });
  const counts = declared.flatMap((one) => {
    const text = one.replicas === null ? undefined : textOf(one.evidence.file);
    if (text === undefined || one.replicas === null) return [];
    const { file, line } = one.evidence;
    const fact = {
      span: spanIn(text, file, line),
      unit: one.name,
      setting: `replicas: ${one.replicas}`,
      processes: [one.name],
    };
    return [{ ...fact, count: one.replicas }];
  });
  const own = new Set(counts.flatMap(({ processes }) => processes));
  const others = <T extends DeploymentFact>(facts: readonly T[]) =>
    move(facts).filter(({ processes }) => !processes.some((name) => own.has(name)));
  return {
    // Who declares a number knows it: what manifests say of the same process gives way.
    replicas: [
      ...others(deployment.replicas),
      ...counts.flatMap(({ count, ...fact }): ReplicaFact[] =>
        count > 1 ? [{ ...fact, by: 'replicas', most: count }] : [],
      ),
    ],
    single: [
      ...others(deployment.single),
      ...counts.flatMap(({ count, ...fact }): SingleFact[] => (count === 1 ? [{ ...fact, by: 'replicas' }] : [])),
    ],
    restarts: move(deployment.restarts),
    sticky: move(deployment.sticky),
    volumes: move(deployment.volumes),
    builds: move(deployment.builds),
    packagers: deployment.packagers,
    databases: deployment.databases,
    functions: move(deployment.functions),
    environment: move(deployment.environment),
  };
}

/** The files in which the facts of a deployment lie, sorted. */
export function filesOfFacts(deployment: Deployment): readonly string[] {
  const files = new Set<string>();
  for (const list of Object.values(deployment) as readonly (readonly DeploymentFact[])[])
    for (const fact of list) {
      files.add(fact.span.file);
      for (const step of (fact as { readonly steps?: readonly { readonly span: { readonly file: string } }[] }).steps ??
        [])
        files.add(step.span.file);
    }
  return [...files].sort(byCodeUnit);
}
