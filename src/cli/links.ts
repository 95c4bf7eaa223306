import { createSupportsHyperlinks } from 'supports-hyperlinks';
import type { Terminal } from './terminal.ts';

/** Whether standard output is a terminal that shows OSC 8 links. FORCE_HYPERLINK=0 turns them off. */
export function showsLinks({ stdout }: Terminal): boolean {
  return stdout.isTTY && createSupportsHyperlinks({ isTTY: true });
}
