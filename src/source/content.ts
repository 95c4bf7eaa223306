import { isUtf8 } from 'node:buffer';
import { bundler, minification } from './dense.ts';
import { generatedBy } from './generated.ts';
import type { Skipped } from './source.ts';

/** Limits of what is read as code. */
export type ContentLimits = {
  /** Largest file that is analysed, in bytes; 1 MiB where absent, as in Biome and Semgrep. */
  readonly maxBytes?: number;
  /** Read files with a generated-file header like any other. */
  readonly keepGenerated?: boolean;
  /** Whether a text is known to be code that a person wrote: then it is not looked through again. */
  readonly isKnown?: (text: string) => boolean;
};

/** The size limit where none is given, in bytes. */
export const defaultMaxBytes = 1024 * 1024;

/** The skip of a file that is over the limit; undefined where it is not. `size` in bytes, known before a byte is read. */
export function tooLarge(path: string, size: number, limits: ContentLimits = {}): Skipped | undefined {
  const limit = limits.maxBytes ?? defaultMaxBytes;
  if (size <= limit) return undefined;
  return { file: path, reason: 'too-large', detail: `${size} bytes, the limit is ${limit}` };
}

/**
 * Decodes the bytes of a code file (the caller knows that it is one), or says why it is not code that a person wrote.
 * Pure: the result depends on the arguments alone. The text has no byte order mark; its line ends are as they were.
 */
export function classifyContent(
  path: string,
  bytes: Uint8Array,
  limits: ContentLimits = {},
): { readonly text: string } | Skipped {
  const skip = (reason: Skipped['reason'], detail: string): Skipped => ({ file: path, reason, detail });
  const oversized = tooLarge(path, bytes.length, limits);
  if (oversized) return oversized;
  const decoded = limits.isKnown && isUtf8(bytes) ? decode(bytes) : undefined;
  if (decoded !== undefined && limits.isKnown?.(decoded)) return { text: decoded };
  const wide = wideEncoding(bytes);
  if (wide) return skip('encoding', wide);
  const nul = bytes.indexOf(0);
  if (nul >= 0) return skip('binary', `NUL byte at offset ${nul}`);
  if (isMostlyControl(bytes)) return skip('binary', 'mostly control characters');
  if (decoded === undefined && !isUtf8(bytes))
    return skip('encoding', `invalid UTF-8 on line ${firstInvalidLine(bytes)}`);
  const text = decoded ?? decode(bytes);
  if (isLfsPointer(text)) return skip('lfs-pointer', 'the content is in Git LFS and was not fetched');
  const header = limits.keepGenerated ? undefined : generatedBy(text);
  if (header) return skip('generated', header);
  const bundle = bundler(text);
  if (bundle) return skip('minified', `bundled by ${bundle}`);
  const dense = minification(text);
  if (dense) return skip('minified', dense);
  return { text };
}

/** TextDecoder drops the byte order mark by itself. */
const utf8 = new TextDecoder('utf-8');
const decode = (bytes: Uint8Array): string => utf8.decode(bytes);

/** UTF-16 and UTF-32, told by their byte order mark or by where the NUL bytes of ASCII text fall. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32 (little endian)' : 'UTF-16 (little endian)';
  if (a === 0xfe && b === 0xff) return 'UTF-16 (big endian)';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32 (big endian)';
  // Code is ASCII for the most part, so that in a wide encoding the high bytes of a sample are nearly all zero and the
  // low ones nearly never.
  const length = Math.min(bytes.length, 4096) & ~3;
  if (length === 0) return undefined;
  const zeros = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 3]!++;
  const [often, never] = [(length / 4) * 0.7, (length / 4) * 0.05];
  const pattern = zeros.map((count) => (count >= often ? '0' : count <= never ? 'x' : '?')).join('');
  const names: Record<string, string> = {
    x0x0: 'UTF-16 (little endian, no byte order mark)',
    '0x0x': 'UTF-16 (big endian, no byte order mark)',
    x000: 'UTF-32 (little endian, no byte order mark)',
    '000x': 'UTF-32 (big endian, no byte order mark)',
  };
  return Object.hasOwn(names, pattern) ? names[pattern] : undefined;
}

/** More than a tenth of control characters that text does not have. */
function isMostlyControl(bytes: Uint8Array): boolean {
  let control = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) control++;
  return control * 10 > bytes.length;
}

/** 1-based line of the first byte that is no UTF-8. */
function firstInvalidLine(bytes: Uint8Array): number {
  // The prefixes that end at a line end are valid up to the line that is not: bisect over them.
  const ends: number[] = [];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at + 1);
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isUtf8(bytes.subarray(0, ends[middle]))) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: first line, and the whole pointer is under 1,024 bytes. */
function isLfsPointer(text: string): boolean {
  return (
    text.length < 1024 && /^version https?:\/\/(?:git-lfs\.github\.com|git-media\.io|hawser\.github\.com)\//.test(text)
  );
}
