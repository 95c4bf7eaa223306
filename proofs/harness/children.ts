import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A program that this run has started, with all that it starts in turn. */
export type Child = {
  readonly process: ChildProcess;
  /** What it has written to standard output and standard error so far. */
  output(): string;
  readonly ended: () => boolean;
  /** Sends the signal to it and to what it started; resolves when it has ended. */
  stop(signal: NodeJS.Signals): Promise<void>;
};

const living = new Set<Child>();
const folders = new Set<string>();

/** Starts a program in a process group of its own, so that a signal reaches all of it and Ctrl-C is ours to handle. */
export function start(command: string, args: readonly string[], options: SpawnOptions): Child {
  const started = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let ended = false;
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-20_000);
  };
  started.stdout?.on('data', keep);
  started.stderr?.on('data', keep);
  const end = () => {
    ended = true;
    living.delete(child);
  };
  started.once('exit', end);
  started.once('error', (error) => {
    output += error.message;
    end();
  });
  const child: Child = {
    process: started,
    output: () => output,
    ended: () => ended,
    async stop(signal) {
      if (ended) return;
      const gone = once(started, 'exit');
      signalGroup(started, signal);
      await gone;
    },
  };
  living.add(child);
  return child;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** A folder that is removed when the run ends, however it ends. */
export function temporaryFolder(name: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `sharenothing-proofs-${name}-`));
  folders.add(folder);
  return folder;
}

/** Kills what is still running and removes what was written. */
export function cleanUp(): void {
  for (const child of living) signalGroup(child.process, 'SIGKILL');
  for (const folder of folders) {
    try {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // A program that was just killed may still hold a file; the system's own cleaning takes the rest.
    }
  }
  living.clear();
  folders.clear();
}

/** Cleans up at every end of this process that can be seen: the last line, a failure, Ctrl-C, a time-out of who started it. */
export function cleanUpAtTheEnd(): void {
  process.once('exit', cleanUp);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => process.exit(code));
}
