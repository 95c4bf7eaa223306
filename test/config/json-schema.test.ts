import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configJsonSchema } from '../../scripts/reference/config-schema.ts';
import { validateConfig } from '../../src/config/problems.ts';
import { knownRules } from './support.ts';

const ajv = new Ajv({ strict: false });
const titled = knownRules.map(({ id }) => ({ id, title: id }));
const valid = ajv.compile(configJsonSchema(titled));

/** Mostly what is allowed, now and then what is not: else hardly any whole configuration would be valid. */
const mostly = <T>(allowed: fc.Arbitrary<T>, wrong: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary: allowed as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: wrong });
const severity = mostly(
  fc.constantFrom('error', 'warning', 'info', 'off', 'default'),
  fc.constantFrom('fatal', 1, null),
);
const options = fc.dictionary(fc.string(), fc.jsonValue());
const setting = mostly(
  fc.oneof(severity, fc.record({ severity, options }, { requiredKeys: [] })),
  fc.record({ severty: severity }),
);
const rules = mostly(fc.dictionary(fc.constantFrom('module-state', 'module-cache'), setting), fc.constant('off'));
const glob = mostly(fc.constantFrom('src/**', 'a'), fc.constantFrom('', 7));
const globs = mostly(fc.oneof(glob, fc.array(glob, { maxLength: 2 })), fc.constant({}));
const process = fc.record(
  {
    entry: glob,
    kind: mostly(fc.constantFrom('server', 'worker'), fc.constant('daemon')),
    replicas: mostly(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1, 1.5, '2')),
    name: glob,
  },
  { requiredKeys: ['entry', 'kind'] },
);
const config = fc.record(
  {
    $schema: fc.string(),
    extends: globs,
    rules,
    overrides: mostly(
      fc.array(mostly(fc.record({ files: globs, rules }), fc.record({ files: globs })), { maxLength: 2 }),
      fc.constant({}),
    ),
    ignore: globs,
    failOn: mostly(fc.constantFrom('error', 'never'), fc.constant('warn')),
    confidence: mostly(fc.constantFrom('low', 'high'), fc.constant('certain')),
    processes: mostly(fc.array(process, { maxLength: 2 }), fc.constant({})),
  },
  { requiredKeys: [] },
);

describe('the JSON schema for editors', () => {
  test('and the validation agree on every configuration', () => {
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(mostly(config, fc.constant({ failon: 'error' })), (value) => {
        const ours = 'config' in validateConfig(value);
        if (ours) accepted++;
        else refused++;
        expect(valid(value), JSON.stringify(valid.errors)).toBe(ours);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(200);
    expect(refused).toBeGreaterThan(200);
  });

  test('knows the rules: another id is marked', () => {
    expect(valid({ rules: { 'module-state': 'off' } })).toBe(true);
    expect(valid({ rules: { 'module-sate': 'off' } })).toBe(false);
    expect(valid({ overrides: [{ files: 'a', rules: { 'module-sate': 'off' } }] })).toBe(false);
  });
});
