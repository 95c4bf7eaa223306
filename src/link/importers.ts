import type { Program } from './program.ts';

/** The files that name each file in an import of any form. */
export function importersOf(p: Program): readonly (readonly number[])[] {
  const importers = p.files.map((): number[] => []);
  p.files.forEach(({ outline: { specs, typeSpecs } }, file) => {
    for (const spec of [...specs, ...typeSpecs]) {
      const t = p.target(file, spec);
      if (t.kind === 'file') importers[t.file]!.push(file);
    }
  });
  return importers;
}

/** A file with all that import it, over others too. */
export function withImporters(file: number, importers: readonly (readonly number[])[]): ReadonlySet<number> {
  const near = new Set([file]);
  for (const one of near) for (const importer of importers[one]!) near.add(importer);
  return near;
}
