import type { AnalyzeOptions } from './analyze.ts';
import type { LibraryEntry } from './catalog/libraries.ts';
import type { LibraryProof } from './catalog/proof.ts';
import type { Workspace } from './discover/workspace.ts';
import type { ExplainedProcesses } from './explain-processes.ts';
import type { Report } from './report/report.ts';
import type { Explanation } from './report/trace-view.ts';
import type { Rule } from './rules/rule.ts';
import type { Source } from './source/source.ts';
import type { TracePlace } from './trace.ts';

/**
 * The stages as a run uses them. Each is loaded when it is first called, so that help and version load no compiler; tests put
 * others in their place.
 */
export type Stages = {
  openWorkTree(dir: string): Promise<Source>;
  openIndex(dir: string): Promise<Source>;
  openBase(dir: string, revision: string, current: Source): Promise<Source>;
  openUnpatched(source: Source, patch: string, name: string): Promise<Source>;
  discover(source: Source): Promise<Workspace>;
  analyze(source: Source, options: AnalyzeOptions): Promise<Report>;
  explainHolders(source: Source, options: AnalyzeOptions, at: TracePlace): Promise<Explanation>;
  explainProcesses(
    source: Source,
    options: Pick<AnalyzeOptions, 'processes' | 'libraries' | 'signal'>,
  ): Promise<ExplainedProcesses>;
  rules(): Promise<readonly Rule[]>;
  libraryEntries(): Promise<readonly LibraryEntry[]>;
  libraryProofs(): Promise<readonly LibraryProof[]>;
};

export const realStages: Stages = {
  openWorkTree: async (dir) => (await import('./source/work-tree.ts')).openWorkTree(dir),
  openIndex: async (dir) => (await import('./source/git-index.ts')).openIndex(dir),
  openBase: async (dir, revision, current) => (await import('./source/base.ts')).openBase(dir, revision, current),
  openUnpatched: async (source, patch, name) =>
    (await import('./source/patched.ts')).openUnpatched(source, patch, name),
  discover: async (source) => (await import('./discover/discover.ts')).discover(source),
  analyze: async (source, options) => (await import('./analyze.ts')).analyze(source, options),
  explainHolders: async (source, options, at) => (await import('./trace.ts')).explainHolders(source, options, at),
  explainProcesses: async (source, options) =>
    (await import('./explain-processes.ts')).explainProcesses(source, options),
  rules: async () => (await import('./rules/index.ts')).rules,
  libraryEntries: async () => (await import('./catalog/libraries/index.ts')).libraryEntries,
  libraryProofs: async () => (await import('./catalog/proved.ts')).proved,
};
