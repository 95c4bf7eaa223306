import type { Stages } from '../stages.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given. */
export type CommandContext = {
  readonly terminal: Terminal;
  readonly stages: Stages;
  /** Sets the exit code of the process; the highest one wins. */
  exit(code: number): void;
};
