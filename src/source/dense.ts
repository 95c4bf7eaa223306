/** Less code than this (UTF-16 code units, literals and comments aside) proves nothing. */
const leastCode = 512;

/**
 * Says why a text is minified; undefined where it reads as written by hand.
 *
 * Measured on the code alone: literals and comments are left out, because one long embedded string or a licence text would
 * tip any measure of the whole file. Minified is a share of white space under 7 % (hand-written code has 12 % and more)
 * on lines that average over 100 code units, or under 15 % on lines over 300. Both must hold: dense code with short lines
 * and tables of numbers with blanks between them are somebody's work.
 */
export function minification(text: string): string | undefined {
  const { code, blanks, lines } = measure(text);
  if (code < leastCode) return undefined;
  const share = blanks / code;
  const line = code / Math.max(1, lines);
  if (!((line >= 100 && share < 0.07) || (line >= 300 && share < 0.15))) return undefined;
  return `${(share * 100).toFixed(1)} % white space on lines of ${Math.round(line)} characters`;
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

/** Code units outside literals and comments, how many of them are blank, and how many lines have any that is not. */
function measure(text: string): { code: number; blanks: number; lines: number } {
  let code = 0;
  let blanks = 0;
  let lines = 0;
  let used = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
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
  return { code, blanks, lines: used ? lines + 1 : lines };
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
