import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/report/report.ts';
import {
  fingerprintKey,
  fingerprintsOf,
  leafSymbol,
  type Matchable,
  matchFindings,
  type Placed,
  ruleGroup,
} from '../../src/settle/fingerprint.ts';

/** A finding as a program might have it. Few distinct values, so that equal keys are common. */
type Item = Placed & { readonly severity: Severity };

const symbols = fc
  .tuple(fc.constantFrom('', 'Store.', 'Store#', 'a.b.'), fc.constantFrom('rows', 'hits', 'cache', 'é'))
  .map(([owner, leaf]) => owner + leaf);
const writes = fc.uniqueArray(fc.constantFrom('assign:request', 'put:request', 'remove:timer', 'put:job'), {
  maxLength: 3,
});
const items: fc.Arbitrary<Item> = fc.record({
  ruleId: fc.constantFrom('module-state', 'module-cache', 'memory-session', 'memory-backend'),
  symbol: symbols,
  writes,
  file: fc.constantFrom('src/a.ts', 'src/b.ts', 'lib/c.js'),
  start: fc.nat(1000),
  severity: fc.constantFrom<Severity>('error', 'warning', 'info'),
});
/** One finding a place, as settle gives them. */
const programs = fc.uniqueArray(items, { maxLength: 12, selector: ({ file, start }) => `${file}:${start}` });

/** A run's findings with their fingerprints. */
function run(program: readonly Item[]): Matchable[] {
  const fingerprints = fingerprintsOf(program);
  return program.map(({ ruleId, symbol, writes, file, severity }, index) => ({
    ruleId,
    symbol,
    writes,
    file,
    severity,
    fingerprint: fingerprints[index]!,
  }));
}

const sorted = (texts: readonly string[]) => [...texts].sort();

describe('fingerprints: what must hold', () => {
  /** Each turns a program into one that the design calls the same. */
  const changes: Record<string, (item: Item) => Item> = {
    'lines moved': (item) => ({ ...item, start: item.start + 500 }),
    'boxed in an object': (item) => ({ ...item, symbol: `box.${leafSymbol(item.symbol)}` }),
    'moved to a class': (item) => ({ ...item, symbol: `Holder#${leafSymbol(item.symbol)}` }),
    'a key of a table': (item) => ({ ...item, symbol: `table["${leafSymbol(item.symbol)}"]` }),
    'moved to a closure': (item) => ({ ...item, symbol: leafSymbol(item.symbol) }),
    'file renamed': (item) => ({ ...item, file: `renamed/${item.file}` }),
    'moved to another file': (item) => ({ ...item, file: 'one-file.ts', start: item.start * 3 + item.file.length }),
    'judged by another rule of the group': (item) =>
      ruleGroup(item.ruleId) === 'state' ? { ...item, ruleId: 'in-process-lock' } : item,
    'writes repeated, in another order': (item) => ({ ...item, writes: [...item.writes, ...item.writes].reverse() }),
  };

  for (const [name, change] of Object.entries(changes)) {
    it(`${name}: the set of fingerprints stays`, () => {
      fc.assert(
        fc.property(programs, (program) => {
          expect(sorted(fingerprintsOf(program.map(change)))).toEqual(sorted(fingerprintsOf(program)));
        }),
      );
    });

    it(`${name}: every finding is found again, and none is new`, () => {
      fc.assert(
        fc.property(programs, (program) => {
          const { matches, unmatched } = matchFindings(run(program.map(change)), run(program));
          expect(unmatched).toEqual([]);
          expect(matches.filter(({ status }) => status === 'new')).toEqual([]);
        }),
      );
    });
  }

  it('symbol renamed: a finding that is alone with its writes in its file is found again', () => {
    fc.assert(
      fc.property(items, (item) => {
        fc.pre(item.writes.length > 0);
        const renamed = { ...item, symbol: 'Other.name', start: item.start + 1 };
        const { matches, unmatched } = matchFindings(run([renamed]), run([item]));
        expect(matches).toMatchObject([{ status: 'existing', rung: 'renamed' }]);
        expect(unmatched).toEqual([]);
      }),
    );
  });

  it('edits elsewhere: other findings that come and go leave the rest their fingerprints', () => {
    fc.assert(
      fc.property(programs, programs, (program, others) => {
        const keys = new Set(program.map(fingerprintKey));
        const strangers = others.filter((item) => !keys.has(fingerprintKey(item)));
        const together = fingerprintsOf([...strangers, ...program]);
        expect(together.slice(strangers.length)).toEqual(fingerprintsOf(program));
      }),
    );
  });

  it('one more of the same key adds a fingerprint and takes none away', () => {
    fc.assert(
      fc.property(programs, items, (program, item) => {
        const before = new Set(fingerprintsOf(program));
        const after = new Set(fingerprintsOf([...program, item]));
        for (const fingerprint of before) expect(after).toContain(fingerprint);
        expect(after.size).toBe(before.size + 1);
      }),
    );
  });

  it('are distinct in a run, and do not depend on the order of findings', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const fingerprints = fingerprintsOf(program);
        expect(new Set(fingerprints).size).toBe(program.length);
        for (const fingerprint of fingerprints) expect(fingerprint).toMatch(/^[0-9a-f]{32}(-\d+)?$/);
        expect(fingerprintsOf([...program].reverse())).toEqual([...fingerprints].reverse());
      }),
    );
  });
});

