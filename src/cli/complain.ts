import { renderError } from '../diagnostics/render.ts';
import { appearance } from './appearance.ts';
import { ownVersion } from './package-file.ts';
import type { Terminal } from './terminal.ts';

/** Prints an error on stderr: a known one by its parts, an unknown one with what a bug report needs. */
export async function complain(error: unknown, terminal: Terminal): Promise<void> {
  const { color } = appearance('auto', terminal, terminal.stderr);
  const paint = (codes: string, text: string) => (color ? `\u001b[${codes}m${text}\u001b[0m` : text);
  const text = renderError(error, {
    mark: (kind, word) => (kind === 'error' ? paint('1;31', word) : paint('2', word)),
    identity: {
      version: ownVersion(),
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    },
    debug: Boolean(terminal.env.SHARENOTHING_DEBUG),
  });
  // Where stderr cannot be written there is nobody to tell.
  await terminal.stderr.write(text).catch(() => {});
}
