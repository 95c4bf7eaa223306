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