describe('fingerprints: what may break', () => {
  const one: Item = {
    ruleId: 'module-state',
    symbol: 'hits',
    writes: ['assign:request'],
    file: 'a.ts',
    start: 0,
    severity: 'error',
  };

  it('another set of writes, or of their contexts, is another finding', () => {
    for (const writes of [['assign:job'], ['put:request'], ['assign:job', 'assign:request'], []]) {
      expect(fingerprintsOf([{ ...one, writes }])).not.toEqual(fingerprintsOf([one]));
      expect(matchFindings(run([{ ...one, writes }]), run([one])).matches[0]!.status).toBe('new');
    }
  });

  it('rules outside the group of state have a key each', () => {
    expect(fingerprintKey({ ...one, ruleId: 'module-cache' })).toBe(fingerprintKey(one));
    expect(fingerprintKey({ ...one, ruleId: 'memory-backend' })).not.toBe(fingerprintKey(one));
    expect(fingerprintKey({ ...one, ruleId: 'sticky-session' })).not.toBe(
      fingerprintKey({ ...one, ruleId: 'memory-backend' }),
    );
  });

  it('stays what it is from release to release', () => {
    expect(fingerprintsOf([one, { ...one, file: 'b.ts' }])).toMatchInlineSnapshot(`
      [
        "927a42ba44376fd825f68abd8794ff3d",
        "927a42ba44376fd825f68abd8794ff3d-2",
      ]
    `);
  });
});

describe('leafSymbol', () => {
  it.each([
    ['hits', 'hits'],
    ['Store.rows', 'rows'],
    ['Store#rows', 'rows'],
    ['app.locals["my rows"]', 'my rows'],
    ["table['a.b']", 'a.b'],
    ['table[key]', 'key'],
    ['x["a[b]"]', 'a[b]'],
    ['@scope/pkg.default', 'default'],
    ['', ''],
    ['.', '.'],
    [']', ']'],
    ['[]', '[]'],
    ['""]', '""]'],
  ])('%j → %j', (symbol, leaf) => expect(leafSymbol(symbol)).toBe(leaf));

  it('is a part of any text, found in one pass', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(text).toContain(leafSymbol(text));
      }),
    );
    expect(leafSymbol('['.repeat(1_000_000))).toHaveLength(1_000_000);
    expect(leafSymbol(`${'['.repeat(1_000_000)}x]`)).toBe('x');
  });
});

