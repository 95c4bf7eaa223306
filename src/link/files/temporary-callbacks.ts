import { NONE, type ValueId } from '../../extract/facts.ts';
import { consumersOf } from '../consumers.ts';
import type { Program } from '../program.ts';
import type { FileCall } from './file-calls.ts';

/** The callback to which a library of temporary files hands what it made: `tmp.file((err, path, fd, cleanup) => …)`. */
export type GivenToCallback = {
  /** Values of the file: the path, and the functions that take it back. */
  readonly path: ValueId;
  readonly takers: readonly ValueId[];
};

/** What stands after the error in the parameters of a callback that is handed a temporary file; null where there is no such callback. */
export function givenToCallback(p: Program, { file, id }: FileCall): GivenToCallback | null {
  const f = p.files[file]!;
  const { args } = f.calls[id]!;
  const last = args.length === 0 ? undefined : f.values[args[args.length - 1]!]!;
  if (last?.k !== 'fn') return null;
  const [, path, ...rest] = f.functions[last.f]!.params;
  const uses = consumersOf(f);
  const v = path === undefined ? NONE : uses.bindValue(path);
  return v === NONE ? null : { path: v, takers: rest.map((b) => uses.bindValue(b)) };
}
