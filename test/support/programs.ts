import fc from 'fast-check';

/** Names that meet each other, those of every object's prototype among them. */
const names = [
  'a',
  'b',
  'app',
  'cache',
  'req',
  'Map',
  'constructor',
  '__proto__',
  'toString',
  'arguments',
  'exports',
  'ünï',
  '\\u0061',
];
const name = fc.constantFrom(...names);
const literal = fc.constantFrom(
  '0',
  '1n',
  '0x1f',
  '""',
  "'x'",
  '`t`',
  'null',
  'undefined',
  'true',
  '/a[/]b/g',
  '[]',
  '{}',
  '-0',
  '1e999',
  "'\\ud800'",
);
const operator = fc.constantFrom(
  '+',
  '-',
  '*',
  '**',
  '/',
  '&&',
  '||',
  '??',
  '===',
  '<',
  'in',
  'instanceof',
  ',',
  '=',
  '+=',
  '??=',
  '&&=',
);
const imports = [
  "import express from 'express';",
  "import * as all from './other.js';",
  "import { a as b } from './other.js';",
  "import './other.js';",
  "const fs = require('node:fs');",
  "const { Pool } = require('pg');",
  'const load = (x) => import(`./${x}.js`);',
];

/** Parts of programs by kind, each built of smaller ones. */
const grammar = fc.letrec<{
  expression: string;
  statement: string;
  block: string;
  pattern: string;
  member: string;
  fn: string;
}>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    name,
    literal,
    fc.tuple(tie('expression'), operator, tie('expression')).map(([a, o, b]) => `(${a}) ${o} (${b})`),
    fc.tuple(tie('expression'), name).map(([o, p]) => `(${o}).${p}`),
    fc.tuple(tie('expression'), tie('expression')).map(([o, i]) => `(${o})[${i}]`),
    fc
      .tuple(tie('expression'), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([f, args]) => `(${f})(${args.join(', ')})`),
    fc.tuple(name, fc.array(tie('expression'), { maxLength: 2 })).map(([f, args]) => `new ${f}(${args.join(', ')})`),
    fc.tuple(name, name, tie('fn')).map(([o, m, f]) => `${o}.${m}('/', ${f})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((all) => `[${all.join(', ')}]`),
    fc
      .array(fc.tuple(name, tie('expression')), { maxLength: 3 })
      .map((all) => `({ ${all.map(([k, v]) => `${k}: ${v}`).join(', ')} })`),
    fc
      .tuple(name, tie('expression'))
      .map(([k, v]) => `({ get ${k}() { return ${v}; }, set ${k}(x) {}, ...${k}, [${v}]: 1 })`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
    fc.tuple(tie('pattern'), tie('expression')).map(([p, v]) => `(${p} = ${v})`),
    fc.tuple(fc.constantFrom('!', 'typeof ', 'void ', 'delete ', '-', '++'), name).map(([o, e]) => `${o}${e}`),
    fc.tuple(name, tie('expression')).map(([t, e]) => `${t}\`a\${${e}}b\``),
    tie('fn'),
    fc.array(tie('member'), { maxLength: 3 }).map((all) => `class extends (a) { ${all.join(' ')} }`),
    fc.constantFrom(
      'this',
      'super.x',
      'new.target',
      'import.meta.url',
      'a?.b?.[0]?.()',
      'process.env.NODE_ENV',
      'globalThis.x',
      'module.exports',
    ),
  ),
  fn: fc
    .tuple(fc.constantFrom('', 'async '), fc.array(tie('pattern'), { maxLength: 2 }), tie('block'), fc.boolean())
    .map(([a, params, body, arrow]) =>
      arrow ? `${a}(${params.join(', ')}) => ${body}` : `${a}function (${params.join(', ')}) ${body}`,
    ),
  pattern: fc.oneof(
    { maxDepth: 2 },
    name,
    fc.tuple(name, tie('pattern')).map(([k, p]) => `{ ${k}: ${p} }`),
    fc.tuple(tie('pattern'), name).map(([p, r]) => `[${p}, ...${r}]`),
    fc.tuple(name, literal).map(([k, v]) => `{ ${k} = ${v} }`),
  ),
  member: fc.oneof(
    fc
      .tuple(fc.constantFrom('', 'static ', 'async ', 'get ', 'set ', '*', '#'), name, tie('block'))
      .map(([m, n, b]) => `${m}${n}(x) ${b}`),
    fc.tuple(fc.constantFrom('', 'static ', '#'), name, tie('expression')).map(([m, n, v]) => `${m}${n} = ${v};`),
    tie('block').map((b) => `static ${b}`),
    fc.tuple(tie('expression'), tie('block')).map(([k, b]) => `[${k}]() ${b}`),
  ),
  statement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('expression').map((e) => `${e};`),
    fc
      .tuple(fc.constantFrom('let', 'const', 'var'), tie('pattern'), tie('expression'))
      .map(([k, p, v]) => `${k} ${p} = ${v};`),
    fc.tuple(tie('expression'), tie('block'), tie('block')).map(([c, a, b]) => `if (${c}) ${a} else ${b}`),
    fc.tuple(tie('pattern'), tie('expression'), tie('block')).map(([p, e, b]) => `for (const ${p} of ${e}) ${b}`),
    fc.tuple(tie('expression'), tie('block')).map(([c, b]) => `while (${c}) ${b}`),
    fc.tuple(tie('block'), name, tie('block')).map(([a, e, b]) => `try ${a} catch (${e}) ${b} finally ${a}`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('block'))
      .map(([v, c, b]) => `switch (${v}) { case ${c}: ${b} break; default: ${b} }`),
    fc.tuple(name, tie('pattern'), tie('block')).map(([n, p, b]) => `function ${n}(${p}) ${b}`),
    fc.tuple(name, fc.array(tie('member'), { maxLength: 3 })).map(([n, all]) => `class ${n} { ${all.join(' ')} }`),
    fc
      .tuple(fc.constantFrom('return', 'throw', 'await', 'yield', 'export default'), tie('expression'))
      .map(([k, e]) => `${k} ${e};`),
    fc.tuple(name, tie('expression')).map(([n, e]) => `export const ${n} = ${e};`),
    fc.tuple(name, tie('block')).map(([n, b]) => `${n}: ${b}`),
    fc.constantFrom(...imports),
  ),
  block: fc.array(tie('statement'), { maxLength: 4 }).map((all) => `{ ${all.join('\n')} }`),
}));

