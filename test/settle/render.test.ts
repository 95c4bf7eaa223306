import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeholdersOf, renderMessage, renderSentence, renderTemplate } from '../../src/settle/render.ts';

describe('words', () => {
  it('fills placeholders, and leaves other braces alone', () => {
    expect(renderTemplate('{a} and {a} in `{ b: 1 }` {B} {}', { a: 'x' })).toEqual({
      text: 'x and x in `{ b: 1 }` {B} {}',
      missing: [],
    });
    expect(placeholdersOf('{b} {a} {b} { c }')).toEqual(['b', 'a']);
  });

  it('tells what has no value and keeps it visible; what every object inherits is no value', () => {
    expect(renderTemplate('{toString} {gone}', {})).toEqual({
      text: '{toString} {gone}',
      missing: ['toString', 'gone'],
    });
  });

  it('never fills placeholders inside values', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const data = { a: value, b: 'B' };
        expect(renderTemplate('<{a}>', data).text).toBe(`<${value}>`);
      }),
    );
    expect(renderTemplate('{a}{b}', { a: '{b}', b: '$&$1' }).text).toBe('{b}$&$1');
  });

  it('makes sentences, without changing how a name is spelt', () => {
    expect(renderSentence('keep it in {where}', { where: 'Redis' }).text).toBe('Keep it in Redis.');
    expect(renderSentence('{name} is written', { name: 'hits' }).text).toBe('hits is written.');
    expect(renderSentence('`{name}` is written', { name: 'hits' }).text).toBe('`hits` is written.');
    expect(renderSentence('is it?', {}).text).toBe('Is it?');
  });

  it('joins what and why, and tells each missing value once', () => {
    const template = { what: '`{a}` is kept here', why: 'a second process has another {a}{b}' };
    expect(renderMessage(template, { a: 'x', b: '' }).text).toBe('`x` is kept here. A second process has another x.');
    expect(renderMessage(template, {}).missing).toEqual(['a', 'b']);
  });
});
