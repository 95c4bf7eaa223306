/** An entry of a table that is a plain object, and none that it has from its prototype: a package may be called `constructor`. */
export const ownEntry = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
