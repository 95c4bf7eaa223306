import { createHash } from 'node:crypto';
import type { Workspace } from './discover/workspace.ts';
import type { extract } from './extract/extract.ts';
import type { FileFacts } from './extract/facts.ts';
import { type PackedFacts, packFacts, unpackFacts } from './facts/facts-text.ts';
import type { createModuleResolver } from './link/modules.ts';
import type { ReportError } from './report/report.ts';
import { readCode } from './source/read-code.ts';
import type { Skipped, Source, SourceFile } from './source/source.ts';
import { messageOf } from './text/message-of.ts';
import { type Concurrency, chooseWorkers, memoryOfWorker, type WorkerChoice } from './workers/choose.ts';
import { type ExtractPool, type Outcome, startPool } from './workers/extract-pool.ts';
import type { Task } from './workers/messages.ts';

/** What extract made of a text: facts, or why there are none. */
export type Extracted = ReturnType<typeof extract>;

/**
 * Facts that need not be made again. They are a pure function of path and text, so that a state of the repository may take those of
 * another one, and a run those that another machine made.
 */
export type FactsStore = {
  /** `digest` is the SHA-256 of the text, in hex. */
  get(path: string, digest: string): Extracted | undefined;
  /** As `get`, of a state that is no more. */
  peek?(path: string, digest: string): Extracted | undefined;
  /** Whether `get` has something to give: then the text was judged to be code before. */
  knows?(path: string, digest: string): boolean;
  /** `packed` is what `packFacts` makes of them, where that is at hand. */
  set(path: string, digest: string, extracted: Extracted, packed?: PackedFacts): void;
  /** All facts of a state are there. */
  complete?(): void;
};

export type ExtractionInput = {
  readonly source: Source;
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly workspace: Workspace;
  readonly resolver: ReturnType<typeof createModuleResolver>;
  readonly store?: FactsStore;
  /** Absent: everything in this thread. */
  readonly concurrency?: Concurrency;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
  /** Lets the event loop have its turn. @throws on abort */
  readonly pause: () => Promise<void>;
  /** Also ends waiting for a thread that does not answer. */
  readonly signal?: AbortSignal;
};

/** The facts of all files that count, by path, and what came up on the way. */
export type Extraction = {
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly texts: ReadonlyMap<string, string>;
  /** SHA-256 of each text, in hex. */
  readonly digests: ReadonlyMap<string, string>;
  readonly skipped: readonly Skipped[];
  readonly errors: readonly ReportError[];
  readonly choice: WorkerChoice;
  /** Files whose facts had to be made. */
  readonly extracted: number;
};

type Job = Task & { readonly digest: string; known?: Extracted; answer?: Promise<Made> | undefined };
type Made =
  | { readonly out: Extracted; readonly packed?: PackedFacts }
  | { readonly error: string }
  | { readonly timeOut: number };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Reads the files of the workspace, and what they import elsewhere in the repository, and reduces each to facts: here, or in worker
 * threads where that pays. What comes out is the same in both cases, in the same order. Rejects only on abort.
 */
