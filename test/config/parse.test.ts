import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ConfigSyntaxError, parseConfig } from '../../src/config/parse.ts';

describe('JSON', () => {
  const text = `{
  // why this is here
  "rules": {
    "module-state": "off",
  },
  "ignore": [
    "a/**",
    "b/**"
  ]
}`;

  test('may have comments and trailing commas, and tells the line of each key', () => {
    const parsed = parseConfig(text, 'json')!;
    expect(parsed.value).toEqual({ rules: { 'module-state': 'off' }, ignore: ['a/**', 'b/**'] });
    expect(parsed.lineOf(['rules'])).toBe(3);
    expect(parsed.lineOf(['rules', 'module-state'])).toBe(4);
    expect(parsed.lineOf(['ignore', 1])).toBe(8);
    expect(parsed.lineOf(['ignore', 7])).toBe(6);
    expect(parsed.lineOf([])).toBe(1);
  });

  test('names the line of what is no JSON', () => {
    expect(() => parseConfig('{\n  "rules": {\n    oops\n  }\n}', 'json')).toThrow(
      expect.objectContaining({ name: 'ConfigSyntaxError', line: 3 }),
    );
  });

  test('in package.json is the key alone, and nothing where there is none', () => {
    const manifest = '{\n  "name": "x",\n  "sharenothing": {\n    "failOn": "error"\n  }\n}';
    const parsed = parseConfig(manifest, 'package')!;
    expect(parsed.value).toEqual({ failOn: 'error' });
    expect(parsed.lineOf(['failOn'])).toBe(4);
    expect(parseConfig('{ "name": "x" }', 'package')).toBeUndefined();
  });

  test('keeps __proto__ as a key like any other', () => {
    const value = parseConfig('{ "__proto__": { "failOn": "never" } }', 'json')!.value as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('failOn' in value).toBe(false);
  });

  test('the last of two equal keys counts, for value and line', () => {
    const parsed = parseConfig('{ "failOn": "error",\n "failOn": "never" }', 'json')!;
    expect(parsed.value).toEqual({ failOn: 'never' });
    expect(parsed.lineOf(['failOn'])).toBe(2);
  });

  test('that nests beyond the stack is a syntax error, not a crash', () => {
    expect(() => parseConfig('['.repeat(200_000), 'json')).toThrow(ConfigSyntaxError);
  });
});

describe('YAML', () => {
  test('tells the line of each key', () => {
    const parsed = parseConfig('# head\nrules:\n  module-state: off\nignore:\n  - a/**\n  - b/**\n', 'yaml')!;
    expect(parsed.value).toEqual({ rules: { 'module-state': 'off' }, ignore: ['a/**', 'b/**'] });
    expect(parsed.lineOf(['rules', 'module-state'])).toBe(3);
    expect(parsed.lineOf(['ignore', 1])).toBe(6);
  });

  test('names the line of what is no YAML', () => {
    expect(() => parseConfig('rules:\n  a: [1, 2\nb: 3\n', 'yaml')).toThrow(
      expect.objectContaining({ name: 'ConfigSyntaxError', line: expect.any(Number) }),
    );
  });

  test('with an alias bomb is refused', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(',')}]`)
      .join('\n')}\n`;
    expect(() => parseConfig(bomb, 'yaml')).toThrow(ConfigSyntaxError);
  });
});

describe('values come from the loaders of cosmiconfig', () => {
  test('so that merge keys mean what they mean to its other users', () => {
    const text = 'shared: &shared\n  failOn: error\nmine:\n  <<: *shared\n  confidence: high\n';
    expect(parseConfig(text, 'yaml')!.value).toMatchObject({ mine: { failOn: 'error', confidence: 'high' } });
  });

  test('and what they alone refuse has its reason, and its line', () => {
    const refused = (text: string) => {
      try {
        return parseConfig(text, 'yaml');
      } catch (error) {
        return { message: (error as Error).message, line: (error as ConfigSyntaxError).line };
      }
    };
    expect(refused('failOn: error\nrules: !mine {}\n')).toEqual({
      message: 'it is not usable: unknown tag !<!mine>',
      line: 2,
    });
    // A lone carriage return ends a line for the loader alone.
    expect(refused(' P}}\r=')).toMatchObject({ line: 1 });
  });
});

describe('a file without extension', () => {
  test('is JSON where it starts like JSON, else YAML', () => {
    expect(parseConfig('// note\n{ "failOn": "error" }', 'rc')!.value).toEqual({ failOn: 'error' });
    expect(parseConfig('failOn: error\n', 'rc')!.value).toEqual({ failOn: 'error' });
  });
});

test('an empty file is an empty configuration', () => {
  for (const syntax of ['json', 'yaml', 'rc'] as const) expect(parseConfig(' \n', syntax)!.value).toEqual({});
});

test('any text gives data or a syntax error with a line inside the text', () => {
  const syntaxes = ['json', 'yaml', 'rc', 'package'] as const;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((v) => stringify(v)),
      ),
      fc.constantFrom(...syntaxes),
      (text, syntax) => {
        try {
          parseConfig(text, syntax);
        } catch (error) {
          if (!(error instanceof ConfigSyntaxError)) throw error;
          const { line } = error;
          if (line !== null) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(text.split('\n').length);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});
