// ESLint with the parser of typescript-eslint over the files of a list, in one thread, with one rule: one that looks at syntax alone,
// or (`typed`) one that asks for types.
import fs from 'node:fs';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const [, , dir, list, mode] = process.argv;
const isTyped = mode === 'typed';
const eslint = new ESLint({
  cwd: dir,
  overrideConfigFile: true,
  allowInlineConfig: false,
  overrideConfig: [
    {
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
      plugins: { '@typescript-eslint': tseslint.plugin },
      languageOptions: {
        parser: tseslint.parser,
        parserOptions: {
          ecmaFeatures: { jsx: true },
          ...(isTyped && { projectService: true, tsconfigRootDir: dir }),
        },
      },
      rules: isTyped ? { '@typescript-eslint/await-thenable': 'error' } : { 'no-debugger': 'error' },
    },
  ],
});
const results = await eslint.lintFiles(fs.readFileSync(list, 'utf8').split('\n').filter(Boolean));
const fatal = results.reduce((sum, { fatalErrorCount }) => sum + fatalErrorCount, 0);
process.stdout.write(`${results.length} ${fatal}\n`);
