import type { Report } from '../report/report.ts';
import type { RunEvent } from '../run-events.ts';

/** What `--stats` tells: the time of each stage, then how the run went. */
export function statsOf({ timing }: Report, events: readonly RunEvent[]): string {
  const stages = Object.entries(timing).map(([stage, time]) => [stage, `${time.toFixed(0).padStart(7)} ms`] as const);
  const told = events.map((event) => [event.kind, tell(event)] as const);
  const rows = [...stages, ...told];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, what]) => `${name.padEnd(width)} ${what}\n`).join('');
}

function tell(event: RunEvent): string {
  const { choice, files } = event;
  const where = choice.workers === 0 ? 'in the main thread' : `in ${choice.workers} threads`;
  return `${files === 1 ? '1 file' : `${files} files`} extracted ${where}: ${choice.why}`;
}
