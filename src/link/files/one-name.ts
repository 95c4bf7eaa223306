import type { FileFacts, ValueId } from '../../extract/facts.ts';
import { type Contexts, Ctx } from '../contexts.ts';
import type { Origins } from '../origins.ts';
import type { Points } from '../points.ts';
import { contentOf } from './content.ts';
import type { FileCall } from './file-calls.ts';
import type { Path } from './place.ts';
import type { Removal } from './removal.ts';

/** Contexts of which two may be at work at once, so that both use the file. */
const AT_ONCE = Ctx.request | Ctx.connection;

/**
 * Whether a file that is removed again has one name for all requests (`join(tmpdir(), 'upload.zip')`), and lies there while others run:
 * the second request writes over what the first one still needs, and the one that is done first takes it away from both. What is written
 * and removed in one go is nobody else's.
 */
export function hasOneName(
  pt: Points,
  ctx: Contexts,
  origins: Origins,
  write: { readonly call: number; readonly path: Path; readonly mask: number; readonly write: FileCall },
  gone: Removal,
): boolean {
  const { p } = pt;
  const { plain, content, name } = write.write;
  if (!plain || content === null || contentOf(pt, ctx, origins, write.write).given) return false;
  if ((write.mask & AT_ONCE) === 0 || write.path.pieces.length === 0) return false;
  if (!write.path.pieces.every((x) => typeof x === 'string')) return false;
  const { file, c } = p.calls[write.call]!;
  if (c.args.some((a) => isExclusive(p.files[file]!, a))) return false;
  if (gone.file !== file || !name.endsWith('Sync')) return true;
  const f = p.files[file]!;
  const removal = f.calls.find((x) => x !== null && x.s === gone.s && x.e === gone.e);
  if (removal?.f !== c.f) return true;
  return f.functions[c.f]!.events.some((e) => e.t === 'await' && e.s > c.s && e.s < gone.s);
}

/** `{ flag: 'wx' }`: who comes second is refused. */
function isExclusive(f: FileFacts, v: ValueId): boolean {
  const x = f.values[v]!;
  if (x.k === 'lit') return typeof x.v === 'string' && /^[wa]x\+?$/.test(x.v);
  return x.k === 'obj' && x.props.some(([name, value]) => /^flags?$/.test(name) && isExclusive(f, value));
}
