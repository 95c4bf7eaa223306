import { expect, test } from 'vitest';
import { extract } from '../../src/extract/extract.ts';

test('a destructured parameter is a binding of its own, also where its type is the first to name an import', () => {
  const facts = extract(
    'a.ts',
    "import type { Load } from './load';\nexport function weigh({ load }: { load: Load }) { return load; }\n",
  );
  if ('reason' in facts) throw new Error(facts.detail);
  const fn = facts.functions.find((f) => f.name === 'weigh');
  const parameter = facts.bindings[fn!.params[0]!];
  expect(parameter).toMatchObject({ kind: 'param', index: 0 });
  expect(parameter!.imp).toBeUndefined();
});
