import { isClient } from '../catalog/clients.ts';
import { functionNamed } from './callables.ts';
import { addEdge, type NodeId } from './heap.ts';
import type { Points, PointsInternal } from './points.ts';
import type { Program } from './program.ts';

/** What a parameter is called that is set where something went wrong. */
const FAILURE = /^_?e(?:rr|rror|x|xception)?\d?$/i;

/** Whether a function is told of an error first, by the name of its first parameter (nodejs.org/api/errors.html, error-first callbacks). */
export function isErrorFirst(p: Program, fn: number): boolean {
  const { file, f } = p.functions[fn]!;
  const [first] = f.params;
  return first !== undefined && FAILURE.test(p.files[file]!.bindings[first]!.name);
}

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
  if (p.functions[fn]!.f.params.length < 2 || !isErrorFirst(p, fn)) return;
  const to = (pt as PointsInternal).internal.parameterNode(fn, 1);
  if (to !== null) addEdge(h, result, to);
}
