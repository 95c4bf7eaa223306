/**
 * Text of the target or of the user made safe for a terminal: control characters, among them escape sequences and line ends,
 * and the characters that reverse the direction of text are written as `\u{..}`.
 */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}
