import { leavesGap } from '../../report/exit-code.ts';
import type { Report } from '../../report/report.ts';
import { counted, errorSentence, limitSentence, skipSentence } from '../machine/sentences.ts';

/**
 * What happened during the run: whether it did its job, and as notifications what it failed at, which files it left out and why, which
 * limits were hit, what else a reader has to know. `left` results did not fit. `place` makes a location of a path of the report.
 */
export function invocation(report: Report, left: number, place: (file: string, line?: number) => object): object {
  const at = (file: string | null, line: number | null = null) =>
    file === null ? {} : { locations: [{ physicalLocation: place(file, line ?? undefined) }] };
  const notify = (id: string, level: 'error' | 'warning' | 'note', text: string, where: object = {}) => ({
    descriptor: { id },
    level,
    message: { text },
    ...where,
  });
  return {
    executionSuccessful: report.errors.length === 0 && report.projects.some(({ files }) => files > 0),
    toolExecutionNotifications: [
      ...report.errors.map((error) => notify('analysis-failed', 'error', errorSentence(error), at(error.file))),
      ...report.projects.flatMap(({ skipped }) =>
        skipped.map((one) =>
          notify(`skipped/${one.reason}`, leavesGap(one.reason) ? 'warning' : 'note', skipSentence(one), at(one.file)),
        ),
      ),
      ...report.limits.map((limit) => notify('limit-hit', 'warning', limitSentence(limit), at(limit.file))),
      ...report.notes.map(({ code, file, line, message }) => notify(code, 'note', message, at(file, line))),
      ...(left === 0
        ? []
        : [
            notify(
              'results-left-out',
              'warning',
              `${counted(left, 'result')} left out: a run holds no more, the gravest are kept`,
            ),
          ]),
    ],
  };
}
