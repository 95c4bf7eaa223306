import type { ToolErrorCode } from './codes.ts';

/** The parts of an error message, in the order in which a reader needs them. All are plain sentences without colour. */
export type ToolErrorParts = {
  readonly code: ToolErrorCode;
  /** What failed, and with which input: lower case, no final stop. */
  readonly what: string;
  /** File, `file:line` or option where the cause stands; null where there is no such place. */
  readonly where?: string | null;
  /** What was looked at or attempted, one line each. */
  readonly tried?: readonly string[];
  /** What to do now. */
  readonly fix: string;
  /** Further faults found at the same time, one line each with their own place. */
  readonly also?: readonly string[];
};

/**
 * A failure that the tool knows: usage, configuration, an output that cannot be written. It is printed without a stack and
 * ends the run with exit code 2. Everything else that is thrown is a fault of the tool.
 */
export class ToolError extends Error {
  readonly code: ToolErrorCode;
  readonly what: string;
  readonly where: string | null;
  readonly tried: readonly string[];
  readonly fix: string;
  readonly also: readonly string[];

  constructor(parts: ToolErrorParts, options?: ErrorOptions) {
    super(parts.where ? `${parts.what} (${parts.where})` : parts.what, options);
    this.name = 'ToolError';
    this.code = parts.code;
    this.what = parts.what;
    this.where = parts.where ?? null;
    this.tried = parts.tried ?? [];
    this.fix = parts.fix;
    this.also = parts.also ?? [];
  }
}
