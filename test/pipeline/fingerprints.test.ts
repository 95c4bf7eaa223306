import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { ReportFinding } from '../../src/report/report.ts';
import { matchFindings } from '../../src/settle/fingerprint.ts';
import { memorySource } from '../support/memory-source.ts';

/** One piece of state of a server, and how it is written. */
type Piece = {
  readonly name: string;
  readonly holds: 'list' | 'count' | 'slot';
  readonly when: 'request' | 'timer';
  readonly form: 'plain' | 'boxed' | 'class' | 'closure';
  /** Which file it stands in, and how many lines above it have nothing to do with it. */
  readonly file: string;
  readonly above: number;
};

const initial = { list: 'new Map()', count: '0', slot: "''" } as const;
const written = (place: string, holds: Piece['holds']) =>
  ({ list: `${place}.set(id, true)`, count: `${place} += 1`, slot: `${place} = id` })[holds];
const shown = (place: string, holds: Piece['holds']) => (holds === 'list' ? `${place}.has(id)` : place);

/** The code of one piece: the state, `writeX` and `readX`. */
function codeOf({ name, holds, form, above }: Piece): string {
  const start = initial[holds];
  const functions = (place: string) => `export function write_${name}(id) {
  ${written(place, holds)};
}
export function read_${name}(id) {
  return ${shown(place, holds)};
}`;
  const bodies = {
    plain: `${holds === 'list' ? 'const' : 'let'} ${name} = ${start};\n${functions(name)}`,
    boxed: `const box_${name} = { ${name}: ${start} };\n${functions(`box_${name}.${name}`)}`,
    class: `class Box_${name} {
  ${name} = ${start};
  write(id) {
    ${written(`this.${name}`, holds)};
  }
  read(id) {
    return ${shown(`this.${name}`, holds)};
  }
}
const box_${name} = new Box_${name}();
export const write_${name} = (id) => box_${name}.write(id);
export const read_${name} = (id) => box_${name}.read(id);`,
    closure: `function make_${name}() {
  let ${name} = ${start};
  return {
    write(id) {
      ${written(name, holds)};
    },
    read(id) {
      return ${shown(name, holds)};
    },
  };
}
const box_${name} = make_${name}();
export const write_${name} = (id) => box_${name}.write(id);
export const read_${name} = (id) => box_${name}.read(id);`,
  };
  return `${Array.from({ length: above }, (_, at) => `// line ${at}\nexport const limit_${name}_${at} = ${at};\n`).join('')}${bodies[form]}\n`;
}

function filesOf(pieces: readonly Piece[]): Record<string, string> {
  const files: Record<string, string> = {
    'package.json':
      '{ "type": "module", "dependencies": { "express": "^5.0.0" }, "scripts": { "start": "node server.js" } }',
  };
  for (const piece of pieces) files[piece.file] = `${files[piece.file] ?? ''}${codeOf(piece)}`;
  files['server.js'] = `import express from 'express';
${pieces.map(({ name, file }) => `import { read_${name}, write_${name} } from './${file}';`).join('\n')}
const app = express();
${pieces
  .map(({ name, when }) =>
    when === 'request'
      ? `app.post('/${name}/:id', (request, response) => {\n  write_${name}(request.params.id);\n  response.end();\n});`
      : `setInterval(() => write_${name}(String(process.uptime())), 1000);`,
  )
  .join('\n')}
${pieces.map(({ name }) => `app.get('/${name}/:id', (request, response) => response.json(read_${name}(request.params.id)));`).join('\n')}
app.listen(3000);
`;
  return files;
}

async function findingsOf(pieces: readonly Piece[]): Promise<readonly ReportFinding[]> {
  const report = await analyze(memorySource(filesOf(pieces)), { now: '2026-01-01' });
  expect(report.errors).toEqual([]);
  expect(report.findings).toHaveLength(pieces.length);
  return report.findings;
}

const names = ['carts', 'visits', 'latest', 'rows', 'hits'];
const piece = (name: string) =>
  fc.record<Piece>({
    name: fc.constant(name),
    holds: fc.constantFrom('list', 'count', 'slot'),
    when: fc.constantFrom('request', 'timer'),
    form: fc.constantFrom('plain', 'boxed', 'class', 'closure'),
    file: fc.constantFrom('a.js', 'b.js', 'lib/c.js'),
    above: fc.nat(3),
  });
const pieces = fc.nat(4).chain((last) => fc.tuple(...names.slice(0, last + 1).map(piece)));
/** Another way to write the same state: form, file, lines above. */
const rewritten = (all: readonly Piece[]) =>
  fc.tuple(...all.map((one) => piece(one.name).map(({ form, file, above }): Piece => ({ ...one, form, file, above }))));
const statuses = (now: readonly ReportFinding[], before: readonly ReportFinding[]) => {
  const { matches, unmatched } = matchFindings(now, before);
  return { new: matches.filter(({ status }) => status === 'new').length, gone: unmatched.length };
};
const prints = (findings: readonly ReportFinding[]) => findings.map(({ fingerprint }) => fingerprint).sort();

describe('a finding of real code is the same finding after', () => {
  test('moved lines, boxing, a move to a class, a closure or another file, in any combination', async () => {
    await fc.assert(
      fc.asyncProperty(
        pieces.chain((all) => fc.tuple(fc.constant(all), rewritten(all))),
        async ([before, after]) => {
          const old = await findingsOf(before);
          const now = await findingsOf(after);
          expect(prints(now)).toEqual(prints(old));
          expect(statuses(now, old)).toEqual({ new: 0, gone: 0 });
        },
      ),
      { numRuns: 25 },
    );
  });

  test('a renamed file, and state that comes or goes elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, piece('others'), async (all, other) => {
        const old = await findingsOf(all);
        const renamed = all.map((one) => ({ ...one, file: `moved/${one.file}` }));
        const more = await findingsOf([...renamed, { ...other, name: 'others' }]);
        expect(statuses(more, old)).toEqual({ new: 1, gone: 0 });
        for (const print of prints(old)) expect(prints(more)).toContain(print);
      }),
      { numRuns: 15 },
    );
  });

  test('a renamed symbol, where it is alone with its writes in its file', async () => {
    for (const holds of ['list', 'count', 'slot'] as const) {
      const one: Piece = { name: 'carts', holds, when: 'request', form: 'plain', file: 'a.js', above: 0 };
      const old = await findingsOf([one]);
      expect(statuses(await findingsOf([{ ...one, name: 'baskets', above: 2 }]), old)).toEqual({ new: 0, gone: 0 });
    }
  });
});

describe('it may be another finding after', () => {
  test('a change of what is written, or of when', async () => {
    const one: Piece = { name: 'carts', holds: 'count', when: 'request', form: 'plain', file: 'a.js', above: 0 };
    const old = await findingsOf([one]);
    for (const change of [{ holds: 'slot' }, { holds: 'list' }, { when: 'timer' }] as const)
      expect(statuses(await findingsOf([{ ...one, ...change }]), old)).toEqual({ new: 1, gone: 1 });
  });

  test('a renamed symbol in a renamed file', async () => {
    const one: Piece = { name: 'carts', holds: 'count', when: 'request', form: 'plain', file: 'a.js', above: 0 };
    const old = await findingsOf([one]);
    expect(statuses(await findingsOf([{ ...one, name: 'baskets', file: 'b.js' }]), old)).toEqual({ new: 1, gone: 1 });
  });
});
