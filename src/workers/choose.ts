/** How many worker threads extract, and why so many. 0: none, all is done in this thread. */
export type WorkerChoice = { readonly workers: number; readonly why: string };

/** What `--concurrency` asks for, how many processors there are, and what one file and the whole may take. */
export type Concurrency = {
  readonly asked?: number;
  readonly cores: number;
  /** Milliseconds that one file may take (`--timeout`): only a thread can be ended. */
  readonly timeOut?: number;
  /** MiB that the run may take (`--memory-limit`). */
  readonly memory?: number;
};

/** MiB that the main thread takes for programs of the size that threads pay for, and that one thread takes at the most. */
const MAIN_MEMORY = 500;
const THREAD_MEMORY = 250;

/**
 * Characters of code from which on threads pay. Each has to load the compiler and to warm up: of a server of 7.2 million
 * characters two threads took 14.1 s of processor time where one took 11.2, about what one needs for two million characters.
 */
const WORTH_A_POOL = 2_000_000;

/** What each thread should have at the least. */
const WORTH_A_WORKER = 500_000;

/** More than this many make no run faster: the main thread takes in what they make. */
const MOST_WORKERS = 8;

/** What `--concurrency` may ask for at the most. */
export const MAX_CONCURRENCY = 64;

/** Decides for `characters` of code, that are known so far, in `files` files. */
export function chooseWorkers(files: number, characters: number, given: Concurrency): WorkerChoice {
  const wanted = wantedWorkers(files, characters, given);
  const { memory, timeOut } = given;
  const affordable =
    memory === undefined ? wanted.workers : Math.max(0, Math.floor((memory - MAIN_MEMORY) / THREAD_MEMORY));
  const fits = wanted.workers <= affordable ? wanted : { workers: affordable, why: `--memory-limit ${memory}` };
  return timeOut !== undefined && fits.workers === 0 && files > 0 ? { workers: 1, why: '--timeout' } : fits;
}

/** MiB that each of so many threads may take under a limit for the whole. */
export function memoryOfWorker(workers: number, memory: number): number {
  return Math.max(THREAD_MEMORY, Math.floor((memory - MAIN_MEMORY) / workers));
}

function wantedWorkers(files: number, characters: number, { asked, cores }: Concurrency): WorkerChoice {
  if (asked !== undefined)
    return asked <= 1 ? { workers: 0, why: '--concurrency 1' } : { workers: asked, why: `--concurrency ${asked}` };
  if (files === 0) return { workers: 0, why: 'no file to extract' };
  if (cores < 2) return { workers: 0, why: 'one processor' };
  const size = `${(characters / 1e6).toFixed(1)} million characters`;
  if (characters < WORTH_A_POOL)
    return { workers: 0, why: `${size} to extract: threads pay from ${WORTH_A_POOL / 1e6} on` };
  const workers = Math.min(cores, MOST_WORKERS, Math.ceil(characters / WORTH_A_WORKER));
  return { workers, why: `${cores} processors, at least ${size} to extract` };
}
