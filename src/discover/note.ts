import type { Evidence, WorkspaceNote } from './workspace.ts';

/** Where a stage's parts leave their notes. */
export type Notes = WorkspaceNote[];

/** Adds a note; the same note is kept once. */
export function addNote(notes: Notes, code: string, file: string | null, line: number | null, message: string): void {
  if (!notes.some((n) => n.code === code && n.file === file && n.line === line && n.message === message))
    notes.push({ code, file, line, message });
}

/** The evidence that a line of a file is; its text trimmed and cut at 200 characters. */
export function evidenceAt(file: string, text: string, line: number): Evidence {
  const written = text.split('\n', line)[line - 1]?.trim() ?? '';
  return { file, line, text: written.length > 200 ? `${written.slice(0, 199)}…` : written };
}
