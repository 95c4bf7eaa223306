import { leavesGap } from '../report/exit-code.ts';
import type { Report } from '../report/report.ts';
import type { Reason, ReasonCode } from './model.ts';
import type { PolicyPack } from './policy/pack.ts';

/** Something that was not looked at, and the rules that it concerns; null: all. */
export type Gap = { readonly reason: Reason; readonly rules: readonly string[] | null };

/** Notes that say that what is started is not known, or was guessed. */
const UNCLEAR_PROCESS: ReadonlySet<string> = new Set([
  'entry-missing',
  'entry-from-main',
  'entry-by-name',
  'output-unmapped',
  'start-unfollowed',
  'import-unfollowed',
  'config-no-entry',
  'manifest-broken',
  'package-json-broken',
  'workspace-file-broken',
  'too-many-commands',
  'too-many-scripts',
]);

/** Notes that say that findings were left out of the report. */
const LEFT_OUT: ReadonlySet<string> = new Set(['below-confidence', 'outside-files', 'quiet']);

/** Places that a reason names; the rest is counted. */
const placeLimit = 20;

/** Everything that a report says it did not look at, in a fixed order. Paths of the report are those of the result. */
export function gapsOf(report: Report, policy: PolicyPack): readonly Gap[] {
  const { projects, notes, errors, limits, rules } = report;
  const ofAll = (code: ReasonCode, data: Reason['data'] = {}, places: Reason['places'] = []): Gap => ({
    reason: reason(code, data, places),
    rules: null,
  });
  const skipped = projects.flatMap((project) =>
    project.skipped.filter((one) => leavesGap(one.reason) && !policy.thresholds.skipped.includes(one.reason)),
  );
  const wholes = errors.filter(({ rule }) => rule === null);
  const unclear = notes.filter(({ code }) => UNCLEAR_PROCESS.has(code));
  return [
    ...(projects.length === 0 || projects.some(({ files }) => files === 0) ? [ofAll('no-files')] : []),
    ...(projects.some(({ processes }) => processes.length === 0) ? [ofAll('no-process')] : []),
    ...unclear.map(({ file, line, message }) =>
      ofAll('process-unclear', { message }, file === null ? [] : [{ file, line }]),
    ),
    ...rules.flatMap(({ id, severity, severityFrom, partlyOff = [] }): Gap[] => {
      const gap = (code: ReasonCode, from: string): Gap => ({ reason: reason(code, { rule: id, from }), rules: [id] });
      if (severity === 'off') return [gap('rule-off', severityFrom)];
      // A joined report cannot say which folders were left out.
      if (severityFrom === 'differs by folder') return [gap('rule-off-in-part', severityFrom)];
      return partlyOff.length > 0 ? [gap('rule-off-in-part', partlyOff.join(', '))] : [];
    }),
    ...errors
      .filter(({ rule }) => rule !== null)
      .map(
        ({ rule, file, message }): Gap => ({
          reason: reason('rule-failed', { rule: rule!, message }, file === null ? [] : [{ file, line: null }]),
          rules: [rule!],
        }),
      ),
    ...wholes.map(({ stage, file, message }) =>
      ofAll('stage-failed', { stage, message }, file === null ? [] : [{ file, line: null }]),
    ),
    ...(skipped.length === 0
      ? []
      : [
          ofAll(
            'files-skipped',
            { count: String(skipped.length) },
            skipped.map(({ file }) => ({ file, line: null })),
          ),
        ]),
    ...(limits.length === 0
      ? []
      : [
          ofAll(
            'limit-hit',
            { count: String(limits.length) },
            limits.flatMap(({ file }) => (file === null ? [] : [{ file, line: null }])),
          ),
        ]),
    ...notes.filter(({ code }) => LEFT_OUT.has(code)).map(({ message }) => ofAll('findings-left-out', { message })),
  ];
}

/** A reason that names at most so many places. */
export function reason(code: ReasonCode, data: Reason['data'] = {}, places: Reason['places'] = []): Reason {
  return { code, data, places: places.slice(0, placeLimit) };
}
