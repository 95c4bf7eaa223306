/** A set of the words of a text: long tables of names read better as prose than one a line. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}
