import { isClient } from '../../catalog/clients.ts';
import { NONE, type ValueId } from '../../extract/facts.ts';
import { AFTER, type Contexts } from '../contexts.ts';
import type { Points } from '../points.ts';
import { callGid } from '../program.ts';
import type { FileCall } from './file-calls.ts';
import { stepsOf } from './ordered.ts';
import type { PathValues } from './path-value.ts';
import type { Path, Piece, Place } from './place.ts';

/** Who relies on a file after the activation that wrote it. */
export type Readers = {
  /** Calls in other activations that read, list, send or serve what a path names. */
  of(path: Path, fn: number): readonly FileCall[];
  /** Whether a folder that a server answers from holds the path. */
  served(path: Path): FileCall | null;
  /** Reads and tests of the very path, in the order of the program. */
  exactly(path: Path): readonly FileCall[];
  /** Calls that take the path itself elsewhere: a queue, a row, a message. */
  handed(path: Place, call: number): readonly number[];
};

const MAX_SHAPES = 4;

export function makeReaders(pt: Points, ctx: Contexts, calls: readonly FileCall[], paths: PathValues): Readers {
  const { p, h } = pt;
  const readers: { readonly call: FileCall; readonly path: Path; readonly shapes: readonly string[] }[] = [];
  const byKey = new Map<string, FileCall[]>();
  for (const call of calls) {
    if (call.path === null || call.path === 'result') continue;
    if (!['read', 'test', 'list', 'serve', 'answer'].includes(call.does)) continue;
    const path = paths.of(call.path);
    const list = byKey.get(path.key);
    if (list) list.push(call);
    else byKey.set(path.key, [call]);
    if (call.does !== 'test') readers.push({ call, path, shapes: shapesOf(path) });
  }
  const serving = readers.filter((r) => r.call.does === 'serve');
  const reading = new Map<string, FileCall[]>();
  for (const r of readers) {
    if (r.call.does === 'serve') continue;
    for (const shape of r.shapes) {
      if (!telling(shape)) continue;
      const list = reading.get(shape);
      if (list) list.push(r.call);
      else reading.set(shape, [r.call]);
    }
  }
  const served = (path: Path): FileCall | null => {
    for (const shape of shapesOf(path))
      for (const r of serving)
        for (const root of r.shapes)
          if (root !== '*' && root !== 'cwd:' && (shape === root || shape.startsWith(`${root}/`))) return r.call;
    return null;
  };
  return {
    served,
    exactly: (path) => byKey.get(path.key) ?? [],
    of(path, fn) {
      const out = new Set<FileCall>();
      for (const shape of shapesOf(path)) {
        if (!telling(shape)) continue;
        for (const r of reading.get(shape) ?? []) out.add(r);
        const folder = shape.slice(0, Math.max(0, shape.lastIndexOf('/')));
        if (telling(`${folder}/*`)) for (const r of reading.get(folder) ?? []) if (r.does === 'list') out.add(r);
      }
      const root = served(path);
      if (root) out.add(root);
      return [...out]
        .filter((r) => r.fn !== fn && (r.does === 'serve' || (ctx.maskOf(r.fn) & AFTER) !== 0))
        .slice(0, 6);
    },
    handed(path, call) {
      const { file, c } = p.calls[call]!;
      const key = paths.of(path).key;
      if (key === '') return [];
      const out: number[] = [];
      for (const s of stepsOf(p, file, c.f)) {
        if (s.e.t !== 'call' || s.failed) continue;
        const gid = callGid(p, file, s.e.c);
        if (gid === call) continue;
        const exts = pt.externals.get(gid) ?? [];
        if (!exts.some((e) => isClient(h.objects[e]!.pkg) || isQueue(h.objects[e]!.pkg))) continue;
        const callee = p.files[file]!.values[p.files[file]!.calls[s.e.c]!.callee]!;
        if (callee.k === 'prop' && !TAKES.has(callee.p)) continue;
        const args = p.files[file]!.calls[s.e.c]!.args;
        if (args.some((a) => carries({ file, v: a, env: path.env }, key, 0))) out.push(gid);
      }
      return out.slice(0, 4);
    },
  };

  function carries(at: Place, key: string, depth: number): boolean {
    if (at.v === NONE || depth > 3) return false;
    const x = p.files[at.file]!.values[at.v as ValueId]!;
    if (x.k === 'obj') return x.props.some((q) => carries({ ...at, v: q[1] }, key, depth + 1));
    if (x.k === 'arr') return x.items.some((v) => carries({ ...at, v }, key, depth + 1));
    if (x.k === 'lit' || x.k === 'undef' || x.k === 'fn') return false;
    return paths.of(at).key === key;
  }
}

const TAKES = new Set([
  'add',
  'create',
  'insert',
  'insertOne',
  'insertMany',
  'update',
  'updateOne',
  'send',
  'publish',
  'save',
  'upsert',
  'enqueue',
  'push',
  'findByIdAndUpdate',
  'sendToQueue',
  'query',
  'execute',
  'run',
  'set',
  'lpush',
  'rpush',
  'xadd',
]);
const isQueue = (pkg: string): boolean =>
  /^(bull|bullmq|bee-queue|agenda|pg-boss|amqplib|kafkajs|@aws-sdk\/client-sqs|nats|kue|graphile-worker)(\/|$)/.test(
    pkg,
  );

/** A path with what varies from one activation to the next left out; several where its root is one of several. */
export function shapesOf(path: Path): readonly string[] {
  let out: string[] = [''];
  path.pieces.forEach((x, i) => {
    const texts = textsOf(x, i === 0);
    out = out.flatMap((head) => texts.map((t) => head + t)).slice(0, MAX_SHAPES);
  });
  return out.map((x) => x.replace(/\*+/g, '*')).filter((x) => x !== '');
}

const textsOf = (x: Piece, first: boolean): readonly string[] => {
  if (typeof x === 'string') return [x];
  if (x.alternatives && first) return x.alternatives.flatMap((y) => shapesOf(y)).slice(0, MAX_SHAPES);
  if (first && /^(env:|ext |this|<this|b\d)/.test(x.key) && x.param === undefined) return [`<${x.key}>`];
  return ['*'];
};

/** A shape that names more than a folder of anything. */
const telling = (shape: string): boolean => {
  const rest = shape.replace(/^(cwd:|tmp:|home:)/, '');
  return /[A-Za-z0-9_<-]{3,}/.test(rest.replace(/\*/g, '')) && !shape.startsWith('*');
};
