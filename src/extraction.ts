import { createHash } from 'node:crypto';
import type { Workspace } from './discover/workspace.ts';
import type { extract } from './extract/extract.ts';
import { type FileFacts, type Sketch, Unready } from './extract/facts.ts';
import { type PackedFacts, packFacts, unpackFacts } from './facts/facts-text.ts';
import { laterFacts } from './facts/later-facts.ts';
import type { createModuleResolver } from './link/modules.ts';
import type { ReportError } from './report/report.ts';
import { readCode } from './source/read-code.ts';
import type { Skipped, Source, SourceFile } from './source/source.ts';
import { entryOf } from './text/entry-of.ts';
import { messageOf } from './text/message-of.ts';
import { type Concurrency, chooseWorkers, memoryOfWorker, type WorkerChoice } from './workers/choose.ts';
import { type ExtractPool, type Outcome, startPool } from './workers/extract-pool.ts';
import type { Task } from './workers/messages.ts';

/** What extract made of a text: facts, a sketch of them, or why there are none. */
export type Extracted = ReturnType<typeof extract> | Sketch;

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
  /** Absent: the facts of every file are made. */
  readonly likely?: Likely;
  /** Absent: everything in this thread. */
  readonly concurrency?: Concurrency;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
  /** Lets the event loop have its turn. @throws on abort */
  readonly pause: () => Promise<void>;
  /** Also ends waiting for a thread that does not answer. */
  readonly signal?: AbortSignal;
};