export async function extractAll(input: ExtractionInput): Promise<Extraction> {
  const { source, files, workspace, resolver, store, onProgress, pause, signal } = input;
  const facts = new Map<string, FileFacts>();
  const texts = new Map<string, string>();
  const digests = new Map<string, string>();
  const skipped: Skipped[] = [];
  const errors: ReportError[] = [];
  const tried = new Set<string>();
  const engine = createEngine(input.concurrency ?? { asked: 1, cores: 1 });

  /** The digest of a text, which is asked for twice in a row. */
  let latest: { readonly path: string; readonly text: string; readonly digest: string } | undefined;
  const digestOf = (path: string, text: string): string => {
    if (latest?.path !== path || latest.text !== text) latest = { path, text, digest: sha256(text) };
    return latest.digest;
  };
  const contentOf = (file: SourceFile): ReturnType<typeof readCode> | undefined => {
    try {
      return readCode(source, file, {
        isKnown: (text) => store?.knows?.(file.path, digestOf(file.path, text)) ?? false,
      });
    } catch (error) {
      skipped.push({ file: file.path, reason: 'crash' });
      errors.push({ stage: 'source', file: file.path, rule: null, message: messageOf(error) });
      return undefined;
    }
  };
  const open = (path: string): Job | undefined => {
    if (tried.has(path)) return undefined;
    tried.add(path);
    const file = files.get(path);
    if (!file) return undefined;
    const content = contentOf(file);
    if (content === undefined) return undefined;
    if (!('text' in content)) {
      skipped.push(content);
      return undefined;
    }
    const { text } = content;
    const digest = digestOf(path, text);
    const known = store?.get(path, digest);
    return { path, text, digest, ...(known && { known }) };
  };

  const take = (job: Job, made: Made): FileFacts | undefined => {
    const { path, text, digest } = job;
    if ('error' in made) {
      skipped.push({ file: path, reason: 'crash' });
      errors.push({ stage: 'extract', file: path, rule: null, message: made.error });
      return undefined;
    }
    if ('timeOut' in made) {
      const detail = `more than ${made.timeOut / 1000} s (--timeout)`;
      skipped.push({ file: path, reason: 'time-out', detail });
      errors.push({ stage: 'extract', file: path, rule: null, message: `it took ${detail}` });
      return undefined;
    }
    const { out } = made;
    if (!job.known) store?.set(path, digest, out, made.packed);
    if ('reason' in out) {
      skipped.push({ file: path, reason: out.reason, detail: out.detail });
      return undefined;
    }
    digests.set(path, digest);
    texts.set(path, text);
    facts.set(path, out);
    if (out.syntaxErrors > 0 && out.firstError) {
      const line = text.slice(0, out.firstError.s).split('\n').length;
      const detail = `line ${line}: ${out.firstError.message}; what was understood is analysed`;
      skipped.push({ file: path, reason: 'syntax', detail });
    }
    return out;
  };

  /** Some files, in order, and their facts in the same order. */
  const wave = async (paths: readonly string[], progress?: (done: number) => void): Promise<FileFacts[]> => {
    const jobs: Job[] = [];
    for (const path of paths) {
      await pause();
      const job = open(path);
      if (!job) continue;
      jobs.push(job);
      if (!job.known) engine.submit(job);
    }
    const found: FileFacts[] = [];
    for (const [at, job] of jobs.entries()) {
      progress?.(at);
      await pause();
      const made = job.known ? { out: job.known } : await unlessAborted(engine.made(job), signal);
      // Neither text nor facts are held twice.
      job.answer = undefined;
      const out = take(job, made);
      if (out) found.push(out);
    }
    return found;
  };

  try {
    const { length: total } = workspace.files;
    let latest = await wave(workspace.files, (done) => {
      if (done % 50 === 0) onProgress?.('extract', done, total);
    });
    // Code elsewhere in the repository is read as far as DIR imports it.
    while (latest.length > 0) latest = await wave([...new Set(latest.flatMap((file) => importsOf(file, resolver)))]);
    await wave(workspace.processes.map(({ entry }) => entry));
  } finally {
    engine.close();
  }
  store?.complete?.();
  return { facts, texts, digests, skipped, errors, choice: engine.choice(), extracted: engine.files() };
}

/** What a promise gives; rejects as soon as the run is given up. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The files of the repository that one imports, or loads by a pattern. */
function importsOf(file: FileFacts, resolver: ExtractionInput['resolver']): string[] {
  const { specs, typeSpecs, loads } = file.outline;
  const found = [...specs, ...typeSpecs].flatMap((spec) => {
    const resolved = resolver(spec, file.file);
    return resolved.kind === 'file' ? [resolved.path] : [];
  });
  for (const value of loads ? file.values : [])
    if (value.k === 'load' && value.glob !== null) found.push(...resolver.resolveGlob(value.glob, file.file));
  return found;
}

/** Where files are reduced to facts: decided as soon as enough is known, so that threads load while the rest is read. */
function createEngine(concurrency: Concurrency) {
  const waiting: Job[] = [];
  let pool: ExtractPool | undefined;
  let files = 0;
  let characters = 0;
  let choice = chooseWorkers(0, 0, concurrency);

  const here = async ({ path, text }: Task): Promise<Made> => {
    try {
      const { extract } = await import('./extract/extract.ts');
      return { out: extract(path, text) };
    } catch (error) {
      return { error: messageOf(error) };
    }
  };
  const send = (job: Job, to: ExtractPool): void => {
    // Taken apart as it comes in: meanwhile the threads go on.
    job.answer = to.run({ path: job.path, text: job.text }).then(decoded);
  };
  return {
    choice: () => choice,
    files: () => files,
    submit(job: Job): void {
      files++;
      characters += job.text.length;
      if (pool) {
        send(job, pool);
        return;
      }
      waiting.push(job);
      choice = chooseWorkers(files, characters, concurrency);
      if (choice.workers === 0) return;
      const { timeOut, memory } = concurrency;
      pool = startPool({
        size: choice.workers,
        ...(timeOut !== undefined && { timeOut }),
        ...(memory !== undefined && { memory: memoryOfWorker(choice.workers, memory) }),
        fallback: async (task) => encoded(await here(task)),
      });
      for (const one of waiting.splice(0)) send(one, pool);
    },
    made: async (job: Job): Promise<Made> => job.answer ?? here(job),
    close(): void {
      pool?.close();
    },
  };
}

function decoded(outcome: Outcome): Made {
  return 'facts' in outcome ? { out: unpackFacts(outcome.facts), packed: outcome.facts } : outcome;
}

function encoded(made: Made): Outcome {
  return 'out' in made ? { facts: packFacts(made.out) } : made;
}
