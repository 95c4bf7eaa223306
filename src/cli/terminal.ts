import { availableParallelism, homedir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { ToolError } from '../diagnostics/tool-error.ts';

/** A stream that the command writes to. */
export type Sink = {
  /** Resolves when the text was handed to the operating system. A reader that went away is no error. */
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
  /** Columns of the terminal; null where there is none. */
  readonly columns: number | null;
};

/** All that a command may know of the machine: the only way to streams, environment, folder, clock and signals. */
export type Terminal = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** All of standard input as text. */
  readStdin(): Promise<string>;
  /** Asks the user for a line; null where nobody is at a terminal. */
  ask(question: string): Promise<string | null>;
  /** Today's UTC date, `YYYY-MM-DD`. */
  today(): string;
  /** The user's folder, absolute. */
  readonly home: string;
  /** How many processors there are for this process. */
  readonly cores: number;
  /** The most memory that this process has had, in bytes. */
  peakMemory(): number;
  /** Milliseconds, monotonic. */
  clock(): number;
  /**
   * Calls back at the first SIGINT; the second one ends the process at once, as SIGTERM always does (whoever sends that wants no
   * last word). Returns what undoes it.
   */
  onInterrupt(callback: () => void): () => void;
};

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    stdout: sink(process.stdout, 'standard output'),
    stderr: sink(process.stderr, 'standard error'),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
    async ask(question) {
      if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
      const { createInterface } = await import('node:readline/promises');
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
    today: () => new Date().toISOString().slice(0, 10),
    home: homedir(),
    cores: availableParallelism(),
    peakMemory: () => process.resourceUsage().maxRSS * 1024,
    clock: () => performance.now(),
    onInterrupt(callback) {
      process.once('SIGINT', callback);
      return () => {
        process.removeListener('SIGINT', callback);
      };
    },
  };
}

function sink(stream: NodeJS.WriteStream, name: string): Sink {
  // Without a listener a reader that closes its end (`| head`) would end the process with a stack.
  stream.on('error', () => {});
  return {
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? null,
    write: (text) =>
      new Promise((resolve, reject) => {
        if (text === '') return resolve();
        stream.write(text, (error) => {
          if (!error || hasGone(error)) return resolve();
          reject(
            new ToolError({
              code: 'output-not-writable',
              what: `${name} cannot be written: ${error.message}`,
              fix: 'use --output FILE, or look at what reads the output',
            }),
          );
        });
      }),
  };
}

function hasGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED' || error.code === 'EOF';
}