/** Programs that mostly parse: a server around generated statements. */
export const programs: fc.Arbitrary<string> = fc
  .array(grammar.statement, { minLength: 1, maxLength: 8 })
  .map((all) => `import express from 'express';\nconst app = express();\n${all.join('\n')}\napp.listen(3000);\n`);

const tokens = [
  ...names,
  ...'{ } ( ) [ ] ; , . ... ?. ?? => = == + ++ - ! ~ ? : :: @ # \\ / /* */ // ` ${ \' " < > </ /> <!-- -->'.split(' '),
  ...'let const var function class extends static get set async await yield return throw if else for of in while do switch case default try catch finally break continue new delete typeof void this super import export from as require enum interface type namespace module declare abstract implements public private readonly satisfies keyof infer is asserts using accessor with debugger null true 0 1n /x/ "s"'.split(
    ' ',
  ),
  '\n',
  '\r',
  '\u2028',
  '\0',
  '\ufeff',
  '\ud800',
  '😀',
];

/** Words and signs of the languages in any order: what nobody wrote, and an editor saves all the same. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...tokens), { maxLength: 60 })
  .map((all) => all.join(' '));

/** A text with some of its pieces taken out, doubled, swapped or replaced. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.nat(3),
    put: fc.constantFrom(...tokens),
  });
  return fc.tuple(fc.constantFrom(...texts), fc.array(cut, { minLength: 1, maxLength: 6 })).map(([text, cuts]) =>
    cuts.reduce((now, { at, length, to, kind, put }) => {
      const from = Math.floor(at * now.length);
      const piece = now.slice(from, from + length);
      const without = now.slice(0, from) + now.slice(from + length);
      const place = Math.floor(to * without.length);
      if (kind === 0) return without;
      if (kind === 1) return without.slice(0, place) + piece + without.slice(place);
      if (kind === 2) return now.slice(0, from) + piece + now.slice(from);
      return now.slice(0, from) + put + now.slice(from);
    }, text),
  );
}

/** The bytes of a text, some of them other than they were. */
export function byteMutated(texts: readonly string[]): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255));
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 8 }))
    .map(([text, changes]) => {
      const bytes = new TextEncoder().encode(text);
      for (const [at, byte] of changes)
        if (bytes.length > 0) bytes[Math.min(bytes.length - 1, Math.floor(at * bytes.length))] = byte;
      return bytes;
    });
}
