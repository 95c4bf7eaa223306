/**
 * Databases inside the process that keep what they hold in its memory alone, unless their constructor is told a file.
 * Source: nedb 1.8 lib/datastore.js, @seald-io/nedb 4.1 lib/datastore.js, nedb-promises 6.2 index.js.
 */
export type MemoryDatabase = {
  readonly packages: readonly string[];
  /** Index of the constructor's argument, a text or an object with this property, that names the file. */
  readonly argument: number;
  readonly option: string;
};

export const memoryDatabases: readonly MemoryDatabase[] = [
  { packages: ['nedb', '@seald-io/nedb', 'nedb-promises'], argument: 0, option: 'filename' },
];
