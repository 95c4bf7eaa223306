import { setImmediate } from 'node:timers/promises';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { CommandContext } from './context.ts';

/** Runs something that a signal may end: an interrupted run ends as one that was, whatever it was about to say. */
export async function interruptible<T>(
  { terminal }: CommandContext,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const interruption = new AbortController();
  const stop = terminal.onInterrupt(() => interruption.abort());
  try {
    const result = await run(interruption.signal);
    await turnOfLoop();
    interruption.signal.throwIfAborted();
    return result;
  } catch (error) {
    throw interruption.signal.aborted ? wasInterrupted(error) : error;
  } finally {
    stop();
  }
}

/**
 * Lets the event loop go round once. A signal that came while a stage held the thread is only told then, and has to be told before
 * anything is written. The first immediate may run in the round that is under way, which looked for signals already.
 */
async function turnOfLoop(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

function wasInterrupted(cause: unknown): ToolError {
  return new ToolError(
    { code: 'interrupted', what: 'interrupted: no report was written', fix: 'run it again when there is time' },
    { cause },
  );
}
