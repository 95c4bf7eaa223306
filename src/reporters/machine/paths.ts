import { posix } from 'node:path';
import type { Report } from '../../report/report.ts';

/** A path of the report (from DIR, `/`) from the root of the repository: what code hosts and their CI resolve paths against. */
export function fromRoot({ run }: Report, file: string): string {
  return posix.join(run.root, file);
}

/** A path of the report from the user's folder: what a terminal or an editor can open. */
export function fromUser(prefix: string | undefined, file: string): string {
  return prefix === undefined ? file : posix.join(prefix, file);
}

/** A relative path as a URI reference (RFC 3986): every byte but unreserved ones and `/` percent-encoded. */
export function uriOf(path: string): string {
  return path
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}
