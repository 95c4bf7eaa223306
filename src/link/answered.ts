import { isClient } from '../catalog/clients.ts';
import { functionNamed } from './callables.ts';
import { addEdge, type NodeId } from './heap.ts';
import type { Points, PointsInternal } from './points.ts';

/** What a parameter is called that is set where something went wrong. */
const FAILURE = /^_?e(?:rr|rror|x|xception)?\d?$/i;

/**
 * Functions that a client of a database or service tells its answer, which may be no more than the words of an error: their second
 * parameter is what the call gives those who await it (nodejs.org, error-first callbacks).
 */
export function answerTo(pt: Points, call: number, pkg: string, result: NodeId): void {
  if (!isClient(pkg)) return;
  const { p, h } = pt;
  const { file, c } = p.calls[call]!;
  const last = c.args.at(-1);
  const fn = last === undefined ? null : functionNamed(p, file, last);
  if (fn === null) return;
  const { file: at, f } = p.functions[fn]!;
  const [first] = f.params;
  if (f.params.length < 2 || first === undefined || !FAILURE.test(p.files[at]!.bindings[first]?.name ?? '')) return;
  const to = (pt as PointsInternal).internal.parameterNode(fn, 1);
  if (to !== null) addEdge(h, result, to);
}
