import { placesOf } from './places.ts';
import { type Reading, unitOf, weights } from './site.ts';

/** Leaves a fact where a start command sets `NODE_ENV`, which decides what many servers do. */
export function noteEnvironment(name: string, value: string, reading: Reading): void {
  const { site, world, deployed } = reading;
  // What people run while they develop says nothing of a deployment.
  if (name !== 'NODE_ENV' || /[$`]/.test(value) || !(deployed || site.weight >= weights.start)) return;
  const span = placesOf(reading).at(-1);
  if (!span) return;
  world.facts.add('environment', [unitOf(site)], {
    span,
    unit: site.evidence.file,
    setting: `NODE_ENV=${value}`,
    name,
    value,
  });
}

/** The same for a word of `env` or `cross-env`. */
export function noteAssignment(word: string, reading: Reading): void {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(word) ?? [];
  if (name !== undefined && value !== undefined) noteEnvironment(name, value, reading);
}
