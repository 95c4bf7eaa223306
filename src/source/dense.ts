/** Less code than this (UTF-16 code units, literals and comments aside) proves nothing. */
const leastCode = 512;

/**
 * Says why a text is minified; undefined where it reads as written by hand.
 *
 * Measured on the code alone: literals and comments are left out, because one long embedded string or a licence text would
 * tip any measure of the whole file. Minified is less than 0.4 blanks a word on lines that average 60 code units and more,
 * or any code on lines over 2,000. In the code of 32 servers, minified files have at most 0.2 blanks a word and all others
 * at least 0.7; the share of white space in the text, which other tools measure, misjudges lists of long names.
 */
export function minification(text: string): string | undefined {
  const { code, blanks, lines, words } = measure(text);
  if (code < leastCode) return undefined;
  const line = code / Math.max(1, lines);
  const perWord = blanks / Math.max(1, words);
  if (line <= 2000 && !(line >= 60 && perWord < 0.4)) return undefined;
  return `${perWord.toFixed(2)} blanks a word on lines of ${Math.round(line)} characters`;
}

/**
 * The bundler whose run-time support a file defines; undefined where there is none. A bundle is many modules in one file,
 * also where it is not minified, so that what is found in it has no place in the sources.
 */
export function bundler(text: string): string | undefined {
  if (/^\/\*{6}\/ .{0,80}\/\/ webpackBootstrap$/m.test(text.slice(0, 2048))) return 'webpack';
  if (/^(?:\/\*{6}\/)?[ \t]{0,8}function __webpack_require__\(/m.test(text)) return 'webpack';
  const head = text.slice(0, 4096);
  if (/^var __(?:create|defProp|getOwnPropNames) = Object\./m.test(head)) {
    if (/^var __(?:commonJS|esm|export|toESM|toCommonJS|require) = /m.test(head)) return 'esbuild';
  }
  if (head.includes('parcelRequire') && /^[ \t]{0,8}(?:parcelRequire|var \$?parcel|var parcelRequire)/m.test(head))
    return 'Parcel';
  if (/^\(function\(\)\{function [a-z]\([a-z],[a-z],[a-z]\)\{function /.test(head)) return 'Browserify';
  return undefined;
}

/** Code units outside literals and comments, how many of them are blank, the words, and the lines that hold any code. */
function measure(text: string): { code: number; blanks: number; lines: number; words: number } {
  let code = 0;
  let blanks = 0;
  let lines = 0;
  let words = 0;
  let inWord = false;
  let used = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const wordly = isWord(c);
    if (wordly && !inWord) {
      if (c >= 48 && c <= 57) {
        i = numberEnd(text, i);
        used = true;
        continue;
      }
      words++;
    }
    inWord = wordly;
    if (c === 10) {
      // A line without code is neither short nor blank: it does not count.
      if (used) {
        lines++;
        code++;
        blanks++;
      }
      used = false;
    } else if (c <= 32) {
      code++;
      blanks++;
    } else if (c === 34 || c === 39 || c === 96) {
      i = literalEnd(text, i, c);
      code += 2;
      used = true;
    } else if (c === 47 && text.charCodeAt(i + 1) === 47 && text.charCodeAt(i - 1) !== 92) {
      const end = text.indexOf('\n', i);
      i = (end < 0 ? text.length : end) - 1;
    } else if (c === 47 && text.charCodeAt(i + 1) === 42) {
      const end = text.indexOf('*/', i + 2);
      i = end < 0 ? text.length : end + 1;
    } else {
      code++;
      used = true;
    }
  }
  return { code, blanks, lines: used ? lines + 1 : lines, words };
}

/** Index of the closing quote of a literal, or of the line's end that stops a quote which a regular expression had. */
function literalEnd(text: string, start: number, quote: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) i++;
    else if (c === quote) return i;
    else if (c === 10 && quote !== 96) return i - 1;
  }
  return text.length;
}

/** Index of the last code unit of a number; tables of numbers are data, however they are set. */
function numberEnd(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && isWord(text.charCodeAt(i))) i++;
  return i - 1;
}

/** Whether a code unit is part of a name, keyword or number. */
function isWord(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 36 || c > 127;
}
