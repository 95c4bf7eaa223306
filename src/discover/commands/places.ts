import { lineSpan } from '../deploy/facts.ts';
import type { ManifestSpan } from '../deployment.ts';
import { lineFinder } from '../json.ts';
import type { Reading, TrailStep } from './site.ts';

/** The lines that led to a command: that of the manifest, then those of the scripts; the last one is the command's own. */
export function placesOf({ site, trail, world }: Reading): readonly ManifestSpan[] {
  const { evidence } = site;
  const lineOf = ({ file, script, line }: TrailStep): number =>
    script === undefined ? (line ?? 1) : lineFinder(world.tree.text(file) ?? '')(['scripts', script]);
  return [
    lineSpan(world.tree, evidence.file, evidence.line),
    ...trail.map((step) => lineSpan(world.tree, step.file, lineOf(step))),
  ];
}
