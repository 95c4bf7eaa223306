import type { LibraryContexts } from '../catalog/contexts.ts';
import { isLibraryEntry, type LibraryDeclaration } from '../catalog/libraries.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Setting } from './effective.ts';
import type { Layer } from './layers.ts';

/**
 * The library entries that configurations declare, judged as our own are when the package is built. The catalogue is only loaded
 * where there is one to judge.
 * @throws ToolError `config-invalid` with every fault of every entry
 */
export async function declaredLibraries(layers: readonly Layer[]): Promise<readonly Setting<LibraryDeclaration>[]> {
  const declared = layers.flatMap(({ config, placeOf }) =>
    (config.libraries ?? []).map((value, at) => ({ value, from: placeOf(['libraries', at]) })),
  );
  if (declared.length === 0) return declared;
  const [{ validateContexts }, { validateLibraries }, { libraryContexts }, { libraryEntries }] = await Promise.all([
    import('../catalog/validate.ts'),
    import('../catalog/validate-libraries.ts'),
    import('../catalog/index.ts'),
    import('../catalog/libraries/index.ts'),
  ]);
  const values = declared.map(({ value }) => value);
  const contexts = values.filter((one): one is LibraryContexts => !isLibraryEntry(one));
  const problems = [
    ...validateContexts(contexts, libraryContexts),
    ...validateLibraries(values.filter(isLibraryEntry), [...libraryContexts, ...contexts], libraryEntries),
  ];
  const [first, ...others] = problems.map(({ entry, key, what }) => {
    const from = declared.find(({ value }) => value.id === entry)?.from ?? declared[0]!.from;
    return { from, what: `library entry "${entry}"${key === '' ? '' : `, ${key}`}: ${what}` };
  });
  if (!first) return declared;
  throw new ToolError({
    code: 'config-invalid',
    what: first.what,
    where: first.from,
    fix: 'correct it: the types LibraryContexts and LibraryEntry of this package describe each key',
    also: others.map(({ from, what }) => `${from} ${what}`),
  });
}
