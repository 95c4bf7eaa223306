import { createHash } from 'node:crypto';
import { ToolError } from '../diagnostics/tool-error.ts';
import { isCode } from '../paths/code-extensions.ts';
import { baseOf } from '../paths/repo-path.ts';
import { openRevision } from './git-revision.ts';
import type { SourceOptions } from './options.ts';
import type { Source } from './source.ts';

/**
 * The revision that a state of the repository is compared with; see `openRevision`. A file that is a Git LFS pointer there has the
 * content of `current`, where that is the content that the pointer names, so that both sides are read alike.
 * @throws ToolError as `openRevision` does, and `base-incomplete` where a partial clone lacks code or manifests of it
 */
export function openBase(absoluteDir: string, revision: string, current: Source, options: SourceOptions = {}): Source {
  const base = openRevision(absoluteDir, revision, options);
  const { files, skipped } = base.list();
  const missing = skipped.filter(({ file, detail }) => detail?.includes('partial clone') && matters(file));
  if (missing.length > 0) throw incomplete(revision, missing[0]!.file, missing.length);
  const small = new Set(files.filter(({ size }) => size < pointerLimit).map(({ path }) => path));
  return {
    ...base,
    read(path) {
      const bytes = base.read(path);
      const named = bytes && small.has(path) ? pointedAt(bytes) : undefined;
      if (named === undefined) return bytes;
      const other = current.read(path);
      return other && createHash('sha256').update(other).digest('hex') === named ? other : bytes;
    },
  };
}

/** Git LFS pointers are shorter than this, in bytes (their specification). */
const pointerLimit = 1024;

/** The SHA-256 that a Git LFS pointer names; undefined for what is none. */
function pointedAt(bytes: Uint8Array): string | undefined {
  if (bytes.length >= pointerLimit) return undefined;
  const text = Buffer.from(bytes).toString('latin1');
  return text.startsWith('version https://git-lfs.github.com/')
    ? /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1]
    : undefined;
}

/** Whether a file that is missing would make what is found look new. */
function matters(file: string): boolean {
  return isCode(file) || /^(?:package\.json|tsconfig.*\.json|Procfile|Dockerfile)$/.test(baseOf(file));
}

function incomplete(revision: string, file: string, count: number): ToolError {
  const others = count === 1 ? '' : ` and ${count - 1} more`;
  return new ToolError({
    code: 'base-incomplete',
    what: `this partial clone lacks files of ${revision}, so that nothing can be compared with them`,
    where: revision,
    tried: [`${file}${others}`],
    fix: 'fetch them: `git fetch --refetch --no-filter origin`; in a CI job leave `filter:` out of the checkout step',
  });
}
