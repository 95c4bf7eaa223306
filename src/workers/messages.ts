import type { PackedFacts } from '../facts/facts-text.ts';

/** A file to be reduced to facts: its repository-relative path and its text. */
export type Task = { readonly path: string; readonly text: string };

/** The facts of a file, or what went wrong inside the extractor. Answers come in the order of tasks. */
export type Answer = { readonly facts: PackedFacts } | { readonly error: string };

/** What a worker says first, once it has loaded. */
export type Ready = 'ready';
