import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../src/config/problems.ts';

function problems(value: unknown) {
  const result = validateConfig(value);
  return 'config' in result ? [] : result.problems.map(({ path, what, fix }) => ({ path: path.join('.'), what, fix }));
}

describe('what is wrong with a configuration, where, and what to write', () => {
  test.each([
    [{ rulez: {} }, 'rulez', 'there is no key "rulez"', 'did you mean "rules"?'],
    [{ rules: { a: 'eror' } }, 'rules.a', 'rules.a cannot be "eror"', 'did you mean "error"?'],
    [{ rules: { a: 3 } }, 'rules.a', 'rules.a cannot be 3', '"error" or "warning"'],
    [{ rules: { a: { severitty: 'off' } } }, 'rules.a.severitty', 'no key "severitty" in rules.a', '"severity"'],
    [{ rules: { a: { severity: 'loud' } } }, 'rules.a.severity', 'cannot be "loud"', 'takes "error"'],
    [{ overrides: [{ files: 'x' }] }, 'overrides.0.rules', 'overrides[0] has no "rules"', 'add "rules"'],
    [{ overrides: {} }, 'overrides', 'overrides cannot be an object', 'takes a list'],
    [{ failOn: 'warn' }, 'failOn', 'failOn cannot be "warn"', 'did you mean "warning"?'],
    [{ confidence: 'none' }, 'confidence', 'confidence cannot be "none"', '"low" or "medium" or "high"'],
    [{ processes: [{ entry: 'a.ts', kind: 'srv' }] }, 'processes.0.kind', 'cannot be "srv"', '"server"'],
    [{ processes: [{ entry: 'a.ts', kind: 'job', replicas: 1.5 }] }, 'processes.0.replicas', 'cannot be 1.5', 'whole'],
    [{ ignore: [3] }, 'ignore.0', 'ignore[0] cannot be 3', 'takes a text'],
    [{ ignore: '' }, 'ignore', 'ignore cannot be ""', 'at least one'],
    [{ libraries: [{ id: 'x', source: 'y' }] }, 'libraries.0.packages', 'has no "packages"', 'add'],
    [[], '', 'a configuration is an object', 'write {'],
    [null, '', 'a configuration is an object', 'write {'],
    ['text', '', 'a configuration is an object', 'write {'],
  ])('%j', (value, path, what, fix) => {
    const [first] = problems(value);
    expect(first?.path).toBe(path);
    expect(first?.what).toContain(what);
    expect(first?.fix).toContain(fix);
  });

  test('all problems are told at once', () => {
    expect(
      problems({ failOn: 'x', confidence: 'y', nope: 1 })
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['confidence', 'failOn', 'nope']);
  });

  test('a library entry is judged to its last key', () => {
    const entry = {
      id: 'x',
      packages: ['x'],
      source: 'y',
      registrations: [{ on: '', call: ['.f'], callback: 'first' }],
    };
    expect(problems({ libraries: [entry] }).map(({ path }) => path)).toEqual([
      'libraries.0.registrations.0.callback',
      'libraries.0.registrations.0.context',
    ]);
  });
});

test('any value is a configuration or has problems with words, never an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom('rules', 'overrides', 'ignore', 'failOn'), fc.jsonValue())),
      (value) => {
        for (const { what, fix } of problems(value)) {
          expect(what.length).toBeGreaterThan(5);
          expect(fix.length).toBeGreaterThan(5);
        }
      },
    ),
  );
});
