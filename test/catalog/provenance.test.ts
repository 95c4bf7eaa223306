import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseKind, parseProvenance, withoutDefault } from '../../src/catalog/provenance.ts';

/** Texts made of the pieces of the grammar, right and wrong. */
const pieces = fc
  .array(
    fc.constantFrom(
      'new ',
      '@',
      '@app',
      '@node-http/server',
      '.',
      '.a',
      '.default',
      '.*',
      '()',
      '.$b_1',
      ' ',
      '/',
      '[0]',
    ),
  )
  .map((parts) => parts.join(''));

describe('a provenance', () => {
  it.each([
    ['.default()', { start: null, steps: ['()'], constructed: false }],
    ['()', { start: null, steps: ['()'], constructed: false }],
    ['.default', { start: null, steps: [], constructed: false }],
    ['.default.Router()', { start: null, steps: ['.Router', '()'], constructed: false }],
    ['.Router()', { start: null, steps: ['.Router', '()'], constructed: false }],
    ['new .Server', { start: null, steps: ['.Server'], constructed: true }],
    ['new .*', { start: null, steps: ['.*'], constructed: true }],
    ['@app.route()', { start: { entry: null, kind: 'app' }, steps: ['.route', '()'], constructed: false }],
    [
      '@node-http/server.default',
      { start: { entry: 'node-http', kind: 'server' }, steps: ['.default'], constructed: false },
    ],
    ['.$connect()()', { start: null, steps: ['.$connect', '()', '()'], constructed: false }],
  ])('%s is read', (text, expected) => {
    expect(parseProvenance(text)).toEqual(expected);
  });

  it.each(['', 'new ', 'express', '@app', '.a.*.b()', '.a b', '.1', '@App Kind.x', 'new  .x', '.a[0]', '@-x/app.y'])(
    '%j is none',
    (text) => {
      expect(parseProvenance(text)).toBeNull();
    },
  );

  it('is never read by accident: what is read can be written again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), pieces), (text) => {
        const parsed = parseProvenance(text);
        if (parsed === null) return;
        const start =
          parsed.start === null
            ? ''
            : `@${parsed.start.entry === null ? '' : `${parsed.start.entry}/`}${parsed.start.kind}`;
        const written = `${parsed.constructed ? 'new ' : ''}${start}${parsed.steps.join('')}`;
        expect(text.replaceAll('.default', '')).toBe(written.replaceAll('.default', ''));
      }),
    );
  });

  it('drops the default export only where it leads', () => {
    expect(withoutDefault(['.default', '.default', '.a'])).toEqual(['.a']);
    expect(withoutDefault(['.a', '.default'])).toEqual(['.a', '.default']);
  });
});

describe('a kind', () => {
  it('is a name, or a name in another entry', () => {
    expect(parseKind('app')).toEqual({ entry: null, kind: 'app' });
    expect(parseKind('node-http/server')).toEqual({ entry: 'node-http', kind: 'server' });
    expect(parseKind('a/b/c')).toBeNull();
    expect(parseKind('')).toBeNull();
  });
});
