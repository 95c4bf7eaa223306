import type { FileFacts } from '../../src/extract/facts.ts';
import type { Place, Report } from '../../src/report/report.ts';

/** Fields of facts that hold an offset into the text. */
const offsets = ['s', 'e', 'nameS', 'nameE', 'ns', 'next'];
/** Those that are -1 where there is nothing to point at. */
const optional = new Set(['ns', 'next']);

/** Offsets of facts that point outside the text, or end before they start; one line each. */
export function brokenSpans(facts: FileFacts, length: number): string[] {
  const broken: string[] = [];
  const work: (readonly [place: string, value: unknown])[] = Object.entries(facts);
  for (let next = work.pop(); next; next = work.pop()) {
    const [place, value] = next;
    if (typeof value !== 'object' || value === null) continue;
    const fields = value as Record<string, unknown>;
    for (const name of offsets) {
      const at = fields[name];
      if (typeof at !== 'number' || (at === -1 && optional.has(name))) continue;
      if (!Number.isInteger(at) || at < 0 || at > length) broken.push(`${place}.${name} is ${at} of ${length}`);
    }
    for (const [start, end] of [
      ['s', 'e'],
      ['nameS', 'nameE'],
    ] as const) {
      const [from, to] = [fields[start], fields[end]];
      if (typeof from === 'number' && typeof to === 'number' && from > to)
        broken.push(`${place}: ${start} ${from} > ${end} ${to}`);
    }
    for (const [key, inner] of Object.entries(fields)) work.push([`${place}.${key}`, inner]);
  }
  return broken;
}

/** Places of a report that are not in the text of their file; `textOf` gives that, undefined for what is no file of the run. */
export function brokenPlaces(report: Report, textOf: (file: string) => string | undefined): string[] {
  const broken: string[] = [];
  const known = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const lines = known.get(file) ?? (textOf(file) ?? '').split(/\r\n|[\r\n\u2028\u2029]/);
    known.set(file, lines);
    return lines;
  };
  const look = (what: string, { file, line, column }: Place): void => {
    const text = linesOf(file)[line - 1];
    if (text === undefined || column < 1 || column > text.length + 1) broken.push(`${what}: ${file}:${line}:${column}`);
  };
  for (const one of [...report.findings, ...report.suppressed]) {
    look(one.ruleId, one);
    look(`${one.ruleId}, end`, { file: one.file, line: one.endLine, column: one.endColumn });
    if (one.endLine < one.line || (one.endLine === one.line && one.endColumn < one.column))
      broken.push(`${one.ruleId}: ${one.file}:${one.line} ends before it starts`);
    for (const step of one.trace) look(`${one.ruleId}, ${step.messageId}`, step);
  }
  for (const { file, line, proof } of report.silences) {
    look('silence', { file, line, column: 1 });
    if (proof) look('proof', { ...proof, column: 1 });
  }
  return broken;
}
