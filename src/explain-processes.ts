import type { DeploymentFact } from './discover/deployment.ts';
import type { Process, WorkspaceNote } from './discover/workspace.ts';
import { type PipelineOptions, runPipeline } from './pipeline.ts';
import { createLocator } from './settle/locate.ts';
import type { Source } from './source/source.ts';

/** A process with all that is known of it before anything is judged. Paths are repository-relative. */
export type ExplainedProcess = Process & {
  /** What manifests say of it beside the line that starts it. */
  readonly facts: readonly {
    readonly what: string;
    readonly file: string;
    readonly line: number;
    readonly setting: string;
    readonly unit: string;
  }[];
  /** The files that it reaches through imports, sorted. */
  readonly files: readonly string[];
};

export type ExplainedProcesses = {
  readonly processes: readonly ExplainedProcess[];
  readonly notes: readonly WorkspaceNote[];
  /** Manifests that could not be read. */
  readonly unread: readonly { readonly file: string; readonly detail: string }[];
};

/** The facts that are told of a process, in order. */
const TOLD = [
  ['replicas', 'several run'],
  ['single', 'one runs'],
  ['restarts', 'restarted by'],
  ['functions', 'run as a function'],
  ['volumes', 'mounts'],
  ['builds', 'compiles at start'],
  ['sticky', 'sticky'],
  ['environment', 'environment'],
] as const;

/** The processes of a source with what they reach and what manifests say of them. Rejects only on abort. */
export async function explainProcesses(
  source: Source,
  options: Pick<PipelineOptions, 'processes' | 'libraries' | 'signal'>,
): Promise<ExplainedProcesses> {
  const { workspace, reach, texts } = await runPipeline(source, { ...options, reachAlone: true });
  const { deployment, notes, skipped } = workspace;
  const locator = createLocator('', texts);
  const told = (name: string) =>
    TOLD.flatMap(([list, what]) =>
      ((deployment?.[list] ?? []) as readonly DeploymentFact[])
        .filter(({ processes }) => processes.includes(name))
        .map(({ span, setting, unit }) => ({
          what,
          file: span.file,
          line: locator.locate(span)?.line ?? 1,
          setting,
          unit,
        })),
    );
  return {
    // Where in its file a call stands is of use while linking alone: people are shown the line.
    processes: workspace.processes.map(({ startedAt: _, ...one }) => ({
      ...one,
      facts: told(one.name),
      files: reach?.get(one.name) ?? [],
    })),
    notes,
    unread: skipped.flatMap(({ file, reason, detail }) =>
      reason === 'manifest' ? [{ file, detail: detail ?? '' }] : [],
    ),
  };
}