describe('matchFindings', () => {
  it('uses each earlier entry once, and tells those that are gone', () => {
    fc.assert(
      fc.property(programs, programs, (now, before) => {
        const previous = run(before);
        const { matches, unmatched } = matchFindings(run(now), previous);
        const used = matches.flatMap(({ previous }) => (previous ? [previous] : []));
        expect(new Set(used).size).toBe(used.length);
        expect(new Set([...used, ...unmatched])).toEqual(new Set(previous));
        expect(used.length + unmatched.length).toBe(previous.length);
        for (const { current, previous, rung } of matches) {
          if (rung === 'same-file' || rung === 'moved') expect(fingerprintKey(previous!)).toBe(fingerprintKey(current));
          if (rung === 'same-file' || rung === 'renamed') expect(previous!.file).toBe(current.file);
          if (rung === 'moved') expect(previous!.file).not.toBe(current.file);
          if (rung === 'renamed') expect(leafSymbol(previous!.symbol)).not.toBe(leafSymbol(current.symbol));
        }
      }),
    );
  });

  it('finds as many of a key as both runs have', () => {
    fc.assert(
      fc.property(programs, programs, (now, before) => {
        const { matches } = matchFindings(run(now), run(before));
        const keys = new Set(now.map(fingerprintKey));
        for (const key of keys) {
          const count = (list: readonly Item[]) => list.filter((item) => fingerprintKey(item) === key).length;
          const found = matches.filter(
            ({ current, rung }) => fingerprintKey(current) === key && (rung === 'same-file' || rung === 'moved'),
          );
          expect(found).toHaveLength(Math.min(count(now), count(before)));
        }
      }),
    );
  });

  it('does not depend on the order of either list', () => {
    fc.assert(
      fc.property(programs, programs, (now, before) => {
        const outcome = (current: Matchable[], previous: Matchable[]) =>
          matchFindings(current, previous)
            .matches.map(({ current, previous, rung, status }) => JSON.stringify([current, previous, rung, status]))
            .sort();
        expect(outcome(run(now).reverse(), run(before).reverse())).toEqual(outcome(run(now), run(before)));
      }),
    );
  });

  it('finds a run again in itself, everything existing', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const { matches, unmatched } = matchFindings(run(program), run(program));
        expect(unmatched).toEqual([]);
        expect(matches.every(({ status, rung }) => status === 'existing' && rung === 'same-file')).toBe(true);
      }),
    );
  });

  const entry = (overrides: Partial<Matchable>): Matchable => ({
    ruleId: 'module-state',
    symbol: 'hits',
    writes: ['assign:request'],
    file: 'a.ts',
    severity: 'warning',
    fingerprint: 'f',
    ...overrides,
  });

  it('goes down the ladder: same file, then moved, then renamed', () => {
    const current = [
      entry({}),
      entry({ file: 'new.ts', fingerprint: 'f-2' }),
      entry({ symbol: 'visits', fingerprint: 'g' }),
    ];
    const previous = [
      entry({ file: 'old.ts', fingerprint: 'f-2' }),
      entry({ fingerprint: 'f' }),
      entry({ symbol: 'count', fingerprint: 'h' }),
    ];
    const { matches } = matchFindings(current, previous);
    expect(matches.map(({ rung, previous }) => [rung, previous?.fingerprint])).toEqual([
      ['same-file', 'f'],
      ['moved', 'f-2'],
      ['renamed', 'h'],
    ]);
  });

  it('counts a match whose severity rose as new, and one that fell as existing', () => {
    expect(matchFindings([entry({ severity: 'error' })], [entry({})]).matches[0]).toMatchObject({
      status: 'new',
      rung: 'same-file',
    });
    expect(matchFindings([entry({ severity: 'info' })], [entry({})]).matches[0]!.status).toBe('existing');
  });

  it('takes two equal keys that swapped their places for what they are', () => {
    const previous = [
      entry({ severity: 'error', symbol: 'A.hits' }),
      entry({ severity: 'warning', symbol: 'B.hits', fingerprint: 'f-2' }),
    ];
    const current = [
      entry({ severity: 'warning', symbol: 'B.hits' }),
      entry({ severity: 'error', symbol: 'Z.hits', fingerprint: 'f-2' }),
    ];
    expect(matchFindings(current, previous).matches.map(({ status }) => status)).toEqual(['existing', 'existing']);
  });

  it('does not take one component for another where there are no writes', () => {
    const current = [entry({ writes: [], ruleId: 'memory-backend', symbol: 'slowDown' })];
    const previous = [entry({ writes: [], ruleId: 'memory-backend', symbol: 'rateLimit' })];
    expect(matchFindings(current, previous).matches[0]!.status).toBe('new');
  });
});
