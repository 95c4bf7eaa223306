import { compilerOf, isDevCondition } from './compilers.ts';
import { kindOfFile } from './kinds.ts';
import { placesOf } from './places.ts';
import { type Reading, unitOf } from './site.ts';

/**
 * Leaves a fact where a command that a deployment starts compiles code or assets: in an image, a Procfile, a manifest or a supervisor,
 * not in a script that only people run, and not for a migration or a seed, which ends before the server is there.
 */
export function noteCompiler(program: string, words: readonly string[], reading: Reading): void {
  const { site, world, condition } = reading;
  if (!reading.deployed || (condition !== '' && isDevCondition(condition))) return;
  const compiler = compilerOf(program, words);
  if (!compiler) return;
  if (compiler.by === 'while-running') {
    const file = words.find((word) => /\.[cm]?[jt]sx?$/.test(word));
    // What runs in front of a server goes by its own name.
    const kind = (file === undefined ? null : kindOfFile(file)) ?? site.kind;
    if (kind !== null && kind !== 'server' && kind !== 'worker') return;
  }
  const spans = placesOf(reading);
  const steps = spans.map((span) => ({
    span,
    text: (world.tree.text(span.file) ?? '').slice(span.start, span.end).slice(0, 200),
  }));
  world.facts.add('builds', [unitOf(site)], {
    span: spans.at(-1)!,
    unit: site.evidence.file,
    setting: [program, ...words].join(' ').slice(0, 200),
    program: compiler.program,
    by: compiler.by,
    conditional: condition !== '',
    steps,
  });
}
