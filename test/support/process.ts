import { spawn } from 'node:child_process';
import path from 'node:path';

export const repositoryRoot = path.join(import.meta.dirname, '../..');
export const bin = path.join(repositoryRoot, 'bin/sharenothing.js');

export type Finished = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Spawning = {
  readonly cwd: string;
  /** Added to an environment that has PATH and nothing else, so that no setting of the machine decides a test. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of node itself, such as `--require FILE`. */
  readonly node?: readonly string[];
};

/** Runs the command as a user does, in a process of its own, and collects its output. */
export function runProcess(argv: readonly string[], { cwd, env = {}, node = [] }: Spawning): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, bin, ...argv], {
      cwd,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, SHARENOTHING_NO_CACHE: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on('data', (chunk: Buffer) => chunks.stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const text = (name: 'stdout' | 'stderr') => Buffer.concat(chunks[name]).toString('utf8');
      resolve({ code, signal, stdout: text('stdout'), stderr: text('stderr') });
    });
  });
}
