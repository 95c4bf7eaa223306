/**
 * What must never reach a terminal or a log raw: it moves the cursor, changes colours, reverses the reading direction or hides
 * text. C0 and DEL, C1, line and paragraph separators, bidirectional controls, invisible format characters and tags, and
 * half surrogate pairs. Joiners (U+200C, U+200D) and variation selectors stay: scripts and emoji need them, and they neither
 * hide nor reorder.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Escapes one character as source code would write it: `\n`, `\x1b`, `\u202e`, `\u{e0001}`. */
function escapeOne(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/**
 * Makes text of the target (names, paths, strings, code) safe to print: every control or invisible character becomes a visible
 * escape, everything else stays as it is. The result is one line.
 */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, escapeOne);
}

/** The same with nothing but printable ASCII left, for terminals that show no more. */
export function escapeToAscii(text: string): string {
  return escapeControls(text).replace(/[^\x20-\x7e]/gu, escapeOne);
}

/** One UTF-16 unit as JSON writes it. */
const unitEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * The same for JSON text: unsafe characters inside strings become `\\uXXXX`, which parses back to the same value. Line ends and tabs
 * stay, since in JSON text they stand only between tokens.
 */
export function escapeInJson(json: string): string {
  return json.replace(UNSAFE, (character) =>
    character === '\n' || character === '\t' || character === '\r'
      ? character
      : character.replace(/[\s\S]/g, unitEscape),
  );
}
