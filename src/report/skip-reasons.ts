import type { SkipReason } from '../source/source.ts';

/** Every reason for leaving a file out, in words, in the order in which summaries list them: what leaves a gap first. */
export const SKIP_REASONS: ReadonlyMap<SkipReason, string> = new Map<SkipReason, string>([
  ['crash', 'the tool failed on it'],
  ['time-out', 'it took too long'],
  ['unreadable', 'it could not be read'],
  ['syntax', 'it has syntax errors: analysed as far as it was understood'],
  ['nesting', 'it nests too deeply'],
  ['too-large', 'it has more bytes than the limit'],
  ['encoding', 'it is no UTF-8 text'],
  ['binary', 'it is no text'],
  ['manifest', 'a manifest that could not be understood'],
  ['language', 'code in a language that is not analysed'],
  ['lfs-pointer', 'its content lies in Git LFS'],
  ['submodule', 'a git submodule'],
  ['link-outside', 'a link that leaves the repository'],
  ['link-broken', 'a link to nothing'],
  ['link-cycle', 'a link to one of its own ancestors'],
  ['minified', 'minified or bundled output'],
  ['generated', 'generated code or build output'],
  ['vendored', 'a copy of a dependency'],
  ['declaration', 'types only, nothing runs'],
]);
