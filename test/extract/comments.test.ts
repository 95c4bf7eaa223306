import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/extract.ts';
import { manifestComments, manifestSyntaxOf } from '../../src/extract/manifest-comments.ts';

/** What each comment says, and the start of the code that follows. */
function told(file: string, text: string): string[] {
  const facts = extract(file, text);
  if ('reason' in facts) throw new Error(facts.detail);
  return facts.comments.map(({ text: words, next, first }) => {
    const code = next < 0 ? '(nothing)' : text.slice(next).split(/[\s;(]/)[0];
    return `${words} → ${code}${first ? ' (first)' : ''}`;
  });
}

describe('comments to this tool in code', () => {
  test('are found on lines, at their ends, in blocks of several lines and inside expressions', () => {
    expect(
      told(
        'a.ts',
        `#!/usr/bin/env -S node // sharenothing-shebang
// sharenothing-one a -- x
/*
 * sharenothing-two b -- y
 *   and more
 */
// another comment

first(1 /* sharenothing-three */, // sharenothing-four
  second);
/** sharenothing-five */ function third(/* sharenothing-six */) {/* sharenothing-seven */}
const u = \`\${ /* sharenothing-eight */ first }\`;
// sharenothing-nine`,
      ),
    ).toEqual([
      'sharenothing-one a -- x → first (first)',
      'sharenothing-two b -- y and more → first (first)',
      'sharenothing-three → ,',
      'sharenothing-four → second)',
      'sharenothing-five → function',
      'sharenothing-six → )',
      'sharenothing-seven → }',
      'sharenothing-eight → first',
      'sharenothing-nine → (nothing)',
    ]);
  });

  test('are found in JSX, where they speak of what follows their braces', () => {
    expect(
      told(
        'a.tsx',
        `const x = <div title="// sharenothing-no">
  // sharenothing-no: this is text
  {/* sharenothing-child */}
  <Foo /* sharenothing-attribute */ a={1 /* sharenothing-value */} />
  <Bar // sharenothing-line
    b={2} />
</div>;
`,
      ),
    ).toEqual([
      'sharenothing-child → <Foo',
      'sharenothing-attribute → a={1',
      'sharenothing-value → }',
      'sharenothing-line → b={2}',
    ]);
    expect(told('a.js', 'const x = <a>{/* sharenothing-js */}</a>;')).toEqual(['sharenothing-js → </a>']);
  });

  test('are none in strings, templates, regular expressions, and behind other words', () => {
    expect(
      told(
        'a.ts',
        `const a = '// sharenothing-no', b = "/* sharenothing-no */", c = /\\/\\/ sharenothing-no/;
const d = \`// sharenothing-no \${ a } /* sharenothing-no */\`;
// see sharenothing-no
// // sharenothing-no
/* x
 * sharenothing-no */
// xsharenothing-no
`,
      ),
    ).toEqual([]);
  });

  test('hold no other line than their own, whatever stands around them', () => {
    const piece = fc.constantFrom(
      '/',
      '*',
      '"',
      "'",
      '`',
      '\n',
      ' ',
      '${',
      '}',
      '<',
      '>',
      'a',
      '\\',
      '// sharenothing-x\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        for (const file of ['a.ts', 'a.tsx']) {
          const facts = extract(file, text);
          if ('reason' in facts) continue;
          for (const { s, e, next } of facts.comments) {
            expect(text.startsWith('//', s) || text.startsWith('/*', s)).toBe(true);
            expect(e).toBeGreaterThan(s);
            expect(next === -1 || (next >= e && next < text.length)).toBe(true);
          }
        }
      }),
    );
  });

  test('of a file full of them are read in no time that grows with its square', () => {
    const facts = extract(
      'a.ts',
      `f(${'`// sharenothing-no`, '.repeat(20_000)}1);\n${'/* sharenothing-x */\n'.repeat(20_000)}`,
    );
    expect('reason' in facts ? facts.reason : facts.comments).toEqual([]);
    const many = extract('a.ts', '/* sharenothing-x */\n'.repeat(20_000));
    expect('reason' in many ? 0 : many.comments.length).toBe(1000);
  });
});

const ofManifest = (file: string, text: string) =>
  manifestComments(text, manifestSyntaxOf(file)!).map(({ text: words, s, next, first }) => {
    expect(text[s]).toBe('#');
    const code = next < 0 ? '(nothing)' : text.slice(next).split(/[\s:]/)[0];
    return `${words} → ${code}${first ? ' (first)' : ''}`;
  });

describe('comments to this tool in manifests', () => {
  test('of YAML are found on lines and at their ends, and not in scalars', () => {
    expect(
      ofManifest(
        'deploy/compose.yml',
        `# sharenothing-top
services:
  api: # sharenothing-a
    x: "a # sharenothing-no"
    y: it's # sharenothing-b
    z: |
      # sharenothing-no

      # sharenothing-no
    # sharenothing-c
    - key: |-  # sharenothing-d
        # sharenothing-no
      other: 'it''s # sharenothing-no'
    - >
     # sharenothing-no
    w: !!str "x # sharenothing-no
       \\" # sharenothing-no" # sharenothing-e
    u: a#sharenothing-no
    # not sharenothing-no
    # sharenothing-end
`,
      ),
    ).toEqual([
      'sharenothing-top → services (first)',
      'sharenothing-a → x',
      'sharenothing-b → z',
      'sharenothing-c → -',
      'sharenothing-d → #',
      'sharenothing-e → u',
      'sharenothing-end → (nothing)',
    ]);
  });

  test('of Dockerfiles are lines of their own, and not lines of here documents', () => {
    expect(
      ofManifest(
        'api.Dockerfile',
        '# sharenothing-a\r\nFROM node\r\nRUN one \\\r\n  # sharenothing-b\r\n  two # sharenothing-no\r\nRUN <<-"EOF" && <<END\r\n# sharenothing-no\r\n\tEOF\r\n# sharenothing-no\r\nEND\r\n#sharenothing-c\r\nCMD x',
      ),
    ).toEqual(['sharenothing-a → FROM (first)', 'sharenothing-b → two', 'sharenothing-c → CMD']);
  });

  test('are known by the name of the file', () => {
    const kinds = [
      'k8s/a.yaml',
      'a.yml',
      'x/Dockerfile.prod',
      'api.Containerfile',
      'Procfile',
      'run.sh',
      'package.json',
      'a.ts',
    ];
    expect(kinds.map(manifestSyntaxOf)).toEqual([
      'yaml',
      'yaml',
      'lines',
      'lines',
      'lines',
      'lines',
      undefined,
      undefined,
    ]);
  });
});
