import type { AnalyzeOptions } from './analyze.ts';
import { libraryContexts } from './catalog/index.ts';
import type { Judged, Verdict } from './judged.ts';
import { runPipeline } from './pipeline.ts';
import { rules } from './rules/index.ts';
import type { Finding, Silence } from './rules/rule.ts';
import { digestOf } from './settle/digest.ts';
import type { Source } from './source/source.ts';

/**
 * Runs every stage up to the rules: what a source is found to hold, before anything is settled. `before` is what was found before some
 * files changed: where linking would come to the same end, that is taken over. Rejects only on abort.
 */
export async function judge(source: Source, options: AnalyzeOptions, before?: Verdict): Promise<Judged> {
  const { timing: spent, model, ...found } = await runPipeline(source, { ...options, ...(before && { before }) });
  const clock = options.clock ?? (() => 0);
  const timing: Record<string, number> = { ...spent, judge: 0 };
  const errors = [...found.errors];
  const findings: Finding[] = [];
  const silences: Silence[] = [];
  for (const rule of found.isAsBefore ? [] : rules) {
    const configured = options.severities?.get(rule.id);
    if (configured?.severity === 'off' && !options.severityAt) continue;
    const start = clock();
    // A rule that throws loses its own findings alone.
    const own: Finding[] = [];
    try {
      rule.check(
        model,
        { finding: (f) => own.push(f), silence: (s) => silences.push(s) },
        { strict: options.strict === true },
      );
      findings.push(...own);
    } catch (e) {
      errors.push({ stage: 'judge', file: null, rule: rule.id, message: e instanceof Error ? e.message : String(e) });
    }
    const time = clock() - start;
    timing[`judge.${rule.id}`] = time;
    timing.judge = (timing.judge ?? 0) + time;
  }
  const { workspace, analysed, skipped, inputs, texts, textFiles, comments, declared, linkedFrom } = found;
  return {
    workspace,
    analysed,
    skipped,
    inputs,
    catalogueDigest: digestOf(libraryContexts),
    ...(found.isAsBefore && before
      ? { findings: before.findings, silences: before.silences, limits: before.limits }
      : { findings, silences, limits: model.limits }),
    ...(linkedFrom && { linkedFrom }),
    errors,
    texts,
    textFiles,
    comments,
    declared,
    timing,
  };
}
