import { type ContentLimits, classifyContent, tooLarge } from './content.ts';
import type { Skipped, Source, SourceFile } from './source.ts';

/** The text of a listed code file, or why it is left out. A file over the limit is not opened. */
export function readCode(
  source: Source,
  file: SourceFile,
  limits: ContentLimits = {},
): { readonly text: string } | Skipped {
  const oversized = tooLarge(file.path, file.size, limits);
  if (oversized) return oversized;
  const bytes = source.read(file.path);
  if (!bytes) return { file: file.path, reason: 'unreadable' };
  return classifyContent(file.path, bytes, limits);
}
