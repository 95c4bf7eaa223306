import type { FileCall } from './file-calls.ts';
import type { PathValues } from './path-value.ts';
import { covers, type Path, pathOf } from './place.ts';

/**
 * Whether a write copies what the build ships, under the name that it has there (`copyFile(join(root, 'defaults', name), join(dir, name))`):
 * whichever process does so, the same lies there afterwards. A folder that the program writes to itself ships nothing, and a name that a
 * request brings may be that of something else: such copies are not asked about here.
 */
export function copiesShipped(
  paths: PathValues,
  write: FileCall,
  target: Path,
  written: readonly { readonly path: Path }[],
): boolean {
  if (!write.plain || write.source === null || write.takesSource || write.content !== null) return false;
  const source = paths.of(write.source);
  const first = source.pieces[0];
  if (typeof first !== 'string' || !first.startsWith('cwd:/')) return false;
  // What stands before the first piece that is not text: the folder in the repository.
  const cut = source.pieces.length === 1 ? first.lastIndexOf('/') : first.endsWith('/') ? first.length - 1 : -1;
  if (cut <= 'cwd:'.length) return false;
  const folder = pathOf([first.slice(0, cut)]);
  const rest = `${first.slice(cut)}${pathOf(source.pieces.slice(1)).key}`;
  if (!target.key.endsWith(rest) || covers(folder, target)) return false;
  return !written.some((x) => covers(folder, x.path));
}
