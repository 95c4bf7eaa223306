import { byCodeUnit } from '../text/order.ts';
import type { Evidence, Process, WorkspaceNote } from './workspace.ts';

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

/** Notes in the order of reports: by code, then by place. */
export function sortNotes(notes: readonly WorkspaceNote[]): WorkspaceNote[] {
  const byPlace = (a: WorkspaceNote, b: WorkspaceNote) =>
    byCodeUnit(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0);
  return [...notes].sort((a, b) => byCodeUnit(a.code, b.code) || byPlace(a, b) || byCodeUnit(a.message, b.message));
}

const UNFOLLOWED = 'start-unfollowed';

/** Where files of the program are started by a path that is not known, by the notes that say so. */
export function unfollowedOf(
  notes: readonly WorkspaceNote[],
): readonly { readonly file: string; readonly line: number }[] {
  return notes.flatMap(({ code, file, line }) =>
    code === UNFOLLOWED && file !== null && line !== null ? [{ file, line }] : [],
  );
}

/** Notes on files of the program that it starts by a path that is not known. */
export function startNotes(
  starts: readonly { readonly file: string; readonly line: number }[],
): readonly WorkspaceNote[] {
  return starts.map(({ file, line }) => ({
    code: UNFOLLOWED,
    file,
    line,
    message: `${file}:${line} starts another file of the program, and nothing tells which: what only that file loads is not judged`,
  }));
}

/** What is left out because a user's own desktop runs it: one note for each such program. */
export function desktopNotes(processes: readonly Process[]): readonly WorkspaceNote[] {
  return processes.flatMap(({ kind, entry, evidence: { file, line } }) =>
    kind === 'desktop'
      ? [
          {
            code: 'desktop-program',
            file,
            line,
            message: `${file}:${line} starts ${entry} as a desktop program, which one user runs on one machine: what it alone loads is not judged`,
          },
        ]
      : [],
  );
}