/** Which files a process probably loads: what that misses is made when it is asked for. */
export type Likely = {
  readonly starts: ReadonlySet<string>;
  /** Whether what a file imports is loaded with it. */
  goesOn(facts: FileFacts): boolean;
  /** Whether a file is loaded where another imports it. */
  counts(path: string): boolean;
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

type Job = {
  readonly path: string;
  readonly text: string;
  readonly digest: string;
  known?: Extracted | undefined;
  /** A sketch will do. */
  sketch: boolean;
  answer?: Promise<Made> | undefined;
};
/** A file that is not analysed, and what went wrong. */
type Left = { readonly left: Skipped; readonly error?: ReportError };
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
  const contentOf = (file: SourceFile): { readonly text: string } | Left => {
    try {
      const content = readCode(source, file, {
        isKnown: (text) => store?.knows?.(file.path, digestOf(file.path, text)) ?? false,
      });
      return 'text' in content ? content : { left: content };
    } catch (error) {
      const { path } = file;
      const told: ReportError = { stage: 'source', file: path, rule: null, message: messageOf(error) };
      return { left: { file: path, reason: 'crash' }, error: told };
    }
  };
  /** A file that has not been tried yet: its text, or why it is left out. */
  const open = (path: string): Job | Left | undefined => {
    if (tried.has(path)) return undefined;
    tried.add(path);
    const file = files.get(path);
    if (!file) return undefined;
    const content = contentOf(file);
    if (!('text' in content)) return content;
    const { text } = content;
    const digest = digestOf(path, text);
    const known = store?.get(path, digest);
    return { path, text, digest, sketch: false, ...(known && { known }) };
  };
  const leave = ({ left, error }: Left): void => {
    skipped.push(left);
    if (error) errors.push(error);
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
    if ('sketch' in out) {
      const later = laterFacts(out, () => wholeOf(job));
      facts.set(path, later);
      return later;
    }
    facts.set(path, out);
    if (out.syntaxErrors > 0 && out.firstError) {
      const line = text.slice(0, out.firstError.s).split('\n').length;
      const detail = `line ${line}: ${out.firstError.message}; what was understood is analysed`;
      skipped.push({ file: path, reason: 'syntax', detail });
    }
    return out;
  };
  /** The facts of a file that was sketched. @throws Unready */
  const wholeOf = ({ path, text, digest }: Job): FileFacts => {
    const extractor = engine.extractor();
    if (!extractor) throw new Unready(engine.load);
    let problem = 'the facts and their sketch disagree';
    try {
      const out = extractor.extract(path, text);
      if ('outline' in out) {
        store?.set(path, digest, out);
        return out;
      }
    } catch (error) {
      problem = messageOf(error);
    }
    throw new Unready(async () => {
      facts.delete(path);
      skipped.push({ file: path, reason: 'crash' });
      errors.push({ stage: 'extract', file: path, rule: null, message: problem });
    });
  };

  /** Makes what processes probably load first, which their imports tell, and sketches of the rest. */
  const firstWave = async (paths: readonly string[], likely: Likely): Promise<readonly (Job | Left)[]> => {
    const among = new Set(paths);
    const opened = new Map<string, Job | Left | undefined>();
    const wanted = new Set<string>();
    const look = (path: string) => entryOf(opened, path, () => open(path));
    const follow = (starts: Iterable<string>): void => {
      const work = [...starts];
      for (let path = work.pop(); path !== undefined; path = work.pop()) {
        if (wanted.has(path) || !among.has(path)) continue;
        wanted.add(path);
        const job = look(path);
        if (!job || 'left' in job) continue;
        const { known } = job;
        if (known && 'sketch' in known) job.known = undefined;
        if (job.known) work.push(...next(job.known));
        else engine.submit(job, ({ out }) => follow(next(out)));
      }
    };
    const next = (out: Extracted): readonly string[] =>
      'outline' in out && likely.goesOn(out) ? importsOf(out, resolver).filter(likely.counts) : [];
    follow(likely.starts);
    const rest: Job[] = [];
    const sketchRest = (): void => {
      for (const job of rest.splice(0)) {
        if (wanted.has(job.path)) continue;
        job.sketch = true;
        engine.submit(job);
      }
    };
    for (const path of paths) {
      await pause();
      const job = look(path);
      if (!job || 'left' in job || job.known || wanted.has(path)) continue;
      engine.expect(job);
      rest.push(job);
      // Nothing more will be found to be loaded.
      if (engine.isFree()) sketchRest();
    }
    await unlessAborted(engine.idle(pause), signal);
    sketchRest();
    return paths.flatMap((path) => opened.get(path) ?? []);
  };
  const wholeWave = async (paths: readonly string[]): Promise<readonly (Job | Left)[]> => {
    const jobs: (Job | Left)[] = [];
    for (const path of paths) {
      await pause();
      const job = open(path);
      if (!job) continue;
      jobs.push(job);
      if ('left' in job) continue;
      if (job.known && 'sketch' in job.known) job.known = undefined;
      if (!job.known) engine.submit(job);
    }
    return jobs;
  };

  /** What was opened, in order, and its facts in the same order. */
  const wave = async (jobs: readonly (Job | Left)[], progress?: (done: number) => void): Promise<FileFacts[]> => {
    const found: FileFacts[] = [];
    for (const [at, job] of jobs.entries()) {
      progress?.(at);
      await pause();
      if ('left' in job) {
        leave(job);
        continue;
      }
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
    const { likely } = input;
    const first = likely ? firstWave(workspace.files, likely) : wholeWave(workspace.files);
    let latest = await wave(await first, (done) => {
      if (done % 50 === 0) onProgress?.('extract', done, total);
    });
    // Code elsewhere in the repository is read as far as DIR imports it.
    while (latest.length > 0) {
      const imported = new Set(latest.flatMap((file) => importsOf(file, resolver)));
      latest = await wave(await wholeWave([...imported]));
    }
    await wave(await wholeWave(workspace.processes.map(({ entry }) => entry)));
  } finally {
    engine.close();
  }
  // What was only sketched may be asked for in full.
  if (engine.files() > 0) await engine.load();
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

/** What a thread that extracts needs. */
type Extractor = { readonly extract: typeof extract; readonly sketch: (path: string, text: string) => Extracted };

/** Where files are reduced to facts: decided as soon as enough is known, so that threads load while the rest is read. */
function createEngine(concurrency: Concurrency) {
  /** What no thread has got yet, with who waits for its outcome. */
  const waiting = new Map<Job, Told | undefined>();
  const expected = new Set<Job>();
  let pool: ExtractPool | undefined;
  let characters = 0;
  let choice = chooseWorkers(0, 0, concurrency);
  let extractor: Extractor | undefined;
  /** Jobs in threads whose outcome somebody waits for, and who waits for the last of them. */
  let running = 0;
  let wake = (): void => {};

  const load = async (): Promise<void> => {
    if (extractor) return;
    const [{ extract }, { sketch }] = await Promise.all([
      import('./extract/extract.ts'),
      import('./extract/sketch.ts'),
    ]);
    extractor = { extract, sketch };
  };
  const here = async ({ path, text, sketch }: Task): Promise<Made> => {
    try {
      await load();
      return { out: sketch ? extractor!.sketch(path, text) : extractor!.extract(path, text) };
    } catch (error) {
      return { error: messageOf(error) };
    }
  };
  const send = (job: Job, told: Told | undefined, to: ExtractPool): void => {
    // Taken apart as it comes in: meanwhile the threads go on.
    const { path, text, sketch } = job;
    job.answer = to.run({ path, text, sketch }).then(decoded);
    if (!told) return;
    running++;
    void job.answer.then((made) => {
      if ('out' in made) told(made);
      if (--running === 0) wake();
    });
  };
  /** Counts a file that will have to be extracted. */
  const expect = (job: Job): void => {
    if (expected.has(job)) return;
    expected.add(job);
    characters += job.text.length;
    if (pool) return;
    choice = chooseWorkers(expected.size, characters, concurrency);
    if (choice.workers === 0) return;
    const { timeOut, memory } = concurrency;
    pool = startPool({
      size: choice.workers,
      ...(timeOut !== undefined && { timeOut }),
      ...(memory !== undefined && { memory: memoryOfWorker(choice.workers, memory) }),
      fallback: async (task) => encoded(await here(task)),
    });
    for (const [job, told] of waiting) send(job, told, pool);
    waiting.clear();
  };
  return {
    choice: () => choice,
    files: () => expected.size,
    extractor: () => extractor,
    load,
    expect,
    /** `told` hears of what was made, unless something went wrong. */
    submit(job: Job, told?: Told): void {
      expect(job);
      if (pool) send(job, told, pool);
      else waiting.set(job, told);
    },
    /** Whether threads are there, and nobody waits for one. */
    isFree: () => pool !== undefined && running === 0,
    /** Once nobody waits for the outcome of a job any more. */
    async idle(pause: () => Promise<void>): Promise<void> {
      // A map tells what is put into it meanwhile.
      for (const [job, told] of waiting) {
        await pause();
        waiting.delete(job);
        job.answer = here(job);
        const made = await job.answer;
        if ('out' in made) told?.(made);
      }
      while (running > 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
    made: async (job: Job): Promise<Made> => {
      waiting.delete(job);
      return job.answer ?? here(job);
    },
    close(): void {
      pool?.close();
    },
  };
}
type Told = (made: { readonly out: Extracted }) => void;

function decoded(outcome: Outcome): Made {
  return 'facts' in outcome ? { out: unpackFacts(outcome.facts), packed: outcome.facts } : outcome;
}

function encoded(made: Made): Outcome {
  return 'out' in made ? { facts: packFacts(made.out) } : made;
}
