import type { Report } from '../report/report.ts';
import type { RunEvent } from '../run-events.ts';
import type { Cache } from './open-cache.ts';

/** What `--stats` tells: the time of each stage and rule, then how the run went. `memory` in bytes. */
export function statsOf(
  { timing }: Report,
  events: readonly RunEvent[],
  caches: readonly Cache[],
  memory: number,
): string {
  const rows: (readonly [string, string])[] = [
    ...Object.entries(timing).map(([stage, time]) => [stage, `${time.toFixed(0).padStart(7)} ms`] as const),
    ...events.map((event) => [event.kind, tell(event)] as const),
    ...caches.map((cache) => ['cache', cache.summary()] as const),
    ['memory', `${(memory / 2 ** 20).toFixed(0)} MiB at most`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, what]) => `${name.padEnd(width)} ${what}\n`).join('');
}

function tell({ choice, files }: RunEvent): string {
  const where = choice.workers === 0 ? 'in the main thread' : `in ${choice.workers} threads`;
  return `${files === 1 ? '1 file' : `${files} files`} extracted ${where}: ${choice.why}`;
}
