/** The value of a key, made and kept where there is none yet. */
export function entryOf<K, V>(map: Entries<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined || map.has(key)) return known as V;
  const made = make();
  map.set(key, made);
  return made;
}

/** A map, or one that holds its keys weakly. */
type Entries<K, V> = { get(key: K): V | undefined; has(key: K): boolean; set(key: K, value: V): unknown };
