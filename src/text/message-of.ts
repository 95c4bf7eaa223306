/** What went wrong, on one line: the error's words and where it was thrown, without folders, which differ from machine to machine. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message)
    .split('\n')
    .slice(0, 2)
    .map((line, i) => (i === 0 ? line : line.replace(/^\s+at .*[/\\]/, 'at ')))
    .join(' ');
}
