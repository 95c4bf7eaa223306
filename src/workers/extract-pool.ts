import { Worker } from 'node:worker_threads';
import type { Answer, Ready, Task } from './messages.ts';

/** Facts of a file, or why there are none: the extractor threw, its thread died on the file, or took so many milliseconds. */
export type Outcome = Answer | { readonly timeOut: number };

/** Threads that extract. */
export type ExtractPool = {
  /** Never rejects; after `close` it stays open. Tasks start in the order in which they come. */
  run(task: Task): Promise<Outcome>;
  /** Ends all threads; what was not answered stays so. */
  close(): void;
};

export type PoolOptions = {
  readonly size: number;
  /** The module that runs in each thread. */
  readonly entry?: URL;
  /** Milliseconds that one file may take; absent: as long as it takes. */
  readonly timeOut?: number;
  /** MiB that the objects of one thread may take; absent: what Node.js gives it. */
  readonly memory?: number;
  /** Extracts in this thread: for the case that no thread can be started at all. */
  readonly fallback: (task: Task) => Outcome | Promise<Outcome>;
};

/** A thread is handed a second file before it has answered for the first, so that it never waits. */
const AHEAD = 2;

/** So many threads in a row may end before they have loaded; then there are to be none. */
const FAILED_STARTS = 3;

type Job = { readonly task: Task; readonly resolve: (outcome: Outcome) => void };
type Thread = { readonly worker: Worker; readonly open: Job[]; ready: boolean; hung?: boolean; timer?: NodeJS.Timeout };

/**
 * Starts `size` threads. One that dies is replaced: the file it was at gets an error for an answer, the others that it had go to
 * the next. The threads load while the caller goes on.
 */
export function startPool({ size, entry, timeOut, memory, fallback }: PoolOptions): ExtractPool {
  const module = entry ?? new URL('../workers/extract-worker.js', import.meta.url);
  const queue: Job[] = [];
  const threads = new Set<Thread>();
  let failedStarts = 0;
  let closed = false;

  const start = (): void => {
    const limits = memory === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memory } };
    const thread: Thread = { worker: new Worker(module, limits), open: [], ready: false };
    threads.add(thread);
    let death: unknown;
    thread.worker.on('message', (message: Answer | Ready) => {
      if (message === 'ready') {
        thread.ready = true;
        failedStarts = 0;
      } else {
        thread.open.shift()?.resolve(message);
        watch(thread);
      }
      feed();
    });
    thread.worker.on('error', (error) => {
      death = error;
    });
    thread.worker.on('exit', (code) => {
      threads.delete(thread);
      clearTimeout(thread.timer);
      if (closed) return;
      bury(thread, death instanceof Error ? death.message : `it ended with code ${code}`);
    });
  };

  /** The last resort against a file that takes for ever: its thread is ended. An answer that is on its way still counts. */
  const watch = (thread: Thread): void => {
    clearTimeout(thread.timer);
    const [job] = thread.open;
    if (timeOut === undefined || !job || closed) return;
    const expire = (): void => {
      if (closed || thread.open[0] !== job) return;
      thread.hung = true;
      void thread.worker.terminate();
    };
    thread.timer = setTimeout(() => setImmediate(expire), timeOut);
  };

  const bury = ({ open, ready, hung }: Thread, cause: string): void => {
    if (ready) {
      const [lost, ...waiting] = open;
      if (hung && timeOut !== undefined) lost?.resolve({ timeOut });
      else lost?.resolve({ error: `the thread that extracted the file died: ${cause}` });
      queue.unshift(...waiting);
    } else {
      failedStarts++;
      queue.unshift(...open);
    }
    if (failedStarts < FAILED_STARTS) start();
    else if (threads.size === 0) void drain();
    feed();
  };

  /** No thread starts on this machine: the work is done here. */
  const drain = async (): Promise<void> => {
    for (let job = queue.shift(); job && !closed; job = queue.shift()) job.resolve(await fallback(job.task));
  };

  const feed = (): void => {
    for (const thread of threads) {
      while (thread.ready && thread.open.length < AHEAD && queue.length > 0) {
        const job = queue.shift()!;
        thread.open.push(job);
        thread.worker.postMessage(job.task);
        if (thread.open.length === 1) watch(thread);
      }
    }
  };

  for (let i = 0; i < size; i++) start();
  return {
    run: (task) =>
      new Promise((resolve) => {
        queue.push({ task, resolve });
        if (threads.size === 0) void drain();
        else feed();
      }),
    close() {
      closed = true;
      for (const { worker, timer } of threads) {
        clearTimeout(timer);
        void worker.terminate();
      }
      queue.length = 0;
    },
  };
}
