import { escapeControls } from '../../text/escape-controls.ts';

/** A cell of a CSV table: quoted where it has to be. Text that a spreadsheet would run as a formula gets a `'` before it. */
export function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const shown = escapeControls(value);
  const safe = /^[=+\-@]/.test(shown.trimStart()) ? `'${shown}` : shown;
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
