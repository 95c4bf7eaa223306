import type { Evidence, WorkspaceNote } from './workspace.ts';

/** Where a stage's parts leave their notes. */
export type Notes = WorkspaceNote[];

/** Adds a note; the same note is kept once. */
export function addNote(notes: Notes, code: string, file: string | null, line: number | null, message: string): void {
  if (!notes.some((n) => n.code === code && n.file === file && n.line === line && n.message === message))
    notes.push({ code, file, line, message });
}

/** The evidence that a line of a file is. */
export function evidenceAt(file: string, text: string, line: number): Evidence {
  return evidenceOf(file, line, text.split('\n', line)[line - 1] ?? '');
}

/** The same where the line's text is at hand; it is trimmed and cut at 200 characters. */
export function evidenceOf(file: string, line: number, text: string): Evidence {
  const written = text.trim();
  return { file, line, text: written.length > 200 ? `${written.slice(0, 199)}…` : written };
}
