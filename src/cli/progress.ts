import type { Terminal } from './terminal.ts';

/** One line on stderr that is rewritten as stages go on, and wiped at the end. */
export type Progress = {
  report(stage: string, done: number, total: number): void;
  /** Wipes the line; nothing is written after it. */
  stop(): Promise<void>;
};

/** Milliseconds between two rewrites: often enough to look alive, seldom enough to cost nothing. */
const interval = 80;
const wipe = '\r\u001b[K';

export function startProgress({ stderr, clock }: Terminal, wanted: boolean): Progress {
  if (!wanted) return { report() {}, stop: async () => {} };
  let last = Number.NEGATIVE_INFINITY;
  let shown = '';
  let ended = false;
  return {
    report(stage, done, total) {
      const now = clock();
      if (ended || (stage === shown && now - last < interval)) return;
      last = now;
      shown = stage;
      void stderr.write(`${wipe}${stage}${total > 0 ? ` ${done}/${total}` : ''}`);
    },
    async stop() {
      ended = true;
      if (shown !== '') await stderr.write(wipe);
    },
  };
}
