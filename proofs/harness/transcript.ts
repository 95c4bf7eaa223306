/** What happened in a run, line by line, without what differs between two runs (ports, identities, times). */
export type Transcript = {
  /** One line; `text` may hold line feeds of its own. */
  line(text: string): void;
  /** A place for a line that is known later. */
  reserve(): (text: string) => void;
  /** `text` without what differs between two runs. */
  plain(text: string): string;
  text(): string;
};

const fixed: readonly (readonly [RegExp, string])[] = [
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\b/g, 'TIME'],
];
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** `identities`: what is told apart by a number in the order of its first appearance, beside UUIDs. */
export function createTranscript(identities: readonly RegExp[] = []): Transcript {
  const lines: string[] = [];
  const known = new Map<string, string>();
  const numbered = (found: string) => {
    const name = known.get(found) ?? `ID-${known.size + 1}`;
    known.set(found, name);
    return name;
  };
  const plain = (text: string): string => {
    const without = fixed.reduce((rest, [pattern, name]) => rest.replace(pattern, name), text);
    return [uuid, ...identities].reduce((rest, pattern) => rest.replace(pattern, numbered), without);
  };
  return {
    plain,
    line: (text) => lines.push(plain(text)),
    reserve() {
      const at = lines.push('') - 1;
      return (text) => {
        lines[at] = plain(text);
      };
    },
    text: () => lines.map((line) => `${line}\n`).join(''),
  };
}
