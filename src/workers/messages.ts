/** A file to be reduced to facts: its repository-relative path and its text. */
export type Task = { readonly path: string; readonly text: string };

/** The facts of a file as `encodeFacts` writes them, or what went wrong inside the extractor. Answers come in the order of tasks. */
export type Answer = { readonly facts: string } | { readonly error: string };

/** What a worker says first, once it has loaded. */
export type Ready = 'ready';
