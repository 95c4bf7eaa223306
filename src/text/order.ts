/**
 * The one ordering of the project: by UTF-16 code unit, never by locale, so that two machines print the same bytes.
 * Returns a negative number, zero or a positive number, as `Array.prototype.sort` wants it.
 */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
