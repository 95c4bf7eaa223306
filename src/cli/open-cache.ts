import path from 'node:path';
import type { FactsCache } from '../cache/facts-cache.ts';
import { installedIdentity } from '../cache/identity.ts';
import { type CachePlace, cachePlace } from '../cache/place.ts';
import type { VerdictCache } from '../cache/verdict-cache.ts';
import { repositoryRoot } from '../config/root.ts';
import type { RunOptions } from '../run.ts';
import type { Source } from '../source/source.ts';
import type { Terminal } from './terminal.ts';

/** The options that decide about the cache. */
export type CacheFlags = {
  /** False for `--no-cache`. */
  readonly cache?: boolean;
  readonly cacheLocation?: string;
  readonly debug?: 'cache';
};

/** The cache of one folder that is analysed. */
export type Cache = {
  /** What a run takes of it. */
  readonly options: Pick<RunOptions, 'facts' | 'verdicts'>;
  /** Writes what is new. Never throws: a cache that fails is no reason for a run to. */
  finish(): Promise<void>;
  /** What the user has to know: that a damaged cache was not used. */
  warnings(): readonly string[];
  /** What came of it, for `--stats`. */
  summary(): string;
  /** Each question that the cache could not answer, and why, for `--debug cache`. */
  details(): readonly string[];
};

/** Where the cache of a folder is, or would be. */
export function placeOf(dir: string, source: Source, { cacheLocation }: CacheFlags, terminal: Terminal): CachePlace {
  return cachePlace({
    ...(cacheLocation !== undefined && { asked: path.resolve(terminal.cwd, cacheLocation) }),
    dir: path.resolve(repositoryRoot(dir, source), source.dir),
    root: repositoryRoot(dir, source),
    isUntracked: source.commit !== null && !bringsCache(source),
    env: terminal.env,
    platform: terminal.platform,
    home: terminal.home,
  });
}

/** Whether anything of a `node_modules/.cache` came with the repository: a file, a link, or a repository inside it that has one. */
function bringsCache(source: Source): boolean {
  const { files, skipped } = source.list();
  return [...files.map(({ path }) => path), ...skipped.map(({ file }) => file)].some((file) =>
    /(?:^|\/)node_modules(?:$|\/\.cache(?:$|\/))/i.test(file),
  );
}

/** The cache of a folder; one that keeps nothing where it is switched off, or this installation cannot tell a stale one. */
export async function openCache(dir: string, source: Source, flags: CacheFlags, terminal: Terminal): Promise<Cache> {
  const off = whyOff(flags, terminal);
  const identity = off === undefined ? installedIdentity(process.versions.node) : undefined;
  if (!identity) return nothingKept(off ?? 'this is no built installation');
  const place = placeOf(dir, source, flags, terminal);
  const [{ openFactsCache }, { openVerdictCache }] = await Promise.all([
    import('../cache/facts-cache.ts'),
    import('../cache/verdict-cache.ts'),
  ]);
  return kept(
    place,
    openFactsCache(place.folder, identity.extractor),
    openVerdictCache(place.folder, identity.tool),
    flags,
  );
}

function whyOff({ cache }: CacheFlags, { env }: Terminal): string | undefined {
  if (cache === false) return '--no-cache';
  return env.SHARENOTHING_NO_CACHE ? 'SHARENOTHING_NO_CACHE is set' : undefined;
}

function nothingKept(why: string): Cache {
  const none = async () => {};
  return {
    options: {},
    finish: none,
    warnings: () => [],
    summary: () => `not used: ${why}`,
    details: () => [`not used: ${why}`],
  };
}

type Verdicts = VerdictCache<NonNullable<ReturnType<NonNullable<RunOptions['verdicts']>['find']>['verdict']>>;

function kept({ folder, why }: CachePlace, facts: FactsCache, verdicts: Verdicts, flags: CacheFlags): Cache {
  let failed: string | undefined;
  return {
    options: { facts, verdicts },
    async finish() {
      try {
        failed = (await facts.finish()) ?? verdicts.failed;
      } catch (error) {
        failed = error instanceof Error ? error.message : String(error);
      }
    },
    warnings() {
      const fault = verdicts.fault ?? facts.fault;
      const said = fault === 'foreign' ? 'holds a file that sharenothing did not write' : 'is damaged';
      return [
        ...(fault ? [`the cache in ${folder} ${said}: it was not used, and is made anew`] : []),
        // Where the user named no place, one that cannot be written is nobody's fault.
        ...(failed !== undefined && flags.cacheLocation !== undefined
          ? [`the cache in ${folder} cannot be written (${failed})`]
          : []),
      ];
    },
    summary() {
      const all = facts.hits + facts.misses.length;
      const verdict = verdicts.answers.map(({ hit, why }) => (hit ? 'verdict taken over' : `no verdict: ${why}`));
      const known = all > 0 ? [`facts of ${facts.hits} of ${all} files taken over`] : [];
      const unwritten = failed === undefined ? [] : [`not written: ${failed}`];
      return [...verdict, ...known, ...unwritten].join('; ');
    },
    details: () => [
      `${folder} (${why})`,
      ...verdicts.answers.map(({ hit, why }) => `verdict ${hit ? 'taken over' : 'not taken over'}: ${why}`),
      ...facts.misses.map(({ path, why }) => `facts of ${path}: ${why}`),
      ...(failed === undefined ? [] : [`not written: ${failed}`]),
    ],
  };
}
