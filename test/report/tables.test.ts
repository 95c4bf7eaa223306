import { describe, expect, it } from 'vitest';
import { CLAUSES, clauseOf, orderClauses } from '../../src/report/clauses.ts';
import { CONSEQUENCES } from '../../src/report/consequences.ts';
import { graver, SEVERITIES } from '../../src/report/severities.ts';
import { SKIP_REASONS } from '../../src/report/skip-reasons.ts';
import { TRACE_MESSAGES } from '../../src/report/trace-messages.ts';
import { placeholdersOf } from '../../src/settle/render.ts';
import { reportSchema } from '../support/report-schema.ts';

/** The values of an `enum` of the schema, found by a path of keys. */
function enumAt(...path: string[]): string[] {
  const found = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], reportSchema);
  return [...(found as string[])].sort();
}

const finding = ['$defs', 'finding', 'properties'];

describe('tables of the report', () => {
  it('have words for every value that a report can hold', () => {
    expect(CLAUSES.map(({ id }) => id)).toEqual(enumAt('$defs', 'clause', 'enum'));
    expect([...CONSEQUENCES.keys()].sort()).toEqual(enumAt(...finding, 'consequences', 'items', 'enum'));
    expect([...SEVERITIES].sort()).toEqual(enumAt('$defs', 'severity', 'enum'));
    expect([...SKIP_REASONS.keys()].sort()).toEqual(
      enumAt('$defs', 'project', 'properties', 'skipped', 'items', 'properties', 'reason', 'enum'),
    );
  });

  it('keep to the convention of messages: lower case, no final stop', () => {
    const words = [
      ...CONSEQUENCES.values(),
      ...SKIP_REASONS.values(),
      ...Object.values(TRACE_MESSAGES),
      ...CLAUSES.map(({ title }) => title),
    ];
    for (const text of words) expect(text).toMatch(/^(?:[a-z]|`\{).*[^.!?\s]$/);
    for (const { requirement } of CLAUSES) expect(requirement).toMatch(/^[A-Z].*\.$/);
  });

  it('use only the documented placeholders in trace steps', () => {
    const documented = ['symbol', 'by', 'callee', 'root', 'process', 'kind', 'name', 'setting', 'unit'];
    for (const text of Object.values(TRACE_MESSAGES))
      expect(documented).toEqual(expect.arrayContaining([...placeholdersOf(text)]));
  });
});

describe('severities', () => {
  it('are ordered, gravest first', () => {
    expect(graver('error', 'warning')).toBe(true);
    expect(graver('warning', 'info')).toBe(true);
    expect(graver('info', 'error')).toBe(false);
    expect(graver('error', 'error')).toBe(false);
  });
});

describe('clauses of a finding', () => {
  it('start with the one that its consequences speak of', () => {
    const rule = ['VI.3', 'VI.2'] as const;
    expect(orderClauses(rule, ['not-shared', 'lost-on-restart'])).toEqual(['VI.2', 'VI.3']);
    expect(orderClauses([...rule].reverse(), ['stale'])).toEqual(['VI.3', 'VI.2']);
    expect(orderClauses([...rule].reverse(), ['not-shared', 'fills-disk'])).toEqual(['VI.3', 'VI.2']);
  });

  it("stay in the rule's order where nothing speaks for another", () => {
    expect(orderClauses(['VI.3', 'VI.2'], ['race'])).toEqual(['VI.3', 'VI.2']);
    expect(orderClauses(['VI.1', 'VI.2'], ['lost-on-restart'])).toEqual(['VI.1', 'VI.2']);
    expect(orderClauses(['VI.5'], ['lost-on-restart'])).toEqual(['VI.5']);
    expect(clauseOf('VI.5').title).toBe('no sticky sessions');
  });
});
