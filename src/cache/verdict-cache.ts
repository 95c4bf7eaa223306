import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Source } from '../source/source.ts';
import { seal, unseal } from './container.ts';
import { pruneCache, readCacheFile, writeCacheFile } from './folder.ts';
import { type Learned, recordedSource, whatChanged } from './recorded-source.ts';

/** Verdicts that need not be reached again. `Verdict` is plain data. */
export type VerdictStore<Verdict> = {
  /**
   * What was found when the same question was put to the same content; `question` is all else that the answer depends on. Where
   * something changed, what was found before that.
   */
  find(source: Source, question: string): { readonly verdict?: Verdict; readonly before?: Verdict };
  /** A source to find an answer in; `save` keeps the answer with all that was learned from the source. */
  record(source: Source, question: string): { readonly source: Source; save(verdict: Verdict): void };
};

export type VerdictCache<Verdict> = VerdictStore<Verdict> & {
  /** What came of each question, in order: taken over, or why not. */
  readonly answers: readonly { readonly hit: boolean; readonly why: string }[];
  readonly fault: 'foreign' | 'corrupt' | undefined;
  /** Why the last verdict could not be written. */
  readonly failed: string | undefined;
};

/** Verdicts that are kept in one folder: one for each folder, state and setting that is analysed. */
const FILES_KEPT = 12;

/** The verdicts kept in a folder by the build `identity`. */
export function openVerdictCache<Verdict>(folder: string, identity: string): VerdictCache<Verdict> {
  const answers: { hit: boolean; why: string }[] = [];
  let fault: 'foreign' | 'corrupt' | undefined;
  let failed: string | undefined;
  const nameOf = (source: Source, question: string) => {
    const asked = JSON.stringify([source.kind, source.dir, question]);
    return `verdict-${identity.slice(0, 16)}${createHash('sha256').update(asked).digest('hex').slice(0, 24)}.bin`;
  };
  const look = (source: Source, question: string): { verdict?: Verdict; before?: Verdict; why: string } => {
    const bytes = readCacheFile(folder, nameOf(source, question));
    if (!bytes) return { why: 'nothing was kept for this folder and these settings' };
    const opened = unseal<{ question: string }>(bytes, 'verdict', identity);
    if (opened.state === 'foreign' || opened.state === 'corrupt') fault = opened.state;
    if (opened.state !== 'usable' || opened.meta.question !== question) return { why: 'what was kept cannot be used' };
    const kept = JSON.parse(inflateRawSync(opened.payload).toString('utf8')) as { learned: Learned; verdict: Verdict };
    const changed = whatChanged(kept.learned, source);
    const { verdict } = kept;
    return changed === undefined ? { verdict, why: 'nothing changed' } : { before: verdict, why: changed };
  };
  return {
    answers,
    get fault() {
      return fault;
    },
    get failed() {
      return failed;
    },
    find(source, question) {
      const { why, ...found } = look(source, question);
      answers.push({ hit: found.verdict !== undefined, why });
      return found;
    },
    record(source, question) {
      const { source: recorded, learned } = recordedSource(source);
      return {
        source: recorded,
        save(verdict) {
          const text = JSON.stringify({ learned: learned(), verdict });
          const packed = deflateRawSync(text, { level: 1 });
          const label = { kind: 'verdict', identity, meta: { question } } as const;
          failed = writeCacheFile(folder, nameOf(source, question), seal(label, [packed]));
          if (failed === undefined) pruneCache(folder, 'verdict-', FILES_KEPT);
        },
      };
    },
  };
}
