import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseShell } from '../../src/discover/shell.ts';

const words = (text: string) => parseShell(text).map((command) => command.words);

describe('parseShell', () => {
  it('splits commands at operators and lines', () => {
    expect(words('tsc && node dist/x.js; a || b | c &\nd')).toEqual([
      ['tsc'],
      ['node', 'dist/x.js'],
      ['a'],
      ['b'],
      ['c'],
      ['d'],
    ]);
  });

  it('takes the folder of installed programs for what a command prints of it', () => {
    expect(words('$(npm bin)/gulp build && `yarn bin`/tsc')).toEqual([
      ['node_modules/.bin/gulp', 'build'],
      ['node_modules/.bin/tsc'],
    ]);
  });

  it('resolves quotes, escapes and joined words', () => {
    expect(words(`node "a b.js" 'c d' e\\ f --x="y z"'w'`)).toEqual([['node', 'a b.js', 'c d', 'e f', '--x=y zw']]);
    expect(words('echo "say \\"hi\\""')).toEqual([['echo', 'say "hi"']]);
  });

  it('takes assignments and redirections off', () => {
    expect(parseShell('PORT=3000 A="b c" node x.js > out.log 2>&1 </dev/null')).toEqual([
      {
        assignments: [
          ['PORT', '3000'],
          ['A', 'b c'],
        ],
        words: ['node', 'x.js'],
        folders: [],
        line: 1,
      },
    ]);
  });

  it('tracks cd, and forgets it after a subshell', () => {
    expect(parseShell('(cd a && node x.js) && node y.js').map((c) => c.folders)).toEqual([['a'], []]);
    expect(parseShell('cd a\ncd b && node x.js').map((c) => c.folders)).toEqual([['a', 'b']]);
  });

  it('follows functions of the text with the arguments of each call', () => {
    const text = [
      'launch ()',
      '{',
      '  program=$1',
      '  local log="$2"',
      '  if [ -e "$log" ]; then',
      '    return 0',
      '  fi',
      '  shift 2',
      '  nohup node $program "$@" >> $log 2>&1 &',
      '}',
      'function each { launch "$1" logs/each.log; }',
      'launch bin/mill.js logs/mill.log --fast',
      'each bin/weir.js && echo done',
    ].join('\n');
    const nodes = parseShell(text).filter((command) => command.words[0] === 'nohup');
    expect(nodes.map(({ words, line }) => [...words, line])).toEqual([
      ['nohup', 'node', 'bin/mill.js', '--fast', 12],
      ['nohup', 'node', 'bin/weir.js', 13],
    ]);
  });

  it('leaves functions in their places that ask for nothing, or that nothing calls', () => {
    expect(words('up() { node a.js; }\nup')).toEqual([['up'], ['node', 'a.js'], ['up']]);
    expect(words('up() { node $1; }').some((list) => list.join(' ') === 'node $1')).toBe(true);
    expect(words('up() { up $1; }\nup a').length).toBeLessThan(50);
    expect(words('a() { b $1; b $1; }\nb() { a $1; a $1; }\na x').length).toBeLessThan(20_000);
  });

  it('drops comments, follows continued lines and counts them', () => {
    const [command] = parseShell('#!/bin/sh\n# start\nif true; then\n  exec \\\n    node x.js # go\nfi').slice(1);
    expect(command).toMatchObject({ words: ['exec', 'node', 'x.js'], line: 4 });
  });

  it('replaces defaults and leaves other expansions as written', () => {
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the text is shell
    expect(words('node ${ENTRY:-dist/x.js} "${A}" $(pwd)/b `c d`')).toEqual([
      ['node', 'dist/x.js', '${A}', '$(pwd)/b', '`c d`'],
    ]);
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the text is shell
  });

  it('ends for any text, and finds no more words than characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab \'"`$(){}\\\n;&|<>#='.split('')), maxLength: 100 }),
        (text) => {
          expect(parseShell(text).flatMap((c) => c.words).length).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});
