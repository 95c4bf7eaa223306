import { placesOf } from './places.ts';
import { type Reading, unitOf } from './site.ts';

/** Leaves a fact where a start command sets `NODE_ENV`, which decides what many servers do. */
export function noteEnvironment(name: string, value: string, reading: Reading): void {
  const span = name === 'NODE_ENV' ? placesOf(reading).at(-1) : undefined;
  if (!span || /[$`]/.test(value)) return;
  const { site, world } = reading;
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
