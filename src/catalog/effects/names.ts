/** The names in a text, separated by white space: tables of methods are read more easily so. */
export function names(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
