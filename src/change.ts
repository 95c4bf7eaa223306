import type { AnalyzeOptions } from './analyze.ts';
import type { Extracted, FactsStore } from './extraction.ts';
import { isCode } from './paths/code-extensions.ts';
import { isBelow, joinPath } from './paths/repo-path.ts';
import type { Report, ReportFinding } from './report/report.ts';
import { changedLines } from './settle/changed-lines.ts';
import type { Comparison } from './settle/compare.ts';
import { movedFiles } from './settle/moved-files.ts';
import { relativeTo } from './settle/relative.ts';
import type { Source } from './source/source.ts';
import type { Stages } from './stages.ts';

/** What a change is measured against, as the user names it. */
export type Base =
  | { readonly kind: 'revision'; readonly revision: string }
  | { readonly kind: 'patch'; readonly text: string; readonly name: string }
  | { readonly kind: 'report'; readonly report: Report; readonly name: string };

/** The state before a change: another source of the same folder, or what an earlier run said of it. `name` is for the user. */
export type Before =
  | { readonly name: string; readonly source: Source }
  | { readonly name: string; readonly report: Report };

/** Opens the state before a change to `current`, a source of the folder `dir` (absolute). @throws ToolError */
export async function openBefore(base: Base, dir: string, current: Source, stages: Stages): Promise<Before> {
  switch (base.kind) {
    case 'revision': {
      const source = await stages.openBase(dir, base.revision, current);
      return { name: `${base.revision} (${source.commit?.slice(0, 12)})`, source };
    }
    case 'patch':
      return {
        name: `the state before ${base.name}`,
        source: await stages.openUnpatched(current, base.text, base.name),
      };
    case 'report':
      return { name: base.name, report: base.report };
  }
}

/** Facts of one state of a repository, for another one: most files are the same in both. */
export function rememberedFacts(): FactsStore {
  const known = new Map<string, Extracted>();
  const key = (path: string, digest: string) => `${digest} ${path}`;
  return {
    get: (path, digest) => known.get(key(path, digest)),
    set: (path, digest, extracted) => void known.set(key(path, digest), extracted),
  };
}

/**
 * What the findings of `current` are compared with. A source is analysed as a whole, as `options` say: who calls what from where
 * decides of a finding, so that changed lines alone tell nothing.
 */
export async function comparisonWith(
  before: Before,
  current: Source,
  options: AnalyzeOptions,
  stages: Stages,
): Promise<Comparison> {
  const { name } = before;
  if ('report' in before) {
    const { findings, suppressed, run, errors } = before.report;
    const all = [...findings, ...suppressed].flatMap((finding) => seenFrom(current.dir, run.root, finding) ?? []);
    return { name, findings: all, isWhole: errors.length === 0 };
  }
  const { source } = before;
  const report = await stages.analyze(source, { ...options, silences: false });
  const found = [...report.findings, ...report.suppressed];
  const moved = movedSince(source, current, found);
  const earlier = new Map(Array.from(moved, ([from, to]) => [to, from]));
  const known = new Map<string, ReadonlySet<number> | null>();
  return {
    name,
    findings: found.map((finding) => ({ ...finding, file: moved.get(finding.file) ?? finding.file })),
    isWhole: report.errors.length === 0,
    changedLines(file) {
      const lines = known.get(file);
      if (lines !== undefined) return lines;
      const now = textOf(current, file);
      const changed = now === null ? null : changedLines(textOf(source, earlier.get(file) ?? file), now);
      known.set(file, changed);
      return changed;
    },
  };
}

/** Where the files of the findings lie now, as far as they moved; paths from DIR. */
function movedSince(source: Source, current: Source, findings: readonly ReportFinding[]): ReadonlyMap<string, string> {
  const { dir } = current;
  const now = new Set(current.list().files.map(({ path }) => relativeTo(dir, path)));
  const wanted = new Set(findings.flatMap(({ file, trace }) => [file, ...trace.map((step) => step.file)]));
  const gone = [...wanted].filter((file) => !now.has(file));
  if (gone.length === 0) return new Map();
  const before = new Set(source.list().files.map(({ path }) => relativeTo(dir, path)));
  const added = [...now].filter((file) => isCode(file) && !before.has(file));
  const texts = (source: Source, files: readonly string[]) =>
    files.flatMap((path) => {
      const text = textOf(source, path);
      return text === null ? [] : [{ path, text }];
    });
  return movedFiles(texts(source, gone), texts(current, added));
}

/** The text of a file (repository-relative) as the change has it, else as it was before. */
export function changedTexts(current: Source, before: Before): (file: string) => string | undefined {
  const sources = 'source' in before ? [current, before.source] : [current];
  return (file) => {
    for (const source of sources) {
      const bytes = source.read(file);
      if (bytes) return new TextDecoder('utf-8').decode(bytes);
    }
    return undefined;
  };
}

/** The text of a file, whose path starts from DIR; null where there is none. */
function textOf(source: Source, file: string): string | null {
  const path = joinPath(source.dir, file);
  const bytes = path === undefined ? undefined : source.read(path);
  return bytes ? new TextDecoder('utf-8').decode(bytes) : null;
}

/** A finding whose paths start from `root` (repository-relative) as a report of `dir` has it; undefined where it lies elsewhere. */
function seenFrom(dir: string, root: string, finding: ReportFinding): ReportFinding | undefined {
  const path = (file: string) => relativeTo(dir, joinPath(root, file) ?? file);
  if (!isBelow(joinPath(root, finding.file) ?? '..', dir)) return undefined;
  const trace = finding.trace.map((step) => ({ ...step, file: path(step.file) }));
  return { ...finding, file: path(finding.file), trace };
}
