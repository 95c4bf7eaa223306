import { byCodeUnit } from '../text/order.ts';
import { filesReached } from './entries.ts';
import { joinProgram, type LinkInput } from './program.ts';

/** The files that each process reaches through imports, by its name; paths sorted. A browser's are those of its own code alone. */
export function reachOfProcesses(input: LinkInput): ReadonlyMap<string, readonly string[]> {
  const p = joinProgram(input);
  return new Map(
    input.processes.map(({ name, entry }) => {
      const start = p.fileOf.get(entry);
      const files = start === undefined ? [] : [...filesReached(p, input, [start], () => true)];
      return [name, files.map((file) => p.files[file]!.file).sort(byCodeUnit)] as const;
    }),
  );
}
