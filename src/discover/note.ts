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
const UNFOUND = 'import-unfollowed';
const COMPUTED = 'import-computed';
const ASSUMED = 'load-assumed';

/** Notes of an earlier run on files of the program that were not followed. */
export function unfollowedOf(notes: readonly WorkspaceNote[]): readonly WorkspaceNote[] {
  return notes.filter(({ code }) => code === UNFOLLOWED || code === UNFOUND || code === COMPUTED || code === ASSUMED);
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

/** Files that one note names. */
const MAX_NAMED_FILES = 3;

/**
 * Notes on modules of the program that its processes load and that are not there, one for the first of each file, and one for all whose path is
 * worked out while the program runs (`line` and `spec` are null).
 */
export function importNotes(
  imports: readonly { readonly file: string; readonly line: number | null; readonly spec: string | null }[],
): readonly WorkspaceNote[] {
  const missing = new Map<string, (typeof imports)[number]>();
  for (const one of imports) if (one.spec !== null && !missing.has(one.file)) missing.set(one.file, one);
  const computed = imports.flatMap(({ file, spec }) => (spec === null ? [file] : []));
  const notes: WorkspaceNote[] = [...missing.values()].map(({ file, line, spec }) => ({
    code: UNFOUND,
    file,
    line,
    message: `${file}:${line} loads ${spec}, which is not there: what only that loads is not judged`,
  }));
  if (computed.length === 0) return notes;
  const more = computed.length - MAX_NAMED_FILES;
  const named = computed.slice(0, MAX_NAMED_FILES).join(', ');
  const who = more > 0 ? `${named} and ${more} more load` : computed.length > 1 ? `${named} load` : `${named} loads`;
  const message = `${who} modules by a path that is worked out while the program runs: they are judged where it leads to folders of the program`;
  return [...notes, { code: COMPUTED, file: null, line: null, message }];
}

/** A note on files that nothing is seen to load, and that are judged as what a process loads by a path that nothing tells. */
export function assumedNotes(files: readonly string[]): readonly WorkspaceNote[] {
  if (files.length === 0) return [];
  const more = files.length - MAX_NAMED_FILES;
  const named = files.slice(0, MAX_NAMED_FILES).join(', ');
  const which = more > 0 ? `${named} and ${more} more` : named;
  const message = `nothing is seen to load ${which}: taken for what a process starts or loads by a path that is worked out while it runs`;
  return [{ code: ASSUMED, file: null, line: null, message }];
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
