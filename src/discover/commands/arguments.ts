/** Splits `words` into what stands before and behind the first free argument, stepping over options and their values. */
export function freeArguments(
  words: readonly string[],
  valueOptions: readonly string[] | ReadonlySet<string>,
): readonly string[] {
  const takesValue = new Set(valueOptions);
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') return words.slice(at + 1);
    if (!word.startsWith('-') || word === '-') break;
    if (takesValue.has(word)) at++;
  }
  return words.slice(at);
}

/** The value of an option written `--name value`, `--name=value` or `-n value`; undefined where it is absent. */
export function optionValue(words: readonly string[], names: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (names.includes(word)) return words[at + 1];
    const name = names.find((option) => option.startsWith('--') && word.startsWith(`${option}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}
