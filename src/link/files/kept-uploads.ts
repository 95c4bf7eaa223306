import { NONE } from '../../extract/facts.ts';
import type { Points } from '../points.ts';
import type { FileCall } from './file-calls.ts';

/** The property of an upload by which a handler finds the file that was written. */
const FOUND_BY: ReadonlySet<string> = new Set(['path', 'filepath']);

/**
 * Whether a program means uploads to stay where they are put: it names each file itself (`diskStorage({ filename })`), and nothing in it takes
 * away, moves or reads what an upload's own `path` names. Files with the library's names wait for a handler that does something with them.
 */
export function makeKeptUploads(pt: Points, calls: readonly FileCall[]): (write: FileCall) => boolean {
  const { p } = pt;
  const takesUploads = calls.some((c) => {
    const from = c.does === 'remove' || c.does === 'read' ? c.path : c.takesSource ? c.source : null;
    if (from === null || from === 'result' || from.v === NONE) return false;
    const x = p.files[from.file]!.values[from.v]!;
    return x.k === 'prop' && FOUND_BY.has(x.p);
  });
  return ({ entry, file, id }) => {
    const spec = entry?.path;
    if (takesUploads || spec?.named === undefined || typeof spec.argument !== 'number') return false;
    const f = p.files[file]!;
    const options = f.values[f.calls[id]!.args[spec.argument] ?? NONE];
    return options?.k === 'obj' && options.props.some(([name]) => name === spec.named);
  };
}
